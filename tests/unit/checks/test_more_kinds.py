"""What the rules of relations, sizes, lists, feasts, names and pointers tell, and what only looks like it. The texts are made up."""

from __future__ import annotations

import pytest

from tests.unit.checks.test_kinds import found


def codes(text: str) -> set[str]:
    return {p.code for p in found(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("开展培训12期，同比下降20%，上年为10期。", "number.rate"),
        ("将停车位由300个扩至280个。", "number.direction"),
        ("比上年增加15件，由60件增至70件。", "number.rate"),
        ("第一季度12件，第二季度15件，第三季度18件，第四季度10件，全年共56件。", "number.part"),
        ("全街道共有6个社区、4个村，共11个村（社区）。", "number.part"),
        ("计划新建10个，已建成7个，还剩2个。", "number.part"),
        ("全年收入2亿元，支出1.8亿元，结余3000万元。", "number.part"),
        ("占全区的三分之一，即40%。", "number.rate"),
        ("达到85%以上，较上年提高5个百分点，上年为82%。", "number.rate"),
        ("五年累计投入1000万元，年均300万元。", "number.product"),
        ("完成目标任务的110%，超额20%完成。", "number.rate"),
        ("平均每户补助2000元，共150户，发放25万元。", "number.product"),
        ("共检查企业40家次，发现隐患56处，整改60处。", "number.part"),
        ("全年接待来访300批、280人次。", "number.part"),
        ("抽检样品200批次，合格190批次，不合格15批次。", "number.part"),
        ("参与投票居民500人，赞成380人，反对80人，弃权60人。", "number.part"),
        ("受理投诉50起，同比减少了2倍。", "number.direction"),
        ("清理垃圾约50余吨。", "word.repeated"),
        ("占地30亩（约2000平方米）。", "number.scale"),
        ("修路3公里米。", "number.scale"),
        ("气温达到380℃。", "number.scale"),
        ("年龄最大的600岁。", "number.scale"),
        ("低保标准为每人每月1100万元。", "number.scale"),
        ("日处理污水2万吨，年处理73万吨。", "number.scale"),
        ("城南、城西、城中2个片区完成改造。", "outline.count"),
        ("东风、朝阳、和平、幸福等3个社区通过验收。", "outline.count"),
        ("成立了3个工作组：综合组、执法组、宣传组、后勤组。", "outline.count"),
        ("共有4个村，分别是东村、西村、南村、北村、中村。", "outline.count"),
        ("7月1日建军节走访部队。", "date.impossible"),
        ("国庆节（9月1日）期间安全平稳。", "date.impossible"),
        ("今年重阳节（农历八月初九）慰问老人。", "date.impossible"),
        ("工程3月至5月共用2个月完成。", "date.impossible"),
        ("集中整治从4月1日到4月10日，为期一个月。", "date.impossible"),
        ("上半年（1—5月）受理诉求230件。", "date.impossible"),
        ("活动于14时61分结束。", "date.impossible"),
        ("热线在每天25:30开通。", "date.impossible"),
        ("项目负责人王建军主持工作。项目负责人王建君带队检查。", "number.differs"),
        ("柳林湖公园3月开园。后来，柳林湖公园于5月正式开园。", "number.differs"),
        ("各项指标如下表所示。", "body.annex"),
        ("网址：htp://www.example.org。", "link.local"),
        ("比上年增长 %。", "number.missing"),
        ("共计完成投资…万元。", "text.placeholder"),
        ("详见附件X。", "text.placeholder"),
        ("同时，同时抓好落实。", "word.repeated"),
        ("进行行了清理。", "word.repeated"),
        ("依据《中华人民共和国物权法》办理。", "word.wrong"),
        ("第十四届全国人大六次会议召开。", "word.wrong"),
        ("户主陈阿根，联系电话86754321。", "pii.phone"),
        ("赵大爷的家在柳林东路88号2幢1单元301。", "pii.address"),
        ("居民陈某某（女，45岁，艾滋病患者）由专人随访。", "pii.person"),
    ],
)
def test_told(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "开展培训12期，同比增长20%，上年为10期。",
        "将停车位由280个扩至300个。",
        "比上年增加15件，由60件增至75件。",
        "街道下辖东风、朝阳、和平3个社区和2个行政村。",
        "全街道共有6个社区、4个村，共10个村（社区）。",
        "计划新建10个，已建成7个，还剩3个。",
        "全年收入1200万元，支出1100万元，结余100万元。",
        "占全区的三分之一，即33.3%。",
        "五年累计投入1000万元，年均200万元。",
        "完成目标任务的110%，超额10%完成。",
        "平均每户补助2000元，共150户，发放30万元。",
        "抽检样品200批次，合格190批次，不合格10批次。",
        "约50户居民参加，近300人受益。",
        "占地30亩（约20000平方米）。",
        "古银杏树龄达600岁。",
        "完成货运周转量1.2亿吨公里。",
        "低保标准为每人每月1100元。",
        "新建停车场、充电桩、公厕12处。",
        "东风、朝阳等12个社区通过验收。",
        "说明便民菜市、食品安全、残疾人两项补贴的做法。",
        "重点抓好三项工作：一是学习；二是宣传；三是落实。",
        "7月1日建党节前夕走访慰问老党员。",
        "6月5日世界环境日当天开展宣传。",
        "国庆假期（10月1日至7日）游客平稳。",
        "施工期从3月初至5月初，历时2个月。",
        "4月1日至6月30日，开展为期三个月的集中整治。",
        "县委书记李明、镇长李鸣到场指导。",
        "柳林湖公园3月开工。柳林湖公园于5月正式开园。",
        "劳动合同法知识竞赛吸引120名职工。",
        "自然资源和规划局、农业农村局、文化和旅游局联合执法。",
        "完善安全检查长效机制。",
        "按“依申请公开”的程序办理。",
        "开展病媒生物防制，消杀12次。",
    ],
)
def test_not_told(text: str) -> None:
    assert codes(text) <= {"summary.missing", "body.heading-figure"}
