"""The search page of a built site in Chromium: milliseconds and bytes a query, first list and all shards.

    python -m benchmarks.search.page SITE [--base /any/base/] [--queries FILE]

SITE is a built site (a whole one, or what part.py made). Queries are typed like a reader's, 15 ms a key, into one
page (warm). Printed: time from the last key to the first list of ten and to the last change, bytes fetched.
"""

from __future__ import annotations

import argparse
import gzip
import json
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.support import CHROMIUM_ARGUMENTS, serving

QUERIES = Path(__file__).resolve().parents[2] / "tests" / "cases" / "search" / "queries.json"
WATCH = """() => {
  window.seen = {first: 0, last: 0};
  const list = document.getElementById('results');
  window.eye?.disconnect();
  window.eye = new MutationObserver(() => {
    const now = performance.now();
    if (list.querySelector('[data-result]') && !window.seen.first) window.seen.first = now;
    window.seen.last = now;
  });
  window.eye.observe(document.getElementById('search-app'), {childList: true, subtree: true});
  return performance.now();
}"""


def ask(page: Page, query: str) -> dict[str, float]:
    """One query: ms to the first list and to the settled one, and how many places the page says it found."""
    page.fill("#q", "")
    page.wait_for_timeout(150)
    page.type("#q", query[:-1], delay=15)
    page.evaluate(WATCH)
    page.type("#q", query[-1:], delay=0)
    start = page.evaluate("performance.now()")
    page.wait_for_selector("#results:not([aria-busy])", state="attached", timeout=60_000)
    page.wait_for_timeout(120)
    seen = page.evaluate("window.seen")
    return {"first": max(0.0, (seen["first"] or seen["last"]) - start), "all": max(0.0, seen["last"] - start)}


def weight(site: Path, name: str) -> int:
    """Bytes of a published file as a host sends it: text compressed, the index is so already."""
    file = site / name
    if not file.is_file():
        return 0
    return len(gzip.compress(file.read_bytes())) if file.suffix in {".json", ".js", ".css", ".html"} else file.stat().st_size


def spread(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:.0f} / {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.0f}"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("site", type=Path)
    arguments.add_argument("--base", default="/any/base/")
    arguments.add_argument("--queries", type=Path, default=QUERIES)
    arguments.add_argument("--chromium", default="/usr/bin/chromium")
    options = arguments.parse_args()
    queries = [q["q"] for q in json.loads(options.queries.read_text(encoding="utf-8"))["queries"]]
    with serving(options.site, options.base) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(locale="zh-CN")
        fetched = [0]
        weigh = cache(partial(weight, options.site))
        page.context.on("response", lambda r: fetched.__setitem__(0, fetched[0] + weigh(urlsplit(r.url).path.removeprefix(options.base))))
        page.goto(f"{address}search/")
        page.focus("#q")
        page.evaluate("siteSearch.ready().then(() => 1)")
        for turn in ("first time", "again"):
            rows = []
            for query in queries:
                fetched[0] = 0
                rows.append({**ask(page, query), "bytes": fetched[0]})
            firsts, alls, sizes = ([row[name] for row in rows] for name in ("first", "all", "bytes"))
            print(f"{turn}: first list {spread(firsts)} ms, settled {spread(alls)} ms, {spread([s / 1000 for s in sizes])} KB (median / p95)")
        browser.close()


if __name__ == "__main__":
    main()
