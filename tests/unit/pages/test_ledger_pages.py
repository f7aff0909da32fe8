"""Pages of the ledger: addresses, cells, statuses, charts, splitting, key figures, open data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.indicator_series import IndicatorSeries, YearFigures, comparable
from builder.analysis.reading import extract_rows
from builder.content.read import read_report
from builder.defaults import read_default
from builder.model import Agency, ReportKind
from builder.pages.charts import bar_chart, chart_of
from builder.pages.collection import Collection
from builder.pages.data_rows import indicator_json, ledger_json
from builder.pages.figures import sentence_path
from builder.pages.indicator_pages import IndicatorView, indicator_redirects
from builder.pages.indicator_slugs import indicator_path, indicator_slug, line_path, slug_problems
from builder.pages.interest import interest_order, interest_ranks
from builder.pages.key_figures import figure_text, key_figures, kind_tag, kind_word
from builder.pages.ledger import LedgerView, ledger_slugs
from builder.pages.ledger_cells import Cell
from builder.pages.ledger_lists import StatusView
from builder.pages.ledger_method import MethodView, RulesView
from builder.pages.ledger_office import OfficeView, OfficeYearView
from builder.pages.ledger_views import Promise, figure_link, merged, promise_path
from builder.pages.page import Page
from builder.pages.report_figures import report_figures
from builder.pages.statuses import STATUS_BY_ID
from tests.unit.pages.conftest import every_ledger_page

pytestmark = pytest.mark.parts


def page(pages: list[Page], path: str) -> Page:
    return next(p for p in pages if p.path == path)


@pytest.fixture(scope="module")
def pages(invented: Collection) -> list[Page]:
    return every_ledger_page(invented)


def ledger(pages: list[Page]) -> LedgerView:
    view = page(pages, "ledger/").view
    assert isinstance(view, LedgerView)
    return view


def office_of(pages: list[Page], agency: str) -> OfficeView:
    view = page(pages, f"ledger/{agency}/").view
    assert isinstance(view, OfficeView)
    return view


def promises_of(pages: list[Page], agency: str) -> dict[str, list[Promise]]:
    """All promises of an office by the word for what became of them, from the pages of its years."""
    found: dict[str, list[Promise]] = {}
    for line in office_of(pages, agency).years:
        view = page(pages, line.path).view
        assert isinstance(view, OfficeYearView)
        for group in view.groups:
            found.setdefault(group.status.word, []).extend(group.promises)
    return found


def test_addresses(pages: list[Page]) -> None:
    paths = [p.path for p in pages]
    assert len(paths) == len(set(paths))
    assert {"ledger/", "ledger/method/", "ledger/gdp/", "ledger/new-school-places/", "ledger/songling/", "ledger/songling/2025/"} <= set(paths)
    assert not {"ledger/retail-sales/", "ledger/gdp/songling/"} & set(paths), "said once, or one office's: a line of the office's ledger"
    assert not any("zheng-zhi" in p for p in paths), "own words are a line too, for those of two offices may mean two things"
    lines = {line.id: line for theme in office_of(pages, "songling").themes for line in theme.lines}
    assert (lines["gdp"].path, lines["retail-sales"].path) == ("ledger/gdp/", "")
    assert any(slug.startswith("zheng-zhi-he-dao-") for slug in lines)
    assert not any("wan-jie" in slug or "zi-xun" in slug for slug in lines), "own words that come up once have no line"


def test_one_word_in_two_offices_is_no_indicator(invent: Callable[..., Collection]) -> None:
    extra = (
        ("songling", "总结", 2023, "2024-01-09", "签约项目15个。"),
        ("heping", "总结", 2024, "2025-01-09", "签约项目13个。"),
    )
    pages = every_ledger_page(invent(extra=extra))
    assert not any("qian-yue" in line.id for a in ("songling", "heping") for theme in office_of(pages, a).themes for line in theme.lines)


def cells_of(office: OfficeView, name: str) -> dict[str, Cell]:
    line = next(line for theme in office.themes for line in theme.lines if name in line.name)
    return {cell.column.title: cell for cell in line.cells}


def test_targets_and_results_stand_side_by_side(pages: list[Page]) -> None:
    office = office_of(pages, "songling")
    assert [(column.title, column.note) for column in office.columns] == [
        ("2026", "只有计划，未到期"),
        ("2025", ""),
        ("2024", ""),
    ]
    gdp = cells_of(office, "地区生产总值")
    assert (gdp["2024"].targets[0].text, gdp["2024"].actuals[0].text) == ("增长5%以上", "114亿元，增长5.6%")
    assert gdp["2024"].targets[0].path.startswith("reports/songling-2024-jihua/?s=5%25#")
    assert [gdp[year].targets[0].status.word for year in ("2024", "2025") if gdp[year].targets[0].status] == ["达到", "接近"]
    assert (gdp["2026"].actuals, gdp["2026"].actual_gap, gdp["2026"].targets[0].status) == ((), "", None), (
        "the column's head says it"
    )
    unemployment = cells_of(office, "失业")["2024"]
    assert (unemployment.is_empty, unemployment.gap) == (True, "没有归到这一行的数")
    retail = cells_of(office, "零售")["2025"]
    assert (retail.targets, retail.target_gap) == ((), "没有归到这一行的数")


def test_where_a_target_has_a_near_name_the_empty_cell_leads_to_it(invent: Callable[..., Collection]) -> None:
    """It may be the same or not: it is no target of the line, and the line does not look as if there were none."""
    extra = (
        ("heping", "总结", 2023, "2024-01-09", "新增公办学位90个，改造老旧小区8个，旧厂房改造6处。"),
        ("heping", "计划", 2025, "2025-01-09", "中小学新增公办学位310个，老旧小区加装电梯60部，改造旧厂房9处。"),
    )
    office = office_of(every_ledger_page(invent(extra=extra)), "heping")
    places = cells_of(office, "公办学位")["2025"]
    assert (places.targets, [link.title for link in places.near]) == ((), ["中小学新增公办学位"])
    assert places.near[0].path.startswith("ledger/heping/2025/#m-")
    assert cells_of(office, "老旧小区改造")["2025"].near == (), "another deed"
    assert [f.text for f in cells_of(office, "旧厂房")["2025"].targets] == ["9处"], "one name in another order"


def test_years_without_a_report_are_columns(invent: Callable[..., Collection]) -> None:
    extra = (
        ("songling", "总结", 2019, "2020-01-09", "新增公办学位90个。"),
        ("heping", "总结", 2022, "2023-01-09", "新增公办学位9个。"),
    )
    pages = every_ledger_page(invent(extra=extra))
    songling, heping = office_of(pages, "songling"), office_of(pages, "heping")
    assert [column.title for column in songling.columns] == ["2026", "2025", "2024", "2020—2023", "2019"]
    run = songling.columns[3]
    assert (run.missing, run.note) == (True, "本站未收")
    assert "2020—2023年：本站未收" in songling.held
    assert [(column.title, column.missing) for column in heping.columns] == [
        ("2025", False),
        ("2023—2024", True),
        ("2022", False),
    ]
    assert cells_of(heping, "学位")["2023—2024"].gap == ""


def test_years_after_the_last_report_are_missing_too(invent: Callable[..., Collection]) -> None:
    office = Agency("jia-zhen", "松岭县甲镇人民政府", ("甲镇",))
    extra = (("jia-zhen", "总结", 2022, "2023-01-09", "新增公办学位9个。"),)
    found = office_of(every_ledger_page(invent(extra=extra, offices=(office,))), "jia-zhen")
    assert [column.title for column in found.columns] == ["2023—2025", "2022"]


def test_promises_by_status(pages: list[Page]) -> None:
    words = {word: [(p.name, p.year) for p in found] for word, found in promises_of(pages, "songling").items()}
    assert ("地区生产总值", 2024) in words["达到"]
    assert ("整治河道", 2025) in words["接近"]
    assert {("新增公办学位", 2024), ("新增公办学位", 2025)} <= set(words["未达到"])
    assert words["没有认出写明数字的说法"] == [("城镇登记失业率", 2025)]
    assert ("地区生产总值", 2026) in words["未到期"]
    view = ledger(pages)
    assert {n.status.word: n.total for n in view.counts} == {word: len(found) for word, found in words.items() if word != "没有认出写明数字的说法"}
    assert [n.status.word for n in view.listed] == ["没有认出写明数字的说法"], "no score, but a list that one can go to"
    assert view.undecided == ""


def test_a_list_stands_behind_every_count(pages: list[Page]) -> None:
    words = promises_of(pages, "songling")
    for count in (*ledger(pages).counts, *ledger(pages).listed):
        view = page(pages, count.path).view
        assert isinstance(view, StatusView)
        listed = [p for o in view.offices if o.group for p in o.group.promises]
        assert (view.total, len(listed)) == (count.total, count.total)
        assert {p.id for p in listed} == {p.id for p in words[count.status.word]}, "the same entries, at the same anchors"
    for year in office_of(pages, "songling").years:
        assert year.total == sum(n.total for n in (*year.counts, *year.listed))
        view = page(pages, year.path).view
        assert isinstance(view, OfficeYearView)
        for count in (*year.counts, *year.listed):
            (group,) = (g for g in view.groups if count.path == f"{year.path}#{g.id}")
            assert len(group.promises) == count.total


def test_a_long_list_leads_to_the_years_of_each_office(invented: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.ledger_lists.ONE_PAGE", 1)
    pages = every_ledger_page(invented)
    view = page(pages, "ledger/list/missed/").view
    assert isinstance(view, StatusView)
    (office,) = view.offices
    assert office.group is None
    assert [(link.path, link.note) for link in office.years] == [("ledger/songling/2025/#missed", "1"), ("ledger/songling/2024/#missed", "1")]


def test_a_crowded_year_leads_to_its_documents(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.ledger_room.ROOM", 1600)
    own = invent((("songling", "计划", 2023, "2023-02-20", "到2025年，新增公办幼儿园学位300个，到2025年，整治内涝点5处。"),))
    split: dict[str, Any] = {p.path: p.view for p in every_ledger_page(own)}
    whole = split["ledger/songling/2025/"]
    parts = {path: view for path, view in split.items() if path.startswith("ledger/songling/2025/") and view is not whole}
    assert len(parts) == 2
    assert sorted(p.id for view in parts.values() for g in view.groups for p in g.promises) == sorted(p.id for g in whole.groups for p in g.promises)
    assert {link.path.partition("#")[0] for links in whole.apart.values() for link in links} == set(parts)
    for row in own.facts.ledger:
        path, _, anchor = promise_path(own, row).partition("#")
        assert anchor in {p.id for g in split[path].groups for p in g.promises}
        assert not split[path].apart
        assert split[path].document, "said once for all of a document's promises"
    assert not whole.document
    assert not split["ledger/songling/2024/"].apart


def test_a_year_with_very_many_indicators_goes_on_on_further_pages(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line once, where ``line_path`` leads, each page knows the others, and none but the first has promises."""
    monkeypatch.setattr("builder.pages.ledger_room.LINES", 2)
    monkeypatch.setattr("builder.pages.indicator_slugs.TABLE_YEARS", 1)
    own = invent()
    views = {p.path: p.view for p in every_ledger_page(own) if isinstance(p.view, OfficeYearView)}
    parts = {path: view for path, view in views.items() if path.startswith("ledger/songling/2024/")}
    assert list(parts) == ["ledger/songling/2024/", *(f"ledger/songling/2024/figures-{n}/" for n in range(2, len(parts) + 1))]
    assert len(parts) > 1
    lines = {path: [line.id for theme in view.themes for line in theme.lines] for path, view in parts.items()}
    assert all(1 <= len(ids) <= 2 for ids in lines.values())
    every = [i for ids in lines.values() for i in ids]
    assert len(every) == len(set(every))
    for series in own.facts.series:
        if series.agency == "songling" and series.is_shown and max(y.year for y in series.years) == 2024:
            path, _, anchor = line_path(own, series).partition("#")
            assert anchor in lines[path]
    for path, view in parts.items():
        assert {link.path for link in view.more} == set(parts) - {path}
        assert bool(view.groups) == (path == "ledger/songling/2024/")


