"""Measurements as the Markdown of RESULTS.md: medians, and ratios to the peer of the same case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.measure import Run

HEAD = (
    "reports", "case", "program", "wall s", "CPU s", "wall ratio", "CPU ratio", "memory MB", "files", "MB", "files a report", "KB a report"
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """The runs of one program in one case."""

    reports: int
    case: str
    program: str
    runs: Sequence[Run]


def middle(runs: Sequence[Run]) -> Run:
    """Each figure's median; what lies on disk is the same in all."""
    return Run(
        median(r.wall for r in runs), median(r.cpu for r in runs), int(median(r.memory for r in runs)), runs[-1].size, runs[-1].files
    )


def table(measured: Sequence[Measured], base: str) -> str:
    """A row each; ratios are those of ``base`` in the same case, and left out where it did not run."""
    bases: Mapping[tuple[int, str], Run] = {(m.reports, m.case): middle(m.runs) for m in measured if m.program == base}
    rows = [HEAD, ("---",) + ("---:",) * (len(HEAD) - 1)]
    for one in measured:
        run, peer = middle(one.runs), bases.get((one.reports, one.case))
        ratios = (f"{run.wall / peer.wall:.2f}", f"{run.cpu / peer.cpu:.2f}") if peer else ("–", "–")
        memory = f"{run.memory / 1e6:,.0f}" if run.memory else "–"
        rows.append(
            (f"{one.reports:,}", one.case, one.program, f"{run.wall:.2f}", f"{run.cpu:.2f}", *ratios, memory, f"{run.files:,}",
             f"{run.size / 1e6:,.1f}", f"{run.files / one.reports:.1f}", f"{run.size / one.reports / 1e3:,.0f}")
        )  # fmt: skip
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
