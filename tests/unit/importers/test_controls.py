"""Nothing that a terminal, a feed or a reader's eye would be misled by gets into a content file."""

from __future__ import annotations

import pytest

from builder.content.characters import check_text
from builder.importers import ImportOptions, import_document

TEXT = "清河镇2024年工作总结\n清河镇人民政府\n一、经济\n全年修路{0}12公里。\n二、民{0}生\n改造卫生站3个。\n"
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>清河镇{0}2024年工作总结</title><meta name='ArticleTitle' content='清河镇{0}2024年工作总结'>"
    "<meta name='Publisher' content='清河镇{0}人民政府'></head><body><h1>清河镇{0}2024年工作总结</h1><p>一、经{0}济</p><p>全年修路{0}12公里，成效明显。</p>"
    "<table><tr><td>项目</td><td>数{0}</td></tr><tr><td>路</td><td>12</td></tr></table></body></html>"
)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x1b[31m", "\x01", "\ufffe", "\u0085", "\x7f", "\ufdd0"])
@pytest.mark.parametrize(("text", "name"), [(TEXT, "甲\u202etxt.txt"), (PAGE, "乙\x07.html")])
def test_raw_characters_are_left_out(text: str, name: str, sign: str) -> None:
    result = import_document(text.format(sign).encode(), name, ImportOptions())
    assert check_text(result.draft, "a.md") == []
    assert "修路" in result.draft
    assert result.agency is None or check_text(result.agency.name, "a.yml") == []


@pytest.mark.parametrize("sign", ["&#1;", "&#xFFFE;", "&#x202E;", "&#8294;", "&#27;[31m", "&lrm;"])
def test_references_of_a_page_too_with_a_note(sign: str) -> None:
    result = import_document(PAGE.format(sign).encode(), "a.html", ImportOptions())
    assert check_text(result.draft, "a.md") == []
    if sign != "&lrm;":  # left out with the other invisible ones, as ever
        assert any("删去控制字符" in note.text for note in result.notes)


def test_what_the_clerk_gives_too() -> None:
    options = ImportOptions(title="清河镇\x012024年工作总结", agency="清河镇\u202e人民政府", index_number="A\x1b1", source_url="https://a.cn/\x01")
    result = import_document("一、经济\n全年修路12公里。\n\x01\n改造卫生站3个。\n".encode(), "a.txt", options)
    assert check_text(result.draft, "a.md") == []
    assert "title: 清河镇2024年工作总结" in result.draft
