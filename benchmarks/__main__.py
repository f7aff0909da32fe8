"""How long a build takes beside others: cold, nothing changed, one sentence edited.

    python -m benchmarks [--sizes 5 100] [--rounds 3] [--out benchmarks/RESULTS.md] [--work FOLDER]

Programs take turns, each run in processes of its own, so that a busy machine is busy for all. After an edit our site is compared,
byte by byte, with a site built from the same content without anything kept. Hugo, Pelican and the extended Pagefind are measured
where they are installed (packages hugo, pelican, pagefind-bin-extended).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Run, digests, run
from benchmarks.programs import Program, ours, pagefind_version, peers
from benchmarks.table import Measured, table

COLD, SAME, EDIT = "cold", "nothing changed", "one edit"
REPORT = """# Builds, measured

`python -m benchmarks {asked}`, {day}. {machine}; {versions}.
Load of the machine between sizes: {least:.1f} to {most:.1f} (a quiet one has at most 1 a core). {absent}

{rounds} (above 1,000 reports: one round); programs take turns; ratios are to {base} in the same case. Seconds are worth
something beside a peer's only. Memory is the largest sum of the proportional shares of all processes, seen ten times a second.
“Nothing changed” is for ours the third build: the first writes anchors beside the reports. Every program gets the same texts
and makes a search; ours also reads figures, compares promises with results, makes ledgers, an edition for elders and open data.
After the edit our site was byte for byte what a build makes that knows nothing of an earlier one.

{table}"""
MANY = 1000  # above it one round is enough: it is long, and noise is short


def round_of(program: Program, folder: Path, size: int, check: bool) -> Iterator[tuple[str, Run]]:
    """One program's three cases, each from what the one before has left."""

    def build() -> Run:
        return run(program.command, folder, folder / program.out, program.environment)

    program.prepare(folder, size)
    yield COLD, build()
    if program.settles:
        build()
    yield SAME, build()
    corpus.edit(program.layout, folder, size // 2)
    yield EDIT, build()
    if check:
        again = tuple("again" if word == program.out else word for word in program.command)
        run((*again, "--no-cache"), folder, folder / "again", program.environment)
        if digests(folder / program.out) != digests(folder / "again"):
            raise SystemExit(f"after an edit of {size} reports the site is not what a cold build makes")


def measured(size: int, programs: Sequence[Program], rounds: int, work: Path) -> list[Measured]:
    """All programs in turn, ``rounds`` times."""
    runs: dict[tuple[str, str], list[Run]] = {(case, p.name): [] for case in (COLD, SAME, EDIT) for p in programs}
    for number in range(rounds):
        for program in programs:
            for case, done in round_of(program, work / program.layout, size, check=program.layout == "gongkai" and number == 0):
                print(f"{size} reports, round {number + 1}, {program.name}, {case}: {done.wall:.2f} s, CPU {done.cpu:.2f} s", flush=True)
                runs[case, program.name].append(done)
            shutil.rmtree(work / program.layout)
    return [Measured(size, case, name, done) for (case, name), done in runs.items()]


def machine() -> str:
    """What it ran on, without the machine's name."""
    told = Path("/proc/cpuinfo")
    models = [line.partition(":")[2].strip() for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("model name")] if told.exists() else []
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{f' ({models[0]})' if models else ''}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    parser.add_argument("--work", type=Path, help="a folder with room for the sites; default: a temporary one")
    options = parser.parse_args()
    others, absent = peers()
    programs, begun, loads = [ours(), *others], datetime.now(UTC), [os.getloadavg()[0]]
    all_measured: list[Measured] = []
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        for size in options.sizes:
            all_measured += measured(size, programs, options.rounds if size <= MANY else 1, Path(work).resolve())
            loads.append(os.getloadavg()[0])
    base = others[0].name if others else ""
    versions = ", ".join([*(f"{p.name.partition(' + ')[0]} {p.version}" for p in programs), pagefind_version()])
    asked = f"--sizes {' '.join(map(str, options.sizes))} --rounds {options.rounds}"
    told = REPORT.format(
        asked=asked, day=f"{begun:%Y-%m-%d}", machine=machine(), versions=versions, least=min(loads), most=max(loads), absent=" ".join(absent),
        rounds=f"Medians of {options.rounds} rounds" if options.rounds > 1 else "One round", base=base or "no peer", table=table(all_measured, base),
    )  # fmt: skip
    options.out.write_text(told, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
