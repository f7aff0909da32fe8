"""Is a line frame or text? Words of a portal, lines of a record and breadcrumbs are frame; sentences, headings and tables are text."""

from __future__ import annotations

import re

from builder.importers import record as records
from builder.importers.heading_lines import is_numbered
from builder.importers.portals import BEGINNING, WORDS
from builder.importers.values import Line

CRUMBS = re.compile(r"(?<!\s)\s*+(?:>+|＞+|»|›|→|&gt;)\s*")
_PROSE_END = re.compile(r"(?:[。！？!?；;：:…]|(?<=[一-龥%‰\d])\.)['\"”’）)]*\Z")
_SALUTATION = re.compile(r"(?:各位|同志们|尊敬的|现将|[一-龥]{2,16}(?:政府|[局厅委办]|办公[厅室]))[^。，,]{0,20}[：:]\Z")
# A day that opens a line below the title, with a time of day or the source beside it: when it was put online.
DATED = re.compile(
    r"\s*+(?:[\[【（(]\s*+)?+(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*+(?:\d{1,2}:\d\d|.*(?:来源|浏览|阅读|点击|字体|分享|打印))"
)
# Who wrote or photographed: 本报记者 张三 李四, 图为大桥通车现场 张三摄. No sentence of the office.
_CREDIT = re.compile(
    r"[（(【]?(?:本[报网刊台社]|全媒体|[一-龥]{2,10}(?:社|报|网|台|中心))?(?:记者|通讯员)[\s:：]+[一-龥·]{2,4}(?:[\s、/]+[一-龥·]{2,4}){0,3}(?:[\s/]*(?:文/?图|摄影?|报道))*[)）】]?"
    r"|新华社[一-龥]{2,8}(?:\d{4}年)?\d{1,2}月\d{1,2}日电(?:\s*[（(][^（）()]{2,24}[）)])?"
    r"|(?:图为|[^。！？]{2,40}[。\s:：/])[^。！？]{0,40}(?:[\s/:：]|(?<=[一-龥]{2}))摄[)）】]?"
)


def is_credit(text: str) -> bool:
    """A reporter's byline or the line under a picture."""
    return len(text) <= 60 and _CREDIT.fullmatch(text.strip()) is not None


def is_chrome(text: str) -> bool:
    """Is a line nothing but words of a portal's frame?"""
    if BEGINNING.match(text.strip(" •·【[")) and len(text) < 120 and text.count("。") < 2:
        return True
    rest = text
    if records.starts_with_label(text):
        fields = [field for field, _ in records.labels_in(text)]
        if all(field.startswith("-") for field in fields):
            return len(text) < 60
        return False
    tokens = [t for t in re.split(r"[\s>＞|｜·•/【】\[\]（）()：:,，、“”\"《》]+", rest.lower()) if t]
    return all(t in WORDS or re.fullmatch(r"[\d.:\-/]+", t) for t in tokens)


def is_prose(line: Line) -> bool:
    """Does a line belong to the text of a document rather than to its head or frame?"""
    text = line.text
    if line.kind == "table":
        return True
    if is_frame(text) or DATED.match(text):
        return False
    if is_numbered(text) or _SALUTATION.match(text):
        return True
    if _PROSE_END.search(text):
        return len(text) >= 14
    return len(text) >= 60 and bool(re.search("[，。；,;]", text))


def is_frame(text: str) -> bool:
    """A word of the frame, a line of the record or a breadcrumb."""
    return is_chrome(text) or records.is_record_line(text) or is_breadcrumb(text)


def is_breadcrumb(text: str) -> bool:
    return bool(re.match(r"\s*您?(?:现在|当前|目前)?(?:所在)?的?(?:当前)?位置", text)) or (
        len(text) < 120 and "。" not in text and len(CRUMBS.findall(text)) >= 2
    )
