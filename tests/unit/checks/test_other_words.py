"""Right words in the wrong place, names of laws, sentences that break off, what a text keeps of another one; and beside each what only looks so. Made up."""

from __future__ import annotations

import pytest

from builder.checks.cited_laws import cited_laws
from builder.checks.homophones import homophones
from builder.checks.near_misses import near_misses
from builder.checks.strays import strays
from builder.content.marks import find_marks
from builder.defaults import default_words
from tests.unit.checks.test_kinds import HEAD, found

OF_2025 = HEAD.replace("2024年工作总结", "2025年工作总结").replace("year: 2024", "year: 2025").replace("2024-12-20", "2025-12-20").replace("2024-12-25", "2025-12-25")
PLAN = HEAD.replace("2024年工作总结", "2025年工作计划").replace("kind: 总结", "kind: 计划").replace("year: 2024", "year: 2025")
PLAN = PLAN.replace("2024-12-20", "2025-01-12").replace("2024-12-25", "2025-01-15")
NUMBERED = "document_number: 清政〔2024〕{}号\nsummary"


def told(body: str, head: str = HEAD) -> list[str]:
    return [p.code for p in found(body, head) if p.severity != "notice"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("有家长反应放学时校门口拥堵。", "反映"),
        ("村民多次反应灌溉渠淤塞。", "反映"),
        ("建立快速反映机制。", "反应"),
        ("与商会签定合作协议。", "签订"),
        ("182户居民仍在过度；", "过渡"),
        ("防止过渡开发。", "过度"),
        ("中央生态环境保护督查交办的信访件。", "督察"),
        ("设置警示标致12块。", "标志"),
        ("当前形式依然严峻。", "形势"),
        ("开展燃气安全检察36次。", "检查"),
        ("到社区报道服务1200人次。", "报到"),
        ("制定水污染防止方案。", "防治"),
        ("做到“应助尽住”。", "应助尽助"),
        ("垃圾应收尽手。", "应收尽收"),
    ],
)
def test_two_right_words_are_told_apart_by_their_company(text: str, right: str) -> None:
    assert right in [meant for _, _, meant, _, _ in homophones(text)]


@pytest.mark.parametrize(
    "text",
    [
        "群众反应良好。企业反应迅速，快速反应机制健全。",
        "群众反映商业街噪声过大。",
        "不良反应监测情况。",
        "没有过度开发，处在过渡期。",
        "区委督查室、县政府督查工作。",
        "标志着项目投产，标致汽车入驻。",
        "以多种形式开展宣传，形势严峻。",
        "检察院开展检察监督。",
        "应保尽保、应急尽快到位、应当尽力、应享尽享。",
        "报名截止6月30日。",
    ],
)
def test_in_their_own_company_they_are_left_alone(text: str) -> None:
    assert list(homophones(text)) == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("固体废弃物污染环境防治法", "固体废物污染环境防治法"),
        ("妇女权益保护法", "妇女权益保障法"),
        ("农产品安全质量法", "农产品质量安全法"),
        ("消费者权益法", "消费者权益保护法"),
        ("中国共产党纪律处份条例", "中国共产党纪律处分条例"),
        ("保障农民工工资支付条理", "保障农民工工资支付条例"),
    ],
)
def test_a_law_under_a_name_that_is_nearly_its_own(said: str, right: str) -> None:
    assert [(a, b) for _, a, b, _, _ in cited_laws(f"依据《{said}》处罚2起。")] == [(said, right)]


def test_a_law_under_its_name_or_one_that_is_not_known() -> None:
    for name in default_words("laws.txt"):
        assert list(cited_laws(f"《{name}》《中华人民共和国{name}》")) == []
    others = "《湖北省物业服务条例》《城市供水管理办法》《安全生产条例》《环保法》《气象灾害防治条例》《生活垃圾管理办法》《乡村公路条例》"
    assert list(cited_laws(others)) == []


@pytest.mark.parametrize("text", ["推广稻虾共作面积1.9万亩。", "及时做好续报工作。", "续报两次，终报前再续报。", "探索“稻菱轮作、虾鳖套养”模式。"])
def test_a_word_that_somebody_made_is_none_of_the_dictionary_and_no_slip(text: str) -> None:
    assert list(strays(text)) == [] == list(near_misses(text))


