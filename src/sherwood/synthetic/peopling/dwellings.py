"""Synthetic: the homes of the county and which family lived in which when, poorer families more often in poorer places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Homes, Positions, Strengths
from sherwood.synthetic.lives import HomeAddress, Life
from sherwood.synthetic.peopling.names import Texts
from sherwood.synthetic.peopling.parents import LONG_AGO
from sherwood.synthetic.places import SECTORS, WARDS, sector_decile, ward_of
from sherwood.synthetic.shapes import District

_UNIT_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
_HOMES_A_POSTCODE = 15
_LAST_HOUSE = 140
_MOST_MOVES = 6
_FIRST_UPRN, _UPRN_STEP = 10_000_000_019, 37
_NEED_LEVELS = 8


@dataclass(frozen=True)
class HomeSpells:
    """Which family lived in which home, one row a spell, sorted by family and start; the first begins before anybody's birth."""

    family: Positions
    home: Positions
    start: Days
    end: Days


@dataclass
class Places:
    """The lists that homes point into, and what a postcode tells of its place."""

    districts: list[District]
    postcodes: Texts
    houses: Texts
    streets: Texts

    @property
    def ward_names(self) -> pa.Array:
        """The wards of every district, in order."""
        return pa.array([f"{district.name} {ward}" for district in self.districts for ward in WARDS])


