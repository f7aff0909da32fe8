"""Fixtures shared by the importer's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from builder.content.front_matter import split_front_matter
from builder.content.sections import Body, parse_body
from builder.importers import ImportOptions, ImportResult, import_document

TODAY = date(2026, 11, 22)


@pytest.fixture
def bring() -> Callable[..., ImportResult]:
    """Import a text as if it were a UTF-8 file."""

    def run(text: str, name: str = "report.txt", **options: object) -> ImportResult:
        return import_document(text.encode(), name, ImportOptions(retrieved=TODAY, **options))  # type: ignore[arg-type]

    return run


@pytest.fixture
def body_of() -> Callable[[ImportResult], Body]:
    """The draft's body as a reader of the content file gets it."""
    return lambda result: parse_body(split_front_matter(result.draft, result.path)[2])


@pytest.fixture
def outline_of(body_of: Callable[[ImportResult], Body]) -> Callable[[ImportResult], list[str]]:
    """The draft's outline as lines ``level number|heading``."""
    return lambda result: [f"{s.level} {s.number}|{s.heading}" for s in body_of(result).sections]


@pytest.fixture
def fields_of() -> Callable[[ImportResult], dict[str, str]]:
    """The draft's front matter, each value as written."""

    def read(result: ImportResult) -> dict[str, str]:
        front = split_front_matter(result.draft, result.path)[0]
        return {key: value.strip() for key, _, value in (line.partition(":") for line in front.split("\n"))}

    return read
