"""Cards of all reports → what each part of the site is made from: light enough for every build, however little has changed.

A *room* is what is published about some offices: their reports, ledgers, comparisons. It is made from their own reports and an
overview of all others, and its key tells both: as long as the key is the same, so are its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

from builder.analysis.crosslinks import Titled, titled
from builder.analysis.decisions import decide_rows
from builder.analysis.facts import Facts, ReportFacts
from builder.analysis.related import TopicProfiles, profile_reports
from builder.commands.collect import Joiner, is_public
from builder.commands.kept import KeptReport, StoredReport, Subjects, subjects_of
from builder.commands.reading import Content
from builder.model import Report
from builder.pages.collection import Collection, Overview, related_links, sort_key
from builder.pages.page import Link
from builder.pages.plan_shared import Part
from builder.problems import Problem
from builder.revisions import Change, Text
from builder.site_root import Dictionaries
from builder.store import digest_of, key_of, pack, unpack


@dataclass(frozen=True)
class Room:
    """Some offices, mostly one: those of which one's report took the place of another's stand together."""

    agencies: tuple[str, ...]
    reports: tuple[Report, ...]
    overview: Overview
    changes: Mapping[str, tuple[Change, ...]]
    key: bytes

    @property
    def name(self) -> str:
        return "+".join(self.agencies)


@dataclass(frozen=True)
class Survey:
    """The public reports of a site, newest first, and what is known of all of them. ``words``: with the topics that any of them speaks of."""

    content: Content
    words: Dictionaries
    public: tuple[Report, ...]
    newest: date | None

    @cached_property
    def living(self) -> tuple[Report, ...]:
        return tuple(r for r in self.public if r.meta.withdrawn is None)

    def kept(self, report: Report) -> KeptReport:
        return self.content.kept[report.location.path]

    @property
    def texts(self) -> Mapping[str, Text]:
        """By report what the manifest keeps of its words."""
        return {r.id: text for r in self.public if (text := self.kept(r).card.published)}

    @property
    def reading(self) -> str:
        """By what the figures in these were cut: the same in all."""
        return next((self.kept(r).card.reading for r in self.public), "")

    @cached_property
    def joiner(self) -> Joiner:
        return Joiner(self.words, self.content.as_of, self.newest)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the site's own rules."""
        return self.joiner.read_rules[1] if self.words.indicators_text.strip() else []

    @cached_property
    def light(self) -> Collection:
        """All reports without what they say: for names and labels."""
        return self.joiner.of(self.public, self.words.agencies, cast(Facts, None))

    @cached_property
    def subjects(self) -> Mapping[str, Subjects]:
        """By report the indicators of its figures, as decided."""
        found = {r.id: self.kept(r).card.subjects for r in self.living}
        decided = [r for r in self.living if r.id in self.content.decisions]
        if decided:
            rows, _ = decide_rows(decided, {r.id: self.kept(r).facts.rows for r in decided}, self.content.decisions, self.joiner.rules)
            found |= {r.id: subjects_of(rows[r.id], self.joiner.rules) for r in decided}
        return found

    @cached_property
    def paged(self) -> frozenset[str]:
        """The known indicators that have a page: two offices have them, or one has them again."""
        known = {a.id for a in self.words.agencies}
        told: dict[str, dict[str, list[tuple[int, ...]]]] = {}
        for report in self.living:
            for key, years in self.subjects[report.id].items() if report.meta.agency in known else ():
                told.setdefault(key, {}).setdefault(report.meta.agency, []).append(years)
        return frozenset(key for key, offices in told.items() if len(offices) > 1 or _recurs(*offices.values()))

    @cached_property
    def related(self) -> Mapping[str, tuple[Link, ...]]:
        """By report what else to read: each is compared with all, so that it is kept as long as none speaks of other topics."""
        if not self.living:
            return {}
        store = self.kept(self.living[0]).store
        data = store.get(self.related_key)
        if data is not None:
            known: dict[str, tuple[Link, ...]] = unpack(data)
            return known
        profiles = self._profiles
        found = {r.id: related_links(r, profiles, self.light.label, self.light.topic_by_id) for r in self.living}
        store.put_all({self.related_key: pack(found)})
        return found

    @cached_property
    def related_key(self) -> bytes:
        """Under which the store has what is related."""
        told = [(r.meta, sorted(self.kept(r).card.topics.items())) for r in self.living]
        return key_of("related", self.content.base, digest_of((self._shared(), told)))

    @cached_property
    def _profiles(self) -> TopicProfiles:
        return profile_reports(self.living, {r.id: self.kept(r).card.topics for r in self.living})

    def overview(self, reports: Sequence[Report]) -> Overview:
        """What these reports' pages must know of all others."""
        cards = [self.kept(r).card for r in reports if r.meta.withdrawn is None]
        weights = self._profiles.weights
        return Overview(
            self.newest,
            frozenset(key for r in reports if r.id in self.subjects for key in self.subjects[r.id] if key in self.paged),
            {topic: weights[topic] for topic in sorted({t for card in cards for t in card.topics})},
            {r.id: self.related[r.id] for r in reports if r.id in self.related},
            self._titles({key for card in cards for key in card.cited}, [href.split("#")[0].rstrip("/") for card in cards for href in card.links]),
        )

    @cached_property
    def _titled(self) -> Mapping[str, tuple[Titled, ...]]:
        return titled(self.living)

    def _titles(self, cited: Iterable[str], links: Sequence[str]) -> dict[str, tuple[Titled, ...]]:
        keys = set(cited)
        if links:
            keys |= {key for key, found in self._titled.items() for t in found if any(href.endswith(t.url.rstrip("/")) for href in links)}
        return {key: self._titled[key] for key in sorted(keys) if key in self._titled}

    def rooms(self, base: bytes, attached: Mapping[str, Mapping[str, bytes]], changes: Mapping[str, tuple[Change, ...]]) -> list[Room]:
        """All rooms, in the order of the newest report of each; ``base``: key of what all share beside the reports.

        ``changes``: by report what its corrections changed, as the last manifest knew it: no content file tells.
        """
        found: list[Room] = []
        for agencies, reports in _together(self.public).items():
            overview = self.overview(reports)
            changed = {r.id: changes[r.id] for r in reports if r.id in changes}
            own = [(self.kept(r).card.body, self.content.decisions.get(r.id, ()), sorted(attached.get(r.id, {}).items()), changed.get(r.id, ())) for r in reports]
            key = key_of("room", base, digest_of((self._shared(agencies), replace(overview, paged=frozenset()), sorted(overview.paged), own)))
            found.append(Room(agencies, reports, overview, changed, key))
        return found

    def part_key(self, base: bytes, part: Part) -> bytes:
        """Key of pages that are about all offices."""
        return key_of("part", part.name, base, digest_of((self._shared(), part.inputs)))

    def _shared(self, agencies: Sequence[str] | None = None) -> tuple[object, ...]:
        """What all pages of these offices, or of all, rest on beside the reports."""
        offices = [a for a in self.words.agencies if agencies is None or a.id in agencies]
        return offices, self._words

    @cached_property
    def _words(self) -> bytes:
        w = self.words
        return digest_of((w.info, w.kinds, w.topics, w.terms, w.columns, w.indicators_text, self.content.as_of))

    def facts(self, reports: Iterable[Report]) -> tuple[ReportFacts, ...]:
        """What those of them that are not withdrawn say."""
        return tuple(self.kept(r).facts for r in reports if r.meta.withdrawn is None)

    def let_go(self, reports: Iterable[Report]) -> None:
        """Of what these say, when the pages about them are made."""
        for report in reports:
            self.kept(report).let_go()
            if isinstance(report, StoredReport):
                report.let_go()

    @property
    def whole(self) -> Collection:
        """The collection of all reports with all that they say."""
        return self.joiner.collection(self.public, self.facts(self.public), self.words.agencies, self.content.decisions)


