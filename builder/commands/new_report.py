"""``gongkai new report``: a report to fill in, with id and title as ``import`` makes them; nothing is written that ``check`` would refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.content.read import find_agency, read_report
from builder.defaults import read_default
from builder.importers.draft import to_front_matter
from builder.importers.years import find_period
from builder.model import Agency, ReportKind
from builder.problems import Problem
from builder.site_root import Dictionaries, report_files, shown_path

_NAMED = 20  # so many offices are named to someone who named another
_TITLES = {
    "总结": "工作总结", "计划": "工作计划", "工作报告": "政府工作报告", "总结+计划": "工作总结和{next}年工作计划", "年报": "政府信息公开工作年度报告",
}  # fmt: skip


class Refused(Exception):
    """Why no report was written, in Chinese."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is: ``agency`` an id of agencies.yml or empty, ``title`` as it is to be published."""

    agency: str
    year: int
    kind: ReportKind
    title: str


def known_offices(agencies: Sequence[Agency]) -> str:
    """The offices that may be named, for people."""
    return "、".join(f"{a.id}（{a.short}）" for a in agencies[:_NAMED]) + (f" 等 {len(agencies)} 个" if len(agencies) > _NAMED else "")


def agency_id(name: str, agencies: Sequence[Agency]) -> str:
    """The id of the office that is called so, by id or by any of its names; empty for no name. Raises ``Refused``."""
    if not name:
        return ""
    agency = find_agency(name, agencies)
    if agency is not None:
        return agency.id
    advice = f"有的机构：{known_offices(agencies)}" if agencies else "那里还没有机构，请先登记，或不写"
    raise Refused(f"“{name}”不在 agencies.yml 里；{advice}")


def kind_of(name: str, kinds: Sequence[ReportKind]) -> ReportKind:
    """The kind of this name or id. Raises ``Refused``."""
    found = next((k for k in kinds if name in (k.id, k.name)), None)
    if found is None:
        raise Refused(f"“{name}”不在已知体裁之内：{'、'.join(k.name for k in kinds)}")
    return found


def usual_title(agency: str, year: int, kind: ReportKind, agencies: Sequence[Agency]) -> str:
    """How such a report is mostly called; to be filled in where the kind says nothing about it."""
    office = find_agency(agency, agencies) if agency else None
    words = _TITLES.get(kind.name, "【请填写：标题】").format(next=year + 1)
    return f"{office.short if office else ''}{year}年{words}"


def new_report(root: Path, words: Dictionaries, wanted: Wanted, today: date) -> tuple[Path, list[Problem]]:
    """A report's skeleton under content/reports/<agency>/, and what keeps it from being written. Raises ``Refused``, OSError."""
    period, period_id = find_period(wanted.title)
    report_id = "-".join(p for p in (wanted.agency or "report", str(wanted.year), period_id, wanted.kind.id) if p)
    target = root / "content" / "reports" / (wanted.agency or "weibiaozhu") / f"{report_id}.md"
    taken = next((f.path for f in report_files(root, []) if re.search(rf"(?m)^id:[ \t]*[\"']?{re.escape(report_id)}[\"']?[ \t]*$", f.text)), None)
    if taken or target.exists():
        advice = "同一年、同一体裁的另一份，在标题里写明时段，如“上半年”"
        raise Refused(f"{taken or target} 已经有了（id 是 {report_id}）；{advice}")
    text = read_default("new_report.md").format(
        id=report_id,
        title=to_front_matter([("title", wanted.title)]),
        agency=wanted.agency,
        year=wanted.year,
        kind=wanted.kind.name,
        period=period,
        today=today.isoformat(),
    )
    problems = [p for p in read_report(text, shown_path(target, root), words.agencies, words.kinds).problems if p.severity == "error"]
    if not problems:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return target, problems
