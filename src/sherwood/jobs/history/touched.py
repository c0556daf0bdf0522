"""Job: from a file to the tables and figures that its rows stand in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood.access import Permission, Viewer, require, rows_of_load
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.history.figure import Wanted, figure_of
from sherwood.jobs.history.places import StoredFile, stored_files
from sherwood.store import Reader
from sherwood.vocabulary.periods import period_of

SHORTEST_SUM = 8


@dataclass(frozen=True)
class Touched:
    """A stored file, the rows of it that stand in each table, and those that each figure adds up."""

    file: StoredFile
    load: str
    tables: Mapping[str, int]
    figures: tuple[tuple[Wanted, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the whole as plain values."""
        return {
            "file": self.file.shown,
            "sha256": self.file.sha256,
            "feed": self.file.feed,
            "received": self.file.received,
            "load": self.load,
            "tables": [{"table": name, "rows": rows} for name, rows in self.tables.items()],
            "numbers": [
                {"measure": wanted.measure.id, "period": wanted.period.label, "rows": rows}
                for wanted, rows in self.figures
            ],
        }

    def in_words(self) -> Iterator[str]:
        """Yield the lines `sherwood lineage file` prints."""
        yield f"{self.file.shown} ({self.file.sha256[:16]}), {self.file.feed} {self.file.period}, received {self.file.received}"
        yield from (f"  table {name}: {rows:,} rows stand" for name, rows in self.tables.items())
        yield from (f"  {wanted.measure.id} {wanted.period.label}: {rows:,} rows" for wanted, rows in self.figures)
        if not self.tables:
            yield "  No row of it stands: later files have taken the place of all."


def figures_touched(
    home: Home, authority: str, asked: str, *, period: str | None, as_user: str | None
) -> tuple[Touched, ...]:
    """Follow a file, named by its path, its name or the beginning of its sha256, to the figures of a period (without one, the latest).

    Raises Problem if no such file arrived, NotAllowed.
    """
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.DATA_READ)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    found = _loads(stored_files(home, authority), asked)
    if not found:
        raise Problem(f"no file '{asked}' has arrived: give its path, its name or the first figures of its sha256")
    return tuple(touched(reader, catalogue, viewer, load, file, period) for load, file in found.items())


def touched(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, load: str, file: StoredFile, period: str | None
) -> Touched:
    """Follow one load to the tables its rows stand in and the figures that count them."""
    tables = {name: rows for name in _tables_with_rows(catalogue) if (rows := rows_of_load(reader, name, load))}
    wanted = [each for each in _wanted(catalogue, reader, period) if each.measure.counts in tables]
    reason = f"numbers of load {load}"
    counts = [(each, len(figure_of(reader, catalogue, viewer, each, reason, load=load).rows)) for each in wanted]
    return Touched(file, load, tables, tuple(each for each in counts if each[1]))


def _loads(files: Mapping[str, StoredFile], asked: str) -> dict[str, StoredFile]:
    """The loads of the file meant; a file that was read as two years' return has two."""
    path = Path(asked)
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else asked
    return {
        load: file
        for load, file in files.items()
        if (len(digest) >= SHORTEST_SUM and file.sha256.startswith(digest))
        or (digest == asked and asked in (file.shown, file.shown.rpartition("/")[2]))
    }


def _tables_with_rows(catalogue: Catalogue) -> Sequence[str]:
    return [name for name, table in sorted(catalogue.tables.items()) if "source_row" in table.columns]


def _wanted(catalogue: Catalogue, reader: Reader, period: str | None) -> Iterator[Wanted]:
    """Each measure with the period asked for, or its own latest."""
    last = dt.date.fromisoformat(reader.manifest["data_date"])
    for measure in catalogue.measures.values():
        label = period or period_of(last, measure.grain).label
        yield Wanted.of(catalogue, measure.id, label, {})
