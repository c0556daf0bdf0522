"""The web: a whole document as the context of a page: title, lines, filters, sections, the way back and onward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sherwood.outputs.forms import FORMS
from sherwood.reports.document import Chart, Choice, Document, Section
from sherwood.web.presenters.areas import area_title
from sherwood.web.presenters.blocks import block
from sherwood.web.presenters.links import href, with_query
from sherwood.web.presenters.paging import pages_of
from sherwood.web.visit import catalogue

Context = dict[str, Any]


def page(document: Document, address: str, query: Mapping[str, str]) -> Context:
    """Return the context of a document's page at this address with this query.

    The browser's title is the document's own, which never holds a child's name or number.
    """
    kept = {key: value for key, value in query.items() if key != "page"}
    return {
        "page_title": document.title,
        "title": {"caption": area_title(document.area), "heading": document.title, "lead": document.question},
        "data_text": document.data_line,
        "scope_text": document.scope_line,
        "is_restricted": document.restricted,
        "filters": filters(document.choices, address, kept),
        "sections": [section(each, address, kept) for each in document.sections],
        "has_charts": any(isinstance(each, Chart) for part in document.sections for each in part.blocks),
        "related": [{"title": catalogue_title(each.kind, each.name), "href": href(each)} for each in document.related],
    }


def section(found: Section, address: str, query: Mapping[str, str]) -> Context:
    """Return a section with its blocks; neighbouring charts stand side by side."""
    blocks = [block(each, pages_of(address, query)) for each in found.blocks]
    for each in blocks:
        if each["kind"] == "table":
            each["table"]["hide_caption"] = each["table"]["caption"] == found.title
    return {
        "title": found.title,
        "blocks": [each for each in blocks if each["kind"] != "chart"],
        "charts": _charts(blocks),
    }


def _charts(blocks: list[Context]) -> list[Context]:
    """Return the charts of a section."""
    return [each["chart"] for each in blocks if each["kind"] == "chart"]


def filters(choices: tuple[Choice, ...], address: str, query: Mapping[str, str]) -> Context | None:
    """Return the filters as a plain form whose choices live in the address; None where there is nothing to choose."""
    if not choices:
        return None
    names = {choice.name for choice in choices}
    return {
        "action": address,
        "summary": ". ".join(f"{choice.label}: {_words(choice)}" for choice in choices) + ".",
        "clear_href": address,
        "fields": [_field(choice) for choice in choices],
        "hidden": [{"name": key, "value": value} for key, value in query.items() if key not in names],
    }


def _words(choice: Choice) -> str:
    """Return what is chosen, in words."""
    return dict(choice.options).get(choice.value, choice.value or "all")


def _field(choice: Choice) -> Context:
    """Return one filter: a list to choose from, or a date where there is none."""
    options = [{"value": value, "text": text, "selected": value == choice.value} for value, text in choice.options]
    return {
        "name": choice.name,
        "label": choice.label,
        "type": "select" if options else "date",
        "value": choice.value,
        "options": options,
    }


def catalogue_title(kind: str, name: str) -> str:
    """Return the title of a report or measure."""
    return (catalogue().report(name) if kind == "report" else catalogue().measure(name)).title


def figures_switch(address: str, query: Mapping[str, str]) -> Context:
    """Return the way to the other sort of figures: official ones count everyone, openable ones have their lists."""
    if query.get("figures") == "official":
        others = {key: value for key, value in query.items() if key != "figures"}
        return {"title": "Show the figures whose lists you may open", "href": with_query(address, others)}
    return {"title": "Show official figures", "href": with_query(address, {**query, "figures": "official"})}


def exports(address: str, query: Mapping[str, str]) -> list[Context]:
    """Return the ways to a report's files, with the page's filters."""
    return [
        {"title": f"Download as {title}", "href": with_query(f"{address}/export.{form}", query)}
        for form, (_, _, title) in FORMS.items()
    ]
