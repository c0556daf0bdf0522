"""Sources: makes sure that a stored file's rows are there under the present definition, reading the file again if not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.feed import Feed
from sherwood.sources.errors import LandingError, Refused
from sherwood.sources.landing.deliveries import Delivery, Part, all_standing
from sherwood.sources.landing.places import Landing
from sherwood.sources.landing.rows import COUNTS, definition_hash, read_counts, write_rows
from sherwood.sources.reading import read_tables, year_with
from sherwood.sources.recognising import Recognised, every_table
from sherwood.sources.report import TableCounts
from sherwood.sources.typed import Origin, type_table

# The forms in which one file holds several tables.
SEVERAL_TABLES = frozenset({"xml", "xlsx"})


def feed_of(catalogue: Catalogue, delivery: Delivery) -> Feed:
    """The feed of a delivery; raises LandingError if the catalogue no longer has it."""
    if delivery.feed not in catalogue.feeds:
        raise LandingError(
            f"files of '{delivery.feed}' were loaded, but the catalogue no longer has that feed: put it back"
        )
    return catalogue.feeds[delivery.feed]


def standing_tables(deliveries: Sequence[Delivery], catalogue: Catalogue) -> list[tuple[str, Delivery]]:
    """Each table with the deliveries that stand for it: of a table that is whole in a snapshot that one and what came after it.

    Each such snapshot says again what is wrong, so that only the last one's problems are open.
    """

    def is_whole(delivery: Delivery, table: str) -> bool:
        declared = catalogue.feeds[delivery.feed]
        covers = every_table(declared)[table].covers
        is_of_changes = all(covers.is_of_changes(part.file) for part in delivery.parts_of(table))
        return declared.is_snapshot and covers.kind != "increment" and not is_of_changes

    return all_standing(deliveries, is_whole)


@dataclass(frozen=True)
class LoadedRows:
    """Where a load's rows are and what was counted in each of its tables."""

    folder: Path
    counts: Mapping[str, TableCounts]


@dataclass(frozen=True)
class RowKeeper:
    """Knows where rows belong under the present catalogue and puts them there."""

    landing: Landing
    catalogue: Catalogue

    def folder(self, found: Recognised, period: str, load: str) -> Path:
        """The folder of a load's rows under the definition of its year."""
        year = year_with(found.feed, period, found.table)
        return self.landing.rows(definition_hash(self.catalogue, year), load)

    def has(self, found: Recognised, period: str, load: str) -> bool:
        """Whether a load's rows are there under the definition of its year."""
        return (self.folder(found, period, load) / COUNTS).exists()

    def type_content(self, found: Recognised, period: str, load: str, name: str, content: bytes) -> LoadedRows:
        """Read and type a file's content and keep the rows; raises Refused if it can't be read to its end."""
        year = year_with(found.feed, period, found.table)
        origin = Origin(found.feed.id, load, name, found.kind)
        raw_tables = read_tables(found, year, name, content)
        tables = [type_table(raw, year.tables[raw.name], self.catalogue.codelists, origin) for raw in raw_tables]
        folder = self.folder(found, period, load)
        write_rows(folder, tables)
        return LoadedRows(folder, {table.name: table.counts for table in tables})

    def arriving(self, found: Recognised, period: str, load: str, name: str, content: bytes) -> LoadedRows:
        """The rows of a file that arrives, read only if they are not there yet; raises Refused if it can't be read to its end."""
        folder = self.folder(found, period, load)
        counts = read_counts(folder)
        return (
            LoadedRows(folder, counts) if counts is not None else self.type_content(found, period, load, name, content)
        )

    def of(self, delivery: Delivery, part: Part) -> LoadedRows:
        """The rows of one part of a delivery; raises LandingError if its file is gone or no longer fits the definition."""
        feed = feed_of(self.catalogue, delivery)
        found = Recognised(feed, part.kind, "" if part.kind in SEVERAL_TABLES else part.table)
        folder = self.folder(found, delivery.period, part.load)
        counts = read_counts(folder)
        if counts is not None and part.table in counts:
            return LoadedRows(folder, counts)
        path = self.landing.file(part.sha256)
        try:
            return self.type_content(found, delivery.period, part.load, part.file, path.read_bytes())
        except FileNotFoundError as error:
            raise LandingError(f"the stored file of {part.file} ({path}) is gone: put it back from a backup") from error
        except Refused as refusal:
            raise LandingError(
                f"{part.file} was loaded before but no longer fits its definition: {refusal}"
            ) from refusal
