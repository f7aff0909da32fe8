"""Blocks of a body → HTML: run-in items, inline markup, links and figure marks woven by offset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from builder.model import Block, Inline, Paragraph, row_id


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup to weave into a paragraph's text. ``layer``: lower is further out."""

    start: int
    end: int
    layer: int
    open: str
    close: str


RUN_IN_LAYER, HEAD_LAYER, LINK_LAYER, INLINE_LAYER, FIGURE_LAYER = 0, 2, 3, 4, 5

Marks = Mapping[str, tuple[Mark, ...]]
Resolve = Callable[[str], str]


def escaped(value: object) -> str:
    """What stands between tags or quotation marks, safe; most of it is as it was. Quicker than ``escape``, which makes a ``Markup`` of each."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):  # type: ignore[operator]
        return value  # type: ignore[return-value]
    return escape(value)


def weave(text: str, marks: Iterable[Mark]) -> Markup:
    """Text with marks as well-formed HTML: where two cross, the inner one is closed and opened again."""
    spans = [m for m in marks if m.start < m.end]
    return Markup("".join(_beside(text, spans) or _crossing(text, spans)))  # noqa: S704  text is escaped, marks are our own markup


def _beside(text: str, spans: list[Mark]) -> list[str]:
    """Of marks that stand beside each other, as figures do; empty where two overlap."""
    out: list[str] = []
    done = 0
    for mark in sorted(spans, key=_start):
        if mark.start < done:
            return []
        if mark.start < len(text):
            out += (escaped(text[done : mark.start]), mark.open, escaped(text[mark.start : mark.end]), mark.close)
            done = mark.end
    return [*out, escaped(text[done:])]


def _start(mark: Mark) -> int:
    return mark.start


def _crossing(text: str, spans: list[Mark]) -> list[str]:
    spans = sorted(spans, key=lambda m: (m.layer, m.start, -m.end))
    points = sorted({0, len(text), *(m.start for m in spans), *(m.end for m in spans)})
    points = [p for p in points if p <= len(text)]
    out: list[str] = []
    stack: list[Mark] = []
    for i, point in enumerate(points):
        following = points[i + 1] if i + 1 < len(points) else len(text)
        active = [m for m in spans if m.start <= point < m.end] if i + 1 < len(points) else []
        common = 0
        while common < len(stack) and common < len(active) and stack[common] is active[common]:
            common += 1
        out += [m.close for m in reversed(stack[common:])]
        out += [m.open for m in active[common:]]
        stack = active
        out.append(escaped(text[point:following]))
    out += [m.close for m in reversed(stack)]
    return out


def paragraph_html(paragraph: Paragraph, marks: Marks, resolve: Resolve) -> Markup:
    """The inside of a paragraph's element. Line breaks stay as ``<br>``."""
    own = [*_run_in_marks(paragraph), *_inline_marks(paragraph.inlines, resolve), *marks.get(paragraph.id, ())]
    breaks = [m.start for m in paragraph.inlines if m.tag == "br"]
    if not breaks:
        return weave(paragraph.text, own)
    # A break is a point, not a span: mark the next character and put the break before it.
    own += [Mark(b, b + 1, FIGURE_LAYER + 1, "<br>", "") for b in breaks if b < len(paragraph.text)]
    return weave(paragraph.text, own)


def _run_in_marks(paragraph: Paragraph) -> list[Mark]:
    marks: list[Mark] = []
    for item in paragraph.run_ins:
        nested = any(o is not item and o.start <= item.start and item.end <= o.end for o in paragraph.run_ins)
        layer = RUN_IN_LAYER + int(nested)
        marks.append(Mark(item.start, item.end, layer, f'<span class="run-in" id="{escape(item.section)}">', "</span>"))
        marks.append(Mark(item.start, item.head_end, HEAD_LAYER, '<strong class="run-in-head">', "</strong>"))
    return marks


def _inline_marks(inlines: Iterable[Inline], resolve: Resolve) -> list[Mark]:
    marks: list[Mark] = []
    for inline in inlines:
        if inline.tag == "br":
            continue
        if inline.tag == "a":
            href = resolve(inline.href)
            outside = ' rel="noopener noreferrer" class="external"' if inline.href.startswith("http") else ""
            marks.append(Mark(inline.start, inline.end, LINK_LAYER, f'<a href="{escape(href)}"{outside}>', "</a>"))
        else:
            marks.append(Mark(inline.start, inline.end, INLINE_LAYER, f"<{inline.tag}>", f"</{inline.tag}>"))
    return marks


