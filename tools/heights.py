"""How much of a phone and of the Tab key each kind of page takes: ``python -m tools.heights SITE [kind…]``.

One line for the largest page of each kind and edition: height at 360 px in all, that of a report's text, what is left;
stops of the Tab key in all and before the text at 1360 px; kilobytes.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import serving

MEASURE = """() => {
  const main = document.querySelector("main"), text = document.querySelector("#text");
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
  const before = stops.filter((e) => main.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
  return [document.documentElement.scrollHeight, text && text.closest("article") ? text.offsetHeight : 0, stops.length, before.length];
}"""


def largest(site: Path) -> dict[str, tuple[int, str]]:
    """Size and address of the largest page by edition and kind."""
    found: dict[str, tuple[int, str]] = {}
    for path in site.rglob("*.html"):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        kind = re.search(r'data-page-kind="([\w-]+)"', path.read_text(encoding="utf-8"))
        if kind and address != "404.html":
            name = ("elder/" if address.startswith("elder/") else "") + kind[1]
            found[name] = max(found.get(name, (0, "")), (path.stat().st_size, address))
    return dict(sorted(found.items()))


def tell(site: Path, kinds: list[str]) -> None:
    """Writes the table."""
    with serving(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        phone, wide = (browser.new_page(viewport={"width": width, "height": 740}) for width in (360, 1360))
        for name, (size, address) in largest(site).items():
            if kinds and name.removeprefix("elder/") not in kinds:
                continue
            for page in (phone, wide):
                page.goto(home + address, wait_until="load")
            height, text, _, _ = phone.evaluate(MEASURE)
            _, _, stops, before = wide.evaluate(MEASURE)
            line = f"{name:22}{height:7} px, text {text:6}, rest {height - text:6}; stops {stops:4}, before {before:2}; {size / 1024:6.1f} KB"
            sys.stdout.write(f"{line}  {address}\n")
        browser.close()


if __name__ == "__main__":
    tell(Path(sys.argv[1]), sys.argv[2:])
