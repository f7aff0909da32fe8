"""What an author is told: click's words, the order of findings, findings about bodies, outlines, periods, YAML, waivers, profiles."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from builder.checks.waivers import WAIVABLE, check_waivers, waive
from builder.cli import gongkai
from builder.cli_words import problem_lines
from builder.content.front_matter import parse_yaml
from builder.content.kinds import parse_kinds
from builder.content.read import ReadReport, read_report
from builder.content.sections import parse_body
from builder.content.site_files import parse_site
from builder.defaults import read_default
from builder.model import Agency
from builder.problems import Location, Problem, Severity
from tests.support import REPORT
from tools.reference import findings

KINDS, _ = parse_kinds(read_default("kinds.yml"), "kinds.yml")
OFFICES = (Agency("qinghe", "清河镇人民政府"),)


def read(text: str) -> ReadReport:
    return read_report(text, "a.md", OFFICES, KINDS)


def told(body: str) -> list[tuple[int, str, str]]:
    return [(p.location.line, p.severity, p.code) for p in parse_body(body, 10, path="a.md").problems]


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("fly", "没有命令 fly；有的命令：build"),
            ("biuld", "没有命令 biuld；是不是 build？"),
            ("build --sttrict", "没有选项 --sttrict；是不是 --strict？"),
            ("build --nonsense", "没有选项 --nonsense"),
            ("build --jobs 0", "--jobs 的值不对：0 不在 1 到 256 之间"),
            ("build --jobs x", "--jobs 的值不对：“x”不是整数"),
            ("build --out", "选项 --out 后面要写一个值"),
            ("build --strict=1", "选项 --strict 后面不写值"),
            ("build a b", "多写了 a b"),
            ("check --format xml", "--format 的值不对：“xml”不在 text、json、sarif、github 之内"),
            ("check --site-root pyproject.toml", "“pyproject.toml”是文件，不是文件夹"),
            ("import", "缺少参数“文件或文件夹...”"),
            ("new report", "缺少选项 --year"),
            ("new fly", "没有命令 fly；有的命令：site、editor、report"),
        ],
    )
    def test_it_is_told_in_chinese(self, arguments: str, said: str) -> None:
        result = CliRunner().invoke(gongkai, arguments.split())
        assert result.exit_code == 2
        assert said in result.output
        assert not re.search(r"Usage|Try|Error|No such|Missing|Did you|Invalid|not a valid", result.output)

    @pytest.mark.parametrize("arguments", [[], ["new"], ["build"], ["topics", "suggest"], ["serve"], ["import"]])
    def test_help_is_chinese_throughout(self, arguments: list[str]) -> None:
        output = CliRunner().invoke(gongkai, [*arguments, "--help"]).output
        assert output.startswith("用法：gongkai")
        assert not re.search(r"Usage|Options|Commands|Show this|DIRECTORY|PATH|INTEGER|TEXT|default:", output)


class TestOrder:
    def problem(self, severity: Severity, code: str, line: int) -> Problem:
        return Problem(Location("a.md", line), severity, code, "", "甲", "乙", "丙")

    def test_errors_come_last_and_many_warnings_in_one_line(self) -> None:
        found = [self.problem("error", "id.duplicate", 1), *(self.problem("warning", "summary.missing", n) for n in range(2, 8))]
        lines = problem_lines([*found, self.problem("notice", "outline.number-gap", 9)])
        assert [line.partition("]")[0] for line in lines] == [
            "a.md:9: 提示 [outline.number-gap",
            "6 处警告 [summary.missing",
            "a.md:1: 错误 [id.duplicate",
            "共 1 个错误，6 个警告，1 个提示",
        ]
        assert "a.md:2、a.md:3、a.md:4 等" in lines[1]

    def test_three_warnings_keep_their_lines(self) -> None:
        assert len(problem_lines(self.problem("warning", "summary.missing", n) for n in range(3))) == 4

    def test_strict_tells_each_warning(self) -> None:
        assert len(problem_lines((self.problem("warning", "summary.missing", n) for n in range(9)), strict=True)) == 10

    def test_errors_are_never_grouped(self) -> None:
        assert len(problem_lines(self.problem("error", "field.date", n) for n in range(9))) == 10

    def test_quiet_leaves_out_notices(self) -> None:
        assert problem_lines([self.problem("notice", "outline.number-gap", 9)], quiet=True) == ["共 0 个错误，0 个警告，1 个提示"]


class TestBodies:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("正文。\n\n<script>alert(1)</script>\n", (12, "warning", "body.html")),
            ("正文<iframe src='https://a.b/'></iframe>。\n", (10, "warning", "body.html")),
            ("正文。\n\n<p onclick=\"go()\">段落</p>\n", (12, "warning", "body.html")),
            ("<!-- 给编者看的 -->\n\n正文\n", (10, "warning", "body.comment")),
            ("<u>下划线</u>\n", (10, "warning", "body.html")),
            ("第一行\n见[说明](javascript:alert(1))。\n", (11, "error", "link.scheme")),
            ("见[说明](data:text/html,x)。\n", (10, "error", "link.scheme")),
            ("见[说明](/reports/x/)。\n", (10, "error", "link.scheme")),
            ("见[说明](//evil.example/)。\n", (10, "error", "link.scheme")),
            ("见[说明]()。\n", (10, "error", "link.scheme")),
            ("见[说明][1]。\n\n别的。\n\n[1]: javascript:x\n", (14, "error", "link.scheme")),
            ("正文。\n\n![图](tu.png)\n", (12, "error", "image.alt")),
            ("正文。\n\n![路灯一排](https://a.example/tu.png)\n", (12, "warning", "image.unsupported")),
            ("正文。\n\n![路灯一排](../tu.png)\n", (12, "warning", "image.unsupported")),
            ("正文。\n\n![路灯一排](tu.svg)\n", (12, "warning", "image.unsupported")),
            ("正文![路灯一排](tu.png)接着。\n", (10, "warning", "image.unsupported")),
            ("正文。\n\n<img src=tu.png>\n", (12, "warning", "image.unsupported")),
            ("| 甲 | 乙 |\n|---|---|\n| ![图](tu.png) | 2 |\n", (12, "warning", "image.unsupported")),
        ],
    )
    def test_what_vanishes_is_told(self, body: str, expected: tuple[int, str, str]) -> None:
        assert told(body) == [expected]

    @pytest.mark.parametrize(
        "body",
        [
            "`<script>`和 a < b 和[甲](https://a.cn/)、[乙](mailto:a@b.cn)、[丙](tel:12345)、[丁](#s1)、[戊](reports/x/)。\n",
            "甲<br>乙**丙**H<sub>2</sub>O\n\n<div>\n\n段落\n\n</div>\n",
            "<https://a.cn/>和<a@b.cn>\n",
            "《<通知>》\n",
        ],
    )
    def test_what_is_shown_is_not(self, body: str) -> None:
        assert told(body) == []

    def test_each_image_has_its_line(self) -> None:
        assert [line for line, _, _ in told("![a](a.png)\n\n文字\n\n![b](b.png)\n")] == [10, 14]

    def test_a_code_span_before_does_not_take_the_line(self) -> None:
        assert told("写作`<script>`。\n\n<script>x</script>\n") == [(12, "warning", "body.html")]

    @pytest.mark.parametrize("alt", ["", "图", "图1", "图 1：", "图片", "IMG_0012.jpg", "截图_20250101", "tu"])
    def test_a_picture_must_say_what_it_shows(self, alt: str) -> None:
        (problem,) = parse_body(f"![{alt}](tu.png)", path="a.md").problems
        assert (problem.code, problem.severity, problem.location.line) == ("image.alt", "error", 1)

    def test_an_image_says_why_it_is_not_shown(self) -> None:
        (problem,) = parse_body("前面![路灯一排](tu.png)", path="a.md").problems
        assert "夹在文字里" in problem.found


class TestOutline:
    @pytest.mark.parametrize(
        ("headings", "lines"),
        [
            ("## 一、甲\n## 三、乙\n", [11]),
            ("## 一、甲\n### （五）乙\n", [11]),
            ("## 一、甲\n### （一）乙\n### （三）丙\n## 二、丁\n### （二）戊\n", [12, 14]),
            ("## 一、甲\n### （一）乙\n## 二、丙\n### （一）丁\n", []),
            ("## 甲\n## 乙\n", []),
            ("## 一、甲\n## 二、乙\n## 一、丙\n", []),
        ],
    )
    def test_gaps(self, headings: str, lines: list[int]) -> None:
        body = headings.replace("\n", "\n正文。\n")
        found = parse_body(headings, 10, path="a.md").problems
        assert [p.location.line for p in found] == lines
        assert {p.code for p in found} <= {"outline.number-gap"}
        assert len(parse_body(body, 10, path="a.md").problems) == len(lines)

    def test_run_in_items_are_prose(self) -> None:
        assert told("## 一、甲\n\n一是乙乙乙。三是丙丙丙。\n") == []


class TestFields:
    @pytest.mark.parametrize(
        "period",
        ["全年", "上半年", "下半年", "第一季度", "四季度", "前三季度", "3月", "12月", "1—11月", "五年", "2021—2025年", "2021-2025年"],
    )
    def test_periods(self, period: str) -> None:
        assert "period.unknown" not in {p.code for p in read(REPORT.replace("year: 2024", f"year: 2024\nperiod: {period}")).problems}

    @pytest.mark.parametrize("period", ["今年", "13月", "上个月", "第五季度", "2021", "x"])
    def test_no_periods(self, period: str) -> None:
        (problem,) = read(REPORT.replace("year: 2024", f"year: 2024\nperiod: {period}")).problems
        assert (problem.severity, problem.code, problem.location.line) == ("warning", "period.unknown", 7)

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2023-02-30", "没有2月30日"),
            ("2023-02-29", "2023年没有2月29日"),
            ("2023-04-31", "没有4月31日"),
            ("2023-13-01", "没有13月"),
            ("2023-02-00", "没有2月0日"),
            ("2023-02-01 25:00", "没有25:00"),
        ],
    )
    def test_an_impossible_day_is_named(self, day: str, said: str) -> None:
        (problem,) = read(REPORT.replace("year: 2024", f"year: 2024\npublished: {day}")).problems
        assert (problem.code, problem.found) == ("field.date", f"“{day}”，{said}")

    def test_kinds_are_proposed_by_name_only(self) -> None:
        (problem,) = read(REPORT.replace("kind: 总结", "kind: x")).problems
        assert not re.search("[a-z]", problem.expected)

    def test_a_list_is_told_at_its_key(self) -> None:
        (problem,) = read(REPORT.replace("year: 2024", "year: 2024\nwritten:\n  - 2024-01-01")).problems
        assert (problem.field, problem.location.line) == ("written", 7)


class TestYaml:
    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ('id: a\ntitle: "清河\nkind: 总结\nyear: 2024\n', 2, "引号没有成对"),
            ('id: a\ntitle: "清河\nkind: "总结"\nyear: 2024\n', 2, "引号没有成对"),
            ('id: a\ntitle: "清河" 工作\nkind: 总结\n', 2, "引号之后还有文字"),
            ("id: a\nsource:\n\tname: 本网\n", 3, "制表符"),
            ("source:\n  name: a\n\turl: x\n", 3, "制表符"),
            ("id: a\ntitle:清河\nkind: 总结\n", 2, "“title:”的冒号后面没有空格"),
            ("title:清河\nkind: 总结\n", 1, "“title:”的冒号后面没有空格"),
            ("id: a\ntitle：清河\nkind: 总结\n", 2, "“title”后面是全角冒号"),
            ("id: a\ntitle 清河\nkind: 总结\n", 2, "缺少冒号"),
            ("id: a\n  title: b\nkind: c\n", 2, "比上一行深"),
            ("source:\n  name: a\n url: b\nid: c\n", 3, "缩进没有对齐"),
            ("  id: a\ntitle: b\n", 2, "缩进没有对齐"),
            ("id: a\nkeywords: [甲, 乙\nkind: c\nyear: 2\n", 2, "方括号没有成对"),
            ("id: a\nsource: {name: x\nkind: c\n", 2, "花括号没有成对"),
            ("id: a\ntitle: 清河: 总结\nkind: c\n", 2, "值里有冒号"),
            ("- id: a\n  name: b\n-id: c\n", 3, "“-”后面没有空格"),
        ],
    )
    def test_the_slip_is_named_where_it_was_made(self, text: str, line: int, said: str) -> None:
        root, (problem,) = parse_yaml(text, "a.md")
        assert root is None
        assert said in problem.found
        assert problem.location.line == line
        assert not re.search("[a-z]{3,} [a-z]{2,}", problem.found), "the parser's English"


WAIVED = REPORT.replace("summary: 回顾全年工作。", "waivers:\n  - {rule: summary.missing, reason: 原件没有}\n  - {rule: outline.number-gap, reason: 原件如此}")


class TestWaivers:
    def test_a_waiver_excuses_warnings_and_notices_of_its_file(self) -> None:
        found = read(WAIVED.replace("一、经济", "二、经济"))
        assert found.report is not None
        assert {p.code for p in found.problems} == {"summary.missing", "outline.number-gap"}
        assert waive(found.problems, [found.report]) == []
        elsewhere = [Problem(Location("b.md"), "warning", "summary.missing", "", "", "", "")]
        assert waive(elsewhere, [found.report]) == elsewhere

    def test_errors_are_never_excused(self) -> None:
        found = read(WAIVED.replace("summary.missing", "field.integer").replace("year: 2024", "year: x"))
        assert found.report is not None
        assert "field.integer" in {p.code for p in waive(found.problems, [found.report])}

    @pytest.mark.parametrize(("rule", "action"), [("summary.mising", "改为“summary.missing”"), ("field.date", "核对规则名，或删去这一项")])
    def test_a_rule_that_cannot_be_waived_is_told(self, rule: str, action: str) -> None:
        report = read(WAIVED.replace("summary.missing", rule)).report
        assert report is not None
        (problem,) = check_waivers([report])
        assert (problem.severity, problem.code, problem.location.line, problem.action) == ("warning", "waiver.unknown", 8, action)

    @pytest.mark.parts
    def test_the_list_of_rules_is_complete(self) -> None:
        assert list(WAIVABLE) == sorted(code for code, places in findings().items() if any(p[0] != "error" for p in places))


OFFICIAL = """\
name: 清河镇人民政府
profile: official
base_url: https://qinghe.gov.cn/
publisher: {name: 清河镇人民政府, contact: 党政办, phone: 0760-1234567, address: 清河路1号, hours: 工作日}
identity: {site_id_code: "4420000001", icp: 粤ICP备1号, police: 粤公网安备1号}
feedback: {email: a@qinghe.gov.cn}
"""


class TestOfficial:
    def test_complete(self) -> None:
        assert parse_site(OFFICIAL, "site.yml")[1] == []

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("qinghe.gov.cn/", "qinghe.github.io/", "profile.domain"),
            ("qinghe.gov.cn/", "qinghe.gov.cn.example.org/", "profile.domain"),
            ("4420000001", "442000", "profile.site-id"),
            ("icp: 粤ICP备1号, ", "", "profile.identity"),
            (", police: 粤公网安备1号", "", "profile.identity"),
            ("feedback: {email: a@qinghe.gov.cn}\n", "", "profile.feedback"),
            ("phone: 0760-1234567", "phone: ", "profile.publisher"),
            ("contact: 党政办", "contact: ", "profile.publisher"),
            ("address: 清河路1号", "address: ", "profile.publisher"),
            ("hours: 工作日", "hours: ", "profile.publisher"),
        ],
    )
    def test_each_thing_is_demanded(self, old: str, new: str, code: str) -> None:
        assert old in OFFICIAL
        (problem,) = parse_site(OFFICIAL.replace(old, new, 1), "site.yml")[1]
        assert (problem.severity, problem.code) == ("error", code)

    def test_a_mirror_is_warned_of_official_marks(self) -> None:
        (problem,) = parse_site(OFFICIAL.replace("official", "mirror"), "site.yml")[1]
        assert (problem.severity, problem.code) == ("warning", "profile.identity")


def test_no_message_moves_the_terminal() -> None:
    """What an author or a file's name holds is shown, never obeyed; a finding is one line."""
    problem = Problem(Location("a\x1b[2J.md", 3), "error", "field.date", "甲\u202e", "“\x07\x9b31m乙\n错误 [x]：丙”", "\u2066丁", "")
    shown = str(problem)
    assert shown == "a[U+001B][2J.md:3: 错误 [field.date] 字段“甲[U+202E]”：“[U+0007][U+009B]31m乙 错误 [x]：丙”；应为[U+2066]丁"
