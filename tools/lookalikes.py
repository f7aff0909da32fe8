"""Rewrites the computed half of builder/defaults/search/lookalikes.txt: characters that look alike as drawn.

A maintainer's tool: run by hand, its result is committed. It needs Pillow and numpy, which are imported where they
are used and are no dependencies of the project: install them into a throw-away environment beside the project, then

    python -m tools.lookalikes NotoSansCJK-Regular.ttc:2 NotoSerifCJK-Regular.ttc:2

A font is a file, or a face of a collection by its number (2 is "SC" in Noto's). Method:

1. Each of GB 2312's 3,755 first-level characters is drawn 60 px high on a square of 64, blurred (2 px) so that
   strokes that nearly meet count, halved in size, freed of its mean and scaled to length 1.
2. Two characters are as similar as the cosine of their pictures, the best of nine shifts by up to one pixel (two as
   drawn), averaged over the fonts: a sans-serif and a serif face seldom err on the same pair.
3. A pair is kept if each is among the other's NEAREST and it is similar enough; the further down the other's list,
   the more so (FLOOR, STEP). One threshold for all would fill the table with 撞擅摸 (dense characters are all
   similar to one another) long before it reaches 赴赶.
4. Pairs that a group made by hand has already are left out; the others are put together greedily to groups of up
   to GROUP characters. In a group every two characters are a kept pair: the search page takes it so.

What stands above the line MARK in the file was made by hand and is kept as it is: pairs that share a part but not
the picture (铁佚), rare characters (毒毐), few strokes that differ much in place (人八).
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.analysis.search_words import common_characters

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "builder" / "defaults" / "search" / "lookalikes.txt"
MARK = "# Computed by tools/lookalikes.py"

SIZE, HEIGHT, BLUR, SHIFTS = 64, 60, 2.0, (-1, 0, 1)
NEAREST = 5  # neighbours looked at
FLOOR = 0.79  # similarity of two that are each other's nearest …
STEP = 0.02  # … and so much more for each place further down
GROUP = 5  # characters in a group
WIDTH = 60  # characters in a line of the file

Pair = tuple[str, str]


def similarities(chars: Sequence[str], file: str, face: int) -> Any:
    """How similar every two characters are in this font: a symmetric matrix of cosines."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    font = ImageFont.truetype(file, HEIGHT, index=face)

    def drawn(char: str) -> Any:
        image = Image.new("L", (SIZE, SIZE), 0)
        ImageDraw.Draw(image).text((SIZE / 2, SIZE * 0.86), char, font=font, fill=255, anchor="ms")
        small = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((SIZE // 2, SIZE // 2), Image.Resampling.BOX)
        return np.asarray(small, dtype=np.float32)

    pictures = np.stack([drawn(char) for char in chars])
    pictures -= pictures.mean(axis=(1, 2), keepdims=True)
    pictures /= np.linalg.norm(pictures, axis=(1, 2), keepdims=True)
    flat = pictures.reshape(len(chars), -1)
    best = np.full((len(chars), len(chars)), -1, dtype=np.float32)
    for down in SHIFTS:
        for right in SHIFTS:
            moved = np.roll(pictures, (down, right), axis=(1, 2)).reshape(len(chars), -1)
            np.maximum(best, flat @ moved.T, out=best)
    return np.maximum(best, best.T)


def alike(chars: Sequence[str], matrix: Sequence[Sequence[float]]) -> list[Pair]:
    """The pairs to keep, most similar first."""
    nearest = [
        [other for other in heapq.nlargest(NEAREST + 1, range(len(row)), key=row.__getitem__) if other != at][:NEAREST]
        for at, row in enumerate(matrix)
    ]
    found: list[tuple[float, Pair]] = []
    for a, others in enumerate(nearest):
        for b in others:
            if a < b and a in nearest[b]:
                rank = max(others.index(b), nearest[b].index(a))
                if matrix[a][b] >= FLOOR + STEP * rank:
                    found.append((-matrix[a][b], (chars[a], chars[b])))
    return [pair for _, pair in sorted(found)]


def grouped(pairs: Sequence[Pair], by_hand: Sequence[str]) -> list[str]:
    """The pairs as groups in which every two are a pair, those that ``by_hand`` has left out."""
    known = {frozenset(pair) for pair in pairs}
    done = {frozenset((a, b)) for group in by_hand for a in group for b in group if a != b}
    near: dict[str, list[str]] = {}
    for a, b in pairs:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)

    def gain(char: str, group: str) -> int:
        links = [frozenset((char, other)) for other in group]
        return len(set(links) - done) if known.issuperset(links) else 0

    groups: list[str] = []
    for a, b in pairs:
        if frozenset((a, b)) in done:
            continue
        group = a + b
        while len(group) < GROUP:
            char = max(near[a], key=lambda c: gain(c, group) if c not in group else 0)
            # One that brings a single new pair costs less as a pair of its own with others.
            if char in group or gain(char, group) < min(2, len(group)):
                break
            group += char
        done |= {frozenset((c, d)) for c in group for d in group if c != d}
        groups.append(group)
    return groups


def lines_of(groups: Sequence[str]) -> list[str]:
    """Groups filled into lines."""
    lines = [""]
    for group in groups:
        if lines[-1] and len(lines[-1]) + 1 + len(group) > WIDTH:
            lines.append("")
        lines[-1] += f" {group}" if lines[-1] else group
    return lines


def font_name(file: str, face: int) -> str:
    """The name a font gives itself."""
    from PIL import ImageFont

    return " ".join(filter(None, ImageFont.truetype(file, HEIGHT, index=face).getname()))


def main(arguments: Sequence[str]) -> None:
    """Rewrites the table from these fonts: ``file`` or ``file:face``."""
    fonts = [(file, int(face or 0)) for file, _, face in (a.partition(":") for a in arguments)]
    if not fonts:
        raise SystemExit("Usage: python -m tools.lookalikes FONT[:FACE]…")
    chars = common_characters()
    matrix = sum(similarities(chars, *font) for font in fonts) / len(fonts)
    head = TABLE.read_text(encoding="utf-8").partition(MARK)[0].rstrip().splitlines()
    by_hand = [group for line in head if not line.startswith("#") for group in line.split()]
    pairs = alike(chars, matrix.tolist())
    groups = grouped(pairs, by_hand)
    names = ", ".join(font_name(*font) for font in fonts)
    note = [
        f"{MARK} from the pictures of GB 2312's 3,755 first-level characters",
        f"# ({names}), less what stands above. Not to be edited: run the tool again.",
    ]
    TABLE.write_text("\n".join([*head, *note, *lines_of(groups)]) + "\n", encoding="utf-8", newline="\n")
    size = sum(map(len, groups))
    sys.stdout.write(f"{len(pairs)} pairs, {len(groups)} groups of {size} characters beside {len(by_hand)} made by hand\n")


if __name__ == "__main__":
    main(sys.argv[1:])
