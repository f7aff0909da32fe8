"""Words and cuts are jieba's own, though its dictionary is never loaded whole."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest

from builder.analysis.dictionary import TOTAL, Cutter, dictionary_lines, pairs_of, tags_of, usual_words, words_within
from tests.support import ROOT

pytestmark = pytest.mark.parts

OWN = ("深中一体化", "三农", "R&D", "百千万工程", "一窗通办", "匟上", "4S店", "赣深高铁", "城市更新单元")
ODD = ("蝴蝶纷飞的蝲蛄，A座B超c++和C#语言的1号线", "a", "１２３", "𠮷野家 重庆长安 GDP增长5.5%—6%", "", "　", "匟匟匟嘓嘓仫佬族")


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """jieba as it comes, its dictionary loaded whole into a folder of the test's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


def _texts() -> list[str]:
    files = [*sorted((ROOT / "tests" / "cases").rglob("*.*")), *sorted((ROOT / "tests" / "sites").rglob("*.md"))]
    lines = (line for f in files for line in f.read_text(encoding="utf-8", errors="ignore").splitlines())
    return [*ODD, *list(lines)[::9]]


@pytest.mark.whole
def test_words_are_those_of_jieba_that_the_texts_can_hold(jieba: Any) -> None:
    texts = ["全面推进乡村振兴，加快农业现代化", "B超"]
    pairs = pairs_of(texts)
    characters = set("".join(texts))
    whole = {w: n for w, n in jieba.FREQ.items() if n and characters.issuperset(w) and all(w[i : i + 2] in pairs for i in range(len(w) - 1))}
    found = words_within(pairs)
    assert found == whole
    assert usual_words(found)[:3] == ["农业", "全面", "现代"]
    assert tags_of(["乡村", "B超"]) == {"乡村": "n", "B超": "n"}


@pytest.mark.whole
def test_cuts_are_those_of_jieba(jieba: Any) -> None:
    texts = _texts()
    words = words_within(pairs_of(texts))
    whole = [list(jieba.cut(t)) for t in texts]
    assert list(map(Cutter(words).cut, texts)) == whole


@pytest.mark.whole
def test_counts_are_those_of_jieba_with_own_words(jieba: Any) -> None:
    texts = _texts()
    cutter = Cutter(words_within(pairs_of([*texts, *OWN])), OWN)
    for word in sorted(w for w in OWN if "&" not in w and "4" not in w):
        jieba.add_word(word)
    for text in texts:
        words = {w for w in jieba.cut_for_search(text) if 2 <= len(w) <= 8 and all("\u3400" <= c <= "\u9fff" for c in w)}
        assert set(cutter.count([text])) == words


def test_own_words_count_and_long_ones_with_their_parts() -> None:
    texts = ["深中一体化建设", "深中一体化提速", "招商引资"]
    counts = Cutter(words_within(pairs_of(texts)), ["深中一体化"]).count(texts)
    assert counts["深中一体化"] == 2
    assert counts["招商引资"] == 1
    assert all(2 <= len(w) <= 8 for w in counts)


def test_the_dictionary_is_the_one_that_was_counted() -> None:
    assert sum(int(line.split(" ")[1]) for line in dictionary_lines()) == TOTAL


def test_nothing_is_kept_in_the_shared_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Cutter(words_within(pairs_of(["招商引资"]))).cut("招商引资") == ["招商引资"]
    assert list(tmp_path.iterdir()) == []
