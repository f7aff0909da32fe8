"""The row of the contract: one figure with its subject, its own year, and whether it is promised or reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from builder.analysis.numerals import Number, fold_width
from builder.analysis.places import Kind, Period
from builder.frozen import quick, replace

# What has been done with the thing counted; "" where the sentence does not say.
Stage = Literal["", "new", "started", "completed", "stock"]
# Done in the time spoken of, so that years add up (新建3座); held at its end (达到30座); a rate of change over several years.
Flow = Literal["", "done", "held", "rate"]


@quick
@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One figure (design 5). Offsets count characters of ``Paragraph.text``; ``quote`` == text[start:end]; in
    a table a cell of one character is quoted with the cells before it (``start`` is then less than 0 by their length).

    ``value`` is a number in ``unit`` as printed, None when only a growth or a rank is said; ``growth``
    in percent on the year before, signed. ``context`` names what a bare rate (办结率) is the rate of;
    ``measure``: level, growth, annual_average, multi_year_growth, delta, share, completion,
    over_completion, rank, range or cumulative. ``rank`` says what it ranks where the sentence does (增量居全市第1位).
    ``named``: the name can stand alone in a table; False for a bare noun (企业, 任务), a bare amount or half a
    sentence, where a page should show the quote instead. ``several_years``: a total or average over several years, which is
    never one year's figure; ``first_year`` the first of them, None where it is not said. ``period``: it covers the whole year, or
    a part of it (上半年); ``running_total``: it may count from before its year (累计, without 全年).
    ``kind`` state is what merely is (现有, 在办, planned sums): neither promised nor achieved. ``scope``: the part of the office's area or
    of the whole that it is said of, in the sentence's own words (园区, 其中, 同口径); ``qualifier`` as printed (余, 左右, 以上);
    ``expected``: a result that the report itself only expects (预计全年); ``because``: ids of the rules that read the row;
    ``growth_comparison`` and ``growth_qualifier`` are those of a growth that stands beside a value; ``other_basis`` tells that the figure
    is given on another basis too (同口径); ``again``: the word that says that it comes on top of what there is (再, 新增); ``each_year``: a habit of several years (每年).
    ``undated``: it stands in a look back on several years, or is planned in an account of a year that is over, and no words say
    which year it is of. ``line`` is the id of the table's line that it stands in, ``head`` the name of the figure before it in its
    sentence. ``own`` are its own words (between the marks around it), ``clause`` those between commas, ``listed`` those of the list
    before it, ``ahead`` those of the clauses before, as far as they are quoted: folded and without the figure, for all who compare figures.
    ``done``: its words say that it was brought to its end (建成, 办结, 发放), not only how many there were or that something was done about them; or it
    is the amount or rate that a known indicator came to, if it is one of which more is better.
    ``leads``: its sentence begins with the clause of its subject, so that nothing ahead of that says whose it is.
    ``reviewed``: the day on which a person confirmed it, as a decision file beside the report says; ``correction``: why it was read otherwise.
    """

    report: str
    section: str | None
    anchor: str
    paragraph: str
    start: int
    end: int
    value_start: int
    value_end: int
    year: int
    kind: Kind
    indicator: str
    canonical: str
    value: Number | None
    value_max: Number | None
    unit: str
    comparison: str
    growth: float | None
    rank: str | None
    base: float | None
    measure: str
    self_reported: str
    quote: str
    context: str = ""
    named: bool = True
    several_years: bool = False
    first_year: int | None = None
    period: Period = "year"
    running_total: bool = False
    scope: str = ""
    stage: Stage = ""
    qualifier: str = ""
    expected: bool = False
    because: tuple[str, ...] = ()
    reviewed: str | None = None
    correction: str = ""
    growth_comparison: str = "eq"
    growth_qualifier: str = ""
    other_basis: str = ""
    flow: Flow = ""
    again: str = ""
    each_year: bool = False
    undated: bool = False
    done: bool = False
    line: str = ""
    own: str = ""
    clause: str = ""
    listed: str = ""
    ahead: str = ""
    head: str = ""
    leads: bool = True

    @property
    def is_of_one_year(self) -> bool:
        """Is it the figure of its year, and no total, average or habit (每年新增60万人) of several that stands for that year?"""
        return not self.several_years and not (self.each_year and self.undated)

    @property
    def span(self) -> tuple[int | None, int]:
        """(from, to): the years that the figure spans, one year mostly; from None where the text does not say (累计)."""
        return (self.first_year if self.several_years else self.year), self.year


_CLAUSE_ENDS = re.compile("[,;:。!?]")


def with_words(row: IndicatorRow) -> IndicatorRow:
    """The row with the words of its quote set apart, so that nobody cuts the sentence again."""
    quote = fold_width(row.quote)
    first, last = max(0, row.value_start - row.start), max(0, row.value_end - row.start)
    *ahead, before = _CLAUSE_ENDS.split(quote[:first])
    after = _CLAUSE_ENDS.split(quote[last:])[0]
    near, far = before.rsplit("、", 1)[-1], after.split("、", 1)[0]
    return replace(row, own=f"{near} {far}", clause=f"{before} {after}", listed=before[: len(before) - len(near)], ahead=" ".join(ahead))
