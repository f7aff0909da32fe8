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
    ):  # fmt: skip
        assert find_names(text, matcher) == {}, text


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
