"""A sentence → its indicator rows.

Comes in: a paragraph cut into sentences, the places in it and the rules. Goes out: rows in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.analysis.figures.clauses import Clause, Sentence, is_full_stop, split_clauses
from builder.analysis.figures.drafts import MONEY, Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import find_mentions, quoted_places
from builder.analysis.figures.names import other_place, settle_name
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.figures.several_years import Meant, counts_within, span_of
from builder.analysis.figures.statements import read_sentence
from builder.analysis.figures.tidy import is_named
from builder.analysis.figures.traits import Traits, pondered_by, read_traits
from builder.analysis.numerals import fold_width
from builder.analysis.passages import sentences_in
from builder.analysis.places import Kind, Place, Places
from builder.content.limits import CLAUSE_LIMIT, PARAGRAPH_LIMIT
from builder.frozen import quick, replace
from builder.model import Paragraph, Report

QUOTE_LIMIT = 200
# Struck out, or raised: 投资<del>6</del>7亿元 is no 67, and 10<sup>2</sup>米 no 102. What runs together with one is left unread.
_NOT_READ = frozenset(("del", "sup", "sub"))
_NO_PROMISE = frozenset(("state.now", "state.ours", "state.habit"))  # in a plan too
_UNTOLD = frozenset(("place.report", "place.stated-year"))  # a kind or a year alone tells neither deed nor promise
_LEANS, _NO_YEAR = "name.leans", "place.no-year"
_DIGIT = re.compile(r"[\d一二两三四五六七八九十百千万亿]")


@quick
@dataclass(frozen=True, slots=True)
class Unread:
    """A passage from which no figures were read, since it is longer than any that a report has; ``length`` in characters."""

    line: int
    length: int


def sentence_rows(
    report: Report, paragraph: Paragraph, sentence: Sentence, places: Places, rules: IndicatorRules, own_places: str, about: str
) -> Iterator[IndicatorRow]:
    """The rows of a sentence; ``own_places`` are those of ``places_of_office``, ``about`` what the row of its table is about."""
    clauses = list(sentence.clauses)
    read = read_sentence(fold_width(paragraph.text), clauses, rules.grammar, places.at(paragraph.id, sentence.start).frame_year, about)
    drafts = [(d, places.at(paragraph.id, d.mention.start)) for d in read]
    traits: Traits | None = None
    before: IndicatorRow | None = None
    whole: IndicatorRow | None = None
    head, last, known, subject = "", -1, False, ""
    answered = _is_answered(read, fold_width(paragraph.text)[sentence.end :], rules.grammar)
    for number, (draft, place) in enumerate(drafts):
        if place.kind == "state":
            continue  # 原计划建设10个: neither a result nor a promise for the year to come
        if places.half == "none" and _UNTOLD.issuperset(place.because) and rules.grammar["order.others"].search(sentence.text):
            continue  # 各社区每日巡查不少于2次: what others are told to do, neither done nor promised
        missed = drafts[number + 1][1].missed if number + 1 < len(drafts) else places.at(paragraph.id, sentence.end - 1).missed
        meant = span_of(draft, clauses, place, rules.grammar, looks_both_ways=places.half == "both")
        traits = read_traits(draft, meant, clauses, traits, rules.grammar)
        if traits.state == "state.topic":
            continue  # 3000个卫生室, 要加强能力建设: what a task is about, neither counted nor promised
        for clause in clauses[last + 1 : draft.clause + 1]:
            head, subject = ("", "") if clause.opener == ";" else (head, subject)
            subject = _place_spoken_of(clause.text.lstrip(), own_places, rules.grammar, subject)
        if traits.scope == "其中" and draft.mention.dimension in MONEY and whole and whole.canonical and len(draft.name) > 3 and rules.grammar["known.money"].search(draft.name):
            traits = replace(traits, scope="")  # 税收6亿元,其中区级税收2亿元: a name of its own, and all of it is the office's
        if subject and traits.scope in {"", "其中"}:
            traits = replace(traits, scope=subject)  # 开发区完成投资20亿元,其中工业投资15亿元,税收3亿元
        row = _row(report, paragraph, clauses, draft, meant, place, traits, rules, own_places, missed if place.kind == "actual" else "", head)
        if _LEANS in draft.because and not known:
            row = replace(row, indicator=draft.name, canonical="", named=False, done=traits.done)  # 农产品网络零售额、出口额; beside 税收收入 it is the whole's
        elif row.canonical and rules.grammar["owner.firm"].search(sentence.text[: draft.mention.start - sentence.start]):
            row = replace(row, indicator=draft.name, canonical="", named=False, done=traits.done)  # 某企业投产,实现税收720万元: not the office's
        elif draft.mention.dimension in MONEY and row.value is not None and _is_of_each(draft, clauses, rules.grammar, known=bool(row.canonical)):
            row = replace(row, indicator=draft.name, canonical="", named=False, done=traits.done)  # 村集体收入均超过50万元: each one's, not the sum
        if before and before.running_total and _is_size_of(row, before) and not place.says_when:
            row = replace(row, running_total=True)
        if answered and row.kind == "actual" and "place.says-actual" not in place.because:
            row = replace(row, kind="state", because=(*row.because, "order.answered"))
        yield row
        before, known, whole = row, bool(row.canonical), whole if draft.part else row
        head, last = row.context or (row.indicator if row.named else head), draft.clause


def _place_spoken_of(clause: str, own_places: str, words: Grammar, before: str) -> str:
    """Which part of the area a clause goes on about: the one that it begins with, else that of the clauses ``before``, till the whole is named."""
    found = words["scope.subject"].match(clause)
    if found and not words["name.light"].match(clause):  # 推进石岭镇改造
        return other_place(found["place"], own_places, words)
    return "" if words["scope.whole"].match(clause) else before


def _is_size_of(row: IndicatorRow, before: IndicatorRow) -> bool:
    """至今改造小区281个,面积486公顷: how large all of them are is as much a total as how many they are."""
    name, thing = row.indicator, before.indicator
    return row.kind == before.kind == "actual" and row.unit != "%" and len(name) > len(thing) and name.startswith(thing)


def _is_answered(read: Sequence[Draft], behind: str, words: Grammar) -> bool:
    """引进项目不少于4家;新建公园85座。上半年,引进项目2家: a demand, of which the next sentence tells what came."""
    if not any(words["state.at-least"].fullmatch(d.qualifier) for d in read) or not words["order.answered"].match(behind):
        return False
    told = behind.partition("。")[0]
    return any(len(d.noun) >= 3 and d.noun[-6:] in told for d in read if words["state.at-least"].fullmatch(d.qualifier))


def sentences_of(paragraph: Paragraph, rules: IndicatorRules, unread: list[Unread]) -> tuple[Sentence, ...]:
    """The sentences of a paragraph in clauses with their quantities; none of a line of record or of one without an end."""
    text = fold_width(paragraph.text)
    if rules.grammar["line.session"].fullmatch(text.strip()):
        return ()
    if len(text) > PARAGRAPH_LIMIT:
        if _DIGIT.search(text):
            unread.append(Unread(paragraph.line, len(text)))
        return ()
    quoted = quoted_places(text)
    marked = [(m.start, m.end) for m in paragraph.inlines if m.tag in _NOT_READ]
    counted = find_mentions(text, rules, quoted) if _DIGIT.search(text) else []
    mentions = [m for m in counted if not any(a < m.after and m.start < b for a, b in marked)]
    return tuple(
        Sentence(start, end, text[start:end], tuple(_shortened(c, paragraph, unread) for c in split_clauses(text, start, end, mentions, quoted)))
        for start, end in _sentences(text, paragraph.text, quoted)
    )


def _shortened(clause: Clause, paragraph: Paragraph, unread: list[Unread]) -> Clause:
    """The clause, or an empty one in its place if it is too long: reading it would take time that grows faster than it."""
    if len(clause.text) <= CLAUSE_LIMIT:
        return clause
    if clause.mentions:
        unread.append(Unread(paragraph.line, len(clause.text)))
    return replace(clause, text="", mentions=())


def _sentences(text: str, raw: str, quoted: list[bool]) -> list[tuple[int, int]]:
    """Sentences, parted at ASCII full stops too."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences_in(raw):
        i = text.find(".", start, end - 1)
        while i >= 0:
            if is_full_stop(text, i) and not quoted[i]:
                spans.append((start, i + 1))
                start = i + 1
            i = text.find(".", i + 1, end - 1)
        spans.append((start, end))
    return spans


