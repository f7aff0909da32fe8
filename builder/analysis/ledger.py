"""The ledger: what was promised for a year, and what was reported about it.

Comes in: indicator rows by report. Goes out: ``LedgerRow`` values, one for each promise of an office,
with the outcome that answers it and a verdict (design 6). A promise and its outcome meet by office,
indicator, measure and the *row's* year, whichever reports they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

from builder.analysis.counterparts import LIKELY, LOOSE
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.ledger_books import Books, Entry, beside, open_books
from builder.analysis.ledger_clauses import Asides
from builder.analysis.ledger_names import (
    canonical_of,
    full_name,
    is_vague,
)
from builder.analysis.ledger_pairs import (
    differences,
    is_further,
    is_measured,
    is_reworded,
    limit_of,
    said_apart,
    same_verbs,
    says_the_verb,
    says_too_little,
    told_otherwise,
)
from builder.analysis.places import SEVERAL
from builder.analysis.quantities import Quantity, quantities
from builder.analysis.series import series_by_agency
from builder.analysis.things import core_of, verbs_of
from builder.analysis.verdicts import FEWER, Judgement, Verdict, judge
from builder.frozen import replace
from builder.model import Agency, Report, ReportKind

_INNER = str.maketrans("“”", "‘’")
_AMOUNT = re.compile("[量额值率]$")
_OF_TARGET = re.compile(r"(?:完成|达到?|占|为)[^\d%]*(\d+(?:\.\d+)?)%$")
_MANY = 3  # times what was promised: where the deed is told in other words, it may be all there are
_LONG, _TELLS = 5, 10  # characters of a word that few sentences share; of a smaller number many things have as many
_SHARE = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,4})?)%")
_SHORT = 3  # characters of an alias (出口, GDP) that may stand in other words
Candidates = tuple[list[Entry], list[tuple[Entry, str]]]
COMPUTED: frozenset[Verdict] = frozenset({"met", "close", "missed"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One promise and what became of it. ``places`` are further sentences that state the same promise.

    ``key`` is the canonical indicator's id or the key of its own words; ``searched`` the reports that give account
    of the year and were looked through in vain; ``admitted`` their own words on whether they reached it.
    """

    agency: str
    key: str
    name: str
    year: int
    promise: IndicatorRow
    outcome: IndicatorRow | None
    verdict: Verdict
    reason: str
    places: tuple[IndicatorRow, ...] = ()
    searched: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    reviewed: str | None = None

    @property
    def self_reported(self) -> str:
        """自报: what the accounts say of themselves (完成年度任务的104%, 未达年初预期), apart from the verdict."""
        return "；".join(filter(None, (self.outcome.self_reported if self.outcome else "", *self.admitted)))


def promises_by_result(ledger: Iterable[LedgerRow]) -> dict[int, IndicatorRow]:
    """By the identity of a result the promise of which it decided the verdict."""
    return {id(row.outcome): row.promise for row in ledger if row.outcome and row.verdict in COMPUTED}


def build_ledger(
    rows: Mapping[str, Sequence[IndicatorRow]],
    asides: Mapping[str, Asides],
    reports: Sequence[Report],
    kinds: Sequence[ReportKind],
    agencies: Sequence[Agency],
    newest: date,
    rules: IndicatorRules,
) -> tuple[LedgerRow, ...]:
    """All promises of all known offices, by office, year and place in the reports. Reports without an office stay out."""
    found: list[LedgerRow] = []
    offices = series_by_agency([r for r in reports if r.meta.withdrawn is None], kinds)
    for agency in agencies:
        books = open_books(rows, asides, offices.get(agency.id, ()), kinds, rules)
        answered = [_in_its_line(group, books) or _candidates(group[0], books, rules) for group in books.promises]
        answered = _without_claims(books.promises, answered)
        taken = {id(answer) for same, _ in answered for answer in same}
        ledger = [_settle(agency.id, g, c, taken, books, newest, rules) for g, c in zip(books.promises, answered, strict=True)]
        found += _without_rivals(ledger, rules)
    return tuple(found)


