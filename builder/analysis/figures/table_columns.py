"""What the columns of a table hold, from their heads: name, unit, target, result, growth, or nothing to be read.

Comes in: the texts of a table's head, one of each column (the lines of a head of two already joined). Goes out: ``Column`` values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.analysis.numerals import fold_width

Role = Literal["index", "name", "group", "unit", "target", "actual", "value", "growth", "completion", "rank", "none"]

# In this order: 目标完成率 is a rate of completion before it is a target, 责任单位 no unit of measure.
_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("index", ("序号", "编号", "行次", "代码")),
    ("none", (
        "责任", "牵头", "主管", "实施单位", "建设单位", "承办", "配合", "备注", "说明", "时限", "时间", "期限", "日期", "措施", "地点", "地址", "联系", "电话",
        "依据", "文号", "等级", "状态", "是否", "权重", "分值", "得分", "起止", "性质", "资金来源", "上年同期", "去年同期", "同期数", "基期", "基数",
    )),
    ("completion", ("完成率", "达成率", "完成比例", "完成百分比", "完成进度", "进度", "占目标", "占计划", "占年", "占全年", "占任务", "执行率", "完成情况%", "完成%")),
    ("growth", ("同比", "增长%", "增长率", "增速", "增幅", "比上年", "较上年", "比去年", "较去年", "增减", "±%", "+-%", "增长")),
    ("rank", ("排名", "位次", "名次")),
    ("unit", ("计量单位", "单位")),
    ("target", ("目标", "计划", "任务", "预期", "预计", "拟")),
    ("actual", ("完成", "实际", "实绩", "实现", "执行", "达到", "结果", "办结", "落实", "进展", "成效", "决算")),
)  # fmt: skip
_NAMES = ("指标", "名称", "项目", "事项", "内容", "实事", "工程", "科目", "镇街", "地区", "区域", "年份", "年度")
_GROUPS = ("类别", "分类", "类型", "领域", "大类")
# Sums that are planned or agreed upon are no results, and no promise for the year.
_PLANNED = re.compile("(?:计划|估算|概算|预算|合同|协议|签约)?总投资|概算|估算|合同|协议|签约|建设规模")
_TO_DATE = re.compile("以来|至今|历年|历史累计")
_YEAR = re.compile(r"(20\d\d)年?度?")
_PART = re.compile(r"\d{1,2}\s*-\s*\d{1,2}月|上半年|下半年|[一二三四1-4]季度|前三季度|\d{1,2}月(?:末|底|份)?|本月|本季")
_BRACKET = re.compile(r"\(([^()]{1,12})\)")
# Words of a head that say which column it is, not what is measured in it: in front, behind, or all there is.
_BEFORE = re.compile(
    r"(?:20\d\d年?度?|本年度|年度|全年|本年|当年|今年|上年|去年|明年|本期|\d{1,2}\s*-\s*\d{1,2}月份?|\d{1,2}月[末底份]?|[上下]半年|截[至止]\d*年?|年底|年末|目标任务|目标|计划|任务|预期|预计|"
    r"累计|已?完成|实际|实绩|实现|执行|达到|主要|指标|工作|[:、,/%\s-])+"
)
_BEHIND = re.compile(r"(?:情况|数量|数值|数据|指标值|目标值?|任务|要求|结果|进展|成效|完成|内容|名称|[:、,/%\s-]|\d){1,6}\Z")
_NOTHING = frozenset(("数", "值", "量", "数量", "数值", "指标", "单位", "年", "合计", "总数", "总量", "项目", "事项", "其中"))
_NUMERIC = re.compile(r"[<>≥≤约近超+-]*\d[\d,]*(?:\.\d+)?\s*(?:[-至]\s*\d[\d,.]*)?[^\d\u4e00-\u9fff]{0,3}[\u4e00-\u9fff/²³A-Za-z%]{0,6}\Z")
# 2025年完成, 1-6月, 9月底前: when, not how much.
_DAY = re.compile(r"(?:19|20)\d\d(?:年|\Z)|\d{1,2}(?:\s*[-至]\s*\d{1,2})?(?:月(?!.*[个次])|/)")


@dataclass(frozen=True, slots=True)
class Column:
    """``measure``: what a value column measures in its head's own words, empty where the row's name says it all.

    ``year`` the head names, else 0; ``part``: part of a year; ``planned``: sums that are planned or agreed upon;
    ``to_date``: counted from before the year.
    """

    role: Role
    unit: str = ""
    measure: str = ""
    year: int = 0
    part: bool = False
    planned: bool = False
    to_date: bool = False


def is_numeric(cell: str) -> bool:
    """A cell that holds one number, with or without its unit."""
    text = fold_width(cell).strip()
    return bool(_NUMERIC.match(text)) and not _DAY.match(text)


def read_columns(heads: Sequence[str], body: Sequence[Sequence[str]], is_unit: Callable[[str], bool]) -> tuple[Column, ...]:
    """The columns of a table by their heads and by what stands below them. ``body`` rows are as long as ``heads``."""
    columns = [_column(fold_width(head), is_unit) for head in heads]
    numeric = [sum(is_numeric(row[i]) for row in body) for i in range(len(heads))]
    columns = [c if c.role != "growth" or numeric[i] or not body else Column("none") for i, c in enumerate(columns)]
    name = _name_column(heads, columns, numeric)
    return tuple(_placed(c, i, name, heads[i], numeric[i]) for i, c in enumerate(columns))


def _measure(head: str) -> str:
    """罚款金额, 投资 (本年度计划投资); nothing for 完成 and 年度目标."""
    lead = _BEFORE.match(head)
    rest = _BEHIND.sub("", head[lead.end() :] if lead else head)
    return "" if rest in _NOTHING else rest


def _placed(column: Column, place: int, name: int, head: str, numeric: int) -> Column:
    if place == name:
        return Column("name", unit=column.unit, year=column.year)
    if column.role == "value" and any(word in head for word in _GROUPS):
        return Column("group")
    if column.role == "value" and not numeric and place < name:
        return Column("group")
    return column


def _name_column(heads: Sequence[str], columns: Sequence[Column], numeric: Sequence[int]) -> int:
    """The column that names the rows: by its head, else the first that holds words."""
    words = [i for i, c in enumerate(columns) if not numeric[i] and c.role not in {"index", "unit", "none", "growth", "completion", "rank"}]
    named = [i for i in words if any(w in heads[i] for w in _NAMES) and columns[i].role != "actual" and not any(w in heads[i] for w in _GROUPS)]
    if named:
        return named[0]
    plain = [i for i in words if columns[i].role == "value"]
    first = [i for i, head in enumerate(heads) if any(w in head for w in _NAMES) and columns[i].role == "value"]
    return (plain or words or first or [0])[0]


def _column(head: str, is_unit: Callable[[str], bool]) -> Column:
    compact = re.sub(r"\s", "", head)
    unit = next((m[1] for m in _BRACKET.finditer(compact) if is_unit(m[1])), "")
    if not unit and compact.endswith("%"):
        unit = "%"
    bare = re.sub(r"[()]", "", _BRACKET.sub(lambda m: "%" if m[1] == "%" else "" if is_unit(m[1]) else m[0], compact))
    planned = bool(_PLANNED.search(bare)) and not re.search("完成|实际|到位", bare)
    role: Role = "value" if planned else next((role for role, words in _ROLES if any(word in bare for word in words)), "value")
    years = _YEAR.findall(bare)
    measure = bare if planned else _measure(bare) if role in {"target", "actual", "value"} else ""
    return Column(role, unit, measure, int(years[-1]) if years else 0, bool(_PART.search(bare)), planned, bool(_TO_DATE.search(bare)))
