"""Each kind of slip that a careful reader finds before publication is found at its line; what only looks like one is left alone."""

from __future__ import annotations

import pytest

from builder.checks.collection import check_twins
from builder.checks.review import Reviewing, review_report
from builder.content.kinds import shipped_kinds
from builder.content.read import ReadReport, read_report
from builder.content.wrong_words import WrongWord, parse_wrong_words, shipped_wrong_words
from builder.model import Agency
from builder.problems import Problem

OFFICES = (Agency("qinghe", "平江市清河镇人民政府"), Agency("donghu", "平江市东湖街道办事处"), Agency("minzheng", "平江市民政局"))
KINDS = shipped_kinds()
HEAD = "id: a\ntitle: 清河镇2024年工作总结\nagency: qinghe\nkind: 总结\nyear: 2024\nsummary: 回顾全年工作。\nwritten: 2024-12-20\npublished: 2024-12-25\n"
BODY = 12  # line of the body's first paragraph


def read(body: str, head: str = HEAD) -> tuple[ReadReport, str]:
    text = f"---\n{head}---\n\n{body}\n"
    return read_report(text, "a.md", OFFICES, KINDS), text


def found(body: str, head: str = HEAD, *, official: bool = True) -> list[Problem]:
    result, text = read(body, head)
    assert result.report is not None
    by = Reviewing(OFFICES, KINDS, shipped_wrong_words(), official)
    every = [*result.problems, *review_report(result.report, text, by)]
    return [p for p in every if p.code != "review.missing"]


