"""Documents that cannot drift: every command, option, field and rule is written down, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from builder.content.read import METADATA_FIELDS
from tests.support import ROOT
from tools.manual import address_of, menu, read_documents, sources, write_manual
from tools.reference import commands, findings, with_generated

pytestmark = pytest.mark.parts

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


@pytest.mark.parametrize("document", ["docs/content.md", "docs/clerk/writing.md"])
def test_every_field_of_a_report_is_explained_in_both_languages(document: str) -> None:
    table = "".join(line for line in text_of(document).splitlines() if line.startswith("| `"))
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


def test_links_in_documents_lead_somewhere(tmp_path: Path) -> None:
    """Those between documents and to their headings, as the documentation is built; all others to a file of the repository."""
    assert write_manual(tmp_path / "docs") == []
    pages = {p.relative_to(tmp_path / "docs").as_posix() for p in (tmp_path / "docs").rglob("*.html")}
    assert len(pages) == len(DOCUMENTS) + 1, "each document is a page, and the decisions have one that lists them"
    for page in pages:
        text = (tmp_path / "docs" / page).read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', text):
            assert (tmp_path / "docs" / page).parent.joinpath(target).is_file(), f"{page}: {target}"


def test_no_document_leads_into_the_content() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
            assert not target.startswith(("content/", "../content/")), f"{document.name}: {target}: a fork has content of its own"


def test_the_menu_leads_to_every_document_of_the_documentation() -> None:
    linked = {address for part in menu({d.source: d for d in read_documents()}) for _, address in part.links}
    wanted = {address_of(d) for d in sources() if d.startswith("docs/") and not d.startswith("docs/decisions/")} - {"index.html"}
    assert wanted - linked == set()


def test_readme_names_every_make_target_it_uses() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", text_of("Makefile")))
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([a-z-]+)`", document.read_text(encoding="utf-8")):
            assert target in targets, f"{document.name}: make {target}"


def test_images_of_the_readme_are_light() -> None:
    images = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert sum(p.stat().st_size for p in images) < 300 * 1024
