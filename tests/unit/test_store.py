"""Values between builds: found again, safe from what others wrote, swept, never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.published import Stamp, Stamps
from builder.store import FILE, KEPT_BUILDS, Recent, Store, ValueLost, digest_of, key_of, opened, pack, unpack
from tests.support import ROOT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "values") as found:
        yield found


@dataclass(frozen=True)
class Pair:
    a: object
    b: object


def test_a_value_is_found_by_its_key_alone(store: Store) -> None:
    keys = [key_of("report", str(n)) for n in range(1200)]
    store.put_all({key: pack(n) for n, key in enumerate(keys)})
    assert {unpack(data) for data in store.get_all(keys).values()} == set(range(1200))
    assert store.get(key_of("report", "other")) is None


def test_keys_tell_where_a_part_ends() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of(b"ab", "c", "")}) == 4


def test_equal_values_have_equal_digests_however_they_share_parts() -> None:
    text = "".join(["地区", "生产总值"])
    assert digest_of(Pair(text, text)) == digest_of(Pair(text, "地区" + text[2:]))
    assert digest_of(Pair(1, 2)) != digest_of(Pair(2, 1))


@pytest.mark.whole
def test_digests_are_the_same_in_every_process() -> None:
    program = "from builder.store import digest_of; from builder.content.kinds import shipped_kinds; print(digest_of(shipped_kinds()).hex())"
    found = {
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_what_another_build_has_written_is_seen(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.put_all({key_of("a"): b"1"})
        other.put_all({key_of("b"): b"2"})
        assert (one.get(key_of("b")), other.get(key_of("a"))) == (b"2", b"1")


@pytest.mark.parametrize("torn", [b"", b"no database at all" * 300])
def test_a_torn_file_costs_time_only(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / FILE).write_bytes(torn)
    with opened(tmp_path) as store:
        assert store.get(key_of("a")) is None
        store.put_all({key_of("a"): b"1"})
        assert store.get(key_of("a")) == b"1"


def test_a_torn_value_is_told(store: Store) -> None:
    for data in (b"", pack(1)[:-3], pack(1)[:4] + b"xxxx"):
        with pytest.raises(ValueLost):
            unpack(data)


def test_without_room_values_live_as_long_as_the_build(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "_open", full)
    store.put_all({key_of("a"): b"1"})
    assert store.get(key_of("a")) == b"1"


def test_values_of_the_last_builds_stay_and_older_ones_go(store: Store) -> None:
    for number in range(KEPT_BUILDS + 2):
        store.put_all({key_of(str(number)): b"x", key_of("always"): b"y"})
        store.built("site", [key_of(str(number)), key_of("always")])
    kept = [n for n in range(KEPT_BUILDS + 2) if store.get(key_of(str(n)))]
    assert kept == [2, 3, 4, 5]
    assert store.get(key_of("always"))


SECRET = b"the words of a report that was withdrawn" * 3


def test_a_process_unpacks_again_only_what_its_last_build_did_not_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, big = key_of("a"), key_of("b"), key_of("big")
    recent, unpacked = Recent(room=500), []
    monkeypatch.setattr("builder.store.unpack", lambda data: unpacked.append(data) or unpack(data))
    with opened(tmp_path, recent) as store:
        store.put_all({a: pack(["A"]), b: pack(None), big: pack(os.urandom(1000))})
        assert store.values([a, b, key_of("c")]) == {a: ["A"], b: None}
        assert store.values([a, big]).keys() == {a, big}
        assert len(unpacked) == 3
    with opened(tmp_path, recent) as store:
        assert store.values([a, big])[a] == ["A"]
        assert len(unpacked) == 4, "what is too large for its room is read anew"
    with opened(tmp_path, recent) as store:
        assert store.values([a, b])[b] is None
        assert len(unpacked) == 5, "the last build did not ask for b"


def test_what_is_hidden_leaves_no_byte_in_the_file(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        keys = [key_of(str(number)) for number in range(300)]
        store.put_all({key: SECRET + bytes([n % 256]) * 500 for n, key in enumerate(keys)})
        store.built("site", keys)
        store.put_all({key_of("a"): b"still there"})
        assert any(SECRET in path.read_bytes() for path in tmp_path.iterdir())
        assert store.hide([key_of("a")])
        assert not any(SECRET in path.read_bytes() for path in tmp_path.iterdir())
        assert store.get(key_of("a")) == b"still there"
        assert store.get_all(keys) == {}
    assert not any(SECRET in path.read_bytes() for path in tmp_path.iterdir())


def test_a_text_that_went_is_noticed_and_only_that(store: Store) -> None:
    assert store.has_hidden("root", ["a", "b"]), "nobody knows what builds before this one could show"
    store.show("root", ["a", "b"])
    assert not store.has_hidden("root", ["b", "a", "c"])
    assert store.has_hidden("root", ["a"])
    assert store.has_hidden("other", ["a", "b"])


def test_what_cannot_be_hidden_now_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.store._WAIT", 0.1)
    with opened(tmp_path) as store, opened(tmp_path) as other:
        store.put_all({key_of("a"): SECRET})
        reading = other._open()
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM value").fetchone()
        assert not store.hide([])
        reading.execute("COMMIT")
        assert store.hide([])


@pytest.mark.skipif(sys.platform == "win32", reason="folders of a profile are closed to others there")
def test_nothing_is_unpickled_from_where_others_can_write(tmp_path: Path) -> None:
    open_folder, own = tmp_path / "open", tmp_path / "own"
    with opened(open_folder) as store:
        store.put_all({key_of("a"): b"1"})
    open_folder.chmod(0o777)
    with opened(open_folder) as store:
        assert store.get(key_of("a")) is None
        assert store.path.parent != open_folder
    with opened(own) as store:
        store.put_all({key_of("a"): b"1"})
    (own / FILE).chmod(0o666)
    with opened(own) as store:
        assert store.get(key_of("a")) is None


def test_stamps_of_a_site_are_kept_as_they_are() -> None:
    stamps = {"index.html": Stamp("0f" * 32, 7, 1_700_000_000_123_456_789), "政府/a.html": Stamp("ab" * 32, 0, 1)}
    with opened(None) as store:
        store.put_all({b"key": pack((Stamps(stamps), {}))})
        kept, _ = store.values([b"key"])[b"key"]
    assert dict(kept) == stamps
    assert kept.get("other") is None
    assert len(Stamps({})) == 0
