"""The web: what an address asks: filters, day, days of a list, page; and the desk at which the answer is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.http import QueryDict

from sherwood.access import Viewer
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.jobs.findings_told import Noted, noted
from sherwood.office import date_notes
from sherwood.office import findings as office
from sherwood.reports import Desk, ReportRequest, desk_for
from sherwood.reports.marks import Mark
from sherwood.vocabulary.periods import GRAINS, Grain
from sherwood.web.visit import Visit, catalogue, home, reader

# What an address may carry beside filters by dimension.
RESERVED = frozenset(
    {"as_at", "page", "figures", "from", "to", "grain", "period", "q"}
    | {"measure", "add", "by", "only", "shows", "periods", "against"}
)

Figures = Literal["openable", "official"]


class UnreadableAddress(Problem):
    """Something in the address cannot be used; the message says which part and what may stand there."""


@dataclass(frozen=True)
class Span:
    """The days a list of children speaks of, both included, and how they are cut."""

    first: dt.date
    last: dt.date
    grain: Grain


def filters_of(query: QueryDict) -> dict[str, str]:
    """Return the filters by dimension; an empty one is none."""
    return {key: value for key, value in query.items() if key not in RESERVED and isinstance(value, str) and value}


def query_of(query: QueryDict) -> dict[str, str]:
    """Return the whole query as plain words, to be carried on to other addresses."""
    return {key: str(value) for key, value in query.items() if value}


def page_of(query: QueryDict) -> int:
    """Return the page of a list that is asked for; the first where none is. Raises UnreadableAddress."""
    text = query.get("page", "1") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
        raise UnreadableAddress("The page of a list is a number from 1: follow the links below the list.")
    return int(text)


def desk_of(visit: Visit) -> Desk:
    """Return the desk for this request: current build, this moment's rights, the filters of the address."""
    viewer, query = visit.viewer, visit.GET
    request = ReportRequest(filters_of(query), query.get("as_at", ""), page_of(query), _figures(query))
    desk = desk_for(reader(viewer), catalogue(), load_council(home()), viewer, request)
    return desk if desk.is_official else replace(desk, marks=_marks(viewer))


def _marks(viewer: Viewer) -> dict[str, tuple[Mark, ...]]:
    """Return what people noted of days, and what scans found and people did about it, by measure."""
    found = {
        measure: [Mark(each.day, each.words) for each in notes]
        for measure, notes in date_notes.notes_by_measure(viewer.account_id).items()
    }
    findings = noted(home(), viewer)
    said = office.notes_of(each.key for many in findings.values() for each in many)
    for measure, many in findings.items():
        found.setdefault(measure, []).extend(_of_findings(many, said))
    return {measure: tuple(marks) for measure, marks in found.items()}


def _of_findings(findings: Iterable[Noted], said: Mapping[str, Sequence[office.Said]]) -> Iterator[Mark]:
    """Yield a mark for each finding that nobody dismissed, and for each action taken on one."""
    for each in findings:
        notes = said.get(each.key, ())
        if office.standing(notes) != office.DISMISSED:
            yield Mark(each.day, each.words)
        yield from (Mark(note.at.date(), f"action: {note.words}") for note in notes if note.kind == office.ACTION)


def span_of(query: QueryDict) -> Span:
    """Return the days that `from`, `to` and `grain` name; raises UnreadableAddress for anything that is no such thing."""
    grain = query.get("grain", "day")
    if grain not in GRAINS:
        raise UnreadableAddress(f"Periods are cut by {', '.join(GRAINS)}: follow a link from a figure.")
    first, last = _day(query, "from"), _day(query, "to")
    if last < first:
        raise UnreadableAddress(f"The list would end on {last}, before it begins on {first}.")
    return Span(first, last, grain)


def _figures(query: QueryDict) -> Figures:
    """Return which sort of figures is asked for. Raises UnreadableAddress."""
    asked = query.get("figures") or "openable"
    if asked == "official":
        return "official"
    if asked == "openable":
        return "openable"
    raise UnreadableAddress("Figures are either 'openable' or 'official'.")


def _day(query: QueryDict, name: str) -> dt.date:
    """Return one day of the address."""
    try:
        return dt.date.fromisoformat(query.get(name, ""))
    except ValueError as fault:
        raise UnreadableAddress(
            f"The address needs '{name}' as a day such as 2021-03-31: follow a link from a figure."
        ) from fault
