"""topics.yml: what an author may write, and what is said of mistakes."""

from __future__ import annotations

import pytest

from builder.content.names import keyed_text, name_key
from builder.content.terms import parse_terms
from builder.content.topics import Alias, Topic, parse_topics
from tests.support import COMPLETE


def codes(text: str) -> list[str]:
    return [p.code for p in parse_topics(text, "topics.yml")[1]]


def test_reads_every_key() -> None:
    topics, problems = parse_topics(
        """
- id: beiwan-jiugai
  name: 北湾旧改
  aliases: [北湾片区改造, {text: 旧改, when: 北湾}]
  excludes: [旧改办公室]
  theme: 城市更新
  summary: 北湾片区的改造。
""",
        "topics.yml",
    )
    assert problems == []
    assert topics == (
        Topic(
            "beiwan-jiugai",
            "北湾旧改",
            (Alias("北湾片区改造"), Alias("旧改", "北湾")),
            ("旧改办公室",),
            "城市更新",
            "北湾片区的改造。",
            2,
        ),
    )
    assert topics[0].url == "topics/beiwan-jiugai/"


def test_one_alias_need_not_be_a_list() -> None:
    assert parse_topics("- {id: a, name: 夜市街区, aliases: 夜市}", "t")[0][0].aliases == (Alias("夜市"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {id: a, name: 甲乙}\n- {id: a, name: 丙丁}", "topic.duplicate-id"),
        ("- {id: a, name: 甲乙}\n- {id: b, name: 丙丁, aliases: [甲乙]}", "topic.shared-name"),
        ("- {id: a, name: 甲“乙”}\n- {id: b, name: 甲乙}", "topic.shared-name"),
        ("- {id: a, name: 甲乙, aliases: [丙]}", "topic.short-name"),
        ("- {id: a, name: 甲乙, alias: [丙丁]}", "field.unknown"),
        ("- {id: a, name: 甲乙, aliases: [{text: 丙丁}]}", "field.required"),
        ("- {id: A_1, name: 甲乙}", "field.id"),
        ("id: a", "field.type"),
    ],
)
def test_names_each_mistake(text: str, code: str) -> None:
    assert code in codes(text)


def test_suggests_the_key_that_was_meant() -> None:
    problem = parse_topics("- {id: a, name: 甲乙, sumary: 丙}", "topics.yml")[1][0]
    assert "summary" in problem.action
    assert problem.location.line == 1


def test_terms_have_one_owner_per_name() -> None:
    terms, problems = parse_terms(
        "- {id: a, name: 河长制, gloss: 甲}\n- {id: b, name: 河长, aliases: [“河长制”], gloss: 乙}", "terms.yml"
    )
    assert [t.id for t in terms] == ["a", "b"]
    assert [p.code for p in problems] == ["term.shared-name"]


def test_keys_ignore_marks_width_and_space() -> None:
    assert name_key("北湾 “旧改”") == name_key("北湾旧改")
    assert name_key("悦水湾・田园") == name_key("悦水湾·田园")
    assert name_key("ＡＢ（一）") == "ab(一)"


def test_places_lead_back_to_the_text() -> None:
    text = "建成“智慧…园”，共３㎡"
    key, places = keyed_text(text)
    assert len(key) == len(places)
    assert text[places[key.index("园")]] == "园"
    assert text[places[key.index("m")]] == "㎡"


def test_whole_dictionaries_have_no_problem() -> None:
    for name, parse in (("topics.yml", parse_topics), ("terms.yml", parse_terms)):
        entries, problems = parse((COMPLETE / "content" / name).read_text(encoding="utf-8"), name)
        assert problems == []
        assert len(entries) >= 60