def _row(
    report: Report, paragraph: Paragraph, clauses: list[Clause], draft: Draft, meant: Meant, place: Place, traits: Traits, rules: IndicatorRules,
    own_places: str, missed: str, head: str,
) -> IndicatorRow:
    start, end = _quote_span(paragraph.text, clauses, draft)
    mention, years = draft.mention, meant.years
    is_share = mention.dimension == "percent" and meant.measure in {"share", "completion"}
    own_name = _planned_name(draft, clauses, rules) if traits.state == "state.planned" else draft.name
    name, canonical, scope = settle_name(
        own_name, rules, own_places, scope=traits.scope, verb=traits.verb, is_count=mention.dimension == "count", is_share=is_share
    )
    # What there is (还有3万老人) is no promise of the plan that it stands in.
    pondered = pondered_by(draft, clauses, rules.grammar) if place.kind == "target" and not traits.state else ""
    is_state = bool(pondered) or traits.state in _NO_PROMISE or (place.kind == "actual" and (bool(traits.state) or _merely_is(draft, place, meant, traits, rules)))
    kind: Kind = "state" if is_state else place.kind
    in_all = kind != "state" and _tells_it_all(canonical, mention.dimension, rules)
    said = _said_before(draft, clauses)
    is_stock = traits.flow == "held" and rules.grammar["span.stock"].search(said) is not None  # 经营主体突破62万户: so many at the end
    to_date = place.to_date and meant.measure == "level" and place.kind == "actual" and mention.dimension != "age"
    measure = "cumulative" if to_date and not is_stock else meant.measure
    undated = _is_undated(place, kind, meant)
    return IndicatorRow(
        report=report.id, section=paragraph.section_at(mention.start) or None, anchor=paragraph.anchor_for(start, end), paragraph=paragraph.id,
        start=start, end=end, value_start=mention.start, value_end=mention.end, quote=paragraph.text[start:end],
        year=place.year, kind=kind, period=place.period, expected=place.expected, first_year=years.first if years else None,
        several_years=years is not None or measure in {"cumulative", "annual_average", "multi_year_growth"},
        running_total=measure == "cumulative" or (_counts_on(draft, clauses) and not place.says_when and not counts_within(draft, said, rules.grammar)),
        undated=undated,
        indicator=name, canonical=canonical, named=bool(canonical) or is_named(name, draft.context, rules.grammar), context=draft.context, head=head,
        measure=measure, value=meant.value, value_max=mention.value_max, unit=mention.unit, comparison=mention.comparison, qualifier=draft.qualifier,
        growth=meant.growth, growth_comparison=draft.growth_comparison, growth_qualifier=draft.growth_qualifier, other_basis=draft.other_basis,
        rank=draft.rank, base=draft.base, self_reported=draft.self_reported or missed,
        scope=scope, stage=traits.stage, flow=traits.flow, again=traits.again,
        each_year=traits.each_year or (undated and kind == "actual" and traits.kept), done=traits.done or in_all, leads=_leads(draft, clauses, rules.grammar),
        because=(*place.because, *draft.because, *([told] if (told := pondered or traits.state) else [])),
    )  # fmt: skip


