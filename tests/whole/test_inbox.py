"""The inbox of a site: a file uploaded in the host's web page → a proposal that a person decides on → the published page, on a bare repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder.commands.import_documents import Imported, ImportReport
from builder.commands.import_notes import import_note
from builder.importers import Note
from builder.problems import Location, Problem
from tests.support import ROOT
from tests.word_files import Word
from tests.workflows import Played, Runner, git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Ubuntu")

PRIVATE, BEFORE = "${{ github.event.repository.private }}", "${{ github.event.before }}"
TOKEN, PAGES = "${{ github.token }}", "${{ steps.pages.outputs.base_url }}"
LIVE = "${{ inputs.first != true && steps.pages.outputs.base_url || '' }}"
UPLOAD = "青河镇 2025年 $(工作) 总结.docx"  # blanks and signs of the shell: whoever uploads does not think of either


def summary(year: int, roads: int) -> bytes:
    """A clerk's Word file with automatic numbers."""
    word = Word.template("gongwen")
    word.say(f"青河镇{year}年工作总结")
    word.say("青河镇人民政府")
    word.say(f"{year}年，全镇干部群众共同努力，各项工作取得新进展。")
    word.item("经济平稳增长")
    word.say(f"全年修路{roads}公里。")
    word.item("民生改善")
    word.say("新增学位90个。")
    return bytes(word.data())


def new_site(folder: Path) -> Path:
    """A bare repository with a new site in it."""
    author, origin = folder / "author", folder / "origin.git"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "builder", "new", "site", str(author), "--program", "git+https://example.org/o/gongkai@v0.1.0"]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    git(author, "commit", "--quiet", "--message", "新建网站")
    git(folder, "clone", "--quiet", "--bare", str(author), str(origin))
    return origin