FIGURES = [
    ("全年接待游客1,2345人次。", "number.groups"),
    ("完成投资3亿元，占年度计划%，超额完成。", "number.missing"),
    ("计划培训500到300人次。", "number.range"),
    ("农民收入由1.8万元增加到2.1万元，增长12%。", "number.rate"),
    ("藏书由2万册增至6万册，增长3倍。", "number.rate"),
    ("失业率由4.2%降至3.8%，下降0.6个百分点。", "number.rate"),
    ("收到提案25件，办结20件，办结率90%。", "number.rate"),
    ("应缴1,200户，已缴1,080户，缴费率95%。", "number.rate"),
    ("为200名老人每人发放500元，共计发放8万元。", "number.product"),
    ("年度预算300万元，支出320万元，结余20万元。", "number.part"),
    ("参加培训300人，其中男性160人、女性150人。", "number.part"),
    ("走访企业300家，其中大型的320家。", "number.part"),
    ("走访企业1,120家，其中大型145家、中型160家、小微830家。", "number.part"),
    ("开展活动90场，包括：\n\n- 讲座50场；\n- 展览45场。", "number.part"),
    ("接访75批次，去年同期为60批次，基本持平。", "number.direction"),
    ("咨询类占45%、投诉类占30%、求助类占20%、其他类占10%。", "number.sum"),
    ("小学生1,200人、初中生800人，合计2,100人。", "number.part"),
    ("计划招生300人，实际录取285人，完成率105%。", "number.rate"),
    ("共发放补贴24万元，惠及120户，户均1,000元。", "number.product"),
    ("今年新建广场 个，群众满意。", "number.missing"),
    ("全年改造管网12公里，群众满意。\n\n年内改造管网15公里，效果良好。", "number.differs"),
    ("全年新建公园5座。\n\n当年建成的7座公园免费开放。", "number.differs"),
    ("安排干部培训经费12亿元。", "number.scale"),
    ("建成停车场2个，占地1.2万平方公里。", "number.scale"),
    ("| 项目 | 一季度 | 二季度 | 合计 |\n|---|---|---|---|\n| 检查 | 10 | 20 | 30 |\n| 走访 | 15 | 15 | 35 |", "number.total"),
    ("| 类别 | 占比 |\n|---|---|\n| 咨询 | 50% |\n| 投诉 | 30% |\n| 建议 | 25% |\n| 合计 | 100% |", "number.total"),
    ("| 社区 | 新增车位 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n| 丙 | 5 |\n| 合计 | 13 |", "number.total"),
    ("| 项目 | 结果 |\n|---|---|\n| 垃圾分类覆盖率 | 108% |", "number.over-hundred"),
]
DAYS = [
    ("展览从5月20日至5月8日举行。", "date.impossible"),
    ("第二季度（7月至9月）开展整治。", "date.impossible"),
    ("营业时间为8:30-26:00。", "date.impossible"),
    ("一季度（1月至4月）开展整治。", "date.impossible"),
    ("服务时间：9:70—17:30。", "date.impossible"),
    ("工期为3月至15月。", "date.impossible"),
    ("规划期为2030—2026年。", "date.impossible"),
    ("2025年3月5日，志愿者120人清理河道。", "date.after-report"),
]
WORDS = [
    ("坚持中国特色社会注义。", "word.wrong"),
    ("构建人类命运共体。", "word.wrong"),
    ("落实总体国家安全关。", "word.wrong"),
    ("坚定道路自信、理论自信、制度自信、民族自信。", "word.wrong"),
    ("落实三会二课制度。", "word.wrong"),
    ("学习党的十九大五中全会精神。", "word.wrong"),
    ("截止10月底，完成九成。", "word.wrong"),
    ("公开帐目。", "word.wrong"),
    ("配合市环保局检查。", "word.wrong"),
    ("赴台湾、日本等国考察。", "word.wrong"),
    ("帮助残废人就业。", "word.wrong"),
    ("| 国别 | 项目 |\n|---|---|\n| 日本 | 2 |\n| 香港 | 3 |", "word.wrong"),
    ("2024年是“十四五”规划收官之年。", "word.plan-years"),
    ("“十四五”发展规划（2021—2024年）顺利实施。", "word.plan-years"),
    ("学习二十届四中全会精神。", "word.before-event"),
    ("健全和和完善制度。", "word.repeated"),
    ("全年修路3公里，群众满意。全年修路3公里，群众满意。", "text.twice"),
    ("| 村 | 户数 |\n|---|---|\n| 东村 | 12 |\n| 东村 | 12 |", "text.twice"),
    ("补贴(含奖金）已发放。", "punctuation.width"),
]
BLANKS = [
    ("引进XX企业3家。", "text.stand-in"),
    ("感谢某某公司支持。", "text.stand-in"),
    ("书记○○○到会。", "text.stand-in"),
    ("{{date}}完成。", "text.placeholder"),
    ("完成率达到？？%。", "text.placeholder"),
    ("【填写单位名称】总结如下。", "text.placeholder"),
    ("（数据待核实）", "text.placeholder"),
    ("- 修路；\n-\n- 种树。", "body.empty-part"),
    ("修路。\n\n咨询电话：", "body.empty-part"),
    ("## 一、成绩\n\n## 二、不足\n\n种树。", "body.empty-part"),
    ("| 项目 | 数量 |\n|---|---|", "body.empty-part"),
    ("| 项目 | 数量 |\n|---|---|\n| 甲 | 3 |\n| | |\n| 乙 | 4 |", "body.empty-part"),
    ("公开指南最后更新时间：2019年5月。", "text.stale"),
    ("| 栏目 | 更新日期 |\n|---|---|\n| 动态 | 2021-08-17 |", "text.stale"),
]
NUMBERS = [
    ("第一，修路；第三，治水。", "outline.run-in"),
    ("（一）修路。\n\n（三）种树。", "outline.run-in"),
    ("①修路；②种树；④治水。", "outline.run-in"),
    ("1. 修路\n2. 种树\n2. 治水", "outline.run-in"),
    ("办好四件实事：一是修路；二是种树；三是治水。", "outline.run-in"),
    ("| 序号 | 事项 |\n|---|---|\n| 1 | 甲 |\n| 3 | 乙 |", "outline.run-in"),
    ("## 一、甲\n\n修路。\n\n## 三、乙\n\n种树。", "outline.number-gap"),
    ("按照平政发[2024]15号文件。", "document-number.text"),
    ("按照平民发〔2024〕008号文件。", "document-number.text"),
    ("依据平政办〔2024〕3要求办理。", "document-number.text"),
    ("索引号：11442000007261596H/2024-00003", "index-number.text"),
    ("索引号：11442000007333211F/202-00003", "index-number.text"),
    ("清和物业（代码91440101MA59XXXX1）。", "uscc.text"),
    ("| 名称 | 统一社会信用代码 |\n|---|---|\n| 甲协会 | 51442000503381263A |", "uscc.text"),
]
PERSONS = [
    ("联系人的护照号G12345678。", "pii.passport"),
    ("可加QQ：123456789咨询。", "pii.account"),
    ("微信号wangqiang_88。", "pii.account"),
    ("车主的车牌粤A12B34。", "pii.account"),
    ("志愿者王强的邮箱wangqiang@163.com。", "pii.account"),
    ("患者李小红确诊新冠肺炎。", "pii.person"),
    ("举报人张三反映噪声扰民。", "pii.person"),
    ("| 学生姓名 | 家庭情况 |\n|---|---|\n| 李娜 | 单亲 |", "pii.table"),
    ("五保户老人陈阿公住东兴村二组15号。", "pii.address"),
    ("孤儿陈小军由爷爷抚养。", "pii.person"),
    ("张小明（1985年3月12日出生）参加活动。", "pii.person"),
    ("手机138123*5678。", "pii.mobile"),
    ("证件1101011990030712**。", "pii.id-number"),
    ("改造清河村三组18号王大明户住房。", "pii.address"),
    ("| 姓名 | 称号 | 地址 |\n|---|---|---|\n| 张三 | 好人 | 东街3号2栋501室 |\n| 李四 | 好人 | 西街6号1栋203室 |", "pii.address"),
    ("| 队名 | 队长 | 住宅电话 |\n|---|---|---|\n| 甲队 | 张三 | 0760-88123456 |", "pii.phone"),
    ("| 对象 | 罪名 |\n|---|---|\n| 张三 | 盗窃罪 |", "pii.table"),
    ("公开属性：不予公开", "disclosure.text"),
    ("| 公开方式 | 科室 |\n|---|---|\n| 依申请公开 | 党政办 |", "disclosure.text"),
]
AGAINST_THE_RECORD = [
    ("2023年，清河镇扎实推进各项工作。", "body.year"),
    ("# 清河镇2022年工作总结\n\n修路。", "body.year"),
    ("为做好工作，特制定本年度工作计划。", "body.kind"),
    ("东湖街道全年完成投资3亿元。", "body.agency"),
    ("修路。\n\n平江市东湖街道办事处", "body.agency"),
    ("修路。\n\n2024年11月5日", "body.date"),
    ("发布日期：2024-10-08\n\n修路。", "body.date"),
]


