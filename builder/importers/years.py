"""Which year and which part of it a document is of: of the title, the date line, the record, the text, in this order."""

from __future__ import annotations

import re

from builder.importers.chrome import Cut
from builder.importers.record import show_moment
from builder.importers.values import ImportOptions, Note
from builder.text import END_OF_YEAR, PLAN_ENDS, chinese_number

# Period in a title → (as recorded, part of the id).
_PERIODS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("上半年"), "上半年", "shangbannian"),
    (re.compile("下半年"), "下半年", "xiabannian"),
    (re.compile("前三季度|1[—\\-–至~～]9月"), "前三季度", "qiansanjidu"),
    (re.compile("第?[一1]季度"), "第一季度", "yijidu"),
    (re.compile("第?[二2]季度"), "第二季度", "erjidu"),
    (re.compile("第?[三3]季度"), "第三季度", "sanjidu"),
    (re.compile("第?[四4]季度"), "第四季度", "sijidu"),
    (re.compile("(?<![〇○零一二三四五六七八九十])五年|“?十[一二三四五六]五”?|20\\d\\d\\s*[—\\-–至~～]\\s*20\\d\\d(?!\\s*学年)"), "五年", "wunian"),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|政府工作|工作(?:总结|报告|计划|要点)|[—\-–至~]\s*20\d\d|[)）]|\Z))")
_CN_YEAR = re.compile(r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年")
# A year that a document looks ahead to, and is not of: 2035年远景目标, 到2030年, 2030年前碳达峰.
_HORIZON = re.compile(r"(?:(?<!达)到|(?<!截)至|面向|迈向|展望)\s*[\d二〇○零一三四五六七八九]{4}年?|[\d二〇○零一三四五六七八九]{4}年(?=远景|前(?!三?季度|半|\d))")
WIDE_DIGITS = {ord("０") + n: str(n) for n in range(10)}


def last_of_span(title: str, body: str, year: int, cut: Cut) -> int:
    """A look back on five years is of the last of them, or of the year it was written in if that came before."""
    span = re.search(r"20\d\d年?\s*[—\-–至~～]\s*(20\d\d)", title)
    plan = re.search("十([一二三四五六])五", title)
    span = span or (None if plan else re.search(r"20\d\d年?\s*[—\-–至~～]\s*(20\d\d)", body[:200]))
    end = int(span[1]) if span else PLAN_ENDS[plan[1]] if plan else 0
    written = cut.record.get("written")
    days = [written.value] if written else [line.text for line in cut.lines if line.apart]
    day = next((int(m[0]) for text in days if (m := re.match(r"20\d\d", show_moment(text)))), 0)
    return min(end, day) if end and day >= 2000 and day > end - 5 else end


def given_for_year(cut: Cut) -> int:
    """The year that a work report is of, by the line under its title or its record: the one it was given in, at the end of a year the next."""
    apart = [line.text for line in cut.lines if line.apart]
    spoken = [*apart, *([cut.record["written"].value] if "written" in cut.record else [])]
    day = next((moment for text in spoken if (moment := show_moment(text))), "")
    if day:
        return int(day[:4]) + (int(day[5:7]) >= END_OF_YEAR)
    stated = [*apart, *([cut.record["published"].value] if "published" in cut.record else [])]
    return next((year for text in stated if (year := year_in(text) or int((re.match(r"20\d\d(?=-)", text) or "0")[0]))), 0)


def find_year(title: str, body: str, given_in: int, options: ImportOptions, notes: list[Note], inferred: list[str]) -> int:
    year = year_in(title)
    if year:
        return year
    if re.fullmatch(r"\d{4}", options.year):
        return int(options.year)
    if given_in:
        inferred.append("year")
        notes.append(Note("inferred", "year", f"年份由题注或日期推断为 {given_in} 年（工作报告按安排哪一年的工作）"))
        return given_in
    opening = year_in(body[:120])
    years = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", _HORIZON.sub("", body))]
    common = max(set(years), key=lambda y: (years.count(y), y)) if years else 0
    year = opening or common
    if year:
        inferred.append("year")
        notes.append(Note("inferred", "year", f"年份由正文推断为 {year} 年"))
    else:
        notes.append(Note("missing", "year", "没有找到年份；请用 --year 给出"))
    return year


def year_in(text: str) -> int:
    """The first year named in a text, in Arabic or Chinese numerals; 0 if none."""
    text = _HORIZON.sub("", text.translate(WIDE_DIGITS))
    match = _YEAR.search(text)
    if match:
        return int(match[1])
    chinese = _CN_YEAR.search(text)
    return (chinese_number(chinese[1].replace("○", "〇")) or 0) if chinese else 0


def find_period(title: str) -> tuple[str, str]:
    hits = [(pattern.search(title), name, code) for pattern, name, code in _PERIODS]
    found = sorted((m.start(), name, code) for m, name, code in hits if m)
    return (found[0][1], found[0][2]) if found else ("", "")
