"""Saved pages of four kinds of portals, written for these tests: what is the document comes whole, what is not is named."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from builder.content.front_matter import split_front_matter
from builder.importers import ImportOptions, ImportResult, import_document
from builder.importers.frame import is_credit
from builder.importers.html import read
from tests.support import ROOT

PROSE = "这一段写的是去年修缮学校和卫生院的经过，经费来自乡里和县里两级，工程已在秋天完工。"
Outline = Callable[[ImportResult], list[str]]
Fields = Callable[[ImportResult], dict[str, str]]


@functools.cache
def saved(name: str) -> ImportResult:
    return import_document((ROOT / "tests" / "cases" / "portals" / name).read_bytes(), name, ImportOptions())


def body(name: str) -> list[str]:
    result = saved(name)
    return split_front_matter(result.draft, result.path)[2].strip().split("\n\n")


def said(name: str) -> str:
    return "\n".join(map(str, saved(name).notes))


def test_a_page_of_a_content_system(outline_of: Outline, fields_of: Fields) -> None:
    fields = fields_of(saved("content-system.html"))
    assert [fields[f] for f in ("title", "written", "published", "index_number")] == ["清河镇2025年工作总结", "2026-01-12", "2026-01-15 09:30", "QH-2026-0003"]
    assert outline_of(saved("content-system.html")) == ["1 一、|主要工作", "2 （一）|农业稳步增长", "2 （二）|民生持续改善", "1 二、|存在问题"]
    assert "| 改造农村公路 | 12公里 | 12.6公里 |" in saved("content-system.html").draft
    assert body("content-system.html")[-2:] == ["清河镇人民政府", "2026年1月12日"]
    frame = ("浏览次数", "字体", "打印本页", "网站标识码", "当前位置", "line-height", "摄")
    assert [word for word in frame if word in saved("content-system.html").draft] == []


def test_struck_words_join_no_sentence_and_are_named() -> None:
    assert "全年粮食总产量3.2万吨，同比增长2.5%，新建高标准农田850亩。" in body("content-system.html")
    for words in ("3.1", "同比增长2.0%，", "800亩"):
        assert f"没有收入划去的文字“{words}”" in said("content-system.html")


def test_pictures_captions_and_linked_files_are_named() -> None:
    assert "有图没有导入：“清河大桥通车”" in said("content-system.html")
    assert "未收入正文：“图为清河大桥通车现场 张三摄”" in said("content-system.html")
    assert "提到附件“民生实事清单.xlsx”（./P020260115.xlsx），文件没有导入" in said("content-system.html")
    assert "提到附件“2025年项目表”（./P020260116.pdf），文件没有导入" in said("content-system.html")
    assert said("content-system.html").count("提到附件") == 2


def test_a_page_of_a_blog(outline_of: Outline, fields_of: Fields) -> None:
    fields = fields_of(saved("blog.html"))
    assert [fields[f] for f in ("title", "written", "published")] == ["柳湾社区2025年工作计划", "", "2025-01-08"]
    assert outline_of(saved("blog.html")) == ["1 一、|环境整治", "1 二、|为老服务"]
    assert body("blog.html")[3] == "| 项目 | 数量 |\n| --- | --- |\n| 路灯 | 40盏 |\n| 座椅 | 26把 |"
    assert [word for word in ("admin", "王五", "近期文章", "邮箱", "自豪", "上一篇", "下载") if word in saved("blog.html").draft] == []
    assert "有图没有导入：“社区广场 王五摄”" in said("blog.html")
    assert said("blog.html").count("（https://www.example.org/wp-content/uploads/2025/01/list.docx）") == 1


def test_a_page_of_a_platform_whose_text_a_script_shows(outline_of: Outline, fields_of: Fields) -> None:
    fields = fields_of(saved("platform.html"))
    assert [fields[f] for f in ("title", "year", "written", "published")] == ["青石区水务局2025年工作总结", "2025", "2026-01-06", "2026-01-09"]
    assert outline_of(saved("platform.html")) == ["1 一、|水利建设", "1 二、|水环境", "1 三、|下一步打算"]
    assert "完成水利投资3.6亿元，加固堤防18.5公里，除险加固水库6座。" in body("platform.html")
    assert "收入了网页里隐藏、由脚本打开的文字，开头是“2025年，青石区水务局" in said("platform.html")
    assert said("platform.html").count("青石区水利工程清单.pdf") == 1


def test_a_page_flattened_with_bars(outline_of: Outline, fields_of: Fields) -> None:
    fields = fields_of(saved("flattened.txt"))
    assert [fields[f] for f in ("title", "year", "written", "published", "index_number")] == ["2025年云溪县政府工作报告", "2025", "2025-01-20", "2025-01-22", "YX-2025-0018"]
    assert outline_of(saved("flattened.txt")) == ["1 一、|2024年工作回顾", "1 二、|2025年工作安排"]
    assert "| 旅游收入 | 9.6亿元 | 12.4% |" in saved("flattened.txt").draft
    assert body("flattened.txt")[:3] == ["——2025年1月15日在云溪县第十七届人民代表大会第四次会议上", "云溪县县长　李某某", "各位代表："]
    assert [line for line in said("flattened.txt").split("\n") if "未收入正文" in line] == ["[改动] 第 10 行：未收入正文：“本报记者 张三 摄”，请核对"]


@pytest.mark.parametrize("how", ["style='display:none'", "hidden", "style='visibility:hidden'", "style='font-size:0'"])
def test_what_holds_most_of_the_prose_is_the_text_however_it_is_hidden(how: str) -> None:
    page = f"<!doctype html><html><body><div><p>首页</p></div><div {how}><p>{PROSE}</p><p hidden>{PROSE[:30]}</p><p>{PROSE}</p></div></body></html>"
    source = read(page.encode())
    assert [line.text for line in source.lines if line.text == PROSE] == [PROSE, PROSE]
    assert [note.text[:14] for note in source.notes] == ["收入了网页里隐藏、由脚本打开", "没有收入网页里隐藏的文字“这"]


@pytest.mark.parametrize("tag", ["del", "s", "strike", "span style='text-decoration: line-through'"])
def test_every_way_to_strike_words_out(tag: str) -> None:
    page = f"<!doctype html><html><body><p>投资<{tag}>5亿元</{tag.split()[0]}>6亿元。{PROSE}</p></body></html>"
    assert [line.text for line in read(page.encode()).lines] == [f"投资6亿元。{PROSE}"]


@pytest.mark.parametrize(
    "line",
    [
        "本报记者 张三 摄", "图为清河大桥通车现场 张三摄", "新华社记者 王五", "本报记者 张三 李四 文/图", "会议现场。 某报记者 某某 摄",
        "县融媒体中心记者：赵六", "新华社北京3月12日电（记者 张三）",
    ],
)  # fmt: skip
def test_bylines_and_captions_are_no_text_of_the_office(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["大力推进城市拍摄", "全年组织摄影比赛12场。", "组织记者 采风", "（二）接待记者 通讯员", "建成数字摄"])
def test_sentences_that_speak_of_reporters_are_text(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize("row", ["<li>{}.新建口袋公园{}个</li>", "<table><tr><td>口袋公园{}</td><td>{}个</td></tr><tr><td>路灯</td><td>12盏</td></tr></table>"])
def test_a_hidden_list_or_table_that_is_most_of_a_page_is_kept(row: str) -> None:
    inside = "".join(row.format(n, n + 2) for n in range(1, 11))
    foot = "<p>本站的内容，未经许可不得转载或者建立镜像，违者必究。</p>"
    page = f"<!doctype html><html><body><div><h1>清河镇2025年民生实事清单</h1><div style='display:none'>{inside}</div></div><div>{foot}</div></body></html>"
    draft = import_document(page.encode(), "a.html", ImportOptions()).draft
    assert [n for n in range(3, 13) if f"{n}个" not in draft] == []


def test_a_hidden_menu_stays_out_and_is_told() -> None:
    page = f"<!doctype html><html><body><ul style='display:none'><li>新闻中心</li><li>政务公开</li></ul><div><p>{PROSE}</p><p>{PROSE}</p></div></body></html>"
    source = read(page.encode())
    assert [line.text for line in source.lines] == [PROSE, PROSE]
    assert [note.text for note in source.notes] == ["没有收入网页里隐藏的文字“新闻中心 政务公开”"]


def test_credits_below_the_text_go_too(bring: Callable[..., ImportResult]) -> None:
    result = bring(f"清河镇2025年工作总结\n来源：清河镇人民政府 | 浏览次数：23次\n通讯员 张三\n{PROSE}\n一、农业\n{PROSE}\n（通讯员 张三）\n作者：张三\n浏览次数：56\n")
    assert [word for word in ("张三", "浏览") if word in result.draft] == []
    assert sum("未收入正文" in str(note) for note in result.notes) == 2


def test_what_is_struck_or_hidden_twice_is_told_once() -> None:
    page = f"<!doctype html><html><body><p>投资<del><s>5亿元</s></del>6亿元。{PROSE}</p><div hidden><p hidden>公开目录</p></div></body></html>"
    source = read(page.encode())
    assert [line.text for line in source.lines] == [f"投资6亿元。{PROSE}"]
    assert [note.text for note in source.notes] == ["没有收入划去的文字“5亿元”；如果仍然有效，请补进正文", "没有收入网页里隐藏的文字“公开目录”"]


def test_a_hidden_menu_beside_a_short_list_stays_out() -> None:
    menu = "".join(f"<a href='/{n}'>政务公开栏目之{n}</a><br>" for n in range(30))
    page = f"<!doctype html><html><body><div style='display:none'>{menu}</div><div><h1>清河镇民生实事</h1><p>新建口袋公园3个</p><p>安装路灯200盏</p></div></body></html>"
    assert [line.text for line in read(page.encode()).lines] == ["清河镇民生实事", "新建口袋公园3个", "安装路灯200盏"]
