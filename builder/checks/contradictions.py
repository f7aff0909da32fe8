"""One indicator told twice with two values: 8,600 in the text, 8,400 in the table; 12 个社区党委 and 15 (WORD-07). A report and its rows in, findings out.

Rows are figures as they were read: two of one name, scope, year and state in one unit must be one value. ``said_twice`` compares words where
nothing was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from builder.analysis.figures.rows import IndicatorRow
from builder.checks.arithmetic import TIMES
from builder.checks.tables import all_tables
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import when_asked

_VERBS = (
    "开展|举办|组织|召开|完成|实施|新建|建成|投入|整改|排查|发现|累计|各类|各级|共|全年|接受|参加|办理|处理|受理|解决|推进|落实|安排|争取|发放|印发|制定|新增|"
    "建设|改造|打造|培育|引进|新|重点|重大|专项|集中"
)
_ANYTHING = when_asked(
    rf"(?:{_VERBS})*(?:培训班?|活动|会议?|检查|宣传|讲座|座谈会?|调研|走访|整治|行动|巡查|演练|服务|项目|资金|投资|总投资|问题|隐患|案件?|企业|人员|群众|党员|干部|"
    r"工程|工作|任务|措施|制度|文件|信息|资料|材料|人次|志愿者?|志愿服务|示范点|试点|场次|面积|产量|产值|收入|支出|金额|补贴|补助|奖励|设备|车辆|房屋|道路|点位|站点|网格)*"
)
_MEASURES = {True: frozenset(("level", "share")), False: frozenset(("level",))}  # a share of an indicator that is known is one of one whole
_LEADS = when_asked("\\A(?:虽然|尽管|但是?|同时|由于|随着|其中|目前|截至目前|预计|全[镇乡县市区]|我[镇乡县市区局委]|本[镇乡县市区局委])")
_ALL = when_asked("均|都已?|全部|全[镇乡县市区街省州旗村]|所有")
_OTHER = when_asked("其余|剩余|另有?|再|又|还|原有|新增|净增|增加|减少|以来|年均|平均|每|之一|同类|任务|调整|由|从")
_SUM = when_asked(r"\A[合总共]\s*计\Z|\A总数\Z")
_SHORT = 4  # characters of a name from which on it is a thing's own


def check_contradictions(report: Report, rows: Iterable[IndicatorRow]) -> Iterator[Problem]:
    """At both places, each naming the other's line. Rounded, part-year and expected figures, and those of several years, say nothing."""
    lines = {p.id: p.line for p in report.paragraphs}
    texts = {p.id: p.text for p in report.paragraphs}
    whole = "year" if report.meta.period in {"", "全年"} else "part"
    groups: dict[tuple[object, ...], list[IndicatorRow]] = defaultdict(list)
    rows = list(rows)
    known = {row.indicator: row.canonical for row in rows if row.canonical}
    for row in rows:
        name = _LEADS.sub("", row.indicator)
        of = (row.canonical or known.get(name, name), row.context, row.scope, row.year, row.kind, row.period)
        before = texts.get(row.paragraph, "")[row.start : row.value_start].rstrip()
        if _is_one(row, whole) and not before.endswith("等"):  # 甲路、乙桥等5个项目: each list is another
            groups["level", *of, _base(row.unit)[1]].append(row)
        if _is_growth(row, whole):
            groups["growth", *of].append(row)
    of_all = {id(row) for row in rows if _ALL.search(texts.get(row.paragraph, "")[row.start : row.end])}
    cells = _cells(report)
    for (measure, *_), same in groups.items():
        if len(same) > 1 and (pair := _differing(same, of_all, cells, _is_other if measure == "level" else _is_other_growth)):
            ends = pair if lines[pair[0].paragraph] != lines[pair[1].paragraph] else pair[1:]
            for one in ends:
                other = pair[0] if one is pair[1] else pair[1]
                found = f"{_said(one)}，第 {lines[other.paragraph]} 行写的是{_said(other)}"
                yield Problem(Location(report.location.path, lines[one.paragraph]), "warning", "number.differs", "", found, "前后相同的数", "核对原件")


