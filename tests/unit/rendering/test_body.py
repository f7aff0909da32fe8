"""Marks woven into text: well-formed, escaped, nothing lost, nothing added."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.content.sections import parse_body
from builder.rendering.body import FIGURE_LAYER, INLINE_LAYER, LINK_LAYER, Mark, block_html, weave


def tag(start: int, end: int, name: str, layer: int) -> Mark:
    return Mark(start, end, layer, f"<{name}>", f"</{name}>")


def html(markdown: str, marks: dict[str, tuple[Mark, ...]] | None = None, *, records: bool = False) -> str:
    return "".join(str(block_html(b, marks or {}, lambda h: h, records=records)) for b in parse_body(markdown).blocks)


def text_of(markup: str) -> str:
    return "".join(etree.fromstring(f"<x>{markup}</x>").itertext())


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "甲乙丙丁"),
        ([tag(1, 3, "b", INLINE_LAYER)], "甲<b>乙丙</b>丁"),
        ([tag(0, 4, "a", LINK_LAYER), tag(1, 2, "b", INLINE_LAYER)], "<a>甲<b>乙</b>丙丁</a>"),
        ([tag(0, 2, "a", LINK_LAYER), tag(1, 3, "b", INLINE_LAYER)], "<a>甲<b>乙</b></a><b>丙</b>丁"),
        ([tag(2, 4, "a", LINK_LAYER), tag(0, 3, "b", INLINE_LAYER)], "<b>甲乙</b><a><b>丙</b>丁</a>"),
        ([tag(1, 1, "b", INLINE_LAYER)], "甲乙丙丁"),
    ],
)
def test_crossing_marks_are_closed_and_opened_again(marks: Sequence[Mark], expected: str) -> None:
    assert weave("甲乙丙丁", marks) == expected


def test_text_is_escaped() -> None:
    assert weave('<b>&"', [tag(0, 3, "i", INLINE_LAYER)]) == "<i>&lt;b&gt;</i>&amp;&#34;"


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([LINK_LAYER, INLINE_LAYER, FIGURE_LAYER])), max_size=6)


@given(st.text(alphabet="甲乙<>&\"' 1", max_size=12), spans)
def test_any_marks_give_well_formed_html_with_the_same_text(text: str, places: list[tuple[int, int, int]]) -> None:
    marks = [tag(min(a, b, len(text)), min(max(a, b), len(text)), f"t{layer}", layer) for a, b, layer in places]
    assert text_of(str(weave(text, marks))) == text


def test_a_run_in_item_is_an_element_with_its_address() -> None:
    body = parse_body("总说。一是办学。新建学校2所。二是就医。改造卫生站3个。")
    found = etree.fromstring(str(block_html(body.blocks[0], {}, lambda h: h)))
    items = found.findall("span[@class='run-in']")
    assert [i.get("id") for i in items] == [s.id for s in body.sections]
    assert ["".join(i.itertext()) for i in items] == ["一是办学。新建学校2所。", "二是就医。改造卫生站3个。"]


def test_a_paragraph_holds_its_text_and_nothing_else() -> None:
    found = etree.fromstring(html("一句话。"))
    assert (found.text, len(found), set(found.attrib)) == ("一句话。", 0, {"id"})


def test_figures_inside_a_run_in_item_stay_inside() -> None:
    body = parse_body("总说。一是办学。新建学校2所。")
    (paragraph,) = body.paragraphs
    at = paragraph.text.index("2所")
    marks = {paragraph.id: (tag(at, at + 2, "data", FIGURE_LAYER),)}
    found = etree.fromstring(str(block_html(body.blocks[0], marks, lambda h: h)))
    (figure,) = found.iter("data")
    assert figure.text == "2所"
    assert any(a.get("class") == "run-in" for a in figure.iterancestors())


def test_links_go_through_the_resolver_and_foreign_ones_are_marked() -> None:
    body = parse_body("见[甲](reports/a/)和[乙](https://example.org/)。")
    markup = str(block_html(body.blocks[0], {}, lambda h: h if h.startswith("http") else "../" + h))
    assert 'href="../reports/a/"' in markup
    assert 'href="https://example.org/" rel="noopener noreferrer"' in markup


def test_tables_have_heads_and_a_name() -> None:
    markup = html("| 年份 | 学位 |\n| --- | --- |\n| 2024 | 900 |\n")
    found = etree.fromstring(markup)
    assert [c.text for c in found.iter("th") if c.get("scope") == "col"] == ["年份", "学位"]
    assert [c.text for c in found.iter("th") if c.get("scope") == "row"] == ["2024"]
    assert found.find(".//caption") is not None


def test_the_elder_edition_reads_tables_as_records_with_the_same_addresses() -> None:
    source = "| 年份 | 学位 |\n| --- | --- |\n| 2024 | 900 |\n| 2025 |  |\n"
    plain, records = html(source), html(source, records=True)
    ids = [sorted(e.get("id") for e in etree.fromstring(f"<x>{m}</x>").iter() if e.get("id")) for m in (plain, records)]
    assert ids[0] == ids[1]
    assert "<table" not in records
    assert "—（无）" in records


def test_a_form_stays_a_table_in_both_editions_and_a_table_with_a_gap_is_no_form() -> None:
    form = "| 项目 | 填写 |\n| --- | --- |\n| 姓名 |  |\n| 电话 |  |\n"
    assert html(form).count('<table class="form">') == html(form, records=True).count('<table class="form">') == 1
    for other in ("| 年份 | 学位 |\n| --- | --- |\n| 2024 | 900 |\n| 2025 |  |\n", "| 项目 |\n| --- |\n| 姓名 |\n"):
        assert "form" not in html(other)


def test_heads_without_rows_are_no_records() -> None:
    assert "项目" in html("<table><thead><tr><th>项目</th><th>数</th></tr></thead></table>\n", records=True)


def test_code_and_quotes_are_escaped() -> None:
    assert "&lt;b&gt;" in html("<pre>&lt;b&gt;x&lt;/b&gt;</pre>\n")
    assert html("> 引文。\n").startswith("<blockquote>")


def test_a_removed_passage_is_an_empty_target() -> None:
    first = parse_body("甲句在此。\n\n乙句在此。\n")
    second = parse_body("甲句在此。\n", recorded=first.anchors)
    markup = "".join(str(block_html(b, {}, lambda h: h)) for b in second.blocks)
    assert f'<span id="{first.paragraphs[1].id}" class="gone"></span>' in markup
