"""Numbers of persons and marks as a clerk meets them: what stops a build, what an import writes, and that nothing says a number in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import gongkai
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.serve import outcome_of
from builder.devserver import with_tools
from tests.numbers import SPECIMEN, card, mobile
from tests.support import AS_OF, edit_report, small_site
from tests.word_files import Word

M = mobile()
CARD = card()
NUMBERS = (SPECIMEN, M, CARD)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site-root")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def told(root: Path, **options: object) -> list[tuple[str, int, str, str]]:
    result = build_site(BuildOptions(root, root / "site", AS_OF, **options))  # type: ignore[arg-type]
    found = [p for p in result.problems if p.code.startswith(("pii.", "mark.", "attachment."))]
    assert result.published == (not any(p.severity == "error" for p in found))
    return sorted((p.location.path.removeprefix("content/"), p.location.line, p.severity, p.code) for p in found)


def leaks(text: str) -> list[str]:
    return [n for n in NUMBERS if n in text]


@pytest.fixture
def careless(root: Path) -> Path:
    """Numbers in fields that other rules echo, in names of files, links, keys, and every file of the content."""
    edit_report(
        root,
        "summary: 回顾全年工作。",
        f"summary: 联系人{M}\nwritten: {SPECIMEN}\nindex_number: 号{SPECIMEN}\nperiod: '{M}'\nkeywords: {{甲: 乙}}\n"
        f"extra: {{账号: {CARD}}}\n电话{M}: 甲\ndocument_number: {M}\nredirect_from: [甲{M}]\n"
        f"attachments: [{{file: 名单{M}.csv, title: 名单}}, {{file: 无{SPECIMEN}.csv, title: 无}}]\nwaivers: [{{rule: {M}, reason: 甲}}]",
    )
    edit_report(root, "增长5%。", f"增长5%。见[甲](reports/{M}/)、[乙](x:{SPECIMEN})。\n\n![图]({M}.png)\n\n机密★")
    reports = root / "content" / "reports"
    (reports / f"名单{M}.csv").write_text(f"姓名,身份证\n甲,{SPECIMEN}\n", encoding="utf-8")
    (reports / f"{SPECIMEN}.md").write_text(f"{M}\n", encoding="utf-8")
    (root / "content" / "agencies.yml").write_text(f"- {{id: qinghe, name: 清河镇人民政府, uscc: '{SPECIMEN}'}}\n", encoding="utf-8")
    (root / "content" / "topics.yml").write_text(f"- id: {M}\n  name: 甲\n", encoding="utf-8")
    (root / "content" / "terms.yml").write_text(f"- 甲{M}\n", encoding="utf-8")
    return root


class TestNothingSaysItInFull:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("build", "--jobs", "1"),
            ("check",),
            ("check", "--strict"),
            ("check", "--format", "json"),
            ("check", "--format", "sarif"),
            ("check", "--format", "github"),
            ("topics", "suggest"),
        ],
        ids=" ".join,
    )
    def test_commands(self, careless: Path, arguments: tuple[str, ...]) -> None:
        result = run(*arguments, "--site-root", careless)
        assert result.exit_code == 1
        assert "110105********002X" in result.output
        assert leaks(result.output) == []

    def test_the_rules_that_echo_do_speak(self, careless: Path) -> None:
        output = run("check", "--site-root", careless).output
        for rule in ("field.date", "index-number.form", "link.broken", "link.scheme", "field.unknown", "attachment.missing", "redirect.form"):
            assert f"[{rule}]" in output

    def test_the_preview(self, careless: Path) -> None:
        outcome = outcome_of(BuildOptions(careless, careless / "preview", AS_OF, record_anchors=False))
        page = with_tools(b"<html><body></body></html>", "1", outcome).decode()
        assert "110105********002X" in page
        assert leaks(page) == []

    def test_a_preview_that_breaks(self, root: Path) -> None:
        template = root / "templates" / "pages" / "home.html"
        template.parent.mkdir(parents=True)
        template.write_text(f"{{{{ nope['{SPECIMEN}'] }}}}", encoding="utf-8")
        assert leaks("".join(outcome_of(BuildOptions(root, root / "preview", AS_OF)).messages)) == []

    @pytest.mark.parametrize("more", [(), ("--dry-run",), ("--waive", "pii.mobile=甲")], ids=" ".join)
    def test_imports(self, root: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
        source = document(tmp_path, f"甲{SPECIMEN}.txt", f"联系电话{M}，账号{CARD}，身份证{SPECIMEN}。")
        missing = tmp_path / f"{M}.txt"
        result = run("import", source, missing, "--site-root", root, *more)
        assert result.exit_code == 1
        assert "110105********002X" in result.output
        assert leaks(result.output) == []

    @pytest.mark.parametrize(
        "arguments",
        [("verify", M), ("build", "--jobs", M), ("new", "report", "--year", "2024", "--kind", SPECIMEN), (SPECIMEN,)],
        ids=str,
    )
    def test_wrong_use(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert leaks(result.output) == []

    def test_the_terminal_has_one_door(self) -> None:
        import builder

        folder = Path(builder.__file__).parent
        assert "click.echo(" not in (folder / "cli.py").read_text(encoding="utf-8")
        assert (folder / "cli_words.py").read_text(encoding="utf-8").count("click.echo(") == 1


class TestBuild:
    def test_everything_that_would_be_published(self, root: Path) -> None:
        edit_report(root, "增长5%。", f"增长5%。{M}")
        edit_report(root, "summary: 回顾全年工作。", "summary: 回顾。\nattachments: [{file: a.csv, title: 甲}, {file: b.txt, title: 乙}]")
        (root / "content" / "reports" / "a.csv").write_bytes(f"姓名,号码\n甲,{SPECIMEN}\n".encode("gb18030"))
        (root / "content" / "reports" / "b.txt").write_text(f"甲\n\n{CARD}\n", encoding="utf-8")
        (root / "content" / "site.yml").write_text(f"name: 清河\nfeedback: {{email: {M}@example.org}}\n", encoding="utf-8")
        (root / "content" / "terms.yml").write_text(f"- id: jia\n  name: 甲词\n  gloss: 问{M}\n", encoding="utf-8")
        (root / "content" / "columns").mkdir()
        (root / "content" / "columns" / "about.md").write_text(f"---\ntitle: 关于\n---\n\n联系{M}\n", encoding="utf-8")
        assert told(root) == [
            ("columns/about.md", 5, "error", "pii.mobile"),
            ("reports/a.csv", 2, "error", "pii.id-number"),
            ("reports/a.md", 13, "error", "pii.mobile"),
            ("reports/b.txt", 3, "error", "pii.bank-card"),
            ("site.yml", 2, "error", "pii.mobile"),
            ("terms.yml", 3, "error", "pii.mobile"),
        ]

    def test_what_a_document_beside_a_report_says_and_carries(self, root: Path) -> None:
        edit_report(root, "summary: 回顾全年工作。", "summary: 回顾。\nattachments: [{file: a.docx, title: 甲}]")
        word = Word()
        word.say(f"经办人手机{M}")
        word.document.core_properties.author = "张晓明"
        (root / "content" / "reports" / "a.docx").write_bytes(word.data())
        assert told(root) == [("reports/a.docx", 0, "error", "pii.mobile"), ("reports/a.docx", 0, "warning", "attachment.author")]
        edit_report(root, "year: 2024", "year: 2024\nwaivers: [{rule: pii.mobile, reason: 值班手机}, {rule: attachment.author, reason: 署名文章}]")
        assert told(root) == []

    def test_office_telephones_and_addresses_are_demanded_not_flagged(self, root: Path) -> None:
        site = "name: 清河\npublisher: {name: 清河镇人民政府, contact: 党政办, phone: 0760-88000000, address: 清河路1号3栋401室, hours: 工作日}\n"
        (root / "content" / "site.yml").write_text(site, encoding="utf-8")
        assert told(root) == []

    def test_both_profiles(self, root: Path) -> None:
        edit_report(root, "增长5%。", f"增长5%。{M}")
        (root / "content" / "site.yml").write_text("name: 清河\nprofile: official\n", encoding="utf-8")
        assert told(root) == [("reports/a.md", 12, "error", "pii.mobile")]

    def test_a_waiver_lets_the_document_out_and_no_other(self, root: Path) -> None:
        edit_report(root, "增长5%。", f"增长5%。{M}")
        edit_report(root, "year: 2024", "year: 2024\nwaivers: [{rule: pii.mobile, reason: 防汛值班手机}]\nattachments: [{file: a.csv, title: 甲}]")
        (root / "content" / "reports" / "a.csv").write_text(f"甲,{M}\n", encoding="utf-8")
        assert told(root) == []
        page = (root / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
        assert M in page
        assert run("check", "--site-root", root, "--format", "json").exit_code == 0
        text = (root / "content" / "reports" / "a.md").read_text(encoding="utf-8")
        other = text.replace("qinghe-2024-zongjie", "b").replace("waivers:", "# waivers:").replace("attachments:", "# attachments:")
        (root / "content" / "reports" / "b.md").write_text(other, encoding="utf-8")
        assert [(p, code) for p, _, _, code in told(root)] == [("reports/b.md", "pii.mobile")]

    def test_a_draft_warns_and_is_built_around(self, root: Path) -> None:
        text = (root / "content" / "reports" / "a.md").read_text(encoding="utf-8").replace("qinghe-2024-zongjie", "b")
        (root / "content" / "reports" / "b.md").write_text(text.replace("year: 2024", "year: 2024\ndraft: true") + f"\n{M}\n", encoding="utf-8")
        assert told(root) == [("reports/b.md", 15, "warning", "pii.mobile")]


BODY = "2024年，西区街道扎实工作，取得成效。\n\n一、经济发展\n\n全年完成投资2亿元，增长5%。{}\n\n二、民生\n\n新增学位300个，完成投资2亿元。\n\n西区街道办事处\n2025年1月5日\n"


def document(folder: Path, name: str, said: str = "", title: str = "西区街道2024年工作总结", head: str = "") -> Path:
    path = folder / name
    path.write_text(f"{head}{title}\n\n{BODY.format(said)}", encoding="utf-8")
    return path


class TestImport:
    def test_a_file_with_findings_is_not_written_and_the_others_are(self, root: Path, tmp_path: Path) -> None:
        bad = document(tmp_path, "a.txt", f"电话{M}。", head="机密★10年\n\n")
        good = document(tmp_path, "b.txt")
        before = (root / "content" / "agencies.yml").read_text(encoding="utf-8")
        result = run("import", bad, "--site-root", root)
        assert result.exit_code == 1
        assert f"{bad}:1: 错误 [mark.secret]" in result.output
        assert f"{bad}:9: 错误 [pii.mobile]" in result.output
        assert (root / "content" / "agencies.yml").read_text(encoding="utf-8") == before
        assert len(list((root / "content" / "reports").rglob("*.md"))) == 1
        result = run("import", bad, good, "--site-root", root)
        assert result.exit_code == 1
        assert "共 2 份，导入 1 份" in result.output
        assert len(list((root / "content" / "reports").rglob("*.md"))) == 2
        assert run("check", "--site-root", root).exit_code == 0

    @pytest.mark.parametrize("title", ["西区街道2024年工作总结（送审稿）", "西区街道2024年工作总结（征求意见稿）"])
    def test_a_title_that_says_so(self, root: Path, tmp_path: Path, title: str) -> None:
        result = run("import", document(tmp_path, "a.txt", title=title), "--site-root", root)
        assert result.exit_code == 1
        assert ":1: 错误 [mark.internal]" in result.output

    def test_a_web_page(self, root: Path, tmp_path: Path) -> None:
        lines = "".join(f"<p>{line}</p>\n" for line in BODY.format(f"电话<b>{M[:5]}</b>{M[5:]}。").splitlines() if line)
        page = tmp_path / "a.html"
        page.write_text(f"<!doctype html><html><head><meta charset=utf-8></head><body>\n<h1>西区街道2024年工作总结</h1>\n{lines}</body></html>", encoding="utf-8")
        result = run("import", page, "--site-root", root)
        assert result.exit_code == 1
        assert f"{page}:5: 错误 [pii.mobile]" in result.output

    def test_a_reason_goes_on_record(self, root: Path, tmp_path: Path) -> None:
        source = document(tmp_path, "a.txt", f"值班电话{M}。")
        other = document(tmp_path, "b.txt", title="西区街道2023年工作总结")
        dry = run("import", source, "--site-root", root, "--dry-run", "--waive", "pii.mobile=防汛值班：公开手机, 全年")
        assert dry.exit_code == 0
        result = run("import", source, other, "--site-root", root, "--waive", "pii.mobile=防汛值班：公开手机, 全年", "--waive", "pii.bank-card=甲")
        assert result.exit_code == 0, result.output
        texts = {p.stem: p.read_text(encoding="utf-8") for p in (root / "content" / "reports" / "xiqu").glob("*.md")}
        with_number = next(t for t in texts.values() if M in t)
        without = next(t for t in texts.values() if M not in t)
        assert 'waivers: [{rule: pii.mobile, reason: "防汛值班：公开手机, 全年"}]\n---\n' in with_number
        assert "waivers" not in without
        assert run("check", "--site-root", root).exit_code == 0

    @pytest.mark.parametrize("waiver", ["pii.mobile", "pii.mobile=", "link.broken=甲", "=甲", "summary.missing=甲"])
    def test_a_waiver_names_a_rule_and_a_reason(self, root: Path, tmp_path: Path, waiver: str) -> None:
        result = run("import", document(tmp_path, "a.txt"), "--site-root", root, "--waive", waiver)
        assert result.exit_code == 2
        assert "应为 规则=理由" in result.output


def test_a_column_may_be_waived_and_the_publishers_own_telephone_is_public(root: Path) -> None:
    guide = root / "content" / "columns" / "guide.md"
    guide.parent.mkdir()
    guide.write_text(f"---\ntitle: 公开指南\n---\n\n值班手机{M}。\n", encoding="utf-8")
    (root / "content" / "site.yml").write_text(f"name: 清河公开\npublisher: {{name: 清河镇, phone: '{M}'}}\n", encoding="utf-8")
    assert told(root) == [("columns/guide.md", 5, "error", "pii.mobile")]
    guide.write_text(
        f"---\ntitle: 公开指南\nwaivers: [{{rule: pii.mobile, reason: 防汛值班手机}}]\n---\n\n值班手机{M}。\n", encoding="utf-8"
    )
    assert told(root) == []


def test_an_import_says_what_a_review_would_and_a_list_of_persons_is_not_written(root: Path, tmp_path: Path) -> None:
    plain, listed = tmp_path / "甲.txt", tmp_path / "乙.md"
    plain.write_text("清河镇2024年工作总结\n\n一、经济\n全年推进秸杆利用，办结案件12宗，其中信访15宗。\n", encoding="utf-8")
    listed.write_text("# 清河镇2023年工作总结\n\n## 一、民生\n\n| 姓名 | 病情 |\n|---|---|\n| 张三 | 重 |\n", encoding="utf-8")
    result = run("import", plain, listed, "--site-root", root)
    assert result.exit_code == 1
    assert "[word.wrong]" in result.output
    assert "[number.part]" in result.output
    assert "[pii.table]" in result.output
    written = [p for p in (root / "content" / "reports").rglob("*.md") if p.name != "a.md"]
    assert len(written) == 1
    assert run("import", listed, "--site-root", root, "--waive", "pii.table=依法公示").exit_code == 0
    texts = [p.read_text(encoding="utf-8") for p in (root / "content" / "reports").rglob("*.md")]
    assert sum("rule: pii.table" in t for t in texts) == 1
