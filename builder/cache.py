"""Remember a pure step by the hash of its input; deleting the folder is always safe."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

B = TypeVar("B")


def key_of(*parts: object) -> str:
    """A key from strings, bytes and frozen dataclasses (by their repr): same input, same key."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode() if isinstance(part, str) else repr(part).encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def remember(folder: Path | None, key: str, step: Callable[[], B]) -> B:
    """The step's result, from the folder if it is there. A damaged entry is made anew.

    The folder is the user's own (``--cache``); entries are pickles and must not come from strangers.
    """
    if folder is None:
        return step()
    path = folder / key[:2] / key[2:]
    try:
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # noqa: S301  our own file
    except Exception:  # noqa: BLE001  pickle raises anything on damage; the step itself is the fallback
        value = step()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
    Path(name).replace(path)
    return value
