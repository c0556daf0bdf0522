"""Sources: gives each recognised file its collection year, and gathers what arrived together into deliveries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sherwood.sources.arrivals import Arrival
from sherwood.sources.errors import Refused
from sherwood.sources.landing.places import load_id
from sherwood.sources.reading import Recognised, read_tables, year_with
from sherwood.sources.years import latest_complete_year, year_of_dates


@dataclass(frozen=True)
class Accepted:
    """A file that was recognised and is kept as it came, under the sha256 of its content."""

    arrival: Arrival
    found: Recognised
    digest: str
    kept: Path

    @property
    def content(self) -> bytes:
        """The bytes as they came."""
        return self.kept.read_bytes()


@dataclass(frozen=True)
class Placed:
    """A recognised file with the collection year it is of, how that was told, and the load that reads it so."""

    file: Accepted
    period: str
    note: str
    load: str
    is_guessed: bool = False

    @property
    def definition_year(self) -> str:
        """The name under which the catalogue keeps the year's definition."""
        return self.period.replace("-", "_")


@dataclass(frozen=True)
class Belonging:
    """What one delivery is of: a feed, a collection year and the day it was received."""

    feed: str
    period: str
    received: dt.date


def place(files: Sequence[Accepted], period: str | None) -> list[Placed]:
    """Give every file its year: the one asked for, else one its names speak of, else its set's dates, else the last complete one."""
    told = _years_of_sets(files) if period is None else {}
    return [_placed(file, period, told.get(file.arrival.folder)) for file in files]


def gather(files: Iterable[Placed]) -> dict[Belonging, list[Placed]]:
    """Gather the files by the delivery they belong to."""
    together: dict[Belonging, list[Placed]] = defaultdict(list)
    for each in files:
        together[Belonging(each.file.found.feed.id, each.period, each.file.arrival.received)].append(each)
    return together


def _placed(file: Accepted, period: str | None, told: str | None) -> Placed:
    note = ""
    chosen = period or file.arrival.year
    if chosen is None and told is not None:
        chosen, note = told, f"read as the return of {told}, the year of the dates that arrived with it"
    if chosen is None:
        chosen = latest_complete_year(file.arrival.received)
        note = f"read as the return of {chosen}, the last year complete on receipt; name the folder {chosen} or another year to say so"
    is_guessed = period is None and file.arrival.year is None and told is None
    load = load_id(file.digest, file.found.feed.id, chosen.replace("-", "_"))
    return Placed(file, chosen, note, load, is_guessed)


def _years_of_sets(files: Sequence[Accepted]) -> dict[Path, str]:
    """Return for each folder the year its files' dates speak of, where a file of it has no year in its names."""
    years: dict[Path, list[str]] = defaultdict(list)
    for file in files:
        if file.arrival.year is None:
            years[file.arrival.folder].extend(_evidence(file))
    return {folder: max(found) for folder, found in years.items() if found}


def _evidence(file: Accepted) -> Iterator[str]:
    """Yield the year that the dates of a file speak of, if it holds a table that is evidence of the year."""
    table = file.found.table
    newest = file.found.feed.years[max(file.found.feed.years)]
    evident = {
        name: each.year_evidence for name, each in newest.tables.items() if each.year_evidence and table in ("", name)
    }
    if not evident:
        return
    try:
        raw_tables = read_tables(
            file.found, year_with(file.found.feed, newest.period, table), str(file.arrival.path.name), file.content
        )
    except Refused:
        return  # the same refusal is reported when the file is read for its rows
    for raw in raw_tables:
        column = evident.get(raw.name)
        if column is not None and (year := year_of_dates(raw.columns.get(column, ()), file.arrival.received)):
            yield year
