"""Markdown body → outline, paragraphs and layout; and what a body can never smuggle onto a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.sections import Body, parse_body

ROUND = """\
前言。

## 一、经济

总说。一是工业。增加值38.5亿元。二是商业。零售额20亿元。

### （一）项目

#### 1.重点项目

开工5个。

##### （1）桥梁

建桥1座。

## 二、民生

- 学位900个
- 床位30张

| 年份 | 学位 |
| --- | --- |
| 2023 | 800 |
| 2024 | 900 |
"""


def outline(body: Body) -> list[tuple[int, str, str, bool]]:
    return [(s.level, s.number, s.heading, s.run_in) for s in body.sections]


def texts(body: Body) -> list[str]:
    return [p.text for p in body.paragraphs]


def test_the_outline_follows_the_standard() -> None:
    assert outline(parse_body(ROUND)) == [
        (1, "一、", "经济", False),
        (2, "一是", "工业", True),
        (2, "二是", "商业", True),
        (2, "（一）", "项目", False),
        (3, "1.", "重点项目", False),
        (4, "（1）", "桥梁", False),
        (1, "二、", "民生", False),
    ]


def test_every_run_of_text_is_addressable_with_its_section_and_line() -> None:
    body = parse_body(ROUND, first_line=10)
    sections = {s.id: s.heading for s in body.sections}
    places = {p.text: (sections.get(p.section, ""), p.line) for p in body.paragraphs}
    assert places["前言。"] == ("", 10)
    assert places["建桥1座。"] == ("桥梁", 24)
    assert places["床位30张"] == ("民生", 29)
    assert places["900"][0] == "民生"
    assert len({p.id for p in body.paragraphs}) == len(body.paragraphs)


def test_lines_of_items_and_of_paragraphs_that_begin_alike() -> None:
    body = parse_body("- 完成\n- 未完成\n\n2. 甲\n   续行\n\n2024. 乙\n\n[链](reports/a/)丙\n\n<b>粗</b>丁")
    assert [(p.text, p.line) for p in body.paragraphs] == [("完成", 1), ("未完成", 2), ("甲续行", 4), ("2024. 乙", 7), ("链丙", 9), ("粗丁", 11)]


def test_parents_are_the_headings_above() -> None:
    body = parse_body(ROUND)
    by_id = {s.id: s for s in body.sections}
    chains = {s.heading: by_id[s.parent].heading if s.parent else "" for s in body.sections}
    assert chains == {"经济": "", "工业": "经济", "商业": "经济", "项目": "经济", "重点项目": "项目", "桥梁": "重点项目", "民生": ""}


def test_a_run_in_head_belongs_to_its_paragraph() -> None:
    body = parse_body(ROUND)
    (paragraph,) = (p for p in body.paragraphs if p.text.startswith("总说"))
    assert [paragraph.text[i.start : i.head_end] for i in paragraph.run_ins] == ["一是工业。", "二是商业。"]
    assert [paragraph.text[i.start : i.end] for i in paragraph.run_ins] == ["一是工业。增加值38.5亿元。", "二是商业。零售额20亿元。"]
    at = paragraph.text.index("38.5")
    assert paragraph.anchor_for(at, at + 4) == paragraph.run_ins[0].section
    assert paragraph.anchor_for(0, len(paragraph.text)) == paragraph.id


def test_a_level_left_out_does_not_break_the_tree() -> None:
    body = parse_body("#### 深处\n\n一句。\n\n## 一、浅处\n\n二句。\n")
    assert [s.parent for s in body.sections] == ["", ""]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("甲**乙**丙", "甲乙丙"),
        ("**完成“三化”，**提升", "完成“三化”，提升"),
        ("甲\n乙", "甲乙"),
        ("abc\ndef", "abc def"),
        ("甲<b>乙</b>", "甲乙"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
    ],
)
def test_inline_markup_leaves_the_text(written: str, read: str) -> None:
    assert texts(parse_body(written)) == [read]


def test_inline_marks_cover_their_words() -> None:
    (paragraph,) = parse_body("见[总表](reports/a/)和**重点**。").paragraphs
    assert {(paragraph.text[m.start : m.end], m.tag, m.href) for m in paragraph.inlines} == {("总表", "a", "reports/a/"), ("重点", "strong", "")}


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<style>body{display:none}</style>",
        '<iframe src="https://evil.example"></iframe>',
        "<template><p>x</p></template>",
    ],
)
def test_dangerous_elements_leave_nothing(written: str) -> None:
    body = parse_body(f"甲。\n\n{written}\n\n乙。\n")
    assert "".join(texts(body)) == "甲。乙。"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/", "java\tscript:alert(1)"])
def test_dangerous_links_are_no_links(href: str) -> None:
    for written in (f"[甲]({href})", f"[甲](<{href}>)", f'<a href="{href}">甲</a>'):
        for paragraph in parse_body(written).paragraphs:
            assert [m.href for m in paragraph.inlines if m.tag == "a"] == [], written


def test_attributes_are_dropped() -> None:
    (paragraph,) = parse_body('<p onclick="x()" style="color:red" id="s1">甲<strong onmouseover="x()">乙</strong></p>').paragraphs
    assert paragraph.text == "甲乙"
    assert paragraph.id != "s1"
    assert [m.tag for m in paragraph.inlines] == ["strong"]


@given(st.text(alphabet="#*_-[]()<>!|`\n 一二、（）是。甲乙1234.", max_size=120))
def test_no_body_raises_and_no_id_repeats(text: str) -> None:
    body = parse_body(text)
    ids = [s.id for s in body.sections] + [p.id for p in body.paragraphs]
    assert len(ids) == len(set(ids))
    assert parse_body(text) == body
