"""Figures over several years: what a total, an average or a level means where the text speaks of more than one year.

Comes in: a draft with its clause and its place. Goes out: the draft with its measure told right, and the years it spans. A
total over five years must never answer a promise for one (design 5, ``span``), so inside a stretch of several years only what
is plainly a level reached at its end counts as one year's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import Draft
from builder.analysis.numerals import Number
from builder.analysis.places import Place, Years

_AVERAGE = re.compile(r"年均(?!浓度|值|气温|降水|降雨|温度|水位|流量|租金)|年平均(?!浓度|值|气温)|平均每年")
_EACH_YEAR = re.compile(r"每年(?!度)")
_TO_DATE = re.compile("累计|累积")
_YEARLY = re.compile(r"同比|[较比](?:上年|去年|上一年|前一年)|环比")
# What flows (is built, spent, trained) adds up over the years; what is reached or held is of their end.
_FLOWS = re.compile(
    r"新增|净增|新建|新改|改建|扩建|建成|建设(?!用地)|改造|完成|实施|投入|投资(?!占)|发放|培训|引进|开工|竣工|培育|创建|整治|治理|拆除|修复|处置|化解|办理|办结"
    r"|接待|服务|惠及|救助|帮扶|资助|争取|使用|招引|签约|落地|举办|开展|组织|安置|搬迁|转移|转化|入选|淘汰|推出|出台|制定|发布|开通|加装|更新|种植|造林|补充|减税|减免|节约"
    r"|减少|追回|解决|排查|检查|吸引|带动|支持|发送|运送|累计|累积"
)
_HELD = re.compile(
    r"(?:达到?|突破|[提升降增减扩翻缩压][^,;]{0,2}[至到]|跨过|跨越|[迈跃]上|稳定在|保持在?|控制在|为|是|占|居|拥有|现有|共有)[^,;\d]{0,6}$"
    r"|比重|比例|占比|覆盖率|[\u4e00-\u9fff]率|里程|保有量|人口|余额|总量|存量|浓度|人均|可支配收入|经营主体|市场主体|参保|装机|医师|满意度"
)


_REACHED = re.compile(r"(?:达到?|突破|[提升降增减扩翻缩压][^,;]{0,2}[至到]|跨过|跨越|[迈跃]上|稳定在|保持在|保有|拥有|现有|共有|有|总数|总量)[^,;\d]{0,6}$")


def adds_up(before: str) -> bool:
    """Do the folded words before a number say that things were made, done or spent, so that years add up?"""
    return bool(_FLOWS.search(before))


def is_reached(before: str) -> bool:
    """Do they say what was reached or is held in all, and nothing of what was done?"""
    return bool(_REACHED.search(before)) and not adds_up(before)


def span_of(draft: Draft, clause: Clause, place: Place, *, looks_both_ways: bool) -> tuple[Draft, Years | None]:
    """The draft with its measure told right, and the years it spans; None for one year.

    ``looks_both_ways``: in a report of two halves 累计 counts from long ago, in a summary of one year from its beginning.
    """
    kind, year, stretch = place.kind, place.year, place.years
    before = clause.text[: max(0, draft.value_start - clause.start)]
    if _AVERAGE.search(before) or draft.measure == "annual_average":
        return _averaged(draft), stretch or Years(None, year)
    if stretch is None:
        if kind == "actual" and looks_both_ways and draft.measure == "level" and _TO_DATE.search(before) and not place.one_year_said:
            return replace(draft, measure="cumulative"), Years(None, year)
        return draft, None
    if kind == "target":
        return draft, stretch
    if _YEARLY.search(before) or _EACH_YEAR.search(before):
        return draft, None
    if draft.measure == "growth":
        return replace(draft, measure="multi_year_growth", value=_as_printed(draft), growth=None), stretch
    if draft.measure == "level":
        if draft.dimension in {"percent", "density"}:
            return draft, None
        if draft.base is not None or ((stretch.loose or _HELD.search(before)) and not _FLOWS.search(before)):
            return replace(draft, growth=None), None
        return replace(draft, measure="cumulative", growth=None), stretch
    if draft.measure == "share" or draft.measure == "rank":
        return draft, None
    return draft, stretch


def _averaged(draft: Draft) -> Draft:
    if draft.measure in {"level", "share"}:
        return replace(draft, measure="annual_average", growth=None)
    if draft.measure == "growth" and draft.growth is not None:
        return replace(draft, measure="annual_average", value=_as_printed(draft), growth=None)
    return draft


def _as_printed(draft: Draft) -> Number | None:
    """A growth in its own unit: 4.9倍 is a growth of 490 percent."""
    growth = draft.growth
    return growth / 100 if growth is not None and draft.unit == "倍" else growth


