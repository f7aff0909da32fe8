"""Ways in which portals set records, titles, dates and frames around a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.importers import ImportResult

Bring = Callable[..., ImportResult]
FieldsOf = Callable[[ImportResult], dict[str, str]]

A = "全年修缮水渠五条、石桥三座，沿线村民出行和灌溉比往年方便，夜里也有路灯照明，大家都说这钱花得值当。"
TITLE = "青禾镇2021年工作总结"
BODY = f"一、修好水利\n{A}\n二、今年打算\n{A}"
STATED = {
    "index_number": "QH0101/2022-00003",
    "written": "2022-01-08",
    "published": "2022-01-12",
    "document_number": "青政发〔2022〕1号",
    "validity": "有效",
}

RECORDS = {
    "one field a line": "索引号：QH0101/2022-00003\n发布机构：青禾县青禾镇人民政府\n成文日期：2022-01-08\n发布日期：2022-01-12\n文号：青政发〔2022〕1号\n有效性：有效",
    "wide spaces": "索引号　QH0101/2022-00003\n发文机关　青禾县青禾镇人民政府\n成文日期　2022年01月08日\n公开日期　2022年01月12日\n文号　青政发〔2022〕1号\n有效性　有效",
    "several on a line": "索引号 QH0101/2022-00003  发文机关 青禾县青禾镇人民政府\n成文日期 2022/1/8  发布日期 2022.01.12\n发文字号 青政发〔2022〕1号  时效 有效",
    "label and value on lines of their own": "索引号\nQH0101/2022-00003\n发布机构\n青禾县青禾镇人民政府\n"
    "生成日期\n2022.01.08\n公开日期\n2022/1/12\n文　号\n青政发〔2022〕1号\n主题词\n\n有效性\n有效",
    "tabs": "索 引 号:\tQH0101/2022-00003\t发布机构:\t青禾县青禾镇人民政府\n成文日期:\t2022-01-08\t公开时间:\t2022-01-12\n文    号:\t青政发〔2022〕1号\t是否有效:\t有效",
    "tabs without colons": "索引号\tQH0101/2022-00003\n发布机构\t青禾县青禾镇人民政府\n成文日期\t2022年1月8日\n发布日期\t2022年1月12日\n文号\t青政发〔2022〕1号\n有效性\t有效",
    "bars": "索引号 | QH0101/2022-00003 | 发布机构 | 青禾县青禾镇人民政府\n成文日期 | 2022-01-08 | 发布日期 | 2022-01-12\n文号 | 青政发〔2022〕1号 | 有效性 | 有效",
    "other words": "【信息索引号】QH0101/2022-00003 【公开责任部门】青禾县青禾镇人民政府\n"
    "【制发日期】2022年1月8日 【上网日期】2022年1月12日\n【发布文号】青政发〔2022〕1号 【效力状态】有效",
    "chinese numerals": "索引号：QH0101/2022-00003；发布单位：青禾县青禾镇人民政府；发文日期：二○二二年一月八日；发布时间：2022-01-12；文号：青政发〔2022〕1号；有效性：有效",
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("title_first", [False, True])
def test_records(name: str, title_first: bool, bring: Bring, fields_of: FieldsOf) -> None:
    parts = [TITLE, RECORDS[name]] if title_first else [RECORDS[name], TITLE]
    result = bring("\n\n".join(["首页 > 政务公开 > 总结计划", *parts, BODY]))
    fields = fields_of(result)
    assert {k: fields[k] for k in STATED} == STATED
    assert fields["title"] == TITLE
    assert result.agency is not None
    assert result.agency.name == "青禾县青禾镇人民政府"
    assert "QH0101" not in result.draft.split("---\n")[2]


HTML_RECORDS = {
    "dl": "<dl><dt>索引号</dt><dd>QH0101/2022-00003</dd><dt>成文日期</dt><dd>2022-01-08</dd></dl>",
    "spans": "<div><span>索引号：</span><span>QH0101/2022-00003</span></div><div><span>成文日期：</span><span>2022年1月8日</span></div>",
    "list": "<ul><li><b>索 引 号</b>：QH0101/2022-00003</li><li><b>成文日期</b>：2022/1/8</li></ul>",
    "table": "<table><tr><td>索引号</td><td>QH0101/2022-00003</td></tr><tr><td>成文日期</td><td>2022.1.8</td></tr></table>",
}


@pytest.mark.parametrize("name", HTML_RECORDS)
def test_records_of_pages(name: str, bring: Bring, fields_of: FieldsOf) -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
    fields = fields_of(bring(f"<html><body><h1>{TITLE}</h1>{HTML_RECORDS[name]}<div>{body}</div></body></html>", "r.html"))
    assert (fields["index_number"], fields["written"]) == (STATED["index_number"], STATED["written"])


@pytest.mark.parametrize(
    "signature",
    [
        "青禾县青禾镇人民政府\n二〇二二年一月八日",
        "青禾县青禾镇人民政府\n二○二二年一月八日",
        "青禾县青禾镇人民政府\n二0二二年一月八日",
        "　　　　　青禾县青禾镇人民政府　2022年1月8日",
        "青禾县青禾镇人民政府\n2022.01.08",
        "青禾县青禾镇人民政府\n2022/1/8",
        "青禾县青禾镇人民政府\n2022 年 1 月 8 日",
        "青禾县青禾镇人民政府\n二〇二二年元月八日",
        "（盖章）\n2022年1月8日",
        "青禾县青禾镇人民政府\n2022年1月8日\n\n责任编辑：某某\n上一篇：没有了\n下一篇：青禾镇2020年工作总结",
    ],
)
def test_signatures(signature: str, bring: Bring, fields_of: FieldsOf) -> None:
    result = bring(f"{TITLE}\n\n{BODY}\n\n{signature}")
    assert fields_of(result)["written"] == "2022-01-08"


def test_a_covering_notice_is_signed_above_its_annex(bring: Bring, fields_of: FieldsOf) -> None:
    notice = "青禾县人民政府办公室关于印发2021年工作要点的通知\n各镇人民政府，县级各部门：\n《2021年工作要点》已经县政府同意，现印发给你们，请认真贯彻落实。"
    fields = fields_of(bring(f"{notice}\n青禾县人民政府办公室\n2021年1月28日\n2021年工作要点\n{BODY}"))
    assert (fields["written"], fields["kind"], fields["year"]) == ("2021-01-28", "计划", "2021")
    assert fields["title"] == "青禾县人民政府办公室关于印发2021年工作要点的通知"


def test_a_date_in_the_last_sentence_is_no_signature(bring: Bring, fields_of: FieldsOf) -> None:
    assert fields_of(bring(f"{TITLE}\n\n{BODY}\n本总结所列数字截至2021年12月31日，由各村上报。"))["written"] == ""


TITLES = {
    "two lines": ("青禾镇2021年工作总结\n和2022年工作计划", "青禾镇2021年工作总结和2022年工作计划"),
    "office above": ("青禾县水务局\n2021年工作总结", "青禾县水务局2021年工作总结"),
    "关于 below the office": ("青禾县水务局\n关于2021年工作情况的报告", "青禾县水务局关于2021年工作情况的报告"),
    "broken in the middle": (
        "关于青禾县2021年国民经济和社会发展计划执行情况\n与2022年计划草案的报告",
        "关于青禾县2021年国民经济和社会发展计划执行情况与2022年计划草案的报告",
    ),
    "subtitle": ("春风又绿青禾岸\n——青禾镇2021年工作总结", "春风又绿青禾岸——青禾镇2021年工作总结"),
    "byline": ("青禾县2022年政府工作报告\n——2022年1月15日在青禾县第九届人民代表大会第二次会议上", "青禾县2022年政府工作报告"),
    "day in brackets": ("青禾镇2021年工作总结\n（2022年1月15日）", "青禾镇2021年工作总结"),
    "three lines": (
        "青禾镇人民政府\n关于2021年度工作总结及2022年度工作计划的\n报　告",
        "青禾镇人民政府关于2021年度工作总结及2022年度工作计划的报告",
    ),
    "set wide": ("青 禾 镇 2021 年 工 作 总 结", "青禾镇2021年工作总结"),
    "in book marks": ("《青禾镇2021年工作总结》", "青禾镇2021年工作总结"),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str, bring: Bring, fields_of: FieldsOf) -> None:
    text, wanted = TITLES[name]
    result = bring(f"{text}\n\n{BODY}")
    assert fields_of(result)["title"] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "2022-01-12 10:20 来源：青禾镇人民政府 浏览次数：",
        "2022-01-12 来源：青禾镇人民政府 【字体：大 中 小】",
        "2022-01-12\n字号：大 中 小",
        "发布时间：2022年1月12日 信息来源：青禾镇党政办 阅读：12",
        "时间：2022/01/12　点击：5",
        "[2022.01.12]\n【打印】 【关闭】",
    ],
)
def test_lines_of_publication(line: str, bring: Bring, fields_of: FieldsOf) -> None:
    fields = fields_of(bring(f"{TITLE}\n{line}\n\n{BODY}"))
    assert fields["published"][:10] == "2022-01-12"
    assert fields["written"] == ""
    html = (
        f"<html><body><h1>{TITLE}</h1><div>{line.replace(chr(10), '<br>')}</div><p>{A}</p><p>一、甲</p><p>{A}</p></body></html>"
    )
    result = bring(html, "r.html")
    assert fields_of(result)["published"][:10] == "2022-01-12"
    assert "12" not in result.draft.split("---\n")[2]


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("青禾县２０２１年政府信息公开工作年度报告", "2021", "青禾县人民政府"),
        ("青禾县二〇二一年政府工作要点", "2021", "青禾县人民政府"),
        ("青禾镇2021年工作总结", "2021", "青禾镇"),
    ],
)
def test_year_and_place_of_a_title(title: str, year: str, agency: str, bring: Bring, fields_of: FieldsOf) -> None:
    result = bring(f"{title}\n\n{BODY}")
    assert result.agency is not None
    assert (fields_of(result)["year"], result.agency.name) == (year, agency)


def test_the_year_of_a_work_report_is_the_year_it_is_given(bring: Bring, fields_of: FieldsOf) -> None:
    text = f"政府工作报告\n——2022年1月15日在青禾县第九届人民代表大会第二次会议上\n\n各位代表：\n一、2021年工作回顾\n2021年是不平凡的一年。{A}\n二、今年打算\n{A}"
    fields = fields_of(bring(text))
    assert fields["year"] == "2022"
    assert "year" in fields["inferred"]
    dated = f"发布日期：2022-01-20\n政府工作报告（摘登）\n\n一、2021年工作回顾\n2021年是不平凡的一年。{A}\n二、今年打算\n{A}"
    assert fields_of(bring(dated))["year"] == "2022"


FRAME = [
    "责任编辑：某某",
    "网站标识码：3300000001",
    "浙ICP备00000000号-1 浙公网安备 33000000000000号",
    "主办单位：青禾县人民政府办公室 承办：青禾县大数据中心",
    "版权所有：青禾县人民政府",
    "Copyright © 2022 青禾县人民政府 All Rights Reserved",
    "您是第 123456 位访客",
    "访问量：123456",
    "分享到： 微信 微博 QQ空间",
    "相关文档",
    "上一篇：青禾镇2020年工作总结",
    "下一篇：没有了",
    "扫一扫在手机打开当前页",
    "【字体：大 中 小】【打印】【关闭】",
    "建议使用1024*768分辨率IE9.0以上浏览器访问本站",
    "政府网站年度工作报表 | 网站地图 | 联系我们",
    "您访问的链接即将离开“青禾县人民政府门户网站”，是否继续？",
    "地址：青禾县大街1号 邮编：330000 电话：0570-0000000",
    "技术支持：某某科技有限公司",
]


@pytest.mark.parametrize("line", FRAME)
def test_frame_below(line: str, bring: Bring) -> None:
    result = bring(f"{TITLE}\n\n{BODY}\n\n青禾县青禾镇人民政府\n2022年1月8日\n\n{line}")
    assert line not in result.draft
    assert "2022年1月8日" in result.draft


def test_frame_above_and_below_at_once(bring: Bring) -> None:
    head = (
        "无障碍浏览 | 长者模式 | 登录\n请输入关键字 搜索\n首页 政务公开 政务服务 互动交流\n当前位置： 首页 > 政务公开 > 工作总结"
    )
    result = bring(f"{head}\n{TITLE}\n发布时间：2022-01-12 字号：大 中 小\n{BODY}\n" + "\n".join(FRAME))
    body = result.draft.split("---\n")[2]
    assert body.strip().startswith("## 一、修好水利")
    assert body.strip().endswith(A)


def test_named_attachments_are_reported(bring: Bring) -> None:
    result = bring(f"{TITLE}\n\n{BODY}\n\n附件：1.青禾镇水渠名册.xlsx\n2.青禾镇果园名册.docx\n\n版权所有：青禾县人民政府")
    notes = [note.text for note in result.notes if note.field == "attachments"]
    assert any("青禾镇水渠名册.xlsx" in text for text in notes)
    assert any("青禾镇果园名册.docx" in text for text in notes)
    linked = f"<html><body><h1>{TITLE}</h1><p>{BODY}</p><p>附件：</p><ul><li><a href='a.xls'>青禾镇水渠名册.xls</a></li></ul></body></html>"
    notes = [note.text for note in bring(linked, "r.html").notes if note.field == "attachments"]
    assert any("青禾镇水渠名册.xls" in text for text in notes)
