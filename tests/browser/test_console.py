"""Every page in a real browser: silent console, obeyed policy, no other host; and readable without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Open, Visit
from tests.browser.test_accessibility import KINDS, MEASURE
from tests.support import sample

VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));"


def addresses(site: Path) -> list[str]:
    """Every page below the base, as a reader would type it; a page at an old address only leads on."""
    pages = (p for p in site.rglob("*.html") if "data-page-kind" in p.read_text(encoding="utf-8"))
    return sorted(p.relative_to(site).as_posix().removesuffix("index.html") for p in pages)


@pytest.mark.parametrize("share", sample(range(3), 3))  # of its pages: those of a kind have the same scripts, and the largest of each are opened by other tests
@pytest.mark.parametrize("edition", ["standard", "elder"])
def test_every_page_is_silent_and_stays_at_home(browser: Browser, based_site: Path, home: str, edition: str, share: int) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1360, "height": 900})
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    seen = Visit(page)
    page.on("console", lambda m: seen.errors.append(f"{page.url}: {m.text}") if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: seen.errors.append(f"{page.url}: {e}"))
    page.on("request", lambda r: seen.requests.append(r.url))
    # An icon that the next page interrupts is no fault.
    page.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else seen.errors.append(f"{page.url}: {r.url} {r.failure}"))
    page.on("response", lambda r: seen.errors.append(f"{page.url}: {r.url} {r.status}") if r.status >= 400 else None)
    pages = [address for address in addresses(based_site) if address.startswith("elder/") == (edition == "elder")][share::3]
    for address in pages:
        page.goto(home + address, wait_until="load")
    context.close()
    assert seen.errors == []
    assert seen.other_hosts == []
    assert len(seen.requests) > len(pages) > 20


@pytest.mark.parametrize("edition", ["", "elder/"], ids=("standard", "elder"))
def test_every_kind_of_page_reads_without_javascript_and_nothing_is_dead(visit: Open, kinds: dict[str, str], edition: str) -> None:
    for kind, address in kinds.items():
        if address.startswith("elder/") != bool(edition):
            continue
        seen = visit(address, script=False)
        page = seen.page
        assert page.locator("h1").count() == 1, kind
        assert page.locator("h1").is_visible(), kind
        assert len(page.locator("main").inner_text()) > 40, kind
        assert page.locator("nav a:visible").count() > 0 or page.locator("header a:visible").count() > 0, kind
        # The page runs no script of its own; the measuring still does.
        assert page.evaluate(MEASURE + ";measure.deadControls()") == [], kind
        if not edition and kind in KINDS and kind != "404":
            page.get_by_role("link", name="长者版", exact=True).first.click()
            page.wait_for_selector("html[data-edition=elder]")
        seen.leave()


def test_a_report_is_whole_without_javascript(visit: Open, kinds: dict[str, str]) -> None:
    with_script = visit(kinds["report"]).page.locator("#text").evaluate("t => [...t.querySelectorAll('p[id], li[id], td[id]')].map(e => e.textContent.trim())")
    page = visit(kinds["report"], script=False).page
    shown = page.locator("main").inner_text()
    missing = [text for text in with_script if "".join(text.split()) not in "".join(shown.split())]
    assert missing == []
    assert len(with_script) > 10


def test_search_says_what_to_do_without_javascript(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["search"], script=False).page
    assert "JavaScript" in page.locator("main").inner_text()
    assert page.locator("main a:visible").count() >= 3, "links that lead on"
