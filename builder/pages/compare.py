"""/compare/<a>/<b>/: two neighbouring reports of one office side by side; /compare/: any two, drawn by a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.compare import Comparison, FigureChange, TopicChange, pair_path
from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import scoped_name
from builder.analysis.ledger_names import full_name
from builder.analysis.series import compared_pairs, neighbouring_pairs
from builder.analysis.whole_names import says_all
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.data import dump_json
from builder.pages.figures import Marks, in_quotes, sentence_of, sentence_path
from builder.pages.key_figures import FigureText, figure_beside_kind, figure_text, further_stage, kind_tag, kind_word, told_year
from builder.pages.ledger_views import basis_of
from builder.pages.lists import in_shares
from builder.pages.page import Crumb, Link, Outfile, Page
from builder.pages.passages import Spans, entry
from builder.pages.report_figures import figures_path
from builder.pages.searched import Searched, searched_report
from builder.pages.statuses import STATUS_BY_ID, Status
from builder.pages.topic_views import Entry


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A topic with a sentence of each report that speaks of it, and how many there are."""

    topic: Link
    earlier: Entry | None
    later: Entry | None
    earlier_count: int
    later_count: int
    quoted: bool = True

    @property
    def weight(self) -> int:
        """About so many bytes of the page quote it."""
        return sum(_CARD + 3 * len(e.quote) + _MARK * len(e.spans) for e in (self.earlier, self.later) if e)


# What figures and names of topics leave of this is for quotes, the most told topics first: nobody reads forty screens of quotes, and
# /compare/ draws all of any two. With header and foot a page stays well below 150 KB.
_ROOM, _CARD, _MARK, _LINE, _NAMED = 45_000, 330, 15, 900, 190
_TOLD = 4  # figures of one name on one side
LISTED = 300  # more prepared comparisons are listed by year, each year on a page of its own


@dataclass(frozen=True, slots=True)
class Decided:
    """The ledger's verdict on a target: ``aim`` names it where the line has several, or the result two figures; ``basis``: see the ledger."""

    status: Status
    aim: str
    basis: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """``stage``: 开工 or 完工, where figures of several stages stand in one line. ``quote``: its sentence, where the line's name says less than
    that, with its figure in ``marks``. ``verdicts``: what a result decided of targets that stand in the same line."""

    text: FigureText
    stage: str
    kind: str
    tag: str
    path: str
    year: int | None
    quote: str = ""
    marks: Marks = ()
    verdicts: tuple[Decided, ...] = ()
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class FigureSide:
    """One document's figures of a name, the first of them; ``rest``: how many more, and where all stand."""

    title: str
    figures: tuple[FigureView, ...]
    rest: Link | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    indicator: str
    earlier: FigureSide
    later: FigureSide


@dataclass(frozen=True, slots=True)
class CompareView:
    """``only_later``, ``only_earlier``: topics recognised on one side only, whose words the other has nowhere, which says nothing
    of the other. ``names``: both documents without the office, beside each sentence and figure.

    ``figures`` are of the same years on both sides; ``other_years`` stand apart, for they cannot be compared.
    """

    earlier: Searched
    later: Searched
    names: tuple[str, str]
    office: str
    gap_years: int
    note: str
    continued: tuple[ChangeView, ...]
    only_later: tuple[ChangeView, ...]
    only_earlier: tuple[ChangeView, ...]
    figures: tuple[FigureLine, ...]
    other_years: tuple[FigureLine, ...]

    @property
    def reviewed(self) -> int:
        """How many of the figures a person confirmed."""
        return sum(f.reviewed for line in (*self.figures, *self.other_years) for side in (line.earlier, line.later) for f in side.figures)


@dataclass(frozen=True, slots=True)
class CompareIndexView:
    """``choice``: the file of all reports, from which a script lets the reader choose two; empty where there is no data to draw from.

    ``likely``: pairs of neighbours that are not prepared, for the script to draw; ``shares``: the other pages of a long list.
    """

    links: tuple[Link, ...]
    choice: str = ""
    likely: tuple[Link, ...] = ()
    shares: tuple[Link, ...] = ()


CHOICE = "compare/reports.json"
_LIKELY = 12  # pairs that a reader may want, not prepared


def pair_pages(c: Collection, spans: Spans) -> list[Page]:
    """A page for each prepared pair."""
    return [_page(c, x, spans) for x in c.facts.comparisons] if c.site.features.compare else []


