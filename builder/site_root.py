"""A site root on disk → values. The edge that reads content; nothing here decides what is shown."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from glob import escape
from pathlib import Path
from typing import TypeVar

from builder.beside import picture_bytes
from builder.content.anchors import SIDECAR_SUFFIX, Anchor, is_current, read_sidecar, write_sidecar
from builder.content.decisions import REVIEW_SUFFIX, review_name
from builder.content.kinds import parse_own_kinds, shipped_kinds
from builder.content.read import ReadReport, read_report
from builder.content.site_files import Column, SiteInfo, parse_agencies, parse_column, parse_site
from builder.content.terms import Term, parse_terms
from builder.content.topics import Topic, parse_topics, shipped_topics, with_shipped
from builder.content.wrong_words import WrongWord, parse_wrong_words, with_own
from builder.defaults import read_default
from builder.model import Agency, Picture, ReportKind, pictures_of
from builder.pages.columns import SERVICE, STATUTORY
from builder.problems import Location, Problem

T = TypeVar("T")
_UNREADABLE = "\0"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report's file as it lies on disk, with the anchors recorded and a person's decisions (``review``) beside it."""

    path: Path
    shown: str
    text: str
    sidecar: Path
    sidecar_text: str = ""
    review: str = ""

    @property
    def recorded(self) -> tuple[Anchor, ...]:
        """The anchors recorded; none where the record cannot be read, which ``parse_report`` tells."""
        try:
            return read_sidecar(self.sidecar_text) if self.sidecar_text else ()
        except (ValueError, KeyError, TypeError):
            return ()

    def must_record(self, anchors: Sequence[Anchor]) -> bool:
        """Has the sidecar other anchors than these, or an earlier form?"""
        return bool(anchors) and (self.outdated or set(anchors) != set(self.recorded))

    @property
    def outdated(self) -> bool:
        """Is the sidecar of an earlier form, which held words of the text? It is written anew."""
        return bool(self.sidecar_text) and self.sidecar_text != _UNREADABLE and not is_current(self.sidecar_text)

    @property
    def review_shown(self) -> str:
        """The decisions' file, as messages name it."""
        return review_name(self.shown)


@dataclass(frozen=True)
class Dictionaries:
    """Everything of a site root but its reports."""

    info: SiteInfo
    agencies: tuple[Agency, ...]
    kinds: tuple[ReportKind, ...]
    topics: tuple[Topic, ...]
    terms: tuple[Term, ...]
    columns: tuple[Column, ...]
    indicators_text: str
    problems: tuple[Problem, ...]
    wrong_words: tuple[WrongWord, ...] = ()
    logo: bytes = b""


def check_root(root: Path) -> Iterator[Problem]:
    """Is this a site's folder at all? Asked by itself where nothing is to begin without one."""
    content = root / "content"
    if not content.is_dir():
        yield Problem(
            Location(str(content)), "error", "site.missing", "", "没有 content/ 文件夹", "站点文件夹", "先用 gongkai new site 新建，或用 --site-root 指明位置"
        )


def read_dictionaries(root: Path) -> Dictionaries:
    """site.yml, agencies, kinds, topics, terms, indicators and columns of a site root."""
    problems = list(check_root(root))
    content = root / "content"
    info = _file(content / "site.yml", root, problems, parse_site, SiteInfo(""), required=True)
    agencies: tuple[Agency, ...] = _file(content / "agencies.yml", root, problems, parse_agencies, ())
    topics: tuple[Topic, ...] = _file(content / "topics.yml", root, problems, parse_topics, ())
    if info.features.default_topics:
        topics = with_shipped(topics, shipped_topics())
    shipped = shipped_kinds()
    kinds = _file(content / "kinds.yml", root, problems, lambda text, shown: parse_own_kinds(text, shown, shipped), shipped)
    terms: tuple[Term, ...] = _file(content / "terms.yml", root, problems, parse_terms, ())
    own: tuple[WrongWord, ...] = _file(content / "wrong_words.yml", root, problems, parse_wrong_words, ())
    columns: list[Column] = []
    for path in sorted((content / "columns").glob("*.md")):
        column = _file(path, root, problems, lambda text, shown, p=path: parse_column(text, shown, p.stem), None)  # type: ignore[misc]
        if column is not None:
            shown = picture_bytes(pictures_of(column.blocks), column.path, path, root, problems)
            columns.append(replace(column, pictures=tuple(shown.items())))
    if content.is_dir():
        columns += _default_columns({c.id for c in columns}, {p.stem for p in (content / "columns").glob("*.md")}, problems)
    indicators = read_text(content / "indicators.yml", root, problems) if (content / "indicators.yml").is_file() else ""
    logo = _logo(info, root, problems)
    return Dictionaries(info, agencies, kinds, topics, terms, tuple(columns), indicators or "", tuple(problems), with_own(own), logo)


