"""Is what is published what was built? Folder and address, each way to differ."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.commands import verify
from builder.commands.build import write_manifest
from builder.commands.verify import Verified, verify_folder, verify_site
from tests.support import AS_OF, listed_below, older_manifest, serving


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files with their manifest; names that sort differently as paths and as text."""
    for name in ("index.html", "a/index.html", "a-b/index.html", "a/b.json", ".nojekyll"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    write_manifest(tmp_path, AS_OF, listed_below(tmp_path))
    return tmp_path


def digest(site: Path) -> str:
    return str(json.loads((site / "manifest.json").read_text())["digest"])


def codes(result: Verified) -> list[str]:
    return [p.code for p in result.problems]


def test_a_fresh_site_is_whole(site: Path) -> None:
    result = verify_folder(site)
    assert result == Verified((), 5, 5, digest=digest(site))
    assert len(result.digest) == 64


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m | {"as_of": "2020-01-01"},
        lambda m: m | {"generator": "gongkai 9"},
        lambda m: m | {"keep": ["a"]},
        lambda m: m | {"reports": {"x": {"sha256": "0" * 64, "published": "2020-01-01"}}},
        lambda m: m | {"more": 1},
        lambda m: m | {"files": m["files"] | {"a/b.json": {"size": 7, "sha256": m["files"]["a/b.json"]["sha256"]}}},
        lambda m: {k: v for k, v in m.items() if k != "reading"},
    ],
)
def test_no_field_of_the_manifest_can_be_changed_alone(site: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    path = site / "manifest.json"
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    assert "verify.digest" in codes(verify_folder(site))


def test_a_manifest_of_an_earlier_program_covers_its_files_alone(site: Path) -> None:
    older_manifest(site / "manifest.json")
    result = verify_folder(site)
    assert [(p.severity, p.code) for p in result.problems] == [("notice", "verify.older")]
    assert any(result.digest in line for line in result.proves())


def test_the_digest_can_be_made_with_two_plain_tools(site: Path) -> None:
    """As docs/reference.md says."""
    if not shutil.which("sed") or not shutil.which("sha256sum"):
        pytest.skip("sed or sha256sum is not here")
    made = subprocess.run(["sh", "-c", """sed 's/^ "digest": ".*"/ "digest": ""/' manifest.json | sha256sum"""], cwd=site, capture_output=True, text=True, check=True)
    assert made.stdout.split()[0] == digest(site)


class TestDigest:
    """Who can change the site can write another manifest: a digest that was kept elsewhere tells."""

    def test_the_one_of_that_build_is_said_to_agree(self, site: Path) -> None:
        result = verify_folder(site, digest(site))
        assert result.problems == ()
        assert "和所给的一致" in result.proves(digest(site))[0]

    def test_a_site_that_was_exchanged_whole_is_found(self, site: Path) -> None:
        before = digest(site)
        (site / "index.html").write_text("forged")
        (site / "manifest.json").unlink()
        write_manifest(site, AS_OF, listed_below(site))
        assert verify_folder(site).problems == (), "by itself it is whole"
        assert codes(verify_folder(site, before)) == ["verify.other"]
        with serving(site) as home:
            assert codes(verify_site(home, sample=0, wanted=before)) == ["verify.other"]

    def test_what_is_not_proved_is_said(self, site: Path) -> None:
        assert any("不证明" in line for line in verify_folder(site).proves())
        with serving(site) as home:
            lines = verify_site(home, sample=2).proves(remote=True)
        assert "没有抽到" in lines[-1]
        assert "多出来" in lines[-1]

    def test_nothing_is_said_to_be_proved_of_what_differs(self, site: Path) -> None:
        (site / "new.html").write_text("")
        assert verify_folder(site).proves() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: (s / "a" / "b.json").write_text("A/b.json"), "verify.content"),
        (lambda s: (s / "a" / "b.json").write_text("longer than before"), "verify.size"),
        (lambda s: (s / "a" / "b.json").unlink(), "verify.missing"),
        (lambda s: (s / "new.html").write_text(""), "verify.extra"),
        (lambda s: (s / ".hidden").write_text(""), "verify.extra"),
        (lambda s: (s / "empty").mkdir(), "verify.extra"),
        (lambda s: (s / "a" / "more" / "deep").mkdir(parents=True), "verify.extra"),
        (lambda s: (s / "CNAME").write_text(""), "verify.extra"),  # this site keeps nothing
        (lambda s: (s / "a" / "b.json").unlink() or (s / "a" / "b.json").mkdir(), "verify.missing"),
    ],
)
def test_each_difference_has_a_name(site: Path, change: object, code: str) -> None:
    change(site)  # type: ignore[operator]
    assert codes(verify_folder(site)) == [code]


