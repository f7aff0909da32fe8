"""The Jinja environment: autoescape, undefined names are errors, a site's own templates first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from builder.packaged import packaged_templates
from builder.rendering.words import shipped_words, translator
from builder.text import show_date


def make_environment(own_templates: Sequence[Path] = ()) -> Environment:
    """Templates are looked up in the site's folder, then in the package; ``@base/`` names the package's."""
    packaged = FileSystemLoader(packaged_templates())
    loader = ChoiceLoader([*(FileSystemLoader(p) for p in own_templates), packaged, PrefixLoader({"@base": packaged})])
    env = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["date"] = show_date
    env.filters["iso"] = _iso
    env.globals["t"] = translator(shipped_words())
    return env


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


__all__ = ["make_environment", "packaged_templates"]
