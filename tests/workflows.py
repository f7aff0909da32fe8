"""Plays a workflow that ``new site`` writes: every ``run`` step as it is written, what actions do by the few lines they need here."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.support import ROOT

GIT = ("git", "-c", "user.name=clerk", "-c", "user.email=clerk@example.org", "-c", "init.defaultBranch=main", "-c", "core.quotePath=false")

# gh, which is there on the runners of the host: it keeps what it was asked, and refuses when the repository does not allow proposals.
_GH = """#!/bin/sh
printf '%s\\n' "$@" >> "$GH_ASKED"
[ -n "$GH_REFUSES" ] && { echo 'GitHub Actions is not permitted to create or approve pull requests' >&2; exit 1; }
while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cat "$2" > "$GH_BODY"; shift; done
"""


_CALLED = '#!/bin/sh\necho "CALLED $(basename "$0") $*"\n'


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run([*GIT, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


CLOCK = "1796000000"  # seconds; the day on which all of it happens


@dataclass
class Played:
    """What a run of a workflow said, up to the step at which it stopped (empty: none), and what it asked ``gh``."""

    said: str = ""
    stopped: str = ""
    asked: str = ""
    body: str = ""
    summary: str = ""
    done: list[str] = field(default_factory=list)
    checkout: Path = Path()


@dataclass
class Runner:
    """Runs jobs on the newest main of a bare repository, in folders below ``home``."""

    home: Path
    origin: Path
    tools: Path | None = None  # programs of an environment that holds the package; without, this checkout's
    refuses: bool = False
    runs: int = 0

    def play(self, workflow: str, job: str, values: dict[str, str]) -> Played:
        """One job of .github/workflows/<workflow>. ``values``: what stands for each ``${{ … }}``."""
        self.runs += 1
        played = Played(checkout=self.home / f"run{self.runs}" / "work")
        temp = played.checkout.parent / "temp"
        temp.mkdir(parents=True)
        git(self.home, "clone", "--quiet", str(self.origin), str(played.checkout))
        text = yaml.safe_load((played.checkout / ".github" / "workflows" / workflow).read_text(encoding="utf-8"))
        assert text["defaults"] == {"run": {"shell": "bash"}}
        env = self._environment(temp)
        known = dict(values)
        for step in text["jobs"][job]["steps"]:
            if not self._wanted(step, known):
                continue
            name = step.get("name") or step["uses"]
            if "run" not in step:
                self._act(step, played, known)
                continue
            output = temp / f"output{len(played.done)}"
            given = {key: known[value] for key, value in step.get("env", {}).items()}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=played.checkout, env=env | given | {"GITHUB_OUTPUT": str(output)}, capture_output=True, text=True, encoding="utf-8", check=False,
            )  # fmt: skip
            played.said += done.stdout + done.stderr
            if done.returncode:
                played.stopped = name
                break
            played.done.append(name)
            for line in output.read_text(encoding="utf-8").splitlines() if output.exists() else ():
                key, _, value = line.partition("=")
                known[f"${{{{ steps.{step['id']}.outputs.{key} }}}}"] = value
        played.asked, played.body, played.summary = (
            path.read_text(encoding="utf-8") if path.exists() else "" for path in (temp / "asked", temp / "body", temp / "summary")
        )
        return played

    def _environment(self, temp: Path) -> dict[str, str]:
        programs = temp / "bin"
        programs.mkdir()
        scripts = {"gh": _GH, "sudo": _CALLED}
        if self.tools is None:
            scripts["gongkai"] = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m builder "$@"\n'
            scripts["python"] = _CALLED
        for name, script in scripts.items():
            (programs / name).write_text(script, encoding="utf-8")
            (programs / name).chmod(0o755)
        path = os.pathsep.join([str(programs), *([str(self.tools)] if self.tools else []), os.environ["PATH"]])
        return {
            "PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "GONGKAI_CACHE": os.environ.get("GONGKAI_CACHE", str(self.home / "cache")), "SOURCE_DATE_EPOCH": CLOCK,
            "RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(temp / "summary"), "GITHUB_REF_NAME": "main",
            "GITHUB_RUN_ID": str(100 + self.runs), "GITHUB_RUN_ATTEMPT": "1", "GITHUB_SERVER_URL": "https://example.org", "GITHUB_REPOSITORY": "o/site",
            "GH_ASKED": str(temp / "asked"), "GH_BODY": str(temp / "body"), "GH_REFUSES": "yes" if self.refuses else "",
        }  # fmt: skip

    @staticmethod
    def _wanted(step: dict[str, Any], known: dict[str, str]) -> bool:
        condition = step.get("if")
        if condition is None:
            return True
        asked, _, value = condition.partition(" != ")
        return known[f"${{{{ {asked} }}}}"] != value.strip("'")

    @staticmethod
    def _act(step: dict[str, Any], played: Played, known: dict[str, str]) -> None:
        if step["uses"].startswith("actions/upload-artifact@"):
            there = (played.checkout / step["with"]["path"]).is_dir()
            known[f"${{{{ steps.{step['id']}.outputs.artifact-url }}}}"] = "https://example.org/o/site/actions/runs/1/artifacts/7" if there else ""
