"""读错了？: a mail or an issue about one figure, filled in, of bounded length, and only where the site asks for it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from builder.content.site_files import Feedback, SiteInfo
from builder.pages.collection import Collection
from builder.pages.wrong import room_for, wrong_link
from tests.unit.pages.conftest import collect

MAIL = Feedback(email="cuowu@example.org")


@pytest.fixture(scope="module")
def collection() -> Collection:
    return collect()


def link(c: Collection, feedback: Feedback, base_url: str = "https://example.org/x/", **changed: object) -> str:
    report = c.report_by_id["songling-2024-zongjie"]
    row = replace(c.facts.rows[report.id][0], **changed)  # type: ignore[arg-type]
    return wrong_link(SiteInfo("松岭公开", base_url=base_url, feedback=feedback), report, row)


def test_nobody_is_written_to_who_did_not_ask(collection: Collection) -> None:
    assert link(collection, Feedback()) == ""


def test_a_mail_holds_page_sentence_and_figure(collection: Collection) -> None:
    parts = urlsplit(link(collection, MAIL))
    assert (parts.scheme, parts.path) == ("mailto", "cuowu@example.org")
    (body,) = parse_qs(parts.query)["body"]
    anchor = collection.facts.rows["songling-2024-zongjie"][0].anchor
    assert body.startswith(f"https://example.org/x/reports/songling-2024-zongjie/#{anchor} “全年地区生产总值114亿元")
    assert body.endswith("读成2024年完成地区生产总值114亿元，增长5.6%")


@pytest.mark.parametrize(
    ("address", "form", "names"),
    [
        ("https://github.com/a/b/issues", "https://github.com/a/b/issues/new", ("title", "body")),
        ("https://gitee.com/a/b/issues/new", "https://gitee.com/a/b/issues/new", ("title", "body")),
        ("https://gitlab.com/a/b/-/issues/", "https://gitlab.com/a/b/-/issues/new", ("issue[title]", "issue[description]")),
    ],
)
def test_an_issue_is_filled_in(collection: Collection, address: str, form: str, names: tuple[str, str]) -> None:
    found = link(collection, Feedback(issues_url=address))
    assert found.partition("?")[0] == form
    assert tuple(parse_qs(urlsplit(found).query)) == names


def test_an_address_that_takes_no_fields_stays_as_it_is(collection: Collection) -> None:
    assert link(collection, Feedback(issues_url="https://example.org/jiucuo.html")) == "https://example.org/jiucuo.html"


def test_a_mail_is_preferred_since_it_is_not_public(collection: Collection) -> None:
    assert link(collection, replace(MAIL, issues_url="https://github.com/a/b/issues")).startswith("mailto:")


@pytest.mark.parametrize("nasty", ["&body=x", "#x", "%0A", "+", "\n", "\"'><script>", "\u202e", "\ud800", " "])
def test_a_sentence_cannot_leave_its_field(collection: Collection, nasty: str) -> None:
    quote = f"甲{nasty}乙114亿元"
    found = link(collection, MAIL, quote=quote, start=0, value_start=len(quote) - 5, value_end=len(quote))
    assert list(parse_qs(urlsplit(found).query)) == ["subject", "body"]
    assert "#" not in found
    assert found.isprintable()
    assert not set(found) & set("\"'<> \n")
    if nasty != "\ud800":
        assert quote in parse_qs(urlsplit(found).query)["body"][0]


def test_lengths_are_bounded(collection: Collection) -> None:
    found = link(collection, MAIL, quote="甲" * 5000, indicator="乙" * 500, start=0, value_start=4990, value_end=5000)
    assert len(found) < 500
    assert (room_for(1), room_for(200), room_for(100_000)) == (60, 40, 12)
