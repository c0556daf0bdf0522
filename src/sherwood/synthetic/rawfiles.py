"""Synthetic: reads back the CSV files of one year as plainly as possible, so that the county is judged by what it wrote."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

Line = dict[str, str]
_STYLES = ("%d/%m/%Y", "%Y-%m-%d")


def year_folder(folder: Path, year: str) -> Path:
    """The folder of a year's return in the last drop that holds it; FileNotFoundError if none does."""
    found = sorted(folder.glob(f"*/ssda903/{year}"))
    if not found:
        raise FileNotFoundError(
            f"{folder} holds no SSDA903 files of {year}: name a folder that `sherwood county new` wrote"
        )
    return found[-1]


def read_lines(folder: Path, file: str) -> list[Line]:
    """The rows of a file that say whose they are, headings in lower case; nothing where the file is not there."""
    path = folder / f"{file}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = [{key.lower(): value for key, value in row.items() if key} for row in csv.DictReader(opened)]
    return [row | {"child": row["child"].removesuffix(".0")} for row in rows if row.get("child")]


def day_in(text: str) -> dt.date | None:
    """The day a cell names, in either style of the county's files; none for an empty or an impossible one."""
    for style in _STYLES:
        try:
            return dt.datetime.strptime(text, style).date()
        except ValueError:
            continue
    return None
