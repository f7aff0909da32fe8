"""The notes of one import, grouped: first what a person must decide, then how much was done as usual. For a terminal, and as a list to tick off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from builder.checks.collection import SAMPLE_AGENCY
from builder.commands.import_documents import Imported, ImportReport
from builder.importers import LEFT_OUT, STATED_FIELDS, Note

_SHOWN = 3  # examples of notes that say the same of several places
_LONGEST = 50_000  # characters of a list; hosts take no proposal of more than 65,536


def questions(notes: Sequence[Note], *, written: bool = False) -> list[str]:
    """One line for each thing a person must decide: what the file does not state, what was inferred, left out or looks wrong.

    ``written``: the content file is there and is edited next; else a value is given as an option.
    """
    absent = [n for n in notes if n.kind == "missing" and n.field in STATED_FIELDS]
    left_out = [n for n in notes if n.field == LEFT_OUT]
    lines: list[str] = []
    groups: dict[str, list[Note]] = {}
    summary = [n for n in notes if n.kind == "missing" and n.field == "summary" and absent and written]  # written at the same place
    for note in notes:
        if note not in absent and note not in summary and note not in left_out and _asks(note):
            groups.setdefault(_kind_of(note), []).append(note)
    for same in groups.values():
        lines.append(str(same[0]) if len(same) == 1 else f"{same[0]}（同类共 {len(same)} 处）")
    if absent:
        labels = "、".join(STATED_FIELDS[n.field][0] for n in absent)
        how = "写在文件开头的 " + "、".join(n.field for n in absent) if written else f"请用 {' '.join(STATED_FIELDS[n.field][1] for n in absent)} 给出"
        also = "；没有概述，在 summary 补一句，不超过 100 字" if summary else ""
        lines.append(f"[未找到] 原件没有{labels}；如果知道，{how}{also}")
    if left_out:
        shown = "、".join(re.sub(r"\A[^“]*|；?，?请核对\Z", "", n.text)[:24] for n in left_out[:_SHOWN])
        lines.append(f"[改动] 有 {len(left_out)} 行没有收入正文：{shown}{' 等' if len(left_out) > _SHOWN else ''}；请核对")
    return lines


def routine(notes: Sequence[Note]) -> list[Note]:
    """What was done as usual and needs no one."""
    return [n for n in notes if not _asks(n) and n.field != LEFT_OUT]


def _asks(note: Note) -> bool:
    return note.kind != "changed" or note.field == "agency"


def _kind_of(note: Note) -> str:
    """Notes that differ only in what they quote are of one kind."""
    return note.kind + note.field + re.sub(r"“[^”]*”|[\d、]+", "", note.text)


def import_note(report: ImportReport, root: Path) -> str:
    """What an import has done, for whoever decides whether it is published: Markdown, a box for each thing to decide."""
    parts = [_imported(item, root) for item in report.files if not item.failure]
    if report.new_agencies:
        parts.append("## 新登记的机构\n\n" + _boxes(f"{office.name}（{office.id}）：写进网址，合并以后不能改" for office in report.new_agencies))
    failed = [f"{item.source.name}：{_refusal(item)}" for item in report.files if item.failure]
    failed += [f"{path.name}：{reason}" for path, reason in report.skipped]
    if failed:
        parts.append("## 没有导入\n\n" + "\n".join(f"- {_plain(line)}" for line in failed) + "\n")
    if left := sample_left(report, root):
        parts.append("## 示例\n\n" + _boxes([left]))
    text = "\n".join(parts)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition("\n")[0] + "\n\n太长，没有列完；请逐份对照原件核对。\n"


def _refusal(item: Imported) -> str:
    """Why a file was not imported, for whoever uploaded it and has no terminal: of personal data the rule and the place, never the number."""
    if not item.problems:
        return item.failure
    rules: dict[tuple[str, str], list[str]] = {}
    for problem in item.problems:
        rules.setdefault((problem.code, problem.expected), []).append(f"第 {problem.location.line} 行" if problem.location.line else "看不出在哪一行")
    named = "；".join(f"{code}（应为{expected}）{'、'.join(dict.fromkeys(lines))}" for (code, expected), lines in rules.items())
    secret = any(code.startswith("mark.") for code, _ in rules)
    return f"{named}。{'先做保密审查，不要再上传' if secret else '在原件里遮盖后重新上传'}"


def sample_left(report: ImportReport, root: Path) -> str:
    """What to do about the sample of a new site, once it has reports of its own; empty where it is gone or nothing came in."""
    folder = f"content/reports/{SAMPLE_AGENCY}"
    if not report.imported or not (root / folder).is_dir():
        return ""
    return f"随程序的示例还在，会一起公开：请删去 {folder}/，再从 content/agencies.yml 里删去 {SAMPLE_AGENCY}"


def _imported(item: Imported, root: Path) -> str:
    assert item.target is not None
    try:
        shown = item.target.relative_to(root).as_posix()
    except ValueError:
        shown = item.target.as_posix()
    asked = [*questions(item.notes, written=True), *(f"第 {p.location.line} 行：{p.found}；应为{p.expected}；请{p.action}" for p in item.problems)]
    done = len(routine(item.notes))
    lines = [f"## {_plain(item.source.name)}", "", f"写成 {_plain(shown)}" + (f"；另有 {done} 项照例的改动" if done else ""), ""]
    return "\n".join([*lines, _boxes(asked or ["对着原件核对一遍"])])


def _boxes(lines: Iterable[str]) -> str:
    return "".join(f"- [ ] {_plain(line)}\n" for line in lines)


def _plain(text: str) -> str:
    """Text out of a document as Markdown that shows it and does nothing: no link, no image, no mention of an account."""
    marked = re.sub(r"([\\`*_\[\]<>#|~!&])", r"\\\1", " ".join(text.split()))
    return marked.replace("@", "@\u2060").replace("://", ":\u2060//")