def test_entries_keep_their_anchors_when_others_come(invent: Callable[..., Collection], pages: list[Page]) -> None:
    extra = (("songling", "计划", 2023, "2023-01-09", "新增公办学位700个，建成口袋公园2个。"),)
    more = promises_of(every_ledger_page(invent(extra=extra)), "songling")
    before = {p.id for found in promises_of(pages, "songling").values() for p in found}
    after = [p.id for found in more.values() for p in found]
    assert before < set(after)
    assert len(after) == len(set(after))


@pytest.mark.parametrize(
    ("plans", "why"),
    [
        ((2022, 2024), "没有一项能下结论：收录的文件里，没有哪一年是计划和总结都有的（只有计划的是2022、2024年，只有总结的是2023年）。"),
        ((2023,), "没有一项能下结论：同一年的目标和结果里，没有认出能直接比较的两个数。"),
    ],
)
def test_why_nothing_is_decided(invent: Callable[..., Collection], plans: tuple[int, ...], why: str) -> None:
    office = Agency("jia-zhen", "松岭县甲镇人民政府", ("甲镇",))
    extra = (
        *(("jia-zhen", "计划", y, f"{y}-01-09", "种植油茶900亩。") for y in plans),
        ("jia-zhen", "总结", 2023, "2024-01-09", "新增公办学位9个。"),
    )
    pages = every_ledger_page(invent(extra=extra, offices=(office,)))
    assert (office_of(pages, "jia-zhen").undecided, ledger(pages).undecided) == (why, why)


