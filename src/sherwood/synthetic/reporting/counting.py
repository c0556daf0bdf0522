"""Synthetic: what every figure of the county's report is counted with: one year of its files, shares, rates and lengths."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sherwood.synthetic.reporting.census import Case
from sherwood.synthetic.reporting.columns import Columns, day_in
from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.returns import Line
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.periods import Period

_SHORT_BREAKS = frozenset({"V3", "V4"})
_DAYS_A_MONTH = 365.25 / 12
_ADULT = 18


@dataclass(frozen=True)
class CountedYear:
    """One collection year of a county, as its files tell it."""

    files: CountyFiles
    year: Period

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in the year."""
        return day is not None and self.year.first_day <= day <= self.year.last_day

    @cached_property
    def cases(self) -> list[Case]:
        """Cases of the year's children in need census."""
        return self.files.census(self.year)

    @cached_property
    def children(self) -> int:
        """Children under 18 of the mid-year estimate that the national rates of this year divide by."""
        population = self.files.newest("population", "population")
        if population is None:
            return 0
        years, ages = population.texts("year"), population.numbers("age")
        at = str(self.year.first_day.year)
        known = at if at in set(years) else max(years)
        return int(population.numbers("number")[(years == known) & (ages < _ADULT)].sum())

    @cached_property
    def episodes(self) -> list[Line]:
        """Episodes of the year's looked-after return, short breaks apart."""
        return [row for row in self.files.looked_after(self.year, "episodes") if row["ls"] not in _SHORT_BREAKS]

    @cached_property
    def open_episodes(self) -> dict[str, Line]:
        """The episode of each child looked after on the year's last day."""
        return {row["child"]: row for row in self.episodes if self._is_open(row)}

    @cached_property
    def header(self) -> dict[str, Line]:
        """Each child of the return, by number."""
        return {row["child"]: row for row in self.files.looked_after(self.year, "header")}

    def age(self, child: str, day: dt.date) -> int | None:
        """A looked-after child's age on a day; none where no birth date is given."""
        birth_date = day_in(self.header.get(child, {}).get("dob", ""))
        return age_on(birth_date, day) if birth_date else None

    def ssd(self, table: str) -> Columns | None:
        """A table of the newest drop of the Standard Safeguarding Dataset."""
        return self.files.newest("ssd", f"ssd_{table}")

    def _is_open(self, row: Line) -> bool:
        end, start = day_in(row.get("dec", "")), day_in(row["decom"])
        return start is not None and start <= self.year.last_day and (end is None or end > self.year.last_day)


Figure = Callable[[CountedYear], float | None]


def percent(part: float, whole: float) -> float | None:
    """A share in per cent; none of nothing."""
    return 100 * part / whole if whole else None


def per_10000(count: float, year: CountedYear) -> float | None:
    """A count of children or events per 10,000 children of the county."""
    return 10_000 * count / year.children if year.children else None


def months_between(start: dt.date, end: dt.date) -> float:
    """Months from one day to another, a month being a twelfth of a year."""
    return (end - start).days / _DAYS_A_MONTH


def mix(counts: Mapping[str, int]) -> Callable[[str], float | None]:
    """The share of each key among all, in per cent."""
    return lambda key: percent(counts.get(key, 0), sum(counts.values()))


def banded(lengths: Iterable[float], limits: Mapping[str, float]) -> Counter[str]:
    """How many lengths lie below each limit and not below the one before; limits in rising order."""
    names, edges = list(limits), list(limits.values())
    return Counter(names[int(np.searchsorted(edges, length, side="right"))] for length in lengths)


@lru_cache(maxsize=1)
def _calendar() -> WorkingCalendar:
    return WorkingCalendar()


@lru_cache(maxsize=100_000)
def working_days(start: dt.date, end: dt.date) -> int:
    """Working days after the first day up to and including the last."""
    return _calendar().working_days_between(start, end)
