"""Every command that the documentation tells people to type, typed: page after page, in one folder, as its reader would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import gongkai
from builder.content.front_matter import Mapping as Fields
from builder.content.front_matter import parse_yaml
from builder.content.kinds import shipped_kinds
from builder.content.read import METADATA_FIELDS, read_report
from builder.model import Agency
from tests.support import REPORT, ROOT, small_site
from tests.word_files import Word

# What is not typed here, and why. Each must stand in a document: one that does not is struck from the list.
NOT_RUN = {
    r"make ": "installs, builds, tests the checkout: the workflows run these targets, test_workflow.py compares them",
    r"(?:python3?|\S+/python) -m (?:venv|pip) |\S+/pip install ": "asks a package registry; test_wheel.py builds, installs and runs a wheel without",
    r"source ": "activates what the line above would have installed",
    r"gongkai serve(?: |$)": "runs until it is stopped; test_devserver.py and test_commands.py",
    r"git push": "wants a host",
    r"gongkai (?:verify|status --previous) https://": "asks a host; test_verify.py and test_status.py",
    r"gongkai completion|echo 'source": "writes into the start files of shells; test_cli.py",
    r"gongkai new report$": "asks on a terminal; test_new.py answers",
    r"gongkai explain qinghe": "the passage is made up; docs/developers.md explains one that is there",
}
# What a reader is told to begin with, and where the reader then stands.
CLERK = tuple(
    f"docs/clerk/{name}.md"
    for name in ["start", "official", "import", "writing", "schedule", "correct", "withdraw", "review", "findings", "ledger", "pages", "inbox", "intranet", "upgrade", "faq"]
)
LATER = ("docs/developers.md", "docs/data.md", "docs/content.md", "docs/ledger.md", "docs/words.md", "docs/index.md", "docs/scaling.md", "docs/theming.md")
READMES = ("README.md", "README.zh-CN.md")
OWN_SERVER = "docs/clerk/server.md"  # test_own_server.py runs its commands
HISTORY = "docs/hosting.md"  # how what was published is taken out of a repository's history: wants a host and git filter-repo
REFERENCE, NEW_SITE = "docs/reference.md", "builder/defaults/new_site/README.md"


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language, those inside lists too."""
    path = ROOT / document
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [re.sub(rf"(?m)^{m[1]}", "", m[2]) for m in re.finditer(rf"(?ms)^([ ]*)```{language}\n(.*?)^\1```$", text)]


def lines(document: str) -> Iterator[str]:
    for block in blocks(document, "sh"):
        yield from filter(None, (re.sub(r"(?:^|\s+)#.*", "", line).strip() for line in block.splitlines()))


def reason_for(line: str) -> str:
    return next((reason for pattern, reason in NOT_RUN.items() if re.match(pattern, line)), "")


def summary(title: str, figure: str) -> bytes:
    """A report as an office writes it: title, numbered headings, a table, who and when."""
    word = Word.template("gongwen")
    word.say(title)
    word.say("一年来，东湖街道办事处围绕年初目标，抓好各项工作。")
    word.item("经济稳步增长", 0)
    word.item("工业", 1)
    word.say(f"规模以上工业增加值{figure}亿元，增长9.0%。")
    word.item("民生持续改善", 0)
    word.say("新建口袋公园3个，改造背街小巷7条，新增学位360个。")
    word.table([["项目", "目标", "完成"], ["口袋公园", "3个", "3个"], ["学位", "300个", "360个"]])
    word.say("东湖街道办事处")
    word.say("2026年1月15日")
    return word.data()


PLAN = "2026年工作计划\n\n2026年，街道计划做好以下工作。\n\n一、民生\n\n新增学位400个，新建口袋公园2个。\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a clerk's documents lie."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "总结.docx").write_bytes(summary("东湖街道2025年工作总结", "38.5"))
    (desk / "2024年总结.docx").write_bytes(summary("东湖街道2024年工作总结", "35.3"))
    (desk / "2026年上半年总结.docx").write_bytes(summary("东湖街道2026年上半年工作总结", "20.1"))
    (desk / "计划.txt").write_text(PLAN, encoding="utf-8")
    (desk / "收到的文件").mkdir()
    (desk / "收到的文件" / "西湖.txt").write_text(PLAN.replace("2026年工作计划", "西湖街道2026年工作计划"), encoding="utf-8")
    (desk / "收到的文件" / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return desk


class Terminal:
    """Types lines in a folder; ``gongkai`` runs in this process, all else in a shell."""

    def __init__(self, folder: Path, home: Path, settings: Path) -> None:
        self.folder = folder
        # A computer on which git was never used: without a name, a commit stops.
        git = {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.useConfigOnly", "GIT_CONFIG_VALUE_0": "true"}
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))  # "python" is the one that runs this
        self.environment = {"HOME": str(home), "PATH": path, **git}

    def type(self, document: str, line: str) -> None:
        words = [str(Path(w).expanduser()) if w.startswith("~") else w for w in shlex.split(line)]
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
        elif words[0] == "gongkai":
            os.chdir(self.folder)
            result = CliRunner().invoke(gongkai, words[1:])
            assert result.exit_code == 0, f"{document}: {line}\n{result.output}"
        else:
            done = subprocess.run(["bash", "-c", line], cwd=self.folder, env={**os.environ, **self.environment}, capture_output=True, text=True)
            assert done.returncode == 0, f"{document}: {line}\n{done.stdout}{done.stderr}"

    def read(self, document: str) -> None:
        for line in lines(document):
            if not reason_for(line):
                self.type(document, line)