def test_an_office_without_plans_has_results_only(pages: list[Page]) -> None:
    office = office_of(pages, "heping")
    cell = cells_of(office, "学位")["2025"]
    assert (cell.column.note, cell.targets, cell.target_gap, cell.actuals[0].text) == ("只有总结", (), "", "120个")
    assert (office.years, office.undecided) == ((), "")


def test_indicator_page(pages: list[Page]) -> None:
    view = page(pages, "ledger/new-school-places/").view
    assert isinstance(view, IndicatorView)
    assert [p.id for p in view.parts] == ["heping", "songling"], "by the sound of their names"
    heping, songling = view.parts
    assert [f.year for f in songling.figures] == sorted((f.year for f in songling.figures), reverse=True)
    marked = songling.figures[0]
    start, end, _ = marked.spans[0]
    assert marked.quote[start:end] == "600个"
    assert songling.chart is not None
    assert {b.kind for b in songling.chart.bars} == {"plan", "done"}
    assert "2024年目标 900个" in songling.chart.description
    assert heping.chart is None


def test_every_office_has_a_page(invent: Callable[..., Collection], invented: Collection) -> None:
    more = tuple(Agency(f"yi-{i}", f"松岭县第{w}镇人民政府", (f"第{w}镇",)) for i, w in enumerate("甲乙丙丁"))
    extra = tuple((a.id, "总结", 2025, "2026-01-09", "新增公办学位90个。") for a in more)
    pages = every_ledger_page(invent(extra=extra, offices=(*invented.agencies, *more)))
    assert [link.path for link in ledger(pages).offices][-1] == "ledger/yi-3/"
    assert office_of(pages, "yi-0").id == "yi-0"


