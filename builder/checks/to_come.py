"""Days of a record that have not come yet (VETO-1). A report and today in, findings out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder.model import Report
from builder.problems import Problem


def days_to_come(report: Report, as_of: date) -> Iterator[Problem]:
    """A day after ``as_of`` that a reader would see. A draft is seen by nobody; a scheduled report not before its day."""
    meta = report.meta
    due = meta.publish_on
    for name, day in (("published", meta.published), ("written", meta.written)):
        if meta.draft or day is None or day <= as_of or (due and due >= day):
            continue
        place, found = report.place(name), f"{day} 晚于今天 {as_of}"
        if due is None:
            yield Problem(place, "error", "date.future", name, found, "不晚于今天的日期", "核对日期；要定时公开请用 publish_on")
        else:
            found += f"，也晚于定时公开的 {due}"
            yield Problem(place, "error", "date.future", name, found, "不晚于 publish_on 的日期", f"核对日期；把 publish_on 改为 {day} 或更晚")
    if meta.draft:
        return
    done = [("source.retrieved", meta.source.retrieved), ("archived", meta.archived)]  # what can only be told once it was done
    done += [(f"corrections.{n}.date", c.date) for n, c in enumerate(meta.corrections)]
    for name, day in done:
        if day and day > max(as_of, due or as_of):
            found = f"{day} 晚于今天 {as_of}"
            yield Problem(report.place(name), "error", "date.future", name, found, "不晚于今天的日期", "核对日期")
