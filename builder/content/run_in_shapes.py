"""The shapes of run-in heads, as plain functions on one paragraph; ``run_ins`` decides with them."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.text import HAN, sentence_spans

_MAX_HEAD = 45  # characters of a numbered head; the longest in print run to about 40
_MAX_LEAD = 26  # of an unnumbered one
_STOPS = "。；;！!？?"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?P<num>(?P<n>{_NUMERAL})(?:是|要(?!务))|[第其](?P<m>{_NUMERAL})(?:[,，：:]|、(?!第|[二三四]))|是(?![否的以由因指我在一]))"
)
_FIGURE = re.compile(r"\d")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)")
_NO_LEAD = re.compile(
    r"(?:今年|去年|明年|过去|同时|目前|此外|另外|其中|截至|截止|一年来|全年|我们|各位|特此|附件|注[:：]|其次|首先|最后|通过|"
    r"为此|对此|据|第[一二三四五六七八九十]+[,，]|"
    r"[一二三四五六七八九十]{1,3}[是要、]|[(（\d①-⑳—])"
)
_LEAD = re.compile(rf"[^。！？!?；;：:\n]{{4,{_MAX_LEAD}}}。")
# Heads that a dash or brackets mark: ——创新能力增强。… and 【党建引领】…
_MARKED_LEAD = re.compile(r"(?:[—－]{1,2}\s*[^。！？；;，,\n—]{2,26}。|【[^】\n]{2,24}】)")
# First words of sentences in official prose, two characters each: where a head runs into its text, one of them follows.
_OPENERS = frozenset(
    re.findall(
        "..",
        "加强发挥结合深化全面坚持推进推动落实开展组织实施完善健全建立构建围绕聚焦持续积极充分认真"
        "严格扎实深入依托统筹加快强化优化制定印发出台举办完成实现新增建成打造创新紧扣紧盯针对按照"
        "根据通过利用大力着力不断先后累计全年今年全力严厉定期牢固突出抓好做好用好抢抓瞄准",
    )
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) of a sentence in its paragraph, stop included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered item: where it starts, its number (value 0: the numeral is lost), its head.

    ``intact``: the head is a sentence of its own with text after it.
    """

    start: int
    head_start: int
    number: str
    value: int
    head_end: int = 0
    heading: str = ""
    intact: bool = False


def bare(head: str) -> str:
    """A head without its stop, dash or brackets."""
    return head.strip().lstrip("—－【 ").rstrip(_STOPS + "：:】 ")


