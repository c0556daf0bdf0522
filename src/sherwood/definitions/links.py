"""Checks that everything an entry names exists, so that a broken reference stops start-up and not a Monday-morning report."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from sherwood.definitions.shapes.measure import Filter, Measure
from sherwood.definitions.shapes.table import Table
from sherwood.vocabulary.spellings import nearest

if TYPE_CHECKING:
    from sherwood.definitions.catalogue import Catalogue

COLUMN_KEYS = ("starts", "stops", "date", "due", "done", "begins", "ends", "next", "value", "per")
VIRTUAL = {"age"}


def problems_of_links(catalogue: Catalogue) -> Iterator[str]:
    """Yield one line for each reference to something that is not there."""
    for measure in catalogue.measures.values():
        yield from _of_measure(catalogue, measure)
    for report in catalogue.reports.values():
        named = (*report.key_figures, *(picture.measure for picture in report.pictures), report.children)
        yield from _missing(f"reports/{report.id}.toml", "measure", filter(None, named), _names(catalogue.measures))
        yield from _missing(f"reports/{report.id}.toml", "dimension", report.filters, catalogue.dimensions)
        yield from _missing(f"reports/{report.id}.toml", "role", report.audience, catalogue.roles)
        yield from _missing(f"reports/{report.id}.toml", "report", report.related, _names(catalogue.reports))
    for dimension in catalogue.dimensions.values():
        yield from _missing(
            f"dimensions/{dimension.id}.toml", "code list", filter(None, [dimension.codelist]), catalogue.codelists
        )
    for table in catalogue.tables.values():
        lists = [column.codelist for column in table.columns.values() if column.codelist]
        yield from _missing(f"tables/{table.id}.toml", "code list", lists, catalogue.codelists)
        yield from _missing(f"tables/{table.id}.toml", "column", table.key, table.columns)
    yield from _of_feeds(catalogue)


def _of_feeds(catalogue: Catalogue) -> Iterator[str]:
    for feed in catalogue.feeds.values():
        for year in feed.years.values():
            for table in year.tables.values():
                place = f"sources/{year.id}.toml [tables.{table.title}]"
                named = (column.codelist for column in table.columns.values() if column.codelist)
                yield from _missing(place, "code list", named, catalogue.codelists)
                used = (*table.key, table.child, table.covers.starts, table.covers.ends, table.year_evidence)
                yield from _missing(place, "column", filter(None, used), table.columns)


def _of_measure(catalogue: Catalogue, measure: Measure) -> Iterator[str]:
    place = f"measures/{measure.id}.toml"
    table = catalogue.tables.get(measure.counts)
    if table is None:
        yield from _missing(place, "table", [measure.counts], catalogue.tables)
        return
    columns = [value for key in COLUMN_KEYS if (value := getattr(measure, key, ""))]
    filters = (*measure.where, *getattr(measure, "meets", ()))
    yield from _missing(place, "column", (*columns, *measure.details, *_columns(filters)), table.columns)
    yield from _missing(place, "dimension", measure.breakdowns, catalogue.dimensions)
    yield from _missing(place, "timescale", filter(None, [measure.timescale]), catalogue.timescales)
    yield from _missing(place, "table", measure.example.given, catalogue.tables)
    for name in measure.breakdowns:
        dimension = catalogue.dimensions.get(name)
        if dimension is not None and dimension.found_in == "facts":
            yield from _missing(place, f"column of breakdown '{name}'", [dimension.column], table.columns)
    for related in filter(None, (*measure.also, getattr(measure, "related", None))):
        yield from _missing(place, "table", [related.table], catalogue.tables)
        yield from _missing(place, "column", filter(None, [related.same]), table.columns)
        if other := catalogue.tables.get(related.table):
            yield from _of_related(place, related, other)


def _of_related(place: str, related: object, other: Table) -> Iterator[str]:
    named = [
        value
        for key in ("date", "starts", "stops", "late_due", "late_done", "same", "distinct")
        if (value := getattr(related, key))
    ]
    yield from _missing(f"{place} [related]", "column", (*named, *_columns(getattr(related, "where"))), other.columns)  # noqa: B009


def _columns(filters: tuple[Filter, ...]) -> list[str]:
    return [each.column for each in filters if each.column not in VIRTUAL]


def _names(entries: object) -> set[str]:
    """Return identifiers and last parts, either of which may be used."""
    found: set[str] = set(entries)  # type: ignore[call-overload]
    return found | {identifier.rsplit("/", 1)[-1] for identifier in found}


def _missing(place: str, kind: str, named: object, known: Container[str]) -> Iterator[str]:
    """Yield a line for each name that `known` lacks, with the nearest name it has."""
    for name in named:  # type: ignore[attr-defined]
        if name not in known:
            near = nearest(name, list(known))  # type: ignore[call-overload]
            yield f"{place}: unknown {kind} '{name}'" + (f" – did you mean '{near}'?" if near else "")
