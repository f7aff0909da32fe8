"""``gongkai review``: what a person should look at first; and how a decision gets into the file beside its report."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from builder.commands.collect import make_collection
from builder.commands.reading import read_content
from builder.content.decisions import Decision, FigurePlace, parse_decisions
from builder.content.front_matter import Sequence as Items
from builder.content.front_matter import parse_yaml
from builder.pages.review import Item, Reading, review_items
from builder.problems import Problem

HEAD = "# 人工决定：每一项写明锚点、句子里印的数字、决定、日期；改正、删去、补充、配对、分开都要写理由。\n"
_FIELD_WORDS = {
    "anchor": "段落锚点", "figure": "句子里印的数字", "nth": "第几处", "date": "日期", "reason": "理由", "decision": "决定", "indicator": "指标",
    "year": "年度", "kind": "性质", "value": "数值", "unit": "单位", "comparison": "约数", "growth": "增长",
}  # fmt: skip


class UnknownReport(Exception):
    """No public report has this id."""


class CannotAdd(Exception):
    """Why a decision was not written into the file, in Chinese."""


def list_items(root: Path, as_of: date, only: str, jobs: int) -> tuple[list[Item], list[Problem]]:
    """Everything not yet reviewed, most urgent first; with what was found wrong with the content on the way. Raises UnknownReport."""
    content = read_content(root, as_of, "", jobs)
    collection, found = make_collection(content.words, content.sound, as_of, jobs, content.decisions)
    if only and only not in collection.report_by_id:
        near = difflib.get_close_matches(only, collection.report_by_id, 1, 0.5)
        raise UnknownReport(f"“{only}”不是已公开的报告" + (f"；是不是 {near[0]}？" if near else ""))
    return review_items(collection, only), [*content.problems, *found]


def show_items(items: Sequence[Item], total: int, form: str) -> str:
    """As text for people or JSON for programs."""
    if form == "json":
        return json.dumps([_json(i) for i in items], ensure_ascii=False, indent=1)
    parts = [_text(n, item) for n, item in enumerate(items, 1)]
    parts.append(f"列出 {len(items)} 项，还没有人工核对的共 {total} 项。用 gongkai serve 打开 /_review/ 逐项决定" if items else "没有要核对的")
    return "\n\n".join(parts)


def _json(item: Item) -> dict[str, Any]:
    figures = {
        name: r and asdict(r) | {"words": r.words, "sentence": r.sentence} for name, r in (("first", item.first), ("other", item.other))
    }
    return {"group": item.group, "sure": item.sure, "doubts": list(item.doubts), "reason": item.reason, **figures}


def _text(number: int, item: Item) -> str:
    lines = [f"{number}. [{item.group}] {item.first.words}", *_reading_lines(item.first)]
    if item.other:
        lines += [f"   对应：{item.other.words}", *_reading_lines(item.other)]
    if item.reason:
        lines.append(f"   判断：{item.reason}")
    lines.append(f"   把握：{item.sure}" + (f"（{'；'.join(item.doubts)}）" if item.doubts else ""))
    return "\n".join(lines)


def _reading_lines(r: Reading) -> list[str]:
    return [f"   原句：{r.before.lstrip()}【{r.place.figure}】{r.after.rstrip()}", f"   位置：{r.title}  {r.place.report}#{r.place.anchor}"]


def with_decision(text: str, report: str, entry: dict[str, Any]) -> str:
    """The file's text with one decision more, in place of an earlier one on the same figure. What else stands there stays as it is.

    Raises CannotAdd when the file or the entry has a fault: then nothing may be written.
    """
    block = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
    (new,) = _sound(block, report)
    old = _sound(text, report) if text.strip() else ()
    lines = text.splitlines(keepends=True) or [HEAD]
    replaced = [d for d in old if d.subject == new.subject or _same_figure(d, new)]
    if replaced:
        first, last = _lines_of(text, lines, replaced[0].location.line)
        lines[first:last] = [block]
    else:
        if not lines[-1].endswith("\n"):
            lines.append("\n")
        lines.append(block)
    result = "".join(lines)
    wanted = [*(d.subject for d in old if d not in replaced), new.subject]
    if sorted(map(repr, (d.subject for d in _sound(result, report)))) != sorted(map(repr, wanted)):
        raise CannotAdd("这个文件的写法不能由程序改动；请改成每项以“- ”开头、各键一行，或手工写上这个决定")
    return result


def _same_figure(a: Decision, b: Decision) -> bool:
    """One place, whatever the row there was called when it was decided on; a pair and a figure are two things."""

    def bare(p: FigurePlace | None) -> tuple[str, str, str, int] | None:
        return (p.report, p.anchor, p.figure, p.nth) if p else None

    same_name = a.place.name == b.place.name or not (a.place.name and b.place.name)
    return same_name and bare(a.place) == bare(b.place) and bare(a.other) == bare(b.other)


def _sound(text: str, report: str) -> tuple[Decision, ...]:
    found, problems = parse_decisions(text, "review.yml", report)
    if problems:
        p = problems[0]
        name = p.field.rpartition(".")[2]
        raise CannotAdd(f"第 {p.location.line} 行：{_FIELD_WORDS.get(name, name)}{p.found}；应为{p.expected}")
    return found


def _lines_of(text: str, lines: Sequence[str], line: int) -> tuple[int, int]:
    """[first, last) of the entry that begins at ``line``; comments and blank lines behind it belong to what follows."""
    root, _ = parse_yaml(text, "")
    assert isinstance(root, Items)
    starts = [item.line for item in root] + [len(lines) + 1]
    last = starts[starts.index(line) + 1] - 1
    while last > line and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return line - 1, last
