"""Was a target reached? Arithmetic on two quantities, and a word only where the printed figures allow one.

Comes in: the quantities of a promise and of an outcome. Goes out: a verdict with its reason in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.quantities import Aspect, Quantity, UnitTable, quantities

Verdict = Literal["met", "close", "missed", "not_comparable", "possible", "not_found", "no_report", "not_due"]
Point = Literal["met", "close", "missed", "even", "rounded"]

TENTH = 0.1  # 接近: below a target of 左右 or 约 by at most so much
_SAME = 1e-6
# Names of things that one wants fewer of; canonical indicators say so themselves (better: down).
FEWER = re.compile(
    r"(?:事故|事故数|事故起数|死亡人数|失业率|能耗|碳排放|浓度|涨幅|发案数|发案率|警情|警情数|投诉量|死亡率|赤字率|负债率|债务率|流失率|发病率)$"
)
# 接近 is for targets of about so much; 近500亩 says itself that it stays below.
_NEARLY = frozenset(("近", "接近", "将近"))
_ASPECT_WORDS: dict[Aspect, str] = {
    "level": "数额",
    "growth": "增长率",
    "delta": "增减量",
    "cumulative": "累计数",
    "completion": "完成比例",
    "average": "多年增长率",
    "rank": "名次",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why; ``fit`` tells how directly the two rows answer each other (0: same figure)."""

    verdict: Verdict
    reason: str
    fit: int = 0


def judge(promise: IndicatorRow, outcome: IndicatorRow, units: UnitTable, *, fewer: bool, near: bool = False) -> Judgement:
    """Compare each thing the promise states with the same thing in the outcome; the weakest verdict counts.

    ``fewer``: less is better; ``near``: neither less nor more is, so that what is far from 2%左右 is not judged.
    """
    said, done = quantities(promise, units), quantities(outcome, units)
    if not said or not done:
        return Judgement("not_comparable", "名次不能用数字直接比较" if not said else "结果里没有认出可以比较的数字", 4)
    judged: list[Judgement] = []
    for target in said:
        result = next((q for q in done if q.aspect == target.aspect and q.scale == target.scale), None)
        if result is not None:
            judged.append(_NO_BOUND if near and _is_far(target, result) else judge_quantities(target, result, fewer=fewer))
    if judged:
        weakest = max(judged, key=lambda j: _ORDER[j.verdict])
        if weakest.verdict == "close" and promise.qualifier in _NEARLY:
            return Judgement("not_comparable", "目标说“近”，结果略低于这个数，按公布的数字分不出")
        return weakest
    return _mismatch(said[0], done[0], promise, outcome)


_NO_BOUND = Judgement("not_comparable", "这个指标不是越高越好，也不是越低越好，结果和目标相差较多", 3)


def _is_far(target: Quantity, result: Quantity) -> bool:
    """More than a tenth off a target that sets no bound."""
    return target.sign in {"eq", "approx"} and target.low == target.high and abs(result.low - target.low) > TENTH * abs(target.low) + _SAME


_ORDER: dict[Verdict, int] = {
    "met": 0,
    "close": 1,
    "missed": 2,
    "not_comparable": 3,
    "possible": 4,
    "not_found": 5,
    "no_report": 6,
    "not_due": 7,
}


def _mismatch(said: Quantity, done: Quantity, promise: IndicatorRow, outcome: IndicatorRow) -> Judgement:
    if said.aspect != done.aspect:
        return Judgement(
            "not_comparable",
            f"目标说的是{_aspect_word(said, promise)}，认出的结果是{_aspect_word(done, outcome)}",
            2 if done.aspect in {"level", "growth"} else 3,
        )
    return Judgement("not_comparable", f"目标以“{promise.unit}”计，结果以“{outcome.unit}”计，不能换算", 2)


def _aspect_word(quantity: Quantity, row: IndicatorRow) -> str:
    """年均超过70万人 is a mean of several years, and no growth."""
    return "几年的年均数" if row.measure == "annual_average" else _ASPECT_WORDS[quantity.aspect]


def judge_quantities(target: Quantity, result: Quantity, *, fewer: bool) -> Judgement:
    """Both ends of what the result's words leave open must give the same verdict."""
    point = _point_test(target, fewer=fewer)
    low, high = (point(value) for value in result.bounds)
    aim = target.high if _downwards(target, fewer=fewer) else target.low
    if _bound_of_same_kind(target, result, aim):
        return Judgement("met", f"结果和目标写的是同一个数，都说{_SIDES[target.sign]}")
    if "even" in (low, high):
        return Judgement("not_comparable", "目标说“超过”或“低于”，结果正好是这个数，按公布的数字分不出")
    if low == "rounded" and high == "rounded":
        return Judgement("not_comparable", "结果按目标的位数四舍五入才和目标一样，没有舍入的数还差一点")
    if low != high or low == "even" or low == "rounded" or high == "even":
        return Judgement("not_comparable", "结果是约数，按公布的数字分不出是否达到")
    return Judgement(low, _reason(low, target, result, aim))


def _bound_of_same_kind(target: Quantity, result: Quantity, aim: float) -> bool:
    """超过20 promised, 20以上 reported; 20左右 promised and reported: the same thing in the same or other words."""
    upper, lower = {"ge", "gt"}, {"le", "lt"}
    same_side = (target.sign in upper and result.sign in upper) or (target.sign in lower and result.sign in lower)
    return (same_side or target.sign == result.sign == "approx") and _equal(result.low, aim)


_SIDES = {"ge": "在这个数以上", "gt": "在这个数以上", "le": "在这个数以下", "lt": "在这个数以下", "approx": "大约是这个数"}


def _downwards(target: Quantity, *, fewer: bool) -> bool:
    """Is less better here? What the target's own words say outweighs what is known of the indicator."""
    if target.sign in {"le", "lt"}:
        return True
    if target.sign in {"ge", "gt"}:
        return target.low < 0 and target.aspect in {"growth", "delta"}
    return fewer or target.low < 0


def _point_test(target: Quantity, *, fewer: bool) -> Callable[[float], Point]:
    down = _downwards(target, fewer=fewer)
    aim = target.high if down else target.low
    strict = target.sign in {"gt", "lt"}

    def test(value: float) -> Point:
        if _equal(value, aim):
            return "even" if strict else "met"
        near, better = abs(value - aim) < target.rounding - _SAME, (value < aim) if down else (value > aim)
        if near and target.scale == "percent":  # rates are published rounded: 61.47 reaches 61.5
            return "even" if strict else "met"
        if better:
            return "met"
        if near and target.sign != "approx":
            return "rounded"
        short = abs(value - aim) / abs(aim) if aim else 1.0
        return "close" if target.sign == "approx" and short <= TENTH + _SAME else "missed"

    return test


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= _SAME * max(abs(a), abs(b), 1e-9)


def _reason(verdict: str, target: Quantity, result: Quantity, aim: float) -> str:
    kind = "增长率" if target.aspect == "growth" else ""
    match verdict:
        case "met":
            return f"{kind}结果达到目标"
        case "close":
            return f"目标说“左右”或“约”，{kind}结果相差不超过一成"
        case _ if result.sign in {"ge", "gt"}:
            return "结果没有达到目标"  # 超5% tells no distance
        case _ if target.scale == "percent":
            return f"{kind}结果没有达到目标，相差{show_points(abs(result.low - aim))}个百分点"
        case _:
            return f"结果没有达到目标，相差{abs(result.low - aim) / abs(aim):.1%}" if aim else "结果没有达到目标"


def show_points(value: float) -> str:
    """0.6, not 0.5999999: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
