"""Pinyin from data that ship with the program is what pypinyin gives, whose phrases alone take as long to load as hundreds of quick tests."""

from __future__ import annotations

import itertools
import re
import sys

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PHRASES_DICT, RE_HANS

from builder.content.sounds import RUNS, readings, sounds_of
from tests.support import ROOT
from tools import sounds

pytestmark = [pytest.mark.whole, pytest.mark.skipif(pypinyin.__version__ != sounds.VERSION, reason=f"written from pypinyin {sounds.VERSION}: `make data` writes anew")]


def test_the_files_are_what_their_tool_makes_of_pypinyin() -> None:
    assert (sounds.FOLDER / "sounds.txt").read_text(encoding="utf-8") == sounds.sounds_text(sounds.VERSION)
    assert (sounds.FOLDER / "phrases.txt").read_text(encoding="utf-8") == sounds.phrases_text(sounds.VERSION)


def test_what_is_a_chinese_character_to_pypinyin_is_one_here() -> None:
    every = "".join(map(chr, itertools.chain(range(0xD800), range(0xE000, sys.maxunicode + 1))))
    assert RUNS.findall(every) == re.findall(RE_HANS.pattern.strip("^$"), every)


@pytest.mark.parametrize("char", "长绿哦呣嗯一行㐀〇a")
def test_all_readings_of_a_character(char: str) -> None:
    found = pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    assert readings(char) == tuple(sorted({r.replace("ê", "e") for r in (found[0] if found else ())}))


def test_names_and_sentences_are_read_as_pypinyin_reads_them() -> None:
    files = [*sorted((ROOT / "tests" / "cases").rglob("*.*")), ROOT / "builder" / "defaults" / "indicators.yml"]
    lines = [line for f in files for line in f.read_text(encoding="utf-8", errors="ignore").splitlines()][::11]
    made = [a + b[1:] for a, b in itertools.pairwise(sorted(PHRASES_DICT)[::40])]
    for text in [*lines, *made, "", "重庆市长寿区", "长沙", "GDP增长率", "R&D 经费", "一丁不", "𠮷野家", "（厂）重"]:
        assert sounds_of(text) == pypinyin.lazy_pinyin(text)


@given(st.text(st.sampled_from("重庆长大行不一了地得都会计划为数量率还a1，"), max_size=12))
def test_whatever_meets_is_read_as_pypinyin_reads_it(text: str) -> None:
    assert sounds_of(text) == pypinyin.lazy_pinyin(text)
