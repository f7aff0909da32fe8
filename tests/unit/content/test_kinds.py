"""Kinds that a site adds: between the package's, known by their words, never in their place."""

from __future__ import annotations

import pytest

from builder.content.kinds import parse_own_kinds, shipped_kinds
from builder.importers.kinds import kind_of_title

SHIPPED = shipped_kinds()


def test_what_a_kind_says() -> None:
    kinds, problems = parse_own_kinds("- {id: juesuan, name: 决算, half: result, gives_account: false, label: 决算公开, order: 250, collection: 账本}\n", "kinds.yml", SHIPPED)
    assert problems == []
    own = next(k for k in kinds if k.own)
    assert (own.half, own.gives_account, own.label, own.collection, own.words) == ("actual", False, "决算公开", "账本", ("决算",))
    assert [k.id for k in kinds].index("juesuan") == 2, "order 250: behind the second of the package's"


def test_the_words_of_the_open_data_mean_the_same() -> None:
    kinds, problems = parse_own_kinds("- {id: a, name: 甲, half: target}\n- {id: b, name: 乙, half: actual}\n- {id: c, name: 丙, half: plan}\n", "kinds.yml", SHIPPED)
    assert problems == []
    assert [k.half for k in kinds if k.own] == ["target", "actual", "target"]


def test_by_default_it_stands_before_all_others_and_accounts_for_nothing() -> None:
    kinds, _ = parse_own_kinds("- {id: banfa, name: 办法}\n- {id: tongbao, name: 通报}\n", "kinds.yml", SHIPPED)
    assert [k.id for k in kinds][-3:] == ["banfa", "tongbao", "qita"]
    assert {(k.half, k.gives_account) for k in kinds if k.own} == {("none", False)}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- {id: banfa, name: 办法}\n- {id: zongjie, name: 别的总结}\n", "kind.taken", 2),
        ("- {id: my-zongjie, name: 总结}\n", "kind.taken", 1),
        ("- {id: a, name: 办法}\n- {id: b, name: 办法}\n", "kind.taken", 2),
        ("- {id: a, name: 办法, half: goal}\n", "field.choice", 1),
        ("- {id: a, name: 办法, colour: red}\n", "field.unknown", 1),
        ("- {id: 办法, name: 办法}\n", "field.id", 1),
        ("- {id: a}\n", "field.required", 1),
    ],
)
def test_mistakes_are_told(text: str, code: str, line: int) -> None:
    kinds, problems = parse_own_kinds(text, "content/kinds.yml", SHIPPED)
    assert [(p.code, p.location.line) for p in problems] == [(code, line)]
    assert [k for k in kinds if k in SHIPPED] == list(SHIPPED)


@pytest.mark.parametrize(
    ("title", "name"),
    [("清河镇2024年部门决算", "决算"), ("清河镇会议管理办法（试行）", "办法"), ("清河镇2024年工作总结", "总结"), ("清河镇2024年度工作计划", "计划")],
)
def test_a_title_names_it(title: str, name: str) -> None:
    kinds, _ = parse_own_kinds("- {id: juesuan, name: 决算}\n- {id: banfa, name: 办法}\n", "kinds.yml", SHIPPED)
    found = kind_of_title(title, kinds)
    assert found is not None
    assert found.name == name
