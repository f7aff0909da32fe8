"""What runs elsewhere: the project's own steps are make targets that ``make test`` also runs; a site's steps need no checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import ROOT, tiers_left_out, tiers_of_file, tiers_of_folder

pytestmark = pytest.mark.parts

OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LIVE = "${{ inputs.first != true && steps.pages.outputs.base_url || '' }}"
SITE = ROOT / "builder" / "defaults" / "new_site" / "pages.yml"
INBOX = SITE.with_name("inbox.yml")
WORKFLOWS = [*OWN, SITE, INBOX]
# Jobs that may write, and what: these publish, or propose what somebody uploaded.
MAY_WRITE = {"deploy": {"pages", "id-token"}, "import": {"contents", "pull-requests"}, "publish": {"id-token"}}
PUBLISHES = "pypa/gh-action-pypi-publish@v1.14.0"
AUDITS = "pypa/gh-action-pip-audit@v1.1.0"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def target_names() -> set[str]:
    return set(re.findall(r"(?m)^([a-z-]+):", MAKEFILE))


def run_by_make_test() -> set[str]:
    """Targets that ``make test`` reaches, itself included."""
    recipe = re.search(r"(?m)^test:.*\n((?:\t.*\n)+)", MAKEFILE)
    assert recipe
    called = " ".join(re.findall(r"\$\(MAKE\) (?:--\S+ )*(.*)", recipe[1]))
    reached = {word for word in called.split() if word in target_names()} | {"test"}
    tiers = re.search(r"(?m)^tiers:.*\n\t.*\$\(PYTEST\) -m \"\$\(TRIED\)\" \$\(PARALLEL\)$", MAKEFILE)
    return reached | ({"unit", "parts", "whole", "browser"} if tiers and "tiers" in reached else set())


def read(path: Path) -> dict[Any, Any]:
    """A workflow; YAML takes its key ``on`` for a truth value."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def steps(*paths: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in paths:
        for job in read(path)["jobs"].values():
            for step in job["steps"]:
                yield path.as_posix(), step


def test_make_test_leaves_out_long_tests_alone_and_make_long_none() -> None:
    assert {"unit", "parts", "whole", "browser"} <= run_by_make_test()
    assert re.search(r"(?m)^TRIED +:= not long$", MAKEFILE)
    assert re.search(r"(?m)^long:.*\n\t@\$\(MAKE\) --no-print-directory tiers TRIED=$", MAKEFILE)


def test_every_step_is_a_make_target_that_make_test_runs() -> None:
    commands = [(name, step["run"]) for name, step in steps(*OWN) if "run" in step]
    assert commands
    for name, command in commands:
        match = re.fullmatch(r"make ([a-z-]+)", command.strip())
        assert match, f"{name}: {command}"
        assert match[1] in run_by_make_test(), f"{name}: {command}"


def test_only_official_actions_of_one_release() -> None:
    for name, step in steps(*WORKFLOWS):
        if step.get("uses") == PUBLISHES:
            assert name.endswith("/release.yml"), "the index's own way to take a package without a password"
        elif step.get("uses") == AUDITS:
            assert name.endswith("/weaknesses.yml"), "the index's own list of known weaknesses"
        elif "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", step["uses"]), f"{name}: {step['uses']}"


def test_what_is_published_or_tested_is_installed_by_hash() -> None:
    jobs = {(path.name, name): job for path in OWN for name, job in read(path)["jobs"].items()}
    makes = {key: job for key, job in jobs.items() if any("run" in step for step in job["steps"])}
    assert {key for key, job in makes.items() if job.get("env", {}).get("LOCKED") == "yes"} == makes.keys() - {("test.yml", "unit")}, "Windows and macOS"
    for stamp, locks in (("INSTALLED", ["build", "site"]), ("EQUIPPED", ["dev"])):
        recipe = re.search(rf"(?m)^\$\({stamp}\):.*\nifdef LOCKED\n((?:\t.*\n)+)else", MAKEFILE)
        assert recipe
        assert re.findall(r"\$\(EXACTLY\) --require-hashes --requirement locks/([a-z]+)\.txt", recipe[1]) == locks
        assert all("$(EXACTLY)" in line for line in recipe[1].splitlines())
    assert re.search(r"(?m)^EXACTLY +:= .* --no-deps --no-build-isolation$", MAKEFILE)


