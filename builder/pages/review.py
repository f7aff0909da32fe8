"""What a person should look at first: figures and pairs that matter most and are least sure, as the review shows them.

Comes in: the collection. Goes out: ``Item``s in this order: deciding verdicts (未达到 first), 可能对应, headline figures,
then rows with little evidence; only what nobody has reviewed. Not part of the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from builder.analysis.decisions import place_of
from builder.analysis.figures import IndicatorRow
from builder.analysis.ledger import LedgerRow
from builder.analysis.ledger_names import is_named, is_vague
from builder.analysis.verdicts import Verdict
from builder.content.decisions import FigurePlace
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.figures import quoted, show_value
from builder.pages.key_figures import HEADLINES, KIND_WORDS, figure_text, headline_rows
from builder.pages.statuses import STATUS_BY_ID
from builder.text import sentence_at

FAR = 60  # characters between the name's clause and the figure
_DECIDING: tuple[Verdict, ...] = ("missed", "close", "met", "possible")
_AROUND = 200  # characters of a sentence that are shown


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its sentence (``before`` and ``after`` stand around it) and what was read."""

    place: FigurePlace
    title: str
    path: str
    before: str
    after: str
    year: int
    kind: str
    value: str
    unit: str
    comparison: str
    growth: str
    said: str

    @property
    def sentence(self) -> str:
        return (self.before + self.place.figure + self.after).strip()

    @property
    def words(self) -> str:
        """2024年 完成 地区生产总值 12亿元，增长5%."""
        return f"{self.year}年 {KIND_WORDS[self.kind]} {self.place.name or '（没有名称）'} {self.said}"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide on: a figure, or a pair (``other``). ``doubts``: why it may be wrong."""

    group: str
    first: Reading
    other: Reading | None
    reason: str
    doubts: tuple[str, ...]

    @property
    def sure(self) -> str:
        """In words, by the number of doubts."""
        return ("较有把握", "把握不大", "把握不大", "没有把握")[min(len(self.doubts), 3)]

    @property
    def key(self) -> str:
        """The same as long as the same thing is read at the same places."""
        places = [r.place for r in (self.first, self.other) if r]
        return " ".join(f"{p.report}#{p.anchor}/{p.figure}/{p.nth}/{p.name}" for p in places)


def review_items(c: Collection, only: str = "") -> list[Item]:
    """All that is not yet reviewed, most urgent first; ``only`` one report's."""
    shared = Counter((r.report, r.paragraph, r.value_start) for rows in c.facts.rows.values() for r in rows)
    items = [*_pairs(c, shared), *_figures(c, shared)]
    return [i for i in items if not only or only in (i.first.place.report, i.other.place.report if i.other else "")]


def _pairs(c: Collection, shared: Counter[tuple[str, str, int]]) -> Iterator[Item]:
    rows = [r for r in c.facts.ledger if r.verdict in _DECIDING and r.outcome and not r.reviewed]
    doubts = {id(r): _doubts_of_pair(c, r, shared) for r in rows}
    for row in sorted(rows, key=lambda r: (_DECIDING.index(r.verdict), -len(doubts[id(r)]))):
        assert row.outcome is not None
        yield Item(STATUS_BY_ID[row.verdict].word, reading(c, row.promise), reading(c, row.outcome), row.reason, doubts[id(row)])


def _figures(c: Collection, shared: Counter[tuple[str, str, int]]) -> Iterator[Item]:
    headlines = {id(r) for report in c.living for r in headline_rows(c.facts.rows[report.id], c.facts.rules, HEADLINES)}
    rows = [(report, r) for report in c.living for r in c.facts.rows[report.id] if not r.reviewed]
    doubts = {id(r): tuple(_doubts(report, r, shared)) for report, r in rows}
    for _, row in sorted(rows, key=lambda pair: (id(pair[1]) not in headlines, -len(doubts[id(pair[1])]))):
        if id(row) in headlines or doubts[id(row)]:
            yield Item("关键数字" if id(row) in headlines else "依据不足", reading(c, row), None, "", doubts[id(row)])


def _doubts_of_pair(c: Collection, row: LedgerRow, shared: Counter[tuple[str, str, int]]) -> tuple[str, ...]:
    assert row.outcome is not None
    found = [
        f"{half}：{doubt}"
        for half, one in (("目标", row.promise), ("结果", row.outcome))
        for doubt in _doubts(c.report_by_id[one.report], one, shared)
    ]
    if row.promise.indicator != row.outcome.indicator:
        found.append(f"两处名称不同：“{row.promise.indicator}”和“{row.outcome.indicator}”")
    if row.outcome.expected:
        found.append("结果是预计数")
    return tuple(found)


def _doubts(report: Report, row: IndicatorRow, shared: Counter[tuple[str, str, int]]) -> Iterator[str]:
    if not is_named(row):
        yield "名称不完整"
    elif is_vague(row):
        yield "名称太笼统"
    if row.value is not None and not row.unit:
        yield "没有单位"
    if row.several_years and row.span[0] is None:
        yield "跨几年，从哪年起没有读出"
    if not row.several_years and abs(row.year - report.meta.year) > 1:
        yield f"年份（{row.year}）和文件的年份（{report.meta.year}）相差较大"
    if row.value_start - row.start > FAR:
        yield "名称和数字离得远"
    if shared[row.report, row.paragraph, row.value_start] > 1:
        yield "同一处读成了几行"
    if row.kind == "state":
        yield "现状和完成容易混"


def reading(c: Collection, row: IndicatorRow) -> Reading:
    """A row as it is shown to whoever reviews it."""
    report = c.report_by_id[row.report]
    text = report.paragraph_by_id[row.paragraph].text
    start, end = sentence_at(text, row.value_start) or (row.start, row.end)
    start, end = max(start, row.value_start - _AROUND), min(max(end, row.value_end), row.value_end + _AROUND)
    before, after = text[start : row.value_start], text[row.value_end : end]
    if "table.cell" in row.because:  # the cells around it in its table's row
        line, marks = quoted(report, row)
        for first, last, _ in marks:
            before, after = line[:first] + text[: row.value_start], text[row.value_end :] + line[last:]
    return Reading(
        place_of(report, row), c.label(report), f"{report.url}#{row.anchor}",
        before, after, row.year, row.kind, show_value(row.value), row.unit, row.comparison,
        show_value(row.growth), figure_text(row).text,
    )  # fmt: skip
