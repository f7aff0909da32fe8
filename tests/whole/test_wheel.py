"""The wheel works outside the checkout: installed into a fresh environment, in an empty folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support import REPORT, ROOT


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command; what it printed. Fails with its messages."""
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
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
    for wanted in ("builder/_templates/base.html", "builder/_templates/static/css/site.css", "builder/defaults/indicators.yml", "builder/defaults/new_site/site.yml"):
        assert wanted in names
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
    assert "新增学位90个" in (report / "index.html").read_text(encoding="utf-8")
