"""Service pages that need no content file: site map, not found, open data."""

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


@dataclass(frozen=True, slots=True)
class DataFile:
    """A published data file: what a row is, how many there are, its schema."""

    name: str
    title: str
    what: str
    rows: int
    json_path: str
    json_size: str
    csv_path: str
    csv_size: str
    schema_path: str


@dataclass(frozen=True, slots=True)
class DataView:
    files: tuple[DataFile, ...]


def data_page(files: tuple[DataFile, ...]) -> Page:
    """/data/: the open data of DATA-06 in words; files lie beside this page."""
    return Page(
        "data/",
        "data",
        "开放数据",
        DataView(files),
        "文件目录、指标、专题、台账的 JSON 和 CSV，可以自由再用",
        (Crumb("开放数据"),),
    )
