"""Maps over processes: the order of the input, closures, and an end that is told."""

from __future__ import annotations

import os
import sys

import pytest

from builder import parallel
from builder.parallel import WORTH_A_POOL, ordered_map

ITEMS = range(WORTH_A_POOL + 7)


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_keep_the_order_of_the_input(platform: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", platform)
    assert ordered_map(double, ITEMS, jobs) == [double(n) for n in ITEMS]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_step_may_be_any_closure(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", platform)
    table = {n: str(n) for n in ITEMS}
    assert ordered_map(lambda n: table[n], ITEMS, 2) == [str(n) for n in ITEMS]


def test_few_items_stay_in_this_process() -> None:
    assert set(ordered_map(lambda _: os.getpid(), range(3), 2)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_step_raises_is_raised_here(jobs: int) -> None:
    def refuse(n: int) -> int:
        if n == WORTH_A_POOL:
            raise LookupError(str(n))
        return n

    with pytest.raises(LookupError, match=str(WORTH_A_POOL)):
        ordered_map(refuse, ITEMS, jobs)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux copies processes")
def test_a_worker_that_dies_is_no_result() -> None:
    def die(n: int) -> int:
        if n == WORTH_A_POOL:
            os._exit(3)
        return n

    with pytest.raises(RuntimeError):
        ordered_map(die, ITEMS, 2)
