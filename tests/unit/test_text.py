"""Plain functions on strings: a pattern that waits, how a text begins."""

from __future__ import annotations

import pickle
import re

import pytest

from builder import patterns
from builder.text import beginning, when_asked


def test_a_pattern_is_compiled_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = patterns._parts
    monkeypatch.setattr(patterns, "_parts", lambda pattern, flags: compiled.append(pattern) or real(pattern, flags))
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("马山“旧改”征收整体进度完成99.5%，签约同步推进。", "马山“旧改”征收整体进度完成…"),
        ("全年社会消费品零售总额达126.5亿元，增长8%，好于预期。", "全年社会消费品零售总额…"),
        ("宁波舟山港集装箱吞吐量4387万标箱，再创新高。", "宁波舟山港集装箱吞吐量…"),
        ("2023年，全镇新增公办学位90个，改造老旧小区7个。", "2023年，全镇新增公办学位…"),
        ("排查录入10378栋，逐栋登记在册。", "排查录入10378栋，逐栋登记在…"),
        ("整治涉VOCs排放的企业，全部登记在册，逐家复查。", "整治涉VOCs排放的企业，全部登…"),
        ("短的一句。", "短的一句。"),
    ],
)
def test_no_number_is_cut(text: str, shown: str) -> None:
    """99.5% cut to 9 is another figure."""
    assert beginning(text, 16) == shown
