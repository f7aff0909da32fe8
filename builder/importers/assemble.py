"""Everything after reading: a document's lines → the draft, its id and the notes."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from builder.content.characters import clean
from builder.content.kinds import shipped_kinds
from builder.content.run_ins import find_run_ins
from builder.importers import agencies, draft, punctuation
from builder.importers.chrome import Cut, cut
from builder.importers.identity import Identity, identify
from builder.importers.outline import Piece, find_outline, page_marks
from builder.importers.pictures import with_pictures
from builder.importers.record import NUMBER_LINE, show_moment
from builder.importers.unused import unused_options
from builder.importers.values import STATED_FIELDS, ImportOptions, ImportResult, Line, Note, Source, UnreadableDocumentError

_UNKNOWN_AGENCY = "weibiaozhu"  # 未标注
_BEGINS = 12  # characters: enough to find a paragraph by
_DAYS = (("effective", "实施日期"), ("expires", "失效日期"))
_WITHHELD = ("依申请公开", "不予公开")


def assemble(data: bytes, name: str, importer: str, source: Source, options: ImportOptions) -> ImportResult:
    """Cut, restore, outline, identify, write."""
    if not options.kinds:
        options = replace(options, kinds=shipped_kinds())
    source, name = _without_controls(source), clean(name)
    options = replace(
        options, title=clean(options.title), agency=clean(options.agency), index_number=clean(options.index_number), source_url=clean(options.source_url)
    )
    document = cut(source)
    if not document.lines:
        raise UnreadableDocumentError("没有找到正文" + source.bare)
    document, punctuation_notes = _restore(document)
    pieces, outline_notes = find_outline(document.lines)
    identity = identify(document, options)
    agency = identity.agency
    if agency and identity.is_new_agency:
        agency = agencies.with_spoken_name(agency, "\n".join(line.text for line in source.lines), options.agencies)
    values, value_notes = _stated_values(document, options)
    report_id = _report_id(identity, options.taken)
    fields = _fields(report_id, identity, values, document, options)
    pages = page_marks(pieces) if source.unit == "页" else ""
    fields.insert(-1, ("provenance", {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "importer": importer, **({"pages": pages} if pages else {})}))
    pieces, files, picture_notes = with_pictures(pieces, source.pictures, report_id)
    text = f"---\n{draft.to_front_matter(fields)}\n---\n\n{draft.to_markdown(pieces)}"
    notes = [*source.notes, *document.notes, *identity.notes, *value_notes, *outline_notes, *punctuation_notes, *_doubts(pieces), *picture_notes]
    notes = [*unused_options(identity, values, options), *notes]
    folder = identity.agency.id if identity.agency else _UNKNOWN_AGENCY
    path = f"content/reports/{folder}/{report_id}.md"
    office = (agency, identity.is_new_agency, identity.stated_agency)
    # A note that quotes what it means shows the place by itself.
    begins = {line.number: line.text[:_BEGINS] for line in source.lines if line.text} if source.unit == "段" else {}
    notes = [replace(note, unit=source.unit, begins="" if "“" in note.text else begins.get(note.line, "")) for note in notes]
    return ImportResult(text, report_id, path, *office, tuple(notes), source.lines, files)


def _without_controls(source: Source) -> Source:
    """The source without characters that no content file may hold; a page writes them as references (``&#1;``)."""
    lines = tuple(replace(x, text=clean(x.text), rows=tuple(tuple(map(clean, row)) for row in x.rows)) for x in source.lines)
    record = {clean(field): replace(found, value=clean(found.value)) for field, found in source.record.items()}
    if lines == source.lines and record == source.record:
        return source
    first = next((old.number for old, new in zip(source.lines, lines, strict=True) if old != new), 0)
    note = Note("changed", "", "删去控制字符或改变文字方向的字符，请对照原件", first)
    return replace(source, lines=tuple(x for x in lines if x.text or x.rows), record=record, notes=(*source.notes, note))


def _restore(document: Cut) -> tuple[Cut, list[Note]]:
    """Full-width punctuation in the body and the title; counted and sampled."""
    total = 0
    first = 0
    samples: list[str] = []
    lines: list[Line] = []
    for line in document.lines:
        text, changes = punctuation.restore(line.text)
        rows = tuple(tuple(punctuation.restore(cell)[0] for cell in row) for row in line.rows)
        lines.append(replace(line, text=text, rows=rows))
        if changes and not total:
            first = line.number
        if changes and len(samples) < 3:
            samples.append(punctuation.sample(line.text, changes, 1))
        total += len(changes)
    title = document.title
    if title:
        title = replace(title, value=punctuation.restore(title.value)[0])
    notes = [Note("changed", "", f"恢复汉字旁的全角标点 {total} 处（可还原），如 {'、'.join(samples)}", first)] if total else []
    return replace(document, lines=tuple(lines), title=title), notes


def _stated_values(document: Cut, options: ImportOptions) -> tuple[dict[str, str], list[Note]]:
    """Dates, numbers and the rest of the record: stated or given, never inferred."""
    values = {field: found.value for field, found in document.record.items()}
    notes: list[Note] = []
    number = document.record.get("document_number")
    if number and number.how == NUMBER_LINE:
        notes.append(Note("changed", "document_number", f"文号取自单独一行：{number.value}，请核对", number.line))
    signed = _signed(document.lines)
    if signed and "written" not in values:
        values["written"] = signed[0]
        notes.append(Note("changed", "written", f"成文日期取自题注或落款：{signed[0]}", signed[1]))
    for field, (label, option) in STATED_FIELDS.items():
        given = getattr(options, field).strip()
        if field in values:
            continue
        if given:
            values[field] = show_moment(given) if field != "index_number" else given
        else:
            notes.append(Note("missing", field, f"原件没有{label}；如果知道，请用 {option} 给出"))
    values["written"] = values.get("written", "")[:10]
    if values.get("disclosure") in _WITHHELD:
        notes.append(Note("doubt", "disclosure", f"原件标明“{values['disclosure']}”：不会出现在网站上，请核对"))
    if not values.get("summary"):
        notes.append(Note("missing", "summary", "没有内容概述；请补一句不超过 100 字的概述"))
    return values, notes


def _signed(lines: Sequence[Line]) -> tuple[str, int] | None:
    """The day under the title or below the text, where it stands alone or beside the office."""
    for line in lines:
        moment = show_moment(line.text) if line.apart else ""
        if moment and len(line.text) <= 40 and not re.search(r"[，。；,;在于—]|[社报讯].*电\Z", line.text):
            return moment[:10], line.number
    # A covering notice is signed before the text it sends.
    for above, line in itertools.pairwise(lines):
        moment = show_moment(line.text) if len(line.text) <= 20 and agencies.is_office(above.text) else ""
        if moment:
            return moment[:10], line.number
    return None


def _report_id(identity: Identity, taken: frozenset[str]) -> str:
    """``<agency>-<year>[-period]-<kind>[-n]``."""
    parts = [
        identity.agency.id if identity.agency else _UNKNOWN_AGENCY,
        str(identity.year) if identity.year else "",
        identity.period_id,
        identity.kind.id if identity.kind else "qita",
    ]
    base = "-".join(part for part in parts if part)
    number, report_id = 2, base
    while report_id in taken:
        report_id = f"{base}-{number}"
        number += 1
    return report_id


def _fields(
    report_id: str, identity: Identity, values: dict[str, str], document: Cut, options: ImportOptions
) -> list[tuple[str, object]]:
    """The front matter in the order of design 2; what is unknown stays there, empty, to be filled in."""
    keywords = [k for k in re.split(r"[\s;；,，、]+", values.get("keywords", "")) if k]
    source = {"name": values.get("source_name", ""), "url": values.get("source_url") or options.source_url}
    if options.retrieved:
        source["retrieved"] = options.retrieved.isoformat()
    fields: list[tuple[str, object]] = [
        ("id", report_id),
        ("title", identity.title),
        ("agency", identity.agency.id if identity.agency else ""),
        ("kind", identity.kind.name if identity.kind else ""),
        ("year", identity.year or ""),
        ("period", identity.period),
        ("written", values.get("written", "")),
        ("published", values.get("published", "")),
        ("index_number", values.get("index_number", "")),
        ("document_number", values.get("document_number", "")),
        ("subject", values.get("subject", "")),
        ("keywords", keywords),
        ("summary", values.get("summary", "")),
        ("validity", values.get("validity", "") if values.get("validity") in {"有效", "失效", "废止", "部分失效"} else ""),
        ("disclosure", values.get("disclosure") if values.get("disclosure") in _WITHHELD else "主动公开"),
        ("edition", "原文"),
        *((name, day[:10]) for name, label in _DAYS if (day := show_moment(values.get(label, "")))),
        ("source", {k: v for k, v in source.items() if v}),
        ("inferred", list(identity.inferred)),
    ]
    extra = {label: values[label] for _, label in _DAYS if values.get(label) and not show_moment(values[label])}
    return fields + ([("extra", extra)] if extra else [])


def _doubts(pieces: Sequence[Piece]) -> list[Note]:
    """What looks damaged in the source: reported with its line, never repaired."""
    notes: list[Note] = []
    texts: list[tuple[str, str]] = []
    lines: list[int] = []
    section = -1
    for piece in pieces:
        if piece.level:
            section += 1
        elif not piece.rows and not piece.file:
            texts.append((str(section), piece.text))
            lines.append(piece.line)
        for _, around in punctuation.unpaired_quotes(piece.text):
            notes.append(Note("doubt", "", f"引号不成对：“…{around}…”", piece.line))
        for place in (m.start() for m in re.finditer(r"\?", piece.text)):
            if punctuation.is_lost_blank(piece.text, place):
                notes.append(Note("doubt", "", f"“?”可能是丢失的空格：“…{piece.text[max(0, place - 5) : place + 6]}…”", piece.line))
    for (_, text), line, heads in zip(texts, lines, find_run_ins(texts), strict=True):
        numbered = any(head.number for head in heads if head.depth == 1)
        for head in heads:
            if numbered and head.depth == 1 and head.number in {"", "是"}:
                notes.append(Note("doubt", "", f"“{head.heading}”前疑缺序号", line))
            ends = text[head.head_end - 1 : head.head_end + 1]
            if head.number and not re.search("[。；;：:！？!?，,]", ends) and head.head_end < head.end:
                notes.append(Note("doubt", "", f"“{head.number}{head.heading}”后疑缺句号", line))
    return notes
