"""民生实事: what is a list of them, and what an account says of the list as a whole."""

from __future__ import annotations

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.good_works import GoodWorks, find_works
from builder.analysis.places import KindHalf
from builder.analysis.reading import read_sentences
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.problems import Location

RULES = load_rules()[0]


def works(body: str, half: KindHalf = "target", title: str = "柳湾镇2025年工作计划", year: int = 2025) -> GoodWorks:
    parsed = parse_body(body)
    report = Report(Metadata(id="t", title=title, year=year), Location("t.md"), parsed.sections, parsed.paragraphs, parsed.blocks)
    return find_works(report, read_sentences(report, half, RULES).places)


def texts(found: GoodWorks) -> list[tuple[int, list[str]]]:
    return [(one.year, [w.text for w in one.works]) for one in found.lists]


ITEMS = ["新建幼儿园2所。", "改造旱厕300座。", "安装路灯90盏。"]


@pytest.mark.parametrize(
    "body",
    [
        "## 六、十件民生实事\n\n重点办好以下实事：\n\n" + "\n\n".join(ITEMS),
        "## 六、改善民生\n\n### （一）民生实事\n\n" + "\n\n".join(ITEMS),
        "## 六、为民办实事\n\n### （一）教育\n\n" + ITEMS[0] + "\n\n### （二）环境\n\n" + ITEMS[1] + "\n\n" + ITEMS[2],
    ],
)
def test_a_section_is_a_list(body: str) -> None:
    assert texts(works(body)) == [(2025, ITEMS)]


def test_a_sentence_counts_them_up() -> None:
    body = "## 六、民生\n\n办好三件民生实事，包括：新建幼儿园2所；改造旱厕300座；安装路灯90盏。做好教育、医疗等工作。"
    assert texts(works(body)) == [(2025, [i.rstrip("。") for i in ITEMS])]


NUMBERED = [f"（{n}）{item}" for n, item in enumerate(ITEMS, 1)]


@pytest.mark.parametrize(
    "body",
    [
        "办好“三件民生实事”。" + "".join(NUMBERED) + "做好教育、医疗等工作。",
        "各位代表！办好三件民生实事。\n\n" + "\n\n".join(NUMBERED) + "\n\n做好教育、医疗等工作。",
        "办好三大类3项民生实事，言必信、行必果。\n\n" + "\n\n".join(f"{n}.{item}" for n, item in enumerate(ITEMS, 1)),
        "办好三件民生实事：①新建幼儿园2所；②改造旱厕300座；③安装路灯90盏。",
    ],
)
def test_numbered_items_behind_a_sentence_that_says_how_many(body: str) -> None:
    plain = [i.rstrip("。") for i in ITEMS]
    assert [(year, [w.rstrip("。") for w in found]) for year, found in texts(works(f"## 六、民生\n\n{body}"))] == [(2025, plain)]


def test_a_list_below_its_own_heading_is_listed_once() -> None:
    body = "## 六、民生\n\n办好三件民生实事。\n\n## 七、三件民生实事\n\n" + "\n\n".join(f"{n}.{item}" for n, item in enumerate(ITEMS, 1))
    assert [(year, len(found)) for year, found in texts(works(body))] == [(2025, 3)]


def test_who_sees_to_an_item_is_none() -> None:
    body = "## 六、三件民生实事\n\n" + "\n\n".join(f"### （{n}）其{n}\n\n{item}\n\n主办单位：县住房城乡建设局" for n, item in zip("一二三", ITEMS, strict=True))
    assert texts(works(body)) == [(2025, ITEMS)]


def test_a_table_lists_them_row_by_row() -> None:
    rows = "\n".join(f"| {n} | {item} |" for n, item in enumerate(ITEMS, 1))
    found = works(f"## 六、民生实事\n\n| 序号 | 内容 |\n|---|---|\n{rows}\n")
    assert [(one.year, len(one.works)) for one in found.lists] == [(2025, 3)]
    assert "改造旱厕300座" in found.lists[0].works[1].text
    assert len(found.lists[0].works[1].cells) == 2


def test_a_document_may_be_the_list() -> None:
    assert texts(works("## 一、教育\n\n" + "\n\n".join(ITEMS), title="柳湾镇2025年民生实事")) == [(2025, ITEMS)]


@pytest.mark.parametrize(
    "body",
    [
        "## 六、民生\n\n继续办好十件民生实事，落实责任。\n\n新建幼儿园2所。",  # named, not listed
        "## 六、民生实事\n\n新建幼儿园2所。\n\n改造旱厕300座。",  # two are prose
        "## 六、民生实事、扶贫与文化\n\n" + "\n\n".join(ITEMS),  # a chapter of several matters
        "## 六、切实办好民生实事，不断提高生活水平\n\n" + "\n\n".join(ITEMS),
        "## 六、全力办好民生实事增进民生福祉\n\n" + "\n\n".join(ITEMS),
        "## 六、切实办好民生实事\n\n" + "\n\n".join(item + "加强教育、医疗、养老等各项工作。" * 9 for item in ITEMS),  # a chapter in long paragraphs
        "## 六、民生\n\n办好四件民生实事。" + "".join(NUMBERED),  # three of four
        "## 六、民生\n\n2025年民生实事抓得紧。" + "".join(NUMBERED),  # nobody says how many
        "## 六、作风\n\n坚持实事求是：一说一；二说二；三说三；四说四。",
        "## 六、作风\n\n抓落实事项：教育督查；环境督查；交通督查；财政督查。",
    ],
)
def test_what_is_no_list(body: str) -> None:
    assert works(body).lists == ()


def test_a_look_back_lists_nothing_but_tells_of_the_whole() -> None:
    found = works("本文讲十件民生实事完成情况。\n\n## 一、民生实事\n\n年初承诺的十件民生实事全部完成。\n\n建成幼儿园2所。", "actual", "柳湾镇2025年工作总结")
    assert found.lists == ()
    assert [(s.year, s.quote) for s in found.said] == [(2025, "年初承诺的十件民生实事全部完成。")]


@pytest.mark.parametrize("said", ["2025年的十方面民生实事办完。", "十大类45项年度民生实事落地见效。", "2025年十件民生实事全部做完。"])
def test_what_is_told_of_the_whole_in_other_words(said: str) -> None:
    found = works(f"## 一、2025年工作回顾\n\n新增就业6万人。{said}\n\n## 二、2026年工作安排\n\n办好民生实事。", "both", "柳湾镇2026年政府工作报告", 2026)
    assert [(s.year, s.quote) for s in found.said] == [(2025, said)]
