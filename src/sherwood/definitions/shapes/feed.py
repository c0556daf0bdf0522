"""Feeds: the files a council holds, column by column, year by year, with the lawful basis of using them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape, Source
from sherwood.vocabulary.spellings import nearest

CellType = Literal["identifier", "text", "code", "date", "integer", "postcode"]


class Column(Shape):
    """One column of a source table as the feed's own guide names it."""

    header: str
    type: CellType
    means: str
    aliases: tuple[str, ...] = ()
    codelist: str = ""
    required: bool = False
    at_least: int | None = None
    at_most: int | None = None
    xml: str = ""


class Covers(Shape):
    """What a file speaks for: absence of a row is a deletion only inside it.

    `starts` and `ends` (or `starts` alone for an event) name the dates that decide whether a row lies inside the period; without
    them a row belongs to its file's own period.
    """

    kind: Literal["everything", "period", "window", "increment"]
    starts: str = ""
    ends: str = ""
    months: int | None = None


class XmlRows(Shape):
    """Where a table's rows stand in the XML form: an element below the record.

    Where several tables share an element, a table has a row only if one of `when_filled` holds text other than 0 or no.
    """

    element: str
    when_filled: tuple[str, ...] = ()


class SourceTable(Shape):
    """One table of a feed: how its file is recognised, its key, what it covers and its columns."""

    title: str
    file_names: tuple[str, ...]
    key: tuple[str, ...]
    child: str
    covers: Covers
    year_evidence: str = ""
    xml: XmlRows | None = None
    columns: dict[str, Column]


class Xml(Shape):
    """The XML form: its root element and the element that holds one child."""

    root: str
    record: str
    child: str


class Example(Shape):
    """A few lines of a file and what becomes of them."""

    why: str
    table: str
    given: str
    accepted: int
    rejected: int
    cell_problems: int


class FeedYear(Entry):
    """A collection year of a feed; a later year names its predecessor and only what changed."""

    period: str
    based_on: str = ""
    xml: Xml | None = None
    tables: dict[str, SourceTable] = {}
    columns: dict[str, dict[str, Column]] = {}
    removed_tables: tuple[str, ...] = ()
    removed_columns: dict[str, tuple[str, ...]] = {}
    example: tuple[Example, ...] = ()


class Feed(Entry):
    """A feed: its lawful basis, who gives it, how large a file may be, and its years."""

    about: str
    gateway: str
    conditions: tuple[str, ...]
    purposes: tuple[str, ...]
    agreement_expires: dt.date | None = None
    retention: str
    source: tuple[Source, ...]
    file_kinds: tuple[Literal["csv", "xml"], ...]
    period: Literal["collection_year"]
    max_megabytes: int
    max_rows: int
    years: dict[str, FeedYear] = {}

    def year(self, name: str) -> FeedYear:
        """Return the resolved definition of the year called `name`, such as `2017_18`."""
        return self.years[name]

    def year_for(self, period: str) -> FeedYear:
        """Return the definition in force for a collection year such as `2019-20`; the earliest or latest beyond both ends."""
        names = sorted(self.years)
        wanted = period.replace("-", "_")
        return self.years[max((name for name in names if name <= wanted), default=names[0])]


def problems_of_year(year: FeedYear, before: FeedYear | None) -> Iterator[str]:
    """Yield what a year says about tables that the year before, or the year itself, does not have."""
    tables = {} if before is None else before.tables
    known = tables.keys() | year.tables.keys()
    for key, named, among in (
        ("removed_tables", year.removed_tables, tables.keys()),
        ("removed_columns", tuple(year.removed_columns), tables.keys() - set(year.removed_tables)),
        ("columns", tuple(year.columns), known - set(year.removed_tables)),
    ):
        for name in (each for each in named if each not in among):
            near = nearest(name, among)
            yield f"{key}: there is no table '{name}' to change" + (f" – did you mean '{near}'?" if near else "")
    for name in year.removed_columns.keys() & tables.keys():
        for column in (each for each in year.removed_columns[name] if each not in tables[name].columns):
            yield f"removed_columns.{name}: the year before has no column '{column}'"


def resolve(year: FeedYear, before: FeedYear | None) -> FeedYear:
    """Return the whole definition of a year whose file says only how it differs from the year `before`."""
    if before is None:
        return year
    tables = {name: table for name, table in before.tables.items() if name not in year.removed_tables} | year.tables
    for name, gone in year.removed_columns.items():
        kept = {key: column for key, column in tables[name].columns.items() if key not in gone}
        tables[name] = tables[name].model_copy(update={"columns": kept})
    for name, added in year.columns.items():
        tables[name] = tables[name].model_copy(update={"columns": tables[name].columns | added})
    return year.model_copy(update={"tables": tables, "xml": year.xml or before.xml})
