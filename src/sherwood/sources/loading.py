"""Sources: lands files: keeps them as they came, types their rows and records deliveries; hands on a report of every file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from filelock import FileLock

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.sources.arrivals import Arrival, find
from sherwood.sources.before import FileKey, standing_files
from sherwood.sources.erasures import Erasures
from sherwood.sources.errors import Refused
from sherwood.sources.landing.deliveries import Delivery, Part, append, read_deliveries, standing
from sherwood.sources.landing.places import Landing, sweep, write_whole
from sherwood.sources.placing import (
    Accepted,
    Belonging,
    Placed,
    asked_period,
    gather,
    place,
    refuse_misplaced,
)
from sherwood.sources.reading import year_with
from sherwood.sources.reading_ahead import read_ahead
from sherwood.sources.recognising import MEGABYTE, Recognised, recognise_file
from sherwood.sources.report import FileEntry, LoadReport, Progress, Status, TableCounts
from sherwood.sources.rereading import RowKeeper
from sherwood.sources.without import without
from sherwood.vocabulary.periods import Period


def load(
    home: Home,
    authority: str,
    paths: Iterable[str | Path],
    received: dt.date | None = None,
    period: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Land the files at or below the paths, and say what became of each.

    `received` is the day they arrived (else a folder named by its date says so, else today); `period` the collection year, such as
    `2019-20`, or the day of a snapshot, such as `2026-11-20` (else names or dates say so). A file that can't be used is refused by
    name and stops no other. Nothing of a load counts before its delivery is written, which is its last step. Raises CatalogueError if
    the catalogue itself is broken.
    """
    shown = [str(path) for path in paths]
    try:
        asked = asked_period(period) if period else None
    except ValueError as error:
        return LoadReport(tuple(FileEntry(path, "refused", reasons=(str(error),)) for path in shown))
    catalogue = load_catalogue(home.council)
    lock = home.lock(f"landing-{authority}")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        landing = Landing.of(home, authority)
        sweep(landing)
        run = _Run(home, landing, authority, catalogue, progress or _silent, Erasures.of(home), asked)
        return run.all_of(shown, received)


def _silent(stage: str, item: str, done: int, total: int) -> None:
    """Report progress to nobody."""


# Files that are kept at the same time.
_AT_ONCE = 4
EMPTY_OF_NO_YEAR = (
    "the file has headings but no rows, and nothing says of which year: name its folder by the year, such as 2025-26,"
    " or give --period, if there really is nothing to return"
)


