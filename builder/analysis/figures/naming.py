"""The name of a level: 新增公办学位 + 6260个, 36名 + 后备力量, or what the sentence spoke of before.

Comes in: a slot and what the sentence said before it. Goes out: ``Naming``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from builder.analysis.figures.clauses import BLANK
from builder.analysis.figures.drafts import MONEY, Context, Draft, Slot
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.parts import is_measured, is_twin
from builder.analysis.figures.purposes import bare_amount, needs_thing, thing_of_sum
from builder.analysis.figures.subjects import (
    NAME_LIMIT,
    is_total,
    name_after,
    name_before,
    owner_of,
    shorten,
    starts_with_verb,
    thing_name,
    trim_lead,
    trim_tail,
)
from builder.analysis.figures.tidy import is_bare_rate
from builder.frozen import quick, replace

_DONE_TO = frozenset(("count", "length", "area", "volume"))  # 改造小区5个、管网3公里: one deed, however it is measured


@quick
@dataclass(frozen=True, slots=True)
class Naming:
    """``noun`` is the name without its verb; ``inherited``: the name comes from an earlier clause; ``rule``: the id of what found it."""

    name: str
    noun: str
    context: str = ""
    inherited: bool = False
    rule: str = "name.before"


def noun_said(context: Context) -> str:
    """What the sentence spoke of last: the last figure that is not a mere part, else the object of a clause."""
    if context.last is None:
        return object_of(context.spoken, context.words)
    noun = _as_done(next((d.noun for d in reversed(context.figures) if not d.part), context.last.noun), context.words)
    return context.words["name.per-day"].sub("", noun) or noun


def _as_done(name: str, words: Grammar) -> str:
    """应办结信访件28件,办结27件: what was done is named without what was due."""
    return words["name.due"].sub("", name)


def _said_since(context: Context) -> str:
    """What the sentence spoke of, without a figure, after the last figure."""
    return object_of(context.spoken, context.words) if context.last and context.spoken_start > context.last.mention.end else ""


def object_of(clause: str, words: Grammar) -> str:
    """What a clause without figures is about: 创新举办全省首个“健康夜市” → “健康夜市”."""
    grown = name_of_grown(clause, words)
    if grown:
        return grown
    said = trim_lead(clause.replace(BLANK, ""), words)
    verbs = [m for m in words["name.light-inside"].finditer(said) if len(said) - m.end() >= 3]
    if verbs:
        said = trim_lead(said[verbs[-1].end() :], words)
    noun, _ = name_after(said, words)
    noun = words["name.passed-mark"].sub("", noun)
    noun = words["name.bare-number"].sub("", (noun or said).strip().rpartition("、")[-1])
    return noun if 2 <= len(noun) <= 16 else ""


def name_of_grown(clause: str, words: Grammar) -> str:
    """What a clause says has grown, in words alone: 居民收入稳步提高 → 居民收入; a bare 规模稳步提高 is of what came before."""
    match = words["name.grown"].fullmatch(clause.replace(BLANK, "").strip())
    subject = name_before(match["subject"], words) if match else ""
    return "" if subject in words.lists["facets"] or subject in words.lists["amounts"] or len(subject) < 2 else subject


def other_grown(context: Context) -> str:
    """The same of the clause right before, where that is another thing than the last figure's: the number behind it is no more of that figure."""
    last = context.last
    grown = name_of_grown(context.spoken, context.words) if last and context.leads else ""
    return grown if last and grown and grown not in last.name and last.noun not in grown else ""


