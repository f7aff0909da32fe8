"""Exceptions that a report records with their reason (``waivers``): they silence a rule for that whole document.

Warnings and notices; of errors only those where a person must judge what a text means (REV-04). Drafts are excused from stopping a build.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.content.anchors import SIDECAR_SUFFIX
from builder.content.decisions import review_name
from builder.content.site_files import Column
from builder.model import Report
from builder.problems import Problem

# Every rule that warns or notes; a test compares this with the source.
WAIVABLE = (
    "agency.missing", "anchors.write", "attachment.author", "attachment.changes", "attachment.comments", "attachment.hidden", "attachment.place", "attachment.unread",
    "body.agency", "body.annex", "body.comment", "body.date", "body.empty-part", "body.footnote", "body.heading", "body.heading-figure", "body.html",
    "body.kind", "body.link-unused", "body.table", "body.unread", "body.year", "cache.write", "column.missing", "column.stale", "date.after-report",
    "date.before-report", "date.before-year", "date.impossible", "date.late", "date.order", "date.weekday", "disclosure.withheld", "document-number.form",
    "document-number.text", "document-number.year", "file.suffix", "file.unknown", "history.address-gone", "history.date-changed", "history.none",
    "history.text-changed", "history.withdrawn", "id.file-name", "image.place", "image.unsupported", "index-number.check", "index-number.text",
    "indicators.shipped-name", "indicators.shipped-unit", "keywords.form", "link.external", "link.local", "number.differs", "number.direction", "number.groups", "number.missing",
    "number.more-done", "number.negative", "number.over-hundred", "number.part", "number.product", "number.range", "number.rate", "number.scale",
    "number.sum", "number.total", "outline.count", "outline.number-again", "outline.number-gap", "outline.run-in", "page.heavy", "period.unknown", "pii.account",
    "pii.address", "pii.person", "pii.phone", "profile.identity", "punctuation.end", "punctuation.unpaired", "punctuation.width", "record.missing", "report.twin",
    "review.more", "review.stale", "site.base-url-missing", "site.edition", "site.near-limit", "summary.long", "summary.missing", "summary.title", "text.stale",
    "text.stand-in", "text.twice", "text.unseen", "title.agency", "title.kind", "title.period", "title.year", "uscc.check", "uscc.text", "validity.expired",
    "verify.older", "waiver.unknown", "withdrawn.left-over", "word.before-event", "word.meeting", "word.plan-years", "word.repeated", "word.wrong",
)  # fmt: skip
# A number may be a public one, a mark may be of a declassified paper, a wrong word may be quoted: a person judges, and says why.
WAIVABLE_ERRORS = (
    "date.order", "disclosure.text", "mark.internal", "mark.secret", "pii.bank-card", "pii.id-number", "pii.list", "pii.mobile", "pii.passport", "pii.table",
    "text.placeholder", "text.trace", "word.wrong",
)  # fmt: skip


def waived_rules(report: Report) -> frozenset[str]:
    """The rules that this report's waivers silence; one without a reason silences none."""
    return frozenset(w.rule for w in report.meta.waivers if w.reason)


def waive(problems: Iterable[Problem], reports: Iterable[Report], columns: Iterable[Column] = ()) -> list[Problem]:
    """The findings that no waiver of their own file excuses; those about a draft stop nothing: no page shows it."""
    reports = list(reports)
    excused = {(r.location.path, rule) for r in reports for rule in waived_rules(r)}
    excused |= {(c.path, w.rule) for c in columns for w in c.waivers if w.reason}
    drafts = {path for r in reports if r.meta.draft for path in files_of(r.location.path)}
    left = [p for p in problems if not _can_be_waived(p) or (p.location.path, p.code) not in excused]
    return [replace(p, severity="warning") if p.severity == "error" and p.location.path in drafts else p for p in left]


def files_of(path: str) -> tuple[str, ...]:
    """A report's file and what the program keeps beside it."""
    return (path, path.removesuffix(".md") + SIDECAR_SUFFIX, review_name(path))


def waive_for(report: Report, problems: Iterable[Problem]) -> list[Problem]:
    """The findings about a document, its attachments' among them, that its waivers do not excuse."""
    excused = waived_rules(report)
    return [p for p in problems if not _can_be_waived(p) or p.code not in excused]


def _can_be_waived(problem: Problem) -> bool:
    return problem.severity != "error" or problem.code in WAIVABLE_ERRORS


def check_waivers(reports: Iterable[Report]) -> Iterator[Problem]:
    """Waivers that name no rule, or one that cannot be waived."""
    for report in reports:
        for number, waiver in enumerate(report.meta.waivers):
            known = (*WAIVABLE, *WAIVABLE_ERRORS)
            if not waiver.rule or waiver.rule in known:
                continue
            near = difflib.get_close_matches(waiver.rule, known, 1, 0.7)
            yield Problem(
                report.place(f"waivers.{number}.rule"),
                "warning",
                "waiver.unknown",
                "waivers.rule",
                f"“{waiver.rule}”不是可以豁免的规则",
                "警告或提示的规则名，如 outline.number-gap；错误里只有个人信息、密级标志、公开属性、早于成文的发布日期、错误表述、占位文字和编辑痕迹可以豁免",
                f"改为“{near[0]}”" if near else "核对规则名，或删去这一项",
            )
