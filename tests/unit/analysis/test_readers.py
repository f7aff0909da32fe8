"""Who reads a sentence, and in which order: each reader has a sentence that is read otherwise without it."""

from __future__ import annotations

import pytest

from builder.analysis.figures import IndicatorRow, IndicatorRules, readers, statements
from builder.analysis.figures.drafts import Beside, Draft, join
from builder.analysis.figures.mentions import Mention
from builder.analysis.reading import extract_rows
from tests.unit.analysis.conftest import MakeReport

OF_SLOTS = {
    "over_plan": "超额12%完成市级招才任务。",
    "beside_others": "建筑业产值达到93亿元，增长12.6%，高出全省平均增速3个百分点。",
    "of_amount": "失业人员再就业650人，完成年目标任务600人的108.3%。",
    "of_plan": "实现税收收入2.3亿元，完成年初预算的109%。",
    "growth_of_each": "进口、出口均增长5%。",
    "growth_of_last": "产值达到916亿元，增长6.2%。",
    "things_added": "改善1893所公办幼儿园办园条件。",
    "growth": "民间投资较上年增长5%。",
    "distance": "民间投资增速高于全国2.5个百分点。",
    "multiple": "生产总值达到1935亿元，是2020年的2.6倍。",
    "level_of_each": "新建学校、医院各2所。",
    "level_of_growth": "进口额增长9.1%、达到26亿元。",
    "repeated": "税收5亿元，连续3年超4亿元。",
    "on_other_basis": "PM2.5平均浓度36微克/立方米，剔除沙尘影响为34微克/立方米。",
    "sum_of_all": "争取车站项目5个、桥梁项目8个，共计13个。",
    "level": "新增公办学位6260个。",
}
OF_CLAUSE = {
    "respectively": "公园、广场分别达到3座、5座。",
    "growths_listed": "城镇、农村居民人均可支配收入分别达到38560元、21430元，增长4.6%、6.9%。",
    "listed": "改造供热、供水管网80公里、60公里。",
}
BEHIND = {"shared_process": "完成151个小区、34间厂企雨污分流改造。", "rank": "全年水质综合指数排名全市第3。"}


def test_every_reader_has_its_sentence_in_reading_order() -> None:
    for listed, sentences in ((readers.READERS, OF_SLOTS), (statements.OF_CLAUSE, OF_CLAUSE), (statements.BEHIND, BEHIND)):
        assert [reader.__name__ for reader in listed] == list(sentences)


@pytest.mark.parametrize(("reader", "sentence"), [*OF_SLOTS.items(), *OF_CLAUSE.items(), *BEHIND.items()])
def test_what_a_reader_reads_no_other_does(
    reader: str, sentence: str, make_report: MakeReport, rules: IndicatorRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> tuple[IndicatorRow, ...]:
        return extract_rows(make_report(sentence), "actual", rules)

    read = rows()
    for module, name in ((readers, "READERS"), (statements, "OF_CLAUSE"), (statements, "BEHIND")):
        monkeypatch.setattr(module, name, tuple(r for r in getattr(module, name) if r.__name__ != reader))
    assert rows() != read


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        ("growth_of_each", "growth", "规上工业增加值、固投、社零总额各增长5%。"),
        ("growth_of_last", "growth", "产值达到916亿元，年均增长6.2%。"),
        ("growth_of_last", "things_added", "建设2.5万个停车位，增加1万个错时共享停车位。"),
        ("things_added", "growth", "改善1893所公办幼儿园办园条件。"),
        ("growth", "distance", "空气优良率较去年提升1.8个百分点。"),
        ("repeated", "level", "税收5亿元，连续3年超4亿元。"),
    ],
)
def test_the_order_of_readers_decides(
    first: str, then: str, sentence: str, make_report: MakeReport, rules: IndicatorRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = extract_rows(make_report(sentence), "actual", rules)
    other = {first: then, then: first}
    by_name = {r.__name__: r for r in readers.READERS}
    monkeypatch.setattr(readers, "READERS", tuple(by_name[other.get(name, name)] for name in by_name))
    assert extract_rows(make_report(sentence), "actual", rules) != read


def test_figures_are_joined_of_remarks_and_stay_as_they_are() -> None:
    one, two = (Draft(n, n, Mention(0, 2, 0, 2, 5, None, "个", "count", "eq", chinese=False), 5, "level", 0, 2, 0, ()) for n in ("公园", "广场"))
    joined = join([one, two, Beside(2, growth=4.5, quote_end=9), Beside(rank="全市第2位")])
    assert [(d.name, d.growth, d.quote_end, d.rank) for d in joined] == [("公园", 4.5, 9, None), ("广场", None, 2, "全市第2位")]
    assert (one.growth, two.rank) == (None, None)
    assert join([Beside(quote_end=7)], joined)[0] is joined[0]
