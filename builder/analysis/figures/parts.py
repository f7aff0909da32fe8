"""The things that an enumeration names, each with its whole name: 钢材、多晶硅产量 → 钢材产量, 多晶硅产量.

Comes in: the words before 分别, 各 or a row of numbers. Goes out: as many names as there are numbers, or none where it cannot be told which is
whose. A part takes over nothing but what the last one is measured by (产量) and a word that has its twin there (城镇 beside 农村居民收入);
what an accident cost its people is said of the accident.
"""

from __future__ import annotations

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.subjects import trim_lead, trim_tail


def subjects_of(head: str, count: int, words: Grammar, *, are_rates: bool = False, one_verb: bool = False) -> list[str]:
    """The subjects of so many numbers, in order; empty where the words name more or fewer, or no rates where the numbers are some.

    ``one_verb``: the verb in front is of all (改造供热、供水管网80公里、60公里), not of the first alone (接待游客、旅游总花费).
    """
    head = trim_tail(head, words)
    named = _two_in_one(head, count, words) or _listed(head, count, words, are_rates=are_rates, one_verb=one_verb) or _characters(head, count, words)
    return [] if are_rates and not all(not name or is_rate(name, words) for name in named) else named


def _listed(head: str, count: int, words: Grammar, *, are_rates: bool, one_verb: bool) -> list[str]:
    for between in ("name.mark", "name.and", "name.beside"):
        parts = [p.strip() for p in words[between].split(head) if p.strip()]
        if len(parts) == count:
            first = trim_lead(parts[0], words)
            toward = words["name.toward"].match(trim_lead(head, words))
            first = toward[0] + first if toward and not first.startswith(toward[0]) else first
            return whole_names([first, *parts[1:]], words, are_rates=are_rates, one_verb=one_verb)
    return []


def whole_names(parts: list[str], words: Grammar, *, are_rates: bool = False, one_verb: bool = False) -> list[str]:
    """Each part with what it shares with the others; empty for one that says too little to stand alone (旅客、货运量)."""
    last, owned = parts[-1], [is_measured(p, words) and (is_rate(p, words) or not are_rates) for p in parts]
    mixed, end = not are_rates and any(owned[:-1]), ""
    found = ["".join(_measure(last, words))]
    for part, following, own in zip(reversed(parts[:-1]), reversed(parts), reversed(owned[:-1]), strict=False):
        thing, measure = _measure(following, words)
        if measure and (is_rate(measure, words) or not are_rates):
            end = measure if thing and not _needs_more(thing, measure, part, words) else ""
        twin = _beside_twin(part, last, words)
        own = own or mixed or (not are_rates and not one_verb and words["name.kept-start"].match(part) is not None)
        untold = not end and is_measured(last, words)
        if untold and not (twin or own or _measure(last, words)[0]):
            return []  # 利用外资、投资: of neither is it known where it ends
        found.insert(0, twin or (part if own else "" if untold else _joined(part, end)))
    whole = [_of_first(name, found[0], words) for name in found]
    toward = "" if owned[0] else found[0][: words["name.toward"].match(found[0]) is not None]
    shared = owned.index(True) + 1 if True in owned else len(whole)  # 对东洲、南洋出口: both are partners, what is measured of another begins behind
    return [name if not name or name.startswith(toward) or n >= shared else toward + name for n, name in enumerate(whole)]


def _joined(part: str, end: str) -> str:
    """新兴产业 + 产业增加值: what both have is said once."""
    return part + end[next((n for n in range(len(end), 0, -1) if part.endswith(end[:n])), 0) :]


def leans(part: str, first: str, words: Grammar) -> bool:
    """农产品网络零售额、出口额: whose 出口额 it is stands with the first, and how much of that belongs to both cannot be told."""
    return first not in {"", part} and not _measure(part, words)[0] and bool(_measure(first, words)[0])


def is_twin(word: str, words: Grammar) -> bool:
    """农村, 国内: which of them, and not what."""
    return len(word) > 1 and any(word in said.split("、") for _, said in words.meanings["twins"])


def is_measured(part: str, words: Grammar) -> bool:
    """Does a name say by itself what is measured: 旅游收入, 发电量, 游客?"""
    return words["name.measured-end"].search(part) is not None


def is_rate(part: str, words: Grammar) -> bool:
    """Does a name say that a percentage is told of it: 覆盖率, 占比?"""
    return words["name.rate-end"].search(part) is not None


def _measure(part: str, words: Grammar) -> tuple[str, str]:
    """多晶硅产量 → (多晶硅, 产量)."""
    end = words["name.shared-end"].search(part)
    return (part[: end.start()].removesuffix("的"), end[0]) if end else (part, "")


def _needs_more(thing: str, measure: str, first: str, words: Grammar) -> bool:
    """近岸海域水质优良比例: what a share is of may stand in the middle, and 地表水比例 would be another."""
    return words["name.share-end"].search(measure) is not None and len(thing) > len(first) + 1


def _beside_twin(part: str, last: str, words: Grammar) -> str:
    """城镇 beside 农村居民收入 → 城镇居民收入; “甲” beside “乙”交付率 → “甲”交付率."""
    named = words["name.quoted"].match(last)
    if named and words["name.quoted"].fullmatch(part):
        return part + last[named.end() :]
    for _, said in words.meanings["twins"]:
        twins = said.split("、")
        word = max((w for w in twins if part == w or (len(w) > 1 and part.endswith(w))), key=len, default="")
        other = max((w for w in twins if last.startswith(w)), key=len, default="")
        if word and other and len(last) > len(other):
            return part + last[len(other) :]
    return ""


def _of_first(part: str, first: str, words: Grammar) -> str:
    """生产安全事故起数、死亡人数 → 生产安全事故死亡人数; 每千人床位数、护士数 → 每千人护士数."""
    if part is first or not part:
        return part
    accident = words["name.accident"].match(first)
    if accident and words["name.victims"].match(part):
        return accident["what"] + part
    each = words["name.each-so-many"].match(first)
    return each[0] + part if each and not words["name.each-so-many"].match(part) else part


def _two_in_one(head: str, count: int, words: Grammar) -> list[str]:
    """城乡低保标准 → 城镇低保标准, 农村低保标准; 人民币存贷款余额 → 人民币存款余额, 人民币贷款余额."""
    for both, said in words.meanings["pairs"]:
        names, (before, found, after) = said.split("、"), head.partition(both)
        if found and count == len(names) and not words["name.and"].search(f"{before} {after}"):
            return [trim_lead(before, words) + name + after for name in names]
    return []


def _characters(head: str, count: int, words: Grammar) -> list[str]:
    """粮肉奶产量 → 粮产量, 肉产量, 奶产量."""
    thing, measure = _measure(trim_lead(head, words), words)
    return [one + measure for one in thing] if measure and len(thing) == count and words["name.characters"].fullmatch(thing) else []
