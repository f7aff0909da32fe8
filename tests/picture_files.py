"""Pictures as cameras and office programs write them, made with Pillow: what nobody wants to publish lies beside the pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

AUTHOR, CAMERA, COMMENT = "AUTHOR-ZHANGSAN", "CAMERA-9000", "COMMENT-INSIDE"
SECRETS = (AUTHOR.encode(), CAMERA.encode(), COMMENT.encode(), b"Exif", b"GPS", b"<x:xmpmeta", b"ICC_PROFILE", b"iCCP", b"BEHIND-THE-END")


def picture(width: int = 300, height: int = 200) -> Image.Image:
    """Left half red, right half white with a black bar on top: one sees how it lies."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height), fill="#c00000")
    draw.rectangle((width // 2, 0, width, height // 5), fill="black")
    return image


def jpeg(width: int = 300, height: int = 200, *, orientation: int = 1, profile: bool = False, behind: bytes = b"") -> bytes:
    """With author, camera, place and a comment; ``behind``: what some telephones append."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010F], exif[0x0112] = AUTHOR, CAMERA, orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (22.0, 31.0, 12.5)
    out = io.BytesIO()
    more = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()} if profile else {}
    picture(width, height).save(out, "JPEG", exif=exif, comment=COMMENT.encode(), quality=95, **more)
    return out.getvalue() + behind


def png(width: int = 300, height: int = 200, mode: str = "RGB") -> bytes:
    """With an author and a text in it."""
    info = PngInfo()
    info.add_text("Author", AUTHOR)
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CAMERA}</x:xmpmeta>")
    out = io.BytesIO()
    picture(width, height).convert(mode).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def gif(frames: int = 1) -> bytes:
    out = io.BytesIO()
    images = [picture().rotate(90 * k) for k in range(frames)]
    images[0].save(out, "GIF", save_all=frames > 1, append_images=images[1:], comment=COMMENT.encode())
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
