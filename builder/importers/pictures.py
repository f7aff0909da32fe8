"""A document's pictures in its draft: each behind the text it stood behind, in a file of its own, and a person is asked what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from builder.importers.outline import Piece
from builder.importers.values import Note, SourcePicture

Files = tuple[tuple[str, bytes], ...]


def with_pictures(pieces: Sequence[Piece], pictures: Sequence[SourcePicture], report_id: str) -> tuple[tuple[Piece, ...], Files, list[Note]]:
    """The pieces with the pictures among them, their files by name, and notes. A picture that stands twice is one file."""
    names: dict[bytes, str] = {}
    out = list(pieces)
    notes: list[Note] = []
    for picture in pictures:
        name = names.setdefault(picture.data, f"{report_id}-{len(names) + 1}.{picture.suffix}")
        at = next((k for k, piece in enumerate(out) if piece.line > picture.place), len(out))
        out.insert(at, Piece(picture.alt, picture.place, file=name))
        if not picture.alt:
            notes.append(Note("missing", "", f"图片 {name} 没有说明，写上才能公开：在正文这一行的方括号里写出图里的内容；不公开的，删去这一行和图片文件", picture.place))
    said = sum(bool(p.alt) for p in pictures)
    if said:
        notes.append(Note("doubt", "", f"{said} 幅图的说明取自 Word 里的替换文字；请核对是不是说出了图里的内容"))
    return tuple(out), tuple((name, data) for data, name in names.items()), notes
