"""Job: from a figure to the rows it adds up, each with the file and line it was read in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sherwood.access import Viewer
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import reader_known_at
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.history.figure import Figure, Wanted, figure_of
from sherwood.jobs.history.places import Place, places_of, stored_files
from sherwood.store import Reader
from sherwood.warehouse import origins


@dataclass(frozen=True)
class Lineage:
    """A figure, the rows of children the viewer may open with their places, and how many rows stay closed."""

    wanted: Wanted
    figure: Figure
    rows: tuple[tuple[Mapping[str, Any], Place], ...]
    closed: int

    def by_file(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield each file with its sum, the day it last came and its rows, most rows first."""
        counted = Counter((place.file.shown, place.file.sha256, place.file.received) for _, place in self.rows)
        for (shown, sha256, received), rows in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            yield shown, sha256, received, rows

    def to_json(self) -> dict[str, Any]:
        """Return the whole as plain values."""
        point = self.figure.point
        return {
            "measure": self.wanted.measure.id,
            "period": self.wanted.period.label,
            "build": self.figure.reader.build_id,
            "numerator": point.numerator,
            "denominator": point.denominator,
            "value": point.value,
            "closed_rows": self.closed,
            "files": [
                {"file": shown, "sha256": sha256, "received": received, "rows": rows}
                for shown, sha256, received, rows in self.by_file()
            ],
            "rows": [_row(row, place) for row, place in self.rows],
        }

    def in_words(self) -> Iterator[str]:
        """Yield the lines `sherwood lineage number` prints."""
        yield f"{self.wanted.measure.title}, {self.wanted.period.label} (build {self.figure.reader.build_id})"
        yield f"{len(self.rows):,} rows of {len(list(self.by_file())):,} files; {self.closed:,} rows are closed to you."
        for shown, sha256, received, rows in self.by_file():
            yield f"  {shown} ({sha256[:16]}), received {received}: {rows:,} rows"
        for row, place in self.rows:
            yield f"    {row['record_key']}: {place.table}, {place.file.shown} line {place.line}"


def lineage_of_number(
    home: Home,
    authority: str,
    name: str,
    *,
    period: str,
    where: Mapping[str, str],
    known_at: dt.date | None,
    as_user: str | None,
) -> Lineage:
    """Follow a figure to its files and lines; the look is written to the audit trail first. Raises NotAllowed, UnknownEntry."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    reader = reader_known_at(home, authority, known_at) if known_at else Reader.current(home, authority)
    catalogue = load_catalogue(home.council)
    return followed(home, reader, catalogue, viewer, Wanted.of(catalogue, name, period, where))


def followed(home: Home, reader: Reader, catalogue: Catalogue, viewer: Viewer, wanted: Wanted) -> Lineage:
    """Follow a figure of one build for one viewer."""
    figure = figure_of(reader, catalogue, viewer, wanted, f"lineage of {wanted.measure.id}")
    rows = [row for row in figure.rows if row["record_key"]]
    made_of = origins(catalogue, [wanted.measure.counts])
    places = places_of(reader, viewer, stored_files(home, viewer.authority), made_of, rows)
    return Lineage(wanted, figure, tuple(zip(rows, places, strict=True)), len(figure.rows) - len(rows))


def _row(row: Mapping[str, Any], place: Place) -> dict[str, Any]:
    return {
        "record_key": row["record_key"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "table": place.table,
        "file": place.file.shown,
        "sha256": place.file.sha256,
        "line": place.line,
        "received": place.file.received,
    }
