"""A build after an edit: the same bytes as a cold build of the same content, and only what changed is made."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder import search
from builder.commands import build, kept, room_maker, rooms, unchanged
from builder.commands.build import build_site
from builder.commands.check import check_site
from builder.commands.made import Made
from builder.commands.options import BuildOptions
from builder.commands.unchanged import last_result
from builder.commands.verify import verify_folder
from builder.pages import open_data
from builder.store import FILE, Recent, opened
from tests.support import AS_OF, BASE_URL, ROOT, copy_content, edit_report, sample, small_site

Edit = Callable[[Path], None]


def options(root: Path, out: str = "site", **more: object) -> BuildOptions:
    return BuildOptions(root, root.parent / out, AS_OF, BASE_URL, cache=root.parent / "values", mirrors=root.parent / "mirrors", record_anchors=False, **more)  # type: ignore[arg-type]


def built(given: BuildOptions) -> dict[str, bytes]:
    result = build_site(given)
    assert result.published, result.problems
    return everything(given.out)


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def cold(root: Path) -> dict[str, bytes]:
    """What a build makes of this content that knows of no other; once for each content, since it makes the same every time."""
    content = {p.relative_to(root): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    key = hashlib.sha256(repr(content).encode()).hexdigest()
    if key not in _cold:
        _cold[key] = built(BuildOptions(root, root.parent / "cold", AS_OF, BASE_URL, record_anchors=False))
    return _cold[key]


_cold: dict[str, dict[str, bytes]] = {}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_content(tmp_path / "root")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site root that was built once, and a copy of all that was there then: content, site, cache."""
    place = tmp_path_factory.mktemp("again")
    built(options(copy_content(place / "root")))
    return place, Path(shutil.copytree(place, place.with_name(f"{place.name}-kept")))


@pytest.fixture
def again(once: tuple[Path, Path]) -> Path:
    """The same root after its first build: the cache knows places and times of the files."""
    place, kept = once
    shutil.rmtree(place)
    shutil.copytree(kept, place)
    return place / "root"


def reports(root: Path) -> list[Path]:
    return sorted((root / "content" / "reports").rglob("*.md"))


def changed(path: Path, pattern: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    after, done = re.subn(pattern, new, text, count=count, flags=re.MULTILINE)
    assert done, (path, pattern)
    path.write_text(after, encoding="utf-8")


def words(root: Path) -> None:
    changed(reports(root)[0], r"^([\u4e00-\u9fff]{4,})(.*。)$", r"我们认真地\1\2")


def figure(root: Path) -> None:
    changed(reports(root)[1], r"(?<![\d.年])[1-9]\d?(?=[个家公里万亿])", "77")


def title(root: Path) -> None:
    changed(reports(root)[2], r"^title: (.*)$", r"title: \1（修订）")


def heading(root: Path) -> None:
    changed(reports(root)[0], r"^## .*$", "## 一、新的一章")


def gone(root: Path) -> None:
    reports(root)[3].unlink()


def withdrawn(root: Path) -> None:
    changed(reports(root)[1], r"^title:", "withdrawn: {date: 2026-01-05, reason: 文件有误}\ntitle:")


def undisclosed(root: Path) -> None:
    changed(reports(root)[1], r"^disclosure: .*$", "disclosure: 不予公开")


def topic(root: Path) -> None:
    with (root / "content" / "topics.yml").open("a", encoding="utf-8") as file:
        file.write("\n- {id: xin-zhuanti, name: 建设}\n")


def name(root: Path) -> None:
    changed(root / "content" / "site.yml", r"^name: .*$", "name: 另一个名字")


EDITS: tuple[Edit, ...] = (words, figure, title, heading, gone, withdrawn, topic, name)


@pytest.mark.parametrize("edit", sample(EDITS, 3), ids=lambda e: e.__name__)
def test_an_edit_gives_the_bytes_of_a_cold_build(again: Path, edit: Edit) -> None:
    edit(again)
    assert built(options(again)) == cold(again)


def test_what_was_built_before_is_known(again: Path) -> None:
    """As the tests find it that begin after a first build."""
    assert last_result(options(again))
    assert everything(options(again).out) == cold(again)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25))
