"""What others show of a report, as digests: as long as they are the same, so are the pages that are not its office's own."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from builder.analysis.facts import ReportFacts
from builder.analysis.figures import IndicatorRow
from builder.model import Report
from builder.store import digest_of
from builder.text import sentence_at


def figures_digest(report: Report, facts: ReportFacts) -> bytes:
    """Digest of a report's record, headings, and every figure with its sentence.

    Where a sentence stands in its paragraph does not count: words put in before it change no other page.
    """
    cells = report.row_by_cell
    return digest_of(
        (
            report.meta,
            report.location,
            [(s.id, s.level, s.title, s.run_in, s.parent) for s in report.sections],
            [_flat(row) for row in facts.rows],
            [[cell.text for cell in cells[row.paragraph]] for row in facts.rows if row.paragraph in cells],
            [_flat(row) for row in facts.asides.clauses],
            [(a.text, sorted(a.names), a.missed) for a in facts.asides.admissions],
        )
    )


def public_digest(report: Report, facts: ReportFacts, figures: bytes) -> bytes:
    """Digest of all that pages beyond the office's show of a report: its figures, and every passage."""
    texts = {p.id: p.text for p in report.paragraphs}
    return digest_of(
        (
            figures,
            [replace(m, start=0, end=m.end - m.start, hits=tuple((a - m.start, b - m.start) for a, b in m.hits)) for m in facts.mentions],
            [(u.term, u.section, u.anchor, texts[u.paragraph][slice(*(sentence_at(texts[u.paragraph], u.start) or (None,)))]) for u in facts.term_uses],
            facts.works,
            sorted(facts.near.items()),
        )
    )


_FIGURE = tuple(f.name for f in fields(IndicatorRow) if f.name not in {"start", "end", "value_start", "value_end"})
_values = attrgetter(*_FIGURE)


def _flat(row: IndicatorRow) -> tuple[object, ...]:
    return row.end - row.start, row.value_start - row.start, row.value_end - row.start, _values(row)
