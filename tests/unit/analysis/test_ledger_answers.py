"""Three answers: a verdict where both mean one thing, a likely counterpart where something differs, nothing where nothing is alike."""

from __future__ import annotations

import re
from datetime import date

import pytest

from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.ledger import LedgerRow, build_ledger
from builder.analysis.ledger_clauses import read_asides
from builder.analysis.ledger_names import full_name, is_named
from builder.analysis.reading import extract_rows
from builder.content.read import read_report
from builder.model import Agency, Report, ReportKind

KINDS = (ReportKind("jihua", "计划", "target"), ReportKind("zongjie", "总结", "actual", gives_account=True))
OFFICES = (Agency("songling", "松岭县人民政府"),)


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


def read(kind: str, body: str, **front: str) -> Report:
    name = "jihua" if kind == "计划" else "zongjie"
    lines = {"id": f"songling-2025-{name}", "title": f"松岭县2025年工作{kind}", "agency": "songling", "kind": kind, "year": "2025"}
    lines |= {"summary": "概述。", **front}
    text = "\n".join(f"{key}: {value}" for key, value in lines.items())
    parsed = read_report(f"---\n{text}\n---\n\n{body}\n", "a.md", OFFICES, KINDS).report
    assert parsed is not None
    return parsed


def ledger(rules: IndicatorRules, plan: str, summary: str, **front: str) -> list[LedgerRow]:
    reports = [read("计划", plan), read("总结", summary, **front)]
    rows = {r.id: extract_rows(r, "target" if r.id.endswith("jihua") else "actual", rules) for r in reports}
    asides = {r.id: read_asides(r, rows[r.id], KINDS, rules) for r in reports}
    return list(build_ledger(rows, asides, reports, KINDS, OFFICES, date(2026, 3, 1), rules))


def answer(rules: IndicatorRules, plan: str, summary: str) -> LedgerRow:
    return ledger(rules, plan, summary)[0]


