"""Rule data shipped with the package: kinds of reports, indicators, units. Sites add, never replace."""

from __future__ import annotations

from importlib import resources


def read_default(name: str) -> str:
    """Text of a shipped data file, e.g. ``kinds.yml``."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