def name_level(slot: Slot, context: Context) -> Naming | None:
    """The name of a figure that states a level."""
    words = context.words
    before = name_before(slot.before, words)
    if (whose := of_same_port(before, context)) != before:
        return Naming(whose, whose, inherited=True)
    if slot.mention.dimension in MONEY and slot.after.startswith("的") and (invested := words["name.invested"].search(before)):
        before = invested["sum"]  # 引进了一家投资 + 2亿元 + 的包装企业
    noun, rest = name_after(slot.after, words)
    dimension = slot.mention.dimension
    if dimension not in words.lists["is-amount"] and noun:
        return replace(_counted(slot, noun, rest, context), rule="name.counted")
    if dimension in words.lists["is-amount"] and dimension != "percent" and slot.after.strip() and needs_thing(before, words):
        thing = thing_of_sum(slot.after, words)
        if thing:
            return Naming((thing.removesuffix(amount := bare_amount(before, words)) + amount)[-NAME_LIMIT:], thing, rule="name.purpose")
    if dimension == "money" and needs_thing(before, words) and not slot.after.strip() and len(context.clause.mentions) == 1:
        then = words["name.spent-then"].match(context.text, context.clause.last)
        thing = thing_of_sum(then["thing"], words) if then and "、" not in then["thing"] else ""  # of several things the sum is not the first one's
        if thing:
            return Naming((thing + bare_amount(before, words))[-NAME_LIMIT:], thing, rule="name.purpose")
    if dimension == "percent" and before and not slot.closed and (of := words["name.share-of"].match(slot.after)):
        thing = before.removeprefix("覆盖") + of["what"]  # 三级以上医院 + 97% + 门诊量已实现…
        if len(thing) <= NAME_LIMIT and not words["name.and"].search(before[-2:]):  # 各县和 + 98% + 的镇实现…: of the towns alone
            return Naming(thing, thing)
    if dimension == "percent" and before and not slot.closed and not words["name.rate-end"].search(before):
        action = slot.after.strip(" " + BLANK)
        if 2 <= len(action) <= 10:
            return Naming((before + action)[-NAME_LIMIT:], before)
    if not before:
        found = _inherited(slot, context)
        return replace(found, rule="name.inherited" if found.inherited else "name.behind") if found else None
    return _own_words(before, slot, context)