@pytest.mark.parametrize(
    ("plan", "summary", "verdict"),
    [
        # One thing: verbs of one class, counters, word order, what merely fills.
        ("新建林间驿站30个。", "建成林间驿站33个。", "met"),
        ("新增普惠托位260个。", "普惠托位。年度目标260个，实际新增274个。", "met"),
        ("新建林间驿站10个。", "林间驿站。年度任务10个，建成9个。", "missed"),
        ("林区税收增长8%。", "一般公共预算收入8亿元，其中林区税收3亿元、增长9%。", "met"),
        ("刑事警情和治安警情分别下降5%。", "刑事警情、治安警情分别下降6%。", "met"),
        ("老楼加装电梯完工60部。", "老楼加装电梯69台。", "met"),
        ("归集发布岗位信息平台岗位600个。", "提供岗位信息平台岗位612个。", "met"),
        ("提质改造山区公路300公里。", "改造提升山区公路280公里。", "missed"),
        ("引进亿元以上项目50个。", "引进落地亿元以上项目54个。", "met"),
        ("治理背街小巷110条。", "精细化治理141条背街小巷。", "met"),
        ("茶叶总产量稳定在50万吨以上。", "全县茶叶产量52万吨。", "met"),
        ("城镇调查失业率5.5%以内。", "城镇调查失业率均值5.2%。", "met"),
        ("经济增长6%左右。", "地区生产总值增长6.2%。", "met"),
        ("能源工业增长6.5%以上。", "能源工业增加值增长6.1%。", "missed"),
        ("粮食产量20万吨以上。", "粮食播种面积稳定在30万亩以上、产量21万吨。", "met"),
        ("在老人较多的山区新建50个护理中心。", "新建52个山区护理中心。", "met"),
        ("研发投入强度达3.3%左右。", "研发投入强度提高到3.3%左右。", "met"),
        # Started, under way or carried out is not done; what went further may be fewer.
        ("完成30项排涝工程改造。", "实施30项排涝工程改造。", "possible"),
        ("建成30个林间驿站。", "32个林间驿站全部开工。", "possible"),
        ("开展林间驿站改造30个。", "42个林间驿站改造加快推进。", "possible"),
        ("开工改造老旧小区29个。", "老旧小区改造完工21个。", "possible"),
        ("实施老旧小区改造50个。", "老旧小区改造完工41个。", "not_comparable"),
        ("实施老旧小区改造50个。", "老旧小区改造完工61个。", "met"),
        # New ones, all there are, newly recognised and net growth are four things.
        ("新增高标准农田20万亩。", "高标准农田达到360万亩。", "possible"),
        ("新建5G基站230个。", "5G基站增至1880个。", "possible"),
        ("新增信号灯30处。", "信号灯总数120处。", "possible"),
        ("新增发放贷款16亿元。", "培训工人、新增发放贷款分别完成年计划的118%、248%。", "not_comparable"),
        ("新增实验室3家。", "新增实验室2家，达到12家。", "missed"),
        ("实验室达到12家。", "新增实验室13家。", "possible"),
        ("新认定高新技术企业50家。", "新增高新技术企业62家。", "possible"),
        ("高新技术企业总量达到500家。", "高新技术企业达到512家。", "met"),
        # A word that narrows stands on one side only.
        ("城镇新增就业3000人。", "新增就业3270人。", "possible"),
        ("城镇新增就业3000人。", "城镇新增就业3270人。", "met"),
        # Part of a compound name, another measure of the thing.
        ("新增绿色工厂标杆企业36家。", "新增绿色工厂企业158家。", "possible"),
        ("林下产业投资增长7%左右。", "林下产业投资占全部投资比重提高到52%。", "possible"),
        # Names too common to be one.
        ("推动100家企业实施改造。", "140家企业实施改造。", "possible"),
        ("整体提升100所学校周边环境。", "10所学校入选建设计划。", "not_found"),
        ("开工东山水库等2个项目。", "390个项目投产。", "not_found"),
        # Different things.
        ("粮食产量稳定在80万吨以上。", "煤炭产量达到120万吨。", "not_found"),
        ("一般公共预算收入增长3%左右。", "一般公共预算支出增长31.3%。", "not_found"),
        ("石油储量30万吨。", "石油产量56万吨。", "not_found"),
        ("进出口总额增长5%左右。", "外贸出口总额增长8%。", "not_found"),
        ("城乡居民人均可支配收入分别增长5%、6%。", "居民人均可支配收入增长5.6%。", "possible"),
        ("户籍人口城镇化率达47%左右。", "常住人口城镇化率提高至64%。", "not_found"),
        ("文旅产业增加值增长6%。", "高新技术产业增加值增长7%。", "not_found"),
        ("固定资产投资增长4%以上。", "工业投资占固定资产投资比重提升到35%。", "not_found"),
        ("新增省级先进制造业集群10个。", "国家先进制造业集群达到6个。", "not_found"),
        ("实施登高、晋位等四个工程。", "实施文化精品工程项目39个。", "not_found"),
        ("新建体育公园10座。", "建成垃圾转运站12座。", "not_found"),
        # What could not measure the same, however much of the names is alike; an abbreviation and a thing's share could.
        ("秸秆综合利用率稳定在86%以上。", "学前教育毛入园率96%以上。", "not_found"),
        ("物流费用占地区生产总值比重降至14.2%。", "工业增加值占地区生产总值比重提高到25.5%。", "not_found"),
        ("改造病房床位2000张。", "养老机构护理型床位占比达73.4%。", "not_found"),
        # One word in the place of another, a part that grew, names that share nothing but a common word.
        ("绿色企业比例达到30%以上。", "绿色电力占比达36%。", "not_found"),
        ("改造城镇燃气管网70公里。", "改造城镇地下管网2240公里。", "not_found"),
        ("规上工业增加值增长5%左右。", "规上装备工业增加值增长8.4%。", "not_found"),
        # All of a sort are no counterpart of some of it.
        ("科技型小企业超1.5万户。", "实有经营主体68万户，其中企业16万户。", "not_found"),
        ("围绕22个产业选商。", "1000个重点产业项目完成投资18亿元。", "not_found"),
        ("公路通车总里程达9.3万公里。", "高速公路通车里程达5465公里。", "not_found"),
        ("新增“云雀”企业20家、单项冠军30家。", "新增林业先锋企业45家、单项冠军企业31家。", "not_found"),
        ("年销售收入超10亿元农业龙头企业达到100家以上。", "年销售收入超10亿元的龙头企业达100家以上。", "possible"),
        ("基础照护发展共同体覆盖率85%。", "“照护共同体”覆盖率达到85%。", "possible"),
        ("林下投资45亿元以上。", "林下投资占比提高11.9个百分点。", "possible"),
        # What is done to things is not how many there are; what a city plants is not what is planted on hills.
        ("完成1万家规上工业企业数智化转型。", "规上工业企业超过2万家。", "not_found"),
        ("国控断面I—Ⅲ类水质比例不低于97%。", "国控断面Ⅰ—Ⅲ类水质比例达98%。", "met"),
        ("长护险新增参保人数1500万人。", "新增长护险参保人数1561万人。", "met"),
        ("推进13条重点产业链倍增计划。", "13条重点产业链全面起势。", "possible"),
        ("实施国土绿化面积90万亩。", "新增绿地800公顷。", "not_found"),
        # One verb, one number, one head noun: only words that narrow are left out.
        ("新增联山联水联社区的绿道1000公里。", "新增绿道1000公里。", "possible"),
        ("新增联山联水联社区的绿道1000公里。", "新增公路1000公里。", "not_found"),
        # Whom it is for, or a quality in the place of a thing: shown, and not decided. A narrower thing of which another deed is told is another.
        ("为经营主体减负25亿元以上。", "为企业减负超33亿元。", "possible"),
        ("开展职业技能培训21万人次。", "开展补贴性技能培训25.6万人次。", "possible"),
        ("实施100个林下基建标志性项目。", "赋能项目389个。", "not_found"),
        ("新开工亿元以上重点项目100个以上。", "实施亿元以上重点技改项目121个。", "not_found"),
        # One number of one long word is shown, however else it is said; of another number it is another thing.
        ("其他乙类公立医院拿出50%的门诊预约号源。", "乙类公立医院提前两周把50%以上号源投放给基层。", "possible"),
        ("其他乙类公立医院拿出50%的门诊预约号源。", "乙类公立医院提前两周把60%以上病房投放给基层。", "not_found"),
        ("新增国家级优势特色林业集群1个。", "认定国家级中小企业特色林业集群1个。", "not_found"),
        # How much land was treated is its area; another measure of it is not.
        ("新增造林3万亩。", "完成新增造林面积3.2万亩。", "met"),
        ("综合治理水土流失1900平方公里。", "综合治理水土流失面积1800平方公里。", "missed"),
        ("新增造林3万亩。", "新增造林面积占比3.2%。", "not_found"),
        # Fewer that were finished say nothing of how many were worked on, unless the report itself says that the share of its task is that.
        ("建设护林站15座。", "建成护林站14座。", "not_comparable"),
        ("建设护林站15座。", "建成护林站14座，完成年度任务的93%。", "missed"),
        ("建设护林站15座。", "建成护林站14座，完成年度任务的70%。", "not_comparable"),
        # New net of those that closed are not newly registered.
        ("新登记经营主体3万户。", "新增经营主体2.8万户。", "possible"),
    ],
)  # fmt: skip
def test_an_answer(rules: IndicatorRules, plan: str, summary: str, verdict: str) -> None:
    row = answer(rules, plan, summary)
    assert row.verdict == verdict, row.reason
    assert (row.outcome is None) == (verdict == "not_found")
    assert row.reason


