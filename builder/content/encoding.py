"""Bytes → text: UTF-8, UTF-16, GB18030, and whatever charset-normalizer knows beyond them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["missing", "inferred", "changed", "doubt"]
Unit = Literal["行", "段", "页"]  # what a place in a document is counted by: a text's lines, a Word file's paragraphs, a PDF's pages

NOTE_NAMES: dict[NoteKind, str] = {"missing": "未找到", "inferred": "推断", "changed": "改动", "doubt": "存疑"}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page may say of itself. A name from a document is never handed to Python as it stands: it knows codecs
# that are no encodings (undefined, idna, unicode_escape). What can be read as ASCII is no UTF-16.
_DECLARABLE = (
    dict.fromkeys(("utf-8", "utf8"), "utf-8")
    | dict.fromkeys(("gb18030", "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"), "gb18030")
    | {"big5": "big5", "big5-hkscs": "big5hkscs"}
)
_DECLARED = re.compile(rb"charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOST_INDENT = "\ue5e5"  # GBK A3 A0, an indent, as some editors turn it into Unicode
_FOREIGN = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b", b"{\\rtf")


class UnreadableDocumentError(ValueError):
    """A file that no importer can turn into text; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the import report. ``line`` counts from 1 in the source file, in its ``unit``; 0: the file as a whole.

    ``begins``: the first words there, where no program shows the number: who counts to the 30th paragraph?
    """

    kind: NoteKind
    field: str
    text: str
    line: int = 0
    unit: Unit = "行"
    begins: str = ""

    def __str__(self) -> str:
        begins = f"“{self.begins}…”" if self.begins else ""
        place = f"第 {self.line} {self.unit}{begins}：" if self.line else ""
        return f"[{NOTE_NAMES[self.kind]}] {place}{self.text}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text with ``\\n`` line ends, the encoding it came in, and what was lost on the way."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Detect and decode. ``markup``: a charset declared near the top is tried first."""
    if data.startswith(_FOREIGN):
        raise UnreadableDocumentError("不是纯文本或网页（可能是 Word、PDF 或图片）；请先另存为 .txt 或 .html")
    if not data.strip():
        raise UnreadableDocumentError("文件是空的")
    text, encoding = _decode(data, markup)
    notes: list[Note] = []
    if encoding not in {"utf-8", "utf-16-le", "utf-16-be", "gb18030"}:
        notes.append(Note("doubt", "", f"按 {encoding} 编码读取，请核对有无错字"))
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text.lstrip("\ufeff")).replace(_LOST_INDENT, "\u3000")
    text, removed = _CONTROLS.subn("", text)
    if removed > max(20, len(text) // 20):
        raise UnreadableDocumentError("不是纯文本或网页（有大量控制字符）；请先另存为 .txt 或 .html")
    if removed:
        notes.append(Note("changed", "", f"删去 {removed} 个不可见的控制字符"))
    lost = text.count("\ufffd")
    if lost > max(20, len(text) // 20):
        raise UnreadableDocumentError("认不出文字编码；请用记事本打开并另存为 UTF-8")
    if lost:
        first = text[: text.index("\ufffd")].count("\n") + 1
        notes.append(Note("doubt", "", f"有 {lost} 处字符无法识别，显示为“\ufffd”，请对照原件补正", first))
    return Decoded(text, encoding, tuple(notes))


def _decode(data: bytes, markup: bool) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), name
    wide = _without_bom(data)
    if wide:
        return data.decode(wide, "replace"), wide
    declared = _DECLARED.search(data[:4096]) if markup else None
    known = _DECLARABLE.get(declared[1].decode().lower(), "utf-8") if declared else "utf-8"
    for name in dict.fromkeys([known, "utf-8"]):
        text = _strictly(data, name)
        if text is not None and _is_plausible(text):
            return text, name
    # A long UTF-8 file with a few torn characters is still UTF-8: GB18030 would turn it all into rare characters.
    patched = data.decode("utf-8", "replace")
    if patched.count("\ufffd") * 200 < len(patched):
        return patched, "utf-8"
    chinese = _strictly(data, "gb18030")
    torn = patched.count("\ufffd")
    if chinese is None and torn * 20 < len(patched) and torn < data.decode("gb18030", "replace").count("\ufffd") and _is_plausible(patched):
        return patched, "utf-8"
    if chinese is not None and _is_plausible(chinese):
        return chinese, "gb18030"
    return _ask(data) or ((chinese, "gb18030") if chinese is not None else (data.decode("gb18030", "replace"), "gb18030"))


def _without_bom(data: bytes) -> str:
    """UTF-16 without a mark: line ends and digits leave zero bytes on one side only."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd < max(2, len(sample) // 200) or len(data) % 2:
        return ""
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    """Mostly characters of daily use? Text read in a wrong encoding is full of rare ones."""
    chinese = [c for c in text[:20000] if "\u3400" <= c <= "\u9fff" or "\ue000" <= c <= "\uf8ff"]
    if len(chinese) < 20:
        return True
    daily = 0
    for char in chinese:
        try:
            daily += 0xB0 <= char.encode("gb2312")[0] <= 0xD7
        except UnicodeEncodeError:
            continue
    return daily * 10 > len(chinese) * 6


def _ask(data: bytes) -> tuple[str, str] | None:
    # Imported here: it is slow to load and hardly ever needed.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return (str(best), best.encoding) if best is not None else None
