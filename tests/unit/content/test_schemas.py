"""Schemas of content: they ask for what the readers ask for, take what the shipped content says and refuse what the readers refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from builder.content.fields import Reader, parse_entries
from builder.content.front_matter import Mapping, parse_yaml, split_front_matter
from builder.content.kinds import shipped_kinds
from builder.content.read import METADATA_FIELDS
from builder.content.schemas import EDITOR, ContentFile, content_files, editor_files, field_words, schema
from builder.problems import Problem, has_errors
from tests.support import ROOT

pytestmark = pytest.mark.parts

FILES = content_files(shipped_kinds())
SITES = [*(ROOT / "examples").iterdir(), ROOT / "tests" / "sites" / "complete"]  # the published content, with kinds of its own: whole/test_content
# What a schema can say of a field; dates that do not exist, and what is right only beside another field, it cannot.
SAID = {"field.unknown", "field.required", "field.choice", "field.id", "field.integer", "field.type", "field.url", "field.email", "field.flag"}


class Editors(yaml.SafeLoader):
    """YAML as editors read it: a date is text."""


Editors.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def yaml_of(path: Path, file: ContentFile) -> Any:
    text = path.read_text(encoding="utf-8")
    return yaml.load(split_front_matter(text, path.name)[0] if file.front else text, Editors)


def validator(file: ContentFile) -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(schema(file))
    return jsonschema.Draft7Validator(schema(file))


def errors_in(path: Path, file: ContentFile) -> Iterator[str]:
    return (f"{path}: {error.json_path} {error.message}" for error in validator(file).iter_errors(yaml_of(path, file)))


def fields_of(form: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every key a schema knows, as ``publisher.phone``."""
    for key, inner in form.get("properties", {}).items():
        yield before + key
        yield from fields_of(inner, f"{before}{key}.")
    for inner in (*form.get("anyOf", ()), *([form["items"]] if "items" in form else ())):
        yield from fields_of(inner, before)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_field_has_words_and_no_words_are_left_over(file: ContentFile) -> None:
    assert set(fields_of(schema(file))) == set(field_words(file.name))
    assert all(not words.endswith("。") for words in field_words(file.name).values())


def test_the_record_of_a_report_is_the_table_of_its_reader() -> None:
    assert set(schema(FILES[0])["properties"]) == set(METADATA_FIELDS)
    assert schema(FILES[0])["required"] == ["id", "title", "kind", "year"]


def test_every_file_that_a_site_is_read_from_has_a_schema() -> None:
    source = (ROOT / "builder" / "site_root.py").read_text(encoding="utf-8")
    assert {f"content/{name}" for name in re.findall(r'content / "([a-z_]+\.yml)"', source)} == {f.place for f in FILES if not f.front} - {
        "content/reports/**/*.review.yml"
    }


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_what_ships_is_valid(file: ContentFile) -> None:
    looked = [path for site in SITES for path in sorted(site.glob(file.place))]
    assert [error for path in looked for error in errors_in(path, file)] == []
    if file.name not in {"indicators", "kinds", "wrong_words", "review"}:  # no site that ships has one
        assert looked


def test_the_packages_own_wrong_words_are_of_the_same_form() -> None:
    (file,) = (f for f in FILES if f.name == "wrong_words")
    validator(file).validate(yaml_of(ROOT / "builder" / "defaults" / "wrong_words.yml", file))


def fields_refused() -> Iterator[tuple[str, str, Path, ContentFile]]:
    """Each mistake in a field of a broken site that a schema can know: (site, code, file, its kind)."""
    for folder in sorted((ROOT / "tests" / "sites" / "invalid").iterdir()):
        expected = "".join(p.read_text(encoding="utf-8") for p in folder.glob("expected*"))
        for shown, code in re.findall(r"(content/\S+?):\d+(?::\d+)?: 错误 \[([a-z.-]+)\]", expected):
            path = folder / shown
            file = next((f for f in FILES if path in folder.glob(f.place)), None)
            if file and code in SAID:
                yield folder.name, code, path, file


REFUSED = list(fields_refused())


@pytest.mark.parametrize(("name", "code", "path", "file"), REFUSED, ids=[f"{name}-{code}" for name, code, _, _ in REFUSED])
def test_what_the_reader_refuses_the_editor_marks(name: str, code: str, path: Path, file: ContentFile) -> None:
    assert list(validator(file).iter_errors(yaml_of(path, file)))


@pytest.mark.parametrize(
    ("name", "text", "fine"),
    [
        ("topics", "- {id: jiugai, name: 马山旧改, aliases: [旧城改造, {text: 旧改, when: 马山}]}", True),
        ("topics", "- {id: jiugai, name: 马山旧改, aliases: 旧城改造}", True),
        ("topics", "- {id: jiugai, name: 马山旧改, aliases: [{text: 旧改}]}", False),
        ("terms", "- {id: a, name: 百千万工程}", False),
        ("agencies", "- {id: 西区, name: 西区街道}", False),
        ("agencies", "- {id: xiqu, name: 西区街道, phone: 076012345678, url: 'https://example.org/'}", True),
        ("agencies", "- {id: xiqu, name: 西区街道, url: example.org}", False),
        ("wrong_words", "- {allow: [秸杆], source: 村名}", True),
        ("review", "- {anchor: s1, figure: 5%, decision: drop, date: 2026-11-28, reason: 序号}", True),
        ("review", "- {anchor: s1, figure: 5%, decision: dropped, date: 2026-11-28, reason: 序号}", False),
        ("review", "- {anchor: s1, figure: 5%, decision: drop, reason: 序号}", False),
    ],
)
def test_reader_and_schema_agree(name: str, text: str, *, fine: bool) -> None:
    (file,) = (f for f in FILES if f.name == name)
    _, problems = parse_entries(text, "a.yml", file.read)
    assert has_errors(problems) is not fine
    assert bool(list(validator(file).iter_errors(yaml.load(text, Editors)))) is not fine


def test_an_unknown_key_is_one_for_both() -> None:
    """Of each key that a schema has no reader says that it does not know it, and of any other it does."""
    for file in FILES:
        fields = schema(file)["items"] if file.entries else schema(file)
        for key in [*fields["properties"], "something_else"]:
            problems: list[Problem] = []
            if file.entries:
                _, problems = parse_entries(f"- {{{key}: }}", "a.yml", file.read)
            else:
                root, _ = parse_yaml(f"{{{key}: }}", "a.yml")
                assert isinstance(root, Mapping)
                r = Reader(root, "a.yml", problems)
                file.read(r)
                r.close()
            assert any(p.code == "field.unknown" for p in problems) == (key == "something_else"), (file.name, key)


def test_editors_find_the_schemas() -> None:
    files = editor_files(shipped_kinds())
    settings = json.loads(files[f"{EDITOR}/settings.json"])
    for place, pattern in settings["yaml.schemas"].items():
        assert place.removeprefix("./") in files
        assert pattern in {f.place for f in FILES}
    (snippet,) = json.loads(files[f"{EDITOR}/report.code-snippets"]).values()
    assert "kind: ${4|总结+计划,工作报告,年报,计划,总结,其他|}" in snippet["body"]
    assert snippet["body"][1] == "id: $1"