def _own_words(before: str, slot: Slot, context: Context) -> Naming:
    """The words before the number, with the noun or verb they lean on where they are too bare."""
    words, noun, last, verb = context.words, noun_said(context), context.last, _shared_verb(slot, context)
    before = words["name.task-word"].sub("", before)  # 养老床位年度任务 + 500张
    if words["name.task-alone"].fullmatch(before) and noun and not last:
        return Naming(noun, noun, inherited=True)  # 停车泊位。任务 + 1500个
    if context.spoken and context.spoken_start < 0 and len(noun) > len(before) > 1 and noun.endswith(before):
        return Naming(noun, noun, inherited=True)  # 惠民演出。全年演出 + 131场
    if words["name.unread"].search(slot.before):
        return Naming(before, noun_of(before, words))  # 旅居人次86.5万、收入8.9亿元: of what stands there, which nobody read
    if before.endswith("占") and slot.mention.dimension == "percent":
        return Naming(before + "比", before[:-1])  # 民营经济主体占97.2%
    if whole := _whole_of_share(before, slot, context):
        return Naming(f"{whole}中{before}", before, inherited=True, rule="name.of-whole")
    scheme = words["name.put-in"].search(context.spoken) if context.leads and words["name.benefit"].fullmatch(before) else None
    if scheme:
        return Naming(before[:2] + scheme["what"] + before[2:], scheme["what"], inherited=True)  # 纳入长护险,享受待遇的3万人
    if words["name.share"].match(before):
        whole = (last and last.noun) or noun
        if last and last.mention.dimension == "percent" and "占" in whole:
            whole = whole[: whole.rindex("占")]  # 专利占全市38%,占全省33%
        return Naming(shorten(whole + before, words), whole, inherited=bool(whole))
    crops = {m[0] for m in words["name.crop"].finditer(f"{last.noun if last else ''},{context.spoken}")} if words["name.yield"].fullmatch(before) else set()
    if len(crops) == 1:
        return Naming((crop := crops.pop()) + before, crop + before, inherited=True)
    if before in words.lists["amounts"] or is_bare_rate(before, words):
        whole = "" if _is_parted(slot, context) else (last and last.noun) or noun
        if planned := _planned(before, slot, context):
            name, noun = (words["name.planned-sum"].sub(before, said) for said in (planned.name, planned.noun))
            return Naming(name, noun, inherited=True)  # 压采项目计划投资8000万元,完成投资2000万元
        whole = "" if last and last.name.endswith(before) else whole  # 投入20万元,开展清淤,投入7万元
        if slot.mention.dimension == "money" and last and (last.mention.dimension == "money" or _is_listed(context)):
            whole = ""  # 桥5座,闸1座,完成投资1亿元: of all of them, and of no sum before
        whole = "" if whole in words.lists["amounts"] or words["name.rate-end"].search(whole) else whole  # 总投资2亿元,全长6公里; 支付率90%,总投资2亿元
        if not last and f"、{whole}" in context.spoken and words["name.bare-rate"].search(before):
            return Naming(before, before)  # 甲、乙，占比60%: of the last alone it would be another share
        if len(before) <= 2 and whole:
            whole = last.name if last and last.name.endswith(whole) and _is_size_of(slot, last, words) else whole
            return Naming(shorten(owner_of(whole, before, words) + before, words), whole, inherited=True)
        return Naming(before if len(before) > 1 or whole else "", whole or before, whole)
    if words["name.kept"].fullmatch(before.removeprefix("成功")) or words["name.works"].fullmatch(before):
        since = _said_since(context)
        other = last and since and slot.mention.unit[-1:] != last.mention.unit[-1:] and words["name.process-end"].search(since)  # 锅炉6台;启动清洁取暖改造,开工3万户
        if other or (slot.mention.dimension == "count" and noun.endswith(tuple(words.lists["amounts"]))):
            noun = since  # 投入资金72万元,推进薄弱学校改造,开工7所
        if not noun or noun in before or words["name.kept"].fullmatch(noun) or (slot.mention.dimension == "money" and _is_listed(context)):
            return Naming(before, before)  # 救助36宗、医疗救助27宗,资助23万元: of both
        if before in noun:
            end = len(noun) if noun.startswith(before) else noun.index(before) + len(before)
            return Naming(noun[:end], noun, inherited=True)
        counts_people = slot.mention.unit.endswith("人次") or words["name.benefits"].search(before) is not None  # 改造公厕5座,惠及9万户
        if slot.mention.dimension in words.lists["is-measured"] and "的" in noun and words["name.process"].fullmatch(before):
            return Naming(noun.split("的")[-1] + before, noun, inherited=True)  # 某片区的低效用地, 完成改造200亩
        return Naming(shorten(noun + before if counts_people else before.removeprefix("已") + noun, words), noun, inherited=True)
    accident = words["name.accident"].search(last.noun) if last and words["name.victims"].fullmatch(before) else None
    if accident:
        return Naming(accident["what"] + before, accident["what"], inherited=True)  # 道路事故2起、死亡4人
    before = _of_its_area(before, slot, context)
    if not words["name.kept-start"].match(before):
        alike = slot.listed or any(d.clause == context.index - 1 and d.mention.unit == slot.mention.unit for d in context.figures[-2:])
        if alike and last and not _is_parted(slot, context) and words["name.dropped"].fullmatch(before):
            thing = words["name.taken-on"].sub("", last.noun)
            return Naming(shorten(before + thing, words), thing, inherited=True)  # 低保新增5户、停发3户; 审批新增低保5户、取消3户
        if slot.listed and words["name.of-state"].fullmatch(before):
            return Naming(before, before)  # 办结工单8件、不予受理2件
        own_process = words["name.process-end"].search(before) and words["stage.new"].match(verb)  # 农村公路新建92公里、危桥改造10座
        if slot.listed and verb and not own_process and not words["span.arrived"].search(slot.before):
            return Naming(shorten(verb + before, words), before)
        if (verb := _verb_of_twin(before, slot, context)) and not words["span.arrived"].search(slot.before):
            return Naming(shorten(verb + before, words), before, inherited=True, rule="name.shared-verb")
        if (verb := _verb_of_had(slot, context)) and not words["span.arrived"].search(slot.before):
            return Naming(shorten(verb + before, words), before)
        if context.is_part and last and is_twin(before, words):
            lead = words["name.kept-start"].match(last.name)
            return Naming((lead[0] if lead else "") + before + noun, before + noun, inherited=True)  # 充电桩2万个,其中农村1万个、城镇8千个
        if context.is_part and last:
            lead = words["name.kept-start"].match(last.name)
            is_verb = lead is not None and len(last.name) - lead.end() >= 2
            if lead and is_verb and (len(before) <= 3 or (words["stage.new"].match(lead[0]) and _is_sort_of(before, slot, last))):
                return Naming(lead[0] + before, before, inherited=True)
    if context.is_part and last and slot.mention.dimension == last.mention.dimension == "money":
        spent = words["name.parted-sum"].search(last.name)
        if spent and not is_measured(before, words) and words["name.parted-thing"].fullmatch(before):
            return Naming(before + spent["sum"], before + spent["sum"])  # 公路水路投资108亿元,其中普通公路92亿元
    return Naming(before, noun_of(before, words))


