"""``gongkai topics suggest``: new topics from the corpus, with evidence, as YAML ready to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log

from builder.analysis.candidates import Candidate, Words, find_candidates
from builder.analysis.passages import passages_of
from builder.content.names import keyed_text, name_key
from builder.content.slugs import slug
from builder.content.topics import Topic, shipped_topics
from builder.model import Paragraph, Report

_QUOTE = 60  # characters of evidence shown
_MOST_EVIDENCE = 5
_LIMIT, _LIMIT_OF_MANY = 30, 100
_MANY_OFFICES = 5
_LEAST_SHARE = 0.2  # of the offices of a large collection must write of it
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
    """A proposed topic. ``reason`` says in Chinese why; ``evidence``, the newest few, is in the order of the years."""

    id: str
    name: str
    aliases: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...]
    score: float
    count: int
    years: tuple[int, ...]


def suggest_topics(
    reports: Sequence[Report], known: Sequence[Topic] = (), limit: int = 0, ignore: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """New topics, the best first. ``known`` topics and ``ignore`` (names of offices) are not proposed again.

    Without a ``limit`` they are 30, or 100 where many offices write of many things.
    """
    words = Words(reports)
    covered = [name_key(a.text) for t in known for a in t.names] + [name_key(name) for name in ignore]
    national = {name_key(a.text): t for t in shipped_topics() for a in t.names}
    by_id = {r.id: r for r in reports}
    offices = len({r.meta.agency for r in reports})
    limit = limit or (_LIMIT_OF_MANY if offices >= _MANY_OFFICES else _LIMIT)
    found = [(score, c) for c in find_candidates(reports, words) if (score := _score(c, by_id, offices, national.keys()))]
    corpus = _Corpus(reports)
    out: list[Suggestion] = []
    for score, candidate in sorted(found, key=lambda f: (-f[0], f[1].name)):
        if len(out) == limit:
            break
        # A longer or shorter form of a better proposal would only draw the same mentions.
        if _is_covered(candidate.name, covered):
            continue
        topic = national.get(name_key(candidate.name)) if offices >= _MANY_OFFICES else None
        if topic:  # one proposal for all its names, under the id that the package has for it
            covered += [name_key(a.text) for a in topic.names]
            out.append(_suggestion(score, candidate, corpus, topic.id, topic.name, tuple(a.text for a in topic.aliases if not a.when)))
        else:
            covered.append(name_key(candidate.name))
            identifier = _identifier(candidate.name, words, {s.id for s in out})
            out.append(_suggestion(score, candidate, corpus, identifier, candidate.name, corpus.short_forms(candidate.name)))
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


def _score(candidate: Candidate, reports: Mapping[str, Report], offices: int, national: Set[str]) -> float:
    """Recurring, frequent, specific.

    Of few offices the years count most, since a topic is the subject of a timeline; of many it is how many of them write of
    it: what one or two say in words of their own is a slogan of theirs. What so many write of is rare no longer, so that
    commonness counts less against it, and a ``national`` name tells a subject from a turn of phrase.
    """
    held = [reports[report] for report in candidate.counts]
    often = 1 + log(candidate.total)
    if offices >= _MANY_OFFICES:
        share = len({r.meta.agency for r in held}) / offices
        known = name_key(candidate.name) in national
        if share < _LEAST_SHARE or (len(candidate.name) < 3 and not known):
            return 0.0
        return often * candidate.rarity * share * (2 if known else 1)
    marked = (1.3 if candidate.quoted else 1) * (1.3 if candidate.headed else 1)
    weight = often * candidate.rarity**2 * marked * min(len(candidate.name), 6) / 4
    if candidate.total < 2 or (len(held) == 1 and candidate.total < 3 and not candidate.quoted):
        return 0.0
    # What every report says in the same words is the style of the office, not a subject.
    spread = log(1 + len(reports) / len(held)) if len(reports) > 10 else 1.0
    return weight * (1 + 0.5 * (len({r.meta.year for r in held}) - 1)) * spread


def _is_covered(name: str, covered: Sequence[str]) -> bool:
    """Does a known name stand in this one, or this one in a known name?"""
    key = name_key(name)
    return any(known in key or key in known for known in covered if known)


class _Corpus:
    """The reports by year, with their texts as keys: every proposal is looked up in them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = sorted(reports, key=lambda r: (r.meta.year, r.id))
        self._short_for = {m[2]: m[1] for r in reports for p in r.paragraphs for m in _SHORT_FOR.finditer(p.text)}
        self._keyed: dict[str, list[tuple[str, Paragraph]]] = {}

    def short_forms(self, name: str) -> tuple[str, ...]:
        """甲（简称“乙”）: the short forms of what ends in a name."""
        return tuple(short for short, long in self._short_for.items() if name_key(long).endswith(name_key(name)))

    def shortest(self, report: Report, key: str) -> str:
        """The shortest passage of a report with a name, or a heading with it."""
        if report.id not in self._keyed:
            self._keyed[report.id] = [(name_key(p.text), p) for p in report.paragraphs]
        holding = [p for text, p in self._keyed[report.id] if key in text]
        passages = [p.text[one.start : one.end] for p in holding for one in passages_of(p)]
        passages += [s.heading for s in report.sections if not s.run_in]
        return min((text for text in passages if key in name_key(text)), key=len, default="")


def _suggestion(
    score: float, candidate: Candidate, corpus: _Corpus, identifier: str, name: str, aliases: tuple[str, ...]
) -> Suggestion:
    held = [r for r in corpus.reports if r.id in candidate.counts]
    key = name_key(candidate.name)
    evidence = tuple(
        Evidence(r.id, r.meta.year, candidate.counts[r.id], _around(corpus.shortest(r, key), key)) for r in held[-_MOST_EVIDENCE:]
    )
    years = tuple(sorted({r.meta.year for r in held if r.meta.year}))
    where = f"{len(held)} 份报告" + (f"（{'、'.join(map(str, years))}）" if years else "")
    reason = f"{candidate.name}：{where}，共 {candidate.total} 次" + ("，原文加引号" if candidate.quoted else "")
    return Suggestion(identifier, name, aliases, reason, evidence, round(score, 3), candidate.total, years)


def _around(text: str, key: str) -> str:
    """A window of the text around the name, on one line."""
    keyed, places = keyed_text(text)
    at = places[keyed.index(key)] if key in keyed else 0
    start = max(0, min(at - _QUOTE // 3, len(text) - _QUOTE))
    cut = text[start : start + _QUOTE]
    return " ".join((("…" if start else "") + cut + ("…" if start + _QUOTE < len(text) else "")).split())


def _identifier(name: str, words: Words, taken: set[str]) -> str:
    """Pinyin by words: 长者饭堂 → zhangzhe-fantang; a number where it is taken."""
    base = slug(words.cut(name_key(name)))
    free = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in free if candidate not in taken)


def _scalar(text: str) -> str:
    """A YAML scalar: plain where that is safe, else quoted."""
    return text if _PLAIN_SCALAR.match(text) else json.dumps(text, ensure_ascii=False)
