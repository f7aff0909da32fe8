"""Proposed topics: recurring, specific, with evidence, as YAML that reads back."""

from __future__ import annotations

import pytest

from builder.analysis.suggest import Suggestion, render_yaml, suggest_topics
from builder.content.topics import Alias, Topic, parse_topics


@pytest.fixture(scope="module")
def reports(make_report):  # type: ignore[no-untyped-def]
    return (
        make_report("推进“暖巢行动”入户。南涌片区改造签约过半。全面推进各项工作。", id="a", year=2021),
        make_report("“暖巢行动”覆盖十个村。南涌片区改造安置房封顶。全面推进各项工作。", id="b", year=2022),
        make_report("深化“暖巢行动”。南涌片区改造收尾。全面推进各项工作。", id="c", year=2023),
    )


@pytest.fixture(scope="module")
def found(reports) -> tuple[Suggestion, ...]:  # type: ignore[no-untyped-def]
    return suggest_topics(reports)


def test_finds_what_recurs_and_is_specific(found) -> None:  # type: ignore[no-untyped-def]
    names = [s.name for s in found]
    assert names[0] == "暖巢行动"
    assert any("南涌" in name for name in names)
    assert not any("全面推进" in name or name == "各项工作" for name in names)


def test_gives_evidence_by_year(found) -> None:  # type: ignore[no-untyped-def]
    first = found[0]
    assert (first.count, first.years) == (3, (2021, 2022, 2023))
    assert [e.report for e in first.evidence] == ["a", "b", "c"]
    assert all("暖巢行动" in e.quote for e in first.evidence)


def test_known_topics_are_not_proposed_again(reports) -> None:  # type: ignore[no-untyped-def]
    known = (Topic("nuan", "暖巢", (Alias("南涌"),)),)
    assert not any("暖巢" in s.name or "南涌" in s.name for s in suggest_topics(reports, known))


def test_limit_counts_proposals(reports) -> None:  # type: ignore[no-untyped-def]
    assert len(suggest_topics(reports, limit=1)) == 1


def test_yaml_reads_back(found) -> None:  # type: ignore[no-untyped-def]
    topics, problems = parse_topics(render_yaml(found), "topics.yml")
    assert problems == []
    assert [t.name for t in topics] == [s.name for s in found]
    assert topics[0].id == "nuanchao-xingdong"
