"""What a file carries beside the text that it shows: author, comments, changes nobody accepted, what is hidden, where its photographs were taken.

Comes in: bytes and a name. Goes out: counts and texts, no verdicts. Zipped office files are read part by part as XML, whatever program wrote them;
nothing is unpacked that ``oversize`` would refuse, and a part that is torn tells nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from builder.content.limits import BODY_LIMIT
from builder.content.pictures import says_where
from builder.importers.packages import ALL_LIMIT, PART_LIMIT, PARTS_LIMIT
from builder.importers.pdf import marks_beneath
from builder.importers.values import UnreadableDocumentError

_TOLD = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)"
    r"|xl/(?:sharedStrings|comments\d*|(?:comments|threadedComments|worksheets)/[^/]+)|ppt/(?:slides|notesSlides|comments)/[^/]+)\.xml\Z"
)
_PHOTO = re.compile(r"(?:word|xl|ppt)/media/[^/]+\.jpe?g\Z", re.IGNORECASE)
_BLOCKS, _TEXTS = frozenset(("p", "si", "row", "text")), frozenset(("t", "delText", "v", "text"))
_WHERE = (("omment", "批注"), ("header", "页眉"), ("footer", "页脚"), ("notes", "注释"), ("document", "第 {} 段"), ("worksheets", "第 {} 行"), ("slides", "幻灯片"), ("", "表格"))
_CHANGES = frozenset(("ins", "del", "moveFrom"))
_MEMBERS = 50  # of an archive that are looked into
_PHOTOS = 200  # of one file that are looked at


@dataclass(frozen=True, slots=True)
class Beneath:
    """``authors``: as the file names them; ``texts``: (where, words) of all that it says, shown or not; ``placed``: photographs that say where; ``cut``: there are more words.

    ``title``: what it calls itself in its properties.
    """

    authors: tuple[str, ...] = ()
    comments: int = 0
    changes: int = 0
    hidden: tuple[str, ...] = ()
    placed: int = 0
    texts: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    title: str = ""


def oversize(data: bytes) -> str:
    """How an archive would fill the memory of whoever opens it; empty when it would not, or is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    size = sum(p.file_size for p in parts)
    if size > ALL_LIMIT and size > 20 * len(data):
        return f"只有 {max(1, len(data) // 1000)} KB，解压后有 {size // 1_000_000} MB"
    return f"里面有 {len(parts)} 个文件" if len(parts) > PARTS_LIMIT else ""


def beneath(data: bytes, name: str) -> Beneath:
    """What a Word, Excel, PowerPoint, WPS or PDF file of the day carries; of others nothing is known."""
    if data.startswith(b"%PDF-"):
        with suppress(UnreadableDocumentError):
            authors, comments, title = marks_beneath(data)
            return Beneath(authors, comments, title=title)
    if data.startswith(b"PK\x03\x04") and not name.lower().endswith(".zip") and not oversize(data):
        with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_package(archive)
    if data.startswith(b"\xff\xd8\xff"):
        return Beneath(placed=int(says_where(data)))
    return Beneath()


