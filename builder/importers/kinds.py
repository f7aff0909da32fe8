"""What kind of report a title names: plan, summary, both, and the kinds that ``kinds.yml`` adds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from builder.model import ReportKind

_SUMMARY = r"总结|小结|回顾|工作情况|完成情况|执行情况|开展情况|进展情况|落实情况|推进情况|建设情况|情况报告|成效|统计"
_PLAN = r"计划|打算|安排|思路|要点|展望|谋划|规划|草案|下一步|目标|部署|建议"
_AND = r"[及和与暨、并\s]|以及"
_SENDS = re.compile("印发|报送|转发|下达|公布")
_SPAN = re.compile(r"(?:19|20)\d\d年?\s*[—\-–至~～]\s*(?:19|20)\d\d年?")
_YEARS = re.compile(r"(?:19|20)\d\d(?=\s*年)")
_REPORTS_DONE = re.compile(
    r"(?:规划|计划|要点|方案|目标|任务|安排|纲要|清单|实事|预算)[^及和与暨、]*(?:情况|评估|总结|回顾|报告|自评|通报)\Z"
)


def kind_of_title(title: str, kinds: Sequence[ReportKind]) -> ReportKind | None:
    """The kind a title names. A title names its kind last (2023年工作计划完成情况 is a 总结); longer words go first."""
    both, whole = _names_both(title), re.sub(r"[》”\s]+\Z|[（(][^（()）]*[)）]\Z", "", title)
    own = max(((len(w), k) for k in kinds if k.own for w in k.words if whole.endswith(w)), key=lambda hit: hit[0], default=None)
    if own and not _SENDS.search(title):
        return own[1]  # a site's own 通知 is what a title ends in; one that sends a plan is still that plan
    title = re.sub(r"(?:的(?:通知|函|公告)|[（(][^（()）]*[)）]|[》”\s])+\Z", "", title)
    hits: list[tuple[int, int, ReportKind]] = []
    for kind in sorted(kinds, key=lambda k: not k.own):  # of equal words a site means its own
        found = [(hit, len(word)) for word in kind.words if (hit := _end_of(word, title)) > 0]
        if "总结+" in kind.name and (found or both):
            return kind
        hits += [(end, length, kind) for end, length in found]
    return max(hits, key=lambda hit: hit[:2])[2] if hits else own[1] if own else None


def _end_of(word: str, title: str) -> int:
    """Where a word ends in a title; 信息公开…年度报告 has a gap. 0 if it is not there."""
    return max((m.end() for m in _pattern(word).finditer(title)), default=0)


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, word.split("…"))))


def _names_both(title: str) -> bool:
    """Both halves in one title: joined by a word, or with a year (or half-year) of its own each."""
    title = _SPAN.sub("", title)
    back, ahead = re.search(_SUMMARY, title), re.search(_PLAN, title)
    if not (back and ahead):
        return False
    if re.search(rf"(?:{_SUMMARY}|情况)[^及和与暨、]{{0,8}}(?:{_AND})+.*(?:{_PLAN})", title) or re.search(
        "总结(?:工作)?计划", title
    ):
        return True
    two_years = len(set(_YEARS.findall(title))) > 1 or ("上半年" in title and "下半年" in title)
    return two_years and not _REPORTS_DONE.search(title)
