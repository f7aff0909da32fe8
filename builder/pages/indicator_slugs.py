"""Addresses of indicators: a canonical indicator's id, else pinyin and a short hash of its own words; a page, or a line of an office's ledger.

The hash keeps an address what it is when another name with the same sound comes in later.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from builder.analysis.indicator_series import IndicatorSeries
from builder.content.sounds import sounds_of
from builder.pages import ledger_room
from builder.pages.collection import Collection
from builder.problems import Location, Problem

RESERVED = ("method", "list")
TABLE_YEARS, TABLE_FIGURES = 6, 300
_LONGEST = 48


def indicator_slug(series: IndicatorSeries) -> str:
    """``gdp``; ``xiufu-gu-yidao-3f2a`` for words no dictionary knows."""
    return series.key if series.canonical else _own_slug(series.key)


def office_path(agency: str) -> str:
    """An office's ledger."""
    return f"ledger/{agency}/"


def year_path(agency: str, year: int, part: int = 0) -> str:
    """One year of it; ``part``: where its figures go on, from 1."""
    return f"ledger/{agency}/{year}/" + (f"figures-{part + 1}/" if part else "")


def table_years(c: Collection, agency: str) -> tuple[int, ...]:
    """The newest years of an office, as many as its table has room for, oldest first; other years have pages of their own."""
    years = c.ledger_years[agency]
    newest = list(years)[-TABLE_YEARS:]
    while len(newest) > 1 and sum(years[year] for year in newest) > TABLE_FIGURES:
        del newest[0]
    return tuple(newest)


def line_path(c: Collection, series: IndicatorSeries) -> str:
    """Where an indicator stands in its office's ledger: in the table, else on a page of the newest year that has it."""
    years, agency, newest = table_years(c, series.agency), series.agency, series.years[-1].year
    in_table = any(y.year in years for y in series.years)
    page = office_path(agency) if in_table else year_path(agency, newest, c.line_numbers.get((agency, newest), {}).get(series.key, 0) // ledger_room.LINES)
    return f"{page}#{indicator_slug(series)}"


def indicator_path(c: Collection, series: IndicatorSeries) -> str:
    """Where a reader is told of an indicator: its page, else its line in the office's ledger; empty where neither has it."""
    if c.has_page(series.key):
        return f"ledger/{indicator_slug(series)}/"
    return line_path(c, series) if series.is_shown else ""


@lru_cache(maxsize=2**15)
def _own_slug(key: str) -> str:
    """The address of own words. Pure and asked for at every figure, so it is remembered."""
    words = re.sub(r"[^a-z0-9]+", "-", "-".join(sounds_of(key)).lower()).strip("-")
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("-")[0]
    return f"{short}-{hashlib.sha256(key.encode()).hexdigest()[:4]}".lstrip("-")


def slug_problems(slugs: Mapping[str, str], offices: Iterable[str]) -> list[Problem]:
    """``slugs``: address by indicator. Indicators, offices, the method page and the lists share the space below ledger/: each address has one owner."""
    owners: dict[str, str] = dict.fromkeys(RESERVED, "台账自己的页") | {office: f"机构 {office}" for office in offices}
    found: list[Problem] = []
    for key, slug in slugs.items():
        owner = f"指标 {key}"
        if owners.setdefault(slug, owner) != owner:
            found.append(
                Problem(
                    Location("content/indicators.yml"),
                    "error",
                    "ledger.address-twice",
                    "id",
                    f"ledger/{slug}/ 同时属于{owners[slug]}和{owner}",
                    "每个网址只有一个主人",
                    "改指标的 id，或改机构的 id",
                )
            )
    return found
