"""``gongkai status``: what of a site waits for somebody. Content in, groups of lines out; nothing is written.

Two things that sound alike stay apart: 审查, may this text be published (a person's, recorded as ``review``), and 核对, did the
program read the figures of a published text right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import builder
from builder.checks.columns import STALE
from builder.checks.inspection import HOME_DAYS
from builder.checks.record import LATE
from builder.commands.collect import is_public
from builder.commands.previous import read_previous
from builder.commands.reading import Content, read_content
from builder.commands.survey import make_survey
from builder.content.workdays import shipped_calendar
from builder.manifest import MANIFEST
from builder.model import Report
from builder.pages.review import review_items
from builder.problems import Problem
from builder.rendering.links import output_file
from builder.store import Store, ValueLost, code_key, opened

_SHOWN = 10  # lines of a group; --verbose shows all


@dataclass(frozen=True, slots=True)
class Group:
    """What waits for the same act. ``meaning``: what it is and what to do; ``lines``: a thing each, empty where nothing waits."""

    name: str
    meaning: str
    lines: tuple[str, ...]


def read_status(root: Path, as_of: date, previous: str, jobs: int, cache: Path | None) -> tuple[list[Group], list[Problem]]:
    """The groups, in the order of a report's life, and what is wrong with the content."""
    with opened(cache) as store:
        try:
            return _status(root, as_of, previous, jobs, store)
        except ValueLost:  # the file of values was torn: without it
            with opened(None) as fresh:
                return _status(root, as_of, previous, jobs, fresh)


def _status(root: Path, as_of: date, previous: str, jobs: int, store: Store) -> tuple[list[Group], list[Problem]]:
    content = read_content(root, as_of, "", jobs, store, code_key(Path(builder.__file__).parent))
    survey = make_survey(content)
    problems = [*content.problems, *survey.problems]
    figures = Counter(item.first.place.report for item in review_items(survey.whole))
    reports = sorted((r for r in content.reports if not r.meta.withdrawn), key=lambda r: r.location.path)
    waiting = [r for r in reports if r.meta.disclosure == "主动公开" and not is_public(r, as_of)]
    drafts = [r for r in waiting if r.meta.draft]
    scheduled = sorted((r for r in waiting if not r.meta.draft), key=lambda r: (r.meta.publish_on or as_of, r.location.path))
    shown = [r for r in reports if is_public(r, as_of)]
    asked = "；镜像站点没有要求" if content.words.info.is_mirror else ""
    groups = [
        Group("草稿", "网站上没有；写完以后去掉 draft: true", tuple(map(_named, drafts))),
        Group("已定时", "到那天生成一次就公开", tuple(f"{r.meta.publish_on} {_named(r)}" for r in scheduled)),
        *_due(shown, root, previous, problems),
        Group(f"超过 {LATE} 个工作日", "从成文到公开（条例第二十六条）", tuple(_late([*drafts, *scheduled], shown, as_of))),
        Group("该更新的", "栏目一年之内核对一次，首页两周之内有新文件", tuple(_stale(content, shown, problems, as_of))),
        Group("未审查（保密）", f"审查能不能公开：保密、个人信息（条例第十七条）；审查以后写 review{asked}", tuple(_named(r) for r in [*shown, *scheduled] if not r.meta.review)),
        Group("未核对（数字）", "核对程序读得对不对；在 gongkai serve 的 /_review/ 逐项决定", tuple(f"{_named(r)}：{figures[r.id]} 项" for r in shown if figures[r.id])),
    ]  # fmt: skip
    return groups, problems


def show_status(groups: Iterable[Group], *, everything: bool) -> Iterator[str]:
    """The groups for people; what waits for nobody in one line at the end."""
    idle: list[str] = []
    for group in groups:
        if not group.lines:
            idle.append(group.name)
            continue
        shown = group.lines if everything else group.lines[:_SHOWN]
        yield f"{group.name}（{len(group.lines)}）：{group.meaning}"
        yield from (f"  {line}" for line in shown)
        if len(shown) < len(group.lines):
            yield f"  另有 {len(group.lines) - len(shown)} 项（加 --verbose 全列）"
    if idle:
        yield f"没有：{'、'.join(idle)}"


def _named(report: Report) -> str:
    return f"{report.location.path}  {report.meta.title}"


def _due(shown: Sequence[Report], root: Path, previous: str, problems: list[Problem]) -> Iterator[Group]:
    """What should be on the site and is not on the last one: a day that has come, a report that was added since."""
    place = previous or (str(root / "site" / MANIFEST) if (root / "site" / MANIFEST).is_file() else "")
    if not place:
        yield Group("到期", "这里还没有生成过网站；用 gongkai build，或用 --previous 指明公开的网站", tuple(map(_named, shown)))
        return
    last, unread = read_previous(place)
    problems += unread
    if last is not None:
        missing = [r for r in shown if output_file(r.url) not in last.files]
        yield Group("到期", f"该公开了，{place} 里还没有；再生成一次、公开一次", tuple(map(_named, missing)))


def _late(waiting: Iterable[Report], shown: Iterable[Report], as_of: date) -> Iterator[str]:
    """By the days that the records state; a year whose holidays are not known is left out."""
    calendar = shipped_calendar()
    for report in waiting:
        days = calendar.working_days(report.meta.written, as_of) if report.meta.written else None
        if days is not None and days > LATE:
            yield f"{_named(report)}：成文 {report.meta.written}，已有 {days} 个工作日，还没有公开"
    for report in shown:
        written, published = report.meta.written, report.meta.published
        days = calendar.working_days(written, published) if written and published else None
        if days is not None and days > LATE:
            yield f"{_named(report)}：成文 {written}，{days} 个工作日以后公开"


def _stale(content: Content, shown: Iterable[Report], problems: Iterable[Problem], as_of: date) -> Iterator[str]:
    for column in content.words.columns:
        if column.path and column.updated and (as_of - column.updated).days > STALE:
            yield f"{column.path}  {column.title}：{column.updated} 更新"
    newest = max((r.meta.published for r in shown if r.meta.published), default=None)
    if newest and (as_of - newest).days > HOME_DAYS:
        yield f"首页：最新一份发布于 {newest}，{(as_of - newest).days} 天前"
    yield from (f"{p.location}  人工决定：{p.found}" for p in problems if p.code == "review.stale")
