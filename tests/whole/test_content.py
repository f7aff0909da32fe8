"""The shipped texts hold what the originals hold: value and unit of every labelled figure.

The labels do not ship; where they are absent this is skipped.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from builder.content.read import read_report
from builder.content.site_files import parse_agencies, parse_kinds
from builder.defaults import read_default
from builder.text import chinese_number
from tests.support import ROOT, SHARED

LABELS = SHARED / "gold"
# Label of an original → the report that restates it.
RESTATED = {"000": "xiqu-2024-zongjie", "001": "xiqu-2023-jihua", "002": "xiqu-2026-jihua", "003": "shiqiao-2023-zongjie", "004": "xiqu-2020-jihua"}
MULTIPLIERS = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}
NUMBER = re.compile(r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二三四五六七八九十百千两半]+)(?:余|多|几)?(万亿|千亿|百亿|千万|百万|[百千万亿])?(?:余|多)?")

needs_labels = pytest.mark.skipif(not (LABELS / "indicators.json").is_file(), reason="the labels of the originals do not ship with the project")


def texts() -> dict[str, str]:
    """Report id → its whole text without white space."""
    kinds = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
    offices = parse_agencies((ROOT / "content" / "agencies.yml").read_text(encoding="utf-8"), "agencies.yml")[0]
    found: dict[str, str] = {}
    for path in sorted((ROOT / "content" / "reports").rglob("*.md")):
        report = read_report(path.read_text(encoding="utf-8"), path.name, offices, kinds).report
        assert report is not None, path
        found[report.id] = "".join(report.text.split())
    return found


def amounts(text: str) -> list[tuple[float, str]]:
    """Every number with what follows it: (value with its multiplier, the rest)."""
    found: list[tuple[float, str]] = []
    for match in NUMBER.finditer(text):
        digits = match[1].replace(",", "")
        value = 0.5 if digits == "半" else float(digits) if digits[0].isdigit() else chinese_number(digits)
        if value is not None:
            found.append((float(value) * MULTIPLIERS[match[2] or ""], text[match.end() : match.end() + 8]))
    return found


def holds(row: dict[str, Any], numbers: list[tuple[float, str]]) -> bool:
    """Does the text state this value in this unit, or where only a growth is labelled, that growth?"""
    value, unit = (row["value"], row["unit"] or "") if row["value"] is not None else (abs(row["growth"] or 0), "%")
    multiplier, name = next(((m, unit[len(w) :]) for w, m in sorted(MULTIPLIERS.items(), key=lambda i: -len(i[0])) if w and unit.startswith(w)), (1.0, unit))
    wanted = value * multiplier
    return any(abs(found - wanted) <= 1e-9 * max(1.0, wanted) and (rest.startswith(name) or not name) for found, rest in numbers)


@needs_labels
def test_nearly_every_figure_is_restated() -> None:
    numbers = {name: amounts(text) for name, text in texts().items()}
    rows = [r for r in json.loads((LABELS / "indicators.json").read_text(encoding="utf-8"))["indicators"] if r["tier"] == "core"]
    missing = [f"{RESTATED[r['report']]}: {r['value']}{r['unit']}（{r['quote']}）" for r in rows if not holds(r, numbers[RESTATED[r["report"]]])]
    share = 1 - len(missing) / len(rows)
    assert share >= 0.98, f"{share:.1%}\n" + "\n".join(missing)


@needs_labels
def test_every_original_has_its_restatement() -> None:
    reports = {r["report"] for r in json.loads((LABELS / "import.json").read_text(encoding="utf-8"))["reports"]}
    assert reports == set(RESTATED)
    assert set(texts()) == set(RESTATED.values())


def test_restatements_are_worth_reading() -> None:
    for name, text in texts().items():
        assert 2300 <= len(text) <= 6000, (name, len(text))


def test_no_personal_data() -> None:
    """Identity numbers and private telephone numbers have no place in content."""
    for path in sorted(Path(ROOT / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)", text), path
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), path
