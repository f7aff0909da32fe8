"""``gongkai topics suggest``: new topics from the corpus, with evidence, as YAML ready to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from builder.analysis.candidates import Candidate, Words, find_candidates
from builder.analysis.passages import passages_of
from builder.content.names import keyed_text, name_key
from builder.content.slugs import slug
from builder.content.topics import Topic
from builder.model import Report

_QUOTE = 60  # characters of evidence shown
_SHORT_FOR = re.compile(r"([\u4e00-\u9fff]{4,16})[(（](?:以下)?(?:简称|称)[:：]?“?([\u4e00-\u9fff]{2,8})”?[)）]")
_PLAIN_SCALAR = re.compile(r"(?=[^\u4e00-\u9fff]*[\u4e00-\u9fff])[\u4e00-\u9fff\w“”·（）+-]+\Z")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report that holds the name: how often, and the shortest passage with it."""

    report: str
    year: int
    count: int
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed topic. ``reason`` says in Chinese why; ``evidence`` is in the order of the years."""

    id: str
    name: str
    aliases: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...]
    score: float

    @property
    def count(self) -> int:
        return sum(e.count for e in self.evidence)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({e.year for e in self.evidence if e.year}))


def suggest_topics(
    reports: Sequence[Report], known: Sequence[Topic] = (), limit: int = 30, ignore: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """New topics, the best first. ``known`` topics and ``ignore`` (names of offices) are not proposed again."""
    words = Words()
    covered = [name_key(a.text) for t in known for a in t.names] + [name_key(name) for name in ignore]
    short_for = _short_forms(reports)
    found: list[tuple[float, Candidate]] = []
    for candidate in find_candidates(reports, words):
        score = _score(candidate, reports)
        if score and not _is_covered(candidate.name, covered):
            found.append((score, candidate))
    out: list[Suggestion] = []
    for score, candidate in sorted(found, key=lambda f: (-f[0], f[1].name)):
        if len(out) == limit:
            break
        # A longer or shorter form of a better proposal would only draw the same mentions.
        if not any(_overlaps(candidate.name, s.name) for s in out):
            out.append(_suggestion(score, candidate, reports, short_for, words, {s.id for s in out}))
    return tuple(out)


def render_yaml(suggestions: Sequence[Suggestion]) -> str:
    """Entries for topics.yml; the evidence stands in comments, theme and summary wait for a person."""
    lines: list[str] = []
    for one in suggestions:
        lines.append(f"# {one.reason}")
        lines += [f"#   {e.report}（{e.count} 次）：{e.quote}" for e in one.evidence]
        aliases = ", ".join(_scalar(a) for a in one.aliases)
        lines += [f"- id: {one.id}", f"  name: {_scalar(one.name)}", f"  aliases: [{aliases}]", "  theme:", "  summary:", ""]
    return "\n".join(lines)


def _score(candidate: Candidate, reports: Sequence[Report]) -> float:
    """Recurring, frequent, specific: years count most, since a topic is the subject of a timeline."""
    years = {r.meta.year for r in reports if r.id in candidate.counts}
    if candidate.total < 2 or (len(candidate.counts) == 1 and candidate.total < 3 and not candidate.quoted):
        return 0.0
    # What every report says in the same words is the style of the office, not a subject.
    spread = log(1 + len(reports) / len(candidate.counts)) if len(reports) > 10 else 1.0
    size = min(len(candidate.name), 6) / 4
    marked = (1.3 if candidate.quoted else 1) * (1.3 if candidate.headed else 1)
    recurring = 1 + 0.5 * (len(years) - 1)
    return (1 + log(candidate.total)) * recurring * candidate.rarity**2 * size * spread * marked


def _is_covered(name: str, covered: Sequence[str]) -> bool:
    """Does a known name stand in this one, or this one in a known name?"""
    key = name_key(name)
    return any(known in key or key in known for known in covered if known)


def _overlaps(name: str, other: str) -> bool:
    a, b = name_key(name), name_key(other)
    return a in b or b in a


def _suggestion(
    score: float, candidate: Candidate, reports: Sequence[Report], short_for: dict[str, str], words: Words, taken: set[str]
) -> Suggestion:
    evidence = tuple(
        _evidence(candidate, r) for r in sorted(reports, key=lambda r: (r.meta.year, r.id)) if r.id in candidate.counts
    )
    years = "、".join(str(y) for y in sorted({e.year for e in evidence if e.year}))
    where = f"{len(evidence)} 份报告" + (f"（{years}）" if years else "")
    reason = f"{candidate.name}：{where}，共 {candidate.total} 次" + ("，原文加引号" if candidate.quoted else "")
    aliases = tuple(short for short, long in short_for.items() if name_key(long).endswith(name_key(candidate.name)))
    return Suggestion(_identifier(candidate.name, words, taken), candidate.name, aliases, reason, evidence, round(score, 3))


def _evidence(candidate: Candidate, report: Report) -> Evidence:
    key = name_key(candidate.name)
    passages = [text for text in _passages(report) if key in name_key(text)]
    quote = min(passages, key=len, default="")
    return Evidence(report.id, report.meta.year, candidate.counts[report.id], _around(quote, key))


def _passages(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        for passage in passages_of(paragraph):
            yield paragraph.text[passage.start : passage.end]
    yield from (s.heading for s in report.sections if not s.run_in)


def _around(text: str, key: str) -> str:
    """A window of the text around the name, on one line."""
    keyed, places = keyed_text(text)
    at = places[keyed.index(key)] if key in keyed else 0
    start = max(0, min(at - _QUOTE // 3, len(text) - _QUOTE))
    cut = text[start : start + _QUOTE]
    return " ".join((("…" if start else "") + cut + ("…" if start + _QUOTE < len(text) else "")).split())


def _short_forms(reports: Sequence[Report]) -> dict[str, str]:
    """甲（简称“乙”）: the short form and what it stands for."""
    return {m[2]: m[1] for r in reports for p in r.paragraphs for m in _SHORT_FOR.finditer(p.text)}


def _identifier(name: str, words: Words, taken: set[str]) -> str:
    """Pinyin by words: 长者饭堂 → zhangzhe-fantang; a number where it is taken."""
    base = slug(words.cut(name_key(name)))
    free = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in free if candidate not in taken)


def _scalar(text: str) -> str:
    """A YAML scalar: plain where that is safe, else quoted."""
    return text if _PLAIN_SCALAR.match(text) else json.dumps(text, ensure_ascii=False)
