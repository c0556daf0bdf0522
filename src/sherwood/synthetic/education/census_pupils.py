"""Synthetic: what a term's census says of each pupil, on roll or gone: who, where from, which needs, and homes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.columns import Columns, blanked, chosen, dates, either, same, taken, texts
from sherwood.synthetic.education.meals import is_eligible
from sherwood.synthetic.education.schooling import Schooling
from sherwood.synthetic.education.terms_told import Census
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.identifying import homes_on

CURRICULUM_YEARS = ("R", *map(str, range(1, 14)))
_LEARNER_NUMBER_FROM, _SHARES_FROM = 9, 8
_FLAG = ("0", "1")


@dataclass(frozen=True)
class CensusPupils:
    """Some enrolments as the schools' systems tell them on census day, by school."""

    everyone: Everyone
    schooling: Schooling
    census: Census
    draw: Draw
    rows: NDArray[np.int64]

    @cached_property
    def pupil(self) -> NDArray[np.int32]:
        """The pupil of each row."""
        return self.schooling.enrolments.pupil[self.rows]

    @cached_property
    def record(self) -> NDArray[np.int32]:
        """The record of each row in the schools' systems."""
        person = self.schooling.persons[self.rows]
        return self.schooling.registered.record_of(person, np.full(len(person), self.census.day, np.int32))

    @cached_property
    def number(self) -> pa.Array:
        """The schools' number of each pupil."""
        return self.told("source_id")

    @cached_property
    def source(self) -> pa.Array:
        """The enrolment's number in the schools' systems."""
        return texts(self.rows + 1)

    @cached_property
    def year(self) -> NDArray[np.int64]:
        """Each pupil's curriculum year on census day, or in the year of leaving."""
        year = self.schooling.pupils.curriculum_year(self.census.school_year)[self.pupil]
        found: NDArray[np.int64] = np.clip(year, 0, len(CURRICULUM_YEARS) - 1)
        return found

    def told(self, column: str) -> pa.Array:
        """A column of the pupils' records."""
        return taken(self.schooling.registered.columns[column], self.record)

    def of_school(self, words: pa.Array) -> pa.Array:
        """A word of each row's school."""
        return taken(words, self.schooling.enrolments.school[self.rows])

    def files(self) -> pa.Array:
        """The school's file of the term."""
        return self.of_school(files_of(self.schooling, self.census))

    def who(self) -> Columns:
        """Names, numbers and birth dates."""
        count = len(self.rows)
        return {
            "sourceid": self.source,
            "native_id": self.files(),
            "schoolcensustableid": self.of_school(census_numbers(self.schooling, self.census)),
            "upn": self.told("upn"),
            "surname": self.told("surname"),
            "forename": self.told("forename"),
            "birth_date": self.told("birth_date"),
            "sex": self.told("sex"),
            "entry_date": dates(self.schooling.enrolments.start[self.rows]),
            "parttime": chosen(("0", "1"), self.draw.happens("part_time", count)),
            "boarder": same("N", count),
            "language": taken(
                self.everyone.languages, self.everyone.people.language[self.schooling.persons[self.rows]]
            ),
        }

    def at_school(self) -> Columns:
        """What is told of pupils on roll alone."""
        schooling, draw, count = self.schooling, self.draw, len(self.rows)
        eats = is_eligible(schooling.meals, self.census.day)[self.pupil] | draw.happens("school_lunch", count)
        provision = schooling.needs.provision_on(self.census.day)[self.pupil]
        shares = np.where(self.year >= _SHARES_FROM, "Yes", "")
        return {
            "schoollunchtaken": chosen(_FLAG, eats),
            "enrolstatus": same("C", count),
            "classtype": same("O", count),
            "ncyearactual": chosen(CURRICULUM_YEARS, self.year),
            "senprovision": pa.array(provision, pa.string()),
            "topupfunding": chosen(_FLAG, provision == "E"),
            "senunitindicator": same("0", count),
            "resourcedprovisionindicator": same("0", count),
            "servicechild": chosen(("N", "Y"), draw.happens("service_child", count)),
            "plaa": same("N", count),
            "yssa": pa.array(shares, pa.string(), mask=self.year < _SHARES_FROM),
        }

    def homes(self) -> Columns:
        """Where each lives as the school has it: mostly the home of some weeks ago, for some one that nobody has put right."""
        everyone, draw, mess = self.everyone, self.draw, self.everyone.mess
        person = self.schooling.persons[self.rows]
        told_after = draw.days("home_told_to_school", len(person))
        home = homes_on(everyone, person, np.maximum(self.census.day - told_after, 0).astype(np.int32))
        at = np.maximum(home, 0)
        is_stale = (person.astype(np.int64) * 2_654_435_761 % 10_000) / 10_000 < mess.other_address
        stale = is_stale | (home < 0)
        columns = {
            "postcode": taken(everyone.postcodes, everyone.homes.postcode[at]),
            "paon": taken(everyone.houses, everyone.homes.house[at]),
            "street": taken(everyone.streets, everyone.homes.street[at]),
            "uprn": texts(everyone.homes.uprn[at]),
        }
        old = {"postcode": "postcode", "paon": "house", "street": "street", "uprn": "uprn"}
        found = {name: either(stale, self.told(old[name]), column) for name, column in columns.items()}
        for name, share in (("postcode", mess.no_postcode), ("uprn", mess.no_uprn)):
            found[name] = blanked(found[name], draw.generator.random(len(person)) < share)
        return {**found, "town": taken(everyone.districts, everyone.homes.district[at])}


def files_of(schooling: Schooling, census: Census) -> pa.Array:
    """Each school's own file of a term: its number with the year and term."""
    return _joined(schooling.schools.establishment, f"-{census.name}")


def census_numbers(schooling: Schooling, census: Census) -> pa.Array:
    """The number of each school's census of a term."""
    return _joined(schooling.schools.establishment, f"{census.year}{census.term[:2].upper()}")


def _joined(words: pa.Array, ending: str) -> pa.Array:
    return pa.compute.binary_join_element_wise(words, pa.scalar(ending), "")
