"""本页内容 on every long page of the elder edition."""

from __future__ import annotations

from builder.rendering.elder_contents import with_contents

PAGE = (
    '<body><main id="main"><article><h1>帮助</h1><p>开头</p>\n<section><h2 id="a">放大</h2><p>一</p></section>'
    '<h2>听<span class="count">（3）</span></h2><p>二</p><h2 id="c">打印</h2><p>三</p></article></main><footer><h2>问</h2></footer></body>'
)


def test_contents_stand_before_the_first_part_and_every_part_leads_back() -> None:
    html = with_contents(PAGE)
    assert '开头</p>\n<nav class="toc" id="toc" aria-labelledby="toc-title">' in html
    assert '<li><a href="#a">放大</a></li><li><a href="#part-2">听</a></li><li><a href="#c">打印</a></li>' in html
    assert '<h2 id="part-2">听<span class="count">（3）</span></h2>' in html
    assert html.count("回到本页目录") == 3
    assert html.index("一</p></section>") < html.index("回到本页目录") < html.index("part-2\">听<span")
    assert "三</p><p class=\"back\">" in html
    assert html.endswith("<footer><h2>问</h2></footer></body>")


def test_short_pages_and_pages_with_their_own_contents_stay() -> None:
    short = PAGE.replace('<h2 id="c">打印</h2>', "")
    assert with_contents(short) == short
    own = PAGE.replace("<p>开头</p>", '<nav id="toc"></nav>')
    assert with_contents(own) == own


def test_a_part_that_is_a_fold_is_too_short_to_lead_back() -> None:
    """A heading and a closed fold are two lines: the contents are as near as the next part."""
    folded = PAGE.replace("<p>一</p>", "<details><summary>各年</summary><details><summary>图</summary>" + "甲" * 300 + "</details>" + "乙" * 300 + "</details>")
    assert with_contents(folded).count("回到本页目录") == 2
    beside = PAGE.replace("<p>一</p>", "<p>" + "丙" * 100 + "</p><details><summary>各年</summary>丁</details>")
    assert with_contents(beside).count("回到本页目录") == 3
