"""A real Chromium, sealed: no other host can be reached, and asking for one is recorded."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.support import CHROMIUM_ARGUMENTS, Serve

BASE = "/any/base/"


def _chromium() -> str:
    names = [os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "google-chrome", "chromium", "chromium-browser"]
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


# A window of its own takes a browser six times as long as an address in one that is open: windows are used again, as good as new.
MEDIA: dict[str, Any] = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none", "contrast": "no-preference"}
VIEWPORT = {"width": 1280, "height": 720}
KEPT = 3  # that many wait for the next test
_numbers = count()


@dataclass
class Visit:
    """An open page and what it did on the way: errors, requests beyond its own host."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    leave: Callable[[], None] = lambda: None  # for who visits many pages: another visit may have the window

    @property
    def other_hosts(self) -> list[str]:
        return [u for u in self.requests if not u.startswith(("http://127.0.0.1", "data:", "file:", "blob:"))]


Open = Callable[..., Visit]


class Windows:
    """Windows without anything of their own, each in a context of its own, with script or without."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[bool, list[Page]] = {True: [], False: []}
        self.taken: dict[Page, tuple[bool, CDPSession]] = {}

    def take(self, script: bool = True, init: str = "", prefs: dict[str, object] | None = None) -> Page:
        free = self.free[script]
        page = free.pop() if free else self.browser.new_context(java_script_enabled=script, locale="zh-CN", viewport=VIEWPORT).new_page()  # type: ignore[arg-type]
        self.taken[page] = script, _tell(page, _before(init, prefs))
        return page

    def give_back(self, page: Page) -> None:
        """Nothing is left of what was shown, opened, routed or set; a window that is not sure to be clean is closed."""
        script, told = self.taken.pop(page)
        try:
            for other in page.context.pages:
                if other is not page:
                    other.close()
            told.detach()
            page.unroute_all(behavior="ignoreErrors")
            page.goto("about:blank")
            page.context.clear_cookies()
            page.mouse.move(0, 0)
            if page.viewport_size != VIEWPORT:
                page.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]
            page.emulate_media(media="null", **MEDIA)
        except BrowserError:
            page.context.close()
            return
        if len(self.free[script]) < KEPT:
            self.free[script].append(page)
        else:
            page.context.close()


def _before(init: str, prefs: dict[str, object] | None) -> str:
    """Script for the start of every page: once the storage of who was here before is emptied, and filled."""
    kept = "" if prefs is None else f"localStorage.setItem('gongkai', {json.dumps(json.dumps({'v': 1, **prefs}))});"
    visit = next(_numbers)
    first = f"localStorage.clear(); sessionStorage.clear(); sessionStorage.setItem('visit', '{visit}'); {kept}"
    return f"try {{ if (sessionStorage.getItem('visit') !== '{visit}') {{ {first} }} }} catch {{ /* a page without storage */ }}\n{init}"


def _tell(page: Page, script: str) -> CDPSession:
    """Script for every page of a window until the session is detached."""
    told = page.context.new_cdp_session(page)
    told.send("Page.enable")
    told.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    return told


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows of the session; the browser closes them."""
    return Windows(browser)


Window = Callable[..., Page]


@pytest.fixture
def window(windows: Windows) -> Iterator[Window]:
    """``window(script=True, init="")`` → an empty window; given back with the test."""
    taken: list[Page] = []

    def take(script: bool = True, init: str = "") -> Page:
        taken.append(windows.take(script, init))
        return taken[-1]

    yield take
    for page in taken:
        windows.give_back(page)


Hear = Callable[[Page, str, Callable[[Any], object]], None]


@pytest.fixture
def hear() -> Iterator[Hear]:
    """``hear(page, "request", f)``: as ``page.on``, until the test ends."""
    heard: list[tuple[Page, str, Callable[[Any], object]]] = []

    def on(page: Page, event: str, listener: Callable[[Any], object]) -> None:
        page.on(event, listener)  # type: ignore[call-overload]
        heard.append((page, event, listener))

    yield on
    for page, event, listener in heard:
        page.remove_listener(event, listener)


@pytest.fixture
def visit(browser: Browser, windows: Windows, home: str) -> Iterator[Open]:
    """``visit("reports/", prefs={"size": 2}, script=False, **context options)`` → ``Visit``; closed with the test.

    Preferences are put in storage before the first page, as an earlier visit would have left them.
    ``init`` is script run before each page's own; ``context`` opens another tab beside one that is open;
    ``own`` is for who does to a window what cannot be undone.
    """
    leaving: list[Callable[[], None]] = []

    def start(
        address: str,
        *,
        prefs: dict[str, object] | None = None,
        init: str = "",
        script: bool = True,
        context: BrowserContext | None = None,
        viewport: dict[str, int] = VIEWPORT,
        own: bool = False,
        **options: object,
    ) -> Visit:
        more = {key: options.pop(key) for key in set(options) - set(MEDIA)}  # what an open window cannot be given
        if context is not None:
            page = context.new_page()
        elif more or own:
            page = browser.new_context(java_script_enabled=script, locale="zh-CN", **more).new_page()  # type: ignore[arg-type]
            _tell(page, _before(init, prefs))
        else:
            page = windows.take(script, init, prefs)
        if page.viewport_size != viewport:
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
        if options:
            page.emulate_media(**options)  # type: ignore[arg-type]
        found = Visit(page)
        listeners: dict[str, Callable[[Any], None]] = {
            "console": lambda m: found.errors.append(m.text) if m.type == "error" else None,
            "pageerror": lambda e: found.errors.append(str(e)),
            "request": lambda r: found.requests.append(r.url),
        }
        for event, listener in listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

        def leave() -> None:
            leaving.remove(leave)
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
            if more or own:
                page.context.close()
            elif context is None:
                windows.give_back(page)

        found.leave = leave
        leaving.append(leave)
        page.goto(address if "://" in address or address == "about:blank" else home + address)
        return found

    yield start
    for leave in reversed(leaving):
        leave()
