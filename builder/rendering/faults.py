"""Mistakes in a site's own templates → findings: which template, which line, which page was being made."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
from jinja2 import Environment, nodes

from builder.problems import Location, Problem
from builder.rendering.env import packaged_templates

_FIX = "改正这一行的写法"
_NOWHERE: list[tuple[Path | None, int]] = [(None, 0)]
_DEEPEST = 8  # templates that extend one another
_NAME = "改正名字；能用的值见程序自带的同名模板"


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One mistake; ``page`` the first page that met it, ``pages`` how many did."""

    place: Location
    reason: str
    action: str
    page: str = ""
    pages: int = 0

    def problem(self) -> Problem:
        met = (
            f"做网页“{self.page}”时出错" + (f"（另有 {self.pages - 1} 页）" if self.pages > 1 else "") + "：" if self.page else ""
        )
        return Problem(self.place, "error", "template.error", "", met + self.reason, "能用的模板", self.action)


class FaultBook:
    """Collects faults while pages are made, each mistake once."""

    def __init__(self, own: Path) -> None:
        self.own = own
        self.faults: dict[tuple[Location, str], TemplateFault] = {}

    def add(self, error: Exception, page: str) -> bool:
        """Take note of what stopped a page; False when no template of the site's own has to do with it."""
        fault = explain(error, self.own)
        if fault is None:
            return False
        key = fault.place, fault.reason
        before = self.faults.get(key, replace(fault, page=page))
        self.faults[key] = replace(before, pages=before.pages + 1)
        return True

    def problems(self) -> Iterator[Problem]:
        for fault in self.faults.values():
            yield fault.problem()


def check_templates(env: Environment, own: Path) -> Iterator[Problem]:
    """Own templates that cannot even be read or compiled, whether a page uses them or not."""
    for path in sorted(own.rglob("*.html")):
        try:
            env.get_template(path.relative_to(own).as_posix())
        except (jinja2.TemplateError, UnicodeDecodeError) as error:
            fault = explain(error, own) if isinstance(error, jinja2.TemplateError) else None
            yield (fault or TemplateFault(Location(_shown(path, own)), "不是 UTF-8 编码", "另存为 UTF-8")).problem()


def unused_blocks(env: Environment, own: Path) -> Iterator[Problem]:
    """Blocks of own templates that the extended ones do not have; of what cannot be read ``check_templates`` tells, or the page that uses it."""
    for path in sorted(own.rglob("*.html")):
        with suppress(jinja2.TemplateError, UnicodeDecodeError):
            yield from [fault.problem() for fault in _unused_blocks(env, path, own)]


def _unused_blocks(env: Environment, path: Path, own: Path) -> Iterator[TemplateFault]:
    """Blocks that the extended template does not have: what stands in them would be on no page, without a word."""
    tree = _parsed(env, path.relative_to(own).as_posix())
    known: set[str] = set()
    above = _extended(tree)
    for _ in range(_DEEPEST):
        if not above:
            break
        try:
            parent = _parsed(env, above)
        except jinja2.TemplateError:  # told of where a page is made with it
            return
        known |= {block.name for block in parent.find_all(nodes.Block)}
        above = _extended(parent)
    for block in tree.body if known else ():
        if isinstance(block, nodes.Block) and block.name not in known:
            place = Location(_shown(path, own), block.lineno)
            yield TemplateFault(place, f"“{_extended(tree)}”没有叫“{block.name}”的区块，这里写的不会出现在网页上", f"改成 {'、'.join(sorted(known))} 之一")


def _parsed(env: Environment, name: str) -> nodes.Template:
    assert env.loader is not None
    return env.parse(env.loader.get_source(env, name)[0])


def _extended(tree: nodes.Template) -> str:
    """The template that another extends; empty where it is none, or only known when a page is made."""
    found = next((n.template for n in tree.find_all(nodes.Extends)), None)
    return str(found.value) if isinstance(found, nodes.Const) else ""


def explain(error: Exception, own: Path) -> TemplateFault | None:
    """Where and why a template failed; None when the fault lies outside the site's own templates."""
    frames = [(Path(f.filename), f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]
    mine = [(p, n) for p, n in frames if p.is_relative_to(own)]
    if isinstance(error, jinja2.TemplateSyntaxError):
        file = Path(error.filename) if error.filename else None
        return TemplateFault(_place(file, error.lineno, own), *_said(error.message or "", "写法不对"))
    if isinstance(error, jinja2.TemplateNotFound):
        place = _place(*(mine or _templates(frames) or _NOWHERE)[-1], own)
        return TemplateFault(place, f"没有模板文件“{error.name}”", "新建这个文件，或改正名字；程序自带的写成 @base/…")
    if isinstance(error, jinja2.TemplateError):
        place = _place(*(mine or _templates(frames) or _NOWHERE)[-1], own)
        return TemplateFault(place, *_said(error.message or "", "不能执行"))
    inner = _templates(frames)
    if inner and inner[-1][0].is_relative_to(own):
        return TemplateFault(_place(*inner[-1], own), f"不能执行（{type(error).__name__}: {error}）", _FIX)
    return None


def _templates(frames: Iterable[tuple[Path, int]]) -> list[tuple[Path, int]]:
    return [(p, n) for p, n in frames if p.suffix == ".html"]


def _place(file: Path | None, line: int, own: Path) -> Location:
    return Location(_shown(file, own) if file else "templates", line)


def _shown(file: Path, own: Path) -> str:
    """As the author knows it: templates/… for his own, @base/… for the program's."""
    if file.is_relative_to(own):
        return f"templates/{file.relative_to(own).as_posix()}"
    base = packaged_templates()
    return f"@base/{file.relative_to(base).as_posix()}" if file.is_relative_to(base) else file.as_posix()


_SAID: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"'([^']+)' is undefined"), "没有叫“{}”的值", _NAME),
    (re.compile(r"'[^']*' has no attribute '([^']+)'"), "没有“{}”这一项", _NAME),
    (
        re.compile(r"the template '([^']+)' .*does not export the requested name '([^']+)'"),
        "{} 里没有宏“{}”",
        "补上这个宏，或从 @base/… 引入",
    ),
    (re.compile(r"No filter named '([^']+)'"), "没有叫“{}”的过滤器", "改正过滤器的名字"),
    (re.compile(r"No test named '([^']+)'"), "没有叫“{}”的判断", "改正名字"),
    (re.compile(r"Encountered unknown tag '([^']+)'"), "不认识的标签“{}”，或它与开始的标签不成对", _FIX),
    (
        re.compile(r"Unexpected end of template.*?looking for the following tags: '([^']+)'", re.DOTALL),
        "到末尾还缺少“{}”",
        "补上结束的标签",
    ),
    (re.compile(r"unexpected end of template|Unexpected end of template"), "到末尾还没有写完", "补上缺少的部分"),
    (re.compile(r"block '([^']+)' defined twice"), "区块“{}”写了两次", "删去其中一个"),
    (re.compile(r"unexpected '([^']+)'"), "多了“{}”", _FIX),
    (re.compile(r"expected token '([^']+)', got '([^']+)'"), "应有“{}”，却是“{}”", _FIX),
)
_TOKENS = {"end of print statement": "}}", "end of statement block": "%}", "end of template": "文件末尾"}


def _said(message: str, otherwise: str) -> tuple[str, str]:
    """Jinja's own words in Chinese, and what to do."""
    for pattern, words, action in _SAID:
        match = pattern.search(message)
        if match:
            return words.format(*(_TOKENS.get(g, g) for g in match.groups())), action
    return f"{otherwise}（{message}）", _FIX
