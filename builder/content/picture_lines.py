"""``![what it shows](file)`` on a line of its own: a picture of the body. Comes in: a line. Goes out: a marked line, and what is wrong."""

from __future__ import annotations

import re

from builder.content.markup import picture_not_shown
from builder.content.opaque import Line, active, plain, tag
from builder.content.pictures import PICTURE_TYPES, is_picture
from builder.problems import Location, Problem

_PICTURE = re.compile(
    r" {0,3}!\[(?P<alt>(?:[^\[\]]|\[[^\[\]]*\])*+)\]\([ \t]*+"
    r"(?:[<\U0010ff3c](?P<quoted>[^<>]*+)>[ \t]*+|(?P<bare>[^()<>]*+(?:\([^()<>]*+\)[^()<>]*+)*+))\)[ \t]*+\Z"
)
_SAYS_NOTHING = re.compile(
    r"(?:插?图[片表]?|照片|图像|示意图|image|picture|img|photo|dsc|微信图片|截图)?[\d\s_.：:、-]*(?:\.(?:png|jpe?g|gif|bmp|emf|wmf))?\Z", re.IGNORECASE
)
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def is_picture_line(text: str) -> bool:
    """Is a line nothing but a picture?"""
    return text.lstrip(" ").startswith("![") and _PICTURE.match(text) is not None


def marked_picture(line: Line, path: str) -> tuple[Line, list[Problem]]:
    """The line with its file in a tag and its words as text; only its words where no picture can be shown."""
    found = _PICTURE.match(line.text)
    assert found
    alt = plain(found["alt"]).strip()
    file = active(found["quoted"] if found["quoted"] is not None else found["bare"]).strip()
    place = Location(path, line.number)
    problems: list[Problem] = []
    if _SAYS_NOTHING.match(alt) or (alt.isascii() and alt.lower() in {file.lower(), file.lower().rpartition(".")[0]}):
        said = f"图片“{file}”没有写说明" if not alt else f"图片“{file}”的说明“{alt}”没有说图里是什么"
        wanted = "一句话说出图里的内容，看不见图的人靠它"
        problems.append(Problem(place, "error", "image.alt", "", said, wanted, "在这一行开头的方括号里写上，如“2020—2024年学位数逐年增加”"))
    why, action = _unusable(file)
    if why:
        problems.append(picture_not_shown(file, place, why, action))
    return line._replace(text=f"{tag('img', file if not why else '')}{found['alt'].strip()}{tag('/img')}"), problems


def _unusable(file: str) -> tuple[str, str]:
    """Why a file of this name cannot be shown, and what to do."""
    if not file:
        return "没有写文件名", "在圆括号里写上图片的文件名"
    if _OUTSIDE.match(file):
        return "在别的网站上", "把图片存到报告旁边，只写文件名"
    if file.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", file):
        return "不在报告旁边", "把图片放到报告的文件夹里，只写文件名"
    if not is_picture(file):
        return "不是能显示的图片", f"另存为 {'、'.join(f'.{t}' for t in PICTURE_TYPES)} 之一"
    return "", ""
