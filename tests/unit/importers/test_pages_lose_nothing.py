"""Pages of portals, put together at random: every sentence with its figure is in the draft, or a note quotes it."""

from __future__ import annotations

import random
import re

from builder.importers import ImportOptions, import_document

_WORDS = "全镇干部群众共同努力推进项目建设改善民生服务企业治理环境修建道路新增学位完成投资培训人员"
_WRAPS = (
    "<p>{}</p>", "<div>{}</div>", "<p><font color=black>　　{}</font></p>", "{}<br>", "<ul><li>{}</li></ul>", "<table width=100%><tr><td>{}</td></tr></table>",
    "<center>{}</center>", "<section>{}</section>", "<p><span>{}</span></p>",
)  # fmt: skip
_HEADS = ("<h2>{}</h2>", "<p><strong>{}</strong></p>", "<p>{}</p>", "{}<br>")
_AROUND = ("{}", "<div>{}</div>", "<section>{}</section>", "<table><tr><td>{}</td></tr></table>")
_FRAME = (
    "<div><a href=/>首页</a><a href=/x>公开</a></div><div>当前位置：<a>首页</a>&gt;<a>总结</a></div><h1>青禾镇2025年工作总结</h1>"
    "<div>发布时间：2026-01-06 来源：青禾镇</div>{}<div><a>打印</a><a>关闭</a></div><div>版权所有：青禾镇人民政府 备案号：某备00000000号</div>"
)


class _Page:
    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.figures: list[str] = []

    def sentence(self, length: int) -> str:
        self.figures.append(str(1001 + len(self.figures)))
        words = "".join(self.pick.choice(_WORDS) for _ in range(length))
        return words + self.figures[-1] + self.pick.choice(("个。", "项。", "亿元。", "人；", "公里。"))

    def paragraph(self) -> str:
        kind = self.pick.random()
        if kind < 0.3:
            return self.sentence(self.pick.randint(4, 10))
        return ("（一）修路。" if kind < 0.45 else "") + "，".join(self.sentence(self.pick.randint(8, 20)) for _ in range(self.pick.randint(1, 4)))

    def wrapped(self) -> str:
        return self.pick.choice(_WRAPS).format(self.paragraph())

    def chapter(self, number: str) -> str:
        text = self.pick.choice(_HEADS).format(f"{number}、推进建设") + "".join(self.wrapped() for _ in range(self.pick.choice((1, 1, 2, 5, 12))))
        return self.pick.choice(_AROUND).format(text)

    def html(self) -> str:
        text = self.wrapped() + "".join(self.chapter(number) for number in "一二三四五"[: self.pick.randint(1, 5)])
        return f"<html><head><meta charset=utf-8></head><body>{_FRAME.format(self.pick.choice(_AROUND).format(text))}</body></html>"


def test_every_figure_is_there_or_told() -> None:
    for seed in range(60):
        page = _Page(seed)
        result = import_document(page.html().encode(), "a.html", ImportOptions())
        there = set(re.findall(r"\d+", result.draft.split("---\n", 2)[2] + " ".join(note.text for note in result.notes)))
        assert [figure for figure in page.figures if figure not in there] == [], seed
