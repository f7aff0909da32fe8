"""Numbers of documents, index numbers and credit codes as the text writes them (DOCNO-01, IDX-01, USCC-01). A report and its sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.content.site_files import uscc_is_valid
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import fold, when_asked

_WORD = when_asked(r"[一-龥]{1,8}\Z")
_OPEN, _CLOSE = r"[\[【(（〔]", r"[\]】)）〕]"
_DOCUMENT = when_asked(rf"(?P<open>{_OPEN}) ?(?P<year>(?:19|20)?\d\d) ?(?P<close>{_CLOSE}) ?(?P<nth>第)? ?(?P<number>\d{{1,4}}) ?(?P<hao>号)?")
_ON, _MADE, _NUMBERED = r"(?P<printed>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?", "(?:印发|发布|公布|下发|出台)", r"〔(?P<number>20\d\d)〕\d{1,4}号"
_PRINTED = (
    when_asked(rf"{_ON}{_MADE}的《[^《》\n]{{2,60}}》[（(][一-龥]{{1,10}}{_NUMBERED}"),
    when_asked(rf"{_NUMBERED}[，,] ?{_ON}{_MADE}"),
    when_asked(rf"[（(]{_ON}{_MADE}[，,] ?[一-龥]{{1,10}}{_NUMBERED}[）)]"),
)
_ENDS = tuple("发函字办令告规通府党委厅局政")
_USCC = when_asked(r"(?:信用代码|(?<=[（(，,、：:\n])(?:机构)?代码)(?:为|是|：|:)? ?([0-9A-Za-z]{15,20})(?![0-9A-Za-z])")
# By its first two signs (GB 32100-2015) and with a letter in it: an identity number has none before its last.
_BARE = when_asked(r"(?<![0-9A-Za-z/_.-])(?=[0-9]{8,15}[A-Z])(?:1[1239]|5[1239]|9[123]|Y1)\d{6}[0-9A-Z]{10}(?![0-9A-Za-z/_.-])")
_CODE_HEAD = when_asked(r"信用代码\Z")
_INDEX = when_asked(r"索 ?引 ?号[：:] ?(?P<number>[^\n]{4,60})")
_NEXT_LABEL = when_asked(r"\s{2,}|[\s|｜]{0,4}(?=[一-龥]{2,8}[：:])")
_SERIAL = when_asked(r"[/-](?:19|20)\d\d-?\d{1,8}(?:-\d{1,6})?\Z")


def check_codes(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text, meta = sheet.text, report.meta
    latest = max((d for d in (meta.written, meta.published, meta.source.retrieved) if d), default=None)
    for m in _DOCUMENT.finditer(text):
        yield from _document(sheet, m)
        if latest and m["open"] == "〔" and m["hao"] and len(m["year"]) == 4 and int(m["year"]) > latest.year:
            found = f"“{m[0]}”：这一年还没有到，文件的日期到 {latest} 为止"
            yield sheet.warn(m.span(), "document-number.text", found, "已有的文号")
    for m in (m for pattern in _PRINTED for m in pattern.finditer(text)) if "〔" in sheet.signs else ():
        if not 0 <= int(m["printed"]) - int(m["number"]) <= 1:
            yield sheet.warn(m.span(), "document-number.text", f"“{m[0]}”：两个年份不同", "印发当年的文号")
    told: set[int] = set()
    for m in _USCC.finditer(text) if "代码" in text else ():
        told.add(m.start(1))
        if not uscc_is_valid(m[1].upper()):
            yield sheet.warn(m.span(1), "uscc.text", f"“{m[1]}”", "18 位、校验码相符的统一社会信用代码")
    for m in _BARE.finditer(text):
        if m.start() not in told and not uscc_is_valid(m[0]) and not text[max(0, m.start() - 8) : m.start()].endswith(("索引号：", "索引号:")):
            yield sheet.warn(m.span(), "uscc.text", f"“{m[0]}”", "18 位、校验码相符的统一社会信用代码")
    for table in all_tables(report.blocks):
        yield from _column(table, sheet, {text[at : at + 18] for at in told})
    for m in _INDEX.finditer(text) if "引" in text else ():
        yield from _index(sheet, m)


def _document(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """清府[2024]007号. Without 号 and with other brackets than 〔〕 it may be anything: 见表(2024)3."""
    word = _WORD.search(sheet.text, max(0, m.start() - 8), m.start())
    if word is None:
        return
    right = m["open"] == "〔" and m["close"] == "〕"
    if not (m["hao"] or (right and not re.match(r"[-—.\d个项份条]", sheet.text[m.end() : m.end() + 1]))):
        return
    if not right and not word[0].endswith(_ENDS) and not (m["open"] in "[【" and m["hao"] and len(m["year"]) == 4):
        return
    if right and m["hao"] and not m["nth"] and m["number"][0] != "0" and len(m["year"]) == 4:
        return
    year = m["year"] if len(m["year"]) == 4 else "20" + m["year"]
    number = m["number"].lstrip("0") or "0"
    action = f"核对原件，改为“〔{year}〕{number}号”；原件就是这样的，写 waivers"
    yield sheet.warn((word.start(), m.end()), "document-number.text", f"“{word[0]}{m[0]}”", f"〔{year}〕{number}号 这样的文号", action)


def _column(table: Block, sheet: Sheet, told: set[str]) -> Iterator[Problem]:
    """A column of credit codes."""
    for n, head in enumerate(table.header):
        for row in table.rows if _CODE_HEAD.search(head.text.strip()) else ():
            code = row[n].text.strip() if n < len(row) else ""
            if re.fullmatch(r"[0-9A-Za-z]{15,20}", code) and code not in told and not _BARE.fullmatch(code) and not uscc_is_valid(code.upper()):
                place = Location(sheet.path, row[n].line)
                yield Problem(place, "warning", "uscc.text", "", f"“{code}”", "18 位、校验码相符的统一社会信用代码", "核对原件")


def _index(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """索引号：…/2025-00009 at the head of a text."""
    number = _NEXT_LABEL.split(m["number"].strip())[0].strip()
    bare = fold(number).upper()
    fault = ""
    if not re.fullmatch(r"[0-9A-Za-z/.\-]+", number) and re.match(r"[0-9A-Za-z]{6}", number):
        fault = "有字母、数字和“/”“-”“.”以外的字"
    elif re.match(r"[0-9A-HJ-NPQRTUWXY]{18}[/-]", bare):
        if not uscc_is_valid(bare[:18]):
            fault = "前段的信用代码校验码不符"
        elif not _SERIAL.match(bare, 18):
            fault = "后段不是“年份-流水号”"
    if fault:
        yield sheet.warn(m.span("number"), "index-number.text", f"“{number}”{fault}", "原件上的索引号")
