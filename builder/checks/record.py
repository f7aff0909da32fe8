"""A report's record against itself: title, year, kind, office, dates, numbers. Report and dictionaries in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from builder.checks.offices import REGION, Named, Offices, is_around, town, without_region
from builder.checks.tables import all_tables
from builder.content.site_files import uscc_is_valid
from builder.content.workdays import shipped_calendar
from builder.model import Agency, Paragraph, Report, ReportKind
from builder.problems import Location, Problem
from builder.text import fold, when_asked

LATE = 20  # working days (条例第二十六条)
_YEAR = when_asked(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?=\s?年(?!远景)|[—\-–－至到~～/]|[^\d]{0,6}(?:总结|计划|报告|要点|安排))")
_CHINESE_YEAR = when_asked("([一二][九零〇○Ｏ0][〇○零Ｏ一二三四五六七八九]{2})(?=年(?!远景))")
_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_NUMBER_YEAR = when_asked(r"〔((?:19|20)\d\d)〕(?:第?(\d{1,5})号)?")
_INDEX = when_asked(r"([0-9A-HJ-NPQRTUWXY]{18})[/-](\d{4})")
_NEAR_INDEX = when_asked(r"(?=1[123]\d{6})([0-9A-Z]{16,20})[/-](?:19|20)\d\d-?\d")  # begins as an office's code does
_LONG_INDEX = when_asked(r"(?=1[123]\d{6})([0-9A-Z]{21,24})[/-]\d{3,8}\Z")  # 22 digits: the year run into the code
_NO_SERIAL = when_asked(r"[/-]\d{4}[-/－—]?\s*\Z")
_SINCE = when_asked(r"\A(?:(?:20\d\d年(?:以来)?|一年来|今年以来|近年来|过去一年)[，,]?)?")
_DATE = r"(?P<y>20\d\d)(?:年|-|/|\.)(?P<m>\d{1,2})(?:月|-|/|\.)(?P<d>\d{1,2})日?\s*\Z"
_HEAD_DAY = when_asked(rf"(?P<what>发布|成文)(?:日期|时间)[：:]\s*{_DATE}")
_FOOT_DAY = when_asked(rf"\s*{_DATE}")
_NOT_OPEN = when_asked(r"(?:信息)?公开(?:属性|方式|类别|类型|形式|选项|范围)[：:]\s?(?:依申请公开|不予公开|不公开|免予公开)\s*\Z")
_PART = when_asked(r"上半年|[前第]?[一二三]季度|\d[—\-–至]\d{1,2}月(?!底)")
_OTHER_PART = when_asked("全年|年度|[三四]季度")
_SHORTER = when_asked(r"半年|季度|月|阶段|专项|中期|期间|以来|[三五十]年")
_WHOLE_YEAR = ("年度", "年工作总结", "年总结", "年工作报告", "年工作情况", "全年")
_LAST_MONTH = {"上半年": 6, "下半年": 11, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "前一季度": 3, "前二季度": 6, "前三季度": 9}
_FIRST_HALF = ("总结", "小结", "回顾", "完成情况", "决算", "公报")
_SECOND_HALF = ("计划", "要点", "打算", "思路", "规划", "安排", "部署", "方案")


_FORM = "niandubaogao"
_FORM_TITLE, _NO_FORM = when_asked("年报|年度报告|信息公开|报告"), when_asked(r"(?:工作)?(?:总结|计划|要点|方案|小结)\Z")
_SUFFIX = when_asked(r"(?P<stem>[一-龥]{2,18}?)(?P<sort>局|委员会|联合会|厅|街道(?:办事处)?|[镇乡](?:人民政府)?|[省市州县区旗盟]人民政府)\Z")
_TITLED = when_asked(r"([一-龥]{2,20}?(?:局|委员会|联合会|厅|街道办事处|[镇乡省市州县区旗盟]人民政府))(?=关于|(?:19|20)\d\d年)")
_TOWN_TITLED = when_asked(r"([一-龥]{2,4}(?<![城小集建强重全本新])(?:街道(?:办事处)?|镇|乡))(?=(?:19|20)\d\d年)")
_FEW = 4  # characters by which a summary says more than its title, and nothing
_FIRST_MONTHS = 3  # of a year in which a document may still bear last year's number
_FIRST_NUMBERS = 9  # that are given in the first weeks of a year, not behind its end


def check_record(report: Report, offices: Offices, kinds: Sequence[ReportKind]) -> Iterator[Problem]:
    """All of them."""
    yield from _title(report, offices, kinds)
    yield from _dates(report)
    yield from _numbers(report, offices)
    yield from _not_open(report)
    yield from _in_the_text(report, offices)



def _title(report: Report, offices: Offices, kinds: Sequence[ReportKind]) -> Iterator[Problem]:
    meta = report.meta
    title = meta.title
    years = [int(y) for y in (*_YEAR.findall(title), *(n.translate(_DIGITS) for n in _CHINESE_YEAR.findall(title)))]
    kind = next((k for k in kinds if k.id == meta.kind), None)
    # A 工作报告 of 2025 gives account of 2024; of a span, any year of it may be the report's.
    slack = 1 if kind and kind.half == "both" and len(set(years)) == 1 else 0
    if years and meta.year and not min(years) - slack <= meta.year <= max(years):
        found = f"{meta.year}，标题写的是 {'、'.join(map(str, dict.fromkeys(years)))}"
        yield Problem(report.place("year"), "warning", "title.year", "year", found, "和标题一致的年份", "核对原件，改正 year 或标题")
    if kind and kind.half in {"target", "actual"}:
        ends = max((title.rfind(w) + len(w), w, half) for half, words in (("actual", _FIRST_HALF), ("target", _SECOND_HALF)) for w in words)
        other = {"actual": _SECOND_HALF, "target": _FIRST_HALF}[kind.half]
        own = {"actual": _FIRST_HALF, "target": _SECOND_HALF}[kind.half]
        if ends[1] in title and ends[2] != kind.half and not any(w in title for w in own) and any(title.endswith(w) for w in other):
            found = f"{kind.name}，标题写的是“{ends[1]}”"
            yield Problem(report.place("kind"), "warning", "title.kind", "kind", found, "和标题一致的体裁", "核对原件，改正 kind 或标题")
    if kind and kind.id == _FORM and not _FORM_TITLE.search(title) and (said := _NO_FORM.search(title)):
        found = f"{kind.name}，标题写的是“{said[0]}”"
        yield Problem(report.place("kind"), "warning", "title.kind", "kind", found, "和标题一致的体裁", "核对原件，改正 kind 或标题")
    if (meta.period == "全年" and (said := _PART.search(title))) or (meta.period == "上半年" and (said := _OTHER_PART.search(title))):
        found = f"{meta.period}，标题写的是“{said[0]}”"
        yield Problem(report.place("period"), "warning", "title.period", "period", found, "和标题一致的时段", "核对原件，改正 period 或标题")
    yield from _office(report, offices)
    summary = meta.summary.rstrip("。 ")
    if summary and (summary == title or (title in summary and len(summary) - len(title) <= _FEW)):
        yield Problem(report.place("summary"), "warning", "summary.title", "summary", f"“{summary}”", "说出主要内容的概述，不重复标题", "写一句主要内容，或删去 summary")


def _not_open(report: Report) -> Iterator[Problem]:
    """A document that is not for publication among those that are: no page shows it, but its file may lie where all can read it."""
    meta = report.meta
    if meta.disclosure != "主动公开":
        found, place = f"“{meta.disclosure}”，网站上不会有它", report.place("disclosure")
        expected, action = "主动公开的文件", "移出公开的仓库；要公开的，核对后改正 disclosure"
        yield Problem(place, "warning", "disclosure.withheld", "disclosure", found, expected, action)
    said = [(p.line, m[0]) for p in (*plain_passages(report)[:6], *plain_passages(report)[-3:]) if (m := _NOT_OPEN.match(p.text))]
    for table in all_tables(report.blocks[:4]):
        rows = [*(zip(table.header, row, strict=False) for row in table.rows), *(pairwise(row) for row in (table.header, *table.rows))]
        said += [(b.line, f"{a.text.strip()}：{b.text.strip()}") for row in rows for a, b in row if _NOT_OPEN.match(f"{a.text.strip()}：{b.text.strip()}")]
    for line, words in dict.fromkeys(said):
        place = Location(report.location.path, line)
        yield Problem(place, "error", "disclosure.text", "", f"“{words}”", "主动公开的文件", "先做公开审查；可以公开的，写 waivers")


def _in_the_text(report: Report, offices: Offices) -> Iterator[Problem]:
    """Another office speaks: in the first words, or as the one who signed. And a day at head or foot that is not the record's."""
    meta, passages = report.meta, plain_passages(report)
    own = offices.get(meta.agency)
    if own is None or not passages:
        return
    for line, said in _speaks(passages, own, offices):
        found = f"“{said}”，发布机构是{own.name}"
        yield Problem(Location(report.location.path, line), "warning", "body.agency", "", found, "和元数据一致的机构", "核对原件：正文、标题或 agency 写错了")
    days = [(p, m, meta.published if m["what"] == "发布" else meta.written) for p in passages[:6] if (m := _HEAD_DAY.match(p.text))]
    days += [(p, m, meta.written) for p in passages[-3:] if (m := _FOOT_DAY.match(p.text))]
    for passage, m, day in days:
        if day and (int(m["y"]), int(m["m"]), int(m["d"])) != (day.year, day.month, day.day):
            found = f"“{m[0].strip()}”，元数据写的是 {day}"
            yield Problem(Location(report.location.path, passage.line), "warning", "body.date", "", found, "和元数据一致的日期", "核对原件")