def of_same_port(name: str, context: Context) -> str:
    """青溪港货物吞吐量增长4%,集装箱吞吐量增长11%: whose, where only what is handled is another."""
    words, last = context.words, context.last
    own = words["name.handled"].fullmatch(name)
    port = words["name.handled"].fullmatch(last.noun) if own and not own["port"] and last and last.clause == context.index - 1 else None
    parted = context.clause.opener == ";" or (last is not None and ";" in context.text[last.mention.end : context.clause.start])
    return port["port"] + name if port and port["port"] and not parted else name


def _whole_of_share(before: str, slot: Slot, context: Context) -> str:
    """新增电力装机2000万千瓦,其中绿色能源占比60%: of what it is a share. Empty where it is not said, or the share has a name of its own."""
    whole = next((d for d in reversed(context.figures) if not d.part), None) if context.is_part else None
    if whole is None or slot.mention.dimension != "percent" or whole.measure != "level" or whole.mention.dimension in {"percent", "points"}:
        return ""
    says_of = "占" in before.removesuffix("占比") or whole.noun in context.words.lists["generic"]  # 非化石能源占能源消费总量比重 says of what
    fits = len(before) > 3 and len(whole.name) + 1 + len(before) <= NAME_LIMIT and not says_of
    return whole.name if fits and context.words["name.share-end"].search(before) and not before.startswith(whole.noun) else ""


def _is_sort_of(before: str, slot: Slot, last: Draft) -> bool:
    """新增电力装机3000万千瓦,其中可再生能源装机2000万千瓦: of the same, in the same unit."""
    return slot.mention.unit == last.mention.unit and before[-2:] == last.noun[-2:] and not last.part


def _of_its_area(before: str, slot: Slot, context: Context) -> str:
    """农村投放点45个(误时投放点37个): what stands in brackets behind a count is of its part of the area."""
    opened = context.text.rfind("(", 0, slot.mention.start) if context.clause.is_aside else -1
    whole = next((d.noun for d in reversed(context.figures) if d.mention.after <= opened), "") if opened >= 0 else ""
    area = context.words["name.town-or-country"].match(whole)
    return f"{area[0]}{before}" if area and area[0] not in before else before


