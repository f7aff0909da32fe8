"""Marks that a text leaves out or prints narrow, where its others show how it prints them. A report and its sheet in, findings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.checks.record import plain_passages
from builder.checks.sheet import Sheet
from builder.model import Block, Paragraph, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_ENDS = when_asked(r"[一-龥\d%％]\Z")
_OPEN = ("，", "、")  # no paragraph ends with them
_STOP = when_asked(r"[。；：！？]")
_NARROW = when_asked(
    r"[,;!?．.](?:(?<=[一-龥\d%”》）][,;!?])(?=[一-龥“《（])|(?<=[一-龥”》）][,;])(?=\d)|(?<=\d．)(?=\d)|(?<=[一-龥]\d[.!?])(?=\Z|\n)|(?<=[一-龥][.!?])(?=\Z|\n))"
)
_WIDE = when_asked("[，。；！？]")
_LONG, _TAIL = 25, 12  # characters of a paragraph, and of its last sentence, that is no signature: 记者 李明 摄
_ROW = 2  # more items than these show how their row ends
_CLAUSE = 6  # characters of a last clause that is no signature
_CLOSED = when_asked(r"[。；！？：.;][”’）)]?\s*\Z")
_UNMARKED = when_asked(r"[一-龥]\s*\Z")
_NUMBERED = when_asked(r"(?P<a>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<b>\d{1,2}[.．、])|(?P<c>第[一二三四五六七八九十]{1,3}[条，])|(?P<d>[（(]\d{1,2}[）)])"
    r"|(?P<e>[一二三四五六七八九十]{1,2}是)|(?P<f>[①-⑳])")
_SEVERAL = when_asked("[。；]")
_NO_SENTENCE = when_asked(r"[\s\u3000：]|[（(]|摄|供稿|报道\Z|电话|邮编|联系人|地址|附件|印发\Z|办公室\Z|委员会\Z|政府\Z|办事处\Z|局\Z")
_LABELLED = when_asked("联系人|联系电话|电话：|地址：|抄送|主送")
_FEWEST, _MOST = 5, 2  # long paragraphs that show how the text ends them; so many may lack their mark by a slip


def check_endings(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    told = set()
    for problem in _by_the_text(report, sheet):
        told.add(problem.location.line)
        yield problem
    for paragraph in (*_among_items(report), *_among_its_own(report)):
        if paragraph.line not in told:
            told.add(paragraph.line)
            found = f"这一段到“{paragraph.text.rstrip()[-12:]}”为止，没有标点"
            yield Problem(Location(report.location.path, paragraph.line), "warning", "punctuation.end", "", found, "完整的句子和句末的标点", "核对原件：是漏了标点，还是没有写完")


def _among_items(report: Report) -> Iterator[Paragraph]:
    """The one item without its mark among items that all have theirs: （一）…。 （二）… （三）…。"""
    for row in (*_rows(report), *_lists(report.blocks)):
        bare = [p for p in row if not _CLOSED.search(p.text.rstrip()[-2:])]
        if len(bare) == 1 and len(row) > _ROW and _UNMARKED.match(bare[0].text.rstrip()[-1:]) and "，" in bare[0].text:
            yield bare[0]


def _rows(report: Report) -> Iterator[list[Paragraph]]:
    """Paragraphs in a row that begin with a number of one form."""
    row: list[Paragraph] = []
    form = ""
    for block in report.blocks:
        m = _NUMBERED.match(block.paragraph.text) if block.kind == "paragraph" and block.paragraph else None
        if m is None or m.lastgroup != form:
            yield row
            row = []
        form = (m and m.lastgroup) or ""
        if m and block.paragraph:
            row.append(block.paragraph)
    yield row


def _lists(blocks: Sequence[Block]) -> Iterator[list[Paragraph]]:
    for block in blocks:
        if block.kind == "list":
            yield [item[-1].paragraph for item in block.items if item and item[-1].paragraph]


def _among_its_own(report: Report) -> Iterator[Paragraph]:
    """A paragraph of several clauses, ；or 。inside it, that lacks its last mark where the others have theirs."""
    passages = plain_passages(report)
    closed = [p for p in passages if len(p.text) >= _LONG and p.text.rstrip().endswith("。")]
    bare = [p for p in passages if len(p.text) >= _LONG and _UNMARKED.match(p.text.rstrip()[-1:]) and _SEVERAL.search(p.text)]
    for paragraph in bare if 0 < len(bare) <= _MOST and len(closed) >= _FEWEST else ():
        tail = _SEVERAL.split(paragraph.text)[-1]
        if len(tail) >= _CLAUSE and not _NO_SENTENCE.search(tail) and not _LABELLED.search(paragraph.text):
            yield paragraph


def _by_the_text(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A paragraph that ends in the middle of a sentence; a narrow mark among wide ones. Each of them, where they are few."""
    narrow = list(_NARROW.finditer(sheet.text)) if sheet.signs & {",", ";", "!", "?", "．", "."} else []
    if 0 < len(narrow) <= _MOST and len(_WIDE.findall(sheet.text)) > 2 * len(narrow):
        for m in narrow:
            found = f"“{sheet.text[max(0, m.start() - 4) : m.end() + 4].strip()}”里的“{m[0]}”"
            yield sheet.warn(m.span(), "punctuation.width", found, "和别处一样的全角标点")
    passages = plain_passages(report)
    for paragraph in [p for p in passages if p.text.rstrip().endswith(_OPEN)][:_MOST]:
        found = f"这一段以“{paragraph.text.rstrip()[-1]}”结束：“{paragraph.text.rstrip()[-12:]}”"
        place = Location(report.location.path, paragraph.line)
        yield Problem(place, "warning", "punctuation.end", "", found, "完整的句子和句末的标点", "核对原件：是写错了标点，还是没有写完")
    long = [p for p in passages if len(p.text) >= _LONG and _STOP.search(p.text)]
    open_ended = [p for p in long if _ENDS.match(p.text.rstrip("”’")[-1:])]
    if len(long) < _FEWEST or len(open_ended) > _MOST:
        return
    for paragraph in open_ended:
        tail = _STOP.split(paragraph.text)[-1]
        if len(tail) >= _TAIL and "，" in tail:
            found = f"这一段到“{tail[-12:]}”为止，没有标点"
            place = Location(report.location.path, paragraph.line)
            yield Problem(place, "warning", "punctuation.end", "", found, "完整的句子和句末的标点", "核对原件：是漏了标点，还是没有写完")
