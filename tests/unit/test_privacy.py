"""Numbers of persons: found in every way of writing, not found in what only looks like one, masked everywhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.privacy import find_numbers, identity_is_valid, luhn_is_valid, mask
from builder.problems import Location, Problem
from tests.numbers import SPECIMEN, card, identity, mobile

M = mobile()
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def kinds(text: str) -> list[str]:
    return [n.kind for n in find_numbers(text)]


def grouped(number: str, sizes: tuple[int, ...], mark: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return mark.join((*parts, number[at:]) if at < len(number) else parts)


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            SPECIMEN,
            SPECIMEN.lower(),
            SPECIMEN.translate(WIDE),
            f"身份证号{SPECIMEN}，住本街道。",
            f"（{SPECIMEN}）",
            f"ID:{SPECIMEN}",
            f"sfz{SPECIMEN}",
            f"甲,{SPECIMEN},乙",
            f"1 {SPECIMEN} 甲",
            identity("20150301"),
            f"单位名单：甲{identity('19800229')}",
            grouped(SPECIMEN, (6, 8), " "),
            grouped(SPECIMEN, (6, 8), "-"),
            grouped(SPECIMEN, (6, 8), "－"),
            grouped(SPECIMEN, (6, 4, 2, 2), "-"),
            grouped(SPECIMEN, (4, 4, 4, 4), " "),
            grouped(SPECIMEN, (6, 8), "\u3000"),
            grouped(SPECIMEN, (6, 8), "\u200b"),
            SPECIMEN[:17] + " X",
            "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in SPECIMEN),
        ],
    )
    def test_found(self, text: str) -> None:
        (found,) = find_numbers(text)
        assert found.kind == "id-number"
        assert len(found.masked) == 18
        assert found.masked[6:14] == "*" * 8

    @pytest.mark.parametrize(
        "text",
        [
            SPECIMEN[:17] + "1",  # check character
            identity("19491331"),  # no such month
            identity("19490230"),
            identity("17491231"),
            SPECIMEN + "1",
            "1" + SPECIMEN,
            "GK" + SPECIMEN,
            "7A" + SPECIMEN,
            SPECIMEN + "A",
            f"索引号：{identity('20240126')}",
            f"统一社会信用代码：{identity('19800101')}",
            f"index_number: {identity('20240126')}",
            "11442000007333211F",
            "202401261030151234",
            "2020 2021 2022 2023 2024",
        ],
    )
    def test_not_found(self, text: str) -> None:
        assert "id-number" not in kinds(text)

    def test_the_old_form_where_it_is_named(self) -> None:
        old = "000000" + "491231" + "002"
        assert kinds(f"身份证号 {old}") == ["id-number"]
        assert kinds(f"注册号 {old}") == []
        assert mask(f"身份证号 {old}") == "身份证号 000000******002"

    def test_check_character(self) -> None:
        assert identity_is_valid(SPECIMEN)
        assert not identity_is_valid(SPECIMEN[:-1] + "0")
        assert not identity_is_valid(SPECIMEN[:-1] + "x")  # bare digits are upper case


class TestMobiles:
    @pytest.mark.parametrize(
        "text",
        [
            M,
            M.translate(WIDE),
            f"联系人：甲，{M}。",
            f"电话{M}人民路",
            grouped(M, (3, 4), " "),
            grouped(M, (3, 4), "-"),
            grouped(M, (3, 4), "."),
            grouped(M, (4, 4), " "),
            grouped(M, (3,), " "),
            f"+86{M}",
            f"+86 {grouped(M, (3, 4), ' ')}",
            f"0086-{grouped(M, (3, 4), '-')}",
            f"(+86){M}",
            "0" + M,
            f"tel{M}",
            f"tel:{M}",
            f"甲_{M}.docx",
            f"{M}@example.org",
            f"https://example.org/?phone={M}",
            f"1 {grouped(M, (3, 4), ' ')}",
            f"手机 {M}户",
        ],
    )
    def test_found(self, text: str) -> None:
        (found,) = find_numbers(text)
        assert (found.kind, found.masked) == ("mobile", "130****0000")

    @pytest.mark.parametrize("mark", [",", "，", "/", "、", " ", "\n", "；"])
    def test_each_of_several(self, mark: str) -> None:
        other = mobile(5, 9)
        assert [n.masked for n in find_numbers(f"{M}{mark}{other}")] == ["130****0000", "159****0000"]
        text = f"{grouped(M, (3, 4), ' ')}{mark}{grouped(other, (3, 4), ' ')}"
        assert kinds(text) == ["mobile", "mobile"]

    @pytest.mark.parametrize(
        "text",
        [
            "办公电话0760-88000000，传真0760-88000001",
            "咨询电话88000000转8001",
            "服务热线12345、400-000-0000",
            mobile(2),
            f"全年投入{M}元。",
            f"全年投入{M}万元",
            f"服务{M}人次",
            f"惠及{M}人。",
            f"¥{M}",
            f"占{M}%",
            f"{M}.50",
            f"0.{M}",
            f"比重3.{M}",
            f"1{M}",
            f"{M}1",
            f"A{M}",
            f"{M}A",
            f"索引号：{grouped(M, (3, 4), '-')}",
            f"文号 {M}",
            f"2024-{grouped(M, (3, 4), '-')}",
            f"{M}/2024-00001",
            f"{M}-01",
            f"https://example.org/art/{M}.html",
            "本年 12 138 1200 5600 99",
            "发布时间2024-01-26 10:30:15",
            "邮编528400",
            "e3b0c4" + M + "98fc1c",
        ],
    )
    def test_not_found(self, text: str) -> None:
        assert kinds(text) == []


class TestCards:
    @pytest.mark.parametrize(
        "text",
        [
            card(),
            card(16),
            card(17),
            f"开户行甲银行，账号{card()}",
            card().translate(WIDE),
            grouped(card(), (4, 4, 4, 4), " "),
            grouped(card(16), (4, 4, 4), " "),
            grouped(card(), (4, 4, 4, 4), "-"),
            grouped(card(), (6,), " "),
            f"{card(16)} 120户",
            f"账号{grouped(card(16), (4, 4, 4), ' ')} 12户",
            card(19, "9558"),
            card(16, "4"),
            card(16, "51"),
            f"信用卡{grouped(card(16, '4'), (4, 4, 4), ' ')}",
            f"银行卡 {card(15, '37')}",
        ],
    )
    def test_found(self, text: str) -> None:
        (found,) = find_numbers(text)
        assert found.kind == "bank-card"
        assert found.masked.count("*") == len(found.digits) - 8

    @pytest.mark.parametrize(
        "text",
        [
            str(int(card()) + 1),
            card(14),
            card(20),
            f"A{card()}",
            f"项目代码 {card()}",
            f"备案编号：{card(16, '4')}",
            card(16, "4420002024"),
            card(16, "1"),
            card(15, "37"),
            "2024010120240201",
            "20240126103015123",
            "4500 4600 5100 5300",
            f"{card(16)}元",
            f"https://example.org/{card(16)}.html",
        ],
    )
    def test_not_found(self, text: str) -> None:
        assert kinds(text) == []

    def test_check_digit(self) -> None:
        assert luhn_is_valid(card(16))
        assert not luhn_is_valid(card(16)[:-1] + str((int(card(16)[-1]) + 1) % 10))


INVENTED = """\
清河镇2024年工作总结（统一社会信用代码11442000007333211F，索引号11442000007333211F/2024-00123）
一年来，全镇实现地区生产总值128.6亿元，一般公共预算收入13800万元，投资项目代码2024-442000-04-01-138001。
常住人口138 900人，电话0760-88000000，邮编528400，网址https://example.org/t20240126_13000000.html。
2019 2020 2021 2022 2023 2024
发改投资〔2024〕138号，粤府函〔2023〕1300号，2024年1月26日10时30分15秒，GB/T 9704-2012，ISBN 978-7-300-00000-0。
"""


def test_an_ordinary_report_has_none() -> None:
    assert find_numbers(INVENTED) == ()
    assert mask(INVENTED) == INVENTED


class TestMasking:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            (f"甲{SPECIMEN}乙", "甲110105********002X乙"),
            (f"“{M}”", "“130****0000”"),
            (grouped(M, (3, 4), " "), "130****0000"),
            (card(16), "6200********" + card(16)[-4:]),
            # What a rule lets pass, or a message cuts off, is masked all the same.
            (SPECIMEN[:17], "110105*******1002"),
            (SPECIMEN[:17] + "3", "110105********0023"),
            (f"投入{M}元", "投入130****0000元"),
            (f"{M} {SPECIMEN}", "130****0000 110105********002X"),
        ],
    )
    def test_forms(self, text: str, masked: str) -> None:
        assert mask(text) == masked
        assert mask(masked) == masked

    @given(st.text("0123456789 -Xx甲,.", max_size=60))
    def test_nothing_that_is_found_is_left(self, text: str) -> None:
        told = mask(text)
        assert find_numbers(told) == ()
        for number in find_numbers(text):
            assert text[number.start : number.end] not in told

    def test_a_finding_never_holds_it(self) -> None:
        problem = Problem(Location(f"content/{M}.md", 3), "error", "field.date", SPECIMEN, f"“{SPECIMEN}”", M, card())
        for number in (SPECIMEN, M, card()):
            assert number not in str(problem)
        assert SPECIMEN not in problem.found
        assert problem.location.path == f"content/{M}.md"  # the file is still to be found


@pytest.mark.whole
@pytest.mark.parametrize("hostile", ["1", "1 ", "1-", "138 0013 8", "6200 ", "a1", "110105 19491231 0", "http://1", "０"])
def test_time_grows_with_length_alone(hostile: str) -> None:
    start = time.process_time()
    text = hostile * (60_000 // len(hostile))
    find_numbers(text)
    mask(text)
    assert time.process_time() - start < 5
