"""Files that are no reports, or not as they say: a finding for that file, in time, never a traceback; the others are imported."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import gongkai
from builder.content.limits import PARAGRAPH_LIMIT
from builder.importers import (
    FILE_LIMIT,
    ImportOptions,
    ImportResult,
    UnreadableDocumentError,
    import_document,
    import_documents,
)
from builder.importers.batch import import_each
from tests.support import sample, small_site

PROSE = "这一段写的是去年修缮学校和卫生院的经过，经费来自乡里和县里两级，工程已在秋天完工。"
TITLE = "青禾县2021年工作总结"
GOOD = f"{TITLE}\n{PROSE}\n".encode()


def page(body: str, head: str = "<meta charset='utf-8'>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def bring(text: str | bytes, name: str = "a.html") -> ImportResult:
    return import_document(text if isinstance(text, bytes) else text.encode(), name, ImportOptions())


# ---- time --------------------------------------------------------------------------------------

LONG = 19_000
HANGS = {
    "comments before a text": ("<!--x-->" * 200 + f"{TITLE}\n{PROSE}", "a.txt"),
    "open comments": ("<!--" * 400 + PROSE, "a.txt"),
    "blanks in the title element": (page(f"<p>{PROSE}</p>" * 2, f"<title>a{' ' * 100_000}b</title>"), "a.html"),
    "blanks in a line": (f"{TITLE}\n{PROSE}{' ' * LONG}{PROSE}", "a.txt"),
    "ideographic blanks in a line": (f"{TITLE}\n{PROSE}{'　' * LONG}{PROSE}", "a.txt"),
    "a line of blanks": (f"{TITLE}\n{PROSE}\n{' ' * 1_000_000}\n{PROSE}", "a.txt"),
    "a title of blanks": (f"{' 　' * (LONG // 2)}工作总结\n{PROSE}", "a.txt"),
    "brackets": (f"{TITLE}\n{PROSE}{'[' * LONG}\n{PROSE}", "a.txt"),
    "governments in the record": (page(f"<p>{PROSE}</p>" * 2, f"<meta name=publisher content='{'人民政府' * 5000}'>"), "a.html"),
    "many short lines": (f"{TITLE}\n{'甲' * 9}\n" + "甲\n" * 9_000, "a.txt"),
    "many numbered lines": (f"{TITLE}\n{PROSE}\n" + f"一、甲\n{PROSE}\n" * 2_000, "a.txt"),
    "levels": (page("<div>" * 240 + f"<p>{PROSE}</p>" * 5_000), "a.html"),
}


@pytest.mark.whole
@pytest.mark.parametrize("name", sample(HANGS, every=5))
def test_no_file_takes_long(name: str) -> None:
    data, file = HANGS[name]
    start = time.process_time()
    import_documents([(file, data.encode())], ImportOptions())
    assert time.process_time() - start < 5  # a second at most on an idle machine


# ---- what a page may say of itself ---------------------------------------------------------------


@pytest.mark.parametrize("span", ["²", "9" * 5000, "-1", "٣", "1.5", "", " 2 ", "0"])
def test_a_span_of_cells_is_a_number_or_nothing(span: str) -> None:
    table = f"<table><tr><td colspan='{span}'>指标</td><td>数值</td></tr><tr><td>产值</td><td>3</td></tr></table>"
    draft = bring(page(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p>{table}<p>{PROSE}</p>")).draft
    assert "| 产值 | 3 |" in draft


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "rot13", "hex", "zlib", "utf-7", "utf-16", "x", "mbcs"]
)
def test_a_name_that_is_no_encoding_is_not_believed(charset: str) -> None:
    draft = bring(page(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p>", f"<meta charset='{charset}'>")).draft
    assert PROSE in draft


@pytest.mark.parametrize("charset", ["gbk", "GB2312", "gb18030", "big5"])
def test_a_name_of_an_encoding_is_believed(charset: str) -> None:
    text = "全年修建道路十二公里，栽種行道樹三千株，改造舊房兩百戶，群眾反映出行和居住都比以前好。" if charset == "big5" else PROSE
    data = page(f"<p>{text}</p><p>{text}</p>", f"<meta charset='{charset}'>").encode(charset)
    assert text in bring(data).draft


def test_text_that_the_parser_would_drop_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="太深"):
        bring(page(f"<p>{PROSE}</p><p>{PROSE}</p>" + "<div>" * 1000 + PROSE))


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "空的"),
        (b"\n \n", "a.txt", "空的"),
        (b"\xef\xbb\xbf", "a.txt", "没有找到正文"),
        (bytes(range(256)) * 200, "a.txt", "控制字符"),
        (b"\0" * 5000, "a.txt", "控制字符"),
        (b"\x89PNG\r\n", "a.html", "图片"),
        (b"<!DOCTYPE html>", "a.html", "没有内容"),
        (b"<!-- a -->", "a.html", "没有内容"),
        (b"<html><frameset><frame src=a></frameset></html>", "a.html", "没有找到正文"),
        (f"{TITLE}\n{PROSE * 600}".encode(), "a.txt", f"第 2 行长 {len(PROSE) * 600} 字"),
        ((f"{TITLE}\n" + "甲\n" * 20_000).encode(), "a.txt", "超过 20000 行"),
        (b"a" * (FILE_LIMIT + 1), "a.txt", "超过 10 MB"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_is_no_report_is_said(data: bytes, name: str, told: str) -> None:
    assert len(PROSE) * 600 > PARAGRAPH_LIMIT
    (outcome,) = import_documents([(name, data)], ImportOptions())[0]
    assert outcome.result is None
    assert told in outcome.failure


def test_a_nul_in_a_text_is_taken_out_and_told() -> None:
    result = bring(GOOD.replace("学校".encode(), "学\0校".encode()), "a.txt")
    assert PROSE in result.draft
    assert any("控制字符" in note.text for note in result.notes)


# ---- a batch -------------------------------------------------------------------------------------


def test_a_mistake_of_the_importer_stops_one_file_only() -> None:
    def one(data: bytes, name: str, options: ImportOptions) -> ImportResult:
        if name == "b.txt":
            raise RecursionError("maximum recursion depth exceeded")
        return import_document(data, name, options)

    outcomes, _ = import_each([("a.txt", GOOD), ("b.txt", GOOD), ("c.txt", GOOD)], ImportOptions(), one)
    assert [outcome.result is not None for outcome in outcomes] == [True, False, True]
    assert "RecursionError" in outcomes[1].failure


@pytest.mark.whole
def test_a_batch_of_anything_imports_the_good_ones(tmp_path: Path) -> None:
    root, folder = small_site(tmp_path / "site"), tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(GOOD)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "large.txt").write_bytes(b"a" * (FILE_LIMIT + 1))
    (folder / "binary.html").write_bytes(bytes(range(256)) * 200)
    (folder / "folder.txt").mkdir()
    (folder / "[x] \"a\"'b': #1\t.txt").write_bytes(GOOD.replace(b"2021", b"2020"))
    (folder / "link.txt").symlink_to(folder / "nowhere")
    (folder / os.fsdecode("总结".encode("gbk") + b".txt")).write_bytes(GOOD.replace(b"2021", b"2019"))
    sources = [str(folder), str(tmp_path / ("长" * 300)), str(tmp_path / "none.txt")]
    run = [sys.executable, "-m", "builder", "import", *sources, "--site-root", str(root)]
    result = subprocess.run(run, check=False, capture_output=True, encoding="utf-8")  # a real terminal, for the names
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "导入 3 份" in result.stdout
    written = sorted(p.name for p in (root / "content" / "reports").rglob("*zongjie*.md"))
    assert [name[-15:-11] for name in written] == ["2019", "2020", "2021"]
    built = CliRunner().invoke(gongkai, ["check", "--site-root", str(root)])
    assert built.exit_code == 0, built.output


@pytest.mark.parametrize("year", ["²²²²", "9" * 5000, "٢٠٢٤"])
def test_a_year_is_four_digits(year: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(gongkai, ["import", "x", "--site-root", str(small_site(tmp_path)), "--year", year])
    assert result.exit_code == 2, result.output


@pytest.mark.parametrize("epoch", ["²", "9" * 40])
def test_a_clock_that_is_no_time_is_not_believed(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = CliRunner().invoke(gongkai, ["check", "--site-root", str(small_site(tmp_path))])
    assert result.exit_code == 0, result.output
