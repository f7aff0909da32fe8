"""Service pages that need no content file: site map, not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.pages.page import Crumb, Link, Page


@dataclass(frozen=True, slots=True)
class SitemapGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    groups: tuple[SitemapGroup, ...]
    total: int


_FAMILIES = (
    ("", "主要页面"),
    ("reports/", "文件"),
    ("topics/", "专题"),
    ("ledger/", "指标台账"),
    ("compare/", "前后对照"),
    ("years/", "年度"),
    ("agencies/", "机构"),
    ("kinds/", "体裁"),
    ("terms/", "词语"),
    ("gaps/", "公开情况"),
)
_NAMED = 100  # pages of a family; of more the map names the page that leads to them (sitemap.xml has every one)


def sitemap_page(pages: Sequence[Page]) -> Page:
    """/sitemap/: every page once, by family. Titles that occur twice say their family: a link's words stand alone."""
    groups: dict[str, list[Link]] = {family: [] for family, _ in _FAMILIES}
    names = dict(_FAMILIES)
    listed = [p for p in pages if p.listed and p.path != "404.html"]
    often = Counter(p.title for p in listed)
    for page in sorted(listed, key=lambda p: p.path):
        family = page.path.split("/")[0] + "/" if page.path.count("/") > 1 else ""
        title = f"{page.title}（{names[family]}）" if often[page.title] > 1 and names.get(family) else page.title
        groups.setdefault(family if family in groups else "", []).append(Link(title, page.path))
    for family, title in _FAMILIES[1:]:
        if len(groups[family]) > _NAMED:
            groups[family] = [Link(f"{title}：共 {len(groups[family])} 页，从这一页进入", family)]
    view = SitemapView(tuple(SitemapGroup(title, tuple(groups[f])) for f, title in _FAMILIES if groups[f]), len(listed))
    return Page("sitemap/", "sitemap", "网站地图", view, "全部页面的目录", (Crumb("网站地图"),))


def not_found_page() -> Page:
    return Page("404.html", "404", "没有找到这一页", None, listed=False)
