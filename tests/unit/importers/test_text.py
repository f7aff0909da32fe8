"""Plain text: blanks, invisible characters, wrapped paragraphs, tables by tabs."""

from __future__ import annotations

from builder.importers.text import read, to_lines

WORDS = "全镇今年新修水渠七条并且疏通了旧有的沟道使得下游三个村庄的稻田都能按时得到灌溉同时又在山坡上补种了两千株茶树作为明年的收成打算"


def test_outer_blanks_and_invisible_characters_go() -> None:
    assert [line.text for line in to_lines("\u3000\u3000甲\u200b乙 \n\n\xa0丙\xa0丁")] == ["甲乙", "丙 丁"]


def test_line_numbers_count_blank_lines() -> None:
    assert [line.number for line in to_lines("甲\n\n\n乙")] == [1, 4]


def test_wrapped_paragraphs_are_joined() -> None:
    paragraph = WORDS * 3 + "。"
    wrapped = "\n".join(("    " if i == 0 else "") + paragraph[i : i + 36] for i in range(0, len(paragraph), 36))
    source = read(f"一、农业\n{wrapped}\n{wrapped}\n".encode())
    assert [line.text for line in source.lines] == ["一、农业", paragraph, paragraph]
    assert "接回" in source.notes[0].text


def test_long_lines_are_left_alone() -> None:
    text = "\n".join([WORDS * 3 + "。"] * 10)
    assert len(read(text.encode()).lines) == 10


def test_rows_of_tabs_are_a_table() -> None:
    lines = read("指标\t数值\n产值\t3亿元\n一、\t甲事\n正文".encode()).lines
    assert lines[0].kind == "table"
    assert lines[0].rows[1] == ("产值", "3亿元")


def test_an_empty_first_cell_is_a_cell() -> None:
    source = read("类别\t事项\t数量\n绿化\t植树\t30\n\t修枝\t12\n".encode())
    assert [line.rows for line in source.lines] == [(("类别", "事项", "数量"), ("绿化", "植树", "30"), ("", "修枝", "12"))]
    assert source.notes == ()  # no paragraph was broken
