"""What all tests share: the four tiers by folder, one site built once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

import builder
from builder import store
from builder.analysis import dictionary
from builder.cache_folder import private_folder
from builder.commands import build, status, unchanged
from builder.packaged import packaged_templates
from builder.rendering import assets, env
from builder.workplace import workplace
from tests.support import BASE_URL, Serve, copy_content, serving, tiers_left_out, tiers_of_file, tiers_of_folder
from tests.support import build as build_whole

# As the program itself does: thousands of tests and what they hold are nothing to go through again and again.
gc.set_threshold(100_000, 50, 1000)

# A slow machine is no fault of the code; automatic checks try the same examples every time.
settings.register_profile("gongkai", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")


# What the package ships is the same at every build; a process of tests, which builds a hundred small sites, reads and works it out once.
dictionary.dictionary_lines = cache(dictionary.dictionary_lines)
assets.with_older_words = cache(assets.with_older_words)
_SHIPPED = {Path(builder.__file__).parent, packaged_templates()}
_shipped_key = cache(store.code_key)


def _code_key(*folders: Path) -> bytes:
    return _shipped_key(*folders) if _SHIPPED.issuperset(folders) else store.code_key(*folders)


build.code_key = status.code_key = unchanged.code_key = _code_key


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is whole in a tier that nobody asks for is not even loaded: with what it imports, that takes as long as a tenth of the quick tests."""
    left_out = tiers_left_out(config.option.markexpr)
    tiers = tiers_of_folder(collection_path) if collection_path.is_dir() else tiers_of_file(collection_path)
    return True if left_out.intersection(tiers) else None


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nothing in it need be looked through again and again."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """A test's tier is its folder, or what it is marked as; the long ones come first, so that two workers end together.

    A property that is tried on hundreds of texts is no quick test, wherever it stands; nor is a recipe, or a document read.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("whole")
        for tier in tiers_of_folder(item.path.parent):
            item.add_marker(tier)
    if "whole" in tiers_left_out(config.option.markexpr):
        # Before Hypothesis sees that there are properties, and looks through all modules for constants to try them on.
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("whole")])
        items[:] = [item for item in items if not item.get_closest_marker("whole")]
    order = ("whole", "browser", "parts")
    items.sort(key=lambda item: next((place for place, tier in enumerate(order) if item.get_closest_marker(tier)), len(order)))


def _of_all(factory: pytest.TempPathFactory) -> Path:
    """The folder of the run, in which those of its workers stand."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Never the user's own cache; templates are compiled once for a run, whoever builds and whatever it says."""
    os.environ["GONGKAI_CACHE"] = str(_of_all(tmp_path_factory) / "cache")
    folder = private_folder(os.environ)
    assert folder
    kept = env.keep_compiled(folder)
    env.keep_compiled = lambda _: kept


def _once(factory: pytest.TempPathFactory, name: str, **options: object) -> Path:
    """A site that is built once for all workers of a run; nobody changes it."""
    shared = _of_all(factory) / name
    with workplace(shared, lambda: None):  # the lock of one output: a second worker waits for the first
        if not shared.exists():
            root = copy_content(factory.mktemp("root"))
            build_whole(root, root / name, **options)
            (root / name).rename(shared)  # whole or not at all, whatever stops the first
    return shared


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture's site, built once without a base URL."""
    return _once(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def based_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site as it is built for a host, below a path; feeds, XML sitemap and QR codes included."""
    return _once(tmp_path_factory, "based", base_url=BASE_URL)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """``serve(folder, base="/")`` → address; stopped with the session."""
    running = []

    def start(folder: Path, base: str = "/") -> str:
        running.append(serving(folder, base))
        return running[-1].__enter__()

    yield start
    for one in running:
        one.__exit__(None, None, None)
