"""Wrong expressions: the package's list and a site's own. YAML in, entries out; ``checks/wording`` looks for them.

A site's ``content/wrong_words.yml`` has entries of the same form (its offices, its leaders), and ``allow`` for what it means to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from builder.content.fields import Reader, parse_entries
from builder.defaults import read_default
from builder.problems import Problem, Severity
from builder.text import Pairs, pairs_in

_GAP = "…"  # in a wrong word: up to eight characters of the same clause
_CLAUSE = re.compile(r"[，。；！？\n]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_SENTENCE = 100  # characters before a word in which a year tells of what time it is said
_EXCUSED = 14  # characters before a word within which ``after`` excuses it
_VERY_LONG, _EDGE = 13, 2  # characters of a term of which two or three may be missing, and of its ends, which stand
_NEAR, _LONG = 7, 11  # characters of a fixed term from which one of it, or two, may be looked for as a slip
_HAN = re.compile(r"[一-龥]+\Z")


@dataclass(frozen=True, slots=True)
class WrongWord:
    """One entry. ``unless``: longer words in which the wrong one's characters are right; ``allow``: wrong ones that a site means to say.

    ``near``: fixed terms; wrong is what differs from one in a character, from a long one in two. ``since``: the year from which
    on a report should not say it; ``after``: words (原, 撤销) behind which it is said on purpose.
    """

    wrong: tuple[str, ...]
    right: str
    severity: Severity
    source: str
    unless: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    since: int = 0
    after: tuple[str, ...] = ()
    begins: tuple[str, ...] = field(init=False, repr=False, compare=False)  # pairs of which a text has one, or nothing is found; "" is in all

    def __post_init__(self) -> None:
        sought = (*(word.partition(_GAP)[0] for word in self.wrong), *(half for term in self.near for half, _ in _halves(term)))
        object.__setattr__(self, "begins", tuple(dict.fromkeys(part[:2] if len(part) > 1 else "" for part in sought)))

    def found_in(self, text: str, year: int = 0) -> Iterator[tuple[int, str, str]]:
        """(place, wrong word, right one) of each in a text about this year."""
        pairs = pairs_in(text)
        if (self.since and year < self.since) or ("" not in self.begins and pairs.each.isdisjoint(self.begins)):
            return
        for word in self.wrong:
            for at, said in _stands(text, word) if _GAP in word or pairs.may_hold(word) else ():
                if not self._is_meant(text, at, said):
                    yield at, said, self.right
        for term in self.near:
            for at, said in _nearly(text, term, pairs):
                if not self._is_meant(text, at, said):
                    yield at, said, term

    def _is_meant(self, text: str, at: int, said: str) -> bool:
        if said in self.allow or any(_covers(text, longer, said, at) for longer in self.unless):
            return True
        before = _CLAUSE.split(text[max(0, at - _EXCUSED) : at])[-1] if self.after else ""
        return any(word in before for word in self.after) or (self.since > 0 and _of_then(text, at, self.since))


def _of_then(text: str, at: int, since: int) -> bool:
    """The sentence tells of a year in which it was right: 2016年，当时的卫生和计划生育委员会."""
    begin = max(text.rfind("。", max(0, at - _SENTENCE), at), text.rfind("\n", max(0, at - _SENTENCE), at), at - _SENTENCE, -1) + 1
    years = _YEAR.findall(text, begin, at)
    return bool(years) and int(years[-1]) < since


def _stands(text: str, word: str) -> Iterator[tuple[int, str]]:
    if _GAP in word:
        if not all(part in text for part in word.split(_GAP)):
            return
        pattern = r"[^，。；！？\n]{0,8}?".join(map(re.escape, word.split(_GAP)))
        yield from ((m.start(), m[0]) for m in re.finditer(pattern, text))
        return
    at = text.find(word)
    while at >= 0:
        yield at, word
        at = text.find(word, at + len(word))


def _halves(term: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """(half, characters before it) of both."""
    half = len(term) // 2
    return (term[:half], 0), (term[half:], half)


def _nearly(text: str, term: str, pairs: Pairs) -> Iterator[tuple[int, str]]:
    """What differs from the term in one place alone; either half of it stands there unharmed."""
    for part, before in _halves(term):
        at = text.find(part) if pairs.may_hold(part) else -1
        while at >= 0:
            start = at - before
            said = text[max(0, start) : start + len(term)]
            if said != term and len(term) >= _VERY_LONG and not text.startswith(term, max(0, start)) and (other := _mended(text, at, part, term, before)):
                yield other
            elif said != term and ((len(said) == len(term) and _is_slip(said, term)) or said[:-1] in _shorter(term)):
                yield start, said if said[:-1] not in _shorter(term) else said[:-1]
            elif before and text[max(0, start + 1) : start + len(term)] in _shorter(term):
                yield start + 1, text[start + 1 : start + len(term)]
            at = text.find(part, at + 1)


def _mended(text: str, at: int, part: str, term: str, before: int) -> tuple[int, str] | None:
    """A very long term that lacks two or three of its inner characters, or has one more: 新时代特色社会主义思想, …特色的社会主义思想."""
    end, tail, head = at + len(part), term[-_EDGE:], term[:_EDGE]
    for more in (-3, -2, 1):
        if not before:  # the first half stands; does the end stand a little nearer or farther?
            stop = at + len(term) + more
            said = text[at:stop]
            if said.endswith(tail) and (_is_more(said, term, more) if more > 0 else said in _lacking(term, -more)):
                return at, said
        else:
            start = at - before - more
            said = text[max(0, start) : end]
            if start >= 0 and said.startswith(head) and ((more > 0 and _is_more(said, term, more)) or (more < 0 and said in _lacking(term, -more))):
                return start, said
    return None


def _is_more(said: str, term: str, more: int) -> bool:
    """The term with so many Chinese characters set into it at one place."""
    return any(said[:n] + said[n + more :] == term and bool(_HAN.match(said[n : n + more])) for n in range(1, len(term)))


@cache
def _lacking(term: str, few: int) -> frozenset[str]:
    """The term without so many neighbouring characters inside it."""
    return frozenset(term[:n] + term[n + few :] for n in range(1, len(term) - few))


@cache
def _shorter(term: str) -> frozenset[str]:
    """The term without one of its inner characters."""
    return frozenset(term[:n] + term[n + 1 :] for n in range(1, len(term) - 1))


def _is_slip(said: str, term: str) -> bool:
    """One character, of a long term two inside it or a word of its list, and Chinese ones on both sides: another mark between words is none."""
    other = [n for n, (a, b) in enumerate(zip(said, term, strict=True)) if a != b]
    first, last = other[0], other[-1]
    many = last - first + 1
    inside = (first > 0 or term[last + 1] == "、") and (last < len(term) - 1 or term[first - 1] == "、")
    few = many == 1 or (many == 2 and inside and len(term) >= _LONG)
    return few and bool(_HAN.match(said[first : last + 1]) and _HAN.match(term[first : last + 1]))


def _covers(text: str, longer: str, word: str, at: int) -> bool:
    """Does the longer word stand where it shares characters with the wrong one at this place?"""
    return any(text.startswith(longer, start) for start in range(max(0, at - len(longer) + 1), at + len(word)))


def parse_wrong_words(text: str, path: str) -> tuple[tuple[WrongWord, ...], list[Problem]]:
    """A list of wrong words, the package's or a site's."""

    return parse_entries(text, path, read_wrong_word)


def read_wrong_word(r: Reader) -> WrongWord:
    """The fields of one entry."""
    wrong, allow, near = r.texts("wrong"), r.texts("allow"), r.texts("near")
    severity: Severity = "error" if r.choice("severity", ("error", "warning"), default="warning") == "error" else "warning"
    right, source = r.text("right", required=bool(wrong)), r.text("source", required=True)
    entry = WrongWord(wrong, right, severity, source, r.texts("unless"), allow, near, r.integer("since", 1949, 2100), r.texts("after"))
    if not wrong and not allow and not near:
        r.problem("wrong", "wrong-word.empty", "没有写 wrong、near 或 allow", "错误的写法、固定的写法，或允许的写法", "补上其中一项")
    for term in near:
        if len(term) < _NEAR:
            r.problem("near", "wrong-word.form", f"“{term}”", f"{_NEAR} 个字以上的固定写法", "改用 wrong，或删去")
    for word in wrong:
        if len(word) < 2 or word in entry.right.split("、"):
            r.problem("wrong", "wrong-word.form", f"“{word}”", "两个字以上、和 right 不同的写法", "改正或删去")
    return entry


@cache
def shipped_wrong_words() -> tuple[WrongWord, ...]:
    """The entries of the package."""
    words, problems = parse_wrong_words(read_default("wrong_words.yml"), "wrong_words.yml")
    assert not problems, problems
    return words


def with_own(own: Iterable[WrongWord]) -> tuple[WrongWord, ...]:
    """The package's entries and a site's own, without what the site allows."""
    own = tuple(own)
    allowed = {word for entry in own for word in entry.allow}
    every = (*shipped_wrong_words(), *own)
    kept = (replace(e, wrong=tuple(w for w in e.wrong if w not in allowed), allow=tuple(allowed) if e.near else ()) for e in every)
    return tuple(e for e in kept if e.wrong or e.near)
