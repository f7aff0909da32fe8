"""Faults of which a blind writer planted one of a kind, and their siblings; beside each kind what only looks like it."""

from __future__ import annotations

import pytest

from builder.checks.collection import check_twins
from builder.checks.privacy import check_report
from builder.checks.review import Reviewing, review_report
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.content.wrong_words import shipped_wrong_words
from builder.model import Report
from tests.numbers import card, identity, mobile
from tests.unit.checks.test_review import BODY, HEAD, OFFICES, found, read

ID, M, CARD = identity("19720315"), mobile(), card()
SPELLED = M.translate(str.maketrans("0123456789", "零一二三四五六七八九"))


def codes(body: str, head: str = HEAD, *, official: bool = True) -> list[str]:
    """Of everything that a check of one report tells."""
    report, text = read(body, head)
    own = check_report(text, "a.md", report)
    return [p.code for p in (*own, *found(body, head, official=official)) if p.severity != "notice"]


FAULTS = {
    "pii.id-number": (
        f"身份证号码：{ID[:6]}，{ID[6:14]}，{ID[14:]}",
        f"证件号：{ID[:9]}\n{ID[9:]}",
        f"来访人身份证号码为{ID[:17]}{'0' if ID[17] != '0' else '1'}（经核）。",
        f"身份证号：{ID[:16]}。",
        f"身份证{ID[:3]} {ID[3:8]} {ID[8:13]} {ID[13:]}。",
    ),
    "pii.mobile": (
        f"值班手机：{SPELLED}。",
        f"值班手机：{SPELLED[:3]} {SPELLED[3:7]} {SPELLED[7:]}。",
        f"业主代表微信同号：（{M[:3]}）{M[3:7]} {M[7:]}。",
        f"请找小李（{M[:3]}）{M[3:7]}-{M[7:]}。",
        f"联系电话：{M[:3]}.{M[3:5]}.{M[5:7]}.{M[7:]}。",
    ),
    "pii.bank-card": (f"工资卡号{CARD[:6]}-{CARD[6:12]}-{CARD[12:]}。", f"银行卡号：{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}。"),
    "pii.account": (
        "有事请加wx：qhxz_1988。",
        "搬迁户邱某某个人银行账号：14290301040012345，开户行县农商银行。",
        "村民的一卡通账号：1429030104001234567。",
        "意见请发chenxiaobo1986@163.com。",
        "请发送到13812@qq.com。",
        "材料发王工wangwei@sina.com.cn。",
        "学籍号：20210513001。",
        "她的抖音号：xiaoyu_2020。",
    ),
    "pii.person": (
        "村民代表黄志强，生日1990年8月15日。",
        "何小梅身患尿毒症，镇里送去慰问金。",
        "填报人出生于1987年5月12日，姓名章文彬。",
        "王建国，男，1986年3月2日生。",
        "其中信访人邓国强反映拆迁补偿问题。",
        "投诉人李秀兰多次来电。",
        "为遭受家庭暴力的妇女叶春梅代理离婚诉讼。",
        "留守儿童陈小宇由祖父照看。",
        "学生李明轩获助学金3000元。",
        "死者周大明的家属已得到安置。",
    ),
    "pii.passport": ("护照号码E12345678。", "护照：G98765432，"),
    "pii.table": (
        "| 农户 | 联系电话 | 补贴金额（元） |\n|---|---|---|\n| 温德贵 | 0797-5561245 | 1187 |\n| 江福生 | 0797-5563318 | 760 |",
        "| 脱贫户 | 致贫原因 |\n|---|---|\n| 温德贵 | 因病 |\n| 江福生 | 因学 |",
    ),
    "pii.list": ("| 学生姓名 | 资助金额 |\n|---|---|\n| 温小贵 | 1500 |", "| 养殖户 | 补偿金额 |\n|---|---|\n| 温德贵 | 900 |\n| 江福生 | 700 |"),
    "mark.internal": ("此件仅供内部使用，严禁外传", "内部资料，请妥善保管", "仅供领导参阅", "本材料阅后收回", "（会后收回）", "此件暂不对外公开", "请勿转发"),
    "date.impossible": (
        "定于2月3日25时30分开会。",
        "上午15时开会。","于2205年底前验收总结。", "20225年完成。", "202年3月开工。", "1024年12月底前完成。"),
    "document-number.text": ("按照云府发(2024)9号执行。", "按照云府发[2024]9号执行。", "按照云府发（2024）9号执行。"),
    "word.wrong": (
        "以习近平新时代特色社会主义思想为指导。",
        "以习近平新时代中国社会主义思想为指导。",
        "按照“产业兴旺、生态宜居、乡风文明、治理有效、生活富足”的总要求。",
        "贯彻“创新、协调、绿色、开放、共赢”的新发展理念。",
        "贯彻创新、协调、绿色、共享的新发展理念。",
        "坚持创新、绿色、协调、开放、共享的新发展理念。",
        "统筹推进经济建设、政治建设、文化建设、社会建设、党的建设“五位一体”总体布局。",
        "巩固“两不愁三保证”成果。",
        "深刻领悟“两个建立”的决定性意义。",
        "坚决做到两个维互。",
        "执行“三会一刻”制度。",
        "2024年为全面建成小康社会继续奋斗。",
        "推进简政放权、放管结合、优化环境“放管服”改革。",
        "反对形式主义、官僚主义、享乐主义和奢靡之气。",
        "坚持稳中求进工作主基调。",
    ),
    "word.meeting": (
        "党的二十大是2023年召开的一次重要会议。",
        "庆祝新中国成立65周年。",
        "围绕2021年召开的党的二十大作出的部署抓落实。",
        "党的十九大于2018年召开。",
        "学习党的二十届三中全会审议通过的《中共中央关于制定国民经济和社会发展第十五个五年规划的建议》。",
        "党的十八届四中全会通过了关于全面深化改革若干重大问题的决定。",
        "学习十九届八中全会文件。",
    ),
    "outline.count": (
        "- 责任不实。\n- 力量不足。\n- 水平不高。\n\n以上四方面问题，将在2025年重点解决。",
        "全年办好以下五件实事：\n\n1. 修路。\n2. 种树。\n3. 治水。\n4. 架桥。",
        "存在以下三个问题：\n\n- 责任不实。\n- 力量不足。",
    ),
    "outline.run-in": (
        "1. 修路。\n2. 种树。\n4. 治水。","附件：1. 土地供应情况表\n\n　　　3. 违法图斑清单", "附件1：供应表\n\n附件3：清单"),
    "number.rate": (
        "今年完成植树3000亩，去年完成2500亩，增长50%。",
        "应征缴1200万元，已征缴900万元，征缴率85%。",
        "全镇共有党员1200名，其中女党员300名，占35%。",
        "全年立案86件，比上年76件增加15件。",
        "由76件增加到86件，增加15件。",
        "全年受理诉求52000件，比2023年的50000件增长14%。",
        "2023年为500件，2024年为600件，增长30%。",
        "生猪出栏22万头，同比增长20%（上年20万头）。",
        "粮食8.4万吨，比上年增加0.4万吨，增长15%。",
        "城镇新增就业4200人，完成年度目标4000人的115%。",
        "完成投资8.4亿元，占年度计划12亿元的80%。",
        "目标4000人，完成4200人，完成率115%。",
        "机械化率由74%提高到76.5%，提高3.5个百分点。",
        "合格率98.5%，比上年的97%提高2.5个百分点。",
        "产值由10亿元增加到15亿元，翻了一番。",
    ),
    "number.product": ("全年接待游客320万人次，旅游收入25.6亿元，人均消费8000元。", "受益农户1200户，发放资金240万元，户均3000元。", "播种10万亩，总产量4万吨，亩产500公斤。"),
    "number.part": ("公共预算收入12.6亿元，比上年的12亿元增长5%。其中税收收入9.4亿元，非税收入4.2亿元。", "小学3所、初中2所，共6所。"),
    "number.total": ("| 指标 | 2023年 | 2024年 | 增长 |\n|---|---|---|---|\n| 茶园 | 2000 | 2100 | 5.0% |\n| 收入 | 300 | 360 | 30.0% |\n| 农家乐 | 40 | 44 | 10.0% |",),
    "body.empty-part": ("| 项目 | 2023年 | 2024年 |\n|---|---|---|\n| 床位 | 1520 | |\n| 医师 | 640 | |",),
    "mark.secret": ("秘密级★三年",),
    "text.stale": ("| 项目 | 2022年支出 | 占比 |\n|---|---|---|\n| 教育 | 9.6 | 56% |\n| 农业 | 7.6 | 44% |",),
    "text.trace": (
        "新增就业300人（老李，这个数你再问问人社）。",
        "拟于三月开工（待领导审定后再写）。",
        "拆除违法建设41处。删除的内容: 原计划8月开放",
        "批注 [李1]: 这个数再核",
        "发放资金186万元。（此处核实）",
        "发放资金186万元（数据与统计局核对）。",
        "产值15.6亿元。张科看一下这个数对不对",
        "产值15.6亿元。@小王 补一下",
        "产值15.6亿元，数据还没报，先空着。",
        "本报告数据为初步统计锟斤拷。",
        "整治村庄32\ufffd个。",
        "è´¢æ”¿å±€完成任务。",
        "错误！未找到引用源。",
        "详见Error! Reference source not found.",
        "合计#DIV/0!元。",
        "第 页 共 页",
        "作为一个人工智能语言模型，我无法核实该数据。",
        "以下是为您生成的工作总结。",
        "希望以上内容对您有所帮助。",
    ),
    "link.local": (
        "台账见C:\\Users\\wang\\Desktop\\台账.xlsx。",
        "台账见\\\\server\\share\\台账.xlsx。",
        "系统地址http://192.168.3.15:8080/login。",
        "见[系统](http://10.0.0.8/login)。",
        "见http://localhost:3000/。",
        "平台172.20.1.5已上线。",
    ),
}