@pytest.mark.parametrize(
    ("plan", "summary", "reason"),
    [
        ("新增有出口实绩企业20家。", "有出口实绩的林业企业达242家。", "目标说的是新增多少，结果说的是一共有多少"),
        ("改造城市危旧房5000套。", "改造城乡危旧房2万户。", "目标以“套”计，结果以“户”计"),
    ],
)
def test_the_reason_tells_what_differs(rules: IndicatorRules, plan: str, summary: str, reason: str) -> None:
    row = answer(rules, plan, summary)
    assert row.verdict == "possible"
    assert reason in row.reason, row.reason


def test_works_in_progress_are_no_name(rules: IndicatorRules) -> None:
    assert answer(rules, "提速运河复航等6个在建项目。", "累计打造高品质住宅试点项目213个。").outcome is None


def test_a_label_has_its_verb(rules: IndicatorRules) -> None:
    found = ledger(rules, "改造供热管网20公里、供水管网30公里。建设林间驿站3个。", "财政收入12亿元。")
    assert [row.name for row in found] == ["改造供热管网", "改造供水管网", "建设林间驿站"]


def test_what_is_measured_takes_no_verb_of_another_thing(rules: IndicatorRules) -> None:
    found = ledger(rules, "新增风电装机20万千瓦、风力发电量30亿千瓦时。", "财政收入12亿元。")
    assert [row.name for row in found] == ["新增风电装机", "风力发电量"]