def _logo(info: SiteInfo, root: Path, problems: list[Problem]) -> bytes:
    """The picture in the head of every page, if ``site.yml`` names one."""
    if not info.theme.logo:
        return b""
    site = root / "content" / "site.yml"
    line = next((n for n, text in enumerate(site.read_text(encoding="utf-8-sig").split("\n"), 1) if info.theme.logo in text), 1)
    return picture_bytes([Picture(info.theme.logo, line)], shown_path(site, root), site, root, problems).get(info.theme.logo, b"")


def _default_columns(present: Set[str], files: Set[str], problems: list[Problem]) -> list[Column]:
    """The columns that every page links to, in the package's words where the site has none of its own it can use."""
    found: list[Column] = []
    for name in (*STATUTORY, *SERVICE):
        if name in present:
            continue
        shown = f"content/columns/{name}.md"
        column = _shipped_column(name, shown)
        if name in files:
            found.append(replace(column, path=""))  # the site's own is there, but broken: that was told
            continue
        found.append(column)
        problems.append(Problem(Location(shown), "warning", "column.missing", "", f"没有“{column.title}”，用了随程序的通用文字", "站点自己的栏目", "新建这个文件"))
    return found


@cache
def _shipped_column(name: str, shown: str) -> Column:
    column, _ = parse_column(read_default(f"new_site/columns/{name}.md"), shown, name)
    assert column is not None
    return column


def _file(
    path: Path,
    root: Path,
    problems: list[Problem],
    parse: Callable[[str, str], tuple[T, list[Problem]]],
    default: T,
    *,
    required: bool = False,
) -> T:
    if not path.is_file():
        if required and path.parent.is_dir():
            problems.append(
                Problem(
                    Location(shown_path(path, root)),
                    "error",
                    "file.missing",
                    "",
                    "没有这个文件",
                    "站点必需的文件",
                    "新建它，至少写 name",
                )
            )
        return default
    text = read_text(path, root, problems)
    if text is None:
        return default
    value, found = parse(text, shown_path(path, root))
    problems += found
    return value


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)  # as Git leaves them


def read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """A file's text in UTF-8; None with a problem when it is something else, cannot be read, or holds two versions of itself."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if not (conflict := _CONFLICT.search(text)):
            return text
        place = Location(shown_path(path, root), text.count("\n", 0, conflict.start()) + 1)
        action = "留下要的一边，删去 <<<<<<<、=======、>>>>>>> 三行"
        problems.append(Problem(place, "error", "file.conflict", "", f"“{conflict[0][:7]}”：合并冲突没有解决", "一份文字", action))
    except UnicodeDecodeError as error:
        found = f"第 {error.start} 字节起不是 UTF-8"
        problems.append(
            Problem(
                Location(shown_path(path, root)),
                "error",
                "file.encoding",
                "",
                found,
                "UTF-8 编码",
                "用记事本打开，另存为，编码选 UTF-8；或用 gongkai import 导入",
            )
        )
    except OSError as error:
        problems.append(
            Problem(
                Location(shown_path(path, root)),
                "error",
                "file.read",
                "",
                f"不能读取（{error.strerror}）",
                "可读的文件",
                "检查文件和权限",
            )
        )
    return None


def shown_path(path: Path, root: Path) -> str:
    """A path as messages show it: relative to the site root where it lies inside."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def report_files(root: Path, problems: list[Problem]) -> list[ReportFile]:
    """All report files below content/reports/, in the order of their paths."""
    files: list[ReportFile] = []
    for path in sorted(p for p in (root / "content" / "reports").rglob("*.md") if p.suffix == ".md"):
        text = read_text(path, root, problems)
        if text is None:
            continue
        sidecar, review = path.with_name(path.stem + SIDECAR_SUFFIX), path.with_name(review_name(path.name))
        decided = read_text(review, root, problems) if review.is_file() else ""
        files.append(ReportFile(path, shown_path(path, root), text, sidecar, _sidecar_text(sidecar), decided or ""))
    problems += _passed_over(root)
    for path in sorted((root / "content" / "reports").rglob("*" + REVIEW_SUFFIX)):
        if not path.with_name(path.name.removesuffix(REVIEW_SUFFIX) + ".md").is_file():
            place = Location(shown_path(path, root))
            problems.append(Problem(place, "error", "review.orphan", "", "没有同名的报告", "放在报告旁边，和它同名", "改成报告的文件名，或删去它"))
    return files