def _is_of_each(draft: Draft, clauses: Sequence[Clause], words: Grammar, *, known: bool) -> bool:
    """So much of each or in the mean (两村收入均达5万元); of a ``known`` indicator also what so many of them have (3个镇税收5亿元)."""
    said = _said_before(draft, clauses)
    return bool(words["owner.each"].search(said) or (known and words["owner.many"].search(said)))


def _said_before(draft: Draft, clauses: Sequence[Clause]) -> str:
    """The words of a figure's clause up to its number."""
    clause = clauses[draft.clause]
    return clause.text[: max(0, draft.mention.start - clause.start)]


def _leads(draft: Draft, clauses: Sequence[Clause], words: Grammar) -> bool:
    """Does its subject stand in the first clause of the sentence, or in a list there? 地铁开通3条新线，新增运营里程30公里: whose, the clause before says."""
    first, opener = min(draft.quote_start, draft.mention.start), "、"
    for clause in reversed([c for c in clauses[: draft.clause + 1] if c.start <= first]):
        if opener not in {"、", "("} and not words["name.when"].fullmatch(clause.text.strip()):
            return False
        if clause.opener in {"", ";", "。"}:
            return True
        opener = clause.opener
    return True


def _planned_name(draft: Draft, clauses: list[Clause], rules: IndicatorRules) -> str:
    """年度计划总投资, not 总投资: the word that says that the money is no more than planned."""
    planned = rules.grammar["name.plan-word"].search(_said_before(draft, clauses))
    plain = planned is not None and draft.name.endswith(planned["sum"]) and not draft.name.endswith(planned["word"] + planned["sum"])
    return draft.name.removesuffix(planned["sum"]) + planned["word"] + planned["sum"] if planned and plain else draft.name