@pytest.mark.parametrize(("code", "body"), [(code, body) for code, bodies in FAULTS.items() for body in bodies])
def test_each_sibling_is_found(code: str, body: str) -> None:
    assert code in codes(body)


INNOCENT = (
    "办公电话：0797-5550188，（0797）5550188。",
    "举报邮箱：qhzjw@163.com，联系邮箱：qinghezhen2024@126.com。",
    "捐款账号：14290301040012345，户名：清河镇慈善协会。",
    "信访人员和患者满意度稳步提高，患者常规检查12人，受害人权益得到维护，残疾人车位20个。",
    "困境儿童关爱、残疾人康复、低保户房屋改造、未成年人司法保护、死者常年在外务工。",
    "居民张建国获评最美志愿者。",
    "烈士王建国，男，1926年3月2日生。",
    "加强内部管理，开展内部审计，注意保存资料。",
    "土地使用权出让至2074年底。",
    "寺庙始建于1662年。",
    "坚持创新、协调、绿色、开放、共享的新发展理念。",
    "在全面建成小康社会的基础上，推行“四个一批”“三位一体”。",
    "做好稳就业、稳投资、稳预期工作，推动绿色、开放发展。",
    "镇里历史悠久。2016年，当时的县卫生和计划生育委员会在镇里设立服务站；服务站后来并入卫生院。",
    "贯彻党的二十大和二十届二中、三中全会精神。",
    "学习2022年召开的党的二十大报告。",
    "存在以下三个问题：\n\n- 责任不实。\n- 力量不足。\n- 水平不高。",
    "附件：1. [土地供应情况表](reports/a/)\n\n　　　2. [违法图斑清单](reports/b/)",
    "全年受理诉求52000件，比2023年的50000件增长4%。其中咨询类28600件，求助类15600件，投诉类7800件。",
    "地区生产总值1200亿元，比上年的1100亿元增长6%。",
    "粮食8.4万吨，比上年增加0.4万吨，增长5%。",
    "机械化率由74%提高到76.5%，提高2.5个百分点。",
    "接待游客320万人次，旅游收入25.6亿元，人均消费800元。",
    "办理386件，其中涉及未成年人41件、老年人63件、妇女128件、农民工167件（同一受援人可同时属于几类）。",
    "培训5000人次，其中取得证书3000人次、企业职工2200人次。",
    "| 项目 | 数量 | 备注 |\n|---|---|---|\n| 床位 | 1520 | |\n| 医师 | 640 | |",
    "| 项目 | 2023年 | 2024年 |\n|---|---|---|\n| 床位 | 1520 | 1600 |\n| 医师 | 640 | 700 |",
    "数据经核实（经核）后公布，（详见附件）情况属实，大数据还没有全面应用。",
    "请群众看一看、问一问、查一查。",
    "邓国强、李秀兰等12名党员受到表彰。",
    "全年立案86件，比上年76件增加10件。",
    "共有党员1200名，其中女党员300名，占25%。",
    "庆祝新中国成立75周年，培训72小时，下午3时结束。",
    "接口版本10.1.2.3升级，网址https://www.example.gov.cn/a/b。",
)


