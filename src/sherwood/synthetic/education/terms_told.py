"""Synthetic: which censuses a county's schools return, and which school days each of them tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.education.terms import AUTUMN, SPRING, SUMMER_1, SUMMER_2, SchoolYears, Stretch
from sherwood.vocabulary.school_census import CENSUS_TERMS, census_day

# What a census tells of sessions is the term before it.
_TELLS_OF = {"spring": (AUTUMN,), "summer": (SPRING,), "autumn": (SUMMER_1, SUMMER_2)}
# The census of summer 2020 was not held, and sessions from January to July 2020 were never collected.
_NOT_HELD = (2020, "summer")
_NOT_COLLECTED = ((2019, SPRING), (2019, SUMMER_1), (2019, SUMMER_2))
# Schools have about five weeks to put their return right.
_RETURNED_AFTER = 35


@dataclass(frozen=True)
class Census:
    """A census: its calendar year and term, its day, the day its files come, and the stretches it tells of."""

    year: int
    term: str
    day: int
    comes: int
    tells_of: tuple[Stretch, ...]

    @property
    def name(self) -> str:
        """The beginning of its files' names."""
        return f"{self.year}_{self.term}"

    @property
    def school_year(self) -> int:
        """The year in which the school year of census day began."""
        return self.year if self.term == "autumn" else self.year - 1


def censuses(years: SchoolYears, first: int, last: int) -> Iterator[Census]:
    """The censuses whose day lies in the county's years and whose files come by the last day, in order."""
    held = {(each.year, each.part): each for each in years.stretches}
    found = [
        (day_number(census_day(year, term)), year, term)
        for year in range(date_of(first).year, date_of(last).year + 1)
        for term in CENSUS_TERMS
        if (year, term) != _NOT_HELD
    ]
    for day, year, term in sorted(found):
        if first <= day and day + _RETURNED_AFTER <= last:
            parts = [(year - 1, part) for part in _TELLS_OF[term]]
            told = tuple(held[each] for each in parts if each in held and each not in _NOT_COLLECTED)
            yield Census(year, term, day, day + _RETURNED_AFTER, told)
