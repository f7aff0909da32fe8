"""Faults that only a whole text shows: numbers of articles and tables, balances, offices of one sort, words quoted as wrong; and what only looks like one."""

from __future__ import annotations

import pytest

from builder.checks.collection import check_twins
from builder.checks.review import Reviewing, review_report
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.model import Agency
from tests.unit.checks.test_review import HEAD, found, read

ARTICLES = "\n\n".join(f"**第{n}条**　条文。" for n in "一二三四五六七八")
RULES = HEAD.replace("总结", "办法").replace("kind: 办法", "kind: 其他")
REPORT = HEAD.replace("总结", "年报").replace("title: 清河镇2024年工作年报", "title: 清河镇2024年政府信息公开工作年度报告")
CAME = "| 项目 | 自然人 | 企业 | 总计 |\n|---|---|---|---|\n| 一、本年新收政府信息公开申请数量 | {} |\n| 二、上年结转政府信息公开申请数量 | 2 | 0 | 2 |\n"
CARRIED = CAME + "| （一）予以公开 | 16 | 3 | 19 |\n| （七）总计 | 16 | 3 | 19 |\n| 四、结转下年度继续办理 | 1 | 0 | 1 |"
TOTALS = "| 序号 | 小区 | 户数 |\n|---|---|---|\n| 1 | 甲苑 | {} |\n| 2 | 乙苑 | 180 |\n| 3 | 丙苑 | 310 |\n|  | 合计 | 850 |"
AGES = "| 年龄 | 人口 | 比重（%） |\n|---|---|---|\n| 0—15岁 | 6.7 | 16.0 |\n| 16—59岁 | 24.2 | {} |\n| 60岁以上 | 10.9 | 26.1 |\n| 合计 | 41.8 | 100.0 |"

