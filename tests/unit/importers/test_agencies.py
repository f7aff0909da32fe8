"""Names of offices: what is one, what it is called for short, what id it gets."""

from __future__ import annotations

import pytest

from builder.importers.agencies import (
    derive_short_names,
    find,
    find_in,
    is_office,
    most_named,
    new_agency,
    office_in,
    with_spoken_name,
)
from builder.model import Agency

QINGHE = Agency("qinghe", "青禾县人民政府", ("青禾县", "青禾县政府"))
BUREAU = Agency("qinghe-shuiwu", "青禾县水务局")


@pytest.mark.parametrize("name", ["青禾县人民政府", "青禾县水务局", "云岭市人民政府枫桥街道办事处", "青禾县人民政府办公室", "国务院", "柳溪公园管理处", "青禾县第二中学"])
def test_offices(name: str) -> None:
    assert is_office(name)


@pytest.mark.parametrize("name", ["镇政府(街道办事处)", "机构专页", "政府工作报告", "市政府办公室", "首页", "关于成立水务局", "各局", "县水务局", "市医院"])
def test_no_offices(name: str) -> None:
    assert not is_office(name)


@pytest.mark.parametrize(
    ("full", "shorts"),
    [
        ("云岭市人民政府枫桥街道办事处", ("枫桥街道", "枫桥街道办事处")),
        ("云岭市人民政府北区街道办事处", ("北区街道", "北区街道办事处", "北区")),
        ("青禾县人民政府", ("青禾县", "青禾县政府")),
        ("南江省云岭市教育局", ("云岭市教育局",)),
        ("云岭市北山区教育局", ("北山区教育局",)),
        ("青禾县水务局", ()),
    ],
)
def test_short_names(full: str, shorts: tuple[str, ...]) -> None:
    assert derive_short_names(full) == shorts


@pytest.mark.parametrize(
    ("full", "wanted"),
    [
        ("云岭市人民政府枫桥街道办事处", "fengqiao"),
        ("云岭市人民政府北区街道办事处", "beiqu"),
        ("青禾县人民政府", "qinghe"),
        ("青禾县水务局", "qinghe-shuiwu"),
        ("青禾县人民政府办公室", "qinghe-zhengfuban"),
        ("大榕镇", "darong"),
    ],
)
def test_ids(full: str, wanted: str) -> None:
    assert new_agency(full, []).id == wanted


def test_a_street_is_called_so_only_where_its_document_does() -> None:
    office = new_agency("云岭市人民政府枫桥街道办事处", [])
    assert with_spoken_name(office, "枫桥街道2025年工作总结\n枫桥街道修路。", []) == office
    assert with_spoken_name(office, "枫桥街2025年工作总结", []).short_names[-1] == "枫桥街"
    assert find("枫桥街", [office]) == office, "who says it in the next document is found all the same"


def test_a_taken_id_gets_the_place_above() -> None:
    assert new_agency("云岭市人民政府青禾街道办事处", [QINGHE]).id == "yunling-qinghe"


def test_a_short_name_that_belongs_to_another_office_is_left_out() -> None:
    assert "青禾县" not in new_agency("乙市青禾县人民政府", [QINGHE]).short_names


def test_matching_by_full_and_short_name() -> None:
    assert find("青禾县政府", [QINGHE, BUREAU]) is QINGHE
    assert find("青禾", [QINGHE, BUREAU]) is None
    assert find_in("青禾县水务局2020年总结", [QINGHE, BUREAU]) is BUREAU


def test_a_name_that_two_offices_bear_matches_none() -> None:
    twin = Agency("twin", "乙市青禾县人民政府", ("青禾县",))
    assert find("青禾县", [QINGHE, twin]) is None


def test_the_office_a_body_speaks_of() -> None:
    assert most_named("青禾县发展快。青禾县环境好。", [QINGHE, BUREAU])[0] is QINGHE
    assert most_named("青禾县发展快。", [QINGHE])[0] is None


def test_the_last_office_of_a_path() -> None:
    assert office_in("云岭市人民政府 枫桥街道办事处") == "枫桥街道办事处"
