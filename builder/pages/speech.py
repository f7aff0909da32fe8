"""Reading aloud: a report → its table of sentences with spoken forms, fetched when 朗读 is pressed.

Comes in: text as printed. Goes out: text as a Mandarin voice should hear it, and where each sentence
stands in the element it belongs to. The visible page never changes. Offsets count UTF-16 units, as a
browser does. ``templates/static/speech-text.js`` makes the same cuts, so the table says only what is not spoken as it is printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from builder.model import Block, Paragraph, Report
from builder.pages.page import Outfile

LIMIT = 60  # a voice that stops after fifteen seconds gets this far
SPEECH_FILE = "speech.json"

_PIECE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…\n]+[”’」』）)》】]*|\Z)")
_COMMA = "，、：,"


def speech_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) of each piece to speak: sentences, the long ones cut at commas, none above ``LIMIT``."""
    spans: list[tuple[int, int]] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        while end - start > LIMIT:
            comma = max(text.rfind(c, start + 1, start + LIMIT) for c in _COMMA)
            stop = comma + 1 if comma > 0 else start + LIMIT
            spans.append((start, stop))
            start = stop
        spans.append((start, end))
    return [(a, b) for a, b in spans if text[a:b].strip()]


# ---- spoken forms --------------------------------------------------------------------------------

