"""The site's offices, as the rules of review ask for them. A register has a thousand, and nearly no report names another than its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from builder.model import Agency
from builder.text import when_asked

_TOWN = when_asked(r"(?:\A|[省市州县区旗])([^省市州县区旗]{2,6}(?:街道|镇|乡))(?:办事处|人民政府)?\Z")
_PLACE = when_asked(r"(?P<stem>[一-龥]{2,4}?)(?P<sort>街道|自治县|[省市州县区旗镇乡])")
REGION = when_asked(r"\A[一-龥]{1,6}?(?:自治)?[省市州县区旗](?:人民政府)?")
_OF_REGION = when_asked("[省市州县区旗]人民政府")

Named = tuple[int, str, Agency]  # where it stands among all names, the name, whose it is


class Offices:
    """All of them; what is looked up in them is reckoned once, not once a report."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self.agencies = agencies

    @cached_property
    def _by_id(self) -> dict[str, Agency]:
        return {a.id: a for a in reversed(self.agencies)}

    def get(self, office: str) -> Agency | None:
        """The first with this id."""
        return self._by_id.get(office)

    @cached_property
    def _names(self) -> str:
        return "\n".join(name for a in self.agencies for name in a.names)

    def say(self, word: str) -> bool:
        """Is the word a part of a name of theirs?"""
        return word in self._names

    @cached_property
    def _named(self) -> dict[str, list[Named]]:
        """Each name, and what towns are called for short."""
        found: dict[str, list[Named]] = {}
        for number, (name, agency) in enumerate((n, a) for a in self.agencies for n in (*a.names, *town(a))):
            found.setdefault(name, []).append((number, name, agency))
        return found

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(name) for name in self._named}, reverse=True)

    def called(self, name: str) -> Sequence[Named]:
        """Those of this name, in their order."""
        return self._named.get(name, ())

    def beginning(self, text: str) -> Iterator[Named]:
        """Those whose name a text begins with, the longest first."""
        return chain.from_iterable(self.called(text[:length]) for length in self._lengths if length <= len(text))

    @cached_property
    def _for_short(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for named in chain.from_iterable(self._named.values()):
            for short in without_region(named[1]):
                found.setdefault(short, []).append(named)
        return found

    def signing(self, name: str) -> Sequence[Named]:
        """Those that may sign like this, without the region before their name."""
        return self._for_short.get(name, ())

    @cached_property
    def stems(self) -> dict[str, dict[tuple[int, int, str], list[str]]]:
        """What their places are called, without 街道 or 镇 and the like behind it: by that, then by how long it is and by its first (0) or last (-1) character."""
        found: dict[str, dict[tuple[int, int, str], list[str]]] = {}
        for stem, sort in sorted({(m["stem"], m["sort"]) for m in _PLACE.finditer(self._names) if len(m[0]) > 2}):
            for end in (0, -1):
                found.setdefault(sort, {}).setdefault((len(stem), end, stem[end]), []).append(stem)
        return found

    @cached_property
    def known_stems(self) -> frozenset[str]:
        return frozenset(stem for by_end in self.stems.values() for stems in by_end.values() for stem in stems)


def town(office: Agency) -> tuple[str, ...]:
    """柳塘街道 of 栖川市柳塘街道办事处: towns and sub-districts are called so; of 民政局 every county has one."""
    m = _TOWN.search(office.name)
    return (m[1],) if m else ()


def without_region(name: str) -> Iterator[str]:
    """区教育局, 教育局 of 某市某区教育局, as papers are signed; 某区人民政府 signs those of its offices too."""
    while (m := REGION.match(name)) and len(name) - m.end() > 2:
        name = name[m.end() :]
        if not _OF_REGION.search(name):
            yield name


def is_around(name: str, own: Agency) -> bool:
    """青石区 of 某市生态环境局青石分局, of 某市青石区统计局: the district that an office is for, no office that speaks."""
    return bool(re.fullmatch("[一-龥]{2,5}[市县区旗]", name)) and not town(own) and (name in own.name or f"{name[:-1]}分局" in own.name)
