"""Numbers become levels; numbered lists and amounts do not become headings."""

from __future__ import annotations

from builder.importers.heading_lines import read_heading
from builder.importers.outline import find_outline
from builder.importers.text import to_lines
from builder.importers.values import Line

PROSE = "这里是一段普通的文字，用来占据标题之间的位置，它比较长，所以不会被看作标题或者署名。"


def outline(*lines: str) -> list[str]:
    pieces, _ = find_outline(to_lines("\n".join(lines)))
    return [f"{piece.level} {piece.text}" for piece in pieces if piece.level]


def test_the_four_levels() -> None:
    assert outline("一、甲", "（一）乙", "1.丙", "（1）丁", PROSE, "（2）戊", "2.己", "(二)庚", "二、辛") == [
        "1 一、甲", "2 （一）乙", "3 1.丙", "4 （1）丁", "4 （2）戊", "3 2.己", "2 (二)庚", "1 二、辛",
    ]  # fmt: skip


def test_parts_push_the_others_down() -> None:
    assert outline("第一部分 回顾", "一、甲", PROSE, "第二部分 安排", "一、乙", "（一）丙", PROSE) == [
        "1 第一部分 回顾", "2 一、甲", "1 第二部分 安排", "2 一、乙", "3 （一）丙",
    ]  # fmt: skip


def test_arabic_numbers_directly_below_the_first_level() -> None:
    assert outline("一、甲", f"1.乙。{PROSE}", f"2.丙。{PROSE}") == ["1 一、甲", "2 1.乙", "2 2.丙"]


def test_decimal_numbers() -> None:
    assert outline("1.总则", "1.1 目的", PROSE, "1.2 依据", "2.措施") == ["1 1.总则", "2 1.1 目的", "2 1.2 依据", "1 2.措施"]


def test_a_heading_on_the_line_of_its_text() -> None:
    pieces, notes = find_outline(to_lines(f"（一）整治河道。{PROSE}"))
    assert [(p.level, p.text) for p in pieces] == [(1, "（一）整治河道"), (0, PROSE)]
    assert "另起一行" in notes[0].text


def test_list_items_and_amounts_stay_text() -> None:
    assert outline("一、任务", "1.完成投资3亿元；", "2.新建校舍5栋；", "3.5万平方米厂房投产。", "12、13日召开会议。") == ["1 一、任务"]


def test_a_long_numbered_sentence_is_no_heading() -> None:
    assert read_heading("一、" + PROSE * 2) is None


def test_a_lost_line_end_before_the_next_number() -> None:
    assert outline("一、甲", f"（一）乙。{PROSE}（二）丙。{PROSE}二、丁") == ["1 一、甲", "2 （一）乙", "2 （二）丙", "1 二、丁"]


def test_numbers_inside_a_sentence_part_nothing() -> None:
    assert outline("一、甲", f"第一、二、三产业协调发展，{PROSE}") == ["1 一、甲"]


def test_a_table_of_contents_is_dropped() -> None:
    contents = ["目 录", "一、甲事", "二、乙事", "三、丙事"]
    assert outline(*contents, "一、甲事", PROSE, "二、乙事", PROSE, "三、丙事", PROSE) == ["1 一、甲事", "1 二、乙事", "1 三、丙事"]


def test_short_lines_between_paragraphs() -> None:
    assert outline("综合", PROSE, "农业", PROSE, "工业和建筑业", PROSE) == ["1 综合", "1 农业", "1 工业和建筑业"]


def test_unnumbered_parts_above_numbers_that_start_again() -> None:
    assert outline("去年工作回顾", "一、甲", PROSE, "今年工作安排", "一、乙", PROSE) == [
        "1 去年工作回顾", "2 一、甲", "1 今年工作安排", "2 一、乙",
    ]  # fmt: skip


def test_a_document_without_headings_says_so() -> None:
    assert "不分节" in find_outline(to_lines(PROSE))[1][0].text


def test_a_numbered_sentence_with_a_figure_stays_a_paragraph() -> None:
    sentences = ("（一）改造雨污管网10公里，整治背街小巷15条。", "（二）新建公园3个，完成投资1.2亿元。绿地又多了。", "三、新增就业1200人。")
    for sentence in sentences:
        pieces, _ = find_outline(to_lines("\n".join(("一、城市建设", sentence, PROSE))))
        assert next(p.text for p in pieces if not p.level) == sentence
    assert outline("一、甲", "（一）坚持统筹兼顾，突出重点，强化保障，各项工作有序推进。", PROSE) == ["1 一、甲"]


def test_a_marked_sentence_with_a_figure_stays_a_paragraph() -> None:
    lines = [Line(1, "一、甲", "heading", 2), Line(2, "（一）改造雨污管网10公里。", "heading", 3), Line(3, PROSE)]
    assert [(p.level, p.text) for p in find_outline(lines)[0]] == [(1, "一、甲"), (0, "（一）改造雨污管网10公里。"), (0, PROSE)]


def test_the_full_stop_of_a_heading_alone_on_its_line_is_not_dropped_in_silence() -> None:
    pieces, notes = find_outline(to_lines(f"一、甲\n（一）坚持稳中求进，整治河道。\n{PROSE}"))
    assert pieces[1].text == "（一）坚持稳中求进，整治河道"
    assert [(n.kind, n.line) for n in notes if "末尾的句号" in n.text] == [("changed", 2)]
