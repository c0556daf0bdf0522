"""The web: each kind of block of a document as the context of its component."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sherwood.reports.document import Block, Cell, Chart, Figure, KeyFigures, Name, Note, Table, Tag, Timeline
from sherwood.web.presenters.links import href, name_of_child, title
from sherwood.web.presenters.shapes import bar, line
from sherwood.web.presenters.timeline import timeline

Context = dict[str, Any]
TONES = {"late": "red", "soon": "amber", "good": "green", "note": "grey"}


def block(found: Block, table_page: Callable[[Table], Context | None]) -> Context:
    """Return what draws a block: its `kind`, and under that name its component's context.

    `table_page` gives the links between the pages of a long table, or None for one that fits.
    """
    if isinstance(found, KeyFigures):
        return {"kind": "figures", "figures": [figure(each) for each in found.figures]}
    if isinstance(found, Chart):
        return {"kind": "chart", "chart": chart(found)}
    if isinstance(found, Table):
        return _table_block(found, table_page)
    if isinstance(found, Name):
        return {"kind": "reveal", "reveal": name(found)}
    if isinstance(found, Timeline):
        return {"kind": "timeline", "timeline": timeline(found)}
    return {"kind": "note", "note": note(found)}


def _table_block(found: Table, table_page: Callable[[Table], Context | None]) -> Context:
    """Return a table with its pages, or why it is empty."""
    if not found.rows:
        return {"kind": "empty", "empty": {"title": found.caption, "reason": found.empty}}
    return {"kind": "table", "table": table(found), "pagination": table_page(found)}


def tag(found: Tag | None) -> Context | None:
    """Return a tag in the colours of the page; its words carry the meaning."""
    return {"text": found.text, "tone": TONES[found.tone]} if found else None


def figure(found: Figure) -> Context:
    """Return a key figure with the way to its list and to how it is worked out."""
    return {
        "label": found.label,
        "value": found.value,
        "detail": found.detail,
        "tag": tag(found.tag),
        "href": href(found.drill),
        "explain_href": href(found.explains),
        "comparisons": [{"label": label, "value": value} for label, value in found.comparisons],
        "spark_points": line(found.course),
    }


def table(found: Table, *, hide_caption: bool = False) -> Context:
    """Return a table; its first column names the row."""
    return {
        "caption": found.caption,
        "hide_caption": hide_caption,
        "columns": [
            {"key": f"column-{place}", "label": column.label, "numeric": column.is_number}
            for place, column in enumerate(found.columns, start=1)
        ],
        "rows": [{"cells": [_cell(each) for each in row]} for row in found.rows],
    }


def _cell(found: Cell) -> Context:
    """Return a cell with where it leads; a day or a child's label is never broken over two lines."""
    is_name = found.drill is not None and found.drill.kind in {"child", "family"}
    return {
        "text": found.text,
        "href": href(found.drill),
        "tag": tag(found.tag),
        "detail": found.detail,
        "bar": bar(found.parts),
        "is_short": is_name or found.date is not None,
    }


def chart(found: Chart) -> Context:
    """Return a chart with the table behind it."""
    return {
        "id": found.id,
        "title": found.title,
        "sentence": found.sentence,
        "spec": dict(found.spec),
        "table": table(found.table),
    }


def note(found: Note) -> Context:
    """Return a paragraph with the way it points to, if any."""
    return {
        "title": found.heading,
        "text": found.text,
        "points": found.points,
        "href": href(found.drill),
        "link_text": title(found.drill),
        "tone": "teal",
    }


def name(found: Name) -> Context:
    """Return a child's initials with the form that asks for the name, or the name once it has been asked for."""
    return {
        "what": "name",
        "value": found.value,
        "stand_in": f"Initials: {found.initials}" if found.initials else "",
        "action": name_of_child(found.record_key) if found.initials else "",
    }
