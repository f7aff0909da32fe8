"""A site full of mistakes: all of them at once, each on its own line, none that only follows from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.commands.build import build_site
from builder.commands.options import BuildOptions, BuildResult
from builder.problems import sort_problems
from tests.support import AS_OF, REPORT, build, edit_report, small_site
from tests.unit.test_messages import OFFICIAL

QUIET = {"column.missing", "site.base-url-missing"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path)


def run(root: Path, **options: object) -> BuildResult:
    return build_site(BuildOptions(root, root / "site", AS_OF, **options))  # type: ignore[arg-type]


def told(root: Path, **options: object) -> list[tuple[str, int, str]]:
    found = sort_problems(run(root, **options).problems)
    return [(p.location.path.removeprefix("content/"), p.location.line, p.code) for p in found if p.code not in QUIET]


def add_report(root: Path, name: str, text: str) -> None:
    (root / "content" / "reports" / f"{name}.md").write_text(text, encoding="utf-8")


def test_mistakes_of_every_stage_come_at_once(root: Path) -> None:
    edit_report(root, "year: 2024", "year: 20244\npublished: 2027-01-01\nattachments:\n  - title: 表\n    file: biao.xlsx")
    edit_report(root, "增长5%。", "增长5%。\n见[总表](reports/none/)。\n\n<script>x</script>")
    other = REPORT.replace("qinghe-2024-zongjie", "b").replace("agency: qinghe", "agency: qing")
    add_report(root, "b", other.replace("增长5%。", "增长5%。\n\n见[甲](reports/qinghe-2024-zongjie/)、[乙](#s9)、[丙](javascript:x)。"))
    add_report(root, "c", "没有元数据\n")
    (root / "content" / "topics.yml").write_text("- {id: a, name: 旧改 \n", encoding="utf-8")
    (root / "templates" / "pages").mkdir(parents=True)
    (root / "templates" / "pages" / "home.html").write_text("{% if x %}\n", encoding="utf-8")
    assert told(root) == [
        ("reports/a.md", 6, "field.integer"),
        ("reports/a.md", 7, "date.future"),
        ("reports/a.md", 10, "attachment.missing"),
        ("reports/a.md", 17, "link.broken"),
        ("reports/a.md", 19, "body.html"),
        ("reports/b.md", 4, "agency.unknown"),
        ("reports/b.md", 14, "link.broken"),
        ("reports/b.md", 14, "link.scheme"),
        ("reports/c.md", 1, "front-matter.missing"),
        ("topics.yml", 1, "yaml.syntax"),
        ("templates/pages/home.html", 1, "template.error"),
    ]


BROKEN = ("- {id: x, name: 社区食堂}\n- {id: y, nam: z}\n", "- {name: 社区食堂}\n", "- {id: x, name: 社区食堂}\n- {id: x, name: 十五五}\n",
          "a: &x [*x, *x]\n", "- {id: x, name: 社区食堂 \n")


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("name", ["topics.yml", "terms.yml"])
def test_what_a_broken_dictionary_still_says_is_no_riddle(root: Path, name: str, broken: str) -> None:
    """The reports speak of what it names, and of what ships: both were looked up in a dictionary that had been taken away."""
    edit_report(root, "增长5%。", "增长5%。编制“十五五”规划，建成社区食堂4家。")
    gloss = "gloss: 吃饭的地方" if name == "terms.yml" else "summary: 吃饭的地方"
    (root / "content" / name).write_text(broken.replace("社区食堂}", f"社区食堂, {gloss}}}"), encoding="utf-8")
    assert {path for path, _, _ in told(root)} == {name}


class TestLinks:
    def test_a_broken_link_is_told_once_where_it_was_written(self, root: Path) -> None:
        edit_report(root, "增长5%。", "增长5%。\n第二行\n见[总表](reports/none/)和[上文](#s9)，\n又见[总表](reports/none/)、[首页](./)、[专题](topics/)。")
        assert told(root) == [("reports/a.md", 14, "link.broken")] * 2

    def test_a_columns_link_too(self, root: Path) -> None:
        (root / "content" / "columns").mkdir()
        (root / "content" / "columns" / "about.md").write_text("---\ntitle: 关于\n---\n\n见[甲](nowhere/)。\n\n[乙](guide/)\n", encoding="utf-8")
        assert told(root) == [("columns/about.md", 5, "link.broken")]

    def test_anchors_of_other_reports_are_known(self, root: Path) -> None:
        other = REPORT.replace("qinghe-2024-zongjie", "b").replace("工作总结", "工作总结（续）")
        add_report(root, "b", other.replace("增长5%。", "见[甲](reports/qinghe-2024-zongjie/#s1)和[乙](reports/qinghe-2024-zongjie/#s7)。"))
        assert told(root) == [("reports/b.md", 12, "link.broken")]

    def test_ids_of_templates_are_left_to_the_last_guard(self, root: Path) -> None:
        edit_report(root, "增长5%。", "增长5%。[正文](#main)")
        assert told(root) == []
        edit_report(root, "#main", "#mian")
        assert told(root) == [("reports/a.md", 12, "link.broken")]

    def test_a_forgotten_slash_is_named(self, root: Path) -> None:
        edit_report(root, "增长5%。", "增长5%。[专题](topics/#x)[甲](reports/qinghe-2024-zongjie#s1)")
        actions = [p.action for p in run(root).problems if p.code == "link.broken"]
        assert "在末尾加“/”，写成“reports/qinghe-2024-zongjie/”" in actions

    @pytest.mark.parametrize("link", ["reports/b/", "reports/b/#s1", "years/2023/", "agencies/qinghe/", "topics/jiugai/"])
    def test_links_to_what_could_not_be_read_are_not_told(self, root: Path, link: str) -> None:
        edit_report(root, "增长5%。", f"增长5%。[乙]({link})")
        add_report(root, "b", REPORT.replace("qinghe-2024-zongjie", "b").replace("year: 2024", "year: x"))
        (root / "content" / "topics.yml").write_text("- {id: a\n", encoding="utf-8")
        assert {code for _, _, code in told(root)} == {"field.integer", "yaml.syntax"}


def test_unreadable_offices_are_told_once(root: Path) -> None:
    (root / "content" / "agencies.yml").write_text("- {id: qinghe\n", encoding="utf-8")
    assert told(root) == [("agencies.yml", 1, "yaml.syntax")]


def test_a_broken_column_is_not_called_missing(root: Path) -> None:
    (root / "content" / "columns").mkdir()
    (root / "content" / "columns" / "about.md").write_text("没有元数据\n", encoding="utf-8")
    found = run(root).problems
    assert [p.code for p in found if "about" in p.location.path] == ["front-matter.missing"]


def test_unreadable_reports_are_not_called_gone(root: Path, tmp_path: Path) -> None:
    build(root, root / "site")
    edit_report(root, "year: 2024", "year: x")
    previous = str(root / "site" / "manifest.json")
    assert told(root, previous=previous) == [("reports/a.md", 6, "field.integer")]


class TestTemplates:
    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ('{% extends "@base/pages/report.html" %}\n{% block head %}{{ nonsense }}{% endblock %}', 2, "没有叫“nonsense”的值"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}{{ page.nonsense }}{% endblock %}', 2, "没有“nonsense”这一项"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}\n{% iff x %}{% endblock %}', 3, "不认识的标签“iff”"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}{{ page.title %}', 2, "多了“}”"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}', 2, "到末尾还缺少“endblock”"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}{{ 1 | nofilter }}{% endblock %}', 2, "没有叫“nofilter”的过滤器"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}\n{% include "gone.html" %}{% endblock %}', 3, "没有模板文件“gone.html”"),
            ('{% extends "gone.html" %}', 1, "没有模板文件“gone.html”"),
            ('{% extends "@base/pages/report.html" %}\n{% block head %}{{ 1 + "a" }}{% endblock %}', 2, "TypeError"),
        ],
    )
    def test_a_mistake_is_one_finding_and_the_old_site_stays(self, root: Path, text: str, line: int, said: str) -> None:
        build(root, root / "site")
        before = (root / "site" / "manifest.json").read_bytes()
        (root / "templates" / "pages").mkdir(parents=True)
        (root / "templates" / "pages" / "report.html").write_text(text, encoding="utf-8")
        result = run(root)
        (problem,) = (p for p in result.problems if p.severity == "error")
        assert (problem.code, problem.location.path, problem.location.line) == ("template.error", "templates/pages/report.html", line)
        assert said in problem.found
        assert "reports/qinghe-2024-zongjie/index.html" in problem.found
        assert problem.action
        assert not result.published
        assert (root / "site" / "manifest.json").read_bytes() == before

    def test_a_block_that_shows_nowhere_stops_a_build_that_is_good_otherwise(self, root: Path) -> None:
        (root / "templates" / "pages").mkdir(parents=True)
        (root / "templates" / "pages" / "report.html").write_text('{% extends "@base/pages/report.html" %}\n{% block main %}字{% endblock %}', encoding="utf-8")
        assert told(root) == [("templates/pages/report.html", 2, "template.error")]

    def test_one_in_the_frame_is_told_once_for_all_pages(self, root: Path) -> None:
        (root / "templates").mkdir()
        (root / "templates" / "base.html").write_text("{{ nonsense }}", encoding="utf-8")
        (problem,) = (p for p in run(root).problems if p.severity == "error")
        assert "另有" in problem.found

    def test_one_that_is_not_utf8(self, root: Path) -> None:
        (root / "templates" / "pages").mkdir(parents=True)
        (root / "templates" / "pages" / "home.html").write_bytes("首页".encode("gb18030"))
        assert told(root) == [("templates/pages/home.html", 0, "template.error")]

    def test_one_that_no_page_uses(self, root: Path) -> None:
        edit_report(root, "year: 2024", "year: x")
        (root / "templates").mkdir()
        (root / "templates" / "unused.html").write_text("{% for %}", encoding="utf-8")
        assert ("templates/unused.html", 1, "template.error") in told(root)


def test_a_waiver_holds_under_strict(root: Path) -> None:
    edit_report(root, "summary: 回顾全年工作。", "waivers: [{rule: summary.missing, reason: 原件没有}, {rule: outline.number-gap, reason: 原件如此}]")
    edit_report(root, "## 一、", "## 三、")
    assert told(root) == []


class TestProfiles:
    def site(self, root: Path, text: str) -> Path:
        (root / "content" / "site.yml").write_text(text, encoding="utf-8")
        if "official" in text and "review:" not in (root / "content" / "reports" / "a.md").read_text(encoding="utf-8"):
            edit_report(root, "year: 2024", "year: 2024\nwritten: 2024-12-27\npublished: 2024-12-30\nreview: {by: 党政办, date: 2024-12-30}")
        return root

    def test_every_page_of_an_official_site_has_what_is_demanded(self, root: Path) -> None:
        build(self.site(root, OFFICIAL), root / "site")
        pages = sorted((root / "site").rglob("*.html"))
        assert len(pages) > 20
        for page in pages:
            html = page.read_text(encoding="utf-8")
            if "http-equiv=\"refresh\"" in html:
                continue
            footer = html.partition("<footer")[2]
            for mark in ("4420000001", "粤ICP备1号", "粤公网安备1号", "清河镇人民政府", "0760-1234567", "mailto:a@qinghe.gov.cn", "网站地图"):
                assert mark in footer, (page, mark)
            assert '<meta name="SiteIDCode" content="4420000001">' in html
            assert "非官方镜像" not in html

    def test_a_mirror_prints_no_official_mark(self, root: Path) -> None:
        build(self.site(root, OFFICIAL.replace("official", "mirror")), root / "site")
        for page in (root / "site").rglob("*.html"):
            html = page.read_text(encoding="utf-8")
            assert not any(mark in html for mark in ("4420000001", "粤ICP备1号", "粤公网安备1号", "SiteIDCode")), page
            assert "非官方镜像" in html or 'http-equiv="refresh"' in html, page

    def test_the_address_of_the_command_line_counts(self, root: Path) -> None:
        self.site(root, OFFICIAL)
        assert [c for _, _, c in told(root, base_url="https://qinghe.github.io/")] == ["profile.domain"]
        assert told(root, base_url="http://127.0.0.1:8000/") == []
        self.site(root, OFFICIAL.replace("base_url: https://qinghe.gov.cn/\n", ""))
        assert [c for _, _, c in told(root)] == ["profile.domain"]
        assert told(root, base_url="https://www.qinghe.gov.cn/") == []