def _counted(slot: Slot, noun: str, rest: str, context: Context) -> Naming:
    """36名后备力量: the thing follows its number; a verb or modifier before it may belong to the name."""
    words = context.words
    head = trim_tail(slot.before, words)
    own = _verbs_at_end(head, words)
    verb = own or (_shared_verb(slot, context) if slot.listed else "")
    whole = noun
    noun, rest = _place_counted(noun, rest, slot, words)
    thing = whole if noun != whole and whole.startswith(noun + "的") else ""
    plain = noun in words.lists["generic"] or len(noun) <= 2
    if plain and own and not rest:
        whose = name_before(head.removesuffix(own), words)
        if 4 <= len(whose) <= 14 and not words["name.kept-start"].match(whose) and "、" not in whose:
            return Naming(whose + own + noun, noun)
    if plain and not own:
        modifier = _modifier(slot.before, words)
        told = words["name.told-behind"].fullmatch(noun + rest, len(noun)) if modifier and not thing else None
        if told and words["name.won"].match(told["what"]):
            won = modifier + told["what"] + ("" if noun in told["what"] else noun)  # 青溪地区有 + 8项 + 成果获国家科学技术奖
            if len(won) <= NAME_LIMIT:
                return Naming(won, won)
        if modifier:
            return Naming(shorten(modifier + noun, words), modifier + noun)
        last = context.last.noun if context.last else ""
        if last.endswith(noun) and last != noun and rest and not name_before(slot.before, words):
            action = rest.replace("正在", "").strip(BLANK + " ")
            if len(action) <= 4 and not _is_parted(slot, context):
                return Naming(shorten(action + last, words), last)
        if not rest and not verb and not slot.listed and noun == "活动":
            spoken = noun_said(context) if not context.last else ""
            if spoken and not spoken.endswith(noun):
                return Naming(shorten(spoken + noun, words), noun, inherited=True)
    if words["name.in-all"].match(rest):
        rest = ""  # 12所学校共提供学位…: what they did belongs to the next number
    given = words["name.given"].fullmatch(rest) if not plain and words["name.giving"].search(slot.before) else None
    if given:
        return Naming(shorten(noun + given["what"], words), noun)  # 为80万重点群体提供就业帮扶
    whom = words["name.for-whom"].search(slot.before) if not rest else None
    if whom and whom["whom"] not in words.lists["generic"] and len(whom[0] + noun) <= NAME_LIMIT:
        return Naming(whom["verb"] + whom["whom"] + noun, noun)  # 为退役军人提供 + 5万个就业岗位
    of_places = words["name.of-places"].search(slot.before.rstrip()) if thing else None
    if of_places and len(of_places[0] + thing) <= NAME_LIMIT:
        return Naming(of_places[0] + thing, noun)  # 完善 + 90个社区的回收体系: they were there before
    name = thing_name(noun, rest, verb, words, measured=slot.mention.dimension in words.lists["is-measured"])
    if rest and verb and words["span.again"].match(verb) and slot.mention.dimension == "count" and starts_with_verb(rest, words):
        name = shorten(verb + noun + rest, words, keep_head=True)  # 新增 + 7个 + 开发区通气: they were there before
    object_ = words["name.object"].search(rest)
    return Naming(name, object_[1] if object_ and plain else noun)


def _place_counted(noun: str, rest: str, slot: Slot, words: Grammar) -> tuple[str, str]:
    """66 + 个 + 脱贫县的卫生机构 counts 县; 17个 + 制造业增加值增长 + 8% counts what the value added is of."""
    if slot.mention.dimension != "count":
        return noun, rest
    if slot.mention.unit in words.lists["persons"] and words["name.people-end"].search(noun + rest):
        return noun + rest, ""  # 1000名 + 乡村运营人才
    if slot.mention.unit == "个" and (place := words["name.in-places"].match(noun + rest)):
        return place["place"], ""
    return words["name.amount-of"].sub("", noun), rest


def _planned(measure: str, slot: Slot, context: Context) -> Draft | None:
    """The figure of the sentence that says how much is planned, where now that is said which was done."""
    words = context.words
    if slot.mention.dimension != "money" or not words["state.done"].search(slot.before) or _is_parted(slot, context):
        return None
    sums = (d for d in reversed(context.figures) if d.mention.dimension == "money" and d.name.endswith(measure))
    planned = next((d for d in sums if words["name.planned-sum"].search(context.text, d.quote_start, d.mention.start)), None)
    return planned if planned and len(words["name.planned-sum"].sub("", planned.name).removesuffix(measure)) > 2 else None  # 年度计划投资 is of nothing


