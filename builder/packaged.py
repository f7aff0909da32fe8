"""Where the templates lie that ship with the program."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def packaged_templates() -> Path:
    """The templates that ship with the program: the checkout's folder, else the wheel's copy."""
    checkout = Path(__file__).resolve().parents[1] / "templates"
    if (checkout / "base.html").is_file():
        return checkout
    return Path(str(resources.files("builder").joinpath("_templates")))