def _cells(report: Report) -> dict[str, tuple[int, str]]:
    """Of each cell its table and what the row is called: 中班 has two men on duty, 晚班 one."""
    tables = enumerate(all_tables(report.blocks))
    return {cell.id: (n, row[0].text.strip()) for n, table in tables for row in table.rows for cell in row}


def _may_differ(one: tuple[int, str] | None, other: tuple[int, str] | None) -> bool:
    """Two cells of one table are two things, but for what is called the sum of all twice."""
    return one is not None and other is not None and one[0] == other[0] and not (one[1] == other[1] and _SUM.match(one[1]))


def _said(row: IndicatorRow) -> str:
    """A sentence as it stands, a cell with the name of its figure."""
    return f"“{_short(row.quote)}”" if not row.line else f"“{row.indicator}”{row.value}{row.unit}（表）"


def _short(sentence: str) -> str:
    return sentence[:40]


def _is_one(row: IndicatorRow, whole: str) -> bool:
    """Is it one plain figure of the time that the report speaks of, with a name that is nothing else's?"""
    name = row.indicator
    if row.value is None or row.value_max is not None or row.measure not in _MEASURES[bool(row.canonical)] or row.comparison != "eq" or row.qualifier or not row.named:
        return False
    if not row.is_of_one_year or row.period != whole or (whole == "part" and row.line) or row.running_total or row.expected or row.undated or row.other_basis:
        return False
    if row.kind not in {"actual", "state", "target"} or _ANYTHING.fullmatch(name):
        return False
    return len(name) >= _SHORT and not (not row.line and _OTHER.search(f"{row.own} {row.clause}".replace(name, "")) and row.again not in {"新增", "净增"})


def _is_growth(row: IndicatorRow, whole: str) -> bool:
    plain = row.growth is not None and row.growth_comparison == "eq" and not row.growth_qualifier and (row.named or bool(_LEADS.match(row.indicator))) and not row.other_basis
    alone = row.is_of_one_year and row.period == whole and not (row.running_total or row.expected or row.undated) and not (whole == "part" and row.line)
    return plain and alone and row.measure in {"level", "growth"} and len(row.indicator) >= _SHORT and not _ANYTHING.fullmatch(row.indicator)


def _differing(
    same: Sequence[IndicatorRow], of_all: Container[int], cells: Mapping[str, tuple[int, str]], is_other: Callable[[IndicatorRow, IndicatorRow], bool]
) -> tuple[IndicatorRow, IndicatorRow] | None:
    """The first two of different sentences that cannot both be so. ``of_all``: which rows speak of all there are."""
    for n, one in enumerate(same):
        for other in same[n + 1 :]:
            apart = one.paragraph != other.paragraph or not (one.start < other.end and other.start < one.end)
            same_stage = one.stage.replace("stock", "") == other.stage.replace("stock", "") or one.line or other.line or any(id(r) in of_all for r in (one, other))
            if apart and same_stage and not other.head and is_other(one, other) and not _may_differ(cells.get(one.paragraph), cells.get(other.paragraph)):
                return one, other
    return None


def _is_other(one: IndicatorRow, other: IndicatorRow) -> bool:
    sizes, slips = [], []
    for row in (one, other):
        times, _ = _base(row.unit)
        printed = str(row.value)
        sizes.append(float(row.value or 0) * times)
        places = len(printed.partition(".")[2])
        slips.append(0.5 * times / 10**places if times > 1 or places else 0.0)
    return abs(sizes[0] - sizes[1]) > sum(slips) + 1e-9


def _is_other_growth(one: IndicatorRow, other: IndicatorRow) -> bool:
    """6.5 % and 6.1 %; not 6.5 % and 7 %, of which one is the other rounded."""
    a, b = one.growth or 0.0, other.growth or 0.0
    places = min(len(f"{x:g}".partition(".")[2]) for x in (a, b))
    return abs(a - b) > 0.51 / 10**places + 1e-9 if places == 0 else round(a, places) != round(b, places)


def _base(unit: str) -> tuple[float, str]:
    """亿元 is 100,000,000 of 元."""
    times = 1.0
    while len(unit) > 1 and unit[0] in TIMES:
        times *= TIMES[unit[0]]
        unit = unit[1:]
    return times, unit
