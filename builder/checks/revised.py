"""What became of published texts and dates since the last build: said by a correction, or a finding until it is.

Comes in: the reports as they are, and what the last manifest kept of them. Goes out: what the next one keeps, and findings. A change that no
correction explains is compared again at every build, with the text as it was before, so that a correction written later still shows it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.analysis.published_text import Run, runs_of
from builder.checks.waivers import waived_rules
from builder.model import Report
from builder.problems import Location, Problem
from builder.revisions import DAYS, SHOWN, Change, Passage, Revision, Text

NAMES = {"published": "发布日期", "written": "成文日期"}


@dataclass(frozen=True)
class Revised:
    """``reports``: what the manifest keeps of each; ``problems``: changes without a correction."""

    reports: Mapping[str, Revision] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """What pages show, by report."""
        return {name: r.changes for name, r in self.reports.items() if r.changes}


def revise(reports: Iterable[Report], texts: Mapping[str, Text], before: Mapping[str, Revision], *, comparable: bool = True) -> Revised:
    """All public reports against the last manifest. ``comparable``: were its figures cut by the same pattern?"""
    found: dict[str, Revision] = {}
    problems: list[Problem] = []
    for report in reports:
        was = before.get(report.id) or next((before[old] for a in report.meta.redirect_from if (old := _old_id(a)) in before), None)
        found[report.id], told = _revise(report, texts.get(report.id, Text("")), was, comparable)
        problems += told
    return Revised(found, tuple(problems))


def _old_id(address: str) -> str:
    return address.removeprefix("reports/").rstrip("/")


def _revise(report: Report, now: Text, was: Revision | None, comparable: bool) -> tuple[Revision, list[Problem]]:
    meta = report.meta
    if meta.withdrawn:
        told = [_withdrawn(report)] if was and not was.withdrawn else []
        return Revision(Text("", now.published, now.written), withdrawn=meta.withdrawn.date.isoformat()), told
    corrections = tuple(sorted(c.date.isoformat() for c in meta.corrections))
    kept = Revision(now, corrections)
    if was is None or was.withdrawn:
        return kept, []
    silent = {c.date.isoformat() for c in meta.corrections if not c.old_figures}
    changes = tuple(c.without_figures() if c.date in silent else c for c in was.changes if c.date in corrections)
    old = was.before or was.text
    if not comparable:
        old = old.without_figures()
    days = tuple((d, a, b) for d in DAYS if (a := getattr(old, d)) and a != (b := getattr(now, d)))
    retitled = bool(old.title) and old.title != now.title
    if old.sha256 == now.sha256 and not days and not retitled:
        return replace(kept, changes=changes), []
    runs = runs_of(report) if old.sha256 != now.sha256 else []
    passages, line = compare(old, now if comparable else now.without_figures(), runs)
    new = Counter(corrections) - Counter(was.corrections)
    if not new:
        told = [*([_another_title(report)] if retitled else []), *_unexplained(report, passages, line, days)]
        waived = {p.code for p in told} <= waived_rules(report)  # somebody said why: no correction, and nothing to come back to
        return replace(kept, before=None if waived else old, changes=changes), told
    change = Change(max(new), passages[:SHOWN], max(0, len(passages) - SHOWN), days)
    return replace(kept, changes=(*changes, change.without_figures() if change.date in silent else change)), []


def compare(old: Text, now: Text, runs: Sequence[Run]) -> tuple[tuple[Passage, ...], int]:
    """Passages that became others, those side by side together; the line of the first. A passage that only moved loses and brings no figure."""
    if not runs:
        return (), 0
    a, b = [p[0] for p in old.passages], [p[0] for p in now.passages]
    steps = [places for way, *places in difflib.SequenceMatcher(None, a, b).get_opcodes() if way != "equal"]
    moved = Counter(m for a1, a2, _, _ in steps for m in a[a1:a2]) & Counter(m for _, _, b1, b2 in steps for m in b[b1:b2])
    found: list[Passage] = []
    for a1, a2, b1, b2 in steps:
        went, came = (_figures(ps, moved) for ps in (old.passages[a1:a2], now.passages[b1:b2]))
        anchor = next((run[0] for run in runs[b1:b2] if run[0]), "")
        found.append(Passage(anchor, tuple((went - came).elements()), tuple((came - went).elements()), max(a2 - a1, b2 - b1)))
    first = steps[0][2] if steps else 0
    return tuple(found), next((line for _, _, line in reversed(runs[: first + 1]) if line), 1)


def _figures(passages: Sequence[Sequence[str]], moved: Mapping[str, int]) -> Counter[str]:
    return Counter(f for mark, *figures in passages if mark not in moved for f in figures)


def _unexplained(report: Report, passages: Sequence[Passage], line: int, days: Iterable[tuple[str, str, str]]) -> Iterator[Problem]:
    path = report.location.path
    if passages:
        figures = next((p for p in passages if p.went or p.came), None)
        shown = f"（{_shown(figures.went)} → {_shown(figures.came)}）" if figures else ""
        found = f"公开以后正文改动了 {len(passages)} 处{shown}"
        yield Problem(
            Location(path, line), "warning", "history.text-changed", "",
            found, "公开以后的改动有更正说明", "在 corrections 里写一条，注明日期和改了什么；不算更正的（只是录入、排版），写 waivers",
        )  # fmt: skip
    for name, a, b in days:
        place = report.place(name)
        found = f"{NAMES[name]}从 {a} 改成了 {b or '空'}"
        yield Problem(place, "warning", "history.date-changed", name, found, "公开以后不变的日期", "核对；确属更正的，在 corrections 里写一条")


def _another_title(report: Report) -> Problem:
    found, action = "公开以后标题改了", "在 corrections 里写一条，注明日期和改了什么；不算更正的（只是录入、排版），写 waivers"
    return Problem(report.place("title"), "warning", "history.text-changed", "title", found, "公开以后的改动有更正说明", action)


def _shown(figures: Sequence[str]) -> str:
    return "、".join(figures[:3]) or "无"


def _withdrawn(report: Report) -> Problem:
    place = report.place("withdrawn")
    return Problem(
        place, "notice", "history.withdrawn", "withdrawn",
        "上一次公开的正文，这次撤下", "", "核对原因；别人已经下载的、搜索引擎的快照、版本库的历史里仍有原文，要另外处理",
    )  # fmt: skip
