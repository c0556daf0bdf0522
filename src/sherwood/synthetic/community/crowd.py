"""Synthetic: the county's families as feeds about whole families need them: who is in each, and where everybody lives on a day."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.everyone import NOBODY, Days, Everyone, Living, Positions, Role

Share = NDArray[np.float64]
_DAYS_A_YEAR = 365.25
_MALE = 0
# Runs of events that began before the county's first day reach into its years.
_YEARS_BEFORE = 3
OF_AGE = 18
# Room for every day a county counts, before 1970 and after, beside the position of a person.
_ROOM, _SHIFT = 1 << 22, 1 << 20


def ages_on(born: Days, day: Days) -> NDArray[np.int64]:
    """Whole years of age on a day, by the calendar."""
    of_birth, today = (np.asarray(each).astype("datetime64[D]") for each in (born, day))
    years = today.astype("datetime64[Y]").astype(int) - of_birth.astype("datetime64[Y]").astype(int)
    found: NDArray[np.int64] = years - (_day_of_year(today) < _day_of_year(of_birth))
    return found


def _day_of_year(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Month and day as one number that sorts as the calendar does."""
    months = dates.astype("datetime64[M]")
    in_month = (dates - months.astype("datetime64[D]")).astype(int)
    found: NDArray[np.int64] = months.astype(int) % 12 * 32 + in_month
    return found


def spread_out(first: NDArray[Any], count: NDArray[Any]) -> tuple[Positions, Positions]:
    """For runs of positions given by their first and length: the run each position is of, and the position."""
    owner = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    position = np.arange(len(owner)) - np.repeat(before, count) + np.repeat(first, count)
    return owner.astype(np.int32), position.astype(np.int32)


class Members:
    """The members of every family that fulfil a condition, in order of family."""

    def __init__(self, family: Positions, belongs: NDArray[np.bool_], families: int) -> None:
        chosen = np.flatnonzero(belongs)
        self._of_family = chosen[np.argsort(family[chosen], kind="stable")].astype(np.int32)
        self._count = np.bincount(family[chosen], minlength=families)
        self._first = np.cumsum(self._count) - self._count

    def of(self, family: Positions) -> tuple[Positions, Positions]:
        """The members of each family named: the position in `family`, and the person."""
        owner, position = spread_out(self._first[family], self._count[family])
        return owner, self._of_family[position]

    def one_of(self, family: Positions) -> Positions:
        """The first of each family's members; NOBODY where it has none."""
        if not len(self._of_family):
            return np.full(len(family), NOBODY, np.int32)
        first = np.minimum(self._first[family], len(self._of_family) - 1)
        found: Positions = np.where(self._count[family] > 0, self._of_family[first], NOBODY).astype(np.int32)
        return found


class Spans:
    """Spells of people, sorted by person and start, of which no two of one person overlap; answers which one holds on a day."""

    def __init__(self, person: Positions, start: Days, end: Days) -> None:
        self._person, self._start, self._end = person, start, end
        self._key = self._of(person, start)

    def at(self, person: Positions, day: Days) -> Positions:
        """The position of each person's spell on a day; NOBODY where none holds."""
        if not len(self._key):
            return np.full(len(person), NOBODY, np.int32)
        place = np.maximum(np.searchsorted(self._key, self._of(person, day), side="right") - 1, 0)
        holds = (self._person[place] == person) & (self._end[place] > day) & (self._start[place] <= day)
        found: Positions = np.where(holds, place, NOBODY).astype(np.int32)
        return found

    def _of(self, person: NDArray[Any], day: NDArray[Any]) -> NDArray[np.int64]:
        key: NDArray[np.int64] = person.astype(np.int64) * _ROOM + day + _SHIFT
        return key