@pytest.mark.parametrize(
    ("plan", "summary", "verdict", "name"),
    [
        ("年销售收入超10亿元农业龙头企业达到100家以上。", "农业龙头企业达到150家。", "possible", "年销售收入超10亿元农业龙头企业"),
        ("年销售收入超10亿元农业龙头企业达到100家以上。", "年销售收入超10亿元农业龙头企业达到150家。", "met", "年销售收入超10亿元农业龙头企业"),
        ("建设500平方米以上的口袋公园12个。", "建设口袋公园20个。", "possible", "建设500平方米以上的口袋公园"),
        ("建设500平方米以上的口袋公园12个。", "建成500平方米以上的口袋公园13个。", "met", "建设500平方米以上的口袋公园"),
        ("投资3亿元新建林间驿站5个。", "新建林间驿站6个。", "met", "新建林间驿站"),
        ("2025年林间驿站新建3个。", "林间驿站新建4个。", "met", "新建林间驿站"),
    ],
)
def test_a_limit_belongs_to_the_name(rules: IndicatorRules, plan: str, summary: str, verdict: str, name: str) -> None:
    """Which of them are counted is said right before the name: all of them are no answer, and the limit is no promise of its own."""
    found = [row for row in ledger(rules, plan, summary) if row.promise.unit != "亿元" or "投资" not in plan]
    assert [(row.verdict, row.name) for row in found] == [(verdict, name)]


def test_a_bound_in_a_list_stays_a_promise(rules: IndicatorRules) -> None:
    found = ledger(rules, "培育100家以上特色企业和120个以上智能工厂。实施10大类55项民生实事。", "财政收入12亿元。")
    assert [row.promise.value for row in found] == [100, 120, 10, 55]
    assert not any("大类" in row.name for row in found)


def test_marks_inside_marks(rules: IndicatorRules) -> None:
    assert "“‘湖畔音乐会’演出”" in answer(rules, "“湖畔音乐会”不少于24场次。", "“湖畔音乐会”演出26场次。").reason


@pytest.mark.parametrize(
    ("plan", "summary"),
    [
        ("检查结果互认覆盖二级以上医疗机构97%的门诊量。", "二级以上医疗机构97%门诊量已实现检查结果互认。"),
        ("天然气产量稳定在60亿立方米。", "生产原油239万吨、天然气56.5亿立方米。"),
        ("上线“高效办成一件事”21项。", "35项“高效办成一件事”上线运行。"),
        ("城镇新增就业5万人。", "新增就业6万人。"),
        ("建设500平方米以上的口袋公园12个。", "建设口袋公园20个。"),
        ("再增加林间驿站5个。", "林间驿站6个。"),
        ("林间驿站总数达到9个。", "建设林间驿站6个。"),
    ],
)
def test_no_reason_says_what_a_document_leaves_out(rules: IndicatorRules, plan: str, summary: str) -> None:
    """What the program did not recognise may well be written."""
    row = answer(rules, plan, summary)
    assert row.reason
    assert not re.search("没有写|没有说|没写|只写|只有一处|结果说的是“", row.reason), row.reason