def plain_passages(report: Report) -> tuple[Paragraph, ...]:
    """The paragraphs that are neither cells nor items nor quotes."""
    return tuple(b.paragraph for b in report.blocks if b.kind == "paragraph" and b.paragraph)


def _speaks(passages: Sequence[Paragraph], own: Agency, offices: Offices) -> Iterator[tuple[int, str]]:
    first = passages[0]
    mine = (*own.names, *town(own))
    opening = _SINCE.sub("", first.text)
    speaking = sorted(n for n in offices.beginning(opening) if _is_other(n, own, mine) and not re.match("[、，和与的及：:]", opening[len(n[1]) :]))
    if not any(m in first.text for m in mine):
        yield from ((first.line, name) for _, name, _ in speaking[:1])
    ours = {short for n in own.names for short in without_region(n)}
    for last in passages[-3:]:
        said = last.text.strip()
        named = (*offices.called(said), *(() if said in ours else offices.signing(said)))
        if any(_is_other(one, own, mine) for one in named) or (len(said) < 24 and _other_of_its_sort(said, own)):
            yield last.line, said


def _is_other(named: Named, own: Agency, mine: Sequence[str]) -> bool:
    _, name, office = named
    return office.id != own.id and name not in mine and not is_around(name, own)


def _other_of_its_sort(said: str, own: Agency) -> bool:
    """石梁镇人民政府 of 青石县白沙镇人民政府: an office called like ours but for its own word; 教育局 of 教育体育局 may be its older name."""
    m = _SUFFIX.match(said)
    if m is None or any(n in said or said in n for n in own.names):
        return False
    theirs = REGION.sub("", m["stem"])
    for name in own.names:
        ours = _SUFFIX.match(name)
        if ours and ours["sort"][0] == m["sort"][0] and len(ours["sort"]) == len(m["sort"]):
            stem = REGION.sub("", ours["stem"])
            akin = set(theirs) <= set(stem) or set(stem) <= set(theirs) or any(stem[n : n + 2] in theirs for n in range(len(stem) - 1))
            return len(theirs) > 1 and len(stem) > 1 and not akin
    return False


