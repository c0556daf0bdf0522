"""Synthetic: who comes into care and when, handed on as children with a date of entry and a first state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Child, birthday
from sherwood.synthetic.places import Map
from sherwood.vocabulary.ages import age_on

_SCHOOL_AGE = 5
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UNACCOMPANIED_NEED = "N8"
# Youth justice brings in one child of a family, not the others.
_ONE_CHILDS_OWN = frozenset({"remand", "police_custody", "youth_rehabilitation", "relinquished"})
# Coprime with the range, so that numbers run through it without repeating and without showing the order of entry.
_NUMBER_STEP, _NUMBER_RANGE, _FIRST_NUMBER = 387_913, 900_000, 100_000


@dataclass(frozen=True)
class Entry:
    """A child on the day of first coming into care, and the state the life course begins in."""

    child: Child
    start_date: dt.date
    state: str


class Arrivals:
    """Families coming into care at the declared rate, at random through the years."""

    def __init__(self, chance: Chance, county_map: Map, children: int) -> None:
        self._chance = chance
        self._map = county_map
        self._children = children
        self.count = 0
        self.families = 0

    def between(self, first: dt.date, last: dt.date) -> Iterator[Entry]:
        """Yield the entries of one kind of arrival after another: families, unaccompanied children, short breaks."""
        rates = self._chance.courses.rates
        starts = rates["starts_per_10000"] * self._children / 10_000
        unaccompanied = starts * rates["unaccompanied_share_of_starts"]
        for day in self._days((starts - unaccompanied) / self._mean_family(), first, last):
            yield from self._family(day)
        for day in self._days(unaccompanied, first, last):
            yield self._unaccompanied(day)
        for day in self._days(rates["short_breaks_per_10000"] * self._children / 10_000, first, last):
            yield self._short_breaks(day)

    def _days(self, a_year: float, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        passed = self._chance.waits(a_year)
        while (day := first + dt.timedelta(days=int(passed))) <= last:
            yield day
            passed += self._chance.waits(a_year)

    def _mean_family(self) -> float:
        options = self._chance.courses.choices["siblings"].options
        return sum(int(each.code) * each.weight for each in options) / sum(each.weight for each in options)

    def _family(self, day: dt.date) -> Iterator[Entry]:
        """Yield brothers and sisters entering together: one home, one background, one first order, ages a few years apart."""
        chance = self._chance
        self.families += 1
        eldest = self._birth_date(day, "age_at_start")
        first = self._child(eldest, day, chance.pick("ethnicity"), chance.pick("need"))
        state = chance.pick("way_in", first.age_on(day))
        yield Entry(first, day, state)
        shared = "interim_care_order" if state in _ONE_CHILDS_OWN else state
        birth_date = eldest
        for _ in range(int(chance.pick("siblings")) - 1):
            birth_date += dt.timedelta(days=chance.random.randint(330, 1300))
            if birth_date > day:
                return
            yield Entry(self._child(birth_date, day, first.ethnicity, first.need, like=first), day, shared)

    def _unaccompanied(self, day: dt.date) -> Entry:
        self.families += 1
        birth_date = self._birth_date(day, "age_at_start_unaccompanied")
        ethnicity = self._chance.pick("ethnicity_unaccompanied")
        child = self._child(birth_date, day, ethnicity, _UNACCOMPANIED_NEED, is_unaccompanied=True)
        return Entry(child, day, "unaccompanied_arrival")

    def _short_breaks(self, day: dt.date) -> Entry:
        self.families += 1
        birth_date = birthday(day, -self._chance.random.randint(7, 14))
        return Entry(self._child(birth_date, day, self._chance.pick("ethnicity"), "N2"), day, "short_breaks")

    def _birth_date(self, day: dt.date, choice: str) -> dt.date:
        """A birth date that gives an age in the band drawn, newborn children being commoner than the rest of their year."""
        youngest, oldest = (int(each) for each in self._chance.pick(choice).split("-"))
        if oldest == 0:
            return day - dt.timedelta(days=min(int(self._chance.waits(3.0)), 364))
        first, last = birthday(day, -(oldest + 1)) + dt.timedelta(days=1), birthday(day, -youngest)
        return self._chance.day_between(first, last)

    def _child(
        self,
        birth_date: dt.date,
        day: dt.date,
        ethnicity: str,
        need: str,
        *,
        like: Child | None = None,
        is_unaccompanied: bool = False,
    ) -> Child:
        chance = self._chance
        district = like.home_district if like else self._map.home(chance).code
        self.count += 1
        sex = "M" if chance.happens("boys_share_unaccompanied" if is_unaccompanied else "boys_share") else "F"
        return Child(
            number=child_number(self.count),
            family=self.families,
            birth_date=birth_date,
            sex=sex,
            ethnicity=ethnicity,
            upn="UN2" if is_unaccompanied else pupil_number(chance, birth_date, day),
            need=need,
            home_district=district,
            home_postcode=like.home_postcode if like else self._map.home_postcode(chance, district),
            is_unaccompanied=is_unaccompanied,
            is_unsettled=chance.happens("unsettled_share"),
            mother_child_birth_date=self._own_child(birth_date, sex),
        )

    def _own_child(self, birth_date: dt.date, sex: str) -> dt.date | None:
        if sex != "F" or not self._chance.happens("mother_share"):
            return None
        return self._chance.day_between(birthday(birth_date, 15), birthday(birth_date, 18))


def child_number(count: int) -> str:
    """The number of the so-many-th child of the county: each its own, in no order that shows who came first."""
    return str(count * _NUMBER_STEP % _NUMBER_RANGE + _FIRST_NUMBER)


def pupil_number(chance: Chance, birth_date: dt.date, day: dt.date) -> str:
    """A pupil number with the right check letter, or the code saying why a child below school age has none."""
    if age_on(birth_date, day) < _SCHOOL_AGE and chance.share(0.5):
        return "UN1"
    digits = f"{chance.random.randint(800, 899)}{chance.random.randint(0, 999_999_999):09}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return _UPN_LETTERS[total % len(_UPN_LETTERS)] + digits
