"""The record and the download of a report, and what is left of a withdrawn one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builder.content.read import read_report
from builder.model import Report, Withdrawal
from builder.pages.collection import Collection
from builder.pages.lists import corrections_page
from builder.pages.report import markdown_download, record_fields, report_page
from tests.unit.pages.conftest import OFFICES, write_report


def test_the_download_holds_what_the_page_shows_and_no_more(invented: Collection) -> None:
    text = write_report("songling", "总结", 2025, "2026-01-18", "全年<!-- MARK -->修路12公里。\n\n[//]: # (MARK)\n\n| 项 | 数 |\n|---|---|\n| 甲 | 1 |")
    report = read_report(text, "a.md", OFFICES, invented.kinds).report
    assert report is not None
    title = replace(report, meta=replace(report.meta, title="甲*乙*<b>"))
    download = markdown_download(title, replace(invented, reports=(title,))).content.decode()
    assert "MARK" not in download
    assert "全年修路12公里。" in download
    assert "| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |" in download
    assert download.startswith("# 松岭县甲\\*乙\\*&lt;b>\n\n- 索引号：无\n")
    assert "\n- 发布日期：2026年1月18日\n" in download


def withdrawn(c: Collection) -> tuple[Report, Collection]:
    report = replace(c.reports[0], meta=replace(c.reports[0].meta, withdrawn=Withdrawal(date(2026, 2, 1), "含个人信息"), edition="摘编", validity="废止"))
    return report, replace(c, reports=(report, *c.reports[1:]))


def test_a_withdrawn_record_shows_office_kind_year_and_dates_below_the_title(invented: Collection) -> None:
    report, c = withdrawn(invented)
    assert [f.label for f in record_fields(report, c)] == ["发布机构", "成文日期", "发布日期", "体裁", "年度"]
    assert len(record_fields(c.reports[1], c)) > 12


def test_it_says_when_and_why_on_its_page_and_among_the_corrections(invented: Collection) -> None:
    report, c = withdrawn(invented)
    assert report_page(report, c).view.main.notices == ("这份文件已于2026年2月1日撤下。原因：含个人信息",)  # type: ignore[attr-defined]
    assert [(r.what, r.note) for r in corrections_page(c).view.rows] == [("撤下", "含个人信息")]  # type: ignore[attr-defined]
