"""The wheel works outside the checkout: installed into a fresh environment, in an empty folder, and in a site's own workflow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.crawl import crawl
from tests.support import REPORT, ROOT, Serve


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command; what it printed. Fails with its messages."""
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


RAW = "青河镇2024年工作总结\n\n2024年，全镇干部群众共同努力。\n\n一、经济平稳增长\n\n全年修路12公里。\n\n二、民生改善\n\n新增学位90个。\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("gongkai-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of a fresh environment that holds the wheel and borrows the dependencies; no network."""
    folder = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    bin_folder = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_folder / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (own / "borrowed.pth").write_text("\n".join(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])) + "\n")
    return bin_folder


def test_templates_licence_and_rule_data_are_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("_templates/base.html", "_templates/static/css/site.css", "defaults/indicators.yml", "defaults/new_site/site.yml", "defaults/new_site/gitignore"):
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
    (root / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府}\n", encoding="utf-8")
    (root / "content" / "reports" / "a.md").write_text(REPORT, encoding="utf-8")
    run(gongkai, "check", cwd=root)
    assert "已生成" in run(gongkai, "build", cwd=root)
    assert "12" in (root / "site" / "reports" / "qinghe-2024-zongjie" / "index.html").read_text(encoding="utf-8")
    assert list((root / "site" / "pagefind").rglob("pagefind-entry.json")), "the index was made by the program that the wheel depends on"
    assert "全部一致" in run(gongkai, "verify", "site", cwd=root)
    assert (root / "content" / "reports" / "a.anchors.json").is_file()


def test_a_first_import_builds(environment: Path, tmp_path: Path) -> None:
    gongkai = environment / "gongkai"
    run(gongkai, "new", "site", ".", cwd=tmp_path)
    (tmp_path / "raw.txt").write_text(RAW, encoding="utf-8")
    run(gongkai, "import", "raw.txt", "--agency", "青河镇人民政府", cwd=tmp_path)
    run(gongkai, "build", cwd=tmp_path)
    (report,) = (p for p in (tmp_path / "site" / "reports").iterdir() if p.is_dir())
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "新增学位90个" in re.sub("<[^>]*>", "", page), "a figure in the text is a link"


PAGES = "https://example.org/qinghe/gongkai"  # as configure-pages gives it: without a stroke at the end


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Ubuntu")
def test_a_site_of_ones_own_deploys(wheel: Path, environment: Path, tmp_path: Path, serve: Serve) -> None:
    """From an empty repository to a crawled site below a path: each step of the workflow that ``new site`` writes, as it is written.

    The install step runs too. It finds the wheel installed by the fixture, so that nothing is fetched; pip may not ask an index, so a name
    that it looks up would fail it.
    """
    author, runner = tmp_path / "author", tmp_path / "runner"
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    (author / "wheels").mkdir(parents=True)
    shutil.copy(wheel, author / "wheels")
    run(*git, "init", "--quiet", cwd=author)
    run(environment / "gongkai", "new", "site", ".", "--program", f"wheels/{wheel.name}", cwd=author)
    (tmp_path / "raw.txt").write_text(RAW, encoding="utf-8")
    run(environment / "gongkai", "import", tmp_path / "raw.txt", "--agency", "青河镇人民政府", cwd=author)
    run(*git, "add", "--all", cwd=author)
    run(*git, "commit", "--quiet", "--message", "新建网站", cwd=author)
    run(*git, "clone", "--quiet", author, runner, cwd=tmp_path)  # what checkout sees: nothing that is ignored or was not committed

    workflow = yaml.safe_load((runner / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    assert workflow["defaults"] == {"run": {"shell": "bash"}}
    live = tmp_path / "live"  # what the address of Pages answers with: at first nothing
    live.mkdir()
    before = "${{ inputs.first != true && steps.pages.outputs.base_url || '' }}"
    handed = {"${{ steps.pages.outputs.base_url }}": PAGES, before: serve(live, "/qinghe/gongkai/").rstrip("/")}
    env = {
        "PATH": f"{environment}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C.UTF-8",
        "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip

    def as_written(step: dict[str, Any]) -> str:
        values = {name: handed[value] for name, value in step.get("env", {}).items()}
        return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], cwd=runner, env=env | values)

    steps = [step for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    said = "".join(map(as_written, steps))
    assert f"wheels/{wheel.name}" in said, "pip was asked for the wheel of the repository"
    assert "::error" not in said
    assert "已生成" in said
    assert "全部一致" in said
    assert "::warning title=段落锚点没有提交" in said, "the author had not built before"
    assert "title=history.none" in said, "nothing was published before, and that is said"
    run(*git, "add", "--all", cwd=runner)
    assert as_written(steps[-1]) == "", "committed, nothing is missing"

    shutil.copytree(runner / "site", live, dirs_exist_ok=True)
    (report,) = (runner / "content" / "reports").rglob("*.md")
    report.write_text(report.read_text(encoding="utf-8").replace("新增学位90个", "新增学位80个"), encoding="utf-8")
    said = "".join(as_written(step) for step in steps if "gongkai check" in step["run"])
    assert "title=history.text-changed" in said, "changed since the live site was built"
    assert "90个 → 80个" in said
    assert "history.none" not in said

    (upload,) = (s for s in workflow["jobs"]["build"]["steps"] if s.get("uses", "").startswith("actions/upload-pages-artifact@"))
    built = runner / upload["with"]["path"]
    reached, broken = crawl(serve(built, "/qinghe/gongkai/"), public=f"{PAGES}/", also=["404.html", "sitemap.xml", "feed.xml"])
    assert broken == []
    assert len(reached) > 50
    assert any(address.endswith("/reports/qinghe-2024-zongjie/") for address in reached)
