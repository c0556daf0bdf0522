"""What stands of a county's files on its last day: the rows of every table, as a person with a spreadsheet would keep them."""

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import openpyxl
from pyarrow import parquet
from tests.oracles import raw_files

Row = SimpleNamespace
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y")
LIKE_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}|\d{2}-[A-Z][a-z]{2}-\d{4}")
DATED = re.compile(r"_?\d{4}-\d{2}(-\d{2})?$")
# Tables of which every delivery holds only what is new, and what tells two of their rows apart; of all others the last stands.
GROWING = {
    ("mash_log", "contacts"): ("contact_no", "person_no"),
    ("mash_log", "ratings"): ("contact_no", "rated", "rated_at"),
    ("mash_log", "requests"): ("contact_no", "partner"),
    ("exclusions", "notices"): ("notice",),
    ("police_incidents", "incidents"): ("incident_no", "nominal_ref"),
    ("police_missing", "episodes"): ("misper_no",),
    ("fostering", "places"): ("household", "month_end"),
    ("quality", "supervision"): ("worker", "child_id", "supervised"),
    ("sen2", "reviews"): ("plan", "held"),
    ("exploitation", "concerns"): ("mace_ref",),
    ("exploitation", "reviews"): ("mace_ref", "mace_review"),
}


def named(header: object) -> str:
    """A column's header as a word: small letters, what is no letter or figure as one low line."""
    return re.sub(r"[^a-z0-9]+", "_", str(header).strip().lower()).strip("_")


def cell(text: object) -> object:
    """What a cell holds: a day where it reads as one, nothing where it is empty or no day of the calendar, else its words."""
    words = raw_files.plain(str(text)) if text is not None else ""
    if not LIKE_A_DAY.fullmatch(words):
        return words or None
    for style in DAYS:
        try:
            return datetime.strptime(words, style).date()
        except ValueError:
            pass
    return None


def lines(path: Path) -> Iterable[list[object]]:
    """The lines of a CSV file or of a workbook's first sheet, its headers first."""
    if path.suffix == ".xlsx":
        yield from (list(line) for line in openpyxl.load_workbook(path, read_only=True).worksheets[0].values)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def read(path: Path) -> list[Row]:
    """The rows of a file, each with its cells by the word of their column."""
    headers, *rows = lines(path)
    words = [named(header) for header in headers]
    return [Row(**dict(zip(words, map(cell, row), strict=True))) for row in rows]


class Drops:
    """A county's folder of dated deliveries; `known_to` is the day of the last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.days = sorted(path for path in folder.iterdir() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", path.name))
        self.known_to = date.fromisoformat(self.days[-1].name)
        self._kept: dict[tuple, list[Row]] = {}

    def table(self, feed: str, name: str) -> list[Row]:
        """The rows of a table that stand."""
        if (feed, name) not in self._kept:
            self._kept[feed, name] = self._standing(feed, name)
        return self._kept[feed, name]

    def files(self, feed: str, name: str) -> list[Path]:
        """The files of a table, from the first delivered to the last."""
        found = [path for day in self.days for path in sorted((day / feed).rglob("*")) if path.is_file()]
        return [path for path in found if DATED.sub("", path.stem) == name]

    def _standing(self, feed: str, name: str) -> list[Row]:
        key = GROWING.get((feed, name))
        if key is None:
            return read(self.files(feed, name)[-1])
        stands = {}
        for path in self.files(feed, name):
            for row in read(path):
                stands[tuple(getattr(row, column) for column in key)] = row
        return list(stands.values())

    def ssd(self, name: str) -> list[Row]:
        """The rows of a table of the case system, the letters before each column's name left off."""
        if ("case", name) not in self._kept:
            rows = self.table("ssd", f"ssd_{name}")
            self._kept["case", name] = [
                Row(**{column.partition("_")[2]: value for column, value in vars(row).items()}) for row in rows
            ]
        return self._kept["case", name]

    @cached_property
    def people(self) -> dict[str, Row]:
        """The children of the case system by their number."""
        return {row.person_id: row for row in self.ssd("person")}

    @cached_property
    def who(self) -> dict[tuple[str, str], str]:
        """Who each number of each file is in truth: which child a partner means is no measure's matter."""
        rows = parquet.read_table(self.folder / "truth" / "people.parquet").to_pylist()
        return {(row["feed"], row["source_id"]): row["person_id"] for row in rows}

    def known(self, feed: str, name: str, column: str) -> list[Row]:
        """The rows of a partner's table that are of somebody whom the case system knows."""
        of_cases = {person for (each, _), person in self.who.items() if each == "ssd"}
        return [row for row in self.table(feed, name) if self.who.get((feed, getattr(row, column))) in of_cases]

    def born(self, child: str) -> date | None:
        """The day a child was born, if it is known."""
        return self.people[child].dob if child in self.people else None

    def population(self, year: int, ages: range = range(18)) -> int:
        """How many lived in the county at the middle of a year, by the estimates."""
        rows = self.table("population", "population")
        return sum(int(row.number) for row in rows if row.year == str(year) and int(row.age) in ages)
