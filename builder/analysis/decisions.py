"""A person has the last word: rows and ledger as the program reads them + decisions → rows and ledger as they are shown.

Pure. A decision holds as long as its sentence does: where the anchor's text no longer has the printed figure, or no row
stands there, it is stale, nothing is changed, and a finding says so. What nobody has decided stays unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from builder.analysis.figures.rows import IndicatorRow, with_words
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.ledger import LedgerRow, wants_fewer
from builder.analysis.ledger_names import canonical_of
from builder.analysis.numerals import fold_width
from builder.analysis.printed import is_number_printed, is_unit_printed
from builder.analysis.verdicts import judge
from builder.content.decisions import OF_PAIRS, Decision, Decisions, FigurePlace
from builder.frozen import replace
from builder.model import Paragraph, Report, row_id
from builder.problems import Problem
from builder.text import sentence_at

Rows = Mapping[str, Sequence[IndicatorRow]]
Span = tuple[Paragraph, int, int]  # [start, end) of its text


class _Unclear(Exception):
    """Why a decision cannot be applied: (found, expected, action)."""


class _NotPrinted(_Unclear):
    """The person's number or unit is not the report's."""


def decide_rows(reports: Iterable[Report], rows: Rows, decisions: Decisions, rules: IndicatorRules) -> tuple[dict[str, tuple[IndicatorRow, ...]], list[Problem]]:
    """Every report's rows with what was decided about single figures."""
    decided: dict[str, tuple[IndicatorRow, ...]] = {}
    problems: list[Problem] = []
    for report in reports:
        own = list(rows[report.id])
        for d in decisions.get(report.id, ()):
            if d.decision in OF_PAIRS:
                continue
            try:
                _decide(report, own, d, rules)
            except _Unclear as unclear:
                problems.append(_problem(d, unclear))
        decided[report.id] = tuple(own)
    return decided, problems


def _decide(report: Report, rows: list[IndicatorRow], d: Decision, rules: IndicatorRules) -> None:
    spans = _spans(report, d.place)
    here = [row for row in rows if _at(row, spans)]
    if d.decision == "add" and not any(row.indicator == dict(d.row)["indicator"] for row in here):
        if len(spans) > 1:
            raise _Unclear(f"“{d.place.figure}”在这一段里有 {len(spans)} 处", "写明是第几处", "补上 nth")
        paragraph, start, end = spans[0]
        new = _said(report, _new_row(report, paragraph, start, end), d, rules)
        at = next((i for i, row in enumerate(rows) if _order(report, row) > _order(report, new)), len(rows))
        rows.insert(at, new)
        return
    name = str(dict(d.row)["indicator"]) if d.decision == "add" else d.place.name
    at = rows.index(_only(here, replace(d.place, name=name)))
    if d.decision == "drop":
        del rows[at]
    else:
        rows[at] = _said(report, rows[at], d, rules)


def _said(report: Report, row: IndicatorRow, d: Decision, rules: IndicatorRules) -> IndicatorRow:
    """The row with the fields that the decision names: these hold whatever the program comes to read there."""
    other = {key: value for key, value in d.row if getattr(row, key) != value}
    _must_be_printed(report, row, d, other)
    changed = replace(row, **other, reviewed=d.day.isoformat(), correction=d.reason if other and d.decision == "correct" else "")
    if changed.indicator != row.indicator:
        known = rules.canonical(changed.indicator)
        changed = replace(changed, canonical=known.id if known else "", context="", named=True)
    return changed


def _must_be_printed(report: Report, row: IndicatorRow, d: Decision, said: Mapping[str, Any]) -> None:
    """A person says how the report is to be read, never what it should have said."""
    for key, word in (("value", "数值"), ("value_max", "数值上限"), ("growth", "增长")):
        if said.get(key) is not None and not is_number_printed(report, row, said[key]):
            raise _NotPrinted(f"{word}“{said[key]}”不在“{d.place.figure}”那一句里", "那一句里印着的数", "照句子里印的改正")
    if said.get("unit") and d.decision != "confirm" and not is_unit_printed(report, row, said["unit"]):
        raise _NotPrinted(f"单位“{said['unit']}”不在“{d.place.figure}”那一句里", "那一句里印着的单位", "照句子里印的改正")


