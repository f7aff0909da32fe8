"""``gongkai new``: a site that builds at once, or an empty report to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builder.defaults import read_default

SITE_FILES = (
    "site.yml",
    "agencies.yml",
    "topics.yml",
    "terms.yml",
    "columns/guide.md",
    "columns/rules.md",
    "columns/catalog.md",
    "columns/annual.md",
    "columns/request.md",
    "columns/help.md",
    "columns/accessibility.md",
    "columns/about.md",
)


class AlreadyThere(Exception):
    """The target exists; its text says which, in Chinese."""


def new_site(folder: Path) -> list[Path]:
    """An empty site: content/ with site.yml, dictionaries and the statutory columns; .gitignore."""
    content = folder / "content"
    if content.exists():
        raise AlreadyThere(f"{content} 已经有了；请换一个文件夹")
    written: list[Path] = []
    for name in SITE_FILES:
        target = content / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(read_default(f"new_site/{name}"), encoding="utf-8", newline="\n")
        written.append(target)
    (content / "reports").mkdir()
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("/site/\n/.cache/\n", encoding="utf-8", newline="\n")
        written.append(ignore)
    return written


def new_report(root: Path, agency: str, year: int, kind_id: str, kind_name: str, today: date) -> Path:
    """A report's skeleton under content/reports/<agency>/; fails when it exists."""
    report_id = f"{agency or 'report'}-{year}-{kind_id}"
    target = root / "content" / "reports" / (agency or "weibiaozhu") / f"{report_id}.md"
    if target.exists():
        raise AlreadyThere(f"{target} 已经有了")
    text = read_default("new_report.md").format(id=report_id, agency=agency, year=year, kind=kind_name, today=today.isoformat())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target