def _office(report: Report, offices: Offices) -> Iterator[Problem]:
    """The title begins with another office's name. Of names inside each other the longest counts."""
    meta = report.meta
    own = offices.get(meta.agency)
    title = meta.title.lstrip("《关于0123456789年度 ")
    name, other = next(((n, a) for _, n, a in offices.beginning(title) if len(n) > 2), ("", None))
    titled = _TOWN_TITLED.match(title)
    if other is None and own is not None and titled and town(own) and not any(n in title for n in (*own.names, *town(own), town(own)[0].rstrip("街道镇乡"))):
        found = f"{own.name}，标题写的是“{titled[1]}”"
        yield Problem(report.place("agency"), "warning", "title.agency", "agency", found, "和标题一致的机构", "核对原件，改正 agency 或标题")
    elif other is None and own is not None and (said := _TITLED.match(title)) and _other_of_its_sort(said[1], own):
        found = f"{own.name}，标题写的是“{said[1]}”"
        yield Problem(report.place("agency"), "warning", "title.agency", "agency", found, "和标题一致的机构", "核对原件，改正 agency 或标题")
    if own is None or other is None or other.id == own.id or any(n in title for n in (*own.names, *town(own))):
        return
    # 青石区, as its government is called, in 青石区统计局; a town speaks for no district.
    if (any(name in n for n in own.names) or is_around(name, own)) and not town(own):
        return
    found = f"{own.name}，标题写的是“{other.name}”"
    yield Problem(report.place("agency"), "warning", "title.agency", "agency", found, "和标题一致的机构", "核对原件，改正 agency 或标题")


