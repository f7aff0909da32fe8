"""Spreadsheets as a report's tables: figures as shown, merged cells spread, what is hidden named."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from builder.importers import ImportOptions, UnreadableDocumentError, import_document
from builder.importers.sheets import read, read_csv, show_cell


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_book() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    for row in (
        ("青禾镇2025年主要指标完成情况",), ("单位：万元",), ("指标", "计划", "完成", None), (None, None, "数量", "比例"),
        ("财政收入", 1200, 1280.5, 1.067), ("其中：税收", 900, 950, 1.056), ("说明：快报数",),
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:D3")
    for row in (5, 6):
        sheet.cell(row, 3).number_format = "#,##0.0"
        sheet.cell(row, 4).number_format = "0.0%"
    return book


def test_a_sheet_is_a_title_a_table_and_a_remark() -> None:
    lines = read(saved(a_book())).lines
    assert [line.text for line in lines if not line.rows] == ["青禾镇2025年主要指标完成情况", "单位：万元", "说明：快报数"]
    assert next(line.rows for line in lines if line.rows) == (
        ("指标", "计划", "完成", "完成"),
        ("指标", "计划", "数量", "比例"),
        ("财政收入", "1200", "1,280.5", "106.7%"),
        ("其中：税收", "900", "950.0", "105.6%"),
    )


def test_it_goes_the_way_of_every_document() -> None:
    result = import_document(saved(a_book()), "指标.xlsx", ImportOptions())
    assert "title: 青禾镇2025年主要指标完成情况\n" in result.draft
    assert "| 财政收入 | 1200 | 1,280.5 | 106.7% |" in result.draft
    assert "importer: xlsx/1" in result.draft


def test_several_sheets_stand_under_their_names() -> None:
    book = a_book()
    other = book.create_sheet("项目")
    other.append(("名称", "投资"))
    other.append(("水渠", 3))
    assert [(line.text, line.level) for line in read(saved(book)).lines if line.kind == "heading"] == [("主要指标", 2), ("项目", 2)]


def test_hidden_sheets_rows_and_columns_stay_out_and_are_named() -> None:
    book = a_book()
    book.create_sheet("内部").append(("不公开", 1))
    book["内部"].sheet_state = "hidden"
    book.active.row_dimensions[6].hidden = True
    source = read(saved(book))
    text = " ".join(line.text for line in source.lines)
    assert "不公开" not in text
    assert "税收" not in text
    said = " ".join(map(str, source.notes))
    assert "隐藏的工作表没有导入：内部" in said
    assert "1 个隐藏的行或列没有导入" in said


def test_a_formula_without_a_result_is_named() -> None:
    book = a_book()
    book.active["B7"] = "=SUM(B5:B6)"
    assert "1 个公式没有结果" in " ".join(map(str, read(saved(book)).notes))


def test_a_sheet_of_endless_size_is_refused() -> None:
    book = Workbook()
    book.active.cell(1_000_000, 500, "x")
    with pytest.raises(UnreadableDocumentError, match="太大"):
        read(saved(book))


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (0.052, "0.0%", "5.2%"), (3.0, "General", "3"), (0.1 + 0.2, "General", "0.3"), (12345.678, "#,##0.00", "12,345.68"),
        (1280, "#,##0", "1,280"), (5, "0.00_);[Red]\\(0.00\\)", "5.00"), (True, "General", "是"), (None, "General", ""),
        (date(2025, 1, 15), "yyyy-mm-dd", "2025-01-15"), (" 甲\n乙 ", "General", "甲 乙"), (2025, "General", "2025"), (128.6, "General", "128.6"),
        (7, '0"个"', "7"),
    ],
)  # fmt: skip
def test_figures_as_the_sheet_shows_them(value: object, style: str, shown: str) -> None:
    assert show_cell(value, style) == shown


@pytest.mark.parametrize(("sign", "coded"), [(",", "utf-8-sig"), ("\t", "utf-16"), (",", "gb18030"), (";", "utf-8")])
def test_csv_of_any_sign_and_encoding(sign: str, coded: str) -> None:
    data = f"青禾镇2025年指标\n指标{sign}数值\n\"产值{sign}总\"{sign}3.5\n工业{sign}2\n".encode(coded)
    lines = read_csv(data).lines
    assert lines[0].text == "青禾镇2025年指标"
    assert lines[1].rows == (("指标", "数值"), (f"产值{sign}总".replace("\t", " "), "3.5"), ("工业", "2"))


@pytest.mark.parametrize("day", ["2026年1月5日", "填报日期：2026-01-05"])
def test_who_filled_in_a_form_is_no_head_of_its_table(day: str) -> None:
    book = Workbook()
    for row in (("青禾镇2025年民生实事完成情况表",), ("填报单位：青禾镇人民政府", None, None, day), ("序号", "项目", "目标", "完成"), (1, "修路", 5, 6.5)):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    result = import_document(saved(book), "a.xlsx", ImportOptions())
    assert result.agency is not None
    assert result.agency.name == "青禾镇人民政府"
    assert "\nwritten: 2026-01-05\n" in result.draft
    assert "| 序号 | 项目 | 目标 | 完成 |\n| --- |" in result.draft


def test_a_head_with_a_colon_in_it_stays_a_head() -> None:
    book = Workbook()
    for row in (("项目：名称", "单位：万元"), ("修路", 5)):
        book.active.append(row)
    assert read(saved(book)).lines[0].rows[0] == ("项目：名称", "单位：万元")
