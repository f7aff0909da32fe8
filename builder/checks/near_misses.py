"""Slips of one character that no list names: 响往, 励精图志. A text in, places out; ``wording`` tells them.

Wrong is what differs from an everyday word or a set phrase in one character that sounds or looks alike, where the dictionary knows no word that the
wrong character could belong to. A name may look like that: what stands in quotation marks, behind a figure or before a place's last character is left.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from builder.analysis.dictionary import occurrences_of
from builder.analysis.search_words import common_characters
from builder.checks.alike import are_alike
from builder.checks.names import SURNAME
from builder.content.sounds import phrases_of_four, sound_of
from builder.defaults import default_lines, default_words
from builder.text import pairs_in

_LONGEST = 4  # characters of a word that is looked up
_SURE = 4  # characters of a listed slip from which on no chance makes it
_USUAL = 1000  # occurrences of a word that a writer may well have meant
_SLIPPED_IN = 5  # occurrences of a slip that the dictionary itself took for a word
_QUOTED = 8  # characters behind an opening mark that are looked at
_MARKS = frozenset("“”‘’《》·•—…+")
_COINS = frozenset("共互续轮扩兼拆混套双免禁智")  # with them any verb or noun makes a word, and no dictionary has them all: 共作, 续报, 轮训
_PLACE_ENDS = frozenset("村镇乡屯庄寨路街桥站")
_NAMED = ("社区", "公司", "集团", "同志", "先生", "女士", "小学", "中学", "小区")
_LISTS = frozenset("、，：；。（）\n ")
_SPOKEN, LISTED = "字音或字形相近的常用写法", "现代汉语词典（第7版）"
Halves = Mapping[str, list[str]]  # of phrases of four characters by a half of theirs: the other halves
Miss = tuple[int, str, str, str]  # place, what is said, what is meant, what says so


def near_misses(text: str) -> Iterator[Miss]:
    """All of them: those of the list, phrases, words; a phrase comes before the word inside it."""
    pairs = pairs_in(text)
    places = pairs.places(_telling())
    yield from _known(text, places)
    yield from _phrases(text, places)
    yield from _beside(text, places)
    yield from _words(text, places)
    yield from _rare(text, pairs.signs)


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset().union(_known_slips(), *_slips(), *_halves()[:2])


def _known(text: str, places: Mapping[str, Sequence[int]]) -> Iterator[Miss]:
    known = _known_slips()
    for pair in sorted(places.keys() & known.keys()):
        for wrong, right, excuse in known[pair]:
            stop = 0
            for at in places[pair]:
                if at < stop or not text.startswith(wrong, at):
                    continue
                stop = at + len(wrong)
                excused = excuse and excuse in text[stop : max(stop, text.find("。", stop))]
                if not excused and (len(wrong) >= _SURE or not any(begin < at or end > stop for begin, end in words_around(text, at, len(wrong)))):
                    yield at, wrong, right, LISTED


def _beside(text: str, places: Mapping[str, Sequence[int]]) -> Iterator[Miss]:
    """财产案全, 满易度: half a counted phrase, and beside it what sounds or looks like the other half."""
    weak, counted, every = _slips()[1], _counted(), _halves()[2]
    for pair in sorted(places.keys() & weak.keys()):
        for at in places[pair]:
            for word in weak[pair]:
                wrong = at + (word[0] == pair[0])
                for start, right in ((at - 2, text[max(0, at - 2) : at] + word), (at, word + text[at + 2 : at + 4]), (at, word + text[at + 2 : at + 3])):
                    said = text[start : start + len(right)]
                    if right in counted and said not in every and _is_slip(text, start, wrong, right):
                        yield start, said, right, _SPOKEN


def _words(text: str, places: Mapping[str, Sequence[int]]) -> Iterator[Miss]:
    slips = _slips()[0]
    for pair in sorted(places.keys() & slips.keys()):
        for at in places[pair]:
            if not is_coined(text, places[pair], slips[pair]) and not is_name(text, at, at + 2) and not _is_two_and_two(text, at) and not any(words_around(text, at, 2)):
                yield at, pair, slips[pair], _SPOKEN


def _rare(text: str, signs: Set[str]) -> Iterator[Miss]:
    """幸褔感: a character that stands in no list of common ones, where one of the same sound would make an everyday word."""
    for char in sorted(filter(_is_rare, signs - _usual())):
        at = text.find(char)
        while at >= 0:
            for start, words in ((at - 1, _everyday().get((0, text[max(0, at - 1) : at]), ())), (at, _everyday().get((1, text[at + 1 : at + 2]), ()))):
                meant = next((w for w in words if sound_of(w[at - start]) == sound_of(char)), "")
                if meant and not is_name(text, start, start + 2):
                    yield start, text[start : start + 2], meant, _SPOKEN
                    break
            at = text.find(char, at + 1)


@functools.cache
def _usual() -> frozenset[str]:
    return frozenset(common_characters())


@functools.cache
def _is_rare(char: str) -> bool:
    """A Chinese character that neither GB 2312 nor the dictionary has: no input method offers it early, a scan may."""
    if not "\u3400" <= char <= "\u9fff" or occurrences_of(char):
        return False
    try:
        return not char.encode("gb2312")
    except UnicodeEncodeError:
        return True


@functools.cache
def _everyday() -> Mapping[tuple[int, str], list[str]]:
    """Everyday words by their first and by their second character."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for line in default_lines("slips.txt"):
        word = line.partition(" ")[0]
        found[0, word[0]].append(word)
        found[1, word[1]].append(word)
    return found


