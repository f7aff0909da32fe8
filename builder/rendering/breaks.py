"""Where a title may go on to its next line: between its words, as far as they can be known without a dictionary.

Comes in: a title or a name. Goes out: the same with ``<wbr>``. The sheets keep words of Chinese together (``word-break: keep-all``), so that a
line ends at punctuation or here; only what is longer than a line is cut elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

_HAN = "[\u4e00-\u9fff]"
_YEAR = r"(?:19|20)\d\d年"
_BEGINS = f"{_YEAR}|政府工作报告|(?<!政府)工作(?:报告|总结|计划|要点)|政府信息公开|人民政府|可支配收入|生产总值|增加值|零售总额"
_ENDS = f"{_YEAR}|街道|人民政府|信息公开|[与的]"
_BETWEEN = re.compile(f"(?<={_HAN})(?={_BEGINS})|(?:{_ENDS})(?={_HAN})")


@lru_cache(maxsize=4096)
def phrases(text: str) -> Markup:
    """西区街道2024年工作总结 → 西区街道<wbr>2024年<wbr>工作总结."""
    parts = _BETWEEN.sub(lambda m: m[0] + "\n", text).split("\n")
    return Markup("<wbr>").join(escape(part) for part in parts if part)
