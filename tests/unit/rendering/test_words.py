"""Interface words live in one catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.rendering.words import catalogue, shipped_words, translator
from tools import words

ROOT = Path(__file__).resolve().parents[3]

HAN = re.compile("[\u3400-\u9fff]")
# What stands in a template as data, not as interface: classes of a state, fixed values of meta tags.
DATA = re.compile(
    r"content=\"(?:信息公开|[^\"]*政府信息公开)\"|== '[^']*'|in \([^)]*\)|\('[a-z]{2}', '[^']*'\)|\('[a-z]+\.(?:csv|json)', '[^']*'\)|in_cell\(f, '[^']*'|or '[^']*'"
)


def test_the_catalogue_is_current() -> None:
    assert words.CATALOGUE.read_text(encoding="utf-8") == words.render(), "run: python tools/words.py"


def test_words_without_a_value_show_themselves() -> None:
    t = translator(catalogue('"首页":\n"搜索": Search\n'))
    assert t("首页") == "首页"
    assert t("搜索") == "Search"
    assert t("别的") == "别的"


def test_every_word_of_the_package_is_known() -> None:
    assert words.template_words() <= shipped_words().keys()


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_templates_name_their_words(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\bt\('(?:[^'\\]|\\.)*'\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    left = [line.strip() for line in DATA.sub("", text).splitlines() if HAN.search(line)]
    assert not left, "\n".join(left[:5])
