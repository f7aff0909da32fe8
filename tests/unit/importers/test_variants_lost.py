"""Lost numbers, halves of a year, documents sent by a notice, boxed records: variants of what a third author's texts showed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.content.kinds import shipped_kinds
from builder.importers import ImportResult
from builder.importers.kinds import kind_of_title

Bring = Callable[..., ImportResult]
OutlineOf = Callable[[ImportResult], list[str]]
FieldsOf = Callable[[ImportResult], dict[str, str]]

A = "全年修缮水渠五条、石桥三座，沿线村民出行和灌溉比往年方便，夜里也有路灯照明，大家都说这钱花得值当。"
B = "镇里请来技术员住村指导，果农学会了疏花疏果，合作社把订单签到了省城，仓库里不再有卖不出去的果子。"
C = "卫生院添了两台机器，医生每月下村巡诊，老人不出村就能量血压、测血糖，取药也不用再坐车进城。"
TITLE = "青禾镇2021年工作总结"
HALF = "青禾镇2021年上半年工作总结和下半年工作计划"

CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "a middle number lost": (TITLE, ["一、修好水利", A, "果业兴旺起来", B, "三、方便看病", C], ["1 一、|修好水利", "1 |果业兴旺起来", "1 三、|方便看病"]),
    "the first number lost": (TITLE, ["修好水利", A, "二、兴旺果业", B, "三、方便看病", C], ["1 |修好水利", "1 二、|兴旺果业", "1 三、|方便看病"]),
    "two in a row lost": (
        TITLE,
        ["一、修好水利", A, "果业兴旺", B, "村里办学", A, "四、方便看病", C],
        ["1 一、|修好水利", "1 |果业兴旺", "1 |村里办学", "1 四、|方便看病"],
    ),
    "one lost below （一）": (
        TITLE,
        ["一、农业", "（一）修渠", A, "架起石桥", B, "（三）种果", C, "二、卫生", C],
        ["1 一、|农业", "2 （一）|修渠", "2 |架起石桥", "2 （三）|种果", "1 二、|卫生"],
    ),
    "one lost beside its text": (
        TITLE,
        ["一、农业", f"（一）修渠。{A}", f"架起石桥。{B}", f"（三）种果。{C}", "二、卫生", C],
        ["1 一、|农业", "2 （一）|修渠", "2 |架起石桥", "2 （三）|种果", "1 二、|卫生"],
    ),
    "numbers that go on leave no gap": (
        TITLE,
        ["一、农业", f"1.修渠。{A}", f"2.架桥。{B}", "二、卫生", f"3.看病。{C}", f"4.取药。{C}"],
        ["1 一、|农业", "2 1.|修渠", "2 2.|架桥", "1 二、|卫生", "2 3.|看病", "2 4.|取药"],
    ),
    "a gap without a line to fill it": (TITLE, ["一、修渠", A, B, "三、看病", C], ["1 一、|修渠", "1 三、|看病"]),
    "the second part lost its number": (
        HALF,
        ["第一部分 上半年工作情况", "一、水利", A, "二、果业", B, "下半年工作计划", "下半年，全镇接着干。", f"一是修渠架桥。{A}", f"二是种树育果。{B}"],
        ["1 第一部分|上半年工作情况", "2 一、|水利", "2 二、|果业", "1 |下半年工作计划", "2 一是|修渠架桥", "2 二是|种树育果"],
    ),
    "下一步打算 below 一、 to 三、": (
        HALF,
        ["一、水利", A, "二、果业", B, "三、卫生", C, "下一步工作打算", C],
        ["1 一、|水利", "1 二、|果业", "1 三、|卫生", "1 |下一步工作打算"],
    ),
    "both halves without a number": (
        HALF,
        ["上半年主要成效", "一、水利", A, "二、果业", B, "下半年重点安排", "一、修渠", A, "二、卫生", C],
        ["1 |上半年主要成效", "2 一、|水利", "2 二、|果业", "1 |下半年重点安排", "2 一、|修渠", "2 二、|卫生"],
    ),
    "the second half has an opening before （一） starts again": (
        HALF,
        ["一、上半年进展", "（一）水利", A, "（二）果业", B, "下半年打算", "全镇上下接着干，不松劲。", "（一）修渠", A, "（二）卫生", C],
        ["1 一、|上半年进展", "2 （一）|水利", "2 （二）|果业", "1 |下半年打算", "2 （一）|修渠", "2 （二）|卫生"],
    ),
    "明年 with no number at the end": (
        "青禾镇2021年工作总结及2022年工作思路",
        ["一、2021年工作完成情况", "（一）水利", A, "（二）果业", B, "2022年工作思路", C],
        ["1 一、|2021年工作完成情况", "2 （一）|水利", "2 （二）|果业", "1 |2022年工作思路"],
    ),
    "上篇 and 下篇": (
        "青禾镇2021年上半年工作小结和下半年打算",
        ["上篇：上半年回顾", "一、水利", A, "二、果业", B, "下篇：下半年打算", "一、修渠", A, "二、卫生", C],
        ["1 上篇：|上半年回顾", "2 一、|水利", "2 二、|果业", "1 下篇：|下半年打算", "2 一、|修渠", "2 二、|卫生"],
    ),
    "a signature and a day are no heading": (TITLE, ["一、修渠", A, "二、看病", C, "青禾县水务局", "2022年1月8日"], ["1 一、|修渠", "1 二、|看病"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_lost_numbers(name: str, bring: Bring, outline_of: OutlineOf) -> None:
    title, lines, wanted = CASES[name]
    assert outline_of(bring("\n\n".join([title, *lines]))) == wanted


BODY = ["一、水利", f"1.修渠。{A}", f"2.架桥。{B}", "二、卫生", f"3.看病。{C}"]
OUTLINE = ["1 一、|水利", "2 1.|修渠", "2 2.|架桥", "1 二、|卫生", "2 3.|看病"]
NOTICE = "各科室、各站所：\n现将《青禾县水务局2021年工作要点》印发给你们，请抓好落实。"
NOTICES = {
    "title below the signature": f"关于印发《青禾县水务局2021年工作要点》的通知\n{NOTICE}\n青禾县水务局\n2021年2月6日\n\n青禾县水务局2021年工作要点",
    "title on two lines": f"关于印发《青禾县水务局2021年工作要点》的通知\n{NOTICE}\n青禾县水务局\n2021年2月6日\n\n青禾县水务局\n2021年工作要点",
    "title below 附件": f"青禾县水务局关于印发2021年工作要点的通知\n{NOTICE}\n青禾县水务局\n二〇二一年二月六日\n附件\n2021年水务工作要点",
    "title not named before": "青禾县水务局关于印发年度要点的通知\n各科室：\n现将今年的要点印发给你们。\n青禾县水务局\n2021年2月6日\n全县水务工作要点",
    "no signature": f"关于印发《青禾县水务局2021年工作要点》的通知\n{NOTICE}\n青禾县水务局2021年工作要点",
}


@pytest.mark.parametrize("name", NOTICES)
def test_the_title_of_a_document_sent_heads_no_section(
    name: str, bring: Bring, outline_of: OutlineOf, fields_of: FieldsOf
) -> None:
    result = bring("\n".join([NOTICES[name], *BODY]))
    assert outline_of(result) == OUTLINE
    assert fields_of(result)["kind"] == "计划"
    assert result.agency is not None
    assert result.agency.name == "青禾县水务局"


STATED = {"index_number": "QH0101/2022-00003", "written": "2022-01-08", "published": "2022-01-12"}
RECORDS = {
    "box": "┌ 索 引 号：QH0101/2022-00003\n│ 发布机构：青禾镇\n│ 成文日期：2022年1月8日\n└ 发布时间：2022年1月12日 16:48",
    "box of cells": "┌────┬────┐\n│索引号│QH0101/2022-00003│发布机构│青禾镇│\n├────┼────┤\n│成文日期│2022-01-08│发布日期│2022-01-12│\n└────┴────┘",
    "unknown label first": "信息代称：乙　　索引号：QH0101/2022-00003　　生成日期：2022年1月8日\n发布机构：青禾镇　　公开日期：2022-01-12",
    "信息 before labels": "信息索引：QH0101/2022-00003　　信息生成日期：2022-1-8\n信息发布单位：青禾镇　　信息公开日期：2022/1/12",
    "政府信息 before labels": "政府信息索引号：QH0101/2022-00003\n政府信息公开日期：2022.1.12\n信息产生日期：2022.1.8\n公开责任单位：青禾镇",
    "other words": "索取号：QH0101/2022-00003\n签发日期：2022年1月8日\n上传时间：2022-01-12 08:30\n发布部门：青禾镇",
    "bullets and rules": "==========\n■ 索引号：QH0101/2022-00003\n■ 发布机构：青禾镇\n■ 制发日期：二〇二二年1月8日\n■ 上网时间：2022-01-12\n==========",
}


@pytest.mark.parametrize("name", RECORDS)
def test_records(name: str, bring: Bring, fields_of: FieldsOf) -> None:
    result = bring(f"青禾县 » 乡镇街道 » 政府信息公开\n{RECORDS[name]}\n\n{TITLE}\n\n一、水利\n{A}\n二、果业\n{B}")
    fields = fields_of(result)
    assert {k: fields[k][:10] if k != "index_number" else fields[k] for k in STATED} == STATED
    assert result.agency is not None
    assert result.agency.name == "青禾镇"
    assert "QH0101" not in result.draft.split("---\n")[2]


@pytest.mark.parametrize(
    "tail",
    [
        "微信扫一扫：分享　　微信里点“发现”，扫一下便可将本文分享至朋友圈",
        "请用手机微信扫描下方图形，在手机上阅读本文并转发给家人朋友看看",
        "长按识别二维码，关注我们，第一时间获取更多本地新鲜事和便民提示信息",
        "读者可以到村部公告栏查看纸质版本，也可以拨打村部电话询问有关的情况",
    ],
)
@pytest.mark.parametrize("office", ["云岭乡柳沟村村民委员会", "青禾镇桥头社区居委会", "青禾县水务局"])
def test_the_signature_is_found_above_words_of_the_frame(tail: str, office: str, bring: Bring, fields_of: FieldsOf) -> None:
    result = bring(f"2021年工作总结\n一、水利\n{A}\n二、果业\n{B}\n\n{office}\n二〇二二年一月五日\n\n{tail}")
    assert result.agency is not None
    assert (result.agency.name, fields_of(result)["written"]) == (office, "2022-01-05")
    # What is no known word of a frame is kept: nothing of a text is dropped on suspicion.
    assert (tail[:8] in result.draft) == tail.startswith("读者")


KINDS = {
    "总结": [
        "甲县“十四五”规划纲要实施情况报告",
        "甲局关于2025年度法治政府建设情况的报告",
        "甲县2025年度法治政府建设年度报告",
        "甲市2025年民生实事完成情况",
    ],
    "计划": [
        "关于印发《甲局2025年工作要点》的通知",
        "甲县“十五五”规划纲要",
        "甲局2026年重点任务清单",
        "甲局关于2026年工作安排的报告",
    ],
    "总结+计划": [
        "甲局2025年工作总结 2026年工作计划",
        "2026年工作计划和2025年工作总结",
        "甲镇2025年总结与2026年展望",
        "甲局2025年工作总结（暨2026年工作思路）",
        "甲镇上半年工作总结下半年工作安排",
    ],
    "年报": ["甲局政府信息公开2025年度报告", "甲镇2025年度政府信息公开年报", "甲县2025年政府信息公开工作年度报告"],
}


@pytest.mark.parametrize(("name", "title"), [(name, title) for name, titles in KINDS.items() for title in titles])
def test_kinds(name: str, title: str) -> None:
    found = kind_of_title(title, shipped_kinds())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("title", "opening", "year"),
    [
        ("甲县“十三五”规划实施情况报告", "现将规划（2016—2020年）实施情况报告如下。", "2020"),
        ("甲县“十三五”规划中期评估报告", "规划自2016年实施以来，总体顺利。", "2020"),
        ("甲县2016—2020年水利工作总结", "五年来水利有了新面貌。", "2020"),
        ("甲县“十三五”水利规划（2016—2020年）", "为了修好水利，制定本规划。", "2016"),
    ],
)
def test_a_look_back_on_five_years_is_of_the_last(title: str, opening: str, year: str, bring: Bring, fields_of: FieldsOf) -> None:
    assert fields_of(bring(f"{title}\n{opening}\n一、水利\n{A}\n二、果业\n{B}"))["year"] == year
