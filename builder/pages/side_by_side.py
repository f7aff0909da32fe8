"""Offices side by side, in words: tables of one indicator and year, their order by value, and the same as CSV with Chinese heads."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.ledger import LedgerRow
from builder.analysis.side_by_side import Change, Compared, Measure, Ranked, Side, Why, WhyApart, ranked, why_apart
from builder.content.sounds import sounds_of
from builder.pages.collection import Collection
from builder.pages.data import place_cells
from builder.pages.figures import show_value
from builder.pages.key_figures import STAGE_WORDS, figure_text
from builder.pages.ledger_shares import OfficeIndicator
from builder.pages.ledger_views import FigureLink, basis_of
from builder.pages.page import Link
from builder.pages.statuses import STATUS_BY_ID, Status

_APART: dict[WhyApart, str] = {
    "several": "几年合计、年均或累计的", "each": "说的是几年里的每一年", "part": "不是全年的", "undated": "没有写明年份的",
    "basis": "另一种口径的", "other": "增减量、名次等别的说法",
}  # fmt: skip
ROOM = 420  # links of a page's tables, some 340 bytes each with what stands around them; what has no room in a table is in the CSV, another table gets a page of its own
CHANGES: dict[Change, str] = {"higher": "更高", "lower": "更低", "same": "相同", "": ""}
_SIGNS: dict[Change, str] = {"higher": "↑", "lower": "↓", "same": "＝", "": ""}
_ORDERS = {"eq": "", "approx": "写“左右”“约”的", "from": "写“以上”“超过”的", "to": "写“以内”“低于”的"}
_WHYS: dict[Why, str] = {
    "several": "一年里有几个数", "range": "写的是一个范围", "about": "写的是约数，或“以上”“超过”一类", "expected": "是预计数",
    "other": "量的不完全是同一样（口径、做法或范围的写法不同）", "alone": "只有一家这样写",
}  # fmt: skip
_HELD = {"done": "这一年做了多少", "held": "到年底一共多少", **STAGE_WORDS}
COLUMNS = (
    "指标", "年度", "机构", "说法", "目标", "目标数值", "目标单位", "目标原句", "目标出处", "结果", "结果数值", "结果单位", "结果原句", "结果出处",
    "结论", "结论依据", "下一年目标", "下一年目标比这一年目标", "下一年目标原句", "下一年目标出处", "经人工核对",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A target with what became of it; ``path`` leads to the entry with its sentence, or with ``both``."""

    figure: FigureLink
    status: Status | None
    basis: str
    path: str
    both: bool


@dataclass(frozen=True, slots=True)
class SideLine:
    """One office. ``said``: how, where the table holds figures of several kinds; ``change`` of the next target, with its sign."""

    office: Link
    said: str
    targets: tuple[Target, ...]
    results: tuple[FigureLink, ...]
    following: tuple[FigureLink, ...]
    change: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Place:
    """``place``: 1, or 并列 1; without one the figure cannot be put in order, and ``why`` says why."""

    place: str
    office: str
    figure: FigureLink
    why: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Figures from high to low, all printed with words of one sort (``words``); without places those that no order holds."""

    words: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SideTable:
    """``key``: what it compares, in its address where it has a page of its own; ``of_results``: the order is that of results; ``left_out``: offices
    that only the CSV has, ``unplaced``: of its orders; ``is_mixed``: no column compares; without ``higher_is_better`` an order from high to low
    is none of merit."""

    id: str
    key: str
    title: str
    lines: tuple[SideLine, ...]
    orders: tuple[Order, ...] = ()
    of_results: bool = False
    has_following: bool = False
    left_out: int = 0
    unplaced: int = 0
    is_mixed: bool = False
    higher_is_better: bool = True

    @property
    def offices(self) -> int:
        return len(self.lines) + self.left_out

    @property
    def has_changes(self) -> bool:
        """Does it say of an office that its next target is higher or lower?"""
        return any(line.change for line in self.lines)

    @property
    def size(self) -> int:
        """How many links it has."""
        return sum(map(_size, self.lines)) + sum(len(o.places) for o in self.orders)

    @property
    def only_excerpts(self) -> bool:
        """Are all its figures from restatements? Then it is said once, not beside each."""
        return all(f.excerpt for line in self.lines for f in (*(t.figure for t in line.targets), *line.results, *line.following))


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Offices whose target of the next year is higher, lower or the same."""

    word: str
    lines: tuple[SideLine, ...]


