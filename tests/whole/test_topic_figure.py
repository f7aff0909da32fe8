"""A passage that only names a topic is no passage about it; an absent year is searched in other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.support import build, small_site

TOPICS = """\
- {id: yanglao, name: 养老, theme: 民生}
- {id: xiaoqu, name: 老旧小区, theme: 城建}
- {id: qiaoliang, name: 桥梁, theme: 交通}
- {id: weifa, name: 违法建设治理, aliases: [违法建设], theme: 城建}
"""
REPORTS = {
    2024: "新增养老床位50张。老旧小区开工。治理桥梁，古井路拓宽900米。拆除违法建设3处。",
    2025: "29个老旧小区启动改造，完善养老、停车、充电、休憩等配套。养老环境改善，新建长廊3条。落实年度违建清零任务。",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("figure"))
    (root / "content" / "reports" / "a.md").unlink()
    (root / "content" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    for year, text in REPORTS.items():
        head = f"id: a-{year}\ntitle: 清河镇{year}年工作总结\nagency: qinghe\nkind: 总结\nyear: {year}\n"
        path = root / "content" / "reports" / f"a-{year}.md"
        path.write_text(f"---\n{head}---\n\n## 一、主要工作\n\n{text}\n", encoding="utf-8")
    build(root, root / "site")
    return root / "site"


def main(site: Path, topic: str) -> html.HtmlElement:
    return html.parse(str(site / "topics" / topic / "index.html")).getroot().xpath("//main")[0]


def test_a_place_that_only_names_it_is_a_link(site: Path) -> None:
    said = "".join(main(site, "yanglao").text_content().split())
    assert "29个老旧小区" not in said
    assert "顺带提到的地方：一、主要工作" in said


def test_a_year_without_a_sentence_names_the_place_with_another_word(site: Path) -> None:
    page = main(site, "weifa")
    said = "".join(page.text_content().split())
    assert "没有提到" not in said
    assert "没有认出有关的句子" not in said, "what may be said in other words is not denied"
    assert "可能相关的句子：" in said
    assert any("违法建设治理" in link or "%E8%BF%9D" in link for link in page.xpath(".//a/@href") if "search" in link)
