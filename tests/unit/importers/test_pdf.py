"""PDF with text: lines joined, margins dropped, tables kept, pages known; scans and locked files named."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.importers import ImportOptions, ImportResult, UnreadableDocumentError, import_document
from builder.importers.pdf import read
from builder.importers.pdf_chars import readable
from tests.pdf_files import Pdf

PROSE = "全年修建道路12公里，栽种行道树3000株，改造旧房200户，群众反映出行和居住都比以前好。"
SECTIONS = ("一、全年工作情况", "二、存在问题", "三、下一步打算")


def a_report() -> Pdf:
    pdf = Pdf()
    pdf.title("青禾镇2025年工作总结")
    for heading in SECTIONS:
        pdf.say(heading)
        for times in (1, 2, 3, 4):
            pdf.say(PROSE * times)
    return pdf


def test_broken_lines_are_joined_and_pages_known() -> None:
    lines = read(a_report().data()).lines
    assert [line.text for line in lines] == ["青禾镇2025年工作总结", *(t for s in SECTIONS for t in (s, PROSE, PROSE * 2, PROSE * 3, PROSE * 4))]
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    assert lines[-1].number == 3


def test_a_report_keeps_title_and_structure(outline_of: Callable[[ImportResult], list[str]]) -> None:
    result = import_document(a_report().data(head="青禾镇人民政府文件"), "a.pdf", ImportOptions())
    assert "title: 青禾镇2025年工作总结\n" in result.draft
    assert outline_of(result) == ["1 一、|全年工作情况", "1 二、|存在问题", "1 三、|下一步打算"]
    assert result.draft.count("3000株") == 30
    assert "青禾镇人民政府文件" not in result.draft


@pytest.mark.parametrize("foot", ["— {} —", "第{}页 共3页", "{}", "－ {} －", "{}/3"])
def test_page_numbers_are_dropped(foot: str) -> None:
    assert not [line.text for line in read(a_report().data(foot=foot)).lines if len(line.text) < 6 and re.search(r"\d", line.text)]


@pytest.mark.parametrize("foot", ["file:///tmp/x/总结.html {}/1", "https://example.org/a.html?x=1…{}/12"])
def test_where_a_browser_printed_it_from_is_dropped_and_reported(foot: str) -> None:
    pdf = Pdf()
    pdf.title("青禾镇2025年工作总结")
    pdf.say(PROSE)
    source = read(pdf.data(foot=foot))
    assert [line.text for line in source.lines] == ["青禾镇2025年工作总结", PROSE]
    assert "没有收入页码和每页重复的页眉页脚 1 行" in [note.text for note in source.notes]


def test_an_address_at_the_foot_that_ends_in_numbers_stays() -> None:
    pdf = Pdf()
    pdf.say(PROSE)
    assert read(pdf.data(foot="https://example.org/2025/12")).lines[-1].text == "https://example.org/2025/12"


def test_short_items_are_not_joined() -> None:
    pdf = Pdf()
    pdf.title("青禾镇2025年民生实事")
    items = ["新建口袋公园3个", "改造背街小巷5条", "新增公共停车位90个", "安装路灯200盏"]
    for item in items:
        pdf.say(item)
    assert [line.text for line in read(pdf.data()).lines[1:]] == items


def test_a_title_that_fills_its_line_goes_on_below() -> None:
    title = "青禾县人民医院2025年上半年工作总结暨下半年工作安排"
    pdf = Pdf()
    pdf.title(title)
    pdf.say(PROSE * 2)
    assert [line.text for line in read(pdf.data()).lines] == [title, PROSE * 2]


def test_a_subtitle_of_another_size_stays_a_line() -> None:
    pdf = Pdf()
    pdf.title("青禾县人民医院二〇二五年上半年工作情况总结")
    pdf.say("——2025年7月11日在职工代表大会上")
    pdf.say(PROSE * 2)
    assert len(read(pdf.data()).lines) == 3


def test_a_ruled_table_with_merged_cells() -> None:
    pdf = a_report()
    pdf.table([("单位", "指标", "数值"), ("财政办", "收入（万元）", "1280.5"), ("", "支出（万元）", "900")], [((0, 1), (0, 2))])
    table = next(line for line in read(pdf.data()).lines if line.rows)
    assert table.rows == (("单位", "指标", "数值"), ("财政办", "收入（万元）", "1280.5"), ("财政办", "支出（万元）", "900"))
    assert table.number == 3


def test_lines_of_a_cell_are_not_run_together_into_one_number() -> None:
    pdf = a_report()
    pdf.table([["项目", "目标\n（亿元）", "数"], ["甲\n乙", "12\n34", "5"], ["丙", "6\n7%\n8%", "9"]])
    (table,) = [line.rows for line in read(pdf.data()).lines if line.rows]
    assert table == (("项目", "目标（亿元）", "数"), ("甲乙", "12 34", "5"), ("丙", "6 7% 8%", "9"))


def test_a_table_over_two_pages_is_one() -> None:
    pdf = Pdf()
    rows = [("指标", "数值"), *((f"第{n}项", str(n)) for n in range(1, 60))]
    pdf.table(rows)
    tables = [line for line in read(pdf.data()).lines if line.rows]
    assert len(tables) == 1
    assert tables[0].rows == tuple(rows)


def test_a_scan_is_named_with_what_to_do() -> None:
    pdf = Pdf()
    pdf.picture()
    pdf.page()
    pdf.picture()
    with pytest.raises(UnreadableDocumentError, match=r"是扫描件.*逐字核对"):
        read(pdf.data())


def test_a_scanned_page_among_others_and_a_picture_are_named() -> None:
    pdf = a_report()
    pdf.page()
    pdf.picture()
    pdf.page()
    pdf.picture(200, 100)
    pdf.say(PROSE)
    said = " ".join(map(str, read(pdf.data()).notes))
    assert "第 4 页是图片" in said
    assert "第 5 页有图没有导入" in said


def test_a_locked_file() -> None:
    with pytest.raises(UnreadableDocumentError, match="有打开密码"):
        read(a_report().data(encrypt="geheim"))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\0" * 500, a_report().data()[:2000]])
def test_a_torn_file_gets_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"打不开|取不出文字"):
        read(data)


def test_an_empty_page_has_no_text() -> None:
    pdf = Pdf()
    pdf.page()
    with pytest.raises(UnreadableDocumentError, match="取不出文字"):
        read(pdf.data(foot=""))


def test_radicals_are_read_as_the_characters_they_stand_for() -> None:
    assert readable("⻘⽲镇⼯作、⻓江、⻔⼾，⾏") == "青禾镇工作、长江、门户，行"
    assert readable("ﬁle:///ofﬁce") == "file:///office"


def test_without_the_extra_the_clerk_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UnreadableDocumentError, match=r"\./wheels/gongkai-.*\.whl\[pdf\]"):
        read(b"%PDF-1.4\n")


def test_the_draft_says_with_which_words_each_page_begins() -> None:
    pdf = a_report()
    pdf.page()
    pdf.table([("单位", "数值"), ("财政办", "1280.5")])
    pdf.page()
    pdf.say("附：名单｜其他")
    result = import_document(pdf.data(), "a.pdf", ImportOptions())
    pages = read_report(result.draft, result.path, (), shipped_kinds()).report.meta.provenance.pages  # type: ignore[union-attr]
    marks = dict(mark.split(" ", 1) for mark in pages.split("｜"))
    assert list(marks) == ["2", "3", "4", "5"]
    assert all(words in result.draft.partition("\n---\n\n")[2] for words in list(marks.values())[:3])
    assert (marks["4"], marks["5"]) == ("单位", "附：名单 其他")
    one = Pdf()
    one.title("青禾镇2025年工作总结")
    one.say(PROSE)
    assert "pages" not in import_document(one.data(), "a.pdf", ImportOptions()).draft
