"""Compiled patterns: kept beside the program, never told from fresh ones, never needed."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder import patterns
from builder.compiled import place_beside
from builder.patterns import Patterns

SOME = [("(?P<sum>[0-9.]+)(亿|万)?元", 0), ("card|账号", re.IGNORECASE), (r"(?m)^#|\A(?!一)[一-龥]{2,4}?(?=。)|(a)(b)?\2", 0), ("[，。；、：”！甲乙丙]{3,}", re.ASCII)]


@pytest.fixture(autouse=True)
def _python_may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _kept(place: Path) -> Path:
    first = Patterns(place)
    for pattern, flags in SOME:
        first.compiled(pattern, flags)
    first.keep()
    (file,) = place.iterdir()
    return file


def test_what_was_kept_is_what_re_would_compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path)
    monkeypatch.setattr(patterns, "_parts", lambda *_: pytest.fail("compiled again"))
    again = Patterns(tmp_path)
    for pattern, flags in SOME:
        one, other = again.compiled(pattern, flags), re.compile(pattern, flags)
        assert (one, one.flags, one.groups, one.groupindex) == (other, other.flags, other.groups, other.groupindex)
        assert [(m.span(), m.groups(), m.lastgroup) for m in one.finditer("增长12.5亿元，5元，CARD。\n#甲，乙；")] == [
            (m.span(), m.groups(), m.lastgroup) for m in other.finditer("增长12.5亿元，5元，CARD。\n#甲，乙；")
        ]


def test_what_cannot_be_read_or_used_is_compiled_again(tmp_path: Path) -> None:
    file = _kept(tmp_path)
    whole = file.read_bytes()
    version, kept = marshal.loads(whole)
    broken = {key: (flags, code[:-8], groups, *names) for key, (flags, code, groups, *names) in kept.items()}
    for content in (b"", whole[:100], marshal.dumps(7), marshal.dumps((version, [])), marshal.dumps(("another Python", broken)), marshal.dumps((version, broken))):
        file.write_bytes(content)
        for pattern, flags in SOME:
            assert Patterns(tmp_path).compiled(pattern, flags) == re.compile(pattern, flags)


def test_a_wrong_pattern_is_told_as_re_tells_it(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        Patterns(tmp_path).compiled("(一")


def test_no_place_or_one_that_cannot_be_written_in_keeps_nothing(tmp_path: Path) -> None:
    for place in (None, tmp_path / "none"):
        some = Patterns(place)
        assert some.compiled("一") == re.compile("一")
        some.keep()
    assert not list(tmp_path.iterdir())


def test_where_python_is_asked_to_write_nothing_what_is_there_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _kept(tmp_path).read_bytes()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    again = Patterns(tmp_path)
    again.compiled("二")
    again.keep()
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [whole]
    (tmp_path / "none").mkdir()
    assert place_beside(tmp_path / "none") is None


def test_those_of_former_programs_do_not_gather_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST", len(SOME))
    file = _kept(tmp_path)
    again = Patterns(tmp_path)
    again.compiled("二")
    again.keep()
    assert list(marshal.loads(file.read_bytes())[1]) == [("二", 0)]


@pytest.mark.whole
def test_a_command_keeps_what_it_compiled_for_the_next(tmp_path: Path) -> None:
    """In another place, so that nothing is written beside this program."""
    code = (
        "import sys; sys.dont_write_bytecode = False; from pathlib import Path; from builder import patterns\n"
        f"patterns.place_beside = lambda _: Path({str(tmp_path)!r})\n"
        "from builder.cli import main; sys.argv = ['gongkai', 'check', '--site-root', sys.argv[1]]; main()"
    )
    root = Path(__file__).parents[1] / "sites" / "complete"
    subprocess.run([sys.executable, "-c", code, str(root)], check=False, capture_output=True)
    (file,) = tmp_path.iterdir()
    assert len(marshal.loads(file.read_bytes())[1]) > 100
