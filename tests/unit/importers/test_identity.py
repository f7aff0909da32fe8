"""Stated before given before inferred; dates and index numbers never inferred."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.content.kinds import shipped_kinds
from builder.importers import ImportResult
from builder.importers.identity import kind_of_title
from builder.importers.years import year_in
from builder.model import Agency, ReportKind

BODY = "我们围绕年初确定的目标，推进了道路、桥梁和学校的建设，群众的生活条件有了改善。"
Bring = Callable[..., ImportResult]
Fields = Callable[[ImportResult], dict[str, str]]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青禾镇2021年工作总结", "总结"),
        ("青禾镇2021年工作计划", "计划"),
        ("青禾县2021年重点工作安排", "计划"),
        ("2021年青禾县政府工作报告", "工作报告"),
        ("青禾县2021年政府信息公开工作年度报告", "年报"),
        ("青禾局2021年工作总结及2022年工作思路", "总结+计划"),
        ("青禾局2021年上半年工作总结和下半年工作打算", "总结+计划"),
        ("青禾局2021年工作情况", "总结"),
        ("青禾旗2021年畜牧业统计简表", "总结"),
        ("青禾局关于下达2021年绿化任务的通知", "计划"),
        ("青禾馆2021年业务统计及2022年工作计划表", "总结+计划"),
        ("青禾局2021年重点工作完成情况", "总结"),
        ("青禾局2021年工作计划落实情况", "总结"),
        ("青禾局2021年信息公开工作报告", "年报"),
        ("青禾局2021年工作总结暨2022年工作安排", "总结+计划"),
    ],
)
def test_kind_of_a_title(title: str, kind: str) -> None:
    found = kind_of_title(title, shipped_kinds())
    assert found is not None
    assert found.name == kind


def test_a_kind_of_the_site_is_what_a_title_ends_in() -> None:
    notice = ReportKind("tongzhi", "通知公告", "none", words=("通知", "公告"), own=True)
    kinds = (*shipped_kinds(), notice)
    assert kind_of_title("关于做好2025年防汛工作安排的通知", kinds) == notice
    assert kind_of_title("关于停水情况的公告（第2号）", kinds) == notice
    assert kind_of_title("关于印发青禾镇放假表的通知", kinds) == notice
    sent = kind_of_title("关于印发青禾镇2021年工作计划的通知", kinds)
    assert sent is not None
    assert sent.name == "计划"  # the notice sends a plan


@pytest.mark.parametrize(
    ("text", "year"),
    [("2021年总结", 2021), ("二〇二一年总结", 2021), ("报告（2021）", 2021), ("2021—2025年规划", 2021), ("投入2000多万", 0), ("无", 0)],
)
def test_year(text: str, year: int) -> None:
    assert year_in(text) == year


def test_options_fill_what_the_file_does_not_state(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(
        bring(
            BODY, title="青禾镇2021年工作总结", agency="青禾镇人民政府", written="2022年1月3日", published="2022-01-04 08:30",
            index_number="A1/2022-1", source_url="https://example.gov.cn/1.html",
        )
    )  # fmt: skip
    assert fields["title"] == "青禾镇2021年工作总结"
    assert fields["agency"] == "qinghe"
    assert (fields["written"], fields["published"], fields["index_number"]) == ("2022-01-03", "2022-01-04 08:30", "A1/2022-1")
    assert fields["inferred"] == "[]"


def test_what_the_file_states_is_not_overridden(bring: Bring, fields_of: Fields) -> None:
    text = f"索引号：B2/2020-5 发布日期：2020-02-02\n青禾镇2019年工作总结\n{BODY}"
    fields = fields_of(bring(text, title="别的标题", published="2022-01-01", index_number="C3", year="2000", kind="计划"))
    assert (fields["title"], fields["published"], fields["index_number"]) == ("青禾镇2019年工作总结", "2020-02-02", "B2/2020-5")
    assert (fields["year"], fields["kind"]) == ("2019", "总结")


def test_a_text_that_states_nothing(bring: Bring, fields_of: Fields) -> None:
    text = "2018年是全面提升之年。要继续加快道路建设，着力改善环境，努力增加收入，确保完成任务，推动发展。" * 2
    result = bring(text)
    fields = fields_of(result)
    assert (fields["title"], fields["agency"], fields["kind"], fields["year"]) == ("2018年工作计划", "", "计划", "2018")
    assert fields["inferred"] == "[kind, year, title]"
    assert [fields[key] for key in ("written", "published", "index_number")] == ["", "", ""]
    missing = {note.field for note in result.notes if note.kind == "missing"}
    assert {"title", "agency", "written", "published", "index_number", "summary"} <= missing
    assert result.report_id == "weibiaozhu-2018-jihua"


def test_the_title_names_a_known_office(bring: Bring, fields_of: Fields) -> None:
    agency = Agency("beiqu", "云岭市人民政府北区街道办事处", ("北区街道", "北区"))
    result = bring(f"北区2020年工作计划\n{BODY}", agencies=(agency,))
    assert result.agency is agency
    assert (result.is_new_agency, result.stated_agency) == (False, False)
    assert fields_of(result)["inferred"] == "[agency]"


def test_the_signature_states_office_and_day(bring: Bring, fields_of: Fields) -> None:
    result = bring(f"2021年工作总结\n{BODY}\n\n青禾县水务局\n二〇二二年一月六日")
    assert result.agency is not None
    assert (result.agency.name, result.is_new_agency, result.stated_agency) == ("青禾县水务局", True, True)
    assert fields_of(result)["written"] == "2022-01-06"
    assert fields_of(result)["inferred"] == "[]"


@pytest.mark.parametrize("unit", ["办公室", "党政办公室"])
def test_an_office_s_own_unit_signs_for_it(bring: Bring, unit: str) -> None:
    result = bring(f"青禾县人民医院2021年工作总结\n{BODY}\n\n青禾县人民医院{unit}\n2022年1月6日")
    assert result.agency is not None
    assert result.agency.name == "青禾县人民医院"
    assert result.stated_agency is True


def test_who_signs_the_covering_notice_is_the_office(bring: Bring, fields_of: Fields) -> None:
    notice = f"关于印发《青禾县2022年工作计划》的通知\n各乡镇：\n{BODY}\n中共青禾县委办公室\n青禾县人民政府办公室\n2022年1月6日\n"
    result = bring(f"{notice}青禾县2022年工作计划\n一、修路\n{BODY}\n二、架桥\n{BODY}")
    assert result.agency is not None
    assert (result.agency.name, result.stated_agency, fields_of(result)["written"]) == ("青禾县人民政府办公室", True, "2022-01-06")


def test_a_year_in_chinese_numerals_is_no_five_years(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"青禾县水务局二〇二五年工作总结\n{BODY}"))
    assert (fields["year"], fields["period"]) == ("2025", "")


def test_a_school_year_is_no_five_years(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"青禾镇中心小学2021—2022学年度第一学期工作总结\n{BODY}\n\n青禾镇中心小学\n2022年1月20日"))
    assert (fields["year"], fields["period"]) == ("2021", "")


def test_a_unit_that_the_title_names_is_the_office(bring: Bring) -> None:
    result = bring(f"青禾县人民政府办公室2021年工作总结\n{BODY}\n\n青禾县人民政府办公室\n2022年1月6日")
    assert result.agency is not None
    assert result.agency.name == "青禾县人民政府办公室"


def test_a_breadcrumb_names_the_office(bring: Bring) -> None:
    result = bring(f"您所在的位置: 首页 > 机构专页 > 青禾区人民政府南桥街道办事处 > 总结\n2021年工作总结\n{BODY}")
    assert result.agency is not None
    assert result.agency.name == "青禾区人民政府南桥街道办事处"


def test_a_known_office_with_one_place_more_in_its_name(bring: Bring) -> None:
    agency = Agency("nanqiao", "云岭市青禾区人民政府南桥街道办事处")
    result = bring(f"发布机构：青禾区人民政府南桥街道办事处\n2021年工作总结\n{BODY}", agencies=(agency,))
    assert result.agency is agency


def test_a_rank_alone_is_the_office_that_is_known_or_the_title_s(bring: Bring) -> None:
    bureau = Agency("qinghe-shuiwu", "青禾县水务局")
    text = f"县水务局2021年工作总结\n发布机构：县水务局\n{BODY}\n"
    result = bring(text, agencies=(bureau,))
    assert (result.agency, result.is_new_agency) == (bureau, False)


def test_an_office_of_no_place_is_the_government_that_the_title_names(bring: Bring) -> None:
    result = bring(f"发文机构：县政府办公室\n青禾县人民政府2021年工作总结\n{BODY}")
    assert result.agency is not None
    assert result.agency.name == "青禾县人民政府"


def test_the_day_may_stand_behind_the_name_of_the_site(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"2021年工作总结\n青禾县人民政府门户网站 www.qinghe.gov.cn 发布时间：2022-01-09 11:09\n{BODY}"))
    assert fields["published"] == "2022-01-09 11:09"


def test_the_name_of_a_column_is_no_part_of_a_title(bring: Bring, fields_of: Fields) -> None:
    result = bring(f"【工作总结】青禾县水务局2021年工作总结\n{BODY}")
    assert result.agency is not None
    assert (fields_of(result)["title"], result.agency.name) == ("青禾县水务局2021年工作总结", "青禾县水务局")


def test_a_work_report_given_in_december_is_of_the_year_that_it_plans(bring: Bring, fields_of: Fields) -> None:
    def year(month: int) -> str:
        head = f"政府工作报告\n——2022年{month}月20日在青禾县第九届人民代表大会第二次会议上\n青禾县人民政府县长 某某\n各位代表：\n"
        return fields_of(bring(f"{head}{BODY}"))["year"]

    assert (year(12), year(2)) == ("2023", "2022")


def test_a_label_is_no_value_of_the_label_before_it(bring: Bring, fields_of: Fields) -> None:
    record = "文件名称 | 青禾县水务局2021年工作总结 |\n文号 | 成文日期: | 2022年01月15日 | |\n有效性 | 有效 | 公开日期: | 2022-01-20 14:43 |"
    fields = fields_of(bring(f"{record}\n青禾县水务局2021年工作总结\n{BODY}"))
    assert (fields["document_number"], fields["title"]) == ("", "青禾县水务局2021年工作总结")


def test_an_office_is_named_behind_the_year(bring: Bring) -> None:
    result = bring(f"2021年云岭市青禾区人民政府南桥街道办事处工作总结\n{BODY}")
    assert result.agency is not None
    assert result.agency.name == "云岭市青禾区人民政府南桥街道办事处"


def test_the_term_of_a_government_is_no_part_of_its_name(bring: Bring) -> None:
    head = "政府工作报告\n——2022年1月20日在青禾县第九届\n人民代表大会第二次会议上\n县长 某某\n各位代表：\n现在，我代表九届县人民政府，向大会报告工作。"
    result = bring(f"{head}{BODY}")
    assert result.agency is not None
    assert result.agency.name == "青禾县人民政府"


def test_an_index_number_may_stand_alone(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"政府信息公开\n11223300445566778U/2022-0012345\n南桥街道2021年工作总结\n{BODY}"))
    assert fields["index_number"] == "11223300445566778U/2022-0012345"


def test_the_line_under_a_picture_is_no_title(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"青禾县政府工作报告。 青禾日报记者 某某 摄\n青禾县政府工作报告\n（2022年1月5日在青禾县人民代表大会上）\n{BODY}\n"))
    assert fields["title"] == "青禾县政府工作报告"


def test_what_is_not_for_publication_is_marked_and_said(bring: Bring, fields_of: Fields) -> None:
    result = bring(f"公开方式：依申请公开 文号：\n青禾县水务局2021年工作总结\n{BODY}")
    assert fields_of(result)["disclosure"] == "依申请公开"
    assert [note for note in result.notes if note.field == "disclosure" and note.kind == "doubt"]


def test_ids_do_not_collide(bring: Bring) -> None:
    text = f"青禾县水务局2021年工作总结\n{BODY}"
    assert bring(text, taken=frozenset({"qinghe-shuiwu-2021-zongjie"})).report_id == "qinghe-shuiwu-2021-zongjie-2"


def test_half_year_in_the_id(bring: Bring, fields_of: Fields) -> None:
    result = bring(f"青禾县水务局2021年上半年工作总结\n{BODY}")
    assert result.report_id == "qinghe-shuiwu-2021-shangbannian-zongjie"
    assert fields_of(result)["period"] == "上半年"


@pytest.mark.parametrize(
    "body",
    [
        "表1\n品种\t2021年产量\t2022年计划\n稻谷\t4.2\t4.4\n小麦\t1.2\t1.4",  # over a column
        BODY + "\n\n一、基本情况\n\n" + BODY + "\n\n二、2022年工作打算\n\n2022年计划投资3万元。",  # a chapter, a verb
    ],
)
def test_what_stands_in_a_table_or_a_chapter_is_no_kind_of_the_whole(bring: Bring, fields_of: Fields, body: str) -> None:
    fields = fields_of(bring(f"青禾公司2021年信息公开\n2022年1月5日\n\n{body}\n"))
    assert fields["kind"] == "其他"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("清河县国民经济和社会发展第十五个五年规划和2035年远景目标纲要", 2026),
        ("清河县二〇三五年远景目标纲要", 2026),
        ("清河县2030年前碳达峰实施方案", 2026),
        ("清河县面向2035年的2026年教育工作计划", 2026),
        ("清河县到2027年水利建设行动计划", 2026),
        ("清河县2021年至2025年工作计划", 2021),
        ("清河县2025年前三季度工作总结", 2025),
        ("清河县截至2024年底工作总结", 2024),
    ],
)
def test_a_year_looked_ahead_to_is_not_the_year_of_the_report(bring: Callable[..., ImportResult], title: str, year: int) -> None:
    text = f"{title}\n为做好2026年各项工作，到2035年基本实现现代化，特制定本文。2035年远景目标是全县人均收入翻番，2035年前建成公园5座。\n"
    assert f"\nyear: {year}\n" in bring(text).draft


LETTER = "青禾镇人民政府\n青政发〔2021〕3号\n青禾镇2021年工作总结\n\n{}\n一、水利\n今年我们修缮了三座石桥，疏浚了五条水渠，沿线村民出行和灌溉都比往年方便得多。\n"


def test_a_line_that_is_only_a_document_number(bring: Bring, fields_of: Fields) -> None:
    result = bring(LETTER.format(""))
    assert (fields_of(result)["title"], fields_of(result)["document_number"]) == ("青禾镇2021年工作总结", "青政发〔2021〕3号")
    assert any(n.field == "document_number" and "青政发〔2021〕3号" in n.text for n in result.notes)
    assert not any("未收入正文：“青政发" in n.text for n in result.notes)


def test_number_and_day_in_brackets_under_the_title(bring: Bring, fields_of: Fields) -> None:
    fields = fields_of(bring(f"青禾县水务局2021年工作总结\n（青水〔2022〕5号　2022年1月12日）\n{BODY}"))
    assert (fields["document_number"], fields["written"]) == ("青水〔2022〕5号", "2022-01-12")


def test_a_document_number_is_neither_title_nor_heading(bring: Bring, fields_of: Fields) -> None:
    bare = bring(LETTER.replace("青禾镇2021年工作总结\n", "").format(""))
    assert (fields_of(bare)["document_number"], "青政发" in fields_of(bare)["title"]) == ("青政发〔2021〕3号", False)
    inside = "为做好今年的各项工作，全镇上下共同努力，情况如下。\n\n青政发〔2020〕8号\n"
    assert "\n青政发〔2020〕8号\n" in bring(LETTER.format(inside)).draft


def test_the_given_title_wins_over_a_guess_alone(bring: Bring, fields_of: Fields) -> None:
    prose = "今年我们修缮了三座石桥，疏浚了五条水渠，沿线村民出行和灌溉都比往年方便得多。"
    guessed = bring(f"青禾镇2021年的水利\n\n{prose}\n", title="青禾镇2021年水利工作总结")
    assert fields_of(guessed)["title"] == "青禾镇2021年水利工作总结"
    assert any("未收入正文：“青禾镇2021年的水利”" in n.text for n in guessed.notes)
    stated = bring(f"青禾镇2021年工作总结\n\n{prose}\n", title="另一个标题")
    assert fields_of(stated)["title"] == "青禾镇2021年工作总结"
