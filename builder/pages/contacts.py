"""How an office is reached: by whoever has read its document, or wants to apply for another. Comes in: an office. Goes out: labelled rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Agency
from builder.pages.page import Link


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of an office's record; ``href`` leads to a telephone or another site."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """An office with what it has published of how to reach it."""

    office: Link
    facts: tuple[Fact, ...]


def contact_facts(agency: Agency) -> tuple[Fact, ...]:
    """What is known; nothing is shown for the rest."""
    facts = (
        Fact("地址", agency.address),
        Fact("电话", agency.phone, f"tel:{agency.phone.replace(' ', '')}"),
        Fact("办公时间", agency.hours),
        Fact("机构网站", agency.url, agency.url),
    )
    return tuple(f for f in facts if f.value)


def contacts_of(agencies: Iterable[Agency]) -> tuple[Contact, ...]:
    """Those of the offices that can be reached."""
    return tuple(Contact(Link(a.name, f"agencies/{a.id}/"), facts) for a in agencies if (facts := contact_facts(a)))
