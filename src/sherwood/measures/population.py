"""Measures: the children of the area, from mid-year estimates: the denominators of rates.

Sources: the Department for Education divides the figures of a year to 31 March by the estimate of the 30 June before it
(background knowledge); children are those aged 0 to 17.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sherwood.access import Reader, reference
from sherwood.access.kept import Answers
from sherwood.definitions.shapes.dimension import Band, Dimension

OLDEST_CHILD = 17
MID_YEAR = (6, 30)
# The dimensions in which estimates are published, and the words that say a file does not split them.
SPLIT_BY: Mapping[str, str] = {"sex": "All", "ethnicity_group": "All", "district": "Whole area"}
AGE = "age_band"


class Estimate(NamedTuple):
    """How many children of one age, sex, ethnic group and district; a whole where the file does not split them."""

    year: int
    age: int
    number: float
    parts: Mapping[str, str]

    @property
    def splits(self) -> frozenset[str]:
        """The dimensions this row is a part of."""
        return frozenset(name for name, whole in SPLIT_BY.items() if self.parts[name] != whole)


@dataclass(frozen=True)
class Population:
    """Every estimate loaded, by year."""

    years: Mapping[int, tuple[Estimate, ...]]

    def year_for(self, day: date) -> int | None:
        """The latest mid-year estimate of that day or before; none where every one loaded is later."""
        found = [year for year in self.years if date(year, *MID_YEAR) <= day]
        return max(found, default=None)

    def children(self, day: date, parts: Mapping[str, frozenset[str]], ages: Iterable[int]) -> int | None:
        """Children of these ages in these parts of the area; none where no estimate in force splits it so.

        `parts` names for a dimension the values wanted. Of rows that split the area further than asked, those are added up that
        split it least: a file may hold the whole beside its parts.
        """
        year = self.year_for(day)
        if year is None:
            return None
        wanted = frozenset(ages)
        for splits in sorted({each.splits for each in self.years[year]}, key=lambda each: (len(each), sorted(each))):
            if splits >= set(parts):
                rows = [each for each in self.years[year] if each.splits == splits and each.age in wanted]
                kept = [each for each in rows if all(each.parts[name] in values for name, values in parts.items())]
                return round(sum(each.number for each in kept)) if kept else None
        return None


_KEPT: Answers[Population] = Answers(most=8)


def population_of(reader: Reader) -> Population:
    """The estimates a build holds, read once."""
    return _KEPT.of_build(reader, "population", lambda: _read(reader))


def _read(reader: Reader) -> Population:
    rows = reference(reader, "population", ("year", "age", *SPLIT_BY, "number"))
    found = [
        Estimate(row["year"], row["age"], row["number"], {name: row[name] or whole for name, whole in SPLIT_BY.items()})
        for row in rows
        if None not in (row["year"], row["age"], row["number"])
    ]
    return Population({year: tuple(each) for year, each in groupby(found, key=lambda row: row.year)})


def ages_of(dimension: Dimension, label: object) -> range:
    """The ages below 18 of a band; none for a band outside childhood, such as children not yet born."""
    band = next((each for each in dimension.bands if each.label == label), Band(label="", at_most=-1))
    low = 0 if band.at_least is None else max(band.at_least, 0)
    high = OLDEST_CHILD if band.at_most is None else min(band.at_most, OLDEST_CHILD)
    return range(low, high + 1)
