"""The text of attachments, for the search and the checks, and what was found in them: read once for each file's bytes, then kept in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec

from builder.analysis.search_records import AttachedText
from builder.checks.attached import check_attached_words, check_carried, check_desk, check_picture, check_size, unread_attachment
from builder.content.pictures import is_picture
from builder.model import Report
from builder.pages.record import attachment_anchor
from builder.problems import Location, Problem
from builder.store import Store, key_of, pack, unpack

LONGEST = 30_000  # characters of one attachment; whoever looks further opens it


def readers() -> str:
    """What this machine can read beyond what every one can: parts of a site rest on it."""
    return "pdf" if find_spec("pdfplumber") else ""


def attached_keys(beside: Mapping[str, Mapping[str, bytes]], base: bytes) -> Iterator[bytes]:
    """Under which the store has the texts of these files; ``base``: of what reads them."""
    return (_key(base, name, data, of) for files in beside.values() for name, data in files.items() for of in ("attached", "found"))


def _key(base: bytes, name: str, data: bytes, of: str = "attached") -> bytes:
    return key_of(of, base, readers(), name, hashlib.sha256(data).digest())


def attached_texts(
    reports: Iterable[Report], beside: Mapping[str, Mapping[str, bytes]], store: Store, base: bytes
) -> dict[str, tuple[AttachedText, ...]]:
    """By report its attachments that can be read."""
    found: dict[str, tuple[AttachedText, ...]] = {}
    for report in reports:
        files = beside.get(report.id, {})
        for number, one in enumerate(report.meta.attachments, 1):
            if one.file in files and (lines := _lines(one.file, files[one.file], store, base)):
                found[report.id] = (*found.get(report.id, ()), AttachedText(attachment_anchor(number), f"附件：{one.title}", lines))
    return found


def attached_problems(name: str, data: bytes, path: str, store: Store | None, base: bytes) -> list[Problem]:
    """What is to be looked at in an attachment, and in what it carries; ``path``: how the file is shown."""
    key = _key(base, name, data, "found")
    kept = store.get(key) if store else None
    if kept is None:
        kept = pack(tuple(_problems(name, data)))
        if store:
            store.put_all({key: kept})
    found: tuple[Problem, ...] = unpack(kept)
    return [replace(p, location=replace(p.location, path=path)) for p in found]


def _problems(name: str, data: bytes) -> Iterator[Problem]:
    from builder.importers import beneath, document_text, oversize, packed  # when first needed: most attach nothing

    if large := oversize(data):
        yield check_size("", name, large)
        return
    if is_picture(name) and "/" not in name:  # published without what it carries; not so one in an archive
        yield from check_picture(Location(""), name, data)
        return
    if name.lower().endswith(".zip"):
        members = tuple(packed(data))
        for member, inside in members:
            yield from _problems(f"{name}/{member}", inside)
        if members:
            return
    carried = beneath(data, name)
    texts = carried.texts or tuple((f"第 {n} 段", line) for n, line in enumerate(document_text(data, name), 1) if line)
    yield from check_attached_words("", texts)
    yield from check_carried("", name, carried.authors, carried.comments, carried.changes, carried.hidden, carried.placed)
    yield from check_desk("", name, carried.title)
    if carried.cut or not texts:
        yield unread_attachment("", name, cut=carried.cut)


def _lines(name: str, data: bytes, store: Store, base: bytes) -> tuple[str, ...]:
    key = _key(base, name, data)
    if (kept := store.get(key)) is not None:
        lines: tuple[str, ...] = unpack(kept)
        return lines
    lines = tuple(_read(name, data))
    store.put_all({key: pack(lines)})
    return lines


def _read(name: str, data: bytes) -> Iterator[str]:
    from builder.importers import document_text  # when first needed: most sites attach nothing that they read

    length = 0
    for line in document_text(data, name):
        length += len(line)
        if length > LONGEST:
            break
        yield line
