"""Run-in heads of official prose: 一是…。二是…。 inside one paragraph, and short unnumbered heads.

Comes in: the paragraphs of a report with the section each stands in. Goes out: where each item
begins, where its head ends, how deep it lies below the headed section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.content.headings import split_number


@dataclass(frozen=True, slots=True)
class RunInHead:
    """``text[start:head_end]`` = number + head + stop; ``end`` = end of the item; ``depth`` 1 or 2."""

    start: int
    head_end: int
    end: int
    number: str
    heading: str
    depth: int = 1


_NUMBERED = re.compile(r"(?:(?<=[。；;：:！])|^)\s*(?P<num>[一二三四五六七八九十]{1,3}是)(?P<head>[^。；;！？]{2,60}?)(?P<stop>[。；;])")


def find_run_ins(paragraphs: Sequence[tuple[str, str]]) -> list[tuple[RunInHead, ...]]:
    """(section id, text) of every paragraph in order → the run-in items of each."""
    return [_numbered(text) for _, text in paragraphs]


def _numbered(text: str) -> tuple[RunInHead, ...]:
    found = list(_NUMBERED.finditer(text))
    heads: list[RunInHead] = []
    for i, match in enumerate(found):
        end = found[i + 1].start("num") if i + 1 < len(found) else len(text)
        cut = split_number(match["num"] + match["head"], run_in=True)
        heads.append(RunInHead(match.start("num"), match.end(), end, cut.number, cut.heading))
    return tuple(heads)
