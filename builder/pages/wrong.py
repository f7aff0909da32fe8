"""读错了？ A reader's mail or issue about one figure, filled in: page, sentence, and what was read. Only where site.yml says whereto."""

from __future__ import annotations

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries
from builder.content.site_files import SiteInfo
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.figures import encoded
from builder.pages.indicator_slugs import line_path
from builder.pages.key_figures import figure_text, kind_word

A_PAGE = 24_000  # bytes of quoted sentences on one page
SENTENCE, NAME, FIGURE = 60, 20, 40  # characters
_LEAST = 12


def room_for(links: int) -> int:
    """How much of a sentence each of so many links may hold: the anchor leads to the whole of it anyway."""
    return max(_LEAST, min(SENTENCE, A_PAGE // (3 * max(links, 1))))


def wrong_link(site: SiteInfo, report: Report, row: IndicatorRow, room: int = SENTENCE) -> str:
    """The address; empty where the site names neither a mailbox nor a list of issues. A mail stays between two; it is preferred."""
    form, is_filled = _form(site)
    if not is_filled:
        return form
    figure = (figure_text(row).text or row.quote)[:FIGURE]
    read = f"{row.year}年{kind_word(row)}{row.indicator[:NAME]}{figure}"
    body = encoded(f"{site.base_url}{report.url}#{row.anchor} “{_around(row, room)}”读成{read}", safe="/:")
    return form + body


def wrong_about(c: Collection, series: IndicatorSeries) -> str:
    """The same for an indicator's line of several figures: which of them, the reader writes."""
    form, is_filled = _form(c.site)
    words = f"{c.agency_by_id[series.agency].short}{series.name}，哪一年的、应当是多少"
    return form + encoded(f"{c.site.base_url}{line_path(c, series)} {words}：", safe="/:") if is_filled else form


def _form(site: SiteInfo) -> tuple[str, bool]:
    """The address up to its words, and whether it takes any."""
    feedback = site.feedback
    if feedback.email:
        return f"mailto:{feedback.email}?subject=读错了&body=", True
    form, names = _issue_form(feedback.issues_url) if feedback.issues_url else ("", ("", ""))
    return (f"{form}?{names[0]}=读错了&{names[1]}=", True) if form else (feedback.issues_url, False)


def _around(row: IndicatorRow, room: int) -> str:
    """The stretch of the sentence that ends with the figure, as long as there is room."""
    end = max(row.value_end - row.start, min(len(row.quote), room))
    return row.quote[max(0, end - room) : end]


def _issue_form(address: str) -> tuple[str, tuple[str, str]]:
    """Where a new issue is filled in by its address, as GitHub, Gitee, Forgejo and GitLab have it; empty for other addresses."""
    base = address.rstrip("/").removesuffix("/new")
    if not base.endswith("/issues") or "?" in base or "#" in base:
        return "", ("", "")
    return base + "/new", ("issue[title]", "issue[description]") if base.endswith("/-/issues") else ("title", "body")
