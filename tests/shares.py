"""What a collection's offices bring to the pages about all, kept in memory; and those pages."""

from __future__ import annotations

from functools import partial

from builder.manifest import listed_of
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.home import Spotlight, spotlights
from builder.pages.lists import Matrix
from builder.pages.open_data import DataView
from builder.pages.page import Outfile
from builder.pages.plan import Plan, quote_spans
from builder.pages.plan_shared import Shared
from builder.pages.shares import shares_of
from builder.store import digest_of


def shared(c: Collection) -> Shared:
    values: dict[bytes, object] = {}

    def keep(value: object) -> bytes:
        key = digest_of(value)
        values[key] = value
        return key

    return Shared(c, shares_of(c, partial(quote_spans, c), keep), lambda keys: [values[key] for key in keys])


def part(c: Collection, name: str) -> Plan:
    return next(part for part in shared(c).parts() if part.name == name).plan()


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
