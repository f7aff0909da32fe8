"""A body as a person who writes Chinese prose means it: no figure changed, no line swallowed, no list renumbered."""

from __future__ import annotations

import pytest

from builder.content.sections import parse_body
from builder.model import Block


def shown(written: str) -> list[str]:
    """What readers get, a line each: paragraphs, items with their numbers, rows, rules."""
    return [line for block in parse_body(written).blocks for line in lines_of(block)]


def lines_of(block: Block) -> list[str]:
    match block.kind:
        case "paragraph":
            assert block.paragraph is not None
            return [block.paragraph.text]
        case "list":
            marks = [f"{block.first + k}. " if block.ordered else "- " for k in range(len(block.items))]
            items = [[line for b in item for line in lines_of(b)] for item in block.items]
            return [mark * (k == 0) + line for mark, item in zip(marks, items, strict=True) for k, line in enumerate(item)]
        case "table":
            return ["|".join(cell.text for cell in row) for row in (block.header, *block.rows) if row]
        case "quote":
            return ["> " + line for b in block.blocks for line in lines_of(b)]
        case "heading":
            return ["#"]
        case _:
            return [f"({block.kind})"]


def told(written: str) -> list[tuple[int, str, str]]:
    return [(p.location.line, p.severity, p.code) for p in parse_body(written, path="a.md").problems]


@pytest.mark.parametrize(
    "text",
    [
        "水池尺寸5*3*2米", "尺寸50*80*30厘米", "长5米*宽3米*高2米", "面积3m*4m*5m", "型号A*B*C", "2**3**4", "电话138****8000、139****8001",
        "张**、李**两人获评", "产值*，增速*", "增幅3~~5个点，降幅6~~8个点", "编号a_b_c", "签名____盖章____", "约 5 * 3 * 2 米",
    ],
)  # fmt: skip
def test_a_sign_is_no_mark(text: str) -> None:
    (paragraph,) = parse_body(text).paragraphs
    assert (paragraph.text, paragraph.inlines) == (text, ())


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("**完成“三化”，**提升", [("完成“三化”，", "strong")]),
        ("**注：**见下", [("注：", "strong")]),
        ("（*初步*）数", [("初步", "em")]),
        ("*增长5.6%*。", [("增长5.6%", "em")]),
        ("完成**38.5**亿元", [("38.5", "strong")]),
        ("~~作废~~，", [("作废", "del")]),
        ("<s>作废</s>，<strike>删去</strike>", [("作废", "del"), ("删去", "del")]),
        ("***要点***和_斜_，", [("要点", "em"), ("要点", "strong")]),
        ("**甲\n乙**丙", [("甲乙", "strong")]),
        ("**见[总表](reports/a/)**", [("见总表", "strong"), ("总表", "a")]),
    ],
)
def test_emphasis_works_beside_chinese(written: str, marked: list[tuple[str, str]]) -> None:
    (paragraph,) = parse_body(written).paragraphs
    assert sorted((paragraph.text[m.start : m.end], m.tag) for m in paragraph.inlines) == sorted(marked)


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        # Blanks before a paragraph are its indent, not code.
        ("总述。\n\n    全年完成投资7亿元。\n\n\t再一段3亿元。", ["总述。", "全年完成投资7亿元。", "再一段3亿元。"]),
        ("　　上半年3亿元。\n　　下半年4亿元。", ["上半年3亿元。", "下半年4亿元。"]),
        ("2024年总结\n　　全年完成", ["2024年总结", "全年完成"]),
        ("    全年完成固定\n    资产投资", ["全年完成固定资产投资"]),
        # A line under a sentence is a line.
        ("完成投资7亿元。\n---\n后文", ["完成投资7亿元。", "(rule)", "后文"]),
        ("完成投资7亿元。\n===", ["完成投资7亿元。==="]),
        # Numbers stay as they are written.
        (
            "2024. 新建学校2所。\n1986. 建成第一所学校。\n1. 甲\n3. 乙",
            ["2024. 新建学校2所。", "1986. 建成第一所学校。", "1. 甲", "3. 乙"],
        ),
        ("1. 甲\n2. 乙\n\n1. 丙\n2. 丁", ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]),
        ("5. 甲\n6. 乙", ["5. 甲", "6. 乙"]),
        ("08. 甲\n09. 乙", ["08. 甲", "09. 乙"]),
        ("08.\t甲", ["08. 甲"]),
        ("1. 甲\n2. >\n3. 乙", ["1. 甲", "3. 乙"]),
        ("1. 甲\n2. ", ["1. 甲2."]),
        ("- 甲\n    1. 乙\n    5. 丙", ["- 甲", "1. 乙", "5. 丙"]),
        # Numbered lines are paragraphs of their own; months and sectors are not numbers.
        ("1）甲5个\n2）乙6个", ["1）甲5个", "2）乙6个"]),
        ("（一）甲。\n（二）乙。", ["（一）甲。", "（二）乙。"]),
        ("总述：\n①甲\n②乙", ["总述：", "①甲", "②乙"]),
        ("1.甲\n2.乙", ["1.甲", "2.乙"]),
        ("一、综合。第\n二、三产业增长。", ["一、综合。第二、三产业增长。"]),
        ("完成。\n5、6月份增长", ["完成。5、6月份增长"]),
        ("见\n（一）款", ["见（一）款"]),
        # Lists and tables may stand directly below a sentence.
        ("正文：\n- 甲\n- 乙", ["正文：", "- 甲", "- 乙"]),
        ("正文：\n1. 甲\n2. 乙", ["正文：", "1. 甲", "2. 乙"]),
        ("- 甲\n1. 乙", ["- 甲", "1. 乙"]),
        (
            "表1 任务分解\n| 项目 | 数 |\n|---|---|\n| 甲 | 5 |\n注：快报数6亿元。",
            ["表1 任务分解", "项目|数", "甲|5", "注：快报数6亿元。"],
        ),
        ("- [x] 完成\n- [ ] 未完成", ["- ☑ 完成", "- ☐ 未完成"]),
        # What looks like a mark and is none.
        ("增速\n>5%的企业\n#1机组", ["增速 >5%的企业 #1机组"]),
        ("> 引文5\n> 续", ["> 引文5续"]),
        ("    ## 一、甲\n\n文", ["#", "文"]),
        # A page has its headings between blocks: inside a list or a quote one is a line.
        ("- ## 一、甲\n- 乙", ["- 一、甲", "- 乙"]),
        ("> ## 甲\n> 乙", ["> 甲", "> 乙"]),
        ("<ul><li><h3>甲</h3>乙</li></ul>", ["- 甲", "乙"]),
    ],
)
def test_lines_stay_what_they_are(written: str, lines: list[str]) -> None:
    assert shown(written) == lines
    assert told(written) == []


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("固定资产投资\n12亿元", "固定资产投资12亿元"),
        ("2024\n年", "2024年"),
        ("增长5%\n左右", "增长5%左右"),
        ("（\nGDP）", "（GDP）"),
        ("甲　\n乙", "甲乙"),
        ("abc\ndef", "abc def"),
        ("3\n5", "3 5"),
        ("甲  \n乙", "甲乙"),
    ],
)
def test_soft_breaks(written: str, joined: str) -> None:
    assert [p.text for p in parse_body(written).paragraphs] == [joined]


