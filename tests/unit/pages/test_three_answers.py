"""What ledger pages say: a verdict with the figure that decided it, a likely counterpart without judgement, nothing recognised once a list.

The rows are made by hand: how they come about is tested where they are made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import build_series, comparable
from builder.analysis.ledger import LedgerRow
from builder.pages.became import kept
from builder.pages.charts import bar_chart
from builder.pages.collection import Collection
from builder.pages.data_rows import ledger_csv_row, ledger_json
from builder.pages.ledger_cells import Cell
from builder.pages.ledger_office import OfficeView
from builder.pages.ledger_views import promise_view
from builder.rendering.env import make_environment
from builder.rendering.links import ELDER, STANDARD, Edition
from builder.rendering.render import Frame, Renderer
from tests.unit.pages.conftest import every_ledger_page

pytestmark = pytest.mark.parts


def row_of(c: Collection, words: str) -> IndicatorRow:
    return next(r for rows in c.facts.rows.values() for r in rows if words in r.quote)


def with_rows(c: Collection, changes: dict[str, dict[str, object]]) -> Collection:
    """The collection with some rows read otherwise, by words of their quotes; series are built anew."""

    def changed(row: IndicatorRow) -> IndicatorRow:
        found = next((change for words, change in changes.items() if words in row.quote), {})
        return replace(row, **found)  # type: ignore[arg-type]

    rows = {report: tuple(changed(r) for r in own) for report, own in c.facts.rows.items()}
    series = build_series(rows, c.living, c.kinds, c.agencies, c.facts.rules)
    return replace(c, facts=replace(c.facts, rows=rows, series=series))


def with_ledger(c: Collection, ledger: Sequence[LedgerRow]) -> Collection:
    return replace(c, facts=replace(c.facts, ledger=tuple(ledger)))


def ledger_of(c: Collection) -> OfficeView:
    view = next(p.view for p in every_ledger_page(c) if p.path == "ledger/songling/")
    assert isinstance(view, OfficeView)
    return view


def cell(c: Collection, name: str, year: str) -> Cell:
    lines = (line for theme in ledger_of(c).themes for line in theme.lines)
    return next(cell for line in lines if line.name == name for cell in line.cells if cell.column.title == year)


def shown(c: Collection, path: str = "ledger/songling/", edition: Edition = STANDARD) -> html.HtmlElement:
    renderer = Renderer(make_environment(), Frame(c.site, date(2026, 3, 1), c.newest, "0"))
    page = next(p for p in every_ledger_page(c) if p.path == path)
    return html.fromstring(renderer.render(page, edition).decode()).xpath("//main")[0]


def words(node: html.HtmlElement) -> str:
    return "".join(node.text_content().split())


def test_the_figure_that_decided_stands_in_the_cell_whatever_series_it_is_from(invented: Collection) -> None:
    parks = row_of(invented, "口袋公园7个")
    ledger = [replace(r, outcome=parks) if r.year == 2024 and r.key == "new-school-places" else r for r in invented.facts.ledger]
    found = cell(with_ledger(invented, ledger), "新增公办学位", "2024")
    assert [f.text for f in found.actuals] == ["7个", "880个"]
    assert found.targets[0].status is not None


def test_no_verdict_without_its_figure(invented: Collection) -> None:
    ledger = [replace(r, outcome=None) for r in invented.facts.ledger]
    assert cell(with_ledger(invented, ledger), "新增公办学位", "2024").targets[0].status is None


def test_a_verdict_on_an_expected_result_says_so(invented: Collection) -> None:
    row = next(r for r in invented.facts.ledger if r.verdict == "missed")
    assert row.outcome is not None
    expected = replace(row, outcome=replace(row.outcome, expected=True))
    view = promise_view(invented, expected, "", 100)
    assert view.reason.endswith("（按预计数）")
    assert view.outcome is not None
    assert view.outcome.text == "预计880个"
    assert promise_view(invented, replace(expected, verdict="not_comparable"), "", 100).reason == row.reason
    ledger = [expected if r is row else r for r in invented.facts.ledger]
    assert cell(with_ledger(invented, ledger), "新增公办学位", "2024").targets[0].basis == "按预计数"


@pytest.fixture(scope="module")
def possible(invented: Collection) -> Collection:
    row = next(r for r in invented.facts.ledger if r.verdict == "not_found")
    counterpart = row_of(invented, "整治河道14公里")
    likely = replace(row, verdict="possible", outcome=counterpart, reason="总结多写了几个字", searched=())
    return with_ledger(invented, [likely if r is row else r for r in invented.facts.ledger])


@pytest.mark.parametrize("path", ["ledger/songling/2025/", "ledger/list/possible/"])
def test_a_likely_counterpart_is_shown_beside_and_not_judged(possible: Collection, path: str) -> None:
    (entry,) = (e for e in shown(possible, path).xpath(".//ol[@class='entries']/li") if "14公里" in words(e) and "4%" in words(e))
    assert [m.text for m in entry.xpath(".//mark")] == ["4%", "14公里"]
    links = entry.xpath(".//a/@href")
    assert any("songling-2025-jihua/?s=" in link for link in links)
    assert any("songling-2025-zongjie/?s=" in link for link in links)
    assert "不作判断" in words(entry)
    assert "总结多写了几个字。" in words(entry)
    assert "可能说的是同一件事：整治河道14公里" in words(entry), "under its own name"
    assert "失业率2025年完成" not in words(entry), "no other thing's number is the target's result"
    assert entry.xpath(".//*[contains(@class, 'done')]") == []


def test_a_likely_counterpart_with_a_poor_name_is_its_sentence(possible: Collection) -> None:
    row = next(r for r in possible.facts.ledger if r.verdict == "possible")
    assert row.outcome is not None
    poor = replace(row, outcome=replace(row.outcome, indicator="任务", named=False, canonical=""))
    assert [outcome.own_name for view in (kept(possible, poor), promise_view(possible, poor, "", 100)) if (outcome := view.outcome)] == ["", ""]
    assert [outcome.own_name for view in (kept(possible, row), promise_view(possible, row, "", 100)) if (outcome := view.outcome)] == ["整治河道", "整治河道"]


def test_a_table_keeps_a_likely_counterpart_apart_from_results(possible: Collection) -> None:
    row = next(r for r in possible.facts.ledger if r.verdict == "possible")
    cells = ledger_csv_row(row, possible)
    assert (cells.get("outcome", ""), cells.get("outcome_quote", ""), cells["verdict"]) == ("", "", "可能对应")
    assert "整治河道14公里" in cells["likely"]
    assert cells["likely_title"].startswith("松岭县2025年工作总结")
    assert ledger_json(row, possible.agency_by_id[row.agency])["outcome"] is not None, "the contract of the JSON"


@pytest.mark.parametrize("edition", [STANDARD, ELDER])
def test_what_is_not_judged_is_no_score(possible: Collection, edition: Edition) -> None:
    scores, listed = shown(possible, "ledger/", edition).xpath(".//ul[@class='status-list']")
    assert words(scores.xpath("li[1]")[0]) == f"目标共{len(possible.facts.ledger)}项，其中"
    assert "可能对应" not in words(scores)
    assert "可能对应" in words(listed)
    rest = sum(r.verdict in {"possible", "not_found"} for r in possible.facts.ledger)
    assert words(listed.xpath("li[1]")[0]) == f"其余{rest}项不作判断，另外列出："
    numbers = [int(n) for n in re.findall(r"\d+", words(scores))]
    assert numbers[0] == sum(numbers[1:]) + rest, "the sum is right"
    assert not any(c.isdigit() for li in listed.xpath("li[position() > 1]") for c in words(li))


def test_a_likely_counterpart_is_no_result_in_the_table(possible: Collection) -> None:
    found = cell(possible, "城镇登记失业率", "2025")
    assert ([s.status.word for s in found.targets if s.status], found.actuals) == (["可能对应"], ())


def test_a_state_is_neither_promise_nor_result(invented: Collection) -> None:
    c = with_rows(invented, {"学位880个": {"kind": "state"}, "学位760个": {"kind": "state"}})
    found = cell(c, "新增公办学位", "2024")
    assert [(f.kind, f.tag, f.text) for f in found.states] == [("现状", "held", "880个")]
    assert found.actuals == ()
    series = next(s for s in c.facts.series if s.key == "new-school-places")
    values = comparable(series, c.facts.rules)
    assert values is not None
    assert {p.kind for p in values.points} == {"target"}
    assert "2024年、2025年现状：是现状，不是做成的，不在图里。" in bar_chart("学位", values).notes
    assert "现状" in words(shown(c).xpath(".//ul[@class='legend']")[0])
    assert "现状" not in words(shown(invented).xpath(".//ul[@class='legend']")[0])
    assert "各年的页" not in words(shown(invented).xpath(".//ul[@class='legend']")[0]), "a year may have none"


def test_a_part_is_another_series_than_the_whole(invented: Collection) -> None:
    c = with_rows(invented, {"学位880个": {"scope": "园区"}})
    whole = next(s for s in c.facts.series if s.name == "新增公办学位" and s.agency == "songling")
    assert 880 not in {r.value for r in whole.rows}
    assert "新增公办学位（园区）" in [s.name for s in c.facts.series]


def test_stages_are_not_drawn_together_and_say_which_they_are(invented: Collection) -> None:
    c = with_rows(invented, {"学位600个": {"stage": "started"}, "学位880个": {"stage": "completed"}})
    series = next(s for s in c.facts.series if s.key == "new-school-places")
    values = comparable(series, c.facts.rules)
    assert values is not None
    assert 600 not in {p.value for p in values.points}
    assert "2026年目标：完工和开工、新增和总量不是一回事，不在图里。" in bar_chart("学位", values).notes
    assert cell(c, "新增公办学位", "2026").targets[0].text == "600个以上（开工）"
    assert cell(c, "新增公办学位", "2024").actuals[0].text == "880个（完工）"


def test_targets_are_not_drawn_beside_results_of_other_years(invented: Collection) -> None:
    series = next(s for s in invented.facts.series if s.key == "new-school-places")
    by_year = {y.year: y for y in series.years}
    unlike = replace(series, years=(replace(by_year[2024], actuals=()), replace(by_year[2025], targets=())))
    assert comparable(unlike, invented.facts.rules) is None
    three = replace(series, years=(*unlike.years, by_year[2026]))
    values = comparable(three, invented.facts.rules)
    assert values is not None
    assert [(p.year, p.kind) for p in values.points] == [(2024, "target"), (2026, "target")]
    assert bar_chart("学位", values).notes == ("2025年结果：没有哪一年的目标和结果都有，图里只画目标。",)


def test_a_target_of_another_name_stands_beside_the_result_that_it_was_judged_by(invented: Collection) -> None:
    c = with_rows(invented, {"学位800个": {"canonical": "", "indicator": "招生名额"}})
    rows = [r for own in c.facts.rows.values() for r in own]
    promise, outcome = (next(r for r in rows if words in r.quote) for words in ("学位800个", "学位760个"))
    decided = next(r for r in c.facts.ledger if r.year == 2025 and r.key == "new-school-places")
    found = cell(with_ledger(c, [replace(decided, promise=promise, outcome=outcome, verdict="missed")]), "新增公办学位", "2025")
    assert [(f.text, f.status.word) for f in found.targets if f.status] == [("800个", "未达到")]