def block_html(block: Block, marks: Marks, resolve: Resolve, *, records: bool = False) -> Markup:
    """A layout block without its headings (templates place those). ``records`` (elder edition): tables as record lists."""
    match block.kind:
        case "paragraph":
            assert block.paragraph is not None
            return _tagged("p", block.paragraph, marks, resolve)
        case "list":
            items = Markup("").join(_list_item(item, marks, resolve, records) for item in block.items)
            start = Markup(' start="{}"').format(block.first) if block.ordered and block.first != 1 else Markup("")
            tag = Markup("ol") if block.ordered else Markup("ul")
            return Markup("<{}{}>{}</{}>").format(tag, start, items, tag)
        case "table":
            as_records = records and block.header and block.rows and not _is_form(block)
            return _records(block, marks, resolve) if as_records else _table(block, marks, resolve)
        case "quote":
            inner = Markup("").join(block_html(b, marks, resolve, records=records) for b in block.blocks)
            return Markup("<blockquote>{}</blockquote>").format(inner)
        case "code":
            return Markup("<pre><code>{}</code></pre>").format(block.text)
        case "target":
            return Markup('<span id="{}" class="gone"></span>').format(block.text)
        case "image":
            return _picture(block, resolve)
        case "rule":
            return Markup("<hr>")
        case _:
            return Markup("")


def _picture(block: Block, resolve: Resolve) -> Markup:
    """A picture in its own size, so that nothing moves when it arrives; what it shows is said."""
    one = block.picture
    if one is None or not one.path:
        return Markup("")
    return Markup('<figure class="picture"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></figure>').format(
        resolve(one.path), block.text, one.width, one.height
    )


def _tagged(tag: str, paragraph: Paragraph, marks: Marks, resolve: Resolve, attributes: str = "") -> Markup:
    inner = paragraph_html(paragraph, marks, resolve)
    return Markup(f'<{tag} id="{escaped(paragraph.id)}"{attributes}>{inner}</{tag}>')  # noqa: S704  tags are ours, the inside is woven


def _list_item(item: tuple[Block, ...], marks: Marks, resolve: Resolve, records: bool) -> Markup:
    if len(item) >= 1 and item[0].kind == "paragraph" and item[0].paragraph is not None:
        first = item[0].paragraph
        rest = Markup("").join(block_html(b, marks, resolve, records=records) for b in item[1:])
        return Markup('<li id="{}">{}{}</li>').format(first.id, paragraph_html(first, marks, resolve), rest)
    return Markup("<li>{}</li>").format(Markup("").join(block_html(b, marks, resolve, records=records) for b in item))


def _table(block: Block, marks: Marks, resolve: Resolve) -> Markup:
    name = block.caption or "表格：" + "、".join(c.text for c in block.header[:4])
    # A name made from the column heads helps those who hear the table; on screen it repeats its first line.
    hidden = Markup("") if block.caption else Markup(' class="heard"')
    head = Markup("").join(_tagged("th", c, marks, resolve, ' scope="col"') for c in block.header)
    rows: list[Markup] = []
    for row in block.rows:
        cells = [
            _tagged(
                "th" if i == 0 and block.header else "td", c, marks, resolve, ' scope="row"' if i == 0 and block.header else ""
            )
            for i, c in enumerate(row)
        ]
        rows.append(Markup('<tr id="{}">{}</tr>').format(row_id(row), Markup("\n").join(cells)))
    thead = Markup("<thead><tr>{}</tr></thead>").format(head) if block.header else Markup("")
    return Markup(
        '<div class="table-scroll" role="region" tabindex="0" aria-label="{}"><table{}><caption{}>{}</caption>{}<tbody>{}</tbody></table></div>'
    ).format(name, Markup(' class="form"') if _is_form(block) else "", hidden, name, thead, Markup("").join(rows))


def _is_form(block: Block) -> bool:
    """A table to be filled in by hand: nothing stands behind the labels."""
    return len(block.header) > 1 and bool(block.rows) and not any(cell.text for row in block.rows for cell in row[1:])


def _records(block: Block, marks: Marks, resolve: Resolve) -> Markup:
    """A table as a list of records: label and value under each other (elder edition)."""
    out: list[Markup] = []
    for row in block.rows:
        pairs = [
            Markup('<div><dt>{}</dt><dd id="{}">{}</dd></div>').format(
                block.header[i].text if i < len(block.header) else "",
                c.id,
                paragraph_html(c, marks, resolve) if c.text else "—（无）",
            )
            for i, c in enumerate(row)
        ]
        out.append(Markup('<li id="{}"><dl class="record">{}</dl></li>').format(row_id(row), Markup("").join(pairs)))
    heads = Markup("").join(Markup('<span id="{}" class="gone"></span>').format(c.id) for c in block.header)
    return Markup('{}<ol class="records">{}</ol>').format(heads, Markup("").join(out))
