"""What a build takes away against the last published one: addresses that are gone (URL-06). What became of texts and dates: ``revised``."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.content.topics import shipped_topics
from builder.model import Agency, Report
from builder.pages.collection import UNKNOWN_AGENCY
from builder.problems import Location, Problem
from builder.revisions import Revision, Text
from builder.text import when_asked


@dataclass(frozen=True, slots=True)
class Previous:
    """The last published site: the names of its files and, by id, what it kept of its reports; ``reading``: by what their figures were cut."""

    files: frozenset[str]
    reports: Mapping[str, Revision] = field(default_factory=dict)
    reading: str = ""


# What the program makes of the reports it has, and unmakes with them: nobody can keep or redirect such an address.
_MADE_OF_REPORTS = when_asked(r"(?:compare|gaps|ledger|promises|years|kinds)/.+|topics/[^/]+/.+|reports/[^/]+/figures/")


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
    previous: Previous, names: Iterable[str], reports: Iterable[Report], agencies: Iterable[Agency], texts: Mapping[str, Text] | None = None
) -> Iterator[Problem]:
    """An address that is gone though its author can keep it; told at the report's file where that is still there, under this id or another.

    ``texts``: of the reports that are public.
    """
    now = set(names)
    offices = {UNKNOWN_AGENCY.id, *(a.id for a in agencies)}
    shipped = {t.id for t in shipped_topics()}
    by_id = {r.id: r for r in reports}
    by_text = {text.sha256: name for name, text in (texts or {}).items() if name not in previous.reports}
    for name in sorted(n for n in previous.files if n.endswith("/index.html") and n not in now and not n.startswith("elder/")):
        address = name.removesuffix("index.html")
        advice = how_to_keep(address, offices, shipped)
        if not advice:
            continue
        place, found = Location(address), "上一次公开过的网址这次没有了"
        if address.startswith("reports/"):
            identifier = address.split("/")[1]
            was = previous.reports.get(identifier)
            if report := by_id.get(identifier):
                place = report.place("draft", "disclosure", "publish_on", "id")
                found, advice = f"上一次公开过的 {address} 这次不公开了", "撤下要写 withdrawn（网址和原因留着）；不是有意的，恢复原样"
            elif was and (report := by_id.get(by_text.get(was.text.sha256, ""))):
                place, found, advice = report.place("id"), f"网址从 {address} 换成了 {report.url}", f"写 redirect_from: [{address}]，或改回原来的 id"
        yield Problem(place, "warning", "history.address-gone", "", found, "永久有效的网址", advice)
