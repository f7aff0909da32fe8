"""Maps over processes: the order of the input, closures, and an end that is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest

from builder.parallel import WORTH_A_POOL, forked_map, ordered_map

ITEMS = range(WORTH_A_POOL + 7)


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("mapped", [ordered_map, forked_map])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_keep_the_order_of_the_input(mapped: Callable[..., list[int]], jobs: int) -> None:
    assert mapped(double, ITEMS, jobs) == [double(n) for n in ITEMS]


def test_a_forked_step_may_be_any_closure() -> None:
    table = {n: str(n) for n in ITEMS}
    assert forked_map(lambda n: table[n], ITEMS, 2) == [str(n) for n in ITEMS]


def test_few_items_stay_in_this_process() -> None:
    assert set(forked_map(lambda _: os.getpid(), range(3), 2)) == {os.getpid()}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux copies processes")
def test_a_worker_that_dies_is_no_result() -> None:
    def die(n: int) -> int:
        if n == WORTH_A_POOL:
            os._exit(3)
        return n

    with pytest.raises(RuntimeError):
        forked_map(die, ITEMS, 2)