def _settle(
    agency: str, group: Sequence[Entry], candidates: Candidates, taken: Set[int], books: Books, newest: date, rules: IndicatorRules
) -> LedgerRow:
    """What became of one promise. What answers another promise (``taken``) is no likely counterpart of this one."""
    promise = group[0]
    year = promise.row.year
    searched = tuple(r for r in books.accounts.get(year, ()) if r != promise.row.report)
    places = tuple(entry.row for entry in group[1:])
    row = LedgerRow(agency, promise.key, _label(promise, rules), year, promise.row, None, "no_report", "", places)
    said = [a for a in books.admissions.get(year, ()) if a.report in searched and {promise.key, promise.thing.core} & a.names]
    row = replace(row, admitted=tuple(dict.fromkeys(a.text for a in said)))
    same, likely = candidates
    if same:
        own = [a for a in same if SEVERAL not in a.row.because]  # 产量838亿斤 of the year itself, beside 五年来稳定在800亿斤以上
        outcome, judgement = _best(promise, own or same, rules)
        if not _is_counted_alike(promise, outcome, rules) and (near := next((n for n in likely if _is_counted_alike(promise, n[0], rules)), None)):
            return replace(row, outcome=near[0].row, verdict="possible", reason=near[1])  # 10大类55项: of 55项 promised the 10大类 say nothing
        if promise.is_part and judgement.verdict in COMPUTED:
            judgement = Judgement("not_comparable", "目标只管一年中的一段，结果是全年的")
        if judgement.verdict in {"close", "missed"} and is_further(promise, outcome) and not _says_so(promise.row, outcome.row):
            judgement = Judgement("not_comparable", "结果只数了走到后一步的，比目标少不等于没有做到")
        if judgement.verdict in COMPUTED and (_says_otherwise(promise, outcome, judgement) or any(a.missed == (judgement.verdict == "met") for a in said)):
            judgement = Judgement("not_comparable", "文件自己的说法（自报）和按数字算出来的不一样，本站不下结论")
        return replace(row, outcome=outcome.row, verdict=judgement.verdict, reason=judgement.reason + _tolerated(promise, outcome, judgement))
    if near := next((n for n in likely if id(n[0]) not in taken), None):
        return replace(row, outcome=near[0].row, verdict="possible", reason=near[1])
    if searched:
        return _not_found(row, promise, searched, books)
    if newest.year <= year:
        return replace(row, verdict="not_due", reason=f"{year}年在本站最新文件的日期之前还没有结束")
    return replace(row, reason=f"本站没有收录说明{year}年结果的文件")


def _is_counted_alike(promise: Entry, answer: Entry, rules: IndicatorRules) -> bool:
    """Is there a scale on which the one can be held against the other?"""
    return answer.row.unit != "" and not {q.scale for q in quantities(promise.row, rules)}.isdisjoint(q.scale for q in quantities(answer.row, rules))


def _says_otherwise(promise: Entry, outcome: Entry, judgement: Judgement) -> bool:
    """完成年度目标的92% beside an amount that reaches the target, 101% beside one that does not: one of the two is of something else."""
    told = _OF_TARGET.match(outcome.row.self_reported) if promise.row.value is not None and promise.row.measure == outcome.row.measure == "level" else None
    return told is not None and (float(told[1]) >= 100) != (judgement.verdict == "met")


def _says_so(promise: IndicatorRow, outcome: IndicatorRow) -> bool:
    """建成14座，完成年度任务的93%, of 建设15座: the report itself holds the one against the other."""
    said = _SHARE.search(outcome.self_reported)
    return bool(said and promise.value and outcome.value and abs(100 * outcome.value / promise.value - float(said[1])) < 1)


def _label(promise: Entry, rules: IndicatorRules) -> str:
    """The promise's name, with the verb of its list where it has none: 更新改造供热管网、供水管网20公里. 新增装机20万千瓦、发电量30亿千瓦时 adds
    no 发电量: an amount (量, 额, 率) is no next thing to be built or added."""
    name, row = shown_name(promise.row, rules), promise.row
    if limit := limit_of(promise):
        return limit + promise.thing.core
    verb = next((v for v, does in zip(promise.thing.verbs, promise.thing.does, strict=False) if does), "")
    said = verb and is_measured(row) and not promise.canonical and (verb + name in row.own or (verb in row.listed and not _AMOUNT.search(name)))
    return verb + name if said and not verbs_of(name) else name


