"""Pictures that are published: is this one, how large is it shown, and its pixels alone as a file.

A picture is decoded and written anew, never copied: what a camera or an office program put beside the pixels (place, author, device,
comments, a smaller picture inside, whatever follows the end) cannot come along, whether anybody knows of it or not. It is turned as it was
held, and no wider than a page can show; a JPEG that needs neither keeps its own quantisation. The same bytes and version of Pillow give the same bytes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_TYPES = ("png", "jpg", "jpeg", "gif")
WIDEST = 1600  # pixels; twice the widest column of text
_MOST_PIXELS = 60_000_000  # of a scanned sheet A2; more is no picture but an attack on memory
_QUALITY = 88  # of a JPEG that had to be turned or made smaller
_PLACE = 0x8825  # EXIF: where it was taken
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF"}


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height as shown."""

    width: int
    height: int


def is_picture(name: str) -> bool:
    """Does a file's name say that it is one?"""
    return name.rpartition(".")[2].lower() in PICTURE_TYPES and "." in name


def picture_fault(name: str, data: bytes) -> str:
    """Why these bytes cannot be shown under this name; empty when they can."""
    from PIL import Image, UnidentifiedImageError  # when first needed: most sites have none

    try:
        with Image.open(BytesIO(data), formats=[_FORMATS[name.rpartition(".")[2].lower()]]) as image:
            if image.width * image.height > _MOST_PIXELS:
                return f"有 {image.width}×{image.height} 点，太大"
            if getattr(image, "n_frames", 1) > 1:
                return "会动"
            if image.format != "JPEG" or not data.rstrip(b"\0").endswith(b"\xff\xd9"):
                image.load()
    except UnidentifiedImageError:
        return "打不开：内容和后缀不一致"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "打不开：文件不完整"
    return ""


def picture_size(data: bytes) -> Size:
    """The size of the picture that ``cleaned`` makes of it; its pixels are not read."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
            width, height = height, width
    return Size(width, height) if width <= WIDEST else Size(WIDEST, max(1, round(height * WIDEST / width)))


Cut = tuple[float, float, float, float]  # shares taken away at left, top, right, bottom


def as_published(data: bytes, cut: Cut, least: int) -> tuple[str, bytes] | None:
    """A picture out of another file: cut, in a form that can be shown, with its suffix. None where it is no picture, moves or is smaller than ``least``."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=[*dict.fromkeys(_FORMATS.values()), "BMP", "TIFF", "WEBP"]) as image:
            if image.width * image.height > _MOST_PIXELS or getattr(image, "n_frames", 1) > 1:
                return None
            box = (image.width * cut[0], image.height * cut[1], image.width * (1 - cut[2]), image.height * (1 - cut[3]))
            left, top, right, bottom = round(max(0, box[0])), round(max(0, box[1])), round(min(image.width, box[2])), round(min(image.height, box[3]))
            if right - left < least or bottom - top < least:
                return None
            suffix = {"JPEG": "jpg", "GIF": "gif"}.get(image.format or "", "png")
            if (left, top, right, bottom) == (0, 0, *image.size) and image.format in _FORMATS.values():
                return suffix, cleaned(data)
            out = BytesIO()
            part = image.crop((left, top, right, bottom))
            part = part if part.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else part.convert("RGB")
            part.save(out, "JPEG" if suffix == "jpg" else "PNG", exif=image.getexif(), icc_profile=image.info.get("icc_profile"))
            return (suffix if suffix == "jpg" else "png"), cleaned(out.getvalue())
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def says_where(data: bytes) -> bool:
    """Does a photograph hold the place where it was taken? What is published of it does not."""
    from PIL import Image

    with suppress(Exception), Image.open(BytesIO(data), formats=["JPEG"]) as image:  # whatever a torn picture brings out
        return bool(image.getexif().get_ifd(_PLACE))
    return False


def cleaned(data: bytes) -> bytes:
    """The pixels of a picture without anything else, in its own format; one that moves stays as it is."""
    from PIL import Image, ImageOps

    size = picture_size(data)
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        kind = image.format
        if getattr(image, "n_frames", 1) > 1:
            return data
        profile = image.info.get("icc_profile")
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        if kind == "JPEG" and not turned and not profile and image.size == (size.width, size.height) and image.mode in {"L", "RGB"}:
            image.load()
            image.info.clear()
            image.save(out, "JPEG", quality="keep", optimize=True, progressive=True)
            return out.getvalue()
        pixels = _in_screen_colours(ImageOps.exif_transpose(image), profile)
    if pixels.size != (size.width, size.height):
        pixels = (pixels.convert("RGBA" if _is_see_through(pixels) else "RGB") if pixels.mode == "P" else pixels).resize((size.width, size.height), Image.Resampling.LANCZOS)
    pixels.info = {key: value for key, value in pixels.info.items() if key == "transparency"}
    if kind == "JPEG":
        (pixels if pixels.mode in {"L", "RGB"} else pixels.convert("RGB")).save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    else:
        pixels.save(out, kind, optimize=True)
    return out.getvalue()


def _is_see_through(image: Image) -> bool:
    return "transparency" in image.info


def _in_screen_colours(image: Image, profile: bytes | None) -> Image:
    """With the colours that it has without its profile, which says of which device it is."""
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return found or image
