"""Every regular expression of the package that meets text from outside, on texts made to be hard for it.

A text repeats what one of the pattern's own loops takes, or what one of its branches is, with an end that does not
fit. Each pattern is run as the code runs it (a pattern that is only matched at one place need not be fast when searched for).
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import pytest

import builder
from builder.analysis.figures import load_rules
from tests.support import sample

SHORT, LONG = 800, 20_000  # characters; the long text is tried only where the short one took suspiciously long
SUSPICIOUS, LIMIT = 0.002, 1.5  # seconds of CPU; a pattern in linear time needs some 0.0001 and 0.005
# Fast enough, but so near to suspicious that nearly every long text is tried: two thirds of the time of all 650 patterns.
HEAVY = "builder.importers.record"
ROOMS = ("builder.",)
METHODS = {"search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}
COMMON = ("的", "全年", "增长5%，", "5", " ", "一", "，", "“", "（", "(", "第", "a", "人民政府", "\n", "<!--x-->", "[")
# What their patterns meet is never longer: titles.
SHORTER = {"builder.importers.kinds": 1_000}

Run = tuple[re.Pattern[Any], str]


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(builder.__path__, "builder."):
        if found.name.startswith(ROOMS):
            yield importlib.import_module(found.name)


def _calls(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call]]:
    """(what is called on, method) of every call of a method that a pattern has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            value = node.func.value
            if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant | ast.Name):  # words["change.word"], words[cut] → cut.*
                yield str(value.slice.value if isinstance(value.slice, ast.Constant) else f"{value.slice.id}.*"), node.func.attr, node
                continue
            name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
            yield name, node.func.attr, node