def _phrases(text: str, places: Mapping[str, Sequence[int]]) -> Iterator[Miss]:
    first, second, every = _halves()
    near = [(at, first) for at, kept in _each_place(places, first) if _may_be_one_of(_signs(0, kept), text[at + 2 : at + 4])]
    near += [(at - 2, second) for at, kept in _each_place(places, second) if at > 1 and _may_be_one_of(_signs(1, kept), text[at - 2 : at])]
    for at, halves in near:
        said = text[at : at + 4]
        if said in every:
            continue
        kept, other = (said[:2], said[2:]) if halves is first else (said[2:], said[:2])
        for half in halves.get(kept, ()):
            wrong = 0 if half[1] == other[1] else 1
            if half[1 - wrong] == other[1 - wrong] and _alike(half[wrong], other[wrong]):
                right, place = (kept + half, at + 2 + wrong) if halves is first else (half + kept, at + wrong)
                if _is_slip(text, at, place, right):
                    yield at, said, right, _SPOKEN
                break


def _each_place(places: Mapping[str, Sequence[int]], halves: Halves) -> list[tuple[int, str]]:
    return sorted((at, kept) for kept in places.keys() & halves.keys() for at in places[kept])


def _may_be_one_of(signs: tuple[str, str], other: str) -> bool:
    """Has one of the halves with these characters one where the other pair has it?"""
    return len(other) == 2 and (other[0] in signs[0] or other[1] in signs[1])


@functools.cache
def _signs(side: int, kept: str) -> tuple[str, str]:
    """First characters, and second ones, of the halves beside one that is kept."""
    first, second, _ = _halves()
    others = (second if side else first)[kept]
    return "".join(h[0] for h in others), "".join(h[1] for h in others)


def _is_slip(text: str, start: int, wrong: int, right: str) -> bool:
    """No word reaches over an end of the phrase, nor is a usual one inside them made with their wrong character."""
    stop = start + len(right)
    if is_name(text, start, stop) or occurrences_of(text[start:stop]) > _SLIPPED_IN:
        return False
    for begin, end in words_around(text, wrong, 1):
        if (begin, end) == (start, stop):
            continue
        if begin < start or end > stop or occurrences_of(text[begin:end]) > (_SLIPPED_IN if right in _counted() else _USUAL):
            return False
    # 放心满意的 is no 心满意得; 生命财产 ends where a half does, and may stand before 安全.
    return not any((begin < start < end != start + 2) or (start + 2 != begin < stop < end) for at in (start, stop - 1) for begin, end in words_around(text, at, 1))


