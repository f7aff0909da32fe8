"""``gongkai check``: everything a build would find, without publishing; for people and for machines."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder import __version__
from builder.checks.inspection import Known, inspect
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.reading import read_content
from builder.problems import Location, Problem, sort_problems
from builder.scratch import scratch

_TIMEOUT = 15  # seconds for an answer of another site
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_GITHUB = {"error": "error", "warning": "warning", "notice": "notice"}


def check_site(options: BuildOptions, *, external: bool = False) -> list[Problem]:
    """What a build would find; it makes only what no build has made, and no search. ``external``: build, and ask other sites' addresses."""
    from dataclasses import replace

    with scratch("check") as folder:
        out = folder / "site"
        result = build_site(replace(options, out=out, record_anchors=False, publish=external))
        found = list(result.problems)
        if external and out.is_dir():
            found += check_external(out)
    return sort_problems(found)


def inspection(options: BuildOptions, problems: Sequence[Problem]) -> list[str]:
    """The self-check list of the national inspection, a line an item."""
    content = read_content(options.root, options.as_of, options.base_url, options.jobs)
    shown = [r.meta for r in content.public]
    days = [m.published for m in shown if m.published]
    feedback = content.words.info.feedback
    known = Known(
        options.as_of, max(days, default=None), bool(feedback.email or feedback.issues_url),
        sum(m.written is None for m in shown), sum(not m.index_number for m in shown), len(shown),
    )  # fmt: skip
    head = f"国务院办公厅政府网站检查指标（国办秘函〔2019〕19号）自查，{options.as_of}。程序只查得出一部分；分值不在这里计算。"
    return [head, *map(str, inspect(problems, known))]


def check_external(site: Path) -> Iterator[Problem]:
    """Addresses of other sites that do not answer; each is asked once."""
    places: dict[str, str] = {}
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        for address in re.findall(r'href="(https?://[^"]+)"', page.read_text(encoding="utf-8")):
            places.setdefault(address, name)
    for address, name in sorted(places.items()):
        reason = _ask(address)
        if reason:
            yield Problem(
                Location(name),
                "warning",
                "link.external",
                "",
                f"“{address}”{reason}",
                "能打开的网址",
                "核对网址，或注明原文已不在网上",
            )


def _ask(address: str) -> str:
    request = urllib.request.Request(address, method="GET", headers={"User-Agent": f"gongkai/{__version__}"})  # noqa: S310  http(s) only, by the pattern above
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            return "" if answer.status < 400 else f"回答 {answer.status}"
    except urllib.error.HTTPError as error:
        return f"回答 {error.code}"
    except (urllib.error.URLError, OSError, ValueError) as error:
        return f"打不开（{getattr(error, 'reason', error)}）"


def show(problems: Sequence[Problem], form: str) -> str:
    """The findings as text, JSON, SARIF 2.1.0 or GitHub workflow commands."""
    match form:
        case "json":
            return json.dumps([_row(p) for p in problems], ensure_ascii=False, indent=1)
        case "sarif":
            return json.dumps(_sarif(problems), ensure_ascii=False, indent=1)
        case "github":
            return "\n".join(_github(problems))
        case _:
            return "\n".join(str(p) for p in problems)


def _row(p: Problem) -> Mapping[str, Any]:
    return {
        "file": p.location.shown,
        "line": p.location.line,
        "column": p.location.column,
        "severity": p.severity,
        "code": p.code,
        "field": p.field,
        "found": p.found,
        "expected": p.expected,
        "action": p.action,
    }


def _sarif(problems: Sequence[Problem]) -> Mapping[str, Any]:
    rules = sorted({p.code for p in problems})
    results = [
        {
            "ruleId": p.code,
            "level": _LEVELS[p.severity],
            "message": {"text": str(p)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": p.location.shown},
                        "region": {"startLine": max(1, p.location.line)} | ({"startColumn": p.location.column} if p.location.column else {}),
                    }
                }
            ],
        }
        for p in problems
    ]
    driver = {"name": "gongkai", "version": __version__, "rules": [{"id": r} for r in rules]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _github(problems: Iterable[Problem]) -> Iterator[str]:
    for p in problems:
        text = str(p).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = p.location.shown.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        column = f",col={p.location.column}" if p.location.column else ""
        yield f"::{_GITHUB[p.severity]} file={file},line={max(1, p.location.line)}{column},title={p.code}::{text}"
