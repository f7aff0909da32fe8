"""Ordered map over processes; results keep the order of the input, whatever the number of jobs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

WORTH_A_POOL = 60  # items; below this the pool costs more than it saves


def default_jobs() -> int:
    """As many jobs as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(step: Callable[[A], B], items: Iterable[A], jobs: int) -> list[B]:
    """``step`` over all items. ``step`` must be picklable when more than one job is used."""
    work = list(items)
    if jobs <= 1 or len(work) < WORTH_A_POOL:
        return [step(item) for item in work]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(step, work, chunksize=max(1, len(work) // (jobs * 8))))
