"""Synthetic: finds the delivered files of a county by feed and table, the newest of each, and reads them."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path

from sherwood.synthetic.reporting.census import Case, read_census
from sherwood.synthetic.reporting.columns import Columns, read_columns
from sherwood.synthetic.reporting.returns import Line, read_return
from sherwood.vocabulary.periods import Period, parse

_SUFFIXES = (".csv", ".parquet", ".xlsx")
_CENSUS = "cin_census"


class CountyFiles:
    """What a council received, drop by drop; the truth beside the drops is never opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[tuple[str, str], Columns | None] = {}
        self._returns: dict[tuple[str, str], list[Line]] = {}
        self._censuses: dict[str, list[Case]] = {}

    @cached_property
    def drops(self) -> list[tuple[dt.date, Path]]:
        """The dated folders, oldest first."""
        found = [(dt.date.fromisoformat(each.name), each) for each in self._folder.iterdir() if _is_day(each.name)]
        return sorted(found)

    @cached_property
    def complete_years(self) -> list[Period]:
        """The collection years whose census came after their last day, oldest first."""
        found = {
            year.name: parse(year.name, "year")
            for day, drop in self.drops
            for year in (drop / _CENSUS).glob("*")
            if day >= parse(year.name, "year").last_day
        }
        return [found[label] for label in sorted(found)]

    def newest(self, feed: str, table: str) -> Columns | None:
        """The table as the newest drop that holds it has it; none where no drop does."""
        if (feed, table) not in self._read:
            paths = self.every(feed, table)
            self._read[feed, table] = read_columns(paths[-1]) if paths else None
        return self._read[feed, table]

    def every(self, feed: str, table: str) -> list[Path]:
        """The table's files in every drop, oldest first; partners name theirs by the day, too."""
        names = (f"{table}{ending}{suffix}" for suffix in _SUFFIXES for ending in ("", "_*-*-*"))
        patterns = [f"{feed}/{name}" for name in names]
        return [path for _, drop in self.drops for pattern in patterns for path in sorted(drop.glob(pattern))]

    def census(self, year: Period) -> list[Case]:
        """The cases of a year's newest census; none where there is no such census."""
        if year.label not in self._censuses:
            files = [path for _, drop in self.drops for path in sorted((drop / _CENSUS / year.label).glob("*.xml"))]
            self._censuses[year.label] = read_census(files[-1]) if files else []
        return self._censuses[year.label]

    def looked_after(self, year: Period, file: str) -> list[Line]:
        """The rows of a file of a year's newest looked-after return."""
        if (year.label, file) not in self._returns:
            folders = [drop / "ssda903" / year.label for _, drop in self.drops]
            found = [each for each in folders if each.exists()]
            self._returns[year.label, file] = read_return(found[-1], file) if found else []
        return self._returns[year.label, file]


def _is_day(name: str) -> bool:
    try:
        dt.date.fromisoformat(name)
    except ValueError:
        return False
    return True
