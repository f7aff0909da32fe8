"""What of a Word document did not come along, in words for the clerk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.importers.values import Note
from builder.importers.word_pictures import Drawn
from builder.importers.word_text import Met

_COUNTED = (
    ("changes", "文件里有 {} 处没有接受的修订，按全部接受后的样子读取；请核对是否定稿"),
    ("comments", "有 {} 条批注没有导入；请核对是否定稿"),
    ("hidden", "有 {} 处隐藏文字没有导入；请核对"),
    ("formulas", "有 {} 个公式只留下文字，上下标和分数线没有了；请核对"),
    ("symbols", "有 {} 个符号字体的字符，按 √、□ 等近似写出；请核对"),
)


def notes_of(met: Met, left: Sequence[Drawn], margins: Sequence[str]) -> Iterator[Note]:
    """First what a person must look at, then what was done."""
    for key, text in _COUNTED:
        if met.count[key]:
            yield Note("doubt", "", text.format(met.count[key]))
    if met.struck:
        yield Note("doubt", "", f"有 {len(met.struck)} 处划去的文字没有收入：“{'”“'.join(w[:30] for w in met.struck[:12])}”；如果仍然有效，请补进正文")
    if left:
        said = "、".join(f"“{p[:30]}”" for p in dict.fromkeys(one.said for one in left) if p)
        yield Note("doubt", "", f"有 {len(left)} 幅图没有导入{f'（{said}）' if said else ''}；图里的文字和数字请补进正文")
    if met.count["boxes"]:
        yield Note("doubt", "", f"{met.count['boxes']} 个文本框的文字接在它所在的段落后面；请核对次序")
    if met.noted:
        yield Note("changed", "", f"{len(met.noted)} 条脚注（尾注）写在正文后面，序号写成［1］")
    if met.count["contents"]:
        yield Note("changed", "", "没有收入目录")
    if margins:
        yield Note("changed", "", f"没有收入页眉页脚：“{'”“'.join(m[:30] for m in margins[:3])}”")
