"""Synthetic: where homes and placements stand on the made-up map, handed on as postcodes with real distances between them."""

from __future__ import annotations

import math
import zlib
from typing import get_args

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.shapes import District, Places, Whereabouts

# The letters a postcode may end in (Royal Mail leaves out those that look like others).
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
SECTORS = range(1, 10)
WARDS = ("East", "West", "Central")
# A published gradient of about ten to one over the ten tenths of deprivation (Bywaters and others 2020, background).
_PULL = 0.26
WHEREABOUTS: tuple[Whereabouts, ...] = get_args(Whereabouts)


def miles_between(one: District, other: District) -> float:
    """Straight-line miles between the middles of two districts."""
    return math.hypot(one.east - other.east, one.north - other.north)


def whereabouts_of(home: District, other: District, far_miles: float) -> Whereabouts:
    """Whether a district is inside the county (it holds a share of its homes) and far from home."""
    side = "inside" if other.share else "outside"
    reach = "far" if miles_between(home, other) > far_miles else "near"
    return next(each for each in WHEREABOUTS if each == f"{side}_{reach}")


class Map:
    """Draws homes and placements so that distance and boundary come out as declared wherever the map allows it."""

    def __init__(self, places: Places) -> None:
        self._by_code = {district.code: district for district in places.district}
        self._county = [district for district in places.district if district.share]
        self._sectors = {district.code: _pulls(district) for district in places.district}
        self._near_home: dict[tuple[str, str], list[District]] = {
            (home.code, where): self._districts(home, where, places.far_miles)
            for home in self._county
            for where in WHEREABOUTS
        }

    def home(self, chance: Chance) -> District:
        """A district of the county for a family in need: by its share of homes, and the more the poorer it is."""
        weights = [district.share * sum(self._sectors[district.code]) for district in self._county]
        return chance.random.choices(self._county, weights)[0]

    def home_postcode(self, chance: Chance, district: str) -> str:
        """An invented postcode of the district for a family in need, more often in its poorer neighbourhoods."""
        sector = chance.random.choices(SECTORS, self._sectors[district])[0]
        return postcode_in(chance, district, sector)

    def placement_district(self, chance: Chance, home: str) -> District:
        """A district for a placement, by the declared whereabouts; the home's own where the map has none so placed."""
        where = chance.pick("whereabouts")
        return chance.random.choice(self._near_home[home, where] or [self._by_code[home]])

    def rows(self) -> list[tuple[str, float, float, int]]:
        """Every district with its place on the map and whether it is inside the county."""
        return [(each.code, each.east, each.north, int(each.share > 0)) for each in self._by_code.values()]

    def _districts(self, home: District, where: str, far_miles: float) -> list[District]:
        return [each for each in self._by_code.values() if whereabouts_of(home, each, far_miles) == where]


def postcode_in(chance: Chance, district: str, sector: int = 0) -> str:
    """An invented postcode of the district, of one of its sectors if one is named."""
    unit = "".join(chance.random.choice(_UNIT_LETTERS) for _ in range(2))
    return f"{district} {sector or chance.random.randint(1, 9)}{unit}"


def sector_decile(district: District, sector: int) -> int:
    """The deprivation decile (1 for the poorest tenth of England) of a neighbourhood: some places are poorer than others."""
    middle = 2 + zlib.crc32(district.code.encode()) % 8
    neighbourhood = f"{district.code} {sector}"
    return min(max(middle + zlib.crc32(neighbourhood.encode()) % 5 - 2, 1), 10)


def ward_of(sector: int) -> int:
    """Which of a district's wards a sector lies in."""
    return sector % len(WARDS)


def _pulls(district: District) -> list[float]:
    """How much likelier families in need live in each sector of a district than chance would have it."""
    return [math.exp(-_PULL * (sector_decile(district, sector) - 1)) for sector in SECTORS]
