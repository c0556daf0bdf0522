"""The web: the address behind a figure, a cell or a note; only catalogue names, dates, codes and record keys stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from sherwood.reports.document import Drill
from sherwood.web.visit import catalogue

PLACES = {"children": "children_behind", "report": "report", "measure": "measure"}


def href(drill: Drill | None) -> str:
    """Return where a drill leads, its filters in the address; empty for no drill, or one that names nothing there is."""
    if drill is None:
        return ""
    if drill.kind == "child":
        return with_query(child(drill.name), drill.filters)
    if drill.kind == "family":
        return with_query(reverse("family", args=(drill.name,)), drill.filters)
    if drill.kind in ("fault", "faults"):
        address = reverse("fault", args=(drill.name,)) if drill.kind == "fault" else reverse("records")
        return with_query(address, drill.filters)
    if drill.kind in ("view", "part"):
        return reverse("view", args=(drill.name,)) if drill.kind == "view" else reverse(drill.name)
    entries = catalogue().report if drill.kind == "report" else catalogue().measure
    return with_query(place(PLACES[drill.kind], entries(drill.name).id), drill.filters)


def title(drill: Drill | None) -> str:
    """Return the words of a link that stands alone, so that two links of a page never read the same for different places."""
    if drill is None or drill.kind == "child":
        return "Open the journey" if drill else ""
    if drill.kind in {"family", "view"}:
        return f"Open the {drill.kind}"
    if drill.kind == "report":
        return f"Open the report “{catalogue().report(drill.name).title}”"
    named = catalogue().measure(drill.name).title
    return (
        f"The children behind “{named}”"
        if drill.kind == "children"
        else f"“{named}” over time, and how it is worked out"
    )


def place(route: str, identifier: str) -> str:
    """Return the address of a report's or measure's page from its identifier, `area/name`."""
    area, _, name = identifier.rpartition("/")
    return reverse(route, args=(area, name))


def child(record_key: str) -> str:
    """Return the address of a child's journey; empty for anything that is no record key."""
    try:
        return reverse("journey", args=(record_key,))
    except NoReverseMatch:
        return ""


def name_of_child(record_key: str) -> str:
    """Return the address to which the form that asks for a child's name is sent."""
    return reverse("child_name", args=(record_key,))


def with_choices(address: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return the address with choices, of which one name may stand more than once."""
    return f"{address}?{urlencode(choices)}" if choices else address


def with_query(address: str, query: Mapping[str, str]) -> str:
    """Return the address with the filters that say something."""
    said = {key: value for key, value in query.items() if value}
    return f"{address}?{urlencode(said)}" if said else address
