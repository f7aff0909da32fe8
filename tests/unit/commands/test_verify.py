"""Is what is published what was built? Folder and address, each way to differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.commands import verify
from builder.commands.build import write_manifest
from builder.commands.verify import Verified, verify_folder, verify_site
from tests.support import AS_OF, serving


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files with their manifest; names that sort differently as paths and as text."""
    for name in ("index.html", "a/index.html", "a-b/index.html", "a/b.json", ".nojekyll"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    write_manifest(tmp_path, AS_OF)
    return tmp_path


def codes(result: Verified) -> list[str]:
    return [p.code for p in result.problems]


def test_a_fresh_site_is_whole(site: Path) -> None:
    assert verify_folder(site) == Verified((), 5, 5)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: (s / "a" / "b.json").write_text("A/b.json"), "verify.content"),
        (lambda s: (s / "a" / "b.json").write_text("longer than before"), "verify.size"),
        (lambda s: (s / "a" / "b.json").unlink(), "verify.missing"),
        (lambda s: (s / "new.html").write_text(""), "verify.extra"),
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


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {"a": 1}, "digest": ""}', '{"files": {"../x": {"size": 1, "sha256": ""}}, "digest": ""}'])
def test_a_foreign_manifest_is_refused(site: Path, text: str) -> None:
    (site / "manifest.json").write_text(text)
    result = verify_folder(site)
    assert codes(result) == ["verify.manifest"]
    assert result.checked == 0


def test_without_a_manifest_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert codes(verify_folder(tmp_path)) == ["verify.manifest"]


class TestAddress:
    @pytest.mark.parametrize("address", ["{}", "{}manifest.json"])
    def test_a_served_site_is_whole(self, site: Path, address: str) -> None:
        with serving(site, "/any/base/") as home:
            result = verify_site(address.format(home), sample=0)
        assert result == Verified((), 4, 5), "the host keeps .nojekyll back, that is no fault"

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
