"""Addresses of indicator pages: a canonical indicator's id, else pinyin and a short hash of its own words.

The hash keeps an address what it is when another name with the same sound comes in later.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import lazy_pinyin

from builder.analysis.indicator_series import IndicatorSeries
from builder.problems import Location, Problem

RESERVED = ("method",)
_LONGEST = 48


def indicator_slug(series: IndicatorSeries) -> str:
    """``gdp``; ``xiufu-gu-yidao-3f2a`` for words no dictionary knows."""
    return series.key if series.canonical else _own_slug(series.key)


@lru_cache(maxsize=2**15)
def _own_slug(key: str) -> str:
    """The address of own words. Pure and asked for at every figure, so it is remembered: pinyin takes long."""
    words = re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(key)).lower()).strip("-")
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("-")[0]
    return f"{short}-{hashlib.sha256(key.encode()).hexdigest()[:4]}".lstrip("-")


def slug_problems(series: Iterable[IndicatorSeries], offices: Iterable[str]) -> list[Problem]:
    """Indicators, offices and the method page share the space below ledger/: each address has one owner."""
    owners: dict[str, str] = dict.fromkeys(RESERVED, "台账说明页") | {office: f"机构 {office}" for office in offices}
    found: list[Problem] = []
    for one in series:
        slug, owner = indicator_slug(one), f"指标 {one.key}"
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
