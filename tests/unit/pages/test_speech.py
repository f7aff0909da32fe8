"""What a voice is given: spoken forms, cuts, and the table of a report."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.pages.speech import LIMIT, speech_spans, speech_table, spoken
from builder.problems import Location
from tests.support import COMPLETE

FORMS = [
    ("国办发〔2017〕47号", "国办发2017年47号"),
    ("〔2026〕3号", "2026年3号"),
    ("第50条", "第50条"),
    ("1—6月", "1到6月"),
    ("第1-3季度", "第1到3季度"),
    ("12,345人", "12345人"),
    ("1,234,567元", "1234567元"),
    ("增长12.5%", "增长百分之12.5"),
    ("约5%—8%", "约百分之5到8"),
    ("增速-3.2%", "增速负百分之3.2"),
    ("36.5‰", "千分之36.5"),
    ("4.62万㎡", "4.62万平方米"),
    ("800元/㎡", "800元每平方米"),
    ("25μg/m³", "25微克每立方米"),
    ("25℃", "25摄氏度"),
    ("165亿元", "165亿元"),
    ("3—5亿元", "3到5亿元"),
    ("2021—2025年", "2021年到2025年"),
    ("2024—2025学年", "2024到2025学年"),
    ("2025-02-08", "2025年2月8日"),
    ("2025年02月08日", "2025年2月8日"),
    ("8:30—17:00", "8点30分到17点"),
    ("1∶1.5", "1比1.5"),
    ("“1+N”体系", "“1加N”体系"),
    ("1/3以上", "3分之1以上"),
    ("“3·15”活动", "“三一五”活动"),
    ("拨打12345热线", "拨打一二三四五热线"),
    ("电话0760-88888888", "电话零七六零八八八八八八八八"),
    ("详见https://zs.gov.cn/a.html。", "详见网址链接。"),
    ("注释[3]。", "注释。"),
    ("①学位；②旧改", "1，学位；2，旧改"),
    ("（一）党建", "一、党建"),
    ("≥95%", "不低于百分之95"),
    ("１２％", "百分之12"),
    # What must stay as it is.
    ("11442000007333211F/2025-00026", "11442000007333211F/2025-00026"),
    ("达华建设-建筑业总部", "达华建设-建筑业总部"),
    ("3A级景区", "3A级景区"),
    ("5G基站", "5G基站"),
]


@pytest.mark.parametrize(("printed", "said"), FORMS)
def test_spoken_form(printed: str, said: str) -> None:
    assert spoken(printed) == said


def test_cuts_keep_closing_marks_and_lose_nothing() -> None:
    text = "他说：“好。”大家都来了！下一句；再一句……完"
    spans = speech_spans(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert [text[a:b] for a, b in spans] == ["他说：“好。”", "大家都来了！", "下一句；", "再一句……", "完"]


def test_long_sentences_are_cut_at_commas() -> None:
    text = "，".join(["推进老旧小区改造工作取得明显成效"] * 12) + "。"
    assert all(b - a <= LIMIT for a, b in speech_spans(text))
    assert all(text[b - 1] in "，。" for _, b in speech_spans(text))


def test_a_sentence_without_commas_is_still_cut() -> None:
    assert all(b - a <= LIMIT for a, b in speech_spans("长" * 500))


def _report(markdown: str) -> Report:
    body = parse_body(markdown)
    meta = Metadata("a-2025-zongjie", "某街道2025年工作总结")
    return Report(meta, Location("a.md", 1), body.sections, body.paragraphs, body.blocks)


Item = dict[str, Any] | list[Any] | str


def _table(markdown: str) -> list[Item]:
    out = speech_table(_report(markdown), title="某街道2025年工作总结", office="某街道办事处", date="2025年2月9日", source="")
    assert out.path == "reports/a-2025-zongjie/speech.json"
    data = json.loads(out.content)
    assert data["v"] == 2
    return list(data["items"])


def _heard(item: Item, text: str) -> list[str]:
    """What speech-text.js says of an element that is read by its cuts."""
    changes = {i: change for i, *change in (item[1:] if isinstance(item, list) else [])}
    out = []
    for i, (a, b) in enumerate(speech_spans(text)):
        printed = text[a:b].strip()
        start, end, said = changes.get(i, (0, 0, ""))
        out.append(printed[:start] + said + printed[end:])
    return [t for t in out if re.search(r"\w", t)]


def test_title_date_and_source_come_first_then_the_body_in_order() -> None:
    items = _table("开头一段。\n\n## 一、党建\n\n增长5%。\n\n- 第一项\n")
    assert items[0] == {"id": "", "say": ["某街道2025年工作总结。", "发布机构：某街道办事处。", "发布日期：2025年2月9日。"]}
    assert items[2] == "s1"
    assert isinstance(items[3], list)
    assert items[3][1:] == [[0, 2, 4, "百分之5"]]
    assert len(items) == 5


def test_a_table_is_announced_and_read_row_by_row() -> None:
    items = _table("## 一、数据\n\n| 指标 | 数值 |\n|---|---|\n| 学位 | 1,200个 |\n| 投资 | |\n")
    table = [i for i in items if isinstance(i, dict) and "table" in i]
    announced, first, second = [i["say"] for i in table]
    assert announced == ["表格：指标、数值，2行2列。"]
    assert first == ["指标，学位；", "数值，1200个。"]
    assert second == ["指标，投资；", "数值，无。"]
    assert len({i["table"] for i in table}) == 1


def test_offsets_count_as_a_browser_does() -> None:
    items = _table("𠮷祥街道。完成5%。\n")
    assert isinstance(items[1], dict)
    assert items[1]["s"] == [[0, 6], [6, 11, "完成百分之5。"]]


@pytest.mark.parts
def test_every_utterance_of_whole_reports_is_short() -> None:
    files = sorted((COMPLETE / "content" / "reports").rglob("*.md"))
    assert files
    for file in files:
        body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
        report = _report(body)
        held = {p.id: p.text for p in report.paragraphs} | {s.id: s.title for s in report.sections}
        for item in _table(body):
            if isinstance(item, dict):
                texts = item.get("say") or [c[2] for c in item["s"] if len(c) > 2]
            else:
                text = held[item if isinstance(item, str) else item[0]]
                texts = _heard(item, text)
                assert texts == [t for t in (spoken(text[a:b].strip()) for a, b in speech_spans(text)) if re.search(r"\w", t)]
            assert all(len(t) <= 120 for t in texts), file.name
