"""Exceptions that a report records with their reason (``waivers``): they silence warnings and notices of that file, never errors."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from builder.model import Report
from builder.problems import Location, Problem

# Every rule that warns or notes; a test compares this with the source.
WAIVABLE = (
    "agency.missing", "body.html", "body.paragraph", "body.unread", "column.missing", "date.order", "document-number.form",
    "history.address-gone", "history.date-changed", "image.unsupported", "link.external", "outline.number-gap",
    "period.unknown", "profile.identity", "site.base-url-missing", "site.edition", "summary.long", "summary.missing",
    "uscc.check", "waiver.unknown",
)  # fmt: skip


def waive(problems: Iterable[Problem], reports: Iterable[Report]) -> list[Problem]:
    """The findings that no waiver of their own file excuses."""
    excused = {(r.location.path, w.rule) for r in reports for w in r.meta.waivers if w.reason}
    return [p for p in problems if p.severity == "error" or (p.location.path, p.code) not in excused]


def check_waivers(reports: Iterable[Report]) -> Iterator[Problem]:
    """Waivers that name no rule, or one that cannot be waived."""
    for report in reports:
        lines = dict(report.lines)
        for number, waiver in enumerate(report.meta.waivers):
            if not waiver.rule or waiver.rule in WAIVABLE:
                continue
            near = difflib.get_close_matches(waiver.rule, WAIVABLE, 1, 0.7)
            yield Problem(
                Location(report.location.path, lines.get(f"waivers.{number}.rule", lines.get("waivers", 1))),
                "warning",
                "waiver.unknown",
                "waivers.rule",
                f"“{waiver.rule}”不是可以豁免的规则",
                "警告或提示的规则名，如 outline.number-gap；错误不能豁免",
                f"改为“{near[0]}”" if near else "核对规则名，或删去这一项",
            )
