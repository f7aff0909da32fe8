"""What is read from and written to a site root's folder: attachments and the records of addresses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.beside import attachment_bytes
from builder.content.anchors import read_sidecar
from builder.content.kinds import shipped_kinds
from builder.problems import Problem
from builder.site_root import (
    ReportFile,
    parse_report,
    read_dictionaries,
    report_files,
    write_review,
    write_sidecars,
)
from tests.support import edit_report, small_site


def only_report(root: Path) -> ReportFile:
    return next(f for f in report_files(root, []) if f.path.name == "a.md")


def attached(root: Path, name: str) -> tuple[dict[str, bytes], list[Problem]]:
    edit_report(root, "summary: 回顾全年工作。", f'summary: 回顾全年工作。\nattachments:\n  - {{file: "{name}", title: 附表}}')
    file = only_report(root)
    read = parse_report(file, (), shipped_kinds())
    assert read.report is not None
    problems = [p for p in read.problems if p.code not in {"agency.unknown", "anchors.broken"}]
    return attachment_bytes(read.report, file.path, root, problems), problems


@pytest.mark.parametrize("name", ["reports/b.MD", "reports/qinghe/b.Md", "reports/b.markdown", "columns/x.MD"])
def test_a_text_whose_name_ends_otherwise_is_not_passed_over_in_silence(name: str, tmp_path: Path) -> None:
    path = small_site(tmp_path) / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\n---\n")
    problems: list[Problem] = []
    assert [f.path.name for f in report_files(tmp_path, problems)] == ["a.md"]
    (problem,) = problems
    assert (problem.severity, problem.code, problem.location.path) == ("warning", "file.suffix", f"content/{name}")
    assert f"改名为 {path.stem}.md" in problem.action


@pytest.mark.parametrize(
    ("name", "action"),
    [("kind.yml", "改名为 kinds.yml"), ("site.yaml", "改名为 site.yml"), ("indicator.yml", "改名为 indicators.yml"), ("x.md", "报告放到 reports/ 里"), ("logo.png", "")],
)
def test_a_file_that_nobody_reads_is_told_of(name: str, action: str, tmp_path: Path) -> None:
    (small_site(tmp_path) / "content" / name).write_text("- a\n")
    problems: list[Problem] = []
    report_files(tmp_path, problems)
    assert [(p.severity, p.code, p.location.path) for p in problems] == ([("warning", "file.unknown", f"content/{name}")] if action else [])
    assert all(action in p.action for p in problems)


@pytest.mark.parametrize("name", ["agencies.yml", "site.yml", "indicators.yml", "reports/a.md"])
def test_two_versions_of_a_file_are_neither(name: str, tmp_path: Path) -> None:
    """As Git leaves them where two people changed one place: both would be published."""
    path = small_site(tmp_path) / "content" / name
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(before + "\n<<<<<<< HEAD\n建成食堂6家。\n=======\n建成食堂9家。\n>>>>>>> other\n", encoding="utf-8")
    problems = [*read_dictionaries(tmp_path).problems]
    report_files(tmp_path, problems)
    (problem,) = (p for p in problems if p.severity == "error")
    assert (problem.code, problem.location.path) == ("file.conflict", f"content/{name}")
    assert path.read_text(encoding="utf-8").split("\n")[problem.location.line - 1] == "<<<<<<< HEAD"


def test_an_attachment_beside_the_report_is_taken(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    (root / "content/reports/b.pdf").write_bytes(b"%PDF-1.7")
    assert attached(root, "b.pdf") == ({"b.pdf": b"%PDF-1.7"}, [])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("evil.svg", b"<svg/>", "attachment.type"),
        ("evil.pdf", b"<html>", "attachment.content"),
        ("b.md", b"---\ntitle: x\n---\n", "attachment.type"),
        ("a.anchors.json", b"{}", "attachment.type"),
        ("none.pdf", None, "attachment.missing"),
        ("a\\0.pdf", None, "text.control"),
        ("字" * 200 + ".pdf", None, "attachment.missing"),
    ],
)
def test_other_files_are_findings_on_their_line(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    root = small_site(tmp_path)
    if data is not None:
        (root / "content/reports" / name).write_bytes(data)
    found, problems = attached(root, name)
    assert found == {}
    assert {(p.code, p.severity, p.location.line) for p in problems if p.code != "attachment.missing" or code == p.code} == {(code, "error", 9)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this system's folders")
def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    (root / "content/reports/b.pdf").mkdir()
    assert [p.code for p in attached(root, "b.pdf")[1]] == ["attachment.missing"]
    (root / "content/reports/b.pdf").rmdir()
    os.mkfifo(root / "content/reports/b.pdf")
    found: list[Problem] = []
    file = only_report(root)
    report = parse_report(file, (), shipped_kinds()).report
    assert report is not None
    assert attachment_bytes(report, file.path, root, found) == {}
    assert [p.code for p in found] == ["attachment.missing"]


@pytest.mark.parametrize("target", ["outside/secret.txt", "content/reports/a.md", "content/site.yml"])
def test_a_link_to_another_place_is_not_followed(tmp_path: Path, target: str) -> None:
    root = small_site(tmp_path / "root")
    (tmp_path / "root/outside").mkdir()
    (tmp_path / "root/outside/secret.txt").write_text("机密", encoding="utf-8")
    (root / "content/reports/b.txt").symlink_to(root / target)
    found, problems = attached(root, "b.txt")
    assert found == {}
    assert [(p.code, p.location.line) for p in problems] == [("attachment.link", 9)]


def test_the_record_of_addresses_forgets_the_words_of_a_withdrawn_report(tmp_path: Path) -> None:
    root = small_site(tmp_path)

    def record() -> str:
        file = only_report(root)
        write_sidecars([(file, parse_report(file, (), shipped_kinds()))], [])
        return file.sidecar.read_text(encoding="utf-8")

    first = record()
    assert "地区生产总值" not in first
    assert all(a.mark for a in read_sidecar(first))
    edit_report(root, "summary:", "withdrawn: {date: 2026-01-01, reason: 含个人信息}\nsummary:")
    second = record()
    assert [a.id for a in read_sidecar(second)] == [a.id for a in read_sidecar(first)]
    assert {a.mark for a in read_sidecar(second)} == {""}
    edit_report(root, "withdrawn: {date: 2026-01-01, reason: 含个人信息}\n", "")
    assert record() == first


def test_decisions_are_written_whole_beside_their_report(tmp_path: Path) -> None:
    small_site(tmp_path)
    write_review(tmp_path, "content/reports/a.md", "# 一\n")
    write_review(tmp_path, "content/reports/a.md", "# 二\n")
    assert {p.name for p in (tmp_path / "content" / "reports").iterdir()} == {"a.md", "a.review.yml"}
    assert next(f.review for f in report_files(tmp_path, [])) == "# 二\n"


@pytest.mark.parametrize("shown", ["content/reports/b.md", "content/site.yml", "content/reports/../../outside/x.md", "content/reports/linked/x.md", "content/reports/a-linked.md"])
def test_decisions_are_written_nowhere_else(tmp_path: Path, shown: str) -> None:
    root = small_site(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("", encoding="utf-8")
    (root.parent / "site" / "outside").mkdir()
    (root / "outside" / "x.md").write_text("", encoding="utf-8")
    reports = root / "content" / "reports"
    try:
        (reports / "linked").symlink_to(outside)
        (reports / "a-linked.md").write_text("", encoding="utf-8")
        (reports / "a-linked.review.yml").symlink_to(outside / "new.yml")
    except OSError:
        pytest.skip("this system makes no links")
    before = sorted(p for p in tmp_path.rglob("*"))
    with pytest.raises(OSError, match="符号链接"):
        write_review(root, shown, "# 一\n")
    assert sorted(p for p in tmp_path.rglob("*")) == before


def test_decisions_without_their_report_are_told(tmp_path: Path) -> None:
    small_site(tmp_path)
    (tmp_path / "content" / "reports" / "gone.review.yml").write_text("", encoding="utf-8")
    problems: list[Problem] = []
    report_files(tmp_path, problems)
    assert [(p.location.shown, p.severity, p.code) for p in problems] == [("content/reports/gone.review.yml", "error", "review.orphan")]