FAULTS = [
    # what a text numbers
    (ARTICLES.replace("第五条", "第四条"), "outline.run-in"),
    (ARTICLES.replace("第五条", "第七条"), "outline.run-in"),
    (ARTICLES + "\n\n违反本办法第十二条的，责令改正。", "outline.run-in"),
    ("表1　收入预算\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n表3　支出预算\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "outline.run-in"),
    ("一是抓项目。\n\n二是抓环境。\n\n四是抓作风。", "outline.run-in"),
    ("### （二）、振兴乡村\n\n内容。", "outline.run-in"),
    # parts, shares, balances
    ("现有职工42人，其中行政编制18人、事业编制54人。", "number.part"),
    ("现有职工42人，其中行政编制28人、事业编制34人。", "number.part"),
    ("实施项目12个，总投资8.6亿元，其中续建项目7个、新开工项目8个。", "number.part"),
    ("检查水库62座，其中小（1）型11座、小（2）型61座。", "number.part"),
    ("收到申请18件，上年结转2件，办结19件，结转下年度3件。", "number.total"),
    (CARRIED.format("15 | 5 | 20"), "number.total"),
    (TOTALS.format(160), "number.total"),
    (AGES.format("75.9"), "number.total"),
    ("中央补助1,560万元，占40%；省级补助780万元，占20%；县级配套1,170万元，占40%；居民出资390万元，占10%。", "number.rate"),
    ("优秀8个，占25%；良好15个，占56.9%；合格9个，占28.1%。", "number.rate"),
    ("存款余额520亿元，比年初的500亿元增长14.0%。", "number.rate"),
    ("支出18.5万元，比上年减少1.5万元，增长7.5%。", "number.direction"),
    ("接待来访214批，办结209批，办结率87.7%。", "number.rate"),
    ("调解劳动争议208件，调解成功187件，成功率79.9%。", "number.rate"),
    ("水质合格率稳定在195%以上。", "number.over-hundred"),
    ("惠及1,0,52人次。", "number.groups"),
    # days
    ("公示期为2024年5月13日至2024年5月19日，共5天。", "date.impossible"),
    ("8月3日至8日（共12天）举办。", "date.impossible"),
    ("2021年印发的《应急预案》（青政办〔2019〕19号）同时废止。", "document-number.text"),
    # words
    ("落实“五个意识”要求。", "word.wrong"),
    ("学习党二十届四中全会精神。", "word.wrong"),
    ("做好防汛抗早工作。", "word.wrong"),
    ("（青政办〔2023〕5号，2019年印发）继续有效。", "document-number.text"),
    ("一要抓项目。\n\n二要抓环境。\n\n四要抓作风。", "outline.run-in"),
    (ARTICLES + "\n\n## 第一章　总则\n\n违反本办法第七章的，责令改正。", "outline.run-in"),
    ("农村水费收缴率不低于192%。", "number.over-hundred"),
    ("零就业家庭保持动态清零，零就业家庭保持动态清零。", "text.twice"),
    ("（2021年6月印发，青政办〔2024〕36号）继续有效。", "document-number.text"),
    ("下设综合协调组、抢险救援组、医疗救护组、后勤保障组、善后处置组6个工作组。", "outline.count"),
    ("表1　收入\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n各项目见表3。", "outline.run-in"),
    ("公开信息312条，其中政策文件24条、办事服务156条、其他信息182条。", "number.part"),
    ("公开信息312条，其中政策文件24条、办事服务156条、其他信息102条。", "number.part"),
    ("上半年举办培训班2期，下半年举办培训班2期，全年共5期。", "number.part"),
    ("投入民生资金36亿元，占一般公共预算支出的90%，一般公共预算支出45亿元。", "number.rate"),
    ("一般公共预算收入18.6亿元，增长3.3%，其中税收收入13.0亿元，占一般公共预算收入的79.9%。", "number.rate"),
    ("预警设备完好率要达到110%。", "number.over-hundred"),
    ("新装路灯（数字待农办报）盏。", "text.placeholder"),
    ("要要落实责任制。", "word.repeated"),
    ("为进一步进一步提升水平。", "word.repeated"),
    ("年轻人外出多，部分山塘年久失修。部分山塘年久失修。", "text.twice"),
    # what was left in, where it leads, whose it is
    ("组建抢险队伍××支1,240人。", "text.placeholder"),
    ("【请在此处输入内容】压实责任。", "text.placeholder"),
    ("投稿请发个人邮箱wenxue_84@qq.com。", "pii.account"),
    ("东溪镇人民政府", "body.agency"),
]


@pytest.mark.parametrize(("body", "code"), FAULTS)
def test_it_is_told(body: str, code: str) -> None:
    assert code in {p.code for p in found(body)}


INNOCENT = (
    ARTICLES + "\n\n违反本办法第八条的，责令改正；按照《水法》第七十条处罚。",
    "**第三条**　引自旧法。\n\n**第九条**　引自旧法。",
    "表1　收入预算\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n表1　（续）\n\n表2　支出预算",
    "一是抓项目。二是抓环境。\n\n三是抓作风。\n\n### （一）党建\n\n一是学习。",
    "附件：1. 水库责任人名单\n\n附件1\n\n| 水库 | 责任人 |\n|---|---|\n| 龙潭 | 县长 |",
    "附件：[1. 水库责任人名单](reports/a/)",
    "引育人才2300多人，其中引进顶尖人才41人，新增高技能人才39万人。",
    "培训5000人次，其中取得证书3000人次、企业职工2200人次。",
    "现有党员86人、团员132人，其中女党员30人。",
    "收到申请18件，上年结转2件，办结19件，结转下年度1件。",
    CARRIED.format("15 | 3 | 18"),
    TOTALS.format(360),
    AGES.format("57.9"),
    "民生支出36亿元，占80%；教育支出9亿元，占民生支出的25%；社保支出18亿元，占民生支出的50%。",
    "出口5.6亿元，占87.5%；进口0.8亿元，占12.5%。",
    "支出18.5万元，比上年减少1.5万元，下降7.5%；收入增加2万元，增长3%。",
    "公示期为2024年5月13日至2024年5月19日，共7天。1月10日至2月20日，为期42天。10月1日至7日放假，共7天。",
    "5月13日至5月19日，共5个工作日。4月20日至5月10日前30天报名。",
    "2021年印发的《应急预案》（青政办〔2021〕19号）、2021年1月印发的《办法》（青政办〔2020〕98号）。",
    "近期公文把“秸秆”误写为“秸杆”，“扫黑除恶”错写成“扫黑险恶”，“残疾人”不得写作“残废人”。",
    "需要要求各单位，重要要素得到保障，潜在在建工程，一把把钥匙，就是是非问题，自由由此而来，关于于家村。",
    "做到一体一体推进，一件一件落实。",
    "见第1,2,5期简报。",
    "联合县财政局、农经站、水利站、林业站4个部门；" + "、".join(f"第{n}村民小组" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉") + "20个小组。",
    "下设综合协调组、抢险救援组、后勤保障组3个工作组；成立党政办、经发办、综治办等6个办。",
    "公开信息312条，其中政策文件24条、办事服务156条、其他信息132条。",
    "上半年新开工项目2个，下半年新开工项目3个，全年共5个。",
    "一般公共预算收入18.6亿元，其中税收收入13.0亿元，占一般公共预算收入的69.9%；民生支出36亿元，占全县一般公共预算支出的80%。",
    "清河镇人民政府",
    "清河镇农业农村局",
    "（青政办〔2023〕5号，2023年印发）继续有效。",
    "一要抓项目。\n\n二要抓环境。二是抓作风。\n\n三要抓落实。",
)


@pytest.mark.parametrize("body", INNOCENT)
def test_what_only_looks_like_one_is_left_alone(body: str) -> None:
    assert [p for p in found(body) if p.severity != "notice" and p.code != "outline.number-gap"] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: 总结", "kind: 年报", "title.kind"),
        ("agency: qinghe", "agency: qinghe\npublished: 2025-02-12\nsource: {name: 本网, retrieved: 2025-01-20}", "date.order"),
        ("agency: qinghe", "agency: qinghe\npublished: 2025-02-12\ncorrections: [{date: 2025-02-01, note: 更正}]", "date.order"),
        ("agency: qinghe", "agency: qinghe\nwritten: 2025-04-08\ndocument_number: 清政〔2024〕12号", "document-number.year"),
        ("agency: qinghe", "agency: qinghe\npublished: 2025-02-12\nindex_number: 11442000007333211F/2052-00008", "index-number.check"),
        ("title: 清河镇2024年", "title: 东溪镇人民政府2024年", "title.agency"),
        ("agency: qinghe", "agency: qinghe\npublished: 2025-02-12\nindex_number: 11442000007333211F/2205-00008", "index-number.check"),
        ("summary: 回顾全年工作。", "summary: 全年新增就业1200人。", "number.differs"),
        ("summary: 回顾全年工作。", "summary: 全年改厕860户。", "number.differs"),
    ],
)
def test_the_record(old: str, new: str, code: str) -> None:
    body = "新增就业2100人，培训900人，完成户厕改造680户。"
    assert code in {p.code for p in found(body, HEAD.replace(old, new))}
    assert code not in {p.code for p in found(body)}


