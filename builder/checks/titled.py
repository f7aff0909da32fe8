"""A title against the rest of the record: its own kind, its part of the year; and a year that stands there twice. A report in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Report, ReportKind
from builder.problems import Problem
from builder.text import when_asked

_YEAR_AGAIN = when_asked(r"(?<!\d)((?:19|20)\d\d)年度?[ \u3000]?(?:的)?\1年")
# What only one kind of document is called, and the package's kinds that it cannot be. ``record`` tells a summary that is called a plan.
_END = r"(?:[（(][^（()）]{1,24}[）)])?\Z"
_NEVER = (
    (when_asked(rf"政府工作报告{_END}"), frozenset(("niandubaogao", "jihua", "zongjie"))),
    (when_asked(rf"信息公开(?:工作)?(?:情况)?年度(?:工作)?报告{_END}"), frozenset(("gongzuobaogao", "jihua", "zongjie-jihua"))),
    (when_asked(rf"(?:工作要点|工作计划){_END}"), frozenset(("gongzuobaogao",))),
)
_BOTH = when_asked(rf"(?:总结|小结|回顾|完成情况)(?:和|与|及|暨|、)[^。；，]{{0,16}}?(?:计划|打算|安排|思路|要点|谋划){_END}")
_OTHER = "qita"
_PLAIN = when_asked(rf"年度?[^《》“”，。]{{0,16}}(?:工作总结|工作计划|工作要点|政府工作报告){_END}")  # of a year; a notice about a plan ends otherwise
_HALVES = frozenset(("zongjie", "jihua"))
_HALF = when_asked("[上下]半年")
_QUARTER = when_asked("(?:前|第)?[一二三四]季度")


def check_titled(report: Report, kind: ReportKind | None) -> Iterator[Problem]:
    """All of them."""
    title = report.meta.title
    if again := _YEAR_AGAIN.search(title):
        yield Problem(report.place("title"), "warning", "word.repeated", "title", f"“{again[0]}”", "年份写一次", "核对原件，删去多出的")
    for called, never in _NEVER if kind else ():
        said = called.search(title)
        if kind and said and kind.id in never:
            found = f"{kind.name}，标题写的是“{said[0]}”"
            yield Problem(report.place("kind"), "warning", "title.kind", "kind", found, "和标题一致的体裁", "核对原件，改正 kind 或标题")
    if kind and kind.id == _OTHER and (said := _PLAIN.search(title)):
        found = f"{kind.name}，标题写的是“{said[0]}”"
        yield Problem(report.place("kind"), "warning", "title.kind", "kind", found, "和标题一致的体裁", "核对原件，改正 kind 或标题")
    if kind and kind.id in _HALVES and (said := _BOTH.search(title)) and not _HALF.search(title):  # of a half-year the rest may be an outlook of a few lines
        found = f"{kind.name}，标题写的是“{said[0]}”"
        yield Problem(report.place("kind"), "warning", "title.kind", "kind", found, "总结+计划", "核对原件，改正 kind 或标题")
    yield from _part(report)


def _part(report: Report) -> Iterator[Problem]:
    """上半年 in the title of 下半年: the one part that it names is another one."""
    period, title = report.meta.period, report.meta.title
    for parts in (_HALF, _QUARTER):
        named = set(parts.findall(title))
        if len(named) == 1 and parts.fullmatch(period) and _bare(period) != _bare(next(iter(named))):
            found = f"{period}，标题写的是“{next(iter(named))}”"
            yield Problem(report.place("period"), "warning", "title.period", "period", found, "和标题一致的时段", "核对原件，改正 period 或标题")


def _bare(part: str) -> str:
    return part.removeprefix("第")
