"""The download of a report: written from what was parsed, and parsed again the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from builder.content.front_matter import split_front_matter
from builder.content.sections import Body, parse_body
from builder.model import Block, Paragraph
from builder.pages.markdown import write_markdown
from tests.support import COMPLETE

CONTENT = sorted((COMPLETE / "content" / "reports").rglob("*.md")) + sorted((COMPLETE / "content" / "columns").glob("*.md"))


def written(body: Body) -> str:
    return write_markdown(body.blocks, {s.id: s for s in body.sections})


def shape(body: Body) -> object:
    """A body without lines, addresses and the targets of removed passages."""
    sections = {s.id: s for s in body.sections}

    def cell(p: Paragraph) -> object:
        return p.text, tuple((m.start, m.end, m.tag, m.href) for m in p.inlines)

    def shown(block: Block) -> object:
        head = (sections[block.section].level, sections[block.section].title) if block.kind == "heading" else ()
        own = cell(block.paragraph) if block.paragraph else ()
        tables = tuple(map(cell, block.header)), tuple(tuple(map(cell, row)) for row in block.rows), block.caption
        items = tuple(i for i in map(listed, block.items) if i)
        return block.kind, head, own, block.text, block.ordered, block.first, tables, items, all_of(block.blocks)

    def all_of(blocks: Iterable[Block]) -> tuple[object, ...]:
        return tuple(shown(b) for b in blocks if holds(b))

    def listed(blocks: Iterable[Block]) -> tuple[object, ...]:
        return tuple(shown(b) for b in blocks if holds(b) and b.kind != "rule")

    def holds(block: Block) -> bool:
        """Is there anything to see in it?"""
        if block.kind in {"list", "quote"}:
            return any(holds(b) for b in block.blocks) or any(holds(b) and b.kind != "rule" for item in block.items for b in item)
        if block.kind == "paragraph" and block.paragraph:
            return bool(block.paragraph.text.strip())
        return block.kind != "target" and (block.kind != "heading" or bool(sections[block.section].title))

    return all_of(body.blocks)


def reads_back(markdown: str) -> str:
    first = parse_body(markdown)
    text = written(first)
    again = parse_body(text)
    assert shape(again) == shape(first), text
    assert written(again) == text
    return text


@pytest.mark.parametrize("path", CONTENT, ids=lambda p: p.stem)
def test_the_shipped_content_reads_back(path: Path) -> None:
    _, _, body, _, _ = split_front_matter(path.read_text(encoding="utf-8"), path.name)
    reads_back(body)


@pytest.mark.parametrize(
    "markdown",
    [
        "正文。<!-- 内部批注：MARK，电话 -->\n\n第二段。<!--\nMARK\n-->\n",
        "正文。\n\n[//]: # (MARK)\n\n[甲]: https://a.cn/MARK \"MARK\"\n",
        "见[甲][1]。\n\n[1]: https://a.cn/ \"MARK\"\n",
        "正文。\n\n<script>MARK</script>\n\n<style>MARK</style>\n",
        "正文<span title=\"MARK\" data-x=\"MARK\" onclick=\"MARK\">甲</span>。![MARK](MARK.png \"MARK\")\n",
        "见[甲](https://a.cn/ \"MARK\")和[乙](javascript:MARK)。\n",
    ],
)
def test_what_no_page_shows_is_not_in_it(markdown: str) -> None:
    body = parse_body(markdown)
    assert "MARK" not in "".join(p.text for p in body.paragraphs), "the parser's own task"
    assert "MARK" not in written(body)


@pytest.mark.parametrize(
    "markdown",
    [
        "## 一、经济\n\n### （一）工业\n\n#### 1．钢铁\n\n正文。\n\n## 二、民生 \\#\\#\n\n文字。\n",
        "开头\n\n## 1. 没有编号的点\n\n## \\# 甲 `乙` *丙*\n",
        "\\# 甲\n\n\\> 乙\n\n\\- 丙\n\n\\+ 丁\n\n1\\. 戊\n\n12\\) 己\n\n\\---\n\n&#61;==\n\n&#58; 庚\n",
        "1.5倍、2024.3、-5℃、+8%、#1 和 3\\) 都在。\n",
        "甲\\*乙\\*丙、甲\\_乙\\_丙、\\`丁\\`、\\[戊\\]、\\[己\\](庚)、\\\\、\\\\\\*、a_b_c、5*6*7\n",
        "&lt;通知&gt;、a < b、a<b、&amp;lt;、R&D、AT&amp;T、&amp;#1;、&nbsp;甲&nbsp;乙\n",
        "**甲**乙*丙*丁***戊***、**己*庚*辛**、*壬**癸**子*\n",
        "**“甲”**乙、**甲**、*乙*。<b>丑</b><i>寅</i>、<strong> 空 </strong>格\n",
        "H<sub>2</sub>O、m<sup>2</sup>、<del>删去</del>、<s>旧</s>、`码`、``码`码``、`a*b_c`、`<b>`、<code>**甲**</code>\n",
        "见[甲](https://a.cn/?x=1&y=2#s1)、[**乙**](mailto:a@b.cn)、[丙](reports/x/)、！[丁](#s1)、甲\\![戊](#s1)\n",
        "见[甲](<https://a.cn/a b(c)>)、[乙](https://a.cn/a_b*c)、[丙](https://a.cn/%22'\"),<a href='https://a.cn/\"x`[y]\\'>丁</a>\n",
        "甲  \n乙<br>丙<br>**丁**<br>1. 戊<br># 己<br>| 庚 |\n",
        "- 甲\n- 乙\n- **丙** `丁`\n",
        "3. 甲\n4. 乙\n5. 丙\n",
        "- 甲\n    - 乙\n        - 丙\n    - 丁\n- 戊\n\n    第二段\n\n    1. 己\n    2. 庚\n",
        "1. 甲\n\n    > 引\n\n    第二段\n\n2. 乙\n",
        "- 甲\n\n    | 项 | 数 |\n    |---|---|\n    | 乙\\* | **1** |\n\n- 丙\n    - > 丁\n      >\n      > 戊\n",
        "- 甲\n\n1. 乙\n\n- 丙\n\n段落\n\n- 丁\n",
        "- 甲\n\n<div></div>\n\n- 乙\n\n<div></div>\n\n    码\n",
        "- \\# 甲\n- \\- 乙\n- 1\\. 丙\n- | 丁 |\n- \\> 戊\n- \\[x\\] 己\n",
        "> 甲\n>\n> 乙\n>\n> > 丙\n>\n> - 丁\n>     - 戊\n>\n>     码\n",
        "> 甲\n\n<div></div>\n\n> 乙\n",
        "    码 <b> *x*\n      再\n\n段落\n\n    码二\n",
        "<pre>  甲\n\n\n乙\n</pre>\n",
        "| 项 | 数 |\n|---|---|\n| 甲\\|乙 | `丙` |\n|  | **1** |\n| 甲<br>乙 |  |\n",
        "| 一列 |\n|---|\n| 甲 |\n|  |\n",
        "|  |  |\n|---|---|\n| 甲 | 乙 |\n",
        "<table><tr><td>甲</td><td>乙 <b>&lt;丙&gt;</b></td></tr><tr><td>丁*戊*</td></tr></table>\n",
        "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td></tr></tbody></table>\n",
        "甲\n\n---\n\n乙\n\n***\n",
        "甲~~乙~~丙~丁~~~\n",
        "- ***\n\n- 甲\n",
        "名词\n:   解释\n\n另一\n:   解释二\n",
        "一是办学。新建学校2所。二是就医。改造卫生站3个。\n",
        "\u3000\u3000缩进的一段。\n\n&#12288;&#12288;写成引用的缩进&#12288;\n\n&emsp;甲&#9;乙\n",
        "甲|乙|丙\n\n--|--\n",
        "[x] 完成\n\n[ ] 未完成\n\n- [x] 完成\n",
        "*\n\n**\n\n_\n\n`\n\n[\n\n]\n\n\\\n\n<\n\n&\n\n!\n\n|\n\n{}\n",
        "(c) 甲 ... -- 乙\n\n10.\n\n10\\.\n\n（1）丙\n\n①丁\n",
    ],
)
def test_it_reads_back_as_it_was(markdown: str) -> None:
    reads_back(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "全年**修路** 12.5 公里（比 2023 年增长 8%），见[台账](ledger/)、a_b@c.cn 和 R&D、a=1&b=2、{}。",
        "## 一、经济\n\n1. 甲\n\n2. 乙\n\n    - 丙",
        "| 项目 | 数 |\n| --- | --- |\n| 甲 | 1.5 |",
        "> 引文\n\n---\n\n<pre>  码\n</pre>",
    ],
)
def test_plain_text_stays_plain(markdown: str) -> None:
    assert reads_back(markdown) == markdown + "\n"


@pytest.mark.parametrize("before", ["- 甲\n", "1. 甲\n", "> 甲\n", "    甲\n", "甲\n", "## 甲\n", "| 甲 |\n|---|\n| 乙 |\n", "---\n", "<pre>\n 甲</pre>\n"])
@pytest.mark.parametrize("after", ["- 乙\n", "3. 乙\n", "> 乙\n", "    乙\n", "乙\n", "## 乙\n", "| 丙 |\n|---|\n| 丁 |\n", "---\n", "<pre>\n 乙</pre>\n"])
def test_neighbours_stay_apart(before: str, after: str) -> None:
    reads_back(f"{before}\n<div></div>\n\n{after}")


WORDS = st.sampled_from(
    [
        "甲", "乙丙，", "。", " ", "  ", "\u3000", "a", "1", "12", ".", ")", "(", "*", "**", "_", "__", "`", "``", "|", "\\", "\\\\", "<", ">", "&", "&lt;",
        "#", "-", "+", "=", "--", ":", ";", "!", "[", "]", "[x]", "](", "(https://a.cn/)", "<b>", "</b>", "<i>", "</i>", "<sub>2</sub>", "<br>", "~~", "&#9;",
        "'", '"', "/", "{", "}", "%", "$", "^", "@", "http://a.cn/", "<http://a.cn/>", "<a href='x/'>", "</a>", "\n", "   \n",
    ]
)  # fmt: skip
STARTS = st.sampled_from(["", "", "", "# ", "## ", "- ", "* ", "1. ", "7. ", "> ", "    ", "| ", ": ", "> - ", "- - "])
PARTS = st.lists(st.tuples(STARTS, st.lists(WORDS, min_size=1, max_size=10).map("".join)).map("".join), min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=400, deadline=None)
@given(PARTS)
@example("<a href='x/'>]:(https://a.cn/)</a>")
@example("a<b><br>a")
@example("<b>a<br></b>a<em><br> 2")
@example("1. 甲\n\n1. ___")
@example("- 甲\n\n<b>\n\n- ***")
@example("<a href='x/'>甲<http://a.cn/>乙</a>")
def test_any_text_reads_back(markdown: str) -> None:
    texts = [p.text for p in parse_body(markdown).paragraphs]
    assume(not re.search("[\x02\x03]", "".join(texts)))  # refused before anything is written
    assume(all(text == text.strip() for text in texts))  # an indent is no text
    reads_back(markdown)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co"), exclude_characters="\u2028\u2029"), max_size=30), max_size=4))
def test_any_words_survive_letter_by_letter(texts: list[str]) -> None:
    paragraphs = [Paragraph(f"p{n}", "", text.strip()) for n, text in enumerate(texts) if text.strip()]
    text = write_markdown([Block("paragraph", paragraph=p) for p in paragraphs], {})
    assert [p.text for p in parse_body(text).paragraphs] == [p.text for p in paragraphs]
