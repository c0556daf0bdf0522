"""The web: what was loaded and what was wrong with it, as tables without a child's number or any cell's content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sherwood.reports.document import Cell, Table, TableColumn
from sherwood.reports.words import short_day

LOADED = (
    "feed",
    "table_name",
    "period",
    "file",
    "received",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "cell_problems",
)
WORDS = {"row": "Rows rejected", "cell": "Cells emptied"}


class Found(Protocol):
    """What of a problem may be shown: where it lies, not what stood there."""

    @property
    def feed(self) -> str:
        """The feed it came with."""

    @property
    def table_name(self) -> str:
        """The table of the feed."""

    @property
    def column_name(self) -> str:
        """The column, empty where the whole row is meant."""

    @property
    def reason(self) -> str:
        """Why it could not be read; the reason never repeats what stood there."""

    @property
    def severity(self) -> str:
        """Whether the row was rejected (`row`) or the cell emptied (`cell`)."""


def deliveries(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return one row for each table of each file that was loaded, the newest first."""
    newest = sorted(rows, key=lambda row: (row["received"], row["feed"], row["table_name"]), reverse=True)
    labels = ("Feed", "Table", "Year", "File", "Received", "Rows read", "Accepted", "Rejected", "Cells emptied")
    columns = tuple(TableColumn(label, is_number=place > 4) for place, label in enumerate(labels))
    return Table("What was loaded", columns, tuple(map(_delivery, newest)), empty="Nothing has been loaded yet.")


def _delivery(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Return one table of one file."""
    words = [Cell(str(row[name])) for name in LOADED[:4]]
    numbers = [Cell(f"{row[name]:,}", number=row[name]) for name in LOADED[5:]]
    return (*words, Cell(short_day(row["received"]), date=row["received"]), *numbers)


def problems(found: Iterable[Found]) -> Table:
    """Return how often each column of each table was wrong, the worst first."""
    counted = Counter((each.feed, each.table_name, each.column_name, each.severity, each.reason) for each in found)
    rows = tuple(
        (
            Cell(feed),
            Cell(table),
            Cell(column or "whole row"),
            Cell(reason),
            Cell(WORDS[severity]),
            Cell(f"{times:,}", number=times),
        )
        for (feed, table, column, severity, reason), times in counted.most_common()
    )
    labels = ("Feed", "Table", "Column", "Why", "What happened", "How often")
    columns = tuple(TableColumn(label, is_number=label == "How often") for label in labels)
    return Table("What could not be read", columns, rows, empty="Every row and every cell could be read.")