def _tells_it_all(canonical: str, dimension: str, rules: IndicatorRules) -> bool:
    """The amount or rate that a known indicator came to; of accidents and prices nobody brings one about."""
    known = rules.by_id.get(canonical)
    return known is not None and dimension != "count" and known.better not in {"down", "near"}


def _is_undated(place: Place, kind: Kind, meant: Meant) -> bool:
    """In a look back on several years, or planned in an account of a year that is over, without a word of which year it is of."""
    in_years = kind == "actual" and place.years is not None and meant.years is None
    return (in_years or (kind == "target" and _NO_YEAR in place.because)) and not (place.one_year_said or place.says_when)


def _merely_is(draft: Draft, place: Place, meant: Meant, traits: Traits, rules: IndicatorRules) -> bool:
    """Is it hoped of a year that goes on, asked for (不少于3个), or among what an office has (基本情况), and nothing says that it was done?"""
    told = "place.says-actual" in place.because or draft.mention.dimension == "percent"
    asked = not told and rules.grammar["state.at-least"].fullmatch(draft.qualifier) is not None
    return asked or "place.hoped" in place.because or ("place.basics" in place.because and meant.growth is None and traits.flow != "done")


def places_of_office(report: Report, rules: IndicatorRules) -> str:
    """Title and date line: what place the office is of. Another place that a sentence names is a part of it."""
    return report.meta.title + "".join(p.text for p in report.paragraphs[:3] if len(p.text) <= QUOTE_LIMIT and rules.grammar["line.session"].fullmatch(fold_width(p.text).strip()))


def _counts_on(draft: Draft, clauses: Sequence[Clause]) -> bool:
    """Does 累计 stand in the words before a figure, up to the 、 that parts it from another?"""
    return "累计" in _said_before(draft, clauses).rsplit("、", 1)[-1]


def _quote_span(text: str, clauses: list[Clause], draft: Draft) -> tuple[int, int]:
    """From the clause of the subject to the last clause that adds to the figure, within the limit."""
    start, end = draft.quote_start, draft.quote_end
    if end - start > QUOTE_LIMIT:
        clause = clauses[draft.clause]
        start, end = clause.start, min(clause.last, clause.start + QUOTE_LIMIT)
        if end < draft.mention.end:
            start, end = max(clause.start, draft.mention.end - QUOTE_LIMIT), draft.mention.end
    while start < end and text[start] in " \t\n　,，、;；:：。":
        start += 1
    while end > start and text[end - 1] in " \t\n　,，、;；:：。":
        end -= 1
    return start, end
