"""What contradicts itself over a sentence, a paragraph or a table, and what only looks like it. The texts are made up."""

from __future__ import annotations

import pytest

from builder.analysis.figures.rules import load_rules
from builder.analysis.reading import extract_rows
from builder.checks.collection import check_twins
from builder.checks.columns import check_columns
from builder.checks.contradictions import check_contradictions
from builder.content.site_files import parse_column
from builder.problems import Problem
from tests.support import AS_OF
from tests.unit.checks.test_kinds import BODY, HEAD, found, read

RULES, _ = load_rules("")


def told(body: str, head: str = HEAD) -> list[tuple[str, int]]:
    return [(p.code, p.location.line) for p in found(body, head) if p.severity != "notice"]


def differing(body: str, head: str = HEAD) -> list[Problem]:
    report = read(body, head)[0].report
    assert report is not None
    return list(check_contradictions(report, extract_rows(report, "actual", RULES)))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("公厕2024年9月开工、2024年6月竣工。", "date.impossible"),
        ("施工期2024年8月至2024年3月。", "date.impossible"),
        ("项目2024年10月15日开工，2024年4月20日验收。", "date.impossible"),
        ("项目2024年10月立项，2024年4月开工建设。", "date.impossible"),
        ("卫生院门诊楼已于2025年3月投入使用。", "date.after-report"),
        ("0至14岁人口占17.6%，15至59岁人口占66.9%，60岁及以上人口占20.5%。", "number.sum"),
        ("满意的占68%，基本满意的占29%，不满意的占8%。", "number.sum"),
        ("三次产业比重由上年的21.2:37.5:41.3调整为20.4:38.1:44.5。", "number.sum"),
        ("| 季度 | 占全年比重 |\n|---|---|\n| 一 | 20% |\n| 二 | 25% |\n| 三 | 45% |\n| 四 | 20% |", "number.sum"),
        ("| 事项 | 目标 | 完成 | 完成率 |\n|---|---|---|---|\n| 修路 | 20 | 22 | 110% |\n| 改厕 | 500 | 540 | 118% |", "number.rate"),
        ("全县218个村收入均达到5万元以上，其中10万元以上的村153个，占80.2%。", "number.rate"),
        ("由每人每月820元提高到860元，提高60元。", "number.rate"),
        ("接报警情26起，同比减少8起，下降35.5%。", "number.rate"),
        ("调解纠纷5240件，成功5310件。", "number.part"),
        ("全县218个村收入均达到5万元以上，其中10万元以上的村253个。", "number.part"),
        ("新开工项目12个，总投资14亿元，其中：食品项目5个，建材项目4个，纺织项目2个。", "number.part"),
        ("生产总值268.4亿元，增长6.1%。其中第一产业52.3亿元，第二产业89.7亿元，第三产业117.4亿元。", "number.part"),
        ("共有社区12个。\n\n全镇15个社区均建成服务中心。", "number.differs"),
        ("签约项目11个。\n\n在上半年签约项目14个的基础上再加力。", "number.differs"),
        ("全年引进项目23个，投产2个。\n\n## 二、做法\n\n坚持招商，全年引进项目26个。", "number.differs"),
        ("全镇16个村的收入如下：\n\n| 片区 | 村数（个） |\n|---|---|\n| 东 | 8 |\n| 西 | 6 |\n| 合计 | 14 |", "number.differs"),
        ("主要抓好三个方面的工作。\n\n## 一、产业\n\n抓产业。\n\n## 二、民生\n\n抓民生。", "outline.count"),
        ("确定办好六件民生实事。\n\n## 一、内容\n\n1.修路。\n\n2.供水。\n\n3.建桥。\n\n4.改厕。", "outline.count"),
        ("实施八大工程：道路、供水、供电、供气、绿化、亮化、净化工程。", "outline.count"),
        ("第一，抓产业。\n\n二是抓民生。\n\n第三，抓安全。", "outline.run-in"),
        ("一是抓产业。二是抓民生。第三，抓安全。", "outline.run-in"),
        ("1.修路。\n\n2.供水。\n\n5.建桥。\n\n4.改厕。", "outline.run-in"),
        ("网格员李春梅，家庭电话：5582316。", "pii.phone"),
        ("义诊？？场。", "text.placeholder"),
        ("发放补贴【】万元。", "text.placeholder"),
        ("名单详见附件2。", "body.annex"),
        ("分配情况见附表。", "body.annex"),
        ("按照“产业兴旺、生态宜居、乡风文明、治理有序、生活富裕”的总要求推进乡村振兴，形势良好。", "word.wrong"),
        ("围绕第十四届五年规划开展工作。", "word.wrong"),
    ],
)
def test_what_cannot_be(body: str, code: str) -> None:
    assert code in {p.code for p in found(body)}


