"""Days of a record in their order: what can only come after the publication, and a text that was in force before it was written. A report in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks.record import plain_passages
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import when_asked

_IN_FORCE = when_asked(r"本(?:办法|规定|细则|意见|通知|方案|制度|预案|规则|章程)(?:[^。；《》\n]{0,30}，)?自(20\d\d)年\d{1,2}月\d{1,2}日(?:起|开始)?(?:施行|实施|执行|生效)")


def check_order(report: Report) -> Iterator[Problem]:
    """That someone found it there, that it was corrected, put away; that somebody looked through the text as it was signed."""
    meta = report.meta
    day = meta.published
    if day and meta.source.retrieved and meta.source.retrieved < day:
        found = f"{meta.source.retrieved} 取得的，发布日期却是 {day}"
        yield Problem(report.place("source"), "warning", "date.order", "source.retrieved", found, "不早于发布日期", "核对两个日期；原件就是这样的，写 waivers")
    for number, correction in enumerate(meta.corrections if day else ()):
        if day and correction.date < day:
            found = f"{correction.date} 的更正早于发布日期 {day}"
            yield Problem(report.place(f"corrections.{number}.date"), "warning", "date.order", "corrections", found, "不早于发布日期", "核对两个日期；原件就是这样的，写 waivers")
    if day and meta.archived and meta.archived < day:
        found = f"{meta.archived} 归档的，发布日期却是 {day}"
        yield Problem(report.place("archived"), "warning", "date.order", "archived", found, "不早于发布日期", "核对两个日期；原件就是这样的，写 waivers")
    if meta.review and meta.written and meta.review.date < meta.written:
        found, expected = f"{meta.review.date} 审查的，成文日期却是 {meta.written}", "审查定稿，不早于成文日期"
        yield Problem(report.place("review"), "warning", "date.order", "review.date", found, expected, "核对两个日期；成文前审查过定稿的，写 waivers")
    if meta.written and not meta.expires:
        for paragraph in plain_passages(report)[-6:]:
            if (m := _IN_FORCE.search(paragraph.text)) and int(m[1]) < meta.written.year - 1:
                place = Location(report.location.path, paragraph.line)
                yield Problem(place, "warning", "body.date", "", f"“{m[0]}”，成文日期是 {meta.written}", "和成文日期相符的施行日期", "核对原件")
