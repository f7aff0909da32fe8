"""Local preview: build into a folder of its own, serve it, build again on change. Never touches the published site."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from builder.cache_folder import made_private
from builder.commands.build import PREVIEW, build_site
from builder.commands.options import BuildOptions
from builder.commands.review_desk import ReviewDesk
from builder.devserver import Outcome, Preview, PreviewServer, run
from builder.parallel import default_jobs, hired
from builder.privacy import mask
from builder.problems import sort_problems
from builder.rendering.env import packaged_templates
from builder.scratch import kept_or_scratch
from builder.store import Recent, values_folder


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What the command line decides. ``base_path`` begins and ends with a slash."""

    root: Path
    as_of: date
    port: int = 8000
    base_path: str = "/"
    private: Path | None = None


def serve_site(options: ServeOptions, opened: Callable[[str], None], told: Callable[[Outcome], None], stop: threading.Event) -> None:
    """Serve until ``stop`` is set. ``opened`` hears the address, ``told`` every build's outcome.

    The preview lies in the user's cache, so that the next one begins with it: its pages are not among the values. Raises OSError when the port is taken.
    """
    cache = values_folder(options.private, options.root)
    with kept_or_scratch(_kept(cache), "serve") as temporary:
        desk = ReviewDesk(options.root, options.as_of, options.base_path)
        preview = Preview(temporary / "site", options.base_path, desk=desk)
        server = PreviewServer(preview, options.port)
        opened(server.address)
        build = BuildOptions(
            options.root, preview.folder, options.as_of, base_url=server.address, cache=cache, private=options.private,
            mirrors=temporary / "sites", record_anchors=False, recent=Recent(),
        )  # fmt: skip
        edited = replace(build, keep_slow=True)
        folders = dict.fromkeys(f.resolve() for f in (options.root / "content", options.root / "templates", packaged_templates()))
        run(preview, server, lambda: outcome_of(edited, desk), lambda: outcome_of(build), list(folders), told, stop)


def _kept(cache: Path | None) -> Path | None:
    """Where the preview stays, if nobody else can write there."""
    try:
        return cache / PREVIEW if cache and made_private(cache) else None
    except OSError:
        return None


def outcome_of(options: BuildOptions, desk: ReviewDesk | None = None) -> Outcome:
    """Build once. One job: processes must not be forked beside the server's threads; where much is to be done, workers begin afresh."""
    begun = desk.begin() if desk else 0
    try:
        with hired(default_jobs()) as crew:
            result = build_site(replace(options, crew=crew))
        if desk and result.collection:
            desk.refresh(result.collection, begun)
    except Exception as error:  # whatever breaks a preview, a template above all, is shown in it
        said = (f"{type(error).__name__}：{error}", *traceback.format_exc().splitlines()[-6:])
        return Outcome(False, tuple(map(mask, said)))
    found = sort_problems(result.problems)
    errors = tuple(str(p) for p in found if p.severity == "error")
    return Outcome(result.published, errors or tuple(str(p) for p in found if p.severity == "warning"))
