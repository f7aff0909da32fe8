"""Every figure of the six provinces' restatements stands in the report that was restated; those reports do not ship."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from builder.analysis.figures import load_rules
from builder.commands.reading import read_content
from builder.model import Report
from tests.support import AS_OF, ROOT, SHARED

pytestmark = pytest.mark.parts

EXAMPLE = ROOT / "examples" / "provinces"
SOURCES = SHARED / "reports"
# Runs of this length are words taken over; shorter ones are names, numbers and the fixed terms of statistics.
OWN_WORDS = 56

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the reports that were restated (../shared/reports) do not ship")


def plain(text: str) -> str:
    """One way of writing: width, dashes, the small 2.5 of PM2.5, no white space."""
    return re.sub(r"[\s_]+", "", re.sub("[—–－]", "-", unicodedata.normalize("NFKC", text)))


@cache
def figure() -> re.Pattern[str]:
    """A number with all that belongs to it: 超, 约, 突破 before, unit, per what, 以上, 左右 behind."""
    units = "|".join(re.escape(u) for u in sorted(load_rules()[0].units, key=len, reverse=True))
    return re.compile(
        r"(?:超过|超|近|约|突破|不少于|不低于|低于|接近)?(?<![A-Za-z\d.])\d+(?:\.\d+)?(?:%?-\d+(?:\.\d+)?)?(?:余|多)?[十百千万亿]*(?:余|多)?"
        rf"(?:{units}|年|号)?(?:/(?:立方米|千瓦时|月|年|人))?(?:余|多)?(?:左右|以上|以内|以下)?"
    )


NAMES = sorted(path.stem for path in (EXAMPLE / "content" / "reports").rglob("*.md"))


@cache
def reports() -> dict[str, Report]:
    return {r.meta.id: r for r in read_content(EXAMPLE, AS_OF, "", 1).reports}


def test_a_report_is_named_as_its_file() -> None:
    assert sorted(reports()) == NAMES


def source_of(report: Report) -> Path:
    return SOURCES / report.meta.provenance.file


@cache
def source_text(path: Path) -> str:
    return plain(path.read_text(encoding="utf-8"))


@cache
def figures(text: str) -> tuple[str, ...]:
    return tuple(m[0] for m in figure().finditer(plain(text)))


def words(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fff0-9A-Za-z.%]", "", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("入境游客超3.6万亿元，增长5%左右。", ["超3.6万亿元", "5%左右"]),
        ("PM2.5平均浓度低于34微克/立方米；0—6岁", ["低于34微克/立方米", "0-6岁"]),
        ("整治背街小巷2100多条，5万余个，不少于26万人", ["2100多条", "5万余个", "不少于26万人"]),
        ("增长5%—5.5%，提高至778元/月", ["5%-5.5%", "778元/月"]),
    ],
)
def test_a_figure_is_all_that_belongs_to_it(text: str, found: list[str]) -> None:
    assert list(figures(text)) == found


def test_twelve_reports_of_six_offices_all_restated() -> None:
    found = reports().values()
    assert len(found) == 12
    assert {(r.meta.kind, r.meta.edition) for r in found} == {("gongzuobaogao", "摘编")}
    assert sorted({(r.meta.agency, r.meta.year) for r in found}) == sorted(
        (a, y) for a in {r.meta.agency for r in found} for y in (2025, 2026)
    )
    for r in found:
        assert len(figures(r.text)) >= 40, r.meta.id


@needs_sources
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_stands_in_the_source(name: str) -> None:
    """As a whole: 5% is not 5%左右, 3座 is not the end of 13座, 2083亿元 not 超2083亿元."""
    stated = set(figures(source_text(source_of(reports()[name]))))
    assert [f for f in figures(reports()[name].text) if f not in stated] == []


@needs_sources
@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_of_that_file(name: str) -> None:
    report = reports()[name]
    assert hashlib.sha256(source_of(report).read_bytes()).hexdigest() == report.meta.provenance.sha256
    source = source_text(source_of(report))
    assert plain(report.meta.title) in source
    assert not report.meta.source.name or plain(report.meta.source.name) in source
    assert not report.meta.source.url
    assert report.meta.published is None or report.meta.published.isoformat() in source


@needs_sources
@pytest.mark.parametrize("name", NAMES)
def test_the_sentences_are_its_own(name: str) -> None:
    text, source = words(reports()[name].text), words(source_text(source_of(reports()[name])))
    taken = {source[i : i + OWN_WORDS] for i in range(len(source) - OWN_WORDS + 1)}
    assert [text[i : i + OWN_WORDS] for i in range(len(text) - OWN_WORDS + 1) if text[i : i + OWN_WORDS] in taken] == []
