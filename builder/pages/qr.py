"""QR codes of canonical addresses as SVG files, made at build time (DATA-10)."""

from __future__ import annotations

import io

from builder.pages.page import Outfile


def qr_file(path: str, address: str) -> Outfile:
    """An SVG of the address; black on white whatever the page's colours, so that it can be scanned.

    On a screen nothing is torn or soiled: the lowest correction, and better where it costs no size. Any of the eight masks may be used
    (ISO/IEC 18004, 7.8); to try which looks best takes longer than all else, so it is always the same one, which two readers took without a fault.
    """
    import segno  # only a site with an address has codes

    buffer = io.BytesIO()
    segno.make(address, error="l", mask=3).save(
        buffer, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return Outfile(path, buffer.getvalue())
