"""Which of the topics that a sentence names it is about, and which figure is a topic's own."""

from __future__ import annotations

import pytest

from builder.analysis.about import has_figure_beside, is_subject, speaks_of_head, topics_about
from builder.analysis.topics import find_names, prepare_topics
from builder.content.topics import Alias, Topic
from builder.model import Report
from tests.unit.analysis.conftest import FindMentions, MakeReport

TOPICS = (
    Topic("xiaoqu", "老旧小区"), Topic("yanglao", "养老"), Topic("tingche", "停车"), Topic("jiugai", "东山旧改", (Alias("东山旧城改造"),)),
    Topic("zhishui", "治水"), Topic("luwang", "路网"), Topic("wenlv", "文旅"), Topic("miao", "书院", (Alias("故居"), Alias("宗祠"))),
    Topic("zongjiao", "宗教"), Topic("zhaoshang", "招商"), Topic("daolu", "道路"), Topic("che", "泊车", (Alias("充电桩"),)),
)  # fmt: skip
MATCHER = prepare_topics(TOPICS)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("启动20个老旧小区改造，一并完善停车、养老等配套。", {"xiaoqu"}),
        ("完善停车、养老等配套。", {"tingche", "yanglao"}),  # nothing else is spoken of
        ("新增停车位200个、养老床位50张、老旧小区电梯6部。", {"tingche", "yanglao", "xiaoqu"}),  # each with its own figure
        ("把在治水、东山旧改等攻坚中展现的作风转化为动力。", set()),
        ("选派干部到治水一线锻炼。", set()),
        ("做好宗教、档案、方志、物价、气象等工作。", set()),  # one of many: nothing is said of it
        ("推进青溪书院、林氏故居、赵氏宗祠、古井修缮。", {"miao"}),  # most of the list is the topic's
        ("启动20个老旧小区改造，一并完善泊车、养老、充电桩等配套。", {"xiaoqu", "che"}),  # so is most of this one
        ("改造老旧小区、泊车场、充电桩。", {"xiaoqu", "che"}),  # and nothing else gives way to it
        ("路灯、长椅等停车场设施更新。", {"tingche"}),  # the list ended before it
        ("向所有支持治水的人们表示衷心的感谢！", set()),
        ("治水见效，水质达标。", {"zhishui"}),
    ],
)
def test_a_name_on_the_way_is_not_what_a_sentence_is_about(text: str, about: set[str]) -> None:
    assert topics_about(text, find_names(text, MATCHER)) == about


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("治水见效，水质达标。", True),
        ("围绕治水，组建队伍5支。", False),  # what something else leans on
        ("发展党员30名，其中治水队员22名。", False),  # a share of another count
        ("做好宗教、治水、物价、气象等工作。", False),
        ("依托治水队伍巡查，治水再加力。", True),
        ("治水服务“送技术、送设备、送政策、送服务”。", True),  # no list of other things
    ],
)
def test_what_a_sentence_leans_on_is_not_its_subject(text: str, subject: bool) -> None:
    assert is_subject(text, find_names(text, MATCHER)["zhishui"]) is subject


@pytest.mark.parametrize(
    ("head", "topic", "text", "speaks"),
    [
        ("道路与荷塘园改造", "daolu", "荷塘园扩建入口广场。", False),
        ("道路与荷塘园改造", "daolu", "拓宽两处路口。", True),
        ("文旅与路网", "luwang", "某景区开放。", False),
        ("文旅与路网", "luwang", "某路通车。", True),
        ("治水有新进展", "zhishui", "清淤三万方。", True),
    ],
)
def test_a_head_of_two_halves(head: str, topic: str, text: str, speaks: bool) -> None:
    assert speaks_of_head(head, find_names(head, MATCHER), topic, text) is speaks


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("启动20个老旧小区改造，完善停车配套。", False),
        ("新增停车位200个。", True),
        ("新增200个停车位。", True),
        ("停车管理中建成“司机之家”6个。", False),
        ("停车位由1,200个增加。", True),
        ("停车设施等服务场景30个。", False),
    ],
)
def test_a_figure_is_the_topics_own_only_beside_its_name(text: str, beside: bool) -> None:
    assert has_figure_beside(text, find_names(text, MATCHER).get("tingche", ())) is beside


def quotes(mentions_of: FindMentions, report: Report, topic: str) -> list[str]:
    return [m.quote for m in mentions_of(report, MATCHER) if m.topic == topic and not m.in_heading and not m.passing]


def test_a_section_headed_by_one_topic_keeps_its_sentences(make_report: MakeReport, mentions_of: FindMentions) -> None:
    silent = make_report("## 一、项目\n\n### （一）东山旧城改造\n\n剩余产权征收。盘活500亩连片土地。")
    assert quotes(mentions_of, silent, "jiugai") == ["剩余产权征收。盘活500亩连片土地。"]
    named = make_report("## 一、项目\n\n### （一）东山旧城改造\n\n东山旧城改造征收收尾。近500亩连片土地将盘活，启动业态招商。")
    assert quotes(mentions_of, named, "jiugai") == ["东山旧城改造征收收尾。近500亩连片土地将盘活，启动业态招商。"]


def test_a_run_in_head_takes_no_sentence_about_its_other_half(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、城建\n\n一是文旅与路网。某景区开放。某路通车。二是治水与招商。招商签约六宗。清淤三万方。")
    assert quotes(mentions_of, report, "luwang") == ["一是文旅与路网。"]
    assert not any("招商签约" in quote for quote in quotes(mentions_of, report, "zhishui"))


def test_the_rest_of_a_sentence_is_kept_where_it_goes_on(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("东山旧改二期属于全县首批连片整治项目；动工时一并签约八家企业进驻厂房；修复人行道十二段共六公里。")
    assert quotes(mentions_of, report, "jiugai") == ["东山旧改二期属于全县首批连片整治项目；动工时一并签约八家企业进驻厂房；"]


def test_what_is_named_on_the_way_is_kept_apart(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("启动20个老旧小区改造，一并完善停车、养老等配套。")
    assert {m.topic: m.passing for m in mentions_of(report, MATCHER)} == {"xiaoqu": False, "tingche": True, "yanglao": True}
