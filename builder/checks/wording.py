"""Wrong expressions, repeated words, unpaired marks, words left in from a form (WORD-01 … 07). A report's sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.sheet import Sheet
from builder.content.wrong_words import WrongWord
from builder.problems import Problem

_AGAIN = re.compile(r"([一-龥]{2,6})\1(?!\1)")
# Said twice with reason: 一个一个, 逐户逐户; numerals; 创|建共|建共|享 is 共建共享 behind another word.
_MEANT_TWICE = re.compile(r"[一逐每各层户家村天年人点步件]|.*[一二三四五六七八九十百千万亿]|.[共互联连同再又不]\Z")
_DOUBLED = re.compile(r"([，、；：])[，、；：]|。[。，；、]|[，；、]。|(?:亿亿|万万|元元)(?=元|[，。；、])|%%|％％|(?<![目有])的的(?!确|士)|百分之\d[\d.]*[%％]")
_PAIRS = {"（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "〔": "〕", "【": "】", "「": "」"}
_SAME = {"(": "（", ")": "）"}
_MARK = re.compile(r"[（()）“”‘’〔〕【】「」]|(?<!《)《(?!《)|(?<!》)》(?!》)")  # 》》点击进入: arrows
_BOTH, _MEND = "成对的括号和引号", "核对原件，补上另一半"
_NUMBER_BEFORE = re.compile(r"(?:\A|[\s，、。；：:;,（(）)“《])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")  # 1）, a)
_LEFT_IN = re.compile(
    r"【请填写[^】\n]{0,60}】|[X×Ｘ]{1,4}(?=[年月日个家件项次名亩户%％]|万|亿|公里|平方米)|(?<![A-Za-z0-9])[x＊*]{2,4}(?=[年月日个家件项次名亩户%％万亿])"
    r"|[（(【\[](?:待|请)(?:补充?|填写?|核实|核对|确认|定|完善|更新)[^）)】\]\n]{0,12}[）)】\]]|待补充(?=[。；，\n]|数据)|请在这里|在这里写|此处(?:填写|插入|补充|略去待)"
    r"|(?:单击|点击)此处(?:输入|添加|编辑)|[_＿]{3,}|\bTODO\b|\bTBD\b|\bFIXME\b|[Ll]orem ipsum|用一句不超过 ?\d+ ?字的话说明"
)
FORM = "【请填写"  # begins what ``new report`` leaves to be written: no original holds it
_LEFT_IN_HINTS = (
    "X", "×", "Ｘ", "x", "＊", "*", "__", "＿＿", "待补充", "（待", "(待", "【待", "[待", "（请", "(请", "【请", "[请",
    "在这里", "此处", "TODO", "TBD", "FIXME", "orem ", "用一句不超过",
)  # fmt: skip
_PLAN = re.compile(
    r"[“\"]?(十一五|十二五|十三五|十四五|十五五)[”\"]?(?:规划|时期|期间)?[（(]\s?(20\d\d)\s?年?[—\-–－至到~～]{1,2}\s?(20\d\d)\s?年?[）)]"
)
_PLAN_YEARS = {"十一五": (2006, 2010), "十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_LONG = 40  # characters from which on a paragraph that stands there twice was pasted twice


def check_wording(sheet: Sheet, words: Sequence[WrongWord]) -> Iterator[Problem]:
    """All of them."""
    yield from _wrong(sheet, words)
    yield from _repeated(sheet)
    yield from _unpaired(sheet)
    yield from check_left_in(sheet)
    for m in _PLAN.finditer(sheet.text) if "五" in sheet.text else ():
        if (int(m[2]), int(m[3])) != _PLAN_YEARS[m[1]]:
            right = "{}—{}年".format(*_PLAN_YEARS[m[1]])
            yield sheet.problem(m.span(), "word.plan-years", f"“{m[0]}”", f"“{m[1]}”是{right}", "核对原件", severity="warning")


def _wrong(sheet: Sheet, words: Sequence[WrongWord]) -> Iterator[Problem]:
    for entry in words:
        for at, word in entry.found_in(sheet.text):
            found, expected = f"“{word}”", f"“{entry.right}”（{entry.source}）"
            action = "核对原件再改；确须这样写的，写 waivers 或 content/wrong_words.yml 的 allow"
            yield sheet.problem((at, at + len(word)), "word.wrong", found, expected, action, severity=entry.severity)


def _repeated(sheet: Sheet) -> Iterator[Problem]:
    for m in _AGAIN.finditer(sheet.text):
        if not _MEANT_TWICE.match(m[1]) and len(set(m[1])) > 1:
            yield sheet.problem(m.span(), "word.repeated", f"“{m[1]}”连写了两遍", "一遍", "核对原件，删去多出的；原件就是这样的，写 waivers", severity="warning")
    for m in _DOUBLED.finditer(sheet.text):
        yield sheet.problem(m.span(), "word.repeated", f"“{m[0]}”", "一个标点、一个单位", "核对原件，删去多出的", severity="warning")
    seen: dict[str, int] = {}
    twice: list[tuple[int, str]] = []
    for start, text in sheet.passages():
        if len(text) >= _LONG and text in seen:
            twice.append((start, text))
        seen.setdefault(text, start)
    if twice:
        start, text = twice[0]
        more = f"，另有 {len(twice) - 1} 段也是这样" if len(twice) > 1 else ""
        found = f"“{text[:16]}…”这一段和第 {sheet.place(seen[text], seen[text]).line} 行的一样{more}"
        yield sheet.problem((start, start + 8), "text.twice", found, "不同的内容", "核对是不是多贴了一遍", severity="warning")


def _unpaired(sheet: Sheet) -> Iterator[Problem]:
    """Marks without their partner; one that the neighbouring passage closes or opens runs over its end, and is none."""
    left: list[tuple[int, str]] = []
    for start, text in sheet.passages():
        opened: list[tuple[int, str]] = []
        alone: list[tuple[int, str]] = []
        told = 0
        for m in _MARK.finditer(text):
            mark = _SAME.get(m[0], m[0])
            if mark == "“" and opened and opened[-1][1] == "“":  # “…“: the second should close
                opened.pop()
                told += 2  # “甲“乙”, or “甲“乙”丙”
                yield sheet.problem((start + m.start(), start + m.end()), "punctuation.unpaired", _around(sheet, start + m.start()), _BOTH, _MEND, severity="warning")
            elif mark in _PAIRS:
                opened.append((m.start(), mark))
            elif opened and _PAIRS[opened[-1][1]] == mark:
                opened.pop()
            elif mark == "”" and told:
                told -= 1
            elif not (mark == "）" and _NUMBER_BEFORE.search(text[max(0, m.start() - 5) : m.start()])) and mark != "’":
                wanted = next(i for i, c in _PAIRS.items() if c == mark and i != "(")
                over = next((n for n, (_, o) in enumerate(left) if o == wanted), None)
                if over is None:
                    alone.append((m.start(), mark))
                else:
                    left.pop(over)
        yield from _lonely(sheet, left)
        left = [(start + at, mark) for at, mark in opened]
        for at, mark in alone:
            partner = next((n for n, (_, o) in enumerate(left) if _PAIRS[o] != mark and {o, mark} <= set("“”‘’")), None)
            if partner is not None:  # “1+3+N’: one finding, at the second
                left.pop(partner)
            yield sheet.problem((start + at, start + at + 1), "punctuation.unpaired", _around(sheet, start + at), _BOTH, _MEND, severity="warning")
    yield from _lonely(sheet, left)


def _lonely(sheet: Sheet, left: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for at, mark in left:
        opens_again = mark == "“" and sheet.text[sheet.text.find("\n", at) + 1 :][:1] == "“"  # a quotation of several paragraphs
        if not opens_again:
            yield sheet.problem((at, at + 1), "punctuation.unpaired", _around(sheet, at), _BOTH, _MEND, severity="warning")


def _around(sheet: Sheet, at: int) -> str:
    begin = max(sheet.text.rfind("\n", 0, at) + 1, at - 8)
    end = sheet.text.find("\n", at)
    return f"“{sheet.text[begin:min(end, at + 9)]}”里的 {sheet.text[at]} 只有一半"


def check_left_in(sheet: Sheet) -> Iterator[Problem]:
    """Words of a form that nobody filled in. No official site goes out with them."""
    text = sheet.text if any(hint in sheet.text for hint in _LEFT_IN_HINTS) else ""
    for m in _LEFT_IN.finditer(text):
        if m[0].startswith(FORM):
            yield sheet.problem(m.span(), "text.form", f"“{m[0]}”", "写好的内容", "填上内容，或删去；没有写完的，留着 draft: true", severity="error")
        else:
            action = "填上内容，或删去；确须这样写的，写 waivers"
            yield sheet.problem(m.span(), "text.placeholder", f"“{m[0]}”", "写好的内容", action, severity="error")
