"""The record a portal prints around a document: 索引号, 发布机构, 成文日期 … → fields and values.

Works on lines of text (several labels on one line, labels with spaces inside, a value on the next
line) and on rows of table cells. Which lines belong to the record is decided in ``chrome``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from builder.importers.values import Found, Record
from builder.text import CN_DIGITS, chinese_number, parse_date, parse_time

# Field → labels seen on portals. Fields that start with "-" are recognised only to be left out.
LABELS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "信息索引号", "索引码", "公开索引号"),
    "subject": ("主题分类", "分类", "信息分类", "主题导航", "所属主题", "所属分类", "信息类别", "公开类别"),
    "agency": (
        "发布机构", "发文机关", "发文机构", "发布单位", "发文单位", "发布机关", "公开机构", "公开单位", "制发机关", "制作机关", "制作单位",
        "生成机构", "生成单位", "印发机关", "成文单位", "编制单位", "责任部门", "公开责任部门", "信息公开机构", "信息发布机构", "公开主体",
    ),
    "written": ("成文日期", "成文时间", "生成日期", "发文日期", "发文时间", "印发日期", "制发日期", "制作日期", "形成日期"),
    "published": ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "公布时间", "发表时间", "发布于", "上网日期", "更新时间", "更新日期"),
    "published?": ("日期", "时间"),
    "title": ("名称", "标题", "信息名称", "文件名称", "信息标题", "文件标题", "公文标题", "题名"),
    "document_number": ("文号", "发文字号", "发布文号", "文件编号", "发文文号", "公文文号", "文件字号"),
    "keywords": ("主题词", "关键词", "关键字"),
    "source_name": ("信息来源", "来源", "文章来源", "稿件来源", "来源单位", "稿源"),
    "summary": ("内容概述", "内容概要"),
    "validity": ("有效性", "时效性", "时效", "文件状态", "是否有效", "效力状态", "有效状态"),
    "disclosure": ("公开方式", "公开属性", "公开形式", "公开类型"),
    "实施日期": ("实施日期", "生效日期", "施行日期"),
    "失效日期": ("失效日期", "废止日期"),
    "-genre": ("体裁分类", "公文种类", "体裁", "文种", "服务对象分类", "组配分类", "信息格式", "载体类型", "公开范围", "公开时限", "语种", "统一编号", "公开程序"),
    "-count": ("浏览次数", "阅读次数", "点击次数", "访问次数", "点击数", "点击量", "点击率", "访问量", "浏览量", "阅读量", "浏览", "阅读", "点击", "人气", "已阅"),
    "-tool": (
        "字体大小", "字体", "字号", "分享到", "分享", "打印", "收藏", "保护视力色", "背景色", "视力保护色", "责任编辑", "编辑", "审核", "审核人", "校对",
        "作者", "撰稿", "供稿", "记者", "录入", "初审", "复审", "终审", "签发", "附件", "附件下载", "相关附件", "二维码", "扫一扫",
    ),
}  # fmt: skip
_FIELD_OF = {label: field.rstrip("?") for field, labels in LABELS.items() for label in labels}
_NEEDS_DATE = frozenset(LABELS["published?"])
_EMPTY = re.compile(r"[\s\-—_/|无暂空：:]*\Z")

_SPACED = "|".join(r"[\s\u3000]*".join(map(re.escape, label)) for label in sorted(_FIELD_OF, key=len, reverse=True))
_LABEL = re.compile(rf"(?<![一-龥A-Za-z0-9])[【\[]?\s*(?P<label>{_SPACED})\s*(?:[】\]]\s*[:：]?|[:：])")
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
        yield _FIELD_OF[label], value


def starts_with_label(text: str) -> bool:
    """Is the line a line of the record (or of reading tools)?"""
    match = _LABEL.match(text.lstrip("【[ "))
    return match is not None and any(True for _ in labels_in(text))


def bare_label(text: str) -> str:
    """The field of a line or cell that is nothing but a label; empty if it is not."""
    match = _BARE.fullmatch(text.strip(" \t　【】[]"))
    if not match:
        return ""
    label = re.sub(r"\s", "", match["label"])
    return "" if label in _NEEDS_DATE else _FIELD_OF[label]


def add(record: Record, field: str, value: str, line: int, how: str) -> None:
    """Keep the first value of a field; empty ones and the fields to leave out do not count."""
    value = re.sub(r"\s+", " ", value).strip()
    if field.startswith("-") or field in record or _EMPTY.match(value):
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
            if field and i + 1 < len(cells):
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
    if field == "index_number":
        match = re.match(r"[0-9A-Za-z][0-9A-Za-z/.\-—_]*", value)
        return match[0].replace("—", "-") if match else ""
    if field in {"agency", "source_name"}:
        # Reading tools follow on the same line: 来源:本网 【打印】 分享
        return re.split(r"[\s|｜【\[]", value)[0].strip("：:,，;；")
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


_CHINESE_DATE = re.compile(rf"([{''.join(CN_DIGITS)}○Ｏ]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日")


def chinese_date(text: str) -> date | None:
    """二〇二五年二月八日 → a day."""
    match = _CHINESE_DATE.search(text)
    if not match:
        return None
    parts = [chinese_number(part.replace("○", "〇").replace("Ｏ", "〇")) for part in match.groups()]
    try:
        return date(*[int(p or 0) for p in parts])
    except ValueError:
        return None
