"""Compiled templates: kept in a folder of the user's own, never told from fresh ones, never needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from builder.rendering import env as module
from builder.rendering.env import compile_templates, keep_compiled, make_environment


@pytest.fixture(autouse=True)
def _without_the_runs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "keep_compiled", keep_compiled)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _own(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.html").write_text(text, encoding="utf-8")
    return folder


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    real = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda self, source, name=None, *rest, **more: names.append(str(name)) or real(self, source, name, *rest, **more))
    return names


def test_they_are_compiled_once_and_again_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = _counted(monkeypatch)
    own = _own(tmp_path / "own", "甲 {{ 1 + 1 }}")
    assert make_environment([own], tmp_path).get_template("a.html").render() == "甲 2"
    assert make_environment([own], tmp_path).get_template("a.html").render() == "甲 2"
    assert compiled == ["a.html"]
    _own(own, "乙")
    assert make_environment([own], tmp_path).get_template("a.html").render() == "乙"


def test_those_that_ship_are_kept_beside_their_source_and_a_sites_own_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, own = _own(tmp_path / "shipped", "甲"), _own(tmp_path / "own", "{% extends '@base/a.html' %}")
    monkeypatch.setattr(module, "packaged_templates", lambda: shipped)
    compiled = _counted(monkeypatch)
    for _ in range(2):
        assert make_environment([own]).get_template("a.html").render() == "甲"
    assert compiled == ["a.html", "a.html", "a.html"]  # the site's own both times: it has no place
    assert [path.parent.name for path in tmp_path.rglob(f"*.{sys.implementation.cache_tag}")] == ["__pycache__"]
    make_environment([own], tmp_path).get_template("a.html")
    assert sum(1 for _ in (tmp_path / "templates").iterdir()) == 1
    _own(shipped, "乙")
    assert make_environment().get_template("a.html").render() == "乙"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nobody_may_write_beside_the_source_they_are_kept_in_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = _own(tmp_path / "shipped", "甲")
    shipped.chmod(0o500)
    monkeypatch.setattr(module, "packaged_templates", lambda: shipped)
    make_environment((), tmp_path).get_template("a.html")
    assert sum(1 for _ in (tmp_path / "templates").iterdir()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="rights of a POSIX system")
def test_a_folder_beside_the_source_in_which_others_can_write_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = _own(tmp_path / "shipped", "甲")
    shipped.chmod(0o755)
    (shipped / "__pycache__").mkdir()
    (shipped / "__pycache__").chmod(0o777)
    monkeypatch.setattr(module, "packaged_templates", lambda: shipped)
    make_environment((), tmp_path).get_template("a.html")
    assert not list((shipped / "__pycache__").iterdir())
    (shipped / "__pycache__").rmdir()
    (shipped / "__pycache__").symlink_to(tmp_path)
    make_environment((), tmp_path).get_template("a.html")
    assert sum(1 for _ in (tmp_path / "templates").iterdir()) == 1


def test_who_asks_python_to_write_no_compiled_files_gets_none_beside_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = _own(tmp_path / "shipped", "甲")
    monkeypatch.setattr(module, "packaged_templates", lambda: shipped)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    make_environment((), tmp_path).get_template("a.html")
    assert [path.name for path in shipped.iterdir()] == ["a.html"]
    assert sum(1 for _ in (tmp_path / "templates").iterdir()) == 1


@pytest.mark.whole
def test_a_second_build_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_templates(make_environment((), tmp_path))
    compiled = _counted(monkeypatch)
    compile_templates(make_environment((), tmp_path))
    assert compiled == []


def test_a_broken_or_missing_cache_costs_only_time(tmp_path: Path) -> None:
    own = _own(tmp_path / "own", "甲")
    make_environment([own], tmp_path).get_template("a.html")
    for kept in tmp_path.glob("templates/*"):
        kept.write_bytes(kept.read_bytes()[:40])
    assert make_environment([own], tmp_path).get_template("a.html").render() == "甲"
    (tmp_path / "file").write_text("")
    assert make_environment([own], tmp_path / "file").get_template("a.html").render() == "甲"


@pytest.mark.whole
def test_an_own_template_that_cannot_be_compiled_is_left_to_who_uses_it(tmp_path: Path) -> None:
    compile_templates(make_environment([_own(tmp_path / "own", "{% if %}")]))
