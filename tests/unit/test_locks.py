"""What builds and tests install: locked to the byte, all of it, and no host named."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import ROOT
from tools.lock import HEAD, lock_text, wanted

pytestmark = pytest.mark.parts

ENTRY = re.compile(r"([a-z0-9-]+)==([A-Za-z0-9.+!]+)( ; python_version == .*)?")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMES = ("build", "site", "dev")


def entries(name: str) -> list[list[str]]:
    """Requirement and hashes of each entry, all that the file holds beside its head."""
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8").removeprefix(HEAD.format(f"locks/{name}.txt"))
    return [entry.split(" \\\n    ") for entry in re.split(r"\n(?=\S)", text.strip())]


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for requirement, *_ in entries(name):
        match = ENTRY.fullmatch(requirement)
        assert match
        found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_has_a_version_and_hashes_and_names_no_place(name: str) -> None:
    assert entries(name)
    for requirement, *hashes in entries(name):
        assert ENTRY.fullmatch(requirement)
        assert hashes
        assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", h) for h in hashes)


@pytest.mark.parametrize("name", NAMES)
def test_it_holds_all_that_pyproject_asks_for_within_its_bounds(name: str) -> None:
    """Fails where a dependency was added or its bounds moved: `make lock`."""
    locked = pins(name)
    for asked in map(Requirement, wanted(PROJECT)[name]):
        versions = locked.get(canonicalize_name(asked.name))
        assert versions, f"{asked.name}: make lock"
        assert all(asked.specifier.contains(version) for version in versions), f"{asked}: make lock"


def test_the_small_locks_agree_with_the_large_one() -> None:
    everything = pins("dev")
    for name in ("build", "site"):
        assert {n: v for n, v in everything.items() if n in pins(name)} == pins(name)


def test_every_dependency_is_bounded_above() -> None:
    groups, project = PROJECT["dependency-groups"], PROJECT["project"]
    extras = [written for extra in project["optional-dependencies"].values() for written in extra]
    written = [*PROJECT["build-system"]["requires"], *project["dependencies"], *extras, *groups["test"], *groups["lint"]]
    assert [w for w in written if not any(s.operator in {"<", "<=", "==", "~="} for s in Requirement(w).specifier)] == []


def test_what_only_some_pythons_need_says_which() -> None:
    found = {"3.11": {("a", "1"): frozenset(["x"]), ("zipp", "4"): frozenset(["y"])}, "3.12": {("a", "1"): frozenset(["w"])}}
    assert lock_text("l", found) == HEAD.format("l") + (
        "a==1 \\\n    --hash=sha256:w \\\n    --hash=sha256:x\n" 'zipp==4 ; python_version == "3.11" \\\n    --hash=sha256:y\n'
    )
