"""The self-check list of the national inspection (国办秘函〔2019〕19号): which of its items the findings and dates of a site answer.

Findings and dates in, items out. No points are counted: their values are not confirmed; what no program can see is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.problems import Problem

State = Literal["good", "bad", "ask"]
STATES: dict[State, str] = {"good": "未发现问题", "bad": "有问题", "ask": "由人核对"}
HOME_DAYS = 14  # VETO-3


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. ``veto``: one failure fails the site (单项否决)."""

    name: str
    state: State
    said: str
    veto: bool = False

    def __str__(self) -> str:
        return f"[{STATES[self.state]}] {'单项否决 ' if self.veto else ''}{self.name}：{self.said}"


@dataclass(frozen=True, slots=True)
class Known:
    """What a site says of itself beside its findings."""

    as_of: date
    newest: date | None
    feedback: bool
    undated: int
    unnumbered: int
    reports: int


def inspect(problems: Iterable[Problem], known: Known) -> tuple[Item, ...]:
    """The items in the order of the inspection: the six vetoes, then what is looked at besides."""
    found = list(problems)

    def item(name: str, codes: Sequence[str], good: str, *, veto: bool = False) -> Item:
        hits = [p for p in found if p.code.startswith(tuple(codes))]
        if not hits:
            return Item(name, "good", good, veto)
        places = "、".join(dict.fromkeys(str(p.location) for p in hits[:3]))
        kinds = "、".join(dict.fromkeys(p.code for p in hits))
        return Item(name, "bad", f"{len(hits)} 处（{kinds}），如 {places}", veto)

    return (
        item("严重表述错误", ("word.wrong",), "词表里的都没有；词表不保证完全，还要通读", veto=True),
        item("泄密和个人信息", ("mark.", "pii."), "没有密级标志，没有查得出的个人信息；附件里面和病情、照片等还要由人看", veto=True),
        item("伪造发稿日期", ("date.future", "date.order", "history.date-changed"), "没有晚于今天、早于成文或公开后改动的日期（改动要用 --previous 才看得出）", veto=True),
        Item("站点无法访问", "ask", "每天访问；一周内打不开的次数不超过 5%", True),
        _home(known),
        item("栏目不更新、空白栏目", ("column.",), "栏目都有内容，写了更新日期的都在一年之内", veto=True),
        Item("互动回应差", "ask", "留言不在本站；看“我为政府网站找错”和其他渠道的留言有没有超过三个月未答复的", True),
        Item("服务不实用", "ask", "看公开指南里的机构、地址、时间、电话、申请办法是不是现在的", True),
        item("断链、错链", ("link.",), "站内链接都通；站外链接用 --external 检查"),
        item("公开审查", ("review.missing", "review.date"), "写了 review 的都有审查人和日期；没有要求的 mirror 站点由人核对"),
        item("公开时限（20 个工作日）", ("date.late",), "写明两个日期、所在年份放假安排已知的，都没有超过"),
        item("占位文字、空白内容", ("text.placeholder", "text.form", "body.empty"), "没有"),
        item("目录要素：内容概述", ("summary.missing",), "每份都有"),
        Item("目录要素：日期、索引号", "ask" if known.undated or known.unnumbered else "good",
             f"共 {known.reports} 份，没有成文日期的 {known.undated} 份，没有索引号的 {known.unnumbered} 份"),
        item("页脚标识和域名", ("profile.",), "site.yml 里没有缺项"),
        Item("纠错入口", "good" if known.feedback else "bad", "site.yml 写了 feedback" if known.feedback else "site.yml 没有写 feedback"),
    )  # fmt: skip


def _home(known: Known) -> Item:
    if known.newest is None:
        return Item("首页不更新", "bad", "没有一份写明发布日期的文件", True)
    days = (known.as_of - known.newest).days
    state: State = "bad" if days > HOME_DAYS else "good"
    return Item("首页不更新", state, f"最新一份发布于 {known.newest}，{days} 天前（要求 {HOME_DAYS} 天之内）", True)