def packed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in an archive that may be looked through, one archive in another left out; nothing of one that is locked or torn."""
    with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist()[:_MEMBERS]:
            if not part.is_dir() and not part.filename.lower().endswith((".zip", ".rar", ".7z")) and part.file_size <= PART_LIMIT:
                yield _named(part), _part(archive, part.filename)


def _named(part: zipfile.ZipInfo) -> str:
    """Its name: what Windows packs without saying so is in GBK."""
    if part.flag_bits & 0x800:
        return part.filename
    with suppress(UnicodeError):
        return part.filename.encode("cp437").decode("gb18030")
    return part.filename


def _of_package(archive: zipfile.ZipFile) -> Beneath:
    names = archive.namelist()
    authors, title = _authors(archive) if "docProps/core.xml" in names else ((), "")
    comments = changes = size = 0
    hidden: dict[str, int] = {}
    texts: list[tuple[str, str]] = []
    if "xl/workbook.xml" in names:
        for sheet in _root(archive, "xl/workbook.xml").iter("{*}sheet"):
            if sheet.get("state", "visible") != "visible":
                hidden[f"工作表“{sheet.get('name', '')}”"] = 1
    for name in filter(_TOLD.match, names):
        root = _root(archive, name)
        if "omment" in name:
            comments += sum(1 for e in root.iter("{*}comment", "{*}threadedComment", "{*}cm"))
        if name.startswith("word/"):
            changes += sum(1 for e in root.iter(*(f"{{*}}{c}" for c in _CHANGES)) if _local(_of(e)) != "rPr")
            _count(hidden, "处文字", sum(1 for e in root.iter("{*}r") if _vanishes(e)))
        elif name.startswith("xl/worksheets/"):
            _count(hidden, "行", sum(1 for e in root.iter("{*}row") if _is_on(e, "hidden") and len(e)))
            _count(hidden, "栏", sum(int(e.get("max", 1)) - int(e.get("min", 1)) + 1 for e in root.iter("{*}col") if _is_on(e, "hidden") and int(e.get("max", 1)) < 200))
        elif name.startswith("ppt/slides/"):
            _count(hidden, "张幻灯片", root.get("show") == "0")
        for place in _texts(root, name):
            size += len(place[1])
            if size > BODY_LIMIT:
                break
            texts += [place] if place[1].strip() else []
    placed = sum(1 for name in [n for n in names if _PHOTO.match(n)][:_PHOTOS] if says_where(_part(archive, name)))
    told = tuple(key if key.startswith("工作表") else f"{count} {key}" for key, count in hidden.items())
    return Beneath(authors, comments, changes, told, placed, tuple(texts), size > BODY_LIMIT, title)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with suppress(Exception), archive.open(name) as part:  # a torn part brings out whatever it likes
        data = part.read(PART_LIMIT + 1)
        return data if len(data) <= PART_LIMIT else b""
    return b""


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with suppress(etree.LxmlError, ValueError):
        return etree.fromstring(_part(archive, name), etree.XMLParser(resolve_entities=False, no_network=True))
    return etree.Element("none")


def _authors(archive: zipfile.ZipFile) -> tuple[tuple[str, ...], str]:
    root = _root(archive, "docProps/core.xml")
    authors = tuple(dict.fromkeys(e.text.strip() for e in root.iter("{*}creator", "{*}lastModifiedBy") if e.text and e.text.strip()))
    return authors, next((e.text.strip() for e in root.iter("{*}title") if e.text), "")


def _texts(root: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Paragraphs, rows, strings of a workbook, each word once; a number that stands for a string of another part is none."""
    where = next(said for part, said in _WHERE if part in name)
    block, at, number, words = root, 0, 0, list[str]()
    for e in root.iter(*(f"{{*}}{tag}" for tag in _BLOCKS | _TEXTS)):
        number += _local(e) in _BLOCKS
        if _local(e) in _TEXTS and e.text and not (_local(e) == "v" and _of(e).get("t") == "s"):
            if (own := _block(e)) is not block:
                yield where.format(block.get("r", at)), _joined(block, words)
                block, at, words = own, number, []
            words.append(e.text)
    yield where.format(block.get("r", at)), _joined(block, words)


def _block(element: etree._Element) -> etree._Element:
    return next((e for e in (element, *element.iterancestors()) if _local(e) in _BLOCKS), element)


def _joined(block: etree._Element, words: list[str]) -> str:
    return (" " if _local(block) == "row" else "").join(words)


def _of(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _vanishes(run: etree._Element) -> bool:
    off = [e for e in run.iterfind("{*}rPr/{*}vanish") if e.get(e.tag.replace("vanish", "val"), "1") not in {"0", "false", "off"}]
    return bool(off) and any(e.text for e in run.iterfind("{*}t"))


def _is_on(element: etree._Element, key: str) -> bool:
    return element.get(key) in {"1", "true"}


def _count(hidden: dict[str, int], what: str, count: int) -> None:
    if count:
        hidden[what] = hidden.get(what, 0) + count