def test_a_figure_in_a_heading_is_noted() -> None:
    """No ledger reads it; 2024年 and “3个一” are no figures."""
    problems = found("## 一、2024年“3个一”\n\n### （一）修路10公里，整治小巷15条\n\n种树。")
    assert [(p.severity, p.code) for p in problems] == [("notice", "body.heading-figure")]
    assert "里有数字，没有进台账" in problems[0].found


@pytest.mark.parametrize(("body", "code"), [*FIGURES, *DAYS, *WORDS, *BLANKS, *NUMBERS, *PERSONS, *AGAINST_THE_RECORD])
def test_a_slip_is_found_once(body: str, code: str) -> None:
    """What two lines say of one thing is told at both: either may be the wrong one."""
    problems = [p for p in found(body) if p.severity != "notice"]
    ends = 2 if code == "number.differs" and "\n" in body and "|" not in body else 1
    assert [p.code for p in problems] == [code] * ends, problems
    assert len({p.location.line for p in problems}) == ends
    assert problems[0].location.line in range(BODY, BODY + body.count("\n") + 1)
    assert problems[0].expected
    assert problems[0].action


CLEAN = (
    "接待1,234人次、12,345人，由120件降至96件，下降20%；由91%提高到95%，提高4个百分点；由20个增至60个，增长2倍。",
    "单位：亿元、%，下同。培训300至500人次，排名从12位升至8位。",
    "受理386件，办结380件，办结率98.4%；发放问卷900份，回收有效873份，有效率97%；按时办结率100%。",
    "资助9,342人次、1,128.6万元，其中学前142.3万元、其他986.3万元；幼儿2.36万人，其中女童1.1万人、寄宿生0.4万人。",
    "全年改造管网12公里，计划明年改造管网15公里。全年新建公园5座，当年建成的3座公园免费开放。2023年全年改造管网9公里。",
    "年销售收入2亿元以上企业20家，其中100亿元以上1家。停车难占52%，噪声占41%，其他占37%（可多选）。",
    "为320人每人每月发放150元，全年共发放57.6万元。检查620次，包括：\n\n- 消防310次；\n- 燃气180次。",
    "汛期4月15日至10月15日，供暖11月15日至3月15日，值班至24:00。第二季度（4月至6月），18月龄，比分65:38。",
    "2025年3月5日前建成，计划2026年6月1日投产；迎接党的二十大，筹备二十届四中全会。",
    "以居民为中心，以学生为中心的发展思想，全心全意为居民服务，培育社会主义核心价值体系，增强中华民族共同体意识。",
    "原市环保局移交档案，环境保护部门负责。报名截止10月底；截止时间为12月底；截至10月底。",
    "来自香港、澳门等地的企业和国内客商；日本、台湾等国家和地区。国有企业与香港的国际合作。",
    "了解和和谐社区，做了了结，暖暖和和过年，对对口帮扶。《简报》（内部资料）12期。",
    "张××、李某某到场，二○○八年，一○○人，“双XX”行动。",
    "（一）修路。\n\n1. 甲\n2. 乙\n\n（二）种树。\n\n1. 丙\n2. 丁",
    "## 一、成绩\n\n### （一）甲\n\n修路。\n\n## 二、不足\n\n种树。\n\n联系电话：\n\n0760-88123456",
    "根据国办发〔2020〕21号、《办法》（国务院令第711号），项目代码2109-442000-04-01-386215，共建（2024）3个点。",
    "公众号qinghefabu，QQ群123456789，办公邮箱qinghezhen@163.com，投诉举报邮箱a@163.com，公务用车粤A12B34报废。",
    "学生安全、残疾人康复、孤儿关爱、患者管理得到加强，吸毒人员管控率100%，确诊患者均已出院，孤儿安置12人。",
    "学校校长林书远、先进个人何静怡受到表扬；全国道德模范陈小军资助孤儿5名。",
    "| 河流 | 河长 | 职务 | 电话 |\n|---|---|---|---|\n| 清河 | 王大力 | 镇长 | 0760-88123456 |",
    "| 单位 | 地址 |\n|---|---|\n| 民政办 | 东街3号2栋501室 |\n| 司法所 | 西街6号1栋203室 |",
    "| 项目 | 目标 | 完成 | 完成率 |\n|---|---|---|---|\n| 体检 | 100 | 110 | 110% |\n| 培训 | 50 | 50 | 100% |",
    "| 国家和地区 | 项目 |\n|---|---|\n| 日本 | 2 |\n| 香港 | 3 |",
    "2024年以来，清河镇和东湖街道联合执法；会同东湖街道办事处修路。\n\n2024年12月20日",
    "开展联合检查8次，查处问题线索23起，其中食品检查9次。",
    "工单1187件，其中满意584件、基本满意22件、不满意117件。",
    "受理案件894宗，受援人数1846人次，办结案件432宗，其中，民事案件625宗，刑事案件267宗，行政案件2宗。",
    "在册对象302名，其中，甲类293名，乙类3名，丙类5名，丁类1名，未成年对象3名，安置对象26名。",
)  # fmt: skip