def _new_row(report: Report, paragraph: Paragraph, at: int, end: int) -> IndicatorRow:
    start, stop = sentence_at(paragraph.text, at) or (at, end)
    stop = max(stop, end)
    quote = paragraph.text[start:stop]
    start, stop = start + len(quote) - len(quote.lstrip()), stop - (len(quote) - len(quote.rstrip(" \n。；;")))
    return with_words(IndicatorRow(
        report=report.id, section=paragraph.section_at(at) or None, anchor=paragraph.anchor_for(start, stop), paragraph=paragraph.id,
        start=start, end=stop, value_start=at, value_end=end, year=0, kind="actual", indicator="", canonical="", value=None, value_max=None,
        unit="", comparison="eq", growth=None, rank=None, base=None, measure="level", self_reported="", quote=paragraph.text[start:stop],
    ))  # fmt: skip


def _order(report: Report, row: IndicatorRow) -> tuple[int, int]:
    return next(i for i, p in enumerate(report.paragraphs) if p.id == row.paragraph), row.value_start


def _spans(report: Report, place: FigurePlace) -> list[Span]:
    """Where the printed figure stands in the anchor's own text, as a whole number; raises when it does not."""
    spans = _anchored(report, place.anchor)
    if not spans:
        raise _Unclear(f"没有锚点“{place.anchor}”", f"《{report.meta.title}》里的段落锚点", "看看这一段是否删去了；不再需要就删去这个决定")
    found = _printed(spans, place.figure)
    if not found or place.nth > len(found):
        times = f"第 {place.nth} 个" if found else ""
        raise _Unclear(f"锚点“{place.anchor}”的文字里没有{times}“{place.figure}”", "决定时写在那里的数字", "对照现在的句子重新决定，或删去这个决定")
    return found[place.nth - 1 : place.nth] if place.nth else found


def place_of(report: Report, row: IndicatorRow) -> FigurePlace:
    """How a decision names the row: the other way around from ``_spans``."""
    paragraph = report.paragraph_by_id[row.paragraph]
    figure = paragraph.text[row.value_start : row.value_end]
    found = _printed(_anchored(report, row.anchor), figure)
    nth = next((n for n, span in enumerate(found, 1) if _at(row, [span])), 0)
    return FigurePlace(row.report, row.anchor, figure, nth if len(found) > 1 else 0, row.indicator)


def _printed(spans: Sequence[Span], figure: str) -> list[Span]:
    """Every place of a figure as a whole number: 5亿元 does not stand in 165亿元."""
    figure = fold_width(figure)
    whole = re.compile(r"(?<![\d.])" * figure[:1].isdigit() + re.escape(figure) + r"(?!\d)" * figure[-1:].isdigit())
    return [(p, m.start(), m.end()) for p, first, last in spans for m in whole.finditer(fold_width(p.text), first, last)] if figure else []


def _anchored(report: Report, anchor: str) -> list[Span]:
    """The text of the element with this id: a paragraph or cell, a run-in item, the cells of a table's row."""
    whole = [(p, 0, len(p.text)) for p in report.paragraphs if p.id == anchor]
    items = [(p, item.start, item.end) for p in report.paragraphs for item in p.run_ins if item.section == anchor]
    cells = [(c, 0, len(c.text)) for block in report.blocks for row in block.rows if row_id(row) == anchor for c in row]
    return whole or items or cells


def _at(row: IndicatorRow, spans: Sequence[Span]) -> bool:
    return any(row.paragraph == p.id and row.value_start < end and start < row.value_end for p, start, end in spans)


