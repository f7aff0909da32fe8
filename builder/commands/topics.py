"""``gongkai topics suggest``: candidates for topics.yml from the site's own reports."""

from __future__ import annotations

from pathlib import Path

from builder.analysis.suggest import render_yaml, suggest_topics
from builder.problems import Problem
from builder.site_root import parse_report, read_dictionaries, report_files


def suggest(root: Path, limit: int) -> tuple[str, list[Problem]]:
    """YAML of the best candidates, and the problems met while reading."""
    words = read_dictionaries(root)
    problems = list(words.problems)
    read = [parse_report(f, words.agencies, words.kinds) for f in report_files(root, problems)]
    problems += [p for r in read for p in r.problems]
    reports = [r.report for r in read if r.report is not None and r.report.meta.withdrawn is None]
    names = [name for agency in words.agencies for name in agency.names]
    found = suggest_topics(reports, words.topics, limit, names)
    return render_yaml(found) if found else "# 没有找到新的候选", problems
