"""site.yml: what the site leaves to others in its output folder."""

from __future__ import annotations

import pytest

from builder.content.site_files import KEPT, parse_site


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", KEPT),
        ("keep:\n", KEPT),
        ("keep: []\n", ()),
        ("keep: CNAME\n", ("CNAME",)),
        ("keep: [.git, CNAME, .well-known, google1f.html, 备 案.txt]\n", (".git", "CNAME", ".well-known", "google1f.html", "备 案.txt")),
    ],
)
def test_names_that_are_kept(text: str, kept: tuple[str, ...]) -> None:
    info, problems = parse_site("name: 清河公开\n" + text, "content/site.yml")
    assert (info.keep, problems) == (kept, [])


@pytest.mark.parametrize(
    "name", ["/etc", "..", ".", "...", "../x", "a/b", "a/", '"a\\\\b"', "C:x", '"C:"', '"a\\0"', '"a\\e[31m"', '"*"', "manifest.json", "Manifest.JSON"]
)
def test_paths_and_what_no_file_is_called_are_refused(name: str) -> None:
    _, problems = parse_site(f"name: 清河公开\nkeep:\n- .git\n- {name}\n", "content/site.yml")
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.location.line >= 2
    assert str(problem).isprintable()


@pytest.mark.parametrize("text", ["keep: {a: b}", "keep: [[a]]"])
def test_another_shape_is_told(text: str) -> None:
    _, (problem,) = parse_site(f"name: 清河公开\n{text}\n", "content/site.yml")
    assert problem.code == "field.type"
