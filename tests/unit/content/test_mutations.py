"""Bodies as people write them, spoilt at random: each Chinese character and digit is on the page, in both editions, or a finding names its line."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape

import pytest
from lxml import etree, html

from builder.content.sections import Body, parse_body
from builder.model import Block, Metadata, Report
from builder.pages.report import split_parts
from builder.problems import Location
from builder.rendering.body import block_html
from builder.text import HAN

BODIES = (
    """\
2025年，在区委、区政府领导下，街道完成了年初确定的12项任务。

## 一、经济运行

### （一）主要指标

    全年地区生产总值128.6亿元，增长5.8%；固定资产投资36.2亿元，
增长7%左右。

表1 主要指标（单位：亿元）
| 指标 | 目标 | 完成 |
|---|---:|---:|
| 地区生产总值 | 125 | **128.6** |
| 新建\\|改建道路 | 5公里 | 6公里 |

注：本表为快报数，水池尺寸5*3*2米。

### （二）项目

一是抓招商。签约项目23个。二是抓建设。开工15个、竣工8个。

---

## 二、民生实事

1. 新建口袋公园3个
2. 改造背街小巷7条
3. 新增学位~~300~~360个
    - 小学240个
    - 初中120个

- [x] 老旧小区改造4个
- [ ] 加装电梯9部
""",
    """\
　　关于2026年工作安排，报告如下。
　　第一，坚持稳中求进。全年一般公共预算收入增长6%以上。
　　第二，办好10件实事（见[附表](reports/donghu-2025-zongjie/)）。

[注]: 本表数据为快报数，共6亿元。
[1]: 六稳指稳就业、稳金融等6个方面。

> 会议指出，要把21项任务落到实处，
> 每季度通报1次。

2024. 新建学校2所。
1986. 建成第一所学校。
1）甲路31米
2）乙路42米
①丙桥53米
②丁桥64米

联系电话：138****8000，获评人员：张**、李**。
H<sub>2</sub>O 和 10<sup>3</sup>千瓦；<b>重点</b>保障<br>三农75户。

<table><tr><th>责任单位</th><th>实事</th></tr><tr><td>城建办</td><td>公园86个</td></tr></table>

`原样97`照登。面积a<b、c>d，见<https://a.cn/x>。
""",
)  # fmt: skip
MARKS = (
    "*", "**", "_", "__", "~~", "`", "```", "|", "||", "|---|---|", "\n|---|---|---|\n", "# ", "## ", "\n## ", "\n> ", ">", "- ", "\n- ", "\n* ", "\n+ ", "1. ", "\n1. ",
    "\n7. ", "\n2019. ", "\n08. ", "[", "]", "[甲]", "[1]: ", "[注]: ", "\n[2]: ", "[^1]", "[^1]: ", "(", ")", "](", "](reports/x/)", "\\", "&", "&amp;", "&lt;", "<", ">",
    "<b>", "</b>", "<s>", "</s>", "<u>", "<p>", "</p>", "\n<div>\n", "\n</div>\n", "<br>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<ol>",
    "<details>", "<span hidden>", "</span>", "<!--", "-->", "<script>", "</script>", "<style>", "<dl><dt>", "<thead>", "<caption>", "<img src=a.png>", "![图](a.png)",
    "\n---\n", "\n===\n",
    "\n\n", "\n", "\n    ", "\n  ", "\n\t", "\n　　", "　", "  \n", "\u00a0", "\u200b", "\r\n", "- [x] ", "[ ]", ": ", "5*3*2", "2*", "*3", "～", "~", "+", "=", "!", "【1】",
    "#1", "http://a.cn/", "a@b.cn",
)  # fmt: skip

Mutation = Callable[[str, random.Random], str]


def _insert(text: str, pick: random.Random) -> str:
    at = pick.randrange(len(text) + 1)
    return text[:at] + pick.choice(MARKS) + text[at:]


def _insert_at_line(text: str, pick: random.Random) -> str:
    at = pick.choice([0, *(m.end() for m in re.finditer("\n", text))])
    return text[:at] + pick.choice(MARKS) + text[at:]


def _wrap(text: str, pick: random.Random) -> str:
    start, end = sorted(pick.randrange(len(text) + 1) for _ in "ab")
    mark = pick.choice(MARKS)
    return text[:start] + mark + text[start : min(end, start + 12)] + mark + text[min(end, start + 12) :]


def _drop_sign(text: str, pick: random.Random) -> str:
    at = pick.choice([k for k, c in enumerate(text) if not re.match(rf"[{HAN}0-9]", c)])
    return text[:at] + text[at + 1 :]


def _lines(text: str, pick: random.Random) -> str:
    """A line moved, doubled, indented, or joined with the next."""
    lines = text.split("\n")
    at = pick.randrange(len(lines))
    match pick.randrange(4):
        case 0:
            lines.insert(pick.randrange(len(lines)), lines.pop(at))
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at] = pick.choice((" ", "  ", "   ", "    ", "        ", "\t", "　　", "> ", "- ")) + lines[at]
        case _:
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
    return "\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (_insert, _insert, _insert_at_line, _insert_at_line, _wrap, _drop_sign, _lines, _lines)


def mutant(seed: int) -> str:
    pick = random.Random(seed)
    text = pick.choice(BODIES)
    for _ in range(pick.randint(1, 6)):
        text = pick.choice(MUTATIONS)(text, pick)
    return text


def page(body: Body, *, elder: bool) -> html.HtmlElement:
    """What a report's page holds of a body: the text before the first heading, then part after part."""
    report = Report(Metadata("a", "甲"), Location("a.md", 1), body.sections, body.paragraphs, body.blocks)
    lead, parts, _ = split_parts(report, body.blocks, {}, {})
    whole = etree.Element("div")

    def put(blocks: Sequence[Block]) -> None:
        for block in blocks:
            whole.extend(html.fragments_fromstring(f"<div>{block_html(block, {}, str, records=elder)}</div>"))

    put(lead)
    for part in (one for top in parts for one in top.all):
        etree.SubElement(whole, "h2").text = part.title
        put(part.blocks)
    return whole