def sentence_openers(texts: Iterable[str]) -> frozenset[str]:
    """The pairs of characters with which this document's sentences begin, and those usual anywhere."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        counts.update(text[a : a + 2] for a, _ in sentence_spans(text))
    return frozenset(pair for pair, n in counts.items() if n >= 2 and len(pair) == 2) | _OPENERS


def marks_in(text: str) -> list[Mark]:
    """Numbers that open a sentence or clause, in order. Inside quotation marks and brackets none counts."""
    marks: list[Mark] = []
    found = [match for match in _MARK.finditer(text) if _is_border(text, match.start())]
    hidden = _hidden(text) if found else b""
    for match in found:
        if hidden[match.start()]:
            continue
        numeral = match["n"] or match["m"] or ""
        if not numeral and text[match.start() - 1 : match.start()] not in {"。", "！", ""}:
            continue
        value = _value(numeral)
        marks.append(Mark(match.start(), match.end(), match["num"].strip(",，、：:"), value))
    return marks


def with_sisters(found: Sequence[Sequence[Mark]]) -> list[list[Mark]]:
    """一要 alone may be any verb; with 二要 beside it, or opening a paragraph near by, it numbers."""
    opening = [marks[0] for marks in found if marks and not marks[0].start]
    at_start = _must(opening)
    out: list[list[Mark]] = []
    for marks in found:
        here = _must(marks)
        out.append([m for m in marks if m.number[-1] != "要" or _has_sister(m, here) or (not m.start and _has_sister(m, at_start))])
    return out


def _must(marks: Sequence[Mark]) -> frozenset[int]:
    """The values of the marks with 要."""
    return frozenset(m.value for m in marks if m.number[-1] == "要")


def _has_sister(mark: Mark, values: frozenset[int]) -> bool:
    return mark.value - 1 in values or mark.value + 1 in values


def _value(numeral: str) -> int:
    if not numeral:
        return 0
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")}
    if "十" not in numeral:
        return digits.get(numeral, 0) if len(numeral) == 1 else 0
    tens, _, ones = numeral.partition("十")
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def _is_border(text: str, place: int) -> bool:
    while place and text[place - 1].isspace():
        place -= 1
    if not place:
        return True
    before = text[place - 1]
    return before in "。！!？?；;：:" or (before in "”）)" and place > 1 and text[place - 2] in "。！")


def _hidden(text: str) -> bytearray:
    flags = bytearray(len(text) + 1)
    for match in _QUOTED.finditer(text):
        flags[match.start() + 1 : match.end()] = b"\x01" * (match.end() - match.start() - 1)
    return flags


def drop_enumeration(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """一是甲；二是乙；三是丙。 lists clauses of one sentence: those are no heads. Nor with commas between."""
    if not marks:
        return []
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    marks = [m for m, end in zip(marks, ends, strict=True) if not _goes_on(text[m.start : end], m)]
    if len(marks) < 2:
        return list(marks)
    pieces = [text[a.start : b.start] for a, b in itertools.pairwise(marks)]
    clauses = [p for p in pieces if p.rstrip().endswith(("；", ";")) and not re.search("[。！]", p)]
    return [] if len(clauses) * 2 > len(pieces) else list(marks)


def _goes_on(item: str, mark: Mark) -> bool:
    """Does the next number of a series follow inside this item, after a comma?"""
    return (
        any(_value(m[1]) == mark.value + 1 for m in re.finditer(rf"[，,、]\s*({_NUMERAL})[是要]", item)) if mark.value else False
    )


def read_heads(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Each mark with the head of its item, which runs to the next mark."""
    if not marks:
        return []
    hidden = _hidden(text)
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    return [_read_head(text, mark, end, hidden) for mark, end in zip(marks, ends, strict=True)]


def _read_head(text: str, mark: Mark, end: int, hidden: bytearray) -> Mark:
    """The head of an item that runs to ``end``: its first sentence, or of a single sentence the first clause."""
    stop = next((i for i in range(mark.head_start, end) if text[i] in _STOPS and not hidden[i]), end)
    after = min(end, stop + 1)
    head, rest = text[mark.head_start : stop], text[after:end].strip()
    colon = re.match(r"[^，,。；;：:]{2,16}[：:]", text[mark.head_start : end])
    if colon and len(text[mark.head_start + colon.end() : end].strip()) > 8:
        return replace(mark, head_end=mark.head_start + colon.end(), heading=bare(colon[0]), intact=True)
    if rest and len(head) <= _MAX_HEAD:
        return replace(mark, head_end=after, heading=bare(head), intact=True)
    comma = next((i for i in range(mark.head_start, stop) if text[i] in "，," and not hidden[i]), stop)
    if not 2 <= comma - mark.head_start <= _MAX_HEAD:
        return replace(mark, head_end=stop)
    return replace(mark, head_end=comma, heading=bare(text[mark.head_start : comma]))


# ---- damage ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sisters:
    """What the heads beside an item have in common, read once for all items: their lengths and last words."""

    lengths: frozenset[int]
    endings: frozenset[str]

    @classmethod
    def of(cls, heads: Iterable[str]) -> Sisters:
        heads = list(heads)
        return cls(frozenset(map(len, heads)), frozenset(head[-2:] for head in heads if len(head) > 4))


