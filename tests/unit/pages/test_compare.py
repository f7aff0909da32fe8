"""Two reports side by side: figures of unlike stages say which they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from builder.pages import compare
from builder.pages import lists as lists_of_links
from builder.pages.collection import Collection
from builder.pages.compare import ChangeView, CompareIndexView, CompareView, _quoted, _shown, compare_index, pair_pages
from builder.pages.page import Link
from builder.pages.topic_views import Entry

PLAN = ("heping", "计划", 2025, "2025-01-20", "全镇新增公办学位100个，建成口袋公园2个。")


def stages(c: Collection, first: str, second: str) -> list[str]:
    """What stands beside the figures of 学位, or in them, when they were read with these stages."""
    (one,) = [x for x in c.facts.comparisons if x.earlier.id == "heping-2025-jihua"]
    figures = tuple(
        replace(f, earlier=tuple(replace(r, stage=first) for r in f.earlier), later=tuple(replace(r, stage=second) for r in f.later))  # type: ignore[arg-type]
        for f in one.figures
    )
    changed = replace(c, facts=replace(c.facts, comparisons=(replace(one, figures=figures),)))
    view = cast(CompareView, pair_pages(changed, lambda _: ())[0].view)
    line = next(line for line in view.figures if "学位" in line.indicator)
    return [f.stage or ("开工" if "（开工）" in f.text.text else "") for f in (*line.earlier.figures, *line.later.figures)]


def test_figures_of_unlike_stages_say_which_they_are(invent: Callable[..., Collection]) -> None:
    c = invent(extra=(PLAN,))
    assert stages(c, "started", "completed") == ["开工", "完工"]
    assert stages(c, "completed", "completed") == ["", ""]


def test_many_comparisons_are_listed_by_year(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    c = invent(extra=(PLAN,))
    (index,), pages = compare_index(c), pair_pages(c, lambda _: ())
    assert {link.path for link in cast(CompareIndexView, index.view).links} == {p.path for p in pages}
    monkeypatch.setattr(compare, "LISTED", 2)
    index, *rest = compare_index(c)
    years = cast(CompareIndexView, index.view).links
    assert [link.path for link in years] == ["compare/2026/", "compare/2025/", "compare/2024/"]
    lists = {p.path: cast(CompareIndexView, p.view) for p in rest if p.kind == "compare_index"}
    assert {link.path for v in lists.values() for link in v.links} == {p.path for p in pages}
    assert cast(CompareIndexView, index.view).choice
    assert not any(v.choice for v in lists.values())
    monkeypatch.setattr(lists_of_links, "A_PAGE", 1)
    parted = {p.path: p for p in compare_index(c)[1:]}
    assert set(parted) > set(lists), "of very many each year has several pages"
    assert {link.path for p in parted.values() for link in cast(CompareIndexView, p.view).links} == {p.path for p in pages}
    assert all(link.path in parted for p in parted.values() for link in cast(CompareIndexView, p.view).shares)
    assert len({p.title for p in parted.values()}) == len(parted)


def test_neighbours_that_are_not_prepared_are_offered(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    c = invent(extra=(PLAN,))
    (index,) = compare_index(c)
    view = cast(CompareIndexView, index.view)
    prepared = {tuple(link.path.split("/")[1:3]) for link in view.links}
    likely = [tuple(part.partition("=")[2] for part in link.path.partition("?")[2].split("&")) for link in view.likely]
    assert likely
    assert prepared.isdisjoint(likely)
    monkeypatch.setattr(compare, "_LIKELY", 1)
    assert len(cast(CompareIndexView, compare_index(c)[0].view).likely) == 1


def test_what_finds_no_room_is_named_without_its_quotes() -> None:
    said = Entry("字" * 100, (), "某年工作报告", "reports/a/#p", "一、", False)
    changes = tuple(ChangeView(Link(f"专题{i}", f"topics/t{i}/"), said, said, 2, 1) for i in range(9))
    few, rest = _quoted((changes[:2], changes[2:]), room=5 * changes[0].weight)
    assert [c.quoted for c in (*few, *rest)] == [True] * 5 + [False] * 4


def test_what_both_say_has_room_whatever_one_alone_says() -> None:
    said = Entry("字" * 100, (), "某年工作报告", "reports/a/#p", "一、", False)
    changes = tuple(ChangeView(Link(f"专题{i}", f"topics/t{i}/"), said, said, 2, 1) for i in range(9))
    both, (one,) = _shown(changes[:4], [changes[4:]], room=5 * changes[0].weight)
    assert [c.quoted for c in both] == [True, True, False, False]
    assert [c.quoted for c in one] == [True, True, True, False, False]


def test_an_amount_and_its_growth_are_judged_each_by_its_target(invent: Callable[..., Collection]) -> None:
    """One result, two targets of its line: both verdicts, each with its target; of one target alone it is said which figure it judges."""
    both = ("heping", "计划", 2024, "2024-01-20", "进出口总额9亿元以上。进出口总额增长5%左右。")
    one = ("heping", "计划", 2024, "2024-01-20", "进出口总额增长5%左右。")
    result = ("heping", "总结", 2024, "2025-01-20", "进出口总额10亿元，增长17.3%。")

    def told(plan: tuple[str, str, int, str, str]) -> list[tuple[str, str]]:
        pages = pair_pages(invent(extra=(plan, result)), lambda _: ())
        lines = [x for p in pages if p.path.startswith("compare/heping-2024-") for x in cast(CompareView, p.view).figures if x.indicator == "进出口总额"]
        return [(v.aim, v.status.word) for x in lines for side in (x.earlier, x.later) for f in side.figures for v in f.verdicts]

    assert sorted(told(both)) == [("9亿元以上", "达到"), ("增长5%左右", "达到")]
    assert told(one) == [("增长5%左右", "达到")]


def test_a_verdict_stands_beside_the_result_whose_target_is_in_the_line(invent: Callable[..., Collection]) -> None:
    pages = pair_pages(invent(extra=(PLAN,)), lambda _: ())

    def verdicts(office: str, thing: str) -> dict[str, str]:
        lines = [line for p in pages if p.path.startswith(f"compare/{office}-2025-") for line in cast(CompareView, p.view).figures if thing in line.indicator]
        return {f.kind: "".join(v.status.word for v in f.verdicts) for line in lines for side in (line.earlier, line.later) for f in side.figures if f.year == 2025}

    assert verdicts("heping", "学位") == {"目标": "", "完成": "达到"}
    assert verdicts("songling", "学位") == {"目标": "", "完成": "未达到"}
