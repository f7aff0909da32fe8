"""A build with workers elsewhere: the same bytes, whoever made them, and whichever of them is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from builder.cluster import connected
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.parallel import ClusterUnusable, Crew, hired
from builder.rendering.render import Renderer
from tests.support import AS_OF, BASE_URL, ROOT, copy_content, small_site

CODE = "import sys; from distributed.cli.dask_{0} import main; sys.argv = ['dask-{0}', *sys.argv[1:]]; main()"


def built(root: Path, out: str, crew: Crew | None = None) -> dict[str, bytes]:
    result = build_site(BuildOptions(root, root.parent / out, AS_OF, BASE_URL, record_anchors=False, crew=crew))
    assert result.published, result.problems
    return {p.relative_to(root.parent / out).as_posix(): p.read_bytes() for p in sorted((root.parent / out).rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_content(tmp_path_factory.mktemp("cluster") / "root")
    (folder / "templates" / "partials").mkdir(parents=True)
    (folder / "templates" / "partials" / "own.html").write_text("own", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(root: Path) -> dict[str, bytes]:
    return built(root, "local")


def test_processes_that_share_nothing_make_the_same_site(root: Path, local: dict[str, bytes]) -> None:
    with hired(2, worth=1) as crew:
        assert built(root, "pool", crew) == local


def test_few_reports_are_read_here(root: Path, local: dict[str, bytes]) -> None:
    class Unasked:
        worth = 1_000

        def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> Future[bytes]:
            raise AssertionError

    assert built(root, "few", Unasked()) == local


def test_what_a_worker_elsewhere_made_need_not_be_made_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit its office's other pages are those that the worker made."""
    options = BuildOptions(copy_content(tmp_path / "root"), tmp_path / "out", AS_OF, BASE_URL, cache=tmp_path / "kept", record_anchors=False)
    with hired(2, worth=1) as crew:
        assert build_site(replace(options, crew=crew)).published
    edited = options.root / "content" / "reports" / "xiqu" / "xiqu-2024-zongjie.md"  # its office has others
    edited.write_text(edited.read_text(encoding="utf-8") + "\n全年另外走访群众321户。\n", encoding="utf-8")
    drawn: list[str] = []
    render = Renderer.render
    monkeypatch.setattr(Renderer, "render", lambda self, page, edition: (drawn.append(page.path), render(self, page, edition))[1])
    assert build_site(options).published
    assert f"reports/{edited.stem}/" in drawn
    assert not {p for p in drawn if p.startswith("reports/")} - {"reports/", f"reports/{edited.stem}/", f"reports/{edited.stem}/figures/"}


class Another:
    """Workers that run another program."""

    worth = 1

    def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> Future[bytes]:
        code = f"import sys; from builder.commands import same_code; same_code.code_here = lambda: b'another'; from {work.__module__} import {work.__name__} as work; work"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=exec, initargs=(code,)) as pool:
            done = pool.submit(work, setup, batch)
            done.exception()
            return done


def test_workers_with_another_program_are_refused(tmp_path: Path) -> None:
    root = small_site(tmp_path / "root")
    result = build_site(BuildOptions(root, tmp_path / "out", AS_OF, BASE_URL, record_anchors=False, crew=Another()))
    assert [(p.code, "同一个版本" in p.found) for p in result.problems] == [("worker.lost", True)]
    assert not (tmp_path / "out").exists()


# ---- Dask ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own, on this machine's own address."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = stack.enter_context((folder / f"{kind}-{len(running)}.log").open("wb"))
        process = subprocess.Popen([sys.executable, "-c", CODE.format(kind), *arguments], stdout=log, stderr=log, env=env, cwd=folder)
        running.append(process)
        return process

    running: list[subprocess.Popen[bytes]] = []
    with ExitStack() as stack:
        try:
            start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(folder / "where.json"))
            alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(folder / "where.json"))
            workers = [start("worker", *alone) for _ in range(2)]
            yield _address(folder / "where.json", 2), workers
        finally:
            for process in running:
                process.kill()
                process.wait()


def _address(where: Path, workers: int) -> str:
    from distributed import Client

    end = time.monotonic() + 120
    while not where.is_file():
        assert time.monotonic() < end
        time.sleep(0.2)
    with Client(scheduler_file=str(where), set_as_default=False, timeout="60s") as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=120)  # type: ignore[no-untyped-call]
        return str(client.scheduler.address)  # type: ignore[union-attr]


def test_a_worker_that_is_killed_changes_no_byte(root: Path, local: dict[str, bytes], dask: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = dask
    given = threading.Event()
    with connected(address) as crew:

        class Watched:
            worth = 1

            def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> object:
                pending = crew.submit(work, setup, batch)
                given.set()
                return pending

        def kill() -> None:
            given.wait(120)
            time.sleep(0.5)  # in the middle of what it was given
            workers[0].send_signal(signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        found = built(root, "dask", Watched())  # type: ignore[arg-type]
        thread.join()
    assert workers[0].wait() == -signal.SIGKILL
    assert found == local


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("builder.cluster._PATIENCE", "1s")
    with pytest.raises(ClusterUnusable, match="dask scheduler"), connected("tcp://127.0.0.1:1"):
        pass


def test_without_dask_the_remedy_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterUnusable, match="附加项"), connected("tcp://127.0.0.1:1"):
        pass
