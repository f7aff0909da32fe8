"""No topic's page above 150 KB, few pages beside it, nothing left out unsaid."""

from __future__ import annotations

from builder.pages.topic_room import READ, only_years, that_fits, weigh, years_apart
from builder.pages.topic_views import Entry, EntryGroup, OfficeView, YearView


def year(number: int, entries: int, length: int = 60) -> YearView:
    said = tuple(Entry("字" * length, (), "某年工作报告", f"reports/r{number}/#p{i}", "一、", False) for i in range(entries))
    return YearView(number, (EntryGroup("both", "", "某年工作报告", False, said),), (), (), ())


def test_what_fits_stands_on_one_page() -> None:
    offices = (OfficeView("a", "甲", (year(2025, 10), year(2024, 10))),)
    assert years_apart(offices) == frozenset()
    assert that_fits(offices) == (offices, ())


def test_the_longest_years_get_pages_until_the_others_fit() -> None:
    offices = (OfficeView("a", "甲", (year(2025, 300), year(2024, 250), year(2023, 20), year(2022, 5))),)
    assert years_apart(offices) == {2025, 2024}
    rest = only_years(offices, frozenset({2025, 2024}), inside=False)
    assert [y.year for o in rest for y in o.years] == [2023, 2022]
    (own,) = only_years(offices, frozenset({2025}), inside=True)
    assert [y.year for y in own.years] == [2025]


def test_quotes_that_find_no_room_are_counted_and_one_link_away() -> None:
    offices = tuple(OfficeView(f"o{i}", f"机构{i}", (year(2025, 12),)) for i in range(30))
    shown, others = that_fits(offices)
    assert others == ()
    assert sum(weigh(y) for o in shown for y in o.years) <= READ
    for office in shown:
        (group,) = office.years[0].groups
        assert 1 <= len(group.entries) < 12
        assert len(group.entries) + group.more == 12
        assert group.more_path == f"reports/r2025/#p{len(group.entries)}"


def test_of_very_many_offices_the_rest_are_named_with_their_counts() -> None:
    offices = tuple(OfficeView(f"o{i}", f"机构{i}", (year(2025, 3),)) for i in range(300))
    shown, others = that_fits(offices)
    assert len(shown) + len(others) == 300
    assert len(shown) > 50
    assert {(link.path.split("/")[0], link.note) for link in others} == {("agencies", "3 处")}
