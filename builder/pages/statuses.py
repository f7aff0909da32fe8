"""What a promise comes to, in words: every verdict with its sign and its meaning, in the order in which they are explained."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.verdicts import Verdict
from builder.pages.searched import NO_FIGURE


@dataclass(frozen=True, slots=True)
class Status:
    """A verdict in words and with a sign, so that colour never tells it alone.

    ``counted``: how many promises have it is worth saying; what the program did not recognise is no score.
    """

    id: Verdict
    word: str
    sign: str
    meaning: str
    counted: bool = True

    @property
    def has_pair(self) -> bool:
        """Is there anything to review: without an account of the year there is no pair."""
        return self.id not in SAID_ONCE


STATUSES: tuple[Status, ...] = (
    Status("met", "达到", "✓", "结果不低于目标；要求“以内”的，和失业率、能耗这类要降下来的，结果不高于目标。"),
    Status("close", "接近", "≈", "目标说“左右”或“约”，结果没有到，但相差不超过目标数的一成：目标是增长5%，一成就是0.5个百分点。"),
    Status("missed", "未达到", "✕", "结果没有到目标，也不算“接近”。"),
    Status("not_comparable", "不可直接比较", "≠", "目标和结果说的不是同一种数，或者按公布的数字分不出高低；每一条都写明原因。"),
    Status("possible", "可能对应", "⇆", "总结里有一处说法可能讲的是同一件事，但名称、范围或做法不完全一样：并排放在这里，不作判断。", counted=False),
    Status(
        "not_found",
        NO_FIGURE,
        "○",
        "本站看过这一年的总结，没有认出写明这个数字的说法。换了说法的、只用文字说的，都可能认不出来；不等于没有写，更不等于没有做。",
        counted=False,
    ),
    Status("no_report", "未见总结", "?", "本站没有收录说明这一年结果的文件，不等于没有公开，更不等于没有做到。"),
    Status("not_due", "未到期", "…", "以收录文件中最新的日期为准，这一年还没有结束。"),
)
STATUS_BY_ID = {status.id: status for status in STATUSES}
# The status's own meaning says why; saying it in every row would only be noise.
SAID_ONCE: frozenset[Verdict] = frozenset({"no_report", "not_due"})
