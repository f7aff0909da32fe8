"""The content that is published, whatever it is: the only tests that read ``content/``; all others build ``tests/sites/``.

Without ``content/`` they are skipped; so is, in a fork with content of its own, what is said of the five restatements that
this project publishes. Their figures are compared with labels of the originals, which do not ship.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

import pytest

from builder.commands.collect import make_collection
from builder.commands.reading import Content, read_content
from builder.content.schemas import content_files
from builder.text import chinese_number
from tests.support import ROOT, SHARED
from tests.unit.content.test_schemas import errors_in

CONTENT = ROOT / "content"
LABELS = SHARED / "gold"
# Label of an original → the report that restates it.
RESTATED = {"000": "xiqu-2024-zongjie", "001": "xiqu-2023-jihua", "002": "xiqu-2026-jihua", "003": "shiqiao-2023-zongjie", "004": "xiqu-2020-jihua"}
MULTIPLIERS = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}
NUMBER = re.compile(r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二三四五六七八九十百千两半]+)(?:余|多|几)?(万亿|千亿|百亿|千万|百万|[百千万亿])?(?:余|多)?")

TODAY = datetime.now(timezone(timedelta(hours=8))).date()  # as the command does: what was published yesterday is no day to come

pytestmark = pytest.mark.skipif(not CONTENT.is_dir(), reason="there is no content/ to look at")
needs_labels = pytest.mark.skipif(not (LABELS / "indicators.json").is_file(), reason="the labels of the originals do not ship with the project")


@cache
def published() -> Content:
    """All of ``content/``, read and checked file by file."""
    return read_content(ROOT, TODAY, "", 1)


def texts() -> dict[str, str]:
    """Id → whole text without white space, of those of the five restatements that are there; without any the test is skipped."""
    wanted = set(RESTATED.values())
    found = {r.id: "".join(r.text.split()) for r in published().reports if r.id in wanted}
    if not found:
        pytest.skip(f"content/ holds none of {'、'.join(sorted(wanted))}")
    return found


def test_editors_take_what_is_published() -> None:
    """By the schemas of this very site, whose kinds may be its own."""
    looked = [(path, file) for file in content_files(published().words.kinds) for path in sorted(ROOT.glob(file.place))]
    assert looked
    assert [error for path, file in looked for error in errors_in(path, file)] == []


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


@pytest.mark.parametrize("name", sorted(RESTATED.values()))
def test_a_restatement_is_worth_reading(name: str) -> None:
    if name not in texts():
        pytest.skip(f"content/ does not hold {name}")
    assert 2300 <= len(texts()[name]) <= 6000


def test_nothing_in_it_is_a_mistake() -> None:
    content = published()
    problems = [*content.problems, *make_collection(content.words, content.sound, TODAY, 1)[1]]
    assert [str(p) for p in problems if p.severity == "error"] == []


def test_what_this_project_publishes_holds_no_personal_data() -> None:
    """Identity numbers and private telephone numbers have no place in content, dictionaries and columns included."""
    assert texts()
    for path in sorted(p for p in CONTENT.rglob("*") if p.suffix in {".md", ".yml"}):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)", text), path
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), path


def test_no_shipped_file_claims_that_a_person_reviewed_a_figure() -> None:
    assert [p.name for folder in ("content", "builder", "templates", "docs") for p in (ROOT / folder).rglob("*.review.yml")] == []
