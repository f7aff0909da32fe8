"""Content that was read → the collection of public reports with all facts about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType

from builder.analysis.facts import Facts, ReportFacts, join_facts, prepare_links, prepare_topics, read_facts
from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.kindred import topics_kindred
from builder.content.decisions import Decisions
from builder.content.limits import CLAUSE_LIMIT, PARAGRAPH_LIMIT
from builder.content.site_files import SiteInfo
from builder.model import Agency, Report
from builder.pages.collection import Collection, Overview, sort_key
from builder.parallel import ordered_map
from builder.problems import Location, Problem
from builder.site_root import Dictionaries


def is_public(report: Report, as_of: date) -> bool:
    """Drafts, reports not yet due and anything but 主动公开 never reach a page."""
    meta = report.meta
    return not meta.draft and meta.disclosure == "主动公开" and not (meta.publish_on and meta.publish_on > as_of)


def missing_base_url(info: SiteInfo) -> list[Problem]:
    """Told once: what a site without an address goes without."""
    if not info.name or info.base_url or not info.is_mirror:
        return []
    action = "写上 base_url 或用 --base-url；否则不生成 sitemap.xml、订阅、二维码和规范链接"
    return [Problem(Location("content/site.yml"), "notice", "site.base-url-missing", "base_url", "没有写网址", "完整网址", action)]


def make_collection(
    words: Dictionaries, reports: Sequence[Report], as_of: date, jobs: int, decisions: Decisions = MappingProxyType({})
) -> tuple[Collection, list[Problem]]:
    """Analyse the public reports and join what is known of them and what persons decided about it."""
    rules, problems = load_rules(words.indicators_text, "content/indicators.yml")
    problems += missing_base_url(words.info)
    public = sorted((r for r in reports if is_public(r, as_of)), key=sort_key, reverse=True)
    living = [r for r in public if r.meta.withdrawn is None]
    first_pass = partial(
        read_facts,
        matcher=prepare_topics(words.topics),
        links=prepare_links(words.topics, words.terms, ()),
        rules=rules,
        kinds=words.kinds,
        kindred=topics_kindred(words.topics),
    )
    read = ordered_map(first_pass, living, jobs)
    problems += [p for report, facts in zip(living, read, strict=True) for p in unread_problems(report, facts)]
    spoken = {m.topic for facts in read for m in facts.mentions if not m.passing}
    topics = tuple(t for t in words.topics if t.id in spoken or not t.shipped)
    days = [d for r in public for d in (r.meta.published, r.meta.written) if d]
    newest = max(days, default=as_of)
    facts = join_facts(living, read, topics, words.kinds, words.agencies, rules, newest, decisions)
    problems += facts.undecided
    return Joiner(replace(words, topics=topics), as_of, newest).of(public, words.agencies, facts), problems


@dataclass(frozen=True)
class Joiner:
    """What reports are joined with. ``words``: with the topics that any of them speaks of; ``newest``: the day of the newest."""

    words: Dictionaries
    as_of: date
    newest: date | None

    @cached_property
    def read_rules(self) -> tuple[IndicatorRules, list[Problem]]:
        return load_rules(self.words.indicators_text)

    @property
    def rules(self) -> IndicatorRules:
        return self.read_rules[0]

    def collection(
        self, reports: Sequence[Report], read: Sequence[ReportFacts], agencies: Sequence[Agency], decisions: Decisions, overview: Overview | None = None
    ) -> Collection:
        """``read``: of those reports that are not withdrawn. Without an overview the reports are all there are."""
        living = [r for r in reports if r.meta.withdrawn is None]
        weights = overview.weights if overview else None
        w = self.words
        return self.of(reports, agencies, join_facts(living, read, w.topics, w.kinds, agencies, self.rules, self.newest or self.as_of, decisions, weights), overview)

    def of(self, reports: Sequence[Report], agencies: Sequence[Agency], facts: Facts, overview: Overview | None = None) -> Collection:
        """With facts that are joined, or none."""
        w = self.words
        return Collection(w.info, tuple(reports), tuple(agencies), w.kinds, w.topics, w.terms, w.columns, facts, self.as_of, overview)


def unread_problems(report: Report, facts: ReportFacts) -> Iterator[Problem]:
    """Whoever looks for a figure in the ledger is told which stretch of the text was not read."""
    for stretch in facts.unread:
        yield Problem(
            Location(report.location.path, stretch.line),
            "warning",
            "body.unread",
            "",
            f"这一段太长（{stretch.length} 字），没有从中读取数字",
            f"一段不超过 {PARAGRAPH_LIMIT} 字，两个标点之间不超过 {CLAUSE_LIMIT} 字",
            "对照原件，补上丢失的标点或换行",
        )
