"""Days to come: what is scheduled is no mistake, what would be shown too early or never on its day is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builder.checks.collection import check_collection
from builder.commands.collect import is_public
from builder.content.kinds import parse_kinds
from builder.content.read import read_report
from builder.defaults import read_default
from builder.model import Agency, Report
from builder.problems import Location
from tests.support import REPORT

KINDS = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
TODAY = date(2026, 11, 28)
FIRST_LINE = 8  # of what is written below the summary


def report(*fields: str) -> Report:
    text = REPORT.replace("summary: 回顾全年工作。\n", "summary: 回顾全年工作。\n" + "".join(f + "\n" for f in fields))
    found = read_report(text, "a.md", (Agency("qinghe", "清河镇人民政府"),), KINDS)
    assert found.report is not None
    assert found.problems == ()
    return found.report


def told(*fields: str, today: date = TODAY) -> list[tuple[int, str, str, str]]:
    return [(p.location.line, p.severity, p.code, p.action) for p in check_collection([report(*fields)], today)]


@pytest.mark.parametrize("name", ["published", "written"])
@pytest.mark.parametrize("due", ["2026-12-05", "2026-12-20"])
def test_a_scheduled_report_may_carry_the_days_it_will_be_seen_with(name: str, due: str) -> None:
    fields = (f"{name}: 2026-12-05", f"publish_on: {due}")
    assert told(*fields) == []
    assert not is_public(report(*fields), TODAY)


def test_nothing_is_wrong_on_any_day_of_a_schedule() -> None:
    scheduled = report("written: 2026-12-04", "published: 2026-12-05 09:30", "publish_on: 2026-12-05")
    for days in range(-3, 12):
        today = date(2026, 12, 5) + timedelta(days)
        assert list(check_collection([scheduled], today)) == []
        assert is_public(scheduled, today) == (days >= 0)


@pytest.mark.parametrize("name", ["published", "written"])
def test_without_a_schedule_a_day_to_come_is_a_mistake(name: str) -> None:
    assert told(f"{name}: 2026-12-05") == [(FIRST_LINE, "error", "date.future", "核对日期；要定时公开请用 publish_on")]


@pytest.mark.parametrize("due", ["2026-11-01", "2026-12-04"])
@pytest.mark.parametrize("name", ["published", "written"])
def test_a_schedule_before_that_day_is_told_now_and_not_on_the_day(name: str, due: str) -> None:
    """On its day the report would be shown with a date still to come, and the build would stop unattended."""
    found = told(f"{name}: 2026-12-05", f"publish_on: {due}")
    assert found == [(FIRST_LINE, "error", "date.future", "核对日期；把 publish_on 改为 2026-12-05 或更晚")]
    said = next(iter(check_collection([report(f"{name}: 2026-12-05", f"publish_on: {due}")], TODAY))).found
    assert due in said


@pytest.mark.parametrize("schedule", [(), ("publish_on: 2026-12-01",)])
def test_a_draft_blocks_nothing(schedule: tuple[str, ...]) -> None:
    assert told("draft: true", "published: 2026-12-05", "written: 2026-12-05", *schedule) == []


def test_the_day_itself_is_not_to_come() -> None:
    assert told("published: 2026-11-28", "written: 2026-11-28") == []


def test_a_schedule_of_the_past_is_nothing_to_mind() -> None:
    assert told("published: 2026-03-02", "publish_on: 2026-03-01") == []


@pytest.mark.parametrize("other", ["qinghe-2024-zongjie", "nobody"])
def test_a_successor_is_another_report(other: str) -> None:
    assert told(f"successor: {other}") == [(FIRST_LINE, "error", "successor.unknown", "改正 id，或删去")]


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("qinghe-2024-zongjie", False), ("qinghe-2023-zongjie", True), ("qinghe/qinghe-2025-jihua", True), ("2024年工作总结", False), ("a", False)],
)
def test_a_file_that_is_named_like_another_id_is_told(name: str, is_told: bool) -> None:
    found = list(check_collection([replace(report(), location=Location(f"content/reports/{name}.md", 1))], TODAY))
    assert [(p.severity, p.code, p.location.line) for p in found] == ([("notice", "id.file-name", 2)] if is_told else [])
