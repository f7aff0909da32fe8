"""A name that says less than its sentence does not stand without it."""

from __future__ import annotations

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.reading import extract_rows
from builder.analysis.whole_names import ROOM, says_all, stretch
from tests.unit.analysis.test_figures import make_report

RULES = load_rules()[0]


@pytest.mark.parametrize(
    "text",
    [
        "现有街道、村居实践所37个。",  # of a street and 36 villages
        "为重点企业发布11.2万个就业岗位。",
        "二级以上医疗机构97%门诊量已实现电子病历共享。",
        "帮扶7.2万名就业困难人员实现就业。",
        "在3000个小区设置智能回收机。",
        "36个村居的社区基金全覆盖。",
        "向民间资本推介优质项目300个以上。",
        "提前签约企业8家。",
        "惠及登记失业人员、残疾人、退伍军人等30456人次。",
        "更新改造住宅老旧电梯1.5万台。",
        "持有居住证的随迁子女，100%提供义务教育公办学位。",
        "安排重大项目，完成贷款1万亿元以上。",
        "地铁开通3条新线，新增运营里程30公里。",
        "辽宁实验室集聚科研人员698人，转化科研成果181项。",
        "暑假有促销活动，吸引近300万名群众来消费。",
    ],
)
def test_a_word_that_the_name_has_lost_is_seen(text: str) -> None:
    report = make_report(text)
    row = extract_rows(report, "actual", RULES)[-1]
    assert not says_all(row), row.indicator


@pytest.mark.parametrize(
    "text",
    [
        "新增公办学位310个。",
        "为高校毕业生发布11.2万个就业岗位。",
        "2023年，整治河道12公里。",
        "全市累计改造老旧小区205个。",
        "全年开展专项执法行动41次。",
        "公路通车里程达9500公里。",
        "村卫生室与乡镇卫生院一体化管理率达90%。",
        "新增“雄鹰”企业20家、制造业单项冠军企业30家。",
        "地区生产总值增长5%，一般公共预算收入增长4%。",
    ],
)
def test_a_name_that_says_it_all_stands_alone(text: str) -> None:
    report = make_report(text)
    for row in extract_rows(report, "actual", RULES):
        assert says_all(row), row.indicator


def test_its_sentence_is_shown_as_far_as_there_is_room() -> None:
    short, long = "持有居住证的随迁子女，100%提供义务教育公办学位", "，".join(["推进各类学校的建设和改造"] * 8 + ["持有居住证的随迁子女", "100%提供公办学位"])
    for text, start in ((short, 0), (long, 1)):
        report = make_report(f"前一句不相干。{text}。后一句也不相干。")
        (row,) = extract_rows(report, "actual", RULES)
        whole = report.paragraph_by_id[row.paragraph].text
        shown = whole[slice(*stretch(row, whole))]
        assert shown.endswith("公办学位")
        assert "持有居住证的随迁子女" in shown
        assert "不相干" not in shown
        assert (shown == text) == (start == 0)
        assert len(shown) <= ROOM
