"""What runs elsewhere is what runs here: each step of a workflow is a make target that ``make test`` also runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.support import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def target_names() -> set[str]:
    return set(re.findall(r"(?m)^([a-z-]+):", MAKEFILE))


def run_by_make_test() -> set[str]:
    """Targets that ``make test`` reaches, itself included."""
    recipe = re.search(r"(?m)^test:.*\n((?:\t.*\n)+)", MAKEFILE)
    assert recipe
    called = " ".join(re.findall(r"\$\(MAKE\) (?:--\S+ )*(.*)", recipe[1]))
    return {word for word in called.split() if word in target_names()} | {"test"}


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                yield path.name, step


def test_every_step_is_a_make_target_that_make_test_runs() -> None:
    commands = [(name, step["run"]) for name, step in steps() if "run" in step]
    assert commands
    for name, command in commands:
        match = re.fullmatch(r"make ([a-z-]+)", command.strip())
        assert match, f"{name}: {command}"
        assert match[1] in run_by_make_test(), f"{name}: {command}"


def test_only_official_actions_in_a_major_version() -> None:
    for name, step in steps():
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]), f"{name}: {step['uses']}"


def test_no_step_puts_foreign_text_into_a_command() -> None:
    for name, step in steps():
        assert "${{" not in step.get("run", ""), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_permissions_are_minimal(path: Any) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("timeout-minutes"), name
        assert set(job.get("permissions", {})) <= {"pages", "id-token"}, name


def test_pages_are_tested_before_they_are_deployed() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    runs = [step.get("run") or step["uses"] for step in workflow["jobs"]["build"]["steps"]]
    assert runs.index("make test") < runs.index("make pages")
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    (pages,) = (step for step in workflow["jobs"]["build"]["steps"] if step.get("run") == "make pages")
    assert pages["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}"}
    assert "$(BASE_URL)" in MAKEFILE


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line.strip() and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', "exec make test"]
    assert "make test " in (ROOT / "README.md").read_text(encoding="utf-8")
