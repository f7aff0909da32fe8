"""Arguments, printing, exit codes: the only terminal of the house. Messages are Chinese.

Exit codes: 0 no error, 1 errors found, 2 wrong use (click's own). Heavy modules are imported inside
the commands, so that every ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import click

from builder import __version__
from builder.problems import Problem, has_errors, sort_problems

_BEIJING = timezone(timedelta(hours=8))
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Entry point of ``gongkai`` and ``python -m builder``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gongkai(prog_name="gongkai")


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="gongkai", message="%(prog)s %(version)s")
def gongkai() -> None:
    """把政府工作计划、工作总结变成可检索、可对照、适老的公开网站。

    \b
    例：gongkai new site 我的站点
        gongkai import 总结.txt --site-root 我的站点
        gongkai build --site-root 我的站点
    """


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"“{value}”不是日期，应为 2026-11-22 这样的写法") from error


def _clock(given: date | None) -> date:
    """The only clock (design 7): --as-of, else SOURCE_DATE_EPOCH, else today in Beijing."""
    if given:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), _BEIJING).date()
    return datetime.now(_BEIJING).date()


def _print_problems(problems: Iterable[Problem], *, strict: bool, quiet: bool) -> int:
    """Print findings in order; the exit code they ask for."""
    found = sort_problems(problems)
    for problem in found:
        if quiet and problem.severity == "notice":
            continue
        click.echo(str(problem), err=True)
    counts = {s: sum(p.severity == s for p in found) for s in ("error", "warning", "notice")}
    if found:
        click.echo(f"共 {counts['error']} 个错误，{counts['warning']} 个警告，{counts['notice']} 个提示", err=True)
    return 1 if has_errors(found, strict=strict) else 0


_root_option = click.option("--site-root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="含 content/ 的文件夹（默认：当前文件夹）")
_as_of_option = click.option("--as-of", callback=_day, metavar="日期", help="以这一天为“今天”（默认：SOURCE_DATE_EPOCH，再默认北京时间今天）")


@gongkai.command()
@_root_option
@click.option("--out", type=click.Path(path_type=Path), help="输出文件夹（默认：站点文件夹下的 site/）")
@click.option("--base-url", default="", metavar="网址", help="网站的完整网址，覆盖 site.yml 的 base_url")
@_as_of_option
@click.option("--previous", default="", metavar="文件或网址", help="上一次的 manifest.json，用来核对日期和网址有没有被改动")
@click.option("--portable", is_flag=True, help="链接写到 index.html，不用服务器、直接从文件夹打开")
@click.option("--jobs", type=click.IntRange(1, 256), default=None, help="同时用几个进程（默认：处理器核数）")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="缓存文件夹（默认：站点文件夹下的 .cache/gongkai）")
@click.option("--no-cache", is_flag=True, help="不用缓存")
@click.option("--strict", is_flag=True, help="把警告也当作错误")
@click.option("--timings", is_flag=True, help="显示各步骤用时")
@click.option("--quiet", is_flag=True, help="只显示错误和警告")
@click.pass_context
def build(
    ctx: click.Context,
    site_root: Path,
    out: Path | None,
    base_url: str,
    as_of: date | None,
    previous: str,
    portable: bool,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    strict: bool,
    timings: bool,
    quiet: bool,
) -> None:
    """生成网站。有错误时不改动已经生成的网站。

    例：gongkai build --site-root . --base-url https://example.github.io/xiqu/
    """
    from builder.commands.build import BuildOptions, build_site
    from builder.output import OutputRefused
    from builder.parallel import default_jobs

    if base_url and not base_url.startswith(("http://", "https://")):
        raise click.UsageError(f"--base-url “{base_url}”应以 http:// 或 https:// 开头")
    options = BuildOptions(
        root=site_root,
        out=out or site_root / "site",
        as_of=_clock(as_of),
        base_url=base_url,
        previous=previous,
        portable=portable,
        jobs=jobs or default_jobs(),
        cache=None if no_cache else cache or site_root / ".cache" / "gongkai",
        strict=strict,
    )
    try:
        result = build_site(options)
    except OutputRefused as refused:
        raise click.UsageError(str(refused)) from refused
    except OSError as error:
        click.echo(f"{error.filename or options.out}：不能写入（{error.strerror}）；原来的网站没有改动", err=True)
        ctx.exit(1)
    code = _print_problems(result.problems, strict=strict, quiet=quiet)
    if timings:
        for name, seconds in result.timings:
            click.echo(f"{name}\t{seconds:.2f} 秒", err=True)
    if not result.published:
        click.echo("没有生成网站；原来的网站没有改动", err=True)
        ctx.exit(1)
    if not quiet:
        click.echo(f"已生成 {result.pages} 页（{result.files} 个文件，{result.size / 1024 / 1024:.1f} MB）：{options.out / 'index.html'}")
        for path in result.sidecars:
            click.echo(f"已记录段落锚点，请随内容一起提交：{path}")
    ctx.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line without leaving the process (tests, serve)."""
    try:
        gongkai.main(list(arguments), prog_name="gongkai", standalone_mode=True)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
