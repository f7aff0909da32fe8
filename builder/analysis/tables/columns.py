"""What the columns of a table hold, from their heads: name, unit, target, result, growth, or nothing to be read.

Comes in: the texts of a table's head, one of each column (the lines of a head of two already joined). Goes out: ``Column`` values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.analysis.figures.grammar import Grammar
from builder.analysis.numerals import fold_width

Role = Literal["index", "name", "group", "unit", "target", "actual", "value", "growth", "completion", "rank", "none"]

# In this order: 目标完成率 is a rate of completion before it is a target, 责任单位 no unit of measure. The words are those of head-target ….
_ROLES: tuple[Role, ...] = ("index", "none", "completion", "growth", "rank", "unit", "target", "actual")
_YEAR = re.compile(r"(20\d\d)年?")
_BRACKET = re.compile(r"\(([^()]{1,12})\)")


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


def is_numeric(cell: str, words: Grammar) -> bool:
    """A cell that holds one number, with or without its unit."""
    text = fold_width(cell).strip()
    return bool(words["table.number"].match(text)) and not words["table.day"].match(text)


def read_columns(heads: Sequence[str], body: Sequence[Sequence[str]], is_unit: Callable[[str], bool], words: Grammar) -> tuple[Column, ...]:
    """The columns of a table by their heads and by what stands below them. ``body`` rows are as long as ``heads``."""
    columns = [_column(fold_width(head), is_unit, words) for head in heads]
    numeric = [sum(is_numeric(row[i], words) for row in body) for i in range(len(heads))]
    columns = [c if c.role != "growth" or numeric[i] or not body else Column("none") for i, c in enumerate(columns)]
    name = _name_column(heads, columns, numeric, words)
    return tuple(_placed(c, i, name, heads[i], numeric[i], words) for i, c in enumerate(columns))


def _measure(head: str, words: Grammar) -> str:
    """罚款金额, 投资 (本年度计划投资); nothing for 完成 and 年度目标."""
    lead = words["table.head-lead"].match(head)
    rest = words["table.head-tail"].sub("", head[lead.end() :] if lead else head)
    return "" if rest in words.lists["head-idle"] else rest


def _placed(column: Column, place: int, name: int, head: str, numeric: int, words: Grammar) -> Column:
    if place == name:
        return Column("name", unit=column.unit, year=column.year)
    if column.role == "value" and _has(head, "group", words):
        return Column("group")
    if column.role == "value" and not numeric and place < name:
        return Column("group")
    return column


def _name_column(heads: Sequence[str], columns: Sequence[Column], numeric: Sequence[int], words: Grammar) -> int:
    """The column that names the rows: by its head, else the first that holds words."""
    told = [i for i, c in enumerate(columns) if not numeric[i] and c.role not in {"index", "unit", "none", "growth", "completion", "rank"}]
    named = [i for i in told if _has(heads[i], "name", words) and columns[i].role != "actual" and not _has(heads[i], "group", words)]
    if named:
        return named[0]
    plain = [i for i in told if columns[i].role == "value"]
    first = [i for i, head in enumerate(heads) if _has(head, "name", words) and columns[i].role == "value"]
    return (plain or told or first or [0])[0]


def _has(head: str, role: str, words: Grammar) -> bool:
    return any(word in head for word in words.lists[f"head-{role}"])


def _column(head: str, is_unit: Callable[[str], bool], words: Grammar) -> Column:
    compact = re.sub(r"\s", "", head)
    unit = next((m[1] for m in _BRACKET.finditer(compact) if is_unit(m[1])), "")
    if not unit and compact.endswith("%"):
        unit = "%"
    bare = re.sub(r"[()]", "", _BRACKET.sub(lambda m: "%" if m[1] == "%" else "" if is_unit(m[1]) else m[0], compact))
    planned = bool(words["table.planned"].search(bare)) and not words["table.paid"].search(bare)
    role: Role = "value" if planned else next((role for role in _ROLES if _has(bare, role, words)), "value")
    years = _YEAR.findall(bare)
    measure = bare if planned else _measure(bare, words) if role in {"target", "actual", "value"} else ""
    return Column(role, unit, measure, int(years[-1]) if years else 0, bool(words["table.part"].search(bare)), planned, bool(words["table.to-date"].search(bare)))
