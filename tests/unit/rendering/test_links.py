"""Relative addresses, tested as a browser resolves them."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.rendering.links import output_file, relative

PATHS = ("", "reports/", "reports/a-2024/", "topics/x/2024/", "elder/", "elder/reports/a-2024/", "search/", "404.html", "static/css/site.css", "data/reports.json")


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/any/base/"])
@pytest.mark.parametrize("source", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_a_browser_arrives_from_anywhere_to_anywhere(base: str, source: str, target: str) -> None:
    for rest in ("", "#s1-2", "?q=x", "?q=x#s1"):
        link = relative(source, target + rest)
        assert urljoin(base + source, link) == base + target + rest
        assert not link.startswith("/")
        assert link


@pytest.mark.parametrize("source", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_portable_links_name_the_file(source: str, target: str) -> None:
    base = "file:///home/me/site/"
    link = relative(source, target + "#s1", portable=True)
    arrived = urljoin(base + output_file(source), link)
    assert arrived == base + output_file(target) + "#s1"


def test_a_link_within_the_page_stays_a_fragment() -> None:
    assert relative("reports/a/", "reports/a/#s1") == "#s1"


segments = st.lists(st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), max_size=4).map(lambda s: "".join(f"{p}/" for p in s))


@given(segments, segments)
def test_any_folder_to_any_folder(source: str, target: str) -> None:
    assert urljoin(f"https://example.org/b/{source}", relative(source, target)) == f"https://example.org/b/{target}"