def shown_name(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The name that a known indicator goes by in its report, else the row's own words."""
    known = None if row.canonical else canonical_of(row, rules)
    return known.name if known else full_name(row)


def _not_found(row: LedgerRow, promise: Entry, searched: tuple[str, ...], books: Books) -> LedgerRow:
    """The account is there, the figure was not recognised in it.

    Of a restatement it is said of the restatement only: what it leaves out the original may well hold.
    """
    if is_vague(promise.row):
        return replace(row, verdict="not_comparable", reason="名称太笼统，不能确定总结里哪个数字说的是同一件事")
    only_excerpts = books.excerpts.issuperset(searched)
    reason = "摘编里没有认出写明这个数字的说法，请看原文" if only_excerpts else "总结里没有认出写明这个数字的说法"
    return replace(row, verdict="not_found", reason=reason, searched=searched)


def _without_claims(promises: Sequence[Sequence[Entry]], answered: Sequence[Candidates]) -> list[Candidates]:
    """小学完工3所 answers neither 新建小学3所 nor 改造小学5所 where both are promised: it does not say of which it speaks."""
    claims: dict[int, list[tuple[frozenset[str], ...]]] = {}
    for (promise, *_), (same, _) in zip(promises, answered, strict=True):
        for answer in same:
            claims.setdefault(id(answer), []).append(promise.thing.does)
    unclear = {one for one, does in claims.items() if any(a and b and not same_verbs(a, b) for a, b in combinations(does, 2))}
    reason = "几个不同的目标都对得上这个结果，分不清是哪一个"
    return [([a for a in same if id(a) not in unclear], [*((a, reason) for a in same if id(a) in unclear), *likely]) for same, likely in answered]


def _in_its_line(group: Sequence[Entry], books: Books) -> Candidates | None:
    """What the office prints in one line with its target is the result of it, whatever else speaks of the thing."""
    same = [answer for promise in group for answer in beside(promise, books.lines)]
    return (same, []) if same else None


def _candidates(promise: Entry, books: Books, rules: IndicatorRules) -> Candidates:
    """The answers that mean the same thing, of the whole year or else of a part of it, and the others that are likely with what differs, likeliest first."""
    answers = books.answers.get(promise.row.year)
    same: list[Entry] = []
    likely: list[tuple[float, int, Entry, str]] = []
    near = answers.near(promise) if answers else []
    for score, answer in near:
        differ = differences(promise, answer) if answer.key else None
        if differ is not None and answer.doubt:
            differ = (*differ, answer.doubt)
        if differ == ():
            same.append(answer)
        elif answer.key and says_too_little(promise, answer):
            continue
        elif differ and (score >= LIKELY or not is_vague(promise.row)):
            likely.append((max(score, LIKELY), -answer.order, answer, "；".join(differ)))
        elif is_vague(promise.row):
            continue
        elif answer.key and (score >= LIKELY or _is_shortened(promise, answer) or _is_retold(promise, answer) or is_reworded(promise, answer)):
            names = f"认出的名称不完全一样：结果是“{_inside(full_name(answer.row))}”"
            likely.append((score, -answer.order, answer, "；".join(filter(None, (names, told_otherwise(promise, answer))))))
        elif not answer.key and (score >= LOOSE or _speaks_of(promise, answer, rules)):
            likely.append((score, -answer.order, answer, "总结里有一句可能说的是这件事，没有认出它的数字"))
    if same:
        beside: dict[tuple[str, str], list[Entry]] = {}  # a figure that says the promise's verb takes the place of those in its paragraph alone
        for _, b in near:
            beside.setdefault((b.row.report, b.row.paragraph), []).append(b)
        same = [a for a in same if not any(says_the_verb(promise, a, b) for b in beside[a.row.report, a.row.paragraph])]
    likely.sort(key=lambda found: found[:2], reverse=True)
    parts = None if same or promise.is_part else books.parts.get(promise.row.year)
    same = same or [answer for _, answer in (parts.near(promise) if parts else ()) if differences(promise, answer) == ()]
    return same, [found[2:] for found in likely]


def _is_shortened(promise: Entry, answer: Entry) -> bool:
    """新增绿道1000公里 for 新增联山联水的绿道1000公里: of one verb, one number and one head noun only words that narrow are left out."""
    p, a, row = promise.thing, answer.thing, promise.row
    short, long = sorted((p.core, a.core), key=len)
    one_number = row.value is not None and (row.value, row.unit, row.measure) == (answer.row.value, answer.row.unit, answer.row.measure)
    return one_number and len(short) > 1 and long.endswith(short) and bool(p.does) and same_verbs(p.does, a.does) and not said_apart(p.own, a.own)


def _is_retold(promise: Entry, answer: Entry) -> bool:
    """三级公立医院提前两周把50%以上号源投放给基层 for 三级公立医院拿出50%的门诊预约号源: one number of one long word and one more of the same order."""
    p, a, row = promise.thing.core, answer.thing.core, promise.row
    if row.value is None or row.value < _TELLS or (row.value, row.unit, row.measure) != (answer.row.value, answer.row.unit, answer.row.measure):
        return False
    sizes = [block.size for block in SequenceMatcher(None, p, a, autojunk=False).get_matching_blocks() if block.size > 1]
    return len(sizes) > 1 and max(sizes) >= _LONG and 2 * sum(sizes) >= min(len(p), len(a))


def _speaks_of(promise: Entry, answer: Entry, rules: IndicatorRules) -> bool:
    """Does a clause hold a name of the promise's indicator: 居民消费价格基本持平?"""
    known = canonical_of(promise.row, rules)
    return known is not None and any(len(name) > _SHORT and core_of(name) in answer.thing.clause for name in known.names)


def _tolerated(promise: Entry, outcome: Entry, judgement: Judgement) -> str:
    """What a verdict passed over: that the result is only expected, that the names are written differently."""
    if judgement.verdict not in COMPUTED:
        return ""
    said, done = full_name(promise.row), full_name(outcome.row)
    found = "（按预计数）" if outcome.row.expected else ""
    return found if promise.key == outcome.key or said == done else f"{found}；“{_inside(said)}”和“{_inside(done)}”按一件事算"


def _inside(name: str) -> str:
    """A name to stand in quotation marks."""
    return name.translate(_INNER)


def _best(promise: Entry, answers: Sequence[Entry], rules: IndicatorRules) -> tuple[Entry, Judgement]:
    """The answer that fits best; where several fit equally well they must agree on the verdict."""
    fewer = wants_fewer(promise.row, rules)
    judged = [(_judge(promise, a, rules, fewer=fewer), a) for a in answers]
    judged.sort(key=lambda pair: (pair[0].fit, pair[1].distance, pair[1].order))
    first, best = judged[0]
    equals = [(j, a) for j, a in judged if (j.fit, a.distance) == (first.fit, best.distance)]
    if first.fit == 0 and len({j.verdict for j, _ in equals}) > 1:
        return best, Judgement("not_comparable", "结果里这个名称有几个不同的数字，分不清对应哪一个")
    return best, first


def _judge(promise: Entry, answer: Entry, rules: IndicatorRules, *, fewer: bool) -> Judgement:
    known = canonical_of(promise.row, rules)
    found = judge(promise.row, answer.row, rules, fewer=fewer, near=bool(known and known.better == "near"))
    if found.verdict not in COMPUTED:
        return found
    if answer.row.other_basis and not promise.row.other_basis:
        return Judgement("not_comparable", "结果另有同口径的数字，本站不替读者选用", 3)
    if promise.row.again == "再" and not (answer.row.again or answer.row.stage == "new"):
        return Judgement("not_comparable", "目标说的是再增加多少，看不出结果是不是新增的", 3)
    if answer.is_total and not promise.is_total:
        return Judgement("not_comparable", "结果说的不止一年，不能确定当年是多少", 3)
    if promise.is_total and not answer.is_total:
        return Judgement("not_comparable", "目标管几年，认出的结果是一年的", 3)
    if {promise.row.flow, answer.row.flow} == {"done", "held"}:
        return Judgement("not_comparable", "一处说的是这一年做了多少，一处说的是到这时一共有多少", 3)
    if found.verdict == "met" and _may_be_all(promise, answer, rules):
        return Judgement("not_comparable", "结果比目标多出几倍，看不出是这一年做的，还是一共有的", 3)
    if answer.is_part and not (found.verdict == "met" and _adds_up(promise, answer, fewer=fewer)):
        return Judgement("not_comparable", "结果只说到一年中的一段，不是全年的", 3)
    return replace(found, reason="一年里的一段时间就已经达到目标") if answer.is_part else found


def _may_be_all(promise: Entry, answer: Entry, rules: IndicatorRules) -> bool:
    """新建15个 promised, 已建成86个 reported: many times as much, and neither in the promise's own words nor said to be new."""
    row = answer.row
    if not promise.thing.does or promise.thing.verbs == answer.thing.verbs or promise.scale == "percent" or row.stage == "new" or row.self_reported:
        return False
    asked, got = quantities(promise.row, rules)[0], quantities(answer.row, rules)[0]
    return asked.aspect == got.aspect == "level" and got.low > _MANY * asked.high > 0


def _adds_up(promise: Entry, answer: Entry, *, fewer: bool) -> bool:
    """Can what was done by October be no less at the end of the year? A rate, a growth, what is left of a rise and what is only expected can."""
    row, asked = answer.row, promise.row
    sums = row.measure == asked.measure == "level" and row.flow == "done" and promise.scale != "percent" and "净" not in row.indicator
    return sums and not (fewer or row.expected or asked.comparison in {"le", "lt"})


def wants_fewer(row: IndicatorRow, rules: IndicatorRules) -> bool:
    """Is less of it better? Canonical indicators say so; names such as 事故 tell by themselves."""
    known = canonical_of(row, rules)
    return known.better == "down" if known and known.better else bool(FEWER.search(row.indicator))


def _without_rivals(ledger: Sequence[LedgerRow], rules: IndicatorRules) -> list[LedgerRow]:
    """Different targets under one name in one report: a verdict stands only where it is the same for all."""
    groups: dict[tuple[object, ...], set[Verdict]] = {}

    def group(row: LedgerRow) -> tuple[object, ...]:
        q: Quantity = quantities(row.promise, rules)[0]
        return (row.key, row.year, row.promise.report, q.aspect, q.scale)

    for row in ledger:
        groups.setdefault(group(row), set()).add(row.verdict)
    reason = "同一份文件里这个名称有几个不同的目标，分不清结果对应哪一个"
    return [
        replace(r, verdict="not_comparable", reason=reason) if r.verdict in COMPUTED and len(groups[group(r)]) > 1 else r
        for r in ledger
    ]
