"""Every page kind: sizes and structure; in every mode axe and contrast. A failing page is named.

A file of its own, because it is the longest and workers share the tests by file.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_accessibility import KINDS, SCHEMES, check_sizes_targets_and_structure, each_edition, each_kind, whole

DEVICES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "dark"},
    {"contrast": "more"},
    {"contrast": "more", "color_scheme": "dark"},
)
PLAIN: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
# axe keeps the fields of each colour in weak maps: properties of the colour take half the time. What it finds is the same.
LIGHT = """(() => { const fields = () => { const mark = Symbol(); return {
    has: key => Object.hasOwn(key ?? {}, mark), get: key => key?.[mark], delete: key => delete key[mark],
    set(key, value) { key[mark] = value; return this; }, add(key) { key[mark] = true; return this; } }; };
  const WeakMap = function () { return fields(); }, WeakSet = WeakMap;
"""
# axe reads the same few colours of a page tens of thousands of times, which is half of its time.
REMEMBER = """(() => { const proto = axe.commons.color.Color.prototype, parse = proto.parseString, known = new Map();
  proto.parseString = function (text) {
    if (!known.has(text)) { parse.call(this, text); known.set(text, [this.r, this.g, this.b, this.alpha]); }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this; }; })();0"""


@cache
def _axe() -> str:
    """axe-core as the package axe-playwright-python carries it."""
    return LIGHT + files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8") + "\n})();" + REMEMBER


def axe(page: Page, *rules: str) -> list[str]:
    """Violations as ``rule: element``; without rules WCAG 2.2 A and AA, best practices and 7:1."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    only: dict[str, Any] = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    if rules:
        only = {"type": "rule", "values": list(rules)}
    options = {"runOnly": only, "resultTypes": ["violations"], "rules": {r: {"enabled": True} for r in rules or ("target-size", "color-contrast-enhanced")}}
    if not rules:
        options["rules"]["color-contrast"] = {"enabled": False}  # 4.5:1 of what must have 7:1, or 3:1 of what must have 4.5:1
    found = page.evaluate("async (o) => (await axe.run(document, o)).violations.map(v => [v.id, v.nodes.map(n => n.target.flat().join(' '))])", options)
    return [f"{rule}: {node}" for rule, nodes in found for node in nodes]


@each_edition
@each_kind
def test_sizes_structure_axe_and_contrast_in_every_mode(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    found = visit(whole(kinds, kind, edition), viewport={"width": 1280, "height": 800})
    page = found.page
    check_sizes_targets_and_structure(page, kind, edition)
    problems = {"plain": axe(page)}
    page.emulate_media(forced_colors="active")
    problems["forced colours"] = axe(page)
    page.emulate_media(**PLAIN)
    for device in DEVICES:
        page.emulate_media(**{**PLAIN, **device})
        problems[str(device)] = axe(page, "color-contrast-enhanced", "link-in-text-block")
    page.emulate_media(**PLAIN)
    place = 2 * KINDS.index(kind) + bool(edition)
    problems |= in_schemes(page, SCHEMES[place % len(SCHEMES)], SCHEMES[(place + 3) % len(SCHEMES)])
    assert {mode: p for mode, p in problems.items() if p} == {}
    assert found.errors == []
    assert found.other_hosts == []


def in_schemes(page: Page, *schemes: str) -> dict[str, list[str]]:
    """Violations in each of these colours that a reader may choose."""
    problems: dict[str, list[str]] = {}
    for scheme in schemes:
        page.evaluate("s => gongkai.change('scheme', s)", scheme)
        problems[scheme] = axe(page, "color-contrast-enhanced", "link-in-text-block")
    return problems


@pytest.mark.long
@each_edition
@each_kind
def test_contrast_in_every_scheme(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    """Schemes are values of the same variables: `make test` sees two of them on each kind of page, and each of them on a dozen kinds."""
    page = visit(whole(kinds, kind, edition), viewport={"width": 1280, "height": 800}).page
    assert {mode: p for mode, p in in_schemes(page, *SCHEMES).items() if p} == {}
