"""A report → its indicator rows: the recipe. Sentences, places and tables are read once; the rows follow the text.

Comes in: a parsed report, the half its kind stands for and the rules. Goes out: rows in reading order.
Pure: the rules are handed in, nothing is remembered between calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.analysis.figures.clauses import Sentence
from builder.analysis.figures.extract import Unread, places_of_office, sentence_rows, sentences_of
from builder.analysis.figures.rows import IndicatorRow, with_words
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.places import RESTATED, Half, KindHalf, Places, read_places
from builder.analysis.tables.lines import Cell, TableFrame, all_cells, head_places, read_table, report_tables, table_rows
from builder.model import Paragraph, Report


@dataclass(frozen=True)
class Reading:
    """A report's sentences by paragraph, cut once for all that ask, their places, and what was too long to be read.

    ``tables``: what the cells of a table hold, by the id of its first cell.
    """

    sentences: Mapping[str, tuple[Sentence, ...]]
    places: Places
    tables: Mapping[str, list[Cell]]
    unread: tuple[Unread, ...]


def read_sentences(report: Report, half: KindHalf, rules: IndicatorRules) -> Reading:
    """The sentences of a report and the places in it; ``half`` is that of its kind."""
    unread: list[Unread] = []
    sentences = {p.id: sentences_of(p, rules, unread) for p in report.paragraphs}
    places = read_places(report, half, sentences, rules.grammar)
    tables: dict[str, list[Cell]] = {}
    for block, above in report_tables(report):
        for first in all_cells(block)[:1]:
            frame = TableFrame(places.frames.at(first.id, 0).kind, *places.frames.years, above)
            tables[first.id] = read_table(block, frame, report, rules)
    places = places.by_heads(head_places([cell for cells in tables.values() for cell in cells]))
    return Reading(sentences, places, tables, tuple(unread))


def extract_rows(report: Report, half: Half, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    """Every figure of a report with its subject, year and kind."""
    return read_figures(report, read_sentences(report, half, rules), rules)


def read_figures(report: Report, reading: Reading, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    """Every figure of a report whose sentences were read."""
    rows: list[IndicatorRow] = []
    own_places = places_of_office(report, rules)
    in_tables = {cell.id for block, _ in report_tables(report) for cell in all_cells(block)}

    def prose(paragraph: Paragraph, about: str = "") -> list[IndicatorRow]:
        sentences = (s for s in reading.sentences[paragraph.id] if any(c.mentions for c in s.clauses) or rules.grammar["rank.word"].search(s.text))
        found: list[IndicatorRow] = []
        label = rules.grammar["line.item-label"].match(fold_width(paragraph.text))
        about = about or (label["what"] if label else "")
        for sentence in sentences:
            tasks = [RESTATED in row.because for row in found[-2:]]  # 改造小区20个。已完工12个: of that one thing
            spoken = about or (found[-1].indicator if tasks[-1:] == [True] and tasks[:-1] != [True] else "")
            found += sentence_rows(report, paragraph, sentence, reading.places, rules, own_places, spoken)
        return found

    for paragraph in report.paragraphs:
        if paragraph.id in reading.tables:
            rows += table_rows(reading.tables[paragraph.id], prose, rules.grammar)
        elif paragraph.id not in in_tables:
            rows += prose(paragraph)
    return tuple(map(with_words, rows))
