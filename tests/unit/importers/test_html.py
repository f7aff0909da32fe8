"""Web pages of any portal: the container is found by its prose."""

from __future__ import annotations

import quopri
from collections.abc import Callable

import pytest

from builder.importers import LEFT_OUT, ImportOptions, ImportResult, UnreadableDocumentError, choose_format, import_document
from builder.importers.html import read

PROSE = "这一段写的是去年修缮学校和卫生院的经过，经费来自乡里和县里两级，工程已在秋天完工。"
Bring = Callable[..., ImportResult]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def texts(html: str) -> list[str]:
    return [line.text for line in read(html.encode()).lines]


def test_navigation_scripts_and_hidden_text_are_left_out() -> None:
    html = page(
        f"<nav>首页</nav><div class='top-menu'><a>新闻</a></div><script>var x='{PROSE}'</script>"
        f"<div id=main><p>{PROSE}</p><p style='display: none'>看不见的统计代码</p><p>{PROSE}</p></div><div class=footer>版权所有</div>"
    )
    assert texts(html) == [PROSE, PROSE]


def test_line_breaks_end_paragraphs() -> None:
    assert texts(page(f"<div>　　{PROSE}<br>　　{PROSE}<br/><br/></div>")) == [PROSE, PROSE]


def test_a_short_chapter_beside_a_long_one_is_no_frame() -> None:
    chapters = f"<section><h2>一、情况</h2><p>{PROSE * 4}</p></section><section><h2>二、成绩</h2><ol><li>上线1200人；</li></ol></section>"
    body = f"<main><h1>青禾县教育局2025年工作总结</h1>{chapters}<p>2026年1月10日</p></main>"
    assert texts(page(body))[-3:] == ["二、成绩", "上线1200人；", "2026年1月10日"]


def test_a_sentence_behind_the_text_is_told_when_it_is_left_out(bring: Bring) -> None:
    beside = "<div>群众反映的5个问题已经全部办结。</div><div>版权所有，青禾县人民政府主办，欢迎转载。</div>"
    result = bring(page(f"<h1>青禾县教育局2025年工作总结</h1><div>[2026-01-05]　来源：县教育局　点击数：3</div><div><p>{PROSE * 4}</p><p>{PROSE}</p></div>{beside}"), "a.html")
    assert [n.text for n in result.notes if n.field == LEFT_OUT] == ["未收入正文：“群众反映的5个问题已经全部办结。”，请核对"]
    assert "published: 2026-01-05\n" in result.draft


@pytest.mark.parametrize("opening", ["<pre>", "<div style='white-space: pre-wrap'>", "<pre><font>"])
def test_a_text_that_is_shown_as_typed_keeps_its_lines(opening: str) -> None:
    typed = f"青禾县教育局2025年工作总结\n\n    {PROSE}\n    修路12公里。<br>架桥3座。\n\n一、农业\n    粮食34吨。"
    assert texts(page(opening + typed)) == ["青禾县教育局2025年工作总结", PROSE, "修路12公里。", "架桥3座。", "一、农业", "粮食34吨。"]


@pytest.mark.parametrize(
    ("body", "said"),
    [("<iframe src=a></iframe>", "框架"), ("<h1>青禾县2025年工作总结</h1><img src=a.jpg>", "图片"), ("<div id=app></div><script>x='字'</script>", "脚本")],
)
def test_a_page_without_text_says_why(body: str, said: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=f"没有找到正文：.*{said}"):
        import_document(page(body).encode(), "a.html", ImportOptions())


@pytest.mark.parametrize(("charset", "given"), [("utf-8", True), ("gb18030", True), ("utf-8", False)])
def test_a_page_saved_as_one_file(charset: str, given: bool) -> None:
    body = quopri.encodestring(page(f"<h1>青禾县教育局2025年工作总结</h1><p>{PROSE}修路12公里。</p>").replace("utf-8", charset).encode(charset))
    head = 'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="B"\n\n\n--B\n'
    head += f"Content-Type: text/html{f'; charset={charset}' * given}\n"
    data = head.encode() + b"Content-Transfer-Encoding: quoted-printable\n\n" + body + b"\n--B\nContent-Type: image/png\n\nx\n--B--\n"
    assert choose_format(data, "a.bin").name == "mhtml/1"
    draft = import_document(data, "a.mhtml", ImportOptions()).draft
    assert "title: 青禾县教育局2025年工作总结\n" in draft
    assert f"{PROSE}修路12公里。" in draft


def test_a_page_laid_out_by_tables() -> None:
    html = page(f"<table><tr><td><table><tr><td>首页</td></tr></table></td></tr><tr><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>")
    assert texts(html)[-2:] == [PROSE, PROSE]


def test_inline_markup_and_entities_become_plain_text() -> None:
    assert texts(page(f"<div><p><b>一是</b>修&nbsp;路<sup>2</sup>&lt;3&gt;。{PROSE}</p></div>")) == [f"一是修 路²<3>。{PROSE}"]


