"""Documents → content files: bytes in, a draft and a list of what to look at out. Never runs in a build.

One module per format reads a file into lines (``IMPORTERS``: the first that takes the name reads it);
``chrome`` cuts the portal's frame away and reads the record, ``punctuation`` restores full width,
``outline`` finds the headings, ``identity`` settles title, office, kind and year, ``draft`` writes.
A new format is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.content.characters import clean
from builder.content.limits import BODY_LIMIT, LINES_LIMIT, PARAGRAPH_LIMIT
from builder.importers import foreign, html, legacy, markdown, pdf, sheets, text, web_archive, word
from builder.importers.assemble import assemble
from builder.importers.batch import Outcome, import_each
from builder.importers.beneath import Beneath, beneath, oversize, packed
from builder.importers.values import (
    FILE_LIMIT,
    LEFT_OUT,
    NOTE_NAMES,
    STATED_FIELDS,
    Format,
    ImportOptions,
    ImportResult,
    Note,
    Source,
    UnreadableDocumentError,
    too_large,
)
from builder.model import Agency

IMPORTERS: tuple[Format, ...] = (
    Format(html.NAME, html.SUFFIXES, html.read, html.looks_like),
    Format(web_archive.NAME, web_archive.SUFFIXES, web_archive.read, web_archive.looks_like),
    Format(word.NAME, word.SUFFIXES, word.read, word.looks_like),
    Format(sheets.NAME, sheets.SUFFIXES, sheets.read, sheets.looks_like),
    Format(pdf.NAME, pdf.SUFFIXES, pdf.read, pdf.looks_like),
    Format(legacy.SHEET_NAME, legacy.SHEET_SUFFIXES, legacy.read_sheet, legacy.looks_like_sheet),
    Format(legacy.NAME, legacy.SUFFIXES, legacy.read, legacy.looks_like),
    Format(foreign.NAME, foreign.SUFFIXES, foreign.read_picture, foreign.is_picture),
    Format(foreign.OTHER_NAME, foreign.OTHER_SUFFIXES, foreign.read_other, foreign.is_other),
    Format(sheets.CSV_NAME, sheets.CSV_SUFFIXES, sheets.read_csv),
    Format(markdown.NAME, markdown.SUFFIXES, markdown.read),
    Format(text.NAME, text.SUFFIXES, text.read),
)

__all__ = [
    "FILE_LIMIT",
    "IMPORTERS",
    "LEFT_OUT",
    "NOTE_NAMES",
    "STATED_FIELDS",
    "Beneath",
    "Format",
    "ImportOptions",
    "ImportResult",
    "Note",
    "Outcome",
    "UnreadableDocumentError",
    "beneath",
    "document_text",
    "import_document",
    "import_documents",
    "oversize",
    "packed",
    "readable_suffixes",
    "reason_not_readable",
    "too_large",
]


def import_document(data: bytes, name: str, options: ImportOptions) -> ImportResult:
    """Turn one file into a draft. ``name`` is its base name; raises ``UnreadableDocumentError`` with a Chinese message."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    if reason := too_large(base, len(data)):
        raise UnreadableDocumentError(reason)
    if not data.strip():
        raise UnreadableDocumentError("文件是空的")
    chosen = choose_format(data, base)
    source = chosen.read(data)
    _check_size(source)
    return assemble(data, base, chosen.name, source, options)


def document_text(data: bytes, name: str) -> tuple[str, ...]:
    """What a file says, paragraph by paragraph; nothing where that cannot be read here, or only with a program that not every machine has."""
    try:
        chosen = choose_format(data, name)
        if chosen.name in {legacy.NAME, legacy.SHEET_NAME} or too_large(name, len(data)):
            return ()
        return tuple(clean(line.text) for line in chosen.read(data).lines)
    except Exception:  # UnreadableDocumentError, or a mistake of ours: the file is offered for download all the same
        return ()


def _check_size(source: Source) -> None:
    """What a content file may not hold is not made into one: the time to look at it grows faster than it."""
    longest = max(source.lines, key=lambda line: len(line.text) * (line.kind != "table"), default=None)
    if longest and longest.kind != "table" and len(longest.text) > PARAGRAPH_LIMIT:
        begins = f"“{longest.text[:12]}…”" if source.unit != "行" else ""  # editors number lines, no program paragraphs
        place = f"第 {longest.number} {source.unit}{begins}" if longest.number else f"有一段{begins}"
        raise UnreadableDocumentError(f"{place}长 {len(longest.text)} 字，像是丢了换行；请分段（每段不超过 {PARAGRAPH_LIMIT} 字）后再导入")
    if len(source.lines) > LINES_LIMIT or sum(len(line.text) for line in source.lines) > BODY_LIMIT:
        raise UnreadableDocumentError(f"正文超过 {LINES_LIMIT} 行或 {BODY_LIMIT} 字；请拆成几份文件")


def import_documents(
    files: Sequence[tuple[str, bytes]], options: ImportOptions
) -> tuple[tuple[Outcome, ...], tuple[Agency, ...]]:
    """Turn several (base name, bytes) into drafts; an unreadable one stops none of the others. Also the new offices."""
    return import_each(files, options, import_document)


def choose_format(data: bytes, name: str) -> Format:
    """The format of a file: by its content where that is unmistakable, else by its suffix."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    for candidate in IMPORTERS:
        if candidate.looks_like and candidate.looks_like(data):
            return candidate
    for candidate in IMPORTERS:
        if suffix in candidate.suffixes:
            return candidate
    raise UnreadableDocumentError(f"不认识的格式“{suffix}”；能读的是 {'、'.join(readable_suffixes())}，请先另存为其中一种")


def readable_suffixes() -> tuple[str, ...]:
    """What a file may be called that can be read, with what is at hand."""
    return tuple(s for f in IMPORTERS if f.name not in (foreign.NAME, foreign.OTHER_NAME) for s in f.suffixes if s)


def reason_not_readable(name: str) -> str:
    """Why a file called so is left out of a folder; empty when it can be read."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix in foreign.SUFFIXES:
        return foreign.PICTURE
    if suffix in foreign.OTHER_SUFFIXES:
        return "压缩包、演示文稿、OFD 等不能直接导入；请先解压，或另存为 .docx"
    return "" if suffix in readable_suffixes() else f"不认识的格式“{suffix}”" if suffix else "没有扩展名，看不出格式"
