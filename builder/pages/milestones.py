"""Which sentences of a topic stand above its years: an early plan, a late result and a late plan of one office.

Comes in: the office's passages about the topic. Goes out: at most three of them. Each must speak of the topic itself, a plan of nothing done, a
result of something reached; where no sentence does, none is shown. They are chosen from what was recognised, so nothing here is an office's first or last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from builder.analysis.about import is_subject, leading, leans, says_little
from builder.analysis.accounts import looks_ahead
from builder.analysis.figures import IndicatorRow
from builder.analysis.kindred import general_words, made_of
from builder.analysis.timeline import OfficeTimeline
from builder.analysis.topics import Mention
from builder.content.names import name_key
from builder.content.topics import Topic
from builder.pages.collection import Collection

Own = Callable[[Mention], Sequence[IndicatorRow]]
Fit = Callable[[Mention], tuple[int, ...]]

_REACHED = re.compile(
    "(?<![未没能拟将要])(?:(?<!有)完成(?![率好])|建成(?!区)|完工|竣工|开通|通车|通航|投用|投产|投运|启用|落成|交付|办结|做完|获批|获评|入选|入围|封顶|挂牌|摘牌|荣获"
    "|通过验收|投入使用|印发|(?:得到|较好|基本|圆满)解决|(?:没有|未|零)发生|成为[^，。；]{0,16}(?<![热亮焦重难痛])(?:点|基地|单位|商品|案例))"
)
_ALREADY = re.compile("已经?(?:建成|完成|启动|开工|投产|投用|竣工)(?![的任])")  # a plan that tells what was done
_SAID_TO_BE = re.compile("(?<![一二三四五六七八九十不还只就])(?:是|属于)")  # 二期是公有企业的项目: it goes on about the second phase
_PART = re.compile("[^。；;！？!?]+[。；;！？!?]?")
_COMMA = re.compile(r"[，：:]|(?<!\d),|,(?!\d)")
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_MANY = 4  # figures of a sentence, of which one is the topic's
_HEAD = 24  # characters of a head within a paragraph
_TAIL = 10  # characters of a figure's name behind the topic's
_BEFORE = 2  # characters before a name that tell which one it is: 亳州机场
# Doings are counted in these; they say less of what came of a matter than an amount does.
_DOINGS = frozenset({"次", "场", "场次", "期", "人次", "批次", "轮", "份次"})


def pick(c: Collection, topic: Topic, o: OfficeTimeline, own: Own) -> list[tuple[str, Mention]]:
    """Labels and sentences by year. ``own``: a passage's figures that are the topic's."""

    names = [name_key(alias.text) for alias in topic.names]

    def named(m: Mention) -> Sequence[IndicatorRow]:
        return [r for r in own(m) if _counts(names, r)]

    def figures(m: Mention) -> Sequence[IndicatorRow]:
        begin = _goes_on(m)
        return named(m) or ([] if begin is None else [r for r in c.rows_in(m) if r.value_start - m.start >= begin])

    speaking = [m for m in o.entries if not m.in_heading and is_subject(m.quote, _hits(m))]
    plans = [m for m in speaking if m.kind == "target" and _tells_a_plan(c, m)]
    told = {key for m in plans for key in _which(m)}
    of_it = [m for m in speaking if m.kind == "actual" and not _is_one_of_many(m, figures(m), c.rows_in(m))]
    results = [m for m in of_it if _tells_a_result(m, figures(m), aside=told.isdisjoint(_which(m)) and _gives_way(c, m))]
    pairs = set(_HAN_PAIR.findall(name_key(topic.name)))

    def fit(m: Mention) -> tuple[int, ...]:
        rows, again = named(m), m.kind == "actual" and not told.isdisjoint(_which(m))
        return (
            not (again or figures(m)),
            _headed(c, topic, m),
            not again,
            _gives_way(c, m),
            -sum(r.unit not in _DOINGS for r in rows),
            says_little(m.quote, _hits(m)),
            -sum(pair in m.quote for pair in pairs),
            m.topic not in leading(m.quote, {m.topic: _hits(m)}),
        )

    first, last, done = _telling(plans, fit, min), _telling(plans, fit, max), _telling(results, fit, max)
    if last and (last is first or (done and last.year < done.year)):
        last = None
    return sorted(((label, m) for label, m in (("计划", first), ("结果", done), ("计划", last)) if m), key=lambda step: step[1].year)


def _counts(names: Sequence[str], row: IndicatorRow) -> bool:
    """Is the topic what is counted, and not only the beginning of its name (长三角绿色农产品生产加工供应基地)?"""
    said = name_key(row.indicator)
    tails = [len(said) - said.rfind(name) - len(name) for name in names if name in said]
    return not tails or min(tails) <= _TAIL


def _telling(mentions: Sequence[Mention], fit: Fit, end: Callable[[Iterable[int]], int]) -> Mention | None:
    """Of the first or last year that has any, the sentence that says most of the topic itself."""
    if not mentions:
        return None
    year = end([m.year for m in mentions])
    return min((m for m in mentions if m.year == year), key=fit)


def _tells_a_plan(c: Collection, m: Mention) -> bool:
    """Of a document that looks ahead, with nothing in it that was done: what is both is no plan."""
    done = any(r.kind == "actual" for r in c.rows_in(m)) or _ALREADY.search(m.quote)
    return looks_ahead(c.report_by_id[m.report], c.kinds) and not done


def _tells_a_result(m: Mention, rows: Sequence[IndicatorRow], *, aside: bool) -> bool:
    """A figure of its own that was reached, or a word that something is done beside its name: aims and slogans of a look back are no result.

    ``aside``: the sentence is about something else, and only a figure counts.
    """
    if any(r.kind == "actual" and not r.expected for r in rows):
        return True
    return not aside and any(_REACHED.search(said) for said in _said_of(m))


def _is_one_of_many(m: Mention, rows: Sequence[IndicatorRow], said: Sequence[IndicatorRow]) -> bool:
    """开展检查67次，发出通报36份，监督“三资”交易714宗，提醒谈话102人次: the topic is named late, and most of the figures are another's."""
    at = min(a for a, _ in _hits(m))
    start, end, comma = next(part for part in _parts(m.quote) if part[0] <= at < part[1])
    own, all_of = (sum(start <= r.value_start - m.start < end for r in figures) for figures in (rows, said))
    return at >= comma and _MANY * max(1, own) <= all_of