@pytest.mark.parametrize("body", INNOCENT)
def test_what_only_looks_like_one_is_left_alone(body: str) -> None:
    assert codes(body) == []


def head(**fields: str) -> str:
    return HEAD + "".join(f"{k}: {v}\n" for k, v in fields.items())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"period": "全年", "written": "2024-06-08"}, "date.before-year"),
        ({"written": "2024-06-08"}, "date.before-year"),
        ({"period": "上半年", "written": "2024-03-08"}, "date.before-year"),
        ({"written": "2025-01-13", "published": "2025-04-20"}, "date.late"),
        ({"written": "2025-01-13", "published": "2025-01-02"}, ""),
        ({"written": "2024-12-20"}, ""),
        ({"period": "上半年", "written": "2024-07-02"}, ""),
    ],
)
def test_days_of_the_record(fields: dict[str, str], code: str) -> None:
    assert [c for c in codes("修路12公里。", head(**fields), official=False) if c.startswith("date.")] == ([code] if code else [])


def test_a_day_of_publication_before_the_text_is_an_error() -> None:
    text = f"---\n{head(written='2025-01-13', published='2025-01-02')}---\n\n正文。\n"
    assert [(p.severity, p.code) for p in read_report(text, "a.md", OFFICES, shipped_kinds()).problems if p.code == "date.order"] == [("error", "date.order")]


