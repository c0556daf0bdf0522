"""Anomalies: anybody's own CSV file read into points, each fault told with its file, row, column, value and remedy."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sherwood.definitions.errors import Problem
from sherwood.definitions.reading import suggestion

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Row:
    """One line of the file: where it stands and what it says."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A CSV file's lines under its headings."""

    path: Path
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def refuse(self, row: Row, column: str, what: str) -> Problem:
        """The message for a cell that cannot be used; `what` says why and the remedy."""
        return Problem(f"{self.path.name}: row {row.line}, column '{column}', value '{row.cells[column]}': {what}")

    def text(self, row: Row, column: str) -> str:
        """A cell's words without the blanks around them."""
        return row.cells[column].strip()

    def number(self, row: Row, column: str, *, least: float | None = None) -> float:
        """A cell's number; not a number where it is empty or says that it is missing."""
        text = self.text(row, column)
        if text.casefold() in MISSING:
            return math.nan
        try:
            value = float(text)
        except ValueError:
            raise self.refuse(row, column, f"not a number; {_remedy(text)}") from None
        if not math.isfinite(value):
            raise self.refuse(row, column, "not a finite number; write the number, or leave the cell empty")
        if least is not None and value < least:
            raise self.refuse(
                row, column, f"less than {least:g}, which a count cannot be; correct it or leave it empty"
            )
        return value


def read_table(path: Path, columns: Mapping[str, str | None]) -> Table:
    """Read a CSV file; `columns` are the option names and the headings they ask for. Raises Problem."""
    lines = list(_lines(path))
    if not lines:
        raise Problem(f"{path.name}: the file is empty; its first line must hold the headings")
    headings = tuple(cell.strip() for cell in lines[0][1])
    for option, column in columns.items():
        _find(path, headings, option, column)
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(headings):
            raise Problem(
                f"{path.name}: row {line}, column {len(headings) + 1}, value '{cells[len(headings)]}': the row has "
                f"{len(cells)} cells under {len(headings)} headings; put quotation marks round text that holds commas"
            )
        rows.append(Row(line, dict(zip(headings, [*cells, *[""] * (len(headings) - len(cells))], strict=True))))
    if not rows:
        raise Problem(f"{path.name}: there are headings and no rows; add a row for each point")
    return Table(path, headings, tuple(rows))


def sortable(texts: list[str]) -> list[float] | None:
    """A number for each text if all are numbers, or all dates or months; none if they are words, which keep their order."""
    for read in (float, _day):
        try:
            found = [read(text) for text in texts]
        except ValueError:
            continue
        return found if all(math.isfinite(value) for value in found) else None
    return None


def _day(text: str) -> float:
    """A day as a number: `2026-10-31`, `2026-10`, `31/10/2026`, with a time of day or without."""
    text = text.replace("/", "-")
    parts = text.split("-")
    if len(parts) == 2:
        text = f"{text}-01"
    elif len(parts) == 3 and len(parts[2]) == 4:
        text = "-".join(reversed(parts))
    at = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return at.toordinal() + (at - dt.datetime.combine(at.date(), dt.time())) / dt.timedelta(days=1)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not blank with its number."""
    if path.stat().st_size > MOST_BYTES:
        raise Problem(
            f"{path.name}: larger than {MOST_BYTES // 1_000_000} MB; keep only the columns and rows of the chart"
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for cells in reader:
                # Spreadsheets leave rows of commas at the end; in a file of one column an empty cell is a gap.
                if len(cells) == 1 or any(cell.strip() for cell in cells):
                    yield reader.line_num, cells
    except UnicodeDecodeError:
        raise Problem(f"{path.name}: not text in UTF-8; save it as 'CSV UTF-8'") from None
    except csv.Error as error:
        raise Problem(f"{path.name}: not a CSV file ({error}); save it as 'CSV UTF-8'") from None


def _find(path: Path, headings: tuple[str, ...], option: str, column: str | None) -> None:
    """Refuse a heading that is not there, or stands there twice."""
    if column is None:
        return
    if column not in headings:
        raise Problem(
            f"{path.name}: row 1: there is no column '{column}' for {option}{suggestion(column, headings)}; "
            f"the columns are {', '.join(headings)}"
        )
    if headings.count(column) > 1:
        raise Problem(f"{path.name}: row 1: the column '{column}' stands there twice; give each its own heading")


def _remedy(text: str) -> str:
    """How to write it so that it is a number."""
    bare = text.replace(",", "").replace("%", "").replace("£", "").strip()
    try:
        float(bare)
    except ValueError:
        return "write a number, or leave the cell empty where there is none"
    return f"write it as {bare}, without signs and thousands separators"
