"""Addresses that a new build no longer has: told where their author can keep them, with how; never where nobody could."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builder.checks.history import Previous, check_history, how_to_keep
from builder.model import Agency

pytestmark = pytest.mark.parts

OFFICES = (Agency("xiqu", "西区街道办事处"),)
ALWAYS = ("", "reports/", "topics/", "terms/", "agencies/", "years/", "kinds/", "ledger/", "gaps/", "search/", "help/")


def gone(*addresses: str, offices: Sequence[Agency] = OFFICES) -> dict[str, str]:
    """Address → advice, for a site from which these addresses have vanished."""
    names = [f"{a}index.html" for a in ALWAYS]
    before = frozenset([*names, *(f"{a}index.html" for a in addresses), *(f"elder/{a}index.html" for a in addresses), "feed.xml"])
    found = list(check_history(Previous(before), names, (), offices))
    assert {(p.severity, p.code) for p in found} <= {("warning", "history.address-gone")}
    return {p.location.path: p.action for p in found}


@pytest.mark.parametrize(
    "address",
    [
        "compare/xiqu-2023-jihua/xiqu-2024-zongjie/",
        "ledger/xiqu/",
        "ledger/xiqu/2020/",
        "ledger/gdp/",
        "ledger/gdp/2021/",
        "years/2023/",
        "kinds/jihua/",
        "agencies/xiqu/",
        "agencies/weibiaozhu/",
        "topics/jiu-gai/2023/",
        "promises/xiqu/2024/",
        "reports/xiqu-2024-zongjie/figures/",
    ],
)
def test_pages_made_of_reports_come_and_go_with_them(address: str) -> None:
    assert gone(address) == {}


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("reports/xiqu-2023-jihua/", "redirect_from"),
        ("reports/xiqu-2023-jihua/", "withdrawn"),
        ("topics/jiu-gai/", "topics.yml"),
        ("terms/hezhang-zhi/", "terms.yml"),
        ("agencies/donghu/", "agencies.yml"),
        ("tongzhi/", "content/columns/tongzhi.md"),
        ("old/plan/", "redirect_from"),
        ("compare/", "features"),
        ("data/", "features"),
    ],
)
def test_an_address_its_author_can_keep_is_told_with_how(address: str, advice: str) -> None:
    found = gone(address)
    assert list(found) == [address]
    assert advice in found[address]


def test_the_elder_edition_says_nothing_twice_and_what_stays_is_silent() -> None:
    assert list(gone("reports/b/", "reports/a/")) == ["reports/a/", "reports/b/"]
    assert gone() == {}


def test_a_shipped_topic_goes_with_the_reports_that_spoke_of_it() -> None:
    assert not how_to_keep("topics/yanglao/", (), {"yanglao"})
    assert "topics.yml" in how_to_keep("topics/jiu-gai/", (), {"yanglao"})
