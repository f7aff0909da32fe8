"""Proposed topics: recurring, specific, with evidence, as YAML that reads back."""

from __future__ import annotations

import pytest

from builder.analysis import suggest
from builder.analysis.candidates import Words
from builder.analysis.suggest import Suggestion, render_yaml, suggest_topics
from builder.content.topics import Alias, Topic, parse_topics
from builder.model import Paragraph, Report
from tests.unit.analysis.conftest import MakeReport

pytestmark = pytest.mark.parts

Reports = tuple[Report, ...]


@pytest.fixture(scope="module")
def reports(make_report: MakeReport) -> Reports:
    return (
        make_report("推进“暖巢行动”入户。南涌片区改造签约过半。全面推进各项工作。", id="a", year=2021),
        make_report("“暖巢行动”覆盖十个村。南涌片区改造安置房封顶。全面推进各项工作。", id="b", year=2022),
        make_report("深化“暖巢行动”。南涌片区改造收尾。全面推进各项工作。", id="c", year=2023),
    )


@pytest.fixture(scope="module")
def found(reports: Reports) -> tuple[Suggestion, ...]:
    return suggest_topics(reports)


def test_finds_what_recurs_and_is_specific(found: tuple[Suggestion, ...]) -> None:
    names = [s.name for s in found]
    assert names[0] == "暖巢行动"
    assert any("南涌" in name for name in names)
    assert not any("全面推进" in name or name == "各项工作" for name in names)


def test_gives_evidence_by_year(found: tuple[Suggestion, ...]) -> None:
    first = found[0]
    assert (first.count, first.years) == (3, (2021, 2022, 2023))
    assert [e.report for e in first.evidence] == ["a", "b", "c"]
    assert all("暖巢行动" in e.quote for e in first.evidence)


def test_known_topics_are_not_proposed_again(reports: Reports) -> None:
    known = (Topic("nuan", "暖巢", (Alias("南涌"),)),)
    assert not any("暖巢" in s.name or "南涌" in s.name for s in suggest_topics(reports, known))


def test_limit_counts_proposals(reports: Reports) -> None:
    assert len(suggest_topics(reports, limit=1)) == 1


def test_yaml_reads_back(found: tuple[Suggestion, ...]) -> None:
    topics, problems = parse_topics(render_yaml(found), "topics.yml")
    assert problems == []
    assert [t.name for t in topics] == [s.name for s in found]
    assert topics[0].id == "nuanchao-xingdong"


OFFICES = [f"office{i}" for i in range(8)]


@pytest.fixture(scope="module")
def many(make_report: MakeReport) -> Reports:
    return tuple(
        make_report(
            "大力提振消费，发展低空经济。建设高标准农田九万亩。发放育儿补贴。全面推进各项工作。"
            + ("深化“云帆领航行动”。“云帆领航行动”见效。“云帆领航行动”收官。" if office == "office3" else "")
            + "".join(f"第{year}项任务如期办结，{office}辖区秩序井然。" for _ in range(20)),
            id=f"{office}-{year}",
            year=year,
            agency=office,
        )
        for office in OFFICES
        for year in (2024, 2025)
    )


def test_of_many_offices_it_proposes_what_they_share(many: Reports) -> None:
    found = suggest_topics(many)
    said = {name for s in found for name in (s.name, *s.aliases)}
    assert {"提振消费", "低空经济", "高标准农田", "育儿补贴"} <= said
    assert not any("云帆" in name for name in said)
    first = next(s for s in found if s.name == "提振消费")
    assert (first.id, first.count, len(first.evidence)) == ("xiaofei", 16, 5)
    assert not any(s.id == "xiaofei" for s in suggest_topics(many, (Topic("xf", "扩内需", (Alias("消费"),)),)))


def test_the_slogan_of_one_office_counts_where_there_is_no_other(many: Reports) -> None:
    own = [r for r in many if r.meta.agency == "office3"]
    assert suggest_topics(own)[0].name == "云帆领航行动"


def test_every_clause_is_cut_once_and_evidence_is_sought_where_the_name_is(many: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    split: list[Paragraph] = []
    real_cut, real_split = Words.cut, suggest.passages_of
    monkeypatch.setattr(Words, "cut", lambda self, text: (cut.append(text), real_cut(self, text))[1])
    monkeypatch.setattr(suggest, "passages_of", lambda paragraph: (split.append(paragraph), real_split(paragraph))[1])
    found = suggest_topics(many)
    clauses = sum(len(p.text.replace("，", "。").split("。")) for r in many for p in r.paragraphs)
    assert len(cut) <= clauses + 40
    assert len(split) <= 5 * len(found)
