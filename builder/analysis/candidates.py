"""Words and phrases of a corpus that could be names of topics, with how often and where they stand.

Two sources: names in quotation marks, as offices write what they have coined, and runs of words that
hold together. The words come from jieba's dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from builder.analysis.dictionary import TOTAL, Cutter, pairs_of, tags_of, words_within
from builder.analysis.names import index_names
from builder.content.names import name_key
from builder.defaults import default_words
from builder.model import Report
from builder.text import HAN

_LONGEST_RUN = 4
_QUOTED = re.compile(r"“([^“”，。；：！？、（）《》]{2,14})”")
_HAN_WORD = re.compile(rf"[{HAN}]+")
_SPLIT = re.compile(rf"[^{HAN}0-9A-Za-z·+]+")
_COHESION = 3.0  # how many times likelier than chance the two halves of a phrase must meet
_RARE = 0.65  # a name of two characters must be as unlike common speech as this …
_LIFT = 8.0  # … or so many times commoner here than in general text,
_OFTEN = 5  # and stand here at least so often
_ABSORBED = 0.8  # a phrase that stands inside one longer phrase this often is only a piece of it

# What begins or ends so is a cut through a sentence, not a name.
_LOOSE_START, _LOOSE_END = tuple("上下在把对将以为与和及等中的"), tuple("的了着等中上下")
_NOUN_TAGS = ("n", "vn", "an", "j", "l", "i", "x", "eng", "b")
_OPEN_TAGS = ("n", "vn", "an", "j", "l", "i", "x", "b", "a", "s", "f")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name. ``counts`` says how often each report holds it, ``quoted`` and ``headed`` how
    often it stands in quotation marks and in headings, ``rarity`` how unlike common speech it is.
    """

    name: str
    counts: Mapping[str, int]
    quoted: int
    headed: int
    rarity: float

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Words:
    """The words of jieba's dictionary that the texts of these reports can hold, and what is known of them."""

    def __init__(self, reports: Iterable[Report]) -> None:
        texts = [text for report in reports for text in _statements(report)]
        pairs = pairs_of(form for text in texts for form in (text, _unquoted(text), name_key(text)))
        self._words = words_within(pairs)
        self._cutter = Cutter(self._words)
        self._generic = frozenset(default_words("generic_words.txt"))
        self._tags = tags_of(self._words)

    def cut(self, text: str) -> list[str]:
        return [word for word in self._cutter.cut(text) if word.strip()]

    def tag(self, word: str) -> str:
        """Part of speech from the dictionary; x for a word it does not know."""
        return self._tags.get(word, "x")

    def is_generic(self, word: str) -> bool:
        """Is it a word that official prose uses of anything, or made of such words (服务体系)?"""
        halves = {word[i : i + 2] for i in range(0, len(word), 2)} if len(word) % 2 == 0 else {word}
        return word in self._generic or halves <= self._generic

    def frequency(self, word: str) -> float:
        """Its share of general text."""
        return (self._words.get(word, 0) or 1) / float(TOTAL)

    def rarity(self, word: str) -> float:
        """0 for the commonest words of general text, about 1 for words a dictionary hardly knows."""
        return min(1.0, -log(self.frequency(word)) / log(TOTAL))


def find_candidates(reports: Sequence[Report], words: Words) -> list[Candidate]:
    """All candidates that stand more than once, or in quotation marks; unsorted. Every text is cut into words once."""
    texts = {r.id: list(_statements(r)) for r in reports}
    quoted = _quoted(texts.values())
    runs = _runs(texts, words)
    headings = "\n".join(name_key(s.heading) for r in reports for s in r.sections)
    known = {"".join(run) for run in runs}
    coined = _count_names([n for n in quoted if n not in known], texts)
    out: list[Candidate] = []
    pieces = {"".join(run): run for run in runs} | {name: tuple(words.cut(name)) for name in coined}
    counted = {"".join(run): counts for run, counts in runs.items()} | coined
    for name, counts in counted.items():
        rarity = max((words.rarity(p) for p in pieces[name] if not words.is_generic(p)), default=0.0)
        if rarity:
            out.append(Candidate(name, counts, quoted.get(name, 0), headings.count(name_key(name)), rarity))
    return _without_pieces(out)


