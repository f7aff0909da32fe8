"""What a build changes against the last published one: lost addresses, dates that moved (VETO-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.model import Report
from builder.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Previous:
    """The last published site: the names of its files and, by report id, its publication dates."""

    files: frozenset[str]
    published: Mapping[str, str]


def check_history(previous: Previous, names: Iterable[str], reports: Iterable[Report]) -> Iterator[Problem]:
    """A page that is gone without a redirect, a publication date that was changed."""
    now = set(names)
    for name in sorted(n for n in previous.files if n.endswith("/index.html") and n not in now and not n.startswith("elder/")):
        address = name.removesuffix("index.html")
        yield Problem(
            Location(address),
            "warning",
            "history.address-gone",
            "",
            "上一次公开过的网址这次没有了",
            "永久有效的网址",
            "在新文件里写 redirect_from，或用 withdrawn 撤下",
        )
    for report in reports:
        before = previous.published.get(report.id, "")
        after = report.meta.published.isoformat() if report.meta.published else ""
        if before and before != after:
            line = dict(report.lines).get("published", 1)
            yield Problem(
                Location(report.location.path, line),
                "warning",
                "history.date-changed",
                "published",
                f"从 {before} 改成了 {after or '空'}",
                "公开之后不变的发布日期",
                "核对；确属更正的，在 corrections 里写明",
            )
