"""Documents that cannot drift: every command, option, field and rule is written down, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from builder.content.read import METADATA_FIELDS
from tests.support import ROOT
from tools.reference import commands, findings, with_generated

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_generated_reference_is_current() -> None:
    written = text_of("docs/reference.md")
    assert with_generated(written) == written, "docs/reference.md is behind the program: run `make docs`"


def test_every_command_and_option_is_in_the_reference() -> None:
    reference = text_of("docs/reference.md")
    for name, command in commands():
        section = reference.partition(f"### {name}")[2].partition("\n##")[0]
        assert section, name
        for option in (o for p in command.params if isinstance(p, click.Option) for o in p.opts):
            assert f"`{option}" in section, f"{name} {option}"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_in_the_readme(readme: str) -> None:
    for name, _ in commands():
        assert f"`{name.removeprefix('gongkai ')}`" in text_of(readme) or f"`{name}`" in text_of(readme), name


@pytest.mark.parametrize("readme", READMES)
def test_every_field_of_a_report_is_in_the_readme(readme: str) -> None:
    table = "".join(line for line in text_of(readme).splitlines() if line.startswith("| `"))
    assert [f for f in METADATA_FIELDS if f"`{f}`" not in table] == []


def test_every_rule_is_in_the_reference() -> None:
    reference = text_of("docs/reference.md")
    assert [code for code in findings() if f"| `{code}` |" not in reference] == []
    assert len(findings()) > 50, "the source is no longer read as it was"


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = map(text_of, READMES)
    for pattern in (r"(?m)^(#{1,3}) ", r"(?m)^```(\w*)$", r"!\[[^]]*\]\(([^)]*)\)", r"(?m)^\| (`[^|]*) \|"):
        shapes = [[re.sub("[、 ,]+", " ", s) for s in re.findall(pattern, t)] for t in (english, chinese)]
        assert shapes[0] == shapes[1], pattern


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_in_documents_lead_somewhere(document: Path) -> None:
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target):
            assert not target.startswith(("content/", "../content/")), f"{target}: a fork has content of its own"
            assert (document.parent / target.partition("#")[0]).exists(), target


def test_readme_names_every_make_target_it_uses() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", text_of("Makefile")))
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([a-z-]+)`", document.read_text(encoding="utf-8")):
            assert target in targets, f"{document.name}: make {target}"


def test_images_of_the_readme_are_light() -> None:
    images = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert sum(p.stat().st_size for p in images) < 300 * 1024