@dataclass(frozen=True, slots=True)
class YearSides:
    """One year of an indicator; ``changes`` of the targets from this year to the next, over all tables."""

    year: int
    tables: tuple[SideTable, ...]
    changes: tuple[ChangeGroup, ...]

    @property
    def size(self) -> int:
        """How many links it has."""
        return sum(t.size for t in self.tables) + sum(_size(line) for group in self.changes for line in group.lines)


@dataclass(frozen=True)
class Sides:
    """What tables of an indicator are made with: the site, the rules, what each office brings, by office in the order of their names as they are read."""

    c: Collection
    rules: IndicatorRules
    offices: Mapping[str, OfficeIndicator]

    @classmethod
    def of(cls, c: Collection, rules: IndicatorRules, group: Iterable[OfficeIndicator]) -> Sides:
        return cls(c, rules, {one.series.agency: one for one in sorted(group, key=lambda one: sounds_of(c.agency_by_id[one.series.agency].short))})

    @cached_property
    def _links(self) -> dict[int, FigureLink]:
        return {id(row): link for one in self.offices.values() for row, link in one.links}

    @cached_property
    def _paths(self) -> dict[int, str]:
        return {id(row): path for one in self.offices.values() for row, path in one.paths}

    def link(self, row: IndicatorRow) -> FigureLink:
        """The way to a figure's sentence."""
        return self._links[id(row)]

    def path(self, promise: LedgerRow) -> str:
        """The place of a promise in its office's ledger."""
        return self._paths[id(promise)]

    def short(self, agency: str) -> str:
        return self.c.agency_by_id[agency].short


def year_sides(s: Sides, compared: Compared) -> YearSides:
    """What only one office says in its way stands in the last table, which compares nothing."""
    shared = [m for m in compared.measures if len(m.sides) > 1]
    tables = [_table(s, compared.year, m, i) for i, m in enumerate(shared, 1)]
    alone = [(side, measure_words(m, s.rules)) for m in compared.measures if m not in shared for side in m.sides]
    mixed = [_line(s, side, words) for side, words in (*alone, *((side, _apart_words(side)) for side in compared.apart))]
    if mixed:
        lines = _fitting(mixed, ROOM)
        tables.append(SideTable(f"y{compared.year}-0", "other", "说法不同，不能互相比", lines, left_out=len(mixed) - len(lines), is_mixed=True))
    changes = _changes(tables)
    if sum(_size(line) for group in changes for line in group.lines) > ROOM // 2:  # each line says it too
        changes = ()
    return YearSides(compared.year, tuple(tables), changes)


def _size(line: SideLine) -> int:
    return 1 + 2 * len(line.targets) + len(line.results) + len(line.following)


def _fitting(lines: Sequence[SideLine], room: int) -> tuple[SideLine, ...]:
    """The first lines that together have room."""
    sizes = list(accumulate(map(_size, lines)))
    return tuple(lines[: bisect_right(sizes, room)])


def measure_words(m: Measure, rules: IndicatorRules) -> str:
    """增长率; 数额（亿元）; 数额（个），开工: what a column holds."""
    rows = [row for side in m.sides for row in (*(t for t, _ in side.targets), *side.results)]
    units = [r.unit for r in rows if r.unit and rules.scale(r.unit) == m.scale]
    unit = "、".join(_unlike(sorted(dict.fromkeys(units), key=units.count, reverse=True), rules))
    what = "增长率" if m.aspect == "growth" else "百分比" if unit == "%" else f"数额（{unit}）" if unit else "数额"
    return what + (f"，{_HELD[m.stage]}" if m.stage else "")


def _unlike(units: Iterable[str], rules: IndicatorRules) -> list[str]:
    """Of 亿元 and 万元 the first; of 个 and 套 both, for the column counts in either."""
    return list({rules.bare_unit(unit): unit for unit in reversed(list(units))}.values())[::-1]


