"""Is the program of another worker this one? Otherwise what it makes is another site."""

from __future__ import annotations

import functools
from pathlib import Path

import builder
from builder.packaged import packaged_templates
from builder.parallel import WorkerLost
from builder.store import code_key


@functools.cache
def code_here() -> bytes:
    """Digest of the program and templates that this process runs."""
    return code_key(Path(builder.__file__).parent, packaged_templates())


def check_code(wanted: bytes) -> None:
    """Raises WorkerLost where this process runs another program than the one that asks."""
    if code_here() != wanted:
        raise WorkerLost("用的程序和这里的不一样，要装同一个版本的 gongkai 和 Python")
