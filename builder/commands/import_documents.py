"""``gongkai import``: raw documents → content files, a person looks at them afterwards."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Reasons
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from builder.checks.privacy import check_import
from builder.checks.review import Reviewing, review_report
from builder.commands.import_sources import find_sources
from builder.content.front_matter import Mapping, Scalar, parse_yaml, split_front_matter
from builder.content.read import read_report
from builder.content.wrong_words import WrongWord, shipped_wrong_words
from builder.importers import ImportOptions, ImportResult, Note, import_documents, too_large
from builder.importers.draft import with_waivers
from builder.model import Agency
from builder.problems import Location, Problem
from builder.site_root import write_whole


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: where it was (or would be) written, what to look at, or why not, with what was found in it."""

    source: Path
    target: Path | None
    title: str
    notes: tuple[Note, ...]
    failure: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each file, the offices that are new, what a folder holds beside (with the reason), and the waivers that no file needed."""

    files: tuple[Imported, ...]
    new_agencies: tuple[Agency, ...]
    skipped: tuple[tuple[Path, str], ...] = ()
    unneeded: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return any(f.failure for f in self.files)

    @property
    def imported(self) -> int:
        """How many files were taken in."""
        return sum(not f.failure for f in self.files)


def import_files(
    sources: Sequence[Path], root: Path, options: ImportOptions, *, dry_run: bool, overwrite: bool, waive: Reasons[str, str] | None = None,
    words: Sequence[WrongWord] | None = None,
) -> ImportReport:
    """Import each file; one that cannot be read or written stops none of the others.

    A file with numbers of persons or secrecy marks is not written, unless ``waive`` gives a reason for the rule (rule → reason);
    the reason is then recorded in it.
    """
    found = find_sources(sources)
    failures = [Imported(path, None, "", (), reason) for path, reason in found.missing]
    skipped = list(found.skipped)
    readable: list[tuple[Path, bytes]] = []
    seen: dict[bytes, Path] = {}
    for path in found.files:
        try:
            if reason := too_large(path.name, path.stat().st_size):
                failures.append(Imported(path, None, "", (), reason))
                continue
            data = path.read_bytes()
            if data and data in seen:
                skipped.append((path, f"与 {seen[data]} 内容相同"))
                continue
            seen[data] = path
            readable.append((path, data))
        except OSError as error:
            failures.append(Imported(path, None, "", (), f"不能读取（{error.strerror}）"))
    existing = _existing(root)
    names = {_name(p) for p, _ in readable}
    taken = frozenset(i for i, old in existing.items() if old.file not in names)
    by_hash = {old.sha256: old for old in existing.values() if old.sha256}
    outcomes, offices = import_documents([(_name(p), d) for p, d in readable], _with(options, taken))
    done: list[Imported] = []
    used: set[str] = set()
    needed: set[str] = set()
    for (path, data), outcome in zip(readable, outcomes, strict=True):
        result = outcome.result
        if result is None:
            done.append(Imported(path, None, "", (), outcome.failure))
            continue
        # A report may have been moved into another folder since: its id, not its path, says that it exists.
        old = existing.get(result.report_id)
        target = old.path if old else root / result.path
        same = by_hash.get(hashlib.sha256(data).hexdigest())
        if same and same.path != target and not overwrite:
            done.append(Imported(path, same.path, result.report_id, result.notes, f"同一个文件已经导入为 {same.path}；要换掉它请加 --overwrite"))
            continue
        if target.exists() and not overwrite:
            done.append(Imported(path, target, result.report_id, result.notes, f"{target} 已经有了；要覆盖请加 --overwrite"))
            continue
        look = partial(_reviewed, target=target, offices=(*options.agencies, *offices), options=options, words=words or shipped_wrong_words())
        draft, problems, excused = _waived(result, path, waive or {}, look)
        needed |= excused
        if problems:
            failure = f"有 {len(problems)} 处个人信息或密级标志；核对后仍要导入的，加上 --waive 规则=理由"
            done.append(Imported(path, target, result.report_id, result.notes, failure, tuple(problems)))
            continue
        failure = "" if dry_run else _write(target, draft, result.files)
        if same and same.path != target and not failure and not dry_run:
            same.path.unlink(missing_ok=True)  # the same document under another office or kind: one copy is enough
        done.append(Imported(path, target, result.report_id, result.notes, failure, tuple(p for p in look(draft) if p.severity != "error")))
        if result.agency and not failure:
            used.add(result.agency.id)
    new = tuple(a for a in offices if a.id in used)
    if new and not dry_run:
        book = root / "content" / "agencies.yml"
        try:
            _add_agencies(book, new)
        except OSError as error:
            failures.append(Imported(book, None, "", (), f"不能写入（{error.strerror}）；请手工登记 {'、'.join(a.name for a in new)}"))
    unneeded = tuple(rule for rule in waive or {} if rule not in needed) if any(not item.failure for item in done) else ()
    return ImportReport((*done, *failures), new, tuple(skipped), unneeded)


def _waived(result: ImportResult, source: Path, waive: Reasons[str, str], look: Callable[[str], list[Problem]]) -> tuple[str, list[Problem], set[str]]:
    """The draft with the waivers it needs, what no waiver excuses, and the rules that were waived."""
    original = [(line.number, text) for line in result.lines for text in (line.text, *(" | ".join(row) for row in line.rows))]
    found = check_import(result.draft, original, str(source))
    found += [replace(p, location=Location(str(source))) for p in look(result.draft) if p.severity == "error"]
    needed = {p.code for p in found} & waive.keys()
    return with_waivers(result.draft, [(rule, waive[rule]) for rule in sorted(needed)]), [p for p in found if p.code not in waive], needed


def _reviewed(draft: str, target: Path, offices: Sequence[Agency], options: ImportOptions, words: Sequence[WrongWord]) -> list[Problem]:
    """What a review before publication says of the draft, at the lines it will have: whoever imports it reads it next."""
    report = read_report(draft, str(target), offices, options.kinds).report
    by = Reviewing(offices, options.kinds, words, official=False)
    found = review_report(report, draft, by) if report else []
    return sorted(found, key=lambda p: (p.location.line, p.location.column))


def _name(path: Path) -> str:
    """The base name as text: what is no UTF-8 in it (a GBK name out of an archive) cannot be written anywhere."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _write(target: Path, draft: str, files: Iterable[tuple[str, bytes]]) -> str:
    """Write one content file and the pictures beside it; why it could not be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            target.with_name(name).write_bytes(data)
        write_whole(target, draft)
    except OSError as error:
        return f"不能写入 {target}（{error.strerror}）"
    return ""


def _with(options: ImportOptions, taken: frozenset[str]) -> ImportOptions:
    return replace(options, taken=taken)


@dataclass(frozen=True, slots=True)
class Existing:
    """A report of the site: its file, and the name and hash of the one it was imported from."""

    path: Path
    file: str
    sha256: str


def _existing(root: Path) -> dict[str, Existing]:
    """Report id → what is there."""
    known: dict[str, Existing] = {}
    for path in sorted((root / "content" / "reports").rglob("*.md")):
        try:
            front, line, _, _, _ = split_front_matter(path.read_text(encoding="utf-8-sig"), str(path))
        except (OSError, UnicodeDecodeError):
            continue
        node, _ = parse_yaml(front, str(path), line)
        if not isinstance(node, Mapping):
            continue
        identifier, provenance = node.get("id"), node.get("provenance")
        file, digest = (provenance.get(k) if isinstance(provenance, Mapping) else None for k in ("file", "sha256"))
        if isinstance(identifier, Scalar):
            known[identifier.value] = Existing(path, *(v.value if isinstance(v, Scalar) else "" for v in (file, digest)))
    return known


def _add_agencies(path: Path, agencies: Iterable[Agency]) -> None:
    """Append offices to agencies.yml; what stands there is not touched."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if text.strip() in {"", "[]"}:
        text = ""
    elif not text.endswith("\n"):
        text += "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text + "".join(_agency_yaml(a) for a in agencies))


def _agency_yaml(agency: Agency) -> str:
    """One office as YAML; JSON strings are YAML strings, so quoting is always right."""
    lines = [f"- id: {agency.id}", f"  name: {json.dumps(agency.name, ensure_ascii=False)}"]
    for key, names in (("short_names", agency.short_names), ("former_names", agency.former_names)):
        if names:
            lines.append(f"  {key}: [{', '.join(json.dumps(n, ensure_ascii=False) for n in names)}]")
    if agency.uscc:
        lines.append(f"  uscc: {json.dumps(agency.uscc)}")
    if agency.region:
        lines.append(f"  region: {json.dumps(agency.region, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