class TestDefinitions:
    @pytest.mark.parametrize("line", ["[注]: 本表数据为快报数，共6亿元。", "[1]: 六稳指就业。", "[表1]: 5 6 7", "[2]: 2024"])
    def test_a_note_is_text(self, line: str) -> None:
        assert shown(f"正文。\n{line}\n\n后文。") == ["正文。", line, "后文。"]
        assert told(f"正文。\n{line}") == []

    @pytest.mark.parametrize(
        "line", ["[//]: # (内部)", "[//]: # 内部", '[comment]: # "内部"', "[注]: # (内部)", "[//]: <> (内部)", "[]: 内部"]
    )
    def test_a_comment_written_as_a_definition(self, line: str) -> None:
        body = parse_body(f"正文。\n\n{line}\n", 10, path="a.md")
        assert [p.text for p in body.paragraphs] == ["正文。"]
        assert [(p.location.line, p.severity, p.code) for p in body.problems] == [(12, "warning", "body.comment")]

    def test_a_footnote_is_shown_and_told(self) -> None:
        body = parse_body("6亿元[^1]。\n\n[^1]: 为快报数。", path="a.md")
        assert [p.text for p in body.paragraphs] == ["6亿元[^1]。", "[^1]: 为快报数。"]
        assert [(p.location.line, p.code) for p in body.problems] == [(3, "body.footnote")]

    def test_links_by_name(self) -> None:
        (paragraph,) = parse_body("见[说明][A]、[a][]和[a]。\n\n[a]: https://a.cn/\n").paragraphs
        assert paragraph.text == "见说明、a和a。"
        assert [m.href for m in paragraph.inlines] == ["https://a.cn/"] * 3

    def test_one_that_is_not_used(self) -> None:
        assert told("甲。\n\n[a]: https://a.cn/\n") == [(3, "warning", "body.link-unused")]

    def test_titles_are_told(self) -> None:
        assert told('见[甲](reports/x/ "内部说明5")。') == [(1, "warning", "body.html")]

    @pytest.mark.parametrize(
        "text", ["国办发[2024]3号", "国办发[2024](12号)", "见[附件]", "[甲", "甲]", "[甲](乙", "![甲", "[[甲]](", "[a][b]"]
    )
    def test_brackets_that_are_brackets(self, text: str) -> None:
        assert shown(text) == [text]
        assert told(text) == []


