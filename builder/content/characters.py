"""Characters that no text of a site may hold, and those that a reader cannot see. Text in, findings and clean text out.

Control characters and non-characters make a feed ill-formed and a terminal do as it is told (XML 1.0, 2.2; Unicode 23.1,
23.7); bidirectional controls turn the rest of a line around, so that it reads as what it is not (Unicode TR36, 3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from builder.model import Block, Paragraph, Section
from builder.problems import Location, Problem

_NON_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_CONTROLS = f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NON_CHARACTERS}"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\U000e0000-\U000e007f"
_REFUSED = re.compile(f"[{_CONTROLS}{_BIDI}]")
_IS_BIDI = re.compile(f"[{_BIDI}]")
_TOLD = re.compile(f"[{_CONTROLS}{_BIDI}{_UNSEEN}]")
_REFERENCE = re.compile(r"&(?:#(?P<ten>\d+)|#[xX](?P<hex>[0-9A-Fa-f]+)|(?P<name>[A-Za-z][A-Za-z0-9]*));?")
_LARGEST = 0x10FFFF
_NAMES = {
    "\u061c": "阿拉伯字母标记", "\u200e": "从左到右标记", "\u200f": "从右到左标记", "\u202a": "从左到右嵌入", "\u202b": "从右到左嵌入",
    "\u202c": "方向格式结束", "\u202d": "强制从左到右", "\u202e": "强制从右到左", "\u2066": "从左到右隔离", "\u2067": "从右到左隔离",
    "\u2068": "方向隔离", "\u2069": "方向隔离结束", "\u00ad": "软连字符", "\u200b": "零宽空格", "\u200c": "零宽不连字", "\u200d": "零宽连字",
    "\u2060": "零宽不换行", "\ufeff": "字节顺序标记",
}  # fmt: skip


def clean(text: str) -> str:
    """The text without what is refused; line ends and tabs stay, so lines count as before."""
    return text if _is_plain(text) else _REFUSED.sub("", text)


def _is_plain(text: str) -> bool:
    """Is all of it seen? Most texts are told from others without a look at each character for what it is not."""
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def clean_body(text: str) -> str:
    """The same for Markdown: references such as ``&#1;`` are taken out too, before HTML would make characters of them."""
    if "&" not in text:
        return clean(text)
    return clean(_REFERENCE.sub(lambda m: "" if _REFUSED.fullmatch(_referred(m)) else m[0], text))


def check_text(text: str, path: str, line: int = 1, *, known: str = "") -> list[Problem]:
    """A finding for each character that is refused or unseen: its code point, how often, on which lines.

    ``line``: the first line of the text; ``known``: a text whose characters have been told before.
    """
    return _told([(m[0], n) for m, n in _lined(_TOLD, text, line) if m[0] not in known], path)


def check_body(text: str, path: str, line: int = 1) -> list[Problem]:
    """The same for the Markdown of a body, character references among it."""
    raw = [(m[0], n) for m, n in _lined(_TOLD, text, line)]
    if "&" not in text:
        return _told(raw, path)
    referred = [(_referred(m), n) for m, n in _lined(_REFERENCE, text, line)]
    return _told(sorted([*raw, *((c, n) for c, n in referred if _TOLD.fullmatch(c))], key=lambda place: place[1]), path)


def check_parsed(sections: Iterable[Section], paragraphs: Iterable[Paragraph], blocks: Iterable[Block], path: str) -> list[Problem]:
    """What a parsed body holds in spite of ``check_body``: the last look before pages are made of it."""
    texts = list(_texts(sections, paragraphs, blocks))
    if not _REFUSED.search("".join([text for text, _ in texts])):
        return []
    return _told([(m[0], line) for text, line in texts for m in _REFUSED.finditer(text)], path)


def _lined(pattern: re.Pattern[str], text: str, line: int) -> Iterator[tuple[re.Match[str], int]]:
    """Every match with the line it stands on."""
    last = 0
    for match in () if pattern is _TOLD and _is_plain(text) else pattern.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        yield match, line


def _texts(sections: Iterable[Section], paragraphs: Iterable[Paragraph], blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    for section in sections:
        yield section.title, section.line
    for paragraph in paragraphs:
        yield paragraph.text, paragraph.line
        yield from ((inline.href, paragraph.line) for inline in paragraph.inlines)
    for block in blocks:
        yield block.text + block.caption, 0
        yield from _texts((), (), (*block.blocks, *(inner for item in block.items for inner in item)))


def _referred(match: re.Match[str]) -> str:
    """The character that a reference stands for; empty when it stands for none, or for several."""
    if match["name"]:
        character = html5.get(match["name"] + ";", "")
        return character if len(character) == 1 else ""
    digits, base = (match["ten"], 10) if match["ten"] else (match["hex"], 16)
    digits = digits.lstrip("0") or "0"
    code = int(digits, base) if len(digits) <= 7 else _LARGEST + 1
    return chr(code) if code <= _LARGEST else ""


def _told(places: Iterable[tuple[str, int]], path: str) -> list[Problem]:
    lines: dict[str, list[int]] = {}
    for character, line in places:
        lines.setdefault(character, []).append(line)
    return [_problem(character, where, path) for character, where in lines.items()]


def _problem(character: str, lines: list[int], path: str) -> Problem:
    place = Location(path, lines[0])
    name = _NAMES.get(character, "")
    several = sorted(set(lines))
    more = f"，共 {len(lines)} 处：第 {'、'.join(map(str, several[:5]))}{' 等' if len(several) > 5 else ''} 行" if len(lines) > 1 else ""
    found = f"U+{ord(character):04X}{f'（{name}）' if name else ''}{more}"
    if _IS_BIDI.match(character):
        return Problem(place, "error", "text.bidi", "", f"有改变文字方向的控制字符 {found}", "没有方向控制的文字", "删去这个字符，再核对前后文字的次序")
    if _REFUSED.match(character):
        return Problem(place, "error", "text.control", "", f"有控制字符或非字符 {found}", "普通文字", "删去这个字符")
    return Problem(place, "warning", "text.unseen", "", f"有看不见的字符 {found}", "看得见的文字", "删去这个字符")
