"""Pictures of a page: where each is published, how large it is shown, and its file. Comes in: what lies beside the content file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.content.pictures import cleaned, is_picture, picture_size
from builder.content.slugs import file_slug
from builder.frozen import replace
from builder.model import Block, Picture
from builder.pages.page import Outfile

STATIC = "static/"
LOGO = 44  # pixels: as high as what can be pressed beside it


def placed(blocks: Iterable[Block], folder: str, beside: Mapping[str, bytes]) -> tuple[Block, ...]:
    """The blocks, pictures with their address below the base and their size."""
    return tuple(replace(b, picture=_placed(b.picture, folder, beside)) if b.picture else b for b in blocks)


def _placed(picture: Picture, folder: str, beside: Mapping[str, bytes]) -> Picture:
    if picture.file not in beside:
        return Picture("")
    size, name = picture_size(beside[picture.file]), file_slug(picture.file)
    return Picture(name, picture.line, folder + name, size.width, size.height)


def placed_logo(name: str, data: bytes) -> Picture | None:
    """The picture in the head of every page."""
    if not data:
        return None
    logo = _placed(Picture(name), STATIC, {name: data})
    return replace(logo, width=max(1, round(logo.width * LOGO / logo.height)), height=LOGO)


def files_beside(folder: str, beside: Mapping[str, bytes]) -> list[Outfile]:
    """Attachments as they are, pictures as their pixels alone: nobody wants to publish where and by whom a picture was taken."""
    return [Outfile(folder + file_slug(name), cleaned(data) if is_picture(name) else data) for name, data in beside.items()]