def test_a_manifest_that_was_edited_is_noticed(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_text())
    manifest["files"]["index.html"]["sha256"] = "0" * 64
    (site / "manifest.json").write_text(json.dumps(manifest))
    assert set(codes(verify_folder(site))) == {"verify.digest", "verify.content"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
class TestLinks:
    """What a link leads to may change without the site's doing."""

    def test_a_folder_that_is_a_link_is_found(self, site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        (elsewhere / "index.html").write_text("phish")
        (site / "phish").symlink_to(elsewhere)
        (problem,) = verify_folder(site).problems
        assert (problem.code, problem.location.path, problem.found) == ("verify.extra", "phish", "清单里没有这个符号链接")

    @pytest.mark.parametrize("name", ["a/b.json", "a", "manifest.json"])
    def test_a_link_with_equal_bytes_is_found(self, name: str, site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "x"
        (site / name).rename(elsewhere)
        (site / name).symlink_to(elsewhere)
        (problem,) = verify_folder(site).problems
        assert "符号链接" in problem.found


def test_what_is_kept_is_named_and_nothing_more(site: Path) -> None:
    (site / "manifest.json").unlink()
    write_manifest(site, AS_OF, listed_below(site), [".git", "CNAME"])
    manifest = json.loads((site / "manifest.json").read_text())
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / "a" / "CNAME").write_text("")
    assert manifest["keep"] == [".git", "CNAME"]
    result = verify_folder(site)
    assert result.kept == (".git",)
    assert [(p.code, p.location.path) for p in result.problems] == [("verify.extra", "a/CNAME")]


def test_kept_names_do_not_hide_what_lies_among_the_sites_own(site: Path) -> None:
    (site / "manifest.json").unlink()
    write_manifest(site, AS_OF, listed_below(site), ["a"])
    (site / "a" / "phish.html").write_text("")
    assert codes(verify_folder(site)) == ["verify.extra"]


def listing(name: str = "a", size: str = "1", sha256: str = json.dumps("0" * 64)) -> str:
    return f'{{"generator": "gongkai 1", "digest": "", "files": {{"{name}": {{"size": {size}, "sha256": {sha256}}}}}}}'


FOREIGN = [
    "", "[]", "{}", "1", "null", '"x"', "[" * 200_000, '{"files":' * 200_000, "\xff", "{}x",
    '{"files": {"a": 1}, "digest": ""}',
    '{"generator": "gongkai 1", "files": [], "digest": ""}',
    '{"generator": "gongkai 1", "files": {}, "digest": 1}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "keep": "a"}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "version": 3}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "version": true}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "version": 2, "reading": "<b>"}',
    '{"generator": "gongkai 1", "files": {}, "digest": "\\ud800", "version": 2}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "keep": [1]}',
    '{"generator": "gongkai 1", "files": {}, "digest": "", "keep": ["\\ud800"]}',
    '{"generator": ["gongkai 1"], "files": {}, "digest": ""}',
    listing(size="1e400"), listing(size="-1"), listing(size="1.5"), listing(size="true"), listing(size='"1"'), listing(size="NaN"),
    listing(size="9" * 5000), listing(size="null"), listing(sha256="1"), listing(sha256='"x"'), listing(sha256="[]"),
    listing("../x"), listing("/x"), listing("a\\\\b"), listing("C:x"), listing("\\u0000"), listing("\\ud800"), listing("\\u001b[31m"),
]  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN)
def test_a_foreign_manifest_is_refused(site: Path, text: str) -> None:
    (site / "manifest.json").write_text(text, encoding="latin-1")
    result = verify_folder(site)
    assert codes(result) == ["verify.manifest"]
    assert result.checked == 0
    (problem,) = result.problems
    assert str(problem).isprintable()
    assert not re.search("[a-z]{3,} [a-z]{2,}", problem.found), "the parser's English"


@pytest.mark.parametrize("name", ["", ".", "a/.", "x" * 5000, "a//b", "%00", "名"])
def test_names_of_no_file_are_missing_files(site: Path, name: str) -> None:
    (site / "manifest.json").write_text(listing(name), encoding="utf-8")
    assert "verify.missing" in codes(verify_folder(site))


def test_without_a_manifest_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert codes(verify_folder(tmp_path)) == ["verify.manifest"]


class TestAddress:
    @pytest.mark.parametrize("text", FOREIGN)
    def test_a_foreign_manifest_is_refused(self, site: Path, text: str) -> None:
        (site / "manifest.json").write_text(text, encoding="latin-1")
        with serving(site) as home:
            assert codes(verify_site(home, sample=0)) == ["verify.manifest"]

    @pytest.mark.parametrize("address", ["http://[::1", "http://", "http:///x", "http://a b/", "http://例子。。/", "http://127.0.0.1:99999/", "http://127.0.0.1:x/"])
    def test_an_address_that_is_none_is_one_finding(self, address: str) -> None:
        assert codes(verify_site(address, sample=0)) == ["verify.manifest"]

    @pytest.mark.parametrize("address", ["{}", "{}manifest.json"])
    def test_a_served_site_is_whole(self, site: Path, address: str) -> None:
        with serving(site, "/any/base/") as home:
            result = verify_site(address.format(home), sample=0)
        assert result == Verified((), 4, 5, digest=digest(site)), "the host keeps .nojekyll back, that is no fault"

    def test_a_sample_is_the_same_every_time(self, site: Path) -> None:
        (site / "a" / "b.json").unlink()
        with serving(site) as home:
            results = {verify_site(home, sample=2) for _ in range(3)}
        (result,) = results
        assert (result.checked, result.listed) == (2, 5)

    def test_differences_are_found(self, site: Path) -> None:
        (site / "a" / "index.html").write_text("changed")
        (site / "a" / "b.json").unlink()
        with serving(site) as home:
            result = verify_site(home, sample=0)
        assert sorted(codes(result)) == ["verify.missing", "verify.size"]

    def test_no_server_is_one_finding(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(verify, "TIMEOUT", 1.0)
        assert codes(verify_site("http://127.0.0.1:9/", sample=0)) == ["verify.manifest"]
