"""The title of a document among the lines above its text, also where it is set on several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.importers import agencies
from builder.importers.record import is_document_number
from builder.importers.values import Found, Line, Record
from builder.text import HAN, fold, parse_date

_KIND_WORD = re.compile(r"总结|小结|计划|报告|要点|安排|打算|思路|方案|规划|年报|公报|情况|汇报|回顾|清单|意见|通知|说明|讲话")
_REST_OF_TITLE = re.compile(r"关于|20\d\d|[上下]半年|工作|政府工作报告")
_LEANS_BACK = re.compile(r"[和与及暨的]|以及|并")
_LEANS_ON = re.compile(r"(?:关于|[和与及暨的、年]|年度|年上半年)\Z")
BYLINE = re.compile(r"[（(]?\s*(?:20\d\d|二[〇○零]..)年.{1,30}日?(?:在|于).{4,60}[）)]?\Z|[—\-－―─–]{1,2}.{6,60}\Z")
# The line of the person who speaks: 云河区人民政府代区长 李云
SPEAKER = re.compile(rf"(?:[省市县区州盟旗镇乡]长|总理|主席|主任|局长|检察长|院长)\s+[{HAN}·]{{2,}}(?:\s+[{HAN}])?\s*\Z")
_DASH = re.compile(r"[—－―\-]{1,2}\s*")
_MEETING = re.compile(r"日?(?:在|于).{4,}(?:上|会议|大会)[）)]?\Z")
_AT_CONGRESS = re.compile(r"届.{0,6}人民代表大会|次会议上")  # says where a report was read out, also where the line goes on
# The date line in one line with the title: 政府工作报告——2018年3月5日在…会议上
_GLUED = re.compile(r"(?<=[告要结划])\s*[—－―─–\-]{0,4}\s*[（(]?(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,20}在.{6,})")
# The line under a picture: 会议现场。 某报记者 某某 摄
_CREDIT = re.compile(r"(?:记者|通讯员|图片|摄影).{0,20}\s*摄?\Z|[\s:：/]摄\Z")
_MAX_TITLE = 80
GUESSED = "像标题的一行"  # how a title was found that names no kind of document: only its place speaks for it


def split_glued(lines: Sequence[Line]) -> list[Line]:
    """Lines in which a title runs on into the day and the meeting become two."""
    out: list[Line] = []
    for line in lines:
        cut = _GLUED.search(line.text) if len(line.text) <= 2 * _MAX_TITLE else None
        head = line.text[: cut.start()] if cut else ""
        if cut and len(head) >= 4 and _KIND_WORD.search(head[-4:]):
            out += [replace(line, text=head), replace(line, text="——" + line.text[cut.end() :].rstrip("）)"))]
        else:
            out.append(line)
    return out


def find_title(unknown: Sequence[Line], record: Record) -> tuple[Found | None, list[Line]]:
    """The title the record states, else the head line that looks most like one; with its lines."""
    stated = record.get("title")
    if stated and len(stated.value) <= _MAX_TITLE:
        exact = [line for line in unknown if fold(line.text) == fold(stated.value)]
        partial = [line for line in unknown if _score(line) >= 3 and fold(line.text) in fold(stated.value)]
        return stated, exact[-1:] or partial
    page = record.get("title@page")
    scored = [(score, i) for i, line in enumerate(unknown) if (score := _score(line)) > 0]
    if not scored:
        return page, []
    best, at = max(scored, key=lambda hit: (hit[0], -hit[1]))
    if best < 2 and (page or len(unknown) > 2):
        return page, []
    lines = [unknown[at]]
    for above in reversed(unknown[:at]):
        if not _belong_together(above, lines[0]):
            break
        lines.insert(0, above)
    for below in unknown[at + 1 :]:
        if not _belong_together(lines[-1], below):
            break
        lines.append(below)
    sure = any(line.kind == "heading" or _KIND_WORD.search(re.sub(r"\s", "", line.text)) for line in lines)
    return Found(tidy_title("".join(line.text for line in lines)), lines[0].number, "标题行" if sure else GUESSED), lines


def tidy_title(text: str) -> str:
    """A title without footnote marks, a column's name or book marks around it, or the blanks of wide setting."""
    text = re.sub(r"\A【[^】]{2,8}】(?=.{4})", "", text)
    text = re.sub(r"(?:\s{0,9}[\[〔]\d{1,3}[\]〕]|\*){1,9}\Z", "", text)
    words = text.split()
    if len(words) >= 6 and sum(map(len, words)) <= 2 * len(words):
        text = "".join(words)
    text = re.sub(rf"(?<=[{HAN}])\s+(?=[{HAN}]\Z)", "", text)
    boxed = re.fullmatch(r"《([^《》]+)》", text)
    return _DASH.sub("", boxed[1] if boxed else text, count=1) if _DASH.match(text) else (boxed[1] if boxed else text)


