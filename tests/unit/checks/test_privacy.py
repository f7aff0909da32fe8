"""Findings about numbers of persons and marks: lines, columns, severity, waivers; what hides in markup."""

from __future__ import annotations

import pytest

from builder.checks.privacy import check_import, check_left_over, check_report, check_text
from builder.checks.waivers import WAIVABLE_ERRORS, check_waivers, waive, waive_for
from builder.content.kinds import parse_kinds
from builder.content.read import read_report
from builder.defaults import read_default
from builder.model import Agency
from builder.problems import Location, Problem
from tests.numbers import SPECIMEN, card, identity, mobile
from tests.support import REPORT
from tools.reference import findings

M = mobile()
KINDS, _ = parse_kinds(read_default("kinds.yml"), "kinds.yml")
OFFICES = (Agency("qinghe", "清河镇人民政府"),)


def checked(text: str) -> list[Problem]:
    return check_report(text, "a.md", read_report(text, "a.md", OFFICES, KINDS).report)


def told(text: str) -> list[tuple[int, str]]:
    return [(p.location.line, p.code) for p in checked(text)]


def with_field(field: str) -> str:
    return REPORT.replace("summary: 回顾全年工作。", f"summary: 回顾全年工作。\n{field}")


def with_body(body: str) -> str:
    return REPORT.replace("增长5%。", f"增长5%。\n\n{body}")


def test_a_report_without_any() -> None:
    assert checked(REPORT) == []


class TestPlaces:
    @pytest.mark.parametrize(
        "field",
        [
            f"subject: 联系人{M}",
            f"extra: {{经办: {M}}}",
            f"corrections: [{{date: 2024-02-01, note: 联系人{M}}}]",
            f"attachments: [{{file: 名单.csv, title: 名单{M}}}]",
            f"attachments: [{{file: 名单{M}.csv, title: 名单}}]",
            f"provenance: {{file: 甲{M}.txt}}",
            f"keywords: [{M}]",
            f"source: {{name: 甲{M}}}",
            f"# 备注：{M}",
        ],
    )
    def test_every_part_of_the_front_matter(self, field: str) -> None:
        assert told(with_field(field)) == [(8, "pii.mobile")]

    def test_the_summary(self) -> None:
        assert told(REPORT.replace("回顾全年工作。", f"联系人{M}。")) == [(7, "pii.mobile")]

    def test_line_and_column_in_the_body(self) -> None:
        (problem,) = checked(with_body(f"第一行\n身份证{SPECIMEN}。"))
        assert (problem.location.line, problem.location.column, problem.severity) == (15, 4, "error")
        assert problem.found == "身份证号码 110105********002X"

    @pytest.mark.parametrize(
        "body",
        [
            f"1{'**30**'}00000000",
            "1<b>3</b>000000000",
            "&#49;3000000000",
            "1<!-- x -->3000000000",
            "13000000000".replace("300", "3&#48;0", 1),
            "130\n0000\n0000",
            "130&nbsp;0000&nbsp;0000",
        ],
    )
    def test_what_markup_hides_is_found_as_read(self, body: str) -> None:
        assert (14, "pii.mobile") in told(with_body(body))

    def test_what_yaml_hides(self) -> None:
        assert told(with_field(r'subject: "\u0031' + M[1:] + '"')) == [(8, "pii.mobile")]

    def test_comments_are_looked_through(self) -> None:
        assert told(with_body(f"<!-- 电话{M} -->")) == [(14, "pii.mobile")]

    def test_one_that_stands_twice_is_told_at_both_lines(self) -> None:
        assert told(with_body(f"{M}\n\n甲{M}")) == [(14, "pii.mobile"), (16, "pii.mobile")]

    def test_a_broken_report_is_looked_through_too(self) -> None:
        assert [p.code for p in check_report(f"没有元数据\n{M}", "a.md", None)] == ["pii.mobile"]

    def test_windows_line_ends(self) -> None:
        assert told(with_body(f"第一行\n{M}").replace("\n", "\r\n")) == [(15, "pii.mobile")]

    def test_a_long_list_is_told_shortly(self) -> None:
        found = checked(with_body("\n\n".join(identity(f"19{y}0101") for y in range(50, 90))))
        assert len(found) == 10
        assert found[-1].found.endswith("，其后还有 30 处")


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "line", "code"),
        [
            (REPORT.replace("工作总结", "工作总结（送审稿）"), 3, "mark.internal"),
            (with_field("extra: {密级: 机密}"), 8, "mark.secret"),
            (with_field("attachments: [{file: a.csv, title: 甲规划（征求意见稿）}]"), 8, "mark.internal"),
            (with_field("provenance: {file: 工作总结（送审稿）.txt}"), 8, "mark.internal"),
            (with_body("机密★1年"), 14, "mark.secret"),
            (with_body("**内部资料**"), 14, "mark.internal"),
            (with_body("<p>秘密</p>"), 14, "mark.secret"),
            (with_body("<div>此件不公开</div>"), 14, "mark.internal"),
        ],
    )
    def test_found(self, text: str, line: int, code: str) -> None:
        assert (line, code) in told(text)
        assert {p.severity for p in checked(text)} == {"error"}

    @pytest.mark.parametrize(
        "text",
        [
            with_body("年内形成规划征求意见稿，报区政府审定。"),
            with_body("对不予公开的信息说明理由。"),
            with_field("keywords: [秘密]"),
            with_field("waivers: [{rule: mark.internal, reason: 草稿}]"),
        ],
    )
    def test_prose(self, text: str) -> None:
        assert checked(text) == []