def _is_size_of(slot: Slot, last: Draft, words: Grammar) -> bool:
    """拆除违法建设140处,面积4万平方米: how large what was done is."""
    return slot.mention.dimension in words.lists["is-measured"] and last.mention.dimension == "count" and words["name.kept-start"].match(last.name) is not None


def _is_listed(context: Context) -> bool:
    """Are the two last figures of two things, so that the sum in the next clause is of both? 项目605个、总投资1594亿元 is of the last."""
    counted = [d for d in context.figures[-2:] if d.mention.dimension in _DONE_TO and not d.part and context.index - 2 <= d.clause < context.index]
    if len(counted) < 2 or counted[0].noun == counted[1].noun:
        return False
    first, second = (context.words["name.kept-start"].match(d.name) for d in counted)
    goes_on = "name.shared-verb" in counted[1].because
    return counted[0].clause == counted[1].clause or bool(first and (not second or goes_on))  # 新建桥5座,闸1座; but 引进企业8家,签约项目15个 are two deeds


def _is_parted(slot: Slot, context: Context) -> bool:
    """Does a semicolon stand between a figure and the one before it? Then each speaks of its own."""
    last = context.last
    return last is not None and ";" in context.text[last.mention.end : slot.mention.start]


def _verbs_at_end(head: str, words: Grammar) -> str:
    """新建、改建 + 16万户: all that is done to what is counted."""
    works = next((m for m in words["name.works"].finditer(head) if m.end() == len(head)), None)
    own = works or words["name.kept-end"].search(head)
    return own[0] if own else ""


def _shared_verb(slot: Slot, context: Context) -> str:
    """新增公园3个、广场2个: the verb of an enumeration, for what is counted or measured like the first and has none of its own."""
    first = context.clause.mentions[0]
    own = [d for d in context.figures if d.clause == context.index]
    lead = next((d for d in reversed(own) if d.said_from), None) or next((d for d in own if d.mention.start == first.start), None)  # 修复堰塘1座、建设机井6座、农桥4座
    if lead is None or slot.said_from or context.words["name.named-work"].fullmatch(lead.name):
        return ""
    first = lead.mention
    alike = slot.mention.dimension == first.dimension
    if not (alike or _DONE_TO.issuperset((slot.mention.dimension, first.dimension))) or is_total(slot.before, context.words, alike=alike):
        return ""
    verb = next(filter(None, (context.words[rule].match(lead.name) for rule in ("name.works", "name.kept-start", "name.process-lead"))), None)
    return verb[0] if verb and len(lead.name) - verb.end() >= 2 else ""  # 服务类28个、货物类7个


def _verb_of_twin(before: str, slot: Slot, context: Context) -> str:
    """新增家政企业20家,养老机构300家: the verb of the figure before, for what is counted alike right behind it and has no word of its own.

    None for a total of the same (企业300家), for what was reached (突破300家), a part of it, or what else is said of it.
    """
    words, last, mention = context.words, context.last, slot.mention
    if not last or last.clause != context.index - 1 or mention.dimension not in _DONE_TO or mention.unit != last.mention.unit:
        return ""
    if context.is_part or last.part or context.text[last.mention.after : context.clause.start].strip() != "," or mention.outer != mention.start:
        return ""
    behind = not slot.after.strip() or slot.closed
    same = before.endswith(last.noun) or last.noun.endswith(before)
    if not behind or same or slot.before.strip(BLANK + " ") != before or starts_with_verb(before, words):
        return ""
    if words["name.unlike"].search(before) or words["name.measured-end"].search(before):
        return ""
    verb = words["name.kept-start"].match(last.name) if words["name.adds"].match(last.name) else None
    return verb[0] if verb and not before.endswith(tuple(words.lists["amounts"])) else ""