_N = r"\d+(?:\.\d+)?"
_DASH = r"\s?[—–－～~\-至]{1,2}\s?"
_ALONE = r"(?<![A-Za-z0-9_./:：-])"  # not inside a number, an index number or a date
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_UNITS = {
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "km²": "平方公里", "km2": "平方公里", "㎞²": "平方公里",
    "㎥": "立方米", "m³": "立方米", "m3": "立方米", "㎞": "公里", "km": "公里", "㎝": "厘米", "cm": "厘米",
    "㎜": "毫米", "mm": "毫米", "m": "米", "㎏": "公斤", "kg": "公斤", "㎎": "毫克", "mg": "毫克", "μg": "微克", "µg": "微克",
    "kW·h": "千瓦时", "kWh": "千瓦时", "kW": "千瓦", "MW": "兆瓦", "℃": "摄氏度", "°C": "摄氏度", "dB": "分贝", "h": "小时",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SIGNS = {
    "≥": "不低于", "≤": "不高于", "＞": "大于", "＜": "小于", ">": "大于", "<": "小于",
    "±": "正负", "×": "乘", "＝": "等于", "=": "等于",
}  # fmt: skip


def _spell(digits: str) -> str:
    return "".join(_DIGITS.get(c, "") for c in digits)


def _spell_match(match: re.Match[str]) -> str:
    return _spell(match[0])


def _year_range(match: re.Match[str]) -> str:
    return f"{match[1]}年到{match[2]}年"


def _clock(match: re.Match[str]) -> str:
    return f"{int(match[1])}点{int(match[2])}分" if int(match[2]) else f"{int(match[1])}点"


def _fraction(match: re.Match[str]) -> str:
    return f"{match[2]}分之{match[1]}" if int(match[1]) < int(match[2]) else match[0]


def _circled(match: re.Match[str]) -> str:
    return f"{ord(match[0]) - ord('①') + 1}，"


_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rule(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> _Rule:
    return re.compile(pattern), replacement


# In this order: what later rules would break is taken first.
_RULES: tuple[_Rule, ...] = (
    _rule(r"[０-９％．＋]", lambda m: chr(ord(m[0]) - 0xFEE0)),
    _rule(r"(?:https?://|www\.)[\w./?=&%#~:-]+", "网址链接"),
    _rule(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", "电子邮箱地址"),
    _rule(r"[〔\[［【]((?:19|20)\d\d)[〕\]］】]\s*+(?:第\s*+)?(\d++)\s*+号", r"\1年\2号"),
    _rule(r"[\[［〔]\d{1,2}[\]］〕]|(?<=[^\W\dm])[¹²³⁴-⁹⁰]+|※", ""),
    _rule(r"[①-⑳](?=[。；，、）)]|\Z)", ""),
    _rule(r"[①-⑳]", _circled),
    _rule(r"^[（(]([一二三四五六七八九十]{1,3})[）)]", r"\1、"),
    _rule(r"^[▲△■●◆★☆•·]\s*", ""),
    _rule(r"(\d)[,，](?=\d{3}(?!\d))", r"\1"),
    _rule(rf"{_ALONE}((?:19|20)\d\d)[-./]0?(\d{{1,2}})[-./]0?(\d{{1,2}})(?![\d/.-])", r"\1年\2月\3日"),
    _rule(r"(?<=年)0(?=\d月)|(?<=月)0(?=\d日)", ""),
    _rule(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)", _spell_match),
    _rule(r"12345(?=[^\d]{0,8}热线|平台)", _spell_match),
    _rule(r"(?<![\d:：])([01]?\d|2[0-3])[:：]([0-5]\d)(?![\d:：])", _clock),
    _rule(r"(?<=[点分])[—–－～~-]{1,2}(?=\d)", "到"),
    _rule(rf"(?<!\d)({_N})[:：∶]({_N})", r"\1比\2"),
    _rule(rf"{_ALONE}((?:19|20)\d\d)年?{_DASH}((?:19|20)\d\d)年(?!度)", _year_range),
    _rule(rf"{_ALONE}({_N})[%％]?{_DASH}({_N})[%％]", r"百分之\1到\2"),
    _rule(rf"{_ALONE}({_N}[万亿]?)(?:{_DASH})(?={_N}(?![\d-]))", r"\1到"),
    _rule(r"(?<=[月日年时点号])\s?[—–～~-]{1,2}\s?(?=\d)", "到"),
    _rule(rf"(?<![A-Za-z0-9_)）%％])[-−]({_N})[%％]", r"负百分之\1"),
    _rule(rf"(?<!\d)({_N})[%％]", r"百分之\1"),
    _rule(rf"(?<!\d)({_N})‰", r"千分之\1"),
    _rule(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/.])", _fraction),
    _rule(r"(?<!\d)(\d{1,2})·(\d{1,2})(?!\d)", lambda m: _spell(m[1] + m[2])),
    _rule(rf"/(?={_UNIT}|[\u4e00-\u9fff])", "每"),
    _rule(rf"(?<=[\d每点])\s?({_UNIT})(?![A-Za-z0-9])", lambda m: _UNITS[m[1]]),
    _rule(r"㎡|㎥|℃|㎞", lambda m: _UNITS[m[0]]),
    _rule(r"(?<=\w)[+＋](?=\w)", "加"),
    _rule(r"(?<=\d)[+＋]", "以上"),
    _rule(r"[≥≤＞＜><±×＝=]", lambda m: _SIGNS[m[0]]),
    _rule(r"(?<=\d)[#＃]", "号"),
    _rule(r"[—–]{2}", "，"),
    _rule(r"…+", "。"),
    _rule(r"[〔［]", "（"),
    _rule(r"[〕］]", "）"),
    _rule(r"\s+", " "),
)  # fmt: skip


# Chinese with plain numbers is said as it is printed: none of the rules finds anything in it. Most of a report is such text.
_AS_PRINTED = re.compile(
    r"(?![（(]|.*12345)(?:[\u4e00-\u81f2\u81f4-\u9fff。、；;！!？?“”‘’《》（）()]|至(?![0-9])"
    r"|[，,](?![0-9]{3}(?![0-9]))|[：:](?![0-9])|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9]))*\Z"
)


def spoken(text: str) -> str:
    """Printed Chinese → what a voice should say: 〔2026〕3号 → 2026年3号, 1—6月 → 1到6月, 5% → 百分之5."""
    if _AS_PRINTED.match(text):
        return text
    done = text
    for pattern, replacement in _RULES:
        done = pattern.sub(replacement, done)
    return done.strip()


# ---- the table -----------------------------------------------------------------------------------

Item = dict[str, object] | list[object] | str


def speech_table(report: Report, *, title: str, office: str, date: str, source: str) -> Outfile:
    """``reports/<id>/speech.json``: title, date and source, then the body in order (never navigation)."""
    record = (("发布机构", office), ("发布日期", date), ("信息来源", source))
    lines = [title] + [f"{label}：{value}" for label, value in record if value]
    items: list[Item] = [{"id": "", "say": [spoken(line) + "。" for line in lines]}]
    items += _blocks(report, report.blocks)
    data = json.dumps({"v": 2, "items": items}, ensure_ascii=False, separators=(",", ":"))
    return Outfile(report.url + SPEECH_FILE, data.encode())


def _blocks(report: Report, blocks: Iterable[Block]) -> Iterator[Item]:
    for block in blocks:
        match block.kind:
            case "heading":
                section = report.section_by_id[block.section]
                yield from _text_item(section.id, section.title)
            case "paragraph" if block.paragraph is not None:
                yield from _text_item(block.paragraph.id, block.paragraph.text)
            case "list":
                for entry in block.items:
                    yield from _blocks(report, entry)
            case "quote":
                yield from _blocks(report, block.blocks)
            case "table":
                yield from _table_items(block)
            case _:
                pass


def _text_item(anchor: str, text: str) -> Iterator[Item]:
    """An element that is read as it is printed is only named; else for each cut that is not: its number, the place in it, what is said there."""
    changes: list[object] = []
    cuts: list[list[object]] = []
    for i, (start, end) in enumerate(speech_spans(text)):
        printed = text[start:end].strip()
        said = spoken(printed)
        if not re.search(r"\w", said):
            continue
        cuts.append([_utf16(text[:start]), _utf16(text[:end]), *([said] if said != printed else [])])
        if said != printed:
            changes.append([i, *_change(printed, said)])
    if cuts and len(text) != _utf16(text):  # a browser counts such characters twice, and might cut elsewhere
        yield {"id": anchor, "s": cuts}
    elif cuts:
        yield [anchor, *changes] if changes else anchor


def _change(printed: str, said: str) -> tuple[int, int, str]:
    """[start, end) of what is said otherwise, and how."""
    shorter = min(len(printed), len(said))
    start = next((i for i in range(shorter) if printed[i] != said[i]), shorter)
    rest = next((i for i in range(shorter - start) if printed[-1 - i] != said[-1 - i]), shorter - start)
    return start, len(printed) - rest, said[start : len(said) - rest]


def _table_items(block: Block) -> Iterator[Item]:
    """A table as a listener wants it: name and size, then each row as header, value."""
    first = (block.header or block.rows[0])[0].id
    heads = [c.text for c in block.header]
    width = max((len(r) for r in block.rows), default=len(heads))
    name = block.caption or "、".join(heads[:4])
    yield {"id": first, "say": [f"表格：{spoken(name)}，{len(block.rows)}行{width}列。"], "table": first}
    for row in block.rows:
        yield {"id": row[0].id, "say": list(_row_sentences(heads, row)), "table": first}


def _row_sentences(heads: Sequence[str], row: Sequence[Paragraph]) -> Iterator[str]:
    cells = [f"{heads[i]}，{c.text or '无'}" if i < len(heads) and heads[i] else c.text for i, c in enumerate(row)]
    text = "；".join(c for c in cells if c) + "。"
    for start, end in speech_spans(text):
        yield spoken(text[start:end])


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
