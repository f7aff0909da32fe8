"""The Jinja environment: autoescape, undefined names are errors, a site's own templates first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from builder.rendering.words import shipped_words, translator
from builder.text import show_date


def packaged_templates() -> Path:
    """The templates that ship with the program: the checkout's folder, else the wheel's copy."""
    checkout = Path(__file__).resolve().parents[2] / "templates"
    if (checkout / "base.html").is_file():
        return checkout
    return Path(str(resources.files("builder").joinpath("_templates")))


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