def test_an_annex_that_is_named_and_not_there() -> None:
    """An office owes it to its readers; a copy may be of the text alone."""
    named = "附件：1. 水库责任人名单\n\n清河镇人民政府"
    assert [(p.severity, p.location.line) for p in found(named, official=True) if p.code == "body.annex"] == [("warning", 12)]
    assert [p.severity for p in found(named) if p.code == "body.annex"] == ["notice"]
    attached = HEAD + "attachments: [{file: a.xlsx, title: 名单}]\n"
    assert "body.annex" not in {p.code for p in found(named, attached, official=True)}


@pytest.mark.parametrize(
    ("summary", "body"),
    [
        ("中标金额128.6万元。", "中标金额1286000元，代理服务费1.286万元。"),
        ("新增就业约1200人，培训近900人。", "新增就业1203人，培训894人。"),
        ("新增就业1200人。", "新增就业300人，其中一季度新增就业900人；全年新增城镇就业1200人。"),
        ("投入12.5亿元。", "投入125000万元，其中本级1.25亿元。"),
    ],
)
def test_a_summary_that_says_the_same(summary: str, body: str) -> None:
    assert "number.differs" not in {p.code for p in found(body, HEAD.replace("回顾全年工作。", summary))}


def test_what_is_reviewed_after_its_publication_is_told_where_it_binds() -> None:
    head = HEAD + "written: 2025-02-08\npublished: 2025-02-12\nreview: {by: 办公室, date: 2025-03-01}\n"
    assert [p.code for p in found("内容。", head, official=True)] == ["date.order"]
    assert found("内容。", head) == []  # a copy is reviewed when it is made


