"""Numbers of headings that skip or come twice: 一、 followed by 三、 or by 一、, or （五） as the first under its heading. Sections in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.content.headings import split_number
from builder.model import Section
from builder.problems import Location, Problem

_CHECKED = {"part", "1", "2", "3", "4", "circled", "decimal"}


def check_outline(sections: Iterable[Section], path: str) -> Iterator[Problem]:
    """A heading whose number is more than one above that of the sister before it. Run-in heads are prose and left alone."""
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for section in sections:
        if section.run_in or not section.number:
            continue
        cut = split_number(section.title)
        if cut.style not in _CHECKED or not cut.value:
            continue
        sister = (section.parent, cut.style)
        before, name = last.get(sister, (0, ""))
        last[sister] = cut.value, section.number
        if cut.value == before:
            yield Problem(
                Location(path, section.line),
                "warning",
                "outline.number-again",
                "",
                f"标题“{section.title[:20]}”的序号和前一个标题的相同",
                "连续的序号",
                "核对原件；原件就是这样的，在 waivers 里写明",
            )
        if cut.value > before + 1:
            missing = f"前面是“{name}”" if name else "前面没有同级的序号"
            yield Problem(
                Location(path, section.line),
                "notice",
                "outline.number-gap",
                "",
                f"标题“{section.title[:20]}”的序号不连续：{missing}",
                "连续的序号",
                "核对原件是否漏了一节；原件就是这样的，在 waivers 里写明",
            )
