"""Arguments, printing, exit codes: the only terminal of the house. Messages are Chinese.

Exit codes: 0 no error, 1 errors found, 2 wrong use (click's own). Heavy modules are imported inside
the commands, so that every ``--help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from builder import __version__
from builder.cli_words import ChineseGroup, problem_lines, show_progress, tell
from builder.patterns import keep_patterns
from builder.problems import Problem, has_errors

if TYPE_CHECKING:
    from builder.commands.import_documents import ImportReport
    from builder.site_root import Dictionaries

_BEIJING = timezone(timedelta(hours=8))
_RARELY = (50_000, 50, 50)  # values are looked through for cycles: a build makes millions and hardly one, which takes a tenth of its time
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Entry point of ``gongkai`` and ``python -m builder``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    atexit.register(gc.freeze)  # what is there then goes with the process: nobody need look through it for cycles
    atexit.register(keep_patterns)
    gongkai(prog_name="gongkai")


@click.group(cls=ChineseGroup, context_settings=_CONTEXT)
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
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), _BEIJING).date()
    return datetime.now(_BEIJING).date()


def _print_problems(problems: Iterable[Problem], *, strict: bool, quiet: bool) -> int:
    """Print findings, errors last; the exit code they ask for."""
    found = list(problems)
    for line in problem_lines(found, strict=strict, quiet=quiet):
        tell(line, err=True)
    return 1 if has_errors(found, strict=strict) else 0


_root_option = click.option(
    "--site-root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="含 content/ 的文件夹（默认：当前文件夹）",
)
_as_of_option = click.option(
    "--as-of", callback=_day, metavar="日期", help="以这一天为“今天”（默认：SOURCE_DATE_EPOCH，再默认北京时间今天）"
)


@gongkai.command()
@_root_option
@click.option("--out", type=click.Path(path_type=Path), help="输出文件夹（默认：站点文件夹下的 site/）")
@click.option("--base-url", default="", metavar="网址", help="网站的完整网址，覆盖 site.yml 的 base_url")
@_as_of_option
@click.option("--previous", default="", metavar="文件或网址", help="上一次的 manifest.json（或网站的文件夹、网址）：核对正文、日期和网址有没有改动，更正的页面据此写明改了哪里")
@click.option("--portable", is_flag=True, help="链接写到 index.html，不用服务器、直接从文件夹打开")
@click.option("--jobs", type=click.IntRange(1, 256), default=None, help="同时用几个进程（默认：处理器核数）")
@click.option(
    "--cache", type=click.Path(path_type=Path, file_okay=False), help="缓存文件夹（默认：用户自己的缓存文件夹，如 ~/.cache/gongkai）"
)
@click.option("--no-cache", is_flag=True, help="不用缓存")
@click.option("--scheduler", default="", metavar="网址", help="Dask 集群的调度器，如 tcp://主机:8786：读文件、做网页由集群的工作进程来做")
@click.option("--strict", is_flag=True, help="把警告也当作错误")
@click.option("--timings", is_flag=True, help="显示各步骤用时")
@click.option("--verbose", is_flag=True, help="显示每种页面和文件有多少、多大、最大的是哪一页")
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
    scheduler: str,
    strict: bool,
    timings: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """生成网站。有错误时不改动已经生成的网站。

    例：gongkai build --site-root . --base-url https://example.github.io/xiqu/
    """
    from builder.cache_folder import private_folder
    from builder.commands.options import BuildOptions
    from builder.commands.unchanged import Inputs, last_result
    from builder.content.site_address import EXPECTED, site_address
    from builder.parallel import COPIES, ClusterUnusable, default_jobs, hired, unheard
    from builder.store import values_folder
    from builder.workplace import OutputRefused

    address = site_address(base_url)
    if base_url and not address:
        raise click.UsageError(f"--base-url “{base_url}”：应为{EXPECTED}")
    private = None if no_cache else private_folder(os.environ)
    options = BuildOptions(
        root=site_root,
        out=out or site_root / "site",
        as_of=_clock(as_of),
        base_url=address,
        previous=previous,
        portable=portable,
        jobs=jobs or default_jobs(),
        cache=None if no_cache else cache or values_folder(private, site_root),
        private=private,
        mirrors=private / "sites" if private else None,
        strict=strict,
        progress=unheard if quiet else show_progress(),
    )
    try:
        inputs = Inputs(options)
        if (result := last_result(options, inputs)) is None:
            gc.set_threshold(*_RARELY)
            from builder.cluster import connected
            from builder.commands.build import build_site

            with connected(scheduler) if scheduler else hired(1 if COPIES else options.jobs) as crew:
                result = build_site(replace(options, crew=crew), lambda: tell(f"{options.out}：另一个 gongkai build 正在生成它，等它完成……", err=True), inputs)
    except (OutputRefused, ClusterUnusable) as refused:
        raise click.UsageError(str(refused)) from refused
    except OSError as error:
        tell(f"{error.filename or options.out}：不能写入（{error.strerror}）；原来的网站没有改动", err=True)
        ctx.exit(1)
    except MemoryError:
        tell("内存不够；原来的网站没有改动。关掉别的程序，或用 --jobs 1 再构建一次", err=True)
        ctx.exit(1)
    options.progress("", 0, 0)
    code = _print_problems(result.problems, strict=strict, quiet=quiet)
    if timings:
        for name, seconds in result.timings:
            tell(f"{name}\t{seconds:.2f} 秒", err=True)
    if verbose:
        from builder.commands.budget import kind_lines
        from builder.commands.page_sizes import size_lines

        for line in [*size_lines(result.sizes), *(kind_lines(result.budget) if result.budget else ())]:
            tell(line, err=True)
    if not result.published:
        tell("没有生成网站；原来的网站没有改动", err=True)
        ctx.exit(1)
    if not quiet:
        tell(
            f"已生成 {result.pages} 页（{result.files} 个文件，{result.size / 1024 / 1024:.1f} MB）：{options.out / 'index.html'}"
        )
        if result.budget:
            from builder.commands.budget import budget_line

            tell(budget_line(result.budget))
        if result.sidecars:
            more = f" 等 {len(result.sidecars)} 个文件" if len(result.sidecars) > 3 else ""
            tell(f"已记录段落锚点，请随内容一起提交：{'、'.join(map(str, result.sidecars[:3]))}{more}")
    ctx.exit(code)


@gongkai.command()
@_root_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口；0：任选一个空闲的")
@click.option("--base-path", default="/", metavar="/路径/", help="网站所在的路径，例如 /xiqu/（默认：/）")
@_as_of_option
@click.pass_context
def serve(ctx: click.Context, site_root: Path, port: int, base_path: str, as_of: date | None) -> None:
    """在本机预览：内容一改就重新生成，浏览器自动刷新，错误显示在页面上。

    只有本机能打开；不改动已经生成的 site/。按 Ctrl+C 停止。
    预览的网站留在用户自己的缓存文件夹里，下一次启动接着用；撤下的文字，下一次生成时从那里删去。

    例：gongkai serve --port 8080 --base-path /xiqu/
    """
    import re
    import threading

    from builder.cache_folder import private_folder
    from builder.commands.serve import ServeOptions, serve_site
    from builder.devserver import Outcome
    from builder.site_root import check_root

    path = "/" + base_path.strip("/") + "/" if base_path.strip("/") else "/"
    if not re.fullmatch(r"/(?:[A-Za-z0-9._~-]+/)*", path) or "/./" in path or "/../" in path:
        raise click.UsageError(f"--base-path “{base_path}”应为 /xiqu/ 这样的路径")
    if missing := list(check_root(site_root)):  # no edit that is waited for could mend it: what is not there is not watched
        ctx.exit(_print_problems(missing, strict=False, quiet=False))

    def told(outcome: Outcome) -> None:
        tell(f"{datetime.now(_BEIJING):%H:%M:%S} {'已生成' if outcome.published else '没有生成，见下'}")
        for message in outcome.messages:
            tell(message, err=True)

    stop = threading.Event()
    gc.set_threshold(*_RARELY)
    try:
        serve_site(
            ServeOptions(site_root, _clock(as_of), port, path, private_folder(os.environ)),
            lambda address: tell(f"打开 {address}（按 Ctrl+C 停止）"),
            told,
            stop,
        )
    except KeyboardInterrupt:
        tell("已停止")
    except OSError as error:
        tell(f"不能使用端口 {port}（{error.strerror}）；换一个，例如 --port {port % 65535 + 1}", err=True)
        ctx.exit(1)
    finally:
        stop.set()


@gongkai.command()
@click.argument("target", metavar="文件夹或网址")
@click.option(
    "--sample", type=click.IntRange(min=0), default=500, show_default=True, metavar="个数", help="网址：抽查几个文件；0：全部"
)
@click.option("--digest", "wanted", default="", metavar="总摘要", help="当时记下的总摘要：核对是不是那一次生成的网站")
@click.pass_context
def verify(ctx: click.Context, target: str, sample: int, wanted: str) -> None:
    """核对已生成的文件夹或已公开的网站：每个文件是否与清单 manifest.json 一致，文件夹里有没有多出来的文件、文件夹和符号链接。

    \b
    例：gongkai verify site
        gongkai verify https://example.github.io/xiqu/ --sample 0
    """
    from builder.commands.verify import verify_folder, verify_site

    wanted = wanted.strip().lower()
    if wanted and (len(wanted) != 64 or set(wanted) - set("0123456789abcdef")):
        raise click.UsageError(f"--digest “{wanted}”应为 64 位十六进制数，gongkai verify 最后一行显示的那个")
    remote = target.startswith(("http://", "https://"))
    if remote:
        live = sys.stderr.isatty()
        result = verify_site(
            target, sample, lambda done, of: tell(f"\r{done}/{of}", nl=done == of, err=True) if live else None, wanted
        )
    elif Path(target).is_dir():
        result = verify_folder(Path(target), wanted)
    else:
        raise click.UsageError(f"“{target}”不是文件夹，也不是以 http:// 或 https:// 开头的网址")
    code = _print_problems(result.problems, strict=False, quiet=False)
    kept = f"；保留的 {'、'.join(result.kept)} 不在核对之内" if result.kept else ""
    tell(
        f"核对了 {result.checked} 个文件（清单共 {result.listed} 个）" + ("，全部一致" if not code else "") + kept, err=bool(code)
    )
    for line in result.proves(wanted, remote=remote):
        tell(line)
    ctx.exit(code)


@gongkai.command()
@_root_option
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="输出格式")
@click.option("--previous", default="", metavar="文件或网址", help="上一次的 manifest.json（或网站的文件夹、网址）")
@click.option("--external", is_flag=True, help="也检查通往其他网站的链接（要联网）")
@click.option("--inspection", is_flag=True, help="最后按国家检查指标列出自查结果（单项否决等）")
@click.option("--strict", is_flag=True, help="把警告也当作错误")
@_as_of_option
@click.pass_context
def check(
    ctx: click.Context, site_root: Path, form: str, previous: str, external: bool, inspection: bool, strict: bool, as_of: date | None
) -> None:
    """检查内容和链接，不生成网站。

    例：gongkai check --site-root . --format github
    """
    from builder.cache_folder import private_folder
    from builder.commands.check import check_site, show
    from builder.commands.check import inspection as inspection_of
    from builder.commands.options import BuildOptions
    from builder.parallel import default_jobs
    from builder.store import values_folder

    private = private_folder(os.environ)
    options = BuildOptions(
        root=site_root, out=site_root / "site", as_of=_clock(as_of), previous=previous, jobs=default_jobs(), cache=values_folder(private, site_root), private=private
    )
    found = check_site(options, external=external)
    if form == "text":
        code = _print_problems(found, strict=strict, quiet=False)
        if not found:
            tell("没有发现问题")
        for line in inspection_of(options, found) if inspection else ():
            tell(line)
    else:
        tell(show(found, form))
        code = 1 if has_errors(found, strict=strict) else 0
    ctx.exit(code)


def _site_words(ctx: click.Context, root: Path) -> Dictionaries:
    """The dictionaries of a site that a command is about to write into: it must be one, and its offices must be readable."""
    from builder.site_root import read_dictionaries

    if not (root / "content").is_dir():
        raise click.UsageError(f"{root / 'content'} 不存在；先用 gongkai new site 新建，或用 --site-root 指明位置")
    words = read_dictionaries(root)
    blocking = [p for p in words.problems if p.severity == "error" and "agencies.yml" in p.location.path]
    if blocking:
        ctx.exit(_print_problems(blocking, strict=False, quiet=False))
    return words


@gongkai.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹...")
@_root_option
@click.option("--title", default="", help="标题（文件没有写明时用）")
@click.option("--agency", default="", help="发布机构的名称或 id")
@click.option("--kind", default="", help="体裁：计划、总结、工作报告、总结+计划、年报、其他")
@click.option("--year", default="", help="报告主要涉及的年份")
@click.option("--written", callback=_day, metavar="日期", help="成文日期")
@click.option("--published", callback=_day, metavar="日期", help="发布日期")
@click.option("--index-number", default="", help="索引号")
@click.option("--source-url", default="", help="原文网址")
@click.option("--waive", multiple=True, metavar="规则=理由", help="文件里有个人信息或密级标志、核对后仍要导入时，写明理由；可以写多次")
@click.option("--dry-run", is_flag=True, help="只显示结果，不写文件")
@click.option("--overwrite", is_flag=True, help="覆盖已经导入的同一份文件")
@click.option("--verbose", is_flag=True, help="列出每一处改动，不只是要人定的")
@click.option("--note", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="把结果写成给核对的人看的清单（Markdown），收件箱用它写合并请求")
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    site_root: Path,
    title: str,
    agency: str,
    kind: str,
    year: str,
    written: date | None,
    published: date | None,
    index_number: str,
    source_url: str,
    waive: tuple[str, ...],
    dry_run: bool,
    overwrite: bool,
    verbose: bool,
    note: Path | None,
) -> None:
    """把 Word、WPS、PDF、Excel、网页和文本报告变成内容文件；选项只用于没有写明该项的文件。

    含有身份证、手机、银行卡号码或密级、未定稿标志的文件不写入，别的文件照常导入。

    例：gongkai import 总结.txt --agency 西区街道 --published 2025-02-09
    """
    from builder.checks.waivers import WAIVABLE_ERRORS
    from builder.commands.import_documents import import_files
    from builder.commands.import_notes import import_note, sample_left
    from builder.importers import ImportOptions

    words = _site_words(ctx, site_root)
    kinds = [k.name for k in words.kinds]
    if kind and kind not in kinds:
        raise click.UsageError(f"--kind “{kind}”不在已知体裁之内：{'、'.join(kinds)}")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4 and 1949 <= int(year) <= 2100):
        raise click.UsageError(f"--year “{year}”应为四位年份")
    if source_url and not re.fullmatch(r"https?://[^\s<>\"']+", source_url):
        raise click.UsageError(f"--source-url “{source_url}”应为 http:// 或 https:// 开头的网址")
    reasons = {rule.strip(): reason.strip() for rule, _, reason in (w.partition("=") for w in waive)}
    for rule, reason in reasons.items():
        if rule not in WAIVABLE_ERRORS or not reason:
            raise click.UsageError(f"--waive “{rule}={reason}”应为 规则=理由，规则是 {'、'.join(WAIVABLE_ERRORS)} 之一")
    options = ImportOptions(
        title=title,
        agency=agency,
        kind=kind,
        year=year,
        written=written.isoformat() if written else "",
        published=published.isoformat() if published else "",
        index_number=index_number,
        source_url=source_url,
        agencies=words.agencies,
        kinds=words.kinds,
        retrieved=_clock(None),
    )
    report = import_files(files, site_root, options, dry_run=dry_run, overwrite=overwrite, waive=reasons, words=words.wrong_words)
    _tell_import(report, dry_run=dry_run, verbose=verbose)
    if left := sample_left(report, site_root):
        tell(left)
    if note:
        try:
            note.write_text(import_note(report, site_root), encoding="utf-8", newline="\n")
        except OSError as error:
            _cannot_write(ctx, error, note)
    ctx.exit(1 if report.failed else 0)


def _tell_import(report: ImportReport, *, dry_run: bool = False, verbose: bool = False) -> None:
    """What became of each file; what a person must decide comes first."""
    from builder.commands.import_notes import questions, routine

    for item in report.files:
        if item.failure:
            tell(f"{item.source}：没有导入：{item.failure}", err=True)
            for problem in item.problems:
                tell(f"  {problem}", err=True)
            continue
        tell(f"{item.source} → {item.target}{'（试运行，没有写入）' if dry_run else ''}")
        for line in map(str, item.notes) if verbose else questions(item.notes, written=not dry_run):
            tell(f"  {line}")
        done = len(routine(item.notes))
        if done and not verbose:
            tell(f"  另有 {done} 项照例的改动（加 --verbose 全列）")
        for finding in item.problems:
            tell(f"  {finding}")
    for office in report.new_agencies:
        tell(f"{'将' if dry_run else '已'}在 agencies.yml 里增加机构：{office.name}（{office.id}）；请核对")
    for path, reason in report.skipped:
        tell(f"{path}：跳过：{reason}")
    for rule in report.unneeded:
        tell(f"没有用上 --waive {rule}：导入的文件都不需要它，理由没有写入")
    tell(f"共 {len(report.files)} 份，导入 {report.imported} 份{'。请逐份核对后再公开' if report.imported else ''}")


@gongkai.group()
def new() -> None:
    """新建站点或报告。

    例：gongkai new site 我的站点
    """


@new.command("site")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[报告...]")
@click.option(
    "--program",
    default=None,
    metavar="来源",
    help="自动公开时从哪里安装程序：git+https://…@版本标签，或站点文件夹里的 .whl 文件（默认：这台电脑上的程序从哪里来，就从哪里来；"
    "看不出的，在终端里会问）",
)
@click.option("--no-git", is_flag=True, help="不建 git 仓库")
@click.pass_context
def new_site_command(ctx: click.Context, folder: Path, files: tuple[Path, ...], program: str | None, no_git: bool) -> None:
    """新建一个站点：content/、说明，用 GitHub Pages 自动公开的工作流和收件箱。

    写了报告的，一起导入；没有写的，放一份标明“示例”的报告。文件夹不在 git 仓库里的，就建一个。已有的文件一律不动，可以用于新建好的空仓库。

    \b
    例：gongkai new site 我的站点 总结.docx
        gongkai new site . --program wheels/gongkai-0.1.0-py3-none-any.whl
    """
    from builder.cli_asks import ask_program, somebody_is_there
    from builder.commands.new import AlreadyThere, check_free, new_site, next_steps, start_repository
    from builder.commands.program import ProgramRefused, installed_from, own_record, parse_program, wheel_named, wheel_of
    from builder.content.schemas import EDITOR

    wheel = ""
    try:
        check_free(folder)
        if program is None:
            program, wheel = installed_from(own_record())
            if not program and somebody_is_there():
                program = ask_program()
        elif program and (named := wheel_of(parse_program(program))):
            wheel = wheel_named(named, installed_from(own_record())[1])
        line = parse_program(program) if program else ""
        site = new_site(folder, line, wheel, sample=not files)
    except (AlreadyThere, ProgramRefused) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        _cannot_write(ctx, error, folder)
    plain = [path for path in site.written if EDITOR not in path.parts]
    for path in plain:
        tell(f"已写 {path}")
    if len(plain) < len(site.written):
        tell(f"已写 {folder / EDITOR}（编辑器的提示，{len(site.written) - len(plain)} 个文件）")
    for path in site.kept:
        tell(f"已有，没有改动：{path}")
    failed = False
    if files:
        from builder.commands.import_documents import import_files
        from builder.importers import ImportOptions

        words = _site_words(ctx, folder)
        options = ImportOptions(agencies=words.agencies, kinds=words.kinds, retrieved=_clock(None))
        report = import_files(files, folder, options, dry_run=False, overwrite=False, words=words.wrong_words)
        _tell_import(report)
        failed = report.failed
    started = not no_git and start_repository(folder, site.written)
    if started:
        tell(f"已建 git 仓库 {folder}（分支 main），以上文件已经放进第一次提交，等你核对后提交")
    for step in next_steps(folder, line, site.kept, started=started, reports=bool(files) and not failed):
        tell(step)
    ctx.exit(1 if failed else 0)


@new.command("editor")
@_root_option
@click.pass_context
def new_editor_command(ctx: click.Context, site_root: Path) -> None:
    """写编辑器的提示：每种文件有哪些键、怎样写，写错的标出来。升级程序以后再运行一次。

    .vscode/ 里自己改过的设置不动，只更新 .vscode/schemas/。

    例：gongkai new editor --site-root .
    """
    from builder.commands.new import write_editor_files

    words = _site_words(ctx, site_root)
    try:
        written = write_editor_files(site_root, words.kinds)
    except OSError as error:
        _cannot_write(ctx, error, site_root)
    for path in written:
        tell(f"已写 {path}")


def _cannot_write(ctx: click.Context, error: OSError, target: Path) -> NoReturn:
    tell(f"{error.filename or target}：不能写入（{error.strerror}）", err=True)
    ctx.exit(1)


@new.command("report")
@_root_option
@click.option("--agency", default=None, help="agencies.yml 里的机构：id 或任一名称；不写：归入“未标注机构”")
@click.option("--year", type=click.IntRange(1949, 2100), default=None, help="报告主要涉及的年份")
@click.option("--kind", default=None, help="体裁；不写：总结")
@click.option("--title", default="", help="公开时的标题；不写：照机构、年份、体裁通常的写法")
@click.pass_context
def new_report_command(ctx: click.Context, site_root: Path, agency: str | None, year: int | None, kind: str | None, title: str) -> None:
    """新建一份空报告，填好后去掉 draft: true。在终端里，没有写的选项会问。

    check 会拒绝的不写：没有登记的机构、已经有的 id。

    \b
    例：gongkai new report
        gongkai new report --agency xiqu --year 2026 --kind 计划
    """
    from builder.cli_asks import ask_report, somebody_is_there
    from builder.commands.new_report import Refused, Wanted, agency_id, kind_of, new_report, usual_title

    words = _site_words(ctx, site_root)
    try:
        if somebody_is_there() and None in (agency, year, kind):
            agency, kind, year, title = ask_report(words, _clock(None), agency, kind, year, title)
        if year is None:
            raise click.UsageError("缺少选项 --year：报告主要涉及的年份")
        office, found = agency_id(agency or "", words.agencies), kind_of(kind or "总结", words.kinds)
        wanted = Wanted(office, year, found, title or usual_title(office, year, found, words.agencies))
        path, problems = new_report(site_root, words, wanted, _clock(None))
    except Refused as refused:
        raise click.UsageError(str(refused)) from refused
    except OSError as error:
        _cannot_write(ctx, error, site_root)
    if code := _print_problems(problems, strict=False, quiet=True):
        ctx.exit(code)
    tell(f"已写 {path}（草稿；填好后去掉 draft: true，再用 gongkai check）")


@gongkai.command()
@click.argument("place", metavar="报告#位置")
@_root_option
@_as_of_option
@click.pass_context
def explain(ctx: click.Context, place: str, site_root: Path, as_of: date | None) -> None:
    """说明一处的数据是怎样读出来的：原文、数、规则、数据、对应、判断。

    位置的写法和 data/indicators.json 里一样：报告的 id、井号、段落的 id。

    例：gongkai explain qinghe-2024-zongjie#s1-ab12 --site-root .
    """
    from builder.commands.explain import explain as explained

    lines, problems = explained(site_root, place, _clock(as_of))
    code = _print_problems([p for p in problems if p.severity == "error"], strict=False, quiet=True)
    if not lines:
        raise click.UsageError(f"没有 {place} 这一处：报告的 id 和段落的 id 见 data/indicators.json")
    tell("\n".join(lines))
    ctx.exit(code)


@gongkai.command()
@_root_option
@click.option("--report", default="", metavar="id", help="只看这一份报告")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="最多列出几项")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式")
@_as_of_option
@click.pass_context
def review(ctx: click.Context, site_root: Path, report: str, limit: int, form: str, as_of: date | None) -> None:
    """列出最该由人核对的：先是下了结论的（未达到在前），再是可能对应、关键数字、依据不足的。

    只列还没有核对的；每项有原句、读成了什么、有没有把握。逐项决定用 gongkai serve 的 /_review/ 页面。

    例：gongkai review --report xiqu-2024-zongjie --limit 50
    """
    from builder.commands.review import UnknownReport, list_items, show_items
    from builder.parallel import default_jobs

    try:
        items, problems = list_items(site_root, _clock(as_of), report, default_jobs())
    except UnknownReport as unknown:
        raise click.UsageError(f"--report {unknown}") from unknown
    code = _print_problems(problems, strict=False, quiet=True)
    if code == 0:
        tell(show_items(items[:limit], len(items), form))
    ctx.exit(code)


@gongkai.command()
@_root_option
@click.option("--previous", default="", metavar="文件或网址", help="公开的网站的 manifest.json，用来看到期的有没有公开（默认：站点文件夹下的 site/）")
@click.option("--verbose", is_flag=True, help="每一类全部列出")
@_as_of_option
@click.pass_context
def status(ctx: click.Context, site_root: Path, previous: str, verbose: bool, as_of: date | None) -> None:
    """列出等着人做的：草稿、定时、到期、超过 20 个工作日、该更新的，没有审查的，数字没有核对的。

    审查是看能不能公开（保密、个人信息），核对是看程序读出的数字对不对，是两件事。

    例：gongkai status --previous https://example.github.io/xiqu/manifest.json
    """
    from builder.cache_folder import private_folder
    from builder.commands.status import read_status, show_status
    from builder.parallel import default_jobs
    from builder.store import values_folder

    day = _clock(as_of)
    groups, problems = read_status(site_root, day, previous, default_jobs(), values_folder(private_folder(os.environ), site_root))
    tell(f"今天 {day}")
    for line in show_status(groups, everything=verbose):
        tell(line)
    code = _print_problems([p for p in problems if p.severity == "error"], strict=False, quiet=True)
    ctx.exit(code)


@gongkai.group()
def topics() -> None:
    """专题词典。

    例：gongkai topics suggest --site-root .
    """


@topics.command("suggest")
@_root_option
@click.option("--limit", type=click.IntRange(1, 500), default=None, help="最多给出几个候选；不写时 30 个，机构多（5 个以上）时 100 个")
@click.pass_context
def topics_suggest(ctx: click.Context, site_root: Path, limit: int | None) -> None:
    """从收录的文件里找出可以做专题的词，给出例句和可以直接用的 YAML。
    机构多时，多数机构都写的排在前面；一两个机构自己的口号不算。

    例：gongkai topics suggest --site-root . --limit 20
    """
    from builder.commands.topics import suggest

    text, problems = suggest(site_root, limit or 0)
    code = _print_problems(problems, strict=False, quiet=True)
    if code == 0:
        tell(text)
    ctx.exit(code)


@gongkai.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion(shell: str) -> None:
    """显示一段脚本，让命令行按 Tab 键补全命令和选项。

    bash：在 ~/.bashrc 里加一行 source <(gongkai completion bash)；zsh 同样加在 ~/.zshrc 里；fish：存为 ~/.config/fish/completions/gongkai.fish。

    例：gongkai completion bash
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)  # click's own: it asks the commands themselves, so nothing is listed twice
    assert found is not None
    tell(found(gongkai, {}, "gongkai", "_GONGKAI_COMPLETE").source().rstrip())


def run(arguments: Sequence[str]) -> int:
    """Run a command line without leaving the process (tests, serve)."""
    try:
        gongkai.main(list(arguments), prog_name="gongkai", standalone_mode=True)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