class TestTables:
    def test_a_cell_too_many(self) -> None:
        (problem,) = parse_body(
            "| 项目 | 目标 | 完成 |\n|---|---|---|\n| 新建|改建道路 | 5公里 | 6公里 |", 10, path="a.md"
        ).problems
        assert (problem.location.line, problem.severity, problem.code) == (12, "error", "body.table")
        assert "“6公里”" in problem.found

    @pytest.mark.parametrize(
        ("written", "line"),
        [
            ("| 甲 | 乙 |\n| 1 | 2 |", 1),
            ("前文。\n\n| 甲 | 乙 |\n|---|\n| 1 | 2 |", 3),
            ("| 甲 | 乙 |\n\n|---|---|\n\n| 1 | 2 |", 1),
        ],
    )
    def test_bars_that_make_no_table(self, written: str, line: int) -> None:
        found = told(written)
        assert found[0] == (line, "warning", "body.table")
        assert {code for _, _, code in found} == {"body.table"}

    def test_escaped_bars_and_code(self) -> None:
        written = "| 甲 | 乙 |\n|---|---|\n| 1\\|2 | `a|b` |"
        assert shown(written) == ["甲|乙", "1|2|a|b"]
        assert told(written) == []

    def test_absolute_values_are_prose(self) -> None:
        assert told("|x|和|y|都小于5") == []


@pytest.mark.parametrize(
    ("heading", "what"),
    [("## 见[附表](reports/x/)", "链接"), ("## ~~旧~~10<sup>3</sup>千瓦", "删除线、上标"), ("<h2>H<sub>2</sub>O</h2>", "下标")],
)
def test_what_a_heading_cannot_say_is_told(heading: str, what: str) -> None:
    (problem,) = parse_body(f"正文。\n\n{heading}\n", path="a.md").problems
    assert (problem.location.line, problem.severity, problem.code) == (3, "warning", "body.heading")
    assert f"标题里的{what}不会保留" in problem.found
    assert told("## **一、**甲\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "获奖人员：李*明、王*华。", "获奖人员：李**明、王**华。", "带*的为约束性指标，带*号的为预期性指标。", "面积=长*宽，体积=长*宽*高。",
        "费用为单价*数量*系数。", "合计5*（3+2）*6米。", "甲*1、乙*2。", "*ST甲、*ST乙。",
    ],
)  # fmt: skip
def test_stars_that_hide_a_name_or_multiply_are_signs(text: str) -> None:
    body = parse_body(text)
    assert [p.text for p in body.paragraphs] == [text]
    assert [m.tag for p in body.paragraphs for m in p.inlines] == []


def test_two_ideographic_blanks_begin_a_paragraph() -> None:
    assert [p.text for p in parse_body("　　甲公司\n　　乙公司\n　　丙公司\n").paragraphs] == ["甲公司", "乙公司", "丙公司"]


def test_a_comment_in_a_quote_is_none_of_it() -> None:
    body = parse_body("> 引文。\n>\n> [//]: # (内部)\n")
    assert [p.text for p in body.paragraphs] == ["引文。"]
    assert [p.code for p in body.problems] == ["body.comment"]


@pytest.mark.parametrize(
    "text",
    ["- 甲\n  - 乙\n    - 丙\n  - 丁\n- 戊\n", "- 甲\n    - 乙\n        - 丙\n    - 丁\n- 戊\n", "1. 甲\n   - 乙\n      - 丙\n   - 丁\n2. 戊\n"],
)
def test_lists_in_lists_by_two_three_or_four_blanks(text: str) -> None:
    def shape(blocks: tuple[Block, ...]) -> list[object]:
        return [[b.paragraph.text if b.paragraph else shape((b,)) for b in item] for block in blocks for item in block.items]

    (outer,) = parse_body(text).blocks
    assert shape((outer,)) == [["甲", [["乙", [["丙"]]], ["丁"]]], ["戊"]]
