"""Readable parts in, few small files out."""

from __future__ import annotations

import pytest

from builder.rendering.assets import bundle_assets


def test_parts_are_included_and_not_published_twice() -> None:
    out = bundle_assets(
        {
            "static/css/site.css": b'@import "modes.css";\nbody { margin: 0; }\n',
            "static/css/modes.css": b"/* why */\nhtml { color: red; }\n",
            "static/site.js": b'// why\nlet a = "http://x"; // stays\n//= more.js\n',
            "static/more.js": b"let b = 1;\n",
            "static/icon.svg": b"<svg/>",
        }
    )
    assert out == {
        "static/css/site.css": b"html{color:red}body{margin:0}\n",
        "static/site.js": b'let a = "http://x"; // stays\nlet b = 1;\n',
        "static/icon.svg": b"<svg/>",
    }


def test_a_missing_part_is_named() -> None:
    with pytest.raises(KeyError, match=r"static/css/gone\.css"):
        bundle_assets({"static/css/site.css": b'@import "gone.css";\n'})
