"""The register of offices, looked up as if each had been asked in turn."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from builder.checks.lone_characters import lone_characters
from builder.checks.offices import Offices, town, without_region
from builder.checks.review import Reviewing
from builder.model import Agency
from builder.store import digest_of

_WORDS = st.sampled_from(["青石县", "白沙镇", "石梁镇", "石梁街道", "青石区", "云州市", "人民政府", "办事处", "教育局", "统计局"])
_NAMES = st.lists(_WORDS, min_size=1, max_size=4).map("".join)
_OFFICES = st.lists(st.builds(Agency, st.sampled_from("abcd"), _NAMES, st.lists(_NAMES, max_size=2).map(tuple)), max_size=6)


def _each(agencies: list[Agency]) -> list[tuple[int, str, Agency]]:
    return [(n, name, a) for n, (name, a) in enumerate((name, a) for a in agencies for name in (*a.names, *town(a)))]


@given(_OFFICES, _NAMES)
def test_what_is_looked_up_is_what_asking_each_would_find(agencies: list[Agency], said: str) -> None:
    offices, each = Offices(agencies), _each(agencies)
    assert offices.get("a") == next((a for a in agencies if a.id == "a"), None)
    assert offices.say(said) == any(said in name for a in agencies for name in a.names)
    assert list(offices.called(said)) == [one for one in each if one[1] == said]
    assert sorted(offices.signing(said)) == [one for one in each for short in without_region(one[1]) if short == said]
    found = list(offices.beginning(said))
    assert sorted(found) == [one for one in each if said.startswith(one[1])]
    assert [len(name) for _, name, _ in found] == sorted((len(name) for _, name, _ in found), reverse=True)


def test_only_a_name_like_one_of_the_site_s_own_is_a_slip() -> None:
    """南弯街道 of 南湾街道; two characters that differ are another place, and so is one of the register."""
    offices = Offices([Agency("nanwan", "穗城市南湾街道办事处"), Agency("nanhai", "穗城市南海街道办事处")])
    text = "南弯街道和北弯街道、南海街道、南湾街道联合整治。"
    assert [(said, right) for _, said, right, _ in lone_characters(text, set(text), offices)] == [("南弯街道", "南湾街道")]


def test_what_was_looked_up_is_not_sent_nor_part_of_a_digest() -> None:
    by = Reviewing((Agency("nanwan", "穗城市南湾街道办事处"),), (), (), official=False)
    before, key = pickle.dumps(by), digest_of(by)
    assert by.offices.say("南湾")
    assert (pickle.dumps(by), digest_of(by)) == (before, key)
    assert pickle.loads(before) == by
