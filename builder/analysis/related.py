"""What else to read: reports and sections that speak of the same topics.

A topic that every report mentions says little about any of them, so topics weigh by how few
reports hold them.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log, sqrt

from builder.analysis.topics import Mention
from builder.model import Report, Section

_ALIKE = 0.35  # cosine below which two sections are not called the same subject
_NEAR = 256  # reports with which one is compared: with all of ten thousand takes longer than all the rest of a build


@dataclass(frozen=True, slots=True)
class RelatedReport:
    """Another report with the topics it shares, the most telling first."""

    report: Report
    topics: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class RelatedSection:
    """A section of another report of the same office that is about the same."""

    report: Report
    section: Section
    topics: tuple[str, ...]
    score: float

    @property
    def url(self) -> str:
        """Address below the site's base, with the anchor."""
        return f"{self.report.url}#{self.section.id}"


@dataclass(frozen=True, slots=True)
class Profile:
    """How often each topic stands in a report or, where ``section`` is given, in that section of it.

    ``weighted`` is what each topic counts for in a likeness, in the order of topics; ``norm`` the profile's length.
    """

    report: Report
    section: Section | None
    counts: Mapping[str, int]
    weighted: Mapping[str, float]
    norm: float


@dataclass(frozen=True, slots=True)
class ProfileIndex:
    """Profiles that are compared with each other; ``holders``: topic → (number of a profile, its count of the topic)."""

    profiles: tuple[Profile, ...]
    holders: Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class TopicProfiles:
    """Made once by ``profile_topics``. Sections are compared within their office, so each office has its own index."""

    weights: Mapping[str, float]
    by_report: Mapping[str, Profile]
    by_section: Mapping[tuple[str, str], Profile]
    reports: ProfileIndex
    sections: Mapping[str, ProfileIndex]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each report's profile."""
        return {report: number for number, report in enumerate(self.by_report)}


def profile_reports(reports: Sequence[Report], counts: Mapping[str, Mapping[str, int]]) -> TopicProfiles:
    """The profiles of reports by how often each speaks of its topics; none of sections."""
    weights = topic_weights(counts)
    by_report = {r.id: _profile(r, None, counts[r.id], weights) for r in reports}
    return TopicProfiles(weights, by_report, {}, _index(by_report.values()), {})


