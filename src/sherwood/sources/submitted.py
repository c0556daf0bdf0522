"""Sources: a return as it was submitted, row by row, for the rules of that return; hands on one table a table of the return.

Unlike the landing tables it leaves nothing out: rows that repeat a key, rows without one, and cells that could not be read keep their
text, because the rules are about them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Column, Feed, FeedYear, SourceTable
from sherwood.sources.cells.columns import ARROW_TYPES, type_column
from sherwood.sources.cells.parsers import parser_for
from sherwood.sources.errors import LandingError
from sherwood.sources.landing.deliveries import Part, read_deliveries, standing
from sherwood.sources.landing.places import Landing
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.xml_file import header_of
from sherwood.sources.readers.xml_places import Places, places_of
from sherwood.sources.reading import read_tables, year_with
from sherwood.sources.recognising import Recognised
from sherwood.sources.rereading import SEVERAL_TABLES
from sherwood.sources.typed import texts_of
from sherwood.store import Build

# What is read into another type, so that its text must stand beside it.
_READ_TYPES = frozenset({"date", "integer", "number"})
TEXT_SUFFIX = "_text"
_PLACES = ("case_row", "block_row")


def submitted_periods(home: Home, authority: str, feed: str, known_at: dt.date | None = None) -> list[str]:
    """The collection years for which a return of the feed has been received, in order."""
    return sorted({each.period for each in read_deliveries(Landing.of(home, authority), known_at) if each.feed == feed})


def submitted(
    build: Build,
    home: Home,
    authority: str,
    feed: str,
    period: str,
    *,
    suffix: str = "",
    only: frozenset[str] | None = None,
    known_at: dt.date | None = None,
) -> frozenset[str]:
    """Write the return of a year into a build, one table `<table><suffix>` each, and return those of which a file was received.

    Every table that the year declares is there, empty without a file. Columns are `source_row`, `source_id` (the child's number), and the
    declared ones: dates and numbers typed, with `<column>_text` as submitted beside them; all others as submitted, empty cells null.
    With `only`, tables that it does not name stay empty. Rows of a return whose rows stand in one another also have `case_row` and
    `block_row`, the same for all rows of a case and of a block in it (an assessment with its factors); its `header` is a table, too.
    """
    catalogue = load_catalogue(home.council)
    return_ = _Return(Landing.of(home, authority), catalogue, catalogue.feed(feed), period, known_at)
    received = set()
    for name, table in return_.year.tables.items():
        build.insert_arrow(f"{name}{suffix}", _empty(table, is_nested=return_.is_nested))
        for rows in return_.rows_of(name) if only is None or f"{name}{suffix}" in only else ():
            build.insert_arrow(f"{name}{suffix}", rows)
            received.add(f"{name}{suffix}")
    headers = list(return_.headers()) if return_.is_nested else []
    if headers:
        build.insert_arrow(f"header{suffix}", pa.Table.from_pylist(headers, _HEADER))
        received.add(f"header{suffix}")
    return frozenset(received)


_HEADER = pa.schema(
    [
        *((name, pa.string()) for name in ("source_row", "source_id", f"reference_date{TEXT_SUFFIX}")),
        ("reference_date", pa.date32()),
    ]
)


@dataclass(frozen=True)
class _Return:
    """One year's return of an authority, as far as was received by a day."""

    landing: Landing
    catalogue: Catalogue
    feed: Feed
    period: str
    known_at: dt.date | None
    read: dict[str, list[RawTable]] = field(default_factory=dict)
    places: dict[str, Places] = field(default_factory=dict)

    @property
    def year(self) -> FeedYear:
        """What the return of this year consists of."""
        return self.feed.year_for(self.period)

    @property
    def is_nested(self) -> bool:
        """Whether rows of this return stand in one another."""
        return any(column.above for table in self.year.tables.values() for column in table.columns.values())

    def rows_of(self, name: str) -> Iterator[pa.Table]:
        """Yield the rows of each file that makes up a table of the delivery that stands."""
        delivery = standing(read_deliveries(self.landing), self.feed.id, name, self.period, self.known_at)
        for part in delivery.parts_of(name) if delivery else ():
            for raw in self._tables_in(part):
                if raw.name == name:
                    rows = _typed(raw, self.year.tables[name], self.catalogue, part.load)
                    yield self._placed(rows, raw, part) if self.is_nested else rows

    def headers(self) -> Iterator[dict[str, object]]:
        """Yield what the header of each file of the delivery that stands says."""
        table = next(iter(self.year.tables))
        delivery = standing(read_deliveries(self.landing), self.feed.id, table, self.period, self.known_at)
        for part in delivery.parts_of(table) if delivery else ():
            text = header_of(self.landing.file(part.sha256).read_bytes()).get("ReferenceDate") or None
            yield {
                "source_row": f"{part.load}:0",
                f"reference_date{TEXT_SUFFIX}": text,
                "reference_date": _day(text or ""),
            }

    def _placed(self, rows: pa.Table, raw: RawTable, part: Part) -> pa.Table:
        """Say beside each row in which case and block of the file it stood."""
        shape, form = self.year.xml, self.year.tables[raw.name].xml
        if shape is None or form is None:
            return rows
        if part.load not in self.places:
            elements = {table.xml.element for table in self.year.tables.values() if table.xml}
            content = self.landing.file(part.sha256).read_bytes()
            self.places[part.load] = places_of(content, shape.record, elements)
        cases, blocks = self.places[part.load].cases[form.element], self.places[part.load].blocks[form.element]
        rows = rows.append_column("case_row", pa.array([f"{part.load}:{cases[line - 1]}" for line in raw.lines]))
        return rows.append_column("block_row", pa.array([f"{part.load}:{blocks[line - 1]}" for line in raw.lines]))

    def _tables_in(self, part: Part) -> list[RawTable]:
        """Read a stored file again; one that holds several tables is read once for all of them."""
        if part.load not in self.read:
            found = Recognised(self.feed, part.kind, "" if part.kind in SEVERAL_TABLES else part.table)
            year = year_with(self.feed, self.period, part.table)
            try:
                content = self.landing.file(part.sha256).read_bytes()
            except FileNotFoundError as error:
                raise LandingError(f"the stored file of {part.file} is gone: put it back from a backup") from error
            self.read[part.load] = read_tables(found, year, part.file, content)
        return self.read[part.load]


def _typed(raw: RawTable, table: SourceTable, catalogue: Catalogue, load: str) -> pa.Table:
    """Return every row that was read, each cell in its type or as it was written."""
    columns: dict[str, pa.Array] = {"source_row": pa.array([f"{load}:{line}" for line in raw.lines], pa.string())}
    for name, column in table.columns.items():
        columns |= _cells(raw, name, column, catalogue)
    columns["source_id"] = columns[table.child] if table.child else pa.nulls(len(raw.lines), pa.string())
    return pa.table(columns)


def _cells(raw: RawTable, name: str, column: Column, catalogue: Catalogue) -> dict[str, pa.Array]:
    texts = texts_of(raw, name, column)
    texts = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    trimmed = pc.utf8_trim_whitespace(texts)
    as_written = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    if column.type in _READ_TYPES:
        values = type_column(texts, column, parser_for(column, catalogue.codelists)).values
        return {name: values, f"{name}{TEXT_SUFFIX}": as_written}
    if column.type == "identifier":
        return {name: type_column(texts, column, parser_for(column, catalogue.codelists)).values}
    return {name: as_written}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _empty(table: SourceTable, *, is_nested: bool) -> pa.Table:
    places = [pa.field(name, pa.string()) for name in _PLACES if is_nested]
    return pa.schema([*_fields(table.columns), *places]).empty_table()


def _fields(columns: Mapping[str, Column]) -> Iterator[pa.Field]:
    yield pa.field("source_row", pa.string())
    for name, column in columns.items():
        is_read = column.type in _READ_TYPES
        yield pa.field(name, ARROW_TYPES[column.type] if is_read else pa.string())
        if is_read:
            yield pa.field(f"{name}{TEXT_SUFFIX}", pa.string())
    yield pa.field("source_id", pa.string())
