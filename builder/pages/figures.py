"""Numbers as a report prints them."""

from __future__ import annotations


def show_value(value: float | int | None) -> str:
    """165, 6.82, 12345: as many digits as the report gives, no zeros added."""
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
