"""Writes locks/: name, version and SHA-256 of everything that building and testing installs, and no address of any index.

`make lock` runs it, with the Pythons that are tested; what pip resolves on each stands in one file. It holds the wheels of the machine that
runs it (Linux, x86-64), which is that of the workflows. The hashes are those of the index that pip is set up to ask: run it where that is the public one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "locks"
HEAD = "# Written by `make lock`; pip install --require-hashes -r {}\n"
Pin = tuple[str, str]
Resolved = Mapping[Pin, frozenset[str]]  # (name, version) → hashes


def wanted(project: Mapping[str, object]) -> dict[str, list[str]]:
    """What each lock begins with. jieba comes as source: setuptools builds it, as hatchling does ours, before anything else is installed."""
    whole: dict = dict(project)
    groups = whole["dependency-groups"]
    site = list(whole["project"]["dependencies"])
    build = ["pip>=25.1", "setuptools>=80", "editables>=0.5", *whole["build-system"]["requires"]]
    return {"build": build, "site": site, "dev": [*build, *site, *groups["test"], *groups["lint"]]}


def resolve(python: str, names: Sequence[str], constraints: Path) -> dict[Pin, frozenset[str]]:
    """What pip would install on this Python; nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "--python", python, "install", "--dry-run", "--ignore-installed", "--quiet"]
        subprocess.run([*command, "--report", str(report), "--constraint", str(constraints), *names], check=True)  # noqa: S603  names of pyproject.toml
        installed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        (one["metadata"]["name"].lower().replace("_", "-").replace(".", "-"), one["metadata"]["version"]): frozenset([one["download_info"]["archive_info"]["hashes"]["sha256"]])
        for one in installed
    }


def lock_text(name: str, found: Mapping[str, Resolved]) -> str:
    """One entry for each name and version; where not every Python has it, with those that do."""
    lines = [HEAD.format(name)]
    for pin in sorted({pin for resolved in found.values() for pin in resolved}):
        having = [python for python, resolved in found.items() if pin in resolved]
        only = "" if len(having) == len(found) else " ; " + " or ".join(f'python_version == "{v}"' for v in having)
        hashes = sorted(set().union(*(found[python][pin] for python in having)))
        lines.append(" \\\n    ".join([f"{pin[0]}=={pin[1]}{only}", *(f"--hash=sha256:{h}" for h in hashes)]) + "\n")
    return "".join(lines)


def version_of(python: str) -> str:
    """3.11"""
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603  a Python that the caller names


def main(pythons: Iterable[str]) -> None:
    """Everything at once first, so that the small locks have the versions of the large one."""
    start = wanted(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    found: dict[str, dict[str, Resolved]] = {name: {} for name in start}
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "constraints.txt"
        for python in pythons:
            version = version_of(python)
            constraints.write_text("", encoding="utf-8")
            found["dev"][version] = resolve(python, start["dev"], constraints)
            constraints.write_text("".join(f"{n}=={v}\n" for n, v in found["dev"][version]), encoding="utf-8")
            for name in ("build", "site"):
                found[name][version] = resolve(python, start[name], constraints)
    FOLDER.mkdir(exist_ok=True)
    for name, resolved in found.items():
        (FOLDER / f"{name}.txt").write_text(lock_text(f"locks/{name}.txt", resolved), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:] or [sys.executable])
