"""YAML with line numbers: text → a tree of located strings, plus problems.

All scalars stay strings (YAML would turn 12:30 into 750 and no into False); types are checked where
the fields are read. Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from builder.content.characters import check_text, clean
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

DEEPEST = 20  # nested collections; no file of a site needs more than five
LARGEST = 1_000_000  # characters; a dictionary of ten thousand topics is smaller


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """A YAML document as located nodes; ``None`` when empty or broken (then with a problem).

    Built from the parser's events, in one pass over the text: an alias is refused where it stands and
    nothing is ever walked twice. Work and memory grow with the length of the text, which is bounded.
    """
    if len(text) > LARGEST:
        found = f"有 {len(text)} 字"
        return None, [Problem(Location(path, first_line), "error", "yaml.size", "", found, f"不超过 {LARGEST} 字", "删去多余的内容")]
    problems = check_text(text, path, first_line)
    text = clean(text)
    tree = _Tree(text, path, first_line, problems)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            tree.take(event)
            if tree.refused:
                return None, problems
    except yaml.MarkedYAMLError as error:
        fault = explain(text, error)
        found, place = f"不是合法的 YAML：{fault.reason}", Location(path, first_line + fault.line)
        return None, [
            *problems,
            Problem(place, "error", "yaml.syntax", "", found, "“键: 值”的写法，冒号后有空格；含冒号的文字加引号", fault.action),
        ]
    except yaml.YAMLError:  # a character that its reader does not take, whatever its version
        place = Location(path, first_line)
        return None, [*problems, Problem(place, "error", "yaml.syntax", "", "含有不能读取的字符", "普通文字", "删去控制字符")]
    return tree.root, problems


@dataclass(slots=True)
class _Open:
    """A sequence or mapping whose end has not come yet; ``key`` waits for its value, a refused one with ``usable`` false."""

    line: int
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    key: Scalar | None = None
    usable: bool = True

    @property
    def wants_key(self) -> bool:
        return self.mapping and self.key is None


class _Tree:
    """Events of the YAML parser → nodes. ``refused``: the document asks for what is not taken, and need not be read on."""

    def __init__(self, text: str, path: str, first_line: int, problems: list[Problem]) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.problems = problems
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.escapes = "\\" in text
        self.documents = 0
        self.refused = False

    def take(self, event: yaml.Event) -> None:
        """The next event."""
        mark = event.start_mark
        assert mark is not None
        line = self.first_line + mark.line
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._refuse_name(event, line)
        elif tag := getattr(event, "tag", None):
            self._refusal_problem(line, "yaml.tag", f"标签“{tag.removeprefix('tag:yaml.org,2002:')}”", "写明的键和值", "删去它；以 ! 开头的文字要加引号")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            self._place(Mapping(tuple(done.entries), done.line) if done.mapping else Sequence(tuple(done.items), done.line))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) > DEEPEST:
                self._refusal_problem(line, "yaml.depth", f"嵌套超过 {DEEPEST} 层", "较浅的结构", "拆开这一段")
            self.open.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refusal_problem(line, "yaml.syntax", "不是合法的 YAML：中间多了一行“---”", "一份文件", "删去这一行")

    def _refuse_name(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refusal_problem(line, "yaml.alias", f"引用“*{event.anchor}”", "写明的键和值", "写出完整的值；以 * 开头的文字要加引号")
        else:
            self._refusal_problem(line, "yaml.alias", f"锚点“&{event.anchor}”", "写明的键和值", "写出完整的值；以 & 开头的文字要加引号")

    def _refusal_problem(self, line: int, code: str, found: str, expected: str, action: str) -> None:
        """The document's last finding."""
        self.refused = True
        self.problems.append(Problem(Location(self.path, line), "error", code, "", found, expected, action))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        is_key = bool(self.open) and self.open[-1].wants_key
        if is_key and event.value == "<<" and not event.style:
            self._refusal_problem(line, "yaml.alias", "合并键“<<”", "写明的键和值", "写出完整的键和值")
        # Only an escape in double quotes can still bring in a character that the text itself does not hold.
        value = event.value
        if self.escapes and event.style == '"':
            self.problems += check_text(value, self.path, line, known=self.text)
            value = clean(value)
        empty = not is_key and not event.style and value in {"~", "null", "Null", "NULL"}
        self._place(Scalar("" if empty else value, line))

    def _place(self, node: Node) -> None:
        """Where a finished node belongs: the root, an item, a key, or the value of the key before it."""
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if not holder.mapping:
            holder.items.append(node)
        elif holder.key is None:
            self._take_key(holder, node)
        else:
            if holder.usable:
                holder.entries.append((holder.key, node))
            holder.key = None

    def _take_key(self, holder: _Open, node: Node) -> None:
        holder.usable = isinstance(node, Scalar) and node.value not in holder.seen
        holder.key = node if isinstance(node, Scalar) else Scalar("", node.line)
        if holder.usable:
            holder.seen.add(holder.key.value)
        elif not isinstance(node, Scalar):
            self.problems.append(Problem(Location(self.path, node.line), "error", "yaml.key", "", "键不是文字", "简单的键名", "改写这一行"))
        else:
            self.problems.append(
                Problem(Location(self.path, node.line), "error", "yaml.duplicate-key", node.value, "同一个键写了两次", "每个键只写一次", "删去其中一个")
            )


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
