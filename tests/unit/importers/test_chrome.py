"""Navigation, reading tools and footers go; titles, bylines and signatures stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.importers import ImportResult
from builder.importers.chrome import cut
from builder.importers.frame import is_chrome
from builder.importers.text import to_lines
from builder.importers.values import Source

BODY = "今年我们修缮了三座石桥，疏浚了五条水渠，沿线村民出行和灌溉都比往年方便得多。"


def split(text: str) -> tuple[list[str], str, list[str]]:
    result = cut(Source(tuple(to_lines(text))))
    return [line.text for line in result.lines], result.title.value if result.title else "", [n.text for n in result.notes]


@pytest.mark.parametrize(
    "line",
    [
        "无障碍版 长者助手 登录",
        "您当前的位置: > >",
        "首页 > 政务公开 > 正文",
        "【打印】 【字体:    ",
        "字体大小:",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "上一篇：青禾镇概况",
        "责任编辑：某某",
        "智能问答",
        "  • 扫一扫",
        "关注 · 微信",
        "版权所有：青禾镇人民政府",
        "粤ICP备00000000号",
        "附件:",
        "浏览次数:-",
    ],
)
def test_words_of_the_frame(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize("line", [BODY, "青禾镇2021年工作总结", "一、打印机采购情况", "分享经济稳步发展，登录企业增多。"])
def test_words_of_the_text(line: str) -> None:
    assert not is_chrome(line)


def test_head_and_tail_are_cut() -> None:
    lines, title, _ = split(f"首页 登录\n\n青禾镇水务站工作总结\n\n来源：本网 分享：\n\n{BODY}\n{BODY}\n\n附件:\n扫一扫在手机打开当前页\n手机版\n")
    assert title == "青禾镇水务站工作总结"
    assert lines == [BODY, BODY]


def test_a_title_on_two_lines() -> None:
    assert split(f"青禾县水务局\n2021年工作总结\n\n{BODY}")[1] == "青禾县水务局2021年工作总结"


def test_byline_and_signature_stay() -> None:
    text = f"政府工作报告\n——2021年1月5日在青禾县第九届人民代表大会上\n青禾县人民政府县长 某某\n各位代表：\n{BODY}\n\n青禾县人民政府\n2021年1月5日\n\n上一篇：没有了"
    lines, title, _ = split(text)
    assert title == "政府工作报告"
    assert lines[0].startswith("——2021年")
    assert lines[2] == "各位代表："
    assert lines[-2:] == ["青禾县人民政府", "2021年1月5日"]


def test_unknown_lines_outside_the_text_are_reported() -> None:
    _, _, notes = split(f"某某融媒体大看台\n青禾镇2021年工作总结\n{BODY}\n扫一扫\n某某办事大厅\n")
    assert [n for n in notes if "未收入正文" in n and "大看台" in n]
    assert [n for n in notes if "未收入正文" in n and "大厅" in n]


def test_no_frame_no_loss() -> None:
    lines, title, notes = split(f"{BODY}\n一、农业\n{BODY}")
    assert (len(lines), title, notes) == (3, "", [])


def test_an_annex_with_headings_and_an_organiser_is_text() -> None:
    deed = "年度目标：新建公办幼儿园4所，改造老旧小区9个，栽种行道树三千二百株，惠及居民一万余户。"
    annex = f"　附件\n2025年民生实事\n一、扩大就业\n{deed}\n主办单位：县人社局\n二、改造小区\n{deed}\n主办单位：县住建局\n"
    lines, _, _ = split(f"青禾县2025年政府工作报告\n{BODY}\n{BODY}\n{BODY}\n{annex}")
    assert [line for line in lines if line == deed] == [deed, deed]
    assert "主办单位：县人社局" in lines
    foot, _, _ = split(f"青禾县2025年政府工作报告\n{BODY}\n{BODY}\n{BODY}\n主办单位：青禾县人民政府\n某某技术中心\n一、网站地图\n")
    assert foot == [BODY, BODY, BODY]


def test_an_annex_of_one_paragraph_is_text() -> None:
    text = "\n".join([BODY] * 20)
    lines, _, _ = split(f"青禾县2025年政府工作报告\n{text}\n附件\n新增学位90个。\n{BODY}{BODY}")
    assert lines[-2:] == ["新增学位90个。", BODY + BODY]


def test_a_page_number_keeps_no_signature_out(bring: Callable[..., ImportResult]) -> None:
    result = bring(f"青禾镇2025年工作总结\n{BODY}\n\n— 3 —\n\n青禾镇人民政府\n\n2026年1月5日")
    assert result.agency is not None
    assert (result.agency.name, "written: 2026-01-05\n" in result.draft) == ("青禾镇人民政府", True)


def test_chapters_behind_a_line_that_looks_like_the_end_stay(bring: Callable[..., ImportResult]) -> None:
    result = bring(f"青禾镇2025年工作总结\n{BODY}\n{BODY}\n{BODY}\n\n三、数据\n来源：统计站\n\n四、其他\n\n新增学位90个。\n")
    assert "## 四、其他\n\n新增学位90个。" in result.draft


def test_an_attachment_keeps_the_numbers_in_its_name(bring: Callable[..., ImportResult]) -> None:
    result = bring(f"青禾镇2025年工作总结\n{BODY}\n\n附件：1.任务分解2025.xls")
    assert ["“任务分解2025.xls”" in n.text for n in result.notes if n.field == "attachments"] == [True]
