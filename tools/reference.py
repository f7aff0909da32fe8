"""Writes the generated parts of docs/reference.md: commands from the command line, types of attachments, findings from the source.

`make docs` runs it; tests/unit/test_docs.py fails when the file is behind the program.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from builder.cli import gongkai
from builder.content.attachments import ATTACHMENT_TYPES
from builder.content.theme import TOKENS, completed, palettes

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference.md"
SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}
_LEVELS = tuple(SEVERITIES)
# One rule for several kinds of file: the name its code is put together with → those files.
FAMILIES = {"\0code\0": ("topic", "term"), "\0what\0": ("agency", "indicators", "kind", "term", "topic")}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its full name."""
    yield from _walk("gongkai", gongkai)


def _walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for inner in sorted(command.commands):
            yield from _walk(f"{name} {inner}", command.commands[inner])
    else:
        yield name, command


def commands_text() -> str:
    """One heading, the help and a table of options for each command."""
    return "\n".join(_command_text(name, command) for name, command in commands())


def _command_text(name: str, command: click.Command) -> str:
    arguments = " ".join(p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument))
    paragraphs = [line.strip().strip("\b") for line in (command.help or "").split("\n\n")]
    prose = "\n\n".join(re.sub(r"\n\s*", "\n", p).strip() for p in paragraphs if p and not p.strip("\b\n ").startswith("例："))
    example = next((p for p in paragraphs if p.strip("\b\n ").startswith("例：")), "")
    lines = [f"### {name}{' ' + arguments if arguments else ''}", "", prose, ""]
    if example:
        shown = re.sub(r"\n\s*", "\n", example.strip("\b\n ").removeprefix("例："))
        lines += ["```sh", shown, "```", ""]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        lines += ["| 选项 | 说明 |", "|---|---|"]
        lines += [
            f"| `{' '.join([*option.opts, *_value(option)])}` | {option.help or ''}{_default(option)} |" for option in options
        ]
        lines.append("")
    return "\n".join(lines)


def _value(option: click.Option) -> list[str]:
    if option.is_flag:
        return []
    if isinstance(option.type, click.Choice):
        return ["|".join(option.type.choices).replace("|", "\\|")]
    return [
        option.metavar
        or {"directory": "文件夹", "path": "路径"}.get(option.type.name, "数" if "integer" in option.type.name else "文字")
    ]


def _default(option: click.Option) -> str:
    return f"（默认：{option.default}）" if option.show_default else ""


@cache
def findings() -> dict[str, list[tuple[str, str, str]]]:
    """Every rule in the source → (severity, expected, action) where it is written."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for path in sorted((ROOT / "builder").rglob("*.py")):
        for call in (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)):
            for code, *rest in _finding(call):
                if tuple(rest) not in found.setdefault(code, []):
                    found[code].append((rest[0], rest[1], rest[2]))
    return found


def _finding(call: ast.Call) -> Iterator[tuple[str, str, str, str]]:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    keywords = {k.arg: _literal(k.value) for k in call.keywords if k.arg}
    for absent in (k.value for k in call.keywords if k.arg == "missing" and isinstance(k.value, ast.Tuple)):
        yield "field.required", "error", _literal(absent.elts[0]), _literal(absent.elts[1])
    values = [_literal(a) for a in call.args]
    if name == "Problem" and len(values) > 2:
        severity, code, said = values[1], values[2], values[5:7]
    elif name.endswith("problem") and len(values) > 2:
        severity, code, said = keywords.get("severity", "error"), values[1], values[3:5]
    elif name in {"warn", "tell"} and len(values) > 3:  # of a sheet; the action that most of them ask for need not be written
        severity, code, said = "warning", values[1 if name == "warn" else 2], [values[3], *values[4:5], keywords.get("action", "核对原件")][:2]
    else:
        return
    expected, action = [*said, "", ""][:2]
    for written in [code.replace(mark, name) for mark, names in FAMILIES.items() if mark in code for name in names] or [code]:
        if re.fullmatch(r"[a-z-]+\.[a-z-]+", written):
            yield (
                written,
                severity if severity in _LEVELS else "error",
                expected or keywords.get("expected", ""),
                action or keywords.get("action", ""),
            )


def _literal(node: ast.AST) -> str:
    """A string as written; what is put in at run time stands between two \\0."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else f"\0{ast.unparse(getattr(v, 'value', v))}\0" for v in node.values]
        return "".join(map(str, parts))
    return ""


def findings_text() -> str:
    """A table of all rules."""
    lines = ["| 规则 | 级别 | 应为 | 怎么办 |", "|---|---|---|---|"]
    for code, places in sorted(findings().items()):
        levels = "、".join(SEVERITIES[s] for s in _LEVELS if any(p[0] == s for p in places))
        lines.append(f"| `{code}` | {levels} | {_several(p[1] for p in places)} | {_several(p[2] for p in places)} |")
    return "\n".join(lines) + "\n"


def _several(texts: Iterator[str]) -> str:
    return "；".join(dict.fromkeys(re.sub("\0[^\0]*\0", "…", t).replace("|", "\\|") for t in texts if t)) or "见提示本身"


def attachments_text() -> str:
    """A table of the types that an attachment may have."""
    rows = [f"| `.{suffix}` | {kind.name} |" for suffix, kind in ATTACHMENT_TYPES.items()]
    return "\n".join(["| 后缀 | 类型 |", "|---|---|", *rows]) + "\n"


def tokens_text() -> str:
    """A table of the colours that a theme may set, with the palettes."""
    own = {name: palette for name, palette in palettes().items() if palette}
    rows = [f"| `{name}` | {what} | `{default}` | " + " | ".join(f"`{completed(p)[name]}`" for p in own.values()) + " |" for name, (default, what) in TOKENS.items()]
    return "\n".join(["| 键 | 用在哪里 | blue | " + " | ".join(own) + " |", "|---|---|---|" + "---|" * len(own), *rows]) + "\n"


def with_generated(text: str) -> str:
    """The reference with its generated parts as the program has them now."""
    for name, content in (("commands", commands_text()), ("attachments", attachments_text()), ("tokens", tokens_text()), ("findings", findings_text())):
        start, end = f"<!-- {name}: make docs -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{content}\n{end}{after}"
    return text


if __name__ == "__main__":
    REFERENCE.write_text(with_generated(REFERENCE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