class Whereabouts:
    """Answers where somebody had their main home on a day."""

    def __init__(self, living: Living) -> None:
        main = living.is_main
        self._home = living.home[main]
        self._spans = Spans(living.person[main], living.start[main], living.end[main])

    def home(self, person: Positions, day: Days) -> Positions:
        """The main home of each person on a day; NOBODY for who was not in the county."""
        place = self._spans.at(person, day)
        if not len(self._home):
            return place
        found: Positions = np.where(place == NOBODY, NOBODY, self._home[place]).astype(np.int32)
        return found


class Crowd:
    """Everyone, with each family's members, years with children and need."""

    def __init__(self, everyone: Everyone) -> None:
        self.everyone, self.people = everyone, everyone.people
        self.first, self.last = everyone.first_day, everyone.last_day
        self.before_first = self.first - _YEARS_BEFORE * 365
        self.families = int(self.people.family.max(initial=-1)) + 1
        self.is_child = self.people.role == Role.CHILD
        self.is_male = self.people.sex == _MALE
        self.whereabouts = Whereabouts(everyone.living)
        family = self.people.family
        self.everybody = Members(family, np.ones(len(family), bool), self.families)
        self.children = Members(family, self.is_child, self.families)
        self.adults = Members(
            family, (self.people.role > Role.CHILD) & (self.people.role < Role.GRANDPARENT), self.families
        )
        self.mothers = Members(family, self.people.role == Role.MOTHER, self.families)
        self.fathers = Members(family, np.isin(self.people.role, (Role.FATHER, Role.STEP_PARENT)), self.families)

    @cached_property
    def family_need(self) -> Share:
        """The mean need of each family's members."""
        count = np.bincount(self.people.family, minlength=self.families)
        total = np.bincount(self.people.family, weights=self.people.need, minlength=self.families)
        return total / np.maximum(count, 1)

    @cached_property
    def first_birth(self) -> Days:
        """The day each family's first child was born."""
        found = np.full(self.families, self.last + 1, np.int32)
        np.minimum.at(found, self.people.family[self.is_child], self.people.born[self.is_child])
        return found

    @cached_property
    def last_of_age(self) -> Days:
        """About the day each family's youngest child comes of age."""
        found = np.full(self.families, self.first - 1, np.int32)
        of_age = self.people.born[self.is_child] + round(OF_AGE * _DAYS_A_YEAR)
        np.maximum.at(found, self.people.family[self.is_child], of_age.astype(np.int32))
        return found

    @cached_property
    def contacts(self) -> tuple[Positions, Days, NDArray[Any]]:
        """Every contact of the county's years with children's services: about whom, when, and from which source."""
        found = [
            (person, day_number(each.contact_date), each.source)
            for person in np.flatnonzero(self.people.life >= 0)
            for each in self.everyone.lives[self.people.life[person]].contacts
        ]
        person, day, source = zip(*found, strict=True) if found else ((), (), ())
        return np.array(person, np.int32), np.array(day, np.int32), np.array(source, object)

    @cached_property
    def heads(self) -> Positions:
        """The adult who heads each family: the mother, else another adult; NOBODY where there is none."""
        family = np.arange(self.families, dtype=np.int32)
        mother = self.mothers.one_of(family)
        found: Positions = np.where(mother == NOBODY, self.adults.one_of(family), mother).astype(np.int32)
        return found

    def homes(self, person: Positions, day: Days) -> Positions:
        """The main home of each person on a day; NOBODY for who was not in the county."""
        return self.whereabouts.home(person, day)

    def ages(self, person: Positions, day: Days) -> NDArray[np.int64]:
        """Whole years of age of each person on a day."""
        return ages_on(self.people.born[person], day)

    def is_alive(self, person: Positions, day: Days) -> NDArray[np.bool_]:
        """Whether each person was born and not yet dead on a day."""
        alive: NDArray[np.bool_] = (self.people.born[person] <= day) & (day < self.people.died[person])
        return alive

    def is_minor(self, person: Positions, day: Days) -> NDArray[np.bool_]:
        """Whether each person was under 18 on a day."""
        return self.ages(person, day) < OF_AGE