def test_old_years_have_pages_of_their_own(invent: Callable[..., Collection]) -> None:
    extra = tuple(("songling", "总结", y, f"{y + 1}-01-09", f"新增公办学位{y - 1900}个。") for y in range(2012, 2024))
    pages = every_ledger_page(invent(extra=extra))
    office = office_of(pages, "songling")
    assert [column.title for column in office.columns] == ["2026", "2025", "2024", "2023", "2022", "2021"]
    assert [(y.path, y.note) for y in office.years][3:5] == [(f"ledger/songling/{y}/", "各指标的数字") for y in (2020, 2019)]
    older = page(pages, "ledger/songling/2016/").view
    assert isinstance(older, OfficeYearView)
    assert [[f.text for f in cell.figures] for theme in older.themes for line in theme.lines for cell in line.cells] == [["116个"]]


def test_a_table_has_as_many_years_as_there_is_room_for(invented: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.indicator_slugs.TABLE_FIGURES", 6)
    pages = every_ledger_page(invented)
    assert [column.title for column in office_of(pages, "songling").columns] == ["2026", "2025"] or len(office_of(pages, "songling").columns) == 1
    assert {y.path for y in office_of(pages, "songling").years} >= {"ledger/songling/2024/"}


def test_a_line_is_found_where_its_figures_are(invent: Callable[..., Collection]) -> None:
    extra = (*(("heping", "总结", y, f"{y + 1}-01-09", "建成口袋公园3个。") for y in range(2016, 2025)), ("heping", "总结", 2012, "2013-01-09", "城镇登记失业率2.5%。"))
    c = invent(extra=extra)
    series = next(s for s in c.facts.series if s.agency == "heping" and "unemployment" in s.key)
    path = indicator_path(c, series)
    assert path == f"ledger/heping/2012/#{indicator_slug(series)}" or series.key in c.indicators
    assert line_path(c, series) == f"ledger/heping/2012/#{indicator_slug(series)}"


def test_an_old_address_of_an_indicator_leads_to_its_line(invented: Collection) -> None:
    files = {f.path: f.content.decode() for f in indicator_redirects(invented, portable=False)}
    assert 'url=../../ledger/songling/#retail-sales"' in files["ledger/retail-sales/index.html"]
    assert "ledger/gdp/index.html" not in files
    portable = {f.path: f.content.decode() for f in indicator_redirects(invented, portable=True)}
    assert 'url=../../ledger/songling/index.html#retail-sales"' in portable["ledger/retail-sales/index.html"]


def test_addresses_have_one_owner(invented: Collection) -> None:
    assert slug_problems(ledger_slugs(invented), [a.id for a in invented.agencies]) == []
    gdp = next(s for s in invented.facts.series if s.key == "gdp")
    (problem,) = slug_problems({gdp.key: indicator_slug(gdp)}, ["gdp"])
    assert (problem.severity, problem.code) == ("error", "ledger.address-twice")
    assert slug_problems({gdp.key: indicator_slug(gdp)}, ["songling"]) == []


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
        "可能对应",
        "没有认出写明数字的说法",
        "未见总结",
        "未到期",
    ]
    assert "亩" in next(u.units for u in view.units if u.title == "面积")
    assert view.rules == len(invented.facts.rules.grammar.rules)
    every = page(pages, "ledger/method/rules/").view
    assert isinstance(every, RulesView)
    assert sum(len(f.rules) for f in every.families) == view.rules, "a family without a title"
    assert not any(u.title.isascii() for u in view.units), "every dimension has a Chinese name"


