"""Numbers of persons (PII-01 … PII-03) and secrecy marks (REV-03) in content: errors in both profiles.

Comes in: files as they lie on disk, and what was read from them. Goes out: problems, masked, at their line.
Nothing is changed or removed (REV-04): a person looks, and may waive a rule for one document with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby

from builder.content.front_matter import Mapping, Node, Scalar, parse_yaml, split_front_matter
from builder.content.front_matter import Sequence as Items
from builder.content.marks import Mark, find_marks, in_title, own_line, starred
from builder.model import Report
from builder.privacy import find_numbers
from builder.problems import Location, Problem, sort_problems
from builder.text import when_asked

_ENOUGH = 10  # findings of one rule in one file; a list of a thousand names is one mistake
_NOT_VALUES = frozenset(("keywords", "waivers", "inferred"))  # words and rules, no texts
_TITLES = frozenset(("title", "file"))
_BROKEN = when_asked(r"(?<=[0-9０-９])(?P<end> ?-?(?:  |\\)?\n[ \t>\u3000]{0,8})(?P<second>[0-9０-９][0-9０-９Xx -]{0,24})(?![.．、)）年])")
_LINE_BEFORE = 40  # characters of the line before in which a number begins and a word says what it is
_MARKUP = when_asked(r"<!--.{0,200}?-->|</?[A-Za-z][^<>\n]{0,200}>|[*`~]+|__|\\(?=[!-/:-@\[-`{-~])")  # never a line end


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. ``key``: the digits, never shown, or a mark's words; ``shown`` is masked; line and column count from 1, column 0: unknown."""

    code: str
    key: str
    shown: str
    line: int
    column: int = 0


def check_text(text: str, path: str) -> list[Problem]:
    """A dictionary, a column or an attachment in plain text."""
    return _problems(_written(_unix(text)), path)


def find_in_report(text: str, path: str, report: Report | None = None) -> list[Hit]:
    """A report's whole file, as written and as read: quoted YAML and wrapped lines hide what readers would see."""
    text = _unix(text)
    front, front_line, body, body_line, _ = split_front_matter(text, path)
    hits = [*_numbers("\n" * (front_line - 1) + front), *_written(body, body_line)]
    hits += _across(body, body_line)
    seen = {(h.code, h.key) for h in hits if h.code.startswith("pii.")}
    root, _ = parse_yaml(front, path, front_line)
    read = list(_of_values(root)) if root is not None else []
    if report is not None:
        read += [h for p in report.paragraphs for h in _numbers(p.text, p.line, placed=False)]
    return hits + [h for h in dict.fromkeys(read) if (h.code, h.key) not in seen]


def _across(text: str, first_line: int) -> Iterator[Hit]:
    """Numbers that a line's end parts in two: 证件号：360799198 / 304175626."""
    for m in _BROKEN.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _LINE_BEFORE)
        first = text[begin : m.start()]
        for n in find_numbers(first + m["second"]) if "|" not in first else ():
            if n.start < len(first) < n.end:
                line, column = first_line + text.count("\n", 0, begin), begin - text.rfind("\n", 0, begin) + n.start
                yield Hit(f"pii.{n.kind}", n.digits, f"{_NAMES[n.kind]} {n.masked}", line, column)


def check_report(text: str, path: str, report: Report | None) -> list[Problem]:
    """Errors for what is or will be public; warnings for drafts, undisclosed reports and the leftover text of withdrawn ones."""
    found = _problems(find_in_report(text, path, report), path)
    if report is None:
        return found
    meta = report.meta
    if meta.draft or meta.disclosure != "主动公开":
        return [replace(p, severity="warning") for p in found]
    if meta.withdrawn:
        body = split_front_matter(_unix(text), path)[3]
        return [replace(p, severity="warning") if p.location.line >= body else p for p in found]
    return found


def check_left_over(text: str, path: str, review: str, review_path: str) -> list[Problem]:
    """Notices where a withdrawn report's words still lie beside the site: no page has them, whoever reads the repository has."""
    body, start = split_front_matter(_unix(text), path)[2:4]
    found = []
    if body.strip():
        line = start + body[: len(body) - len(body.lstrip())].count("\n")
        found.append((path, line, "文件已撤下，正文还在这里", "只留开头的元数据", "删去正文；已经提交过的，见 docs/hosting.md“撤下以后”"))
    if review.strip():
        found.append((review_path, 1, "文件已撤下，人工决定还记着它的数字和理由", "没有这个文件", "删去它"))
    return [Problem(Location(where, line), "notice", "withdrawn.left-over", "", said, wanted, do) for where, line, said, wanted, do in found]