def test_a_deed_that_is_not_recognised_is_not_judged(rules: IndicatorRules) -> None:
    row = answer(rules, "检查结果互认覆盖二级以上医疗机构97%的门诊量。", "二级以上医疗机构97%门诊量已实现检查结果互认。")
    assert (row.verdict, row.reason) == ("possible", "目标的做法是“覆盖”，结果的做法没有认出，不作判断")


def test_what_a_programme_of_several_years_took_is_no_result_of_one(rules: IndicatorRules) -> None:
    row = answer(rules, "城市更新三年行动投入6亿元。", "城市更新三年行动投入7亿元。")
    assert row.verdict == "possible", row.reason


def test_what_differs_is_said(rules: IndicatorRules) -> None:
    assert "“新认定”" in answer(rules, "新认定高新技术企业50家。", "新增高新技术企业62家。").reason
    assert "开工" in answer(rules, "建成30个林间驿站。", "32个林间驿站全部开工。").reason
    assert "按一件事算" in answer(rules, "提质改造山区公路300公里。", "改造提升山区公路310公里。").reason


def test_what_answers_another_promise_is_no_likely_counterpart(rules: IndicatorRules) -> None:
    found = {row.name: row.verdict for row in ledger(rules, "建设100个口袋公园、10座体育公园。", "建成口袋公园106个。")}
    assert sorted(found.values()) == ["met", "not_found"]


def test_two_of_one_sentence_stay_two(rules: IndicatorRules) -> None:
    plan = "城镇和农村常住居民人均可支配收入分别增长5%、7%。"
    found = {row.name: row.verdict for row in ledger(rules, plan, "城镇和农村常住居民人均可支配收入分别增长3.9%和7.7%。")}
    assert found == {"城镇居民人均可支配收入": "missed", "农村居民人均可支配收入": "met"}
    plan = "东山和西山茶园面积分别达到500亩、700亩。"
    assert [row.verdict for row in ledger(rules, plan, "东山和西山茶园面积分别达到390亩和770亩。")] == ["missed", "met"]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("居民消费价格涨幅2%左右。", "居民消费价格基本持平"),
        ("居民人均可支配收入增长5%以上。", "居民人均可支配收入与经济增长同步"),
    ],
)
def test_words_instead_of_a_figure_are_no_silence(rules: IndicatorRules, plan: str, said: str) -> None:
    row = answer(rules, plan, f"一年来，财政收入12亿元。{said}。")
    assert row.verdict == "possible"
    assert row.outcome is not None
    assert (row.outcome.quote, row.outcome.value) == (said, None)


def test_words_of_a_plan_are_no_outcome(rules: IndicatorRules) -> None:
    (row, *_) = ledger(rules, "居民消费价格涨幅2%左右。", "一年来，财政收入12亿元。\n\n## 明年计划\n\n2026年，力争财政收入13亿元。居民消费价格基本持平。")
    assert row.verdict == "not_found"


@pytest.mark.parametrize(
    ("said", "verdict", "shown"),
    [
        ("固定资产投资、进出口总额未达年初预期", "missed", "固定资产投资、进出口总额未达年初预期"),
        ("固定资产投资超额完成年度目标", "not_comparable", "固定资产投资超额完成年度目标"),
        ("固定资产投资没有达到规划预期", "missed", ""),
        ("民间固定资产投资没有达到预期", "missed", ""),
    ],
)  # fmt: skip
def test_what_a_report_admits_stands_beside(rules: IndicatorRules, said: str, verdict: str, shown: str) -> None:
    row = answer(rules, "固定资产投资增长5%。", f"固定资产投资增长1.6%。{said}。")
    assert (row.verdict, row.self_reported) == (verdict, shown)


