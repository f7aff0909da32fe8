"""Pictures before they are published: nothing but pixels, upright, no wider than a page, the same bytes every time."""

from __future__ import annotations

import pytest

from builder.content.pictures import WIDEST, Size, as_published, cleaned, picture_fault, picture_size
from builder.content.sections import parse_body
from tests.picture_files import SECRETS, gif, jpeg, opened, png

pytestmark = pytest.mark.parts

MADE = {
    "jpeg": jpeg(),
    "on its side": jpeg(orientation=6),
    "upside down": jpeg(orientation=3),
    "with a profile": jpeg(profile=True),
    "something behind its end": jpeg(behind=b"BEHIND-THE-END" * 20),
    "wide": jpeg(WIDEST * 2, 1000),
    "png": png(),
    "png with a palette": png(mode="P"),
    "grey": png(mode="L"),
    "see-through": png(mode="RGBA"),
    "wide png with a palette": png(WIDEST + 400, 100, mode="P"),
    "gif": gif(),
}


@pytest.mark.parametrize("name", MADE)
def test_nothing_but_pixels_is_left(name: str) -> None:
    data = MADE[name]
    made = cleaned(data)
    assert [s for s in SECRETS if s in made] == []
    image = opened(made)
    assert not image.getexif()
    assert {"comment", "icc_profile", "exif", "xmp", "Author"} & image.info.keys() == set()
    assert image.size == (picture_size(data).width, picture_size(data).height)
    assert image.format == opened(data).format
    assert cleaned(data) == made, "reproducible"


@pytest.mark.parametrize(("orientation", "corner"), [(1, (5, 190)), (3, (295, 10)), (6, (10, 5)), (8, (190, 295))])
def test_it_stands_as_it_was_held(orientation: int, corner: tuple[int, int]) -> None:
    """The red half is where the camera's note puts it."""
    image = opened(cleaned(jpeg(orientation=orientation))).convert("RGB")
    assert image.size == ((300, 200) if orientation < 5 else (200, 300))
    red, green, blue = image.getpixel(corner)
    assert red > 150 > green
    assert blue < 100


def test_a_wide_one_is_made_smaller() -> None:
    assert picture_size(jpeg(WIDEST * 2, 1000)) == Size(WIDEST, 500)
    assert picture_size(jpeg(WIDEST * 2, 1000, orientation=6)) == Size(1000, WIDEST * 2)


def test_one_that_needs_no_change_keeps_its_quality() -> None:
    assert opened(cleaned(jpeg())).quantization == opened(jpeg()).quantization  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", jpeg(), ""),
        ("a.jpg", jpeg(behind=b"BEHIND-THE-END"), ""),
        ("a.png", png(), ""),
        ("a.png", jpeg(), "后缀"),
        ("a.jpg", b"<html>", "后缀"),
        ("a.jpg", jpeg()[:-900], "不完整"),
        ("a.png", png()[: len(png()) // 2], "不完整"),
        ("a.jpg", b"", "后缀"),
        ("a.gif", gif(3), "会动"),
    ],
)
def test_what_cannot_be_shown_is_said(name: str, data: bytes, said: str) -> None:
    fault = picture_fault(name, data)
    assert said in fault
    assert bool(said) == bool(fault)


def test_what_was_cut_away_in_another_file_stays_there() -> None:
    made = as_published(png(), (0.5, 0.0, 0.0, 0.0), 24)
    assert made is not None
    assert made[0] == "png"
    image = opened(made[1]).convert("RGB")
    assert image.size == (150, 200)
    assert image.getpixel((2, 190)) == (255, 255, 255)
    assert as_published(png(20, 20), (0, 0, 0, 0), 24) is None
    assert as_published(b"\xd7\xcd\xc6\x9a emf", (0, 0, 0, 0), 24) is None


def test_a_picture_stands_between_paragraphs() -> None:
    body = parse_body("一段。\n![路灯一排](图 1.png)\n另一段。\n\n<table><tr><td>甲</td></tr></table>\n\n- 甲\n\n![[附]流程图](<b(2).png>)\n\n- 乙\n", 5, path="a.md")
    assert not [p for p in body.problems if p.code != "body.html"]
    assert [b.kind for b in body.blocks] == ["paragraph", "image", "paragraph", "table", "list", "image", "list"]
    shown = [(b.text, b.picture.file, b.picture.line) for b in body.blocks if b.picture]
    assert shown == [("路灯一排", "图 1.png", 6), ("[附]流程图", "b(2).png", 13)]
    assert [p.text for p in body.paragraphs] == ["一段。", "另一段。", "甲", "甲", "乙"], "what a picture shows is no sentence of the report"


def test_it_moves_no_anchor() -> None:
    before, after = (parse_body(text).paragraphs for text in ("一段。\n\n另一段。\n", "一段。\n\n![路灯一排](a.png)\n\n另一段。\n"))
    assert [p.id for p in before] == [p.id for p in after]
