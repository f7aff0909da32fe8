"""The row axis of a table: the name of each row, or the year it is of, and how a name and a head become one.

Comes in: a ``Grid``. Goes out: its rows, each with a ``Label`` for every column that names rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from builder.analysis.figures.mentions import find_mentions
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.tables.grid import Grid
from builder.analysis.tables.heads import NOTHING, Head, caption_head, read_head, read_when
from builder.model import Paragraph

_NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|[①-⑳])\s*")
_NAME_LIMIT = 24
_TOPIC = range(2, 13)  # characters; longer ones are sentences


@dataclass(frozen=True, slots=True)
class Label:
    """``name``: of the row, empty where it only says ``when``; ``is_place``: what is counted is for others to say;
    ``around``: what a line across the table says of the rows below it;
    ``speaks``: the name states a figure itself (新建幼儿园3所)."""

    name: str = ""
    unit: str = ""
    when: Head = NOTHING
    around: Head = NOTHING
    total: str = ""
    is_place: bool = False
    is_part: bool = False
    speaks: bool = False


@dataclass
class _Above:
    """What was read above a row: the texts of columns whose cells go on below, the row that 其中 is a part of, the first of all;
    ``twice``: names that stand in several groups (环节 of 开办企业, of 不动产登记) and say too little alone; ``places``: most rows are places."""

    twice: frozenset[str] = frozenset()
    places: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    parent: str = ""
    whole: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Labels:
    """Reads the heads of rows; ``topic``: what the table is about."""

    is_unit: Callable[[str], bool]
    rules: IndicatorRules
    topic: str

    def read(self, grid: Grid) -> Iterator[tuple[tuple[Paragraph, ...], dict[int, Label]]]:
        """Each row of figures with its labels, by the column that names it."""
        words = self.rules.grammar
        runs = dict.fromkeys(c.names for c in grid.columns)
        above = {run: self._above([row[run[-1]].text.strip() for row in grid.body]) for run in runs}
        around = NOTHING
        for row in grid.body:
            texts = [cell.text.strip() for cell in row]
            told = {text for text in texts if text}
            if len(told) < 2 or words["table.column-numbers"].match(next(filter(None, texts))):
                around = caption_head(tuple(told), words) if len(told) == 1 else around
                continue
            labels = {run[-1]: self._label(texts, run, above[run], around) for run in runs}
            yield row, {column: label for column, label in labels.items() if label}

    def _above(self, texts: Sequence[str]) -> _Above:
        places = sum(bool(self.rules.grammar["table.place"].match(text)) for text in texts)
        return _Above(frozenset(text for text in texts if texts.count(text) > 1), 2 * places >= len(texts))

    def _label(self, texts: Sequence[str], run: tuple[int, ...], above: _Above, around: Head) -> Label | None:
        words = self.rules.grammar
        *groups, last = run
        own = texts[last]
        for i in groups:
            if texts[i]:
                above.texts = {k: t for k, t in above.texts.items() if k < i} | {i: texts[i]}
        if not own:  # 常住人口 over two columns; 合计 under 序号
            own = next((texts[i] for i in reversed(groups) if texts[i]), "") or next((t for t in texts[:last] if words["table.total"].match(t)), "")
        said = read_head((own,), self.is_unit, words)
        if not own or words["table.empty"].match(own) or (said.role == "growth" and not said.measure) or words["table.by-how-much"].match(own):  # 增幅 of the rows above
            return None
        when, group, place = NOTHING, "", ""
        for text in [*(t for t in above.texts.values() if t != own), own]:
            told = read_when(text, words)
            when = told or when
            if text != own and not told:
                place, group = (text, group) if words["table.place"].match(text) else (place, text)
        name, unit = ("", "") if read_when(own, words) else self._name(own)
        total = words["table.total"].match(name)
        if total and group:
            name, total = group, None
        elif group and own in above.twice:
            name = group + name
        is_part = bool(words["table.thereof"].match(fold_width(own)))
        if is_part:
            name, unit = self._part(_NUMBERED.sub("", words["table.thereof"].sub("", name)), above.parent), unit or above.unit
        elif words["table.by"].match(group) and above.whole:
            name += above.whole
        elif name and not total:
            above.parent, above.whole, above.unit = name, above.whole or name, unit
        mentions = find_mentions(name, self.rules, [False] * (len(name) + 1))
        is_place = above.places and bool(total or words["table.place"].match(name))
        return Label(place + name, unit, when, around, (total["place"] or total[0]) if total else "", is_place, is_part, bool(mentions))

    def _name(self, text: str) -> tuple[str, str]:
        """(name, unit in brackets behind it) of a row."""
        folded = re.sub(r"\s", "", _NUMBERED.sub("", fold_width(text).strip()))
        match = re.search(r"\(([^()]{1,10})\)$", folded)
        unit = match[1] if match and self.is_unit(match[1]) else ""
        return (folded[: match.start()] if match and unit else folded), unit

    def _part(self, own: str, parent: str) -> str:
        """A part that says by itself what it is keeps its name; 其中：新建 is named after the row before."""
        whole = self.rules.grammar["table.total-end"].sub("", parent)
        alone = whole != parent or (len(own) > 2 and (own[-2:] == parent[-2:] or own[:2] == parent[:2])) or self.rules.canonical(own)
        return own if alone else parent + own

    def subject(self, label: Label, measure: str) -> str:
        """The name of a figure from its row and the measure of its column."""
        place = self.rules.grammar["table.place"].match
        name = label.name
        if label.total:
            topic = self.topic[:-2] if self.topic[-2:] in measure else self.topic  # 道路工程投资 + 计划投资
            if place(label.total):
                return label.total + (measure or topic)
            # Of towns what is counted says itself: 助餐服务合计.
            return topic + name + measure if topic and measure and measure not in topic and not (label.is_place and len(measure) > 3) else (measure or topic) + name
        if not name or not measure or measure in name:
            return (name + self.topic if not measure and label.is_place else name) or measure or self.topic
        if place(measure):
            return measure + name
        return name[: max(2, _NAME_LIMIT - len(measure))] + measure


def topic_of(above: Sequence[str], title: str, rules: IndicatorRules) -> str:
    """What a table is about: 城建重点工程 of 表2 2025年城建重点工程完成情况(单位:万元); the title of the report where that says no more than 资金."""
    words = rules.grammar
    weak = ""
    for part in (*above, words["table.office"].sub("", fold_width(title))):
        if words["table.sentence"].search(part):
            continue
        topic = words["table.caption-end"].sub("", words["table.caption"].sub("", fold_width(part)))
        if len(topic) in _TOPIC and topic not in words.lists["topic-idle"]:
            if topic not in words.lists["topic-weak"]:
                return topic + weak
            weak = weak or topic
    return weak
