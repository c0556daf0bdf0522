"""Labels: the words for codes, and the names of workers, teams and services as the warehouse lists them."""

from __future__ import annotations

from collections.abc import Mapping

from sherwood.access import NOT_KNOWN, Reader, reference
from sherwood.access.kept import Answers
from sherwood.reports.desk import Desk

Names = Mapping[str, str]
NOT_RECORDED = "Not recorded"
UNALLOCATED = "Unallocated"
_LISTED = {
    "worker": ("worker", "worker_id", "worker_name"),
    "team": ("organisation", "team_id", "team_name"),
    "service": ("organisation", "service_id", "service_name"),
}
_KEPT: Answers[Names] = Answers(most=32)


def code_label(desk: Desk, codelist: str, code: str | None) -> str:
    """Return the words of a code, the code itself where the list has none, or that it is not recorded."""
    if code is None:
        return NOT_RECORDED
    known = desk.catalogue.codelist(codelist).codes.get(code)
    return known.label if known else code


def organisation_label(desk: Desk, unit: str, value: object) -> str:
    """Return the name of a worker, team or service; an id on no list stands for itself, nobody is said to be nobody."""
    if value in (None, ""):
        return UNALLOCATED
    if value == NOT_KNOWN:
        return "Not known"
    return names_of(desk.reader, unit).get(str(value), str(value))


def short_title(desk: Desk, feed: str) -> str:
    """Return what a feed is called in short: the abbreviation its title ends with, else what stands before a colon."""
    title = desk.catalogue.feed(feed).title
    return title.rpartition("(")[2].removesuffix(")") if title.endswith(")") else title.partition(":")[0]


def names_of(reader: Reader, unit: str) -> Names:
    """Return the names of all workers, teams or services by id, read once a build."""
    return _KEPT.of_build(reader, unit, lambda: _read(reader, unit))


def _read(reader: Reader, unit: str) -> Names:
    table, key, label = _LISTED[unit]
    return {str(row[key]): str(row[label] or row[key]) for row in reference(reader, table, (key, label))}
