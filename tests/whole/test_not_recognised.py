"""What the pages say where nothing was recognised: of the document looked through, never of the office.

A site of its own: an office with a plan and a restated summary, a year with a rule only, a year with an original summary.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from tests.support import build, small_site

ORIGINAL = "https://www.example.gov.cn/zongjie-2022.html"
TOPICS = """\
- {id: gudao, name: 古驿道, theme: 文化}
- {id: fantang, name: 长者食堂, theme: 民生}
- {id: duchuan, name: 渡船, theme: 交通}
- {id: yinghuo, name: 萤火虫, theme: 生态}
"""
REPORTS = {
    "qinghe-2022-jihua": ("2022年工作计划", "计划", 2022, "", "修复古驿道12公里，新建长者食堂3家。增开渡船2班。"),
    "qinghe-2022-zongjie": (
        "2022年工作总结",
        "总结",
        2022,
        f"edition: 摘编\nsource: {{name: 清河镇网站, url: '{ORIGINAL}'}}\n",
        "新建长者食堂4家。粉刷护栏900米。",
    ),
    "qinghe-2023-jihua": ("2023年工作计划", "计划", 2023, "", "修复古驿道9公里。"),
    "qinghe-2023-qita": ("会议管理办法", "其他", 2023, "", "会议不超过2小时，参加人数不超过50人。"),
    "qinghe-2023-niandubaogao": ("2023年政府信息公开工作年度报告", "年报", 2023, "", "受理公开申请9件。"),
    "qinghe-2024-qita": ("关于渡船停航的通知", "其他", 2024, "", "渡船停航3天。"),
    "qinghe-2025-jihua": ("2025年工作计划", "计划", 2025, "", "修复古驿道6公里。"),
    "qinghe-2025-zongjie": ("2025年工作总结", "总结", 2025, "", "粉刷护栏300米。"),
}
UNDATED = "qinghe-2023-qita"


def write_site(folder: Path) -> Path:
    """The site root, also for looking at by hand."""
    root = small_site(folder)
    (root / "content" / "reports" / "a.md").unlink()
    (root / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府, short_names: [清河镇]}\n", encoding="utf-8")
    (root / "content" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    for name, (title, kind, year, more, text) in REPORTS.items():
        dated = "" if name == UNDATED else f"published: {year + 1}-01-15\n"
        head = f"id: {name}\ntitle: 清河镇{title}\nagency: qinghe\nkind: {kind}\nyear: {year}\n{dated}{more}"
        path = root / "content" / "reports" / f"{name}.md"
        path.write_text(f"---\n{head}---\n\n## 一、主要内容\n\n{text}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_site(tmp_path_factory.mktemp("not-recognised"))
    build(root, root / "site")
    return root / "site"


def main(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html")).getroot().xpath("//main")[0]


def words(node: html.HtmlElement) -> str:
    return "".join(node.text_content().split())


EDITIONS = ("", "elder/")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_timeline_tells_no_document_from_nothing_recognised(told: Path, edition: str) -> None:
    years = {}
    for item in main(told, f"{edition}topics/gudao").xpath(".//ol[@class='timeline']/li"):
        years[words(item.xpath("./h3")[0]).removesuffix("年")] = item
    assert list(years) == ["2022", "2023", "2024", "2025"]
    assert words(years["2024"].xpath(".//p")[0]) == "本站没有收录这一年的计划和总结。"
    fantang = {words(i.xpath("./h3")[0])[:4]: i for i in main(told, f"{edition}topics/fantang").xpath(".//ol/li[h3]")}
    gap = fantang["2025"].xpath(".//p[@class='gap-note']")[0]
    assert words(gap).startswith("这一年的文件里，本站没有认出有关的句子：清河镇2025年工作计划、清河镇2025年工作总结")
    assert "2023年工作计划" in words(fantang["2023"])
    assert "办法" not in words(fantang["2023"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_notice_in_a_timeline_is_called_what_it_is(told: Path, edition: str) -> None:
    tags = [words(t) for t in main(told, f"{edition}topics/duchuan").xpath(".//ol//span[contains(@class, 'tag')]")]
    assert tags == ["计划", "其他"]


def test_matrices_tick_summaries_only(told: Path) -> None:
    for address in ("", "gaps"):
        place = main(told, address)
        links = place.xpath(".//table//a/@href | .//ul[@class='records']//a/@href")
        held = {link.strip("/").rpartition("/")[2] for link in links} & set(REPORTS)
        assert held == {name for name in REPORTS if name.endswith(("jihua", "zongjie"))}


def test_the_ledger_says_what_was_looked_through(told: Path) -> None:
    group = main(told, "ledger/list/not-found").xpath(".//details")[0]
    assert words(group).count("摘编里没有认出，请看原文") == 1, "said once, not beside every promise"
    assert "2022年只查了摘编，摘编里没有认出，请看原文：清河镇2022年工作总结（摘编，" in words(group)
    assert ORIGINAL in group.xpath(".//a/@href")
    assert "2025年查过的文件：清河镇2025年工作总结。" in words(group)
    searches = [unquote(a) for a in group.xpath(".//a/@href") if "search/?q=" in a]
    assert [a.rpartition("=")[2] for a in searches] == ["修复古驿道", "修复古驿道", "增开渡船"]
    assert "2023" not in words(group), "a rule and an openness report leave nothing out"
    assert "2023" in words(main(told, "ledger/list/no-report").xpath(".//details")[0])


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_no_score_has_a_list_and_no_number(told: Path, edition: str) -> None:
    scores, listed = main(told, f"{edition}ledger").xpath(".//ul[@class='status-list']")
    assert "达到" in words(scores)
    assert "没有认出" not in words(scores)
    assert "没有认出" in words(listed)
    years = main(told, f"{edition}ledger/qinghe").xpath(".//ul[@class='status-list']/li")
    unscored = [words(li) for li in years if "没有认出" in words(li)]
    summary = main(told, "ledger/qinghe/2022").xpath(".//details[@id='not-found']/summary")[0]
    kinds = [words(li) for li in listed.xpath("li[position() > 1]")]
    assert words(listed.xpath("li[1]")[0]).startswith("其余"), "one number of all that is no score, so that the sum is right"
    for text in (*kinds, words(summary), *(text.partition("，")[0] for text in unscored)):
        assert not any(c.isdigit() for c in text), text
    assert unscored


def test_the_data_name_the_reports_that_were_searched(told: Path) -> None:
    rows = json.loads((told / "data/ledger.json").read_text(encoding="utf-8"))
    searched = {(r["year"], r["promise"]["quote"]): (r["verdict"], r["searched"]) for r in rows if "古驿道" in r["promise"]["quote"]}
    assert sorted((year, *found) for (year, _), found in searched.items()) == [
        (2022, "not_found", ["qinghe-2022-zongjie"]),
        (2023, "no_report", []),
        (2025, "not_found", ["qinghe-2025-zongjie"]),
    ]
    assert "查过的文件" in (told / "data/ledger.csv").read_text(encoding="utf-8").splitlines()[0]


def test_comparison_counts_only_what_both_say(told: Path) -> None:
    pairs = {p.parent.name + " " + p.name for p in (told / "compare").glob("*/*") if p.is_dir()}
    assert not any("qita" in p or "niandubaogao" in p for p in pairs)
    assert "qinghe-2023-jihua qinghe-2025-jihua" in pairs
    page = main(told, "compare/qinghe-2022-jihua/qinghe-2022-zongjie")
    assert [words(a) for a in page.xpath("./article/ul[@class='chips']//a")] == ["都有的数字1", "都谈到的1"]
    only = page.xpath(".//section[h2[@id='only-earlier']]")[0]
    assert words(only.xpath("./h2")[0]) == "前一份里认出、后一份里没有配对上的"
    said = "没有配对上，不等于没有写，也可能换了说法。那一份收录的是摘编，请看原文：清河镇2022年工作总结（摘编，查看原文网页，清河镇2022年工作总结）。"
    assert words(only.xpath("./p")[0]) == said
    assert ORIGINAL in only.xpath(".//a/@href")


def test_figures_of_unlike_years_stand_apart_and_are_called_so(told: Path) -> None:
    page = main(told, "compare/qinghe-2023-jihua/qinghe-2025-jihua")
    assert not page.xpath(".//section[h2[@id='figures']]")
    apart = words(page.xpath(".//section[h2[@id='other-years']]")[0])
    assert "年份不同，分开列，没有对照" in apart
    assert "9公里" in apart
    assert "6公里" in apart
    same = main(told, "compare/qinghe-2022-jihua/qinghe-2022-zongjie")
    assert "3家" in words(same.xpath(".//section[h2[@id='figures']]")[0])
    assert not same.xpath(".//section[h2[@id='other-years']]")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_foot_tells_the_build_from_the_documents(told: Path, edition: str) -> None:
    foot = words(html.parse(str(told / edition / "index.html")).getroot().xpath("//footer")[-1])
    assert "资料截至2026年1月15日（最新一份文件的日期）·生成于2026年11月22日" in foot


def test_the_elder_summary_says_nothing_of_what_is_missing(told: Path) -> None:
    for name in ("qinghe-2022-zongjie", "qinghe-2025-zongjie"):
        box = words(main(told, f"elder/reports/{name}").xpath(".//*[@class='summary-box']")[0])
        assert "这是清河镇的工作总结" in box
        assert "上一份" not in box
    box = words(main(told, "elder/reports/qinghe-2023-niandubaogao").xpath(".//*[@class='summary-box']")[0])
    assert "是关于2023年的" in box, "an openness report does not tell what was done in the year"


def test_a_day_that_nobody_noted_is_no_neglect_of_the_office(told: Path) -> None:
    byline = [words(span) for span in main(told, f"reports/{UNDATED}").xpath(".//p[contains(@class, 'byline')]/span")]
    assert byline == ["清河镇人民政府", "发布日期未标注"]
