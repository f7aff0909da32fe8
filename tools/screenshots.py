"""Writes docs/images/ from a built site: `make screenshots`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import ROOT, serving

SHOTS = {
    "home": ("", "h1"),
    "report": ("reports/xiqu-2024-zongjie/", "h1"),
    "ledger": ("ledger/xiqu/", "table"),
}


def take(site: Path, out: Path) -> None:
    """One picture a page, beginning at the named element."""
    out.mkdir(parents=True, exist_ok=True)
    with serving(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        for name, (address, start) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1040, "height": 640}, reduced_motion="reduce")
            page.goto(home + address)
            if address:
                page.locator(f"main {start}").first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top - 60)")
            page.wait_for_timeout(500)
            page.screenshot(path=out / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), ROOT / "docs" / "images")