def _verb_of_had(slot: Slot, context: Context) -> str:
    """盘活的土地有6块,物业有12处: how the first came about, for what is counted alike right behind it."""
    words, last = context.words, context.last
    if not last or last.clause != context.index - 1 or _is_parted(slot, context) or not words["state.has"].search(slot.before):
        return ""
    told = words["state.has-done"].search(context.text[last.quote_start : last.mention.outer])
    verb = words["name.kept-start"].match(last.name) if told else None
    return verb[0] if verb else ""


def _modifier(before: str, words: Grammar) -> str:
    """纳入重点监管的 + 262家企业, 市三中新校区等 + 6个项目, 公开目录 + 26个领域: words that say which."""
    text = before.replace(BLANK, "").rstrip()
    if words["name.no-modifier"].search(text):
        return ""
    if text.endswith("的"):
        text = words["name.etc-from"].split(text)[-1]  # 甲公司、乙公司等从区外迁来的 + 8家企业
        if "等" in text[-12:]:
            return ""
        return trim_lead(text[:-1].rpartition("、")[-1], words)[-10:]
    if text.endswith("等"):
        return words["name.and"].split(trim_lead(text[:-1], words))[-1][-10:] + "等"
    name = name_before(text, words)
    if len(name) >= 3 and not words["name.where"].search(name) and "、" not in name:
        if words["name.kept-start"].match(name) or words["name.light-inside"].search(name):
            return ""
        return name if len(name) <= 16 else ""
    return ""


def _inherited(slot: Slot, context: Context) -> Naming | None:
    """No subject of its own: 140处、4.62万平方米, or 达165亿元 after 地区生产总值再创新高,."""
    words, last = context.words, context.last
    goes_on = words["name.goes-on"].match(slot.after.strip(BLANK + " ")) is not None  # 建设5120个 + 并全部投用
    action = "" if goes_on else trim_lead(slot.after.lstrip().removeprefix("的"), words).strip(BLANK + " ")
    if last and slot.closed and slot.mention.unit == last.mention.unit and words["name.won"].match(action) and len(last.noun + action) <= NAME_LIMIT:
        return Naming(last.noun + action, last.noun, inherited=True)  # 案例173项,82项获认可、37项在全省推广: 82 of them
    if len(action) >= 2 and not slot.closed:
        topic = object_of(context.spoken, words) if context.leads and not last and words["name.done-to"].search(slot.before) else ""
        if topic and topic not in action and len(topic + action) <= NAME_LIMIT:
            return Naming(topic + action, topic, inherited=True)  # 资质资格互认,要对20项以上实现统一办理
        return Naming(shorten(action, words, keep_head=True), action[:NAME_LIMIT])
    grown = other_grown(context)
    if last and context.leads and not grown and _is_parted(slot, context):
        noun = _said_since(context)  # 总产值达到5亿元;税收迈过千万大关,达到2000万元: another thing
        return Naming(noun, noun, inherited=True) if noun else None
    if last and not grown:
        is_all = words["stage.new"].match(last.name) and words["span.all"].search(slot.before)  # 新增公园3个,达到12个; 新增公园3个,累计12个
        is_done = words["stage.started"].match(last.name) and words["stage.done"].search(slot.before)  # 新开工棚户区改造200套、建成100套
        name = _as_done(last.noun if is_all or is_done else last.name, words)
        if words["stage.done"].search(slot.before):
            name = words["name.planned-sum"].sub("投资", name)  # 年度计划投资51亿元,完成44亿元
        return Naming(name, _as_done(last.noun, words), last.context, inherited=True)
    noun = grown or noun_said(context)
    return Naming(noun, noun, inherited=True) if noun else None


@lru_cache(maxsize=2048)
def noun_of(name: str, words: Grammar) -> str:
    """走访企业 → 企业: the name without its verb."""
    match = words["name.kept-start"].match(name)
    return name[match.end() :] if match and len(name) - match.end() >= 2 else name