def _dates(report: Report) -> Iterator[Problem]:
    meta = report.meta
    if meta.written and meta.published:
        days = shipped_calendar().working_days(meta.written, meta.published)
        if days is not None and days > LATE:
            found = f"{meta.published}，比成文日期 {meta.written} 晚 {days} 个工作日"
            expected, action = f"不超过 {LATE} 个工作日（条例第二十六条）", "核对两个日期；确实公开得晚的，写 waivers 说明原因"
            yield Problem(report.place("published"), "warning", "date.late", "published", found, expected, action)
    if meta.written and meta.year and meta.written.year < meta.year and any(w in meta.title for w in _FIRST_HALF) and meta.kind == "zongjie":
        found = f"{meta.written} 早于所总结的 {meta.year} 年"
        yield Problem(report.place("written"), "warning", "date.before-year", "written", found, "所总结的年份之中或之后的日期", "核对原件，改正 written 或 year")
    elif (over := _ready_from(report)) and meta.written and meta.written < over:
        found = f"{meta.written}，所总结的{meta.period or '全年'}还早"
        yield Problem(report.place("written"), "warning", "date.before-year", "written", found, f"{over} 以后的日期", "核对原件，改正 written、year 或 period")


def _ready_from(report: Report) -> date | None:
    """The day from which on a summary of its period can be written at all: of a year its tenth month, of a shorter time its last."""
    meta = report.meta
    if not meta.year or meta.kind not in {"zongjie", "niandubaogao"} or (not meta.period and (_SHORTER.search(meta.title) or not any(w in meta.title for w in _WHOLE_YEAR))):
        return None
    if meta.period in {"", "全年"}:
        return date(meta.year, 10, 1)
    month = _LAST_MONTH.get(meta.period.lstrip("第")) or next((int(n) for n in re.findall(r"(\d{1,2})月\Z", meta.period)), 0)
    return date(meta.year, month, 1) if month else None


def _numbers(report: Report, offices: Offices) -> Iterator[Problem]:
    meta = report.meta
    own = offices.get(meta.agency)
    index = _INDEX.match(fold(meta.index_number).upper())
    if not index and (near := _NEAR_INDEX.match(fold(meta.index_number).upper())):
        found = f"“{meta.index_number}”前段有 {len(near[1])} 位" if len(near[1]) != 18 else f"“{meta.index_number}”前段有信用代码里没有的字母"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "18 位的信用代码开头的索引号", "核对原件")
    elif not index and (long := _LONG_INDEX.match(fold(meta.index_number).upper())):
        found = f"“{meta.index_number}”前段有 {len(long[1])} 位，后段没有年份"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "信用代码、年份和流水号", "核对原件")
    if index and _NO_SERIAL.search(meta.index_number):
        found = f"“{meta.index_number}”后面没有流水号"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "信用代码、年份和流水号", "核对原件")
    if index and not uscc_is_valid(index[1]):
        found = f"“{meta.index_number}”前段的信用代码校验码不符"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "原件上的索引号", "核对原件")
    elif index and own and own.uscc and index[1] != own.uscc.upper():
        found = f"“{meta.index_number}”前段不是{own.short}的信用代码"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, own.uscc, "核对索引号和机构")
    if index and meta.written and int(index[2]) < meta.written.year - 1:
        found = f"“{meta.index_number}”里的年份早于成文日期 {meta.written}"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "登记当年的索引号", "核对索引号和成文日期")
    latest = max((d for d in (meta.written, meta.published, meta.source.retrieved) if d), default=None)
    if index and latest and int(index[2]) > latest.year:
        found = f"“{meta.index_number}”里的年份还没有到：文件的日期到 {latest} 为止"
        yield Problem(report.place("index_number"), "warning", "index-number.check", "index_number", found, "登记当年的索引号", "核对原件")
    number = _NUMBER_YEAR.search(meta.document_number)
    if number and meta.written:
        late = meta.written.month <= _FIRST_MONTHS and not (number[2] and int(number[2]) <= _FIRST_NUMBERS)
        wrong = not meta.written.year - late <= int(number[1]) <= meta.written.year
    else:
        wrong = False
    if wrong:
        found = f"“{meta.document_number}”的年份和成文日期 {meta.written} 不符"
        yield Problem(report.place("document_number"), "warning", "document-number.year", "document_number", found, "成文当年的文号", "核对文号和成文日期")
