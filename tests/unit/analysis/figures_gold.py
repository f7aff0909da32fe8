"""The project's own gold set: how well figures are read, field by field.

Run it for the table: ``python -m tests.unit.analysis.figures_gold`` (``--wrong`` lists what is wrong).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.reading import extract_rows
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.problems import Location
from tests.unit.analysis.figures_quality import Label, Quality, measure

GOLD = Path(__file__).parents[2] / "cases" / "gold"


def read_gold() -> tuple[list[tuple[Report, str]], list[Label]]:
    """The labelled reports with their halves, and the labels."""
    reports: list[tuple[Report, str]] = []
    labels: list[Label] = []
    for name, entry in yaml.safe_load((GOLD / "labels.yml").read_text(encoding="utf-8")).items():
        title, _, body = (GOLD / f"{name}.md").read_text(encoding="utf-8").removeprefix("# ").partition("\n")
        parsed = parse_body(body)
        year = int(re.findall(r"20\d\d", title)[0])
        meta = Metadata(id=name, title=title, year=year)
        reports.append((Report(meta, Location(name), parsed.sections, parsed.paragraphs, parsed.blocks), entry["half"]))
        labels += [Label(name, row["snippet"], row) for row in entry["rows"]]
    return reports, labels


def gold_quality() -> Quality:
    """Precision and recall on the gold set with the shipped rules."""
    reports, labels = read_gold()
    rules, _ = load_rules()
    found: list[tuple[str, IndicatorRow]] = []
    for report, half in reports:
        found += [(report.id, row) for row in extract_rows(report, half, rules)]  # type: ignore[arg-type]
    texts = {report.id: {p.id: p.text for p in report.paragraphs} for report, _ in reports}
    return measure(found, labels, texts)


def table(quality: Quality) -> str:
    """The figures as lines of text."""
    lines = [
        f"whole row   precision {quality.precision:.3f}  recall {quality.recall:.3f}",
        f"value       precision {quality.value_precision:.3f}  recall {quality.value_recall:.3f}",
    ]
    return "\n".join(lines + [f"{name:<11} {share:.3f}" for name, share in quality.fields.items()])


if __name__ == "__main__":
    result = gold_quality()
    print(table(result))
    if "--wrong" in sys.argv:
        print("\n".join(result.wrong))
