"""A passage about a topic as a card, and the figures in it that are the topic's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from builder.analysis.about import is_beside
from builder.analysis.figures import IndicatorRow
from builder.analysis.topics import Mention
from builder.content.names import name_key
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.key_figures import figure_text, span_words
from builder.pages.page import Link
from builder.pages.topic_views import Entry

NAMED = 3  # places; more would be a search
Spans = Callable[[Mention], tuple[tuple[int, int, str], ...]]


def entry(c: Collection, m: Mention, spans: tuple[tuple[int, int, str], ...]) -> Entry:
    """A mention as a card: figures marked, names underlined, the way to its sentence."""
    report = c.report_by_id[m.report]
    return Entry(m.quote, spans, c.label(report), m.url, section_name(c, m), report.meta.is_excerpt, years_of(c, m))


def years_of(c: Collection, m: Mention) -> str:
    """Which years the figures of a passage are of, where they are of several or nobody says which; of figures that differ each with its years."""
    told = [(span_words(r).removeprefix(f"到{m.year}年"), r) for r in c.rows_in(m)]
    spans = list(dict.fromkeys(span for span, _ in told if span))
    if not spans:
        return ""
    if len(spans) == 1 and all(span for span, _ in told):
        return spans[0]
    values = ((span, "、".join(dict.fromkeys(replace(figure_text(r), span="").text for own, r in told if own == span))) for span in spans)
    return "；".join(f"{value}（{span}）" for span, value in values)


def near_places(c: Collection, report: Report, topic: str, year: int = 0) -> Iterator[Link]:
    """Where a report that was not found to speak of a topic may do so in other words; ``year``: what it says of that year alone."""
    named: set[str] = set()
    for anchor, title, when, _ in c.facts.near.get(report.id, {}).get(topic, ()):
        if (not year or when in {0, year}) and title not in named and len(named) < NAMED:
            named.add(title)
            yield Link(title, f"{report.url}#{anchor}")


def section_name(c: Collection, m: Mention) -> str:
    section = c.report_by_id[m.report].section_by_id.get(m.section or "")
    return section.title if section else "开头"


def own_rows(c: Collection, names: Sequence[str], m: Mention) -> list[IndicatorRow]:
    """Figures of the topic itself: their subject holds one of its ``names`` (keys), or they stand right beside one."""
    if not m.hits:
        return []
    hits = tuple((a - m.start, b - m.start) for a, b in m.hits)
    return [
        r
        for r in c.rows_in(m)
        if any(name in name_key(r.indicator) for name in names)
        or is_beside(m.quote, hits, r.value_start - m.start, r.value_end - m.start)
    ]