class TestSeverity:
    @pytest.mark.parametrize("field", ["draft: true", "disclosure: 依申请公开", "disclosure: 不予公开"])
    def test_what_is_not_published_warns(self, field: str) -> None:
        found = checked(with_body(M).replace("year: 2024", f"year: 2024\n{field}"))
        assert [p.severity for p in found] == ["warning"]

    def test_what_will_be_published_is_an_error(self) -> None:
        found = checked(with_body(M).replace("year: 2024", "year: 2024\npublish_on: 2099-01-01"))
        assert [p.severity for p in found] == ["error"]

    def test_of_a_withdrawn_report_the_record_still_shows(self) -> None:
        withdrawn = with_body(M).replace("year: 2024", "year: 2024\nwithdrawn: {date: 2024-05-01, reason: 更正}")
        assert [p.severity for p in checked(withdrawn)] == ["warning"]
        assert [p.severity for p in checked(withdrawn.replace("更正", f"电话{mobile(9)}"))] == ["error", "warning"]


WAIVER = "waivers: [{rule: pii.mobile, reason: 值班手机}]"


class TestWaivers:
    def test_one_silences_its_rule_in_its_document(self) -> None:
        text = with_body(f"{M}\n\n{SPECIMEN}").replace("year: 2024", f"year: 2024\n{WAIVER}")
        report = read_report(text, "a.md", OFFICES, KINDS).report
        assert report is not None
        found = checked(text)
        assert {p.code for p in found} == {"pii.mobile", "pii.id-number"}
        assert [p.code for p in waive(found, [report])] == ["pii.id-number"]
        assert list(check_waivers([report])) == []
        attached = check_text(M, "content/b.csv")
        assert waive(attached, [report]) == attached
        assert waive_for(report, attached) == []

    @pytest.mark.parametrize("waiver", ["{rule: pii.mobile, reason: }", "{rule: pii.mobile}", "{rule: pii.id-number, reason: 甲}"])
    def test_without_a_reason_or_for_another_rule_it_does_nothing(self, waiver: str) -> None:
        text = with_body(M).replace("year: 2024", f"year: 2024\nwaivers: [{waiver}]")
        report = read_report(text, "a.md", OFFICES, KINDS).report
        assert report is not None
        assert [p.code for p in waive(checked(text), [report])] == ["pii.mobile"]

    @pytest.mark.whole
    def test_every_rule_here_and_no_other_error_can_be_waived(self) -> None:
        rules = {p.code for p in check_text(f"{SPECIMEN}\n{M}\n{card()}\n机密★\n草稿", "a.txt")}
        of_words = {"date.order", "disclosure.text", "pii.list", "pii.passport", "pii.table", "text.placeholder", "text.trace", "word.wrong"}  # checks/review
        assert set(WAIVABLE_ERRORS) == rules | of_words
        errors = {c for c, places in findings().items() if any(p[0] == "error" for p in places)}
        assert list(WAIVABLE_ERRORS) == sorted({c for c in errors if c.startswith(("pii.", "mark."))} | of_words)
        text = REPORT.replace("year: 2024", "year: 2024\nwaivers: [{rule: link.broken, reason: 甲}]")
        report = read_report(text, "a.md", OFFICES, KINDS).report
        assert report is not None
        error = Problem(Location("a.md"), "error", "link.broken", "", "", "")
        assert waive([error], [report]) == waive_for(report, [error]) == [error]


class TestImports:
    def test_lines_are_the_originals(self) -> None:
        found = check_import(with_body(f"甲{M}"), [(1, "机密★"), (3, "甲"), (7, f"甲{M}")], "甲.txt")
        assert [(p.location.line, p.code) for p in found] == [(1, "mark.secret"), (7, "pii.mobile")]

    def test_what_the_original_does_not_hold_was_given(self) -> None:
        (problem,) = check_import(REPORT.replace("清河镇2024", f"清河镇{M} 2024"), [(1, "甲")], "甲.txt")
        assert (problem.location.line, problem.code) == (0, "pii.mobile")
        assert problem.found.endswith("（在文件名、选项或元数据里）")

    def test_a_portals_frame_may_name_drafts_and_telephones(self) -> None:
        frame = [(1, "首页 > 意见征集"), (2, "《甲条例（征求意见稿）》公开征求意见"), (9, f"网站维护电话{M}")]
        assert check_import(REPORT, frame, "甲.html") == []


def test_words_of_a_withdrawn_report_that_lie_beside_the_site_are_told() -> None:
    head = "---\nid: a\ntitle: 甲\n---\n"
    assert check_left_over(f"{head}\n\n", "a.md", "", "a.review.yml") == []
    told = check_left_over(f"{head}\n\n正文。\n", "a.md", "- {anchor: x}\n", "a.review.yml")
    assert [(p.location.path, p.location.line, p.severity, p.code) for p in told] == [
        ("a.md", 7, "notice", "withdrawn.left-over"), ("a.review.yml", 1, "notice", "withdrawn.left-over"),
    ]  # fmt: skip
