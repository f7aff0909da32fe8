"""Columns that are blank, stale or still hold the words of the form they were made of (VETO-4, LAW-04). Columns in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from builder.checks.placeholders import check_left_in
from builder.checks.sheet import sheet_of_texts
from builder.checks.traces import check_local, check_traces
from builder.content.site_files import Column
from builder.problems import Location, Problem
from builder.text import when_asked

# The whole of a passage, with or without brackets: nothing is there yet.
_TO_COME = when_asked(
    r"[（(【\[]?(?:本?(?:栏目|页面?|内容|网页|板块|部分|模块|频道|功能)?(?:正在|仍在|尚在|还在)?(?:抓紧)?"
    r"(?:建设|完善|整理|更新|制作|筹备|升级|维护|改版)(?:之?中|完善中)|暂无(?:相关)?(?:内容|信息|数据|资料)|(?:相关|具体)?(?:内容|信息|数据|资料|栏目)(?:有待|尚待|待)(?:更新|补充|完善|上线|发布|公布|添加)|敬请(?:期待|关注|谅解))"
    r"(?:[，,。；;！!…\s]{0,3}(?:敬请(?:期待|关注|谅解)|请稍[后候]再?(?:来|访问)?|(?:相关|具体|有关)?(?:内容|信息|数据|资料|栏目|功能)?(?:有待|尚待|待|即将|暂未|尚未|陆续|正在|将)(?:陆续|逐步|及时|尽快)?"
    r"(?:更新|补充|完善|上线|发布|开放|公布|建设|添加)(?:中)?)){0,3}[。！!…]{0,3}[）)】\]]?\Z"
)
# VETO-4 of the national inspection: 动态、要闻类 two weeks, 通知公告、政策文件 six months.
_TERMS = ((when_asked("动态|要闻|新闻|快讯"), 14, "两周"), (when_asked("通知|公告|公示|政策文件|规范性文件|文件库"), 183, "六个月"))
STALE = 366  # days after which a column that says when it was updated should have been looked at again


def check_columns(columns: Iterable[Column], as_of: date, official: bool) -> Iterator[Problem]:
    """An official site stops at a blank or unfinished column; a mirror, which may wait for what it mirrors, is warned, of one out of date after two years."""
    for column in columns:
        for problem in _of_column(column, as_of) if column.path else ():
            if official:
                yield problem
            elif problem.code == "column.stale" and _age(column, as_of) <= 2 * STALE:
                yield replace(problem, severity="notice")
            else:
                yield replace(problem, severity="warning")


def _age(column: Column, as_of: date) -> int:
    return (as_of - column.updated).days if column.updated else 0


def _of_column(column: Column, as_of: date) -> Iterator[Problem]:
    text = "\n".join(p.text for p in column.paragraphs)
    if not text.strip() and not any(b.kind in {"table", "image"} for b in column.blocks):
        yield Problem(Location(column.path, 1), "error", "column.blank", "", "栏目是空的", "有内容的栏目", "写上内容，或删去这个文件")
    sheet = sheet_of_texts(column.path, [(p.line, p.text) for p in column.paragraphs], "")
    yield from check_left_in(sheet)
    yield from check_traces(sheet)
    yield from check_local(sheet, column.paragraphs)
    for paragraph in column.paragraphs:
        if _TO_COME.match(paragraph.text.strip()):
            found = f"“{paragraph.text.strip()[:24]}”"
            yield Problem(Location(column.path, paragraph.line), "error", "text.placeholder", "", found, "写好的内容", "写上内容，或删去")
    if column.updated and column.updated > as_of:
        found = f"{column.updated} 晚于今天 {as_of}"
        yield Problem(Location(column.path, column.updated_line), "error", "date.future", "updated", found, "不晚于今天的日期", "核对日期")
    term, called = next(((days, words) for kind, days, words in _TERMS if kind.search(column.title)), (STALE, ""))
    if (days := _age(column, as_of)) > term:
        found = f"{column.updated} 更新，已有 {days} 天"
        expected = f"{called}之内更新的栏目（国办秘函〔2019〕19号）" if called else "一年之内核对过的栏目（条例第十二条）"
        action = "核对内容，再改 updated"
        yield Problem(Location(column.path, column.updated_line), "warning", "column.stale", "updated", found, expected, action)
