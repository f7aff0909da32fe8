#!/usr/bin/env python3
"""Check the labels of tests/unseen: places, values, links, and that score.py reads them.

usage: selfcheck.py [SCORE.PY]      (default ../shared/score.py; without it the scoring part is skipped)

A perfect prediction made from the labels must score 100 % in every part.
"""
import importlib.util, json, os, re, sys, tempfile, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
SCORE = sys.argv[1] if len(sys.argv) > 1 else '../shared/score.py'
bad = []


def need(ok, *what):
    if not ok:
        bad.append(' '.join(str(w) for w in what))


def load(path):
    with open(path, encoding='utf-8') as f:
        return json.load(f)


def fold(s):
    return re.sub(r'\s', '', unicodedata.normalize('NFKC', s))


def has_number(x, quote):
    return re.search(r'(?<![\d.])%s(?:\.?0+)?(?![\d])' % re.escape('%.10g' % abs(x)), re.sub(r'(?<=\d),(?=\d{3})', '', fold(quote)))


def check(half):
    d = os.path.join(HERE, half)
    reports = load(d + '/gold/import.json')['reports']
    ind = load(d + '/gold/indicators.json')
    led = load(d + '/gold/pairs.json')
    rows, text, heads = {}, {}, {}
    need(sorted(os.listdir(d + '/texts')) == sorted(r['seed'] for r in reports), half, 'texts and import.json differ')
    for r in reports:
        t = text[r['report']] = open(f"{d}/texts/{r['seed']}", encoding='utf-8').read()
        heads[r['report']] = {'0'}
        need(len(re.findall('[\u4e00-\u9fff]', t)) >= 550, r['report'], 'is too short')
        need(r['kind'] in ('总结', '计划', '总结+计划') and isinstance(r['year'], int), r['report'], 'kind or year')
        for k in ('title', 'index_number'):
            need(not r[k] or fold(r[k]) in fold(t), r['report'], k, 'is not in the text')
        for k in ('published', 'written'):
            need(r[k] is None or re.fullmatch(r'\d{4}-\d\d-\d\d', r[k]), r['report'], k)
        for k in ('body_starts_with', 'body_ends_with'):
            need(r[k] in t, r['report'], k)
        last = -1
        for s in r['sections']:
            at = t[s['offset']:]
            need(fold(at[:120]).startswith(fold(s['number'] + s['heading'])), r['report'], s['id'], 'heading is not at its offset')
            need(s['line'] == t.count('\n', 0, s['offset']) + 1 and s['offset'] > last, r['report'], s['id'], 'line or order')
            need(s['level'] == s['id'].count('.') + 1 and s['required'] in (True, False), r['report'], s['id'], 'level')
            last = s['offset']
            heads[r['report']].add(s['id'])
    for x in ind['indicators']:
        t, q = text[x['report']], x['quote']
        need(x['id'] not in rows, x['id'], 'twice')
        rows[x['id']] = x
        need(t[x['offset']:x['offset'] + len(q)] == q, x['id'], 'quote is not at its offset')
        need(x['line'] == t.count('\n', 0, x['offset']) + 1, x['id'], 'line')
        need(x['section_id'] in heads[x['report']], x['id'], 'section')
        need(x['kind'] in ('target', 'actual') and x['comparison'] in ('eq', 'ge', 'le', 'approx') and x['tier'] in ('core', 'minor'), x['id'], 'words')
        need(2 <= len(x['indicator']) <= 24 and isinstance(x['year'], int), x['id'], 'name or year')
        if not x.get('cn_numeral') and x['value'] and x.get('measure') != 'rank':
            need(has_number(x['value'], q), x['id'], 'value is not in the quote')
        if x['tier'] == 'core' and not x.get('measure') == 'rank' and not x.get('cn_numeral'):
            need(fold(x['unit']) in re.sub('[多余]', '', fold(q)), x['id'], 'unit is not in the quote')
        for k in ('growth', 'value_max', 'completion', 'base'):
            if x.get(k) is not None and not re.search('[三四八]成', q):
                need(has_number(x[k], q), x['id'], k, 'is not in the quote')
        if x.get('growth') is not None and x['growth'] < 0:
            need(re.search('降|减|回落|压缩', q), x['id'], 'sign')
    for x in ind['traps']:
        need(x['quote'] in text[x['report']], 'trap', x['quote'])
    for p in led['pairs'] + led['unpaired']:
        a = rows[p['promise']['id']]
        need(a['kind'] == 'target' and a['quote'] == p['promise']['quote'], a['id'], 'promise')
        if 'outcome' in p:
            b = rows[p['outcome']['id']]
            need(b['kind'] == 'actual' and b['quote'] == p['outcome']['quote'] and a['year'] == b['year'] and a['report'] != b['report'], b['id'], 'outcome')
            need(p['verdict'] in ('met', 'close', 'missed', 'not_comparable'), b['id'], 'verdict')
        else:
            need(p['verdict'] == 'not_mentioned', a['id'], 'verdict')
    print(f"{half}: {len(reports)} texts, {sum(len(r['sections']) for r in reports)} headings, {len(rows)} rows "
          f"({sum(x['tier'] == 'core' for x in rows.values())} core), {len(ind['traps'])} traps, {len(led['pairs'])} pairs, {len(led['unpaired'])} never mentioned again")
    if os.path.isfile(SCORE):
        perfect(half, d, reports, rows, led)
    else:
        print('  scoring skipped:', SCORE, 'is missing')


def perfect(half, d, reports, rows, led):
    spec = importlib.util.spec_from_file_location('score', SCORE)
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    gold = m.gold_set(d + '/gold', [d + '/texts'])
    reps = [dict({k: r[k] for k in ('title', 'agency', 'kind', 'year', 'published', 'written', 'index_number')}, id=r['report'], source_file=r['seed'],
                 sections=[{k: s[k] for k in ('id', 'level', 'number', 'heading')} for s in r['sections']]) for r in reports]
    keys = ('report', 'kind', 'indicator', 'value', 'unit', 'comparison', 'growth', 'rank', 'year', 'quote')
    preds = [dict({k: x[k] for k in keys}, section=x['section_id'], anchor=x['id']) for x in rows.values()]
    ledger = [dict(p, year=rows[p['promise']['id']]['year']) for p in led['pairs']] + [dict(p, outcome=None) for p in led['unpaired']]
    with tempfile.TemporaryDirectory() as tmp:
        for name, v in (('reports', reps), ('indicators', preds), ('ledger', ledger)):
            with open(f'{tmp}/{name}.json', 'w', encoding='utf-8') as f:
                json.dump(v, f, ensure_ascii=False)
        out, errs = m.score(tmp, gold, 20)
    i, l = out['indicators'], out['ledger']
    got = dict(metadata=out['metadata']['accuracy'], sections=out['sections']['f1'], numbers=out['sections']['number_accuracy'], strict=i['strict_f1'], f1=i['f1'],
               ledger=l['f1'], verdicts=l['verdict_accuracy'], overall=out['overall'])
    print('  perfect prediction:', ', '.join(f'{k} {100 * v:.1f}%' for k, v in got.items()))
    for k, v in got.items():
        need(v > .99999, half, k, v)
    if bad:
        print('\n'.join(errs))


for h in ('dev', 'held', 'final', 'blind'):
    check(h)
print('\n'.join(['FAILED'] + bad) if bad else 'all right')
sys.exit(1 if bad else 0)
