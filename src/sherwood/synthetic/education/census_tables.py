"""Synthetic: the tables of one school census, each with the columns of its term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education import marks
from sherwood.synthetic.education.census_pupils import (
    CURRICULUM_YEARS,
    CensusPupils,
    census_numbers,
    files_of,
)
from sherwood.synthetic.education.columns import Columns, chosen, dates, filled, same, taken, texts, within_each
from sherwood.synthetic.education.counted import Counted
from sherwood.synthetic.education.excluding import Excluded, together
from sherwood.synthetic.education.schooling import Schooling
from sherwood.synthetic.education.schools import PHASES, REFERRAL_UNIT, SPECIAL
from sherwood.synthetic.education.terms import SUMMER_2
from sherwood.synthetic.education.terms_told import Census
from sherwood.synthetic.everyone import NEVER, Everyone

ON_ROLL, OFF_ROLL = "pupilonrolltableid", "pupilnolongeronrolltableid"
_AUTHORITY = "899"
_ENDED_LONG_AGO = 365


@dataclass(frozen=True)
class CensusTables:
    """One census of every school: `counted` are the sessions of the stretches it tells of."""

    everyone: Everyone
    schooling: Schooling
    census: Census
    tables: Mapping[str, SourceTable]
    draw: Draw
    counted: tuple[Counted, ...]
    on: CensusPupils = field(init=False)
    off: CensusPupils = field(init=False)

    def __post_init__(self) -> None:
        enrolments, day = self.schooling.enrolments, self.census.day
        since = min((each.stretch.first for each in self.counted), default=day)
        on = np.flatnonzero((enrolments.start <= day) & (day < enrolments.end))
        off = np.flatnonzero((enrolments.end <= day) & (enrolments.end > since) & (enrolments.start < day))
        for name, rows in (("on", on), ("off", off)):
            by_school = rows[np.argsort(enrolments.school[rows], kind="stable")]
            pupils = CensusPupils(self.everyone, self.schooling, self.census, self.draw, by_school)
            object.__setattr__(self, name, pupils)

    def all(self) -> Iterator[tuple[str, pa.Table]]:
        """Every table by its declared name."""
        term, is_autumn = self.census.term, self.census.term == "autumn"
        yield self._filled(f"{term}_pupilonroll", self._on_roll())
        yield self._filled(f"{term}_pupilnolongeronroll", self._off_roll())
        yield self._filled("addressesonroll" if is_autumn else "addresses", self._addresses(self.on, ON_ROLL))
        if is_autumn:
            homes = self._addresses(self.off, OFF_ROLL)
            yield self._filled(
                "addressesoffroll", {k: v for k, v in homes.items() if k in self.tables["addressesoffroll"].columns}
            )
        yield self._filled("fsmperiodsonroll" if is_autumn else "fsmperiod", self._meals())
        if term == "spring":
            yield self._filled("senneeds", self._needs())
        for pupils, child, side in ((self.on, ON_ROLL, "onroll"), (self.off, OFF_ROLL, "offroll")):
            for counted in self.counted:
                part = "summerhalfterm2" if counted.stretch.part == SUMMER_2 else "termly"
                yield self._filled(f"{part}sessiondetails{side}", self._sessions(pupils, child, counted))
            yield self._filled(f"termlyexclusions{side}", self._exclusions(pupils, child))
        yield self._filled("spring_school" if term == "spring" else "school", self._schools())
        yield self._filled("schoolcensus", self._censuses())

    def _filled(self, table: str, told: Columns) -> tuple[str, pa.Table]:
        """A table with its own row numbers and what is told; those that have a pupil's number as their own keep it."""
        columns = self.tables[table].columns
        rows = len(next(iter(told.values())))
        numbers = {
            name: texts(np.arange(1, rows + 1)) for name in columns if name.endswith("tableid") and name not in told
        }
        ordered = {name: same("1", rows) for name in columns if name.endswith("orderseqcolumn") and name not in told}
        return table, filled(columns, {**numbers, **ordered, **told}, rows)

    def _on_roll(self) -> Columns:
        pupils = self.on
        told = {ON_ROLL: pupils.number, **pupils.who(), **pupils.at_school()}
        if self.census.term == "spring":
            told["ethnicity"] = pupils.told("ethnicity")
            told["youngcarer"] = chosen(
                ("N", "S", "P"), self.draw.generator.choice(3, len(pupils.rows), p=(0.992, 0.005, 0.003))
            )
        return {**told, **self._possible(pupils)}

    def _off_roll(self) -> Columns:
        pupils = self.off
        told = {OFF_ROLL: pupils.number, "pupilnolongeronrollorderseqcolumn": pupils.source, **pupils.who()}
        told["leaving_date"] = dates(self.schooling.enrolments.end[pupils.rows] - 1)
        if self.census.term == "spring":
            told["ethnicity"] = pupils.told("ethnicity")
        if self.census.term == "autumn":
            year = np.clip(pupils.year - (self.schooling.enrolments.end[pupils.rows] <= self._begins()), 0, 13)
            told["ncyearleaving"] = chosen(CURRICULUM_YEARS, year)
        return {**told, **self._possible(pupils)}

    def _begins(self) -> int:
        return int(self.schooling.years.starts_of(np.array([self.census.school_year]))[0])

    def _possible(self, pupils: CensusPupils) -> Columns:
        found: Columns = {}
        for counted in self.counted:
            name = "summerhalfterm2sessionspossible" if counted.stretch.part == SUMMER_2 else "termlysessionspossible"
            found[name] = counted.possible_of(pupils.rows)
        return found

    def _sessions(self, pupils: CensusPupils, child: str, counted: Counted) -> Columns:
        """A row for each pupil and reason."""
        at, codes, sessions = counted.reasons_of(pupils.rows)
        side = "onroll" if child == ON_ROLL else "offroll"
        part = "summerhalfterm2" if counted.stretch.part == SUMMER_2 else "termly"
        return {
            "native_id": taken(pupils.files(), at),
            f"{part}sessiondetails{side}orderseqcolumn": texts(within_each(at)),
            "sourceid": taken(pupils.source, at),
            child: taken(pupils.number, at),
            "attendancereason": chosen(marks.CODES, codes),
            "sessions": pa.array(sessions),
        }

    def _exclusions(self, pupils: CensusPupils, child: str) -> Columns:
        at, excluded = self._excluded(pupils)
        provision = self.schooling.needs.provision_on(self.census.day)[pupils.pupil[at]]
        is_permanent = excluded["is_permanent"]
        return {
            "native_id": taken(pupils.files(), at),
            "sourceid": taken(pupils.source, at),
            child: taken(pupils.number, at),
            "start_date": dates(excluded["day"]),
            "sessions": pa.array(excluded["sessions"], mask=is_permanent),
            "category": chosen(("SUSP", "PERM"), is_permanent),
            "reason1": pa.array(excluded["reason"], pa.string()),
            "reason2": pa.array(excluded["second_reason"], pa.string()),
            "senprovision": pa.array(provision, pa.string()),
        }

    def _excluded(self, pupils: CensusPupils) -> tuple[NDArray[np.int64], dict[str, NDArray[np.generic]]]:
        """Where among the pupils each suspension of the stretches stands, and its columns."""
        place = np.full(len(self.schooling.enrolments) + 1, -1, np.int64)
        place[pupils.rows] = np.arange(len(pupils.rows))
        found = together([self.schooling.excluded_in(each.stretch) for each in self.counted])
        at = place[found.enrolment]
        here = at >= 0
        return at[here], {name: getattr(found, name)[here] for name in Excluded.__dataclass_fields__}

    def _addresses(self, pupils: CensusPupils, child: str) -> Columns:
        return {"native_id": pupils.files(), "sourceid": pupils.source, child: pupils.number, **pupils.homes()}

    def _meals(self) -> Columns:
        start, end = self.schooling.meals
        day = self.census.day
        since, until = start[self.on.pupil], end[self.on.pupil]
        at = np.flatnonzero((since <= day) & (until > day - _ENDED_LONG_AGO))
        return {
            "native_id": taken(self.on.files(), at),
            "sourceid": taken(self.on.source, at),
            ON_ROLL: taken(self.on.number, at),
            "fsm_start_date": dates(since[at]),
            "fsm_end_date": dates(np.where(until[at] <= day, until[at] - 1, NEVER)),
            "ukcountry": same("ENG", len(at)),
        }

    def _needs(self) -> Columns:
        needs, pupil = self.schooling.needs, self.on.pupil
        has_any = needs.provision_on(self.census.day)[pupil] != "N"
        kinds = np.stack([needs.need[pupil], needs.second_need[pupil]], axis=1)
        at, rank = np.nonzero((kinds != "") & has_any[:, None])
        return {
            "native_id": taken(self.on.files(), at),
            "senneedsorderseqcolumn": texts(rank + 1),
            "sourceid": taken(self.on.source, at),
            ON_ROLL: taken(self.on.number, at),
            "sentyperank": pa.array(rank + 1),
            "sentype": pa.array(kinds[at, rank], pa.string()),
        }

    def _schools(self) -> Columns:
        schools = self.schooling.schools
        intake = np.where(schools.phase == SPECIAL, "SPEC", "COMP")
        return {
            **self._of_schools(),
            "schoolname": schools.name,
            "phase": chosen(PHASES, schools.phase),
            "intake": pa.array(intake, pa.string()),
            "governance": schools.governance,
            "lowestncyeargroup": chosen(CURRICULUM_YEARS, schools.lowest),
            "highestncyeargroup": chosen(CURRICULUM_YEARS, schools.highest),
        }

    def _censuses(self) -> Columns:
        schools, census = self.schooling.schools, self.census
        count = len(schools)
        return {
            **self._of_schools(),
            "name": chosen(("School Census", "PRU Census"), schools.phase == REFERRAL_UNIT),
            "collection": same("SC", count),
            "term": same(census.term[:3].upper(), count),
            "year": pa.array(np.full(count, census.year)),
            "reference_date": dates(np.full(count, census.day)),
            "serialno": same("1", count),
            "sourcelevel": same("S", count),
            "estab": schools.establishment,
            "lea": same(_AUTHORITY, count),
            "urn": schools.urn,
            "softwarecode": same("Register", count),
            "made_date": dates(np.full(count, census.day + 14)),
        }

    def _of_schools(self) -> Columns:
        schools = self.schooling.schools
        return {
            "native_id": files_of(self.schooling, self.census),
            "sourceid": schools.establishment,
            "schoolcensustableid": census_numbers(self.schooling, self.census),
        }
