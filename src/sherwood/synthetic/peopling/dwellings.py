"""Synthetic: the homes of the county and which family lived in which when, poorer families more often in poorer places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Homes, Positions, Strengths
from sherwood.synthetic.lives import HomeAddress, Life
from sherwood.synthetic.peopling.letting import Letting
from sherwood.synthetic.peopling.parents import LONG_AGO
from sherwood.synthetic.peopling.texts import Texts
from sherwood.synthetic.places import SECTORS, WARDS, sector_decile, ward_of
from sherwood.synthetic.shapes import District

_UNIT_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
_HOMES_A_POSTCODE = 15
_LAST_HOUSE = 140
_MOST_MOVES = 6
_FIRST_UPRN, _UPRN_STEP = 10_000_000_019, 37
_NEED_LEVELS = 8
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class HomeSpells:
    """Which family lived in which home, one row a spell, sorted by family and start; the first begins before anybody's birth."""

    family: Positions
    home: Positions
    start: Days
    end: Days


class Places:
    """The lists that homes point into: the county's districts first, then those around it, and what a postcode tells of its place."""

    def __init__(self, districts: Iterable[District]) -> None:
        self.districts = sorted(districts, key=lambda district: not district.share)
        self.inside = [district for district in self.districts if district.share]
        self.by_code = {district.code: at for at, district in enumerate(self.districts)}
        self.postcodes, self.houses, self.streets = Texts(), Texts(), Texts()

    @property
    def ward_names(self) -> pa.Array:
        """The wards of every district, in order."""
        return pa.array([f"{district.name} {ward}" for district in self.districts for ward in WARDS])

    def deciles(self) -> NDArray[np.int8]:
        """The deprivation decile of every district's sectors; those are counted from one."""
        return np.array([[0, *(sector_decile(each, sector) for sector in SECTORS)] for each in self.districts], np.int8)