def _table(s: Sides, year: int, m: Measure, number: int) -> SideTable:
    all_lines = [_line(s, side, "") for side in m.sides]
    orders = _orders(s, ranked(m, s.rules))
    places = sum(len(o.places) for o in orders)
    shown = _first_places(orders, ROOM // 3)
    lines = _fitting(all_lines, ROOM - sum(len(o.places) for o in shown))
    of_results = any(side.results for side in m.sides)
    return SideTable(
        f"y{year}-{number}",
        f"m-{zlib.crc32(repr((m.aspect, m.scale, m.stage)).encode()):08x}",
        measure_words(m, s.rules),
        lines,
        shown,
        of_results,
        any(side.following for side in m.sides),
        len(all_lines) - len(lines),
        places - sum(len(o.places) for o in shown),
        higher_is_better=any(s.rules.by_id[one.series.key].better == "up" for one in s.offices.values()),
    )


def _line(s: Sides, side: Side, said: str) -> SideLine:
    return SideLine(
        Link(s.short(side.agency), s.offices[side.agency].line),
        said,
        tuple(
            Target(s.link(row), STATUS_BY_ID[became.verdict], basis_of(became), s.path(became), bool(became.outcome))
            if became
            else Target(s.link(row), None, "", "", both=False)
            for row, became in side.targets
        ),
        tuple(s.link(row) for row in side.results),
        tuple(s.link(row) for row in side.following),
        f"{_SIGNS[side.change]} {CHANGES[side.change]}" if side.change else "",
        s.offices[side.agency].wrong,
    )


def _orders(s: Sides, found: Ranked) -> tuple[Order, ...]:
    def place(agency: str, row: IndicatorRow, words: str, why: str = "") -> Place:
        return Place(words, s.short(agency), s.link(row), why)

    orders = [Order(_ORDERS[sign], tuple(place(r.agency, r.row, f"并列{r.place}" if r.shared else str(r.place)) for r in ranks)) for sign, ranks in found.orders]
    rest = Order("不排", tuple(place(agency, row, "", _WHYS[why]) for agency, row, why in found.unranked))
    return (*orders, rest) if orders and rest.places else tuple(orders)


def _first_places(orders: Sequence[Order], room: int) -> tuple[Order, ...]:
    """The foremost of each order, as many as have room."""
    found: list[Order] = []
    for order in orders:
        places = order.places[:room]
        room -= len(places)
        if places:
            found.append(Order(order.words, places))
    return tuple(found)


def _changes(tables: Iterable[SideTable]) -> tuple[ChangeGroup, ...]:
    lines = [line for table in tables for line in table.lines if line.change]
    return tuple(
        ChangeGroup(CHANGES[change], found) for change in ("higher", "lower", "same") if (found := tuple(x for x in lines if x.change.endswith(CHANGES[change])))
    )


def csv_rows(c: Collection, rules: IndicatorRules, name: str, years: Iterable[Compared]) -> Iterator[dict[str, object]]:
    """A line for each target of an office, or for its results where it has none."""
    for compared in years:
        for m in compared.measures:
            said = measure_words(m, rules)
            for side in m.sides:
                yield from _csv_side(c, name, compared.year, side, said)
        for side in compared.apart:
            yield from _csv_side(c, name, compared.year, side, _apart_words(side))


def _apart_words(side: Side) -> str:
    """In what way its figures are said."""
    return "、".join(dict.fromkeys(_APART[why_apart(row)] for row in (*(row for row, _ in side.targets), *side.results)))


def _csv_side(c: Collection, name: str, year: int, side: Side, said: str) -> Iterator[dict[str, object]]:
    head = {"指标": name, "年度": year, "机构": c.agency_by_id[side.agency].name, "说法": said}
    after = _csv_figures(c, "下一年目标", side.following, ("原句", "出处")) | {"下一年目标比这一年目标": CHANGES[side.change]}
    nothing: Sequence[tuple[IndicatorRow | None, LedgerRow | None]] = ((None, None),)
    for row, became in side.targets or nothing:
        said_of = _csv_figures(c, "目标", (row,) if row else ())
        answer = {"结论": STATUS_BY_ID[became.verdict].word, "结论依据": became.reason, "经人工核对": became.reviewed} if became else {}
        yield head | said_of | _csv_figures(c, "结果", side.results) | answer | after


def _csv_figures(c: Collection, half: str, rows: Sequence[IndicatorRow], keys: Sequence[str] = ("数值", "单位", "原句", "出处")) -> dict[str, object]:
    """Several figures of a half share its cells; a number stands alone or not at all."""
    if not rows:
        return {}
    one = rows[0] if len(rows) == 1 else None
    value = (one.value if one.value is not None else one.growth) if one else None
    unit = (one.unit if one.value is not None else "%") if one else ""
    cells = {
        "数值": show_value(value),
        "单位": unit,
        "原句": [r.quote for r in rows],
        "出处": [place_cells(r.report, r.anchor, c)["link"] for r in rows],
    }
    return {half: [figure_text(r).text for r in rows]} | {f"{half}{key}": cells[key] for key in keys}
