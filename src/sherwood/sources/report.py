"""Sources: what became of the files given to one load, handed to the command line and to the refresh as a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["loaded", "already_loaded", "refused"]
Severity = Literal["row", "cell"]
# Called before each step with its stage (`land`, `type`), what it is about, how many are done and how many there are.
Progress = Callable[[str, str, int, int], None]


@dataclass(frozen=True)
class Problem:
    """A rejected row (`row`) or an emptied cell (`cell`): where it stands, what is wrong, what to do.

    `line` counts physical lines of a CSV (the header is 1) or occurrences of the element in an XML file. `file` is the
    file with the folder it arrived in; `period` the collection year or day of its delivery.
    """

    feed: str
    table_name: str
    load: str
    file: str
    sheet: str
    line: int
    column_name: str
    value: str
    reason: str
    remedy: str
    severity: Severity
    period: str = ""


@dataclass(frozen=True)
class CellCounts:
    """Filled cells of one column: read = typed + problems + in_rejected_rows."""

    read: int
    typed: int
    problems: int
    in_rejected_rows: int

    def to_json(self) -> dict[str, int]:
        """The four numbers by name."""
        return {
            "read": self.read,
            "typed": self.typed,
            "problems": self.problems,
            "in_rejected_rows": self.in_rejected_rows,
        }


@dataclass(frozen=True)
class TableCounts:
    """Rows and cells of one table of one file, and what a person should know about how it was read.

    Blank rows are neither read nor rejected; the notes say how many there were. `refused` names, with the first table of a
    workbook, each sheet that looks like a table of its feed and could not be read.
    """

    rows_read: int = 0
    rows_accepted: int = 0
    cell_problems: int = 0
    columns: Mapping[str, CellCounts] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def rows_rejected(self) -> int:
        """Rows that could not be read or whose key is missing."""
        return self.rows_read - self.rows_accepted

    @property
    def has_problems(self) -> bool:
        """Whether a row was rejected or a cell emptied: each leaves a problem, and nothing else does."""
        return bool(self.rows_rejected or self.cell_problems)

    def to_json(self) -> dict[str, Any]:
        """The counts as they are kept beside the rows."""
        return {
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_accepted,
            "rows_rejected": self.rows_rejected,
            "cell_problems": self.cell_problems,
            "columns": {name: counts.to_json() for name, counts in self.columns.items()},
            "notes": list(self.notes),
            "refused": list(self.refused),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableCounts:
        """The counts as they were kept."""
        columns = {name: CellCounts(**counts) for name, counts in data["columns"].items()}
        numbers = (data["rows_read"], data["rows_accepted"], data["cell_problems"])
        return cls(*numbers, columns, tuple(data["notes"]), tuple(data["refused"]))


@dataclass(frozen=True)
class FileEntry:
    """What became of one table of one file; a refused file, or a refused sheet of a workbook, has one entry and no table."""

    path: str
    status: Status
    format: str = ""
    table: str = ""
    period: str = ""
    received: dt.date | None = None
    counts: TableCounts = field(default_factory=TableCounts)
    reasons: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The entry as `sherwood load --json` prints it."""
        numbers = self.counts.to_json()
        return {
            "path": self.path,
            "format": self.format,
            "table": self.table,
            "status": self.status,
            **{name: numbers[name] for name in ("rows_read", "rows_accepted", "rows_rejected", "cell_problems")},
            "reasons": [*self.reasons, *self.counts.notes],
            "columns": numbers["columns"],
            "period": self.period,
            "received": self.received.isoformat() if self.received else None,
        }


@dataclass(frozen=True)
class LoadReport:
    """One entry a file and table, and what was passed over; `exit_code` is 1 only if something was refused."""

    files: tuple[FileEntry, ...]
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when everything was loaded, even with rejected rows; 1 when a file or a sheet was refused."""
        return int(any(entry.status == "refused" for entry in self.files))

    def to_json(self) -> dict[str, Any]:
        """The report as `sherwood load --json` prints it."""
        return {"files": [entry.to_json() for entry in self.files]}

    def lines(self) -> Iterator[str]:
        """What a person should read, a line each and none twice: every reason with its file, then what was passed over."""
        told = (f"{entry.path}: {reason}" for entry in self.files for reason in (*entry.reasons, *entry.counts.notes))
        yield from dict.fromkeys(told)
        yield from self.notes
