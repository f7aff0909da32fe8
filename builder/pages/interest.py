"""Which figures people ask about first: the shipped order of indicators and themes.

Comes in: the rules in use. Goes out: a rank for each canonical indicator, smaller first.
"""

from __future__ import annotations

from collections.abc import Mapping as Ranks
from functools import cache

from builder.analysis.figures import IndicatorRules
from builder.content.front_matter import Mapping, Scalar, Sequence, parse_yaml
from builder.defaults import read_default

FILE = "interest.yml"


@cache
def interest_order() -> tuple[str, ...]:
    """Ids of indicators and names of themes, as the data file lists them."""
    root, problems = parse_yaml(read_default(FILE), FILE)
    assert not problems
    assert isinstance(root, Mapping)
    listed = root.get("interest")
    assert isinstance(listed, Sequence)
    return tuple(item.value for item in listed if isinstance(item, Scalar))


def interest_ranks(rules: IndicatorRules) -> Ranks[str, int]:
    """Indicator id → rank: by its own id, else by its theme, else behind all that are listed; ties in dictionary order."""
    place = {name: i for i, name in enumerate(interest_order())}
    known = sorted(rules.indicators, key=lambda i: place.get(i.id, place.get(i.theme, len(place))))
    return {indicator.id: i for i, indicator in enumerate(known)}
