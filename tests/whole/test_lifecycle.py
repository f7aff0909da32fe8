"""What happens to reports after they are published: corrections, withdrawal, moved addresses, hostile words."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.problems import has_errors
from tests.support import AS_OF, BASE_URL, REPORT, build, copy_content, edit_report, small_site

WORDS = "金华中路"  # stands in the text of the report that is withdrawn, and nowhere else


@pytest.fixture(scope="module")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_content(tmp_path_factory.mktemp("lifecycle"))
    reports = root / "content" / "reports" / "xiqu"
    _edit(reports / "xiqu-2023-jihua.md", "validity: 有效", "withdrawn: {date: 2026-03-01, reason: 机关已撤回}\nredirect_from: [old/plan]")
    hostile = "title: '西区<script>alert(1)</script>街道2026年\"工作&计划'"
    _edit(reports / "xiqu-2026-jihua.md", "title: 西区街道2026年工作计划", hostile)
    _edit(reports / "xiqu-2026-jihua.md", "validity: 有效", "attachments: [{file: 附件.csv, title: 数据表}]")
    _edit(reports / "xiqu-2024-zongjie.md", "validity: 有效", "corrections: [{date: 2026-03-02, note: 改正一处错字}]")
    (reports / "附件.csv").write_text("项目,数\n", encoding="utf-8")
    with (reports / "xiqu-2024-zongjie.md").open("a", encoding="utf-8") as stream:
        stream.write('\n<img src=x onerror=alert(1)> <a href="https://example.com/" onclick="x()">外链</a>\n')
    build(root, root / "site", base_url=BASE_URL)
    return root / "site"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_withdrawn_text_is_gone_everywhere(changed_site: Path) -> None:
    holding = [p for p in changed_site.rglob("*") if p.is_file() and WORDS in p.read_text(encoding="utf-8", errors="ignore")]
    assert holding == []
    page = (changed_site / "reports/xiqu-2023-jihua/index.html").read_text(encoding="utf-8")
    assert "机关已撤回" in page
    assert "2026年3月1日" in page
    assert "机关已撤回" in (changed_site / "corrections/index.html").read_text(encoding="utf-8")


def test_corrections_are_public(changed_site: Path) -> None:
    for name in ("corrections/index.html", "reports/xiqu-2024-zongjie/index.html", "elder/reports/xiqu-2024-zongjie/index.html"):
        assert "改正一处错字" in (changed_site / name).read_text(encoding="utf-8")


def test_old_addresses_lead_on(changed_site: Path) -> None:
    assert 'url=../../reports/xiqu-2023-jihua/"' in (changed_site / "old/plan/index.html").read_text(encoding="utf-8")


def test_attachments_have_ascii_addresses(changed_site: Path) -> None:
    assert (changed_site / "reports/xiqu-2026-jihua/fujian.csv").is_file()
    assert 'href="fujian.csv"' in (changed_site / "reports/xiqu-2026-jihua/index.html").read_text(encoding="utf-8")
    assert all(p.relative_to(changed_site).as_posix().isascii() for p in changed_site.rglob("*"))


def test_content_cannot_script(changed_site: Path) -> None:
    for path in changed_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "onerror" not in text
        assert "javascript:" not in text
        assert "onclick" not in text


UNSEEN = """\
正文。<!-- 内部批注COMMENT -->

