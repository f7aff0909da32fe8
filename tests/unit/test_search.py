"""Writing the index: Pagefind runs, what it wrote is whole, nothing else stays; faults are one clear error."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

import pytest

from builder import pagefind, shards
from builder.analysis.search_index import Record, SearchPlan, Shard, plan_reports
from builder.analysis.search_pairs import joined_pairs, shard_pairs
from builder.analysis.search_records import SearchNames
from builder.analysis.search_words import tallied
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.pagefind import SearchIndexError, check_index
from builder.problems import Location, Problem
from builder.published import Published, stamps_of
from builder.rendering.assets import bundle_assets
from builder.rendering.classic_scripts import MODULES, ON_DEMAND, classic_bundle
from builder.search import Searching, write_search
from builder.shards import Kept, parted
from builder.store import opened

pytestmark = pytest.mark.parts

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 11, 22)


def write(plan: SearchPlan, folder: Path, **more: Any) -> list[Problem]:
    """With values that nothing outlives."""
    with opened(None) as store:
        return list(write_search(plan, folder, store, **more).problems)


def make_report(year: int, text: str) -> Report:
    body = f"## 一、抓教育\n\n{text}\n\n## 二、抓R&D\n\n增长50.91%，“旧改”推进。\n"
    parsed = parse_body(body)
    meta = Metadata(id=f"qinghe-{year}", title=f"清河镇{year}年工作总结", year=year, published=date(year + 1, 1, 5))
    return Report(meta, Location("x.md"), parsed.sections, parsed.paragraphs, parsed.blocks)


@pytest.fixture(scope="module")
def plan() -> SearchPlan:
    reports = [make_report(2023, "新增学位100个。"), make_report(2024, "新增学位300个。")]
    names = {r.id: SearchNames("qinghe", "清河镇人民政府", "清河镇", "总结") for r in reports}
    return plan_reports(reports, names, {}, as_of=AS_OF, records_per_shard=4)


def test_index_is_whole_and_lean(plan: SearchPlan, tmp_path: Path) -> None:
    assert write(plan, tmp_path, jobs=2) == []
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert not any("ui" in f or "highlight" in f or "fragment" in f or f.endswith((".html", "pagefind-worker.js")) for f in written)
    assert "pagefind/pagefind.js" in written
    assert sum(f.endswith(".pagefind") for f in written) == 1  # one engine for all shards
    manifest = json.loads((tmp_path / "search-data/manifest.json").read_text(encoding="utf-8"))
    assert [s["records"] for s in manifest["shards"]] == [3, 3]
    for shard in plan.shards:
        table = json.loads((tmp_path / f"search-data/shard-{shard.name}.json").read_text(encoding="utf-8"))
        hashes = table["hashes"].split()
        assert len(hashes) == len(shard.records) == len(table["levels"])
        files = [tmp_path / "pagefind" / shard.name / "text" / f"{number}.pf_text" for number in range(len(table["texts"]))]
        texts = [text for file in files for text in json.loads(gzip.decompress(file.read_bytes()))]
        assert texts == [record.twin.replace(" ", "") for record in shard.records]
        assert {file.read_bytes()[4:10] for file in files} == {b"\0\0\0\0\x02\xff"}, "no time, no system"


def test_a_file_holds_a_few_texts_a_long_text_has_one_of_its_own() -> None:
    short, long = Record(0, "s", 1, "字 " * (pagefind.TEXTS * 2 // 5), ()), Record(0, "s", 1, "字 " * 9000, ())
    assert pagefind.text_files([short, short, short, long, short]) == [2, 1, 1, 1]
    assert pagefind.text_files([]) == []


def test_same_plan_same_bytes(plan: SearchPlan, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(plan, tmp_path / name)
    a, b = ({p.relative_to(tmp_path / n).as_posix(): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in "ab")
    assert a == b


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the shards that Pagefind has indexed, in order."""
    names: list[str] = []
    run = pagefind.start_pagefind
    monkeypatch.setattr(pagefind, "start_pagefind", lambda out, *given: (names.append(out.name), run(out, *given))[1])
    return names


