"""Workers of a Dask cluster as a crew: what is sent and what comes back is bytes, no disk is shared, what a lost worker had is done again by another.

The only user of Dask, which is an extra. Dask runs what is sent to it: a cluster is to be trusted like this machine, and its
ports kept from others (Dask's own settings for TLS hold here too).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from builder.parallel import ClusterUnusable, Crew, WorkerLost

_PATIENCE = "20s"  # for the scheduler to answer


@contextmanager
def connected(address: str) -> Iterator[Crew]:
    """The cluster whose scheduler listens at ``address`` (tcp://host:8786). Raises ClusterUnusable."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterUnusable("没有安装 Dask；安装时带上附加项：pip install 'gongkai[cluster] @ …'（见 docs/scaling.md）") from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterUnusable(f"{address}：连不上调度器（{error}）；先在那台机器上运行 dask scheduler，再运行 dask worker") from None
    with client:
        if not client.scheduler_info().get("workers"):
            raise ClusterUnusable(f"{address}：调度器下面没有工作进程；先运行 dask worker {address}")
        yield _Cluster(client)


@dataclass(frozen=True)
class _Cluster:
    client: Any
    worth: int = 1

    def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> _Given:
        # Not pure: equal work would be looked up by hashing all of it.
        return _Given(self.client.submit(work, setup, batch, pure=False, retries=0))


@dataclass(frozen=True)
class _Given:
    future: Any

    def result(self) -> bytes:
        from distributed import CancelledError, KilledWorker

        try:
            found: bytes = self.future.result()
        except (KilledWorker, CancelledError, OSError) as error:
            raise WorkerLost(f"丢失了，集群没有做完它那一份（{type(error).__name__}）") from None
        self.future.release()
        return found
