"""Links between the parts of a site."""

from __future__ import annotations

from builder.checks.links import check_links, leading_out, read_links, targets_of

ROOM = {
    "reports/a/index.html": '<h2 id="s1">一</h2><a href="#s1">一</a><a href="../b/#s2">二</a><a href="../b/#gone">没有</a>'
    '<a href="../../topics/x/#y">别处</a><a href="a.md">原文</a>',
    "reports/b/index.html": '<h2 id="s2">二</h2><a href="../c/">没有</a>',
}
OTHERS = {"topics/x/index.html": '<p id="y"></p>'}


def test_a_part_answers_for_its_own_links_and_asks_for_the_rest() -> None:
    links = {name: read_links(html) for name, html in (ROOM | OTHERS).items()}
    ids = {name: found.ids for name, found in links.items()}
    own = {name: links[name] for name in ROOM}
    files = frozenset((*ROOM, "reports/a/a.md"))
    every = targets_of(own, "/")
    left = leading_out(every, {name: ids[name] for name in ROOM}, files)
    assert {(t.file, t.place) for t in left} == {
        ("reports/b/index.html", "gone"),
        ("reports/c/index.html", ""),
        ("topics/x/index.html", "y"),
    }
    site = files | {*OTHERS}
    assert list(check_links([lambda: left], [ids], site)) == list(check_links([lambda: every], [ids], site))
    assert [p.found for p in check_links([lambda: left], [ids], site)] == [
        "链接“../b/#gone”（reports/b/index.html#gone）没有对应的段落",
        "链接“../c/”（reports/c/index.html）没有对应的页面",
    ]