@pytest.mark.parametrize(
    ("opening", "told"),
    [("2023年，全镇工作稳中有进。", True), ("2023年全镇工作稳中有进。", True), ("2024年，全镇工作稳中有进。", False), ("2023年立项的工程，2024年完成。", False)],
)
def test_an_opening_of_another_year(opening: str, told: bool) -> None:
    text = f"---\n{head(period='全年')}---\n\n{opening}\n"
    report = read_report(text, "a.md", OFFICES, shipped_kinds()).report
    assert report is not None
    assert ("body.year" in [p.code for p in review_report(report, text, Reviewing(OFFICES, shipped_kinds(), shipped_wrong_words(), True))]) is told


def test_a_text_under_another_office_with_a_few_words_changed_is_a_twin() -> None:
    works = "新建学校 改造公园 整治背街小巷 新增停车泊位 维修路灯线路 清理河道淤塞点 安装电梯试点 建成长者食堂 修建垃圾站房 开设便民窗口 改建农贸市场 打通断头道路 布设探头点位"
    clauses = "，".join(f"{what}{n}处" for n, what in enumerate(works.split(), 12))

    def report(agency: str, text: str, year: int = 2024) -> Report | None:
        head = HEAD.replace("id: a", f"id: {agency}-{year}").replace("agency: qinghe", f"agency: {agency}").replace("2024", str(year))
        return read_report(f"---\n{head}---\n\n{text}。\n", f"{agency}-{year}.md", OFFICES, shipped_kinds()).report

    first = report("qinghe", f"清河镇坚持以人民为中心，{clauses}")
    second = report("donghu", f"东湖街道坚持以人民为中心，{clauses.replace('学校12处', '学校9处')}")
    other = report("donghu", "东湖街道坚持以人民为中心，" + clauses.replace("处", "项").replace("新", "再"))
    assert [(p.code, p.location.path) for p in check_twins([r for r in (first, second) if r])] == [("report.twin", "qinghe-2024.md")]
    assert not list(check_twins([r for r in (first, other) if r]))


def test_lines_of_findings() -> None:
    report, text = read(f"证件号：{ID[:9]}\n{ID[9:]}")
    assert [(p.code, p.location.line) for p in check_report(text, "a.md", report)] == [("pii.id-number", BODY)]
