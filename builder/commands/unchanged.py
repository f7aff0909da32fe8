"""Has anything changed since the last build of this output? Answered before anything is parsed or imported.

From the sizes and times of the files where they are those that were noted, else from their bytes: a fresh checkout has other times.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import builder
from builder.commands.options import BuildOptions, BuildResult
from builder.manifest import MANIFEST
from builder.mirror import COARSE
from builder.output import strangers
from builder.packaged import packaged_templates
from builder.published import Published
from builder.store import Store, ValueLost, code_key, contents, key_of, opened, pack, signs, unpack


class Inputs:
    """All that a build reads and is asked for, as it is now: ``signs`` what the disk says of the files, ``key`` a digest of the files themselves.

    ``code``, ``templates``: digests of the program and of the templates that ship with it.
    """

    def __init__(self, options: BuildOptions) -> None:
        own = options.root / "templates"
        self._folders = [options.root / "content", *([own] if own.is_dir() and own.resolve() != packaged_templates().resolve() else [])]
        asked = repr((options.out.resolve(), options.as_of, options.base_url, options.portable, options.strict, options.record_anchors))
        self.code, self.templates = code_key(Path(builder.__file__).parent), code_key(packaged_templates())
        self._asked = key_of(asked, self.code, self.templates, *map(str, self._folders))
        self.signs, self.changed = self._look()

    def _look(self) -> tuple[bytes, int]:
        told, changed = signs(*self._folders)
        return key_of("signs", self._asked, told), changed

    @property
    def stand(self) -> bool:
        """Has none of the files been edited since?"""
        return self._look()[0] == self.signs

    @cached_property
    def key(self) -> bytes:
        return key_of(self._asked, *contents(*self._folders))

    @property
    def is_settled(self) -> bool:
        """Was none of the files changed just now? Then their signs tell if one changes."""
        return self.changed < time.time_ns() - COARSE


def last_result(options: BuildOptions, inputs: Inputs | None = None) -> BuildResult | None:
    """What the last build said, if this one would say and make the same; None where it must be run."""
    if options.previous or options.cache is None or not options.out.is_dir() or options.out.is_symlink():
        return None
    inputs = inputs or Inputs(options)
    try:
        with opened(options.cache) as store:
            known = store.get(inputs.signs)
            data = store.get(_noted_key(unpack(known) if known else inputs.key))
            published = Published.read(options.out, store) if data else None
            if data is None or published is None or not published.is_untouched:
                return None
            written, keep, result = unpack(data)
            done: BuildResult = result
            if written != published.stamps.get(MANIFEST):
                return None  # other inputs, or another manifest before this one, have made what is there
            return done if not strangers(options.out, (*published.stamps, MANIFEST), keep, published.settled) else None
    except (OSError, ValueLost):
        return None


def note_build(store: Store, options: BuildOptions, inputs: Inputs, result: BuildResult, keep: Sequence[str]) -> None:
    """For the next time, if nothing was edited since ``inputs`` was asked for; a build that has recorded anchors has changed its own inputs."""
    if options.previous or result.sidecars or not inputs.stand:
        return
    written = Published.read(options.out, store).stamps.get(MANIFEST)
    noted = {_noted_key(inputs.key): pack((written, tuple(keep), replace(result, collection=None, timings=())))}
    store.put_all(noted | ({inputs.signs: pack(inputs.key)} if inputs.is_settled else {}))


def _noted_key(inputs: bytes) -> bytes:
    return key_of("build", inputs)
