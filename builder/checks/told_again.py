"""One thing of one document told in two ways: 新增停车泊位 260 个 and 240 个, 其余 7 个 of 11 with 5 begun, a closing day inside the opening days, 第十三条 of twelve (WORD-07).

A report and its sheet in, findings out. ``said_twice`` and ``told_apart`` compare figures of the year and sizes of named things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER
from builder.checks.quantities import Quantity, quantities
from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Problem
from builder.text import chinese_number, when_asked

_N = NUMBER
_VERBS = ("新增", "新建", "新改建", "改造", "整治", "拆除", "培训", "走访", "慰问", "检查", "排查", "处置", "化解", "调解", "办理", "办结", "建成", "创建", "救助", "接待", "发放")
_LEAD = when_asked(r"\A(?:[一二三四五六]是)?(?:虽然?|尽管|但|全年|今年|本年|年内|一年来|共|累计|已|全[镇县区市乡]|街道|我[镇县区市乡局]|辖区|同时|目前|通过|共计"
    r"|现|我们|区|县|镇)*(?P<name>"
    rf"(?:{'|'.join(_VERBS)})[一-龥]{{3,10}})\Z")
_WHOLE_YEAR = when_asked("全年|今年|本年|年内|一年来|累计|共")
_OTHER_TIME = when_asked(r"20\d\d年|[上去前明]年|计划|目标|将|拟|力争|季度|半年|\d月|其中|每|今后|下一步|打算|原|第[一二三]批|一期|二期|第[一二三四]轮|先后|另|同比")
_OF_SUM = when_asked(rf"(?P<all>{_N})(?P<u>个|家|处|项|条|户|件)(?P<noun>[一-龥]{{2,8}}?)(?:中|里)(?:，)?(?:只有|仅有|已有|有|已)(?P<n>{_N})(?P=u)(?P<how>[一-龥]{{2,4}})")
_REST = when_asked(rf"(?:其余|剩余|余下|剩下)的?(?P<n>{_N})(?P<u>个|家|处|项|条|户|件)(?P<noun>[一-龥]{{2,8}})")
_LEFT = when_asked(rf"(?P<noun>[一-龥]{{3,6}}?)(?:仍|尚|还)(?:有|存在|剩)(?P<n>{_N})(?P<u>个|家|处|项|条|户|件)")
_STILL = tuple(still + there for still in "仍尚还" for there in ("有", "存在", "剩"))
_MEND = when_asked(rf"(?P<noun>[一-龥]{{3,6}}?)(?:治理|整治|改造|消除|整改|清零|攻坚)(?:[（(]|共)?(?P<n>{_N})(?P<u>个|家|处|项|条|户|件)")
_WEEK = "一二三四五六日"
_OPENING = when_asked(r"周(?P<a>[一二三四五六日])(?:至|到|—{1,2}|－|-|～)周?(?P<b>[一二三四五六日])[^。；\n]{0,12}?(?:开放|开馆|营业|办公|服务|对外|接待)(?P<rest>[^。\n]{0,50})")
_CLOSED = when_asked(r"(?:每)?周(?P<c>[一二三四五六日])(?:(?![上下]午|晚|夜)[^，。；\n周]){0,4}(?:闭馆|休馆|休息|关闭|闭园|闭站|不开放|休业|店休|歇业)")
_ALL_WEEK = when_asked(r"(?:全年无休|每天开放|天天开放|全天候开放|365天开放|周一至周日)")
_ARTICLE = when_asked(r"(?:\A|\n)[ 　*#]*第(?P<n>[一二三四五六七八九十百]{1,5})条")
_REFER = when_asked(r"(?:按照?|依照|依据|根据|适用|参照|违反|符合|见|执行|本办法|本规定|本制度|本细则|前述|执行)(?:本(?:办法|规定|制度|细则|方案))?第"
    r"(?P<n>[一二三四五六七八九十百]{1,5})条")
_UNHURT = when_asked(r"(?:无一?人(?:因灾)?(?:伤亡|死亡|受伤)|(?:实现)?零伤亡|未(?:发生|造成|出现)[^，。；\n]{0,6}人员伤亡|没有(?:发生|造成"
    r"|出现)?[^，。；\n]{0,6}人员伤亡|无人员伤亡)")
_HURT = when_asked(r"(?:砸伤|受伤|死亡|遇难|失踪|轻伤|重伤|致伤|伤亡|致死|溺亡|身亡)(?P<n>[1-9]\d*)人")
_DISASTER = when_asked("灾|汛|洪|雨|火|塌|台风|滑坡|地震|事故|险")
_SORTS = (when_asked("雨|汛|洪|台风|塌|滑坡|(?<!火)灾"), when_asked("火|爆"), when_asked("地震|震"))
_TO = when_asked(rf"(?P<noun>[一-龥]{{2,8}}?)(?:数|总数|数量)?(?:由|从)(?P<a>{_N})(?P<u>个|家|处|所|座|张|辆|台|名|户|盏|条|公里|人|块|组|支)(?:增加|增|扩大|扩"
    rf"|提高|增长|发展)(?:到|至)(?P<b>{_N})(?P=u)")
_GROWN_TO = tuple(more + to for more in ("增加", "增", "扩大", "扩", "提高", "增长", "发展") for to in "到至")
_MORE = when_asked(rf"(?:新建|新增|增设|新设|增加|新增设|新布设)(?P<noun>[一-龥]{{2,10}}?)(?P<n>{_N})(?P<u>个|家|处|所|座|张|辆|台|名|户|盏|条|公里|人|块|组|支)(?=[，。；、])")
_BARE = when_asked("(?:总数|数量|总量|数)\\Z")
_OF_TWO_YEARS = frozenset(("gongzuobaogao", "zongjie-jihua", "guihua"))  # what was done, and what is to be done
_TO_BE_DONE = when_asked("打算|计划|安排|下一步|下步|明年|思路|目标|展望|部署")


def check_told_again(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    if report.meta.kind not in _OF_TWO_YEARS:
        yield from _twice(sheet)
    yield from _rest(sheet)
    yield from _left(sheet)
    yield from _opening(sheet)
    yield from _articles(sheet)
    yield from _unhurt(sheet)
    yield from _to_and_more(sheet)


def _twice(sheet: Sheet) -> Iterator[Problem]:
    """Each at the head of its clause, of the whole place and year: neither tells of a street or a part of it."""
    seen: dict[tuple[str, str], tuple[Quantity, bool]] = {}
    for q in (q for span in sheet.sentences(sheet.places(*_VERBS)) for q in quantities(sheet.text, *span)):
        begin, _ = sheet.sentence(q.start, q.end)
        clause = re.split(r"[，。；：、\n]", sheet.text[max(begin, q.start - 24) : q.start])[-1]
        m = _LEAD.match(clause)
        if m is None or q.rough:
            continue
        at = q.start - len(clause)
        if _OTHER_TIME.search(sheet.text, max(begin, at - 30), q.start):
            continue
        if _TO_BE_DONE.search(sheet.heading(q.start)):
            continue
        whole = bool(_WHOLE_YEAR.search(clause[: -len(m["name"])]))
        if at != begin and clause == m["name"]:
            continue
        first, of_year = seen.setdefault((m["name"], q.unit), (q, whole))
        if (whole or of_year) and abs(first.size - q.size) > first.slip + q.slip and sheet.text.find("\n", first.end, q.start) >= 0:
            line = sheet.place(first.start, first.end).line
            said = sheet.text[first.start : first.end]
            yield sheet.warn((at, q.end), "number.differs", f"“{sheet.text[at : q.end]}”，第 {line} 行写的是“{m['name']}{said}”", "前后相同的数")


def _rest(sheet: Sheet) -> Iterator[Problem]:
    """11个签约项目中只有5个开工 … 推动其余7个签约项目."""
    text = sheet.text
    wholes = list(_OF_SUM.finditer(text)) if sheet.has("其余", "剩余", "余下", "剩下") else []
    for m in _REST.finditer(text) if wholes else ():
        same = [w for w in wholes if w["u"] == m["u"] and m["noun"].startswith(w["noun"]) and w.end() <= m.start()]
        if len(same) == 1 and (left := _n(same[0]["all"]) - _n(same[0]["n"])) != _n(m["n"]):
            yield sheet.tell(m.span(), f"“{same[0][0]}”，其余是 {left:g}{m['u']}", "number.part", "和总数相符的其余")


def _left(sheet: Sheet) -> Iterator[Problem]:
    """内涝点仍有4处 … 内涝点治理（6处: more is to be mended than there is."""
    left = list(sheet.matches(_LEFT, *_STILL))
    for m in _MEND.finditer(sheet.text) if left else ():
        same = [f for f in left if f["u"] == m["u"] and (f["noun"].endswith(m["noun"]) or m["noun"].endswith(f["noun"][-3:])) and f.end() <= m.start()]
        if len(same) == 1 and _n(m["n"]) > _n(same[0]["n"]):
            yield sheet.tell(m.span(), f"前面写的是“{same[0][0]}”", "number.differs", "不大于所剩的数")


def _opening(sheet: Sheet) -> Iterator[Problem]:
    """周二至周日开放，每天9:00至20:30，周二闭馆."""
    for m in _OPENING.finditer(sheet.text) if sheet.has("周") else ():
        a, b = _WEEK.find(m["a"]), _WEEK.find(m["b"])
        closed = _CLOSED.search(m["rest"])
        if closed and a <= _WEEK.find(closed["c"]) <= b:
            yield sheet.tell(m.span(), "开放的日子里有闭馆的一天", "number.differs", "前后相符的开放时间")
    for m in _ALL_WEEK.finditer(sheet.text) if sheet.has("开放", "无休") else ():
        _, end = sheet.sentence(*m.span())
        closed = _CLOSED.search(sheet.text, m.end(), end)
        if closed:
            found = f"“{sheet.text[m.start() : closed.end()]}”：开放的日子里有闭馆的一天"
            yield sheet.warn((m.start(), closed.end()), "number.differs", found, "前后相符的开放时间")


def _articles(sheet: Sheet) -> Iterator[Problem]:
    """按照第十三条, where the text has twelve of its own. 《…》第…条 is another's."""
    numbers = [chinese_number(m["n"]) or 0 for m in _ARTICLE.finditer(sheet.text)] if sheet.has("条") else []
    if len(numbers) < 4 or sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        return
    for m in _REFER.finditer(sheet.text):
        said = chinese_number(m["n"]) or 0
        if said > max(numbers):
            yield sheet.tell(m.span(), f"全文只有 {max(numbers)} 条", "outline.count", "有的条")


