"""content/topics.yml → ``Topic``s and problems (design 2). Text in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from builder.content.fields import Reader, parse_entries
from builder.content.names import name_key
from builder.defaults import read_default
from builder.problems import Location, Problem

T = TypeVar("T")

SHORTEST_NAME = 2  # a single character would match everywhere


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a topic. With ``when`` it counts only in a report that also says ``when``."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of a timeline. ``excludes`` are longer words that hold a name but mean something else.

    A ``shipped`` topic comes with the package: without passages it has no page, and the site's own names go first. ``at_home``: the editor wants it
    on the home page.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...] = ()
    excludes: tuple[str, ...] = ()
    theme: str = ""
    summary: str = ""
    line: int = 0
    shipped: bool = False
    at_home: bool = False

    @property
    def url(self) -> str:
        """Address below the site's base: ``topics/<id>/``."""
        return f"topics/{self.id}/"

    @property
    def names(self) -> tuple[Alias, ...]:
        """All that is matched: the name itself, then the aliases."""
        return (Alias(self.name), *self.aliases)


def parse_topics(text: str, path: str) -> tuple[tuple[Topic, ...], list[Problem]]:
    """topics.yml. Ids are unique; a name belongs to one topic only, else a mention would be anybody's."""
    topics, problems = parse_entries(text, path, read_topic)
    problems += repeated_ids(((t.id, t.line) for t in topics), path, "topic")
    owned = [(alias.text, topic.id, topic.line) for topic in topics for alias in topic.names]
    problems += shared_names(owned, path, "topic")
    return tuple(t for t in topics if t.id and t.name), problems


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """The national topics of the package."""
    topics, problems = parse_topics(read_default("topics.yml"), "topics.yml")
    assert not problems
    return tuple(replace(topic, shipped=True) for topic in topics)


def with_shipped(own: tuple[Topic, ...], shipped: Iterable[Topic]) -> tuple[Topic, ...]:
    """The site's topics, then those of the package that share neither id nor any name with one of them.

    A name belongs to one topic only, and the site knows better what it means there.
    """
    ids = {topic.id for topic in own}
    names = {name_key(alias.text) for topic in own for alias in topic.names}
    return (*own, *(t for t in shipped if t.id not in ids and not any(name_key(a.text) in names for a in t.names)))


def repeated_ids(ids: Iterable[tuple[str, int]], path: str, what: str) -> list[Problem]:
    """One problem for each id (with its line) that stands again; both lines are named."""
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for name, line in ids:
        if name in first:
            problems.append(
                Problem(
                    Location(path, line),
                    "error",
                    f"{what}.duplicate-id",
                    "id",
                    f"“{name}”在第 {first[name]} 行已经用过",
                    "每个 id 只用一次",
                    "改用另一个 id",
                )
            )
        elif name:
            first[name] = line
    return problems


def shared_names(owned: Iterable[tuple[str, str, int]], path: str, code: str) -> list[Problem]:
    """One problem for each name (name, owner id, line) that two owners claim, however it is spelt."""
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    for name, owner, line in owned:
        key = name_key(name)
        if key and owners.setdefault(key, owner) != owner:
            problems.append(
                Problem(
                    Location(path, line),
                    "error",
                    f"{code}.shared-name",
                    "aliases",
                    f"“{name}”同时属于 {owners[key]} 和 {owner}",
                    "每个名称只属于一项",
                    "从其中一项删去，或写得更长",
                )
            )
    return problems


def read_names(r: Reader, key: str) -> tuple[str, ...]:
    """A list of names; too short ones are reported and left out."""
    return tuple(name for name in r.texts(key) if _long_enough(r, key, name, r.line(key)))


def read_topic(r: Reader) -> Topic:
    return Topic(
        id=r.identifier("id"),
        name=r.text("name", required=True),
        aliases=_aliases(r),
        excludes=read_names(r, "excludes"),
        theme=r.text("theme"),
        summary=r.text("summary"),
        line=r.mapping.line,
        at_home=r.flag("home"),
    )


def _aliases(r: Reader) -> tuple[Alias, ...]:
    def short(text: str, line: int) -> Alias | None:
        return Alias(text) if _long_enough(r, "aliases", text, line) else None

    def read(inner: Reader) -> Alias | None:
        alias = Alias(inner.text("text", required=True), inner.text("when", required=True))
        return alias if alias.text and _long_enough(r, "aliases", alias.text, inner.mapping.line) else None

    return tuple(alias for alias in r.texts_or_each("aliases", short, read, "名称，或 {text: 简称, when: 长名}") if alias)


def _long_enough(r: Reader, key: str, text: str, line: int) -> bool:
    if len(name_key(text)) >= SHORTEST_NAME:
        return True
    r.problem(key, "topic.short-name", f"“{text}”", f"至少 {SHORTEST_NAME} 个字", "写得更长，或删去", line=line)
    return False