def check_import(draft: str, original: Sequence[tuple[int, str]], path: str) -> list[Problem]:
    """A draft that is not on disk yet, and the (line, text) of the document ``path`` it was made of: findings at that one's lines.

    A mark counts also where it stands in what was cut away: 机密★ above the title.
    """
    stands: dict[tuple[str, str], list[int]] = {}
    marks: dict[str, Hit] = {}
    for line, text in original:
        for hit in _numbers(text, line, placed=False):
            stands.setdefault((hit.code, hit.key), []).append(line)
        mark = starred(text) or own_line(text)
        if mark:
            marks.setdefault(mark.words, _of_mark(mark, line))
    found = list(marks.values())
    body = split_front_matter(draft, path)[3]
    # The body's first: what is left over then stands in the file's name, or was given on the command line.
    for hit in sorted(find_in_report(draft, path), key=lambda h: h.line < body):
        if any(words in hit.key for words in marks):
            continue
        if hit.code.startswith("mark."):
            stands[hit.code, hit.key] = [line for line, text in original if (mark := in_title(text)) and mark.words == hit.key]
        lines = stands.get((hit.code, hit.key), [])
        line = lines.pop(0) if lines else 0
        where = "" if line else "（在正文里）" if hit.line >= body else "（在文件名、选项或元数据里）"
        found.append(replace(hit, shown=hit.shown + where, line=line, column=0))
    return sort_problems(_problems(dict.fromkeys(found), path))


def privacy_problem(hit: Hit, path: str, more: str = "") -> Problem:
    """A hit as a problem of the file ``path``."""
    place, found = Location(path, hit.line, hit.column), hit.shown + more
    match hit.code:
        case "pii.id-number":
            return Problem(place, "error", "pii.id-number", "", found, "不含身份证号码的文字", "删去或在原文里遮盖；核对后确须公开的，写 waivers")
        case "pii.mobile":
            return Problem(place, "error", "pii.mobile", "", found, "不含个人手机号码的文字", "删去或改为办公电话；核对后确须公开的，写 waivers")
        case "pii.bank-card":
            return Problem(place, "error", "pii.bank-card", "", found, "不含银行卡号的文字", "删去或在原文里遮盖；不是卡号的，写 waivers")
        case "mark.secret":
            return Problem(place, "error", "mark.secret", "", found, "没有密级标志的文件", "先做保密审查；已经解密、可以公开的，写 waivers")
        case _:
            return Problem(place, "error", "mark.internal", "", found, "可以公开的定稿", "核对是不是定稿、能不能公开；可以公开的，写 waivers")


_NAMES = {"id-number": "身份证号码", "mobile": "手机号码", "bank-card": "银行卡号", "secret": "密级标志", "internal": "内部或未定稿标志"}


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _written(text: str, first_line: int = 1) -> list[Hit]:
    """Numbers and marks on the lines of a text; also between and behind markup, then without a column."""
    hits = [*_numbers(text, first_line), *_marks(text, first_line)]
    bare = _MARKUP.sub("", text) if _MARKUP.search(text) else text
    bare = unescape(bare).replace("\r", "") if "&" in bare else bare
    if bare == text or bare.count("\n") != text.count("\n"):
        return hits
    seen = {(h.code, h.key, h.line) for h in hits}
    hidden = (*_numbers(bare, first_line), *_marks(bare, first_line))
    return hits + [replace(h, column=0) for h in hidden if (h.code, h.key, h.line) not in seen]


def _numbers(text: str, first_line: int = 1, *, placed: bool = True) -> Iterator[Hit]:
    line, at = first_line, 0
    for n in find_numbers(text):
        line, at = line + text.count("\n", at, n.start), n.start
        column = n.start - text.rfind("\n", 0, n.start) if placed else 0
        yield Hit(f"pii.{n.kind}", n.digits, f"{_NAMES[n.kind]} {n.masked}", line if placed else first_line, column)


def _marks(text: str, first_line: int) -> Iterator[Hit]:
    for index, mark in find_marks(text.split("\n")):
        yield _of_mark(mark, first_line + index, mark.start + 1)


def _of_mark(mark: Mark, line: int, column: int = 0) -> Hit:
    return Hit(f"mark.{mark.kind}", mark.words, f"{_NAMES[mark.kind]}“{mark.words}”", line, column)


def _of_values(node: Node, key: str = "") -> Iterator[Hit]:
    """Every value of the front matter: a title bears its mark in it, another value is one as a whole."""
    if isinstance(node, Mapping):
        for name, value in node.entries:
            if name.value not in _NOT_VALUES:
                yield from _of_values(value, name.value)
    elif isinstance(node, Items):
        for item in node:
            yield from _of_values(item, key)
    elif isinstance(node, Scalar):
        yield from _numbers(node.value, node.line, placed=False)
        mark = in_title(node.value) if key in _TITLES else own_line(node.value)
        if mark:
            yield _of_mark(mark, node.line)


def _problems(hits: Iterable[Hit], path: str) -> list[Problem]:
    """The first of each rule, the last of them saying how many follow."""
    found: list[Problem] = []
    ordered = sorted(hits, key=lambda h: (h.code, h.line, h.column))
    for _, group in groupby(ordered, key=lambda h: h.code):
        of_rule = list(group)
        for number, hit in enumerate(of_rule[:_ENOUGH], 1):
            rest = len(of_rule) - _ENOUGH if number == _ENOUGH else 0
            found.append(privacy_problem(hit, path, f"，其后还有 {rest} 处" if rest > 0 else ""))
    return found
