"""The record and the download of a report, and what is left of a withdrawn one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from builder.content.read import read_report
from builder.content.site_files import Publisher
from builder.model import Agency, Attachment, Licence, Provenance, Report, Source, Withdrawal
from builder.pages.collection import Collection
from builder.pages.lists import corrections_page, row
from builder.pages.page import Link
from builder.pages.record import Download, record_fields, source_name, told_by
from builder.pages.report import citation, markdown_download, report_page
from tests.shares import home_figures, matrices
from tests.unit.pages.conftest import OFFICES, write_report

pytestmark = pytest.mark.parts


def test_the_download_holds_what_the_page_shows_and_no_more(invented: Collection) -> None:
    text = write_report("songling", "总结", 2025, "2026-01-18", "全年<!-- MARK -->修路12公里。\n\n[//]: # (MARK)\n\n| 项 | 数 |\n|---|---|\n| 甲 | 1 |")
    report = read_report(text, "a.md", OFFICES, invented.kinds).report
    assert report is not None
    title = replace(report, meta=replace(report.meta, title="2025年甲*乙*<b>"))
    download = markdown_download(title, replace(invented, reports=(title,))).content.decode()
    assert "MARK" not in download
    assert "全年修路12公里。" in download
    assert "| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |" in download
    assert download.startswith("# 松岭县2025年甲\\*乙\\*&lt;b>\n\n- 索引号：无\n")
    assert "\n- 发布日期：2026年1月18日\n" in download


def test_a_restatement_is_cited_as_its_compilers_and_names_whose_text_it_restates(invented: Collection) -> None:
    report = invented.report_by_id["songling-2025-zongjie"]
    assert citation(report, invented).startswith("松岭县人民政府. 松岭县2025年工作总结［EB/OL］")
    undated = replace(report, meta=replace(report.meta, published=None, source=replace(report.meta.source, retrieved=None)))
    assert citation(undated, invented).startswith("松岭县人民政府. 松岭县2025年工作总结［EB/OL］. 松岭公开"), "one full stop where no date stands"
    excerpt = replace(report, meta=replace(report.meta, edition="摘编"))
    c = replace(invented, site=replace(invented.site, publisher=Publisher("公开项目志愿者")))
    assert citation(excerpt, c).startswith("公开项目志愿者. 松岭县2025年工作总结（摘编，据松岭县人民政府文件整理）［EB/OL］")
    assert citation(excerpt, invented).startswith("松岭公开. ")


def test_paper_dates_a_text_that_does_not_date_itself(invented: Collection) -> None:
    def signed(text: str, edition: str = "原文", written: date | None = date(2026, 1, 9)) -> str:
        report = read_report(write_report("songling", "总结", 2025, "2026-01-18", text), "a.md", OFFICES, invented.kinds).report
        assert report is not None
        report = replace(report, meta=replace(report.meta, written=written, edition=edition))
        return report_page(report, invented).view.main.signed  # type: ignore[attr-defined]

    assert signed("全年修路12公里。") == "2026年1月9日"
    assert signed("全年修路12公里。", edition="摘编") == "（原文成文日期：2026年1月9日）"
    assert signed("全年修路12公里。", written=None) == ""
    assert signed("全年修路12公里。\n\n松岭县人民政府　2026年1月9日") == ""
    assert signed("全年修路12公里。\n\n二〇二六年一月九日") == ""


def test_this_site_is_not_the_one_that_a_text_calls_its_own(invented: Collection) -> None:
    report = invented.report_by_id["heping-2025-zongjie"]
    own = replace(report, meta=replace(report.meta, source=replace(report.meta.source, name="本网")))
    assert next(f.value for f in record_fields(own, invented) if f.label == "信息来源") == "河坪镇网站（原文写“本网”）"
    assert source_name(own, replace(invented, site=replace(invented.site, profile="official"))) == "本网"
    assert source_name(report, invented) == report.meta.source.name


def test_a_paper_that_printed_it_is_not_the_office(invented: Collection) -> None:
    report = invented.report_by_id["songling-2025-zongjie"]

    def named(name: str) -> str:
        return told_by(replace(report, meta=replace(report.meta, source=replace(report.meta.source, name=name))), invented)

    assert [named(n) for n in ("山城日报", "松岭县日报", "松岭县网站", "松岭县人民政府公报", "本网", "")] == ["山城日报", "松岭县日报", "", "", "", ""]


def test_an_account_without_a_year_in_its_title_gets_it_in_links(invented: Collection) -> None:
    def label(key: str, title: str) -> str:
        report = replace(invented.report_by_id[key], meta=replace(invented.report_by_id[key].meta, title=title))
        return replace(invented, reports=(report,)).label(report)

    assert label("songling-2025-zongjie", "松岭县工作总结") == "松岭县工作总结（2025年）"
    assert label("songling-2025-zongjie", "二〇二五年工作总结") == "松岭县二〇二五年工作总结"
    assert label("songling-2025-jihua", "松岭县规划") == "松岭县规划"


def test_a_page_that_names_the_office_once_names_documents_without_it(invented: Collection) -> None:
    def short(title: str) -> str:
        report = invented.report_by_id["songling-2025-zongjie"]
        return invented.short_label(replace(report, meta=replace(report.meta, title=title)))

    assert short("松岭县2025年工作总结及2026年工作计划") == "2025年工作总结及2026年工作计划"
    whole = invented.short_label(invented.report_by_id["songling-2025-zongjie"])
    assert short("松岭县工作总结") == short("关于松岭县2025年工作总结") == invented.label(invented.report_by_id["songling-2025-zongjie"]) != whole


def test_cards_of_several_offices_tell_of_the_same(invent: Callable[..., Collection]) -> None:
    more = ("heping", "总结", 2026, "2026-01-20", "全镇地区生产总值9亿元，增长4%。新增公办学位30个，城镇新增就业200人。")
    labels = [s.label for s in home_figures(invent(extra=(more,)))]
    assert labels[0] == labels[1]
    assert labels[2] == labels[3]


def test_the_overview_goes_to_the_last_year_that_is_over_as_the_ledger_does(invent: Callable[..., Collection]) -> None:
    office = Agency("jia-zhen", "松岭县甲镇人民政府", ("甲镇",))
    c = invent(extra=(("jia-zhen", "总结", 2022, "2023-01-09", "修路9公里。"),), offices=(*OFFICES, office))
    assert [row.year for row in matrices(c)[-1].rows] == [2025, 2024, 2023, 2022]


def test_figures_on_the_home_page_are_shared_out_or_none(invent: Callable[..., Collection], invented: Collection) -> None:
    texts = ("新增公办学位120个，建成口袋公园2个，修路8公里。", "建成口袋公园3个。", "建成口袋公园4个。", "建成口袋公园5个。")
    more = tuple(Agency(f"yi-{i}", f"松岭县第{w}镇人民政府", (f"第{w}镇",)) for i, w in enumerate("甲乙丙丁"))
    extra = tuple((a.id, "总结", 2025, "2026-01-09", text) for a, text in zip(more, texts, strict=True))
    notes = [s.note for s in home_figures(invent(extra=extra[:1], offices=more[:1]))]
    assert notes == []
    two = home_figures(invented)
    assert {s.note[:3] for s in two} == {"松岭县", "河坪镇"}
    assert all("?s=" in s.path for s in two)
    many = tuple(Agency(f"bing-{i}", f"松岭县丙{i}镇人民政府", (f"丙{i}镇",)) for i in range(3))
    extra += tuple((a.id, "总结", 2025, "2026-01-09", "建成口袋公园6个。") for a in many)
    assert home_figures(invent(extra=extra, offices=(*OFFICES, *more, *many))) == (), "none stands for so many"


def test_a_figure_on_the_home_page_stands_beside_its_target_where_the_ledger_has_decided(invented: Collection) -> None:
    first = next(s for s in home_figures(invented) if s.label == "地区生产总值")
    assert (first.value, first.target, first.status and first.status.word) == ("增长5.7%", "增长6%左右", "接近")
    assert first.note.endswith("，121亿元"), "what the target does not speak of is the smaller"
    assert all(not s.target for s in home_figures(invented) if s.status is None)


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


def full(c: Collection) -> Report:
    """A report whose record has everything."""
    report = c.report_by_id["songling-2024-jihua"]
    meta = replace(
        report.meta,
        index_number="11440000123456789X/2024-00001",
        keywords=("学位", "河道"),
        summary="写明当年要办的事。",
        validity="废止",
        successor="songling-2025-jihua",
        source=Source("本网", "https://example.org/a", date(2026, 11, 22)),
        provenance=Provenance("a.txt", "ab" * 32, "text/1"),
        attachments=(Attachment("b.xlsx", "附表"),),
        licence=Licence("CC BY 4.0", "https://example.org/by"),
    )
    return replace(report, meta=meta)


def test_the_statutory_record_is_whole_and_none_of_it_is_folded(invented: Collection) -> None:
    plain = record_fields(invented.reports[0], invented)
    statutory = ["索引号", "主题分类", "发布机构", "成文日期", "发文字号", "发布日期", "体裁", "年度", "主题词", "有效性", "公开方式", "信息来源", "内容概述", "附件"]
    assert [f.label for f in plain if f.main] == statutory
    assert {f.label: f.value for f in plain if not f.path}.items() >= {"内容概述": "无", "附件": "无", "有效性": "未标注"}.items()
    assert {f.label for f in plain}.isdisjoint({"取得日期", "所据文件", "校验值（SHA-256）", "许可"})


def test_the_record_says_where_the_text_was_taken_from_and_what_replaced_it(invented: Collection) -> None:
    report = full(invented)
    shown = {f.label: f for f in record_fields(report, invented, (Download("附表", "reports/x/b.xlsx", "XLSX，1.0 KB"),))}
    assert shown["取得日期"].text == "2026年11月22日"
    assert shown["校验值（SHA-256）"].value == "ab" * 32
    assert shown["有效性"].links == (Link("由《松岭县2025年工作计划》代替", "reports/songling-2025-jihua/"),)
    assert shown["附件"].text == "1. 附表（XLSX，1.0 KB）"
    assert (shown["许可"].value, shown["许可"].external) == ("CC BY 4.0", "https://example.org/by")
    assert report_page(report, invented).view.main.notices == ("这份文件已废止，由《松岭县2025年工作计划》代替。",)  # type: ignore[attr-defined]
    download = markdown_download(report, invented).content.decode()
    for line in ("内容概述：写明当年要办的事。", "主题词：学位、河道", "附件：附表", f"校验值（SHA-256）：{'ab' * 32}", "有效性：废止；由《松岭县2025年工作计划》代替"):
        assert f"\n- {line}\n" in download


def test_lists_give_the_index_number_and_mark_what_is_no_longer_in_force(invented: Collection) -> None:
    found = row(full(invented), invented)
    assert (found.index_number, found.note) == ("11440000123456789X/2024-00001", "已废止")
    successor = replace(invented, reports=(full(invented), *(r for r in invented.reports if r.id != "songling-2024-jihua")))
    assert [r.id for r in successor.replaced_by["songling-2025-jihua"]] == ["songling-2024-jihua"]
