"""Everything of a site root that is or will be public, looked through for numbers of persons and secrecy marks; reports for all else too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builder.checks.attached import unread_attachment
from builder.checks.persons import check_persons
from builder.checks.privacy import check_left_over, check_report, check_text
from builder.checks.review import Reviewing, review_report
from builder.checks.sheet import sheet_of_texts
from builder.checks.waivers import waive_for
from builder.commands.attached import attached_problems
from builder.content.attachments import attachment_type
from builder.content.encoding import decode
from builder.model import Report
from builder.problems import Problem
from builder.site_root import ReportFile, read_text, shown_path
from builder.store import Store

_PLAIN_TEXT = (".csv", ".txt")  # attachments with lines that a finding can name


def find_private_beside(root: Path) -> list[Problem]:
    """Findings about dictionaries and columns."""
    found: list[Problem] = []
    content = root / "content"
    for path in (*sorted(content.glob("*.yml")), *sorted((content / "columns").glob("*.md"))):
        text = read_text(path, root, [])  # one that cannot be read was told of
        told = check_text(text, shown_path(path, root)) if text else []
        found += _without_own_phone(told, text or "") if path.name == "site.yml" else told
    return found


def _without_own_phone(found: Sequence[Problem], text: str) -> list[Problem]:
    """The telephone under which a site's publisher wants to be called is meant to be public, mobile or not (art. 20)."""
    lines = text.split("\n")
    return [p for p in found if p.code != "pii.mobile" or "phone:" not in lines[p.location.line - 1]]


def find_private(file: ReportFile, report: Report | None, by: Reviewing) -> list[Problem]:
    """Findings about a report's words and record and the decisions beside it, those that it waives left out."""
    found = check_report(file.text, file.shown, report) + (check_text(file.review, file.review_shown) if file.review else [])
    if report and report.meta.withdrawn:
        found += check_left_over(file.text, file.shown, file.review, file.review_shown)
    return waive_for(report, [*found, *review_report(report, file.text, by)]) if report else found


def find_private_attached(file: ReportFile, report: Report, root: Path, store: Store | None = None, base: bytes = b"") -> list[Problem]:
    """Findings about its attachments; of a report that nobody sees they are warnings."""
    found: list[Problem] = []
    hidden = report.meta.draft or report.meta.disclosure != "主动公开" or report.meta.withdrawn is not None
    for attachment in report.meta.attachments:
        path = file.path.parent / attachment.file
        shown = shown_path(path, root)
        if data := _inside(path, root):
            plain = path.suffix.lower() in _PLAIN_TEXT
            # What nobody is to see is not kept between builds either.
            found += _plain(data, shown) if plain else attached_problems(attachment.file, data, shown, None if hidden else store, base)
    if hidden:
        found = [replace(p, severity="warning") if p.severity == "error" else p for p in found]
    return waive_for(report, found)


def _plain(data: bytes, path: str) -> list[Problem]:
    """Findings with their line: a person opens it in an editor."""
    try:
        text = decode(data).text
    except ValueError:  # UnreadableDocumentError among them
        return [unread_attachment(path, path.rpartition("/")[2])]
    return [*check_text(text, path), *check_persons(sheet_of_texts(path, enumerate(text.split("\n"), 1), text))]


def _inside(path: Path, root: Path) -> bytes:
    """An attachment; empty when it is missing, of no known type or outside of the content: of that is told where it is attached."""
    try:
        real = path.resolve()
        inside = real.is_relative_to((root / "content").resolve()) and attachment_type(real.name) is not None
        return path.read_bytes() if inside else b""
    except (OSError, ValueError):
        return b""
