"""Pictures of a Word document: out of the package, cut as Word shows them, with the words that its author wrote for them.

Comes in: where a drawing stands and the part that holds it. Goes out: pictures that a report can show; what cannot come along is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from builder.content.pictures import Cut, as_published
from builder.importers.values import SourcePicture

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHAPE_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_NO_WORDS = re.compile(r"自动生成|AI 生成|automatically generated|AI-generated|\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)\s*\Z|[/\\]", re.IGNORECASE)
_LEAST = 24  # pixels; what is smaller is a rule or a bullet


@dataclass(slots=True)
class Drawn:
    """A picture as it is met: ``said``: its words in the document; ``key``: of its data in the package, empty where it has none of its own."""

    said: str
    key: str = ""
    cut: Cut = (0.0, 0.0, 0.0, 0.0)
    place: int = 0


def drawn_picture(drawing: etree._Element, said: str) -> Drawn:
    """The picture of a drawing. One that is cut in a way that is not read here is not taken: what was cut away is not to be published."""
    blip = next(drawing.iter(_DRAWING + "blip"), None)
    if blip is not None:
        window = next(drawing.iter(_DRAWING + "srcRect"), None)
        edges = [int(window.get(side, "0")) / 100_000 if window is not None and window.get(side, "0").lstrip("-").isdecimal() else 0.0 for side in "ltrb"]
        return Drawn(said, blip.get(_EMBED, ""), (edges[0], edges[1], edges[2], edges[3]))
    shape = next(drawing.iter(_SHAPE_IMAGE), None)
    if shape is not None and not any(name.startswith("crop") for name in map(str, shape.attrib)):
        return Drawn(said or str(shape.get("title") or ""), shape.get(_RELATION, ""))
    return Drawn(said)


def taken(part: Any, drawn: Sequence[Drawn]) -> tuple[tuple[SourcePicture, ...], tuple[Drawn, ...]]:
    """The pictures that come along, and those that do not."""
    found: list[SourcePicture] = []
    left: list[Drawn] = []
    for one in drawn:
        made = next(_made(part, one), None)
        if made is None:
            left.append(one)
        else:
            found.append(SourcePicture(one.place, *made, "" if _NO_WORDS.search(one.said) else one.said.strip()))
    return tuple(found), tuple(left)


def _made(part: Any, one: Drawn) -> Iterator[tuple[str, bytes]]:
    relation = part.rels.get(one.key) if one.key else None
    if relation is not None and not relation.is_external:
        made = as_published(relation.target_part.blob, one.cut, _LEAST)
        if made:
            yield made
