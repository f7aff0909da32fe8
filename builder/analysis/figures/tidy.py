"""A name in the sentence's own words → the noun phrase of the thing counted, and whether it is one.

Comes in: a name as the clause gave it. Goes out: the same words without what only the sentence needed
(配合市住建局完成污水支管建设 → 污水支管建设, 公办学位新增 → 新增公办学位). Which words do what is data.
"""

from __future__ import annotations

import re

from builder.analysis.figures.drafts import AND
from builder.analysis.figures.wording import SubjectWords

_MARKS = re.compile(r"[“”‘’《》]")
_JOINED = re.compile(rf"^(?:或|{AND}|、)(?=..)")
_UNFINISHED = re.compile(r"(?:的|中|都|已|等|后|前|下|上|内|外|由|在|(?<!参)与|和|了)$|^(?:作为|占|其他|其余|每|从(?![轻业事严])|由|被|近|以(?!旧))")
_RATE = re.compile(r"(?:率|占比|比例|比重|进度|程度)$")
_SHORTEST, _CLAUSE = 3, 7


def tidy(name: str, words: SubjectWords) -> str:
    """The noun phrase in a name; the name itself where nothing else is left."""
    text = words.inside.sub("", name)
    text = after_preposition(text, words)
    text = _verb_last(text, words)
    text = words.attribute.sub(r"\g<verb>", _JOINED.sub("", text))
    text = text.strip(" 、·-.,")
    return text if len(text) >= 2 else name


def after_preposition(text: str, words: SubjectWords) -> str:
    """通过“两断三清”行动整治“散乱污”场所 → 整治“散乱污”场所: what was used, and for whom, is no part of the name."""
    start = 0
    while (lead := words.lead.match(text, start)) and not words.protected.match(text, start):
        start = lead.end()
    match = None if words.protected.match(text, start) else words.preposition.match(text, start)
    if not match:
        return text
    rest, thing = text[match.end("phrase") :], text[match.end() :]
    if words.kept_start.match(rest) or words.act.match(rest):
        return text if thing in words.generic else rest
    return thing


def after_doer(text: str, words: SubjectWords) -> str:
    """路桥小区等建成党支部 → 党支部: the doer is no part of the name of the thing done."""
    match = words.doer.match(text)
    if not match or text[match.end() :] in words.amounts or text[match.end() :] in words.generic:
        return text
    return text[match.end() :]


def _verb_last(text: str, words: SubjectWords) -> str:
    """公办学位新增 → 新增公办学位, 连片土地将盘活 → 盘活连片土地, 民生实事预计投入 → 民生实事投入."""
    text = words.idle_tail.sub("", text)
    modal = words.modal_tail.search(text)
    if modal:
        thing, verb = text[: modal.start()], modal["verb"]
        if verb in words.amounts:
            return text if text.startswith("计划", modal.start()) else thing + verb
        return verb + thing if verb and words.kept.fullmatch(verb) else thing
    fronted = words.fronted.search(text)
    if fronted and not words.kept_start.match(text):
        return fronted["verb"] + text[: fronted.start()]
    return text


def is_named(name: str, context: str, words: SubjectWords) -> bool:
    """Can the name stand alone in a table? Bare nouns (企业), bare amounts and half sentences cannot."""
    plain = _MARKS.sub("", name)
    if (_RATE.search(plain) and len(plain) <= 4) or name in words.amounts:
        return bool(context)
    if len(plain) < _SHORTEST or plain in words.generic or words.amount_only.fullmatch(plain) or _UNFINISHED.search(plain):
        return False
    if name.count("“") != name.count("”"):
        return False
    amount = max((a for a in words.amounts if plain.endswith(a)), key=len) if plain.endswith(words.amount_ends) else ""
    if amount and plain.removesuffix(amount) in words.generic:
        return False
    verb = words.light.match(plain) or words.kept_start.match(plain)
    if verb and (plain[verb.end() :] in words.generic or not plain[verb.end() :]) and verb[0] not in words.telling:
        return False
    return not _is_clause(plain, words)


def _is_clause(plain: str, words: SubjectWords) -> bool:
    """企业填报认定系统: a bare noun and what it does."""
    if len(plain) < _CLAUSE or not plain.startswith(words.generic_starts):
        return False
    doer = max((noun for noun in words.generic if plain.startswith(noun)), key=len)
    return bool(doer) and bool(words.stop.match(plain, len(doer)))
