"""Documents → content files: bytes in, a draft and a list of what to look at out. Never runs in a build.

One module per format reads a file into lines (``IMPORTERS``: the first that takes the name reads it);
``chrome`` cuts the portal's frame away and reads the record, ``punctuation`` restores full width,
``outline`` finds the headings, ``identity`` settles title, office, kind and year, ``draft`` writes.
A new format (.docx, .pdf) is one module and one line here.
"""

from __future__ import annotations

from builder.importers import html, text
from builder.importers.assemble import assemble
from builder.importers.values import (
    NOTE_NAMES,
    Format,
    ImportOptions,
    ImportResult,
    Note,
    UnreadableDocument,
)

IMPORTERS: tuple[Format, ...] = (
    Format(html.NAME, html.SUFFIXES, html.read, html.looks_like),
    Format(text.NAME, text.SUFFIXES, text.read),
)

__all__ = ["IMPORTERS", "NOTE_NAMES", "Format", "ImportOptions", "ImportResult", "Note", "UnreadableDocument", "import_document"]


def import_document(data: bytes, name: str, options: ImportOptions) -> ImportResult:
    """Turn one file into a draft. ``name`` is its base name; raises ``UnreadableDocument`` with a Chinese message."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    chosen = choose_format(data, base)
    return assemble(data, base, chosen.name, chosen.read(data), options)


def choose_format(data: bytes, name: str) -> Format:
    """The format of a file: by its content where that is unmistakable, else by its suffix."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    for candidate in IMPORTERS:
        if candidate.looks_like and candidate.looks_like(data):
            return candidate
    for candidate in IMPORTERS:
        if suffix in candidate.suffixes:
            return candidate
    known = "、".join(s for candidate in IMPORTERS for s in candidate.suffixes if s)
    raise UnreadableDocument(f"不认识的格式“{suffix}”；能读的是 {known}，请先另存为其中一种")
