"""Characters that only look right, names of the site's own that lost a stroke, marks at the end; and what only looks wrong. The texts are made up."""

from __future__ import annotations

import pytest

from builder.checks.attached import check_carried
from builder.checks.review import Reviewing, review_report
from builder.content.kinds import shipped_kinds
from builder.content.marks import find_marks
from builder.content.read import read_report
from builder.content.wrong_words import shipped_wrong_words
from builder.model import Agency
from tests.unit.checks.test_kinds import found
from tests.unit.checks.test_reckoned import table

LONG = "\n\n".join(f"全年新修{what}三十处，改造老旧设施八座，方便了沿线群众出行。修复水毁{what}二十处，保障了用水用电。" for what in ("道路", "渠道", "泵站", "桥梁"))


def told(body: str) -> list[str]:
    return [p.code for p in found(body)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("多缴税款己归还12.4万元。", "word.wrong"),
        ("水毁道路己修复通车。", "word.wrong"),
        ("罚没款均已缴人国库。", "word.wrong"),
        ("新建水厂年内投人使用。", "word.wrong"),
        ("產業升級步伐加快。", "word.wrong"),
        ("截止2024年9月30日，完成投资3亿元。", "word.wrong"),
        ("对美国、香港、新加坡三国出口增长。", "word.wrong"),
        ("清合镇全年修路3公里。", "word.wrong"),
        ("平疆市对全镇工作给予肯定。", "word.wrong"),
        ("改造惠及居民3840户户。", "word.repeated"),
        ("培训群众1.2万人人，反响良好。", "word.repeated"),
        ("民生福祉不断改善善。", "word.repeated"),
        ("深入开展调查研究究，形成报告。", "word.repeated"),
        ("公开财政预算等信息信。", "word.repeated"),
        (f"{LONG}\n\n全年接待游客八万人次。新建书屋三间，藏书两万册，年均借阅", "punctuation.end"),
        ("**修路是今年的头等大事，全镇动手。", "text.trace"),
        ("【编者注：此处按领导意见删去一段】修路。", "text.trace"),
        ("被征收人梁志明的收款账号为80020000012345678，开户行为码头支行。", "pii.account"),
    ],
)  # fmt: skip
def test_what_cannot_be(body: str, code: str) -> None:
    assert code in told(body)


@pytest.mark.parametrize(
    "body",
    [
        "把群众的事当作自己的事，克己奉公，知己知彼，推己及人，己亥年春修谱，责令己方整改。",
        "社区工作者和企业用人单位招录人员，缴纳人数增加，深入人心，接纳人才二百名，进人用人更规范。",
        "祠堂匾额题“陳氏宗祠”，书法家题写《蘭亭集》。",
        "报名截止2024年9月30日，逾期不受理。",
        "对美国、新加坡和香港出口增长。",
        "清河镇全年修路3公里，清江镇来人学习，平江市给予肯定。",
        "代代相传，人人参与，家家户户，天天向上，一家家走访，一年年坚持。",
        "采取面对面、一对一、点对点服务，村中村改造，手把手教，心连心。",
        "3个个体户，5人人均增收，12户户均增收。",
        f"{LONG}\n\n修好了路。本镇记者 李明 摄",
        f"{LONG}\n\n修路。建好了桥，又修了渠，三年内",
        f"{LONG}\n\n全年接待游客八万人次，新建书屋三间。（数据由镇文化站提供，以年报为准）",
        "户主张**、李**，帮扶电话138****8000，尺寸5*3*2米。",
        "编者按：本文原载县报。",
        "评审专家：谢明、何晓岚、冯建平。",
        "出土石锛、石斧等标本340余件。",
    ],
)  # fmt: skip
def test_what_well_may_be(body: str) -> None:
    assert [c for c in told(body) if c != "pii.person"] == []


def test_a_list_whose_names_are_hidden() -> None:
    assert told(table("申请人 | 救助类型 | 金额", "王某某 | 急难型 | 4000", "李某 | 支出型 | 6500", "合计 | — | 10500")) == []
    assert "pii.list" in told(table("申请人 | 救助类型 | 金额", "王小二 | 急难型 | 4000", "李某 | 支出型 | 6500", "合计 | — | 10500"))
    assert told(table("姓名 | 残疾类别 | 等级", "王某某 | 肢体 | 二级", "李** | 视力 | 一级")) == []
    assert "pii.table" in told(table("申请人 | 银行账号 | 金额", "王某某 | 800200000123 | 4000", "李某 | 800200000456 | 6500"))


def titled(title: str, office: Agency, year: int = 2021) -> list[str]:
    offices = (office, Agency("qu", "云溪市青石区人民政府", ("青石区",)))
    head = f"id: a\ntitle: {title}\nagency: {office.id}\nkind: 其他\nyear: {year}\nsummary: 说明全年情况。\n"
    text = f"---\n{head}---\n\n2021年，青石区生态环境持续改善。\n"
    read = read_report(text, "a.md", offices, shipped_kinds())
    assert read.report is not None
    return [p.code for p in review_report(read.report, text, Reviewing(offices, shipped_kinds(), shipped_wrong_words(), official=False))]


def test_a_branch_office_speaks_of_its_district() -> None:
    branch = Agency("sheng", "云溪市生态环境局青石分局")
    assert titled("2021年青石区生态环境状况公报", branch) == []
    assert titled("青石区2021年生态环境状况公报", branch) == []


def test_a_far_goal_in_a_title_is_no_year_of_its_own() -> None:
    own = Agency("qu2", "云溪市青石区发展和改革局")
    assert titled("第十四个五年规划和二〇三五年远景目标纲要", own) == []
    assert titled("第十四个五年规划和2035年远景目标纲要", own) == []


@pytest.mark.parametrize(("line", "mark"), [("分行业数据见上表。（分行业数据内部掌握，不得对外引用）", True), ("内部掌握的数据不得对外引用是统计法的要求。", False)])
def test_words_that_keep_a_figure_inside(line: str, mark: bool) -> None:
    assert bool(list(find_marks(["题目", "正文。", "正文。", "正文。", "正文。", line, "正文。", "正文。", "正文。", "正文。"]))) is mark


def test_a_section_of_an_office_is_no_author() -> None:
    assert not list(check_carried("a.docx", "a.docx", ["综合股", "办公室"], 0, 0, (), 0))
    assert [p.code for p in check_carried("a.docx", "a.docx", ["张建国"], 0, 0, (), 0)] == ["attachment.author"]


