"""Feeds: the files a council holds, column by column, year by year, with the lawful basis of using them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape, Source
from sherwood.definitions.shapes.identifying import AdoptionOrder, Identifies
from sherwood.vocabulary.periods import collection_year
from sherwood.vocabulary.spellings import nearest, normalised

CellType = Literal["identifier", "text", "code", "codes", "date", "integer", "number", "postcode", "flag"]
FileFormat = Literal["csv", "xml", "xlsx", "parquet"]
DASHES_OF_A_DAY = 2
CODED = ("code", "codes")


class Column(Shape):
    """One column of a source table as the feed's own guide names it.

    `reading = "loose"` reads codes as councils spell them (labels, template letters, other cases); `xml` names its element, which
    with `above` is looked up in the nearest element above the row's own that has a child element of that name. `default` is the
    value of every row of a file that has no such column, as where figures are not split by sex.
    """

    header: str
    type: CellType
    means: str
    aliases: tuple[str, ...] = ()
    codelist: str = ""
    reading: Literal["strict", "loose"] = "strict"
    required: bool = False
    at_least: int | None = None
    at_most: int | None = None
    default: str = ""
    xml: str = ""
    above: bool = False


class Covers(Shape):
    """What a file speaks for: absence of a row is a deletion only inside it.

    `starts` and `ends` (or `starts` alone for an event) name the dates that decide whether a row lies inside the period, or for a
    `window` inside the `months` up to the day of the file; without them a row of a `period` belongs to its file's own.
    `over_at_once` names a flag: a row where it is true is over on the day it starts, whether or not it has an end.
    `changes` is how the name of a file ends, before its kind, that holds only what is new or changed since the one before: of such a
    file absence says nothing.
    """

    kind: Literal["everything", "period", "window", "increment"]
    starts: str = ""
    ends: str = ""
    over_at_once: str = ""
    months: int | None = None
    changes: str = ""

    def is_of_changes(self, file: str) -> bool:
        """Whether a file, by its name, holds only what is new or changed."""
        return bool(self.changes) and file.rpartition(".")[0].lower().endswith(self.changes)


class XmlRows(Shape):
    """Where a table's rows stand in the XML form: an element below the record, or only those `within` another one.

    Where several tables share an element, a table has a row only if one of `when_filled` says something: a column of the table any
    code but 0, for NO may be a code of its own; a flag that is no column of it neither 0 nor no. Where the element itself is the
    value, as with a list of disabilities, `value_of` names the column that takes its text.
    """

    element: str
    within: str = ""
    value_of: str = ""
    when_filled: tuple[str, ...] = ()


class SourceTable(Shape):
    """One table of a feed: how its file or sheet is recognised, its key, what it covers and its columns.

    `child` names the column of the child's number; a table whose rows are not each of one child has none. `identifies` says which
    of its columns tell who the person is, `adoption_order` which tell of one: from that day on nobody is matched with the child's birth.
    """

    title: str
    file_names: tuple[str, ...]
    sheet_names: tuple[str, ...] = ()
    key: tuple[str, ...]
    child: str = ""
    identifies: Identifies | None = None
    adoption_order: AdoptionOrder | None = None
    covers: Covers
    year_evidence: str = ""
    xml: XmlRows | None = None
    columns: dict[str, Column]

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """The column that each known heading, without what people change in a spelling, stands for."""
        return {
            normalised(spelling): name
            for name, column in self.columns.items()
            for spelling in (column.header, *column.aliases)
        }


class Xml(Shape):
    """The XML form: its root element, the element that holds one child and the one that holds the child's number.

    Other returns have a root of the same name: the file is this feed's only if every element of `holds` occurs in it.
    """

    root: str
    record: str
    child: str
    holds: tuple[str, ...] = ()


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
    """A feed: its lawful basis, who gives it, how large a file may be, and its years.

    `period` says what a file speaks of: a collection year, or the day of a snapshot. Feeds of one `numbering` use the same numbers
    for the same children; a feed that numbers nobody else's children leaves it empty. `people` says who they are: those the
    council works with (`involved`), or a `population` of whom most are unknown to it, such as the pupils of every school. Feeds of one
    `cohort` speak of the same small circle of people, such as the children in care: there a likeness is seldom chance.
    """

    about: str
    gateway: str
    conditions: tuple[str, ...]
    purposes: tuple[str, ...]
    agreement_expires: dt.date | None = None
    retention: str
    source: tuple[Source, ...]
    file_kinds: tuple[FileFormat, ...]
    period: Literal["collection_year", "snapshot"]
    numbering: str = ""
    people: Literal["involved", "population"] = "involved"
    cohort: str = ""
    late_after_days: int | None = None
    max_megabytes: int
    max_rows: int
    years: dict[str, FeedYear] = {}

    def year(self, name: str) -> FeedYear:
        """Return the resolved definition of the year called `name`, such as `2017_18`."""
        return self.years[name]

    def latest_tables(self) -> dict[str, SourceTable]:
        """Return every table the feed has had, each as its latest year declares it."""
        return {name: table for _, year in sorted(self.years.items()) for name, table in year.tables.items()}

    def columns_of(self, table: str) -> frozenset[str]:
        """Return the columns a table has had in any year; none for a table the feed never had."""
        years = (year.tables[table] for year in self.years.values() if table in year.tables)
        return frozenset(column for found in years for column in found.columns)

    @property
    def is_snapshot(self) -> bool:
        """Whether a file speaks of a day, and not of a whole collection year."""
        return self.period == "snapshot"

    def year_for(self, period: str) -> FeedYear:
        """Return the definition in force for a collection year such as `2019-20`; the earliest or latest beyond both ends."""
        names = sorted(self.years)
        wanted = definition_year(period)
        return self.years[max((name for name in names if name <= wanted), default=names[0])]


def definition_year(period: str) -> str:
    """The name a definition would have for a period, such as `2019_20`; that of a day is the collection year it lies in."""
    is_day = period.count("-") == DASHES_OF_A_DAY
    return (collection_year(dt.date.fromisoformat(period)).label if is_day else period).replace("-", "_")


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


def problems_of_feed(feed: Feed) -> Iterator[str]:
    """Yield what a feed's tables declare and could not keep: a window without its length, a period in a snapshot, codes of no list."""
    for year in feed.years.values():
        for name, table in year.tables.items():
            place = f"sources/{year.id}.toml [tables.{name}]"
            if table.covers.kind == "window" and not (table.covers.starts and table.covers.months):
                yield f"{place}: covers: a window needs starts, the date it is held against, and its months"
            if table.covers.kind == "period" and feed.is_snapshot:
                yield f"{place}: covers: a snapshot has no period; it covers everything, a window, or is an increment"
            for column in (key for key, each in table.columns.items() if each.type in CODED and not each.codelist):
                yield f"{place}: column '{column}' holds codes and names no code list: add codelist"
            yield from (f"{place}: identifies: {each}" for each in _unknown_to_identify(feed, name, table))


def _unknown_to_identify(feed: Feed, name: str, table: SourceTable) -> Iterator[str]:
    """Yield what a table says of telling people apart and no year of it holds: a column may come or go from year to year."""
    held, order = feed.columns_of(name), table.adoption_order
    if order is not None:
        missing = (column for column in (order.date, *order.only) if column not in held)
        yield from (f"adoption_order: there is no column '{column}'" for column in missing)
    if table.identifies is None:
        return
    if not table.child:
        yield "the rows are of no one person: add child, the column of the person's number"
    yield from (f"there is no column '{column}'" for column in table.identifies.own_columns() if column not in held)
    place = table.identifies.found_in
    if place is not None:
        there = feed.columns_of(place.table)
        missing = (column for column in table.identifies.other_columns() if column not in there)
        yield from (f"'{place.table}' has no column '{column}'" for column in missing)


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
