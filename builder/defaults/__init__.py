"""Rule data shipped with the package: kinds of reports, indicators, units. Sites add, never replace."""

from __future__ import annotations

from importlib import resources


def read_default(name: str) -> str:
    """Text of a shipped data file, e.g. ``kinds.yml``."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def schema_names() -> tuple[str, ...]:
    """Names of the JSON Schemas of the data contract, in order: ``reports.schema.json`` …"""
    folder = resources.files(__name__).joinpath("schemas")
    return tuple(sorted(p.name for p in folder.iterdir() if p.name.endswith(".schema.json")))
