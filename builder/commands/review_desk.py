"""The review page of ``gongkai serve``: shows what is least sure, takes a person's decisions, writes them beside the reports.

``devserver`` lets only requests through that may write; here a report is always found by its id among those that were
read, and nothing of a request ever becomes a path.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from builder.analysis.decisions import decide_ledger, decide_rows
from builder.commands.review import CannotAdd, with_decision
from builder.content.decisions import COMPARISONS, NOTHING, OF_PAIRS, FigurePlace, parse_decisions, review_name
from builder.devserver import NotWritten
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.key_figures import KIND_WORDS
from builder.pages.review import Item, Reading, review_items
from builder.problems import Problem
from builder.rendering.env import make_environment
from builder.site_root import read_text, write_review

PAGE = 20
_COMPARISON_WORDS = {"eq": "就是这个数", "ge": "以上、不少于", "le": "以内、不超过", "gt": "超过", "lt": "低于", "approx": "左右、约", "range": "区间"}
_FIELDS = ("indicator", "year", "kind", "value", "unit", "comparison", "growth")


@dataclass(slots=True)
class ReviewDesk:
    """What the last good build read, and what was decided since. ``today`` is the day that decisions bear."""

    root: Path
    today: date
    base: str = "/"
    _collect: Callable[[], Collection] | None = None  # of a build that nobody has looked at yet
    _collection: Collection | None = None
    _items: list[Item] = field(default_factory=list)
    _written: dict[str, int] = field(default_factory=dict)  # key of an item → number of the writing
    _writings: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> int:
        """A build begins; what is written from now on it may not have seen."""
        with self._lock:
            return self._writings

    def refresh(self, collect: Callable[[], Collection], begun: int) -> None:
        """A build is done: show what it read, gathered when somebody asks."""
        with self._lock:
            self._collect = collect
            self._written = {key: n for key, n in self._written.items() if n > begun}

    def _gather(self) -> None:
        """Within the lock: what the last build read."""
        if self._collect:
            self._collection = self._collect()
            self._items = review_items(self._collection)
            self._collect = None

    def show(self, query: str, token: str, failed: Sequence[str], refused: Mapping[str, str] | None = None, why: str = "") -> bytes:
        """The page; the query chooses a report, where to begin, an anchor for the form at its end.

        ``refused``: the fields of a form that was not written; it is shown again as it was filled in, with ``why``.
        """
        asked = {key: values[0] for key, values in parse_qs(query[:2000]).items()}
        with self._lock:
            self._gather()
            reports = [(r.id, self._collection.label(r)) for r in self._collection.living] if self._collection else []
            only = asked.get("report", "") if asked.get("report") in dict(reports) else ""
            items = [i for i in self._items if i.key not in self._written and (not only or only == i.first.place.report)]
        first = int(asked["from"]) if asked.get("from", "").isdecimal() and len(asked["from"]) < 7 else 0
        first = first if first < len(items) else 0
        meant = next((at for at, i in enumerate(items) if refused and i.key == refused.get("key")), first)
        first = first if first <= meant < first + PAGE else meant
        page = make_environment().get_template("review.html").render(
            token=token, base=self.base, items=items[first : first + PAGE], first=first, total=len(items), reports=reports, only=only,
            anchor=asked.get("anchor", ""), saved=asked.get("saved", ""), failed=failed, refused=refused or {}, why=why, kinds=list(KIND_WORDS.items()),
            comparisons=[(c, _COMPARISON_WORDS[c]) for c in COMPARISONS],
        )  # fmt: skip
        return page.encode()

    def take(self, fields: dict[str, str]) -> str:
        """Check a decision against what was read and write it; the query to go on with. Raises NotWritten, OSError."""
        with self._lock:
            self._gather()
            if self._collection is None:
                raise NotWritten("网站还没有生成过一次")
            key = fields.get("key", "")
            item = next((i for i in self._items if i.key == key), None) if key else None
            if key and item is None:
                raise NotWritten("这一处刚刚变了，请刷新后重新看")
            entry = _item_entry(item, fields) if item else _own_entry(fields, self._collection)
            entry |= {"date": self.today}
            if reason := fields.get("reason", "").strip():
                entry["reason"] = reason
            report = self._collection.report_by_id[str(entry.pop("report"))]
            self._check(report, entry)
            saved = self._write(report, entry)
            self._writings += 1
            if key:
                self._written[key] = self._writings
            return urlencode({"saved": saved} | _view(fields))

    def refuse(self, fields: dict[str, str], why: str, token: str, failed: Sequence[str]) -> bytes:
        """The page that the form was on, with what was wrong said in the form."""
        return self.show(urlencode(_view(fields)), token, failed, fields, why)

    def _check(self, report: Report, entry: dict[str, Any]) -> None:
        """Would it be applied? A decision that is stale from the start is none."""
        c = self._collection
        assert c is not None
        try:
            (decision,), _ = parse_decisions(with_decision("", report.id, dict(entry)), "", report.id)
        except CannotAdd as cannot:
            raise NotWritten(str(cannot).partition("：")[2]) from cannot
        one = {report.id: (decision,)}
        problems: list[Problem] = decide_rows(c.living, c.facts.rows, one, c.facts.rules)[1]
        problems += decide_ledger(c.facts.ledger, c.facts.rows, c.living, one, c.facts.rules)[1]
        if problems:
            raise NotWritten(problems[0].found.removeprefix("这个人工决定没有采用："))

    def _write(self, report: Report, entry: dict[str, Any]) -> str:
        shown = report.location.path
        name = review_name(shown)
        problems: list[Problem] = []
        path = self.root / name
        before = read_text(path, self.root, problems) if path.is_file() and not path.is_symlink() else ""
        if problems:
            raise NotWritten(f"{name} {problems[0].found}")
        try:
            text = with_decision(before or "", report.id, entry)
        except CannotAdd as cannot:
            raise NotWritten(f"{name} {cannot}") from cannot
        write_review(self.root, shown, text)
        return name


def _view(fields: Mapping[str, str]) -> dict[str, str]:
    """The part of the query that says what was being looked at: one report, from which item."""
    return {name: fields[key] for name, key in (("report", "only"), ("from", "from")) if fields.get(key)}


def _item_entry(item: Item, fields: dict[str, str]) -> dict[str, Any]:
    """A decision on something that was shown."""
    which, decision = fields.get("which", ""), fields.get("decision", "")
    if which == "pair":
        if item.other is None or decision not in OF_PAIRS:
            raise NotWritten("表单不完整")
        return _place_entry(item.first.place) | {"decision": decision, "with": _place_entry(item.other.place)}
    reading = {"first": item.first, "other": item.other}.get(which)
    if reading is None or decision not in {"confirm", "correct", "drop"}:
        raise NotWritten("表单不完整")
    entry = _place_entry(reading.place) | {"decision": decision}
    said = {key: fields.get(key, value).strip() for key, value in _shown(reading).items()}
    changed = {key: _plain(said[key] or NOTHING) for key, value in _shown(reading).items() if said[key] != value}
    if decision == "correct" and (empty := [word for key, word in (("indicator", "指标"), ("year", "年度")) if not said[key]]):
        raise NotWritten(f"{'、'.join(empty)}没有写")
    match decision:
        case "confirm":
            if changed:  # Enter in a field presses the first button
                raise NotWritten("改动了内容，没有按“照上面改正”")
            return entry | {"row": {key: _plain(value) for key, value in _shown(reading).items() if value}}
        case "correct":
            if not changed:
                raise NotWritten("没有改动任何一项；读对了就按“读对了”")
            return entry | {"row": changed}
        case _:
            return entry


def _own_entry(fields: dict[str, str], c: Collection) -> dict[str, Any]:
    """A decision on a place that the person named: a figure that was missed, or a pair."""
    decision = fields.get("decision", "")
    entry = _place_entry(_named_place(fields, "", c)) | {"decision": decision}
    if decision == "add":
        return entry | {"row": {key: _plain(value) for key in _FIELDS if (value := fields.get(key, "").strip())}}
    if decision in OF_PAIRS:
        return entry | {"with": _place_entry(_named_place(fields, "with_", c))}
    raise NotWritten("表单不完整")


def _named_place(fields: dict[str, str], prefix: str, c: Collection) -> FigurePlace:
    report, anchor, figure, nth = (fields.get(prefix + key, "").strip() for key in ("report", "anchor", "figure", "nth"))
    if report not in {r.id for r in c.living}:
        raise NotWritten("没有这份报告")
    if nth and not (nth.isascii() and nth.isdigit() and len(nth) < 4):
        raise NotWritten(f"第几处“{nth}”不是一个数")
    return FigurePlace(report, anchor, figure, int(nth or 0))


def _place_entry(place: FigurePlace) -> dict[str, Any]:
    parts = {"report": place.report, "anchor": place.anchor, "figure": place.figure, "nth": place.nth, "name": place.name}
    return {key: value for key, value in parts.items() if value}


def _shown(r: Reading) -> dict[str, str]:
    return {
        "indicator": r.place.name, "year": str(r.year), "kind": r.kind, "value": r.value, "unit": r.unit, "comparison": r.comparison, "growth": r.growth,
    }  # fmt: skip


def _plain(value: str) -> str | int:
    """Whole numbers without quotation marks in the file."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 and str(int(value)) == value else value