FILES = ("site.yml", "agencies.yml", "kinds.yml", "topics.yml", "terms.yml", "indicators.yml", "wrong_words.yml")  # directly in content/
_TEXTS = (".yml", ".yaml", ".md", ".markdown", ".txt", ".json")


def _passed_over(root: Path) -> Iterator[Problem]:
    """Texts under names that nobody reads: kind.yml, site.yaml, a report beside the folder of reports. A disk that knows no capitals would read some, another not."""
    content = root / "content"
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        if path.name not in FILES and path.name.lower().endswith(_TEXTS) and not path.name.startswith((".", "README")) and path.is_file():
            near = get_close_matches(path.name, FILES, 1, 0.6)
            wanted, action = "、".join(FILES), f"改名为 {near[0]}" if near else "报告放到 reports/ 里，栏目放到 columns/ 里；不用的移到 content/ 外面"
            yield Problem(Location(shown_path(path, root)), "warning", "file.unknown", "", f"“{path.name}”没有读", wanted, action)
    for folder in ("reports", "columns"):
        for place, inner, names in os.walk(root / "content" / folder):
            inner.sort()
            for name in sorted(n for n in names if n.lower().endswith((".md", ".markdown")) and not n.endswith(".md")):
                shown = Location(shown_path(Path(place, name), root))
                yield Problem(shown, "warning", "file.suffix", "", f"“{name}”没有读", "以小写 .md 结尾的文件名", f"改名为 {Path(name).stem}.md")


def _sidecar_text(sidecar: Path) -> str:
    """Its text; of one that is there and cannot be read something that is no record, so that it is told with the report."""
    try:
        return sidecar.read_text(encoding="utf-8") or _UNREADABLE
    except FileNotFoundError:
        return ""
    except (ValueError, OSError):
        return _UNREADABLE


def parse_report(file: ReportFile, agencies: Sequence[Agency], kinds: Sequence[ReportKind]) -> ReadReport:
    """One report of a site root. A top-level function so that it crosses processes."""
    try:
        recorded = read_sidecar(file.sidecar_text) if file.sidecar_text else ()
        broken: tuple[Problem, ...] = ()
    except (ValueError, KeyError, TypeError):
        place = Location(file.shown.removesuffix(".md") + SIDECAR_SUFFIX)
        recorded = ()
        broken = (
            Problem(place, "error", "anchors.broken", "", "锚点记录不能读取", "gongkai 写的 JSON", "从版本库恢复它；删去会改变段落网址"),
        )
    read = read_report(file.text, file.shown, agencies, kinds, recorded)
    return replace(read, problems=(*broken, *read.problems)) if broken else read


def write_sidecars(found: Iterable[tuple[ReportFile, ReadReport]], problems: list[Problem]) -> list[Path]:
    """Record anchors that are new, and in today's form; returns the files written. Unchanged ones are not touched; one that cannot be written is told."""
    written: list[Path] = []
    for file, read in found:
        if read.report is None or not file.must_record(read.anchors):
            continue
        try:
            write_whole(file.sidecar, write_sidecar(read.anchors))
        except OSError as error:
            said = f"段落锚点没有记录（{error.strerror}）；网站已经生成"
            problems.append(Problem(Location(file.shown), "warning", "anchors.write", "", said, "可以写入的 content/", "检查权限和磁盘空间，再构建一次"))
            continue
        written.append(file.sidecar)
    return written


def write_review(root: Path, report_shown: str, text: str) -> None:
    """Write the decisions on a report whole or not at all. Raises OSError, also where the place is not a plain file of the site."""
    reports = (root / "content" / "reports").resolve(strict=True)
    target = root / review_name(report_shown)
    if not (root / report_shown).is_file() or target.is_symlink() or not target.parent.resolve(strict=True).is_relative_to(reports):
        raise OSError(0, "不在站点的 content/reports/ 里，或是符号链接", str(target))
    write_whole(target, text)


def write_whole(target: Path, text: str) -> None:
    """Write a file of the content whole or not at all, whenever the process ends: nothing else has what stands in it. Raises OSError."""
    for left in target.parent.glob(f".{escape(target.name)}.*.tmp"):
        left.unlink(missing_ok=True)  # of a process that was killed
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")  # hidden: a preview does not watch it
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
