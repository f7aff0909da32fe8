"""Options that were not used since the file states the value itself: said aloud, never dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping

from builder.importers import agencies
from builder.importers.identity import Identity
from builder.importers.kinds import kind_of_title
from builder.importers.record import show_moment
from builder.importers.values import STATED_FIELDS, ImportOptions, Note
from builder.text import fold


def unused_options(identity: Identity, values: Mapping[str, str], options: ImportOptions) -> list[Note]:
    """A note for each option whose value is not in the draft."""
    pairs = [("--title", "标题", options.title, identity.title)]
    office = agencies.find(options.agency, options.agencies) if options.agency else None
    if identity.agency and office != identity.agency and all(fold(n) != fold(options.agency) for n in identity.agency.names):
        pairs.append(("--agency", "发布机构", options.agency, identity.agency.name))
    if identity.kind and options.kind not in {identity.kind.id, identity.kind.name} and kind_of_title(options.kind, options.kinds) != identity.kind:
        pairs.append(("--kind", "体裁", options.kind, identity.kind.name))
    pairs.append(("--year", "年份", options.year, str(identity.year)))
    for field, (label, option) in STATED_FIELDS.items():
        given = getattr(options, field).strip()
        pairs.append((option, label, show_moment(given)[:10] if field != "index_number" and given else given, values.get(field, "")[: 10 if field != "index_number" else None]))
    pairs.append(("--source-url", "原文网址", options.source_url, values.get("source_url") or options.source_url))
    text = "没有用上 {} “{}”：原件写明的{}是“{}”；如果原件不对，请导入后在文件里改"
    return [Note("doubt", "option", text.format(option, given, label, stated)) for option, label, given, stated in pairs if given and stated and fold(given) != fold(stated)]