def test_an_admission_agrees_with_close(rules: IndicatorRules) -> None:
    row = answer(rules, "固定资产投资增长5%左右。", "固定资产投资增长4.7%。固定资产投资未达年初预期。")
    assert (row.verdict, row.self_reported) == ("close", "固定资产投资未达年初预期")


def test_an_admission_is_no_outcome(rules: IndicatorRules) -> None:
    row = answer(rules, "固定资产投资增长5%。", "一年来，财政收入12亿元。固定资产投资未达年初预期。")
    assert (row.verdict, row.outcome) == ("not_found", None)
    assert row.self_reported == "固定资产投资未达年初预期"


def test_an_excerpt_is_not_the_whole(rules: IndicatorRules) -> None:
    (row,) = ledger(rules, "新建体育公园10座。", "建成垃圾转运站12座。", edition="摘编")
    assert row.reason == "摘编里没有认出写明这个数字的说法，请看原文"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        # Made or earned each year anew, and no word of which year.
        ("茶叶产量突破52万吨。", "possible"),
        ("茶叶产量由30万吨增加到52万吨。", "met"),
        ("茶叶年度产量突破52万吨。", "met"),
        ("2025年，茶叶产量突破52万吨。", "met"),
        ("全年茶叶产量突破52万吨。", "met"),
        ("茶叶产量稳定在52万吨以上。", "met"),
        ("茶叶产量稳定在52万吨左右。", "possible"),
    ],
)
def test_a_look_back_on_five_years_must_name_the_year_of_what_flows(rules: IndicatorRules, said: str, verdict: str) -> None:
    row = answer(rules, "茶叶产量达到50万吨。", f"“十四五”时期，我们爬坡过坎。{said}")
    assert row.verdict == verdict, row.reason


def test_a_level_that_was_told_before_may_be_told_again(rules: IndicatorRules) -> None:
    plan, told = "草畜平衡指数降至10%以下。", "五年来，草畜平衡指数降至10%以下。"
    assert answer(rules, plan, told).verdict == "met"
    row = answer(rules, f"2024年，草畜平衡指数降至10%以下。\n\n{plan}", told)
    assert row.verdict == "possible"
    assert "已经写过同一个数" in row.reason


@pytest.mark.parametrize("again", ["固定资产投资今年要增长10%左右。", "⑤固定资产投资增长10%左右。", "固定资产投资继续保持增长10%左右。"])
def test_a_promise_made_twice_is_one(rules: IndicatorRules, again: str) -> None:
    (row,) = ledger(rules, f"固定资产投资增长10%左右。\n\n{again}", "固定资产投资增长4%。")
    assert (row.name, row.verdict, len(row.places)) == ("固定资产投资", "missed", 1)


TABLE = """| 指标 | 2025年目标 | 2025年完成 |
| --- | --- | --- |
| 改造山区公路（公里） | 300 | 280 |
| 植树（万株） | 20 | 23.5 |
| 惠民活动（场） | 40 | 已开展惠民活动44场 |
"""


def test_target_and_result_in_one_line(rules: IndicatorRules) -> None:
    found = {row.name: row for row in ledger(rules, "推动绿色发展。", f"## 任务完成情况\n\n{TABLE}")}
    assert {name: row.verdict for name, row in found.items()} == {"改造山区公路": "missed", "植树": "met", "惠民活动": "met"}
    assert all(row.promise.report == row.outcome.report for row in found.values() if row.outcome)


def test_homes_are_no_answer_to_estates_in_one_line(rules: IndicatorRules) -> None:
    table = "| 项目 | 年度目标 | 完成情况 |\n| --- | --- | --- |\n| 老旧小区改造 | 改造老旧小区6个 | 惠及居民2146户 |\n"
    assert [row.verdict for row in ledger(rules, "推动绿色发展。", f"## 任务完成情况\n\n{table}")] in ([], ["not_comparable"])


