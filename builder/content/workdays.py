"""Working days between two days, by the State Council's yearly announcements (``defaults/holidays.yml``). Days in, a number out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from builder.content.fields import Reader, parse_entries
from builder.defaults import read_default


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known, and their days that are not what the day of the week says."""

    years: frozenset[int]
    off: frozenset[date]
    work: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def working_days(self, start: date, end: date) -> int | None:
        """Working days after ``start``, ``end`` included; None where a year between them is not known."""
        if end <= start:
            return 0
        if not self.years.issuperset(range(start.year, end.year + 1)):
            return None
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(n)) for n in range(1, days + 1))


@cache
def shipped_calendar() -> Calendar:
    """The calendar of the package."""
    years: list[int] = []
    off: set[date] = set()
    work: set[date] = set()

    def read(r: Reader) -> None:
        year = r.integer("year", 1949, 2100)
        r.text("paper", required=True)

        def day(text: str) -> date:
            return date.fromisoformat(f"{year}-{text}")

        for span in r.texts("off"):
            first, _, last = span.partition("..")
            off.update(day(first) + timedelta(n) for n in range((day(last) - day(first)).days + 1))
        work.update(map(day, r.texts("work")))
        years.append(year)

    _, problems = parse_entries(read_default("holidays.yml"), "holidays.yml", read)
    assert not problems, problems
    return Calendar(frozenset(years), frozenset(off), frozenset(work))
