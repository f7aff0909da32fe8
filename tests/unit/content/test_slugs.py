"""Addresses from Chinese names."""

from __future__ import annotations

import pytest

from builder.content.slugs import file_slug, slug


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("长洲社区", "changzhoushequ"),  # the usual table reads zhangzhou
        (["长者", "饭堂"], "zhangzhe-fantang"),
        (["R&D", "投入"], "r-d-touru"),
        ("Ａ", "a"),
    ],
)
def test_slug_reads_names(words: str | list[str], expected: str) -> None:
    assert slug(words) == expected


def test_slug_of_marks_alone_is_a_hash() -> None:
    assert slug("！！") == slug("！！")
    assert len(slug("！！")) == 4


def test_file_slug_keeps_the_suffix() -> None:
    assert file_slug("附件1.XLSX") == "fujian1.xlsx"
    assert file_slug("../表.csv") == "biao.csv"
