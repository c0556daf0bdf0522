"""Synthetic: names and homes of made-up families, handed on as forenames, surnames and addresses with moves."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection
from itertools import accumulate

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import HomeAddress
from sherwood.synthetic.name_lists import BOY, GIRL, NameLists, Shares
from sherwood.synthetic.people import Child
from sherwood.synthetic.places import Map

_LAST_HOUSE = 140
_TRIES = 6


class Naming:
    """Draws names that fit ethnic group, sex and time of birth, by a chance of their own."""

    def __init__(self, chance: Chance) -> None:
        self._random = chance.apart("names").random
        self._lists = NameLists(chance.courses.origins)
        self._years = self._lists.born_until()
        self._weighed: dict[tuple[int, ...], tuple[list[str], list[float]]] = {}

    def surname(self, ethnicity: str) -> str:
        """A surname borne in this ethnic group."""
        group = self._lists.group_of(ethnicity)
        return self._one((group,), lambda: self._lists.surnames(group))

    def forename(self, child: Child, taken: Collection[str] = ()) -> str:
        """A forename for a child, not one that is taken by a brother or sister unless chance insists."""
        group, sex = self._lists.group_of(child.ethnicity), BOY if child.sex == "M" else GIRL
        time = bisect_left(self._years, child.birth_date.year)
        for _ in range(_TRIES):
            found = self._one((group, sex, time), lambda: self._lists.forenames(group, sex, time))
            if found not in taken:
                break
        return found

    def _one(self, key: tuple[int, ...], shares: Callable[[], Shares]) -> str:
        if key not in self._weighed:
            names = dict(sorted(shares().items()))
            self._weighed[key] = list(names), list(accumulate(names.values()))
        names_of, weights = self._weighed[key]
        return self._random.choices(names_of, cum_weights=weights)[0]


class Homes:
    """Moves families from one address of the county to another at the declared pace."""

    def __init__(self, chance: Chance, county_map: Map, first: dt.date, last: dt.date) -> None:
        self._chance = chance
        self._map = county_map
        self._first = first
        self._last = last

    def of(self, district: str) -> list[HomeAddress]:
        """Addresses from the first day on, each until the next; most moves stay in the district."""
        found: list[HomeAddress] = []
        day = self._first - dt.timedelta(days=self._chance.random.randint(0, 1500))
        while day <= self._last:
            end = day + dt.timedelta(days=60 + self._chance.days("at_one_address"))
            found.append(
                self._address(day, end if end <= self._last else None, self._map.home_postcode(self._chance, district))
            )
            day = end
            district = district if self._chance.share(0.6) else self._map.home(self._chance).code
        return found

    def ending_at(self, child: Child) -> list[HomeAddress]:
        """Two addresses of a child's family: the second, from the year before care on, is the home its return gives."""
        start = child.periods[0].start_date
        moved = start - dt.timedelta(days=200 + self._chance.random.randint(0, 400))
        before = self._map.home_postcode(self._chance, self._map.home(self._chance).code)
        first = moved - dt.timedelta(days=self._chance.days("at_one_address"))
        return [self._address(first, moved, before), self._address(moved, None, child.home_postcode)]

    def _address(self, start: dt.date, end: dt.date | None, postcode: str) -> HomeAddress:
        chance, names = self._chance.random, self._chance.courses.names
        street = f"{chance.choice(names.streets)} {chance.choice(names.street_kinds)}"
        return HomeAddress(
            start, end, postcode, postcode.split(maxsplit=1)[0], str(chance.randint(1, _LAST_HOUSE)), street
        )
