"""Text → the token stream of the search twin.

Comes in: plain text of headings and paragraphs. Goes out: tokens that Pagefind's basic build takes one by
one (docs/decisions/0001-search-tokens.md says why single characters).
``templates/static/search/fold.js`` cuts a query by the same rules; tests/cases/search/tokens.json binds both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from builder.text import HAN

BARRIER = "¶"  # between heading and text, between paragraphs; no phrase runs across it
SPACE = "␣"  # a space of the original between two Latin words; Pagefind drops it, the excerpt shows it
RUN_IN = "‖"  # stands before and behind a run-in head; a mark like any other, so the index never sees it
HEAD = "ʘ"  # ends every token of a heading: headings are searched as words of their own
POINT = "ǀ"  # stands for the point in 50.91, which Pagefind would drop
SIGNS = {"%": "ǂ", "+": "ǃ", "&": "ǁ"}  # letters to Pagefind, so that R&D, 20+8 and 7% are phrases
_CLAUSE = "。，、；：！？…—,;:!?|"
_LISTED = re.compile(r"[（(][〇一二三四五六七八九十百\d]{1,3}")  # （三）农村 is no 三农: the bracket behind a number of a list keeps a place
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {ord("％"): ord("%"), 0x3000: 0x20}
for _mark in "，；：！？（）":
    del _HALF[ord(_mark)]
_WIDE = re.compile("[" + "".join(map(re.escape, map(chr, _HALF))) + "]")  # most texts hold none: translate is slow
_OWN_MARKS = re.compile("[" + "".join((BARRIER, SPACE, HEAD, POINT, RUN_IN, *SIGNS.values())) + "]")
_RULE = re.compile(
    rf"(?P<run>[{HAN}]{{2,}})|(?P<number>\d+(?:[.,]\d+)*)|(?P<letter>[^\W\d_]|[{HAN}〇\U00020000-\U0003ffff])|(?P<space>\s+)|(?P<mark>.)",
    re.S,
)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs to half width; Chinese punctuation stays as printed."""
    return text.translate(_HALF) if _WIDE.search(text) else text


def tokenize(text: str, run_ins: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Characters, numbers and clause marks one by one; other marks hang on the token before them.

    The stream holds everything that is shown again: joined without spaces it reads like the text.
    ``run_ins``: where the text's run-in heads stand; they are put between marks of their own.
    """
    tokens: list[str] = []
    lead = ""
    plain = _OWN_MARKS.sub(" ", text)
    for start, end in sorted(run_ins, reverse=True):
        plain = plain[:start] + RUN_IN + plain[start:end] + RUN_IN + plain[end:]
    text = half_width(plain).strip()
    listed = {match.end() for match in _LISTED.finditer(text)}
    for match in _RULE.finditer(text):
        piece = match[0]
        if match["run"]:
            tokens.append(lead + piece[0])
            tokens += piece[1:]
            lead = ""
        elif match["number"]:
            tokens.append(lead + piece.replace(".", POINT))
            lead = ""
        elif match["letter"] and unicodedata.category(piece) != "No":
            tokens.append(lead + piece)
            lead = ""
        elif match["space"]:
            if tokens and _is_latin(tokens[-1][-1]) and _is_latin(match.string[match.end() : match.end() + 1]):
                tokens.append(SPACE)
        elif piece in SIGNS:
            tokens.append(lead + SIGNS[piece])
            lead = ""
        elif piece in _CLAUSE or (piece in "）)" and match.start() in listed):
            tokens.append(lead + piece)
            lead = ""
        elif tokens:
            tokens[-1] += piece
        else:
            lead += piece
    if lead:
        tokens.append(lead)
    return tokens


def _is_latin(char: str) -> bool:
    return bool(re.match(rf"[^\s{HAN}]", char)) and char not in _CLAUSE


def heading_tokens(heading: str) -> list[str]:
    """The tokens of a heading, each marked as such."""
    return [t + HEAD for t in tokenize(heading) if t not in (SPACE, BARRIER)]


def twin_text(heading: str, paragraphs: Sequence[str], run_ins: Sequence[Sequence[tuple[int, int]]] = ()) -> str:
    """What is indexed and what a result shows: marked heading, barrier, text, barrier.

    ``run_ins``: per paragraph, where its run-in heads stand.
    """
    tokens = [*heading_tokens(heading), BARRIER]
    for i, paragraph in enumerate(paragraphs):
        tokens += [BARRIER] if i else []
        tokens += tokenize(paragraph, run_ins[i] if i < len(run_ins) else ())
    return " ".join([*tokens, BARRIER])