@pytest.mark.parametrize(
    ("body", "head", "code"),
    [
        ("推进安全生产治本攻坚五年行动。", HEAD, "word.wrong"),
        ("2024年是新中国成立76周年。", HEAD, "word.meeting"),
        ("今年是中国共产党成立102周年。", HEAD, "word.meeting"),
        ("奋力实现“十三五”良好开局。", PLAN, "word.plan-years"),
        ("今年是“十四五”规划开局之年。", PLAN, "word.plan-years"),
        ("办理市人大代表提案9件。", HEAD, "word.wrong"),
        ("农村五保对象86人。", HEAD, "word.wrong"),
        ("以钉丁子精神抓落实。", HEAD, "word.wrong"),
        ("引进香港、澳门等外国投资项目2个。", HEAD, "word.wrong"),
        ("日均就餐近430人次左右。", HEAD, "word.repeated"),
        ("超过50家以上企业参展。", HEAD, "word.repeated"),
        ("最多不超过15个工作日以内办结。", HEAD, "word.repeated"),
        ("拆除违建12处；清运垃圾80吨；拆除违建12处。", HEAD, "text.twice"),
        ("一年来，我街道坚持党建引领。全镇完成投资3亿元，全镇新增就业200人。", HEAD, "body.agency"),
        ("为落实市委部署，白沙镇2024年开展“百日攻坚”。", HEAD, "body.agency"),
        ("2023年是很不容易的一年，全镇上下团结奋斗。", HEAD, "body.year"),
        ("2022年是党的二十大召开之年，各项事业取得进步。", HEAD, "body.year"),
        ("4月印发《清河镇2023年防汛工作方案》。", HEAD, "body.year"),
        ("所列数据统计期限为2023年1月1日至2023年12月31日。", HEAD, "body.year"),
        ("| 指标 | 单位 | 2022年 | 2023年 |\n|---|---|---|---|\n| 培训 | 场 | 12 | 14 |\n| 走访 | 户 | 220 | 260 |", HEAD, "text.stale"),
        ("| 村 | 任务 | 完成 | 完成率 |\n|---|---|---|---|\n| 东坪 | 40 | 38 | 95% |\n| 西岭 | 50 | 50 | 100% |\n| 南山 | 20 | 19 |  |", HEAD, "body.empty-part"),
        ("| 阶段 | 时间 | 任务 |\n|---|---|---|\n| 启动 | 3月 | 部署 |\n| 实施 | 4月 | 推进 |\n| 总结 |  | 通报 |", HEAD, "body.empty-part"),
        ("规上工业增加值增长　　%，投资增长8%。", HEAD, "number.missing"),
        ("油菜和绿肥（此处请农办补任务数）。", HEAD, "text.placeholder"),
        ("每月驻点不少于。严格执行规定。", HEAD, "punctuation.end"),
        ("鉴定为D级的一律。", HEAD, "punctuation.end"),
        ("（一）签订责任书。\n\n（二）对投诉3次以上的工单，由分管负责人\n\n（三）严禁弄虚作假。", HEAD, "punctuation.end"),
        ("新建污水处理站，日处理能力30。", HEAD, "number.missing"),
        ("建成绿道，长2。4公里。", HEAD, "punctuation.width"),
        ("每个社区建成1个“共享客厅”,9个社区全覆盖，设施齐全，管理规范，群众满意。", HEAD, "punctuation.width"),
        ("走访徐秀英老人（大河镇柳树村2组23号）。", HEAD, "pii.address"),
        ("反映人陈国栋（针织厂宿舍3幢2单元402室）的诉求。", HEAD, "pii.address"),
        ("家住机床厂宿舍2幢301室的周玉兰来信感谢。", HEAD, "pii.address"),
        ("全年工作。", HEAD.replace("2024-12-2", "2025-01-2").replace("summary", NUMBERED.format(3)), "document-number.year"),
        ("做好。\n\n附件：1．评估要点　2．演练统计表", HEAD + "attachments: [{file: a.docx, title: 评估要点}]\n", "body.annex"),
        (
            "## 一、强村富民工程\n\n做好。\n\n## 二、水利安澜工程\n\n做好。\n\n## 三、乡村焕新工程\n\n做好。\n\n"
            "| 工程 | 投资 |\n|---|---|\n| 强村富民 | 10 |\n| 水利安全 | 20 |\n| 乡村焕新 | 30 |",
            HEAD,
            "number.differs",
        ),
        ("| 小区 | 户数 |\n|---|---|\n| 百花新村 | 52 |\n| 太平坊小区 | 41 |\n| 针织厂宿舍 | 30 |\n\n总结太平桥小区的经验。", HEAD, "number.differs"),
    ],
)
def test_what_is_told(body: str, head: str, code: str) -> None:
    assert code in told(body, head)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("推进安全生产治本攻坚三年行动。2024年是新中国成立75周年。", HEAD),
        ("为新中国成立76周年献礼，将于明年开工。", HEAD),
        ("实现“十四五”圆满收官，为“十五五”良好开局打下基础。", PLAN),
        ("办理人大代表建议9件、政协提案12件，人大代表、政协委员建议提案21件。", HEAD),
        ("邀请港澳台同胞和外国友人；引进香港、澳门等境外投资项目2个。", HEAD),
        ("附近430人受益，节约430元以上，增速高于全省平均2个百分点以上。", HEAD),
        ("新建公厕5座，补助12万元；改造公厕8座，补助12万元。", HEAD),
        ("一年来，我镇健全镇村两级机制，全镇完成投资3亿元，保障全区域供水。", HEAD),
        ("根据市委和街道的部署，清河镇2024年开展整治。", HEAD),
        ("4月印发《清河镇2024年防汛工作方案》，公布《2023年度考核工作方案》。", HEAD),
        ("| 村 | 任务 | 完成 | 完成率 |\n|---|---|---|---|\n| 东坪 | 40 | 38 | 95% |\n| 西岭 | 50 | 50 | 100% |\n| 南山 | 0 | 0 |  |", HEAD),
        ("| 阶段 | 时间 | 任务 |\n|---|---|---|\n| 启动 | 3月 | 部署 |\n| 实施 | 3月 | 推进 |\n| 总结 |  | 通报 |", HEAD),
        ("投资共600万元；得分98。2公里绿道建成。", HEAD),
        ("安全工作马虎不得。负责人：王大力。原则上不低于、不高于平均水平。", HEAD),
        ("副主任李强，到幸福小区3栋2单元502室走访。", HEAD),
        ("为 家长解难，共 处置3起。", HEAD),
        ("项目选址（柳树村2组）已定；联系人：王建国（人民路12号政务大厅）。", HEAD),
        ("全年工作。", HEAD.replace("2024-12-2", "2025-01-2").replace("summary", NUMBERED.format(86))),
        ("做好。\n\n附件：1．评估要点　2．演练统计表", HEAD + "attachments: [{file: a.docx, title: 评估要点}, {file: b.docx, title: 演练统计表}]\n"),
        ("| 社区 | 户数 |\n|---|---|\n| 上河湾社区 | 52 |\n| 太平坊社区 | 41 |\n| 百花社区 | 30 |\n\n与下河湾社区结对。", HEAD),
    ],
)
def test_what_only_looks_so(body: str, head: str) -> None:
    kinds = ("word.", "text.", "body.agency", "body.year", "body.annex", "body.empty", "punctuation.", "number.", "pii.", "document-number.year")
    assert [c for c in told(body, head) if c.startswith(kinds)] == []


@pytest.mark.parametrize(("line", "words"), [("（党政联席会议讨论稿）", "讨论稿"), ("【第二次征求意见稿】", "征求意见稿"), ("（镇长办公会审议稿）", "审议稿")])
def test_a_line_in_brackets_that_says_it_is_a_draft(line: str, words: str) -> None:
    assert [mark.words for _, mark in find_marks([line])] == [words]


@pytest.mark.parametrize("line", ["（面向社会公开征求意见稿）", "形成了（规划征求意见稿）并印发。"])
def test_a_draft_for_everybody_or_of_another_text(line: str) -> None:
    assert list(find_marks([line])) == []