def _belong_together(above: Line, below: Line) -> bool:
    """Are two lines, one right below the other, parts of one title?"""
    one, two = above.text, re.sub(r"\s", "", below.text)
    if not 0 <= below.number - above.number <= 1 or len(one) + len(two) > _MAX_TITLE or re.search("[。：:；，]\\Z", one):
        return False
    if _DASH.match(two):
        return _is_subtitle(two) and len(one) <= 30
    if not _KIND_WORD.search(two) or _MEETING.search(two):
        return False
    if agencies.is_office(one):
        return bool(_REST_OF_TITLE.match(two))
    if _LEANS_BACK.match(two):
        return bool(re.search(r"20\d\d|关于", one) or _KIND_WORD.search(one))
    if _LEANS_ON.search(one):
        return True
    return one.startswith("关于") and not _KIND_WORD.search(one[-3:])


def _is_subtitle(text: str) -> bool:
    """——青禾镇2021年工作总结 names the document; ——在…会议上 does not."""
    return bool(_DASH.match(text) and _KIND_WORD.search(text[-4:]) and not _MEETING.search(text) and not _AT_CONGRESS.search(text))


_SENDS = re.compile("印发|报送|转发|下达|公布|通知")
_ANNEX = re.compile(r"附\s*+件?\s*+[0-9一二三四五]?\s*+[:：.、]?\Z")


def set_titles_apart(lines: Sequence[Line], title: str) -> list[Line]:
    """Mark the title of a document that a notice sends: it stands above that document's text, and heads no section."""
    out = list(lines)
    names = [fold(title)] if title else []
    for i, line in enumerate(out):
        if i < 8:
            names += [fold(name) for name in re.findall("《([^》]{6,60})》", line.text)]
        if line.kind == "table" or len(line.text) > 60 or re.search("[。；：:，,]", line.text):
            continue
        two = line.text + (out[i + 1].text if i + 1 < len(out) else "")
        if i and _names_a_document(line.text) and (_is_named(line.text, names) or _opens_annex(out, i)):
            out[i] = replace(line, apart=True)
        elif i and len(two) <= 60 and _names_a_document(two) and fold(two) in names:
            out[i : i + 2] = [replace(line, apart=True), replace(out[i + 1], apart=True)]
    return out


def _names_a_document(text: str) -> bool:
    return bool(
        len(text) >= 6
        and _KIND_WORD.search(text[-6:])
        and not re.match(r"[一二三四五六七八九十]{1,3}、|第.{1,3}部分|[（(]|\d{1,2}[.、．]", text)
    )


def _is_named(text: str, names: Sequence[str]) -> bool:
    key = fold(text)
    return any(key == name or (re.search(r"20\d\d", key) and _SENDS.search(name) and key in name) for name in names)


def _opens_annex(lines: Sequence[Line], index: int) -> bool:
    """Is the line above 附件 or the day under a signature?"""
    above = lines[index - 1].text
    signed = len(above) <= 20 and parse_date(above) is not None and index >= 2 and agencies.is_office(lines[index - 2].text)
    return signed or bool(_ANNEX.match(above))


def _score(line: Line) -> int:
    text = line.text
    if len(text) < 4 or len(text) > _MAX_TITLE or text.endswith(("。", "；", "：", ":")):
        return 0
    if BYLINE.match(text) and not _is_subtitle(text):
        return 0
    if _CREDIT.search(text) or SPEAKER.search(text):
        return 0
    if parse_date(text) and len(text) < 16:
        return 0
    if re.match(r"[^：:]{2,8}[：:]", text):
        return 0
    if is_document_number(text):
        return 0
    score = 1
    score += 3 * bool(_KIND_WORD.search(re.sub(r"\s", "", text)))
    score += 2 * bool(re.search(r"(?:19|20)\d\d", text))
    score += 2 * (line.kind == "heading" and line.level <= 2)
    return score
