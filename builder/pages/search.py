"""The search page: its frame, and the lists that stand in for search where scripts do not run.

Comes in: the collection and the topics people ask about. Goes out: one ``Page``. Filters and results
are made in the browser from ``search-data/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.search_index import Suggestion
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.page import Crumb, Link, Page

HEADINGS_UP_TO = 600  # a longer index would be no help to anybody's eyes or line
SCRIPTS = ("static/search-box.js",)
STYLES = ("static/css/search.css",)
# What people type for a page of the site. A page that a site does not have is not offered.
PAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "guide/": (
        "公开指南", "信息公开指南", "联系电话", "联系方式", "电话", "地址", "办公时间", "谁负责", "找谁",
        "投诉", "监督投诉", "举报", "电话是多少", "电话多少", "电话号码", "办电话", "打什么电话", "怎么联系",
        "书记电话", "主任电话", "办公电话", "服务电话", "咨询电话",
        "街道办在哪", "办公地点", "上班时间", "几点上班", "几点下班", "在哪里办公", "办事大厅",
    ),
    "rules/": ("公开制度", "信息公开制度", "公开条例"),
    "catalog/": ("法定主动公开", "主动公开", "公开目录", "全部文件", "所有文件", "所有报告", "全部报告", "报告在哪", "哪里看报告", "文件在哪"),
    "annual/": ("公开年报", "年度报告", "信息公开年报"),
    "request/": (
        "依申请公开", "申请公开", "公开申请", "申请表", "怎么申请公开", "申请信息公开", "申请答复", "答复期限", "申请期限",
        "申请多久", "申请收费", "申请费用", "多久答复", "多少天答复", "几天答复",
        "想要文件", "索要文件", "一份文件", "申请材料", "查档案",
    ),
    "topics/": ("专题时间线", "专题", "时间线"),
    "ledger/": ("指标台账", "台账", "目标完成情况", "承诺", "没有完成", "没完成", "未完成", "未达到", "没达到", "没有达到"),
    "data/": ("开放数据", "数据下载", "下载数据", "数据集", "csv", "json", "接口", "能下载", "可以下载", "怎么下载", "下载表格", "Excel"),
    "subscribe/": ("订阅", "订阅更新", "RSS", "feed", "更新提醒", "通知我"),
    "terms/": ("术语表", "名词解释"),
    "compare/": ("文件对照", "两年对照"),
    "agencies/": ("机构", "公开机构", "有哪些机构"),
    "gaps/": ("缺少的文件", "未收录"),
    "corrections/": ("更正", "纠错", "勘误", "更正记录", "写错了", "数字错", "有错误", "内容有误"),
    "help/": ("使用帮助", "帮助", "怎么用", "字太小", "字小", "看不清", "看不见", "怎么打印", "打印出来", "听不见", "读给我听", "念给我听", "不想看", "办电话", "打什么电话"),
    "settings/": ("设置", "字号", "朗读", "大字", "长者助手", "字太小", "字小", "看不清", "放大", "字大", "语音", "夜间模式", "换颜色"),
    "accessibility/": ("无障碍", "无障碍声明"),
    "about/": (
        "关于本站", "本站是谁办的", "投诉", "联系本站", "原文在哪", "看原文", "原文吗", "是不是原文", "官网吗", "官方网站",
        "谁做的网", "谁办的网", "谁建的网", "谁的网", "网站是谁", "网站谁", "报告原文", "文件原文", "政府网站", "政府官网", "官方网", "你们是谁", "提意见", "异议",
        "这个网站", "这网站", "政府办的网", "记录我", "隐私", "转载", "能引用", "可以引用", "版权", "可信吗", "可靠吗",
    ),
    "sitemap/": ("网站地图", "全部页面"),
}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A report in the index, with the headings below it where the site is small."""

    title: str
    path: str
    note: str
    headings: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """A year of the index."""

    id: str
    title: str
    path: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    topics: tuple[Link, ...]
    groups: tuple[IndexGroup, ...]


def search_page(c: Collection, topics: Sequence[Link] = (), entries: Mapping[str, IndexEntry] | None = None) -> Page:
    """The page at ``search/``; the elder edition shows the same. ``entries``: by report, unless they are too many."""
    return Page(
        "search/",
        "search",
        "搜索",
        search_view(c, topics, entries),
        "在全部报告里检索词语、数字、索引号，直达所在章节",
        (Crumb("搜索"),),
        scripts=SCRIPTS,
        styles=STYLES,
        searches=True,
    )


def search_view(c: Collection, topics: Sequence[Link] = (), found: Mapping[str, IndexEntry] | None = None) -> SearchView:
    """All reports by year with their headings; on a large site only the years and how much each holds."""
    years: dict[int, list[Report]] = {}
    for report in c.living:
        years.setdefault(report.meta.year, []).append(report)
    groups = []
    for year in sorted(years, reverse=True):
        path = f"years/{year}/" if year else ""
        whole = IndexEntry(f"{year}年的 {len(years[year])} 份文件", path or "reports/", "")
        entries = (whole,) if found is None else tuple(found[r.id] for r in years[year])
        groups.append(IndexGroup(f"y{year}", f"{year}年" if year else "年度未标注", "" if found is None else path, entries))
    return SearchView(tuple(topics), tuple(groups))


def page_suggestions(pages: Iterable[Page]) -> tuple[Suggestion, ...]:
    """The site's own pages by their titles and by everyday words."""
    by_path = {page.path: page for page in pages}
    return tuple(
        Suggestion("page", by_path[path].title, path, words, by_path[path].description)
        for path, words in PAGE_WORDS.items()
        if path in by_path
    )


def index_entry(report: Report, c: Collection) -> IndexEntry:
    """A report with its headings."""
    headings = tuple(Link(s.title, f"{report.url}#{s.id}") for s in report.sections if not s.run_in)
    note = c.agency(report).short
    return IndexEntry(report.meta.title, report.url, f"{note}，摘编" if report.meta.is_excerpt else note, headings)