def _unhurt(sheet: Sheet) -> Iterator[Problem]:
    """全镇无一人因灾伤亡 … 砸伤1人."""
    m = _UNHURT.search(sheet.text) if sheet.has("伤亡", "死亡", "受伤") else None
    if m is None:
        return
    begin, end = sheet.sentence(*m.span())
    if _OTHER_TIME.search(sheet.text, begin, end):
        return
    for hurt in _HURT.finditer(sheet.text):
        first, last = sheet.sentence(*hurt.span())
        if (first, last) == (begin, end) or re.search(r"上年|去年|比|下降|减少|\d{4}年|交通|历史|曾", sheet.text[first:last]) or not _DISASTER.search(sheet.text, first, last):
            continue
        of_one = any(p.search(sheet.text, begin, end) and p.search(sheet.text, first, last) for p in _SORTS)
        if of_one or re.search("火|汛|洪|台风|灾", sheet.text[: sheet.text.find("\n")]):
            line = sheet.place(*m.span()).line
            yield sheet.tell(hurt.span(), f"第 {line} 行写的是“{m[0]}”", "number.differs", "前后相符的伤亡")


def _to_and_more(sheet: Sheet) -> Iterator[Problem]:
    """助餐点由82个增加到102个 … 新建助餐点18个: told of nothing else."""
    grown = list(sheet.matches(_TO, *_GROWN_TO))
    more = list(_MORE.finditer(sheet.text)) if grown else []
    for m in grown:
        same = [q for q in more if q["u"] == m["u"] and _is_one(_BARE.sub("", m["noun"]), q["noun"])]
        apart = _n(m["b"]) - _n(m["a"])
        if len(same) != 1 or apart <= 0 or _n(same[0]["n"]) == apart or abs(_n(same[0]["n"]) - apart) > 0.3 * apart:
            continue
        begin, _ = sheet.sentence(*same[0].span())
        clause = re.split(r"[，；]", sheet.text[begin : same[0].start()])[-1]
        if len(clause) <= 6 and not re.search("其中|城区|农村", clause):
            line = sheet.place(*same[0].span()).line
            yield sheet.tell(m.span(), f"相差 {apart:g}{m['u']}，第 {line} 行写的是“{same[0][0]}”", "number.differs", "前后相符的数")


def _is_one(one: str, other: str) -> bool:
    """路灯 and 路灯, 老年助餐点 and 助餐点: the same, or one that ends with the other's three characters or more."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 2 and long.endswith(short))


def _n(number: str) -> float:
    return float(number.replace(",", ""))
