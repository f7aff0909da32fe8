"""The rules of reading, compiled: a frozen table from the id of a rule to its pattern, handed to whoever reads.

Comes in: ``Rule`` values and classes of words. Goes out: ``Grammar``. A pattern names a class as ``{falls}``, an earlier
rule as ``{number.plain}`` and a quantity that was already read as ``⟨dimension unit numeral⟩``, each part optional: * is any, - no unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.analysis.figures.cues import Held, Sieve, frequencies
from builder.content.lexicon import Rule
from builder.text import when_asked

Meanings = Mapping[str, tuple[tuple[str, str], ...]]
_NAME = re.compile(r"\{([a-z][a-z.-]*)\}")
_TOKEN = re.compile("⟨([a-z|*:?()]*)(?: ([^ ⟩]*))?(?: ([^ ⟩]*))?⟩")
_NO_UNIT = ""
_NEVER = "(?!)"
_OF_CLAUSES = ("said", "year", "stretch", "period", "rank")
_FIRST_OF = ("trap", "count")
_OFTEN = 1_000_000  # what stands in every face tells nothing


@dataclass(frozen=True, eq=False)
class Grammar(dict[str, re.Pattern[str]]):
    """``grammar["change.word"]`` is the pattern of a rule; one that is switched off matches nothing.

    ``said``: the rules that are asked of every clause; ``sieves``: by family, those of which the first that holds is asked for.
    """

    rules: tuple[Rule, ...]
    classes: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    meanings: Meanings
    families: Mapping[str, tuple[str, ...]]
    said: Sieve
    sieves: Mapping[str, Sieve]
    __hash__ = object.__hash__  # type: ignore[assignment]  # one table is one thing, so that what was read by it may be remembered

    @classmethod
    def of(cls, rules: Iterable[Rule], classes: Mapping[str, str], lists: Mapping[str, frozenset[str]], meanings: Meanings, off: str = "") -> Grammar:
        """Expand, to be compiled when asked; ``lists``: words of classes, for questions of membership, ``meanings`` what words stand for; ``off``: a rule to leave out."""
        rules = tuple(rules)
        known = dict(classes)
        patterns: dict[str, re.Pattern[str]] = {}
        for rule in rules:
            text = _TOKEN.sub(_token, _NAME.sub(lambda m: known[m[1]], rule.pattern))
            text = f"{_NEVER}(?:{text})" if rule.id == off else text  # its groups stay, for whoever asks for them
            known[rule.id] = f"(?:{text})"
            patterns[rule.id] = when_asked(text)
        families = {family: tuple(r.id for r in rules if r.id.startswith(family + ".")) for family in {r.id.partition(".")[0] for r in rules}}
        common = frequencies(f"{rule.example}{rule.counter}" for rule in rules) + Counter(dict.fromkeys("⟨ ⟩count", _OFTEN))

        def sieve(*names: str) -> Sieve:
            return Sieve({rule: pattern for rule, pattern in patterns.items() if rule.partition(".")[0] in names}, common)

        said = sieve(*_OF_CLAUSES)
        made = cls(rules, classes, lists, meanings, families, said, {name: sieve(name) for name in _FIRST_OF if name in families})
        made.update(patterns)
        return made

    def note(self, rule: str) -> str:
        """What a rule, or a step that no one rule decides, says in words for readers; empty for an id that is neither."""
        return next((r.note for r in self.rules if r.id == rule), dict(self.meanings.get("steps", ())).get(rule, ""))

    def without(self, rule: str) -> Grammar:
        """The same, with one rule switched off."""
        return Grammar.of(self.rules, self.classes, self.lists, self.meanings, rule)

    def within(self, text: str) -> Held:
        """The rules that are asked of every clause; those that this one or a part of it cannot hold match nothing, at no cost."""
        return self.said.within(text)

    def first(self, family: str, text: str) -> str:
        """The id of the first rule of a family (``trap``) that holds of a text; empty when none does."""
        return next((rule for rule, pattern in self.sieves[family].within(text).possible if pattern.search(text)), "")

    def family(self, name: str) -> tuple[str, ...]:
        """The ids of the rules of one family, in reading order."""
        return self.families[name]


def alternatives(words: Iterable[str]) -> str:
    """A group that matches the longest of the words first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def face(before: str, dimension: str, unit: str, numeral: str, after: str) -> str:
    """A quantity as rules see it: 新增⟨count 所 两⟩幼儿园; the numeral as printed."""
    return f"{before}⟨{dimension} {unit} {numeral}⟩{after}"


def _token(match: re.Match[str]) -> str:
    dimension, unit, numeral = (_NO_UNIT if part == "-" else f"(?:{part})" if part and part != "*" else "[^ ⟨⟩]{0,30}" for part in match.groups())
    return f"⟨{dimension} {unit} {numeral}⟩"