def compare_index(c: Collection) -> list[Page]:
    """/compare/; many pairs are listed by year."""
    if not c.site.features.compare:
        return []
    of_year: dict[int, list[Link]] = {}
    pairs = compared_pairs(c.living, c.kinds)
    for earlier, later in pairs:
        of_year.setdefault(later.meta.year, []).append(Link(_title(c, earlier, later), pair_path(earlier, later)))
    years = sorted(of_year, reverse=True)
    split = len(pairs) > LISTED
    links = [Link(f"{y}年的对照", f"compare/{y}/", f"{len(of_year[y])} 份") for y in years] if split else [link for y in years for link in of_year[y]]
    description = "同一机构前后两份计划、总结对照着看：哪些事两份都谈到，哪些数字两份都有"
    choice = CHOICE if c.site.features.downloads and len(c.living) > 1 else ""
    index = Page(
        "compare/",
        "compare_index",
        "前后对照",
        CompareIndexView(tuple(links), choice, _likely(c) if choice else ()),
        description,
        (Crumb("前后对照"),),
        scripts=("static/compare.js",) if choice else (),
    )
    lists = [
        Page(
            path,
            "compare_index",
            title,
            CompareIndexView(own, shares=others),
            description,
            (Crumb("前后对照", "compare/"), Crumb(title)),
        )
        for y in (years if split else ())
        for path, title, own, others in in_shares(f"compare/{y}/", f"{y}年的对照", of_year[y], "份对照")
    ]
    return [index, *lists]


def _likely(c: Collection) -> tuple[Link, ...]:
    """The newest of them."""
    pairs = sorted(neighbouring_pairs(c.living, c.kinds), key=lambda pair: (-pair[1].meta.year, pair[1].id))
    return tuple(Link(_title(c, a, b), f"compare/?a={a.id}&b={b.id}") for a, b in pairs[:_LIKELY])


def compare_files(c: Collection) -> list[Outfile]:
    """What the reader chooses from: the reports by office, the names of the topics."""
    if not c.site.features.compare or not c.site.features.downloads:
        return []
    offices: dict[str, list[object]] = {}
    for r in c.living:
        row = [r.id, c.label(r), r.meta.year, c.kind_name(r), int(r.meta.is_excerpt)]
        offices.setdefault(c.agency(r).short, []).append(row)
    return [Outfile(CHOICE, dump_json({"topics": {t.id: t.name for t in c.topics}, "offices": list(offices.items())}))]


def _title(c: Collection, earlier: Report, later: Report) -> str:
    return f"{c.label(earlier)} 与 {c.label(later)} 对照"


def _page(c: Collection, x: Comparison[IndicatorRow], spans: Spans) -> Page:
    figures = [line for f in x.figures if (line := _line(c, _name(c, f), *_of_years(f, same=True)))]
    other_years = [line for f in x.figures if (line := _line(c, _name(c, f), *_of_years(f, same=False)))]
    both = _changes(c, x.continued, spans)
    groups = (_changes(c, x.only_later, spans), _changes(c, x.only_earlier, spans))
    room = _ROOM - _LINE * len([*figures, *other_years]) - _NAMED * sum(map(len, (both, *groups)))
    continued, (only_later, only_earlier) = _shown(both, groups, room)
    view = CompareView(
        searched_report(c, x.earlier),
        searched_report(c, x.later),
        (c.short_label(x.earlier), c.short_label(x.later)),
        c.agency(x.earlier).short,
        x.later.meta.year - x.earlier.meta.year - 1,
        _kinds_note(c, x),
        continued,
        only_later,
        only_earlier,
        tuple(figures),
        tuple(other_years),
    )
    title = _title(c, x.earlier, x.later)
    return Page(
        x.url,
        "compare",
        title,
        view,
        f"{title}：两份都谈到的事，两份都有的数字",
        (Crumb("前后对照", "compare/"), Crumb(title)),
    )


def _kinds_note(c: Collection, x: Comparison[IndicatorRow]) -> str:
    """A summary and a plan speak of different things."""
    earlier, later = c.kind_name(x.earlier), c.kind_name(x.later)
    return "" if earlier == later else f"前一份是{earlier}，后一份是{later}：体裁不同，写的事本来就不全一样。"


def _changes(c: Collection, topics: Sequence[TopicChange], spans: Spans) -> tuple[ChangeView, ...]:
    """Most told first."""
    return tuple(_change(c, t, spans) for t in sorted(topics, key=lambda t: -(t.earlier_count + t.later_count)))


