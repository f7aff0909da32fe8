"""A site with content, look, menu and kinds of its own: nothing in the package was changed for it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import html

from tests.picture_files import SECRETS, jpeg, opened, png
from tests.support import build, edit_report, small_site
from tests.word_files import Word

SITE = """\
name: 清河公开（非官方镜像）
navigation:
  - {title: 规章库, url: kinds/guizhangku/}
  - {title: 某某市人民政府, url: "https://www.example.gov.cn/"}
theme:
  palette: green
  colours: {seal: "#7d1416"}
  fonts: {sans: [Source Han Sans SC]}
  logo: logo.png
"""
KINDS = """\
- {id: guifan, name: 规范性文件, collection: 规章库, order: 450}
- {id: banfa, name: 办法, collection: 规章库}
- {id: jinzhan, name: 进展通报, half: result, label: 重点工作进展}
"""
HOME = """\
{% extends "@base/pages/home.html" %}
{% block content %}
<p class="wrap" id="own"><a href="{{ url('tongzhi/') }}">最新通知</a> <img src="{{ asset('static/men.png') }}" alt="镇政府大门" width="300" height="200"></p>
{{ super() }}
{% endblock %}
"""
RECORD = "---\nid: qinghe-{id}\ntitle: {title}\nagency: qinghe\nkind: {kind}\nyear: {year}\nsummary: 一份文件。\n{more}---\n\n{body}\n"
CSS = ".brand-name{letter-spacing:.05em}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("own"))
    content, templates = root / "content", root / "templates"
    (content / "columns").mkdir()
    (templates / "static" / "css").mkdir(parents=True)
    (templates / "pages").mkdir()
    files: dict[Path, str] = {
        content / "site.yml": SITE,
        content / "kinds.yml": KINDS,
        content / "agencies.yml": "- {id: qinghe, name: 清河镇人民政府, short_names: [清河镇], phone: 0760-88880000, hours: 工作日}\n",
        content / "columns/tongzhi.md": "---\ntitle: 通知公告\nplace: menu\n---\n\n## 一、搬迁\n\n![大厅搬到人民路1号，电梯在东门](流程.png)\n",
        content / "columns/lianxi.md": "---\ntitle: 联系我们\n---\n\n请在工作日来电。\n",
        templates / "pages/home.html": HOME,
        templates / "static/css/own.css": CSS,
    }
    rules = {
        "2020-guifan": ("会议管理规定", "规范性文件", 2020, "validity: 废止\nsuccessor: qinghe-2024-guifan\nwritten: 2020-03-01\n"),
        "2024-guifan": ("会议管理规定（2024年修订）", "规范性文件", 2024, "validity: 有效\neffective: 2024-04-01\nexpires: 2029-03-31\nwritten: 2024-03-01\n"),
        "2023-banfa": ("出租屋管理办法", "办法", 2023, "expires: 2025-05-31\nwritten: 2023-06-01\n"),
        "2023-jihua": ("清河镇2023年工作计划", "计划", 2023, ""),
        "2024-jinzhan": ("清河镇2024年进展通报", "进展通报", 2024, "period: 第三季度\n"),
    }
    for key, (title, kind, year, more) in rules.items():
        body = "2023年新增公办学位500个。" if kind == "计划" else "第一条 为了规范会议，制定本规定。"
        files[content / f"reports/{key}.md"] = RECORD.format(id=key, title=title, kind=kind, year=year, more=more, body=body)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    word = Word()
    word.say("全镇共有栏杆四百二十七处。")
    (content / "reports/附表.docx").write_bytes(word.data())
    (content / "reports/图 1.jpg").write_bytes(jpeg(2000, 1200, orientation=6))
    (content / "columns/流程.png").write_bytes(png())
    (content / "logo.png").write_bytes(png(400, 300, mode="RGBA"))
    (templates / "static/men.png").write_bytes(png())
    edit_report(root, "summary: 回顾全年工作。", "summary: 回顾全年工作。\nattachments: [{file: 附表.docx, title: 栏杆清单}, {file: 图 1.jpg, title: 学位数图}]")
    edit_report(root, "## 一、经济\n", "## 一、经济\n\n![2020年到2024年学位数逐年增加](图 1.jpg)\n")
    result = build(root, root / "site", base_url="https://qinghe.example/gk/")
    told = [p.code for p in result.problems if p.code not in {"column.missing", "agency.missing"} and p.severity != "notice"]
    assert told == ["image.place"], "the picture, shown and attached, tells where it was taken, until it is published"
    return root / "site"


def page(own: Path, path: str, what: str) -> list[html.HtmlElement]:
    """The elements of a page that an XPath finds."""
    return html.fromstring((own / path / "index.html").read_text(encoding="utf-8")).xpath(what)  # type: ignore[no-any-return]


MENU = "//nav[@class='main-nav']/div/ul//a"


def test_colours_fonts_and_own_rules_reach_both_editions(own: Path) -> None:
    for sheet in ("site.css", "elder.css"):
        css = (own / "static/css" / sheet).read_text(encoding="utf-8")
        theme = css.rindex(":root{")
        assert "--action:#0f4a2e" in css[theme:]
        assert "--seal:#7d1416" in css[theme:]
        assert '--sans:"Source Han Sans SC",sans-serif' in css[theme:]
        assert css.index("html[data-scheme]") < theme < css.index(CSS), "the site's own words come last"
    assert not (own / "static/css/own.css").exists(), "one request less"


def test_the_menu_names_the_column_the_collection_and_the_other_site(own: Path) -> None:
    for path in ("", "reports/qinghe-2024-zongjie", "kinds/guizhangku", "tongzhi"):
        links = [(a.text_content(), a.get("href")) for a in page(own, path, MENU)]
        assert [text for text, _ in links][-3:] == ["通知公告", "规章库", "某某市人民政府"]
        assert links[-1][1] == "https://www.example.gov.cn/"
    current = {path: [a.text_content() for a in page(own, path, MENU + "[@aria-current]")] for path in ("tongzhi", "kinds/guizhangku")}
    assert current == {"tongzhi": ["通知公告"], "kinds/guizhangku": ["规章库"]}
    assert "联系我们" in [a.text_content() for a in page(own, "", "//footer//nav//a")]
    elder = [a.text_content() for a in page(own, "elder", "//footer//nav//a")]
    assert {"通知公告", "规章库", "某某市人民政府", "联系我们"} <= set(elder)


def test_the_logo_stands_in_the_head_of_every_page(own: Path) -> None:
    for path in ("", "elder", "kinds/guizhangku"):
        (logo,) = page(own, path, "//header//img[@class='logo']")
        assert (logo.get("alt"), logo.get("width"), logo.get("height")) == ("", "59", "44")
        assert not page(own, path, "//header//*[@class='seal']")
    assert opened((own / "static/logo.png").read_bytes()).size == (400, 300)


def test_a_template_of_its_own_stands_before_the_packages(own: Path) -> None:
    for path, back in (("", ""), ("elder", "../")):
        (mark,) = page(own, path, "//*[@id='own']")
        assert mark.find("a").get("href") == f"{back}tongzhi/"
        assert mark.find("img").get("src") == f"{back}static/men.png"
        assert page(own, path, "//*[@id='newest']")


def test_kinds_of_its_own_have_pages_and_accuse_nobody(own: Path) -> None:
    groups = {s.find("h2").text_content().split()[0]: [a.text_content() for a in s.xpath(".//li/a")] for s in page(own, "kinds/guizhangku", "//main/section")}
    assert groups == {"有效": ["清河镇会议管理规定（2024年修订）"], "没有写明有效性": ["清河镇出租屋管理办法"], "废止": ["清河镇会议管理规定"]}
    text = re.sub(r"\s+", " ", page(own, "kinds/guizhangku", "//main")[0].text_content())
    assert "实施日期 2024年4月1日 有效期至 2029年3月31日" in text
    assert "有效期至 2025年5月31日（已过）" in text
    assert "由《清河镇会议管理规定（2024年修订）》代替" in text
    assert page(own, "kinds/jinzhan", "//h1")[0].text_content() == "重点工作进展"
    assert ("规章库", "guizhangku/") in [(a.text_content(), a.get("href")) for a in page(own, "kinds", "//main//a")]
    ledger = json.loads((own / "data/ledger.json").read_bytes())
    assert {(row["year"], row["verdict"]) for row in ledger} == {(2023, "no_report")}, "a rule gives account of nothing"


def test_pictures_are_shown_in_both_editions_and_tell_nothing_else(own: Path) -> None:
    for path, source in (("reports/qinghe-2024-zongjie", "tu-1.jpg"), ("elder/reports/qinghe-2024-zongjie", "../../../reports/qinghe-2024-zongjie/tu-1.jpg")):
        (shown,) = page(own, path, "//figure/img")
        assert {k: shown.get(k) for k in ("src", "alt", "width", "height", "loading")} == {
            "src": source, "alt": "2020年到2024年学位数逐年增加", "width": "1200", "height": "2000", "loading": "lazy",
        }  # fmt: skip
        assert (own / path / source).resolve().is_file()
    assert page(own, "tongzhi", "//figure/img")[0].get("alt") == "大厅搬到人民路1号，电梯在东门"
    holding = [p.relative_to(own).as_posix() for p in own.rglob("*") if p.is_file() and any(s in p.read_bytes() for s in SECRETS)]
    assert holding == ["static/men.png"], "a file of the site's own templates is taken as it is; all others are cleaned"
    assert "![2020年到2024年学位数逐年增加](tu-1.jpg)" in (own / "reports/qinghe-2024-zongjie/qinghe-2024-zongjie.md").read_text(encoding="utf-8")


def test_attachments_say_what_they_are_and_can_be_found(own: Path) -> None:
    items = page(own, "reports/qinghe-2024-zongjie", "//li[starts-with(@id, 'file-')]")
    for item, name, kind in zip(items, ("fubiao.docx", "tu-1.jpg"), ("Word 文档", "JPEG 图片"), strict=True):
        data = (own / "reports/qinghe-2024-zongjie" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() in item.text_content()
        assert kind in item.text_content()
        assert re.search(r"，[\d.]+ KB）", item.text_content())
    text = (own / "search-data/text.js").read_text(encoding="utf-8")
    assert "附件：栏杆清单¶全镇共有栏杆四百二十七处。" in text
    assert " file-1 " in text


def test_a_reader_is_told_whom_to_ask(own: Path) -> None:
    for path in ("reports/qinghe-2024-zongjie", "elder/reports/qinghe-2024-zongjie", "request", "elder/guide", "agencies/qinghe"):
        assert page(own, path, "//a[@href='tel:0760-88880000']"), path
