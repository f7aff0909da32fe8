"""Findings over what a body asks for and no page will show: comments, hidden text, raw HTML, images, links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from builder.content.limits import NESTING_LIMIT
from builder.problems import Location, Problem

SAFE_LINK = re.compile(r"(?:https?://(?![^/?#\s]*@)|mailto:|tel:|#|[A-Za-z0-9_.~-]+(?:/|\Z|#))")
_WANTED_LINK = "https://、http://、mailto:、tel: 开头的网址，#段落，或站内地址，如 reports/xiqu-2024-zongjie/"

_MEANT = {"a": "链接", "del": "删除线", "sup": "上标", "sub": "下标"}  # emphasis says nothing that a heading does not


def comment(place: Location, until: str, *, closed: bool) -> Problem:
    """A comment: it reaches no file. One without an end would take the rest of the text with it: an error."""
    if closed:
        return Problem(
            place, "warning", "body.comment", "", f"注释不会公开{until}", "只有要公开的正文", "删去注释；要公开的，写成正文"
        )
    return Problem(
        place,
        "error",
        "body.comment",
        "",
        "注释没有写完：从“<!--”起，后面的正文都算作注释",
        "以“-->”结束的注释",
        "补上“-->”，或删去“<!--”",
    )


def hidden(how: str, place: Location, until: str, *, closed: bool) -> Problem:
    """Text that is marked as not to be seen. Whether it is meant for the public, only its author can say: an error."""
    more = "" if closed else "，而且没有写结束标记：后面的正文都算在其中"
    return Problem(
        place,
        "error",
        "body.hidden",
        "",
        f"有用 {how} 隐藏的文字{until}，不会公开{more}",
        "看得见的正文",
        "删去这段文字；要公开的，只删去隐藏它的标记",
    )


def raw_html(found: str, expected: str, action: str, place: Location) -> Problem:
    return Problem(place, "warning", "body.html", "", found, expected, action)


def merged_cells(name: str, place: Location) -> Problem:
    """Cells that span others: without the span each later one would stand under a wrong head."""
    return Problem(
        place,
        "error",
        "body.table",
        "",
        f"表格里有合并的单元格（{name}），网页上会错栏",
        "每行栏数相同的表格",
        "把合并的单元格拆开，各写一遍",
    )


def too_long(place: Location, what: str, count: int, most: int, unit: str = "字") -> Problem:
    """More than a report can hold (``limits``): not read further. ``what``: 正文, 一段, 一行."""
    found, expected = f"{what}有 {count} {unit}，没有往下读", f"{what}不超过 {most} {unit}"
    return Problem(place, "error", "body.limit", "", found, expected, "核对原件；确实这么长的，分成几段或几份")


def too_deep(place: Location, what: str) -> Problem:
    """Things inside things beyond ``NESTING_LIMIT``: 标记, 列表或引文."""
    found = f"{what}嵌套超过 {NESTING_LIMIT} 层，没有往下读"
    return Problem(place, "error", "body.limit", "", found, f"不超过 {NESTING_LIMIT} 层", "核对原件，减少层次")


def picture_not_shown(src: str, place: Location, why: str, action: str) -> Problem:
    """A picture that no page will show: one among words, in HTML, of another host."""
    found = f"图片“{_short(src)}”不会出现在网页上：{why}"
    return Problem(place, "warning", "image.unsupported", "", found, "自成一段、文件放在报告旁边的图片", action)


def heading(tags: Collection[str], place: Location) -> Iterator[Problem]:
    """Marks that say something, in a heading: pages and contents show its words only."""
    what = "、".join(name for tag, name in _MEANT.items() if tag in tags)
    if what:
        yield Problem(place, "warning", "body.heading", "", f"标题里的{what}不会保留，只留下文字", "只有文字的标题", "写进标题下面的正文")


def link(href: str, place: Location) -> tuple[list[Problem], str]:
    """The address if a page may have it, else empty and a finding."""
    href = href.strip()
    if SAFE_LINK.match(href):
        return [], href
    found = f"链接“{_short(href)}”不能用，网页上只留下文字" if href else "链接没有写地址"
    return [Problem(place, "error", "link.scheme", "", found, _WANTED_LINK, _remedy(href))], ""


def _remedy(href: str) -> str:
    if href.startswith("/") and not href.startswith("//") and SAFE_LINK.match(href.lstrip("/")):
        return f"去掉开头的“/”，写成“{href.lstrip('/')}”"
    return "改成这样的地址，或删去链接"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
