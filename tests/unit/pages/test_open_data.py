"""The tables that spreadsheets open, the package that describes them, and the zip that holds them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from builder.content.site_files import SiteInfo
from builder.model import Licence
from builder.pages.collection import Collection
from builder.pages.data import BOM
from builder.pages.data_columns import (
    COMPARISONS,
    HALVES,
    INDICATOR_COLUMNS,
    LEDGER_COLUMNS,
    MEASURES,
    ONE_TOPIC_COLUMNS,
    REPORT_COLUMNS,
    TOPIC_COLUMNS,
)
from builder.pages.data_rows import indicator_csv_row, indicator_json, ledger_csv_row, ledger_json
from builder.pages.key_figures import KIND_WORDS, STAGE_WORDS, kind_word
from builder.pages.open_data import ARCHIVE, PACKAGE, pack
from builder.pages.page import Outfile
from tests.shares import data_files

TABLES = {"reports": REPORT_COLUMNS, "indicators": INDICATOR_COLUMNS, "ledger": LEDGER_COLUMNS, "topics": TOPIC_COLUMNS}
BASE = "https://example.org/x/"


def published(c: Collection) -> dict[str, bytes]:
    return data_files(c)[1]


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def files(invented: Collection) -> dict[str, bytes]:
    return published(replace(invented, site=SiteInfo("松岭公开", base_url=BASE)))


@pytest.mark.parametrize("name", TABLES)
def test_heads_are_chinese_one_meaning_a_column_each_explained(files: dict[str, bytes], name: str) -> None:
    heads = files[f"data/{name}.csv"].decode().removeprefix(BOM).splitlines()[0].split(",")
    assert heads == [c.head for c in TABLES[name]]
    assert len(set(heads)) == len(heads)
    assert all("\u4e00" <= head[0] <= "\u9fff" for head in heads)
    assert all(c.what for c in TABLES[name])


def test_a_figure_stands_with_its_office_document_and_link(files: dict[str, bytes]) -> None:
    rows = table(files, "indicators")
    rate = next(r for r in rows if r["原句"].startswith("地区生产总值增长6%左右"))
    wanted = {
        "机构": "松岭县人民政府", "文件": "松岭县2025年工作计划", "目标或完成": "目标", "怎样比": "约", "限定词": "左右", "比上年增长（%）": "6.0", "版本": "原文",
        "数值": "", "单位": "", "数的种类": "比上年增长",
    }  # fmt: skip
    assert rate.items() >= wanted.items()
    assert rate["链接"].startswith(f"{BASE}reports/songling-2025-jihua/#")
    amount = next(r for r in rows if r["指标"] == "地区生产总值" and r["数值"])
    assert (amount["数值"], amount["单位"], amount["比上年增长（%）"]) == ("121", "亿元", "5.7")


def test_a_figure_whose_name_says_too_little_is_marked(invented: Collection) -> None:
    row = next(r for rows in invented.facts.rows.values() for r in rows if r.canonical == "gdp")
    bare = replace(row, indicator="占比", canonical="", named=False, context="")
    assert (indicator_json(row)["named"], indicator_csv_row(row, indicator_json(row), invented)["named"]) == (True, "")
    assert (indicator_json(bare)["named"], indicator_csv_row(bare, indicator_json(bare), invented)["named"]) == (False, "否")
    promise = next(p for p in invented.facts.ledger if p.promise.canonical)
    for one, named, cell in ((promise, True, ""), (replace(promise, promise=bare), False, "否")):
        assert (ledger_json(one, invented.agency_by_id[one.agency])["named"], ledger_csv_row(one, invented)["named"]) == (named, cell)


def test_a_bare_amount_is_told_with_what_it_is_of(invented: Collection) -> None:
    row = next(r for rows in invented.facts.rows.values() for r in rows if r.canonical == "gdp")
    assert indicator_json(replace(row, indicator="总投资", canonical="", context="签约项目"))["indicator"] == "签约项目总投资"


def test_open_data_says_what_the_pages_say_of_a_figure(invented: Collection) -> None:
    row = next(row for rows in invented.facts.rows.values() for row in rows if row.kind == "actual")
    begun = replace(row, stage="started", indicator="新开工项目", growth=None, value=5.0, unit="个", flow="", measure="level")
    assert indicator_csv_row(begun, indicator_json(begun), invented)["kind"] == kind_word(begun) == "开工"
    planned = replace(row, kind="target", undated=True)
    cells = indicator_csv_row(planned, indicator_json(planned), invented)
    assert (cells["year"], cells["span_from"], cells["span_to"]) == (None, None, None), "nobody said when"
    assert (indicator_json(planned)["undated"], indicator_json(row)["undated"]) == (True, False)


def test_the_ledger_has_both_figures_as_printed_and_the_verdict_in_words(files: dict[str, bytes]) -> None:
    row = next(r for r in table(files, "ledger") if r["指标"] == "新增公办学位" and r["年份"] == "2025")
    assert (row["目标"], row["结果"], row["结论"], row["结果的文件"]) == ("800个", "760个", "未达到", "松岭县2025年工作总结")
    assert row["结果的链接"].startswith(f"{BASE}reports/songling-2025-zongjie/#")


def test_every_code_of_the_data_has_a_word(invented: Collection) -> None:
    rows = [row for found in invented.facts.rows.values() for row in found]
    assert {r.kind for r in rows} <= set(KIND_WORDS)
    assert {r.comparison for r in rows} <= set(COMPARISONS)
    assert {r.measure for r in rows} <= set(MEASURES)
    assert {r.stage for r in rows} <= {"", *STAGE_WORDS}
    assert set(HALVES) >= {"target", "actual", "state", "both"}


def test_the_package_describes_the_tables_as_they_are(files: dict[str, bytes]) -> None:
    package = json.loads(files[PACKAGE])
    assert package["homepage"] == f"{BASE}data/"
    assert "licenses" not in package, "none is assumed"
    for resource in package["resources"]:
        content = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert [f["name"] for f in resource["schema"]["fields"]] == [c.head for c in TABLES[resource["name"]]]
        for row in table(files, resource["name"]):
            for field in resource["schema"]["fields"]:
                if field["type"] in {"integer", "number"} and row[field["name"]]:
                    float(row[field["name"]])


def test_the_zip_holds_package_and_tables_and_is_the_same_each_time(files: dict[str, bytes], invented: Collection) -> None:
    with zipfile.ZipFile(io.BytesIO(files[ARCHIVE])) as archive:
        assert archive.namelist() == ["datapackage.json", *(f"{name}.csv" for name in TABLES)]
        assert archive.read("reports.csv") == files["data/reports.csv"]
        assert archive.testzip() is None
    again = published(replace(invented, site=SiteInfo("松岭公开", base_url=BASE)))
    assert again == files
    assert pack([Outfile("a/b.txt", b"x")]) == pack([Outfile("a/b.txt", b"x")])


def test_the_version_changes_with_the_data_and_not_with_the_day(files: dict[str, bytes], invented: Collection) -> None:
    version = json.loads(files[PACKAGE])["version"]
    assert version.startswith("2026.01.22+")
    later = replace(invented, site=SiteInfo("松岭公开", base_url=BASE), as_of=invented.as_of.replace(year=2027))
    assert json.loads(published(later)[PACKAGE])["version"] == version
    first = later.reports[0]
    other = replace(later, reports=(replace(first, meta=replace(first.meta, summary="改过")), *later.reports[1:]))
    assert json.loads(published(other)[PACKAGE])["version"] != version


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        (Licence("CC BY 4.0", "https://example.org/by"), [{"name": "CC-BY-4.0", "path": "https://example.org/by", "title": "CC BY 4.0"}]),
        (Licence("署名即可", "https://example.org/by"), [{"path": "https://example.org/by", "title": "署名即可"}]),
        (Licence("署名即可"), None),
        (Licence(), None),
    ],
)
def test_a_licence_is_told_only_where_the_site_gives_one(invented: Collection, licence: Licence, told: object) -> None:
    package = json.loads(published(replace(invented, site=SiteInfo("松岭公开", licence=licence)))[PACKAGE])
    assert package.get("licenses") == told
    assert "homepage" not in package


def test_a_topics_own_table_repeats_nothing() -> None:
    assert [c.head for c in ONE_TOPIC_COLUMNS] == ["机构", "文件", "年份", "计划或总结", "顺带提到", "数字的年份", "原句", "版本", "链接"]
