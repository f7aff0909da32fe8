"""A table above the limit: an index and a file for each year, in which every row is found again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from builder.analysis.timeline import OfficeTimeline, Timeline, TimelineYear
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.defaults import read_default
from builder.pages import data
from builder.pages import open_data as module
from builder.pages.collection import Collection
from builder.pages.data_lines import TOPICS, Line, lean_rows
from builder.pages.data_parts import index, json_parts, lean
from builder.pages.open_data import ARCHIVE, PACKAGE
from tests.shares import data_files

pytestmark = pytest.mark.parts


def files_of(c: Collection) -> dict[str, bytes]:
    return data_files(c)[1]


@pytest.fixture(scope="module")
def whole(invented: Collection) -> dict[str, bytes]:
    return files_of(invented)


@pytest.fixture(scope="module")
def split(invented: Collection) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGEST", 2_000)
        return files_of(invented)


@pytest.mark.parametrize("name", ["reports", "indicators", "ledger"])
def test_a_reader_of_the_index_finds_all_rows(whole: dict[str, bytes], split: dict[str, bytes], name: str) -> None:
    rows = json.loads(whole[f"data/{name}.json"])
    parts = json.loads(split[f"data/{name}.json"])["parts"]
    found: list[Any] = []
    for part in parts:
        own = json.loads(split[f"data/{part['file']}"])
        jsonschema.validate(own, json.loads(read_default(f"schemas/{name}.schema.json")))
        assert part["rows"] == len(own)
        assert {row["year"] for row in own} == {part["year"]}
        found += own
    assert sorted(json.dumps(lean(row), sort_keys=True) for row in rows) == sorted(json.dumps(row, sort_keys=True) for row in found)
    assert len({json.dumps(sorted(row)) for row in rows}) == 1, "a whole file names every key in every row"


@pytest.mark.parametrize("name", ["reports", "indicators", "ledger"])
def test_the_csv_lists_a_zip_for_each_year(whole: dict[str, bytes], split: dict[str, bytes], name: str) -> None:
    listed = list(csv.DictReader(io.StringIO(split[f"data/{name}.csv"].decode("utf-8-sig"))))
    head, *rows = whole[f"data/{name}.csv"].decode("utf-8-sig").splitlines()
    found: list[str] = []
    for one in listed:
        with zipfile.ZipFile(io.BytesIO(split[one["链接"]])) as archive:
            (inside,) = archive.namelist()
            first, *own = archive.read(inside).decode("utf-8-sig").splitlines()
        assert (first, len(own)) == (head, int(one["行数"]))
        found += own
    assert sorted(found) == sorted(rows)


def test_the_page_leads_to_the_file_of_each_year(invented: Collection, split: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    assert not data_files(invented)[0].split
    monkeypatch.setattr(module, "LARGEST", 2_000)
    view = data_files(invented)[0]
    assert view.split
    assert {d.path for file in view.files for d in file.years} == {path for path in split if path.endswith(".csv.zip")}


def test_the_package_describes_the_files_of_each_year(split: dict[str, bytes]) -> None:
    package = json.loads(split[PACKAGE])
    for resource in package["resources"]:
        content = split[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        if "innerpath" in resource:
            assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [resource["innerpath"]]
    assert len({r["name"] for r in package["resources"]}) == len(package["resources"]) > 4
    with zipfile.ZipFile(io.BytesIO(split[ARCHIVE])) as archive:
        assert len(archive.namelist()) == 5


def test_topics_go_by_the_year_of_their_passages(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> None:
    mention = Mention("a", "songling-2025-jihua", "s1", "s1-1", "s1-1", 0, 2, (), 2025, "target", "一句")
    c = invent()
    years = (TimelineYear(2024, "mentioned", (), results=(replace(mention, year=2024),)), TimelineYear(2025, "mentioned", (), plans=(mention, mention)))
    told = Timeline(Topic("a", "甲"), (OfficeTimeline(c.agencies[0].id, years),))
    c = replace(c, topics=(Topic("a", "甲"), Topic("b", "乙")), facts=replace(c.facts, timelines=(told, Timeline(Topic("b", "乙"), ()))))
    monkeypatch.setattr(module, "LARGEST", 200)
    files = files_of(c)
    assert [p["year"] for p in json.loads(files["data/topics.json"])["parts"]] == [2024, 2025, None]
    (row,) = json.loads(files["data/topics/2025.json"])
    assert (row["id"], [e["year"] for e in row["entries"]]) == ("a", [2025, 2025])
    assert [row["id"] for row in json.loads(files["data/topics/none.json"])] == ["b"], "no report speaks of it"
    assert "data/topics/none.csv.zip" not in files


def test_a_topic_of_very_many_passages_takes_several_rows() -> None:
    lines = [Line("a", i, f'{{"n":{i}}}', "") for i in range(5)]
    assert lean_rows(TOPICS, lines, {"a": {"id": "a", "aliases": []}}, 2) == [
        '{"id":"a","entries":[{"n":0},{"n":1}]}', '{"id":"a","entries":[{"n":2},{"n":3}]}', '{"id":"a","entries":[{"n":4}]}',
    ]  # fmt: skip


def test_a_year_that_is_still_too_large_goes_on_in_another_file() -> None:
    row = {"year": 2024, "quote": "字" * 20, "no": None, "empty": "", "span": {"from": None, "to": 2024}}
    rows = [json.dumps(lean(row | {"n": i}), ensure_ascii=False) for i in range(50)]
    parts = json_parts(2024, rows, limit=1_000)
    assert [p.name for p in parts[:2]] == ["2024", "2024-2"]
    assert all(len(p.content) <= 1_000 for p in parts)
    assert [row["n"] for p in parts for row in json.loads(p.content)] == list(range(50))
    assert json.loads(index("x", [(p.name, p.year, p.rows) for p in parts]))["parts"][1] == {"year": 2024, "file": "x/2024-2.json", "rows": parts[1].rows}
    assert json.loads(parts[0].content)[0] == {"year": 2024, "n": 0, "quote": "字" * 20, "span": {"from": None, "to": 2024}}


def test_a_long_topic_is_zipped_and_its_address_says_where(invented: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = Topic("a", "甲")
    assert [f.path for f in data.topic_files(topic, ["x\r\n"] * 2, invented)] == ["data/topics/a.csv"] == [data.topic_csv_path(topic, 2)]
    monkeypatch.setattr(data, "_LONG", 1)
    listed, zipped = data.topic_files(topic, ["一句\r\n"] * 2, invented)
    assert (listed.path, zipped.path) == ("data/topics/a.csv", "data/topics/a.csv.zip")
    assert zipped.path in listed.content.decode()
    assert zipfile.ZipFile(io.BytesIO(zipped.content)).read("a.csv").decode().count("一句") == 2
