"""Each rule has an example that is read wrongly without it, and a counter-example that it leaves alone; each word changes a row."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import builder.analysis
from builder.analysis.figures import IndicatorRow, IndicatorRules, cues, load_rules, make_rules
from builder.analysis.figures.rules import default_data, shipped_lexicon
from builder.analysis.reading import extract_rows
from builder.content.lexicon import ClosedClass, Rule
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.problems import Location

pytestmark = pytest.mark.parts

CLASSES, RULES = shipped_lexicon()
DATA = default_data()  # once: every word makes rules of it anew


@cache
def all_rules() -> IndicatorRules:
    return load_rules()[0]


@pytest.fixture(autouse=True, scope="module")
def _patterns_are_looked_through_once() -> Iterator[None]:
    """Rules are made here a thousand times with one of them missing: of what the others need of a text each time the same is taken, the rarest by all examples."""
    look, known = cues.needed, {}

    def once(pattern: re.Pattern[str], common: Mapping[str, int]) -> cues.Needs | None:
        if pattern.pattern not in known:
            known[pattern.pattern] = look(pattern, common)
        return known[pattern.pattern]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cues, "needed", once)
        yield


def read(text: str, half: str, rules: IndicatorRules, title: str = "") -> tuple[IndicatorRow, ...]:
    parsed = parse_body(text)
    meta = Metadata(id="t", title=title or "柳湾镇2025年工作总结", year=2025)
    report = Report(meta, Location("t.md"), parsed.sections, parsed.paragraphs, parsed.blocks)
    return tuple(replace(row, because=()) for row in extract_rows(report, half, rules))  # type: ignore[arg-type]


def told(row: IndicatorRow, wanted: str) -> str:
    """The fields of a row that ``wanted`` names, written as it writes them."""
    return " ".join(f"{field}={getattr(row, field)}" for field in (pair.partition("=")[0] for pair in wanted.split()))


def fits(rows: tuple[IndicatorRow, ...], wanted: tuple[str, ...]) -> bool:
    return len(rows) == len(wanted) and all(told(row, want) == want for row, want in zip(rows, wanted, strict=True))


@pytest.mark.parametrize("rule", RULES, ids=[r.id for r in RULES])
def test_a_rule_reads_its_example_and_leaves_its_counter_example_alone(rule: Rule) -> None:
    rows = read(rule.example, rule.half, all_rules(), rule.title)
    assert fits(rows, rule.reads), rows
    without = all_rules().without(rule.id)
    assert not fits(read(rule.example, rule.half, without, rule.title), rule.reads), "the rule is not needed"
    assert read(rule.counter, rule.half, all_rules(), rule.title) == read(rule.counter, rule.half, without, rule.title)


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({r.id for r in RULES}) == len(RULES)
    assert len({c.id for c in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("words", [c for c in CLASSES if c.example], ids=[c.id for c in CLASSES if c.example])
@pytest.mark.parametrize("some", [slice(1), pytest.param(slice(1, None), marks=pytest.mark.long)], ids=["first", "others"])
def test_every_word_of_a_class_changes_how_its_example_is_read(words: ClosedClass, some: slice) -> None:
    idle: list[str] = []
    for word in words.words[some]:
        text = words.example.replace("{}", word)
        fewer = replace(words, words=tuple(w for w in words.words if w != word))
        other = make_rules(DATA, tuple(fewer if c is words else c for c in CLASSES))
        if read(text, words.half, all_rules(), words.title) == read(text, words.half, other, words.title):
            idle.append(word)
    assert not idle


ROOMS = [file for room in ("figures", "places", "tables") for file in sorted((Path(builder.analysis.__path__[0]) / room).glob("*.py"))]
# Marks of dates and numerals are no words: 2025年, 一、.
WORD = re.compile(r"(?![年月日至〇零一二两三四五六七八九十百千万亿])[\u4e00-\u9fff]")


def lists_of_words(tree: ast.Module) -> Iterator[str]:
    """The Chinese strings of patterns, of values of the module and of tuples, sets and the like with more than one."""
    held: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            held += node.args
        elif isinstance(node, ast.Tuple | ast.Set | ast.List | ast.Dict):
            inside = [e for e in ast.iter_child_nodes(node) if isinstance(e, ast.Constant) and isinstance(e.value, str) and WORD.search(e.value)]
            held += inside if len(inside) > 1 else []
    held += [n.value for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign) and n.value]
    for node in held:
        yield from (c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str) and WORD.search(c.value))


@pytest.mark.parametrize("file", ROOMS, ids=[f"{f.parent.name}/{f.name}" for f in ROOMS])
def test_words_stand_in_the_tables(file: Path) -> None:
    assert sorted(set(lists_of_words(ast.parse(file.read_text(encoding="utf-8"))))) == []


def test_that_test_knows_a_list_of_words() -> None:
    source = '_A = re.compile("增长|下降")\n_B = frozenset(("村", "县"))\n\n\ndef f(x: str) -> bool:\n    return x in {"高", "多"} or bool(re.search("第|首", x))\n'
    assert set(lists_of_words(ast.parse(source))) == {"增长|下降", "村", "县", "高", "多", "第|首"}


def test_every_reason_of_a_row_has_words_for_readers() -> None:
    reasons: set[str] = set()
    for file in ROOMS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"(?:place|table|name|state)\.[a-z-]*[a-z]", node.value):
                reasons.add(node.value)
    assert len(reasons) > 40
    assert [reason for reason in sorted(reasons) if not all_rules().grammar.note(reason)] == []
