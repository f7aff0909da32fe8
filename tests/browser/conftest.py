"""A real Chromium, sealed: no other host can be reached, and asking for one is recorded."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import CHROMIUM_ARGUMENTS, Serve

BASE = "/any/base/"


def _chromium() -> str:
    names = [os.environ.get("CHROMIUM", ""), "google-chrome", "chromium", "chromium-browser"]
    found = next((p for p in (shutil.which(n) for n in names if n) if p), None)
    if found is None:
        pytest.skip("no Chromium: set CHROMIUM or install chromium")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for the session."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_chromium(), args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def home(based_site: Path, serve: Serve) -> str:
    """Address of the site's home page, served below the path it was built for."""
    return serve(based_site, BASE)


@pytest.fixture(scope="session")
def kinds(based_site: Path) -> dict[str, str]:
    """The largest page of every kind, as its address below the base; ``elder/report`` is that of a kind in the elder edition."""
    found: dict[str, tuple[int, str]] = {}
    for path in based_site.rglob("*.html"):
        relative = path.relative_to(based_site).as_posix()
        kind = re.search(r'<html[^>]* data-page-kind="([\w-]+)"', path.read_text(encoding="utf-8"))
        if kind is None:
            continue
        address = relative.removesuffix("index.html")
        name = ("elder/" if address.startswith("elder/") else "") + kind[1]
        found[name] = max(found.get(name, (0, "")), (path.stat().st_size, address))
    return {kind: address for kind, (_, address) in sorted(found.items())}


@dataclass
class Visit:
    """An open page and what it did on the way: errors, requests beyond its own host."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def other_hosts(self) -> list[str]:
        return [u for u in self.requests if not u.startswith(("http://127.0.0.1", "data:", "file:", "blob:"))]


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Open]:
    """``visit("reports/", prefs={"size": 2}, script=False, **context options)`` → ``Visit``; closed with the test.

    Preferences are put in storage before the first page, as an earlier visit would have left them.
    ``init`` is script run before each page's own; ``context`` reuses one that is open.
    """
    contexts: list[BrowserContext] = []

    def start(
        address: str,
        *,
        prefs: dict[str, object] | None = None,
        init: str = "",
        script: bool = True,
        context: BrowserContext | None = None,
        **options: object,
    ) -> Visit:
        if context is None:
            context = browser.new_context(java_script_enabled=script, locale="zh-CN", **options)  # type: ignore[arg-type]
            contexts.append(context)
            if prefs is not None:
                value = json.dumps(json.dumps({"v": 1, **prefs}))
                context.add_init_script(f"if (!localStorage.getItem('seen')) {{ localStorage.setItem('gongkai', {value}); localStorage.setItem('seen', '1'); }}")
            if init:
                context.add_init_script(init)
        page = context.new_page()
        found = Visit(page)
        page.on("console", lambda m: found.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: found.errors.append(str(e)))
        page.on("request", lambda r: found.requests.append(r.url))
        page.goto(address if "://" in address else home + address)
        return found

    yield start
    for context in contexts:
        context.close()
