"""Lists of persons by other heads, parts above wholes, one thing told twice in other words, and what only looks like it beside each. The texts are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.checks.review import Reviewing, review_report
from builder.commands.build import BuildOptions
from builder.commands.check import check_site
from builder.content.wrong_words import shipped_wrong_words
from builder.model import Agency
from builder.problems import Problem
from tests.support import AS_OF, edit_report, small_site
from tests.unit.checks.test_kinds import BODY, HEAD, KINDS, OFFICES, found, read

PLAN = HEAD.replace("清河镇2024年工作总结", "清河镇2024年工作总结和2025年工作计划")
BOTH = PLAN.replace("kind: 总结", "kind: 总结+计划")


def told(body: str, head: str = HEAD) -> list[str]:
    return [p.code for p in found(body, head)]


def table(*rows: str) -> str:
    head, *others = rows
    return "\n".join(f"| {r} |" for r in (head, " | ".join("---" for _ in head.split(" | ")), *others))


NAMES = ("何文斌", "邱丽华", "曾广田")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (table("序号 | 受灾户主 | 家庭住址", *(f"{n} | {name} | 下洋村{n}号" for n, name in enumerate(NAMES, 1))), "pii.table"),
        (table("当事人 | 纠纷类型 | 结果", *(f"{name} | 邻里 | 调解成功" for name in NAMES)), "pii.table"),
        (table("受益人 | 住址", *(f"{name} | 东坑村" for name in NAMES)), "pii.table"),
        (table("姓名 | 身份类别 | 联系电话", *(f"{name} | 失业人员 | 0594-229611{n}" for n, name in enumerate(NAMES))), "pii.phone"),
        (table("户主 | 联系电话", *(f"{name} | 229611{n}" for n, name in enumerate(NAMES))), "pii.phone"),
        ("12345热线转办工单1.92万件，办结2.10万件。", "number.more-done"),
        ("改造项目征收房屋540户，截至12月底签约562户。", "number.more-done"),
        ("全县186个村集体经济年收入均超过10万元，其中超过50万元的村242个。", "number.part"),
        ("PM2.5平均浓度由24微克/立方米下降到26微克/立方米。", "number.direction"),
        ("单位能耗由24千克标准煤降到26千克标准煤。", "number.direction"),
        ("细颗粒物由26微克/立方米上升至24微克/立方米。", "number.direction"),
        ("下辖9个社区，人口多。\n\n推动所辖11个社区治理共建共享。", "number.differs"),
        ("清河镇下辖9个社区。\n\n推动所辖11个社区共建共享。", "number.differs"),
        ("全县经营主体总数达到4.6万户，其中企业1.2万户。\n\n面对全县5.6万户经营主体，做好服务。", "number.differs"),
        ("引进项目9个，合同金额6.8亿元。\n\n全年引进项目6个，数量偏少。", "number.differs"),
        ("各项任务分工详见附件。", "body.annex"),
        ("压实责任（任务分解表附后）。", "body.annex"),
        (table("实事 | 资金（万元）", "搬迁 | 900", "饮水 | 500") + "\n\n压实责任。（任务分解表附后）", "body.annex"),
        ("各项指标按表推进，附表附后。", "body.annex"),
        ("增强“四个自信”、坚定“四个意识”、做到“两个维护”。", "word.wrong"),
        ("衷心拥护“两个维护”，坚决做到“两个确立”。", "word.wrong"),
        (table("实事 | 计划 | 完成", "公路（公里） | 80 | 86", "危桥（座） | 5 | 5", "候车亭（个） | 40 | ", "路灯（盏） | 10 | 12"), "body.empty-part"),
        (table("项目 | 受理（件） | 受理（件）", "证明 | 5200 | 5200", "社保 | 8300 | 8100"), "text.twice"),
    ],
)
def test_what_cannot_be(body: str, code: str) -> None:
    assert code in told(body)


@pytest.mark.parametrize(
    "body",
    [
        table("姓名 | 荣誉", *(f"{name} | 优秀网格员" for name in NAMES)),
        table("当事人 | 结果", *(f"{name} | 已送达" for name in NAMES)),
        table("姓名 | 职务 | 联系电话", *(f"{name} | 主任 | 0594-229611{n}" for n, name in enumerate(NAMES))),
        table("社区 | 姓名 | 联系电话", *(f"东坑社区 | {name} | 0594-229611{n}" for n, name in enumerate(NAMES))),
        table("姓名 | 值班时间 | 联系电话", *(f"{name} | 周一 | 0594-229611{n}" for n, name in enumerate(NAMES))),
        table("姓名 | 类别 | 联系电话", *(f"{name} | 甲 | 0594-2296110" for name in NAMES)),
        table("当事人 | 纠纷类型", "甲公司 | 合同", "乙公司 | 债务"),
        "12345热线转办工单2.10万件，办结1.92万件。",
        "转办工单1.92万件，含上年结转在内办结2.10万件。",
        "征收房屋540户，签约土地562亩。",
        "全县186个村集体经济年收入均超过10万元，其中超过50万元的村42个。",
        "PM2.5平均浓度由26微克/立方米下降到24微克/立方米。",
        "排名由24位上升到20位。",
        "下辖9个社区。\n\n推动所辖11个社区卫生服务站改造。",
        "城关街道人口多，下辖9个社区。\n\n推动所辖11个社区治理共建。",
        "下辖9个社区。\n\n城关街道推动所辖11个社区治理共建。",
        "下辖9个社区。\n\n2019年所辖11个社区治理起步。",
        "原下辖11个社区，合并后所辖9个社区治理有序。",
        "经营主体总数达到4.6万户。\n\n力争服务全县5.6万户经营主体。",
        "经营主体总数达到4.57万户。\n\n面对全县4.6万户经营主体，做好服务。",
        "经营主体总数达到4.6万户。\n\n走访全县0.6万户经营主体，解决困难。",
        "经营主体总数达到4.6万户。\n\n2023年面对全县4.2万户经营主体，改革办法。",
        "引进项目6个，数量偏少。\n\n开发区引进项目9个。",
        "开展培训9期。\n\n全年开展培训20期，参加的人多。",
        "各项任务分工详见附件。\n\n附件\n\n| 任务 | 单位 |\n|---|---|\n| 修路 | 建办 |",
        "各项任务分工详见附件：[分工](reports/a/)。",
        "任务分解表附后。\n\n任务分解表\n\n| 任务 | 单位 |\n|---|---|\n| 修路 | 建办 |",
        "任务分解表附后。\n\n| 任务 | 单位 |\n|---|---|\n| 修路 | 建办 |",
        "此前的名单附后公布的做法要改进。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "增强“四个自信”，坚定信念。",
        "牢固树立“四个意识”，增强“四个自信”。",
        table("实事 | 计划 | 备注", "公路（公里） | 80 | 86", "危桥（座） | 5 | 5", "候车亭（个） | 40 | ", "路灯（盏） | 10 | 12"),
        table("实事 | 计划 | 完成", "公路 | 80 | 已完工", "危桥 | 5 | 5", "候车亭 | 40 | ", "路灯 | 10 | 12"),
        table("指标 | 本年 | 增长%", "收入 | 80 | 86", "支出 | 5 | 5", "结余 | 40 | ", "转移 | 10 | 12"),
        table("实事 | 计划 | 完成", "公路 | 80 | 86", "一、民生 |  | ", "候车亭 | 40 | 40", "路灯 | 10 | 12"),
        table("村 | 户 | 村 | 户", "甲 | 80 | 乙 | 86", "丙 | 5 | 丁 | 5"),
        table("项目 | 2024年 | 2024年", "指标 | 计划 | 完成", "公路 | 5 | 6"),
    ],
)  # fmt: skip
def test_what_well_may_be(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "head", "codes"),
    [
        ("检查企业1850家次，整改到位。\n\n在2024年检查企业1580家次的基础上，2025年再加力。", BOTH, ["number.differs"]),
        ("检查企业1850家次，整改到位。\n\n在2023年检查企业1580家次的基础上，2024年再加力。", BOTH, []),
        ("检查企业1850家次，整改到位。\n\n在2024年检查企业1850家次的基础上，2025年再加力。", BOTH, []),
    ],
)
def test_what_the_year_is_built_upon(body: str, head: str, codes: list[str]) -> None:
    assert told(body, head) == codes


def test_a_summary_whose_title_plans_as_well() -> None:
    assert "title.kind" in told("修路。", PLAN)
    assert "title.kind" in told("修路。", PLAN.replace("kind: 总结", "kind: 计划"))
    assert "title.kind" not in told("修路。", BOTH)
    assert "title.kind" not in told("修路。", HEAD.replace("工作总结", "工作计划完成情况总结"))


def of_county(title: str, *, name: str = "龙桥县人民政府") -> list[str]:
    offices = (Agency("qinghe", name, ("龙桥县",)),)
    result, text = read("修路。", HEAD.replace("清河镇2024年工作总结", title).replace("kind: 总结", "kind: 工作报告"))
    report = result.report
    assert report is not None
    return [p.code for p in review_report(report, text, Reviewing(offices, KINDS, shipped_wrong_words(), False))]


def test_a_government_that_the_site_does_not_know() -> None:
    assert "title.agency" in of_county("罗江县人民政府2024年政府工作报告")
    assert "title.agency" not in of_county("龙桥县人民政府2024年政府工作报告")
    assert "title.agency" not in of_county("栖川市龙桥县人民政府2024年政府工作报告")
    assert "title.agency" not in of_county("龙桥区人民政府2024年政府工作报告")
    assert "title.agency" not in of_county("罗江县人民政府2024年政府工作报告", name="栖川市人民政府")


def words_of(body: str, title: str, offices: tuple[Agency, ...] = OFFICES) -> list[Problem]:
    result, text = read(body, HEAD.replace("清河镇2024年工作总结", title))
    report = result.report
    assert report is not None
    return [p for p in review_report(report, text, Reviewing(offices, KINDS, shipped_wrong_words(), False)) if p.code == "word.wrong"]


def test_the_name_of_a_place_is_no_slip() -> None:
    assert words_of("推进隐患清岭。", "清河镇2024年工作总结")
    assert words_of("清岭教育稳步推进。", "清岭县2024年工作总结") == []
    county = (Agency("qinghe", "清岭教育局", ("清岭教育局",)),)
    assert words_of("清岭学校扩建。", "2024年工作总结", county) == []


def test_one_wrong_day_is_told_once() -> None:
    assert told("会议13月20日召开。") == ["date.impossible"]
    assert told("会议2024年13月20日召开。") == ["date.impossible"]
    assert found("定于13月底召开。")[0].location.line == BODY


def test_a_figure_told_twice_by_words_and_rows_is_one_finding(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    edit_report(root, "全年地区生产总值12亿元，增长5%。", "全年收到行政复议申请96件，维持的多。\n\n全年收到行政复议申请69件，下降的多。")
    rows = (root / "content" / "reports" / "a.md").read_text(encoding="utf-8").split("\n")
    lines = [p.location.line for p in check_site(BuildOptions(root=root, out=tmp_path / "site", as_of=AS_OF)) if p.code == "number.differs"]
    assert lines == [n for n, row in enumerate(rows, 1) if "复议" in row]
