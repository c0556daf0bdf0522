"""The web: flags as the context of a page: what can be flagged on it, what was, and how each flag stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sherwood.access import Viewer
from sherwood.jobs import flags as jobs
from sherwood.office.flags import FIXED, NOT_WRONG, OPEN
from sherwood.reports.document import Document, Table
from sherwood.reports.words import initials_label
from sherwood.web.presenters.links import child, place
from sherwood.web.visit import catalogue, reader

if TYPE_CHECKING:
    from sherwood.office.flags import Flagged

STATES = {OPEN: "Open", FIXED: "Mended", NOT_WRONG: "Not wrong"}
ANSWERS = (
    (FIXED, "It was wrong and is mended in the system it came from"),
    (NOT_WRONG, "It is not wrong"),
    (OPEN, "It is still open"),
)
CHILD = "child"


def on_page(viewer: Viewer, of: str, document: Document | None = None, record_key: str = "") -> dict[str, Any]:
    """Return what can be flagged on a page and the flags of it that the viewer may see: the figures, and each child it lists."""
    records = {record_key: initials_label(record_key)} if record_key else _children(document)
    told = jobs.known(reader(viewer), viewer, of, records)
    return {
        "of": of,
        "record_key": record_key,
        "records": [{"key": key, "label": label} for key, label in records.items()],
        "known": [one(each) for each in told],
    }


def one(flag: Flagged) -> dict[str, Any]:
    """Return one flag as words, with the way to what it is of."""
    return {
        "id": flag.id,
        "state": STATES[flag.state],
        "is_open": flag.state == OPEN,
        "title": _title(flag),
        "href": _href(flag),
        "words": flag.words,
        "by": flag.by,
        "at": flag.at,
        "answers": [
            {"state": STATES[each.state], "words": each.words, "by": each.by, "at": each.at} for each in flag.answers
        ],
    }


def named(of: str) -> bool:
    """Whether this names something that can be flagged."""
    kind, _, name = of.partition(":")
    entries = {"report": catalogue().reports, "measure": catalogue().measures}.get(kind, {})
    return of == CHILD or name in entries


def _title(flag: Flagged) -> str:
    if flag.record_key:
        return initials_label(flag.record_key)
    kind, _, name = flag.of.partition(":")
    entries = {"report": catalogue().reports, "measure": catalogue().measures}.get(kind, {})
    return entries[name].title if name in entries else "A record"


def _href(flag: Flagged) -> str:
    if flag.record_key:
        return child(flag.record_key)
    kind, _, name = flag.of.partition(":")
    return place(kind, name) if flag.of != CHILD and named(flag.of) else ""


def _children(document: Document | None) -> dict[str, str]:
    """Return the children whom the tables of a page list, as the page calls them."""
    if document is None:
        return {}
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    return {cell.drill.name: cell.text for cell in cells if cell.drill and cell.drill.kind == "child"}


def crumbs() -> list[dict[str, str]]:
    """Return the way back from the page of flags."""
    return [{"title": "Home", "href": reverse("home")}]
