"""Which files an import is about: files, folders and patterns as given; every file left out is named with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.importers import readable_suffixes, reason_not_readable


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to read, those a folder holds beside them, and what was asked for in vain (each with its reason)."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...]
    missing: tuple[tuple[Path, str], ...]


def find_sources(given: Iterable[Path]) -> Sources:
    """Files as given, whatever they are; of folders and patterns those that can be read, in order of name."""
    files: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    missing: list[tuple[Path, str]] = []
    for source in given:
        try:
            if source.is_file():
                files.append(source)
                continue
            inside = [p for p in sorted(source.rglob("*")) if p.is_file()] if source.is_dir() else _matching(source)
            reasons = [(p, _reason(p)) for p in inside]
            skipped += [(p, why) for p, why in reasons if why]
            readable = [p for p, why in reasons if not why]
            files += readable
            if not readable:
                missing.append((source, f"里面没有能导入的文件（{'、'.join(readable_suffixes())}）" if inside or source.is_dir() else "没有这个文件"))
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            missing.append((source, f"不能读取（{error.strerror}）"))
    kept = tuple(dict.fromkeys(files))
    return Sources(kept, tuple((p, why) for p, why in dict.fromkeys(skipped) if p not in kept), tuple(missing))


def _matching(pattern: Path) -> list[Path]:
    """The files of a pattern that the shell left alone: 'in/*.docx'."""
    if not re.search(r"[*?\[]", str(pattern)):
        return []
    base = Path(pattern.anchor)
    return [p for p in sorted(base.glob(str(pattern.relative_to(base)))) if p.is_file()]


def _reason(path: Path) -> str:
    """Why a file found in a folder is left out; empty when it is read."""
    if path.name.startswith("~$"):
        return "Word、WPS 打开文件时的临时文件"
    if path.name.startswith(".") or path.name.lower() in {"thumbs.db", "desktop.ini"}:
        return "系统的隐藏文件"
    return reason_not_readable(path.name)
