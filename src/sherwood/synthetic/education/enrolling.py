"""Synthetic: which child is on the roll of which school from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.moving import Presence, moves_of
from sherwood.synthetic.education.needs import Needs
from sherwood.synthetic.education.pupils import Pupils
from sherwood.synthetic.education.schools import NO_SCHOOL, PRIMARY, SECONDARY, SPECIAL, Schools
from sherwood.synthetic.education.terms import SchoolYears
from sherwood.synthetic.everyone import Days, Everyone, Positions
from sherwood.synthetic.identifying import homes_on

_YEAR_7, _YEAR_12, _YEAR_13 = 7, 12, 13
# A summer holiday between two spells at one school is no break in them.
_SUMMER = 80


@dataclass(frozen=True)
class Enrolments:
    """One row a spell of a pupil (a position in `Pupils`) on a school's roll, by pupil and start; `end` is the day after the last."""

    pupil: Positions
    school: Positions
    start: Days
    end: Days

    def __len__(self) -> int:
        return len(self.pupil)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Enrolments:
        """Some of the rows."""
        return Enrolments(self.pupil[rows], self.school[rows], self.start[rows], self.end[rows])

    def overlapping(self, first: int, last: int) -> NDArray[np.int64]:
        """The rows of which some day lies between two days, both included."""
        return np.flatnonzero((self.start <= last) & (self.end > first))


@dataclass(frozen=True)
class Enrolling:
    """Everything a pupil's schooling is worked out from."""

    everyone: Everyone
    draw: Draw
    pupils: Pupils
    needs: Needs
    schools: Schools
    years: SchoolYears

    def enrolments(self, presence: Presence) -> Enrolments:
        """Every spell on a roll from admission at four to leaving at 16 or 18, as far as the child lives in the county."""
        pupil, day, is_break = self._changes(presence)
        stays = self._stays_on()
        order = np.lexsort((~is_break, day, pupil))
        pupil, day, is_break = pupil[order], day[order], is_break[order]
        school = np.where(is_break, NO_SCHOOL, self._school(pupil, day))
        end = self._ends(presence, stays)[pupil]
        following = np.append(pupil[1:] == pupil[:-1], [False])
        until = np.where(following, np.minimum(np.append(day[1:], [0]), end), end)
        kept = (day < until) & (school != NO_SCHOOL) & (day >= presence.start[pupil])
        found = Enrolments(pupil[kept], school[kept], day[kept], until[kept].astype(np.int32))
        return _joined(found)

    def _changes(self, presence: Presence) -> tuple[Positions, Days, NDArray[np.bool_]]:
        """Days on which a pupil's school may change, and whether only by leaving: phases, arrival, moving, special schools."""
        pupils, years = self.pupils, self.years
        everybody = np.arange(len(pupils), dtype=np.int32)
        admitted = [years.starts_of(pupils.reception + year) for year in (0, _YEAR_7, _YEAR_12)]
        left = [years.ends_of(pupils.reception + year) for year in (_YEAR_7 - 1, _YEAR_12 - 1)]
        home = years.starts_of(pupils.reception + pupils.at_home_from) + self.draw.generator.integers(
            0, 200, len(pupils)
        )
        moved, moved_day, moved_break = moves_of(self.everyone, self.draw, pupils)
        arrived = presence.start + self.draw.days("until_school_after_arrival", len(pupils))
        days = [*admitted, self.needs.special_from, arrived, *left, home.astype(np.int32)]
        breaks = [False] * 5 + [True] * 3
        pupil = np.concatenate([*[everybody] * len(days), moved])
        day = np.concatenate([*days, moved_day])
        is_break = np.concatenate([*[np.full(len(pupils), each) for each in breaks], moved_break])
        in_special = day >= self.needs.special_from[pupil]
        too_young = day < admitted[0][pupil]
        ends_phase = is_break & np.isin(np.arange(len(day)) // max(len(pupils), 1), (5, 6))
        kept = ~too_young & ~(ends_phase & in_special)
        return pupil[kept], day[kept].astype(np.int32), is_break[kept]

    def _school(self, pupil: Positions, day: Days) -> Positions:
        """The school for a pupil on a day: special, or the one of its phase in the district where the child lives."""
        everyone, pupils, schools = self.everyone, self.pupils, self.schools
        year = school_years_of(day) - pupils.reception[pupil]
        home = homes_on(everyone, pupils.person[pupil], day)
        district = np.where(home >= 0, everyone.homes.district[np.maximum(home, 0)], 0)
        phase = np.where(year < _YEAR_7, PRIMARY, SECONDARY)
        found = _nearest(schools, phase, district, pupils.near[pupil])
        is_special = self.needs.special_from[pupil] <= day
        special = schools.of(SPECIAL)
        by_person = pupils.person[pupil].astype(np.int64) * 7919 % len(special)
        found = np.where(is_special, special[by_person], found)
        is_away = (pupils.private_from[pupil] <= year) & (year < pupils.private_to[pupil])
        is_away |= pupils.at_home_from[pupil] < year
        beyond = (year > schools.highest[found]) | (year < 0)
        none = beyond | (is_away & ~is_special)
        return np.where(none, NO_SCHOOL, found).astype(np.int32)

    def _stays_on(self) -> NDArray[np.bool_]:
        return self.draw.happens("stays_at_school_at_16", len(self.pupils))

    def _ends(self, presence: Presence, stays: NDArray[np.bool_]) -> Days:
        """The last end of anybody's schooling: after year 11, or after year 12 or 13, or when the child leaves the county."""
        only_a_year = self.draw.happens("leaves_after_year_12", len(self.pupils))
        in_special = self.needs.special_from < self.years.ends_of(self.pupils.reception + _YEAR_12 - 1)
        last = np.where(stays | in_special, np.where(only_a_year & ~in_special, _YEAR_12, _YEAR_13), _YEAR_12 - 1)
        found: Days = np.minimum(self.years.ends_of(self.pupils.reception + last), presence.end).astype(np.int32)
        return found


def school_years_of(day: Days) -> NDArray[np.int64]:
    """The year in which the school year of each day began: from 1 September on."""
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found: NDArray[np.int64] = (months + 12 * 1970 - 8) // 12
    return found


def _nearest(
    schools: Schools, phase: NDArray[np.int64], district: NDArray[np.int64], near: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The school of a phase in a district at a family's place among them."""
    key = schools.phase.astype(np.int64) * 1000 + schools.district
    order = np.argsort(key, kind="stable")
    wanted = phase * 1000 + district
    first = np.searchsorted(key[order], wanted, side="left")
    count = np.searchsorted(key[order], wanted, side="right") - first
    found: NDArray[np.int64] = order[np.minimum(first + (near * count).astype(np.int64), len(order) - 1)]
    return found


def _joined(found: Enrolments) -> Enrolments:
    """Spells at one school with no more than a summer between them made one."""
    if not len(found):
        return found
    same = (found.pupil[1:] == found.pupil[:-1]) & (found.school[1:] == found.school[:-1])
    same &= found.start[1:] - found.end[:-1] <= _SUMMER
    first = np.append([True], ~same)
    last = np.append(~same, [True])
    return Enrolments(found.pupil[first], found.school[first], found.start[first], found.end[last])
