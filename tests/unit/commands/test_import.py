"""``gongkai import``: folders and patterns name what they skip; notes put first what a person must decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import gongkai
from tests.word_files import Word

PROSE = "全年修建道路12公里，栽种行道树3000株，改造旧房200户，群众反映出行和居住都比以前好。"
TEXT = f"青禾镇2025年工作总结\n一、全年工作\n{PROSE}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that is a site and holds nothing yet."""
    root = tmp_path / "site"
    (root / "content" / "reports").mkdir(parents=True)
    (root / "content" / "site.yml").write_text("name: 青禾镇\n", encoding="utf-8")
    return root


def run(site: Path, *arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(gongkai, ["import", *map(str, arguments), "--site-root", str(site)])
    assert result.exit_code == code, result.output
    return result.output


def written(folder: Path, files: Sequence[tuple[str, bytes]]) -> Path:
    for name, data in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def a_word_file() -> bytes:
    word = Word.template("gongwen")
    word.say("青禾镇2024年工作总结", "Title")
    word.item("全年工作")
    word.say(PROSE)
    return word.data()


def test_every_file_a_folder_holds_is_imported_or_named(site: Path, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in",
        [("a.txt", TEXT.encode()), ("b.docx", a_word_file()), ("sub/c.txt", TEXT.encode()), *((name, b"x") for name in ("d.png", "~$b.docx", "e.exe", "f", "g.zip"))],
    )
    output = run(site, folder)
    assert "共 2 份，导入 2 份" in output
    said = [line for line in output.splitlines() if "跳过：" in line]
    assert [(Path(line.split("：")[0]).name, line.split("：")[2][:6]) for line in said] == [
        ("d.png", "是图片，里面"), ("e.exe", "不认识的格式"), ("f", "没有扩展名，"), ("g.zip", "压缩包、演示"), ("~$b.docx", "Word、W"), ("c.txt", f"与 {folder}"[:6]),
    ]  # fmt: skip


def test_a_pattern_that_the_shell_left_alone(site: Path, tmp_path: Path) -> None:
    written(tmp_path / "in", [("a.txt", TEXT.encode()), ("b.docx", a_word_file())])
    assert "共 1 份，导入 1 份" in run(site, tmp_path / "in" / "*.docx")
    assert "没有这个文件" in run(site, tmp_path / "in" / "*.wps", code=1)


def test_a_folder_without_documents(site: Path, tmp_path: Path) -> None:
    assert "里面没有能导入的文件（" in run(site, written(tmp_path / "in", [("a.png", b"\x89PNG")]), code=1)


def test_notes_put_first_what_a_person_must_decide(site: Path, tmp_path: Path) -> None:
    quotes = "".join(f"他说：“第{n}次。\n{PROSE}\n" for n in range(4))
    source = written(tmp_path, [("a.txt", (TEXT + quotes).encode())]) / "a.txt"
    assert "原件没有索引号、成文日期、发布日期；如果知道，请用 --index-number --written --published 给出" in run(site, source, "--dry-run")
    output = run(site, source)
    assert "原件没有索引号、成文日期、发布日期；如果知道，写在文件开头的 index_number、written、published" in output, "the file is there now"
    assert "published；没有概述，在 summary 补一句，不超过 100 字" in output, "one line for all that is written at the head of the file"
    assert "没有内容概述" not in output
    assert "引号不成对" in output
    assert "（同类共 4 处）" in output
    assert "[改动]" not in output
    whole = run(site, source, "--overwrite", "--verbose")
    assert whole.count("引号不成对") == 4


def test_routine_changes_are_counted(site: Path, tmp_path: Path) -> None:
    source = written(tmp_path, [("a.txt", f"首页\n分享\n{TEXT.replace('，', ',')}版权所有\n".encode())]) / "a.txt"
    output = run(site, source)
    assert "另有 2 项照例的改动（加 --verbose 全列）" in output
    assert "恢复汉字旁的全角标点" in run(site, source, "--overwrite", "--verbose")


def test_an_option_that_the_file_contradicts_is_refused_aloud(site: Path, tmp_path: Path) -> None:
    source = written(tmp_path, [("a.txt", f"发布机构：青禾镇人民政府\n{TEXT}".encode())]) / "a.txt"
    output = run(site, source, "--agency", "云河市人民政府", "--kind", "计划", "--year", "2024", "--title", "青禾镇总结")
    for option, stated in (("--agency “云河市人民政府”", "青禾镇人民政府"), ("--kind “计划”", "总结"), ("--year “2024”", "2025"), ("--title “青禾镇总结”", "青禾镇2025年工作总结")):
        assert f"没有用上 {option}" in output
        assert f"是“{stated}”" in output
    assert "没有用上" not in run(site, source, "--overwrite", "--agency", "青禾镇", "--kind", "总结", "--year", "2025", "--published", "2026-01-05")


def test_the_same_bytes_are_imported_once(site: Path, tmp_path: Path) -> None:
    source = written(tmp_path, [("a.txt", f"2025年工作总结\n一、全年工作\n{PROSE}\n".encode())]) / "a.txt"
    run(site, source, "--agency", "云河镇人民政府")
    assert "同一个文件已经导入为" in run(site, source, "--agency", "青禾镇人民政府", code=1)
    run(site, source, "--agency", "青禾镇人民政府", "--overwrite")
    assert [p.name for p in sorted((site / "content" / "reports").rglob("*.md"))] == ["qinghe-2025-zongjie.md"]


def test_broken_and_locked_files_stop_no_other(site: Path, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [("a.docx", a_word_file()), ("b.docx", b"PK\x03\x04 torn"), ("c.pdf", b"%PDF-1.4"), ("d.xlsx", b"")])
    output = run(site, folder, code=1)
    assert "共 4 份，导入 1 份" in output
    assert "Traceback" not in output
    assert all(f"{name}：没有导入：" in output for name in ("b.docx", "c.pdf", "d.xlsx"))


def test_where_nothing_came_in_there_is_nothing_to_check(site: Path, tmp_path: Path) -> None:
    (site / "content" / "reports" / "shili-jigou").mkdir()
    folder = written(tmp_path / "in", [("a.txt", TEXT.encode())])
    output = run(site, folder)
    assert "请逐份核对后再公开" in output
    assert "随程序的示例还在" in output
    output = run(site, folder, "--note", tmp_path / "note.md", code=1)
    assert "共 1 份，导入 0 份\n" in output
    for text in (output, (tmp_path / "note.md").read_text(encoding="utf-8")):
        assert "请逐份核对" not in text
        assert "示例" not in text


def test_a_waiver_that_no_file_needs_is_named(site: Path, tmp_path: Path) -> None:
    plain = written(tmp_path, [("a.txt", TEXT.encode())]) / "a.txt"
    assert "没有用上 --waive pii.mobile：导入的文件都不需要它" in run(site, plain, "--agency", "青禾镇人民政府", "--waive", "pii.mobile=值班手机")
    calls = written(tmp_path, [("b.txt", f"青禾镇2024年工作总结\n一、全年工作\n{PROSE}值班手机{''.join(map(str, (13, 800, 13, '8000')))}。\n".encode())]) / "b.txt"
    output = run(site, calls, "--agency", "青禾镇人民政府", "--waive", "pii.mobile=值班手机")
    assert "没有用上" not in output


@pytest.mark.parametrize("wrong", [("--source-url", "www.example.org/a"), ("--kind", "诗歌"), ("--year", "25"), ("--waive", "nosuch=x"), ("--written", "去年")])
def test_an_option_that_can_mean_nothing_is_refused_before_anything_is_written(site: Path, tmp_path: Path, wrong: tuple[str, str]) -> None:
    source = written(tmp_path, [("a.txt", TEXT.encode())]) / "a.txt"
    assert wrong[1] in run(site, source, *wrong, code=2)
    assert list((site / "content" / "reports").rglob("*.md")) == []
