"""Old links stay: what happens to ids when a report is edited after publication (design 4)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.anchors import Anchor, is_current, key_of, mark_of, marks_of, read_sidecar, without_marks, write_sidecar
from builder.content.sections import Body, parse_body
from tests.support import COMPLETE

FIRST = """\
开头一段，说明来历。

## 一、经济

全年修路12公里，完成投资3亿元。

引进企业5家。

### （一）工业

工业增加值38.5亿元。

## 二、民生

新增学位900个。一是办学。新建学校2所。二是就医。改造卫生站3个。
"""


def ids(body: Body) -> dict[str, str]:
    """Text → id, of sections and paragraphs."""
    return {s.title: s.id for s in body.sections} | {p.text: p.id for p in body.paragraphs}


def targets(body: Body) -> set[str]:
    """Every id that a link can lead to."""
    return {s.id for s in body.sections} | {p.id for p in body.paragraphs} | {b.text for b in body.blocks if b.kind == "target"}


def edited(old: str, new: str) -> tuple[Body, Body]:
    """The report as first published, and after an edit."""
    assert old in FIRST
    first = parse_body(FIRST)
    return first, parse_body(FIRST.replace(old, new), recorded=first.anchors)


def test_ids_come_from_numbers_and_words() -> None:
    found = ids(parse_body(FIRST))
    assert found["一、经济"] == "s1"
    assert found["（一）工业"] == "s1-1"
    assert found["二、民生"] == "s2"
    assert found["引进企业5家。"].startswith("s1-")
    assert found["开头一段，说明来历。"].startswith("s0-")


def test_nothing_changed_nothing_moves() -> None:
    first = parse_body(FIRST)
    again = parse_body(FIRST, recorded=first.anchors)
    assert ids(again) == ids(first)
    assert set(again.anchors) == set(first.anchors)


def test_an_inserted_section_and_paragraph_leave_old_links() -> None:
    first, second = edited("## 二、民生\n", "## 二、生态\n\n种树3万株。\n\n## 三、民生\n")
    before, after = ids(first), ids(second)
    assert after["三、民生"] == before["二、民生"] == "s2", "the old address still leads to the old section"
    assert after["二、生态"] not in before.values()
    assert {t: after[t] for t in after if t in before} == {t: before[t] for t in after if t in before}
    assert targets(first) <= targets(second)

    _, third = edited("引进企业5家。\n", "新的一段。\n\n引进企业5家。\n")
    assert ids(third)["引进企业5家。"] == before["引进企业5家。"]
    assert ids(third)["新的一段。"] not in before.values()


def test_an_edited_paragraph_keeps_its_id() -> None:
    first, second = edited("全年修路12公里，完成投资3亿元。", "全年修路13公里，完成投资3亿元左右。")
    assert ids(second)["全年修路13公里，完成投资3亿元左右。"] == ids(first)["全年修路12公里，完成投资3亿元。"]


def test_a_reworded_heading_keeps_its_id() -> None:
    first, second = edited("## 一、经济\n", "## 一、经济平稳增长\n")
    assert ids(second)["一、经济平稳增长"] == ids(first)["一、经济"]
    assert targets(first) <= targets(second)


REPORT = (COMPLETE / "content/reports/shiqiao/shiqiao-2023-zongjie.md").read_text(encoding="utf-8").split("\n---\n")[1]
LONG = [block for block in map(str.strip, REPORT.split("\n\n")) if len(block) > 80 and not block.startswith("#")][::3]
EDITS: dict[str, Callable[[str], str]] = {
    "a word": lambda p: p[:30] + "改动" + p[32:],
    "a clause taken out": lambda p: p[:10] + p[25:],
    "a clause put in": lambda p: p[:12] + "，这里补充了一句说明，" + p[12:],
    "a beginning": lambda p: "根据审计后的数据，" + p,
    "an end": lambda p: p[:50] + "。",
    "divided": lambda p: p[:45] + "。\n\n" + p[45:],
}


@pytest.mark.parametrize("edit", EDITS)
def test_real_paragraphs_keep_their_ids_over_usual_edits(edit: str) -> None:
    """Each long paragraph in its turn; those beside it keep theirs as well."""
    first = parse_body(REPORT)
    before = {p.text: p.id for p in first.paragraphs}
    kept = 0
    for block in LONG:
        new = EDITS[edit](block)
        second = parse_body(REPORT.replace(block, new), recorded=read_sidecar(write_sidecar(first.anchors)))
        after = {p.text: p.id for p in second.paragraphs}
        assert {t: i for t, i in after.items() if t in before} == {t: i for t, i in before.items() if t in after}
        kept += after.get(new.split("\n\n")[0]) == before[block]
    assert len(LONG) > 5
    assert kept >= len(LONG) * 0.95, f"{kept} of {len(LONG)}"


def test_a_removed_paragraph_stays_as_an_empty_target() -> None:
    first, second = edited("引进企业5家。\n\n", "")
    gone = ids(first)["引进企业5家。"]
    assert gone in {b.text for b in second.blocks if b.kind == "target"}
    assert gone not in {p.id for p in second.paragraphs}
    third = parse_body(FIRST.replace("引进企业5家。\n\n", ""), recorded=second.anchors)
    assert gone in targets(third), "and after the next build too"


def test_what_comes_back_gets_its_id_back() -> None:
    first, second = edited("引进企业5家。\n\n", "")
    third = parse_body(FIRST, recorded=second.anchors)
    assert ids(third) == ids(first)
    assert targets(third) == targets(first)


def test_a_moved_section_takes_its_id_along() -> None:
    head, economy, rest = FIRST.partition("## 一、经济")[0], FIRST[FIRST.index("## 一、经济") : FIRST.index("## 二、民生")], FIRST[FIRST.index("## 二、民生") :]
    first = parse_body(FIRST)
    second = parse_body(head + rest + "\n" + economy, recorded=first.anchors)
    assert ids(second)["引进企业5家。"] == ids(first)["引进企业5家。"]
    assert targets(first) <= targets(second)


def test_equal_paragraphs_get_different_ids() -> None:
    body = parse_body("## 一、甲\n\n同样的话。\n\n同样的话。\n\n同样的话。\n")
    assert len({p.id for p in body.paragraphs}) == 3


def test_repeated_numbers_get_a_suffix() -> None:
    body = parse_body("## 一、甲\n\n一句。\n\n## 一、乙\n\n二句。\n\n## 丙\n\n三句。\n")
    assert len({s.id for s in body.sections}) == 3
    assert body.sections[0].id == "s1"


PASSAGES = ["甲方案已经完成。", "乙项目开工建设。", "丙街道新增学位90个。", "丁", "## 一、总体", "## 二、民生", "### （一）办学"]


@given(st.lists(st.sampled_from(PASSAGES), max_size=9), st.randoms(use_true_random=False))
def test_no_edit_loses_an_address_or_uses_one_twice(lines: list[str], random: object) -> None:
    first = parse_body("\n\n".join(lines))
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    second = parse_body("\n\n".join(shuffled[1:]), recorded=first.anchors)
    assert targets(first) <= targets(second)
    every = [s.id for s in second.sections] + [p.id for p in second.paragraphs] + [b.text for b in second.blocks if b.kind == "target"]
    assert len(every) == len(set(every))


def test_the_sidecar_reads_what_it_writes_one_anchor_a_line() -> None:
    anchors = parse_body(FIRST).anchors
    text = write_sidecar(anchors)
    assert read_sidecar(text) == anchors
    assert len(text.splitlines()) == len(anchors) + 3
    assert json.loads(text)["version"] == 2
    assert read_sidecar(write_sidecar(())) == ()


def test_a_sidecar_holds_no_word_of_the_text() -> None:
    text = write_sidecar(parse_body(FIRST).anchors)
    assert text.isascii()
    assert all(len(line) <= 60 for line in text.splitlines())


def of_the_first_version(body: Body) -> str:
    """The sidecar as it was written before marks."""
    words = {s.id: s.heading for s in body.sections} | {p.id: p.text for p in body.paragraphs}
    rows = [{"id": a.id, "kind": a.kind, "text": key_of(words[a.id])} for a in body.anchors]
    return json.dumps({"version": 1, "anchors": rows}, ensure_ascii=False)


def test_a_sidecar_of_the_first_version_is_read_as_if_it_were_todays() -> None:
    first = parse_body(FIRST)
    old = of_the_first_version(first)
    assert "全年修路12公里" in old
    assert read_sidecar(old) == first.anchors
    assert not is_current(old)
    assert is_current(write_sidecar(first.anchors))
    new = FIRST.replace("全年修路12公里，完成投资3亿元。", "全年修路13公里，完成投资3亿元左右。")
    assert parse_body(new, recorded=read_sidecar(old)).anchors == parse_body(new, recorded=first.anchors).anchors


@given(st.text(alphabet="甲乙丙丁0123abc%。，", max_size=80), st.text(alphabet="甲乙丙丁0123abc%。，", max_size=80))
def test_marks_are_equal_for_equal_words_only(one: str, other: str) -> None:
    assert (mark_of(key_of(one)) == mark_of(key_of(other))) == (key_of(one) == key_of(other))


def test_what_is_recorded_gives_its_mark() -> None:
    keys = [key_of(text) for text in ("全年修路12公里", "引进企业5家", "")]
    known = [Anchor("s1-a", "paragraph", mark_of(keys[0])), Anchor("s1-b", "paragraph", "")]
    assert marks_of(keys, known) == marks_of(keys, ()) == [mark_of(key) for key in keys]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"anchors": 1}', '{"anchors": [{"id": "a"}]}', '{"sections": [], "paragraphs": 1}', '{"sections": ["s1 甲"], "paragraphs": []}'])
def test_a_foreign_sidecar_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_sidecar(text)


def test_a_sidecar_of_no_ids_or_without_end_is_refused() -> None:
    for text in ('{"anchors": [{"id": "\\u0001", "kind": "section", "text": ""}]}', '{"anchors": ' + "[" * 100_000):
        with pytest.raises(ValueError):  # noqa: PT011  what to do about it is told elsewhere
            read_sidecar(text)


class TestWithoutMarks:
    """A withdrawn report keeps its addresses; its words leave the sidecar."""

    def test_ids_stay_and_words_go(self) -> None:
        first = parse_body(FIRST)
        bare = without_marks(first.anchors)
        assert [(a.id, a.kind) for a in bare] == [(a.id, a.kind) for a in first.anchors]
        assert {a.mark for a in bare} == {""}
        assert read_sidecar(write_sidecar(bare)) == bare

    @pytest.mark.parametrize("text", [FIRST, FIRST + "\n| 甲 | 乙 |\n|---|---|\n|  | 1 |\n| 2 |  |\n|  |  |\n\n同一句。\n\n同一句。\n", "同一句。\n\n" * 40])
    def test_a_text_published_again_gets_its_ids_back(self, text: str) -> None:
        first = parse_body(text)
        again = parse_body(text, recorded=without_marks(first.anchors))
        assert ids(again) == ids(first)
        assert again.anchors == first.anchors

    def test_a_text_published_again_with_changes_leaves_no_address_dead(self) -> None:
        first = parse_body(FIRST)
        bare = without_marks(first.anchors)
        again = parse_body(FIRST.replace("引进企业5家。", "引进企业6家，均已开工。"), recorded=bare)
        assert targets(first) <= targets(again)
        assert ids(again)["二、民生"] == ids(first)["二、民生"]
        assert parse_body(FIRST.replace("引进企业5家。", "引进企业6家，均已开工。"), recorded=again.anchors).anchors == again.anchors
