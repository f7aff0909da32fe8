"""What else to read: reports and sections that speak of the same topics.

A topic that every report mentions says little about any of them, so topics weigh by how few
reports hold them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from builder.analysis.topics import Mention
from builder.model import Report, Section

_ALIKE = 0.35  # cosine below which two sections are not called the same subject


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
class TopicProfiles:
    """How often each topic stands in each report and section, made once by ``profile_topics``."""

    reports: tuple[Report, ...]
    weights: Mapping[str, float]
    by_report: Mapping[str, Mapping[str, int]]
    by_section: Mapping[tuple[str, str], Mapping[str, int]]


def profile_topics(reports: Sequence[Report], mentions: Sequence[Mention]) -> TopicProfiles:
    """The profiles of all reports and sections; a section also counts what stands in its parts."""
    by_report: dict[str, Counter[str]] = {r.id: Counter() for r in reports}
    by_section: dict[tuple[str, str], Counter[str]] = {}
    parents = {(r.id, s.id): s.parent for r in reports for s in r.sections}
    for mention in mentions:
        if mention.report not in by_report:
            continue
        by_report[mention.report][mention.topic] += 1
        section = mention.section or ""
        while section:
            by_section.setdefault((mention.report, section), Counter())[mention.topic] += 1
            section = parents.get((mention.report, section), "")
    holders = Counter(topic for counts in by_report.values() for topic in counts)
    weights = {topic: log(1 + len(reports) / n) for topic, n in holders.items()}
    return TopicProfiles(tuple(reports), weights, by_report, by_section)


def related_reports(report: Report, profiles: TopicProfiles, limit: int = 5) -> tuple[RelatedReport, ...]:
    """The reports that share most with one, of whatever office; best first."""
    own = profiles.by_report.get(report.id, {})
    found: list[RelatedReport] = []
    for other in profiles.reports:
        if other.id == report.id:
            continue
        counts = profiles.by_report[other.id]
        score = _cosine(own, counts, profiles.weights)
        if score > 0:
            found.append(RelatedReport(other, _shared(own, counts, profiles.weights), score))
    return tuple(sorted(found, key=lambda f: (-f.score, f.report.id))[:limit])


def same_subject_elsewhere(
    report: Report, section_id: str, profiles: TopicProfiles, limit: int = 4
) -> tuple[RelatedSection, ...]:
    """“Same subject in other years”: the likest section of each other report of the office, by year."""
    own = profiles.by_section.get((report.id, section_id), {})
    if not own or not report.meta.agency:
        return ()
    found: list[RelatedSection] = []
    for other in profiles.reports:
        if other.id == report.id or other.meta.agency != report.meta.agency:
            continue
        best = _likest(own, other, profiles)
        if best and best.score >= _ALIKE:
            found.append(best)
    kept = sorted(found, key=lambda f: (-f.score, f.report.id))[:limit]
    return tuple(sorted(kept, key=lambda f: (f.report.meta.year, f.report.id)))


def _likest(own: Mapping[str, int], other: Report, profiles: TopicProfiles) -> RelatedSection | None:
    """The section most alike; of equals the innermost, since it says it in fewest words."""
    best: RelatedSection | None = None
    for section in other.sections:
        counts = profiles.by_section.get((other.id, section.id))
        if not counts:
            continue
        score = _cosine(own, counts, profiles.weights)
        if best is None or (score, section.level) > (best.score, best.section.level):
            best = RelatedSection(other, section, _shared(own, counts, profiles.weights), score)
    return best


def _cosine(a: Mapping[str, int], b: Mapping[str, int], weights: Mapping[str, float]) -> float:
    product = sum(weights[t] ** 2 * a[t] * b[t] for t in sorted(a.keys() & b.keys()))
    return product / (_norm(a, weights) * _norm(b, weights)) if product else 0.0


def _norm(counts: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return sqrt(sum((weights[t] * n) ** 2 for t, n in counts.items()))


def _shared(a: Mapping[str, int], b: Mapping[str, int], weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(a.keys() & b.keys(), key=lambda t: (-weights[t] * min(a[t], b[t]), t)))
