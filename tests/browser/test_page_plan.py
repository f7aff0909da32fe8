"""What a script draws where no page was prepared: two reports of the reader's choice, the figures of a report unfolded in its place."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import Open
from tests.browser.test_axe import axe
from tests.support import REPORT, Serve, build, small_site


def test_all_figures_unfold_in_their_place(visit: Open, kinds: dict[str, str]) -> None:
    found = visit(kinds["report"])
    page = found.page
    fold = page.locator("main details", has_text="本报告全部数字与出处")
    assert page.locator("[data-unfolded]").count() == 0
    fold.locator("summary").click()
    page.wait_for_selector("[data-unfolded] .all-figures")
    assert page.url.endswith(kinds["report"])
    links = page.eval_on_selector_all("[data-unfolded] li > :last-child > span > a:first-child", "links => links.map(a => a.getAttribute('href'))")
    assert links
    assert all(href.startswith("#") for href in links)
    assert page.evaluate("hrefs => hrefs.filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))", links) == []
    assert axe(page) == []
    assert found.errors == []


def test_without_script_and_in_the_elder_edition_the_figures_are_a_link_away(visit: Open, kinds: dict[str, str]) -> None:
    for address, script in ((kinds["report"], False), (kinds["elder/report"], True)):
        found = visit(address, script=script)
        page = found.page
        page.get_by_role("link", name="本报告全部数字与出处").click()
        page.wait_for_selector("main .all-figures > li", state="attached")  # a busy machine is still loading it
        page.get_by_role("link", name="长者版", exact=True).first.click()
        assert page.url.endswith(kinds["elder/report"]), "back to the report, not to the home page"
        found.leave()


def test_any_two_reports_are_compared(visit: Open) -> None:
    found = visit("compare/", viewport={"width": 360, "height": 740})
    page = found.page
    page.wait_for_function("() => document.querySelectorAll('#choose [name=a] option').length > 1")
    assert page.locator("#chosen").is_hidden()
    page.select_option("#choose [name=office-b]", index=1)
    page.get_by_role("button", name="对照", exact=True).click()
    page.wait_for_selector("#pair")
    words = page.locator("#chosen").inner_text()
    assert "不比高低" in words
    assert "没有配对上，不等于没有写" in words
    assert "没有提到" not in words
    chosen = page.evaluate("location.search")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    links = page.eval_on_selector_all("#chosen a", "links => links.map(a => a.href)")
    for link in links[:: max(1, len(links) // 8)]:
        assert page.evaluate("async (u) => (await fetch(u)).status", link) == 200
    assert found.errors == []
    again = visit("compare/" + chosen).page
    again.wait_for_selector("#pair")
    assert again.locator("#chosen").inner_text() == words


def test_a_drawn_comparison_calls_figures_what_the_prepared_one_does(visit: Open, serve: Serve, tmp_path: Path) -> None:
    """It called every result 完成, and gave a year to what is of none."""
    root = small_site(tmp_path / "root")
    for year in (2023, 2024):
        said = f"全年新增学位{year - 1500}个，受理投诉{year - 2000}件，开工建设学校{year - 2021}所，现有卫生站{year - 2010}个。五年累计修建公路{year - 1900}公里。\n"
        text = REPORT.replace("2024", str(year)).replace("全年地区生产总值12亿元，增长5%。\n", said)
        (root / "content" / "reports" / f"{year}.md").write_text(text, encoding="utf-8")
    (root / "content" / "reports" / "a.md").unlink()
    build(root, tmp_path / "site")
    home = serve(tmp_path / "site")
    earlier, later = "qinghe-2023-zongjie", "qinghe-2024-zongjie"
    prepared = visit(f"{home}compare/{earlier}/{later}/").page
    words = set(prepared.locator("table.sides .tag").all_inner_texts())
    assert {"完成", "实际", "开工", "现状"} <= words
    drawn = visit(f"{home}compare/?a={earlier}&b={later}").page
    drawn.wait_for_selector("#pair")
    assert set(drawn.locator("#chosen .card li .tag").all_inner_texts()) == words
    assert "2024年（2020—2024年合计）" in drawn.locator("#chosen").inner_text()


def test_quotes_of_a_drawn_comparison_stand_in_the_reports(visit: Open) -> None:
    page = visit("compare/").page
    page.wait_for_function("() => document.querySelectorAll('#choose [name=a] option').length > 1")
    page.get_by_role("button", name="对照", exact=True).click()
    page.wait_for_selector("#chosen blockquote")
    wrong = page.evaluate("""async () => {
      const pages = {};
      const bad = [];
      for (const card of document.querySelectorAll('#chosen li')) {
        const quote = (card.querySelector('blockquote') || card).textContent.match(/“(.*)”/s)?.[1] || card.querySelector('blockquote').textContent;
        const link = card.querySelector('a');
        const url = link.href.split('#')[0];
        pages[url] ||= new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
        const place = pages[url].getElementById(decodeURIComponent(link.hash.slice(1)));
        if (!place || !place.textContent.replace(/\\s/g, '').includes(quote.split(' | ')[0].replace(/\\s/g, ''))) bad.push(quote);
      }
      return bad;
    }""")
    assert wrong == []


def test_where_no_comparison_is_prepared_its_address_draws_one(visit: Open) -> None:
    page = visit("compare/").page
    page.wait_for_function("() => document.querySelectorAll('#choose [name=a] option').length > 1")
    home, ids, lost = page.evaluate(
        "async () => { const home = document.querySelector('.brand').href;"
        " return [home, [...document.querySelectorAll('#choose [name=a] option')].map(o => o.value), await (await fetch(home + '404.html')).text()]; }"
    )
    page.route("**/compare/x-*/**", lambda route: route.fulfill(status=404, body=lost, content_type="text/html"))
    page.goto(f"{home}compare/x-1/{ids[0]}/")
    page.wait_for_url(f"{home}compare/?a=x-1&b={ids[0]}")


def test_the_name_of_the_site_stands_in_lines_of_words_at_the_largest_type(visit: Open) -> None:
    page = visit("", prefs={"size": 4}, viewport={"width": 360, "height": 700}).page
    assert page.locator(".brand-name").evaluate("e => e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize)") >= 4
