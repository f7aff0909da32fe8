"""What the corrections of a report say and changed, as its page shows it: the note, then which passages, and the figures before and after.

Comes in: the report, and what the manifest before this build knew of its changes. Nothing of the old text is there but its figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.model import Report
from builder.revisions import Change, Passage
from builder.text import show_date

_TITLE = 20  # characters of a passage by which a reader knows it
_DAYS = {"published": "发布日期", "written": "成文日期"}
NONE = "没有写"


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """A passage, or several side by side, or a date; ``path`` empty where there is nothing to go to."""

    title: str
    path: str
    before: str
    after: str
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as it is shown. ``more``: changed places beyond these."""

    note: str
    places: tuple[ChangedPlace, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.places) + self.more


def corrected(report: Report, changes: Sequence[Change]) -> tuple[Corrected, ...]:
    """Its corrections as they stand in the record; what one day changed stands under the last one of that day."""
    if report.meta.withdrawn:
        return ()
    texts = {s.id: s.title for s in report.sections} | {p.id: p.text for p in report.paragraphs}
    texts |= {b.text: "" for b in report.blocks if b.kind == "target"}
    last = {x.date.isoformat(): i for i, x in enumerate(report.meta.corrections)}
    found: list[Corrected] = []
    for i, x in enumerate(report.meta.corrections):
        own = [c for c in changes if c.date == x.date.isoformat() and last[c.date] == i]
        places = [_day(*d) for c in own for d in c.days] + [_place(p, texts) for c in own for p in c.passages]
        found.append(Corrected(f"{show_date(x.date)}更正：{x.note}", tuple(places), sum(c.more for c in own)))
    return tuple(found)


def _day(name: str, old: str, new: str) -> ChangedPlace:
    return ChangedPlace(_DAYS[name], "", old or NONE, new or NONE, is_day=True)


def _place(p: Passage, texts: Mapping[str, str]) -> ChangedPlace:
    text = " ".join(texts.get(p.anchor, "").split())
    title = text[:_TITLE] + ("…" if len(text) > _TITLE else "") if text else "已经删去的文字"
    title += f"（连着 {p.count} 段）" if p.count > 1 else ""
    return ChangedPlace(title, f"#{p.anchor}" if p.anchor in texts else "", "、".join(p.went), "、".join(p.came))
