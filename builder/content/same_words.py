"""Rule data of the pairing: which words change what a figure is about, and which do not. Text in, values and problems out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from builder.content.fields import Reader
from builder.content.front_matter import Mapping, parse_yaml
from builder.problems import Problem

VerbStage = Literal["", "completed", "started", "ongoing", "carried", "running"]
_STAGES = ("completed", "started", "ongoing", "carried", "running")


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that count as one: ``name`` is what verbs bring about, how names are written."""

    name: str
    stage: VerbStage
    words: tuple[str, ...]
    note: str
    example: str


@dataclass(frozen=True, slots=True)
class SameWords:
    """The lists of ``same_words.yml``; the file says what each is for."""

    verbs: tuple[WordClass, ...] = ()
    entails: tuple[WordClass, ...] = ()
    nouns: tuple[WordClass, ...] = ()
    fillers: tuple[WordClass, ...] = ()
    names: tuple[WordClass, ...] = ()
    growths: tuple[WordClass, ...] = ()
    apart: tuple[WordClass, ...] = ()
    narrow: tuple[WordClass, ...] = ()
    wordings: tuple[WordClass, ...] = ()
    measures: tuple[WordClass, ...] = ()
    common: tuple[WordClass, ...] = ()
    yearly: tuple[WordClass, ...] = ()
    people: tuple[WordClass, ...] = ()


def parse_same_words(text: str, path: str) -> tuple[SameWords, list[Problem]]:
    """Read the rule file; every class must say why and show an example."""
    root, problems = parse_yaml(text, path)
    if not isinstance(root, Mapping):
        return SameWords(), problems
    r = Reader(root, path, problems)
    lists = ("verbs", "entails", "nouns", "fillers", "names", "growths", "apart", "narrow", "wordings", "measures", "common", "yearly", "people")
    found = SameWords(**{key: r.each(key, _word_class) for key in lists})
    r.close()
    return found, problems


def _word_class(r: Reader) -> WordClass:
    stage = cast(VerbStage, r.choice("stage", _STAGES))
    return WordClass(r.text("is"), stage, r.texts("words"), r.text("note", required=True), r.text("example", required=True))
