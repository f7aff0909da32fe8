"""A figure in words, for tables and cards: value, unit, what comes before and after it."""

from __future__ import annotations

from builder.analysis.figures import IndicatorRow

_BEFORE = {"ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约"}


def show_value(value: float | int | None) -> str:
    """165, 6.82, 12345: as many digits as the report gives, no zeros added."""
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def figure_words(r: IndicatorRow) -> str:
    """约 165 亿元，增长 7.2%: the row as a reader would say it."""
    parts: list[str] = []
    if r.value is not None:
        number = show_value(r.value) + (f"—{show_value(r.value_max)}" if r.value_max is not None else "")
        parts.append(f"{_BEFORE.get(r.comparison, '')}{number}{r.unit}")
    if r.growth is not None:
        word = "增长" if r.growth >= 0 else "下降"
        qualifier = _BEFORE.get(r.comparison, "") if r.value is None else ""
        parts.append(f"{word}{qualifier}{show_value(abs(r.growth))}%")
    if r.rank:
        parts.append(r.rank)
    return "，".join(parts) or r.quote
