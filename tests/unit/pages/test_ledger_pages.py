"""Pages of the ledger: addresses, cells, statuses, charts, splitting, key figures, open data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries, comparable
from builder.defaults import read_default
from builder.model import Agency
from builder.pages.charts import bar_chart
from builder.pages.collection import Collection
from builder.pages.data_rows import INDICATOR_COLUMNS, LEDGER_COLUMNS, indicator_json, ledger_csv_row, ledger_json
from builder.pages.indicator_pages import IndicatorView
from builder.pages.indicator_slugs import indicator_slug, slug_problems
from builder.pages.key_figures import figure_text, key_figures, report_figures
from builder.pages.ledger import LedgerView, all_series, ledger_pages, ledger_problems
from builder.pages.ledger_method import MethodView
from builder.pages.page import Page


def page(pages: list[Page], path: str) -> Page:
    return next(p for p in pages if p.path == path)


@pytest.fixture(scope="module")
def pages(invented: Collection) -> list[Page]:
    return ledger_pages(invented)


def ledger(pages: list[Page], path: str = "ledger/") -> LedgerView:
    view = page(pages, path).view
    assert isinstance(view, LedgerView)
    return view


def test_addresses(pages: list[Page]) -> None:
    paths = [p.path for p in pages]
    assert len(paths) == len(set(paths))
    assert {"ledger/", "ledger/method/", "ledger/gdp/", "ledger/new-school-places/"} <= set(paths)
    assert any(p.startswith("ledger/zheng-zhi-he-dao-") for p in paths)
    assert not any("wan-jie" in p or "zi-xun" in p for p in paths), "what comes up once has no page"


def test_targets_and_results_stand_side_by_side(pages: list[Page]) -> None:
    office = next(o for o in ledger(pages).ledgers if o.id == "songling")
    assert office.years == (2024, 2025, 2026)
    gdp = next(line for theme in office.themes for line in theme.lines if line.name == "地区生产总值")
    first, second, third = gdp.cells
    assert (first.targets[0].text, first.actuals[0].text) == ("增长5%以上", "114亿元，增长5.6%")
    assert first.targets[0].path.startswith("reports/songling-2024-jihua/#")
    assert first.status is not None
    assert first.status.word == "达到"
    assert second.status is not None
    assert second.status.word == "接近"
    assert (third.actuals, third.actual_gap) == ((), "未到期")
    unemployment = next(line for theme in office.themes for line in theme.lines if "失业" in line.name)
    assert (unemployment.cells[0].is_empty, unemployment.cells[0].gap) == (True, "未写明")
    retail = next(line for theme in office.themes for line in theme.lines if "零售" in line.name)
    assert (retail.cells[1].targets, retail.cells[1].target_gap) == ((), "未写明")


def test_promises_by_status(pages: list[Page]) -> None:
    office = next(o for o in ledger(pages).ledgers if o.id == "songling")
    words = {g.status.word: [(p.name, p.year) for p in g.promises] for g in office.groups}
    assert ("地区生产总值", 2024) in words["达到"]
    assert ("整治河道", 2025) in words["接近"]
    assert {("新增公办学位", 2024), ("新增公办学位", 2025)} <= set(words["未达到"])
    assert words["总结已公开但未提及"] == [("城镇登记失业率", 2025)]
    assert ("地区生产总值", 2026) in words["未到期"]
    assert {s.word: n for s, n in ledger(pages).counts} == {word: len(found) for word, found in words.items()}


def test_an_office_without_plans_has_results_only(pages: list[Page]) -> None:
    office = next(o for o in ledger(pages).ledgers if o.id == "heping")
    (cell,) = next(line for theme in office.themes for line in theme.lines if "学位" in line.name).cells
    assert (cell.targets, cell.target_gap, cell.actuals[0].text) == ((), "未见公开", "120个")
    assert office.groups == ()


def test_indicator_page(pages: list[Page]) -> None:
    view = page(pages, "ledger/new-school-places/").view
    assert isinstance(view, IndicatorView)
    assert [p.id for p in view.parts] == ["songling", "heping"]
    songling = view.parts[0]
    assert [f.year for f in songling.figures] == sorted((f.year for f in songling.figures), reverse=True)
    marked = songling.figures[0]
    start, end, _ = marked.spans[0]
    assert marked.quote[start:end] == "600个"
    assert songling.chart is not None
    assert {b.kind for b in songling.chart.bars} == {"plan", "done"}
    assert "2024年目标 900个" in songling.chart.description
    assert view.parts[1].chart is None


def test_many_offices_get_a_page_each(invent: Callable[..., Collection], invented: Collection) -> None:
    more = tuple(Agency(f"yi-{i}", f"松岭县第{w}镇人民政府", (f"第{w}镇",)) for i, w in enumerate("甲乙丙丁"))
    extra = tuple((a.id, "总结", 2025, "2026-01-09", "新增公办学位90个。") for a in more)
    pages = ledger_pages(invent(extra=extra, offices=(*invented.agencies, *more)))
    assert ledger(pages).ledgers == ()
    assert [link.path for link in ledger(pages).offices][-1] == "ledger/yi-3/"
    assert [o.id for o in ledger(pages, "ledger/yi-0/").ledgers] == ["yi-0"]


def test_old_years_move_to_pages_of_five(invent: Callable[..., Collection]) -> None:
    extra = tuple(("songling", "总结", y, f"{y + 1}-01-09", f"新增公办学位{y - 1900}个。") for y in range(2012, 2024))
    pages = ledger_pages(invent(extra=extra))
    (office, _) = ledger(pages).ledgers
    assert office.years == (2021, 2022, 2023, 2024, 2025, 2026)
    assert [link.path for link in office.older] == [f"ledger/songling/{a}-{a + 4}/" for a in (2016, 2011)]
    assert ledger(pages, "ledger/songling/2016-2020/").ledgers[0].years == (2016, 2017, 2018, 2019, 2020)


def test_a_long_indicator_is_split(invented: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.indicator_pages.ONE_PAGE", 3)
    pages = ledger_pages(invented)
    view = page(pages, "ledger/new-school-places/").view
    assert isinstance(view, IndicatorView)
    assert [link.path for link in view.offices] == [
        "ledger/new-school-places/songling/2026-2030/",
        "ledger/new-school-places/songling/2021-2025/",
        "ledger/new-school-places/heping/",
    ]


def test_addresses_have_one_owner(invented: Collection) -> None:
    assert ledger_problems(invented) == []
    gdp = next(s for s in all_series(invented) if s.key == "gdp")
    (problem,) = slug_problems([gdp], ["gdp"])
    assert (problem.severity, problem.code) == ("error", "ledger.address-twice")
    assert slug_problems([gdp, gdp], ["songling"]) == []


def test_names_of_one_sound_keep_apart() -> None:
    def series(key: str) -> IndicatorSeries:
        return IndicatorSeries("songling", key, key, "其他", False, ())

    assert indicator_slug(series("新建食堂")).startswith("xin-jian-shi-tang-")
    assert indicator_slug(series("新建食堂")) != indicator_slug(series("新建石塘"))
    assert indicator_slug(series("5G基站")).startswith("5g")


def test_method_page_is_made_from_the_rules(pages: list[Page], invented: Collection) -> None:
    view = page(pages, "ledger/method/").view
    assert isinstance(view, MethodView)
    assert view.indicators == len(invented.facts.rules.indicators)
    assert [s.word for s in view.statuses] == [
        "达到",
        "接近",
        "未达到",
        "不可直接比较",
        "总结已公开但未提及",
        "未见总结",
        "未到期",
    ]
    assert "亩" in next(u.units for u in view.units if u.title == "面积")
    assert not any(u.title.isascii() for u in view.units), "every dimension has a Chinese name"


def test_falls_are_drawn_to_the_left(invented: Collection) -> None:
    gdp = next(s for s in all_series(invented) if s.key == "gdp")
    years = tuple(replace(y, actuals=tuple(replace(r, growth=-2.0) for r in y.actuals)) for y in gdp.years)
    values = comparable(replace(gdp, years=years), invented.facts.rules)
    assert values is not None
    chart = bar_chart("c", "生产总值", values)
    fall = next(b for b in chart.bars if b.kind == "done")
    assert fall.x + fall.width == pytest.approx(chart.axis_x, abs=0.2)
    assert all(b.x >= 0 and b.x + b.width <= chart.width + 0.2 for b in chart.bars)


def row_of(c: Collection, words: str) -> IndicatorRow:
    return next(r for rows in c.facts.rows.values() for r in rows if words in r.quote)


def test_figures_read_as_printed(invented: Collection) -> None:
    row = row_of(invented, "整治河道14公里")
    assert figure_text(row).text == "14公里"
    assert figure_text(replace(row, comparison="ge", value_start=0, value_end=0)).text == "14公里以上"
    assert figure_text(replace(row, comparison="approx", value_start=0, value_end=0)).text == "约14公里"
    assert figure_text(replace(row, value=3, value_max=5, comparison="range")).text == "3—5公里"
    assert figure_text(replace(row, value=None, unit="", growth=-2.5)).text == "下降2.5%"


def test_key_figures_name_the_economy_first(invented: Collection) -> None:
    report = invented.report_by_id["songling-2025-zongjie"]
    rows = invented.facts.rows[report.id]
    chosen = key_figures(rows, invented.facts.rules, 2)
    assert chosen[0].name == "地区生产总值"
    assert chosen[0].figure.change == "增长5.7%"
    assert len(chosen) == 2
    everything = report_figures(rows, report)
    assert len(everything) == len(rows)
    assert everything[0].section == "一、主要工作"


def test_open_data_follows_its_schemas(invented: Collection) -> None:
    figures = [indicator_json(r) for rows in invented.facts.rows.values() for r in rows]
    rows = [ledger_json(r) for r in invented.facts.ledger]
    jsonschema.validate(figures, json.loads(read_default("schemas/indicators.schema.json")))
    jsonschema.validate(rows, json.loads(read_default("schemas/ledger.schema.json")))
    assert {r["verdict"] for r in rows} >= {"met", "close", "missed", "not_mentioned", "not_due"}
    assert set(figures[0]) == set(INDICATOR_COLUMNS)
    assert all(set(ledger_csv_row(r)) <= set(LEDGER_COLUMNS) for r in invented.facts.ledger)
