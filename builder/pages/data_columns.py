"""The columns of the tables that spreadsheets open: Chinese heads, one meaning a column, and what each means in a sentence.

The JSON files keep their own keys (design 5); ``key`` names the value a column shows. The guide on /data/ and the
descriptions in ``datapackage.json`` are made from these same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` of the row's value, the head as printed, what it means, and the type of Frictionless' table schema."""

    key: str
    head: str
    what: str
    type: Literal["string", "integer", "number", "date"] = "string"


HALVES: Mapping[str, str] = {"target": "计划", "actual": "总结", "state": "现状", "both": "计划和总结", "none": ""}
COMPARISONS: Mapping[str, str] = {"eq": "等于", "ge": "不低于", "le": "不高于", "gt": "高于", "lt": "低于", "approx": "约", "range": "在两数之间"}
MEASURES: Mapping[str, str] = {
    "level": "数量", "growth": "比上年增长", "annual_average": "几年的年均", "multi_year_growth": "几年合计增长", "delta": "增减量", "share": "比例",
    "completion": "完成任务的比例", "over_completion": "超额的比例", "rank": "名次", "range": "范围", "cumulative": "累计",
}  # fmt: skip

_REPORT = (
    Column("agency", "机构", "发布文件的机关全称；空着就是原文没有写明"),
    Column("title", "文件", "文件的题名"),
)
_PLACE = (
    Column("quote", "原句", "写着它的那一句，照抄正文；文件是摘编的，这一句是本站的话"),
    Column("edition", "版本", "原文，或者摘编（本站用自己的话重述）"),
    Column("link", "链接", "那一句所在段落的固定网址；网站没有写明网址时，是网站文件夹里的路径"),
)
_ID = Column("report", "文件编号", "文件的固定编号，和文件目录里的一致；段落的编号是链接里 # 后面的那一段")
_REVIEWED = Column("reviewed", "人工核对日期", "空着：由程序读出，没有人核对过", "date")