def upload(origin: Path, folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Add files → Upload files → Commit changes; the values that the host hands to the workflow."""
    desk = folder / f"desk{len(list(folder.glob('desk*')))}"
    git(folder, "clone", "--quiet", str(origin), str(desk))
    before = git(desk, "rev-parse", "HEAD")
    for name, data in files.items():
        (desk / "inbox" / name).write_bytes(data)
    git(desk, "add", "--all")
    git(desk, "commit", "--quiet", "--message", "Add files via upload")
    git(desk, "push", "--quiet")
    return {BEFORE: before, PRIVATE: "true", TOKEN: "t"}


def merge(origin: Path, folder: Path, branch: str) -> str:
    """Merge pull request; main as it was before."""
    desk = folder / f"desk{len(list(folder.glob('desk*')))}"
    git(folder, "clone", "--quiet", str(origin), str(desk))
    before = git(desk, "rev-parse", "HEAD")
    git(desk, "merge", "--quiet", "--no-ff", "--message", "Merge pull request", f"origin/{branch}")
    git(desk, "push", "--quiet")
    return before


def branches(origin: Path) -> list[str]:
    return [b for b in git(origin, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines() if b != "main"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inbox")


@pytest.fixture(scope="module")
def runner(home: Path) -> Runner:
    return Runner(home, new_site(home))


@pytest.fixture(scope="module")
def proposed(runner: Runner, home: Path) -> Played:
    """A Word file and a picture were uploaded together."""
    return runner.play("inbox.yml", "import", upload(runner.origin, home, {UPLOAD: summary(2025, 12), "扫描.png": b"\x89PNG\r\n\x1a\n"}))


def test_an_upload_becomes_a_proposal(runner: Runner, proposed: Played) -> None:
    assert proposed.stopped == "", proposed.said
    assert branches(runner.origin) == ["inbox-101-1"]
    changed = git(runner.origin, "diff", "--name-status", "main", "inbox-101-1").splitlines()
    assert [line.split("\t")[1] for line in changed if line.startswith("D\t")] == [f"inbox/{name}" for name in sorted((UPLOAD, "扫描.png"))]
    added = [line.split("\t")[1] for line in changed if line.startswith("A\t")]
    own = [name.rpartition("/")[2].partition(".")[2] for name in added if "shili" not in name]
    assert own == ["anchors.json", "md"], "the draft, and the addresses of its paragraphs"
    (draft,) = (name for name in added if name.endswith(".md"))
    text = git(runner.origin, "show", f"inbox-101-1:{draft}")
    assert "## 一、经济平稳增长" in text
    assert "全年修路12公里。" in text
    assert "draft:" not in text, "merging publishes"


def test_the_proposal_says_what_a_person_must_decide(proposed: Played) -> None:
    assert proposed.asked.splitlines()[:2] == ["pr", "create"]
    assert "导入 2 个上传的文件" in proposed.asked
    assert f"## {UPLOAD}" in proposed.body.replace("\\", "")
    assert proposed.body.startswith("**合并这个请求，就是公开下面的文件。**")
    assert "预览：[下载](https://example.org/o/site/actions/runs/1/artifacts/7)" in proposed.body
    assert re.search(r"(?m)^- \[ \] \\\[未找到\\\] 原件没有.*如果知道，写在文件开头的 ", proposed.body)
    assert "--" not in proposed.body, "no options: whoever reads it has no terminal"
    assert re.search(r"(?ms)^## 没有导入\n\n- 扫描\.png：.*图片", proposed.body)
    assert "青河镇人民政府（" in proposed.body, "an office that is new"
    assert "- [ ] 随程序的示例还在" in proposed.body
    assert "现在还不能公开" not in proposed.body
    assert "这个仓库是公开的" not in proposed.said
    assert "CALLED python -m pip install gongkai[pdf] @ git+https://example.org/o/gongkai@v0.1.0" in proposed.said, "PDF is read in the inbox"
    assert "CALLED sudo" not in proposed.said, "LibreOffice takes minutes: only for the formats that need it"


def test_the_preview_opens_from_a_folder(proposed: Played) -> None:
    (page,) = (p for p in (proposed.checkout / "portable" / "reports").glob("*/index.html") if "shili" not in p.parent.name)
    assert "12公里" in re.sub("<[^>]*>", "", page.read_text(encoding="utf-8"))


def test_merging_publishes_and_starts_no_other_proposal(runner: Runner, proposed: Played, home: Path) -> None:
    assert proposed.stopped == ""
    before = merge(runner.origin, home, "inbox-101-1")
    again = runner.play("inbox.yml", "import", {BEFORE: before, PRIVATE: "true", TOKEN: "t"})
    assert again.done == ["找出上传的文件"], "files that go are none that come"
    published = runner.play("pages.yml", "build", {PAGES: "https://example.org/site", LIVE: ""})
    assert published.stopped == "", published.said
    assert "全部一致" in published.said
    assert "::warning title=段落锚点没有提交" not in published.said.replace("shili", ""), published.said
    (page,) = (p for p in (published.checkout / "site" / "reports").glob("*/index.html") if "shili" not in p.parent.name)
    assert "青河镇2025年工作总结" in page.read_text(encoding="utf-8")
    assert [p.name for p in (published.checkout / "inbox").iterdir()] == ["README.md"]
    assert "[report.sample]" in published.said or "report.sample" in published.said, "the sample is to go now"


def test_what_cannot_be_imported_stops_with_its_reason(home: Path, runner: Runner) -> None:
    """A picture, and a text with somebody's identity number: nothing is proposed."""
    person = "青河镇2023年工作总结\n青河镇人民政府\n\n一、民生\n\n救助张某，身份证号码11010519491231002X。\n"
    played = runner.play("inbox.yml", "import", upload(runner.origin, home, {"扫描件.jpg": b"\xff\xd8\xff\xe0", "名单.txt": person.encode(), "坏.WPS": b"x"}))
    assert "CALLED sudo apt-get install" in played.said
    assert played.stopped == "导入"
    assert "::error title=没有导入::" in played.said
    assert played.asked == ""
    assert "名单" in played.summary
    assert "11010519491231002X" not in played.said + played.summary
    assert re.search("名单.txt：pii.id-number（应为不含身份证号码的文字）第 6 行。在原件里遮盖后重新上传", played.summary), "no option: there is no terminal"


def test_where_proposals_are_not_allowed_the_branch_is_there_and_the_setting_named(home: Path, runner: Runner) -> None:
    values = upload(runner.origin, home, {"计划.docx": summary(2022, 7)})
    runner.refuses = True
    played = runner.play("inbox.yml", "import", values)
    runner.refuses = False
    assert played.stopped == "提出合并请求"
    assert "Allow GitHub Actions to create and approve pull requests" in played.said
    assert "导入 计划.docx" in played.asked
    (branch,) = (b for b in branches(runner.origin) if b != "inbox-101-1")
    assert f"https://example.org/o/site/compare/{branch}?expand=1" in played.said


def test_in_a_public_repository_it_is_said_and_by_hand_all_is_taken(home: Path, runner: Runner) -> None:
    """A run by hand knows no push: whatever lies in the inbox is taken; what an edit of a content file breaks is told in the proposal."""
    values = upload(runner.origin, home, {"二〇二一.docx": summary(2021, 5)})
    site = home / "breaks"
    git(home, "clone", "--quiet", str(runner.origin), str(site))
    (site / "content" / "site.yml").write_text("name: 站\nnmae: 站\n", encoding="utf-8")
    git(site, "commit", "--quiet", "--all", "--message", "x")
    git(site, "push", "--quiet")
    played = runner.play("inbox.yml", "import", {**values, BEFORE: "", PRIVATE: "false"})
    assert played.stopped == "", played.said
    assert "::warning title=这个仓库是公开的::" in played.said
    assert "## 二〇二一.docx" in played.body
    assert "## 计划.docx" in played.body, "it waited there since the run before"
    assert "## 现在还不能公开" in played.body
    assert "    content/site.yml:2: 错误 [field.unknown]" in played.body
    assert "没有预览：先改好下面的错误。" in played.body


def test_a_proposal_shows_a_documents_words_and_does_nothing_with_them() -> None:
    """No link, image, heading or mention that a file brings along works in the proposal."""
    words = "标题是 @somebody ![x](https://example.org/x.png) <img src=x> `a` # 一"
    problem = Problem(Location("a.md", 3), "warning", "word.wrong", "", f"“{words}”", "b", "核对")
    item = Imported(Path(f"in/{words}.docx"), Path("/s/content/reports/a.md"), "a", (Note("inferred", "title", words),), problems=(problem,))
    text = import_note(ImportReport((item,), (), ((Path("b|c.png"), words),)), Path("/s"))
    assert "@somebody" not in text
    assert not re.search(r"(?<!\\)[<`#!](?! )", re.sub(r"(?m)^##? ", "", text))
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "https://" not in text
    assert "写成 content/reports/a.md" in text


def test_a_very_long_list_still_fits_a_proposal() -> None:
    notes = tuple(Note("inferred", f"field{i}", "字" * 200) for i in range(1000))
    text = import_note(ImportReport((Imported(Path("a.docx"), Path("a.md"), "a", notes),), ()), Path())
    assert len(text) < 60_000
    assert "没有列完" in text