def is_coined(text: str, places: Sequence[int], meant: str) -> bool:
    """稻虾共作, 做好续报: a word that somebody made of a verb; or a term of the text, which says it twice or in quotation marks. ``places``: all where it stands."""
    at = places[0]
    if (text[at] != meant[0] and text[at] in _COINS) or places[-1] >= at + 2:
        return True
    opened = text.rfind("“", max(0, at - _QUOTED), at)
    return opened >= 0 and text.find("”", opened, at) < 0


def is_name(text: str, start: int, end: int) -> bool:
    """What may be a name, or is quoted."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    if before in _MARKS or behind in _MARKS or before.isdecimal() or before.isascii() & before.isalpha() or behind in _PLACE_ENDS or text.startswith(_NAMED, end):
        return True
    if text[start] in SURNAME and before in _LISTS and behind in _LISTS:
        return True  # 评审专家：谢明、何晓岚
    opened = text.rfind("“", max(0, start - _QUOTED), start)
    return opened >= 0 and text.find("”", opened, start) < 0


def _is_two_and_two(text: str, at: int) -> bool:
    """深学细悟 between two marks: its middle characters belong to two words."""
    return not _han(text, at - 2) and _han(text, at - 1) and _han(text, at + 2) and not _han(text, at + 3)


def _han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "\u4e00" <= text[at] <= "\u9fa5"


def words_around(text: str, at: int, size: int) -> Iterator[tuple[int, int]]:
    """Words of the dictionary that share a character with the ones at ``at``, and are not they."""
    for begin in range(max(0, at + 1 - _LONGEST), at + size):
        for end in range(max(begin + 2, at + 1), min(begin + _LONGEST, len(text)) + 1):
            if (begin, end) != (at, at + size) and occurrences_of(text[begin:end]):
                yield begin, end


@functools.cache
def _known_slips() -> Mapping[str, list[tuple[str, str, str]]]:
    """By their first two characters: wrong, right, what excuses it."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for line in default_lines("known_slips.txt"):
        wrong, right, excuse = [*line.split(), ""][:3]
        found[wrong[:2]].append((wrong, right, excuse))
    return found


@functools.cache
def _counted() -> frozenset[str]:
    """Phrases that were counted, none of them an idiom."""
    return frozenset(default_words("counted_phrases.txt"))


@functools.cache
def _slips() -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    """Wrong pair → right word; and those that tell only beside half a phrase, the others among them, → words that may be meant."""
    strong: dict[str, str] = {}
    weak: dict[str, list[str]] = {}
    for line in default_lines("slips.txt"):
        word, _, others = line.partition(" ")
        a, b = word[0], word[1]
        first, second, *more = others.split("|")
        strong.update([(char + b, word) for char in first])
        strong.update([(a + char, word) for char in second])
        for pair in [*(char + b for char in more[0]), *(a + char for char in more[1])] if more else ():
            weak.setdefault(pair, []).append(word)
    return strong, weak


@functools.cache
def _halves() -> tuple[Halves, Halves, frozenset[str]]:
    """Set phrases by their first half and by their second, and all of them; made of common characters alone."""
    common = _usual()
    phrases = {*default_words("set_phrases.txt"), *(p for p in phrases_of_four() if common.issuperset(p))}
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        begin, end = phrase[:2], phrase[2:]
        first.setdefault(begin, []).append(end)
        second.setdefault(end, []).append(begin)
    return first, second, phrases_of_four().union(phrases, _counted())


@functools.lru_cache(4096)
def _alike(one: str, other: str) -> bool:
    """Do two characters sound or look alike? What nobody writes may stand for any."""
    return are_alike(one, other) or (one != other and _is_rare(other))
