"""Synthetic: makes the feeds that hold no child: population estimates, postcode directory and published comparators."""

from __future__ import annotations

import datetime as dt
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import Life
from sherwood.synthetic.places import WARDS, postcode_in, sector_decile, ward_of
from sherwood.synthetic.shapes import District, Published

AREA_CODE = "E10999999"
_OTHER_AREA_CODE = "E10999998"
_AGES = range(18)
_METRES_A_MILE, _ORIGIN_EAST, _ORIGIN_NORTH = 1609, 460_000, 360_000
_SPARE_POSTCODES, _ENDED = 25, 2
# The last day that every month has.
_IN_EVERY_MONTH = 28
TextRow = list[str]


def population(chance: Chance, children: int, years: Iterable[int]) -> Iterator[TextRow]:
    """Yield the mid-year estimates: the county's children by district, age, sex and ethnic group, adding up in every year."""
    courses = chance.courses
    districts = [district for district in courses.places.district if district.share]
    sexes = courses.choices["population_sex"].options
    groups = courses.choices["population_ethnicity_group"].options
    cells = [(d, age, sex, group) for d in districts for age in _AGES for sex in sexes for group in groups]
    numbers = shared_out(children, [d.share * sex.weight * group.weight for d, _, sex, group in cells])
    for year in years:
        for (district, age, sex, group), number in zip(cells, numbers, strict=True):
            place = [_district_code(district), district.name, str(age)]
            yield [str(year), *place, sex.code, group.code, str(number)]


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number in whole parts by weight, which add up to it: the largest remainders are rounded up."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [math.floor(each) for each in exact]
    largest = sorted(range(len(exact)), key=lambda at: parts[at] - exact[at])
    for at in largest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def postcodes(chance: Chance, lives: Iterable[Life], day: dt.date, others: Iterable[str] = ()) -> Iterator[TextRow]:
    """Yield every postcode of a home or a placement, `others` that people live in, and some more of each district, in order."""
    towns = {district.code: district for district in chance.courses.places.district}
    used = {postcode for life in lives for postcode in _of(life) if postcode} | set(others)
    spare = {postcode_in(chance, code) for code in towns for _ in range(_SPARE_POSTCODES)} - used
    ended = set(sorted(spare)[:: max(len(spare) // (_ENDED * len(towns)), 1)])
    for postcode in sorted(used | spare):
        found = towns.get(postcode.split(" ", maxsplit=1)[0])
        if found:
            yield [
                *_place(postcode, found),
                f"{day.replace(year=day.year - 2, day=min(day.day, _IN_EVERY_MONTH))}" if postcode in ended else "",
            ]


def comparators(published: Published, day: dt.date) -> Iterator[TextRow]:
    """Yield the published figures of collection years that had ended, and been reported on, by the day."""
    for indicator, each in published.figure.items():
        for area, values in each.value.items():
            for year, value in values.items():
                if _reported(year) <= day:
                    yield [indicator, each.name, area, year, str(value), published.status, published.source]


def _reported(year: str) -> dt.date:
    """The day by which the statistics of a collection year, such as 2024-25, are out: the end of the November after it."""
    return dt.date(int(year[:4]) + 1, 11, 30)


def _of(life: Life) -> Iterator[str]:
    yield life.child.home_postcode
    yield from (address.postcode for address in life.addresses)
    yield from (placement.postcode for period in life.child.periods for placement in period.placements)


def _place(postcode: str, district: District) -> TextRow:
    """Where a postcode lies: the ward by its figure, the neighbourhood's deprivation by its sector, some way off the middle."""
    sector, mark = int(postcode.split(" ")[1][0]), zlib.crc32(postcode.encode())
    ward, decile = ward_of(sector), sector_decile(district, sector)
    east = round(_ORIGIN_EAST + district.east * _METRES_A_MILE) + mark % 3001 - 1500
    north = round(_ORIGIN_NORTH + district.north * _METRES_A_MILE) + mark // 3001 % 3001 - 1500
    area = AREA_CODE if district.share else _OTHER_AREA_CODE
    codes = [_district_code(district), district.name, f"E05{_number(district):03}{ward:03}"]
    return [postcode, *codes, f"{district.name} {WARDS[ward]}", area, str(decile), str(east), str(north)]


def _number(district: District) -> int:
    """A number of the district's own, for its made-up codes."""
    letters, figures = district.code[:2], int(district.code[2:])
    return {"ZY": 100, "ZX": 200, "ZW": 300}.get(letters, 900) + figures


def _district_code(district: District) -> str:
    return f"E07999{_number(district):03}"
