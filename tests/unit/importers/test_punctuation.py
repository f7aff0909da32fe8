"""Full width beside Chinese characters, nothing else; and back again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importers.punctuation import Change, restore, unpaired_quotes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("全年修路12公里,种树3万株;居民满意.", "全年修路12公里，种树3万株；居民满意."),
        ("时间:上午,地点:礼堂(二楼)", "时间：上午，地点：礼堂（二楼）"),
        ("达标率95%,居首位", "达标率95%，居首位"),
        ("“三化”, 再提升", "“三化”， 再提升"),
        ("投入1,234万元", "投入1,234万元"),
        ("比例为12.3:41.3:46.4,更趋合理", "比例为12.3:41.3:46.4，更趋合理"),
        ("09:55开会,10:30结束", "09:55开会，10:30结束"),
        ("见https://a.example.cn/x?y=1,2;z(完)", "见https://a.example.cn/x?y=1,2;z（完）"),
        ("邮箱a.b@c.example,请来信", "邮箱a.b@c.example，请来信"),
        ("运行`f(a, b)`即可!", "运行`f(a, b)`即可！"),
        ("引进ABC(Ltd, Inc)公司", "引进ABC（Ltd, Inc）公司"),
        ("see f(a, b): done", "see f(a, b): done"),
        ("建成中心(站)3个", "建成中心（站）3个"),
        ("(一)抓落实", "（一）抓落实"),
        ("give me five, please", "give me five, please"),
        ("好吗?好!", "好吗？好！"),
    ],
)
def test_restore(before: str, after: str) -> None:
    text, changes = restore(before)
    assert text == after
    assert undo(text, changes) == before


@given(st.text(alphabet="甲乙，,：:;；()（）!?09:%aB “”。\n", max_size=60))
def test_restoring_can_always_be_undone(text: str) -> None:
    wide, changes = restore(text)
    assert undo(wide, changes) == text
    assert len(wide) == len(text)


def undo(text: str, changes: Sequence[Change]) -> str:
    """The text as it was before ``restore`` made these changes."""
    chars = list(text)
    for change in changes:
        if chars[change.offset] != change.after:
            raise ValueError(f"offset {change.offset} holds {chars[change.offset]!r}, not {change.after!r}")
        chars[change.offset] = change.before
    return "".join(chars)


def test_undo_refuses_a_text_that_was_edited() -> None:
    text, changes = restore("甲,乙")
    with pytest.raises(ValueError, match="offset 1"):
        undo(text.replace("，", "、"), changes)


def test_unpaired_quotation_marks_are_found() -> None:
    assert [place for place, _ in unpaired_quotes("“甲”“乙“丙”")] == [3]
    assert not list(unpaired_quotes("“甲”和“乙”"))
