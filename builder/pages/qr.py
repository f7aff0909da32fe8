"""QR codes of canonical addresses, made at build time (DATA-10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_BORDER = 4  # modules; ISO/IEC 18004, 5.3.8


@dataclass(frozen=True, slots=True)
class QrCode:
    """``size``: modules a side with the border; ``path``: the dark ones, as an SVG path of horizontal strokes."""

    size: int
    path: str


def qr_code(address: str) -> QrCode:
    """The code of an address. It stands in the page itself: a file of its own for each report would be a twentieth of a site's files.

    On a screen nothing is torn or soiled: the lowest correction, and better where it costs no size. Any of the eight masks may be used
    (ISO/IEC 18004, 7.8); to try which looks best takes longer than all else, so it is always the same one, which two readers took without a fault.
    """
    import segno  # only a site with an address has codes

    rows = [bytes(row) for row in segno.make(address, error="l", mask=3).matrix]
    return QrCode(len(rows) + 2 * _BORDER, "".join(_strokes(rows)))


def _strokes(rows: Sequence[bytes]) -> Iterator[str]:
    """Each row's dark runs: where the first begins, how long each is, how far it is to the next."""
    for y, row in enumerate(rows, _BORDER):
        light, lead = _BORDER, f"M{{}} {y}.5"
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"{lead.format(light)}h{length}"
                light, lead = 0, "m{} 0"
            else:
                light += length
