"""The benchmark's corpus is the same everywhere, its table says what was measured."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.measure import Run, digests
from benchmarks.table import Measured, table

pytestmark = pytest.mark.parts


def test_a_report_is_a_value_of_its_number_alone() -> None:
    assert corpus.report(37) == corpus.report(37)
    told = hashlib.sha256("".join(repr(corpus.report(number)) for number in (0, 7, 999)).encode()).hexdigest()
    assert told[:16] == "00de337eef6f6f6e", "another corpus: measure anew, RESULTS.md is of the old one"


def test_a_small_corpus_begins_a_large_one_and_an_edit_changes_one_file(tmp_path: Path) -> None:
    for size in (2, 11):
        corpus.write("gongkai", tmp_path / str(size), size)
    small, large = digests(tmp_path / "2" / "content" / "reports"), digests(tmp_path / "11" / "content" / "reports")
    assert len(small) == 2
    assert small.items() < large.items()
    corpus.edit("gongkai", tmp_path / "11", 5)
    edited = digests(tmp_path / "11" / "content" / "reports")
    assert [name for name in edited if edited[name] != large[name]] == ["o00000/r000005.md"]


@pytest.mark.parametrize("layout", ["gongkai", "hugo", "pelican"])
def test_all_programs_get_the_same_text(layout: str) -> None:
    one = corpus.report(3)
    front, _, body = corpus.text_for(layout, one, one.body).removeprefix("---\n").partition("---\n\n")
    assert body == one.body
    assert one.title in front


def test_the_table_holds_medians_and_ratios_to_the_peer_of_the_same_case() -> None:
    def runs(*seconds: float) -> list[Run]:
        return [Run(wall=s, cpu=2 * s, memory=50_000_000, size=3_000_000, files=30) for s in seconds]

    said = table([Measured(10, "cold", "ours", runs(9, 3, 4)), Measured(10, "cold", "peer", runs(2)), Measured(10, "one edit", "ours", runs(1))], "peer")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines()[2:]]
    assert rows[0] == ["10", "cold", "ours", "4.00", "8.00", "2.00", "2.00", "50", "30", "3.0", "3.0", "300"]
    assert rows[1][5:7] == ["1.00", "1.00"]
    assert rows[2][5:7] == ["–", "–"], "no peer in this case"
