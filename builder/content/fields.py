"""Typed reading of located YAML: one checker for every content file.

A ``Reader`` walks one mapping; each ``take`` names the key and the shape wanted. Whatever is left
over is an unknown key, reported with the nearest known one.
"""

from __future__ import annotations

import difflib
import re
from calendar import isleap
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Seq
from datetime import date
from typing import TypeVar

from builder.content.front_matter import Mapping, Node, Scalar, Sequence, parse_yaml
from builder.model import Licence, Waiver
from builder.problems import Location, Problem, Severity
from builder.text import parse_time

T = TypeVar("T")
Missing = tuple[str, str]  # expected, action

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
DATE_PATTERN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}:\d{2})(?::\d{2})?)?\Z", re.ASCII)
WEB_ADDRESS_PATTERN = re.compile(r"https?://(?![^/?#\s]*@)[^\s<>\"'\\]+\Z")
EMAIL_PATTERN = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")  # no “?subject=…”: it stands behind mailto:
FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def shown(node: Node | None) -> str:
    """What stands there, for a message."""
    if isinstance(node, Scalar):
        return f"“{node.value[:40]}”" if node.value else "空值"
    if isinstance(node, Sequence):
        return "一个列表"
    return "一组键值" if isinstance(node, Mapping) else "没有写"


def impossible_moment(year: int, month: int, day: int, time: str) -> str:
    """Why there is no such day or time: 没有13月, 没有2月30日, 2023年没有2月29日, 没有25:00; empty when there is."""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if not 1 <= day <= 31 or (month, day) == (2, 30) or (day == 31 and month in {2, 4, 6, 9, 11}):
        return f"没有{month}月{day}日"
    if (month, day) == (2, 29) and not isleap(year):
        return f"{year}年没有2月29日"
    if year < 1:
        return "没有公元 0 年"
    return f"没有{time}" if time and not parse_time(time) else ""


