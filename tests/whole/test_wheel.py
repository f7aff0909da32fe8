"""The wheel works outside the checkout: installed into a fresh environment, in an empty folder, and in a site's own workflow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.crawl import crawl
from tests.pdf_files import Pdf
from tests.support import REPORT, ROOT, Serve
from tests.word_files import Word
from tests.workflows import CLOCK, Runner


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command; what it printed. Fails with its messages."""
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and source as ``make dist`` makes them."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=ROOT)
    (wheel,), (source,) = folder.glob("gongkai-*.whl"), folder.glob("gongkai-*.tar.gz")
    return wheel, source


@pytest.fixture(scope="module")
def wheel(published: tuple[Path, Path]) -> Path:
    """The package as it would be published."""
    return published[0]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of a fresh environment that holds the wheel and borrows the dependencies; no network."""
    folder = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    bin_folder = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_folder / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    borrow(python, folder)
    return bin_folder


def borrow(python: Path, folder: Path) -> None:
    """Let an environment see what is installed in this one."""
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (own / "borrowed.pth").write_text("\n".join(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])) + "\n")


def test_the_sdist_gives_the_same_wheel(published: tuple[Path, Path], tmp_path: Path) -> None:
    """What is built from the source that is handed out is what is built here, to the byte, and its tests and tools come along."""
    wheel, source = published
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "Makefile", "README.md", "LICENSE", "tools/prepare.sh", "tests/support.py", "content/site.yml", "docs/reference.md"} <= names
    assert not [name for name in names if name.startswith((".", "site/", "dist/")) and name not in {".gitignore"}]
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path / "out", source, cwd=tmp_path)
    (built,) = (tmp_path / "out").glob("gongkai-*.whl")
    assert contents(built) == contents(wheel)


def contents(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as held:
        return {name: held.read(name) for name in held.namelist()}


def test_templates_licence_and_rule_data_are_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("_templates/base.html", "_templates/static/css/site.css", "defaults/indicators.yml", "defaults/new_site/inbox.yml", "defaults/new_site/gitignore"):
        assert f"builder/{wanted}" in names
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert not [n for n in names if n.startswith(("tests/", "content/", "tools/")) or "__pycache__" in n]


def test_it_runs_from_the_wheel_not_the_checkout(environment: Path, tmp_path: Path) -> None:
    place = run(environment / "python", "-c", "import builder; print(builder.__file__)", cwd=tmp_path)
    assert str(ROOT) not in place
    assert run(environment / "gongkai", "--version", cwd=tmp_path).startswith("gongkai ")


def test_a_site_from_nothing(environment: Path, tmp_path: Path) -> None:
    """new site, a report, check, build, verify: the first hour of a user."""
    gongkai = environment / "gongkai"
    run(gongkai, "new", "site", "mine", cwd=tmp_path)
    root = tmp_path / "mine"
    with (root / "content" / "agencies.yml").open("a", encoding="utf-8") as offices:
        offices.write("- {id: qinghe, name: 清河镇人民政府}\n")
    (root / "content" / "reports" / "a.md").write_text(REPORT, encoding="utf-8")
    run(gongkai, "check", cwd=root)
    assert "已生成" in run(gongkai, "build", cwd=root)
    assert "12" in (root / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
    assert list((root / "site" / "pagefind").rglob("pagefind-entry.json")), "the index was made by the program that the wheel depends on"
    assert "全部一致" in run(gongkai, "verify", "site", cwd=root)
    assert (root / "content" / "reports" / "a.anchors.json").is_file()


LIVE = "${{ inputs.first != true && steps.pages.outputs.base_url || '' }}"
PAGES = "https://example.org/qinghe/gongkai"  # as configure-pages gives it: without a stroke at the end


def four_commands(readme: str) -> list[str]:
    """The way from an empty folder to a repository that deploys, as a README says it."""
    (block,) = re.findall(r"(?m)^```sh\n(python3 -m venv \.venv\n(?:.+\n)+?)```", (ROOT / readme).read_text(encoding="utf-8"))
    return [line.partition("   #")[0].strip() for line in block.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Ubuntu")
def test_from_an_empty_folder_to_a_site_that_deploys_in_four_commands(wheel: Path, tmp_path: Path, serve: Serve) -> None:
    """The READMEs' commands with a wheel and a Word file of one's own, then each step of the workflow that ``new site`` writes, as it is written.

    What pip would fetch is borrowed, and pip may not ask an index: a name that it looks up would fail the test.
    """
    commands = four_commands("README.md")
    assert commands == four_commands("README.zh-CN.md")
    assert len(commands) == 4
    home, site = tmp_path / "home", tmp_path / "home" / "mine"
    site.mkdir(parents=True)
    shutil.copy(wheel, home)
    (home / "总结.docx").write_bytes(written_summary())
    env = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "SOURCE_DATE_EPOCH": CLOCK,
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    for command in commands:
        ready = command.replace("python3", f'"{sys.executable}"').replace("gongkai-0.1.0-py3-none-any.whl", wheel.name)
        said = run("bash", "-ec", ready, cwd=site, env=env)
        if "pip install" in command:
            borrow(site / ".venv" / "bin" / "python", site)
    assert "新建网站" in said, "the last one was the commit"
    assert run("git", "status", "--porcelain", cwd=site) == "", "nothing is left out"
    run("git", "clone", "--quiet", "--bare", site, home / "origin.git", cwd=home)

    runner = Runner(home, home / "origin.git", tools=site / ".venv" / "bin")
    live = tmp_path / "live"  # what the address of Pages answers with: at first nothing
    live.mkdir()
    values = {"${{ steps.pages.outputs.base_url }}": PAGES, LIVE: serve(live, "/qinghe/gongkai/").rstrip("/")}
    played = runner.play("pages.yml", "build", values)
    assert played.stopped == "", played.said
    assert f"wheels/{wheel.name}" in played.said, "pip was asked for the wheel of the repository"
    assert "::error" not in played.said
    assert "全部一致" in played.said
    assert "::warning title=段落锚点没有提交" in played.said, "nobody had built before"
    assert "title=history.none" in played.said, "nothing was published before, and that is said"
    reached, broken = crawl(serve(played.checkout / "site", "/qinghe/gongkai/"), public=f"{PAGES}/", also=["404.html", "sitemap.xml", "feed.xml"])
    assert broken == []
    assert len(reached) > 50
    assert any(address.endswith("/reports/qinghe-2024-zongjie/") for address in reached)
    assert not any("shili" in address for address in reached)
    page = (played.checkout / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
    assert "新增学位90个" in re.sub("<[^>]*>", "", page), "a figure in the text is a link"

    shutil.copytree(played.checkout / "site", live, dirs_exist_ok=True)
    (report,) = (site / "content" / "reports").rglob("*.md")
    report.write_text(report.read_text(encoding="utf-8").replace("新增学位90个", "新增学位80个"), encoding="utf-8")
    for words in (["commit", "--quiet", "--all", "--message", "改了"], ["push", "--quiet", home / "origin.git", "main"]):
        run("git", *words, cwd=site, env=env)
    said = runner.play("pages.yml", "build", values).said
    assert "title=history.text-changed" in said, "changed since the live site was built"
    assert "90个 → 80个" in said
    assert "history.none" not in said

    # A PDF in its inbox: pip takes the wheel with the part that reads PDF.
    pdf = Pdf()
    pdf.title("青河镇2023年工作总结")
    pdf.say("青河镇人民政府")
    pdf.say("2023年，全镇修路9公里，新增学位80个。")
    (site / "inbox" / "2023.pdf").write_bytes(pdf.data())
    for words in (["add", "inbox"], ["commit", "--quiet", "--message", "上传"], ["push", "--quiet", home / "origin.git", "main"]):
        run("git", *words, cwd=site, env=env)
    before = run("git", "rev-parse", "HEAD~1", cwd=site).strip()
    played = runner.play("inbox.yml", "import", {"${{ github.event.before }}": before, "${{ github.event.repository.private }}": "true", "${{ github.token }}": "t"})
    assert played.stopped == "", played.said
    assert "## 2023.pdf" in played.body


def written_summary() -> bytes:
    word = Word.template("gongwen")
    for text in ("青河镇2024年工作总结", "青河镇人民政府", "2024年，全镇干部群众共同努力。"):
        word.say(text)
    word.item("经济平稳增长")
    word.say("全年修路12公里，新增学位90个。")
    return bytes(word.data())
