"""What a build is asked for and what it gives back. Imports little, so that a command that has nothing to do is done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.commands.budget import Budget
from builder.commands.page_sizes import PageSize
from builder.parallel import Crew, Progress, unheard
from builder.problems import Problem
from builder.store import Recent


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line decides. ``as_of`` is the only clock."""

    root: Path
    out: Path
    as_of: date
    base_url: str = ""
    previous: str = ""
    portable: bool = False
    jobs: int = 1
    cache: Path | None = None
    private: Path | None = None  # a folder of the user's own, from which code may be run
    mirrors: Path | None = None  # a folder of the user's own, where the files of sites lie between two builds
    strict: bool = False
    publish: bool = True  # False: only say what is wrong
    keep_slow: bool = False  # search and yearly data of the site before will do: a preview makes the new ones when the page is on the screen
    recent: Recent | None = None  # what builds of this process took from the store: for those that follow
    crew: Crew | None = None  # other workers that read reports and make offices' pages
    progress: Progress = unheard  # is told how far each step is
    record_anchors: bool = True  # write new anchors beside the content; a preview does not


@dataclass(frozen=True)
class BuildResult:
    problems: tuple[Problem, ...]
    published: bool = False
    pages: int = 0
    files: int = 0
    size: int = 0
    sidecars: tuple[Path, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
    sizes: tuple[PageSize, ...] = ()
    budget: Budget | None = None
    collection: Callable[[], Any] | None = None  # the Collection that was published, with all that it says