def test_falls_are_drawn_to_the_left(invented: Collection) -> None:
    gdp = next(s for s in invented.facts.series if s.key == "gdp")
    years = tuple(replace(y, actuals=tuple(replace(r, growth=-2.0) for r in y.actuals)) for y in gdp.years)
    values = comparable(replace(gdp, years=years), invented.facts.rules)
    assert values is not None
    chart = bar_chart("生产总值", values)
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
    assert figure_text(replace(row, value=None, unit="", growth=2.5, indicator="出口增长")).text == "2.5%"
    assert figure_text(replace(row, growth=6.0, growth_comparison="approx", growth_qualifier="左右")).text == "14公里，增长6%左右"
    assert figure_text(replace(row, value=-5, unit="%", measure="annual_average", flow="rate", several_years=True)).text == "下降5%（年均）"
    assert figure_text(replace(row, expected=True)).text == "预计14公里"
    assert figure_text(replace(row, stage="started", growth=6.0)).text == "14公里（开工），增长6%"
    assert figure_text(replace(row, stage="started", indicator="开工建设河道")).text == "14公里"
    assert figure_text(replace(row, stage="completed")).text == "14公里"
    assert figure_text(replace(row, value=None, unit="", growth=5.0, expected=True)).text == "预计增长5%"


@pytest.mark.parametrize(
    ("quote", "printed", "value", "unit", "qualifier", "text"),
    [
        ("开展宣讲140余期", "140余期", 140, "期", "余", "140余期"),
        ("惠及2万多户", "2万多户", 2, "万户", "多", "2万多户"),
        ("发放资金3余亿元", "3余亿元", 3, "亿元", "余", "3余亿元"),
        ("整改隐患十余处", "十余处", 10, "处", "余", "10余处"),
        ("产值突破万亿元", "万亿元", 1, "万亿元", "突破", "突破万亿元"),
        ("种树500株有余", "500株", 500, "株", "有余", "500株有余"),
        ("修路近90公里", "90公里", 90, "公里", "近", "近90公里"),
    ],
)
def test_a_qualifier_stays_where_it_is_printed(
    invented: Collection, quote: str, printed: str, value: float, unit: str, qualifier: str, text: str
) -> None:
    at = quote.index(printed)
    row = replace(row_of(invented, "整治河道14公里"), quote=quote, start=0, value_start=at, value_end=at + len(printed), value=value, unit=unit)
    assert figure_text(replace(row, comparison="ge", qualifier=qualifier)).text == text