class Reader:
    """Reads the keys of one mapping, collecting problems; never raises for what an author wrote."""

    def __init__(self, mapping: Mapping, path: str, problems: list[Problem], prefix: str = "") -> None:
        self.mapping = mapping
        self.path = path
        self.problems = problems
        self.prefix = prefix
        self.taken: set[str] = set()

    def problem(
        self, key: str, code: str, found: str, expected: str, action: str = "", *, severity: Severity = "error", line: int = 0
    ) -> None:
        """Record a finding at the key's line."""
        self.problems.append(
            Problem(Location(self.path, line or self.line(key)), severity, code, self.prefix + key, found, expected, action)
        )

    def line(self, key: str) -> int:
        """Line of a key; of the mapping where the key is absent."""
        return self.mapping.line_of(key)

    def node(self, key: str) -> Node | None:
        self.taken.add(key)
        return self.mapping.get(key)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            if required:
                self.problem(key, "field.required", "没有写", "必填的文字", f"补上“{key}: …”")
            return default
        if not isinstance(node, Scalar):
            self.problem(key, "field.type", shown(node), "一行文字", "改成“键: 文字”")
            return default
        return node.value.strip()

    def choice(
        self, key: str, allowed: Iterable[str], *, default: str = "", required: bool = False, also: Iterable[str] = ()
    ) -> str:
        """One of ``allowed``; what stands in ``also`` is accepted too, but not proposed."""
        value = self.text(key, required=required)
        options = list(allowed)
        if not value:
            return default
        if value not in options and value not in set(also):
            near = difflib.get_close_matches(value, options, 1, 0.4)
            self.problem(key, "field.choice", f"“{value}”", "、".join(options), f"改为“{near[0]}”" if near else "改为其中之一")
            return default
        return value

    def identifier(self, key: str, *, required: bool = True) -> str:
        value = self.text(key, required=required)
        if value and not ID_PATTERN.match(value):
            self.problem(key, "field.id", f"“{value}”", "小写字母、数字和连字符，如 xiqu-2024-zongjie", "改成这种写法")
            return ""
        return value

    def web_address(self, key: str) -> str:
        """An address that a page may link to: of the web, never one that runs or hides something."""
        value = self.text(key)
        if value and not WEB_ADDRESS_PATTERN.match(value):
            self.problem(key, "field.url", f"“{value}”", "以 http:// 或 https:// 开头的网址", "改正网址")
            return ""
        return value

    def email(self, key: str) -> str:
        value = self.text(key)
        if value and not EMAIL_PATTERN.match(value):
            self.problem(key, "field.email", f"“{value}”", "一个邮箱地址，如 xxgk@example.gov.cn", "改正邮箱")
            return ""
        return value

    def integer(self, key: str, low: int, high: int, *, default: int = 0, missing: Missing | None = None) -> int:
        """``missing``: it is required, and this is said where it is not there."""
        value = self.text(key)
        if not value and missing:
            self.problem(key, "field.required", "没有写", *missing)
        if not value:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            self.problem(key, "field.integer", f"“{value}”", f"{low} 到 {high} 之间的整数", "改正这个数")
            return default
        return int(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.text(key)
        if not value:
            return default
        if value.lower() not in FLAGS:
            self.problem(key, "field.flag", f"“{value}”", "true 或 false", "改正这个值")
            return default
        return FLAGS[value.lower()]

    def day(self, key: str, *, missing: Missing | None = None) -> date | None:
        return self.moment(key, missing=missing)[0]

    def moment(self, key: str, *, missing: Missing | None = None) -> tuple[date | None, str]:
        """``YYYY-MM-DD[ HH:MM]`` → (day, time or "")."""
        value = self.text(key)
        if not value and missing:
            self.problem(key, "field.required", "没有写", *missing)
        if not value:
            return None, ""
        match = DATE_PATTERN.match(value)
        wanted = "日期，如 2025-02-08 或 2025-02-08 09:30"
        if not match:
            self.problem(key, "field.date", f"“{value}”", wanted, "改成这种写法")
            return None, ""
        impossible = impossible_moment(int(match[1]), int(match[2]), int(match[3]), match[4] or "")
        if impossible:
            self.problem(key, "field.date", f"“{value}”，{impossible}", wanted, "核对原件上的日期")
            return None, ""
        return date(int(match[1]), int(match[2]), int(match[3])), parse_time(match[4] or "")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; one string counts as a list of one."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return ()
        if isinstance(node, Scalar):
            return (node.value.strip(),)
        if isinstance(node, Mapping):
            self.problem(key, "field.type", shown(node), "文字列表，如 [甲, 乙]", "改成列表")
            return ()
        out: list[str] = []
        for item in node:
            if isinstance(item, Scalar) and item.value.strip():
                out.append(item.value.strip())
            else:
                self.problem(key, "field.type", shown(item), "文字", "每项只写一行文字", line=item.line)
        return tuple(out)

    def mapping_at(self, key: str, example: str = "") -> Reader | None:
        """A reader for a nested mapping; None when absent, empty or of another shape (reported, with the ``example``)."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return None
        if not isinstance(node, Mapping):
            self.problem(key, "field.type", shown(node), "一组“键: 值”", f"改成键值，如 {example}" if example else "改成缩进的键值")
            return None
        return Reader(node, self.path, self.problems, f"{self.prefix}{key}.")

    def each(self, key: str, read: Callable[[Reader], T], example: str = "") -> tuple[T, ...]:
        """A list of mappings, each read by ``read`` and closed; the ``example`` is shown where an item is none."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return ()
        items: Seq[Node] = node.items if isinstance(node, Sequence) else (node,)
        out: list[T] = []
        for item in items:
            if not isinstance(item, Mapping):
                self.problem(key, "field.type", shown(item), "一组“键: 值”", f"改成键值，如 {example}" if example else "改成键值", line=item.line)
                continue
            reader = Reader(item, self.path, self.problems, f"{self.prefix}{key}.")
            out.append(read(reader))
            reader.close()
        return tuple(out)

    def text_or(self, key: str, short: Callable[[str], T], read: Callable[[Reader], T]) -> T:
        """One line of text, or a mapping that says more: ``licence: CC BY 4.0`` and ``licence: {name: …, url: …}``."""
        if not isinstance(self.node(key), Mapping):
            return short(self.text(key))
        inner = self.mapping_at(key)
        assert inner is not None
        value = read(inner)
        inner.close()
        return value

    def texts_or_each(self, key: str, short: Callable[[str, int], T], read: Callable[[Reader], T], wanted: str) -> tuple[T, ...]:
        """A list whose items are one line of text (given with its line) or a mapping; ``wanted`` says both forms."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return ()
        out: list[T] = []
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar):
                out.append(short(item.value.strip(), item.line))
            elif isinstance(item, Mapping):
                reader = Reader(item, self.path, self.problems, f"{self.prefix}{key}.")
                out.append(read(reader))
                reader.close()
            else:
                self.problem(key, "field.type", shown(item), wanted, "改成其中一种写法", line=item.line)
        return tuple(out)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A free mapping of strings (``extra``)."""
        node = self.node(key)
        if not isinstance(node, Mapping):
            if node is not None and not (isinstance(node, Scalar) and not node.value):
                self.problem(key, "field.type", shown(node), "一组“键: 值”", "改成缩进的键值")
            return ()
        return tuple((k.value, v.value) for k, v in node.entries if isinstance(v, Scalar))

    def close(self, known: Iterable[str] = ()) -> None:
        """Report every key that nobody asked for."""
        names = sorted(self.taken | set(known))
        for key, _ in self.mapping.entries:
            if key.value in names:
                continue
            near = difflib.get_close_matches(key.value, names, 1, 0.6)
            self.problems.append(
                Problem(
                    Location(self.path, key.line),
                    "error",
                    "field.unknown",
                    self.prefix + key.value,
                    "不认识的字段",
                    "、".join(names) if len(names) <= 12 else "已定义的字段",
                    f"改为“{near[0]}”" if near else "删去，或放到 extra 里" if "extra" in names else "删去",
                )
            )


def parse_entries(text: str, path: str, read: Callable[[Reader], T]) -> tuple[tuple[T, ...], list[Problem]]:
    """A file that is a list of mappings, each read by ``read`` and closed."""
    root, problems = parse_yaml(text, path)
    if root is None:
        return (), problems
    if not isinstance(root, Sequence):
        problems.append(
            Problem(Location(path, root.line), "error", "field.type", "", shown(root), "一个列表，每项以“- ”开头", "改成列表")
        )
        return (), problems
    out: list[T] = []
    for item in root:
        if not isinstance(item, Mapping):
            problems.append(
                Problem(Location(path, item.line), "error", "field.type", "", shown(item), "一组“键: 值”", "改成键值")
            )
            continue
        reader = Reader(item, path, problems)
        out.append(read(reader))
        reader.close()
    return tuple(out), problems


def read_waiver(r: Reader) -> Waiver:
    """An exception from a rule with its reason, as reports and columns record it (REV-04)."""
    return Waiver(r.text("rule", required=True), r.text("reason", required=True))


def read_licence(r: Reader) -> Licence:
    """``licence: CC BY 4.0`` or ``licence: {name: …, url: …}``, of a site or of one report."""
    return r.text_or("licence", Licence, lambda inner: Licence(inner.text("name", required=True), inner.web_address("url")))
