"""A character that belongs to no word around it, where one of the same sound or look would make a word that reports use: 具体要球, 学习氛为. A text in, places out.

``near_misses`` holds lists of what is wrong; here the dictionary decides. It does so only where the words on both sides stand whole, for what is new
or shortened (智造, 扩优提质) leaves more than one character over. ``wording`` tells what is found.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from math import log

from builder.analysis.dictionary import TOTAL, occurrences_of
from builder.checks.alike import lookalikes
from builder.checks.near_misses import Miss, is_coined, is_name, words_around
from builder.content.sounds import sound_of as _sound
from builder.defaults import default_words
from builder.text import pairs_in, when_asked

_SOUND, _NEARLY, _LOOK, _OF_THREE = 6.0, 7.5, 7.0, 5.0  # how much likelier the word must be than its characters side by side (a logarithm)
_PASSING = 20  # occurrences of a word that may well stand there by chance
_SHIPPED = "字音或字形相近的常用写法"
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几")
_NO_WRONG = _NUMERALS | frozenset("甲乙丙丁戊京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵滇陕甘青宁新蒙藏桂港澳台")  # written alone with reason
_ALONE = frozenset("的了在和与及等为对将被把从向按以并是有也都就其各每个由于至到给让使年月日中上下内外后前不已之")
_STANDING = _ALONE | _NO_WRONG
_BESIDE = _ALONE | frozenset("能可会要来去者员点站区率性处所法制度人户家队里间时们做更最很再又而则仍均该此这那位名次件项条")
_OFFICES = frozenset("市县区镇乡村")
_TOLD_LATER = 2  # by how much a word that sounds only nearly so comes after one that does
_MARKS = frozenset("“”‘’《》·•—…+")
_RUN = when_asked("[一-龥]{3,}")  # two alone are a name, a cell
_REMEMBERED = 300_000  # pairs
_HAN_PAIR = when_asked("[一-龥]{2}")
# Taken for one another by eye or by hand, beside the groups of the search.
_ALSO = (
    "乖乘 交效 传博 兢竞 刚钢 剑检 剥录 劈避 古吉 古舌 右后 右石 后石 员圆 唤换 喧宣 回徊 因团 团围 在存 在左 坏杯 坏还 坠堕 坡破 境竟 壁避 委季 "
    "存荐 季李 币布 帛帮 帮绑 帮邦 延诞 建律 式武 归扫 录碌 录禄 彻澈 径轻 待特 情晴 惯贯 意竟 意音 慢蔓 抓爪 披疲 捎稍 换涣 揭遏 撤澈 放效 政玫 "
    "政证 整正 斌武 施旅 暇霞 末来 校狡 校较 检脸 欧殴 派脉 润阔 渴竭 症证 盐监 监蓝 监鉴 竟章 签鉴 简间 经轻 绵锦 肓育 货资 贵费 贷资 轻较 遂隧 "
    "邮部 邻都 部都 闻阐 阅阔"
)


def strays(text: str) -> Iterator[Miss]:
    """All of them: in each run of Chinese characters the pairs, then the first or last character of a word of three."""
    pairs = pairs_in(text)
    heads, tails = _threes()
    told = _told_by_a_pair(pairs.each)
    begin, end = ({pair for pair in pairs.each & halves.keys() if occurrences_of(pair)} for halves in (heads, tails))
    places = pairs.places(told | begin | end)
    found: list[tuple[int, str, str]] = []
    for pair in places.keys() & told:
        meant = _meant(pair)
        if not is_coined(text, places[pair], meant):
            found += [(at, pair, meant) for at in places[pair] if not _held(text, at, at, at + 2) and not _excused(text, at, at + 2)]
    for at in {at for pair in begin for at in places[pair]} | {at - 1 for pair in end for at in places[pair] if at}:
        three = text[at : at + 3]
        meant, stray = _meant_of_three(three)
        if meant and text.count(three) == 1 and not _held_of_three(text, at, at + stray) and not _excused(text, at, at + 3):
            found.append((at, three, meant))
    runs = [run.span() for run in _RUN.finditer(text)] if found else []
    placed = [(bisect_right(runs, (at, len(text))) - 1, len(said), at, said, meant) for at, said, meant in found]
    for run, size, at, said, meant in sorted(placed):
        if run >= 0 and at + size <= runs[run][1]:
            yield at, said, meant, _SHIPPED


def _told_by_a_pair(pairs: Set[str]) -> frozenset[str]:
    """Those for which a word may be meant. Nearly all pairs were asked for before, and are remembered as harmless."""
    harmless = _harmless()
    if len(harmless) > _REMEMBERED:
        harmless.clear()
    new = pairs - harmless
    told = frozenset(pair for pair in new if _meant(pair))
    harmless.update(new - told)
    return told


@functools.cache
def _harmless() -> set[str]:
    return set()


def _excused(text: str, start: int, stop: int) -> bool:
    """A name, or a word beside it that does not stand whole either."""
    before, behind = text[max(0, start - 1) : start], text[stop : stop + 1]
    if before in _MARKS or behind in _MARKS or is_name(text, start, stop):
        return True
    return any(_is_left_over(text, at, start, stop) for at in (start - 1, stop))


def _is_left_over(text: str, at: int, start: int, stop: int) -> bool:
    """Is the character at ``at`` in no word that ends before ``start`` or begins behind ``stop``?"""
    if not 0 <= at < len(text) or not "\u4e00" <= text[at] <= "\u9fa5" or text[at] in _BESIDE:
        return False
    begins = range(max(0, at - 3), at + 1) if at < start else range(at, at + 1)
    ends = range(at + 1, at + 2) if at < start else range(at + 2, min(at + 4, len(text)) + 1)
    return not any(end - begin > 1 and occurrences_of(text[begin:end]) for begin in begins for end in ends)


def _held(text: str, at: int, start: int, stop: int) -> bool:
    """Does a word that is more than a chance share a character with the pair?"""
    return any(_is_word(text[begin:end]) for begin, end in words_around(text, at, stop - start))


def _held_of_three(text: str, start: int, at: int) -> bool:
    """The same of the one character: by a word that reaches out of the three, or by two of them."""
    around = words_around(text, at, 1)
    return any((begin < start or end > start + 3 or end - begin == 2) and _is_word(text[begin:end]) for begin, end in around)


def _is_word(text: str) -> bool:
    return len(text) > 2 or occurrences_of(text) > _PASSING


@functools.lru_cache(8192)
def _meant(pair: str) -> str:
    """The word that a pair of characters may have been meant for; none where it is one itself, or both may stand alone."""
    if pair in _words() or pair in _right() or not _HAN_PAIR.match(pair):
        return ""
    a, b = pair[0], pair[1]
    if a in _STANDING or b in _STANDING:
        return ""
    best, most = "", 0.0
    for word, least, later in _candidates(a, b):
        gain = log(_often(word) + 1) - log((occurrences_of(a) + 1) * (occurrences_of(b) + 1) / TOTAL)
        if gain >= least and (not best or gain - later > most):
            best, most = word, gain - later
    return best if best and not occurrences_of(pair) else ""


def _candidates(a: str, b: str) -> Iterator[tuple[str, float, int]]:
    words = _words()
    for table, wrong in ((_by_sound(b, 1), a), (_by_sound(a, 0), b)):
        for word in table.get(_nearly(wrong), ()):
            exact = (word[0] != a and _sound(word[0]) == _sound(a)) or (word[0] == a and _sound(word[1]) == _sound(b))
            yield word, _SOUND if exact else _NEARLY, 0 if exact else _TOLD_LATER
    for word in (*(c + b for c in _alike().get(a, "")), *(a + c for c in _alike().get(b, ""))):
        if word in words:
            yield word, _LOOK, 2 * _TOLD_LATER


@functools.lru_cache(65_536)
def _meant_of_three(three: str) -> tuple[str, int]:
    """The word of three, and which character is the wrong one; two of them are a word of their own."""
    if len(three) < 3 or three in _words() or three in _right():
        return "", 0
    for kept, stray, table in zip((three[:2], three[1:]), (2, 0), _threes(), strict=True):
        wrong = three[stray]
        if wrong in _STANDING or wrong in _OFFICES:
            continue
        for word in table[kept] if kept in table and occurrences_of(kept) else ():
            if _sound(word[stray]) == _sound(wrong) and log(_often(word) + 1) - log((occurrences_of(kept) + 1) * (occurrences_of(wrong) + 1) / TOTAL) >= _OF_THREE:
                return ("", 0) if occurrences_of(three) else (word, stray)
    return "", 0


@functools.cache
def _words() -> Mapping[str, str]:
    """Words that reports use, and how often they count where the list says so."""
    return {(word := entry.rstrip("0123456789")): entry[len(word) :] for entry in default_words("report_words.txt")}


@functools.cache
def _often(word: str) -> int:
    return int(_words()[word] or occurrences_of(word))


@functools.cache
def _right() -> frozenset[str]:
    return frozenset(default_words("no_strays.txt"))


@functools.cache
def _of_two() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Words of two by their first character, and by their second."""
    begin: dict[str, list[str]] = defaultdict(list)
    end: dict[str, list[str]] = defaultdict(list)
    for word in _words():
        if len(word) == 2:
            begin[word[0]].append(word)
            end[word[1]].append(word)
    return begin, end


