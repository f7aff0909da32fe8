"""YAML with line numbers: text → a tree of located strings, plus problems.

All scalars stay strings (YAML would turn 12:30 into 750 and no into False); types are checked where
the fields are read. Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from builder.content.yaml_faults import explain
from builder.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.entries if name.value == key), None)

    def line_of(self, key: str) -> int:
        """Line of a key; of the mapping where the key is absent."""
        return next((name.line for name, _ in self.entries if name.value == key), self.line)


Node = Scalar | Sequence | Mapping

def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """A YAML document as located nodes; ``None`` when empty or broken (then with one problem)."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        fault = explain(text, error)
        return None, [
            Problem(
                Location(path, first_line + fault.line),
                "error",
                "yaml.syntax",
                "",
                f"不是合法的 YAML：{fault.reason}",
                "“键: 值”的写法，冒号后有空格；含冒号的文字加引号",
                fault.action,
            )
        ]
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        return None, [
            Problem(
                Location(path, line),
                "error",
                "yaml.syntax",
                "",
                f"含有不能读取的字符（U+{ord(error.character):04X}）" if isinstance(error.character, str) else f"含有不能读取的字符（U+{error.character:04X}）",
                "普通文字",
                "删去控制字符",
            )
        ]
    except yaml.YAMLError:
        return None, [
            Problem(
                Location(path, first_line),
                "error",
                "yaml.syntax",
                "",
                "含有不能读取的字符",
                "普通文字",
                "删去控制字符",
            )
        ]
    if root is None:
        return None, []
    problems: list[Problem] = []
    return _convert(root, path, first_line, problems, depth=0), problems


def _convert(node: yaml.Node, path: str, first_line: int, problems: list[Problem], depth: int) -> Node:
    line = first_line + node.start_mark.line
    if depth > 20:
        problems.append(Problem(Location(path, line), "error", "yaml.depth", "", "嵌套超过 20 层", "较浅的结构", "拆开这一段"))
        return Scalar("", line)
    if isinstance(node, yaml.ScalarNode):
        empty = not node.style and node.value in {"~", "null", "Null", "NULL"}
        return Scalar("" if empty else node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, path, first_line, problems, depth + 1) for item in node.value), line)
    assert isinstance(node, yaml.MappingNode)
    entries: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key_line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(Location(path, key_line), "error", "yaml.key", "", "键不是文字", "简单的键名", "改写这一行"))
            continue
        if key_node.value in seen:
            problems.append(
                Problem(
                    Location(path, key_line),
                    "error",
                    "yaml.duplicate-key",
                    key_node.value,
                    "同一个键写了两次",
                    "每个键只写一次",
                    "删去其中一个",
                )
            )
            continue
        seen.add(key_node.value)
        entries.append((Scalar(key_node.value, key_line), _convert(value_node, path, first_line, problems, depth + 1)))
    return Mapping(tuple(entries), line)


def split_front_matter(text: str, path: str) -> tuple[str, int, str, int, list[Problem]]:
    """A content file → (front matter, its first line, body, its first line, problems)."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != "---":
        problem = Problem(
            Location(path, 1),
            "error",
            "front-matter.missing",
            "",
            "文件开头没有“---”",
            "以“---”开始的元数据",
            "在第一行写“---”，元数据之后再写一行“---”",
        )
        return "", 1, text, 1, [problem]
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return "\n".join(lines[1:number]), 2, "\n".join(lines[number + 1 :]), number + 2, []
    problem = Problem(
        Location(path, 1), "error", "front-matter.open", "", "元数据没有结束的“---”", "一行单独的“---”", "在元数据之后补一行“---”"
    )
    return "", 2, "", len(lines), [problem]


def lines_of(node: Node, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Where everything stands: ``attachments`` → its key's line, ``attachments.0.file``, ``redirect_from.1`` → theirs."""
    if isinstance(node, Mapping):
        for name, value in node.entries:
            yield prefix + name.value, name.line
            yield from lines_of(value, f"{prefix}{name.value}.")
    elif isinstance(node, Sequence):
        for number, item in enumerate(node):
            yield f"{prefix}{number}", item.line
            yield from lines_of(item, f"{prefix}{number}.")