@pytest.fixture
def terminal(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    here = Path.cwd()
    monkeypatch.setenv("HOME", str(desk))
    yield Terminal(desk, desk, tmp_path / "gitconfig")
    os.chdir(here)


def test_a_clerk_reads_from_the_first_page_to_the_last(desk: Path, terminal: Terminal) -> None:
    for document in (*CLERK, *LATER):
        terminal.read(document)
        terminal.folder = desk / "我的站点"
    assert (desk / "给领导看" / "index.html").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_the_readmes(readme: str, desk: Path, terminal: Terminal) -> None:
    terminal.folder = desk / f"mine-{readme}"
    terminal.environment |= {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # docs/clerk/pages.md names them
    terminal.folder.mkdir()
    for line in lines(readme):
        if not reason_for(line):
            # The second import is another day's, of another report.
            day = line.removeprefix(".venv/bin/")
            terminal.type(readme, re.sub(r"^(gongkai import ~/)\S+", r"\1 2024年总结.docx", day).replace("~/ ", "~/"))
    assert (terminal.folder / "site" / "index.html").is_file()


def test_the_reference(desk: Path, terminal: Terminal) -> None:
    root = small_site(desk / "reference")
    (root / "content" / "agencies.yml").write_text("- {id: xiqu, name: 西区街道办事处, short_names: [西区街道]}\n", encoding="utf-8")
    (root / "content" / "reports" / "a.md").write_text(REPORT.replace("qinghe", "xiqu").replace("清河镇", "西区街道"), encoding="utf-8")
    (root / "总结.txt").write_text(PLAN.replace("2026年工作计划", "2025年工作总结"), encoding="utf-8")
    (root / "总结.docx").write_bytes((desk / "总结.docx").read_bytes())
    empty = root / "空的仓库"
    empty.mkdir()
    for line in sorted(lines(REFERENCE), key=lambda line: "new site" not in line):  # the reference is in the order of the alphabet
        terminal.folder = empty if line.startswith("gongkai new site .") else root
        if not reason_for(line):
            terminal.type(REFERENCE, line)


def test_what_a_new_site_says(desk: Path, terminal: Terminal) -> None:
    terminal.type(NEW_SITE, "gongkai new site 新站点")
    terminal.folder = desk / "新站点"
    (terminal.folder / "总结.docx").write_bytes((desk / "总结.docx").read_bytes())
    terminal.read(NEW_SITE)


def test_every_document_with_commands_is_read_by_one_of_these() -> None:
    read = {*CLERK, *LATER, *READMES, REFERENCE, NEW_SITE}
    written = {p.relative_to(ROOT).as_posix() for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]}
    assert {d for d in written if blocks(d, "sh")} <= {*read, OWN_SERVER, HISTORY}
    every = [line for d in read for line in lines(d)]
    assert [pattern for pattern in NOT_RUN if not any(re.match(pattern, line) for line in every)] == []


@pytest.mark.parametrize("document", [d for d in CLERK if blocks(d, "yaml")])
def test_what_is_to_be_written_at_the_top_of_a_report_is_understood(document: str) -> None:
    for block in blocks(document, "yaml"):
        root, problems = parse_yaml(block, document)
        assert isinstance(root, Fields), problems
        keys = [key.value for key, _ in root.entries]
        assert set(keys) <= set(METADATA_FIELDS)
        kept = [line for line in REPORT.splitlines(keepends=True) if not any(line.startswith(f"{key}:") for key in keys)]
        text = "".join(kept).replace("summary:", f"{block}summary:")
        errors = [str(p) for p in read_report(text, document, (Agency("qinghe", "清河镇"),), shipped_kinds()).problems if p.severity == "error"]
        assert errors == [], block
