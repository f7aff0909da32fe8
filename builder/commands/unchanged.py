"""Has anything changed since the last build of this output? Answered from bytes alone, before anything is parsed or imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import builder
from builder.commands.options import BuildOptions, BuildResult
from builder.manifest import MANIFEST
from builder.output import strangers
from builder.packaged import packaged_templates
from builder.published import Published
from builder.store import Store, ValueLost, code_key, contents, key_of, opened, pack, unpack


def last_result(options: BuildOptions) -> BuildResult | None:
    """What the last build said, if this one would say and make the same; None where it must be run."""
    if options.previous or options.cache is None or not options.out.is_dir() or options.out.is_symlink():
        return None
    try:
        with opened(options.cache) as store:
            data = store.get(_noted_key(inputs_key(options)))
            published = Published.read(options.out, store) if data else None
            if data is None or published is None or not published.is_untouched:
                return None
            written, keep, result = unpack(data)
            done: BuildResult = result
            if written != published.stamps.get(MANIFEST):
                return None  # other inputs, or another manifest before this one, have made what is there
            return done if not strangers(options.out, (*published.stamps, MANIFEST), keep) else None
    except (OSError, ValueLost):
        return None


def note_build(store: Store, options: BuildOptions, inputs: bytes, result: BuildResult, keep: Sequence[str]) -> None:
    """For the next time; one that has recorded anchors has changed its own inputs."""
    if not options.previous and not result.sidecars:
        written = Published.read(options.out, store).stamps.get(MANIFEST)
        store.put_all({_noted_key(inputs): pack((written, tuple(keep), replace(result, collection=None, timings=())))})


def inputs_key(options: BuildOptions) -> bytes:
    """Digest of all that a build reads and is asked for."""
    own = options.root / "templates"
    folders = [options.root / "content", *([own] if own.is_dir() and own.resolve() != packaged_templates().resolve() else [])]
    asked = repr((options.out.resolve(), options.as_of, options.base_url, options.portable, options.strict, options.record_anchors))
    return key_of(asked, code_key(Path(builder.__file__).parent, packaged_templates()), *map(str, folders), *contents(*folders))


def _noted_key(inputs: bytes) -> bytes:
    return key_of("build", inputs)