@pytest.fixture(scope="module")
def indexed(plan: SearchPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what was written, ``a``, and the cache of it."""
    folder = tmp_path_factory.mktemp("indexed")
    assert write(plan, folder / "a", cache=folder / "cache") == []
    return folder


@pytest.fixture
def cache(indexed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(indexed / "cache", tmp_path / "cache")


@pytest.mark.whole
class TestCache:
    def test_unchanged_shards_come_from_it(self, cache: Path, tmp_path: Path, runs: list[str]) -> None:
        changed = plan_reports(
            [make_report(2023, "新增学位100个。"), make_report(2024, "新增学位301个。")],
            {f"qinghe-{y}": SearchNames("qinghe", "清河镇人民政府", "清河镇", "总结") for y in (2023, 2024)},
            {},
            as_of=AS_OF,
            records_per_shard=4,
        )
        assert write(changed, tmp_path / "b", cache=cache) == []
        assert runs == [changed.shards[0].name]

    @pytest.mark.parametrize(
        ("pattern", "content"),
        [
            ("index/index/*.pf_index", None),  # cut off
            ("index/text/*.pf_text", b"garbage"),
            ("index/*.pf_meta", b""),
            ("index/pagefind.js", b"alert(1)"),  # packed files have a check of their own, scripts have none
            ("index/pagefind-entry.json", b"[]"),
            ("sha256.json", b"{}"),
            ("sha256.json", b"[" * 100_000),
            ("sha256.json", b"\xff"),
        ],
    )
    def test_what_was_damaged_is_made_anew(
        self, pattern: str, content: bytes | None, plan: SearchPlan, indexed: Path, cache: Path, tmp_path: Path, runs: list[str]
    ) -> None:
        for path in (cache / "search").glob(f"*/{pattern}"):
            path.write_bytes(path.read_bytes()[:10] if content is None else content)
        for name in ("b", "c"):
            runs.clear()
            assert write(plan, tmp_path / name, cache=cache) == []
            assert everything(tmp_path / name) == everything(indexed / "a")
            assert bool(runs) is (name == "b"), "healed once, then kept"

    @pytest.mark.parametrize("gone", ["index/text", "index/index", "index/pagefind.js", "index", "sha256.json"])
    def test_what_is_missing_is_made_anew(self, gone: str, plan: SearchPlan, indexed: Path, cache: Path, tmp_path: Path) -> None:
        for entry in (cache / "search").iterdir():
            (entry / gone).rename(entry / "elsewhere")
        assert write(plan, tmp_path / "b", cache=cache) == []
        assert everything(tmp_path / "b") == everything(indexed / "a")

    def test_an_entry_under_another_name_is_not_believed(self, plan: SearchPlan, indexed: Path, cache: Path, tmp_path: Path) -> None:
        one, two = (cache / "search").iterdir()
        one.rename(tmp_path / "x")
        two.rename(one)
        (tmp_path / "x").rename(two)
        assert write(plan, tmp_path / "b", cache=cache) == []
        assert everything(tmp_path / "b") == everything(indexed / "a")

    def test_what_is_kept_takes_no_second_place_on_the_disk(self, plan: SearchPlan, indexed: Path) -> None:
        name = plan.shards[0].name
        for file in (indexed / "a" / "pagefind" / name / "index").iterdir():
            assert file.stat().st_nlink == 2

    def test_what_nothing_uses_is_swept(self, plan: SearchPlan, cache: Path, tmp_path: Path, runs: list[str]) -> None:
        place = cache / "search"
        for number in range(20):
            (place / f"old-{number}").mkdir()
            os.utime(place / f"old-{number}", (number, number))
        assert write(plan, tmp_path / "b", cache=cache) == []
        left = {entry.name for entry in place.iterdir()}
        assert len(left) == 2 + 2 + pagefind.SPARE
        assert "old-19" in left
        assert "old-0" not in left
        assert runs == []

    def test_one_that_cannot_be_written_is_a_notice(self, plan: SearchPlan, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file")
        (problem,) = write(plan, tmp_path / "a", cache=tmp_path / "cache")
        assert (problem.severity, problem.code) == ("notice", "cache.write")
        assert "pagefind-bin" not in problem.action
        assert (tmp_path / "a" / "search-data" / "manifest.json").is_file()

    def test_a_full_disk_leaves_no_half_entry(self, plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(source: Path, target: Path, **_: object) -> None:
            target.mkdir(parents=True)
            (target / "pagefind.js").write_bytes((source / "pagefind.js").read_bytes()[:10])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(pagefind.shutil, "copytree", full)
        (problem,) = write(plan, tmp_path / "a", cache=tmp_path / "cache")
        assert (problem.severity, problem.code) == ("notice", "cache.write")
        assert list((tmp_path / "cache" / "search").iterdir()) == []


@pytest.mark.whole
class TestPublished:
    """What is the same in the site that is there is taken over: neither read nor indexed."""

    def test_only_what_changed_is_indexed(self, plan: SearchPlan, tmp_path: Path, runs: list[str]) -> None:
        changed = plan_reports(
            [make_report(2023, "新增学位100个。"), make_report(2024, "新增学位301个。")],
            {f"qinghe-{y}": SearchNames("qinghe", "清河镇人民政府", "清河镇", "总结") for y in (2023, 2024)},
            {},
            as_of=AS_OF,
            records_per_shard=4,
        )
        with opened(tmp_path / "values") as store:
            first = write_search(plan, tmp_path / "a", store)
            there = Published(tmp_path / "a", stamps_of(tmp_path / "a", first.files))
            runs.clear()
            assert write_search(plan, tmp_path / "b", store, published=there).files == first.files
            assert runs == []
            assert everything(tmp_path / "a") == everything(tmp_path / "b")
            second = write_search(changed, tmp_path / "c", store, published=there)
            assert runs == [changed.shards[0].name]
        write(changed, tmp_path / "d")
        assert everything(tmp_path / "c") == everything(tmp_path / "d")
        assert {n: f.sha256 for n, f in second.files.items()}.items() <= {
            n: hashlib.sha256(content).hexdigest() for n, content in everything(tmp_path / "d").items()
        }.items()

    def test_a_file_that_somebody_changed_is_made_anew(self, plan: SearchPlan, tmp_path: Path) -> None:
        with opened(tmp_path / "values") as store:
            files = write_search(plan, tmp_path / "a", store).files
            there = Published(tmp_path / "a", stamps_of(tmp_path / "a", files))
            before = everything(tmp_path / "a")
            for gone in ("pagefind/pagefind.js", next(n for n in sorted(files) if n.endswith(".pf_index"))):
                (tmp_path / "a" / gone).write_bytes(b"")
                write_search(plan, tmp_path / "b", store, published=there)
                assert everything(tmp_path / "b") == before


@pytest.mark.whole
class TestIsolation:
    """Neither the folder a build is started in nor the environment has a say in what Pagefind does."""

    def test_the_current_folder(self, plan: SearchPlan, indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        here = tmp_path / "here"
        here.mkdir()
        for name in ("pagefind_bin.py", "json.py", "os.py", "platform.py", "sitecustomize.py"):
            (here / name).write_text(f'open(r"{tmp_path / "PWNED"}", "w")\n')
        (here / "pagefind.toml").write_text('root_selector = "nothing"\n')
        (here / "pagefind.yml").write_text("glob: nothing\n")
        monkeypatch.chdir(here)
        assert write(plan, Path("b")) == []
        assert not (tmp_path / "PWNED").exists()
        assert everything(here / "b") == everything(indexed / "a")

    def test_the_environment(self, plan: SearchPlan, indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "modules").mkdir()
        (tmp_path / "modules" / "pagefind_bin.py").write_text(f'open(r"{tmp_path / "PWNED"}", "w")\n')
        for name, value in {
            "PAGEFIND_ROOT_SELECTOR": "nothing",
            "PAGEFIND_GLOB": "nothing",
            "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "7",
            "PAGEFIND_OUTPUT_PATH": str(tmp_path / "elsewhere"),
            "PYTHONPATH": str(tmp_path / "modules"),
        }.items():
            monkeypatch.setenv(name, value)
        assert write(plan, tmp_path / "b") == []
        assert everything(tmp_path / "b") == everything(indexed / "a")
        assert not (tmp_path / "PWNED").exists()
        assert not (tmp_path / "elsewhere").exists()


def test_without_pagefind_the_remedy_is_to_install_it(plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind.sys, "executable", str(tmp_path / "none"))
    (problem,) = write(plan, tmp_path / "a")
    assert problem.code == "search.index"
    assert "pip install pagefind-bin" in problem.action


def test_time_out_is_one_error_and_leaves_nothing(plan: SearchPlan, tmp_path: Path) -> None:
    problems = write(plan, tmp_path, timeout=0.0001)
    assert [p.severity for p in problems] == ["error"]
    assert "超过" in problems[0].found
    assert not (tmp_path / "pagefind").exists()
    assert not (tmp_path / "search-data").exists()


def test_one_that_was_ended_from_outside_is_no_missing_program(
    plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    ended = partial(subprocess.Popen, command, stderr=subprocess.PIPE)
    monkeypatch.setattr(pagefind, "start_pagefind", lambda *_: ended())
    (problem,) = write(plan, tmp_path)
    assert "信号 9" in problem.found
    assert "--jobs 1" in problem.action


def test_a_search_that_nobody_waits_for_any_more_leaves_nothing_at_work(plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    start = pagefind.start_pagefind
    monkeypatch.setattr(pagefind, "start_pagefind", lambda *paths: begun.append(start(*paths)) or begun[-1])
    monkeypatch.setattr(shards, "held", lambda: 50)
    with opened(None) as store, Searching(tmp_path, store, jobs=2) as searching:
        searching.begin(plan.shards)
        assert len(begun) == len(plan.shards)
    assert all(program.poll() is not None for program in begun)


def test_pagefind_does_not_begin_beside_workers_that_would_not_leave_room_for_it(plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "held", lambda: 500)
    with opened(None) as store, Searching(tmp_path, store, jobs=2) as searching:
        searching.begin(plan.shards)
        assert searching.shards
        assert not searching.shards.begun
        assert searching.write(plan).problems == ()


def test_many_shards_wait_for_their_turn(plan: SearchPlan, tmp_path: Path) -> None:
    with opened(None) as store, Searching(tmp_path, store, jobs=1) as searching:
        searching.begin(plan.shards)
        assert searching.shards
        assert not searching.shards.begun
        assert searching.write(plan).problems == ()


def test_parts_of_a_shard_say_what_the_whole_says(tmp_path: Path) -> None:
    reports = [make_report(year, f"新增学位{year}个，“旧改”{year - 1900}处。") for year in range(1960, 2024)]
    (shard,) = plan_reports(reports, {}, {}, as_of=AS_OF).shards
    parts = parted(shard)
    assert sorted(h.shown.id for part in parts for h in part.heads) == sorted(r.id for r in reports)
    assert 2 <= len(parts) <= 4
    assert joined_pairs([shard_pairs(part) for part in parts]) == shard_pairs(shard)
    assert parted(shard)[0].heads == parts[0].heads


def test_what_another_program_counted_is_not_believed(plan: SearchPlan) -> None:
    with opened(None) as store:
        assert list(Kept(plan.shards, store, 1, b"before").each("size", None, lambda _: 1)) == [1, 1]
        assert list(Kept(plan.shards, store, 1, b"after").each("size", None, lambda _: 2)) == [2, 2]
        assert list(Kept(plan.shards, store, 1, b"before").each("size", None, lambda _: 3)) == [1, 1]


def test_of_many_shards_an_edit_reads_its_own_and_changes_the_last_total(plan: SearchPlan) -> None:
    """What was joined before is not joined again, unless most of it is another or what went is not to be had."""
    shards = [replace(plan.shards[0], name=str(number)) for number in range(20)]
    read: list[str] = []
    joined: list[tuple[bool, int, int]] = []

    def step(shard: Shard) -> Counter[str]:
        read.append(shard.name.partition("/")[0])
        return Counter(read[-1:])

    def join(total: Counter[str] | None, come: Iterable[Counter[str]], gone: Iterable[Counter[str]]) -> Counter[str]:
        come, gone = list(come), list(gone)
        joined.append((total is not None, len(come), len(gone)))
        return tallied(total, come, gone)

    def named(*names: str) -> list[Shard]:
        return [replace(plan.shards[0], name=name) for name in names]

    with opened(None) as store:
        for now, fresh, last in (
            (shards, [s.name for s in shards], [(False, 20, 0)]),
            (shards, [], []),
            ([*shards[:9], *named("new"), *shards[10:]], ["new"], [(True, 1, 1)]),
            ([*named("newer"), *shards], ["newer"], [(True, 2, 1)]),
            (shards[15:], [], [(False, 5, 0)]),
            (shards[16:], [], [(True, 0, 1)]),
        ):
            read.clear()
            joined.clear()
            names = Kept(now, store, 0).total("names", None, step, join)
            assert sorted(names) == sorted(shard.name for shard in now)
            assert set(names.values()) == {1}
            assert sorted(read) == sorted(fresh)
            assert joined[-1:] == last
        store.hide(Kept(shards[16:], store, 0).used)
        assert Kept(shards[17:], store, 0).total("names", None, step, join) == Counter(["17", "18", "19"])


def test_as_many_shards_at_once_as_memory_holds(plan: SearchPlan) -> None:
    assert [pagefind.Memory(held).all for held in (0, 900, 5000)] == [1150, 600, 0], "what a large site holds itself is not there for it"
    assert pagefind.held() >= 0
    shard = plan.shards[0]
    known = ((1030, 0.7e6, 270), (2000, 1.4e6, 500), (2697, 6e6, 864))
    for records, characters, measured in known:
        of_size = replace(shard, heads=(replace(shard.heads[0], records=records, size=int(characters)),))
        assert measured * 0.9 < pagefind.needed(of_size) < measured * 1.25

    memory, at_work, most = pagefind.Memory(500), [], []

    def work(wanted: float) -> None:
        with memory.of(wanted):
            at_work.append(wanted)
            most.append(sum(at_work) if len(at_work) > 1 else 0)
            time.sleep(0.02)
            at_work.remove(wanted)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [300, 5000, 400, 600, 90, 90, 90, 5000, 300, 700]))
    assert 0 < max(most) <= 1000, "several together keep within it; what is too much works alone"


def test_a_broken_index_is_noticed(plan: SearchPlan, tmp_path: Path) -> None:
    shard = plan.shards[0]
    whole = pagefind.Program.begin(shard.records, tmp_path / "index").finish(600)
    assert not any((tmp_path / "index").iterdir()), "no twin is a file"
    assert len(check_index(whole, len(shard.records))) == 3
    with pytest.raises(SearchIndexError, match="应为 9 条"):
        check_index(whole, 9)
    fragment = next(name for name in whole if name.startswith("fragment/"))
    for torn in ({fragment: whole[fragment][:40]}, {"pagefind-entry.json": b""}):
        with pytest.raises(SearchIndexError, match="不完整"):
            check_index(whole | torn, 3)
    with pytest.raises(SearchIndexError, match="片段 2 个"):
        check_index({name: content for name, content in whole.items() if name != fragment}, 3)
    with pytest.raises(SearchIndexError, match="wasm"):
        check_index({name: content for name, content in whole.items() if not name.startswith("wasm")}, 3)


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("import sys; sys.stdin.buffer.read(9)", "索引文件不完整"),
        ("print('what?', end=',')", "看不懂"),
        ("import sys; sys.stderr.write('out of luck'); sys.exit(3)", "退出码 3：out of luck"),
        ("import base64; print(base64.b64encode(b'{\"payload\":{\"type\":\"Error\",\"message\":\"no\"}}').decode(), end=',')", "pagefind 说：no"),
    ],
)
def test_a_pagefind_that_answers_otherwise_is_an_error(plan: SearchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, why: str) -> None:
    """It ends too early, with a fault of its own, or says that it cannot: never an index that lacks something."""


    def start(_: Path, __: int, messages: IO[bytes], answers: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", does], stdin=messages, stdout=answers, stderr=subprocess.PIPE)

    monkeypatch.setattr(pagefind, "start_pagefind", start)
    (problem,) = write(plan, tmp_path)
    assert why in problem.found
    assert not (tmp_path / "pagefind").exists()


def test_no_reports_give_an_empty_index(tmp_path: Path) -> None:
    assert write(plan_reports([], {}, {}, as_of=AS_OF), tmp_path) == []
    manifest = json.loads((tmp_path / "search-data/manifest.json").read_text(encoding="utf-8"))
    assert manifest["shards"] == []


def test_bundle_keeps_modules_apart() -> None:
    bundle = classic_bundle({
        "a": 'export const X = 1;\nexport async function* f() {}\nconst own = 2;\n',
        "b": 'import { X as Y, f } from "./a.js";\nconst own = Y;\nexport class C {}\nimport("./a.js").then(f);\n',
    })  # fmt: skip
    assert "import" not in bundle
    assert 'later("a").then(f);' in bundle
    assert "export" not in bundle
    assert "return { X, f };" in bundle
    assert "const { X: Y, f } = modules.a;" in bundle


def test_bundle_names_every_module() -> None:
    folder = ROOT / "templates" / "static" / "search"
    published = bundle_assets({p.name: p.read_bytes() for p in folder.glob("*.js")})  # a part of another stands in it
    assert {Path(name).stem for name in published} - {"start", "worker"} == {*MODULES, *ON_DEMAND}


def test_no_text_of_the_modules_runs_over_lines() -> None:
    """The bundle drops the indent of every line."""
    for path in (ROOT / "templates" / "static" / "search").glob("*.js"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("//")]
        assert not [line for line in lines if line.count("`") % 2], path.name
