"""Slips of a set that its writer made without knowing the rules, and what only looks like them. Persons and figures are made up."""

from __future__ import annotations

import pytest

from builder.privacy import find_numbers
from tests.unit.checks.test_kinds import found
from tests.unit.checks.test_reckoned import table

pytestmark = pytest.mark.parts


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("八十岁的王翠老人独自住在新华路128号翠苑小区9幢2单元401室，由社工照看。", "pii.address"),
        ("获评书香家庭的是一对夫妇，他们住在学院路33弄8号1202室，藏书三千册。", "pii.address"),
        ("第一户装好扶手的是胡国华家，地址是解放街56号二单元501室。", "pii.address"),
        ("访谈对象汤志远（宅电：8836 2147）谈了看法。", "pii.phone"),
        ("要进群的请加居委会主任邵军的微信号：shaojun-7715，备注楼号。", "pii.account"),
        (table("姓名 | 配偶姓名 | 奖扶金（元）", "王翠兰 | 李国强 | 1200", "周小梅 | 陈志明 | 1200"), "pii.table"),
        (table("供养对象 | 年龄 | 银行卡号", "王翠兰 | 81 | 6222021001116245702", "周小梅 | 79 | 6222021001116245710"), "pii.table"),
        ("计划改造的公厕共5座，已完成6座，其余2座明年实施。", "number.part"),
        ("在全区12个镇街的考核中排名第13位。", "number.part"),
        ("可防性案件从2024年的150件下降到2025年的168件。", "number.direction"),
        ("床位由2024年的400张增加到2025年的520张，增长25%。", "number.rate"),
        ("三次产业的比重为5.2%：41.8%：58.0%。", "number.sum"),
        ("2021年党的二十大召开以后，学习成为常态。", "word.meeting"),
        ("屋顶光伏装机容量达到？？？千瓦。", "text.placeholder"),
    ],
)
def test_found(body: str, code: str) -> None:
    assert code in {p.code for p in found(body)}


def test_an_old_number_behind_a_bare_label_is_one() -> None:
    assert [n.kind for n in find_numbers("在册的孙德胜，1951年入伍，证号330106350817041，按月领取补助。")] == ["id-number"]
    assert not find_numbers("经营许可证号330106350817041，按月检查。")


@pytest.mark.parametrize(
    "body",
    [
        "补助标准为寄宿小学生每生每年1250元，寄宿初中生每生每年1500元。",
        "安置房交付后，群众搬进新居，住在学院路一带的居民出行更方便。",
        "工作人员住在村里，镇政府办公地址是解放街56号三楼。",
        "业主交流群由居委会建立，微信群号清河便民88开放加入。",
        "在全区12个镇街的考核中排名第3位，在全市86个部门中位列第5名。",
        "全年计划改造公厕5座，已完成6座，超额完成任务。",
        "案件从2024年的150件下降到2025年的120件，下降20%。",
        "三次产业的比重为5.2%：41.8%：53.0%。",
        "2022年党的二十大召开以后，学习成为常态。2021年，街道为党的二十大召开前的各项保障作准备。",
    ],
)
def test_no_alarm(body: str) -> None:
    codes = {"pii.address", "pii.account", "pii.phone", "number.part", "number.direction", "number.rate", "number.sum", "word.meeting", "word.repeated"}
    assert not [p for p in found(body) if p.code in codes]