@pytest.mark.parametrize("body", CLEAN)
def test_what_only_looks_like_one_is_left_alone(body: str) -> None:
    assert [p for p in found(body) if p.severity != "notice"] == []


def test_the_record() -> None:
    assert [(p.code, p.location.line) for p in found("修路。", HEAD.replace("written: 2024-12-20", "written: 2024-12-28"))] == [("date.order", 8)]
    assert [p.code for p in found("修路。", HEAD + "keywords: [关键词1, 民生]\n")] == ["text.placeholder"]
    assert [p.code for p in found("", HEAD + "disclosure: 依申请公开\n")] == ["disclosure.withheld"]
    result, _ = read("\n\n## 一、甲")
    assert [(p.code, p.location.line) for p in result.problems] == [("body.empty", 14)]


def test_more_done_than_came_in_is_only_asked_about() -> None:
    assert [(p.code, p.severity) for p in found("受理信访21件，办结25件。")] == [("number.more-done", "notice")]
    assert found("受理信访21件，上年结转4件，办结25件。") == []


def test_a_mirror_prints_as_the_office_printed() -> None:
    body = "按照平政发[2024]15号文件，补贴(含奖金）已发放。"
    assert {p.severity for p in found(body)} == {"warning"}
    assert {p.severity for p in found(body, official=False) if p.code.startswith("punctuation")} == {"notice"}


