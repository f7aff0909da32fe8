"""The code of an address: the path draws the very modules."""

from __future__ import annotations

import re

import pytest
import segno

from builder.pages.qr import qr_code

pytestmark = pytest.mark.parts


def drawn(path: str) -> set[tuple[int, int]]:
    """The modules that strokes of an SVG path cover, by column and row."""
    found: set[tuple[int, int]] = set()
    x = y = 0.0
    for sign, first, second in re.findall(r"([Mmh])([\d.]+)(?: ([\d.]+))?", path):
        if sign == "h":
            found |= {(int(x) + n, int(y)) for n in range(int(first))}
        x = float(first) if sign == "M" else x + float(first)
        y = float(second) if sign == "M" else y
    return found


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/gov/reports/nan-shi-2024/", "https://例子.中国/" + "a" * 90])
def test_the_path_draws_the_modules(address: str) -> None:
    code = qr_code(address)
    matrix = segno.make(address, error="l", mask=3).matrix
    assert code.size == len(matrix) + 8
    assert drawn(code.path) == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
