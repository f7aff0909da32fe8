"""What a figure is about: the shipped words do what their own examples say."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from builder.analysis.figures.rows import IndicatorRow, with_words
from builder.analysis.ledger_names import own_key
from builder.analysis.ledger_pairs import differences, kept_apart
from builder.analysis.things import FILE, Thing, core_of, read_thing
from builder.content.same_words import parse_same_words
from builder.defaults import read_default

WORDS, PROBLEMS = parse_same_words(read_default(FILE), FILE)


@dataclass(frozen=True)
class Named:
    """An entry of the books with nothing but a name."""

    row: IndicatorRow
    key: str
    canonical: str
    scale: str
    thing: Thing


def named(name: str) -> Named:
    row = with_words(IndicatorRow(
        report="a", section=None, anchor="a", paragraph="p1", start=0, end=len(name), value_start=len(name), value_end=len(name), year=2025,
        kind="actual", indicator=name, canonical="", value=8, value_max=None, unit="个", comparison="eq", growth=None, rank=None,
        base=None, measure="level", self_reported="", quote=name,
    ))  # fmt: skip
    return Named(row, own_key(name), "", "things", read_thing(row, name))


def test_the_file_is_sound() -> None:
    assert PROBLEMS == []
    lists = (WORDS.verbs, WORDS.nouns, WORDS.fillers, WORDS.names, WORDS.growths, WORDS.apart, WORDS.narrow, WORDS.measures, WORDS.common)
    assert all(group.words and group.note and group.example for found in lists for group in found)


SAID = [group.example for found in (WORDS.verbs, WORDS.nouns, WORDS.fillers, WORDS.names) for group in found]


@pytest.mark.parametrize("example", SAID)
def test_an_example_holds(example: str) -> None:
    equal = " = " in example
    a, b = example.split(" = " if equal else " ≠ ")
    assert (differences(named(a), named(b)) == ()) is equal


@pytest.mark.parametrize("group", WORDS.verbs, ids=lambda g: g.words[0])
def test_each_verb_is_taken_out_of_a_name(group: object) -> None:
    assert {core_of(f"{word}林间驿站") for word in group.words} == {"林间驿站"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", [group.example for group in WORDS.apart])
def test_an_example_is_kept_apart(example: str) -> None:
    a, b = example.split(" ≠ ")
    assert kept_apart(core_of(a), core_of(b))


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("①补充图书", "补充图书"),
        ("3.补充图书", "补充图书"),
        ("5G基站", "5g基站"),
        ("任务完成率", "任务完成率"),
        ("城市建成区绿地", "城市建成区绿地"),
        ("数字经济增加值", "数字经济增加值"),
        ("再生水利用率", "再生水利用率"),
        ("人均公共绿地", "人均公共绿地"),
        ("园区产值占全县比重", "园区产值比例"),
        ("新增长护险参保人数", "长护险参保"),
        ("国控断面Ⅰ—Ⅲ类水质比例", "国控断面iiii类水质比例"),
        ("国控断面I—III类水质比例", "国控断面iiii类水质比例"),
    ],
)
def test_core(name: str, core: str) -> None:
    assert core_of(name) == core