class Dwellings:
    """Collects homes as families move into them, and hands them on as columns."""

    def __init__(self, draw: Draw, districts: tuple[District, ...], streets: list[str], families: int) -> None:
        self.places = Places([each for each in districts if each.share], Texts(), Texts(), Texts())
        self._draw = draw
        self._streets = self.places.streets.positions(streets)
        self._houses = self.places.houses.positions(str(number) for number in range(1, _LAST_HOUSE + 1))
        self._pool = self._postcodes(families)
        self._parts: list[dict[str, NDArray[np.int64]]] = []
        self._count = 0

    def of_lives(self, addresses: list[HomeAddress]) -> Positions:
        """The homes of addresses that the lives tell, each a home of its own."""
        places = self.places
        by_code = {district.code: at for at, district in enumerate(places.districts)}
        sectors = np.array([int(each.postcode.split(" ")[1][0]) for each in addresses], np.int64)
        return self._add(
            postcode=places.postcodes.positions(each.postcode for each in addresses),
            house=places.houses.positions(each.house for each in addresses),
            street=places.streets.positions(each.street for each in addresses),
            district=np.array([by_code[each.district] for each in addresses], np.int64),
            sector=sectors,
        )

    def anywhere(self, need: Strengths) -> Positions:
        """A home for each of these families, the poorer the place the greater their need."""
        count = len(need)
        chosen = self._chosen(np.log(np.maximum(need, 1e-6)))
        generator = self._draw.generator
        return self._add(
            postcode=self._pool["postcode"][chosen],
            house=self._houses[generator.integers(0, len(self._houses), count)],
            street=self._streets[(self._pool["postcode"][chosen] * 7919) % len(self._streets)],
            district=self._pool["district"][chosen],
            sector=self._pool["sector"][chosen],
        )

    def homes(self) -> Homes:
        """Every home, in the order in which they were added."""
        columns = {name: np.concatenate([part[name] for part in self._parts]) for name in self._parts[0]}
        deciles = np.array(
            [[0, *(sector_decile(district, sector) for sector in SECTORS)] for district in self.places.districts],
            np.int8,
        )
        wards = np.array([0, *(ward_of(sector) for sector in SECTORS)])
        district, sector = columns["district"], columns["sector"]
        return Homes(
            uprn=_FIRST_UPRN + _UPRN_STEP * np.arange(self._count, dtype=np.int64),
            house=columns["house"].astype(np.int32),
            street=columns["street"].astype(np.int32),
            postcode=columns["postcode"].astype(np.int32),
            district=district.astype(np.int16),
            ward=(district * len(WARDS) + wards[sector]).astype(np.int16),
            decile=deciles[district, sector],
        )

    def _add(self, **columns: NDArray[np.int64] | Positions) -> Positions:
        count = len(columns["postcode"])
        self._parts.append({name: values.astype(np.int64) for name, values in columns.items()})
        found = np.arange(self._count, self._count + count, dtype=np.int32)
        self._count += count
        return found

    def _postcodes(self, families: int) -> dict[str, NDArray[np.int64]]:
        """Invented postcodes of each district by its share, a few homes to each."""
        generator, districts = self._draw.generator, self.places.districts
        shares = np.array([district.share for district in districts])
        wanted = max(families // _HOMES_A_POSTCODE, 40 * len(districts))
        district = np.sort(generator.choice(len(districts), size=wanted, p=shares / shares.sum()))
        sector = generator.integers(SECTORS[0], SECTORS[-1] + 1, wanted)
        letters = _UNIT_LETTERS[generator.integers(0, len(_UNIT_LETTERS), (wanted, 2))]
        texts = [
            f"{districts[d].code} {s}{one}{two}" for d, s, (one, two) in zip(district, sector, letters, strict=True)
        ]
        postcode = self.places.postcodes.positions(texts).astype(np.int64)
        return {"postcode": postcode, "district": district.astype(np.int64), "sector": sector.astype(np.int64)}

    def _chosen(self, log_need: NDArray[np.float64]) -> NDArray[np.int64]:
        """A postcode of the pool for each family, by a pull towards poorer places that grows with need."""
        found = np.zeros(len(log_need), np.int64)
        edges = np.quantile(log_need, np.linspace(0, 1, _NEED_LEVELS + 1)[1:-1]) if len(log_need) else np.zeros(0)
        level = np.searchsorted(edges, log_need)
        decile = np.array(
            [
                sector_decile(self.places.districts[d], int(s))
                for d, s in zip(self._pool["district"], self._pool["sector"], strict=True)
            ]
        )
        for each in range(_NEED_LEVELS):
            chosen = np.flatnonzero(level == each)
            pull = self._draw.rate("deprivation_pull") * (each / (_NEED_LEVELS - 1) - 0.5)
            weights = np.exp(-pull * (decile - 1))
            found[chosen] = self._draw.generator.choice(len(decile), size=len(chosen), p=weights / weights.sum())
        return found


def spells_of_families(
    dwellings: Dwellings, draw: Draw, lives: list[Life], known: Positions, need: Strengths, last: int
) -> HomeSpells:
    """Every family's homes one after another: as the lives tell them, and drawn for the rest.

    `known` holds for each known family the position of the life that tells its addresses; `need` is of all families.
    """
    told = _told(dwellings, lives, known)
    drawn = _drawn(dwellings, draw, need, len(known), last)
    family = np.concatenate([told[0], drawn[0]])
    home = np.concatenate([told[1], drawn[1]])
    start = np.concatenate([told[2], drawn[2]])
    end = np.concatenate([told[3], drawn[3]])
    order = np.lexsort((start, family))
    return HomeSpells(
        family[order].astype(np.int32), home[order], start[order].astype(np.int32), end[order].astype(np.int32)
    )


Columns = tuple[NDArray[np.int64], Positions, NDArray[np.int64], NDArray[np.int64]]


def _told(dwellings: Dwellings, lives: list[Life], known: Positions) -> Columns:
    """The addresses of one life a family, the first stretched back to before anybody's birth, the last without an end."""
    families: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    addresses: list[HomeAddress] = []
    for family, at in enumerate(known):
        told = [each for each in lives[at].addresses if each.district in _codes(dwellings)]
        for place, address in enumerate(told):
            families.append(family)
            addresses.append(address)
            starts.append(day_number(address.start_date) if place else LONG_AGO)
            ends.append(day_number(told[place + 1].start_date) if place + 1 < len(told) else NEVER)
    return (
        np.array(families, np.int64),
        dwellings.of_lives(addresses),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
    )


def _codes(dwellings: Dwellings) -> set[str]:
    return {district.code for district in dwellings.places.districts}


def _drawn(dwellings: Dwellings, draw: Draw, need: Strengths, families_known: int, last: int) -> Columns:
    """Moves of families outside services: a home for some years, then the next, up to the county's last day."""
    count = len(need) - families_known
    lengths = np.stack([draw.days("at_one_home", count) for _ in range(_MOST_MOVES)], axis=1)
    # Families are met somewhere in the middle of their first stay, long before the county's first day.
    begun = last - draw.generator.integers(0, lengths.sum(axis=1) + 1)
    starts = begun[:, None] + np.concatenate([np.zeros((count, 1), int), np.cumsum(lengths[:, :-1], axis=1)], axis=1)
    is_there = starts <= last
    family = np.repeat(np.arange(count), is_there.sum(axis=1)) + families_known
    start = starts[is_there]
    is_first = np.concatenate([[True], family[1:] != family[:-1]]) if len(family) else np.zeros(0, bool)
    end = np.concatenate([start[1:], [NEVER]]) if len(start) else start
    end = np.where(np.concatenate([is_first[1:], [True]]) if len(family) else is_first, NEVER, end)
    return family, dwellings.anywhere(need[family]), np.where(is_first, LONG_AGO, start), end
