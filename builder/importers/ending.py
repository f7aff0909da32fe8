"""Where the text of a document ends: annexes, lists and signatures belong to it, what a portal prints below does not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from builder.importers import agencies
from builder.importers import record as records
from builder.importers.attachments import names_attachment
from builder.importers.frame import is_chrome, is_frame, is_prose
from builder.importers.heading_lines import is_numbered
from builder.importers.portals import END_MARK
from builder.importers.values import Line
from builder.text import chinese_number

_ANNEX_SIGN = re.compile(r"附\s*+件?\s*+[0-9一二三四五]?\s*+[:：]?\Z")
_ITEM = re.compile(r"[（(]?(\d{1,2})[.．、）)]\s*(?!\d)")
_ANSWER = re.compile(r"(?:暂?无|没有|无此项|略|\d{1,4})[。.]?\Z")
_CHAPTER = re.compile("([一二三四五六七八九十]{1,3})、")
_PAGE = re.compile(r"[—\-–－·\s]{0,3}\d{1,4}[—\-–－·\s]{0,3}\Z")  # a page number that came along
_SHORT = re.compile(r"\d[^。；]{0,12}[。；]\Z")  # 新增学位90个。
_ITEM_LENGTH = 12  # characters; 1.任务分解表 names a file
_ANNEX_PROSE = 30  # characters; what follows a heading in a frame (相关文章) is shorter


def body_end(lines: Sequence[Line], start: int) -> int:
    """One past the last line of prose; text after a clear end mark (扫一扫, 上一篇 …) does not count."""
    total = sum(len(line.text) for line in lines[start:]) or 1
    stop = len(lines)
    after = 0
    annex = _annex(lines, start)
    again = _said_again(lines, annex)
    numbers = [chinese_number(m[1]) or 0 if (m := _CHAPTER.match(line.text)) else 0 for line in lines]
    goes_on = False  # 四、其他 below 三、数据: no frame counts on, the text does
    for i in range(len(lines) - 1, annex, -1):
        after += len(lines[i].text)
        if after * 4 > total:
            break
        goes_on = goes_on or (numbers[i] > 1 and numbers[i] - 1 in numbers[start:i])
        if END_MARK.match(lines[i].text.lstrip("•·【[ ")) and not (is_numbered(lines[i].text) or i in again or goes_on):
            stop = i
    stop = _after_signature(lines, start, stop)
    for i in range(stop - 1, start - 1, -1):
        line = lines[i]
        if is_prose(line) or i in again or (_SHORT.search(line.text) and not is_frame(line.text)) or (len(line.text) >= 30 and not is_chrome(line.text)):
            # 六、其他事项, and below it 无 or 0: short as it is, it is what the section says.
            answered = i + 1 < stop and is_numbered(line.text) and _ANSWER.match(lines[i + 1].text)
            return i + 2 if answered else i + 1
    return stop


def _said_again(lines: Sequence[Line], annex: int) -> frozenset[int]:
    """Lines behind an annex that open like one inside it (主办单位：甲局 below each item): they are no end of the page."""
    marks = {m[0] for line in lines[: annex + 1] if (m := END_MARK.match(line.text)) and len(line.text) > len(m[0])}
    return frozenset(i for i in range(annex + 1, len(lines)) if marks and (m := END_MARK.match(lines[i].text)) and m[0] in marks)


def _annex(lines: Sequence[Line], start: int) -> int:
    """The last line that only looks like an end mark (附件, 主办单位：) since an annex follows it; else ``start``.

    An annex is a heading with prose below it, a list or a paragraph: 附件, 2026年民生实事, 1.…, 2.….
    """
    for i in range(len(lines) - 3, start, -1):
        heading, text = lines[i + 1], lines[i + 2]
        if is_numbered(heading.text) and not END_MARK.match(heading.text) and is_prose(text) and len(text.text) >= _ANNEX_PROSE:
            return i
        if _ANNEX_SIGN.match(lines[i].text) and (_lists(lines[i + 1 : i + 5]) or any(_is_paragraph(line) for line in lines[i + 1 : i + 4])):
            return i
    return start


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= 2 * _ANNEX_PROSE and line.text.endswith("。") and is_prose(line) and not END_MARK.match(line.text)


def _lists(lines: Sequence[Line]) -> bool:
    """Do items follow one another (1.…, 2.…) that say something and are no names of files?"""
    items = [_ITEM.match(line.text) for line in lines if not names_attachment(line.text)]
    counted = [(int(m[1]), len(m.string)) for m in items if m]
    return any(b[0] == a[0] + 1 and a[1] >= _ITEM_LENGTH and b[1] >= _ITEM_LENGTH for a, b in itertools.pairwise(counted))


def _after_signature(lines: Sequence[Line], start: int, stop: int) -> int:
    """Below an office and a day on lines of their own near the end stands only frame, unless a heading or a long text follows."""
    for i in range(stop - 1, start + 1, -1):
        signed = agencies.is_office(lines[i - 1].text) and len(lines[i].text) <= 20 and records.show_moment(lines[i].text)
        if signed:
            below = lines[i + 1 : stop]
            frame = all(not is_numbered(line.text) and len(line.text) < 80 for line in below) and len(below) <= 6
            return i + 1 if frame else stop
    return stop


def closing_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Signature, date and closing remarks directly under the text; what follows is frame."""
    closing: list[Line] = []
    pages: list[Line] = []
    for i, line in enumerate(lines):
        text = line.text
        if _PAGE.match(text):
            pages.append(line)
            continue
        is_day = bool(records.show_moment(text)) and len(text) <= 20 and not records.starts_with_label(text)
        kept = is_day or line.kind == "table" or names_attachment(text)
        if not kept and (is_frame(text) or END_MARK.match(text)):
            return closing, [*pages, *lines[i:]]
        closing.append(line)
    return closing, pages
