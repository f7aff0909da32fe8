"""A name in the sentence's own words → the noun phrase of the thing counted, and whether it is one.

Comes in: a name as the clause gave it. Goes out: the same words without what only the sentence needed
(配合市住建局完成污水支管建设 → 污水支管建设, 公办学位新增 → 新增公办学位). Which words do what is data.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.analysis.figures.grammar import Grammar

_MARKS = re.compile(r"[“”‘’《》]")
_SHORTEST, _CLAUSE = 3, 7


@lru_cache(maxsize=2048)
def tidy(name: str, words: Grammar) -> str:
    """The noun phrase in a name; the name itself where nothing else is left."""
    text = words["name.inside"].sub("", name)
    text = after_preposition(text, words)
    text = _verb_last(text, words)
    text = words["name.attribute"].sub(r"\g<verb>", words["name.joined"].sub("", text))
    text = text.strip(" 、·-.,")
    return text if len(text) >= 2 else name


def after_preposition(text: str, words: Grammar) -> str:
    """通过“两断三清”行动整治“散乱污”场所 → 整治“散乱污”场所: what was used, and for whom, is no part of the name."""
    start = 0
    while (lead := words["name.lead"].match(text, start)) and not words["name.protected"].match(text, start):
        start = lead.end()
    match = None if words["name.protected"].match(text, start) else words["name.preposition"].match(text, start)
    if not match:
        return text
    rest, thing = text[match.end("phrase") :], text[match.end() :]
    if words["name.kept-start"].match(rest) or words["name.act"].match(rest):
        return text if thing in words.lists["generic"] else rest
    return thing


def after_doer(text: str, words: Grammar) -> str:
    """路桥小区等建成党支部 → 党支部: the doer is no part of the name of the thing done."""
    match = words["name.doer"].match(text)
    if not match or text[match.end() :] in words.lists["amounts"] or text[match.end() :] in words.lists["generic"]:
        return text
    return text[match.end() :]


def _verb_last(text: str, words: Grammar) -> str:
    """公办学位新增 → 新增公办学位, 连片土地将盘活 → 盘活连片土地, 民生实事预计投入 → 民生实事投入."""
    text = words["name.idle-tail"].sub("", text)
    modal = words["name.modal-tail"].search(text)
    if modal:
        thing, verb = text[: modal.start()], modal["verb"]
        if verb in words.lists["amounts"]:
            return text if text.startswith("计划", modal.start()) else thing + verb
        return verb + thing if verb and words["name.kept"].fullmatch(verb) else thing
    fronted = words["name.fronted"].search(text)
    if fronted and not words["name.kept-start"].match(text):
        return fronted["verb"] + text[: fronted.start()]
    return text


@lru_cache(maxsize=2048)
def is_named(name: str, context: str, words: Grammar) -> bool:
    """Can the name stand alone in a table? Bare nouns (企业), bare amounts and half sentences cannot."""
    plain = _MARKS.sub("", name)
    if is_bare_rate(plain, words) or name in words.lists["amounts"]:
        return bool(context)
    if len(plain) < _SHORTEST or plain in words.lists["generic"] or words["name.amount"].fullmatch(plain) or _is_half(plain, words):
        return False
    if name.count("“") != name.count("”"):
        return False
    amount = max((a for a in words.lists["amounts"] if plain.endswith(a)), key=len) if plain.endswith(_listed("amounts", words)) else ""
    if amount and plain.removesuffix(amount) in words.lists["generic"]:
        return False
    verb = words["name.light"].match(plain) or words["name.kept-start"].match(plain)
    if verb and (plain[verb.end() :] in words.lists["generic"] or not plain[verb.end() :]) and verb[0] not in words.lists["telling"]:
        return False
    return not _is_clause(plain, words)


def is_bare_rate(name: str, words: Grammar) -> bool:
    """覆盖率, 区级覆盖率: of what, only the words around it say."""
    return (len(name) <= 4 and words["name.bare-rate"].search(name) is not None) or words["name.rate-by-level"].fullmatch(name) is not None


def _is_half(plain: str, words: Grammar) -> bool:
    """Does a name stop short of what it says?"""
    return bool(words["name.unfinished"].search(plain) or words["name.half-said"].search(plain) or words["name.works"].fullmatch(plain) or words["name.benefit"].fullmatch(plain))


@lru_cache(maxsize=64)
def _listed(name: str, words: Grammar) -> tuple[str, ...]:
    return tuple(words.lists[name])


def _is_clause(plain: str, words: Grammar) -> bool:
    """企业填报认定系统: a bare noun and what it does."""
    if len(plain) < _CLAUSE or not plain.startswith(_listed("generic", words)):
        return False
    doer = max((noun for noun in words.lists["generic"] if plain.startswith(noun)), key=len)
    return bool(doer) and bool(words["name.stop"].match(plain, len(doer)))
