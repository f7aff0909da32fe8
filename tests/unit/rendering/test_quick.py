"""What is done quicker than Jinja and MarkupSafe do it gives what they give."""

from __future__ import annotations

from itertools import combinations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from builder.rendering import body
from builder.rendering.env import make_environment

VALUES = ("甲乙", "", "<b>", "a & b", "\"'", Markup("<i>甲</i>"), 5, 2.5, None, ["<"])


@pytest.mark.parametrize("value", VALUES)
def test_what_is_printed_is_escaped(value: object) -> None:
    assert str(body.escaped(value)) == str(escape(value))
    env = make_environment()
    assert env.from_string("{{ x }}|{% set y %}{{ x }}{% endset %}{{ y }}").render(x=value) == f"{escape(value)}|{escape(value)}"
    assert env.from_string('{% macro m(a) %}{% for b in [a] %}{{ b }}{% endfor %}{% endmacro %}{{ m(x) }}{{ f(x, k=1) }}').render(
        x=value, f=lambda a, k: a
    ) == str(escape(value)) * 2


def test_what_is_not_there_is_an_error_still() -> None:
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ x }}").render()


def test_marks_beside_each_other_are_woven_as_those_that_cross() -> None:
    marks = [body.Mark(a, b, layer, f"<{a}{b}>", "</>") for a, b in combinations(range(7), 2) for layer in (0, 5)]
    for some in (*combinations(marks, 1), *combinations(marks, 2), *combinations(marks[::3], 3)):
        if woven := body._beside("甲<乙&丙", list(some)):
            assert "".join(woven) == "".join(body._crossing("甲<乙&丙", list(some)))
