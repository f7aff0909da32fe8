"""Reports as the store keeps them: read and analysed once for each text, then by their cards; the text itself is fetched when asked for.

Comes in: files, dictionaries, the store. Goes out: one ``KeptReport`` a file. Its *card* holds what every build must know of
every report (record, findings, what it counts); its *body* the text and all figures, which only the pages about it need.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from builder.analysis.crosslinks import LinkIndex, cited_titles
from builder.analysis.facts import ReportFacts, prepare_links, prepare_topics, read_facts
from builder.analysis.figures import IndicatorRow, IndicatorRules, load_rules
from builder.analysis.indicator_series import series_key
from builder.analysis.kindred import Kindred, topics_kindred
from builder.analysis.published_text import figure_pattern, reading_of, text_of
from builder.analysis.topics import TopicMatcher
from builder.checks.collection import twin_digest
from builder.checks.contradictions import check_contradictions
from builder.checks.review import Reviewing
from builder.checks.waivers import waive_for
from builder.commands.privacy import find_private
from builder.commands.same_code import check_code, code_here
from builder.content.anchors import Anchor, write_sidecar
from builder.content.read import ReadReport
from builder.model import Block, Metadata, Paragraph, Picture, Report, Section
from builder.parallel import Crew, Progress, ordered_map, spread, ticks, unheard
from builder.problems import Location, Problem
from builder.revisions import Text
from builder.site_root import Dictionaries, ReportFile, parse_report
from builder.store import Store, ValueLost, digest_of, key_of, pack, unpack

BATCH = 400
_PRIVATE = ("pii.", "mark.")  # findings about passages of which no figure is kept
READING = "读取"
SENT = 20  # of them at once to another worker
Subjects = Mapping[str, tuple[int, ...]]  # indicator → the years of its figures


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a report without its text; ``meta`` None where the record cannot be used.

    ``anchors``: to be recorded in the sidecar, where they are others than it has. ``links``: (line, address) that its author wrote; ``pictures`` that the text shows;
    ``cited``: keys of 《titles》; ``topics``: how many places speak of each; ``subjects``: of its figures, before decisions;
    ``body``: digest of all that it says, ``text`` of its words.
    ``published``: what the manifest keeps of them, its figures cut as ``reading`` says.
    """

    meta: Metadata | None
    location: Location
    lines: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    anchors: tuple[Anchor, ...]
    links: tuple[str, ...]
    pictures: tuple[Picture, ...]
    cited: tuple[str, ...]
    topics: Mapping[str, int]
    subjects: Subjects
    body: bytes
    text: bytes
    published: Text | None
    reading: str


@dataclass(frozen=True, slots=True)
class Body:
    """The text and what it says; no facts of a text that no page may show."""

    report: Report
    facts: ReportFacts | None


_CARRIED = frozenset({"meta", "location", "lines", "_fetch"})


class StoredReport(Report):
    """A report whose text is fetched from the store when it is first asked for."""

    _fetch: Callable[[], Body]

    @classmethod
    def of(cls, card: Card, meta: Metadata, fetch: Callable[[], Body]) -> StoredReport:
        self = cls.__new__(cls)
        self.__dict__.update(meta=meta, location=card.location, lines=card.lines, _fetch=fetch)
        return self

    @cached_property
    def _whole(self) -> Report:
        return self._fetch().report

    def let_go(self) -> None:
        """Of the text and what was made of it, until it is asked for again."""
        for name in self.__dict__.keys() - _CARRIED:
            del self.__dict__[name]

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._whole.sections

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self._whole.paragraphs

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._whole.blocks


@dataclass(frozen=True)
class KeptReport:
    """A report's card, its key in the store, the digest of its file, and the way to its body."""

    key: bytes
    card: Card
    file: bytes
    store: Store = field(repr=False, compare=False)

    @property
    def keys(self) -> tuple[bytes, bytes]:
        """Under which the store has it."""
        return self.key, _body_key(self.key)

    @cached_property
    def body(self) -> Body:
        data = self.store.get(_body_key(self.key))
        if data is None:
            raise ValueLost
        body: Body = unpack(data)
        return body

    def let_go(self) -> None:
        """Of the body: no stage holds all of them."""
        self.__dict__.pop("body", None)

    @cached_property
    def read(self) -> ReadReport:
        """As reading the file gives it."""
        c = self.card
        report = StoredReport.of(c, c.meta, lambda: self.body) if c.meta else None
        return ReadReport(report, c.anchors, c.problems)

    @property
    def facts(self) -> ReportFacts:
        assert self.body.facts is not None
        return self.body.facts


