"""Style sheets that browsers of 2019 read as well: today's words stay, older ones stand beside or in place of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.rendering.env import packaged_templates
from builder.rendering.older import with_older_words


@pytest.mark.parametrize(
    ("today", "both"),
    [
        ("a{color:red;margin:0}", "a{color:red;margin:0}"),
        ("a{padding-block:1em 0}", "a{padding-top:1em;padding-bottom:0}"),
        ("a{margin-inline:auto}", "a{margin-left:auto;margin-right:auto}"),
        ("a{border-block:1px solid red}", "a{border-top:1px solid red;border-bottom:1px solid red}"),
        ("a{inset:auto 0 0}", "a{top:auto;right:0;bottom:0;left:0}"),
        ("a{inset:1px}", "a{top:1px;right:1px;bottom:1px;left:1px}"),
        ("a{inset:1px 2px}", "a{top:1px;right:2px;bottom:1px;left:2px}"),
        ("a{inset-inline:0;inset-block-start:100%}", "a{left:0;right:0;top:100%}"),
        ("a{inset-block:calc(1px + 2px) 0!important}", "a{top:calc(1px + 2px)!important;bottom:0!important}"),
        ("a{margin-inline-end:1em}", "a{margin-inline-end:1em}"),  # known in 2019
        ("a{float:inline-end}", "a{float:right}"),
        ("a{overflow-wrap:anywhere}", "a{overflow-wrap:break-word;overflow-wrap:anywhere}"),
        ("a{width:clamp(1rem, 4vw, 2rem)}", "a{width:1rem;width:clamp(1rem, 4vw, 2rem)}"),
        ("a{x:minmax(min(100%, max(1px, 2px)), 1fr)}", "a{x:minmax(100%, 1fr);x:minmax(min(100%, max(1px, 2px)), 1fr)}"),
        ("a{x:minmax(1px, 2px)}", "a{x:minmax(1px, 2px)}"),
        (".a :is(p,li),b{x:y}", ".a p,.a li,b{x:y}"),
        (":is(.a,.b) :is(i,b::before){x:y}", ".a i,.b i{x:y}"),
        ("a,b:has(c,d),:focus-visible{x:y}", "a{x:y}b:has(c,d),:focus-visible{x:y}"),
        ('a::before{content:"a;b,";color:red}', 'a::before{content:"a;b,";color:red}'),
        ("@media print{a{padding-block:0}}", "@media print{a{padding-top:0;padding-bottom:0}}"),
        ("@page{size:A4;@bottom-center{content:x}}b{x:y}", "@page{size:A4;@bottom-center{content:x}}b{x:y}"),
        ("a,b{display:flex;gap:1px 2px}", "a,b{display:flex;gap:1px 2px}@supports not (inset:0){a>*,b>*{margin-right:2px;margin-bottom:1px}}"),
        ("a{display:flex;gap:0 2px}", "a{display:flex;gap:0 2px}@supports not (inset:0){a>*{margin-right:2px}}"),
        ("a{display:grid;gap:2px}", "a{display:grid;gap:2px}"),
        (
            "@container page (width < 30rem){a{x:y}}",
            "@supports not (container-type:inline-size){@media (max-width:29.99rem){a{x:y}}}@container page (width < 30rem){a{x:y}}",
        ),
    ],
)
def test_words(today: str, both: str) -> None:
    assert with_older_words(today) == both


def _sheets() -> list[Path]:
    return sorted((packaged_templates() / "static" / "css").glob("*.css"))


@pytest.mark.parametrize("sheet", _sheets(), ids=lambda p: p.name)
def test_a_first_choice_is_not_lost_to_a_variable(sheet: Path) -> None:
    """What holds var() is taken as it stands by every browser, so that a line before it is no help."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    mixed = [d.strip() for d in re.findall(r"[{;]([^{};]*)", css) if "var(" in d and re.search(r"(?<![\w-])(min|max|clamp)\(", d) and not d.strip().startswith("--")]
    assert mixed == []
