"""Synthetic: names and homes of made-up families, handed on as forenames, surnames and addresses with moves."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import HomeAddress
from sherwood.synthetic.people import Child
from sherwood.synthetic.places import Map

_LAST_HOUSE = 140


class Naming:
    """Draws names from the lists of the life courses."""

    def __init__(self, chance: Chance) -> None:
        self._random = chance.random
        self._names = chance.courses.names

    def surname(self) -> str:
        """A surname put together from two halves."""
        return self._random.choice(self._names.surname_begins) + self._random.choice(self._names.surname_ends)

    def forename(self, sex: str) -> str:
        """A forename for a girl or a boy."""
        return self._random.choice(self._names.boys if sex == "M" else self._names.girls)


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