def heard(node: html.HtmlElement) -> Iterator[str]:
    """Text in order, the numbers that a browser puts before the items of a list too; not the name that a table is given."""
    yield node.text or ""
    number = int(node.get("start") or 1)
    for child in node:
        if "heard" in (child.get("class") or ""):
            continue
        if child.tag == "li" and node.tag == "ol" and "records" not in (node.get("class") or ""):
            yield str(number)
            number += 1
        yield from heard(child)
        yield child.tail or ""


def words(text: str) -> str:
    return "".join(re.findall(rf"[{HAN}0-9]", text))


def told_lines(body: Body, count: int) -> set[int]:
    """The lines that a finding names, alone or as （到第 n 行）."""
    told: set[int] = set()
    for problem in body.problems:
        if problem.code.partition(".")[0] in {"body", "link", "image"}:
            until = re.search(r"到第 (\d+) 行", problem.found)
            last = int(until[1]) if until else count if "后面的" in problem.found else problem.location.line
            told.update(range(problem.location.line, last + 1))
    return told


_LINE_END = re.compile(r"\r\n|\r|\n")
_TAG = re.compile("</?[a-z]+>")


def written(text: str, told: set[int], addresses: Sequence[str]) -> list[str]:
    """The words of each line that has no finding; an address that is a link's, or quoted by a finding, is none of them."""
    lines: list[str] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        if number in told:
            continue
        line = "".join(unescape(line).split())
        defined = re.match(r">*\[[^]]+\]:(.+)$", line)
        if defined and defined[1] in addresses:
            continue
        for address in addresses:
            line = line.replace(f"]({address})", "")
        line = _TAG.sub("", line)  # a tag inside an address is none of it
        for address in addresses:
            line = line.replace(f"]({address})", "")
        lines.append(words(line))
    return lines


def check(text: str) -> None:
    body = parse_body(text, path="a.md")
    told = told_lines(body, len(_LINE_END.split(text)))
    standard, elder = page(body, elder=False), page(body, elder=True)
    addresses = [a.get("href", "") for a in standard.iter("a")] + [a for p in body.problems for a in re.findall("“([^”]+)”", p.found)]
    lines = written(text, told, ["".join(a.split()) for a in addresses])
    shown = words("".join(heard(standard)))
    at = 0
    for line in lines:
        at = shown.find(line, at) + len(line)
        assert at >= len(line), f"{line} is not where it should be in\n{shown}\n{text}"
    # Records repeat the heads of columns: there the order is another one.
    missing = Counter("".join(lines)) - Counter(words("".join(heard(elder))))
    assert not missing, f"{missing} are not in the elder edition of\n{text}"


@pytest.mark.parametrize("text", BODIES)
def test_bodies_without_a_fault(text: str) -> None:
    check(text)


@pytest.mark.whole
def test_hundreds_of_mutations() -> None:
    for seed in range(300):
        check(mutant(seed))


@pytest.mark.long
def test_thousands_of_mutations() -> None:
    for seed in range(300, 2300):
        check(mutant(seed))
