"""What a clause says of itself: promised, reported, expected or recalled, and of which year.

Comes in: the text of a clause and the frame of its passage. Goes out: kind and year where the clause's own words give them;
the sentence and the frame decide the rest (``decide``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.analysis.places.frames import Frame
from builder.analysis.places.halves import Kind, RuleTable
from builder.analysis.places.sentences import Sentence
from builder.frozen import quick
from builder.text import PLAN_ENDS


@quick
@dataclass(frozen=True, slots=True)
class Said:
    """What a clause's own words say; ``kind`` None: nothing. ``expected``: a result before the books are closed.

    ``alone``: it holds for this clause only: 目标任务100套,完成120套. ``hoped``: in the middle of the year, of all of it: neither result nor promise.
    """

    kind: Kind | None = None
    expected: bool = False
    alone: bool = False
    hoped: bool = False


def clause_says(clause: str, words: RuleTable, frame: Frame) -> Said:
    """Target or actual when the clause's own words say so."""
    expected = bool(words["said.expected"].search(clause)) and _expects_the_close(clause, words, frame)
    if expected:
        clause = words["said.expected"].sub("", clause)
    elif _is_hoped(clause, words, frame):
        return Said("actual", expected=True, hoped=frame.part not in clause + words["period.first-half"].sub("上半年", clause))
    looks_back = frame.kind == "actual" and frame.is_closing and not _names_a_time_to_come(clause, words, frame)
    if (_is_planned(clause, words, looks_back) or _has_target_word(clause, words, looks_back)) and not _is_attribute(clause, words):
        return Said("target", alone=bool(looks_back and words["said.named-target"].search(clause)))
    if words["said.named-target"].search(clause):
        return Said("target", alone=True)
    # 取得成果100项 in a plan is still to be got.
    if any(frame.kind != "target" or match[0] != "取得" for match in words["said.done"].finditer(clause)):
        return Said("actual")
    return Said("actual" if expected else None, expected)


def _names_a_time_to_come(clause: str, words: RuleTable, frame: Frame) -> bool:
    return bool(words["said.to-come"].search(clause)) or _names_a_later_year(clause, frame)


def _names_a_later_year(clause: str, frame: Frame) -> bool:
    return any(int(year) > frame.year for year in re.findall(r"20\d\d(?=年|$)", clause))


def _expects_the_close(clause: str, words: RuleTable, frame: Frame) -> bool:
    """预计全年完成 in a look back on a whole year is its result before the books are closed; a later year is still a hope."""
    later = _names_a_later_year(clause, frame) or words["year.to-come"].search(clause)
    return frame.kind == "actual" and frame.is_closing and not later


def _is_hoped(clause: str, words: RuleTable, frame: Frame) -> bool:
    """上半年预计完成3亿元, 全年预计完成8亿元 in a look back on half a year: what the office expects is no promise; 预计总投资 promises nothing anyway."""
    if frame.kind != "actual" or not frame.part or not words["said.expected"].search(clause) or _is_attribute(clause, words):
        return False
    return not _has_target_word(words["said.expected"].sub("", clause), words, looks_back=False)


def _is_planned(clause: str, words: RuleTable, looks_back: bool) -> bool:
    return any(not (looks_back and match[0].startswith("争取")) for match in words["said.planned"].finditer(clause))


def _has_target_word(clause: str, words: RuleTable, looks_back: bool) -> bool:
    for match in words["said.target"].finditer(clause):
        word = match[0]
        if looks_back and words["said.won"].fullmatch(word):
            continue  # what was fought for or made sure of was got, unless the clause names a time to come
        if word == "预期" and not words["said.expectation"].match(clause, match.start()):
            continue
        if not words["said.sum"].match(clause, match.end()):
            return True
    return False


def _is_attribute(clause: str, words: RuleTable) -> bool:
    """计划投资额 names a sum that stands in a contract, it promises nothing."""
    rest = words["said.attribute"].sub("", clause)
    return rest != clause and not words["said.promise"].search(rest)


def recalled_in(clause: str, words: RuleTable, frame: Frame) -> tuple[int, int, bool] | None:
    """(start, end, is it the office's own measure) of what is only recalled: 原计划建设10个; 没有实现下降3%的目标."""
    missed = words["said.against-target"].search(clause) if words["said.measured-by"].search(clause) else None
    if not_done := _undone(clause, words):
        return (*not_done, False)
    if missed:
        return missed.start(), missed.end(), True
    once = words["said.once-planned"].search(clause) or words["said.focused"].search(clause) if frame.kind == "actual" else None
    return (once.start(), once.end(), False) if once and not words["said.and-done"].search(once[0]) else None


