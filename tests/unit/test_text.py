"""Plain functions on strings: a pattern that waits."""

from __future__ import annotations

import pickle
import re

import pytest

from builder.text import when_asked


def test_a_pattern_is_compiled_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or real(pattern, flags))
    unheard_of = when_asked("夏(?P<what>至未至)")
    assert isinstance(unheard_of, re.Pattern)
    assert unheard_of.pattern == "夏(?P<what>至未至)"
    assert pickle.loads(pickle.dumps(unheard_of)).pattern == unheard_of.pattern
    assert compiled == []
    assert [m["what"] for m in unheard_of.finditer("夏至未至。夏至未至。")] == ["至未至", "至未至"]
    assert unheard_of.sub("冬", "夏至未至") == "冬"
    assert when_asked("夏(?P<what>至未至)").search("夏至") is None
    assert compiled == ["夏(?P<what>至未至)"]
    assert when_asked("wx", re.IGNORECASE).fullmatch("WX")