REPORT_COLUMNS = (
    *_REPORT,
    Column("kind", "体裁", "计划、总结、工作报告等"),
    Column("year", "年度", "题名里的年份，没有的是主要讲的那一年", "integer"),
    Column("period", "时段", "全年、上半年等，原文没有写的空着"),
    Column("written", "成文日期", "照原文，原文没有的空着", "date"),
    Column("published", "发布日期", "照原文，原文没有的空着", "date"),
    Column("index_number", "索引号", "照原文"),
    Column("document_number", "发文字号", "照原文"),
    Column("subject", "主题分类", "照原文"),
    Column("keywords", "主题词", "照原文，几个词用“；”隔开"),
    Column("summary", "内容概述", "不超过100字"),
    Column("validity", "有效性", "有效、失效、废止或部分失效；空着就是没有标注"),
    Column("successor", "代替它的文件", "那份文件的编号"),
    Column("disclosure", "公开方式", "本站只收主动公开的文件"),
    Column("edition", "版本", "原文，或者摘编（本站用自己的话重述）"),
    Column("inferred", "推断的项", "哪几项是从题名或正文推断的，不是原文写明的"),
    Column("source_name", "信息来源", "文本从哪里来"),
    Column("source_url", "原文网址", "空着就是不知道"),
    Column("source_retrieved", "取得日期", "哪一天从来源取得的", "date"),
    Column("source_file", "所据文件", "导入时所据文件的名称"),
    Column("source_sha256", "所据文件的校验值", "那个文件的 SHA-256，用来核对是不是同一个文件"),
    Column("licence", "许可", "这份文件写明的使用许可；空着就是没有写明"),
    Column("link", "链接", "文件的固定网址；网站没有写明网址时，是网站文件夹里的路径"),
    Column("id", "文件编号", "文件的固定编号，网址里也是它"),
    Column("agency_id", "机构编号", "机构的固定编号"),
)
INDICATOR_COLUMNS = (
    *_REPORT,
    Column("indicator", "指标", "这个数字说的是什么"),
    Column("named", "名称说得清吗", "否：名称不足以说明数的是什么，请看原句；空着就是说得清"),
    Column("scope", "范围", "只说一部分时是哪一部分（园区、其中等）"),
    Column("stage", "进度", "新增、开工、完工或总量；句子没有说的空着"),
    Column("kind", "目标或完成", "目标：要做的；完成：说了做成的；实际：总结里写的，没有说是做成的；预计：总结自己预计的；开工、推进中、实施：说到的一步；"
        "自报：文件自己说超了多少；现状：只说有多少；计划中：只是打算或约定的数"),
    Column("year", "年份", "数字说的是哪一年，不是文件的年度；没有写明的空着", "integer"),
    Column("span_from", "起始年", "说几年合计或平均的，从哪一年起；没有写明的空着", "integer"),
    Column("span_to", "截止年", "到哪一年止", "integer"),
    Column("value", "数值", "照原文的单位；只说增长或名次的空着", "number"),
    Column("value_max", "数值上限", "“5到8家”里的8", "number"),
    Column("unit", "单位", "数值的单位，照原文"),
    Column("comparison", "怎样比", "等于、不低于、不高于、高于、低于、约、在两数之间"),
    Column("qualifier", "限定词", "原文的字样：左右、以上、超、近等"),
    Column("growth", "比上年增长（%）", "下降是负数", "number"),
    Column("rank", "名次", "照原文"),
    Column("base", "原来的数", "“由甲提高到乙”里的甲", "number"),
    Column("measure", "数的种类", "数量、比上年增长、比例、累计、几年的年均等"),
    Column("expected", "预计", "是：文件自己说是预计数"),
    Column("self_reported", "自报", "文件自己对完成情况的说法"),
    *_PLACE,
    _ID,
    Column("indicator_id", "指标编号", "同一个指标的各种写法用一个编号；空着就是没有归并"),
    _REVIEWED,
)
LEDGER_COLUMNS = (
    Column("agency_name", "机构", "作出目标的机关全称"),
    Column("indicator", "指标", "目标说的是什么"),
    Column("named", "名称说得清吗", "否：名称不足以说明目标说的是什么，请看原句；空着就是说得清"),
    Column("year", "年份", "目标说的是哪一年", "integer"),
    Column("promise", "目标", "目标的数，带原文的字样和单位"),
    Column("outcome", "结果", "结果的数；没有认出的空着，只是可能对应的也空着"),
    Column("verdict", "结论", "本站算出的，不是机关说的；八种结论的意思见“台账怎样算”"),
    Column("reason", "理由", "为什么这样判定"),
    Column("self_reported", "自报", "文件自己对完成情况的说法，与结论分开"),
    Column("promise_title", "目标的文件", "目标写在哪份文件里"),
    Column("promise_quote", "目标的原句", "照抄正文"),
    Column("promise_link", "目标的链接", "那一句所在段落的固定网址"),
    Column("outcome_title", "结果的文件", "结果写在哪份文件里"),
    Column("outcome_quote", "结果的原句", "照抄正文"),
    Column("outcome_link", "结果的链接", "那一句所在段落的固定网址"),
    Column("likely", "可能对应的说法", "可能说的是同一件事的那一句，照抄正文；里面的数不是这个目标的结果"),
    Column("likely_title", "可能对应的文件", "那一句写在哪份文件里"),
    Column("likely_link", "可能对应的链接", "那一句所在段落的固定网址"),
    Column("searched", "查过的文件", "没有认出结果时，查过哪几份（文件编号）"),
    Column("agency", "机构编号", "机构的固定编号"),
    Column("indicator_id", "指标编号", "同一个指标的各种写法用一个编号；空着就是没有归并"),
    _REVIEWED,
)
TOPIC_COLUMNS = (
    Column("name", "专题", "说的是哪件事"),
    Column("theme", "主题", "专题归在哪一类"),
    *_REPORT,
    Column("year", "年份", "这一句说的是哪一年", "integer"),
    Column("kind", "计划或总结", "计划：要做的；总结：做了的；现状：只说有什么"),
    Column("passing", "顺带提到", "是：这一句主要在讲别的事"),
    Column("of_years", "数字的年份", "这一句的数字不是这一年的：几年合计、年均、几年里每年，或没有写明年份"),
    *_PLACE,
    _ID,
    Column("topic", "专题编号", "专题的固定编号，网址里也是它"),
)
# A topic's own table does not repeat in every row what is the same in all; the report's id stands in its link.
ONE_TOPIC_COLUMNS = tuple(c for c in TOPIC_COLUMNS if c.key not in {"name", "theme", "topic", "report"})
# A table above 5 MB is a list of files, one a year.
PART_COLUMNS = (
    Column("year", "年份", "这个文件里各行的年份；空着：没有年份的行", "integer"),
    Column("rows", "行数", "有几行", "integer"),
    Column("link", "链接", "压缩文件的网址；里面是这一年的 CSV"),
)
