"""Days of a record and its text, titles and what they name, counts of what follows. The texts are made up."""

from __future__ import annotations

import pytest

from tests.unit.checks.test_kinds import HEAD, found
from tests.unit.checks.test_reckoned import table


def told(body: str, head: str = HEAD) -> list[str]:
    return [p.code for p in found(body, head)]


RULE = HEAD.replace("清河镇2024年工作总结", "清河镇停车管理办法").replace("kind: 总结", "kind: 其他")
PLAN = HEAD.replace("2024年工作总结", "2024年工作计划").replace("kind: 总结", "kind: 计划").replace("2024-12", "2024-02")
FORM = HEAD.replace("2024年工作总结", "2024年政府信息公开工作年度报告").replace("kind: 总结", "kind: 年报").replace("2024-12", "2025-01")


@pytest.mark.parametrize(
    ("body", "head", "code"),
    [
        ("修路。\n\n二〇二四年十一月三十一日", HEAD, "date.impossible"),
        ("会议于二○二四年二月三十日召开。", HEAD, "date.impossible"),
        ("笔试时间：4月12日11:00—9:00。", HEAD, "date.impossible"),
        ("供水时间为16:30至14:30。", HEAD, "date.impossible"),
        ("第九条 本办法自2025年1月15日起施行。", RULE + "effective: 2025-01-05\n", "body.date"),
        ("本办法自2025年2月1日起施行，有效期5年。", RULE + "effective: 2025-02-01\nexpires: 2028-01-31\n", "body.date"),
        ("1. 老旧小区改造9个，2022年底前完工6个。", PLAN, "date.before-year"),
        ("二期工程2023年6月底前建成。", PLAN, "date.before-year"),
        ("本报告统计期限自2023年1月1日起至2023年12月31日止。", FORM, "body.year"),
        ("修路。", HEAD.replace("title: 清河镇", "title: 白石镇"), "title.agency"),
        ("修路。", HEAD.replace("title: 清河镇", "title: 白石街道办事处"), "title.agency"),
        ("修路。", HEAD.replace("summary: 回顾全年工作。", "summary: 清河镇2024年工作总结"), "summary.title"),
        ("处罚文号：清市监处罚[2024]42号。", HEAD, "document-number.text"),
        ("处罚文号：清市监处罚〔2042〕42号。", HEAD, "document-number.text"),
        ("（一）、修路。修好了路。\n\n（二）、建桥。建好了桥。", HEAD, "outline.run-in"),
        ("主要有两个方面的问题：一是缺人。二是缺钱。三是缺地。", HEAD, "outline.run-in"),
        ("存在四个问题：一是缺人；二是缺钱；三是缺地。", HEAD, "outline.run-in"),
        ("拟对以下3户家庭给予救助。\n\n" + table("序号 | 事项 | 户", "1 | 修房 | 甲", "2 | 修房 | 乙"), HEAD, "outline.count"),
        ("对以下4条线路作调整，工期结束后恢复。\n\n## 一、1路\n\n停。\n\n## 二、2路\n\n停。\n\n## 三、3路\n\n停。", HEAD, "outline.count"),
    ],
)  # fmt: skip
def test_what_cannot_be(body: str, head: str, code: str) -> None:
    assert code in told(body, head)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("修路。\n\n二〇二四年十二月二十日", HEAD),
        ("二〇二四年十月三十一日前完成。", HEAD),
        ("值班时间17:30—8:30，夜间22:00—6:00，营业时间6:00—22:30，比赛3:0—2:1。", HEAD),
        ("第九条 本办法自2025年1月15日起施行。", RULE + "effective: 2025-01-15\n"),
        ("上级办法自2020年1月15日起施行。\n\n第九条 本办法自2025年1月15日起施行，有效期3年。", RULE + "effective: 2025-01-15\nexpires: 2028-01-14\n"),
        ("2022年底前已完工6个。2023年底前完成的遗留工程交付使用。2024年底前完工9个，2025年底前建成。", PLAN),
        ("2022年底前完工6个。", HEAD),
        ("本报告统计期限自2024年1月1日起至2024年12月31日止。", FORM),
        ("修路。", HEAD.replace("title: 清河镇", "title: 美丽城镇和特色小镇")),
        ("修路。", HEAD.replace("title: 清河镇2024年", "title: 党建引领强乡2024年")),
        ("依据青法（2024）13号、(2024)粤01民终13号判决，案号〔2024〕13号。", HEAD),
        ("（一）修路。修好了路。\n\n（二）建桥。建好了桥。", HEAD),
        ("主要有三个方面的问题：一是缺人。二是缺钱。三是缺地。", HEAD),
        ("抓好三个方面的工作：一是修路。\n\n二是建桥。\n\n三是治水。", HEAD),
        ("拟对以下2户家庭给予救助。\n\n" + table("序号 | 事项 | 户", "1 | 修房 | 甲", "2 | 修房 | 乙", "合计 | 2 | —"), HEAD),
        ("对以下3条线路作调整，工期结束后恢复。\n\n## 一、1路\n\n停。\n\n## 二、2路\n\n停。\n\n## 三、3路\n\n停。\n\n## 四、时间\n\n三个月。", HEAD),
        ("对以下9个村进行检查，情况如下。\n\n## 一、成绩\n\n好。\n\n## 二、问题\n\n少。\n\n## 三、建议\n\n改。", HEAD),
    ],
)  # fmt: skip
def test_what_well_may_be(body: str, head: str) -> None:
    assert [c for c in told(body, head) if c not in {"body.heading-figure", "document-number.text"} or "[" in body] == []