def _undone(clause: str, words: RuleTable) -> tuple[int, int] | None:
    """(start, end) of what is said not to have been done: 5项指标、1项任务未能如期完成, up to the 、 after something that was."""
    match = words["said.undone"].search(clause)
    if not match:
        return None
    if clause[match.end() : match.end() + 1].isdigit():  # 未完成3个
        return match.start(), match.end() + len(clause[match.end() :].partition("、")[0])
    start, end = clause.rfind("、", 0, match.start()) + 1, match.start()
    if not any(c.isdigit() for c in clause[start:end]) or clause[start:end].rstrip()[-1:] == "%":
        return None
    while start and not words["said.deeds"].search(before := clause[clause.rfind("、", 0, start - 1) + 1 : start]):
        start -= len(before)
    return start, match.end()


def tells_a_deed(clause: str, words: RuleTable) -> bool:
    """Does a clause say that something was done, so that an expectation before it is over?"""
    return bool(words["said.deed"].search(clause))


def speaks_of_a_target(clause: str, words: RuleTable) -> bool:
    """Does it name a target, task or plan as a thing?"""
    return bool(words["said.of-the-past"].search(clause))


def clause_year(clause: str, words: RuleTable, frame: Frame, said: Kind | None = None) -> tuple[int, bool] | None:
    """(year, is it to date) that a clause names for its figures; None when it names none.

    Years in comparisons (较2022年), in names (2024年度专项) and where things began (从2022年的) do not count.
    """
    stated = _stated(clause, words, frame)
    if stated:
        return stated
    inside = words["year.inside"].search(clause)
    if inside:
        return int(inside["year"]), False
    plan = words["year.plan-end"].search(clause)
    if plan:
        return PLAN_ENDS[plan["plan"][1]], False
    plan = words["year.plan-span"].search(clause)
    if plan:
        end = PLAN_ENDS[plan["plan"][1]]
        return (end if frame.kind == "target" or end < frame.year else frame.year), True
    if words["year.last"].search(clause):
        return frame.this_year - 1, False
    if words["year.next"].search(clause):
        return frame.this_year + 1, False
    if words["year.this"].search(clause):
        # 今年以来 in a 工作报告 given in January still means the year reported on; what it promises for 今年 is for the year it is given in
        looks_back = "以来" in clause or (frame.kind == "actual" and frame.this_year - 1 == frame.year and said != "target")
        return (frame.year if looks_back else frame.this_year), False
    return None


def _stated(clause: str, words: RuleTable, frame: Frame) -> tuple[int, bool] | None:
    if "20" not in clause:
        return None
    for match in reversed(list(words["year.stated"].finditer(clause))):
        year, rest = int(match["year"]), match["rest"] or ""
        if match["to"]:
            return int(match["to"][1:]), True
        if rest == "的":
            continue
        if rest.endswith("以来") or rest == "起" or match["since"]:
            return (max(frame.year, year) if frame.kind == "actual" else frame.year), year < frame.year
        return year, False
    return None


def clauses_of_task(sentence: Sentence, following: Sentence | None, words: RuleTable) -> int:
    """改造小区20个。已完工12个; 改造小区20个:已完工12个: with how many clauses an item says its task again, before it tells how far it has come.

    What is more than the task is no part of it.
    """
    clauses = sentence.clauses
    colon = next((i for i, c in enumerate(clauses) if i and c.opener == ":" and clauses[0].mentions and words["said.progress"].match(c.text)), 0)
    if not words["said.task"].match(sentence.text[: clauses[colon].start - sentence.start] if colon else sentence.text):
        return 0
    asked, behind = (clauses[:colon], clauses[colon:]) if colon else (clauses, following.clauses if following else ())
    text = "".join(c.opener + c.text for c in behind) if colon else following.text if following else ""
    if not words["said.progress"].match(text.lstrip(":")) or words["said.all-done"].search(text):
        return 0
    told, tasks = ([m for c in side for m in c.mentions] for side in (behind, asked))
    return len(asked) if tasks and not any(t.unit == a.unit and t.value > a.value for t in told for a in tasks) else 0
