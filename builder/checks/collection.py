"""Rules that only the whole collection can break: duplicates, collisions, dates out of order."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from builder.checks.placeholders import FORM
from builder.checks.to_come import days_to_come
from builder.content.fields import ID_PATTERN
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import when_asked

_PLACE_ENDS = when_asked("街道|[镇乡县区市]")  # 柳塘街道 copied as 云溪街道
_FORM = "niandubaogao"
SAMPLE_AGENCY = "shili-jigou"  # the office of new_site/sample.md, made up
_SHORT = 60  # characters; shorter bodies may well be alike
_ASKED = when_asked(rf"{FORM}[^】\n]*】")
_CLAUSE = when_asked(r"[，。；：、！？\n]")
_SAYS_SOMETHING, _FEW = 6, 12  # characters of a clause, clauses of a text that say something
_WHOLE, _SKETCH, _MANY, _ALIKE = 32, 48, 12, 0.6  # bytes of a digest; hashes of a sketch; texts that share a clause nobody owns; share of the same ones



def check_collection(reports: Iterable[Report], as_of: date) -> Iterator[Problem]:
    """Ids, 索引号 (IDX-02) and old addresses are unique; a successor is there; nothing is shown with a day still to come (VETO-1)."""
    ids: dict[str, Report] = {}
    numbers: dict[str, Report] = {}
    addresses: dict[str, str] = {}
    reports = sorted(reports, key=lambda r: (r.meta.draft, r.location.path))  # a draft that wants what a published report has is told of it
    known = {r.meta.id for r in reports}
    for report in reports:
        meta = report.meta
        if meta.id in ids:
            other = ids[meta.id].location.path
            yield Problem(
                report.place("id"),
                "error",
                "id.duplicate",
                "id",
                f"“{meta.id}”和 {other} 相同",
                "全站唯一的 id",
                "改掉其中一个，例如加 -2",
            )
        ids.setdefault(meta.id, report)
        if meta.index_number:
            if meta.index_number in numbers:
                other = numbers[meta.index_number].location.path
                yield Problem(
                    report.place("index_number"),
                    "error",
                    "index-number.duplicate",
                    "index_number",
                    f"“{meta.index_number}”和 {other} 相同",
                    "一文一号",
                    "核对原件",
                )
            numbers.setdefault(meta.index_number, report)
        for number, address in enumerate(meta.redirect_from):
            if address in addresses:
                yield Problem(
                    report.place(f"redirect_from.{number}", "redirect_from"),
                    "error",
                    "redirect.duplicate",
                    "redirect_from",
                    f"“{address}”已被 {addresses[address]} 使用",
                    "只转向一处的旧地址",
                    "删去其中一个",
                )
            addresses.setdefault(address, report.location.path)
        if meta.successor and (meta.successor not in known or meta.successor == meta.id):
            yield Problem(
                report.place("successor"),
                "error",
                "successor.unknown",
                "successor",
                f"“{meta.successor}”",
                "另一份文件的 id",
                "改正 id，或删去",
            )
        yield from days_to_come(report, as_of)
        if meta.validity == "有效" and meta.expires and meta.expires < as_of:
            found = f"有效，有效期却到 {meta.expires} 为止"
            yield Problem(report.place("validity"), "warning", "validity.expired", "validity", found, "和有效期相符的有效性", "核对原件，改正 validity 或 expires")
        stem = PurePosixPath(report.location.path).stem
        if meta.id and stem != meta.id and ID_PATTERN.match(stem) and "-" in stem:  # a name of another form, 2024年总结.md, is meant so
            found = f"文件名是“{stem}.md”，id 是“{meta.id}”"
            yield Problem(report.place("id"), "notice", "id.file-name", "id", found, "和文件名一样的 id", "改成一样；公开过的只改文件名，id 就是网址")
        if report.meta.review and report.meta.review.date > as_of:
            found = f"{report.meta.review.date} 晚于今天 {as_of}"
            yield Problem(report.place("review"), "error", "review.date", "review.date", found, "审查的日期", "核对日期")


def check_sample(reports: Sequence[Report], *, official: bool) -> Iterator[Problem]:
    """The sample that comes with a new site, once there is anything else: it is made up, and no visitor came for it."""
    samples = [r for r in reports if r.meta.agency == SAMPLE_AGENCY and not r.meta.draft]
    if not official and len(samples) == len(reports):
        return
    for report in samples:
        folder = report.location.path.rpartition("/")[0]
        action = f"删去 {folder}/，再从 content/agencies.yml 里删去 {SAMPLE_AGENCY}"
        yield Problem(report.place("agency"), "error" if official else "warning", "report.sample", "", "随程序的示例还在，会一起公开", "只有真实的文件", action)


def check_days_given(reports: Iterable[Report], *, official: bool) -> Iterator[Problem]:
    """What an office's own catalogue tells of each document: when it was written, when published."""
    for report in reports if official else ():
        meta = report.meta
        if meta.draft or meta.withdrawn or meta.disclosure != "主动公开" or meta.agency == SAMPLE_AGENCY:
            continue
        for field, name, day in (("written", "成文日期", meta.written), ("published", "发布日期", meta.published or meta.publish_on)):
            if not day:
                action = f"照原件写上 {field}；原件没有的，写 waivers"
                yield Problem(report.place(field), "warning", "record.missing", field, f"没有写{name}", name, action)


