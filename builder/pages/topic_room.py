"""How much of a topic stands on one page: no page above 150 KB, few pages beside the topic's own.

Comes in: all that is said of a topic, office by office. Goes out: which years stand on pages of their own, and a year's
page with as many quotes as there is room for; what is left out is counted and one link away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from builder.pages.page import Link
from builder.pages.topic_views import EntryGroup, OfficeView, YearView

ROOM = 125_000  # bytes for what is said; the rest of a page takes 15 to 25 KB
READ = 65_000  # where quotes are left out for want of room anyway, so many are left: some thirty screens
_ENTRY, _MARK, _GROUP, _YEAR, _LINK, _OFFICE = 280, 15, 240, 200, 190, 330  # measured on 1,000 generated reports
_QUOTES = (8, 4, 2, 1)  # at most so many of a report


def weigh(year: YearView) -> int:
    """About so many bytes it takes on a page."""
    entries = [e for g in year.groups for e in g.entries]
    quotes = sum(_ENTRY + 3 * len(e.quote) + _MARK * len(e.spans) for e in entries)
    links = len(year.near) + len(year.passing) + (0 if year.groups else len(year.reports))
    return _YEAR + _GROUP * len(year.groups) + quotes + _LINK * links


def years_apart(offices: Iterable[OfficeView]) -> frozenset[int]:
    """The years with pages of their own: as few as let the others stand on the topic's page, so the longest."""
    weights: Counter[int] = Counter()
    for office in offices:
        for year in office.years:
            weights[year.year] += weigh(year) + _OFFICE // len(office.years)
    total = weights.total()
    apart: set[int] = set()
    for number, weight in sorted(weights.items(), key=lambda x: (-x[1], x[0])):
        if total <= ROOM:
            break
        apart.add(number)
        total -= weight
    return frozenset(apart)


def only_years(offices: Iterable[OfficeView], years: frozenset[int], *, inside: bool) -> tuple[OfficeView, ...]:
    """The offices with what they say of these years, or of all others."""
    kept = (replace(o, years=tuple(y for y in o.years if (y.year in years) == inside)) for o in offices)
    return tuple(o for o in kept if o.years)


def that_fits(offices: Sequence[OfficeView]) -> tuple[tuple[OfficeView, ...], tuple[Link, ...]]:
    """As many quotes of each report as there is room for; at last the offices with one each, and links to the other offices."""
    if sum(map(_weight, offices)) <= ROOM:
        return tuple(offices), ()
    for most in _QUOTES:
        cut = tuple(_cut(o, most) for o in offices)
        if sum(map(_weight, cut)) <= READ:
            return cut, ()
    if sum(map(_weight, cut)) <= ROOM:
        return cut, ()
    room = ROOM - _LINK * len(cut)
    kept: list[OfficeView] = []
    others: list[Link] = []
    for office in cut:
        room -= _weight(office) - _LINK
        if room >= 0:
            kept.append(office)
        else:
            count = sum(len(g.entries) + g.more for y in office.years for g in y.groups)
            others.append(Link(office.name, f"agencies/{office.id}/", f"{count} 处"))
    return tuple(kept), tuple(others)


def _weight(office: OfficeView) -> int:
    return _OFFICE + sum(map(weigh, office.years))


def _cut(office: OfficeView, most: int) -> OfficeView:
    return replace(office, years=tuple(replace(y, groups=tuple(_cut_group(g, most) for g in y.groups)) for y in office.years)) if most else office


def _cut_group(group: EntryGroup, most: int) -> EntryGroup:
    rest = group.entries[most:]
    return replace(group, entries=group.entries[:most], more=len(rest), more_path=rest[0].path) if rest else group
