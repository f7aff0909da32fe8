"""Which sentences stand for an office above a topic's years: of the topic itself, plans of nothing done, results of something reached."""

from __future__ import annotations

import pytest

from builder.content.topics import Alias, Topic
from builder.pages.became import share_of
from builder.pages.collection import Collection
from builder.pages.topic_shares import _told_by
from tests.unit.pages.conftest import collect

pytestmark = pytest.mark.parts

TOPICS = (
    Topic("tiaojie", "矛盾调解与信访", (Alias("信访"), Alias("矛盾调解"))), Topic("kongqi", "空气质量"), Topic("lianzheng", "从严治党"),
    Topic("zhaoshang", "招商引资", (Alias("招商"),)), Topic("jichang", "机场与民航", (Alias("机场"), Alias("国际航线"))),
    Topic("guoqi", "国企改革", (Alias("国有企业"),)), Topic("jingji", "集体经济"), Topic("zhengwu", "数字政府"), Topic("xuncha", "巡察整改"),
    Topic("laji", "垃圾分类"), Topic("chengzhongcun", "城中村"),
)  # fmt: skip
BY_ID = {t.id: t for t in TOPICS}


def reports(*texts: str) -> Collection:
    """A town with these: a text that begins with 计划 is its plan for 2025, else its summary of 2027."""
    own = [("heping", "计划", 2025, "2025-02-01", t.removeprefix("计划：")) for t in texts if t.startswith("计划：")]
    own += [("heping", "总结", 2027, "2028-02-01", t) for t in texts if not t.startswith("计划：")]
    return collect(tuple(own), topics=TOPICS)


def steps(topic: str, *texts: str) -> list[tuple[str, str]]:
    """Label and sentence of what a town's reports say."""
    c = reports(*texts)
    (timeline,) = [t for t in c.facts.timelines if t.topic.id == topic]
    offices = [share_of(c, BY_ID[topic], o, lambda _: ()).became for o in timeline.offices]
    return [(s.label, s.entry.quote) for o in offices for s in o.steps]


@pytest.mark.parametrize(
    ("topic", "text", "chosen"),
    [
        ("tiaojie", "空气质量优良率92%，环保信访件数降幅居全县第1。\n\n受理信访案件671宗。", "受理信访案件671宗。"),
        ("tiaojie", "## 二、从严治党\n\n信访件新受理21件，办结25件。\n\n## 三、矛盾调解\n\n全年受理信访案件671宗。", "全年受理信访案件671宗。"),
        ("tiaojie", "空气质量优良率92%，信访积案得到解决。", "空气质量优良率92%，信访积案得到解决。"),
        ("tiaojie", "空气质量达标，新增信访积案档案整理加工服务基地100个。", ""),
        ("zhaoshang", "开展招商活动10余次。全年招商签约项目32个。", "全年招商签约项目32个。"),
        ("guoqi", "一批国有企业迁入新区，新区新增入驻商户132家。", ""),
        ("zhengwu", "依托“数字政府”改革，审批系统建成投用。", ""),
        ("chengzhongcun", "全年发展党员30名，其中城中村党员22名。", ""),
        ("guoqi", "建成一批与国有企业互补的科技型项目9个。", ""),
        ("guoqi", "二期是国有企业“多宗归一”项目；动工时举行签约仪式，提前签约商户8家。", ""),
        ("jingji", "开展专项检查67次，发出提醒函9份、通报36份，监督集体经济交易714宗，提醒谈话102人次。", ""),
        ("jingji", "检查场所67家，办结集体经济纠纷14宗、土地纠纷5宗。", "检查场所67家，办结集体经济纠纷14宗、土地纠纷5宗。"),
        ("xuncha", "三是巡察整改。全镇细化任务73条，整改措施落实。", "三是巡察整改。全镇细化任务73条，整改措施落实。"),
        ("laji", "垃圾分类改革在全县率先，“三不管”问题较好解决。", "垃圾分类改革在全县率先，“三不管”问题较好解决。"),
        ("laji", "垃圾分类更细：投放点位312个。", "垃圾分类更细：投放点位312个。"),
    ],
)
def test_a_result_is_of_the_topic_itself_or_there_is_none(topic: str, text: str, chosen: str) -> None:
    assert [quote for label, quote in steps(topic, text) if label == "结果"] == ([chosen] if chosen else [])


def test_the_result_of_what_was_planned_goes_first() -> None:
    told = steps("jichang", "计划：白石机场开通运营。", "新开通国际航线15条。\n\n空气质量改善，白石机场通航。")
    assert told == [("计划", "白石机场开通运营。"), ("结果", "空气质量改善，白石机场通航。")]


@pytest.mark.parametrize(
    "text",
    [
        "集体经济有项目：古井商业楼建成，并计划投入500万元改造集市。",  # a summary, done for the most part
        "计划：集体经济项目已启动，投入2100万元。",
        "计划：2024年集体经济收入880万元。",
    ],
)
def test_what_is_done_is_no_plan_nor_is_a_sentence_of_a_summary(text: str) -> None:
    assert [quote for label, quote in steps("jingji", text) if label == "计划"] == []


def test_no_label_says_that_a_sentence_is_the_offices_first_or_last() -> None:
    told = steps("zhaoshang", "计划：加大招商引资。", "招商签约项目9个。")
    assert {label for label, _ in told} == {"计划", "结果"}


def test_plan_and_result_in_one_are_named_by_their_document() -> None:
    (summary,) = [r for r in reports("集体经济有项目。").living if r.id == "heping-2027-zongjie"]
    c = reports()
    assert [_told_by(c, summary, half) for half in ("target", "actual", "both")] == ["", "", "总结"]
