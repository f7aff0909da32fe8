"""What the words around a figure say of it beside its number: state, stage, scope, whether it adds up.

Comes in: a draft, what it means and the clauses of its sentence. Goes out: ``Traits``. Decided here once, where the sentence is read;
ledger, series and pages ask the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.figures.changes import real_growth
from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import MONEY, Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rows import Flow, Stage
from builder.analysis.figures.several_years import Meant
from builder.frozen import quick

_NO_SUM = frozenset(("percent", "age"))  # what is so much at the end of years adds up to no total
_OF_PROJECTS = frozenset(("state.planned", "state.contract"))
_STAGES: tuple[Stage, ...] = ("started", "completed", "new", "stock")


@quick
@dataclass(frozen=True, slots=True)
class Traits:
    """``state``: the id of the rule by which it merely is; ``flow``: done in the time spoken of, or held at its end;
    ``kept``: kept so, and no more so at the end than before (保持在76%以上); ``verb``: how the thing came about, which its name may have left
    out (建成高标准农田3万亩); ``done``: the words about it say that it was brought to its end (建成, 办结), not that something was done about it
    (监管, 走访, 签约).
    """

    state: str
    stage: Stage
    scope: str
    flow: Flow
    again: str
    each_year: bool
    kept: bool
    verb: str
    done: bool


def read_traits(draft: Draft, meant: Meant, clauses: Sequence[Clause], last: Traits | None, words: Grammar) -> Traits:
    """``last`` are the traits of the figure before: a part of what is (现有58个, 其中…20个) is too."""
    clause = clauses[draft.clause]
    before = clause.text[max(0, draft.said_from - clause.start) : max(0, draft.mention.start - clause.start)]
    if "name.shared-verb" in draft.because and (shared := words["name.kept-start"].match(draft.name)):
        before = shared[0] + before  # 新增甲20家,乙300家
    own = before.rpartition("、")[2]
    before = own if own != before and words["span.arrived"].search(own) else before  # 新增岗位6万个、劳动力稳定在60万人
    before = before[said.start() :] if (said := words["span.benefits"].search(before)) else before  # 新建管道惠及300万群众
    sums = draft.mention.dimension not in _NO_SUM
    acts = sums and words["span.flows"].search(before) and not words["span.comes-to"].search(before)  # 服务床位增至8张, 贫困人口减少到3000人
    flow: Flow = "" if meant.value is None else draft.flow or ("done" if acts else "held" if words["span.reached"].search(before) else "")
    again = words["span.again"].search(before)
    behind = clause.text[draft.mention.end - clause.start :]
    in_part = _is_done_in_part(draft, clause, words)
    then = clauses[draft.clause + 1] if draft.clause + 1 < len(clauses) else None
    goes_on = then is not None and then.opener != ";" and not then.mentions and words["stage.goes-on"].fullmatch(then.text) is not None
    stage: Stage = "" if in_part else "started" if goes_on else _stage(draft, before, behind, words) or _stage_of_all(draft, clauses, words)
    state = "" if meant.growth is not None or stage in {"started", "completed"} else _state(draft, before, clauses, last, words)
    return Traits(
        "state.share-done" if in_part else state, stage,
        _scope(draft, clauses, words), flow,
        again[0] if again and meant.value is not None else "", _is_each_year(draft, before, clauses, words), bool(words["span.kept"].search(before)),
        "" if flow == "held" else next((m[0] for m in reversed([*words["scope.built"].finditer(before)])), ""),
        not (in_part or goes_on) and _is_done(draft, meant, flow, before, clause, words),
    )  # fmt: skip


def _state(draft: Draft, before: str, clauses: Sequence[Clause], last: Traits | None, words: Grammar) -> str:
    clause = clauses[draft.clause]
    behind = clause.text[draft.mention.end - clause.start :]
    if draft.mention.dimension == "count" and words["state.habit"].search(clause.text[: max(0, draft.mention.start - clause.start)]):
        return "state.habit"
    if draft.mention.dimension == "percent" or draft.flow == "rate" or words["state.done"].search(before):
        return ""
    is_sum = draft.mention.dimension in MONEY
    ahead = clauses[draft.clause - 1].text if draft.clause else ""
    rule = next((rule for rule in ("state.now", "state.area", "state.laid-out", "state.planned" if is_sum else "state.ours") if words[rule].search(before)), "")
    then = clauses[draft.clause + 1].text if draft.clause + 1 < len(clauses) and not behind.strip() else ""
    if not rule and is_sum and words["state.sized"].search(before) and (behind.startswith("的") or words["state.part-done"].match(then)):
        rule = "state.sized"
    if not rule and is_sum:
        rule = "state.contract" if words["state.contract"].search(draft.name) else "state.signed" if words["state.signed"].search(f"{ahead},{before}") else ""
    acted = words["name.light-inside"].search(before)  # 推进9个领域监管, 开展检查 are deeds
    if not rule and not is_sum and not acted and (words["state.watched"].search(before) or words["state.watched-behind"].search(behind)):
        rule = "state.watched"
    if not rule and words["state.has"].search(before) and not behind.partition("、")[0].strip() and not _is_listed_deed(draft, clauses, words):
        rule = "state.has"
    if not rule and _is_topic(draft, clauses, words):
        rule = "state.topic"
    if rule in _OF_PROJECTS and _is_built(draft, clauses, words):
        rule = "state.sized"  # of what stands the sum is its size, and no more planned
    if not rule and last is not None and last.state == "state.now" and not before.strip("、和及 "):
        return last.state  # 还有3万老人、5万残疾人
    return rule or ("state.part" if draft.part and last is not None and last.state else "")


def _is_built(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> bool:
    """水厂总投资3亿元,已建成投用; 水厂竣工,总投资3亿元: up to a semicolon."""
    first = next((at for at in range(draft.clause, 0, -1) if clauses[at].opener == ";"), 0)
    behind = next((at for at in range(draft.clause + 1, len(clauses)) if clauses[at].opener == ";"), len(clauses))
    own = clauses[draft.clause]
    said = (own.text[draft.mention.end - own.start :] if clause is own else clause.text for clause in clauses[first:behind])
    return any(words["stage.done-behind"].search(text) for text in said)


def _is_done_in_part(draft: Draft, clause: Clause, words: Grammar) -> bool:
    """完成2350亩农田建设的80%: so much is to be done in all."""
    at = draft.mention.start - clause.start
    return draft.mention.dimension != "percent" and any(m.start() <= at < m.end() for m in words["state.share-done"].finditer(clause.text))


def _is_listed_deed(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> bool:
    """盘活的土地有6块,物业有12处: what is said of the first holds for each that is counted alike right behind it."""
    for clause in reversed(clauses[: draft.clause]):
        said = clause.text[: clause.mentions[0].start - clause.start] if len(clause.mentions) == 1 else ""
        if words["state.has-done"].search(said):
            return True
        if not words["state.has"].search(said) or clause.opener == ";":
            return False
    return False


def _is_each_year(draft: Draft, before: str, clauses: Sequence[Clause], words: Grammar) -> bool:
    """每年新增就业60万人,外出劳动力稳定在600万人左右: what is kept so is of each year too, up to a semicolon."""
    if words["span.each-year"].search(before):
        return True
    if not words["span.kept"].search(before):
        return False
    for at in range(draft.clause, 0, -1):
        if clauses[at].opener == ";":
            return False
        if words["span.each-year"].search(clauses[at - 1].text):
            return True
    return False


def pondered_by(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> str:
    """谋划甲片区的改造,改造面积355亩; 研究建设公园3座: in a plan no promise that it will be done. 占比七成,但是带动就业不多: nor what falls short today.

    The rule that says so, or nothing.
    """
    clause = clauses[draft.clause]
    then = clauses[draft.clause + 1] if draft.clause + 1 < len(clauses) else None
    if then is not None and words["state.but"].match(then.text) and not words["said.target"].search(clause.text):
        return "state.but"
    ahead = clauses[draft.clause - 1].text if draft.clause and clause.opener != ";" else ""
    before = clause.text[: max(0, draft.mention.start - clause.start)]
    rules = ("state.pondered", "state.pondered-size") if draft.mention.dimension in words.lists["is-measured"] or draft.mention.dimension in MONEY else ("state.pondered",)
    return next((rule for rule in rules if words[rule].search(f"{ahead},{before}")), "")


def _is_topic(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> bool:
    """66个脱贫县和3000个卫生室,要加强能力建设: things alone, and only the next clause says what is to be done about them."""
    clause = clauses[draft.clause]
    if not clause.mentions or draft.clause + 1 == len(clauses) or not words["state.topic"].match(clauses[draft.clause + 1].text):
        return False
    return not clause.text[: clause.mentions[0].start - clause.start].strip() and not words["name.stop"].search(clause.text, clause.mentions[-1].end - clause.start)


def _stage(draft: Draft, before: str, behind: str, words: Grammar) -> Stage:
    """Of two words the one nearer to the number holds; one behind the thing (29个小区改造将启动) where none stands before."""
    if draft.mention.dimension in words.lists["is-amount"] or draft.mention.dimension == "points":
        return ""
    said = [*words["stage.before"].finditer(before)]
    after = None if said else words["stage.behind"].match(behind)
    group = said[-1].lastgroup if said else after.lastgroup if after else None
    if len(said) > 1 and said[-2].lastgroup != group and words["stage.both"].fullmatch(before, said[-2].end(), said[-1].start()):
        return ""  # 在建及投运充电站120个: some are the one, some the other
    return next((stage for stage in _STAGES if stage == group), "")


def _is_done(draft: Draft, meant: Meant, flow: Flow, before: str, clause: Clause, words: Grammar) -> bool:
    """Do the words that govern the figure say so: its own, those that begin its list (in 2个矿山修复项目、3个… nothing is said of the 3), the verb of
    its name from an earlier clause? A rate of growth is not done, and what there is at the end of the time is there.
    """
    if flow == "held" or meant.value is None or before.rstrip().endswith("在建"):
        return False  # 危桥改造完工23座、在建2座
    verb = words["name.kept-start"].match(draft.name) if draft.quote_start < clause.start else None
    first = clause.mentions[0].start - clause.start if clause.mentions else 0
    listed = draft.mention.start - clause.start > first and clause.text.startswith(before)
    said = (clause.text[:first], before.rpartition("、")[2]) if listed else (before,)
    behind = clause.text[draft.mention.end - clause.start :]
    return any(map(words["stage.done"].search, (*said, verb[0] if verb else ""))) or words["stage.done-behind"].search(behind) is not None


def _stage_of_all(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> Stage:
    """项目13个，年度计划投资10亿元，全部动工: said of what was counted before, up to the next count; 均已建成 of a whole list."""
    if draft.mention.dimension != "count":
        return ""
    listed = words["stage.of-list"].search(clauses[draft.clause].text, draft.mention.end - clauses[draft.clause].start)
    if listed:
        return next((stage for stage in _STAGES if stage == listed.lastgroup), "")
    for clause in clauses[draft.clause + 1 :]:
        if (found := words["stage.of-all"].fullmatch(clause.text)) and not clause.mentions:
            return next((stage for stage in _STAGES if stage == found.lastgroup), "")
        if clause.opener == ";" or any(m.dimension == "count" for m in clause.mentions) or not clause.mentions:
            return ""
    return ""


def _scope(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> str:
    """The part or basis that a figure is said of, in the sentence's own words."""
    clause = clauses[draft.clause]
    behind = max((m.after for m in clause.mentions if m.after <= draft.mention.start), default=clause.start)
    before = clause.text[behind - clause.start : max(0, draft.mention.start - clause.start)]
    basis = words["scope.basis"].search(before)
    if basis is None and draft.clause and not clauses[draft.clause - 1].mentions:
        basis = words["scope.basis"].match(clauses[draft.clause - 1].text.lstrip())
    if basis:
        return basis[0]
    if draft.value is None and draft.growth is not None and (real := real_growth(clause.text[: max(0, draft.mention.start - clause.start)], draft.name, words)):
        return real
    area = words["scope.area"].match(draft.name)
    return area[0] if area else "其中" if draft.part and "其中" in clause.text and "name.of-whole" not in draft.because else ""