def topic_weights(counts: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """The fewer reports hold a topic, the more it tells."""
    held = Counter(topic for own in counts.values() for topic in own)
    return {topic: log(1 + len(counts) / n) for topic, n in held.items()}


def profile_topics(reports: Sequence[Report], mentions: Sequence[Mention], weights: Mapping[str, float] | None = None) -> TopicProfiles:
    """The profiles of all reports and sections; a section also counts what stands in its parts.

    ``weights``: those of all reports, where these are only some of them.
    """
    in_report: dict[str, Counter[str]] = {r.id: Counter() for r in reports}
    in_section: dict[tuple[str, str], Counter[str]] = {}
    parents = {(r.id, s.id): s.parent for r in reports for s in r.sections}
    for mention in mentions:
        if mention.report not in in_report:
            continue
        in_report[mention.report][mention.topic] += 1
        section = mention.section or ""
        while section:
            in_section.setdefault((mention.report, section), Counter())[mention.topic] += 1
            section = parents.get((mention.report, section), "")
    weights = topic_weights(in_report) if weights is None else weights
    by_report = {r.id: _profile(r, None, in_report[r.id], weights) for r in reports}
    by_section: dict[tuple[str, str], Profile] = {}
    offices: dict[str, list[Profile]] = {}
    for report in reports:
        for part in report.sections:
            counts = in_section.get((report.id, part.id))
            if counts:
                by_section[report.id, part.id] = profile = _profile(report, part, counts, weights)
                offices.setdefault(report.meta.agency, []).append(profile)
    sections = {agency: _index(profiles) for agency, profiles in offices.items()}
    return TopicProfiles(weights, by_report, by_section, _index(by_report.values()), sections)


def related_reports(report: Report, profiles: TopicProfiles, limit: int = 5) -> tuple[RelatedReport, ...]:
    """The reports that share most with one, of whatever office; best first. Of very many, among those nearest to it (``_nearest``)."""
    own = profiles.by_report.get(report.id)
    if own is None:
        return ()
    found = [(score, other) for score, other in _scores(own, profiles.reports, _nearest(own, profiles)) if other is not own]
    least = min(sorted(score for score, _ in found)[-limit:], default=0.0)
    best = sorted((f for f in found if f[0] >= least), key=lambda f: (-f[0], f[1].report.id))[:limit]
    return tuple(RelatedReport(other.report, _shared(own, other, profiles.weights), score) for score, other in best)


def same_subject_elsewhere(
    report: Report, section_id: str, profiles: TopicProfiles, limit: int = 4
) -> tuple[RelatedSection, ...]:
    """“Same subject in other years”: the likest section of each other report of the office, by year.

    Of sections that are equally alike it is the innermost, since that says it in fewest words.
    """
    own = profiles.by_section.get((report.id, section_id))
    if own is None or not report.meta.agency:
        return ()
    likest: dict[str, tuple[float, int, Profile]] = {}
    for score, other in _scores(own, profiles.sections[report.meta.agency], least=_ALIKE):
        level = other.section.level if other.section else 0
        best = likest.get(other.report.id)
        if other.report.id != report.id and (best is None or (score, level) > best[:2]):
            likest[other.report.id] = (score, level, other)
    found = sorted(likest.values(), key=lambda f: (-f[0], f[2].report.id))[:limit]
    kept = [
        RelatedSection(other.report, other.section, _shared(own, other, profiles.weights), score)
        for score, _, other in found
        if other.section
    ]
    return tuple(sorted(kept, key=lambda f: (f.report.meta.year, f.report.id)))


def _profile(report: Report, section: Section | None, counts: Mapping[str, int], weights: Mapping[str, float]) -> Profile:
    weighted = {topic: weights[topic] ** 2 * counts[topic] for topic in sorted(counts)}
    norm = sqrt(fsum((weights[topic] * n) ** 2 for topic, n in counts.items()))  # exact: `sum` of floats is not the same in all Pythons
    return Profile(report, section, counts, weighted, norm)


def _index(profiles: Iterable[Profile]) -> ProfileIndex:
    kept = tuple(profiles)
    holders: dict[str, list[tuple[int, int]]] = {}
    for number, profile in enumerate(kept):
        for topic, count in profile.counts.items():
            holders.setdefault(topic, []).append((number, count))
    return ProfileIndex(kept, holders)


def _nearest(own: Profile, profiles: TopicProfiles) -> frozenset[int] | None:
    """Of many reports those that speak of its most telling topics; of one that too many speak of, those that stand next to it in their order, which is that of time.

    None where all can be compared.
    """
    index = profiles.reports
    if len(index.profiles) <= _NEAR:
        return None
    place = profiles.places[own.report.id]
    found: set[int] = set()
    for holders in sorted((index.holders[topic] for topic in own.counts), key=len):
        at = max(0, min(bisect.bisect(holders, (place, 0)) - _NEAR, len(holders) - 2 * _NEAR))
        fresh = [number for number, _ in holders[at : at + 2 * _NEAR] if number not in found]
        room = _NEAR - len(found)
        if len(fresh) >= room:
            at = max(0, min(bisect.bisect(fresh, place) - room // 2, len(fresh) - room))
            return frozenset(found.union(fresh[at : at + room]))
        found.update(fresh)
    return frozenset(found)


def _scores(own: Profile, index: ProfileIndex, among: frozenset[int] | None = None, least: float = 0.0) -> Iterator[tuple[float, Profile]]:
    """The cosine with each profile that shares a topic, in the order of the index; ``among``: only with these; ``least``: not if it is smaller."""
    if among is not None:
        for number in sorted(among):
            other = index.profiles[number]
            product = fsum(weight * other.counts[topic] for topic, weight in own.weighted.items() if topic in other.counts)
            if (score := product / (own.norm * other.norm)) >= least:
                yield score, other
        return
    products: dict[int, float] = {}
    for topic, weight in own.weighted.items():
        for number, count in index.holders.get(topic, ()):
            products[number] = products.get(number, 0.0) + weight * count
    scores = {number: product / (own.norm * index.profiles[number].norm) for number, product in products.items()}
    for number in sorted(number for number, score in scores.items() if score >= least):
        yield scores[number], index.profiles[number]


def _shared(a: Profile, b: Profile, weights: Mapping[str, float]) -> tuple[str, ...]:
    x, y = a.counts, b.counts
    return tuple(sorted(x.keys() & y.keys(), key=lambda t: (-weights[t] * min(x[t], y[t]), t)))
