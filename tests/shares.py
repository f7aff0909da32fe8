"""What a collection's offices bring to the pages about all, kept in memory; and those pages."""

from __future__ import annotations

from functools import partial

from builder.manifest import listed_of
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.home import Spotlight, spotlights
from builder.pages.lists import Matrix
from builder.pages.open_data import DataView
from builder.pages.page import Outfile, Page
from builder.pages.plan import Plan, quote_spans
from builder.pages.plan_shared import Shared
from builder.pages.shares import shares_of
from builder.store import digest_of


def shared(c: Collection) -> Shared:
    """All that its offices bring."""
    values: dict[bytes, object] = {}

    def keep(value: object) -> bytes:
        key = digest_of(value)
        values[key] = value
        return key

    return Shared(c, shares_of(c, partial(quote_spans, c), keep), lambda keys: [values[key] for key in keys], lambda: c.facts.rules)


def plans(c: Collection, *families: str) -> list[Plan]:
    """Of the parts whose names begin so."""
    return [part.plan() for part in shared(c).parts() if part.name.startswith(families)]


def ledger_pages(c: Collection) -> list[Page]:
    """Those about all offices."""
    return [page for plan in plans(c, "ledger", "list ", "indicator ", "method") for page in plan.pages]


def indicator_pages(c: Collection) -> list[Page]:
    return [page for plan in plans(c, "indicator ") for page in plan.pages]


def indicator_files(c: Collection) -> list[Outfile]:
    return [file for plan in plans(c, "indicator ") for file in plan.files]


def questions_files(c: Collection) -> list[Outfile]:
    return [file for plan in plans(c, "answers") for file in plan.files]


def data_files(c: Collection) -> tuple[DataView, dict[str, bytes]]:
    """The view of /data/ and all files below it but those of indicators."""
    known = shared(c)
    plans = {one.name: one.plan() for one in known.parts() if one.name.startswith(("data ", "topic "))}
    made = {name: ({f.path: listed_of(f.content) for f in p.files}, p.rows) for name, p in plans.items()}
    page = known.data_page(made)
    assert page
    whole = page.plan()
    files: list[Outfile] = [*whole.files, *(f for p in plans.values() for f in p.files if f.path.startswith("data/"))]
    view = whole.pages[0].view
    assert isinstance(view, DataView)
    return view, {f.path: f.content for f in files}


def matrices(c: Collection) -> tuple[Matrix, ...]:
    by_agency = {s.agency: s for s in shared(c).shares}
    return tuple(m for a in c.used_agencies if a is not UNKNOWN_AGENCY and (m := by_agency[a.id].matrix))


def home_figures(c: Collection) -> tuple[Spotlight, ...]:
    by_agency = {s.agency: s for s in shared(c).shares}
    return spotlights([by_agency[a.id].results for a in c.used_agencies if a is not UNKNOWN_AGENCY])
