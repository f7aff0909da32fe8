"""What became of it: a topic's page begins with first plan, last result, last plan and its promises; 民生实事 stand item by item."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.support import build, small_site

TOPICS = """\
- {id: yanglao, name: 养老, theme: 民生}
- {id: qiaoliang, name: 桥梁, theme: 交通}
- {id: luming, name: 路灯, theme: 城建}
- {id: zhihui, name: 智慧城市, theme: 城建}
- {id: shuiku, name: 青溪水库, theme: 城建}
- {id: lvyou, name: 旅游, aliases: [游客], theme: 文旅}
"""
REPORTS = {
    ("qinghe", 2024, "计划"): "## 一、养老\n\n新增养老床位60张。\n\n## 二、民生实事\n\n改造旱厕300座。\n\n安装路灯90盏。\n\n开展健康讲座。"
    "\n\n改造提升单村水站300座。\n\n## 三、城建\n\n谋划智慧城市。",
    ("qinghe", 2024, "总结"): "## 一、养老\n\n新增养老床位50张，养老环境改善，新建长廊3条。\n\n安装路灯95盏。\n\n十件民生实事全部完成。"
    "\n\n单村水站改造提升全部完成，偏远村民喝上了放心水。\n\n坚持以人为本，加快智慧城市步伐。",
    ("qinghe", 2025, "计划"): "## 一、养老\n\n新增养老床位80张。治理桥梁，古井路拓宽900米。\n\n## 二、文旅\n\n接待游客、旅游收入均增长8%。"
    "\n\n## 三、水利\n\n推进青溪水库除险加固，完成大坝防渗处理和溢洪道改造，加固堤岸1200米。",
    **{(f"o{n}", 2024, "总结"): f"## 一、城建\n\n安装路灯{n}00盏。" for n in range(1, 5)},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("became"))
    (root / "content" / "reports" / "a.md").unlink()
    offices = "".join(f"- {{id: {office}, name: {name}}}\n" for office, name in [("qinghe", "清河镇人民政府"), *((f"o{n}", f"{n}号镇人民政府") for n in range(1, 5))])
    (root / "content" / "agencies.yml").write_text(offices, encoding="utf-8")
    (root / "content" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    for number, ((office, year, kind), text) in enumerate(REPORTS.items()):
        head = f"id: r{number}\ntitle: {year}年工作{kind}\nagency: {office}\nkind: {kind}\nyear: {year}\n"
        (root / "content" / "reports" / f"r{number}.md").write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")
    build(root, root / "site")
    return root / "site"


def page(site: Path, path: str) -> html.HtmlElement:
    return html.parse(str(site / path / "index.html")).getroot().xpath("//main")[0]


def text(element: html.HtmlElement) -> str:
    return "".join(element.text_content().split())


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_a_topic_begins_with_its_milestones_oldest_first(site: Path, edition: str) -> None:
    (box,) = page(site, f"{edition}topics/yanglao").xpath(".//section[contains(@class, 'glance')]")
    steps = [text(step) for step in box.xpath(".//ol/li")]
    assert [step[:7] for step in steps] == ["2024年计划", "2024年结果", "2025年计划"]
    assert "新增养老床位60张" in steps[0]
    assert "新增养老床位50张" in steps[1]
    assert "新增养老床位80张" in steps[2]
    years = page(site, f"{edition}topics/yanglao").xpath(".//h3[contains(@class, 'year')]")
    assert [text(year) for year in years] == ["2024年", "2025年"]


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_the_timeline_says_no_milestone_again_at_length(site: Path, edition: str) -> None:
    main = page(site, f"{edition}topics/shuiku")
    (quote,) = main.xpath(".//section[contains(@class, 'glance')]/ol/li/p[not(@class)]")
    told = [text(one) for one in main.xpath(".//ol[@class='timeline']//blockquote")]
    assert text(quote).startswith("推进青溪水库除险加固，完成大坝防渗处理")
    assert told == ["推进青溪水库除险加固，完成大坝…（整句见上面的“到哪一步了”）"]


def test_its_promises_stand_there_with_what_became_of_them(site: Path) -> None:
    (box,) = page(site, "topics/yanglao").xpath(".//section[contains(@class, 'glance')]/details")
    assert text(box.xpath("./summary")[0]) == "带数字的目标2项：✕未达到1，?未见总结1"
    first, second = box.xpath(".//ul/li")
    assert "60张" in text(first)
    assert "50张" in text(first)
    assert "长廊" not in text(box)
    assert "80张" in text(second)
    for link in box.xpath(".//ul/li/a/@href"):
        target, _, anchor = link.partition("#")
        there = html.parse(str((site / "topics" / "yanglao" / target / "index.html").resolve())).getroot()
        assert there.get_element_by_id(anchor) is not None


def test_two_promises_of_one_short_sentence_are_told_by_their_names(site: Path) -> None:
    first, second = page(site, "topics/lvyou").xpath(".//section[contains(@class, 'glance')]/details//ul/li")
    assert "接待游客增长8%" in text(first)
    assert "旅游收入增长8%" in text(second)


def test_a_topic_leads_to_its_indicator_and_not_to_anothers(site: Path) -> None:
    (box,) = page(site, "topics/yanglao").xpath(".//section[contains(@class, 'glance')]")
    links = list(box.xpath("./ul[@class='chips']//a"))
    assert [text(a) for a in links] == ["新增养老床位"]
    target, _, anchor = links[0].get("href").partition("#")
    there = html.parse(str((site / "topics" / "yanglao" / target / "index.html").resolve())).getroot()
    assert not anchor or there.get_element_by_id(anchor) is not None
    bridges = page(site, "topics/qiaoliang").xpath(".//section[contains(@class, 'glance')]/ul[@class='chips']//a")
    assert bridges == []


def test_an_aim_of_a_look_back_is_no_result(site: Path) -> None:
    (box,) = page(site, "topics/zhihui").xpath(".//section[contains(@class, 'glance')]")
    assert [text(step)[:7] for step in box.xpath(".//ol/li")] == ["2024年计划"]


def test_of_many_offices_none_stands_for_all(site: Path) -> None:
    assert page(site, "topics/luming").xpath(".//section[contains(@class, 'glance')]//ol") == []


@pytest.mark.parametrize("edition", [""])
def test_good_works_stand_item_by_item(site: Path, edition: str) -> None:
    main = page(site, f"{edition}promises/qinghe/2024")
    items = main.xpath(".//ol[contains(@class, 'works')]/li")
    assert len(items) == 4
    assert "没有认出写明数字的说法" in text(items[0])
    assert "达到" in text(items[1])
    assert "95盏" in text(items[1])
    assert "没有认出可以对照的数字" in text(items[2])
    assert "十件民生实事全部完成" in text(main)
    (hedge,) = main.xpath(".//p[contains(., '更不等于没有做')]")
    assert "2024年查过的文件：" in text(hedge.getnext()), "which documents were looked through in vain"
    assert any("promises/qinghe/2024" in a for a in page(site, "topics").xpath(".//a/@href"))


def test_what_a_plain_look_finds_is_shown_and_not_denied(site: Path) -> None:
    water = page(site, "promises/qinghe/2024").xpath(".//ol[contains(@class, 'works')]/li")[3]
    assert "可能相关的句子：单村水站改造提升全部完成" in text(water)
    assert "没有认出" not in text(water)
    assert any("reports/r1/?s=" in a for a in water.xpath(".//a/@href"))


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_a_verdict_stands_below_target_and_result(site: Path, edition: str) -> None:
    (line,) = page(site, f"{edition}ledger/qinghe").xpath(".//*[self::tr or self::li][.//*[starts-with(normalize-space(), '新增养老床位')]]")
    said = text(line)
    assert -1 < said.index("60张") < said.index("50张") < said.index("未达到")