def _count_names(names: Sequence[str], texts: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Name → how often each report holds it."""
    index = index_names((name, i) for i, name in enumerate(names))
    found: dict[str, dict[str, int]] = {}
    for report, statements in texts.items():
        for one in (o for text in statements for o in index.find(text)):
            counts = found.setdefault(names[one.entry], {})
            counts[report] = counts.get(report, 0) + 1
    return found


def _statements(report: Report) -> Iterator[str]:
    yield from (s.heading for s in report.sections if not s.run_in)
    yield from (p.text for p in report.paragraphs)


def _quoted(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    found = Counter(match for statements in texts for text in statements for match in _QUOTED.findall(text))
    return {name: n for name, n in found.items() if any(_HAN_WORD.fullmatch(c) for c in name)}


def _runs(texts: Mapping[str, Sequence[str]], words: Words) -> dict[tuple[str, ...], dict[str, int]]:
    """Phrases of one to four words that recur and hold together → how often each report holds them."""
    cut = {report: [words.cut(clause) for text in found for clause in _clauses(text)] for report, found in texts.items()}
    runs = Counter(run for clauses in cut.values() for clause in clauses for run in _runs_of(clause))
    total = sum(len(clause) for clauses in cut.values() for clause in clauses) or 1
    out: dict[tuple[str, ...], dict[str, int]] = {
        run: {}
        for run, n in runs.items()
        if n > 1 and _is_name(run, words) and _is_telling(run, n / total, n, words) and _holds_together(run, n, runs, total)
    }
    for report, clauses in cut.items():
        for run in (run for clause in clauses for run in _runs_of(clause) if run in out):
            out[run][report] = out[run].get(report, 0) + 1
    return out


def _clauses(text: str) -> list[str]:
    return _SPLIT.split(_unquoted(text))


def _unquoted(text: str) -> str:
    return text.replace("“", "").replace("”", "")


def _runs_of(clause: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, _LONGEST_RUN + 1):
        yield from zip(*(clause[i:] for i in range(size)), strict=False)


def _is_name(run: Sequence[str], words: Words) -> bool:
    """Can a run of words be a name: begins and ends like a noun, holds a telling word?"""
    text = "".join(run)
    if not 2 <= len(text) <= 10 or not all(_HAN_WORD.fullmatch(w) for w in run):
        return False
    if len(run[0]) < 2 or (words.is_generic(run[0]) and (len(run) != 2 or words.is_generic(run[-1]))):
        return False  # 高标准农田 is a name, 完善服务体系 is none
    if all(words.is_generic(w) for w in run):
        return False
    if text.startswith(_LOOSE_START) or text.endswith(_LOOSE_END):
        return False
    return words.tag(run[0]).startswith(_OPEN_TAGS) and words.tag(run[-1]).startswith(_NOUN_TAGS)


def _is_telling(run: tuple[str, ...], share: float, n: int, words: Words) -> bool:
    """Two characters name a topic only if they are rare, or much commoner here than elsewhere (就业)."""
    if len("".join(run)) > 2 or words.rarity(run[0]) >= _RARE:
        return True
    return n >= _OFTEN and share >= _LIFT * words.frequency(run[0])


def _holds_together(run: tuple[str, ...], n: int, runs: Mapping[tuple[str, ...], int], total: int) -> bool:
    """Do the two halves meet more often than chance, wherever the run is cut in two?"""
    return all(n * total >= _COHESION * runs[run[:i]] * runs[run[i:]] for i in range(1, len(run)))


def _without_pieces(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what nearly always stands inside one longer candidate."""
    totals = {c.name: c.total for c in candidates}
    inside: dict[str, int] = {}
    for name, total in totals.items():
        for size in range(2, len(name)):
            for start in range(len(name) - size + 1):
                piece = name[start : start + size]
                if piece in totals:
                    inside[piece] = max(inside.get(piece, 0), total)
    return [c for c in candidates if inside.get(c.name, 0) < _ABSORBED * c.total]
