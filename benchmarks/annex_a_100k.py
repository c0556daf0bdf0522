"""An Annex A workbook of 100,000 rows: the reading of every list against the limit of 6 s and 2 GB, and against reading it bare.

Prints, for a warm and a cold file cache, the median of five fresh processes that open the workbook and read every list as text, the
highest memory, and the ratio to the peer: the same library handing over the bare values. Rows and a column's sum are checked.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import xlsxwriter

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.feed import SourceTable

RUNS = 5
LIMIT_SECONDS = 6.0
LIMIT_GIGABYTES = 2.0
ROWS = 100_000
FIRST_DAY = dt.date(2025, 9, 1)
BARE = """
import sys
import python_calamine
opened = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
print(sum(sum(1 for _ in opened.get_sheet_by_name(name).iter_rows()) - 1 for name in opened.sheet_names))
"""
READ = """
import sys
from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.readers.workbook import open_workbook, read_sheet
feed = load_catalogue().feed("annex_a")
tables = feed.years[max(feed.years)].tables
opened = open_workbook("annex_a.xlsx", open(sys.argv[1], "rb").read())
read = [read_sheet(sheet, name, tables[name], 1_000_000) for sheet, name in zip(opened.sheets, tables, strict=True)]
print(sum(len(raw.lines) for raw in read), sum(int(child) for raw in read for child in raw.columns.get("child", ())))
"""


def main() -> None:
    """Write the workbook once, then time the reading of it in the same run."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "annex_a.xlsx"
        rows, total = write_workbook(file)
        print(f"{rows:,} rows in one workbook of {file.stat().st_size / 1e6:.1f} MB")
        for cache in ("warm", "cold"):
            bare = [run(BARE, file, str(rows), is_cold=cache == "cold") for _ in range(RUNS)]
            read = [run(READ, file, f"{rows} {total}", is_cold=cache == "cold") for _ in range(RUNS)]
            peer, seconds = (statistics.median(took for took, _ in each) for each in (bare, read))
            memory = max(peak for _, peak in read)
            print(
                f"{cache} cache: median {seconds:.2f} s ({seconds / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit, "
                f"{seconds / peer:.1f} times the bare values); highest memory {memory:.2f} GB ({memory / LIMIT_GIGABYTES:.2f} of the limit)"
            )


def run(code: str, file: Path, expected: str, *, is_cold: bool) -> tuple[float, float]:
    """Run the code in a fresh process; return its wall seconds and peak memory in GB, after checking what it printed."""
    if is_cold:
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    found = process.stdout.read().strip()
    _, status, usage = os.wait4(process.pid, 0)
    if status or found != expected:
        raise SystemExit(f"wrong answer: {found}, not {expected} {process.stderr.read() if process.stderr else ''}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024**2


def write_workbook(file: Path) -> tuple[int, int]:
    """Write every list with its share of the rows; return the rows and the sum of all children's numbers."""
    feed = load_catalogue().feed("annex_a")
    tables = feed.years[max(feed.years)].tables
    draw = random.Random(14)
    rows = total = 0
    with xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as workbook:
        for at, table in enumerate(tables.values(), 1):
            sheet = workbook.add_worksheet(f"List {at}")
            sheet.write_row(0, 0, [column.header for column in table.columns.values()])
            share = ROWS // len(tables) + (at <= ROWS % len(tables))
            for line in range(1, share + 1):
                cells = row_of(table, draw)
                sheet.write_row(line, 0, cells)
                rows += 1
                total += cells[list(table.columns).index("child")] if "child" in table.columns else 0
    return rows, total


def row_of(table: SourceTable, draw: random.Random) -> list[Any]:
    """Return a row with a value of its type in each column; some cells are empty."""
    return [value_of(name, column.type, draw) for name, column in table.columns.items()]


def value_of(name: str, kind: str, draw: random.Random) -> Any:
    """Return a value of a type of cell."""
    if kind == "identifier":
        return draw.randrange(100_000, 20_000_000)
    if kind != "identifier" and draw.random() < 0.1:
        return None
    if kind == "date":
        return FIRST_DAY + dt.timedelta(days=draw.randrange(180))
    if kind == "integer":
        return draw.randrange(10)
    if kind == "number":
        return draw.randrange(18 * 365) / 365.25
    return f"{name} {draw.randrange(40)}"


if __name__ == "__main__":
    main()