def result(words: str) -> IndicatorRow:
    """The one figure of a summary of these words."""
    front = "id: a\ntitle: 青禾市2025年工作总结\nagency: a\nkind: 总结\nyear: 2025\nsummary: 概述。"
    report = read_report(f"---\n{front}\n---\n\n{words}。\n", "a.md", (Agency("a", "青禾市"),), (ReportKind("zongjie", "总结", "actual"),)).report
    assert report is not None
    (row,) = extract_rows(report, "actual", load_rules()[0])
    return row


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("推进老旧小区改造19个", "推进中"), ("加快30个项目建设", "推进中"), ("正在推进6个园区建设", "推进中"),
        ("实施城中村改造3.6万户", "实施"), ("开工改造城中村6万户", "开工"), ("6个园区启动建设", "开工"),
        ("推进改造，完成老旧小区改造19个", "完成"), ("推动新增就业5万人", "完成"), ("推动地区生产总值突破5万亿元", "完成"), ("举办活动5场", "完成"),
        ("走访企业5家", "实际"), ("检查场所5家次", "实际"), ("签约项目5个", "实际"), ("绿电占比达70%", "实际"), ("5名职工获奖", "实际"),
        ("受理信访案件5宗", "实际"), ("办结信访案件5宗", "完成"),
    ],
)  # fmt: skip
def test_what_is_not_done_is_not_called_so(words: str, word: str) -> None:
    row = result(words)
    assert (kind_word(row), kind_tag(row)) == (word, {"完成": "done", "实际": "said"}.get(word, "held"))
    assert kind_word(replace(row, kind="target")) == "目标"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("协议投资总额超5亿元", "计划中"), ("计划投资额12亿元", "计划中"), ("项目达产后年产值2亿元", "计划中"), ("现有学校5所", "现状"), ("现有总投资5亿元的项目", "现状"),
        ("青溪产业园总投资3亿元，地块已动工", "计划中"), ("面向民间资本推介重大项目总投资约2亿元", "计划中"), ("总投资5亿元的水厂开工", "计划中"),
        ("青溪水厂总投资3亿元，已建成投用", "现状"), ("总投资5亿元的水厂竣工", "现状"), ("项目总投资3亿元，预计明年建成", "计划中"),
    ],
)  # fmt: skip
def test_what_is_only_planned_or_agreed_is_not_called_there(words: str, word: str) -> None:
    row = result(words)
    assert (row.kind, kind_word(row), kind_tag(row)) == ("state", word, "held")


def test_a_chart_draws_nothing_as_done_that_is_not() -> None:
    rules, done, going = load_rules()[0], result("改造老旧小区21个"), result("推进老旧小区改造19个")
    years = tuple(YearFigures(y, (replace(done, kind="target", year=y),), (replace(r, year=y),)) for y, r in ((2024, done), (2025, going)))
    values = comparable(IndicatorSeries("qinghe", "old-communities", "老旧小区改造", "居住", True, years), rules)
    assert values is not None
    assert [(p.year, p.kind) for p in values.points] == [(2024, "target"), (2024, "actual"), (2025, "target")]
    assert bar_chart("小区", values).notes == ("2025年结果：完工和开工、新增和总量不是一回事，不在图里。",)
    again = replace(values, left_out=(*values.left_out, (2026, "actual", "stage"), (2026, "target", "stage")))
    assert bar_chart("小区", again).notes == (
        "2025年、2026年结果：完工和开工、新增和总量不是一回事，不在图里。",
        "2026年目标：完工和开工、新增和总量不是一回事，不在图里。",
    )


