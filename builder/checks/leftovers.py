"""What a text still has of the one it was made from: 我街道 in a town's report, another office as who acts, last year's plan as this year's (WORD-07).

A report, its sheet and the site's offices in, findings out. ``record`` tells of another office's name at head and foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.offices import Offices
from builder.checks.record import plain_passages
from builder.checks.sheet import Sheet, is_quoted
from builder.model import Agency, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_TOWNS = ("街道", "镇", "乡")
_TOWN_IN = when_asked(r"(?P<sort>街道|[镇乡])(?:办事处|人民政府|党[工]?委)?\Z")
_OF_TOWN = when_asked(r"(?:街道|[镇乡])(?:办事处|人民政府)?(?=.)")  # 某镇中心学校
_OURS = {
    "街道": when_asked(r"(?:(?<!自)我|(?<![健安保齐])全)街道(?!办?主任|口|两|名|[一二三四]期)"),
    "镇": when_asked(r"(?:(?<!自)我|(?<![健安保齐完周兼])全)镇(?!村|街|区|域|江|海|痛|定|雄|静|平|园|乡)"),
    "乡": when_asked(r"(?:(?<!自)我|(?<![健安保齐完周兼])全)乡(?!村|镇|土|贤|亲|情|愁|街|音)"),
    "县": when_asked(r"(?:(?<!自)我|(?<![健安保齐完周兼])全)县(?!级|乡[村镇土]|域|城[区关镇里]|处|区|市|委)"),
    "区": when_asked(r"(?:(?<!自)我|(?<![健安保齐完周兼])全)区(?!域|分|间|块|划|别|位|县|内|市|长)"),
}
_AUTONOMOUS = when_asked(r"自治区|广西|内蒙古|宁夏|新疆|西藏|[园景库灌矿片牧垦城校厂林社]区|开发区|高新区|示范区|管理区|试验区|新区|保护区|管委会")
_ENOUGH, _FEW = 2, 2  # times that a text says its own kind, and the other one by a slip
_ACTS = r"(?:20\d\d年|坚持|以|把|在|对|全面|认真|深入|紧紧|紧扣|围绕|聚焦|将|共|积极|按照|扎实|切实|牢牢|持续|上下|党[工]?委|立足|大力|严格|结合|组织|现)"
_ACTOR = when_asked(rf"(?:\A|[，。；])(?P<name>[一-龥]{{2,4}}(?:街道|[镇乡]))(?:办事处|人民政府)?(?={_ACTS})")
_NO_STEM = when_asked("[各全我本该两省市区县乡镇村社个有在为由与和等及的了是到从对向是以把将其并每]|城镇|小城|乡镇|街道|建制"
    "|重点|特色|中心|基层|试点|示范|兄弟|周边|山[区乡]|集镇|下辖|所有|部分|多个|相关")
_ISSUED = when_asked(
    r"(?P<when>\d{1,2}月(?:\d{1,2}日|[上中下]旬|初|底)?|年初|今年初|本年)?(?:份)?(?:即|就|便|率先|及时|研究|先后|已)?(?:印发|制定|出台|制发|下发"
        r"|制订|编制|修订)(?:了|并印发|印发|下发)?"
    r"《(?P<title>[^《》\n]{0,24}?(?P<year>20\d\d)年(?!度?(?:以来|至|—|－|-))[^《》\n]{0,24}(?:实施方案|工作方案|行动方案|工作计划|工作要点|行动计划"
        r"|实施计划|活动方案|培训计划|任务清单|工作安排))》"
)
_LOOKS_BACK = when_asked("考核|评议|评价|表彰|奖励|总结|决算|审计|报告|验收|自评")
_LAST_YEAR = when_asked(r"去年|上年|上一年|前年|往年|历年")


def check_leftovers(report: Report, sheet: Sheet, offices: Offices) -> Iterator[Problem]:
    """All of them."""
    own = offices.get(report.meta.agency)
    if own is not None:
        yield from _other_kind(sheet, own)
        yield from _other_actor(report, own, offices)
    yield from _last_years_plan(report, sheet)


def _other_kind(sheet: Sheet, own: Agency) -> Iterator[Problem]:
    """我街道 of a town, 全县 of a district; not 全区 of an autonomous region or a zone, nor what the text says throughout."""
    town = _TOWN_IN.search(own.name)
    if town is None and _OF_TOWN.search(own.name):
        return
    allowed = own.name + own.region + sheet.text[: sheet.text.find("\n")]
    others: list[str] = [kind for kind in _TOWNS if town and kind not in allowed]
    if any(kind in own.name + own.region for kind in ("县", "区")):
        others += [kind for kind in ("县", "区") if kind not in allowed]
    if "区" in others and _AUTONOMOUS.search(sheet.text):
        others.remove("区")
    text = sheet.text
    mine = sum(len(_OURS[kind].findall(text)) for kind in (*_TOWNS, "县", "区") if kind in allowed)
    for kind in others if sheet.has("我", "全") else ():
        said = [m for m in _OURS[kind].finditer(text) if not is_quoted(text, m.start(), "“”", "《》")]
        sure = [m for m in said if m[0][0] == "我"]
        said = sure if kind == "区" else said  # 全区 may be the autonomous region
        if not said or len(said) > _FEW or mine < (1 if sure else _ENOUGH) or mine <= len(said) - bool(sure):
            continue
        for m in said:
            found, expected = f"“{m[0]}”，发布机构是{own.name}", "和发布机构相符的说法"
            yield sheet.warn(m.span(), "body.agency", found, expected, "核对原件：是不是沿用了别处的稿子")


def _other_actor(report: Report, own: Agency, offices: Offices) -> Iterator[Problem]:
    """根据…的部署，梧桐里街道2025年对3个小区实施改造: another town acts in the first sentence, and ours is not named there."""
    first = next(iter(plain_passages(report)), None)
    if first is None or not _TOWN_IN.search(own.name):
        return
    sentence = first.text[: first.text.find("。") + 1 or None]
    for m in _ACTOR.finditer(sentence):
        stem = re.sub(r"(?:街道|[镇乡])\Z", "", m["name"])
        mine = any(name in sentence or stem in name for name in own.names)
        if m.start() and not mine and (offices.say(m["name"]) or not _NO_STEM.search(stem)):
            found = f"“{m['name']}”，发布机构是{own.name}"
            yield Problem(Location(report.location.path, first.line), "warning", "body.agency", "", found, "和元数据一致的机构", "核对原件：正文、标题或 agency 写错了")
            return


def _last_years_plan(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """3月印发《…2024年…实施方案》 in the account of 2025."""
    meta = report.meta
    if not meta.year or meta.kind != "zongjie" or meta.period not in {"", "全年"} or not sheet.has("《"):
        return
    for m in _ISSUED.finditer(sheet.text):
        begin, _ = sheet.sentence(*m.span())
        told = sheet.text[begin : m.start()]
        january = (m["when"] or "").startswith(("1月", "12月"))
        if int(m["year"]) != meta.year - 1 or january or _LOOKS_BACK.search(m["title"]) or _LAST_YEAR.search(told) or m["year"] in told or m["year"] in meta.title:
            continue
        found = f"“{m[0]}”，文件说的是 {meta.year} 年"
        yield sheet.warn(m.span(), "body.year", found, "和元数据一致的正文", "核对原件：是不是沿用了上年的稿子")
