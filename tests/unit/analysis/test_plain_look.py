"""A sentence that may speak of a thing, by its plain words."""

from __future__ import annotations

import pytest

from builder.analysis.plain_look import likeliest, sentences_of
from tests.unit.analysis.conftest import MakeReport

TEXT = """\
说明里也有单村水站。

## 一、回顾

单村水站改造提升全部完成。新能源汽车产量增长49.8%。居家适老化改造惠及老人。开展项目建设。养老机构护理型床位占比达73%。
"""


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ("改造提升单村水站", "单村水站改造提升全部完成。"),
        ("残疾老年人家庭适老化改造工程", "居家适老化改造惠及老人。"),
        ("新能源汽车公共充电桩", None),  # the thing stands at the end of its name, not 新能源汽车
        ("重点项目建设", None),  # words of every report tell nothing
        ("山塘", None),
        ("标准化养老机构", None),  # a share of their beds counts another thing
        ("护理型床位", "养老机构护理型床位占比达73%。"),
    ],
)
def test_the_sentence_with_the_things_own_words(make_report: MakeReport, thing: str, said: str | None) -> None:
    found = likeliest(thing, tuple(sentences_of(make_report(TEXT))))
    assert (found.quote if found else None) == said