def twin_digest(report: Report) -> bytes:
    """By which two texts are known to be the same, the two characters of places' names left out, and nearly the same: then a sketch of its clauses.

    Nothing of one too short to tell; what a form still asks for is nobody's words, and alike in all that were begun.
    """
    text = _ASKED.sub("", "\n".join(p.text for p in report.paragraphs))
    bare = "".join(piece[:-2] for piece in _PLACE_ENDS.split(text + "  "))
    return hashlib.sha256(bare.encode()).digest() + sketch(text) if len(bare) >= _SHORT else b""


def sketch(text: str) -> bytes:
    """The smallest hashes of a text's clauses: of two texts about as many are the same as of the clauses. Nothing of one with few."""
    clauses = {clause for clause in _CLAUSE.split(text) if len(clause) >= _SAYS_SOMETHING}
    if len(clauses) < _FEW:
        return b""
    return b"".join(h.to_bytes(4, "big") for h in sorted({zlib.crc32(c.encode()) for c in clauses})[:_SKETCH])


def _hashes(digest: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(digest[n : n + 4], "big") for n in range(_WHOLE, len(digest), 4))


def near_twins(sketches: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """(later, earlier) of texts of which most clauses are the same. A clause that many share tells nothing, and costs nothing."""
    having: dict[int, list[str]] = {}
    for name in sketches:
        for h in sketches[name]:
            having.setdefault(h, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in having.values():
        if 1 < len(names) <= _MANY:
            shared.update((later, earlier) for n, later in enumerate(names) for earlier in names[:n])
    told: set[str] = set()
    for (later, earlier), count in sorted(shared.items()):
        if later not in told and count > 2:
            both = sorted({*sketches[later], *sketches[earlier]})[: min(len(sketches[later]), len(sketches[earlier]))]
            same = set(sketches[later]) & set(sketches[earlier])
            if sum(h in same for h in both) >= _ALIKE * len(both):
                told.add(later)
                yield later, earlier


def check_twins(reports: Iterable[Report], digest: Callable[[Report], bytes] = twin_digest) -> Iterator[Problem]:
    """One document under two ids: the same record, or the same words. Told at the later file."""
    records: dict[tuple[str, ...], Report] = {}
    numbers: dict[tuple[str, str], Report] = {}
    texts: dict[bytes, Report] = {}
    sketches: dict[tuple[str, int | None], dict[str, tuple[int, ...]]] = {}
    told_of: set[str] = set()
    by_path: dict[str, Report] = {}
    for report in sorted(reports, key=lambda r: r.location.path):
        meta = report.meta
        if meta.withdrawn or meta.validity in {"废止", "失效"}:
            continue
        record = (meta.agency, str(meta.year), meta.kind, meta.period, "".join(meta.title.split()), meta.edition)
        number = (meta.agency, "".join(meta.document_number.split()))
        bearer = numbers.setdefault(number, report) if number[1] else report
        if bearer is not report and meta.successor != bearer.meta.id and bearer.meta.successor != meta.id:
            found = f"文号“{meta.document_number}”和 {bearer.location.path} 相同"
            yield Problem(report.place("document_number"), "warning", "report.twin", "document_number", found, "一文一号", "核对原件；同一份文件分开收的，写 waivers")
        whole = digest(report)
        text = whole[:_WHOLE]
        other, what = records.get(record), "机构、年份、体裁和标题"
        if other is None and text:
            other, what = texts.get(text), "正文"
            if other and other.meta.agency != meta.agency and meta.kind == _FORM:  # two offices fill in the same form alike
                other = None
        told = other is not None and (other.meta.id == meta.id or (meta.index_number and other.meta.index_number == meta.index_number))
        if other is not None and not told and meta.successor != other.meta.id and other.meta.successor != meta.id:
            alike = "（不计地名）" if what == "正文" and other.meta.agency != meta.agency else ""
            found = f"{what}和 {other.location.path} 相同{alike}"
            told_of.add(report.location.path)
            yield _twin(report, found)
        if whole[_WHOLE:] and meta.kind != _FORM:
            sketches.setdefault((meta.kind, meta.year), {})[report.location.path] = _hashes(whole)
            by_path[report.location.path] = report
        records.setdefault(record, report)
        texts.setdefault(text, report)
    for group in sketches.values():
        for later, earlier in near_twins(group):
            first, second = by_path[earlier].meta, by_path[later].meta
            told = first.index_number and first.index_number == second.index_number
            if later not in told_of and not told and first.id not in (second.successor, second.id) and second.id != first.successor:
                if first.agency != second.agency:
                    yield _twin(by_path[later], f"正文和 {earlier} 大部分相同，机构不同")
                elif first.period == second.period and first.edition == second.edition:
                    yield _twin(by_path[later], f"正文和 {earlier} 大部分相同，机构、年份、体裁和时段都相同")


def _twin(report: Report, found: str) -> Problem:
    return Problem(report.place("title", "id"), "warning", "report.twin", "", found, "一份文件只收一次", "删去其中一份；确是两份的，写 waivers")


def check_collisions(paths: Iterable[str], *, pages: Iterable[str] = (), below: Sequence[str] = ()) -> Iterator[Problem]:
    """Two pages or files must not want the same address (``paths``: every file of a build), no page one ``below`` a machine's folder."""
    for page in pages:
        if page.startswith(tuple(below)):
            yield Problem(Location(page), "error", "address.collision", "", "这个文件夹由程序使用", "别的网址", "改掉栏目的文件名")
    seen: set[str] = set()
    for path in paths:
        key = path.lower()
        if key in seen:
            yield Problem(
                Location(path), "error", "address.collision", "", "两个页面要用同一个网址", "唯一的网址", "改掉其中一个的 id"
            )
        seen.add(key)


def check_redirects(reports: Iterable[Report], taken: Iterable[str], reserved: Sequence[str]) -> Iterator[Problem]:
    """An old address must be free: no other file's (``taken``), none below a ``reserved`` folder, in no file's way."""
    files = {path.lower() for path in taken}
    for report in reports:
        for number, address in enumerate(report.meta.redirect_from):
            parts = address.strip("/").split("/")
            above = {"/".join(parts[: n + 1]) for n in range(len(parts))}
            if address.startswith(tuple(reserved)):
                found = f"“{address}”在网站自己使用的文件夹里"
            elif f"{address}index.html" in files or above & files:
                found = f"“{address}”是网站上另一个页面的网址"
            else:
                continue
            place = report.place(f"redirect_from.{number}", "redirect_from")
            yield Problem(place, "error", "redirect.taken", "redirect_from", found, "没有页面使用的旧地址", "改成那份文件原来的网址，或删去这一项")