def test_a_plan_that_states_the_promise_too(rules: IndicatorRules) -> None:
    table = "\n".join(line for line in TABLE.splitlines() if "山区" not in line and "惠民" not in line)
    (row,) = ledger(rules, "植树20万株。", f"## 任务完成情况\n\n{table}")
    assert (row.promise.report, row.verdict, len(row.places)) == ("songling-2025-jihua", "met", 1)


@pytest.mark.parametrize(
    ("plan", "summary", "verdict"),
    [
        # When, how and for whom; what stands in front as an example.
        ("新建公办幼儿园3所。", "3所公办幼儿园于9月建成开园。", "met"),
        ("改造环湖步道3.2公里。", "3.2公里环湖步道于6月18日完工并向游人开放。", "met"),
        ("布置时令花坛45处。", "在“五一”、国庆期间布置时令花坛38处。", "possible"),
        ("走访困难家庭300户。", "春节期间走访困难家庭120户。", "possible"),
        ("为2100名老人免费安装防护扶手。", "2236名老人安装防护扶手。", "met"),
        ("举办各类招聘会40场次。", "举办“春风行动”等招聘会46场。", "met"),
        # 新 in front of a verb; verbs of one class.
        ("新铺设供水管网120公里。", "铺设供水管网108公里。", "missed"),
        ("新增休闲座椅150张。", "添置休闲座椅168张。", "met"),
        ("新组建教育集团2个。", "3个教育集团挂牌成立。", "met"),
        ("表彰优秀教师80名。", "评选表彰优秀教师82名。", "met"),
        # What is in use has been built; fewer in use says nothing of how many were built.
        ("新建零工驿站3个。", "3个零工驿站投入运营。", "met"),
        ("新建零工驿站3个。", "2个零工驿站投入运营。", "not_comparable"),
        ("投运零工驿站3个。", "建成零工驿站3个。", "possible"),
        ("建设老年食堂15个。", "老年食堂建成运营16个。", "met"),
        ("新建、改扩建义务教育学校4所。", "义务教育学校新改扩建项目建成3所。", "missed"),
        ("开展志愿服务3000人次。", "提供志愿服务4100人次。", "met"),
        ("上半年完成规划编制。8月底前，新建公办幼儿园3所。", "新建公办幼儿园4所。", "met"),
        # Bare people are anybody.
        ("参与学生500人。", "参加学生700人。", "possible"),
        ("惠及居民500户。", "惠及居民700户。", "possible"),
        ("培训职工500人次。", "培训职工700人次。", "met"),
        # … unless both sides say of what they are: of the thing counted before.
        ("实施教育项目23个，总投资4.9亿元，力争完成年度投资1.9亿元。", "实施教育项目22个，完成投资2.04亿元，占年度计划的107%。", "met"),
        ("改造山区公路20公里，惠及村民500户。", "改造山区公路21公里，受益村民450户。", "missed"),
        ("改造山区公路20公里，惠及村民500户。", "改造山区公路21公里；新建水窖30口，受益村民450户。", "possible"),
        # What runs may have run for years.
        ("上线集成办事场景21项。", "35项集成办事场景上线运行。", "possible"),
        # An event under its kind's name.
        ("开展送戏下乡120场。", "送戏下乡演出132场。", "met"),
        ("举办服务技能培训班4期。", "开展服务技能培训5期。", "met"),
    ],
)  # fmt: skip
def test_more_answers(rules: IndicatorRules, plan: str, summary: str, verdict: str) -> None:
    row = ledger(rules, plan, summary)[-1]
    assert row.verdict == verdict, row.reason


