"""Numbers of headings that skip or come twice: 一、 followed by 三、 or by 一、, or （五） as the first under its heading. Sections in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.content.headings import split_number
from builder.model import Section
from builder.problems import Location, Problem

_OF_PARTS = {"part", "1", "2"}  # numbers of chapters; those of single points are often set as paragraphs in between
_CHECKED = {"part", "1", "2", "3", "4", "circled", "decimal"}


def check_outline(sections: Iterable[Section], path: str) -> Iterator[Problem]:
    """A heading whose number is more than one above that of the sister before it. Run-in heads are prose and left alone."""
    last: dict[tuple[str, str], tuple[int, str, bool, bool]] = {}  # number, as printed, was it the one before it again, was a gap before it?
    for section in sections:
        if section.run_in or not section.number:
            continue
        cut = split_number(section.title)
        if cut.style not in _CHECKED or not cut.value:
            continue
        sister = (section.parent, cut.style)
        before, name, again, gapped = last.get(sister, (0, "", False, False))
        last[sister] = cut.value, section.number, cut.value == before, cut.value > before + 1 + again
        if cut.value == before and not gapped:  # 一、三、三: one slip, told once
            yield Problem(
                Location(path, section.line),
                "warning",
                "outline.number-again",
                "",
                f"标题“{section.title[:20]}”的序号和前一个标题的相同",
                "连续的序号",
                "核对原件；原件就是这样的，在 waivers 里写明",
            )
        if cut.value > before + 1 + again:  # 二、二、四: one slip, told once
            missing = f"前面是“{name}”" if name else "前面没有同级的序号"
            gap = Problem(
                Location(path, section.line),
                "warning",
                "outline.number-gap",
                "",
                f"标题“{section.title[:20]}”的序号不连续：{missing}",
                "连续的序号",
                "核对原件是否漏了一节；原件就是这样的，在 waivers 里写明",
            )
            yield gap if cut.style in _OF_PARTS else replace(gap, severity="notice")
