"""Reports made of a few lines, for all tests of analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.places import kind_half
from builder.analysis.reading import read_sentences
from builder.analysis.topics import Mention, TopicMatcher, find_mentions
from builder.content.kinds import parse_kinds
from builder.content.sections import parse_body
from builder.content.topics import Topic
from builder.defaults import read_default
from builder.model import Metadata, Report, ReportKind
from builder.problems import Location

MakeReport = Callable[..., Report]
Kinds = tuple[ReportKind, ...]
FindMentions = Callable[[Report, TopicMatcher | Sequence[Topic]], tuple[Mention, ...]]


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]


@pytest.fixture(scope="session")
def rules() -> IndicatorRules:
    loaded, problems = load_rules()
    assert problems == []
    return loaded


@pytest.fixture(scope="session")
def mentions_of(rules: IndicatorRules, kinds: Kinds) -> FindMentions:
    """``mentions_of(report, topics)``: the mentions of a report, its places read as the build reads them."""

    def find(report: Report, topics: TopicMatcher | Sequence[Topic]) -> tuple[Mention, ...]:
        return find_mentions(report, topics, read_sentences(report, kind_half(report, kinds), rules).places)

    return find


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """``make_report(body, id=…, year=…, kind=…, agency=…)`` → a ``Report`` with that Markdown body."""

    def make(
        body: str,
        id: str = "qinghe-2024-zongjie",  # noqa: A002 — the field's own name
        year: int = 2024,
        kind: str = "总结",
        agency: str = "qinghe",
        title: str = "",
        published: date | None = None,
    ) -> Report:
        meta = Metadata(
            id=id, title=title or f"清河镇{year}年工作{kind}", agency=agency, kind=kind, year=year, published=published
        )
        parsed = parse_body(body)
        return Report(meta, Location(f"{id}.md", 1), parsed.sections, parsed.paragraphs, parsed.blocks)

    return make
