"""The words on each sheet of a PDF that Chromium made: enough of the format to read what it writes, no more."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|/ActualText <FEFF([0-9A-F]*)>|(EMC)|<([0-9A-F]+)>(?=[^<>\]]*\]? ?T[Jj])", re.DOTALL)


def sheets(pdf: bytes) -> list[str]:
    """Text of every page in the order of painting, without blanks."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    maps: dict[int, tuple[int, dict[int, str]]] = {}
    out = []
    for body in objects.values():
        if not re.match(rb"<</Type /Page\n", body):
            continue
        fonts = {int(name): int(number) for name, number in re.findall(rb"/F(\d+) (\d+) 0 R", body)}
        content = _inflated(objects[_reference(rb"Contents", body)])
        text, told, width, letters = "", False, 2, dict[int, str]()
        for font, actual, end, codes in _SHOWN.findall(content):
            if font:
                number = fonts[int(font)]
                if number not in maps:
                    maps[number] = _letters(_inflated(objects[_reference(rb"ToUnicode", objects[number])]))
                width, letters = maps[number]
            elif actual:
                text += _utf16(actual)
                told = True
            elif end:
                told = False
            elif not told:
                text += "".join(letters.get(int(codes[i : i + width], 16), "") for i in range(0, len(codes), width))
        out.append(re.sub(r"\s", "", text))
    return out


def _reference(name: bytes, body: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, name
    return int(found[1])


def _inflated(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    return zlib.decompress(found[1])


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _letters(cmap: bytes) -> tuple[int, dict[int, str]]:
    """Hexadecimal digits of a code, and what each code means."""
    out: dict[int, str] = {}
    for start, end, first in re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>", cmap):
        text = _utf16(first)
        out |= {int(start, 16) + i: text[:-1] + chr(ord(text[-1]) + i) for i in range(int(end, 16) - int(start, 16) + 1)}
    for part in re.findall(rb"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
        out |= {int(code, 16): _utf16(text) for code, text in re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)>", part)}
    space = re.search(rb"begincodespacerange\n<([0-9A-F]+)>", cmap)
    return len(space[1]) if space else 4, out
