"""Parts above a whole that another sentence tells, what is done in time to come, and what only looks like a fault. The texts are made up."""

from __future__ import annotations

import pytest

from tests.unit.checks.test_kinds import HEAD, found

pytestmark = pytest.mark.parts


def codes(body: str, head: str = HEAD) -> list[str]:
    return [p.code for p in found(body, head) if p.severity != "notice"]


MENDED = "检查厂房86家，隐患总数{}处。截至11月30日，已整改{}处，未整改{}处。"
SAMPLED = "全镇组织抽检大米、面粉、糕点等3类{}批次。\n\n结果如下。\n\n合格{}批次，不合格{}批次。"
ASKED = "发放问卷80份，上门走访{}户。走访中表示满意的{}户，其余提了意见。"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (MENDED.format(150, 158, 12), MENDED.format(150, 138, 12)),
        (MENDED.format(150, 145, 12), MENDED.format(150, 130, 12)),
        ("消防问题共计42个，目前已整改45个。", "消防问题共计42个，目前已整改40个。"),
        (SAMPLED.format(90, 95, 2), SAMPLED.format(90, 88, 2)),
        (ASKED.format(120, 131), ASKED.format(120, 111)),
        ("现场抽考60人，座谈20人。抽考中成绩合格的66人。", "现场抽考60人，座谈20人。抽考中成绩合格的56人。"),
    ],
)
def test_a_part_above_a_whole_that_stands_in_another_sentence(wrong: str, right: str) -> None:
    assert codes(wrong) == ["number.part"]
    assert not codes(right)


@pytest.mark.parametrize(
    "body",
    [
        "检查厂房86家，隐患总数150处。截至11月30日，已整改158处，其中含上年结转20处。",
        "组织抽检大米40批次。\n\n组织抽检食用油60批次。\n\n合格98批次，不合格2批次。",  # two wholes
        "抽检大米40批次，不合格1批次。\n\n第三方检测机构全年合格960批次，不合格8批次，抽检食用油60批次。",
        "开展活动12场。活动中发放资料300份。",
        "第一轮走访60户，第二轮走访90户。走访中表示满意的131户。",
        "其中合格的12家，空中规范的20处。",
    ],
)
def test_what_may_come_from_elsewhere_is_no_part(body: str) -> None:
    assert "number.part" not in codes(body)


BANDS = "全镇18所学校平均得分88.2分。90分以上的6所，占33.3%；80分至89分的9所，占{}%；80分以下的3所，占16.7%。"


def test_shares_of_bands_that_have_numbers_in_their_names() -> None:
    assert codes(BANDS.format(60)) == ["number.rate"]
    assert not codes(BANDS.format(50))
    assert not codes("60岁以上的300人，占30%；70岁以上的200人，占20%；80岁至89岁的100人，占10%。")
    assert not codes("60岁以上的300人，占30%；投资500万元的8个，占20%；80岁至89岁的100人，占60%。")


@pytest.mark.parametrize(
    ("share", "wrong"), [("合格率98%", False), ("合格率2%", True), ("合格率95%", True)]
)
def test_a_rate_beside_those_that_failed_is_of_the_others(share: str, wrong: bool) -> None:
    assert codes(f"完成食品抽检300批次，不合格6批次，{share}。") == (["number.rate"] if wrong else [])
    assert not codes("抽检食品12批次，其中合格11批次，不合格1批次，合格率91.7%。")
    assert not codes("交办问题80个，未按期整改8个，整改率96%。")


PLAN = HEAD.replace("总结", "计划").replace("2024年", "2025年").replace("year: 2024", "year: 2025").replace("2024-12-20", "2025-01-12").replace("2024-12-25", "2025-01-15")


@pytest.mark.parametrize("head", [HEAD, PLAN])
@pytest.mark.parametrize("day", ["2029年3月14日", "2027年5月", "2026年1月底"])
def test_nothing_is_done_in_time_to_come(day: str, head: str) -> None:
    for text in (f"检验报告已于{day}送达。", f"推广共享停车，目前已经于{day}完成系统升级，参与单位15家。"):
        assert codes(text, head) == ["date.after-report"]
        assert not codes(text.replace(day, "2024年3月"), head)
    assert "date.after-report" not in codes(f"原办法已于{day}废止。", head)
    assert "date.after-report" not in codes("所需经费已在2026年预算中安排，已列入2026年5月的日程。", head)
    assert "date.after-report" not in codes(f"工程定于{day}完成。", PLAN)


def test_a_notice_board_of_another_year_is_what_a_text_finds_fault_with() -> None:
    assert "text.stale" not in codes("金桂小区的公示牌仍是2021年的收运时间。")
    assert "text.stale" in codes("本页联系方式仍为2021年的。")


def test_what_is_shared_out_is_not_more_than_all() -> None:
    for lead, codes_found in (("从滞后原因看，", ["number.sum"]), ("从群众需求看，", []), ("", [])):
        assert codes(f"{lead}用地未落实占45%，资金未到位占35%，手续未办齐占30%。") == codes_found
    assert not codes("从滞后原因看，用地未落实占45%，资金未到位占35%，手续未办齐占20%。")
