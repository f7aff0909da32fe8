"""``gongkai import``: raw documents → content files, a person looks at them afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Reasons
from dataclasses import dataclass
from pathlib import Path

from builder.checks.privacy import check_import
from builder.content.front_matter import Mapping, Scalar, parse_yaml, split_front_matter
from builder.importers import IMPORTERS, ImportOptions, ImportResult, Note, import_documents, too_large
from builder.importers.draft import with_waivers
from builder.model import Agency
from builder.problems import Problem


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
    files: tuple[Imported, ...]
    new_agencies: tuple[Agency, ...]

    @property
    def failed(self) -> bool:
        return any(f.failure for f in self.files)


def import_files(
    sources: Sequence[Path], root: Path, options: ImportOptions, *, dry_run: bool, overwrite: bool, waive: Reasons[str, str] | None = None
) -> ImportReport:
    """Import each file; one that cannot be read or written stops none of the others.

    A file with numbers of persons or secrecy marks is not written, unless ``waive`` gives a reason for the rule (rule → reason);
    the reason is then recorded in it.
    """
    found, failures = _expand(sources)
    readable: list[tuple[Path, bytes]] = []
    for path in found:
        try:
            if reason := too_large(path.name, path.stat().st_size):
                failures.append(Imported(path, None, "", (), reason))
            else:
                readable.append((path, path.read_bytes()))
        except OSError as error:
            failures.append(Imported(path, None, "", (), f"不能读取（{error.strerror}）"))
    existing = _existing(root)
    names = {_name(p) for p, _ in readable}
    taken = frozenset(i for i, (_, file) in existing.items() if file not in names)
    outcomes, offices = import_documents([(_name(p), d) for p, d in readable], _with(options, taken))
    done: list[Imported] = []
    used: set[str] = set()
    for (path, _), outcome in zip(readable, outcomes, strict=True):
        result = outcome.result
        if result is None:
            done.append(Imported(path, None, "", (), outcome.failure))
            continue
        # A report may have been moved into another folder since: its id, not its path, says that it exists.
        old = existing.get(result.report_id)
        target = old[0] if old else root / result.path
        if target.exists() and not overwrite:
            done.append(Imported(path, target, result.report_id, result.notes, f"{target} 已经有了；要覆盖请加 --overwrite"))
            continue
        draft, problems = _waived(result, path, waive or {})
        if problems:
            failure = f"有 {len(problems)} 处个人信息或密级标志；核对后仍要导入的，加上 --waive 规则=理由"
            done.append(Imported(path, target, result.report_id, result.notes, failure, tuple(problems)))
            continue
        failure = "" if dry_run else _write(target, draft)
        done.append(Imported(path, target, result.report_id, result.notes, failure))
        if result.agency and not failure:
            used.add(result.agency.id)
    new = tuple(a for a in offices if a.id in used)
    if new and not dry_run:
        book = root / "content" / "agencies.yml"
        try:
            _add_agencies(book, new)
        except OSError as error:
            failures.append(Imported(book, None, "", (), f"不能写入（{error.strerror}）；请手工登记 {'、'.join(a.name for a in new)}"))
    return ImportReport((*done, *failures), new)


def _waived(result: ImportResult, source: Path, waive: Reasons[str, str]) -> tuple[str, list[Problem]]:
    """The draft with the waivers it needs, and what no waiver excuses."""
    original = [(line.number, text) for line in result.lines for text in (line.text, *(" | ".join(row) for row in line.rows))]
    found = check_import(result.draft, original, str(source))
    needed = sorted({p.code for p in found} & waive.keys())
    return with_waivers(result.draft, [(rule, waive[rule]) for rule in needed]), [p for p in found if p.code not in waive]


def _name(path: Path) -> str:
    """The base name as text: what is no UTF-8 in it (a GBK name out of an archive) cannot be written anywhere."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _write(target: Path, draft: str) -> str:
    """Write one content file; why it could not be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(draft, encoding="utf-8", newline="\n")
    except OSError as error:
        return f"不能写入 {target}（{error.strerror}）"
    return ""


def _with(options: ImportOptions, taken: frozenset[str]) -> ImportOptions:
    from dataclasses import replace

    return replace(options, taken=taken)


def _expand(sources: Iterable[Path]) -> tuple[list[Path], list[Imported]]:
    """Files as given; of folders the files whose format is known, in order of name."""
    suffixes = {s for f in IMPORTERS for s in f.suffixes if s}
    found: list[Path] = []
    missing: list[Imported] = []
    for source in sources:
        try:
            if source.is_dir():
                inside = [p for p in sorted(source.rglob("*")) if p.suffix.lower() in suffixes and p.is_file()]
                found += inside
                if not inside:
                    missing.append(Imported(source, None, "", (), f"文件夹里没有能导入的文件（{'、'.join(sorted(suffixes))}）"))
            elif source.is_file():
                found.append(source)
            else:
                missing.append(Imported(source, None, "", (), "没有这个文件"))
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            missing.append(Imported(source, None, "", (), f"不能读取（{error.strerror}）"))
    return list(dict.fromkeys(found)), missing


def _existing(root: Path) -> dict[str, tuple[Path, str]]:
    """Report id → (its file, the base name of the file it was imported from)."""
    known: dict[str, tuple[Path, str]] = {}
    for path in sorted((root / "content" / "reports").rglob("*.md")):
        try:
            front, line, _, _, _ = split_front_matter(path.read_text(encoding="utf-8-sig"), str(path))
        except (OSError, UnicodeDecodeError):
            continue
        node, _ = parse_yaml(front, str(path), line)
        if not isinstance(node, Mapping):
            continue
        identifier, provenance = node.get("id"), node.get("provenance")
        file = provenance.get("file") if isinstance(provenance, Mapping) else None
        if isinstance(identifier, Scalar):
            known[identifier.value] = (path, file.value if isinstance(file, Scalar) else "")
    return known


def _add_agencies(path: Path, agencies: Iterable[Agency]) -> None:
    """Append offices to agencies.yml; what stands there is not touched."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if text.strip() in {"", "[]"}:
        text = ""
    elif not text.endswith("\n"):
        text += "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "".join(_agency_yaml(a) for a in agencies), encoding="utf-8", newline="\n")


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
