"""Where a title may go on to its next line."""

from __future__ import annotations

import pytest

from builder.rendering.breaks import phrases


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("西区街道2024年工作总结", ["西区街道", "2024年", "工作总结"]),
        ("中山市人民政府西区街道办事处", ["中山市", "人民政府", "西区街道", "办事处"]),
        ("2026年和平区政府工作报告", ["2026年", "和平区", "政府工作报告"]),
        ("规模以上工业增加值", ["规模以上工业", "增加值"]),
        ("一般公共预算收入", ["一般公共预算收入"]),
        ("未达到的目标", ["未达到的", "目标"]),
        ("a & <b>", ["a &amp; &lt;b&gt;"]),
    ],
)
def test_between_words_and_nowhere_else(title: str, parts: list[str]) -> None:
    assert str(phrases(title)).split("<wbr>") == parts