def _only(found: Sequence[IndicatorRow], place: FigurePlace) -> IndicatorRow:
    """The row that is meant; by its name where several stand there."""
    named = [row for row in found if row.indicator == place.name] if len(found) > 1 and place.name else found
    if not named:
        raise _Unclear(f"“{place.figure}”现在没有读成{f'“{place.name}”' if found else '数字'}", "程序读出的一行", "对照现在的句子重新决定；程序漏读的用 add")
    if len(named) > 1:
        raise _Unclear(f"“{place.figure}”那里读出了 {len(named)} 行，分不清是哪一行", "唯一的一行", "用 nth 写明第几处，或用 name 写明程序读出的名称")
    return named[0]


def decide_ledger(
    ledger: Sequence[LedgerRow], rows: Rows, reports: Sequence[Report], decisions: Decisions, rules: IndicatorRules
) -> tuple[tuple[LedgerRow, ...], list[Problem]]:
    """The ledger with the pairs that a person confirmed, made or set apart. Arithmetic still judges what was paired."""
    by_id = {report.id: report for report in reports}
    found = list(ledger)
    problems: list[Problem] = []
    for d in (d for report in reports for d in decisions.get(report.id, ()) if d.decision in OF_PAIRS):
        assert d.other is not None
        try:
            promise, other = _row_at(d.place, by_id, rows), _row_at(d.other, by_id, rows)
            at = next((i for i, row in enumerate(found) if any(_same(place, promise) for place in (row.promise, *row.places))), None)
            if at is None:
                raise _Unclear(f"台账里没有以“{d.place.figure}”为目标的一行", "目标的锚点和数字", "把目标写在前面，结果写在 with 里")
            found[at] = _paired(found[at], other, d, rules) if d.decision == "pair" else _apart(found[at], other, d)
        except _Unclear as unclear:
            problems.append(_problem(d, unclear))
    return tuple(found), problems


def _row_at(place: FigurePlace, reports: Mapping[str, Report], rows: Rows) -> IndicatorRow:
    report = reports.get(place.report)
    if report is None:
        raise _Unclear(f"没有报告“{place.report}”", "已公开的报告的 id", "核对 with 里的 report，或删去这个决定")
    spans = _spans(report, place)
    return _only([row for row in rows[report.id] if _at(row, spans)], place)


def _paired(row: LedgerRow, outcome: IndicatorRow, d: Decision, rules: IndicatorRules) -> LedgerRow:
    day = d.day.isoformat()
    if row.outcome is not None and _same(row.outcome, outcome) and row.verdict != "possible":
        return replace(row, reviewed=day)
    known = canonical_of(row.promise, rules)
    found = judge(row.promise, outcome, rules, fewer=wants_fewer(row.promise, rules), near=bool(known and known.better == "near"))
    return replace(row, outcome=outcome, verdict=found.verdict, reason=found.reason, searched=(), reviewed=day)


def _apart(row: LedgerRow, other: IndicatorRow, d: Decision) -> LedgerRow:
    if row.outcome is None or not _same(row.outcome, other):
        return row
    reason = f"人工核对：和总结里相近的一处说的不是一件事（{d.reason}）"
    return replace(row, outcome=None, verdict="not_found", reason=reason, searched=row.searched or (other.report,), reviewed=d.day.isoformat())


def _same(a: IndicatorRow, b: IndicatorRow) -> bool:
    return (a.report, a.paragraph, a.value_start, a.indicator) == (b.report, b.paragraph, b.value_start, b.indicator)


def _problem(d: Decision, unclear: _Unclear) -> Problem:
    found, expected, action = unclear.args
    if isinstance(unclear, _NotPrinted):
        return Problem(d.location, "error", "review.number", "row", found, expected, action)
    if d.decision == "add":  # a row that the program did not read is shown on a person's word alone: it must be in the text
        return Problem(d.location, "error", "review.not-there", "figure", found, expected, action)
    return Problem(d.location, "warning", "review.stale", "figure", f"这个人工决定没有采用：{found}", expected, action)
