"""HTML in a body: comments and hidden text reach nothing, visible text stays whole, each with a finding on its line."""

from __future__ import annotations

import pytest

from builder.content.sections import parse_body


def texts(written: str) -> list[str]:
    return [p.text for p in parse_body(written).paragraphs]


def told(written: str) -> list[tuple[int, str, str]]:
    return [(p.location.line, p.severity, p.code) for p in parse_body(written, path="a.md").problems]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- 内部：电话 -->",
        "<!--内部-->",
        "<!-- 内部\n\n第二行 -->",
        "<?php 内部 ?>",
        "<![CDATA[内部]]>",
        "<!DOCTYPE 内部>",
        "<!-- <b>内部</b> ` -->",
    ],
)
def test_a_comment_is_not_published(comment: str) -> None:
    assert texts(f"甲。{comment}乙5。") == ["甲。乙5。"]
    assert told(f"前文\n\n甲。{comment}乙5。") == [(3, "warning", "body.comment")]


def test_an_unfinished_comment_is_an_error() -> None:
    assert texts("甲。<!-- 内部\n\n乙") == ["甲。"]
    assert told("甲。<!-- 内部\n\n乙") == [(1, "error", "body.comment")]


def test_a_comment_in_code_is_code() -> None:
    assert texts("写作`<!-- 甲 -->`。") == ["写作<!-- 甲 -->。"]
    assert told("写作`<!-- 甲 -->`。") == []


@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>内部</span>", '<p style="display:none">内部</p>', '<div style="color:red; Display : NONE">内<div>部</div>5</div>',
        "<td style='visibility:hidden'>内部</td>", '<b aria-hidden="true">内部</b>', "<template>内部</template>", '<i style="display&#58;none">内部</i>',
        "<details><summary>内</summary>部</details>", "<dialog>内部</dialog>", "<SPAN HIDDEN>内部</SPAN>", "<span hidden>内部",
    ],
)  # fmt: skip
def test_hidden_text_is_not_published(hidden: str) -> None:
    assert "内" not in "".join(texts(f"甲。\n\n{hidden}"))
    assert (3, "error", "body.hidden") in told(f"甲。\n\n{hidden}")


def test_what_surrounds_hidden_text_stays() -> None:
    assert texts("甲<span hidden>内部</span>乙5") == ["甲乙5"]
    assert texts("<details open><summary>题</summary>文</details>") == ["题文"]


@pytest.mark.parametrize("name", ["script", "style", "iframe", "svg", "textarea", "noscript", "object"])
def test_what_is_said_of_embedded_things_is_true(name: str) -> None:
    body = parse_body(f"甲。\n\n<{name}>内部\n第二</{name}>\n\n乙。", path="a.md")
    assert "".join(p.text for p in body.paragraphs) == "甲。乙。"
    (problem,) = body.problems
    assert (problem.location.line, problem.code) == (3, "body.html")
    assert "其中的内容也不会（到第 4 行）" in problem.found


@pytest.mark.parametrize(
    "text",
    ["a<b、c>d", "《<通知>》", "x<y且y>z", "5<a 3>2", "1<2", "a<b", "<甲>", "正文写<script>三个字", "<foo>", "<!重要>", "<-甲"],
)
def test_what_is_no_tag_is_text(text: str) -> None:
    assert texts(text) == [text]
    assert told(text) == []


@pytest.mark.parametrize(
    ("written", "paragraphs"),
    [
        ("<div>x</div>，y", ["x，y"]),
        ("甲<div>乙</div>丙", ["甲乙丙"]),
        ("<p>甲201<div>202<p>203</div> 204</p>", ["甲201", "202", "203", "204"]),
        ("修路<div>12</div>公里", ["修路12公里"]),
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("甲\n<div>乙</div>\n丙", ["甲", "乙", "丙"]),
        ("<span>甲</span>乙", ["甲乙"]),
        ("<blockquote>甲<p>乙</p>丙</blockquote>", ["甲", "乙", "丙"]),
        ("<ul><li>甲<ul><li>乙</li></ul>丙</li></ul>", ["甲", "乙", "丙"]),
        ("<table><caption>表5</caption><tr><th>甲</th><td>乙</td></tr></table>", ["表5", "甲", "乙"]),
        ("甲<table><tr><td>乙</td></tr></table>丙", ["甲", "乙", "丙"]),
        ("甲<hr>乙", ["甲", "乙"]),
        ("甲<br/>乙", ["甲乙"]),
        ("- 甲\n\n  <b>乙</b>", ["甲", "乙"]),
    ],
)
def test_visible_text_stays_and_sentences_stay_whole(written: str, paragraphs: list[str]) -> None:
    assert texts(written) == paragraphs


def test_merged_cells_are_an_error() -> None:
    assert told("<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>") == [
        (2, "error", "body.table")
    ]


def test_text_that_an_element_cannot_hold_is_told() -> None:
    body = parse_body("<ul>\n散文5\n<li>甲</li>\n</ul>", path="a.md")
    assert [(p.location.line, p.severity, p.code) for p in body.problems] == [(2, "error", "body.lost")]
    assert "“散文5”" in body.problems[0].found


def test_an_element_left_open_is_told() -> None:
    assert told("甲\n\n<table>\n<tr><td>乙</td></tr>\n\n丙")[0] == (3, "warning", "body.html")


@pytest.mark.parametrize("start", ["²", "9" * 5000, "-1", "x", "٣", ""])
def test_odd_starts_of_lists(start: str) -> None:
    (block,) = parse_body(f'<ol start="{start}"><li>甲</li></ol>').blocks
    assert block.first == 1


def test_markers_of_our_own_cannot_be_smuggled_in() -> None:
    for code in (0x10FE00, 0x10FE01, 0x10FF3C, 0x10FF3E, 0x10FF26):
        body = parse_body(f"甲{chr(code)}script{chr(0x10FE01)}乙&#{code};")
        assert "<" not in body.paragraphs[0].text
        assert "乙" in body.paragraphs[0].text


@pytest.mark.parametrize("html", ['<ol start="²"><li>甲</li></ol>', '<ol start="0"><li>甲</li></ol>', '<ol type="a"><li>甲</li></ol>', "<ol><li value=7>甲</li></ol>"])
def test_a_number_that_no_page_shows_is_told(html: str) -> None:
    assert [p.code for p in parse_body(html).problems] == ["body.html"]
