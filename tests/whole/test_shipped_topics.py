"""The package's topics on a site that has none of its own."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.support import build, small_site


def test_only_those_with_passages_have_pages(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    report = root / "content" / "reports" / "a.md"
    report.write_text(report.read_text(encoding="utf-8") + "\n新增停车位200个。\n\n做好宗教、档案、物价、气象等工作。\n", encoding="utf-8")
    build(root, root / "site")
    assert sorted(p.name for p in (root / "site" / "topics").iterdir() if p.is_dir()) == ["tingche"]
    (root / "content" / "site.yml").write_text("name: 清河公开\nfeatures: {default_topics: false}\n", encoding="utf-8")
    build(root, root / "site")
    assert not [p for p in (root / "site" / "topics").iterdir() if p.is_dir()]
    page = (root / "site" / "topics" / "index.html").read_text(encoding="utf-8")
    assert "gongkai" not in page.split("<main")[1].split("</main>")[0]


def test_a_section_names_three_topics_under_its_text_and_folds_the_rest(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    report = root / "content" / "reports" / "a.md"
    said = "新增停车位200个。扩建停车场3处。新增公办学位300个。新建养老服务中心2家。新增城镇就业500人。"
    report.write_text(report.read_text(encoding="utf-8") + f"\n## 二、民生\n\n{said}\n\n### （一）医疗\n\n新建社区医院1家。\n", encoding="utf-8")
    build(root, root / "site")
    text, aside, inner = below_the_heading(root / "site" / "reports/qinghe-2024-zongjie/index.html")[:3]
    assert said in text.text_content()
    assert (aside.tag, inner.text_content()[:5]) == ("aside", "（一）医疗")
    shown, folded = aside.xpath("./ul[@class='chips']/li"), aside.xpath("./details//li")
    assert len(shown) == 3
    assert shown[0].text_content() == "停车"
    assert folded
    assert f"另外 {len(folded)} 个专题" in aside.xpath("./details/summary")[0].text_content()
    every = [li.text_content() for li in (*shown, *folded, *inner.xpath("following-sibling::aside//li"))]
    # The elder edition: all of a chapter's under its end, in one fold, so that nothing stands between its words.
    *texts, aside, _back = below_the_heading(root / "site" / "elder/reports/qinghe-2024-zongjie/index.html")
    assert [t.tag for t in texts] == ["p", "div", "p"]
    assert aside.tag == "aside"
    folded = [li.text_content() for li in aside.xpath("./details//li")]
    assert folded == [li.text_content() for li in aside.xpath(".//li")]
    assert folded == list(dict.fromkeys(every))
    assert f"{len(folded)}" in aside.xpath("./details/summary")[0].text_content()


def below_the_heading(page: Path) -> list[html.HtmlElement]:
    (heading,) = [h for h in html.parse(str(page)).getroot().xpath("//h2") if h.text_content().startswith("二、民生")]
    return list(heading.getparent().xpath("following-sibling::*"))


def test_without_topics_nothing_leads_to_their_page(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    (root / "content" / "site.yml").write_text("name: 清河公开\nfeatures: {default_topics: false}\n", encoding="utf-8")
    (root / "content" / "topics.yml").unlink(missing_ok=True)
    build(root, root / "site")
    own = root / "site" / "topics" / "index.html"
    for page in (root / "site").rglob("*.html"):
        if page not in (own, root / "site" / "elder" / "topics" / "index.html"):
            links = html.parse(str(page)).getroot().xpath("//main//a/@href | //header//a/@href | //footer//a/@href")
            assert not [x for x in links if x.split("#")[0].rstrip("/").endswith("topics")], page
    home = (root / "site" / "index.html").read_text(encoding="utf-8")
    assert "想了解哪件事" not in home
    assert "专题时间线" not in home
