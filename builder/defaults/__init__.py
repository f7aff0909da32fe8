"""Rule data shipped with the package: kinds of reports, indicators, units. Sites add, never replace."""

from __future__ import annotations

from importlib import resources


def read_default(name: str) -> str:
    """Text of a shipped data file, e.g. ``kinds.yml``."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def default_lines(name: str) -> list[str]:
    """Lines of a shipped list of words, without its comments and blank lines."""
    return [line for line in read_default(name).splitlines() if line.strip() and not line.startswith("#")]


def default_words(name: str) -> tuple[str, ...]:
    """The words of such a list in order, whether they stand on one line or on several."""
    return tuple(word for line in default_lines(name) for word in line.split())


def schema_names() -> tuple[str, ...]:
    """Names of the JSON Schemas of the data contract, in order: ``reports.schema.json`` …"""
    folder = resources.files(__name__).joinpath("schemas")
    return tuple(sorted(p.name for p in folder.iterdir() if p.name.endswith(".schema.json")))