def test_one_slip_of_the_headings_is_told_once() -> None:
    assert [p.code for p in found("## 一、甲\n\n修路。\n\n## 二、乙\n\n种树。\n\n## 二、丙\n\n治水。\n\n## 四、丁\n\n架桥。")] == ["outline.number-again"]


def test_a_copy_with_another_place_in_it_is_a_twin() -> None:
    text = "为做好工作，结合{}实际，制定本计划。举办招聘会7场，改造口袋公园4处，整治背街小巷12条，新增泊位185个，新建长者食堂1个，完成适老化改造157户。"

    def report(name: str, agency: str, kind: str = "计划") -> ReadReport:
        head = HEAD.replace("id: a", f"id: {agency}").replace("agency: qinghe", f"agency: {agency}").replace("kind: 总结", f"kind: {kind}")
        return read_report(f"---\n{head.replace('清河镇', name)}---\n\n{text.format(name)}\n", f"{agency}.md", OFFICES, KINDS)

    pair = [r.report for r in (report("清河镇", "qinghe"), report("东湖街道", "donghu")) if r.report]
    assert [(p.code, p.location.path) for p in check_twins(pair)] == [("report.twin", "qinghe.md")]
    forms = [r.report for r in (report("清河镇", "qinghe", "年报"), report("东湖街道", "donghu", "年报")) if r.report]
    assert not list(check_twins(forms))


def test_a_sites_own_terms() -> None:
    own, problems = parse_wrong_words(
        "- {near: [清河镇便民服务中心], source: 本镇}\n- {wrong: [旧…街], right: 新街, since: 2024, after: [原], source: 本镇}\n", "w.yml"
    )
    assert not problems

    def said(text: str, year: int) -> list[str]:
        return [word for entry in own for _, word, _ in entry.found_in(text, year)]

    assert said("清河镇便民报务中心和清河镇便民服务大厅", 2024) == ["清河镇便民报务中心"]
    assert said("旧货市场街改造，原旧货街", 2024) == ["旧货市场街"]
    assert said("旧货街", 2023) == []
    assert [p.code for p in parse_wrong_words("- {near: [清河], source: 本镇}\n", "w.yml")[1]] == ["wrong-word.form"]


def test_terms_that_must_not_change() -> None:
    """None of the shipped terms is a slip of another, nor of a wrong word's right one."""
    terms = [t for e in shipped_wrong_words() for t in e.near]
    entries: list[WrongWord] = list(shipped_wrong_words())
    assert [(t, w) for t in terms for e in entries for _, w, _ in e.found_in(t, 2026)] == []


@pytest.mark.parts
def test_a_thousand_slips_are_told_as_many_and_cost_no_more() -> None:
    problems = found("\n\n".join(["公开帐户，" * 300] * 20))
    assert [p.code for p in problems].count("word.wrong") == 200
    assert [p.severity for p in problems if p.code == "review.more"] == ["warning"]
