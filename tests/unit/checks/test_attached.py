"""Attachments are looked through like a report, and for what they carry beside their text."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from builder.checks.waivers import WAIVABLE
from builder.commands.attached import attached_keys, attached_problems
from builder.importers import oversize
from builder.store import opened
from tests.word_files import Word, run

MOBILE = "13812345678"


def codes(name: str, data: bytes) -> list[str]:
    return sorted({p.code for p in attached_problems(name, data, f"content/reports/{name}", None, b"")})


def word(*xml: str, author: str = "", text: str = "年度工作情况。", header: str = "") -> bytes:
    made = Word()
    made.say(text)
    for one in xml:
        made.xml(one)
    made.document.core_properties.author = author
    made.document.sections[0].header.paragraphs[0].text = header
    return made.data()


def book(change: Callable[[Workbook], object] = lambda _: None, value: object = "年度") -> bytes:
    made = Workbook()
    made.active["A1"] = "事项"
    made.active["A2"] = value
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def add(data: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def photo(*, placed: bool) -> bytes:
    image, out = Image.new("RGB", (8, 8)), io.BytesIO()
    exif = Image.Exif()
    if placed:
        exif.get_ifd(0x8825)[2] = (30.0, 15.0, 1.0)
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def pdf(*, author: str = "", title: str = "", text: str = "Work of the year", note: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor(author)
    canvas.setTitle(title)
    canvas.drawString(72, 700, text)
    if note:
        canvas.textAnnotation("see me", Rect=[10, 10, 60, 60])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _hidden_sheet(made: Workbook) -> None:
    sheet = made.create_sheet("底稿")
    sheet["A1"] = "甲"
    sheet.sheet_state = "hidden"


COMMENTS = f'<w:comments {nsdecls("w")}><w:comment w:id="0" w:author="甲"><w:p>{run("再核" + MOBILE)}</w:p></w:comment></w:comments>'.encode()
DELETED = f'<w:del w:id="1" w:author="甲"><w:r><w:delText>联系电话{MOBILE}</w:delText></w:r></w:del>'
VANISHED = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>底数</w:t></w:r>{run('年度。')}"

FOUND = {
    "author.docx": (word(author="张晓明"), ["attachment.author"]),
    "author.pdf": (pdf(author="Zhang Xiaoming"), ["attachment.author"]),
    "desk.pdf": (pdf(title="C:\\Users\\zhangxm\\Desktop\\2024.docx"), ["attachment.author"]),
    "author.xlsx": (book(lambda b: setattr(b.properties, "lastModifiedBy", "李小红")), ["attachment.author"]),
    "comments.docx": (add(word(), "word/comments.xml", COMMENTS), ["attachment.comments", "pii.mobile"]),
    "comments.xlsx": (book(lambda b: setattr(b.active["A1"], "comment", Comment("再核", "甲"))), ["attachment.comments"]),
    "note.pdf": (pdf(note=True), ["attachment.comments"]),
    "changes.docx": (word(DELETED), ["attachment.changes", "pii.mobile"]),
    "hidden.docx": (word(VANISHED), ["attachment.hidden"]),
    "sheet.xlsx": (book(_hidden_sheet), ["attachment.hidden"]),
    "row.xlsx": (book(lambda b: setattr(b.active.row_dimensions[2], "hidden", True)), ["attachment.hidden"]),
    "column.xlsx": (book(lambda b: setattr(b.active.column_dimensions["A"], "hidden", True)), ["attachment.hidden"]),
    "photo.docx": (add(word(), "word/media/image1.jpg", photo(placed=True)), ["attachment.place"]),
    "mobile.docx": (word(text=f"联系人手机{MOBILE}。"), ["pii.mobile"]),
    "mobile.xlsx": (book(value=int(MOBILE)), ["pii.mobile"]),
    "mobile.pdf": (pdf(text=f"tel {MOBILE}"), ["pii.mobile"]),
    "secret.docx": (word(header="机密★一年"), ["mark.secret"]),
    "home.docx": (word(text="居民张晓明，家住幸福路12号3单元402室。"), ["pii.address"]),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["attachment.unread"]),
    "a.zip": (add(b"", "a.bin", b"a"), ["attachment.unread"]),
    "torn.zip": (b"PK\x03\x04" + bytes(40), ["attachment.unread"]),
    "author.zip": (add(b"", "说明.docx", word(author="张晓明")), ["attachment.author"]),
    "place.jpg": (photo(placed=True), ["image.place"]),  # published without its place; beside the report it has it
    "photo.zip": (add(add(b"", "a.txt", b"a"), "现场.jpg", photo(placed=True)), ["attachment.place", "attachment.unread"]),
}
CLEAN = {
    "a.docx": word(),
    "b.docx": word(author="python-docx", text="办公地址：幸福路12号。联系电话：010-66012345。"),
    "c.docx": word(author="清河镇人民政府办公室"),
    "d.xlsx": book(value=13.5),
    "e.pdf": pdf(author="Microsoft Office User"),
    "f.docx": add(word(), "word/media/image1.jpg", photo(placed=False)),
    "title.pdf": pdf(title="2024 report"),
    "g.jpg": photo(placed=False),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_should_be_looked_at_is_told(name: str) -> None:
    data, expected = FOUND[name]
    assert codes(name, data) == expected
    for problem in attached_problems(name, data, "content/reports/a", None, b""):
        assert problem.location.path == "content/reports/a"
        assert problem.action
        assert MOBILE not in str(problem)
        assert (problem.severity == "error") == problem.code.startswith(("pii.mobile", "mark."))


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_one_is_not_spoken_of(name: str) -> None:
    assert codes(name, CLEAN[name]) == []


def test_every_warning_can_be_waived() -> None:
    told = {code for _, expected in FOUND.values() for code in expected if code.startswith("attachment.")}
    assert told <= set(WAIVABLE)


def test_where_in_the_file_it_stands_is_said() -> None:
    (found,) = attached_problems("a.docx", word(run("手机" + MOBILE)), "a.docx", None, b"")
    assert found.found == "手机号码 138****5678（第 2 段）"


@pytest.mark.whole
def test_an_archive_that_would_fill_the_memory_is_an_error_and_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        for number in range(4):
            with archive.open(f"{number}.bin", "w", force_zip64=True) as part:
                for _ in range(80):
                    part.write(bytes(1_000_000))
    assert "解压后有 320 MB" in oversize(out.getvalue())
    assert codes("a.zip", out.getvalue()) == codes("a.docx", out.getvalue()) == ["attachment.archive"]
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(5_001):
            archive.writestr(str(number), b"")
    assert codes("b.zip", many.getvalue()) == ["attachment.archive"]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-torn", b"", add(b"", "word/document.xml", b"<w:p"), add(b"", "xl/workbook.xml", b"<!DOCTYPE a>")])
def test_a_torn_one_stops_nothing(data: bytes) -> None:
    for name in ("a.docx", "a.xlsx", "a.pdf", "a.zip"):
        assert set(codes(name, data)) <= {"attachment.unread"}


@pytest.mark.whole
def test_what_is_too_long_or_too_deep_is_told_in_time() -> None:
    deep = f"<w:document {nsdecls('w')}><w:body>{'<w:p>' * 200}{run('年度工作情况。') * 20_000}{'</w:p>' * 200}</w:body></w:document>"
    paragraph = f"<w:p>{run('年度工作情况，没有别的。' * 20)}</w:p>"
    long = f"<w:document {nsdecls('w')}><w:body>{paragraph * 5_000}</w:body></w:document>"
    started = time.perf_counter()
    (found,) = attached_problems("a.docx", add(b"", "word/document.xml", long.encode()), "a.docx", None, b"")
    assert found.code == "attachment.unread"
    assert "太长" in found.found
    assert codes("b.docx", add(b"", "word/document.xml", deep.encode())) == []
    assert time.perf_counter() - started < 20


def test_each_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word(author="张晓明")
    with opened(None) as store:
        first = attached_problems("a.docx", data, "x/a.docx", store, b"base")
        monkeypatch.setattr("builder.importers.beneath", lambda *_: pytest.fail("read again"))
        again = attached_problems("a.docx", data, "y/a.docx", store, b"base")
        assert store.get_all(attached_keys({"r": {"a.docx": data}}, b"base"))
    assert [p.location.path for p in (*first, *again)] == ["x/a.docx", "y/a.docx"]


def test_tables_of_a_document_are_read() -> None:
    made = Word()
    made.table([["姓名", "电话"], ["甲", MOBILE]])
    made.document.element.body.append(parse_xml(f"<w:p {nsdecls('w')}>{run('结束')}</w:p>"))
    assert codes("a.docx", made.data()) == ["pii.mobile"]
