"""Sources: gives each recognised file its collection year or its day, and gathers what arrived together into deliveries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sherwood.definitions.shapes.feed import definition_year
from sherwood.sources.arrivals import Arrival
from sherwood.sources.before import FileKey
from sherwood.sources.errors import Refused
from sherwood.sources.landing.deliveries import Delivery
from sherwood.sources.landing.places import load_id
from sherwood.sources.readers.xml_file import collection_year_of
from sherwood.sources.reading import read_tables, year_with
from sherwood.sources.recognising import Recognised
from sherwood.sources.years import latest_complete_year, year_of_dates
from sherwood.vocabulary.periods import Period, parse


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

    @property
    def year_said(self) -> str | None:
        """The collection year that the file itself says it is of, as the header of an XML form does."""
        try:
            return collection_year_of(self.content) if self.found.kind == "xml" else None
        except Refused:
            return None  # the same refusal is reported when the file is read for its rows


@dataclass(frozen=True)
class Placed:
    """A recognised file with the collection year or day it is of, how that was told, and whether nothing told it."""

    file: Accepted
    period: str
    note: str
    is_guessed: bool = False

    @property
    def definition_year(self) -> str:
        """The name under which the catalogue would keep the year's definition."""
        return definition_year(self.period)

    @property
    def load(self) -> str:
        """The load that reads the file so."""
        return load_id(self.file.digest, self.file.found.feed.id, self.definition_year)


@dataclass(frozen=True)
class Belonging:
    """What one delivery is of: a feed, a collection year or day, and the day it was received."""

    feed: str
    period: str
    received: dt.date


def asked_period(label: str) -> Period:
    """The collection year or the day that a person asks a load to be of; raises ValueError, naming both forms, for anything else."""
    for grain in ("year", "day"):
        try:
            return parse(label, grain)
        except ValueError:
            continue
    raise ValueError(
        f"'{label}' is neither a year nor a day: write a collection year as 2020-21, or the day of a snapshot as 2021-03-19"
    )


def refuse_misplaced(arrival: Arrival, found: Recognised, asked: Period | None) -> None:
    """Raise Refused for a file that can't be of the period asked for, or whose name says that it speaks of a day to come."""
    wanted = "day" if found.feed.is_snapshot else "year"
    if asked is not None and asked.grain != wanted:
        form = "the day, such as 2026-11-20" if found.feed.is_snapshot else "the collection year, such as 2025-26"
        raise Refused(
            f"{found.feed.title} speaks of a {wanted}, and '{asked.label}' is none", f"load it by itself, giving {form}"
        )
    day = asked.first_day if asked else arrival.day
    if found.feed.is_snapshot and day is not None and day > arrival.received:
        # Taken at its word it would stand above every later file.
        raise Refused(
            f"it would speak of {day:%d/%m/%Y}, but it was received on {arrival.received:%d/%m/%Y}",
            "correct the day in its name, or give the day it was received",
        )


def place(files: Sequence[Accepted], asked: Period | None, standing: Mapping[FileKey, Delivery]) -> list[Placed]:
    """Give every file its year or day: the one asked for, else one that its names or it speak of, else its set's, else a default.

    `standing` are the stored files that stand: a set of which nothing tells the day and nothing is new keeps the day it has.
    """
    of_years = [file for file in files if not file.found.feed.is_snapshot]
    told = _years_of_sets(of_years) if asked is None else {}
    days = _days_of_sets(files)
    is_new = {_set(file) for file in files if _stood(file, standing) is None}
    return [
        _of_day(file, asked, days.get(_set(file)), None if _set(file) in is_new else _stood(file, standing))
        if file.found.feed.is_snapshot
        else _of_year(file, asked, told.get(file.arrival.folder))
        for file in files
    ]


def gather(files: Iterable[Placed]) -> dict[Belonging, list[Placed]]:
    """Gather the files by the delivery they belong to."""
    together: dict[Belonging, list[Placed]] = defaultdict(list)
    for each in files:
        together[Belonging(each.file.found.feed.id, each.period, each.file.arrival.received)].append(each)
    return together


def _of_day(file: Accepted, asked: Period | None, told: dt.date | None, stood: Delivery | None) -> Placed:
    """Place a snapshot; the default is the day on which the same file stands already, else the day it was received."""
    arrival = file.arrival
    day = asked.first_day if asked else arrival.day
    note = ""
    if day is None and told is not None:
        day, note = told, f"read as of {told:%d/%m/%Y}, as the files beside it are named"
    if day is None and stood is not None:
        day = stood.span.last_day
        note = f"the same file was already loaded as of {day:%d/%m/%Y}; name the day (folder or file name, or --period) to say otherwise"
    if day is None:
        day = arrival.received
        note = f"read as of {day:%d/%m/%Y}, the day it was received; name it or its folder by another day to say so"
    return Placed(file, day.isoformat(), note)


def _of_year(file: Accepted, asked: Period | None, told: str | None) -> Placed:
    """Place a return of a collection year; the default is the last year complete on receipt."""
    note = _against(file, asked)
    named = asked.label if asked else file.arrival.year or file.year_said
    chosen = named
    if chosen is None and told is not None:
        chosen, note = told, f"read as the return of {told}, the year of the dates that arrived with it"
    if chosen is None:
        chosen = latest_complete_year(file.arrival.received)
        note = f"read as the return of {chosen}, the last year complete on receipt; name the folder {chosen} or another year to say so"
    return Placed(file, chosen, note, is_guessed=named is None and told is None)


def _against(file: Accepted, asked: Period | None) -> str:
    """Say that a file's own header or dates speak of another year than the one asked for; nothing where they don't."""
    if asked is None:
        return ""
    said, whose = file.year_said, "its header says"
    if said is None:
        said, whose = max(_evidence(file), default=None), "the dates are of"
    return f"{whose} {said}, read as {asked.label} because --period says so" if said not in (None, asked.label) else ""


def _stood(file: Accepted, standing: Mapping[FileKey, Delivery]) -> Delivery | None:
    """Return the delivery in which the same content stands, as far as it was there when the file was received."""
    found = standing.get((file.found.feed.id, file.digest))
    return found if found is not None and found.received <= file.arrival.received else None


def _set(file: Accepted) -> tuple[Path, str]:
    return file.arrival.folder, file.found.feed.id


def _days_of_sets(files: Sequence[Accepted]) -> dict[tuple[Path, str], dt.date]:
    """Return for each folder and feed the latest day that a file of it names."""
    days: dict[tuple[Path, str], dt.date] = {}
    for file in files:
        day = file.arrival.day
        if day is not None:
            days[_set(file)] = max(day, days.get(_set(file), day))
    return days


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
        if column is not None and (year := year_of_dates(raw.texts(column), file.arrival.received)):
            yield year