class Dwellings:
    """Collects homes as families move into them, and hands them on as columns."""

    def __init__(self, draw: Draw, districts: Iterable[District], streets: list[str], families: int) -> None:
        self.places = Places(districts)
        self._draw = draw
        self._streets = self.places.streets.positions(streets)
        self._houses = self.places.houses.positions(str(number) for number in range(1, _LAST_HOUSE + 1))
        self._pool = self._postcodes(families)
        self._room = np.ones(len(self._pool["postcode"]))
        self._letting = Letting(draw, len(self._pool["postcode"]))
        self._parts: list[dict[str, Numbers]] = []
        self._count = 0

    def of_addresses(self, addresses: list[HomeAddress]) -> Positions:
        """The homes of addresses that the lives tell, each a home of its own."""
        places = self.places
        return self._add(
            postcode=places.postcodes.positions(each.postcode for each in addresses),
            house=places.houses.positions(each.house for each in addresses),
            street=places.streets.positions(each.street for each in addresses),
            district=np.array([places.by_code[each.district] for each in addresses], np.int64),
            sector=_sectors([each.postcode for each in addresses]),
        )

    def of_postcodes(self, postcodes: list[str]) -> Positions:
        """A home for each postcode told without street and house, in the county or around it."""
        count, generator = len(postcodes), self._draw.generator
        codes = [postcode.split(" ", maxsplit=1)[0] for postcode in postcodes]
        return self._add(
            postcode=self.places.postcodes.positions(postcodes),
            house=self._houses[generator.integers(0, len(self._houses), count)],
            street=self._streets[generator.integers(0, len(self._streets), count)],
            district=np.array([self.places.by_code[code] for code in codes], np.int64),
            sector=_sectors(postcodes),
        )

    def anywhere(self, need: Strengths, start: Numbers, end: Numbers) -> Positions:
        """A home for each of these stays, the poorer the place the greater the need; let again once it is free."""
        chosen = self._chosen(np.log(np.maximum(need, 1e-6)))
        flats, of_stay, pool = self._letting.let(chosen, start, end)
        postcode = self._pool["postcode"][pool]
        added = self._add(
            postcode=postcode,
            house=self.places.houses.positions(
                str(number) for number in (1 + postcode * 31 % _LAST_HOUSE + flats).tolist()
            ),
            street=self._streets[(postcode * 7919) % len(self._streets)],
            district=self._pool["district"][pool],
            sector=self._pool["sector"][pool],
        )
        found: Positions = added[of_stay]
        return found

    def make_room(self, homes: Positions, share: float) -> None:
        """Leave the neighbourhoods where the known families' homes are to them: the rest fill up what each has room for.

        `share` is the known families' share of all. Every neighbourhood of a district has room for as many; some of the others live
        even where the known would fill it.
        """
        places, wide = self.places, SECTORS[-1] + 1
        district, sector = (
            np.concatenate([part[name] for part in self._parts])[homes] for name in ("district", "sector")
        )
        known = np.bincount(district * wide + sector, minlength=len(places.inside) * wide) / max(len(homes), 1) * share
        shares = np.array([each.share for each in places.inside], float)
        whole = np.repeat(shares / shares.sum() / len(SECTORS), wide)
        left = np.maximum(whole - known[: len(whole)], whole * self._draw.rate("room_for_others"))
        at = self._pool["district"] * wide + self._pool["sector"]
        self._room = left[at] / np.bincount(at, minlength=len(whole))[at]

    def homes(self) -> Homes:
        """Every home, in the order in which they were added; the property numbers run in no order."""
        columns = {name: np.concatenate([part[name] for part in self._parts]) for name in self._parts[0]}
        wards = np.array([0, *(ward_of(sector) for sector in SECTORS)])
        district, sector = columns["district"], columns["sector"]
        return Homes(
            uprn=_FIRST_UPRN + _UPRN_STEP * self._draw.generator.permutation(self._count).astype(np.int64),
            house=columns["house"].astype(np.int32),
            street=columns["street"].astype(np.int32),
            postcode=columns["postcode"].astype(np.int32),
            district=district.astype(np.int16),
            ward=(district * len(WARDS) + wards[sector]).astype(np.int16),
            decile=self.places.deciles()[district, sector],
        )

    def _add(self, **columns: Numbers | Positions) -> Positions:
        count = len(columns["postcode"])
        self._parts.append({name: values.astype(np.int64) for name, values in columns.items()})
        found = np.arange(self._count, self._count + count, dtype=np.int32)
        self._count += count
        return found

    def _postcodes(self, families: int) -> dict[str, Numbers]:
        """Invented postcodes of each district by its share, a few homes to each."""
        generator, districts = self._draw.generator, self.places.inside
        shares = np.array([district.share for district in districts])
        wanted = max(families // _HOMES_A_POSTCODE, 40 * len(districts))
        district = np.sort(generator.choice(len(districts), size=wanted, p=shares / shares.sum()))
        sector = generator.integers(SECTORS[0], SECTORS[-1] + 1, wanted)
        letters = _UNIT_LETTERS[generator.integers(0, len(_UNIT_LETTERS), (wanted, 2))]
        texts = [
            f"{districts[d].code} {s}{one}{two}" for d, s, (one, two) in zip(district, sector, letters, strict=True)
        ]
        postcode, first = np.unique(self.places.postcodes.positions(texts), return_index=True)
        return {"postcode": postcode.astype(np.int64), "district": district[first], "sector": sector[first]}

    def _chosen(self, log_need: NDArray[np.float64]) -> Numbers:
        """A postcode of the pool for each family, by a pull towards poorer places that grows with need."""
        found = np.zeros(len(log_need), np.int64)
        edges = np.quantile(log_need, np.linspace(0, 1, _NEED_LEVELS + 1)[1:-1]) if len(log_need) else np.zeros(0)
        level = np.searchsorted(edges, log_need)
        decile = self.places.deciles()[self._pool["district"], self._pool["sector"]].astype(float)
        for each in range(_NEED_LEVELS):
            chosen = np.flatnonzero(level == each)
            pull = self._draw.rate("deprivation_pull") * (each / (_NEED_LEVELS - 1) - 0.5)
            weights = np.exp(-pull * (decile - 1)) * self._room
            found[chosen] = self._draw.generator.choice(len(decile), size=len(chosen), p=weights / weights.sum())
        return found


def _sectors(postcodes: list[str]) -> Numbers:
    return np.array([int(postcode.split(" ")[1][0]) for postcode in postcodes], np.int64)


def spells_of_families(
    dwellings: Dwellings, draw: Draw, lives: list[Life], known: Positions, need: Strengths, last: int
) -> HomeSpells:
    """Every family's homes one after another: as the lives tell them, and drawn for the rest.

    `known` holds for each known family the position of the life that tells its addresses, NOBODY where none does; `need` is
    of all families.
    """
    told = _told(dwellings, lives, known)
    count = len(need) - len(known)
    dwellings.make_room(told.home, len(known) / max(len(need), 1))
    drawn = moving(dwellings, draw, need[len(known) :], np.full(count, LONG_AGO), np.full(count, NEVER), last)
    family = np.concatenate([told.family, drawn.family + len(known)])
    order = np.lexsort((np.concatenate([told.start, drawn.start]), family))
    return HomeSpells(
        family[order].astype(np.int32), np.concatenate([told.home, drawn.home])[order],
        np.concatenate([told.start, drawn.start])[order], np.concatenate([told.end, drawn.end])[order],
    )  # fmt: skip


def _told(dwellings: Dwellings, lives: list[Life], known: Positions) -> HomeSpells:
    """The addresses of one life a family, the first stretched back to before anybody's birth, the last without an end."""
    families: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    addresses: list[HomeAddress] = []
    for family, at in enumerate(known):
        told = lives[at].addresses if at != NOBODY else []
        for place, address in enumerate(told):
            families.append(family)
            addresses.append(address)
            starts.append(day_number(address.start_date) if place else LONG_AGO)
            ends.append(day_number(told[place + 1].start_date) if place + 1 < len(told) else NEVER)
    return HomeSpells(
        np.array(families, np.int32), dwellings.of_addresses(addresses), np.array(starts, np.int32), np.array(ends, np.int32)
    )  # fmt: skip


def moving(dwellings: Dwellings, draw: Draw, need: Strengths, start: Numbers, end: Numbers, last: int) -> HomeSpells:
    """Homes one after another between each one's two days, some years at each up to the county's last day; `family` counts from 0."""
    count = len(need)
    lengths = np.stack([draw.days("at_one_home", count) for _ in range(_MOST_MOVES)], axis=1)
    # Families are met somewhere in the middle of their stays, long before the county's first day.
    begun = last - draw.generator.integers(0, lengths.sum(axis=1) + 1)
    moves = begun[:, None] + np.cumsum(lengths[:, :-1], axis=1)
    moves = np.where(moves > last, NEVER, moves)
    begins = np.maximum(np.concatenate([np.full((count, 1), LONG_AGO), moves], axis=1), start[:, None])
    finishes = np.minimum(np.concatenate([moves, np.full((count, 1), NEVER)], axis=1), end[:, None])
    there = begins < finishes
    family = np.repeat(np.arange(count, dtype=np.int32), there.sum(axis=1))
    begun, finished = begins[there], finishes[there]
    home = dwellings.anywhere(need[family], begun, finished)
    return HomeSpells(family, home, begun.astype(np.int32), finished.astype(np.int32))
