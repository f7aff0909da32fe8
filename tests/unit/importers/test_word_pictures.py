"""Pictures of a Word file: beside the draft, where they stood, as Word shows them; a person is asked what they show."""

from __future__ import annotations

import io
from pathlib import Path

from docx.shared import Cm

from builder.commands.import_documents import import_files
from builder.content.kinds import shipped_kinds
from builder.importers import ImportOptions, ImportResult, import_document
from tests.picture_files import SECRETS, jpeg, opened, png
from tests.support import small_site
from tests.word_files import Word

OPTIONS = ImportOptions(title="清河镇2025年工作总结", agency="清河镇人民政府", kinds=shipped_kinds())


def put(word: Word, data: bytes, *, said: str = "", cut: str = "") -> None:
    """A picture in a paragraph of its own. ``cut``: attributes of a:srcRect."""
    paragraph = word.say("")
    paragraph.add_run().add_picture(io.BytesIO(data), Cm(4))
    drawing = paragraph._p
    if said:
        next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")).set("descr", said)
    if cut:
        fill = next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}blipFill"))
        edge = fill.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect", dict(pair.split("=") for pair in cut.split()))
        fill.insert(1, edge)


def report(*pictures: tuple[bytes, str, str]) -> Word:
    word = Word()
    word.say("一、经济平稳增长")
    word.say("全年地区生产总值12亿元，增长5%。")
    for data, said, cut in pictures:
        put(word, data, said=said, cut=cut)
    word.say("二、民生持续改善")
    word.say("新增公办学位300个。")
    return word


def imported(word: Word) -> ImportResult:
    return import_document(word.data(), "总结.docx", OPTIONS)


def test_pictures_stand_where_they_stood_and_ask_for_words() -> None:
    result = imported(report((jpeg(), "", ""), (png(), "河岸新修的[步道]", "")))
    body = result.draft.partition("\n---\n\n")[2]
    assert body.split("\n\n")[1:4] == ["全年地区生产总值12亿元，增长5%。", "![](qinghe-2025-zongjie-1.jpg)", "![河岸新修的\\[步道\\]](qinghe-2025-zongjie-2.png)"]
    told = "\n".join(map(str, result.notes))
    assert "图片 qinghe-2025-zongjie-1.jpg 没有说明" in told
    assert "1 幅图的说明取自 Word" in told
    assert "没有导入" not in told
    assert [name for name, _ in result.files] == ["qinghe-2025-zongjie-1.jpg", "qinghe-2025-zongjie-2.png"]
    assert [s for _, data in result.files for s in SECRETS if s in data] == []


def test_what_word_has_cut_away_is_not_in_the_file() -> None:
    result = imported(report((png(), "", "l=50000")))
    image = opened(result.files[0][1]).convert("RGB")
    assert image.size == (150, 200)
    assert image.getpixel((2, 190)) == (255, 255, 255), "the red half is gone"


def test_words_that_a_program_wrote_are_no_words() -> None:
    for said in ("图片包含 户外, 天空\n\n描述已自动生成", "C:\\Users\\a\\IMG_1.jpg", "微信图片_2025.png"):
        assert "![](qinghe-2025-zongjie-1.png)" in imported(report((png(), said, ""))).draft


def test_one_picture_twice_is_one_file_and_a_bullet_is_none() -> None:
    result = imported(report((png(), "", ""), (png(), "", ""), (png(12, 12), "", "")))
    assert result.draft.count("![](qinghe-2025-zongjie-1.png)") == 2
    assert len(result.files) == 1
    assert "有 1 幅图没有导入" in "\n".join(map(str, result.notes))


def test_a_picture_in_a_table_stands_behind_it() -> None:
    word = report()
    table = word.table([["项目", "图"], ["步道", ""]])
    table.cell(1, 1).paragraphs[0].add_run().add_picture(io.BytesIO(png()), Cm(2))
    word.say("以上是全部项目。")
    body = imported(word).draft
    assert body.index("| 步道 |") < body.index("![](") < body.index("以上是全部项目")


def test_the_files_lie_beside_the_report(tmp_path: Path) -> None:
    root = small_site(tmp_path / "root")
    source = tmp_path / "总结.docx"
    source.write_bytes(report((jpeg(), "", "")).data())
    assert not import_files([source], root, OPTIONS, dry_run=True, overwrite=False).failed
    assert not list(root.rglob("*.jpg"))
    done = import_files([source], root, OPTIONS, dry_run=False, overwrite=False)
    assert not done.failed
    target = done.files[0].target
    assert target is not None
    assert (target.parent / "qinghe-2025-zongjie-1.jpg").is_file()
