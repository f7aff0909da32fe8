"""How far a build is: one line on a terminal, nothing elsewhere."""

from __future__ import annotations

import pytest

from builder import cli_words
from builder.cli_words import show_progress


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress()("读取", 1, 2)
    assert capsys.readouterr().err == ""


def test_one_line_is_written_over_and_wiped_out(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_words.sys.stderr, "isatty", lambda: True, raising=False)
    now = iter([1.0, 1.01, 1.02, 1.5, 2.0])
    monkeypatch.setattr(cli_words.time, "monotonic", lambda: next(now))
    progress = show_progress()
    for done in (0, 1, 2, 1200):
        progress("读取", done, 1200)
    progress("", 0, 0)
    lines = capsys.readouterr().err.split("\r")[1:]
    assert [line.removeprefix("\x1b[2K") for line in lines] == ["读取：0 / 1,200", "读取：1,200 / 1,200", ""]