@functools.cache
def _by_sound(kept: str, at: int) -> Mapping[str, list[str]]:
    """Words of two that have a character there, by the sound of the other: nearly the same sound counts."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in _of_two()[at].get(kept, ()):
        found[_nearly(word[1 - at])].append(word)
    return found


@functools.cache
def _sounds() -> frozenset[str]:
    """All those of the words."""
    return frozenset(map(_sound, set("".join(_words()))))


@functools.cache
def _threes() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Words of three by the two characters that begin them, and by those that end them; some are words of two."""
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    for word in _words():
        if len(word) == 3:
            heads[word[:2]].append(word)
            tails[word[1:]].append(word)
    return heads, tails


@functools.cache
def _nearly(char: str) -> str:
    """Of the sound of a character; none where it is in no word."""
    return _near(_sound(char)) if _sound(char) in _sounds() else ""


@functools.cache
def _near(sound: str) -> str:
    """One sign for sounds that many do not keep apart: zh and z, ing and in."""
    for full, flat in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if sound.startswith(full):
            sound = flat + sound[2:]
    return sound[:-1] if sound.endswith(("ing", "eng")) else sound


@functools.cache
def _alike() -> Mapping[str, str]:
    found = dict(lookalikes())
    for pair in _ALSO.split(" "):
        for char, other in ((pair[0], pair[1]), (pair[1], pair[0])):
            found[char] = found.get(char, "") + other
    return found
