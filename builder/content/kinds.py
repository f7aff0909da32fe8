"""kinds.yml: kinds of reports, the package's and those that a site adds. Text in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from builder.content.fields import Reader, parse_entries
from builder.content.topics import repeated_ids
from builder.defaults import read_default
from builder.model import ReportKind
from builder.problems import Location, Problem

_HALVES: Mapping[str, Literal["target", "actual", "both", "none"]] = {"plan": "target", "result": "actual", "both": "both", "none": "none"}
_AS_IN_DATA = {"target": "plan", "actual": "result"}  # what the open data call the two; never to be taken for each other
_STEP = 100  # between the package's kinds, so that a site's can stand between any two
_OWN = 550  # before 其他


def parse_kinds(text: str, path: str) -> tuple[tuple[ReportKind, ...], list[Problem]]:
    """A file of kinds. Ids are unique."""
    kinds, _, problems = _parsed(text, path)
    return kinds, problems


@cache
def shipped_kinds() -> tuple[ReportKind, ...]:
    """The kinds of reports that the package knows, with the words by which titles name them."""
    kinds, problems = parse_kinds(read_default("kinds.yml"), "kinds.yml")
    assert not problems, problems
    return kinds


def read_kind(r: Reader) -> ReportKind:
    """The fields of an entry of kinds.yml."""
    said = r.choice("half", _HALVES, default="none", also=_AS_IN_DATA)
    half, name = _HALVES[_AS_IN_DATA.get(said, said)], r.text("name", required=True)
    return ReportKind(
        r.identifier("id"),
        name,
        half,
        words=r.texts("words"),
        gives_account=r.flag("gives_account"),
        label=r.text("label"),
        order=r.integer("order", 1, 999),
        collection=r.text("collection"),
    )


def _parsed(text: str, path: str) -> tuple[tuple[ReportKind, ...], list[int], list[Problem]]:
    lines: list[int] = []

    def read(r: Reader) -> ReportKind:
        lines.append(r.mapping.line)
        return read_kind(r)

    kinds, problems = parse_entries(text, path, read)
    problems += repeated_ids(((k.id, line) for k, line in zip(kinds, lines, strict=True)), path, "kind")
    return kinds, lines, problems


def parse_own_kinds(text: str, path: str, shipped: Sequence[ReportKind]) -> tuple[tuple[ReportKind, ...], list[Problem]]:
    """The kinds of a site, behind the package's or between them: a site adds, and changes none that reports of others are judged by."""
    own, lines, problems = _parsed(text, path)
    taken = {name for kind in shipped for name in (kind.id, kind.name)}
    kept: list[ReportKind] = []
    for kind, line in zip(own, lines, strict=True):
        twice = next((name for name in (kind.id, kind.name) if name and name in taken), "")
        if twice:
            found, wanted = f"“{twice}”已经是一种体裁", "和随程序的、前面的都不同的 id 和名称"
            problems.append(Problem(Location(path, line), "error", "kind.taken", "name", found, wanted, "换一个名称；随程序的体裁不能改"))
            continue
        taken |= {kind.id, kind.name}
        kept.append(replace(kind, own=True, words=kind.words or (kind.name,)))
    ordered = [(k.order or n * _STEP, n, k) for n, k in enumerate(shipped, 1)] + [(k.order or _OWN, n, k) for n, k in enumerate(kept, 1)]
    return tuple(kind for *_, kind in sorted(ordered, key=lambda item: item[:2])), problems
