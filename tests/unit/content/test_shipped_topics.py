"""The national topics of the package, and how a site's own go before them."""

from __future__ import annotations

from builder.analysis.topics import find_names, prepare_topics
from builder.content.names import name_key
from builder.content.site_files import parse_site
from builder.content.topics import Alias, Topic, shipped_topics, with_shipped


def test_they_are_many_and_complete() -> None:
    topics = shipped_topics()
    assert len(topics) >= 80
    assert all(t.shipped and t.theme and t.summary for t in topics)
    wanted = "学位 学前教育 养老 就业 托育 老旧小区改造 治水 招商引资 停车 营商环境 提振消费 房地产 乡村振兴 高标准农田 低空经济 人工智能 育儿补贴"
    names = {name_key(a.text) for t in topics for a in t.names}
    assert not set(wanted.split()) - names


def test_no_name_stands_inside_a_longer_word_that_means_something_else() -> None:
    matcher = prepare_topics(shipped_topics())
    for text in (
        "提升法治水平", "加强协调解决", "取消防护网", "降低保费", "提高铁塔高度", "香港口味", "登陆港交所",
        "深化科技改革", "贯彻国家政策", "中国企业五百强", "建设联农带农机制", "国际贸易单一窗口", "平台企业增收", "再生水利用率",
        "环境信访件数下降", "扩建空港区", "农民企盼", "供水运行平稳",
    ):  # fmt: skip
        assert find_names(text, matcher) == {}, text


def test_everyday_wordings_belong_to_their_topic() -> None:
    matcher = prepare_topics(shipped_topics())
    for text, topic in (
        ("市民服务热线的诉求解决率达97%", "zhengwu-rexian"), ("建成电动汽车超充站1000座", "chongdian"), ("举办市民系列文化活动1.6万场", "gonggong-wenhua"),
        ("食品、药品抽检合格率超98%", "shipin-yaopin"), ("加强食品、药品安全监管", "shipin-yaopin"), ("办好田径锦标赛", "tiyu"), ("省运会办好", "tiyu"),
        ("完成农村集中供水工程313处", "nongcun-gongshui"), ("保障网约车司机权益", "laodong-quanyi"), ("集装箱班轮航线达到200条", "gangkou"),
        ("优质本科和研究生的招生规模扩大", "gaodeng-jiaoyu"), ("向民间资本推介项目", "minying-jingji"), ("刑事警情下降19%", "pingan-jianshe"),
        ("创办机器人运动会", "rengong-zhineng"),
    ):  # fmt: skip
        assert set(find_names(text, matcher)) == {topic}, text


def test_firms_of_the_state_that_come_to_a_place_are_no_reform() -> None:
    matcher = prepare_topics(shipped_topics())
    for text in ("一批中央企业迁入青溪新区", "对接央企项目20个"):
        assert "guoqi-gaige" not in find_names(text, matcher), text
    for text in ("深化中央企业改革", "深化央企改革", "省属企业重组"):
        assert "guoqi-gaige" in find_names(text, matcher), text


def test_a_shipped_topic_gives_way_to_one_with_the_same_id_or_name() -> None:
    shipped = (Topic("yanglao", "养老服务", (Alias("养老"),), shipped=True), Topic("gaotie", "高铁", shipped=True), Topic("a", "公交", shipped=True))
    own = (Topic("yilao", "一老一小", (Alias("养“老”"),)), Topic("a", "绿道"))
    assert [t.id for t in with_shipped(own, shipped)] == ["yilao", "a", "gaotie"]


def test_the_name_of_an_own_topic_is_never_driven_out_by_a_longer_shipped_one() -> None:
    matcher = prepare_topics(with_shipped((Topic("shequ", "社区"),), (Topic("zhili", "社区治理", shipped=True),)))
    assert find_names("加强社区治理", matcher) == {"shequ": ((2, 4),)}


def test_a_site_turns_them_off() -> None:
    assert parse_site("name: 甲", "site.yml")[0].features.default_topics
    assert not parse_site("name: 甲\nfeatures: {default_topics: false}", "site.yml")[0].features.default_topics
    (problem,) = parse_site("name: 甲\nfeatures: {default_topic: false}", "site.yml")[1]
    assert "default_topics" in problem.action