def make_survey(content: Content) -> Survey:
    """What can be said of the reports without their texts."""
    public = tuple(sorted((r for r in content.sound if is_public(r, content.as_of)), key=sort_key, reverse=True))
    days = [d for r in public for d in (r.meta.published, r.meta.written) if d]
    spoken = {t for r in public if r.meta.withdrawn is None for t in content.kept[r.location.path].card.topics}
    words = replace(content.words, topics=tuple(t for t in content.words.topics if t.id in spoken or not t.shipped))
    return Survey(content, words, public, max(days, default=None))


def _recurs(reports: Sequence[tuple[int, ...]]) -> bool:
    return len(reports) > 1 or len(reports[0]) > 1


def _together(reports: Sequence[Report]) -> dict[tuple[str, ...], tuple[Report, ...]]:
    """The reports by office; offices of which one's report names another's as its successor are one."""
    by_id = {r.id: r for r in reports}
    leader: dict[str, str] = {r.meta.agency: r.meta.agency for r in reports}

    def first(agency: str) -> str:
        while leader[agency] != agency:
            agency = leader[agency]
        return agency

    for report in reports:
        if other := by_id.get(report.meta.successor):
            leader[first(other.meta.agency)] = first(report.meta.agency)
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(first(report.meta.agency), []).append(report)
    return {tuple(dict.fromkeys(r.meta.agency for r in found)): tuple(found) for found in groups.values()}
