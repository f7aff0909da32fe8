"""``theme`` and ``navigation`` of site.yml: what reaches the style sheets, and what would be hard to read."""

from __future__ import annotations

import re

import pytest

from builder.content.site_files import MenuLink, parse_site
from builder.content.theme import TOKENS, completed, palettes, too_faint
from tests.support import ROOT


def site(theme: str) -> tuple[str, list[tuple[str, int]]]:
    info, problems = parse_site(f"name: 清河公开\ntheme:\n{theme}", "content/site.yml")
    return info.theme.css, [(p.code, p.location.line) for p in problems]


@pytest.mark.parametrize("name", palettes())
def test_every_palette_can_be_read(name: str) -> None:
    assert list(too_faint(completed(palettes()[name]))) == []
    assert site(f"  palette: {name}\n")[1] == []


def test_without_a_theme_nothing_changes() -> None:
    assert parse_site("name: 清河公开\n", "site.yml")[0].theme.css == ""
    assert site("  palette: blue\n") == ("", [])


def test_the_tokens_are_those_of_the_style_sheet() -> None:
    css = (ROOT / "templates" / "static" / "css" / "site.css").read_text(encoding="utf-8")
    written = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", css[: css.index("color-scheme")]))
    full = {name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in written.items()}
    assert {name: full[name.replace("_", "-")] for name in TOKENS} == {name: default for name, (default, _) in TOKENS.items()}


def test_one_colour_is_enough() -> None:
    css, problems = site('  colours: {action: "#7D1416"}\n')
    assert problems == []
    assert css == ":root{--action:#7d1416;--action-wash:#f3eaea;--bar:#7d1416;--link:#7d1416}"


@pytest.mark.parametrize("colours", ['{action: "#d9531e"}', '{link: "#3a7ad9"}', '{paper: "#9aa4b0"}', '{bar: "#ffd84d"}', '{ink: "#777777"}'])
def test_what_is_too_faint_is_a_finding_with_a_way_out(colours: str) -> None:
    _, problems = parse_site(f"name: 清河公开\ntheme:\n  colours: {colours}\n", "content/site.yml")
    assert [(p.code, p.severity, p.location.line) for p in problems] == [("theme.contrast", "error", 3)], "told once"
    better = re.search("改成 (#[0-9a-f]{6})", problems[0].action)
    assert better
    assert parse_site(f"name: 清河公开\ntheme:\n  colours: {re.sub('#[0-9a-f]{6}', better[1], colours)}\n", "content/site.yml")[1] == []


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("  palette: gold\n", "field.choice"),
        ("  colours: {action: red}\n", "theme.colour"),
        ("  colours:\n    action: #0a3a7a\n", "theme.colour"),  # a comment to YAML
        ('  colours: {acton: "#0a3a7a"}\n', "field.unknown"),
        ("  fonts: {sans: ['a; } body { x']}\n", "theme.font"),
        ("  fonts: {mono: [Courier]}\n", "field.unknown"),
        ("  logo: ../logo.png\n", "theme.logo"),
        ("  logo: logo.svg\n", "theme.logo"),
        ("  logo: https://a.example/logo.png\n", "theme.logo"),
    ],
)
def test_mistakes_are_told(theme: str, code: str) -> None:
    css, problems = site(theme)
    assert [c for c, _ in problems] == [code]
    assert "{ x" not in css


def test_fonts_end_with_one_that_everybody_has() -> None:
    assert site("  fonts: {sans: [Source Han Sans SC, 微软雅黑], serif: [SimSun]}\n")[0] == ':root{--sans:"Source Han Sans SC","微软雅黑",sans-serif;--serif:"SimSun",serif}'


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("kinds/guizhangku/", True),
        ("reports/a/#s1", True),
        ("https://a.example/x?y=1", True),
        ("/reports/", False),
        ("javascript:alert(1)", False),
        ("//a.example/", False),
        ("../x/", False),
    ],
)
def test_the_menu_leads_to_pages_and_sites(url: str, fine: bool) -> None:
    info, problems = parse_site(f'name: 清河公开\nnavigation:\n  - {{title: 别处, url: "{url}"}}\n', "content/site.yml")
    assert info.navigation == ((MenuLink("别处", url),) if fine else ())
    assert [(p.code, p.location.line) for p in problems] == ([] if fine else [("site.navigation", 3)])
