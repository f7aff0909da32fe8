"""Several files at once: the ones that state their office help the others; a broken one stops none."""

from __future__ import annotations

from builder.importers import ImportOptions, import_documents

BODY = "全年修建道路十二公里，栽种行道树三千株，改造旧房两百户，群众反映出行和居住都比以前好。"


def test_offices_are_learned_in_a_first_pass() -> None:
    files = [
        ("a.txt", f"北区2020年工作计划\n{BODY}".encode()),
        ("b.pdf", b"%PDF-1.4"),
        ("c.txt", f"发布机构：云岭市人民政府北区街道办事处\n北区街道2021年工作总结\n{BODY}".encode()),
        ("d.txt", f"北区街道2021年工作总结\n{BODY}".encode()),
    ]
    outcomes, new = import_documents(files, ImportOptions())
    assert [outcome.name for outcome in outcomes] == ["a.txt", "b.pdf", "c.txt", "d.txt"]
    assert [agency.name for agency in new] == ["云岭市人民政府北区街道办事处"]
    ids = [outcome.result.report_id if outcome.result else "" for outcome in outcomes]
    assert ids == ["beiqu-2020-jihua", "", "beiqu-2021-zongjie", "beiqu-2021-zongjie-2"]
    assert "PDF 打不开" in outcomes[1].failure


def test_the_same_input_gives_the_same_bytes() -> None:
    files = [("a.txt", f"北区2020年工作计划\n{BODY}".encode())]
    assert import_documents(files, ImportOptions()) == import_documents(files, ImportOptions())
