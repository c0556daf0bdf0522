"""Synthetic: lays out every feed beside the SSDA903 as drops by the day they were received."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.feed import FeedYear
from sherwood.synthetic.annex_a import ListDay
from sherwood.synthetic.annex_a_care import LISTS
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.cin_census import Census, write_census
from sherwood.synthetic.delivering import nights_before
from sherwood.synthetic.known import known_on
from sherwood.synthetic.lives import Life
from sherwood.synthetic.moving import Moving
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.recording import Recorded, UnloadChange
from sherwood.synthetic.reference_feeds import TextRow, comparators, population, postcodes
from sherwood.synthetic.slips import Untidiness
from sherwood.synthetic.spans import Spans
from sherwood.synthetic.spelling import Spelling
from sherwood.synthetic.ssd import SsdWriter
from sherwood.synthetic.ssd_drops import SsdDrops
from sherwood.synthetic.staff import Worker
from sherwood.synthetic.untidy import ExpectedProblem
from sherwood.synthetic.workbook import Lists, write_lists, write_workbook
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import collection_year, periods_between

# Authorities send the census by the end of July after the year.
_CENSUS_MONTH, _CENSUS_DAY = 7, 31
_YEAR_ENDS_IN = 3
_ONE_DAY = dt.timedelta(days=1)
_ESTIMATES_BEFORE = 2
_POSTCODES = "postcode district_code district ward_code ward authority_code deprivation_decile east_metres north_metres ends_date"


class FeedDrops:
    """Writes the children in need census of every year, Annex A every year, the SSD of the last nights and feeds that hold no child."""

    def __init__(
        self, folder: Path, catalogue: Catalogue, chance: Chance, lives: list[Life], workers: list[Worker],
        particulars: Particulars, children: int, first: dt.date, date_to: dt.date, lived_in: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._lived_in = lived_in
        self._folder, self._catalogue, self._chance = folder, catalogue, chance
        self._lives, self._particulars, self._children = lives, particulars, children
        self._workers = workers
        self._first, self._to = first, date_to
        self._month_before = add_months(date_to, -1)
        self._spans = Spans(lives, date_to)
        self._untidiness = Untidiness(chance.courses.slips, chance.random)
        self.changes: list[UnloadChange] = []

    @property
    def problems(self) -> list[ExpectedProblem]:
        """What a reader should find wrong with the files."""
        return self._untidiness.problems

    def write(self) -> dict[str, int]:
        """Write every drop; return the rows of each file by its path below the county's folder."""
        return {**self._censuses(), **self._annex_a(), **self._ssd(), **self._reference()}

    def _censuses(self) -> dict[str, int]:
        years = periods_between(self._first, self._to, "year")
        whole = [year for year in years if year.last_day <= self._to]
        untidy = (whole or years)[-1]
        written = {}
        for year in years:
            received = min(dt.date(year.last_day.year, _CENSUS_MONTH, _CENSUS_DAY), self._to)
            census = Census(year, min(year.last_day, received), self._chance.courses.former)
            name = f"{received}/cin_census/{year.label}/cin_census_{year.last_day.year}.xml"
            told = (life for life in self._lives if any(census.touches(case) for case in life.referrals))
            message = census.message(known_on(told, census.cover_to))
            if year == untidy:
                self._untidiness.spoil_message(message, name)
            written[name] = write_census(self._folder / name, message)
        return written

    def _annex_a(self) -> dict[str, int]:
        """Write a folder of CSV files for every 31 March, the latest quarter and a month before the last day, and a workbook on that."""
        written: dict[str, int] = {}
        for day in self._annex_days():
            earlier = f"{day}/annex_a"
            files = write_lists(self._folder / earlier, self._annex_shape(day), self._lists(day))
            written |= {f"{earlier}/{file}": count for file, count in files.items()}
        name = f"{self._to}/annex_a/annex_a_{self._to}.xlsx"
        shape, lists = self._annex_shape(self._to), self._lists(self._to)
        self._untidiness.spoil_lists(lists, shape, name)
        rows = write_workbook(self._folder / name, shape, lists)
        return written | {name: rows}

    def _annex_days(self) -> list[dt.date]:
        """The days before the last as at which the lists were made."""
        ends = [each.last_day for each in periods_between(self._first, self._to, "quarter") if each.last_day < self._to]
        yearly = [day for day in ends if day.month == _YEAR_ENDS_IN]
        return sorted({*yearly, *ends[-1:], self._month_before})

    def _annex_shape(self, day: dt.date) -> FeedYear:
        return self._catalogue.feed("annex_a").year_for(collection_year(day).label)

    def _lists(self, day: dt.date) -> Lists:
        courses = self._chance.courses
        on = ListDay(
            day=day,
            spelling=Spelling(self._catalogue),
            particulars=self._particulars,
            workers={worker.id: worker for worker in self._workers},
            teams={team.id: team.name for team in courses.organisation.team},
            towns={district.code: district for district in courses.places.district},
        )
        known = known_on(self._spans.listed(day, on.year_since), day)
        return {name: [row for life in known for row in rows_of(on, life)] for name, rows_of in LISTS.items()}

    def _ssd(self) -> dict[str, int]:
        """Write the case system's unload: whole a month before, on the last night but one and on the last, between them what changed."""
        wholes = sorted({self._month_before, self._to - _ONE_DAY, self._to})
        nights = [day for day in nights_before(self._to) if day > self._month_before]
        recorded = Recorded(self._chance.apart("recorded").random, self._chance.courses.slips.late, nights, wholes)
        writer, days = self._ssd_writer(), sorted({*wholes, *nights})
        unloads = SsdDrops(self._folder, writer, list(self._spans.settled(days[0])))
        moving = Moving(writer, self._spans.moving(self._to, since=days[0]), days)
        unloads.begin(wholes)
        written: dict[str, int] = {}
        for day in days:
            changed = recorded.take(day, moving.changed(day))
            if day not in wholes:
                written |= unloads.write_changes(day, changed)
                continue
            rows = recorded.whole()
            if day == self._to:
                self._untidiness.spoil_tables(rows, f"{day}/ssd", unloads.written)
            written |= unloads.finish(day, rows)
        self.changes = recorded.changes
        return written

    def _ssd_writer(self) -> SsdWriter:
        courses = self._chance.courses
        sources = self._catalogue.codelist("contact_source").codes
        return SsdWriter(
            particulars=self._particulars,
            organisation=courses.organisation,
            workers=self._workers,
            towns={district.code: district for district in courses.places.district},
            sources={code: each.label for code, each in sources.items()},
        )

    def _reference(self) -> dict[str, int]:
        """Write population estimates a year after the first day and on the last, the directory and the comparators before it."""
        written: dict[str, int] = {}
        headings = "year area_code district age sex ethnicity_group number"
        for day in sorted({min(add_months(self._first, 12), self._month_before), self._to}):
            years = range(self._first.year - _ESTIMATES_BEFORE, day.year)
            rows = population(self._chance, self._children, years)
            written |= self._table(f"{day}/population/population.csv", headings, rows)
        day = self._month_before
        directory = postcodes(self._chance, self._lives, day, self._lived_in)
        written |= self._table(f"{day}/postcode_directory/postcode_directory.csv", _POSTCODES, directory)
        figures = "indicator indicator_name area year value status published_in"
        return written | self._table(
            f"{day}/comparators/comparators.csv", figures, comparators(self._chance.courses.published, day)
        )

    def _table(self, name: str, headings: str, rows: Iterable[TextRow]) -> dict[str, int]:
        lines: Sequence[TextRow] = list(rows)
        text = io.StringIO()
        csv.writer(text).writerows([headings.split(), *lines])
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.getvalue().encode("utf-8"))
        return {name: len(lines)}