[//]: # (LINKCOMMENT)

[x]: https://example.org/ (REFTITLE)

<script>SCRIPT</script><style>STYLE</style>

<p title="TITLEATTRIBUTE" data-x="DATAATTRIBUTE">甲</p>
"""


def test_what_an_author_wrote_for_himself_is_in_no_file(tmp_path: Path) -> None:
    """Nor in the download of the text, by which all that pages leave out went out once; and each is told."""
    root = small_site(tmp_path)
    edit_report(root, "增长5%。", f"增长5%。\n\n{UNSEEN}")
    result = build(root, root / "site")
    marks = ("COMMENT", "REFTITLE", "SCRIPT", "STYLE", "ATTRIBUTE")
    files = [p for p in (root / "site").rglob("*") if p.is_file()]
    texts = {p: gzip.decompress(data) if (data := p.read_bytes())[:2] == b"\x1f\x8b" else data for p in files}
    pages = {p: t for p, t in texts.items() if p.suffix in {".html", ".md", ".json", ".xml", ".txt", ".csv", ".pf_text", ".pf_index"} and "static" not in p.parts}
    assert [(p.name, m) for p, t in pages.items() for m in marks if m.encode() in t or (m.lower().encode() in t and p.suffix.startswith(".pf_"))] == []
    told = [p.location.line for p in result.problems if p.code.startswith("body.")]
    assert len(set(told)) >= 4


def test_text_that_is_hidden_is_an_error(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    edit_report(root, "增长5%。", "增长5%。\n\n<span hidden>甲</span>")
    assert any(p.code == "body.hidden" for p in build_site(BuildOptions(root, root / "site", AS_OF)).problems)
    assert not (root / "site").exists()


def test_empty_topics_offer_no_feed(changed_site: Path) -> None:
    for page in (changed_site / "topics").glob("*/index.html"):
        if "收录的文件里，本站没有认出有关的句子" in page.read_text(encoding="utf-8"):
            assert not (page.parent / "feed.xml").exists()


def test_a_scheduled_report_is_hidden_until_its_day_and_then_carries_it(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    scheduled = REPORT.replace("qinghe-2024-zongjie", "dao-qi").replace("2024年工作总结", "2024年到期公开的总结").replace("12亿元", "13.57亿元")
    scheduled = scheduled.replace("summary:", "published: 2026-12-05\npublish_on: 2026-12-05\nsummary:")
    (root / "content" / "reports" / "b.md").write_text(scheduled, encoding="utf-8")
    build(root, root / "site", as_of=date(2026, 12, 4), base_url=BASE_URL)
    marks = ("到期公开", "13.57", "dao-qi")
    files = [p for p in (root / "site").rglob("*") if p.is_file()]
    assert [p for p in files if any(m in p.read_text(encoding="utf-8", errors="ignore") or m in p.as_posix() for m in marks)] == []
    build(root, root / "site", as_of=date(2026, 12, 5), base_url=BASE_URL)
    assert "2026年12月5日" in (root / "site" / "reports" / "dao-qi" / "index.html").read_text(encoding="utf-8")
    assert "13.57" in (root / "site" / "data" / "indicators.csv").read_text(encoding="utf-8")


def test_a_schedule_without_a_date_of_publication_invents_none(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    edit_report(root, "summary:", "publish_on: 2026-11-20\nsummary:")
    build(root, root / "site")
    page = (root / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
    assert "11月20日" not in page
    assert "未标注" in page


class TestDrafts:
    """Nobody sees a draft, so nothing in it stops the others; whatever is wrong with it is told all the same."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        root = small_site(tmp_path)
        reports = root / "content" / "reports"
        draft = REPORT.replace("summary:", "draft: true\nsummary:")
        same = draft.replace("12亿元", "13.57亿元")  # the id of a published report, and before it by path
        (reports / "0.md").write_text(same.replace("2024\nd", "2024\nindex_number: A1\nd"), encoding="utf-8")
        edit_report(root, "summary:", "index_number: A1\nsummary:")
        wrong = draft.replace("year: 2024", "year: 二〇二四\nwritten: 明天\nnope: 1\nreview: {by: 甲, date: 2030-01-01}\nredirect_from: [reports/qinghe-2024-zongjie]")
        wrong = wrong.replace("id: qinghe-2024", "id: b").replace("5%。", "5%。见[附件](javascript:1)、[没有](reports/none/)。")
        (reports / "b.md").write_text(wrong, encoding="utf-8")
        (reports / "b.review.yml").write_text("- nope\n", encoding="utf-8")
        (reports / "b.anchors.json").write_text("{", encoding="utf-8")
        (reports / "c.md").write_text(draft.replace("title:", "title: [\n  : x"), encoding="utf-8")
        return root

    def test_it_stops_nothing_and_all_is_told(self, root: Path) -> None:
        result = build(root, root / "site")
        told = {(p.location.path.rpartition("/")[2], p.code) for p in result.problems}
        assert {("0.md", "id.duplicate"), ("0.md", "index-number.duplicate"), ("b.md", "field.date"), ("b.md", "field.unknown")} <= told
        assert {("b.md", "link.scheme"), ("b.md", "review.date"), ("b.md", "redirect.taken"), ("b.anchors.json", "anchors.broken")} <= told
        assert {name for name, _ in told} >= {"0.md", "b.md", "b.review.yml", "c.md"}
        page = (root / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
        assert "12亿元" in page
        assert [p for p in (root / "site").rglob("*") if p.is_file() and "13.57" in p.read_text(encoding="utf-8", errors="ignore")] == []

    def test_its_addresses_are_not_recorded(self, root: Path) -> None:
        assert [p.name for p in build(root, root / "site").sidecars] == ["a.anchors.json"]
        assert (root / "content" / "reports" / "b.anchors.json").read_text(encoding="utf-8") == "{"


class TestHistory:
    """What a build says of the site before it: nothing about pages that a withdrawal takes along, all about lost reports."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        root = small_site(tmp_path)
        plan = REPORT.replace("zongjie", "jihua").replace("总结", "计划").replace("2024", "2023").replace("全年地区生产总值", "学位目标")
        (root / "content" / "reports" / "b.md").write_text(plan, encoding="utf-8")
        (root / "content" / "reports" / "c.md").write_text(REPORT.replace("2024", "2023"), encoding="utf-8")  # with the plan of its year it is compared
        (root / "content" / "topics.yml").write_text("- {id: jing-ji, name: 经济}\n", encoding="utf-8")
        build(root, root / "before")
        return root

    def after(self, root: Path) -> tuple[set[str], set[str]]:
        """Addresses that the next build has lost, and those among them that it warns of."""
        result = build(root, root / "after", previous=str(root / "before" / "manifest.json"))
        pages = [{p.parent.relative_to(root / s).as_posix() + "/" for p in (root / s).rglob("index.html")} for s in ("before", "after")]
        told = {p.location.path for p in result.problems if p.code == "history.address-gone"}
        return {a for a in pages[0] - pages[1] if not a.startswith("elder/")}, told

    def test_a_withdrawal_takes_pages_along_without_alarm(self, root: Path) -> None:
        plan = root / "content" / "reports" / "b.md"
        _edit(plan, "summary:", "withdrawn: {date: 2026-03-01, reason: 机关已撤回}\nsummary:")
        lost, told = self.after(root)
        assert any(a.startswith("compare/") for a in lost)
        assert told == set()

    def test_a_report_that_vanishes_is_told_and_only_that(self, root: Path) -> None:
        for name in ("b.md", "c.md"):
            (root / "content" / "reports" / name).unlink()
        (root / "content" / "topics.yml").unlink()
        lost, told = self.after(root)
        assert {"years/2023/", "kinds/jihua/"} < lost
        assert told == {"reports/qinghe-2023-jihua/", "reports/qinghe-2023-zongjie/", "topics/jing-ji/"}

    def test_a_new_address_that_leads_on_is_no_loss(self, root: Path) -> None:
        _edit(root / "content" / "reports" / "b.md", "id: qinghe-2023-jihua", "id: jihua-2023\nredirect_from: [reports/qinghe-2023-jihua/]")
        lost, told = self.after(root)
        assert any(a.startswith("compare/") for a in lost)
        assert told == set()


@pytest.fixture(scope="module")
def corrected_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports published, the first edited and published again, then corrected on its page; published once more."""
    root = small_site(tmp_path_factory.mktemp("corrected"))
    (root / "content" / "reports" / "b.md").write_text(REPORT.replace("2024", "2023"), encoding="utf-8")
    build(root, root / "s0")
    edit_report(root, "12亿元，增长5%。", "13亿元，增长5%。<script>alert(1)</script>")
    told = build(root, root / "s1", previous=str(root / "s0"))
    assert [p.location.path for p in told.problems if p.code == "history.text-changed"] == ["content/reports/a.md"]
    edit_report(root, "summary:", "corrections: [{date: 2026-11-22, note: 第一段数字更正}]\nsummary:")
    for number in (2, 3):
        told = build(root, root / f"s{number}", previous=str(root / f"s{number - 1}"), cache=root / "cache")
        assert not [p for p in told.problems if p.code.startswith("history.")]
    return root / "s3"


class TestCorrected:
    """A text that was changed after it was published, from the edit to what the reader sees."""

    def test_its_page_shows_where_and_both_figures(self, corrected_site: Path) -> None:
        for edition in ("", "elder/"):
            (notice,) = _tree(corrected_site / edition / "reports/qinghe-2024-zongjie/index.html").xpath("//div[@class='notice'][contains(., '第一段数字更正')]")
            said = "".join(notice.text_content().split())
            assert "改动了1处" in said
            assert "改前的数字：12亿元" in said
            assert "改后的数字：13亿元" in said
            (link,) = notice.xpath(".//a/@href")
            assert _tree(corrected_site / "reports/qinghe-2024-zongjie/index.html").xpath(f"//p[@id='{link[1:]}']")
        assert "改动了" not in (corrected_site / "reports/qinghe-2023-zongjie/index.html").read_text(encoding="utf-8")

    def test_the_data_says_the_same(self, corrected_site: Path) -> None:
        value = json.loads((corrected_site / "reports/qinghe-2024-zongjie/qinghe-2024-zongjie.json").read_text(encoding="utf-8"))
        ((change, *_),) = (value["changes"][0]["passages"], *value["changes"][1:])
        assert change[1:] == ["12亿元", "13亿元", 1]

    def test_a_cold_build_gives_the_same_bytes(self, corrected_site: Path, tmp_path: Path) -> None:
        """What the pages show of the manifest before is under the key of their room: with and without what is kept between builds."""
        root = corrected_site.parent
        build(root, tmp_path / "site", previous=str(root / "s2"))
        assert _files(tmp_path / "site") == _files(corrected_site)

    def test_without_the_manifest_before_the_note_alone_is_there(self, corrected_site: Path, tmp_path: Path) -> None:
        root = corrected_site.parent
        build(root, tmp_path / "site", cache=root / "cache")
        page = (tmp_path / "site" / "reports/qinghe-2024-zongjie/index.html").read_text(encoding="utf-8")
        assert "第一段数字更正" in page
        assert "改前的数字" not in page

    def test_the_digest_on_the_page_is_of_what_stands_there(self, corrected_site: Path) -> None:
        """As docs/reference.md says how a reader makes it: from the text of the page, without what is no text of the report."""
        manifest = json.loads((corrected_site / "manifest.json").read_text(encoding="utf-8"))
        for name, kept in manifest["reports"].items():
            page = _tree(corrected_site / "reports" / name / "index.html")
            assert kept["sha256"] == digest_of_page(page)
            assert page.xpath(f"//dt[.='正文校验值（SHA-256）']/following-sibling::dd/code[.='{kept['sha256']}']")
            assert json.loads((corrected_site / "reports" / name / f"{name}.json").read_text(encoding="utf-8"))["text_sha256"] == kept["sha256"]
            assert kept["sha256"] in (corrected_site / "reports" / name / f"{name}.md").read_text(encoding="utf-8")


def digest_of_page(page: html.HtmlElement) -> str:
    """SHA-256 of the report's text as the standard page shows it, without white space."""
    (text,) = page.xpath("//*[@id='text']")
    for foreign in text.xpath(".//aside | .//caption | .//button"):
        foreign.drop_tree()
    return hashlib.sha256("".join(text.text_content().split()).encode()).hexdigest()


def _tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_reports_digest_can_be_made_from_its_page(changed_site: Path) -> None:
    manifest = json.loads((changed_site / "manifest.json").read_text(encoding="utf-8"))
    living = {name: kept for name, kept in manifest["reports"].items() if "withdrawn" not in kept}
    assert len(living) > 3
    for name, kept in living.items():
        assert kept["sha256"] == digest_of_page(_tree(changed_site / "reports" / name / "index.html")), name


def test_of_a_withdrawn_report_the_manifest_keeps_its_days_alone(changed_site: Path) -> None:
    manifest = json.loads((changed_site / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["reports"]["xiqu-2023-jihua"]) <= {"withdrawn", "published", "written"}


class TestRenamed:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        root = small_site(tmp_path)
        build(root, root / "before")
        return root

    def told(self, root: Path) -> list[tuple[str, str, int]]:
        found = build(root, root / "after", previous=str(root / "before")).problems
        return [(p.code, p.location.path, p.location.line) for p in found if p.code.startswith("history.")]

    def test_a_new_id_is_told_at_its_line_until_the_old_address_leads_on(self, root: Path) -> None:
        edit_report(root, "id: qinghe-2024-zongjie", "id: zongjie-2024")
        assert self.told(root) == [("history.address-gone", "content/reports/a.md", 2)]
        edit_report(root, "summary:", "redirect_from: [reports/qinghe-2024-zongjie/]\nsummary:")
        assert self.told(root) == []
        edit_report(root, "12亿元", "13亿元")
        assert [code for code, *_ in self.told(root)] == ["history.text-changed"], "it is the same report"

    def test_it_is_told_beside_the_errors_of_other_files_too(self, root: Path) -> None:
        other = root / "content" / "reports" / "b.md"
        other.write_text(REPORT.replace("2024", "2023"), encoding="utf-8")
        build(root, root / "before")
        _edit(other, "id: qinghe-2023-zongjie", "id: qinghe-2023-zongjie\npublished: 2024-02-30")
        edit_report(root, "id: qinghe-2024-zongjie", "id: zongjie-2024")
        found = build_site(BuildOptions(root, root / "after", as_of=AS_OF, previous=str(root / "before"))).problems
        gone = [(p.location.path, p.location.line) for p in found if p.code == "history.address-gone"]
        assert has_errors(found)
        assert gone == [("content/reports/a.md", 2)], "and nothing of the pages of the broken file"

    @pytest.mark.parametrize("field", ["draft: true", "disclosure: 不予公开"])
    def test_one_that_is_hidden_again_is_told_at_that_line(self, root: Path, field: str) -> None:
        edit_report(root, "summary:", f"{field}\nsummary:")
        assert self.told(root) == [("history.address-gone", "content/reports/a.md", 7)]

    def test_a_withdrawal_is_noted(self, root: Path) -> None:
        edit_report(root, "summary:", "withdrawn: {date: 2026-03-01, reason: 机关已撤回}\nsummary:")
        assert self.told(root) == [("history.withdrawn", "content/reports/a.md", 7)]
