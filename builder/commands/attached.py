"""The text of attachments, for the search: read once for each file's bytes, then kept in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

from builder.analysis.search_index import AttachedText
from builder.model import Report
from builder.pages.record import attachment_anchor
from builder.store import Store, key_of, pack, unpack

LONGEST = 30_000  # characters of one attachment; whoever looks further opens it


def attached_texts(
    reports: Iterable[Report], beside: Mapping[str, Mapping[str, bytes]], store: Store, code: bytes
) -> tuple[dict[str, tuple[AttachedText, ...]], set[bytes]]:
    """By report its attachments that can be read, and the keys under which the store has their texts."""
    wanted = [(r.id, number, a.title, a.file, beside[r.id][a.file]) for r in reports for number, a in enumerate(r.meta.attachments, 1) if a.file in beside.get(r.id, {})]
    readers = "pdf" if find_spec("pdfplumber") else ""  # whoever installs it later has PDF read from then on
    keys = [key_of("attached", code, readers, name, hashlib.sha256(data).digest()) for _, _, _, name, data in wanted]
    kept = store.get_all(keys)
    found: dict[str, tuple[AttachedText, ...]] = {}
    fresh: dict[bytes, bytes] = {}
    for key, (report, number, title, name, data) in zip(keys, wanted, strict=True):
        lines: tuple[str, ...] = unpack(kept[key]) if key in kept else _read(data, name)
        if key not in kept:
            fresh[key] = pack(lines)
        if lines:
            found[report] = (*found.get(report, ()), AttachedText(attachment_anchor(number), f"附件：{title}", lines))
    store.put_all(fresh)
    return found, set(keys)


def _read(data: bytes, name: str) -> tuple[str, ...]:
    from builder.importers import document_text  # when first needed: most builds read none

    out: list[str] = []
    length = 0
    for line in document_text(data, name):
        length += len(line)
        if length > LONGEST:
            break
        out.append(line)
    return tuple(out)
