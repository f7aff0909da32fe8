"""The content files of a site, each with its JSON Schema, and what an editor needs to use them. Values out; ``commands/new`` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.content.decisions import REVIEW_SUFFIX, read_decision
from builder.content.describe import DRAFT, Schema, describe
from builder.content.fields import Reader
from builder.content.front_matter import Mapping, parse_yaml
from builder.content.indicators import read_figure_data
from builder.content.kinds import read_kind
from builder.content.read import read_metadata
from builder.content.site_files import read_agency, read_column, read_site
from builder.content.terms import read_term
from builder.content.topics import read_topic
from builder.content.wrong_words import read_wrong_word
from builder.defaults import read_default
from builder.model import ReportKind

EDITOR = ".vscode"
SCHEMAS = f"{EDITOR}/schemas"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A kind of content file: what it is called, where it lies, and its reader. ``entries``: a list of what is read; ``front``: the record above a text."""

    name: str
    title: str
    place: str
    read: Callable[[Reader], object]
    entries: bool = False
    front: bool = False


def content_files(kinds: Sequence[ReportKind]) -> tuple[ContentFile, ...]:
    """All kinds of content files of a site whose reports are of these kinds; reports first."""
    return (
        ContentFile("report", "报告开头的元数据", "content/reports/**/*.md", lambda r: read_metadata(r, (), kinds), front=True),
        ContentFile("columns", "栏目开头的元数据", "content/columns/*.md", read_column, front=True),
        ContentFile("site", "网站", "content/site.yml", read_site),
        ContentFile("kinds", "体裁", "content/kinds.yml", read_kind, entries=True),
        ContentFile("agencies", "机构", "content/agencies.yml", read_agency, entries=True),
        ContentFile("topics", "专题", "content/topics.yml", read_topic, entries=True),
        ContentFile("terms", "名词", "content/terms.yml", read_term, entries=True),
        ContentFile("indicators", "指标和单位", "content/indicators.yml", read_figure_data),
        ContentFile("wrong_words", "错误表述", "content/wrong_words.yml", read_wrong_word, entries=True),
        ContentFile("review", "人工决定", f"content/reports/**/*{REVIEW_SUFFIX}", read_decision, entries=True),
    )


def field_words(name: str) -> dict[str, str]:
    """What each field of a kind of file means, by its key."""
    return dict(Reader(_fields(), "fields.yml", []).pairs(name))


@cache
def _fields() -> Mapping:
    root, problems = parse_yaml(read_default("fields.yml"), "fields.yml")
    assert isinstance(root, Mapping), problems
    return root


def schema(file: ContentFile) -> Schema:
    """The JSON Schema of a kind of file."""
    fields = describe(file.read, field_words(file.name))
    whole = {"type": ["array", "null"], "items": fields} if file.entries else fields
    return {"$schema": DRAFT, "title": file.title, **whole}


def editor_files(kinds: Sequence[ReportKind]) -> dict[str, str]:
    """Place in the site → text: schemas, and the settings by which VS Code and what reads its settings finds them.

    Its YAML plug-in does not look at the record above a text, so a report gets a snippet instead of a mapping.
    """
    files = content_files(kinds)
    mapped = {f"./{SCHEMAS}/{f.name}.schema.json": f.place for f in files if not f.front}
    settings = {
        "yaml.schemas": mapped,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[markdown]": {"editor.quickSuggestions": {"other": True, "comments": False, "strings": False}, "editor.wordWrap": "on"},
    }
    return {
        **{f"{SCHEMAS}/{f.name}.schema.json": _json(schema(f)) for f in files},
        f"{EDITOR}/settings.json": _json(settings),
        f"{EDITOR}/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        f"{EDITOR}/report.code-snippets": _json({"报告的元数据": _snippet(files[0])}),
    }


def _snippet(report: ContentFile) -> dict[str, Any]:
    """The record of a report as a snippet: what is required, then what most reports state; choices as the reader has them."""
    fields = schema(report)["properties"]
    asked = ("id", "title", "agency", "kind", "year", "published", "summary")
    chosen = {key: _choices(fields[key]) for key in asked}
    lines = [f"{key}: ${{{n}|{','.join(options)}|}}" if (options := chosen[key]) else f"{key}: ${n}" for n, key in enumerate(asked, 1)]
    return {"scope": "markdown", "prefix": ["gongkai", "报告"], "body": ["---", *lines, "---", "", "$0"], "description": "一份报告开头的元数据"}


def _choices(form: Schema) -> list[str]:
    options: list[object] = form.get("enum") or next((one["enum"] for one in form.get("anyOf", ()) if "enum" in one), [])
    return [str(option) for option in options if option is not None]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