@dataclass
class _Run:
    """One load: what it has said so far and where it writes."""

    home: Home
    landing: Landing
    authority: str
    catalogue: Catalogue
    progress: Progress
    erasures: Erasures
    asked: Period | None = None
    left_out: dict[str, int] = field(default_factory=dict)
    entries: list[FileEntry] = field(default_factory=list)

    def all_of(self, shown: Sequence[str], received: dt.date | None) -> LoadReport:
        """Land everything below the paths."""
        found = find(shown, received, dt.datetime.now(dt.UTC).astimezone().date())
        self.entries.extend(FileEntry(each.shown, "refused", reasons=(each.reason,)) for each in found.missing)
        placed = place(list(self._accepted(found.arrivals)), self.asked, self._standing())
        self._read_ahead(placed)
        for belonging, files in gather(placed).items():
            self._deliver(belonging, files)
        order = {arrival.shown: at for at, arrival in enumerate(found.arrivals)}
        self.entries.sort(key=lambda entry: order.get(entry.path, -1))
        return LoadReport(tuple(self.entries), found.notes)

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """Every delivery there is, read once: the lock lets nobody else write one, and what this load records is added."""
        return read_deliveries(self.landing)

    def _read_ahead(self, placed: Sequence[Placed]) -> None:
        keeper = RowKeeper(self.landing, self.catalogue)
        unread = [each for each in placed if not keeper.has(each.file.found, each.period, each.load)]
        read_ahead(self.home, self.landing, unread, self.progress)

    def _standing(self) -> Mapping[FileKey, Delivery]:
        return standing_files(self.deliveries, self.catalogue)

    def _accepted(self, arrivals: Sequence[Arrival]) -> Iterator[Accepted]:
        """Yield the files that are kept, in their order; several at once, for each waits for the disk until it is safe there."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for done, (arrival, file) in enumerate(zip(arrivals, pool.map(self._accept, arrivals), strict=True)):
                self.progress("land", arrival.shown, done, len(arrivals))
                if file is not None:
                    yield file

    def _accept(self, arrival: Arrival) -> Accepted | None:
        """Recognise a file and keep it as it came, or say why it is refused."""
        try:
            content = self._content(arrival.path)
            found = recognise_file(arrival.path.name, content, self.catalogue.feeds)
            refuse_misplaced(arrival, found, self.asked)
        except Refused as refusal:
            self._refuse(arrival, str(refusal))
            return None
        content, erased = self._without_erased(found, arrival.path.name, content)
        if erased:
            self.left_out[arrival.shown] = erased
        digest = hashlib.sha256(content).hexdigest()
        kept = self.landing.file(digest)
        if not kept.exists():
            write_whole(kept, content)
        return Accepted(arrival, found, digest, kept)

    def _without_erased(self, found: Recognised, name: str, content: bytes) -> tuple[bytes, int]:
        """Return the content without the rows of people who were erased, which are not even kept; and how many these were."""
        if not self.erasures.any():
            return content, 0
        year = year_with(found.feed, max(each.period for each in found.feed.years.values()), found.table)
        return without(found, year, name, content, partial(self.erasures.is_erased, self.authority, found.feed.id))

    def _content(self, path: Path) -> bytes:
        """Return a file's bytes; raises Refused where it can't be read or is larger than any feed allows."""
        most = max((feed.max_megabytes for feed in self.catalogue.feeds.values()), default=0)
        try:
            if path.stat().st_size > most * MEGABYTE:
                raise Refused(
                    f"the file is larger than {most} megabytes, the most any return may have",
                    "split it, or check what it holds",
                )
            return path.read_bytes()
        except OSError as error:
            words = f"it can't be opened ({error.strerror})"
            raise Refused(words, "check the path and the rights of the account that runs Sherwood") from error

    def _refuse(self, arrival: Arrival, reason: str) -> None:
        self.entries.append(FileEntry(arrival.shown, "refused", received=arrival.received, reasons=(reason,)))

    def _deliver(self, belonging: Belonging, files: Sequence[Placed]) -> None:
        """Type the files of one delivery, then record those tables in which a file is new."""
        before = list(self.deliveries)
        parts: dict[Part, tuple[Placed, TableCounts]] = {}
        for at, file in enumerate(files):
            counts = self._type(file, at, len(files))
            if file.is_guessed and counts and not any(each.rows_read for each in counts.values()):
                # It would say that nobody was looked after in a year that nothing names.
                self._refuse(file.file.arrival, EMPTY_OF_NO_YEAR)
                continue
            for table, counted in counts.items():
                part = _part(file, table)
                if part.load in {each.load for each in parts if each.table == table}:
                    self._say(file, table, "already_loaded", counted, "it holds the same as another file of this load")
                else:
                    parts[part] = (file, counted)
        changed = {part.table for part in parts if not _stands(before, belonging, part)}
        if changed:
            self._record(belonging, [part for part in parts if part.table in changed])
        for part, (file, counted) in parts.items():
            status: Status = "already_loaded" if _stands(before, belonging, part) else "loaded"
            self._say(file, part.table, status, counted)

    def _type(self, file: Placed, done: int, total: int) -> dict[str, TableCounts]:
        """Return the counts of each table in a file, reading it unless its rows are there already."""
        keeper = RowKeeper(self.landing, self.catalogue)
        arrival, found = file.file.arrival, file.file.found
        self.progress("type", f"{arrival.shown} {found.table}".strip(), done, total)
        try:
            counts = dict(keeper.arriving(found, file.period, file.load, arrival.path.name, file.file.content).counts)
        except Refused as refusal:
            self._refuse(arrival, str(refusal))
            self._let_go(file.file.digest)
            return {}
        for reason in (reason for each in counts.values() for reason in each.refused):
            whose = (found.feed.id, "", file.period, arrival.received)
            self.entries.append(FileEntry(arrival.shown, "refused", *whose, reasons=(reason,)))
        return counts

    def _let_go(self, digest: str) -> None:
        """Keep no copy of a refused file, unless an earlier delivery rests on it."""
        if not any(part.sha256 == digest for each in self.deliveries for part in each.parts):
            self.landing.file(digest).unlink(missing_ok=True)

    def _record(self, belonging: Belonging, parts: Sequence[Part]) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        sequence = max((each.sequence for each in self.deliveries), default=0) + 1
        whose = (sequence, self.authority, belonging.feed, belonging.period, belonging.received, now)
        delivery = Delivery(*whose, parts=tuple(parts))
        append(self.landing, delivery)
        self.deliveries.append(delivery)

    def _about_erased(self, arrival: Arrival) -> str:
        rows = self.left_out.get(arrival.shown, 0)
        return f"{rows:,} rows of people who were erased were left out and are not kept" if rows else ""

    def _say(self, file: Placed, table: str, status: Status, counts: TableCounts, *reasons: str) -> None:
        arrival, feed = file.file.arrival, file.file.found.feed
        first = feed.year_for(file.period)
        late = () if table in first.tables else (f"'{table}' was not yet part of the return of {file.period}",)
        said = tuple(filter(None, (file.note, *late, *reasons, self._about_erased(arrival))))
        self.entries.append(
            FileEntry(arrival.shown, status, feed.id, table, file.period, arrival.received, counts, said)
        )


def _part(file: Placed, table: str) -> Part:
    found, arrival = file.file.found, file.file.arrival
    folder = arrival.folder.resolve().name
    return Part(table, file.load, file.file.digest, arrival.path.name, found.kind, file.definition_year, folder)


def _stands(deliveries: Sequence[Delivery], belonging: Belonging, part: Part) -> bool:
    """Whether the delivery that stood for the part's table when this one was received already holds the same content."""
    stands = standing(deliveries, belonging.feed, part.table, belonging.period, belonging.received)
    return stands is not None and part.load in {each.load for each in stands.parts_of(part.table)}
