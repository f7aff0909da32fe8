"""Click's own words in Chinese, and the findings as lines of a terminal. Exceptions and values in, text out; nothing is printed but by ``tell``.

Commands and groups of the command line are made of the two classes here; nothing else knows of them.
"""

from __future__ import annotations

import difflib
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from builder.privacy import mask
from builder.problems import SEVERITY_NAMES, Problem, sort_problems, visible

_EACH_ITS_WORD = frozenset(("word.wrong", "word.repeated"))  # different words are different mistakes
GROUPED_FROM = 4  # so many warnings of one rule become one line

_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"No such option:? '?([^ '.]+)'?\.?(?:.*)", "没有选项 {0}"),
        (r"No such command '(.+?)'\.?(?:.*)", "没有命令 {0}"),
        (r"Missing command\.?", "没有写命令"),
        (r"Option '?(\S+?)'? requires an argument\.?", "选项 {0} 后面要写一个值"),
        (r"Option '?(\S+?)'? requires (\d+) arguments\.?", "选项 {0} 后面要写 {1} 个值"),
        (r"Option '?(\S+?)'? does not take a value\.?", "选项 {0} 后面不写值"),
        (r"Got unexpected extra arguments? \((.+)\)\.?", "多写了 {0}"),
        (r"(.+) is not in the range (\d+)<=x<=(\d+)\.", "{0} 不在 {1} 到 {2} 之间"),
        (r"(.+) is not in the range x>=(\d+)\.", "{0} 小于 {1}"),
        (r"'(.*)' is not a valid (?:integer|int)(?: range)?\.", "“{0}”不是整数"),
        (r"'(.*)' is not (?:one of )?(.+)\.", "“{0}”不在 {1} 之内"),
        (r"(?:File|Directory|Path) '(.*)' does not exist\.", "“{0}”不存在"),
        (r"(?:File|Directory|Path) '(.*)' is a file\.", "“{0}”是文件，不是文件夹"),
        (r"(?:File|Directory|Path) '(.*)' is a directory\.", "“{0}”是文件夹，不是文件"),
        (r"(?:File|Directory|Path) '(.*)' is not readable\.", "“{0}”不能读取"),
        (r"(?:File|Directory|Path) '(.*)' is not writable\.", "“{0}”不能写入"),
    )
)

_PAUSE = 0.1  # seconds between two sights of the progress


def tell(text: str, *, err: bool = False, nl: bool = True, before: str = "") -> None:
    """Print, with every number of a person masked and no control character: file names, notes and sentences may hold them. ``before``: our own."""
    click.echo(before + "\n".join(visible(line) for line in mask(text).split("\n")), err=err, nl=nl)