def test_any_edits_give_the_bytes_of_a_cold_build(again: Path, seed: int) -> None:
    root, chance = again, random.Random(seed)
    for _ in range(3):
        path = chance.choice(reports(root))
        lines = path.read_text(encoding="utf-8").split("\n")
        start = lines.index("---", 1) + 1
        places = [i for i in range(start, len(lines)) if len(lines[i]) > 20 and not lines[i].startswith("|")]
        at = chance.choice(places)
        cut = chance.randrange(5, len(lines[at]))
        lines[at] = chance.choice((lines[at][:cut] + "新增学位300个，" + lines[at][cut:], lines[at][cut:], lines[at] + "推进旧村改造。"))
        path.write_text("\n".join(lines), encoding="utf-8")
        result = build_site(options(root))
        if not result.published:
            return
        assert everything(options(root).out) == cold(root)


def test_only_what_an_edit_touches_is_made(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = again
    made: list[int] = []
    write_plan = rooms.write_plan
    for module in (rooms, room_maker):
        monkeypatch.setattr(module, "write_plan", lambda plan, *a, **k: made.append(len(plan.pages)) or write_plan(plan, *a, **k))
    built(options(root))
    assert made == []
    before = {p: p.stat().st_ino for p in options(root).out.rglob("*.html")}
    changed(reports(root)[0], r"\Z", "\n\n此件公开发布。\n")
    built(options(root))
    assert made
    same = [p for p in options(root).out.rglob("*.html") if before.get(p) == p.stat().st_ino]
    assert len(same) > len(before) / 2


def test_a_preview_keeps_the_search_until_it_is_complete(again: Path) -> None:
    root, first = again, everything(options(again).out)
    changed(reports(root)[0], r"\Z", "\n\n此件公开发布。\n")
    edited = built(options(root, keep_slow=True))
    of_search = {name for name in first if name.startswith(rooms.SEARCH)}
    assert {n: edited[n] for n in of_search} == {n: first[n] for n in of_search}
    assert edited != first
    assert last_result(options(root)) is None
    assert built(options(root)) == cold(root)


def test_a_preview_keeps_the_yearly_data_until_it_is_complete(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of a year asks for what all offices said in it: the page that is waited for is not in it."""
    root, recent = again, Recent()
    monkeypatch.setattr(open_data, "LARGEST", 1000)
    whole = built(options(root))
    of_years = {name for name in whole if re.fullmatch(r"data/indicators/\d{4}\.\w+", name)}
    for number in range(3):
        changed(reports(root)[0], r"\Z", f"\n\n今年另外新建了{number + 3}个试验点。\n")
        edited = built(options(root, keep_slow=True, recent=recent))
        assert {n: edited[n] for n in of_years} == {n: whole[n] for n in of_years}
        before, whole = whole, built(options(root, recent=recent))
        assert whole == cold(root)
        assert {n: before[n] for n in of_years} != {n: whole[n] for n in of_years}


def test_a_preview_forgets_nothing_that_the_search_needs(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an edit made was swept before the search had used it, and all was read anew: after the fourth edit of a morning."""
    root = again
    read: list[int] = []
    make = kept._made
    monkeypatch.setattr(kept, "_made", lambda batches, *a: read.append(sum(map(len, batches))) or make(batches, *a))
    for number in range(6):
        changed(reports(root)[0], r"\Z", f"\n\n此件第{number}次公开。\n")
        for keep_slow in (True, False):
            built(options(root, keep_slow=keep_slow))
    assert read == [1, 0] * 6


def test_no_text_stays_in_memory_when_its_pages_are_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten thousand reports each process held a gigabyte of them."""
    held: list[str] = []
    make = rooms.Site.make

    def made(site: rooms.Site, *args: Any) -> list[Made]:
        found = make(site, *args)
        held.extend(r.id for r in site.survey.living if "body" in vars(site.survey.kept(r)) or vars(r).keys() - {"meta", "location", "lines", "_fetch"})
        assert site.survey.living
        return found

    monkeypatch.setattr(rooms.Site, "make", made)
    built(options(root))
    assert held == []


def test_the_files_of_the_next_build_are_those_of_the_site(again: Path) -> None:
    """They lie in the user's cache between builds under second names: nothing that was deleted or changed is among them."""
    root, out, mirrors = again, options(again).out, options(again).mirrors
    assert mirrors
    assert not mirrors.exists(), "after one build there is no older site"
    changed(reports(root)[0], r"\Z", "\n\n此件公开发布。\n")
    for old, new in (("此件公开", "此件另行公开"), ("此件另行公开", "此件又公开")):
        built(options(root))
        changed(reports(root)[0], old, new)
        site = built(options(root))
        (tree,) = mirrors.glob("*/tree")
        assert everything(tree) == site
        assert sum((tree / name).samefile(out / name) for name in site) > len(site) / 2
    assert "此件另行公开".encode() not in b"".join(everything(tree).values())
    (tree / "index.html").unlink()
    (tree / "strange.html").write_text("strange")
    (tree / "strange").mkdir()
    assert built(options(root)) == cold(root)
    assert verify_folder(out).problems == ()


def test_the_published_site_is_not_written_into(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build begins with the site's own files under second names: until the exchange none of them may change."""
    root, out = again, options(again).out
    for text in ("此件公开发布。", "此件另行公开。"):
        changed(reports(root)[0], r"\Z", f"\n\n{text}\n")
        before = built(options(root))
    for file in reports(root):
        changed(file, r"\Z", "\n\n此件又公开。\n")

    def seen(*_: object, **__: object) -> None:
        assert everything(out) == before
        raise OSError(28, "full")

    monkeypatch.setattr(build, "publish", seen)
    with pytest.raises(OSError, match="full"):
        build_site(options(root))
    assert everything(out) == before


def test_files_that_somebody_changed_are_made_anew(again: Path) -> None:
    root, first = again, everything(options(again).out)
    page = options(root).out / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<main", b"<MAIN"))
    assert last_result(options(root)) is None
    assert built(options(root)) == first


def test_nothing_changed_is_known_without_building(root: Path) -> None:
    assert last_result(options(root)) is None
    result = build_site(options(root))
    again = last_result(options(root))
    assert again
    assert (again.problems, again.pages, again.files, again.published) == (result.problems, result.pages, result.files, True)
    words(root)
    assert last_result(options(root)) is None
    assert last_result(options(root, portable=True)) is None


def test_what_lies_as_it_lay_is_not_read(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose sizes and times are those that were noted; never one that was changed and given its old time."""
    monkeypatch.setattr(unchanged.time, "time_ns", lambda now=time.time_ns: now() + 10_000_000_000)
    build_site(options(again))
    monkeypatch.setattr(unchanged, "contents", lambda *_: pytest.fail("read"))
    assert last_result(options(again))
    file = reports(again)[0]
    before, text = file.stat(), file.read_bytes()
    file.write_bytes(text.replace("年".encode(), "月".encode(), 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(pytest.fail.Exception):
        last_result(options(again))
    monkeypatch.undo()
    assert last_result(options(again)) is None
    file.write_bytes(text)
    assert last_result(options(again)), "other times, the same bytes"


def test_what_changed_just_now_may_change_again_at_the_same_time(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words(again)
    now = time.time_ns()
    monkeypatch.setattr(unchanged.time, "time_ns", lambda: now)  # a build on a busy machine takes longer than "just now" is
    build_site(options(again))
    read: list[int] = []
    monkeypatch.setattr(unchanged, "contents", lambda *folders, real=unchanged.contents: (read.append(1), real(*folders))[1])
    assert last_result(options(again))
    assert read


def test_an_edit_that_is_taken_back_is_made_again(again: Path) -> None:
    """What the last build made is there, not what these inputs once gave: nor what they gave without the manifest of another site before."""
    root, first = again, everything(options(again).out)
    file = reports(root)[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("summary: ", "summary: 改动的", 1), encoding="utf-8")
    assert built(options(root)) != first
    file.write_text(text, encoding="utf-8")
    assert last_result(options(root)) is None
    assert built(options(root)) == first
    assert last_result(options(root))


def test_recorded_anchors_make_nothing_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for sidecar in (root / "content").rglob("*.anchors.json"):
        sidecar.unlink()
    first = BuildOptions(root, root.parent / "site", AS_OF, BASE_URL, cache=root.parent / "values")
    assert build_site(first).sidecars
    for module in (rooms, room_maker):
        monkeypatch.setattr(module, "write_plan", lambda *_, **__: pytest.fail("made again"))
    assert build_site(first).published


@pytest.mark.parametrize("damage", [lambda f: f.unlink(), lambda f: f.write_bytes(b"torn" * 1000), lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2])])
def test_a_lost_store_costs_time_only(again: Path, damage: Callable[[Path], object]) -> None:
    root, first = again, everything(options(again).out)
    for path in (root.parent / "values").glob(f"{FILE}-*"):
        path.unlink()
    damage(root.parent / "values" / FILE)
    words(root)
    assert built(options(root)) == cold(root)
    assert built(options(root)) != first


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills by signal")
@pytest.mark.parametrize("after", sample((0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2), 4))
def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_right(again: Path, after: float) -> None:
    root, first = again, everything(options(again).out)
    words(root)
    command = [sys.executable, "-m", "builder", "build", "--site-root", str(root), "--out", str(options(root).out), "--base-url", BASE_URL,
               "--as-of", AS_OF.isoformat(), "--cache", str(root.parent / "values"), "--quiet"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(after)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wanted = cold(root)
    assert everything(options(root).out) in (first, wanted)
    assert built(options(root)) == wanted


def test_of_one_office_the_search_begins_before_its_pages_are_made(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    begin, write_plan = search.Shards, room_maker.write_plan
    monkeypatch.setattr(search, "Shards", lambda *a: done.append("search") or begin(*a))
    monkeypatch.setattr(room_maker, "write_plan", lambda *a, **k: done.append("pages") or write_plan(*a, **k))
    words(again)
    found = built(options(again))
    assert done == ["search", "pages"]
    assert found == cold(again)


def test_check_makes_nothing_that_a_build_has_made(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, first = again, last_result(options(again))
    assert first
    for module in (rooms, room_maker):
        monkeypatch.setattr(module, "write_plan", lambda *_, **__: pytest.fail("made again"))
    for step in ("begin", "write"):
        monkeypatch.setattr(search.Searching, step, lambda *_, **__: pytest.fail("indexed"))
    assert {p for p in check_site(options(root)) if p.code != "site.near-limit"} == set(first.problems)


def test_check_finds_a_broken_link(again: Path) -> None:
    changed(reports(again)[0], r"\Z", "\n\n见[那里](reports/none/)。\n")
    assert "link.broken" in {p.code for p in check_site(options(again))}


MARK = "秘而不宣的一句话"


def holding(folder: Path, mark: str) -> list[str]:
    """Files of a cache in which a text can be read, unpacked as the program does."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.name != FILE:
            data = path.read_bytes()
            found += [path.name] if mark in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode(errors="ignore") else []
    return found + ["value" for data in _values(folder) if mark.encode() in zlib.decompress(data)]


@pytest.mark.parametrize("go", sample([withdrawn, lambda root: reports(root)[1].unlink(), undisclosed], 3), ids=["withdrawn", "deleted", "undisclosed"])
def test_a_text_that_went_is_in_no_cache_after_the_next_build(root: Path, go: Edit) -> None:
    folder = root.parent / "values"
    changed(reports(root)[1], r"\Z", f"\n\n{MARK}。\n")
    built(options(root))
    words(root)
    built(options(root))
    packed = [bytes(data) for data in _values(folder) if MARK.encode() in zlib.decompress(data)]
    assert packed
    assert "value" in holding(folder, MARK)
    assert len(holding(folder, MARK)) > len(packed), "the index of the search has it too"
    (folder / build.PREVIEW).mkdir()
    (folder / build.PREVIEW / "index.html").write_text(MARK, encoding="utf-8")
    go(root)
    again = built(options(root))
    assert holding(folder, MARK) == []
    mirrored = everything(root.parent / "mirrors")
    assert mirrored
    assert not any(MARK.encode() in data for data in mirrored.values())
    assert [p.name for p in folder.glob(f"{FILE}*") if any(data in p.read_bytes() for data in packed)] == [], "no byte of it"
    assert again == cold(root)


def _values(folder: Path) -> list[bytes]:
    with opened(folder) as store:
        return [bytes(data) for (data,) in store._open().execute("SELECT data FROM value")]


def test_a_site_without_a_text_to_search_is_whole(tmp_path: Path) -> None:
    small = small_site(tmp_path / "root")
    edit_report(small, "summary:", "withdrawn: {date: 2026-01-05, reason: 文件有误}\nsummary:")
    built(options(small))
    assert verify_folder(options(small).out).problems == ()
