"""Synthetic: lays out the county's returns as drops by the day they were received, the untidy and the corrected among them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sherwood.definitions.shapes.feed import Feed, FeedYear
from sherwood.synthetic.answers import (
    LEAVER_DIED,
    Cells,
    health,
    is_looked_after_a_year,
    leaver_birthday,
    leaving_care,
    left_again,
)
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.corrections import Correction, EarlierExtract
from sherwood.synthetic.extracts import Extract, Row
from sherwood.synthetic.people import Child
from sherwood.synthetic.untidy import ExpectedProblem, Untidy
from sherwood.synthetic.writing import sheet_of, write_csv, write_xml
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period, periods_between

_RECEIVED_MONTH, _RECEIVED_DAY = 5, 20


class Drops:
    """Writes one drop for each complete year, received in the May after it, and two of the year in progress.

    `leavers` and `health` hold what was answered of each care leaver and each child, by number and year, for the lists that tell the same.
    """

    def __init__(
        self, folder: Path, feed: Feed, chance: Chance, children: tuple[Child, ...], first: dt.date, date_to: dt.date
    ) -> None:
        self._folder = folder
        self._feed = feed
        self._chance = chance
        self._children = children
        self.first, self.date_to = first, date_to
        self._years = periods_between(first, date_to, "year")
        self.health, self.leavers = self._answers()
        self.problems: list[ExpectedProblem] = []
        self.corrections: list[Correction] = []

    def write(self) -> dict[str, int]:
        """Write every drop; return the rows of each file by its path below the county's folder."""
        files: dict[str, int] = {}
        for years_back, year in zip(range(len(self._years) - 1, -1, -1), self._years, strict=True):
            if year.last_day > self.date_to:
                files |= self._earlier(year)
            files |= self._year(year, years_back)
        return files

    def _answers(self) -> tuple[dict[tuple[str, str], Cells], dict[tuple[str, str], Cells]]:
        """Health answers are asked at the end of a year; leavers are asked around each birthday, so also in the year in progress."""
        health_answers: dict[tuple[str, str], Cells] = {}
        leaver_answers: dict[tuple[str, str], Cells] = {}
        for child in self._children:
            has_died = False
            for year in self._years:
                if year.last_day <= self.date_to and is_looked_after_a_year(child, year.last_day):
                    health_answers[child.number, year.label] = health(self._chance, child, year.last_day)
                age = leaver_birthday(self._chance, child, year.first_day, min(year.last_day, self.date_to))
                if age:
                    cells = leaving_care(self._chance, age)
                    if not has_died and not left_again(child, age, year.last_day):
                        leaver_answers[child.number, year.label] = cells
                    has_died = has_died or cells["in_touch"] == LEAVER_DIED
        return health_answers, leaver_answers

    def _received(self, year: Period) -> dt.date:
        """The day a year's return arrives: in the May after it, or on the county's last day if that comes first."""
        return min(dt.date(year.last_day.year, _RECEIVED_MONTH, _RECEIVED_DAY), self.date_to)

    def _tables(self, year: Period, received: dt.date) -> dict[str, list[Row]]:
        extract = Extract(
            year, min(year.last_day, received), self._children, self.health, self.leavers, self._chance.courses.former
        )
        declared = self._feed.year_for(year.label).tables
        return {name: rows for name, rows in extract.tables().items() if rows and name in declared}

    def _year(self, year: Period, years_back: int) -> dict[str, int]:
        received, shape = self._received(year), self._feed.year_for(year.label)
        tables = self._tables(year, received)
        if years_back != self._chance.courses.mess.xml.years_back or shape.xml is None:
            return self._write(received, year, shape, tables, years_back)
        name = self._name(received, year, "ssda903.xml")
        in_xml = {table: rows for table, rows in tables.items() if shape.tables[table].xml}
        written = {name: write_xml(self._folder / name, shape, in_xml)}
        rest = {table: rows for table, rows in tables.items() if table not in in_xml}
        return written | self._write(received, year, shape, rest, years_back)

    def _earlier(self, year: Period) -> dict[str, int]:
        """Write the extract of a month before the last day, with what was late or wrong in it then."""
        received = add_months(self.date_to, -1)
        if received <= year.first_day:
            return {}
        tables = self._tables(year, received)
        tables.pop("oc3", None)
        earlier = EarlierExtract(self._chance, tables, received)
        earlier.spoil()
        self.corrections += earlier.corrections
        return self._write(received, year, self._feed.year_for(year.label), tables, None)

    def _write(
        self, received: dt.date, year: Period, shape: FeedYear, tables: dict[str, list[Row]], years_back: int | None
    ) -> dict[str, int]:
        """Write tables as CSV, untidily where the year is declared untidy."""
        untidy = Untidy(self._chance, self._chance.courses.mess, -1 if years_back is None else years_back)
        written = {}
        for table, rows in tables.items():
            name = self._name(received, year, f"{shape.tables[table].file_names[0]}.csv")
            sheet = sheet_of(shape.tables[table], rows, untidy.date_style(table))
            self.problems += untidy.spoil(sheet, table, name)
            written[name] = write_csv(self._folder / name, sheet)
        return written

    def _name(self, received: dt.date, year: Period, file: str) -> str:
        return f"{received}/ssda903/{year.label}/{file}"