def test_growth_in_the_summary_that_the_text_tells_otherwise() -> None:
    head = HEAD.replace("summary: 回顾全年工作。", "summary: 上半年地区生产总值增长5.7%，投资下降2.3%。") + "period: 上半年\n"
    body = "上半年实现地区生产总值331.62亿元，同比增长5.1%，投资下降2.3%。"
    assert [(p.code, p.location.line) for p in found(body, head) if p.code == "number.differs"] == [("number.differs", 7)]
    assert not [p for p in found(body.replace("5.1", "5.7"), head) if p.code == "number.differs"]


@pytest.mark.parametrize(
    ("name", "told_of"),
    [("王小二身份证复印件.pdf", True), ("李四户口本扫描件.jpg", True), ("诊断证明.pdf", True), ("身份证办理指南.pdf", False), ("残疾证申领流程.pdf", False), ("附表.pdf", False)],
)
def test_papers_of_a_person_among_the_attachments(name: str, told_of: bool) -> None:
    head = HEAD + f"attachments:\n  - {{file: {name}, title: 材料}}\n"
    problems = [p for p in found("修路。", head) if p.code == "pii.account"]
    assert [p.location.line for p in problems] == ([11] if told_of else [])


ROWS = table("项目 | 年度目标 | 完成数 | 完成率", "改造老旧小区（个） | 45 | 36 | 80%", "新建公园（个） | 4 | 3 | 75%")


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("老旧小区改造已完工39个，其余正在施工。", [14, 17]),
        ("改造老旧小区完成39个。", [14, 17]),
        ("老旧小区改造已完工36个，其余9个正在施工。", []),
        ("上半年老旧小区改造完工20个。", []),
        ("老旧小区改造已完工12.6万平方米。", []),
        ("老旧小区改造目标45个。", []),
    ],
)
def test_a_row_of_a_table_and_the_words_about_it(said: str, lines: list[int]) -> None:
    assert [p.location.line for p in found(f"{ROWS}\n\n{said}") if p.code == "number.differs"] == lines


def test_a_narrow_mark_among_wide_ones() -> None:
    wide = "全年修路三十公里，架桥八座，通水二十处，建园三个，植树万株，改厕百座，清渠九条，亮灯千盏，绿地两块，便民六件"
    assert [p.code for p in found(f"{wide},群众满意。")] == ["punctuation.width"]
    assert found(f"{wide}，比分3:2，时间8:30，共1,200人。") == []
    assert found(wide.replace("，", ",") + "。") == []
