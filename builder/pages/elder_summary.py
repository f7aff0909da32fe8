"""The few sentences at the top of a report's elder page: what it is, from whom, when, how long.

Comes in: facts that the build has. Goes out: short plain sentences, each of them a fixed form with a
fact in its gap; a fact that is missing drops its sentence. Nothing is generated or judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from builder.text import show_date

CHARACTERS_PER_MINUTE = 240  # read slowly; adults read Chinese prose at 300 to 500


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What the sentences are made from; empty values are unknown and stay unsaid.

    ``kind`` as shown (工作计划); ``half`` whether it looks ahead or back; ``after`` the office's next report;
    ``told_by`` who published it, where that was not the office.
    What was recognised in this report or in the one before it alone is no fact, and stays unsaid.
    """

    office: str
    kind: str
    half: str
    year: int
    published: date | None
    parts: int
    characters: int
    figures: int
    reviewed: int = 0
    after: str = ""
    told_by: str = ""


_ABOUT = {
    "target": "讲的是{year}年打算做什么。",
    "actual": "讲的是{year}年做了什么。",
    "both": "讲的是做了什么，接着打算做什么。",
}


def reading_minutes(characters: int) -> int:
    """Whole minutes for reading slowly, at least one."""
    return max(1, ceil(characters / CHARACTERS_PER_MINUTE))


def summary_sentences(facts: SummaryFacts) -> tuple[str, ...]:
    """The summary, a sentence a line, in the order: what, when, how long, what comes next."""
    who = f"{facts.office}的" if facts.office else ""
    lines = [f"这是{who}{facts.kind}，" + _ABOUT.get(facts.half, "是关于{year}年的。").format(year=facts.year)]
    told_by = f"（据{facts.told_by}）" if facts.told_by else ""
    lines.append(f"{show_date(facts.published)}公开{told_by}。" if facts.published else "公开的日期没有标注。")
    parts = f"全文分{facts.parts}个部分，" if facts.parts > 1 else ""
    lines.append(f"{parts}慢慢读约{reading_minutes(facts.characters)}分钟。")
    if facts.figures:
        who = f"其中{facts.reviewed}个经人工核对" if facts.reviewed else "由程序读出，没有人核对过"
        lines.append(f"里面有{facts.figures}个数字，{who}，点数字能看到原句。")
    if facts.after:
        lines.append(f"下一份是《{facts.after}》。")
    return tuple(lines)
