"""Writes templates/static/search/figures.js: number words, scales, units and words of a question for the search.

They are those of the lexicon, the unit table and ``builder/text.py``, so that Python and JavaScript read a number alike.
``python -m tools.search_words`` runs it; tests/unit/test_search_scripts.py fails when the file is behind.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from builder.analysis.figures import load_rules
from builder.text import CN_BIG, CN_DIGITS, CN_UNITS

TARGET = Path(__file__).resolve().parents[1] / "templates" / "static" / "search" / "figures.js"
HEAD = "// Written by `python -m tools.search_words` from the lexicon and the unit table: do not edit.\n"


def text() -> str:
    """The whole file."""
    rules, _ = load_rules()
    classes = {c.id: c for c in rules.lexicon}
    values = {
        "MEASURES": "|".join((*classes["ask-unit"].words, "钱")),
        "SCALE": CN_UNITS | CN_BIG,
        "DIGITS": CN_DIGITS,
        "SHORT": classes["short"].stands_for,
        "YEARS": [(word, int(step)) for word, step in classes["ask-year"].stands_for],
        "TARGET": re.compile("|".join(classes["ask-target"].words)),
        "ACTUAL": re.compile("|".join(classes["ask-actual"].words)),
        "GROWTH": re.compile("|".join(classes["ask-growth"].words)),
        "AHEAD": re.compile("|".join((*classes["to-come"].words, *classes["looks-ahead"].words, f"(?:{'|'.join(classes['plan-end'].words)})$"))),
        "BACK": re.compile("|".join((*classes["plainly-back"].words, *classes["looks-back"].words))),
    }
    return HEAD + "".join(f"export const {name} = {_literal(value)};\n" for name, value in values.items())


def _literal(value: object) -> str:
    """A value as short as JavaScript allows: {千: 1e3}."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key or chr(34) * 2}: {_literal(one)}" for key, one in value.items()) + " }"
    if isinstance(value, re.Pattern):
        return f"/{value.pattern}/"
    if isinstance(value, int) and value >= 100:
        return f"1e{len(str(value)) - 1}"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
