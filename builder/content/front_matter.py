"""YAML with line numbers: text → a tree of located strings, plus problems.

All scalars stay strings (YAML would turn 12:30 into 750 and no into False); types are checked where
the fields are read. Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

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


Node = Scalar | Sequence | Mapping

# What the YAML reader says most often, in the words of the person who has to mend it.
_REASONS = {
    "found unexpected end of stream": "引号没有成对",
    "mapping values are not allowed": "多了一个冒号，或上一行没有写完",
    "block sequence entries are not allowed": "列表要从新的一行开始",
    "could not find expected ':'": "缺少冒号",
    "found character that cannot start any token": "有不能这样用的符号：缩进要用空格，以 %、@、` 开头的文字要加引号",
    "found undefined alias": "以 * 开头的文字要加引号",
    "did not find expected ',' or ']'": "方括号没有成对，或缺少逗号",
    "did not find expected ',' or '}'": "花括号没有成对，或缺少逗号",
    "did not find expected": "缩进没有对齐",
}
_OPENED = ("found unexpected end of stream", "did not find expected ','")  # the fault lies where it began


def _reason(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or error.context or ""
    return next((words for start, words in _REASONS.items() if said.startswith(start)), said or "无法解析")


def _mark(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    if error.context_mark and (error.problem or "").startswith(_OPENED):
        return error.context_mark
    return error.problem_mark or error.context_mark


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """A YAML document as located nodes; ``None`` when empty or broken (then with one problem)."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = _mark(error)
        line = first_line + (mark.line if mark else 0)
        return None, [
            Problem(
                Location(path, line),
                "error",
                "yaml.syntax",
                "",
                f"不是合法的 YAML：{_reason(error)}",
                "“键: 值”的写法，冒号后有空格；含冒号的文字加引号",
                "改正这一行的写法",
            )
        ]
    except yaml.YAMLError as error:
        return None, [
            Problem(
                Location(path, first_line),
                "error",
                "yaml.syntax",
                "",
                f"含有不能读取的字符（{error}）",
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
