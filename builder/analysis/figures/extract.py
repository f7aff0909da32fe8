"""A report → its indicator rows: the recipe.

Comes in: a parsed report, the half its kind stands for and the rules. Goes out: rows in reading order.
Pure: the rules are handed in, nothing is remembered between calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.analysis.figures.clauses import Clause, is_full_stop, mentions_in, split_clauses
from builder.analysis.figures.context import clause_kind, clause_year
from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.halves import Frame, Frames, Half, read_frames
from builder.analysis.figures.mentions import find_mentions, quoted_places
from builder.analysis.figures.names import settle_name
from builder.analysis.figures.never import is_session_line
from builder.analysis.figures.rows import IndicatorRow, Kind
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.figures.several_years import Years, follow, names_one_year, opening_stretches, span_of
from builder.analysis.figures.statements import SentenceReader
from builder.analysis.figures.tables import TableFrame, all_cells, report_tables, table_rows
from builder.analysis.figures.tidy import is_named
from builder.analysis.figures.traits import Traits, read_traits
from builder.analysis.numerals import fold_width
from builder.content.limits import CLAUSE_LIMIT, PARAGRAPH_LIMIT
from builder.model import Paragraph, Report
from builder.text import sentence_spans

QUOTE_LIMIT = 200
# Struck out, or raised: 投资<del>6</del>7亿元 is no 67, and 10<sup>2</sup>米 no 102. What runs together with one is left unread.
_NOT_READ = frozenset(("del", "sup", "sub"))
_DIGIT = re.compile(r"[\d一二两三四五六七八九十百千]")


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage from which no figures were read, since it is longer than any that a report has; ``length`` in characters."""

    line: int
    length: int


