"""Open data: what a spreadsheet opens is what the site says, and never a formula."""

from __future__ import annotations

import csv
import io

import pytest

from builder.pages.data import BOM, dump_csv, dump_json
from builder.pages.data_columns import Column


def cells(value: object) -> str:
    text = dump_csv([{"a": value, "b": 1}], (Column("a", "甲", ""), Column("b", "乙", ""))).decode()
    assert text.startswith(BOM)
    head, row = csv.reader(io.StringIO(text.removeprefix(BOM)))
    assert head == ["甲", "乙"]
    return row[0]


@pytest.mark.parametrize("empty", ["", None, [], ()])
def test_nothing_stays_nothing(empty: object) -> None:
    assert cells(empty) == ""


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cells(text) == "'" + text


@pytest.mark.parametrize(("value", "shown"), [(-3.5, "-3.5"), (7, "7"), ("西区，“一”\n二", "西区，“一”\n二"), (["甲", "乙"], "甲；乙")])
def test_values_stay_as_they_are(value: object, shown: str) -> None:
    assert cells(value) == shown


def test_rows_of_json_stand_on_lines_of_their_own() -> None:
    rows = [{"a": "甲", "b": [1, 2]}, {"a": "", "b": []}]
    assert dump_json(rows).decode() == '[\n{"a": "甲", "b": [1, 2]},\n{"a": "", "b": []}\n]\n'
    assert dump_json({"a": 1, "rows": rows}).decode() == '{\n"a": 1,\n"rows": [\n{"a": "甲", "b": [1, 2]},\n{"a": "", "b": []}\n]\n}\n'
    assert dump_json([]) == b"[]\n"
