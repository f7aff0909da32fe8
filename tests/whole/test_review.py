"""A site with a person's decisions: what is marked in data and on pages, what is counted, and what is told when a sentence changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from builder.analysis.decisions import decide_rows, place_of
from builder.commands.check import check_site
from builder.commands.collect import make_collection
from builder.commands.options import BuildOptions
from builder.commands.reading import read_content
from builder.content.decisions import Decision
from builder.content.measured import read_measured
from builder.defaults import read_default
from builder.problems import Location
from tests.support import AS_OF, REPORT, build, copy_content, edit_report, small_site

PLAN = REPORT.replace("zongjie", "jihua").replace("总结", "计划").replace("全年地区生产总值12亿元，增长5%。", "地区生产总值达到13亿元。新建公园3个。")
ISSUES = "https://example.org/qinghe/issues"


def anchor(root: Path, report: str) -> str:
    return next(r for r in read_content(root, AS_OF, "", 1).reports if r.id == report).paragraphs[0].id


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("review"))
    edit_report(root, "增长5%。", "增长5%。修好巷道廿一条。建成公园四座。")
    (root / "content" / "site.yml").write_text(f"name: 清河公开\nfeedback: {{issues_url: {ISSUES}}}\n", encoding="utf-8")
    reports = root / "content" / "reports"
    (reports / "b.md").write_text(PLAN, encoding="utf-8")
    plan, summary = anchor(root, "qinghe-2024-jihua"), anchor(root, "qinghe-2024-zongjie")
    (reports / "a.review.yml").write_text(
        f"""\
- {{anchor: {summary}, figure: 廿一条, decision: add, date: 2026-11-01, reason: 漏读, row: {{indicator: 新修巷道, year: 2024, kind: actual, value: 21, unit: 条}}}}
""",
        encoding="utf-8",
    )
    (reports / "b.review.yml").write_text(
        f"""\