@pytest.mark.parametrize(
    ("target", "result", "reason"),
    [
        ("推出新戏400部以上。", "推出新戏400多部。", "结果和目标写的是同一个数，都说在这个数以上"),
        ("推出新戏400部左右。", "推出新戏约400部。", "结果和目标写的是同一个数，都说大约是这个数"),
        ("推出新戏400部。", "推出新戏400部。", "结果达到目标"),
    ],
)
def test_the_reason_says_what_is_the_same(rules: IndicatorRules, target: str, result: str, reason: str) -> None:
    row = answer(rules, target, result)
    assert (row.verdict, row.reason) == ("met", reason)


def test_a_step_that_was_reached_is_a_lower_bound(rules: IndicatorRules) -> None:
    assert answer(rules, "粮食产量达到510亿斤。", "粮食产量跃上500亿斤台阶。").verdict == "not_comparable"
    assert answer(rules, "粮食产量达到500亿斤以上。", "粮食产量跃上500亿斤台阶。").verdict == "met"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新增规模以上工业企业80户；900家企业实现上云上平台。", ["新增规模以上工业企业", "企业上云上平台"]),
        ("新建改扩建及维修改造公办幼儿园20所、小学50所。", ["新建改扩建及维修改造公办幼儿园", "新建改扩建及维修改造小学"]),
        ("新建、改建16万户农村户用厕所。", ["新建、改建农村户用厕所"]),
        ("一二三产增加值分别增长3%、6%、5%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("主要指标分别增长3%、6%。", []),
        ("接待游客人次、旅游总花费均增长8%。", ["接待游客", "旅游总花费"]),
        ("在30个县建设农事服务中心。", ["县"]),
        ("全县9个镇的空气质量第一次全部达标。", ["镇"]),
        ("优化24条公交线路。", ["优化公交线路"]),
        ("城镇、农村常住居民的人均可支配收入分别增长4%、6%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ],
)
def test_a_name_keeps_what_limits_it_and_nothing_of_another(rules: IndicatorRules, text: str, names: list[str]) -> None:
    rows = extract_rows(read("计划", text), "target", rules)
    assert [r.indicator for r in rows] == names
    assert all(r.growth is not None for r in rows if "增长" in text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("每千人口拥有婴幼儿托位数达到4.5个。", True),
        ("每万人口高价值发明专利拥有量达到12件。", True),
        ("每户每年补贴300元。", False),
        ("推广社区6个。", False),  # a verb and a word that stands for anything
        ("达标的乡镇卫生院、社区卫生服务中心，占比提高到90%以上。", False),  # of the last alone it would be another share
        ("汽车出口增长，两项都居全国第2位。", False),
    ],
)
def test_what_has_a_name(rules: IndicatorRules, text: str, *, named: bool) -> None:
    assert [is_named(r) for r in extract_rows(read("计划", text), "target", rules)][-1:] == [named]


def test_a_total_is_told_once(rules: IndicatorRules) -> None:
    rows = extract_rows(read("总结", "新增运营里程30公里，总里程达909公里。"), "actual", rules)
    assert [full_name(r) for r in rows] == ["新增运营里程", "运营总里程"]


def test_a_rate_behind_a_semicolon_is_not_that_of_the_rate_before(rules: IndicatorRules) -> None:
    rows = extract_rows(read("计划", "全社会研发投入占比6%以上；绿化率达24.2%。"), "target", rules)
    assert [(r.context, r.indicator) for r in rows][-1] == ("", "绿化率")


def test_what_a_thing_counted_does_is_no_mere_number_of_another(rules: IndicatorRules) -> None:
    found = ledger(rules, "新增规模以上工业企业80户；900家企业实现上云上平台。", "培育规模以上工业企业85家。")
    assert [r.outcome for r in found if "上云" in r.name] == [None]


@pytest.mark.parametrize("text", ["研发经费投入强度提高到1.6%左右", "人均预期寿命提高到75.3岁"])
def test_a_level_at_the_end_of_several_years_is_no_total(rules: IndicatorRules, text: str) -> None:
    (row,) = extract_rows(read("总结", f"五年来，{text}。"), "actual", rules)
    assert row.measure != "cumulative"
    assert row.flow != "done"