def missing_stop(clause: str, sisters: Sisters, openers: frozenset[str]) -> int:
    """Where in a long first clause the head probably ends (0: no sign of a lost stop). No sister holds a comma.

    Signs: as long as a sister, the same last word as the sisters, a usual sentence opener right after.
    One sign alone decides nothing.
    """
    longest = max(sisters.lengths)
    clause = re.split("[，,。；;]", clause)[0]
    if len(clause) < longest + 4:
        return 0
    hidden = _hidden(clause)
    best, at = 0, 0
    for place in range(4, min(len(clause) - 2, longest + 8)):
        if hidden[place]:
            continue
        score = 3 * (place in sisters.lengths)
        score += 3 * (clause[place - 2 : place] in sisters.endings)
        score += 2 * (clause[place : place + 2] in openers)
        if score > best:
            best, at = score, place
    return at if best >= 5 else 0


def lost_head(text: str, start: int, end: int, sisters: Sequence[str]) -> Mark | None:
    """A short sentence in [start, end) that is shaped like the sisters and has text after it."""
    candidates: list[tuple[int, Sentence]] = []
    spans = [Sentence(a, b) for a, b in sentence_spans(text[start:end])]
    for k, span in enumerate(spans[:-1]):
        head = bare(text[start + span.start : start + span.end])
        if 4 <= len(head) <= 24 and not re.search("[，,；;：:]", head) and not _has_figure(head):
            alike = max((_alike(head, s) for s in sisters), default=0)
            if alike >= 2:
                candidates.append((alike * 100 + k, Sentence(start + span.start, start + span.end)))
    if not candidates:
        return None
    found = max(candidates, key=lambda c: c[0])[1]
    return Mark(found.start, found.start, "", 0, found.end, bare(text[found.start : found.end]), True)


def _alike(a: str, b: str) -> int:
    """Characters shared at the beginning plus those shared at the end."""
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    last = next((i for i, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=False)) if x != y), 0)
    return first + last


# ---- unnumbered --------------------------------------------------------------------------------


def is_prose(text: str) -> bool:
    """A paragraph of running text, not a caption, signature or cell."""
    return len(text) >= 40 and bool(re.search("[。；]", text))


def leading_sentence(text: str) -> Sentence | None:
    """The short sentence that opens a paragraph and has more text after it, if it could be a head."""
    marked = _MARKED_LEAD.match(text)
    if marked:
        return Sentence(0, marked.end()) if len(text) - marked.end() > 8 else None
    if _NO_LEAD.match(text):
        return None
    match = _LEAD.match(text)
    if not match or len(text) - match.end() < len(match[0]):
        return None
    head = match[0]
    clauses = re.split("[，,]", head)
    if len(clauses) > 2 or (len(clauses) == 2 and max(map(len, clauses)) > 14) or _has_figure(head):
        return None
    return Sentence(0, match.end())


def is_marked(text: str, sentence: Sentence) -> bool:
    """A dash or brackets show that this is a head, so fewer sisters are needed to believe it."""
    return text[sentence.start] in "—－【"


def _has_figure(head: str) -> bool:
    return bool(_FIGURE.search(_QUOTED.sub("", head)))


def inner_heads(text: str, start: int, end: int) -> list[Sentence]:
    """Short sentences without comma or figure, each followed by a longer one; the first right at ``start``."""
    spans = [Sentence(start + a, start + b) for a, b in sentence_spans(text[start:end])]
    heads: list[Sentence] = []
    for here, following in itertools.pairwise(spans):
        head = text[here.start : here.end]
        long_enough = following.end - following.start > len(head) + 6
        shaped = 6 <= len(head) <= _MAX_LEAD and head.endswith("。") and not re.search(r"[，,；;：:、]", head)
        if shaped and long_enough and not _has_figure(head):
            heads.append(here)
        elif not heads:
            return []
    return heads if len(heads) >= 2 and re.match(f"[{HAN}“]", text[heads[0].start]) else []
