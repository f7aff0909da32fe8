"""Word files: headings, tables with merged cells, notes, text boxes; what cannot come along is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from builder.importers import ImportOptions, ImportResult, UnreadableDocumentError, import_document
from builder.importers.word import read
from tests.word_files import EAST, Word, abstract, run

PROSE = "全年修建道路12公里，栽种行道树3000株，改造旧房200户，群众反映出行和居住都比以前好。"
Outline = Callable[[ImportResult], list[str]]


def bring(word: Word, name: str = "a.docx") -> ImportResult:
    return import_document(word.data(), name, ImportOptions())


def texts(word: Word) -> list[str]:
    return [line.text for line in read(word.data()).lines]


def notes(word: Word) -> str:
    return "\n".join(map(str, read(word.data()).notes))


def a_report() -> Word:
    """A report as an office writes one: title in a type of its own, automatic numbers, headings beside their text."""
    word = Word.template("gongwen")
    word.say("青禾镇2025年工作总结", "Title")
    word.item("全年工作情况")
    word.item("产业发展", 1)
    for part in ("农业", "工业"):
        word.item(f"{part}。{PROSE}", 2)
    word.item("民生保障", 1)
    word.say(PROSE)
    word.item("下一步打算")
    word.say(PROSE)
    return word


def test_a_report_keeps_title_structure_and_figures(outline_of: Outline) -> None:
    result = bring(a_report())
    assert "title: 青禾镇2025年工作总结\n" in result.draft
    assert "kind: 总结\nyear: 2025\n" in result.draft
    assert "importer: docx/1" in result.draft
    assert outline_of(result) == [
        "1 一、|全年工作情况", "2 （一）|产业发展", "3 1.|农业", "3 2.|工业", "2 （二）|民生保障", "1 二、|下一步打算",
    ]  # fmt: skip
    assert result.draft.count("3000株") == 4


def test_no_character_is_lost() -> None:
    word = a_report()
    word.table([("指标", "数值"), ("产值", "3.5亿元")])
    said = re.sub(r"\s", "", "".join(t for p in word.document.element.iter() if p.tag.endswith("}t") for t in p.text or ""))
    kept = re.sub(r"[\s#|\-]|^---.*?\n---\n", "", bring(word).draft, flags=re.DOTALL)
    title = "青禾镇2025年工作总结"
    body = said.replace(title, "", 1).replace("农业。", "农业").replace("工业。", "工业")  # a heading beside its text loses its stop
    rest = iter(kept)
    assert all(sign in rest for sign in body)


@pytest.mark.parametrize("style", ["Heading 1", "by outline level", "by type"])
def test_headings_by_style_and_by_form(style: str, outline_of: Outline) -> None:
    word = Word()
    word.say("青禾镇2025年工作总结", "Title")
    for text in ("农业生产", "城镇建设", "民生保障"):
        paragraph = word.say(text, style if style.startswith("Heading") else None)
        if style == "by outline level":
            paragraph._p.get_or_add_pPr().append(abstract_outline(0))
        if style == "by type":
            paragraph.runs[0]._r.get_or_add_rPr().get_or_add_rFonts().set(EAST, "黑体")
        word.say(PROSE)
    assert outline_of(bring(word)) == ["1 |农业生产", "1 |城镇建设", "1 |民生保障"]


def abstract_outline(level: int) -> object:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')


def test_merged_cells_stand_under_their_heads() -> None:
    word = Word()
    word.table(
        [("责任单位", "事项", "完成", ""), ("", "", "数量", "比例"), ("城建办", "公园", "4个", "100%"), ("", "道路", "6公里", "80%"), ("农业办", "水渠", "2条", "90%")],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (2, 0, 3, 0)],
    )
    assert read(word.data()).lines[0].rows == (
        ("责任单位", "事项", "完成", "完成"),
        ("责任单位", "事项", "数量", "比例"),
        ("城建办", "公园", "4个", "100%"),
        ("城建办", "道路", "6公里", "80%"),
        ("农业办", "水渠", "2条", "90%"),
    )


def test_a_merged_figure_stands_once() -> None:
    word = Word()
    word.table([("事项", "投资"), ("公园", "128"), ("道路", "")], [(1, 1, 2, 1)])
    assert read(word.data()).lines[0].rows[1:] == (("公园", "128"), ("道路", ""))


def test_a_table_that_only_lays_out_the_page_is_read_as_text() -> None:
    word = Word()
    table = word.table([("", "")])
    table.cell(0, 0).text = PROSE * 20
    table.cell(0, 0).add_paragraph("第二段")
    table.cell(0, 1).text = "右栏"
    assert texts(word) == [PROSE * 20, "第二段", "右栏"]


def test_a_letterhead_set_as_a_table_is_no_table_of_the_text() -> None:
    word = Word()
    table = word.document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "青禾县交通局文件", "青交〔2026〕3号"
    word.say("青禾县交通局").add_run("\n2025年工作总结")
    word.say("全年修建道路12公里，群众反映出行比以前方便，养护也跟上了。")
    draft = bring(word).draft
    assert "title: 青禾县交通局2025年工作总结\n" in draft
    assert "document_number: 青交〔2026〕3号\n" in draft


def test_a_table_inside_a_table() -> None:
    word = Word()
    outer = word.table([("外一", ""), ("外二", "外三")])
    inner = outer.cell(0, 1).add_table(2, 2)
    for at, text in zip([(0, 0), (0, 1), (1, 0), (1, 1)], ("指标", "数值", "产值", "3.5"), strict=True):
        inner.cell(*at).text = text
    assert ("指标", "数值") in [row for line in read(word.data()).lines for row in line.rows]
    assert {"外一", "外二", "外三"} <= set(texts(word))


def test_a_record_box_states_the_record() -> None:
    word = Word()
    word.table([("索引号", "云00612/2026-00018", "发布机构", "云河市青禾镇人民政府"), ("成文日期", "2026-01-05", "公开日期", "2026-01-08")])
    word.say("青禾镇2025年工作总结", "Title")
    word.say(PROSE)
    draft = bring(word).draft
    assert "written: 2026-01-05\npublished: 2026-01-08\nindex_number: 云00612/2026-00018\n" in draft.replace("云00612", "云00612") or "published: 2026-01-08" in draft
    assert "agency: qinghe\n" in draft


def test_tracked_changes_read_as_accepted_and_are_named() -> None:
    word = Word()
    word.xml(f'{run("投资")}<w:del w:id="1" w:author="x">{run("3").replace("w:t", "w:delText")}</w:del><w:ins w:id="2" w:author="x">{run("5")}</w:ins>{run("亿元")}')
    assert texts(word) == ["投资5亿元"]
    assert "2 处没有接受的修订" in notes(word)


def test_comments_and_hidden_words_stay_out_and_are_named() -> None:
    word = Word()
    paragraph = word.say("投资5亿元")
    word.document.add_comment(paragraph.runs, text="数字待核", author="x")
    paragraph.add_run("内部口径6亿元").font.hidden = True
    assert texts(word) == ["投资5亿元"]
    assert "1 条批注" in notes(word)
    assert "1 处隐藏文字" in notes(word)


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('框里的话')}</w:p></w:txbxContent>"
    word = Word()
    word.xml(
        run("段落") + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    word.say("下一段")
    assert texts(word) == ["段落", "框里的话", "下一段"]
    assert "1 个文本框" in notes(word)


def test_pictures_are_named_with_what_they_show() -> None:
    word = Word()
    word.say("正文")
    word.xml("<w:r><w:drawing><wp:inline><wp:docPr id='1' name='图片 1' descr='全镇地图'/></wp:inline></w:drawing></w:r>")
    assert "有 1 幅图没有导入（“全镇地图”）" in notes(word)


def footnoted() -> bytes:
    """python-docx writes no footnotes: the part is added to the package by hand."""
    word = Word()
    word.xml(f"{run('增长5%')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('，完成任务。')}")
    word.say("第二段。")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes_part = f'<?xml version="1.0"?><w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("快报数，共6亿元。")}</w:p></w:footnote></w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word.data())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
                data = data.replace(b"</Relationships>", link + b"</Relationships>")
            if item == "[Content_Types].xml":
                kind = b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
                data = data.replace(b"</Types>", kind + b"</Types>")
            new.writestr(item, data)
        new.writestr("word/footnotes.xml", notes_part)
    return out.getvalue()


def test_footnotes_follow_the_text() -> None:
    source = read(footnoted())
    assert [line.text for line in source.lines] == ["增长5%［1］，完成任务。", "第二段。", "［1］快报数，共6亿元。"]
    assert "1 条脚注" in str(source.notes[0])


def test_small_signs_of_a_run() -> None:
    word = Word()
    word.xml(
        "<w:r><w:t>占地10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>米</w:t><w:tab/><w:t>共2</w:t>"
        "<w:noBreakHyphen/><w:t>3处</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>，控件里的字</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>，链接</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>下一行</w:t></w:r>"
    )
    assert texts(word) == ["占地10²米 共2-3处，控件里的字，链接", "下一行"]


def test_a_table_of_contents_and_page_heads_are_left_out() -> None:
    word = a_report()
    word.document.sections[0].header.paragraphs[0].text = "青禾镇人民政府文件"
    word.document.sections[0].footer.paragraphs[0].text = "— 1 —"
    styles = word.document.styles
    styles.add_style("toc 1", 1)
    for text in ("一、全年工作情况\t1", "二、下一步打算\t3"):
        word.document.paragraphs[1].insert_paragraph_before(text, "toc 1")
    said = notes(word)
    assert "没有收入目录" in said
    assert "没有收入页眉页脚：“青禾镇人民政府文件”" in said
    assert "\n一、全年工作情况 1" not in "\n".join(texts(word))


def test_notes_name_paragraphs_not_lines() -> None:
    word = a_report()
    word.say("他说：“干得好。")
    word.say("东湖街道\u202e办事处今年修路。")
    notes = "\n".join(map(str, bring(word).notes))
    assert "第 10 段：引号不成对" in notes, "it quotes what it means"
    assert "第 11 段“东湖街道" in notes, "no program shows the number of a paragraph"


# ---- files that cannot be read ------------------------------------------------------------------


def bomb(suffix: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(suffix, b" " * 61_000_000)
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.docx", "文件是空的"),
        (b"\0\1\2 not a zip", "a.docx", "损坏"),
        (Word().data()[:3000], "a.docx", "损坏"),
        (Word().data(), "a.docx", "取不出文字"),
        (LOCKED, "a.docx", "有打开密码"),
        (LOCKED, "a.xlsx", "有打开密码"),
        (bomb(), "a.docx", "解压后太大"),
        (bomb("xl/workbook.xml"), "a.xlsx", "解压后太大"),
        (b"PK\x03\x04" + b"OFD.xml" * 9, "a.ofd", "OFD"),
        (b"PK\x03\x04" + b"x" * 99, "a.zip", "请先解压"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a.png", "是图片"),
        (b"\xff\xd8\xff" + b"x" * 99, "scan.docx", "是图片"),
    ],
)
def test_what_cannot_be_read_gets_one_clear_line(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=said) as raised:
        import_document(data, name, ImportOptions())
    assert "\n" not in str(raised.value)
    assert not re.search("[A-Z][a-z]+Error|Traceback", str(raised.value))


def test_a_torn_part_inside_the_package() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_report().data())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            new.writestr(item, old.read(item)[: 200 if item == "word/document.xml" else None])
    with pytest.raises(UnreadableDocumentError, match="损坏"):
        import_document(out.getvalue(), "a.docx", ImportOptions())


def test_a_list_that_points_nowhere_is_harmless() -> None:
    word = Word([abstract(0, (("decimal", "%1."),))], [])
    word.item("甲", 3, 9)
    assert texts(word) == ["甲"]


def test_words_struck_out_join_no_sentence_and_are_named() -> None:
    word = a_report()
    paragraph = word.say("全年粮食总产量")
    paragraph.add_run("3.1").font.strike = True
    paragraph.add_run("3.2万吨，新建农田")
    paragraph.add_run("800亩").font.double_strike = True
    paragraph.add_run("850亩。").font.strike = False
    assert "全年粮食总产量3.2万吨，新建农田850亩。" in texts(word)
    assert "有 2 处划去的文字没有收入：“3.1”“800亩”" in notes(word)


def _t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _eq(*instruction: str) -> str:
    words = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in instruction)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{words}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (_t("第") + _eq(r" eq \o\ac(", "○", ",3)") + _t("项"), "第③项"),
        (_t("第") + _eq(r"EQ \o\ac(○,甲)") + _t("项"), "第甲项"),
        (_t("占") + _eq(r"EQ \f(1,2)") + _t("强"), "占1/2强"),
        (_t("另有") + _eq(r"EQ \s\up5(12)") + _t("项"), "另有12项"),
        (f"<m:oMath {_M}><m:r><m:t>x=1</m:t></m:r><m:r><m:t>2</m:t></m:r>"
         "<m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>", "x=12 3/4"),
        (f"<m:oMath {_M}><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>8</m:t></m:r></m:sup></m:sSup></m:oMath>", "10⁸"),
        (f"<w:r><mc:AlternateContent {_MC}><mc:Choice Requires='w16se'/><mc:Fallback><w:t>12</w:t></mc:Fallback></mc:AlternateContent></w:r>{_t('件')}", "12件"),
        (f"<mc:AlternateContent {_MC}><mc:Choice Requires='wpi'>{_t('12件')}</mc:Choice><mc:Fallback>{_t('12件')}</mc:Fallback></mc:AlternateContent>", "12件"),
        (f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a12</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{_t('34')}"
         "<w:r><w:fldChar w:fldCharType='end'/></w:r>", "34"),
    ],
)  # fmt: skip
def test_formulas_fields_and_alternatives(xml: str, shown: str) -> None:
    word = Word.template("gongwen")
    word.say("青禾镇2025年工作总结")
    word.xml(xml)
    assert [line.text for line in read(bytes(word.data())).lines][-1] == shown