@dataclass(frozen=True)
class _Step:
    """What reading and analysing one report rests on, the same for all."""

    words: Dictionaries
    by: Reviewing
    matcher: TopicMatcher
    links: LinkIndex
    rules: IndicatorRules
    kindred: Mapping[str, Kindred]

    def __call__(self, file: ReportFile) -> tuple[bytes, bytes]:
        """Card and body as bytes: what the store keeps, and what crosses processes."""
        read = parse_report(file, self.words.agencies, self.words.kinds)
        report, facts = read.report, None
        found = [*read.problems, *find_private(file, report, self.by)]
        if report and report.paragraphs and report.meta.withdrawn is None:
            facts = read_facts(report, self.matcher, self.links, self.rules, self.words.kinds, self.kindred)
            said = {(p.code, p.location.line, p.found) for p in found}  # what is told by its words is not told by its rows again
            found += waive_for(report, (p for p in check_contradictions(report, facts.rows) if (p.code, p.location.line, p.found) not in said))
        anchors = read.anchors if report and file.must_record(read.anchors) else ()
        location = report.location if report else Location(file.shown)
        body = pack(Body(report, facts)) if report else b""
        pattern = figure_pattern(tuple(self.rules.units), tuple(self.rules.multipliers))
        card = Card(
            report.meta if report else None,
            location,
            report.lines if report else (),
            tuple(found),
            anchors,
            tuple(m.href for p in report.paragraphs for m in p.inlines if m.tag == "a") if report else (),
            report.pictures if report else (),
            cited_titles(report) if report else (),
            Counter(m.topic for m in facts.mentions if not m.passing) if facts else {},
            subjects_of(facts.rows, self.rules) if facts else {},
            key_of(body),
            twin_digest(report) if report else b"",
            text_of(report, pattern, [p.location.line for p in found if p.code.startswith(_PRIVATE)]) if report else None,
            reading_of(pattern),
        )
        return pack(card), body


def subjects_of(rows: Sequence[IndicatorRow], rules: IndicatorRules) -> Subjects:
    """The known indicators that these figures belong to, and of which years they are."""
    known = {indicator.id for indicator in rules.indicators}
    found: dict[str, set[int]] = {}
    for row in rows:
        if (key := series_key(row, rules)) in known:
            found.setdefault(key, set()).add(row.year)
    return {key: tuple(sorted(years)) for key, years in sorted(found.items())}


def report_key(base: bytes, file: ReportFile, text: bytes, sidecar: str) -> bytes:
    """Of all that a report's card and body are made from; ``text``: digest of the file's."""
    return key_of(base, file.shown, text, sidecar, file.review)


def keep_reports(
    files: Sequence[ReportFile], words: Dictionaries, by: Reviewing, base: bytes, jobs: int, store: Store, crew: Crew | None = None, progress: Progress = unheard
) -> list[KeptReport]:
    """All reports, in the order of their files; those that the store has not are read and analysed now."""
    texts = [key_of(file.text) for file in files]
    keys = [report_key(base, file, text, file.sidecar_text) for file, text in zip(files, texts, strict=True)]
    cards: dict[bytes, Card] = store.values(keys)
    missing = [(key, file) for key, file in zip(keys, files, strict=True) if key not in cards]
    batches = [missing[at : at + BATCH] for at in range(0, len(missing), BATCH)]  # so that no more than a batch of bodies is in memory
    for some, made in zip(batches, _made(batches, words, by, jobs, crew, ticks(progress, READING, len(missing))), strict=True):
        fresh = {key: card for (key, _), (card, _) in zip(some, made, strict=True)}
        store.put_all(fresh | {_body_key(key): body for (key, _), (_, body) in zip(some, made, strict=True)})
        cards |= {key: unpack(card) for key, card in fresh.items()}
    return [KeptReport(key, cards[key], text, store) for key, text in zip(keys, texts, strict=True)]


def _made(
    batches: Sequence[Sequence[tuple[bytes, ReportFile]]], words: Dictionaries, by: Reviewing, jobs: int, crew: Crew | None, tick: Callable[[], None]
) -> Iterator[list[tuple[bytes, bytes]]]:
    if crew and sum(map(len, batches)) >= crew.worth:
        small = [[file for _, file in batch[at : at + SENT]] for batch in batches for at in range(0, len(batch), SENT)]
        done = spread(read_batch, pack((code_here(), words, by)), map(pack, small), crew)
        for batch in batches:
            found: list[tuple[bytes, bytes]] = []
            for _ in range(0, len(batch), SENT):
                for one in unpack(next(done)):
                    found.append(one)
                    tick()
            yield found
    elif batches:
        step = _step(words, by)
        for (_, first), *others in batches:
            made = step(first)  # here: all copies of this process have what it loaded and compiled
            tick()
            yield [made, *ordered_map(step, [file for _, file in others], jobs, tick=tick)]


def read_batch(setup: bytes, batch: bytes) -> bytes:
    """Cards and bodies of some reports, wherever this program is installed."""
    return pack(list(map(_step_of(setup), unpack(batch))))


@functools.lru_cache(maxsize=1)
def _step_of(setup: bytes) -> _Step:
    code, words, by = unpack(setup)
    check_code(code)
    return _step(words, by)


def know_again(kept: Mapping[str, KeptReport], files: Sequence[ReportFile], base: bytes, store: Store) -> None:
    """Their anchors were recorded beside them: what was read without is what will be read with, for an anchor keeps its place."""
    for file in files:
        one = kept[file.shown]
        if one.card.anchors and (body := store.get(_body_key(one.key))):
            key = report_key(base, file, one.file, write_sidecar(one.card.anchors))
            store.put_all({key: pack(replace(one.card, anchors=())), _body_key(key): body})


def report_base(words: Dictionaries, by: Reviewing, code: bytes) -> bytes:
    """Of what is the same for all reports."""
    return key_of("report", code, digest_of((by, words.topics, words.terms)), words.indicators_text)


def _step(words: Dictionaries, by: Reviewing) -> _Step:
    rules, _ = load_rules(words.indicators_text)
    return _Step(words, by, prepare_topics(words.topics), prepare_links(words.topics, words.terms, ()), rules, topics_kindred(words.topics))


def _body_key(key: bytes) -> bytes:
    return key_of("body", key)
