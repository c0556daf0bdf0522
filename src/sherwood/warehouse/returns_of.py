"""Warehouse: a statutory return of a year as the warehouse holds it, one SELECT a table of the return; hands on its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period
from sherwood.warehouse.sql_files import sql_files

RETURNS = Path(__file__).parent / "returns"


def return_rows(reader: Reader, feed: str, year: Period, last_day: dt.date) -> Iterator[tuple[str, pa.Table]]:
    """Yield each table of a year's return as it stood on its last day: columns by the names of the feed's declaration."""
    asked = {"first_day": year.first_day, "last_day": min(last_day, year.last_day), "period": year.label}
    for name, file in sql_files(RETURNS / feed).items():
        wanted = {key: value for key, value in asked.items() if f"${key}" in file.text}
        yield name, reader.arrow(file.select, wanted)


def list_rows(reader: Reader, folder: str, as_at: dt.date) -> Iterator[tuple[str, pa.Table]]:
    """Yield each list of a folder as it stood on a day: `annex_a`, or `listed`, what all of its lists need to know."""
    asked = {"as_at": as_at, "since": add_months(as_at, -6), "year_ago": add_months(as_at, -12)}
    for name, file in sql_files(RETURNS / folder).items():
        yield name, reader.arrow(file.select, {key: value for key, value in asked.items() if f"${key}" in file.text})
