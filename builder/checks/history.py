"""What a build changes against the last published one: lost addresses, dates that moved (VETO-1)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.content.topics import shipped_topics
from builder.model import Agency, Report
from builder.pages.collection import UNKNOWN_AGENCY
from builder.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Previous:
    """The last published site: the names of its files and, by report id, its publication dates."""

    files: frozenset[str]
    published: Mapping[str, str]


# What the program makes of the reports it has, and unmakes with them: nobody can keep or redirect such an address.
_MADE_OF_REPORTS = re.compile(r"(?:compare|gaps|ledger|promises|years|kinds)/.+|topics/[^/]+/.+|reports/[^/]+/figures/")


def how_to_keep(address: str, offices: Container[str], shipped: Container[str] = ()) -> str:
    """What the author of an address does to keep it; empty where it is made of reports and goes with them.

    ``offices``: ids that agencies.yml still has; the page of one without reports is gone for that reason only, like that of
    a ``shipped`` topic.
    """
    family, _, rest = address.rstrip("/").partition("/")
    if _MADE_OF_REPORTS.fullmatch(address) or (family == "agencies" and rest in offices) or (family == "topics" and rest in shipped):
        return ""
    if rest and family in {"topics", "terms", "agencies"}:
        return f"在 content/{family}.yml 里写回 id {rest}；改名只改 name"
    if address in {"compare/", "data/"}:
        return "在 site.yml 的 features 里重新打开；确实不再提供的，不必理会"
    if not rest:
        return f"恢复 content/columns/{family}.md，或在接替它的文件里写 redirect_from"
    return "在新文件里写 redirect_from，或用 withdrawn 撤下"


def check_history(
    previous: Previous, names: Iterable[str], reports: Iterable[Report], agencies: Iterable[Agency]
) -> Iterator[Problem]:
    """An address that is gone though its author can keep it (URL-06), a publication date that was changed."""
    now = set(names)
    offices = {UNKNOWN_AGENCY.id, *(a.id for a in agencies)}
    shipped = {t.id for t in shipped_topics()}
    for name in sorted(n for n in previous.files if n.endswith("/index.html") and n not in now and not n.startswith("elder/")):
        address = name.removesuffix("index.html")
        advice = how_to_keep(address, offices, shipped)
        if advice:
            yield Problem(
                Location(address), "warning", "history.address-gone", "", "上一次公开过的网址这次没有了", "永久有效的网址", advice
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