def show_progress() -> Callable[[str, int, int], None]:
    """On a terminal one line that says what is being done and how far it is; elsewhere nothing. An empty step wipes it out."""
    if not sys.stderr.isatty():
        return lambda step, done, total: None
    shown = 0.0

    def show(step: str, done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if done < total and now - shown < _PAUSE:
            return
        shown = now
        counted = f"：{done:,} / {total:,}" if total else "……" if step else ""
        tell(f"{step}{counted}", err=True, nl=False, before="\r\x1b[2K")

    return show


def usage_message(error: click.ClickException) -> str:
    """What is wrong with the way a command was called, in one sentence."""
    if isinstance(error, click.MissingParameter):
        param = error.param
        if isinstance(param, click.Option):
            return f"缺少选项 {'/'.join(param.opts)}"
        return f"缺少参数“{(param.metavar or param.name or '') if param else error.param_hint}”"
    message = str(error.message)
    said = next((words.format(*m.groups()) for p, words in _SAID if (m := p.fullmatch(message.replace("\n", " ")))), message)
    if isinstance(error, click.BadParameter) and error.param is not None:
        if isinstance(error.param.type, click.Choice) and said != message:
            said = said.replace("', '", "、").replace("'", "")
        name = "/".join(error.param.opts) if isinstance(error.param, click.Option) else error.param.metavar or error.param.name
        return f"{name} 的值不对：{said}"
    return said + _nearest(error)


def _option_metavar(name: str) -> str:
    for english, chinese in (("DIRECTORY", "文件夹"), ("PATH", "路径"), ("INTEGER RANGE", "整数"), ("INTEGER", "整数"), ("TEXT", "文字")):
        name = re.sub(rf" {english}\Z", f" {chinese}", name)
    return name


def _nearest(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        known = [o for p in (error.ctx.command.params if error.ctx else ()) for o in p.opts]
        wanted = error.option_name
    else:
        match = re.match(r"No such command '(.+?)'", str(error.message))
        ctx = getattr(error, "ctx", None)
        if not match or ctx is None or not isinstance(ctx.command, click.Group):
            return ""
        wanted, known = match[1], list(ctx.command.commands)
        if not difflib.get_close_matches(wanted, known, 1, 0.6):
            return f"；有的命令：{'、'.join(known)}"
    near = difflib.get_close_matches(wanted, known, 1, 0.6)
    return f"；是不是 {near[0]}？" if near else ""


def show_error(error: click.ClickException) -> None:
    """Usage, the mistake, where to read on."""
    ctx = getattr(error, "ctx", None)
    if ctx is not None and type(error).__name__ == "NoArgsIsHelpError":  # click 8.2 and later
        tell(ctx.get_help(), err=True)
        return
    if isinstance(error, click.UsageError) and ctx is not None:
        tell(ctx.get_usage(), err=True)
        tell(f"帮助：{ctx.command_path} --help", err=True)
    tell(f"错误：{usage_message(error)}", err=True)


class _Chinese(click.Command):
    """Usage, options and errors in Chinese; exit codes as click's."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = [{"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}.get(p, p) for p in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(words), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [r for r in (p.get_help_record(ctx) for p in self.get_params(ctx)) if r is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl([(_option_metavar(name), _row(text)) for name, text in rows])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
        except click.ClickException as error:
            show_error(error)
            sys.exit(error.exit_code)
        except click.Abort:
            tell("已中止", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _row(text: str) -> str:
    text = {"Show this message and exit.": "显示这份说明", "Show the version and exit.": "显示版本"}.get(text, text)
    return text.replace("[default: ", "[默认：").replace("[required]", "[必填]").replace("; required]", "；必填]")


class ChineseCommand(_Chinese):
    """A command."""


class ChineseGroup(_Chinese, click.Group):
    """A group whose commands and groups are Chinese too."""

    command_class = ChineseCommand
    group_class = type

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str(60)) for name, command in sorted(self.commands.items()) if not command.hidden]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)


def problem_lines(problems: Iterable[Problem], *, strict: bool = False, quiet: bool = False) -> list[str]:
    """Notices, warnings, then errors, nearest the prompt; many warnings of one rule in one line. ``quiet`` leaves out notices."""
    found = sort_problems(problems)
    stops = [p for p in found if p.severity == "error" or (strict and p.severity == "warning")]
    lines: list[str] = []
    for severity in [name for name, apart in (("notice", quiet), ("warning", strict)) if not apart]:
        by_code: dict[str, dict[str, list[Problem]]] = {}
        for p in found:
            if p.severity == severity:
                by_code.setdefault(p.code, {}).setdefault(p.found if p.code in _EACH_ITS_WORD else "", []).append(p)
        for alike in (some for by_words in by_code.values() for some in by_words.values()):
            lines += [_together(alike)] if len(alike) >= GROUPED_FROM else map(str, alike)
    lines += map(str, sorted(stops, key=lambda p: p.severity == "error"))
    if found:
        counts = [sum(p.severity == s for p in found) for s in ("error", "warning", "notice")]
        lines.append("共 {} 个错误，{} 个警告，{} 个提示".format(*counts))
    return lines


def _together(same: Sequence[Problem]) -> str:
    first = same[0]
    places = "、".join(str(p.location) for p in same[:3])
    said = str(first).partition("]")[2]
    return f"{len(same)} 处{SEVERITY_NAMES[first.severity]} [{first.code}]{said}（{places} 等；逐条列出：gongkai check --format json）"
