"""The gold set keeps its floors; measuring itself is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from builder.analysis.figures import load_rules
from builder.analysis.reading import extract_rows
from tests.unit.analysis.figures_gold import GOLD, gold_quality, read_gold, table
from tests.unit.analysis.figures_quality import Label, measure

pytestmark = pytest.mark.parts


def test_the_gold_set_keeps_its_floors() -> None:
    floors = yaml.safe_load((GOLD / "floors.yml").read_text(encoding="utf-8"))
    quality = gold_quality()
    report = table(quality) + "\n" + "\n".join(quality.wrong)
    for name in ("precision", "recall", "value_precision", "value_recall"):
        assert getattr(quality, name) >= floors[name], report
    for name, floor in floors["fields"].items():
        assert quality.fields[name] >= floor, report


def test_labels_stand_once_in_their_report() -> None:
    reports, labels = read_gold()
    texts = {report.id: "\n".join(p.text for p in report.paragraphs) for report, _ in reports}
    assert [label.snippet for label in labels if texts[label.report].count(label.snippet) != 1] == []


def test_a_wrong_field_and_a_false_row_are_counted() -> None:
    reports, labels = read_gold()
    report, half = reports[2]
    rules, _ = load_rules()
    rows = extract_rows(report, half, rules)  # type: ignore[arg-type]
    texts = {report.id: {p.id: p.text for p in report.paragraphs}}
    spoiled = [(report.id, replace(rows[0], unit="米")), (report.id, rows[0])]
    quality = measure(spoiled, [Label(report.id, labels[-14].snippet, labels[-14].fields)], texts)
    assert (quality.value_precision, quality.recall) == (0.5, 0.0)
    assert quality.fields["unit"] == 0.0
