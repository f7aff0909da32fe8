"""What a browser prints to PDF comes back as it was: the fonts of such files say nothing true of a line's height."""

from __future__ import annotations

from playwright.sync_api import Browser

from builder.importers import ImportOptions, import_document

PROSE = "全年修建道路12公里，栽种行道树3000株，改造旧房200户，群众反映出行和居住都比以前好。"
PAGE = """<!doctype html><meta charset=utf-8><style>p{text-indent:2em;text-align:justify;font-size:16pt;line-height:1.8}h1{text-align:center}
td,th{border:1px solid}table{border-collapse:collapse}</style><h1>青禾镇2025年工作总结</h1>"""


def test_a_page_printed_by_chromium(browser: Browser) -> None:
    table = "<table><tr><th>单位<th>指标<th>数值<tr><td rowspan=2>财政办<td>收入（万元）<td>1280.5<tr><td>支出（万元）<td>900</table>"
    sections = "".join(f"<p><b>{n}、第{n}方面工作</b></p>" + "".join(f"<p>{PROSE * k}</p>" for k in range(1, 5)) for n in "一二三")
    page = browser.new_page()
    page.set_content(PAGE + sections + table)
    data = page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
    page.close()
    draft = import_document(data, "printed.pdf", ImportOptions()).draft
    assert "title: 青禾镇2025年工作总结\n" in draft
    for n in "一二三":
        assert f"## {n}、第{n}方面工作\n\n" + "\n\n".join(PROSE * k for k in range(1, 5)) in draft
    assert "| 单位 | 指标 | 数值 |\n| --- | --- | --- |\n| 财政办 | 收入（万元） | 1280.5 |\n| 财政办 | 支出（万元） | 900 |" in draft