def _goes_on(m: Mention) -> int | None:
    """From where a passage goes on about the topic that it sets out with: below a head (三是巡察整改。…), behind a colon (垃圾分类更细：…), in sentences
    that follow without its name, behind the subject (“西区211”系统广泛应用，…)."""
    start, end, comma = next(iter(_parts(m.quote)))
    named = [a for a, _ in _hits(m)]
    if min(named) >= comma:
        return None
    if end < len(m.quote) and comma == end and end - start <= _HEAD and m.quote[end - 1] == "。":
        return end
    if max(named) >= comma or _SAID_TO_BE.search(m.quote, start, min(named)):
        return None
    if m.quote[comma : comma + 1] == "：" or min(named) - start <= 1:
        return comma
    return end if end < len(m.quote) else None


def _said_of(m: Mention) -> Iterable[str]:
    """What is said of the topic: what goes on about it, the part of a sentence that sets out with its name, else the words between commas that hold it."""
    if (begin := _goes_on(m)) is not None:
        yield m.quote[begin:]
    for start, end, comma in _parts(m.quote):
        for a, _ in _hits(m):
            if start <= a < comma:
                yield m.quote[start:end]
            elif start <= a < end:
                yield next(piece for piece, at in _pieces(m.quote, start, end) if at <= a < at + len(piece) + 1)


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[str, int]]:
    at = start
    for stop in _COMMA.finditer(text, start, end):
        yield text[at : stop.start()], at
        at = stop.end()
    yield text[at:end], at


def _parts(text: str) -> Iterable[tuple[int, int, int]]:
    """[start, end) of each part of a text, and where its first comma stands."""
    for part in _PART.finditer(text):
        comma = _COMMA.search(text, part.start(), part.end())
        yield part.start(), part.end(), comma.start() if comma else part.end()


def _gives_way(c: Collection, m: Mention) -> bool:
    """Is each of its names said of another topic, with which that part of the sentence sets out (空气质量优良，环境信访下降)?"""
    others = [a - m.start for o in c.mentions_at(m.report, m.paragraph) if not o.passing and o.topic != m.topic for a, _ in o.hits]
    others = [at for at in others if 0 <= at < len(m.quote) and not leans(m.quote, at)]
    parts = list(_parts(m.quote))

    def led_by_another(at: int) -> bool:
        start, comma = next(((s, k) for s, e, k in parts if s <= at < e), (at, at + 1))
        sets_out = _COMMA.match(m.quote, at - 1) or _COMMA.match(m.quote, at - 2)  # …，西坪社区成为示范点
        return at >= comma and not sets_out and any(start <= a < comma for a in others)

    return all(led_by_another(a) for a, _ in _hits(m))


def _which(m: Mention) -> set[str]:
    """The names with what stands before them: which airport, which road."""
    found = ((name_key(m.quote[max(0, a - _BEFORE) : a]), m.quote[a:b]) for a, b in _hits(m))
    return {before + name for before, name in found if len(before) == _BEFORE and _HAN_PAIR.match(before) and before not in general_words()}


def _headed(c: Collection, topic: Topic, m: Mention) -> int:
    """Below a heading with words of the topic, a heading that names none, or one that names others alone."""
    named, heading = c.heading_topics(m.report, m.section or "")
    if topic.id in named or any(word in heading for word in made_of(name_key(topic.name))):
        return 0
    return 2 if named else 1


def _hits(m: Mention) -> tuple[tuple[int, int], ...]:
    return tuple((a - m.start, b - m.start) for a, b in m.hits)