@pytest.mark.parametrize(
    "body",
    [
        "公厕2024年6月开工、2024年9月竣工。",
        "施工期2024年8月至2025年3月。",
        "一期2024年6月竣工，二期2024年8月开工。",
        "男性占51%，女性占49%。",
        "党员占60%，女性占48%，青年占35%。",
        "三次产业比重由21.2:37.5:41.3调整为20.4:38.1:41.5。",
        "| 事项 | 目标 | 完成 | 完成率 |\n|---|---|---|---|\n| 修路 | 20 | 22 | 110% |\n| 改厕 | 500 | 540 | 108% |",
        "新立案18宗，办结23宗。",
        "调解纠纷5240件，成功5130件。",
        "全县218个村收入均达到5万元以上，其中10万元以上的村153个，占70.2%。",
        "共有社区12个。\n\n全镇3个社区开展试点。",
        "以下三个方面的工作：\n\n## 一、产业\n\n抓产业。\n\n## 二、民生\n\n抓民生。\n\n## 三、安全\n\n抓安全。",
        "第一，抓产业。一是育龙头，二是强链条。第二，抓民生。",
        "详见附件。",
        "咨询电话：5582316。",
    ],
)
def test_what_well_may_be(body: str) -> None:
    assert told(body) == []


def test_one_indicator_with_two_values_is_told_at_both_places() -> None:
    body = "| 指标 | 数值 |\n|---|---|\n| 城镇新增就业（人） | 8400 |\n\n城镇新增就业8600人，完成目标的105%。"
    one, other = differing(body)
    assert [p.location.line for p in (one, other)] == [BODY + 2, BODY + 4]
    assert f"第 {BODY + 4} 行" in one.found
    assert f"第 {BODY + 2} 行" in other.found
    assert len(differing("农村居民人均可支配收入24600元，增长7.1%。\n\n农村居民人均可支配收入达到23800元。")) == 2


@pytest.mark.parametrize(
    "body",
    [
        "城镇新增就业8600人。\n\n城镇新增就业约8500人。",
        "城镇新增就业8600人。\n\n上半年城镇新增就业4300人。",
        "城镇新增就业8600人。\n\n城镇新增就业0.86万人。",
        "一般公共预算收入13.2亿元。\n\n2023年一般公共预算收入12.1亿元。",
        "低保标准由820元提高到860元。",
        "加快甲路、乙桥等55个重大交通项目建设。\n\n加快丙渠、丁站等31个重大交通项目建设。",
        "53个重大交通项目建成。\n\n79个重大交通项目开工。",
    ],
)
def test_two_values_of_two_things(body: str) -> None:
    assert differing(body) == []


def test_one_wrong_number_is_told_once() -> None:
    assert told("覆盖率由2024年的82%提高到91%，提高11个百分点。") == [("number.rate", BODY)]
    assert told("一是抓产业。三是抓民生。三是抓安全。") == [("outline.run-in", BODY)]
    assert told("1.修路。\n\n3.供水。\n\n3.建桥。") == [("outline.run-in", BODY + 2)]


def test_sums_are_told_in_the_unit_of_the_text() -> None:
    (problem,) = [p for p in found("投资21.6亿元，其中甲类8.5亿元、乙类7.6亿元、丙类6.5亿元。") if p.code == "number.part"]
    assert "22.6亿元" in problem.found


def test_a_year_between_the_two_of_a_title() -> None:
    head = HEAD.replace("清河镇2024年工作总结", "清河镇2025年工作总结和2026年工作计划").replace("kind: 总结", "kind: 总结+计划")
    assert ("title.year", 6) in told("修路。", head)
    assert ("title.year", 6) not in told("修路。", head.replace("year: 2024", "year: 2025"))


def test_a_column_that_is_still_to_come() -> None:
    column, _ = parse_column("---\ntitle: 制度\n---\n\n（本栏目正在建设中，内容待更新）\n", "content/columns/rules.md", "rules")
    assert column is not None
    assert [p.code for p in check_columns([column], AS_OF, official=True)] == ["text.placeholder"]


def test_nearly_the_same_report_of_one_office() -> None:
    clauses = [f"第{n}个片区完成改造任务{n}处" for n in range(1, 31)]
    one = read("。".join(clauses) + "。")[0].report
    two = read("。".join([*clauses[:28], "新增一句别的话在这里"]) + "。", HEAD.replace("id: a", "id: b"))[0].report
    assert one is not None
    assert two is not None
    other = two.__class__(two.meta, two.location.__class__("b.md"), two.sections, two.paragraphs, two.blocks, two.lines)
    assert [p.code for p in check_twins([one, other])] == ["report.twin"]


SHIFTS = "| 班次 | 时间 | 值班力量 |\n|---|---|---|\n| 早班 | 8时 | 政务办1人、应急站1人 |\n| 中班 | 16时 | 值班干部2人 |\n| 晚班 | 0时 | 值班干部1人、应急队员1人 |"


def test_rows_of_one_table_are_several_things() -> None:
    assert not differing(SHIFTS)
    other = SHIFTS.replace("值班干部2人", "值班干部4人").replace("值班干部1人", "值班干部3人")
    assert not differing(other)