def _patterns(value: object, name: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _patterns(inner, "")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _patterns(inner, "")


@cache
def _runs() -> dict[tuple[str, str], list[Run]]:
    """By module and pattern: the pattern with each way in which it is run."""
    modules = list(_modules())
    trees = {m.__name__: ast.parse(inspect.getsource(m)) for m in modules}
    everywhere = [(name, method) for tree in trees.values() for name, method, _ in _calls(tree)]
    found: dict[tuple[str, str], list[Run]] = {}

    def take(module: str, pattern: re.Pattern[Any], methods: set[str]) -> None:
        key = (module, str(pattern.pattern)[:60])
        for method in {m if m in {"match", "fullmatch"} else "finditer" for m in methods or {"search"}}:
            found.setdefault(key, []).append((pattern, method))

    for module in modules:
        own = [(name, method) for name, method, _ in _calls(trees[module.__name__])]
        for name, value in vars(module).items():
            for _, pattern in _patterns(value, name):
                uses = own if name.startswith("_") else everywhere
                methods = {method for called, method in uses if called == name}
                # In a table: by what the module calls on its loops' variables.
                inside = {method for called, method in own if called.islower() and called != "re"}
                take(module.__name__, pattern, methods or (set() if isinstance(value, re.Pattern) else inside))
        for name, method, call in _calls(trees[module.__name__]):
            if name == "re" and call.args:
                try:
                    text = eval(compile(ast.Expression(call.args[0]), "", "eval"), vars(module))
                except NameError:
                    continue  # made of a value known only at run time
                if isinstance(text, str | bytes):
                    take(module.__name__, re.compile(text), {method})
    rules, _ = load_rules()
    for id_, pattern in rules.grammar.items():
        take("rules.yml " + id_, pattern, {method for called, method in everywhere if called in {id_, id_.partition(".")[0] + ".*"}})
    for holder in (rules,):
        for field in (f for f in fields(holder) if f.name != "grammar"):  # its rules were taken by their ids
            for _, pattern in _patterns(getattr(holder, field.name), field.name):
                take("rules", pattern, {method for called, method in everywhere if called == field.name})
    return found


# ---- hard texts ----------------------------------------------------------------------------------


def _character(items: list[tuple[Any, Any]], choice: int) -> str:
    """One that a character class takes."""
    tests = {sre.CATEGORY_DIGIT: str.isdigit, sre.CATEGORY_SPACE: str.isspace, sre.CATEGORY_WORD: str.isalnum}

    def holds(char: str) -> bool:
        for kind, value in items:
            if kind is sre.LITERAL and value == ord(char):
                return True
            if kind is sre.RANGE and value[0] <= ord(char) <= value[1]:
                return True
            if kind is sre.CATEGORY and value in tests and tests[value](char):
                return True
        return False

    if any(kind is sre.NEGATE for kind, _ in items):
        fitting = [c for c in "的a5 ，-<\u2603" if not holds(c)]
    else:
        fitting = [c for c in "的一5a " if holds(c)] + [chr(v) for k, v in items if k is sre.LITERAL]
        fitting += [chr(v[0]) for k, v in items if k is sre.RANGE]
    return fitting[choice % len(fitting)] if fitting else "5"


def _sample(tree: Any, choice: int = 0) -> str:
    """A text that a part of a pattern takes, roughly."""
    out = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            out += chr(value)
        elif kind in {sre.ANY, sre.NOT_LITERAL}:
            out += "的"
        elif kind is sre.IN:
            out += _character(value, choice)
        elif kind is sre.BRANCH:
            out += _sample(value[1][choice % len(value[1])], choice)
        elif kind is sre.SUBPATTERN:
            out += _sample(value[3], choice)
        elif kind is sre.ATOMIC_GROUP:
            out += _sample(value, choice)
        elif kind in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            out += _sample(value[2], choice) * max(value[0], choice % 2)
    return out


def _pumps(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    """(what comes first, what is repeated)."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    found = {("", word) for word in COMMON} | {("", _sample(tree, choice)) for choice in range(3)}

    def walk(part: Any, before: str) -> None:
        for kind, value in part:
            if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
                if value[1] > 3:
                    found.update(("" if choice % 2 else before, _sample(value[2], choice)) for choice in range(4))
                    found.add(("", before + _sample(value[2])))
                walk(value[2], before)
            elif kind is sre.SUBPATTERN:
                walk(value[3], before)
            elif kind is sre.ATOMIC_GROUP:
                walk(value, before)
            elif kind is sre.BRANCH:
                for branch in value[1][:30]:
                    walk(branch, before)
            before += _sample([(kind, value)])

    walk(tree, "")
    return {(before, word) for before, word in found if word}


class _TooLongError(Exception):
    pass


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLongError


def _seconds(run: Run, before: str, word: str, size: int) -> float:
    """CPU time of one run; at most a little more than the limit."""
    pattern, method = run
    text: Any = before + word * (size // len(word)) + "\x01"
    if isinstance(pattern.pattern, bytes):
        text = text.encode("ascii", "replace")
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LIMIT * 1.2)
    try:
        if method == "finditer":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, method)(text)
    except _TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


def _surely_slow(run: Run, before: str, word: str, size: int) -> bool:
    """Slow each time: a second of CPU is longer while other programs share the core."""
    return all(_seconds(run, before, word, size) > LIMIT for _ in range(3))


@pytest.mark.whole
def test_all_patterns_are_found() -> None:
    assert len(_runs()) > 800


@pytest.mark.whole
@pytest.mark.parametrize("heavy", [False, pytest.param(True, marks=pytest.mark.long)], ids=["all others", HEAVY])
def test_no_pattern_takes_time_that_grows_much_faster_than_the_text(heavy: bool) -> None:
    runs = {key: ways for key, ways in _runs().items() if (key[0] == HEAVY) is heavy}
    assert runs
    slow: list[str] = []
    previous = signal.signal(signal.SIGPROF, _stop)
    try:
        for (module, begin), ways in runs.items():
            for run in ways:
                hard = next(
                    (
                        (before, word)
                        for before, word in sorted(_pumps(run[0]))
                        if _seconds(run, before, word, SHORT) > SUSPICIOUS and _surely_slow(run, before, word, SHORTER.get(module, LONG))
                    ),
                    None,
                )
                if hard:
                    slow.append(f"{module} {run[1]} {begin!r} on {hard!r}")
    finally:
        signal.signal(signal.SIGPROF, previous)
    assert not slow, "\n".join(slow)


@pytest.mark.whole
@pytest.mark.parametrize("pattern", sample([r"(?:<!--.*?-->\s*)*<html", r"\s*[_|]\s*x"], every=2))
def test_the_test_knows_a_slow_pattern(pattern: str) -> None:
    previous = signal.signal(signal.SIGPROF, _stop)
    try:
        run = (re.compile(pattern, re.DOTALL), "finditer")
        assert any(_seconds(run, before, word, LONG) > LIMIT for before, word in sorted(_pumps(run[0])))
    finally:
        signal.signal(signal.SIGPROF, previous)
