"""What the words around a figure say of it beside its number: state, stage, scope, whether it adds up.

Comes in: a draft and the clauses of its sentence. Goes out: ``Traits``. Decided here once, where the sentence is read;
ledger, series and pages ask the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.rows import Flow, Stage
from builder.analysis.figures.several_years import adds_up, is_reached

# What merely is: (id, what stands before the number). Sums that are planned or agreed on are no results.
_STATES = (
    ("state.now", re.compile(r"现有|现存|现共有|实有|在册|在办|仍在|尚[有未]|还有|在编|在岗|目前(?:共|拥)?有")),
    ("state.area", re.compile(
        r"(?:辖[区内]?(?:总?面积|共?有)|(?<!新增)(?:户籍|常住|流动|外来|来穗|总)(?:人口|人员)(?:信息|数量|总数|总量|规模)?)(?:达到?|为|约|近|共|有|超过?|突破)*$"
    )),
    ("state.planned", re.compile(
        r"(?:(?:计划|预计|预期|估算)总?投资|^总投资|(?<=[、的])总投资|概算(?:总?投资)?|(?:合同|签约|协议|意向)(?:外资|利用外资|引资|总?投资)?)"
        r"(?:总?额|总?金额|规模|总量)?(?:达到?|为|约|近|超过?|逾)*$|(?:达产|投产|建成|投用)[之以]?后[^,;\d]*$|协议达产[^,;\d]*$"
    )),
)  # fmt: skip
_OF_A_CONTRACT = re.compile(r"(?:合同|签约|协议|意向|计划|概算)[^,;、\d]{0,4}(?:资|额)$|总投资(?:额|规模)?$")
_DONE = re.compile(r"完成|实现|履约|到位|成交")
_STAGES: tuple[tuple[Stage, str], ...] = (
    ("started", "新?开工|启动|动工|开建|在建"),
    ("completed", "完工|建成|竣工|投用|投产|交付|完成|通车|投运|建好"),
    ("new", "新[增建改设开引认登签培入升获]|净增|增加|增设|扩建|改扩建|再[建增添]"),
    ("stock", "现有|实有|在册|总数|保有|总量|存量|拥有|共有|累计达|达到|增至|增加到|扩大到|突破|达(?!产|成)"),
)
_BUILT = re.compile("新[增建]|建成|建设(?!用地)|增加|铺设|敷设")
_STAGE = re.compile("|".join(f"(?P<{stage}>{words})" for stage, words in _STAGES))
_STAGE_BEHIND = re.compile(rf"[^,;、\d]{{0,14}}?(?:(?P<started>{_STAGES[0][1]})|(?P<completed>{_STAGES[1][1]}))")
_NO_THING = frozenset(("percent", "points", "times", "money", "usd", "duration", "density", "price"))
# On another basis than the plain one, or without a part: 同口径增长4%, 扣除房地产后增长3%. 不含农户 is how investment is counted.
BASIS = re.compile(r"(?:同|可比)口径|(?:扣除|剔除|不含(?!农户)|不包括|(?<![\u4e00-\u9fff])除)[^,;、\d]{1,14}?(?:以?后|[之以]?外|因素|影响)|(?:扣除|剔除)[^,;、\d]{2,10}")
_AREA = re.compile(
    r"(?:[\u4e00-\u9fff“”]{0,8}?(?:园区|开发区|高新区|经开区|保税区|综保区|自贸(?:试验)?区|新区|新城|片区|经济带|经济区|城市群|都市圈|经济圈|主城区|中心城区)"
    r"|(?:脱贫|贫困|民族|边境|重点|革命老|欠发达)(?:地区|县|村|区)|(?:全国|全球|世界)(?!首|最|第|唯))(?=的?[\u4e00-\u9fffA-Z].)"
)


@dataclass(frozen=True, slots=True)
class Traits:
    """``state``: the id of the rule by which it merely is; ``flow``: done in the time spoken of, or held at its end;
    ``verb``: how the thing came about, which its name may have left out (建成高标准农田3万亩).
    """

    state: str
    stage: Stage
    scope: str
    flow: Flow
    again: str
    each_year: bool
    verb: str


def read_traits(draft: Draft, clauses: Sequence[Clause], last: Traits | None) -> Traits:
    """``last`` are the traits of the figure before: a part of what is (现有58个, 其中…20个) is too."""
    clause = clauses[draft.clause]
    before = clause.text[max(0, draft.said_from - clause.start) : max(0, draft.value_start - clause.start)]
    flow: Flow = "" if draft.value is None else draft.flow or ("done" if adds_up(before) else "held" if is_reached(before) else "")
    return Traits(
        _state(draft, before, last), _stage(draft, before, clause.text[draft.value_end - clause.start :]), _scope(draft, clauses), flow,
        next((word for word in ("再", "新增") if draft.value is not None and word in before), ""), "每年" in before,
        "" if flow == "held" else next((m[0] for m in reversed([*_BUILT.finditer(before)])), ""),
    )  # fmt: skip


def _state(draft: Draft, before: str, last: Traits | None) -> str:
    if draft.growth is not None or draft.dimension == "percent" or draft.flow == "rate" or _DONE.search(before):
        return ""
    is_sum = draft.dimension in {"money", "usd", "hkd", "eur"}
    rule = next((rule for rule, pattern in _STATES if pattern.search(before) and (is_sum or rule != "state.planned")), "")
    if not rule and is_sum and _OF_A_CONTRACT.search(draft.name):
        rule = "state.planned"
    return rule or ("state.part" if draft.part and last is not None and last.state else "")


def _stage(draft: Draft, before: str, behind: str) -> Stage:
    """Of two words the one nearer to the number holds; one behind the thing (29个小区改造将启动) where none stands before."""
    if draft.dimension in _NO_THING:
        return ""
    found = [m.lastgroup for m in _STAGE.finditer(before)]
    after = None if found else _STAGE_BEHIND.match(behind)
    group = found[-1] if found else after.lastgroup if after else None
    return next((stage for stage, _ in _STAGES if stage == group), "")


def _scope(draft: Draft, clauses: Sequence[Clause]) -> str:
    """The part or basis that a figure is said of, in the sentence's own words."""
    clause = clauses[draft.clause]
    before = clause.text[max((m.after for m in clause.mentions if m.after <= draft.value_start), default=clause.start) - clause.start : max(0, draft.value_start - clause.start)]
    basis = BASIS.search(before)
    if basis is None and draft.clause and not clauses[draft.clause - 1].mentions:
        basis = BASIS.match(clauses[draft.clause - 1].text.lstrip())
    if basis:
        return basis[0]
    area = _AREA.match(draft.name)
    return area[0] if area else "其中" if draft.part and "其中" in clause.text else ""
