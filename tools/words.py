"""Rewrites builder/defaults/words.yml from the templates: every t('…') once, in order, values kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "builder" / "defaults" / "words.yml"
_CALL = re.compile(r"\bt\('((?:[^'\\]|\\.)*)'\)")


def template_words() -> set[str]:
    """All interface words that templates name."""
    files = (ROOT / "templates").rglob("*.html")
    return {w.replace("\\'", "'") for f in files for w in _CALL.findall(f.read_text(encoding="utf-8"))}


def render() -> str:
    """The catalogue's text: its head comment, then the words in order with the values they have."""
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    kept = dict(line.split(":", 1) for line in lines if line.startswith('"'))
    keys = [json.dumps(word, ensure_ascii=False) for word in sorted(template_words())]
    return "\n".join([*head, *(f"{key}:{kept.get(key, '')}" for key in keys)]) + "\n"


if __name__ == "__main__":
    CATALOGUE.write_text(render(), encoding="utf-8", newline="\n")