def test_rules_in_force_long_before_they_were_signed() -> None:
    head = RULES + "written: 2024-03-03\n"
    assert "body.date" in {p.code for p in found("本办法自2021年4月1日起施行。", head)}
    assert "body.date" in {p.code for p in found("本预案由县应急局负责解释，自2020年1月1日起实施。", head)}
    assert "body.date" not in {p.code for p in found("本办法自2024年1月1日起施行。", head)}


@pytest.mark.parametrize(("title", "told"), [("财政局", True), ("教育局", False), ("民政服务局", False)])
def test_an_office_of_the_same_sort(title: str, told: bool) -> None:
    offices = (Agency("minzheng", "青石县民政局", ("县民政局",)), Agency("jiaoyu", "青石县教育体育局", ()))
    own = offices[title == "教育局"]
    text = f"---\nid: a\ntitle: 青石县{title}2024年工作总结\nagency: {own.id}\nkind: 总结\nyear: 2024\nsummary: 概述。\n---\n\n内容。\n"
    report = read_report(text, "a.md", offices, shipped_kinds()).report
    assert report is not None
    assert ("title.agency" in {p.code for p in review_report(report, text, Reviewing(offices, shipped_kinds(), (), False))}) is told


@pytest.mark.parametrize(("agency", "told"), [("tongji", False), ("minzheng", True), ("yunqiao", True)])
def test_a_place_that_an_office_is_called_by_is_part_of_the_names_of_others(agency: str, told: bool) -> None:
    offices = (Agency("qu", "临江市青石区人民政府", ("青石区",)), Agency("tongji", "临江市青石区统计局", ()), Agency("minzheng", "临江市民政局", ()))
    offices += (Agency("yunqiao", "临江市青石区云桥镇人民政府", ("云桥镇",)),)  # a town speaks for no district
    text = f"---\nid: a\ntitle: 青石区2024年统计公报\nagency: {agency}\nkind: 总结\nyear: 2024\nsummary: 概述。\n---\n\n内容。\n"
    report = read_report(text, "a.md", offices, shipped_kinds()).report
    assert report is not None
    assert ("title.agency" in {p.code for p in review_report(report, text, Reviewing(offices, shipped_kinds(), (), False))}) is told


def test_fewer_headings_than_announced() -> None:
    intro = "全年重点抓好以下{}个方面的工作。\n\n## 一、经济\n\n甲。\n\n## 二、民生\n\n乙。\n\n## 三、保障\n\n丙。"
    assert "outline.count" in {p.code for p in found(intro.format("四"))}
    assert "outline.count" not in {p.code for p in found(intro.format("两"))}  # the last may be about something else


def test_one_number_of_two_documents() -> None:
    head = HEAD + "document_number: 清政〔2025〕7号\n"
    first, _ = read("甲。", head)
    second, _ = read("乙。", head.replace("id: a", "id: b").replace("工作总结", "信访工作总结"))
    assert [p.code for p in check_twins([first, second])] == ["report.twin"]