- {{anchor: {plan}, figure: 13亿元, decision: pair, date: 2026-11-02, reason: 两句都讲全镇, with: {{report: qinghe-2024-zongjie, anchor: {summary}, figure: 12亿元}}}}
- {{anchor: {plan}, figure: 30个, decision: confirm, date: 2026-11-03}}
""",
        encoding="utf-8",
    )
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    build(root, root / "site")
    return root / "site"


def words(page: Path) -> str:
    tree = html.parse(str(page)).getroot()
    return " ".join(tree.find("body").text_content().split())


def test_data_name_the_day_of_each_review(site: Path) -> None:
    rows = {(r["indicator"], r["reviewed"]) for r in json.loads((site / "data/indicators.json").read_text(encoding="utf-8"))}
    assert ("新修巷道", "2026-11-01") in rows
    assert ("地区生产总值", None) in rows
    ledger = {r["indicator"]: (r["verdict"], r["reviewed"]) for r in json.loads((site / "data/ledger.json").read_text(encoding="utf-8"))}
    assert ledger["地区生产总值"] == ("missed", "2026-11-02")


def test_lists_say_how_much_of_them_was_reviewed(site: Path) -> None:
    listed = words(site / "ledger/list/missed/index.html").replace("✕ ", "")
    assert "未达到 共 1 项（1 项经人工核对）" in listed
    year = words(site / "ledger/qinghe/2024/index.html").replace("✕ ", "")
    assert "未达到 1 项（1 项经人工核对）" in year


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_counts_say_how_much_was_reviewed(site: Path, edition: str) -> None:
    ledger = words(site / edition / "ledger/index.html")
    assert "以上经人工核对的：达到 0 项、未达到 1 项。标“核”的经人工核对，其余由程序读出。" in ledger
    assert "标“核”的经人工核对，其余由程序读出。" in words(site / edition / "ledger/qinghe/index.html")
    summary = words(site / edition / "reports/qinghe-2024-zongjie/index.html")
    assert "3 项，1 项经人工核对）" in summary
    plan = words(site / edition / "reports/qinghe-2024-jihua/index.html")
    assert "2 项，0 项经人工核对）" in plan
    assert "都由程序读出，没有人核对过。" in words(site / "reports/qinghe-2024-jihua/figures/index.html")


def test_only_what_was_reviewed_bears_the_sign(site: Path) -> None:
    tree = html.parse(str(site / "reports/qinghe-2024-zongjie/figures/index.html")).getroot()
    rows = tree.xpath("//ul[@class='all-figures']/li")
    assert [bool(row.xpath(".//*[@class='reviewed']")) for row in rows] == ["21" in row.text_content() for row in rows]
    assert sum(bool(row.xpath(".//*[@class='reviewed']")) for row in rows) == 1


def test_the_method_tells_the_measured_rate_and_what_nobody_checked(site: Path) -> None:
    text = words(site / "ledger/method/index.html")
    measured = read_measured(read_default("measured.yml"))
    assert measured
    for one in measured:
        assert f"{one.what}，{one.n} 个数字" in text
        assert f"{one.precision}%" in text
        assert f"{one.recall}%" in text
    assert "除了标“核”的，没有人核对过。" in text


def test_a_reader_tells_of_a_wrong_figure_and_knows_it_is_public(site: Path) -> None:
    tree = html.parse(str(site / "reports/qinghe-2024-zongjie/figures/index.html")).getroot()
    links = tree.xpath("//a[contains(@class, 'wrong')]")
    assert len(links) == 3
    assert all(link.get("href").startswith(f"{ISSUES}/new?title=") for link in links)
    assert links[0].text_content() == "读错了？，12亿元，增长5%"
    assert "以您自己的账号公开发表" in words(site / "reports/qinghe-2024-zongjie/figures/index.html").split("读错了？，")[0]


def test_cells_and_lists_of_the_ledger_bear_the_sign_and_ask_their_readers(site: Path) -> None:
    line = html.parse(str(site / "ledger/qinghe/index.html")).getroot().xpath("//tr[@id='gdp']")[0]
    assert line.xpath(".//a[contains(@class, 'wrong')]/@href")[0].startswith(f"{ISSUES}/new?title=")
    entry = html.parse(str(site / "ledger/list/missed/index.html")).getroot().xpath("//ol[@class='entries']/li")[0]
    assert entry.xpath(".//*[@class='reviewed']"), "the pair was reviewed"
    assert entry.xpath(".//a[contains(@class, 'wrong')]")
    park = html.parse(str(site / "ledger/qinghe/2024/index.html")).getroot().xpath("//ol[@class='entries']/li[contains(., '公园')]")
    assert park


def test_a_correction_says_so_and_why(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    (root / "content/reports/b.md").write_text(PLAN, encoding="utf-8")
    # The office's table ends with the last year that a report is about; what is said of a later one stands on that year's page.
    later = PLAN.replace("2024", "2025").replace("地区生产总值达到13亿元。", "")
    (root / "content/reports/c.md").write_text(later, encoding="utf-8")
    plan = anchor(root, "qinghe-2024-jihua")
    file = root / "content/reports/b.review.yml"
    entry = f"- {{anchor: {plan}, figure: 13亿元, decision: correct, date: 2026-11-01, reason: 说的是下一年, row: {{year: 2025, VALUE}}}}\n"
    file.write_text(entry.replace("VALUE", "value: 13"), encoding="utf-8")
    build(root, root / "site")
    for page in ("reports/qinghe-2024-jihua/figures", "ledger/gdp", "ledger/qinghe/2025", "ledger/list/no-report", "ledger/qinghe", "elder/ledger/qinghe"):
        assert "核（经人工核对） 更正：说的是下一年" in words(root / "site" / page / "index.html"), page
    file.write_text(entry.replace("VALUE", "value: 1300"), encoding="utf-8")
    found = [p for p in check_site(BuildOptions(root, root / "out", AS_OF)) if p.severity == "error"]
    assert [p.code for p in found] == ["review.number"]
    assert "数值“1300”不在“13亿元”那一句里" in str(found[0])


def test_no_decision_is_published(site: Path) -> None:
    assert [p.name for p in site.rglob("*review*")] == []
    assert all("两句都讲全镇" not in p.read_text(encoding="utf-8") for p in site.rglob("*.html"))


def test_check_names_the_decision_whose_sentence_changed(root: Path) -> None:
    found = check_site(BuildOptions(root, root / "out", AS_OF))
    (stale,) = (p for p in found if p.code == "review.stale")
    assert str(stale).startswith("content/reports/b.review.yml:2: 警告 [review.stale]")
    assert "的文字里没有“30个”；应为决定时写在那里的数字；请对照现在的句子重新决定" in str(stale)


def test_every_row_can_be_named_by_its_place(tmp_path: Path) -> None:
    content = read_content(copy_content(tmp_path), AS_OF, "", 1)
    collection = make_collection(content.words, content.sound, AS_OF, 1)[0]
    assert sum(map(len, collection.facts.rows.values())) > 300
    for report in collection.living:
        rows = collection.facts.rows[report.id]
        for at, row in enumerate(rows):
            one = Decision(place_of(report, row), "confirm", date(2026, 11, 28), Location("x"))
            decided, problems = decide_rows([report], {report.id: rows}, {report.id: [one]}, collection.facts.rules)
            assert [n for n, r in enumerate(decided[report.id]) if r.reviewed] == [at], (one, problems)