def test_meta_elements_state_the_record() -> None:
    head = (
        "<meta name='ArticleTitle' content='青禾县2021年工作总结'><meta name='PubDate' content='2022-01-04 08:05'>"
        "<meta name='ContentSource' content='本网'><link rel=canonical href='https://example.gov.cn/a.html'>"
    )
    record = read(page(f"<div><p>{PROSE}</p></div>", head).encode()).record
    assert {field: found.value for field, found in record.items()} == {
        "title": "青禾县2021年工作总结",
        "published": "2022-01-04 08:05",
        "source_name": "本网",
        "source_url": "https://example.gov.cn/a.html",
    }


def test_the_day_that_a_page_says_it_was_put_online() -> None:
    head = "<meta property='article:published_time' content='2022-01-04T08:05:00+08:00'><meta property='og:title' content='x'>"
    assert read(page("<p>正文。</p>", head).encode()).record["published"].value == "2022-01-04 08:05"


def test_the_title_element_is_a_last_resort(bring: Bring) -> None:
    html = page(f"<div><p>{PROSE}</p><p>{PROSE}</p></div>", "<title>青禾县2021年工作总结_青禾县政府网</title>")
    assert "title: 青禾县2021年工作总结\n" in bring(html, "a.html").draft


def test_headings_without_numbers_keep_their_ranks(bring: Bring, outline_of: Callable[[ImportResult], list[str]]) -> None:
    html = page(f"<div><h1>青禾县2021年总结</h1><h2>农业</h2><h3>粮食</h3><p>{PROSE}</p><h2>工业</h2><p>{PROSE}</p></div>")
    assert outline_of(bring(html, "a.html")) == ["1 |农业", "2 |粮食", "1 |工业"]


def test_a_table_of_figures_becomes_a_markdown_table(bring: Bring) -> None:
    table = "<table><tr><th>指标</th><th>数值</th></tr><tr><td>产值|亿元</td><td>3.5</td></tr></table>"
    draft = bring(page(f"<div><p>{PROSE}</p>{table}<p>{PROSE}</p></div>"), "a.html").draft
    assert "\n\n| 指标 | 数值 |\n| --- | --- |\n| 产值\\|亿元 | 3.5 |\n\n" in draft


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<p>12</p><p>34</p>", "12 34"), ("12<br>34", "12 34"), ("<div>5%</div><div>6%</div>", "5% 6%"), ("12<ul><li>34</li></ul>", "12 34"),
        ("<span>12</span><span>34</span>", "1234"), ("新建<br>改建12公里", "新建改建12公里"), ("2025年<br/>（亿元）", "2025年（亿元）"),
    ],
)  # fmt: skip
def test_lines_of_a_cell_are_not_run_together(cell: str, shown: str) -> None:
    assert table_of(f"<tr><td>甲</td><td>{cell}</td></tr><tr><td>乙</td><td>5</td></tr>")[0] == ("甲", shown)


def test_a_page_is_known_by_its_content() -> None:
    assert choose_format(page("").encode(), "saved.txt").name == "html/1"
    assert choose_format("正文".encode(), "a.txt").name == "text/1"


@pytest.mark.parametrize(("data", "name"), [pytest.param(b"x", "a.wps", marks=pytest.mark.whole), (b"%PDF-1", "a.txt"), (page("").encode(), "a.html")])
def test_what_cannot_be_read_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        import_document(data, name, ImportOptions())


@pytest.mark.parametrize(
    "aside",
    [
        "<p hidden>批注</p>", "<p style='visibility:hidden'>批注</p>", "<p style='font-size:0'>批注</p>", "<span style='mso-hide:all'>批注</span>",
        f"<div style='mso-element:comment'>{PROSE}{PROSE}</div>",
    ],
)  # fmt: skip
def test_what_is_hidden_or_written_in_the_margin_is_no_part_of_the_document(aside: str) -> None:
    assert texts(page(f"<div><p>{PROSE}</p>{aside}<p>{PROSE}</p></div>")) == [PROSE, PROSE]


def test_a_raised_figure_stays_raised() -> None:
    assert "占地10²米" in "".join(texts(page(f"<div><p>占地10<sup>2</sup>米。</p><p>{PROSE}</p></div>")))


def table_of(rows: str) -> tuple[tuple[str, ...], ...]:
    html = page(f"<p>{PROSE}</p><table>{rows}</table><p>{PROSE}</p>")
    return next(line.rows for line in read(html.encode()).lines if line.kind == "table")


def test_words_that_span_cells_stand_in_each_of_them_and_numbers_once() -> None:
    head = "<tr><th rowspan=2>站点</th><th colspan=2>2025年</th></tr><tr><th>计划</th><th>完成</th></tr>"
    body = "<tr><td rowspan=2>东站</td><td>3</td><td rowspan=2>9</td></tr><tr><td>4</td></tr><tr><td>合计</td><td colspan=2>16</td></tr>"
    assert table_of(head + body) == (
        ("站点", "2025年", "2025年"),
        ("站点", "计划", "完成"),
        ("东站", "3", "9"),
        ("东站", "4", ""),
        ("合计", "16", ""),
    )
