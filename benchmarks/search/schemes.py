"""Single characters or overlapping pairs? Builds both indexes of a site root and times queries in node.

    python -m benchmarks.search.schemes SITE_ROOT WORK_DIR [--records 6500] [--chunk 1500] [--schemes singles,pairs]

Prints size, index time and memory of each, then per query: hits, first and repeated time over all shards, the
slowest shard, and the bytes of index fetched (a session: chunks stay loaded). See docs/decisions/0001-search-tokens.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from builder import pagefind, search
from builder.analysis import search_index
from builder.analysis.search_records import SearchHead, SearchText
from builder.analysis.search_words import HelperData
from builder.site_root import parse_report, read_dictionaries, report_files
from builder.store import opened

_HAN = re.compile(r"[\u3400-\u9fff]")


def in_pairs(twin: str) -> str:
    """The same twin with every character joined to the one behind it, within a clause."""
    tokens = twin.split(" ")
    out: list[str] = []
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        own = _HAN.search(token)
        if own and _HAN.match(following):
            head = "ʘ" if token.endswith("ʘ") else ""
            out.append(token[: own.end()] + following[0] + token[own.end() :].replace("ʘ", "") + head)
        else:
            out.append(token)
    return " ".join(out)


def plan_of(root: Path, records: int) -> search_index.SearchPlan:
    words = read_dictionaries(root)
    read = [parse_report(f, words.agencies, words.kinds) for f in report_files(root, [])]
    search.plan_helper = lambda *_, **__: HelperData()  # type: ignore[assignment]  # not measured here
    reports = [r.report for r in read if r.report is not None]
    return search_index.plan_reports(reports, {}, {}, as_of=date(2100, 1, 1), records_per_shard=records)


def turned(shard: search_index.Shard, turn: Callable[[str], str], heads: Sequence[SearchHead]) -> list[SearchText]:
    """Its texts in another scheme of tokens."""
    return [
        dataclasses.replace(text, records=tuple(dataclasses.replace(r, twin=turn(r.twin)) for r in text.records)) for text in shard.fetch(heads)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--records", type=int, default=search_index.RECORDS_PER_SHARD)
    parser.add_argument("--chunk", default=pagefind.CHUNK)
    parser.add_argument("--schemes", default="singles,pairs")
    args = parser.parse_args()
    pagefind.CHUNK = args.chunk
    plan = plan_of(args.root, args.records)
    for scheme in args.schemes.split(","):
        turn = in_pairs if scheme == "pairs" else str
        shards = tuple(dataclasses.replace(s, fetch=partial(turned, s, turn)) for s in plan.shards)
        out = args.work / scheme
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        start = time.perf_counter()
        with opened(None) as store:
            written = search.write_search(dataclasses.replace(plan, shards=shards, scan=False), out, store, jobs=2, timeout=7200)
        for problem in written.problems:
            sys.exit(str(problem))
        size = {kind: sum(p.stat().st_size for p in out.glob(f"pagefind/*/{kind}")) for kind in ("index/*", "text/*", "*.pf_meta")}
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"\n{scheme}: {plan.report_count} reports, {sum(s.size for s in shards)} records, {len(shards)} shards, chunk {args.chunk}")
        print(f"  written in {time.perf_counter() - start:.1f} s, peak {memory} MB; bytes: " + ", ".join(f"{k} {v:,}" for k, v in size.items()), flush=True)
        subprocess.run(["node", str(Path(__file__).with_name("queries.mjs")), str(out), scheme], check=True)


if __name__ == "__main__":
    main()
