"""What is attached to a report, looked through like its own text, and what else the files carry (DOC rules): findings at the file.

Comes in: what was read of an attachment. Goes out: findings. Numbers of persons and secrecy marks are errors as in a report;
author, comments, changes, hidden parts and places are warnings: a person looks, and may waive the rule for the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.checks.persons import check_persons
from builder.checks.privacy import check_text
from builder.checks.sheet import sheet_of_texts
from builder.content.pictures import says_where
from builder.problems import Location, Problem
from builder.text import when_asked

# Names that programs, their makers' trial copies and unnamed machines write; none of them is a person.
_NOBODY = when_asked(
    r"user|admin|microsoft|office|windows|kingsoft|lenovo|python-docx|openpyxl|reportlab|anonymous|unspecified|unknown|adobe|acrobat|微软|用户|未定义|未知|管理员"
    r"|\A(?:wps|apache poi|latex|pdf|china|pc|dell|hp|none|asus|acer|thinkpad)[\s_-]?\d{0,9}\Z"
)
_OFFICES = tuple("局委办府厅院室部处科股站所心司校会")
_SECTIONS = ("股", "科室", "办公室", "办", "局")  # 综合股: no given name ends so
Placed = tuple[str, str]  # where in the file, and the words there


def check_attached_words(path: str, texts: Sequence[Placed]) -> list[Problem]:
    """Numbers of persons, secrecy marks, homes and telephones in an attachment; of each finding where in it."""
    lines = [" ".join(text.split()) for _, text in texts]
    whole = "\n".join(lines)
    found = [*check_text(whole, path), *check_persons(sheet_of_texts(path, enumerate(lines, 1), whole))]
    return list(dict.fromkeys(replace(p, location=Location(path), found=f"{p.found}（{texts[p.location.line - 1][0]}）") for p in found))


_DESK = when_asked(r"[A-Za-z]:[\\/]|\\\\[A-Za-z0-9._-]|file:/|/(?:Users|home)/|(?:Users|Desktop|Documents)[\\/]|桌面[\\/]", re.IGNORECASE)


def check_desk(path: str, name: str, title: str) -> Iterator[Problem]:
    """A title that is a path on somebody's machine, with the name of whoever works there."""
    if _DESK.search(title):
        found, expected = f"“{name}”的标题属性是本机路径，会露出电脑上的用户名和文件夹", "文件的标题，或空着"
        yield Problem(Location(path), "warning", "attachment.author", "attachments", found, expected, "在文件属性里改掉标题，另存或重新导出；可以公开的，写 waivers")


def check_carried(path: str, name: str, authors: Sequence[str], comments: int, changes: int, hidden: Sequence[str], placed: int) -> Iterator[Problem]:
    """What a file tells beside its text."""
    place = Location(path)
    persons = "、".join(f"“{a[:30]}”" for a in authors if _is_person(a))
    if persons:
        action = "在 Word、WPS 里用“文件—信息—检查文档”去掉后另存，PDF 再重新导出；可以公开的，写 waivers"
        yield Problem(place, "warning", "attachment.author", "attachments", f"“{name}”记着作者或最后修改人 {persons}", "不带个人姓名的文件", action)
    if comments:
        yield Problem(place, "warning", "attachment.comments", "attachments", f"“{name}”有 {comments} 条批注", "没有批注的定稿", "核对后删去批注，另存再放过来")
    if changes:
        yield Problem(place, "warning", "attachment.changes", "attachments", f"“{name}”有 {changes} 处没有接受的修订", "没有修订痕迹的定稿", "核对后接受或拒绝修订，另存再放过来")
    if hidden:
        found = f"“{name}”有隐藏的内容：{'、'.join(hidden)}"
        yield Problem(place, "warning", "attachment.hidden", "attachments", found, "看得见的才公开", "取消隐藏、核对，不公开的删去")
    if placed:
        found = f"“{name}”里有 {placed} 张照片记着拍摄地点"
        yield Problem(place, "warning", "attachment.place", "attachments", found, "不带地点的照片", "在 Word、WPS 里压缩图片，或换成另存过的图片")


def check_picture(place: Location, name: str, data: bytes) -> Iterator[Problem]:
    """A picture is published without the place where it was taken; the file that lies beside the report still has it."""
    if says_where(data):
        found, action = f"图片“{name}”记着拍摄地点，公开时会去掉", "另存或压缩以后再放；收在版本库里的原图仍带着地点"
        yield Problem(place, "warning", "image.place", "", found, "不带地点的图片", action)


def check_size(path: str, name: str, oversize: str) -> Problem:
    """An archive that would fill the memory of whoever opens it."""
    return Problem(Location(path), "error", "attachment.archive", "attachments", f"“{name}”{oversize}", "打开不会占满内存的文件", "核对来历；是要公开的，拆成几个文件")


def unread_attachment(path: str, name: str, *, cut: bool = False) -> Problem:
    """One whose words no rule has seen, or not all."""
    found = f"“{name}”{'太长，后面的文字' if cut else '的文字程序读不出，'}没有检查"
    return Problem(Location(path), "notice", "attachment.unread", "attachments", found, "由人看过的附件", "公开前由人从头看一遍")


def _is_person(author: str) -> bool:
    return not _NOBODY.search(author.casefold()) and not (len(author) >= 4 and author.endswith(_OFFICES)) and not author.endswith(_SECTIONS)
