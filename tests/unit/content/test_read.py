"""One content file → a report: the record, its limits, and what must never get through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from builder.content.anchors import Anchor
from builder.content.kinds import parse_kinds
from builder.content.read import _CORRECTION, _WITHDRAWN, METADATA_FIELDS, ReadReport, find_agency, read_report
from builder.defaults import read_default
from builder.model import Agency, Licence, Metadata, Report

KINDS = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
OFFICES = (Agency("xiqu", "中山市人民政府西区街道办事处", ("西区街道",), ("中山市人民政府西区办事处",)), Agency("shiqiao", "市桥街道办事处"))
BODY = "## 一、经济\n\n全年修路12公里。\n"


def read(record: str = "", body: str = BODY, *, recorded: Sequence[Anchor] = (), **fields: str | None) -> ReadReport:
    values: dict[str, str | None] = {"id": "xiqu-2024-zongjie", "title": "总结", "agency": "xiqu", "kind": "总结", "year": "2024", "summary": "概述"}
    values |= fields
    front = "".join(f"{k}: {v}\n" for k, v in values.items() if v is not None)
    return read_report(f"---\n{front}{record}---\n\n{body}", "a.md", OFFICES, KINDS, recorded)


def good(record: str = "", body: str = BODY, **fields: str | None) -> Report:
    result = read(record, body, **fields)
    assert result.problems == ()
    assert result.report is not None
    return result.report


def codes(result: ReadReport) -> list[str]:
    return [p.code for p in result.problems]


def test_every_field_is_read() -> None:
    meta = good(
        "period: 上半年\nwritten: 2025-02-08\npublished: 2025-02-09 10:30\nindex_number: 11442000007333211F/2025-00026\n"
        "document_number: 西办〔2025〕3号\nsubject: 综合政务\nkeywords: [计划, 民生]\nvalidity: 有效\ndisclosure: 主动公开\nedition: 摘编\n"
        "source: {name: 本网, url: https://example.org/a, retrieved: 2026-11-22}\nprovenance: {file: a.txt, sha256: ab, importer: text/1}\n"
        "inferred: [agency]\nattachments: [{file: b.xlsx, title: 附表}]\ncorrections: [{date: 2025-03-01, note: 改一个数}]\n"
        "waivers: [{rule: summary.long, reason: 照原件}]\nreview: {by: 党政办, date: 2025-02-07}\ndraft: true\npublish_on: 2026-12-01\narchived: 2026-01-01\n"
        "redirect_from: [/old/address/]\nextra: {a: b}\nsuccessor: xiqu-2025-zongjie\neffective: 2025-03-01\nexpires: 2030-02-28\nlicence: {name: CC BY 4.0, url: https://example.org/by}\n"
    ).meta
    assert (meta.period, meta.written, meta.published, meta.published_time) == ("上半年", date(2025, 2, 8), date(2025, 2, 9), "10:30")
    assert (meta.kind, meta.year, meta.is_excerpt, meta.draft, meta.keywords) == ("zongjie", 2024, True, True, ("计划", "民生"))
    assert (meta.source.retrieved, meta.attachments[0].title, meta.corrections[0].note) == (date(2026, 11, 22), "附表", "改一个数")
    assert (meta.redirect_from, meta.extra, meta.archived) == (("old/address/",), (("a", "b"),), date(2026, 1, 1))
    assert (meta.successor, meta.licence) == ("xiqu-2025-zongjie", Licence("CC BY 4.0", "https://example.org/by"))
    assert (meta.effective, meta.expires) == (date(2025, 3, 1), date(2030, 2, 28))
    unset = {f for f in METADATA_FIELDS if getattr(meta, f) == getattr(Metadata("", ""), f)}
    assert unset == {"withdrawn", "disclosure"}


@pytest.mark.parametrize(
    ("line", "apart"),
    [
        ("keywords: 总结 街道", "[总结, 街道]"),
        ("keywords: 总结，街道、民生", "[总结, 街道, 民生]"),
        ("keywords: [“总结”，“街道”]", "[总结, 街道]"),
        ("keywords: [计划, 教育；卫生]", "[计划, 教育, 卫生]"),
    ],
)
def test_keywords_written_as_one_are_told_with_how_to_part_them(line: str, apart: str) -> None:
    (problem,) = read(line + "\n").problems
    assert (problem.severity, problem.code, problem.location.line) == ("warning", "keywords.form", 8)
    assert apart in problem.action


@pytest.mark.parametrize("line", ["keywords: 总结", "keywords: [总结, 街道]", "keywords: [GDP growth, 5G]", "keywords: [A1 项目, 5G]"])
def test_keywords_that_are_one_word_each_are_taken(line: str) -> None:
    assert read(line + "\n").problems == ()


def test_a_correction_may_keep_old_figures_back() -> None:
    shown, kept = good("corrections: [{date: 2025-03-01, note: 甲}, {date: 2025-03-02, note: 乙, old_figures: false}]\n").meta.corrections
    assert (shown.old_figures, kept.old_figures) == (True, False)


@pytest.mark.parametrize("record", ["corrections: 改了第三段\n", "corrections: [{note: 改了第三段}]\n", "withdrawn: 2026-02-10\n", "withdrawn: {reason: 数据有误}\n"])
def test_how_a_change_is_recorded_is_shown_by_an_example(record: str) -> None:
    (problem,) = read(record).problems
    key = record.partition(":")[0]
    (example,) = (e for e in (_CORRECTION, _WITHDRAWN) if e.startswith(key))
    assert problem.action.endswith(f"如 {example}")
    good(f"{example}\n")


def test_unknown_stays_empty() -> None:
    meta = good().meta
    assert (meta.written, meta.published, meta.index_number, meta.validity, meta.period) == (None, None, "", "", "")


@pytest.mark.parametrize("name", ["xiqu", "中山市人民政府西区街道办事处", "西区街道", "中山市人民政府西区办事处"])
def test_offices_are_known_by_every_name(name: str) -> None:
    assert good(agency=name).meta.agency == "xiqu"
    assert find_agency(name, OFFICES) is OFFICES[0]


def test_without_an_office_a_report_is_kept_and_told() -> None:
    result = read(agency=None)
    assert codes(result) == ["agency.missing"]
    assert result.report is not None
    assert result.report.meta.agency == ""


@pytest.mark.parametrize(
    ("number", "code"),
    [("国办发〔2017〕47号", None), ("第12号", None), ("国办发[2017]47号", "document-number.form"), ("国办发〔2017〕047号", "document-number.form"), ("47", "document-number.form")],
)
def test_document_numbers(number: str, code: str | None) -> None:
    result = read(f'document_number: "{number}"\n')
    assert codes(result) == ([code] if code else [])
    assert result.report is not None
    assert result.report.meta.document_number == number, "shown as the original has it"


def test_a_loose_document_number_comes_with_the_right_form() -> None:
    (problem,) = read('document_number: "国办发[2017]047号"\n').problems
    assert problem.action == "改为“国办发〔2017〕47号”"


@pytest.mark.parametrize("name", ["published", "written", "index_number"])
def test_dates_and_index_numbers_are_never_inferred(name: str) -> None:
    assert codes(read(f"inferred: [{name}]\n")) == ["inferred.forbidden"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "//example.org", "https://exa mple.org"])
def test_only_web_addresses_as_source(address: str) -> None:
    result = read(f'source: {{url: "{address}"}}\n')
    assert codes(result) == ["field.url"]


@pytest.mark.parametrize("file", ["../secret", "/etc/passwd", "a/../../b", "C:\\\\x", "\\\\\\\\host\\\\x"])
def test_attachments_lie_beside_the_report(file: str) -> None:
    assert codes(read(f'attachments: [{{file: "{file}"}}]\n')) == ["attachment.path"]


def test_a_long_summary_is_counted() -> None:
    assert codes(read(summary="字" * 101)) == ["summary.long"]
    assert codes(read(summary="字" * 100)) == []


def test_publication_before_writing_is_doubted() -> None:
    assert codes(read("written: 2025-02-09\npublished: 2025-02-08\n")) == ["date.order"]


class TestWithheldTexts:
    """A withdrawn or undisclosed text is dropped when it is read, so that nothing further can show it."""

    @pytest.mark.parametrize("record", ["withdrawn: {date: 2026-01-01, reason: 含个人信息}\n", "disclosure: 不予公开\n", "disclosure: 依申请公开\n"])
    def test_nothing_of_the_text_is_left(self, record: str) -> None:
        result = read(record)
        assert result.problems == ()
        assert result.report is not None
        assert result.report.paragraphs == result.report.sections == result.report.blocks == ()

    @pytest.mark.parametrize("record", ["withdrawn: {date: 2026-01-01, reason: 含个人信息}\n", "disclosure: 不予公开\n", "disclosure: 依申请公开\n"])
    def test_the_words_leave_the_sidecar_and_the_ids_stay(self, record: str) -> None:
        recorded = read().anchors
        assert all(a.mark for a in recorded)
        assert read(record, recorded=recorded).anchors == tuple(replace(a, mark="") for a in recorded)

    def test_of_a_withdrawn_record_only_title_office_kind_year_and_dates_are_left(self) -> None:
        more = (
            "index_number: A/1\ndocument_number: 西办〔2024〕1号\nsubject: 张三\nkeywords: [张三]\npublished: 2025-02-08\n"
            "source: {name: 张三, url: https://a.cn/张三}\nprovenance: {file: 张三.txt}\nattachments: [{file: 张三.pdf}]\n"
            "corrections: [{date: 2025-03-01, note: 删去张三}]\nextra: {经办: 张三}\n"
        )
        report = read(more + "withdrawn: {date: 2026-01-01, reason: 含个人信息}\n", summary="张三").report
        assert report is not None
        assert (report.meta.title, report.meta.agency, report.meta.year, report.meta.published) == ("总结", "xiqu", 2024, date(2025, 2, 8))
        assert "张三" not in repr(report)
        assert report.meta.index_number == report.meta.document_number == ""

    def test_an_empty_body_is_fine_then(self) -> None:
        assert codes(read("withdrawn: {date: 2026-01-01, reason: 重复}\n", body="\n")) == []

    def test_else_it_is_an_error(self) -> None:
        assert codes(read(body="\n")) == ["body.empty"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = f"---\nid: a\ntitle: b\nagency: xiqu\nkind: 总结\nyear: 2024\nsummary: c\n---\n\n{BODY}"
    plain = read_report(text, "a.md", OFFICES, KINDS)
    other = read_report("\ufeff" + text.replace("\n", "\r\n"), "a.md", OFFICES, KINDS)
    assert plain == other


def test_a_licence_is_a_name_or_a_name_and_an_address_and_none_is_assumed() -> None:
    assert good().meta.licence == Licence()
    assert good("licence: 署名即可转载\n").meta.licence == Licence("署名即可转载")
    assert codes(read("licence: {url: https://example.org/}\n")) == ["field.required"]
    assert codes(read("licence: {name: 甲, url: javascript:alert(1)}\n")) == ["field.url"]
