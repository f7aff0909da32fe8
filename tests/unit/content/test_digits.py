"""Digits of other scripts in a record: they look like a date or a year and are none (a reproduction of an attempt to break the product)."""

from __future__ import annotations

import pytest

from builder.content.kinds import shipped_kinds
from builder.content.read import read_report

HEAD = "---\nid: a\ntitle: 清河镇2024年工作总结\nkind: 总结\nyear: 2024\n{}\n---\n\n正文。\n"


@pytest.mark.parametrize("line", ["written: ٢٠٢٤-٠١-٠١", "published: २०२४-०१-०१", "year: ٢٠٢٤", "publish_on: ２０２４-01-01"])
def test_digits_of_other_scripts_are_no_date(line: str) -> None:
    text = HEAD.format(line) if not line.startswith("year") else HEAD.format("").replace("year: 2024", line)
    assert {p.code for p in read_report(text, "a.md", (), shipped_kinds()).problems} & {"field.date", "field.integer"}
