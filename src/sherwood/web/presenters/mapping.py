"""The web: files not read as a table, and one file's proposed mapping as a form; headings alone, never what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from sherwood.definitions.shapes.feed import Column, Feed
from sherwood.jobs.mapping import Unread
from sherwood.sources import Match, Proposal, table_of
from sherwood.web.presenters.links import with_query

Context = dict[str, Any]
FIELD = "column-"
TYPES = {
    "identifier": "a number or code of the sender's own",
    "text": "text",
    "code": "a code",
    "codes": "codes",
    "date": "a date",
    "integer": "a whole number",
    "number": "a number",
    "postcode": "a postcode",
    "flag": "yes or no",
}


def waiting(files: Iterable[Unread]) -> Context | None:
    """Return the files that were put aside, each with the way to its proposal; None where there are none."""
    rows = [
        {
            "cells": [
                {"text": file.name, "href": reverse("mapping", args=(file.key,))},
                {"text": f"{file.put_aside:%-d %B %Y, %H:%M} UTC"},
            ]
        }
        for file in files
    ]
    labels = ("File", "Put aside")
    columns = [{"key": label, "label": label, "numeric": False} for label in labels]
    return {"caption": "Files that were refused", "columns": columns, "rows": rows} if rows else None


def proposal_page(
    feeds: Mapping[str, Feed],
    file: Unread,
    found: tuple[Proposal, ...],
    wanted: str,
    chosen: Mapping[str, str] | None,
) -> Context:
    """Return the page of one file: the likely tables to choose from, and a line for each column of the one shown.

    `chosen` are headings a person sent that could not be kept; they stand in the form again.
    """
    shown = next((each for each in found if _name(each) == wanted), found[0] if found else None)
    address = reverse("mapping", args=(file.key,))
    page: Context = {
        "page_title": "A file not read",
        "title": {"heading": file.name, "lead": "Which table does this file hold, and which heading is which column?"},
        "tables": [
            {"title": each.title, "href": with_query(address, {"table": _name(each)}), "current": each is shown}
            for each in found
        ],
    }
    if shown is None:
        return page
    columns = table_of(feeds, shown.feed, shown.table).columns
    lines = [_line(each, columns[each.column], shown, chosen) for each in shown.matches]
    used = {line["value"] for line in lines}
    return page | {
        "keep_href": reverse("mapping_keep", args=(file.key,)),
        "table": _name(shown),
        "table_title": shown.title,
        "sheet": shown.sheet,
        "needed": {"text": "needed", "tone": "grey"},
        "lines": sorted(lines, key=lambda line: not line["is_needed"]),
        "left_over": [heading for heading in shown.headings if heading not in used],
    }


def _name(proposal: Proposal) -> str:
    return f"{proposal.feed}/{proposal.table}"


def _line(match: Match, column: Column, proposal: Proposal, chosen: Mapping[str, str] | None) -> Context:
    """Return one column with the heading that stands for it and the others it might be."""
    value = match.heading if chosen is None else chosen.get(match.column, "")
    return {
        "name": f"{FIELD}{match.column}",
        "header": column.header,
        "means": f"{column.means} ({TYPES[column.type]})",
        "is_needed": match.is_needed,
        "why": match.why if value == match.heading and value else "",
        "value": value,
        "options": [{"value": each, "selected": each == value} for each in proposal.headings],
    }
