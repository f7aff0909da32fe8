"""One figure told twice with two values: 全年加装电梯14部 … 当年建成的16部电梯; in the summary and in the text (WORD-07). A report and its sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, value
from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Problem

_YEAR = "(?:全年|当年|年内|今年|本年度?)"
_TOLD = re.compile(rf"{_YEAR}[^。；，、\n\d]{{0,8}}?(?P<what>[一-龥]{{2}}(?P<noun>[一-龥]{{2}}))(?P<n>{NUMBER})(?P<unit>{UNIT})(?=[，。；、])")
_AGAIN = re.compile(rf"{_YEAR}[^。；，、\n\d]{{0,6}}的(?P<n>{NUMBER})(?P<unit>{UNIT})(?P<noun>[一-龥]{{2}})")
_ANOTHER = re.compile(r"20\d\d年|[上去前]年|累计|计划|目标|将|力争|拟|季度|半年|\d月|其中|目前|\n[一二三四五六七八九十（(#\d]")
_SUMMED = re.compile(rf"(?P<done>(?:[一-龥]{{2}})?)(?P<noun>[一-龥]{{2}})(?P<n>{NUMBER})(?P<times>[万亿]?)(?P<unit>{UNIT})(?!以上|左右|以内|以下|[余多])")
_ROUNDED = ("约", "近", "超", "逾", "达", "余", "过", "共计", "合计", "累计", "共有", "总计", "其中")
_SHORT = 2  # digits of figures that may well be made of the same by chance
_KEPT = 30  # figures looked back at
_FAR = 300  # characters between the two, without another year, a plan or a heading


def check_said_twice(sheet: Sheet) -> Iterator[Problem]:
    """The same thing done in the year, in the same words; or more of it than was told before."""
    told: list[re.Match[str]] = []
    for m in _TOLD.finditer(sheet.text):
        first = next((t for t in told if t["what"] == m["what"] and t["unit"] == m["unit"] and _near(sheet, t, m)), None)
        if first and value(first["n"]) != value(m["n"]):
            yield _problem(sheet, first, m)
        told = [*told[-_KEPT:], m]
    for m in _AGAIN.finditer(sheet.text) if told else ():
        first = next((t for t in told if t["noun"] == m["noun"] and t["unit"] == m["unit"] and _near(sheet, t, m)), None)
        if first and value(m["n"]) > value(first["n"]):
            yield _problem(sheet, first, m)


def check_summary(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A figure of the summary that the text has once, in its unit, with another value behind the same words (新增就业, 新增城镇就业).

    Or with its digits in another order: 860, 680.
    """
    body = "\n".join(p.text for p in report.paragraphs)
    for m in _SUMMED.finditer(report.meta.summary):
        number, unit = value(m["n"]), m["times"] + m["unit"]
        if number < 10 or m["noun"].endswith(_ROUNDED):
            continue
        told = {value(n) * TIMES.get(t, 1) for n, t in re.findall(rf"(?<![\d.,])({NUMBER})([万亿]?)[余多]?{m['unit']}", body)}
        if number * TIMES.get(m["times"], 1) in told:
            continue
        near = re.findall(rf"{m['done']}[一-龥]{{0,6}}{m['noun']}({NUMBER}){unit}(?=[，。；、）)])", body) if m["done"] else []
        swapped = {n for n in re.findall(rf"(?<![\d.,])({NUMBER}){unit}", body) if _is_swapped(n.replace(",", ""), m["n"].replace(",", ""))}
        near = near or sorted(swapped)
        if len(near) == 1:
            place = report.place("summary")
            found = f"内容概述写的是“{m[0]}”，正文写的是“{near[0]}{unit}”"
            yield Problem(place, "warning", "number.differs", "summary", found, "前后相同的数", "核对原件")


def _is_swapped(one: str, other: str) -> bool:
    """The same digits in another order, the point at its place."""
    return len(one) > _SHORT and one.find(".") == other.find(".") and sorted(one) == sorted(other)


def _near(sheet: Sheet, first: re.Match[str], second: re.Match[str]) -> bool:
    between = sheet.text[first.end() : second.start()]
    return first.end() <= second.start() and len(between) <= _FAR and not _ANOTHER.search(between)


def _problem(sheet: Sheet, first: re.Match[str], second: re.Match[str]) -> Problem:
    found = f"“{second[0]}”，前面写的是“{first[0]}”"
    return sheet.problem(second.span(), "number.differs", found, "前后相同的数", "核对原件", severity="warning")