def extract_rows(report: Report, half: Half, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    """Every figure of a report with its subject, year and kind."""
    return read_figures(report, half, rules)[0]


def read_figures(report: Report, half: Half, rules: IndicatorRules) -> tuple[tuple[IndicatorRow, ...], tuple[Unread, ...]]:
    """Every figure of a report, and the paragraphs and clauses that are too long to be read (``content/limits``)."""
    frames = read_frames(report, half)
    stretches = opening_stretches(report, frames)
    rows: list[IndicatorRow] = []
    unread: list[Unread] = []

    def prose(paragraph: Paragraph, about: str = "") -> list[IndicatorRow]:
        return _paragraph_rows(report, paragraph, frames, stretches[paragraph.id], rules, unread, looks_both_ways=half == "both", about=about)

    tables = {first.id: (block, above) for block, above in report_tables(report) for first in all_cells(block)[:1]}
    in_tables = {cell.id for block, _ in tables.values() for cell in all_cells(block)}
    for paragraph in report.paragraphs:
        if paragraph.id in tables:
            block, above = tables[paragraph.id]
            frame = frames.at(paragraph.id, 0)
            rows += table_rows(block, TableFrame(frame.kind, *frames.years, above), report, rules, prose)
        elif paragraph.id not in in_tables:
            rows += prose(paragraph)
    return tuple(rows), tuple(unread)


def _paragraph_rows(
    report: Report, paragraph: Paragraph, frames: Frames, stretch: Years | None, rules: IndicatorRules, unread: list[Unread], *, looks_both_ways: bool,
    about: str = "",
) -> list[IndicatorRow]:
    text = fold_width(paragraph.text)
    if not _DIGIT.search(text) or is_session_line(text):
        return []
    if len(text) > PARAGRAPH_LIMIT:
        unread.append(Unread(paragraph.line, len(text)))
        return []
    quoted = quoted_places(text)
    marked = [(m.start, m.end) for m in paragraph.inlines if m.tag in _NOT_READ]
    mentions = [m for m in find_mentions(text, rules, quoted) if not any(a < m.after and m.start < b for a, b in marked)]
    rows: list[IndicatorRow] = []
    for start, end in _sentences(text, paragraph.text, quoted):
        frame = frames.at(paragraph.id, start)
        clauses = split_clauses(text, start, end, mentions, quoted)
        spans, stretch = follow(clauses, stretch, frame)
        if not mentions_in(mentions, start, end) and "第" not in text[start:end] and "首位" not in text[start:end]:
            continue
        clauses = [_shortened(c, paragraph, unread) for c in clauses]
        drafts = SentenceReader(text, rules.subject, frame.year, about).read(clauses)
        told = _told(clauses, frame, rules) if drafts else []
        one_year = names_one_year(text[start:end])
        traits: Traits | None = None
        for draft in drafts:
            kind, year, to_date = _really(told[draft.clause], clauses[draft.clause], spans[draft.clause], frame, rules)
            draft, years = span_of(
                draft, clauses[draft.clause], spans[draft.clause], kind, year, one_year_said=one_year, looks_both_ways=looks_both_ways
            )
            if years and kind == "target" and years.last > year:
                year = years.last
            traits = read_traits(draft, clauses, traits)
            rows.append(_row(report, paragraph, clauses, draft, (kind, year, to_date), years, traits, rules))
    return rows


def _shortened(clause: Clause, paragraph: Paragraph, unread: list[Unread]) -> Clause:
    """The clause, or an empty one in its place if it is too long: reading it would take time that grows faster than it."""
    if len(clause.text) <= CLAUSE_LIMIT:
        return clause
    unread.append(Unread(paragraph.line, len(clause.text)))
    return replace(clause, text="", mentions=())


def _sentences(text: str, raw: str, quoted: list[bool]) -> list[tuple[int, int]]:
    """Sentences, parted at ASCII full stops too."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(raw):
        i = text.find(".", start, end - 1)
        while i >= 0:
            if is_full_stop(text, i) and not quoted[i]:
                spans.append((start, i + 1))
                start = i + 1
            i = text.find(".", i + 1, end - 1)
        spans.append((start, end))
    return spans


def _told(clauses: list[Clause], frame: Frame, rules: IndicatorRules) -> list[tuple[Kind, int, bool]]:
    """(kind, year, to date) of each clause: its own words, else those before it in the sentence, else the frame."""
    told: list[tuple[Kind, int, bool]] = []
    kind: Kind | None = None
    year, to_date, is_named = frame.year, False, False
    for clause in clauses:
        own = clause_kind(clause.text, rules, frame)
        named = clause_year(clause.opener + clause.text, frame)
        if named:
            year, to_date = named
            is_named = True
            if own is None and frame.kind == "target":
                # 2024年,产值43亿元,今年力争48亿元: in a plan an earlier year is what has been
                kind = "actual" if year < frame.year else None
        # In a plan what is already done holds for its clause only; a promise holds to the end of the sentence.
        if own == "target" or (own == "actual" and frame.kind == "actual"):
            kind = own
        now = own or kind or frame.kind
        told.append((now, _year_told(now, year, frame, is_named=is_named), to_date))
    return told


_RECALLED = re.compile("目标|任务|计划|预期|年初|安排")


def _really(told: tuple[Kind, int, bool], clause: Clause, stretch: Years | None, frame: Frame, rules: IndicatorRules) -> tuple[Kind, int, bool]:
    """What was done in years that are over is no promise, whichever chapter it stands in: 过去五年年均增长5.2%, 2024年达到9422元."""
    kind, year, to_date = told
    if kind != "target" or _RECALLED.search(clause.text):
        return told
    if stretch and stretch.first and stretch.last < frame.this_year and clause_kind(clause.text, rules, frame) != "target":
        return "actual", stretch.last, to_date
    return ("actual", year, to_date) if year < frame.this_year - (frame.kind == "actual") else told


def _year_told(kind: Kind, year: int, frame: Frame, *, is_named: bool) -> int:
    """A promise in a look back is for the year after it was made only if it says so; what a plan says is done was done before."""
    if not is_named and kind == "actual" and frame.kind == "target":
        return frame.year - 1
    return year


def _row(
    report: Report, paragraph: Paragraph, clauses: list[Clause], draft: Draft, told: tuple[Kind, int, bool], years: Years | None,
    traits: Traits, rules: IndicatorRules,
) -> IndicatorRow:
    start, end = _quote_span(paragraph.text, clauses, draft)
    kind, year, to_date = told
    is_share = draft.dimension == "percent" and draft.measure in {"share", "completion"}
    name, canonical, scope = settle_name(
        draft.name, rules, _own_places(report), scope=traits.scope, verb=traits.verb, is_count=draft.dimension == "count", is_share=is_share
    )
    kind = "state" if kind == "actual" and traits.state else kind
    measure = "cumulative" if to_date and draft.measure == "level" and kind == "actual" else draft.measure
    return IndicatorRow(
        report=report.id,
        section=paragraph.section_at(draft.value_start) or None,
        anchor=paragraph.anchor_for(start, end),
        paragraph=paragraph.id,
        start=start,
        end=end,
        value_start=draft.value_start,
        value_end=draft.value_end,
        year=year,
        kind=kind,
        indicator=name,
        canonical=canonical,
        value=draft.value,
        value_max=draft.value_max,
        unit=draft.unit,
        comparison=draft.comparison,
        growth=draft.growth,
        rank=draft.rank,
        base=draft.base,
        measure=measure,
        self_reported=draft.self_reported,
        quote=paragraph.text[start:end],
        context=draft.context,
        named=bool(canonical) or is_named(name, draft.context, rules.subject),
        several_years=years is not None or measure in {"cumulative", "annual_average", "multi_year_growth"},
        first_year=years.first if years else None,
        scope=scope,
        stage=traits.stage,
        qualifier=draft.qualifier,
        because=(*draft.because, *([traits.state] if traits.state else [])),
        growth_comparison=draft.growth_comparison,
        growth_qualifier=draft.growth_qualifier,
        other_basis=draft.other_basis,
        flow=traits.flow,
        again=traits.again,
        each_year=traits.each_year,
    )


def _own_places(report: Report) -> str:
    """Title and date line: what place the office is of. Another place that a sentence names is a part of it."""
    return report.meta.title + "".join(p.text for p in report.paragraphs[:3] if is_session_line(fold_width(p.text)))


def _quote_span(text: str, clauses: list[Clause], draft: Draft) -> tuple[int, int]:
    """From the clause of the subject to the last clause that adds to the figure, within the limit."""
    start, end = draft.quote_start, draft.quote_end
    if end - start > QUOTE_LIMIT:
        clause = clauses[draft.clause]
        start, end = clause.start, min(clause.last, clause.start + QUOTE_LIMIT)
        if end < draft.value_end:
            start, end = max(clause.start, draft.value_end - QUOTE_LIMIT), draft.value_end
    while start < end and text[start] in " \t\n　,，、;；:：。":
        start += 1
    while end > start and text[end - 1] in " \t\n　,，、;；:：。":
        end -= 1
    return start, end
