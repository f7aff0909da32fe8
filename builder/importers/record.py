"""The record a portal prints around a document: 索引号, 发布机构, 成文日期 … → fields and values.

Works on lines of text (several labels on one line, labels with spaces inside, a value on the next
line) and on rows of table cells. Which lines belong to the record is decided in ``chrome``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from builder.importers.portals import LABELS
from builder.importers.values import Found, Record
from builder.text import CN_DIGITS, chinese_number, parse_date, parse_time

_FIELD_OF = {label: field.rstrip("?") for field, labels in LABELS.items() for label in labels}
_LONGEST = 1000  # characters of a value, an address at most; more is the text itself
_NEEDS_DATE = frozenset(LABELS["published?"])
_EMPTY = re.compile(r"[\s\-—_/|无暂空：:]*\Z")

_SPACED = "|".join(r"[\s\u3000]*".join(map(re.escape, label)) for label in sorted(_FIELD_OF, key=len, reverse=True))
# 信息索引号, 政府信息名称, 文件成文日期: a word that says what the record is of.
_OF_WHAT = re.compile("(?:政府信息|信息|文件|公文|文档)")
_SPACED = rf"(?:(?:政\s*府\s*)?(?:信\s*息|文\s*件|公\s*文|文\s*档)\s*)?(?:{_SPACED})"
_ORNAMENTS = "【[ ■□●○◆◇▪•·▲△★☆◎※*>＞-—|｜"
_ANY_LABEL = re.compile(r"[【\[]?[一-龥][一-龥\s\u3000]{0,9}(?:[】\]]\s*[:：]?|[:：])")  # also one this house does not know
_SITE_HEAD = re.compile(r"[^。，,：:]{2,30}(?:门户网站|政府网站?|信息网)(?:\s+[\w.]+)?\s+(?=[一-龥])")  # 甲县人民政府门户网站 www.a.gov.cn 发布时间：…
_LABEL = re.compile(rf"(?<![一-龥A-Za-z0-9])[【\[]?\s{{0,9}}(?P<label>{_SPACED})\s*(?:[】\]]\s*[:：]?|[:：])")
_SPACED_LABEL = re.compile(rf"(?:\A|(?<=[\s|｜]))(?P<label>{_SPACED})(?=[\s|｜])")
NUMBER_LINE = "单独一行"  # how a document number was found that stands without a label
_NUMBER_LINE = re.compile(r"[一-龥]{1,16}[〔﹝\[［【(（](?:19|20)\d\d[〕﹞\]］】)）](?:第|字第)?\s?\d{1,5}\s?号")
_INDEX_LINE = re.compile(r"(?=[^/]*\d)[0-9A-Z]{8,20}/(?:19|20)\d\d-\d{3,8}")
_NUMBER_AND_DAY = re.compile(rf"[（(]\s*({_NUMBER_LINE.pattern})[\s　,，、]+([^\s（）()]{{6,16}}日)\s*[)）]")
_BARE = re.compile(rf"(?P<label>{_SPACED})\s*[:：]?\Z")


def labels_in(text: str) -> Iterator[tuple[str, str]]:
    """(field, value) of every label on a line; the value runs to the next label."""
    found = list(_LABEL.finditer(text))
    for i, match in enumerate(found):
        label = re.sub(r"\s", "", match["label"])
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        value = text[match.end() : end].strip(" \t|｜[]【】　;；,，")
        if label in _NEEDS_DATE and not parse_date(value):
            continue
        yield _field(label), value


def _field(label: str) -> str:
    """The field of a known label, with or without a word like 信息 before it."""
    return _FIELD_OF.get(label) or _FIELD_OF[_OF_WHAT.sub("", label, count=1)]


def starts_with_label(text: str) -> bool:
    """Is the line a line of the record (or of reading tools)?"""
    match = _LABEL.match(text.lstrip(_ORNAMENTS))
    return match is not None and any(True for _ in labels_in(text))


def is_record_line(text: str) -> bool:
    """A line of the record, also one that opens with a label not known here: 信息代码：X　成文日期：Y."""
    if starts_with_label(text):
        return True
    later = (_SITE_HEAD.match(text) or _ANY_LABEL.match(text.lstrip(_ORNAMENTS))) and "。" not in text
    return bool(later) and any(re.search(r"[\s　|｜】\];；]\Z", text[: m.start()]) for m in _LABEL.finditer(text))


def spaced_labels(text: str) -> list[tuple[str, str]]:
    """(field, value) of a line that sets labels and values side by side without colons: 索引号 X　文号 Y."""
    found = list(_SPACED_LABEL.finditer(text))
    if not found or found[0].start():
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    pairs: list[tuple[str, str]] = []
    for match, end in zip(found, ends, strict=True):
        label, value = re.sub(r"\s", "", match["label"]), text[match.end() : end].strip(" \t|｜　;；")
        value = _LABEL.split(value)[0].strip(" \t|｜　;；")  # 文号 | 成文日期: | 2025年: an empty cell, and another label
        if label not in _NEEDS_DATE or parse_date(value):
            pairs.append((_field(label), value))
    return pairs


def is_document_number(text: str) -> bool:
    """东政发〔2025〕3号 and nothing else on its line, as it stands below the head of a letter."""
    return _NUMBER_LINE.fullmatch(text.strip()) is not None


def is_index_number(text: str) -> bool:
    """11223300445566778U/2023-0012345 and nothing else on its line: a code of the office, the year, a number."""
    return _INDEX_LINE.fullmatch(text.strip()) is not None


def number_and_day(text: str) -> tuple[str, str] | None:
    """（东政发〔2025〕3号　2025年1月12日） under a title: the document number and the day it was signed."""
    match = _NUMBER_AND_DAY.fullmatch(text.strip())
    return (match[1], match[2]) if match and show_moment(match[2]) else None


def bare_label(text: str) -> str:
    """The field of a line or cell that is nothing but a label; empty if it is not."""
    match = _BARE.fullmatch(text.lstrip(_ORNAMENTS).strip(" \t　【】[]|｜"))
    if not match:
        return ""
    label = re.sub(r"\s", "", match["label"])
    return "" if label in _NEEDS_DATE else _field(label)


def add(record: Record, field: str, value: str, line: int, how: str) -> None:
    """Keep the first value of a field; empty ones and the fields to leave out do not count."""
    value = re.sub(r"\s+", " ", value).strip()
    if field.startswith("-") or field in record or len(value) > _LONGEST or _EMPTY.match(value):
        return
    tidy = _tidy(field, value)
    if tidy:
        record[field] = Found(tidy, line, how)


def add_rows(record: Record, rows: Sequence[Sequence[str]], line: int) -> bool:
    """Read a table of label and value cells. False when it is no record but part of the text."""
    hits: list[tuple[str, str]] = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        i = 0
        while i < len(cells):
            field = bare_label(cells[i])
            if field and i + 1 < len(cells) and not bare_label(cells[i + 1]):  # 成文日期 | 发布日期 | 2025-10-20: an empty cell fell out
                hits.append((field, cells[i + 1]))
                i += 2
                continue
            hits += labels_in(cells[i])
            i += 1
    cells_in_all = sum(len(row) for row in rows)
    if len(hits) < 2 or len(hits) * 4 < cells_in_all:
        return False
    for field, value in hits:
        add(record, field, value, line, "信息公开记录表")
    return True


def _tidy(field: str, value: str) -> str:
    if field in {"written", "published"}:
        return show_moment(value)
    if field in {"实施日期", "失效日期"}:
        day = parse_date(value)
        return day.isoformat() if day else ""
    if field == "source_url":
        return value if re.match(r"https?://[^\s<>\"']+\Z", value) else ""
    if field == "index_number":
        match = re.match(r"[0-9A-Za-z][0-9A-Za-z/.\-—_]*", value)
        return match[0].replace("—", "-") if match else ""
    if field in {"agency", "source_name"}:
        # Reading tools follow on the same line: 来源:本网 【打印】 分享
        return re.split(r"[\s|｜【\[]", value.lstrip("?？"))[0].strip("：:,，;；")
    if field == "document_number":
        return re.split(r"\s{2,}|\s(?=[^\d\s])", value)[0]
    return value


def show_moment(value: str) -> str:
    """A stated day, with its time of day where stated: ``YYYY-MM-DD[ HH:MM]``; empty if there is none."""
    day = parse_date(value) or chinese_date(value)
    if not day:
        return ""
    time = parse_time(value)
    return f"{day.isoformat()} {time}" if time and time != "00:00" else day.isoformat()


_ORDINAL = "元|[一二三四五六七八九十]{1,3}"
_ZERO = "○ＯOoО0０Ο"  # what is typed for 〇
_CHINESE_DATE = re.compile(
    rf"([{''.join(CN_DIGITS)}{_ZERO}]{{4}})\s*年\s*({_ORDINAL}|\d{{1,2}})\s*月\s*({_ORDINAL}|\d{{1,2}})\s*日"
)


def chinese_date(text: str) -> date | None:
    """二〇二五年二月八日 → a day."""
    match = _CHINESE_DATE.search(text)
    if not match:
        return None
    parts = [
        int(p) if p.isdecimal() else chinese_number(re.sub(f"[{_ZERO}]", "〇", p.replace("元", "一"))) for p in match.groups()
    ]
    try:
        return date(*[p or 0 for p in parts])
    except ValueError:
        return None
