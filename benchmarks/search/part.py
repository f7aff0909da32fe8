"""The search of a large site without its pages: the tests' site, with index and helper data of another site root.

    python -m benchmarks.search.part SITE_ROOT OUT [--jobs 2]

For page.py: what a search costs in the browser depends on index and helper data alone. Topics are left out, they
need the whole analysis. Prints seconds, sizes, peak memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from datetime import date
from pathlib import Path

from builder.analysis.search_index import plan_reports
from builder.analysis.search_records import SearchNames
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.reading import read_content
from builder.search import write_search
from builder.store import opened

SHELL = Path(__file__).resolve().parents[2] / "tests" / "sites" / "complete"
DAY = date(2100, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    build_site(BuildOptions(SHELL, options.out, DAY, jobs=options.jobs, record_anchors=False))
    clock = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal clock
        clock, before = time.perf_counter(), clock
        print(f"{name}: {clock - before:.1f} s", flush=True)

    content = read_content(options.root, DAY, "", options.jobs)
    lap(f"read {len(content.reports)} reports")
    agencies = {a.id: a for a in content.words.agencies}
    names = {
        r.id: SearchNames(r.meta.agency, a.name, a.short, r.meta.kind) for r in content.public if (a := agencies.get(r.meta.agency))
    }
    plan = plan_reports(content.public, names, {}, as_of=DAY)
    lap(f"planned {sum(s.size for s in plan.shards)} records in {len(plan.shards)} shards")
    with opened(None) as store:
        problems = write_search(plan, options.out, store, jobs=options.jobs).problems
    lap(f"indexed, {len(problems)} problems")
    characters = sum(len(r.twin.replace(" ", "")) for s in plan.shards for r in s.records)
    for part in ("text", "index"):
        size = sum(f.stat().st_size for f in (options.out / "pagefind").glob(f"*/{part}/*"))
        print(f"{part}: {size / 1e6:.1f} MB, {size / characters:.2f} KB per 1,000 characters")
    for file in ("manifest.json", "helper.json", "suggest.json"):
        print(f"{file}: {(options.out / 'search-data' / file).stat().st_size / 1000:.0f} KB")
    for who, name in ((resource.RUSAGE_SELF, "python"), (resource.RUSAGE_CHILDREN, "largest child")):
        print(f"peak memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
