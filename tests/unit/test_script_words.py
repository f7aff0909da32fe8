"""Scripts keep to the words of 2019: one that is newer is a syntax error there, and nothing of its file runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.rendering.classic_scripts import _SHARED_NAMES
from builder.rendering.env import packaged_templates

# Newer than ECMAScript 2019, or than the functions of Chromium 72. What is asked for before it is used stands in _ASKED_FOR.
_NEWER = re.compile(
    r"\?\.(?!\d)|\?\?|\|\|=|&&=|\b\d+n\b|\bstatic\s*\{|^\s*(?:static )?#\w+|this\.#"
    r"|\.(?:replaceChildren|replaceAll|matchAll|findLast|findLastIndex|at|hasOwn|fromEntries|allSettled|any|toSorted|toReversed|groupBy)\("
    r"|\bstructuredClone\b|\bglobalThis\b|\bAbortSignal\.|\bqueueMicrotask\b|Intl\.Segmenter"
    r"|(?:matches|closest|querySelector|querySelectorAll)\([^)]*:(?:is|where|has|focus-visible)\b",
    re.MULTILINE,
)
_ASKED_FOR = ("if (form.requestSubmit)", "if (navigator.share)", "if (navigator.clipboard)", "if (window.Highlight && CSS.highlights)")
_COMMENT = re.compile(r"(?:^|(?<=[\s;{}]))//.*$", re.MULTILINE)


def _scripts() -> list[Path]:
    return sorted((packaged_templates() / "static").rglob("*.js"))


def newer_words(source: str) -> list[str]:
    return [found[0].strip() for found in _NEWER.finditer(_COMMENT.sub("", source))]


@pytest.mark.parametrize("script", _scripts(), ids=lambda p: p.name)
def test_no_newer_words(script: Path) -> None:
    assert newer_words(script.read_text(encoding="utf-8")) == []


def test_nor_in_what_the_build_adds() -> None:
    assert newer_words(_SHARED_NAMES) == []


@pytest.mark.parametrize(
    "line", ["a?.b", "a?.[0]", "a ?? b", "a ??= b", "a ||= b", "x & 1n", "box.replaceChildren()", "  #count = 1;", 'el.matches(":focus-visible")']
)
def test_newer_words_are_known(line: str) -> None:
    assert newer_words(line)


@pytest.mark.parametrize("line", ["a ? .5 : b", "a || b", "// a ?? b", 'x = "?"', "color: #fff", "catch {", "...rest", 'el.matches(":focus")'])
def test_older_words_are_not(line: str) -> None:
    assert not newer_words(line)


def test_what_came_later_is_asked_for_first() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in _scripts())
    assert [words for words in _ASKED_FOR if words not in source] == []