def test_an_indicator_is_drawn_once_and_where_there_is_room(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    extra = tuple(("songling", "总结", y, f"{y + 1}-01-09", f"全年新增公办学位{y - 1000}个。") for y in range(2012, 2024))

    def themes(page: Any) -> Any:
        return page.view.themes

    def drawn() -> list[str]:
        pages = [p for p in every_ledger_page(invent(extra=extra)) if p.kind in {"ledger_office", "ledger_year"}]
        return [p.path for p in pages for theme in themes(p) for line in theme.lines if line.chart and "学位" in line.name and "songling" in p.path]

    assert drawn() == ["ledger/songling/"]
    monkeypatch.setattr("builder.pages.ledger_cells._ROOM", 0)
    assert drawn() == []


def test_a_bar_has_its_number() -> None:
    """居民消费价格涨幅2%左右 is a growth by its name and printed as a level."""
    rules, row = load_rules()[0], replace(result("居民消费价格涨幅2%左右"), kind="target")
    years = tuple(YearFigures(y, (replace(row, year=y),), ()) for y in (2025, 2026))
    values = comparable(IndicatorSeries("qinghe", "cpi", "居民消费价格涨幅", "经济", True, years), rules)
    assert values is not None
    assert values.aspect == "growth"
    assert [b.label for b in bar_chart("物价", values).bars] == ["2025年目标 2%左右", "2026年目标 2%左右"]


def test_a_bar_says_once_what_is_only_expected() -> None:
    rules, row = load_rules()[0], replace(result("生产总值增长5.2%左右"), expected=True)
    years = tuple(YearFigures(y, (), (replace(row, year=y),)) for y in (2024, 2025))
    values = comparable(IndicatorSeries("qinghe", "gdp", "地区生产总值", "经济", True, years), rules)
    assert values is not None
    assert [b.label for b in bar_chart("生产总值", values).bars] == ["2024年预计 增长5.2%左右", "2025年预计 增长5.2%左右"]


def test_two_figures_of_one_year_are_no_chart() -> None:
    rules, done = load_rules()[0], result("改造老旧小区21个")
    one = YearFigures(2024, (replace(done, kind="target", year=2024),), (replace(done, year=2024),))
    for years, drawn in (((one,), False), ((one, replace(one, year=2025, actuals=(replace(done, year=2025),))), True)):
        values = comparable(IndicatorSeries("qinghe", "old-communities", "老旧小区改造", "居住", True, years), rules)
        assert values is not None
        assert bool(chart_of("小区", values)) is drawn


def test_what_a_report_claims_of_its_task_is_its_own_word(invented: Collection) -> None:
    row = replace(row_of(invented, "整治河道14公里"), value=25, unit="%", measure="over_completion")
    assert figure_text(row).text == "超额25%（即完成125%）"
    assert (kind_word(row), kind_tag(row)) == ("自报", "quiet")
    assert kind_word(replace(row, kind="target")) == "目标"


def test_a_figure_says_a_thing_once(invented: Collection) -> None:
    row = row_of(invented, "整治河道14公里")
    assert figure_text(replace(row, value=1, unit="位", measure="rank", rank="全市第1")).text == "全市第1"
    assert figure_text(replace(row, rank="全市第14")).text == "14公里，全市第14", "a figure of its own"
    report = invented.report_by_id[row.report]
    twice = report_figures([row, replace(row, rank="全市前列")], report)
    assert [f.figure.text for f in twice] == ["14公里，全市前列"]
    assert [f.text for f in merged(figure_link(invented, r) for r in (row, replace(row, rank="全市前列")))] == ["14公里，全市前列"]


def test_links_carry_words_of_their_sentence(invented: Collection) -> None:
    row = row_of(invented, "学位880个")
    assert sentence_path(row) == f"reports/songling-2024-zongjie/?s=新增公办学位880个#{row.anchor}"
    report = invented.report_by_id[row.report]
    assert sentence_path(row, report) == f"reports/songling-2024-zongjie/?s=880个#{row.anchor}"
    odd = replace(row, quote="A&B 100%", start=0, value_start=4, value_end=8)
    assert sentence_path(odd).partition("?s=")[2].partition("#")[0] == "A%26B100%25"
    nowhere = replace(row, start=99)
    assert f"?s={row.quote[:12]}#" in sentence_path(nowhere), "a figure that stands in no place of its quote"


def test_key_figures_are_the_whole_s_and_no_state(invented: Collection) -> None:
    rows = invented.facts.rows["songling-2025-zongjie"]
    names = {f.name for f in key_figures(rows, invented.facts.rules, 9)}
    assert {"新增公办学位", "地区生产总值"} <= names
    read = [replace(r, kind="state") if "学位" in r.quote else replace(r, scope="园区") if "生产总值" in r.quote else r for r in rows]
    assert names - {f.name for f in key_figures(read, invented.facts.rules, 9)} == {"新增公办学位", "地区生产总值"}


def test_what_a_report_says_twice_is_one_entry(invent: Callable[..., Collection]) -> None:
    said = "全年新增公办学位910个。\n\n## 二、民生\n\n新增公办学位910个，全部投入使用。"
    pages = every_ledger_page(invent(extra=(("songling", "总结", 2023, "2024-01-09", said),)))
    view = page(pages, "ledger/new-school-places/").view
    assert isinstance(view, IndicatorView)
    (entry,) = [f for part in view.parts for f in part.figures if f.text == "910个"]
    assert [other.path != entry.path for other in entry.also] == [True]


PLANNED = ("songling", "计划", 2026, "2026-01-20", "进出口总额增长5%。")


def test_what_another_sentence_says_more_fully_is_one_entry(invent: Callable[..., Collection]) -> None:
    said = "进出口总额增长26.6%。\n\n## 二、外贸\n\n进出口总额约39.8亿元，增长26.6%。"
    view = page(every_ledger_page(invent(extra=(("songling", "总结", 2023, "2024-01-09", said), PLANNED))), "ledger/trade/").view
    assert isinstance(view, IndicatorView)
    (entry,) = [f for part in view.parts for f in part.figures if f.year == 2023]
    assert (entry.text, len(entry.also)) == ("约39.8亿元，增长26.6%", 1)


def test_a_chart_says_what_it_leaves_out(invent: Callable[..., Collection]) -> None:
    extra = (("songling", "总结", 2023, "2024-01-09", "全年地区生产总值109亿元。"),)
    view = page(every_ledger_page(invent(extra=extra)), "ledger/gdp/").view
    assert isinstance(view, IndicatorView)
    chart = view.parts[0].chart
    assert chart is not None
    assert chart.notes == ("2023年结果：认出的是总量，不是增幅，不在图里。",)
    assert chart.legend == "空心虚线是目标，实心是完成，同一年的才能互相比"


def test_a_chart_says_that_a_range_is_drawn_at_one_end(invented: Collection) -> None:
    gdp = next(s for s in invented.facts.series if s.key == "gdp")
    values = comparable(gdp, invented.facts.rules)
    assert values is not None
    points = tuple(replace(p, row=replace(p.row, value_max=9.5)) if p.kind == "target" and p.year == 2024 else p for p in values.points)
    assert "2024年目标：写的是一个范围，图里画的是前面那个数。" in bar_chart("生产总值", replace(values, points=points)).notes


def test_a_figure_with_a_poor_name_is_shown_by_its_sentence(invented: Collection) -> None:
    report = invented.report_by_id["heping-2025-zongjie"]
    rows = [replace(r, named=r.canonical != "") for r in invented.facts.rows[report.id]]
    poor = [f.name for f in report_figures(rows, report) if f.is_quote]
    assert "全镇新增公办学位120个，建成口袋公园2个，受理群众咨询310件" in poor
    chosen = [f.name for f in key_figures(rows, invented.facts.rules, 9)]
    assert chosen[0] == "新增公办学位"
    assert not any("咨询" in name for name in chosen)


def test_interest_names_known_indicators_and_themes(invented: Collection) -> None:
    rules = invented.facts.rules
    known = {i.id for i in rules.indicators} | {i.theme for i in rules.indicators}
    assert set(interest_order()) <= known
    ranks = interest_ranks(rules)
    assert ranks["gdp"] == 0
    assert ranks["new-school-places"] < ranks["urban-jobs"] < ranks["old-communities"] < ranks["retail-sales"]


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


def test_of_a_report_with_both_halves_the_decided_results_come_first(invented: Collection) -> None:
    done, ahead = (invented.facts.rows[f"songling-{name}"] for name in ("2025-zongjie", "2026-jihua"))
    schools = next(r for r in done if r.canonical == "new-school-places")
    chosen = key_figures([*ahead, *done], invented.facts.rules, 4, {id(schools): STATUS_BY_ID["missed"]})
    assert (chosen[0].name, chosen[0].kind, chosen[0].status and chosen[0].status.word) == ("新增公办学位", "完成", "未达到")
    assert chosen[1].name == "地区生产总值"
    assert all(f.kind == "完成" for f in chosen[:3])
    assert [f.kind for f in key_figures(ahead, invented.facts.rules, 4, {})] == ["目标", "目标"]


def test_open_data_follows_its_schemas(invented: Collection) -> None:
    figures = [indicator_json(r) for rows in invented.facts.rows.values() for r in rows]
    rows = [ledger_json(r, invented.agency_by_id[r.agency]) for r in invented.facts.ledger]
    assert rows[0]["agency_name"] == "松岭县人民政府"
    jsonschema.validate(figures, json.loads(read_default("schemas/indicators.schema.json")))
    jsonschema.validate(rows, json.loads(read_default("schemas/ledger.schema.json")))
    assert {r["verdict"] for r in rows} >= {"met", "close", "missed", "not_found", "not_due"}


def test_a_chart_says_of_a_rate_that_it_is_one() -> None:
    rules = load_rules()[0]
    firms = [replace(result(f"经营主体总数达{n}万户"), year=y) for n, y in ((8, 2024), (9, 2025))]
    grows = replace(result("经营主体增长5%"), kind="target", year=2025)
    years = (YearFigures(2024, (), (firms[0],)), YearFigures(2025, (grows,), (firms[1],)))
    values = comparable(IndicatorSeries("qinghe", "market-entities", "经营主体数量", "经济", True, years), rules)
    assert values is not None
    assert bar_chart("经营主体", values).notes == ("2025年目标：认出的是增幅，不是总量，不在图里。",)


def test_what_may_count_from_before_its_year_says_so() -> None:
    assert figure_text(result("办榜累计13期")).text == "13期（累计）"
    assert figure_text(result("2024年办榜累计13期")).text == "13期"
    assert figure_text(result("办榜13期")).text == "13期"


@pytest.mark.parametrize(
    ("words", "text"),
    [("居民消费价格上涨0.5%", "0.5%"), ("居民消费价格下降0.1%", "-0.1%"), ("居民消费价格涨幅2%左右", "2%左右"), ("工业投资增长5%", "增长5%")],
)
def test_no_rate_of_growth_grows(words: str, text: str) -> None:
    assert figure_text(result(words)).text == text