def _shown(both: tuple[ChangeView, ...], one: Sequence[tuple[ChangeView, ...]], room: int) -> tuple[tuple[ChangeView, ...], list[tuple[ChangeView, ...]]]:
    """What both say is what the page is for: up to half of the room is its own."""
    (first,) = _quoted((both,), room // 2)
    return first, list(_quoted(one, room - sum(change.weight for change in first if change.quoted)))


def _quoted(groups: Sequence[tuple[ChangeView, ...]], room: int) -> Iterator[tuple[ChangeView, ...]]:
    """The groups with as many quotes as there is room for: a topic without is named, and its own page has all that was said."""
    for group in groups:
        kept: list[ChangeView] = []
        for change in group:
            room -= change.weight
            kept.append(change if room >= 0 else replace(change, quoted=False))
        yield tuple(kept)


def _change(c: Collection, t: TopicChange, spans: Spans) -> ChangeView:
    return ChangeView(
        Link(t.topic.name, t.topic.url),
        entry(c, t.earlier, spans(t.earlier)) if t.earlier else None,
        entry(c, t.later, spans(t.later)) if t.later else None,
        t.earlier_count,
        t.later_count,
    )


def _name(c: Collection, change: FigureChange[IndicatorRow]) -> str:
    """The name that the earlier report gives it."""
    row = (*change.earlier, *change.later)[0]
    return scoped_name(full_name(row), row)


def _of_years(change: FigureChange[IndicatorRow], *, same: bool) -> tuple[list[IndicatorRow], list[IndicatorRow]]:
    """The rows of both sides about the years that both speak of, or all others. Several years are a time of their own, and so is none."""
    dated = [{r.span for r in rows if told_year(r)} for rows in (change.earlier, change.later)]
    both = dated[0] & dated[1]
    earlier, later = ([r for r in rows if bool(told_year(r) and r.span in both) == same] for rows in (change.earlier, change.later))
    return earlier, later


def _line(c: Collection, name: str, earlier: Sequence[IndicatorRow], later: Sequence[IndicatorRow]) -> FigureLine | None:
    if not earlier or not later:
        return None
    rows = (*earlier, *later)
    staged = len({row.stage for row in rows if row.stage}) > 1
    aims = {id(row): figure_text(row).text for row in rows if row.kind == "target"}
    return FigureLine(name, *(_side(c, title, rows, name, aims, staged=staged) for title, rows in (("前一份", earlier), ("后一份", later))))


def _decided(c: Collection, row: IndicatorRow, aims: Mapping[int, str]) -> Iterator[Decided]:
    """The ledger's verdicts on targets of the same line; ``aims``: their words, by identity."""
    several = len(set(aims.values())) > 1 or (row.value is not None and row.growth is not None)
    for pair in c.decisions_by.get(id(row), ()):
        if aim := next((aims[id(said)] for said in (pair.promise, *pair.places) if id(said) in aims), ""):
            yield Decided(STATUS_BY_ID[pair.verdict], aim if several else "", basis_of(pair))


def _side(c: Collection, title: str, rows: Sequence[IndicatorRow], name: str, aims: Mapping[int, str], *, staged: bool) -> FigureSide:
    """Each statement once: a figure that a report repeats is shown at its first place. What ``name`` does not say of it its sentence says."""
    shown: dict[tuple[str, str, str, int | None], FigureView] = {}
    for row in rows:
        stage = further_stage(row) if staged else ""
        is_told = bool(row.canonical) or (says_all(row) and scoped_name(full_name(row), row) == name)
        report = c.report_by_id[row.report]
        quote, marks = ("", ()) if is_told else sentence_of(report, row)
        path = sentence_path(row, report)
        decided = tuple(_decided(c, row, aims))
        view = FigureView(figure_beside_kind(row), stage, kind_word(row), kind_tag(row), path, told_year(row), in_quotes(quote), marks, decided, bool(row.reviewed))
        key = (view.text.text, stage, view.kind, view.year)
        first = shown.setdefault(key, view)
        shown[key] = replace(first, verdicts=tuple(dict.fromkeys((*first.verdicts, *view.verdicts))))
    more = len(shown) - _TOLD
    rest = Link(f"另有 {more} 个", figures_path(c.report_by_id[rows[0].report])) if more > 0 else None
    return FigureSide(title, tuple(shown.values())[:_TOLD], rest)