def test_what_is_published_is_made_where_nothing_of_the_tests_is_installed() -> None:
    for target in ("pages", "dist"):
        assert re.search(rf"(?m)^{target}: \$\(INSTALLED\) ##", MAKEFILE)
    steps_of = {path.name: [s.get("run") for _, s in steps(path) if "run" in s] for path in OWN}
    assert steps_of["pages.yml"] == ["make pages"]
    assert steps_of["release.yml"] == ["make dist"]


def test_known_weaknesses_are_asked_for_every_week() -> None:
    audit = read(ROOT / ".github" / "workflows" / "weaknesses.yml")
    assert audit[True]["schedule"]
    assert audit[True]["push"] == {"branches": ["main"], "paths": ["locks/**"]}
    (asked,) = (step["with"] for step in audit["jobs"]["audit"]["steps"] if step["uses"] == AUDITS)
    assert asked == {"inputs": "locks/dev.txt", "require-hashes": True, "no-deps": True}


def test_no_step_puts_foreign_text_into_a_command() -> None:
    for name, step in steps(*WORKFLOWS):
        assert "${{" not in step.get("run", ""), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_permissions_are_minimal(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("timeout-minutes"), name
        given = job.get("permissions", {})
        assert set(given) <= {"contents", "pages", "id-token", "pull-requests"}, name
        assert {what for what, right in given.items() if right == "write"} == MAY_WRITE.get(name, set()), name
    for name, step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_a_change_of_content_is_published_without_the_tests() -> None:
    """The job whose site/ is deployed installs the program alone: nothing that only tests need can alter a page."""
    build, deploy = (read(ROOT / ".github" / "workflows" / "pages.yml")["jobs"][name] for name in ("build", "deploy"))
    assert [step["run"] for step in build["steps"] if "run" in step] == ["make pages"]
    assert deploy["needs"] == "build"
    (pages,) = (step for step in build["steps"] if step.get("run") == "make pages")
    assert pages["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}", "PREVIOUS": LIVE}
    recipe = re.search(r"(?m)^pages: (.*)\n((?:\t.*\n)+)", MAKEFILE)
    assert recipe
    assert recipe[1].startswith("$(INSTALLED) ##"), "the program without the tools of its tests"
    assert re.search("^[\t]\\$\\(BIN\\)/gongkai build .*\\$\\(BASE_URL\\).*--previous \"\\$\\(PREVIOUS\\)", recipe[2])
    assert "gongkai verify" in recipe[2]
    tests = read(ROOT / ".github" / "workflows" / "test.yml")[True]
    assert tests["push"] == {"branches": ["main"], "paths-ignore": ["content/**"]}
    assert tests["pull_request"] is None, "a proposal is tested whatever it changes: a check that is required must report"


def test_a_sites_workflow_does_what_the_projects_does() -> None:
    own, site = (read(path) for path in (ROOT / ".github" / "workflows" / "pages.yml", SITE))
    assert site[True]["push"].pop("paths-ignore") == read(INBOX)[True]["push"]["paths"] == ["inbox/**"], "one or the other"
    assert site[True] == own[True], "push to main, every day, by hand"
    for key in ("permissions", "concurrency"):
        assert site[key] == own[key]
    assert site["jobs"]["deploy"] == own["jobs"]["deploy"]
    assert site["jobs"]["build"]["permissions"] == own["jobs"]["build"]["permissions"]
    assert [s["uses"] for _, s in steps(SITE) if "uses" in s] == [s["uses"] for _, s in steps(OWN[0]) if "uses" in s]
    commands = "\n".join(step.get("run", "") for _, step in steps(SITE))
    assert not re.search("pytest|make ", commands)
    assert re.search("pip install", commands)


def test_a_sites_workflow_compares_with_what_is_live_before_it_builds() -> None:
    site = [step for _, step in steps(SITE)]
    asked = {step["run"].split()[1]: step.get("env", {}).get("PREVIOUS") for step in site if '--previous "$PREVIOUS"' in step.get("run", "")}
    assert asked == {"check": LIVE, "build": LIVE}
    assert read(SITE)[True]["workflow_dispatch"]["inputs"]["first"]["type"] == "boolean", "the way out where nothing can be read yet"


@pytest.mark.parametrize("path", [OWN[0], SITE], ids=["own", "site"])
def test_what_a_build_worked_out_is_kept_for_the_next(path: Path) -> None:
    done = [step for _, step in steps(path)]
    kept = [step["with"] for step in done if step.get("uses", "").startswith("actions/cache@")]
    assert kept == [{"path": ".cache/gongkai", "key": "gongkai-${{ github.sha }}", "restore-keys": "gongkai-"}]
    commands = MAKEFILE if path in OWN else "\n".join(step.get("run", "") for step in done)
    (line,) = re.findall(r'(?m)^.*gongkai build .*--base-url "\$.*$', commands)
    assert f"--cache {kept[0]['path']}" in line
    assert "/.cache/" in (ROOT / ".gitignore" if path in OWN else SITE.parent / "gitignore").read_text(encoding="utf-8").split(), "never committed"
    assert not re.search("pull_request", path.read_text(encoding="utf-8")), "what others propose writes nothing that is read here"


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line.strip() and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', "exec make test"]
    assert "make test " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_inbox_installs_as_publishing_does() -> None:
    (of_site,), (of_inbox,) = ([step["run"] for _, step in steps(path) if step.get("name") == "安装程序"] for path in (SITE, INBOX))
    assert of_site == of_inbox
    named = {step["uses"] for _, step in steps(SITE) if "uses" in step}
    assert {step["uses"] for _, step in steps(INBOX) if "uses" in step} - named == {"actions/upload-artifact@v7.0.1"}


def test_only_the_step_that_proposes_holds_a_key() -> None:
    """The program reads files of others in the steps before; they are given nothing to write with."""
    keys = [step["name"] for _, step in steps(INBOX) if "github.token" in str(step.get("env", "")) or "secrets." in str(step)]
    assert keys == ["提出合并请求"]
    (proposes,) = (step["run"] for _, step in steps(INBOX) if step.get("name") == keys[0])
    assert "gongkai" not in proposes
    assert "python" not in proposes


def test_nothing_is_published_as_a_package_until_the_owner_says_so() -> None:
    release = read(ROOT / ".github" / "workflows" / "release.yml")
    assert release[True] == {"push": {"tags": ["v*"]}}
    publish = release["jobs"]["publish"]
    assert publish["if"] == "vars.PUBLISH_PACKAGE == 'true'", "a variable that no repository has unless its owner sets it"
    assert publish["needs"] == "build"
    assert publish["environment"] == "pypi", "a name that the index asks for, and where the owner may demand an approval"
    assert [s["uses"] for s in publish["steps"]] == ["actions/download-artifact@v8.0.1", PUBLISHES]
    assert "secrets." not in str(release), "trusted publishing: there is no password to keep"
    (built,) = (s for s in release["jobs"]["build"]["steps"] if s.get("run") == "make dist")
    assert built["env"] == {"TAG": "${{ github.ref_name }}"}


def test_no_upload_is_forgotten() -> None:
    """Of the runs that wait in one group the host keeps the last alone; each run takes what its own push has brought."""
    assert "concurrency" not in read(INBOX)


def test_each_test_is_in_one_tier_of_the_small_targets() -> None:
    """What ``make unit`` passes over is run by ``make parts`` or ``make whole``; ``make test`` asks for no tier and runs all."""
    said = dict(re.findall(r'(?m)^(unit|parts|whole):.*\n\t\$\(PYTEST\) tests/.*-m "([^"]*)"', MAKEFILE))
    assert said == {"unit": "not parts and not whole and not long", "parts": "parts and not whole and not long", "whole": "whole and not long"}


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ("not parts and not whole and not long", {"parts", "whole", "long"}),
        ("parts and not whole and not long", {"whole", "long"}),
        ("not long", {"long"}),
        ("", set()),
        ("whole", set()),
        ("not whole or browser", set()),
        ("not (long and not parts)", set()),
    ],
)
def test_only_what_no_test_of_is_asked_for_is_not_loaded(asked: str, left_out: set[str]) -> None:
    assert tiers_left_out(asked) == left_out


def test_what_a_file_says_of_all_its_tests_is_read_from_its_text() -> None:
    assert tiers_of_file(Path(__file__)) == ["parts"]
    assert tiers_of_file(ROOT / "tests" / "unit" / "test_search_scripts.py") == ["parts"]
    assert tiers_of_file(ROOT / "tests" / "unit" / "test_text.py") == []
    assert tiers_of_folder(ROOT / "tests" / "unit" / "importers") == ("parts",)
    assert tiers_of_folder(ROOT / "tests" / "unit") == ()
