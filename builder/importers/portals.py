"""The words of portals, from ``defaults/portals.yml``: labels of the record, words of the frame."""

from __future__ import annotations

import re

import yaml

from builder.defaults import read_default

_DATA = yaml.load(read_default("portals.yml"), Loader=yaml.CSafeLoader)

LABELS: dict[str, tuple[str, ...]] = {field: tuple(labels) for field, labels in _DATA["labels"].items()}
WORDS: frozenset[str] = frozenset(str(word).lower() for word in _DATA["words"])
BEGINNING = re.compile("|".join(f"(?:{pattern})" for pattern in _DATA["beginnings"]), re.IGNORECASE)
END_MARK = re.compile(f"(?:{_DATA['endings']})")
