"""Two reports side by side: figures of unlike stages say which they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from builder.pages.collection import Collection
from builder.pages.compare import CompareView, compare_pages

PLAN = ("heping", "计划", 2025, "2025-01-20", "全镇新增公办学位100个，建成口袋公园2个。")


def stages(c: Collection, first: str, second: str) -> list[str]:
    """What stands beside the figures of 学位, or in them, when they were read with these stages."""
    (one,) = [x for x in c.facts.comparisons if x.earlier.id == "heping-2025-jihua"]
    figures = tuple(
        replace(f, earlier=tuple(replace(r, stage=first) for r in f.earlier), later=tuple(replace(r, stage=second) for r in f.later))  # type: ignore[arg-type]
        for f in one.figures
    )
    changed = replace(c, facts=replace(c.facts, comparisons=(replace(one, figures=figures),)))
    view = cast(CompareView, compare_pages(changed, lambda _: ())[1].view)
    line = next(line for line in view.figures if "学位" in line.indicator)
    return [f.stage or ("开工" if "（开工）" in f.text.text else "") for f in (*line.earlier, *line.later)]


def test_figures_of_unlike_stages_say_which_they_are(invent: Callable[..., Collection]) -> None:
    c = invent(extra=(PLAN,))
    assert stages(c, "started", "completed") == ["开工", "完工"]
    assert stages(c, "completed", "completed") == ["", ""]
