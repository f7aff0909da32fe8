"""The house keeps its floors: plain ``pytest`` is enough to learn of a breach."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from tests.support import ROOT


def test_imports_go_down_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_names_every_module() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"]
    floors = {name.strip() for line in contract["layers"] for name in line.split("|")}
    modules = {p.stem for p in (ROOT / "builder").iterdir() if (p.suffix == ".py" and p.stem != "__init__") or (p / "__init__.py").is_file()}
    assert modules == floors


def test_every_room_of_the_checks_is_on_the_page() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Rooms of `checks`")[2].partition("\n## ")[0]
    named = [name for row in page.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(p.stem for p in (ROOT / "builder" / "checks").glob("*.py") if p.stem != "__init__")


def test_no_import_hides_in_a_function() -> None:
    """Only the command line may, so that --help answers at once; elsewhere it would hide a cycle.

    And reading, for the Markdown converter alone: with its libraries it takes longer to load than a report takes to read; and what looks into
    attachments, for the importers: most sites attach nothing that they read.
    """
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in sorted((ROOT / "builder").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(" ") and line.lstrip().startswith(("import builder", "from builder"))
    ]
    late = {"builder/content/drafts.py": "from builder.content.converted import convert", "builder/commands/attached.py": "from builder.importers import "}
    assert [f for f in found if not f.startswith("builder/cli.py:") and late.get(f.partition(":")[0], "\0") not in f] == []
