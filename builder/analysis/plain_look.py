"""Where a document may speak of a thing, by its plain words: looked at before a page says that nothing was recognised.

Comes in: the words of a thing, sentences. Goes out: the sentence that shares the longest run of them; a place to read, never a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.analysis.passages import passages_of
from builder.content.names import name_key
from builder.defaults import default_words
from builder.model import Report

LEAST = 4  # characters in common; of a shorter name all of it
_SHORTEST = 3
_SHARE_OF = re.compile("[\u4e00-\u9fff]{2,8}?(?<!完成)(?<!办结)(?<!开工)(?<!竣工)(?<!覆盖)(?:占比|比例|比重|率)")
_RUNS = re.compile(r"[\u4e00-\u9fffa-z]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and where it stands: ``text[start:end]`` of a paragraph of a report, in a chapter of it."""

    report: str
    paragraph: str
    start: int
    end: int
    chapter: str
    quote: str
    key: str


def sentences_of(report: Report) -> Iterator[Said]:
    """Those of the text proper: before its first heading a restatement tells of itself."""
    for paragraph in report.paragraphs:
        if not paragraph.section:
            continue
        chapter = report.section_by_id[paragraph.section]
        while chapter.parent:
            chapter = report.section_by_id[chapter.parent]
        for p in passages_of(paragraph):
            if not p.head:
                quote = paragraph.text[p.start : p.end]
                yield Said(report.id, paragraph.id, p.start, p.end, chapter.id, quote, name_key(quote))


def likeliest(words: str, sentences: Sequence[Said]) -> Said | None:
    """The first sentence with the longest run of the words; None where they share nothing that tells."""
    whole = "\n".join(said.key for said in sentences)
    for run in _runs(words):
        if run in whole and _tells(run) and (found := next((said for said in sentences if _is_told(run, said.key)), None)):
            return found
    return None


def _is_told(run: str, key: str) -> bool:
    """Does a sentence speak of the thing, and not only of a share of what belongs to it (养老机构护理型床位占比 of 养老机构)?"""
    return any(not _SHARE_OF.match(key, at.end()) for at in re.finditer(re.escape(run), key))


def _runs(words: str) -> list[str]:
    """All runs that reach into the end of a name, where its thing stands, the longest first. Digits part them: the result has others."""
    found: dict[str, None] = {}
    for part in _RUNS.findall(name_key(words)):
        thing = len(_without_end(part))
        least = min(LEAST, max(len(part), _SHORTEST))
        for end in range(max(least, thing - LEAST + 1), len(part) + 1):
            found.update(dict.fromkeys(part[start:end] for start in range(min(thing, end - least + 1))))
    return sorted(found, key=len, reverse=True)


@lru_cache
def _general() -> tuple[str, ...]:
    return tuple(sorted(default_words("generic_words.txt"), key=len, reverse=True))


def _without_end(part: str) -> str:
    """农村饮水水源保障工程 → 农村饮水水源."""
    while end := next((word for word in _general() if part.endswith(word) and len(part) > len(word) + 1), ""):
        part = part.removesuffix(end)
    return part


def _tells(run: str) -> bool:
    """Is something left of it without the words that every report is full of?"""
    for word in _general():
        run = run.replace(word, "")
    return len(run) >= _SHORTEST - 1
