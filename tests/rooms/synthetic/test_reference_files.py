"""Population, postcodes and published figures: the numbers add up and nothing is told before it was published."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.synthetic.builders import a_placement
from tests.rooms.synthetic.lives_by_hand import a_life, a_life_in_care

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.reference_feeds import AREA_CODE, comparators, population, postcodes, shared_out

DAY = dt.date(2026, 10, 21)


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=40))
def test_parts_add_up_to_the_whole_and_none_is_off_by_one(total: int, weights: list[float]) -> None:
    parts = shared_out(total, weights)
    assert sum(parts) == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1 + 1e-9 for part, share in zip(parts, exact, strict=True))


def test_estimates_add_up_to_the_countys_children_in_every_year() -> None:
    rows = list(population(Chance(load_life_courses(), 1), 20_003, range(2023, 2026)))
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row[0]] += int(row[6])
    assert totals == {"2023": 20_003, "2024": 20_003, "2025": 20_003}
    assert len({tuple(row[:6]) for row in rows}) == len(rows)
    assert {row[3] for row in rows} == {str(age) for age in range(18)}


def test_districts_have_names_of_their_own() -> None:
    rows = population(Chance(load_life_courses(), 1), 20_000, [2025])
    assert {row[2] for row in rows} == {each.name for each in load_life_courses().places.district if each.share}
    names = [each.name for each in load_life_courses().places.district]
    assert len(set(names)) == len(names)


def test_every_postcode_of_a_home_or_a_placement_is_in_the_directory_and_some_more() -> None:
    life = a_life_in_care()
    life.child.periods[0].placements = [a_placement(dt.date(2025, 4, 1), postcode="ZX3 4DD")]
    rows = list(postcodes(Chance(load_life_courses(), 1), [life, a_life()], DAY))
    found = {row[0]: row for row in rows}
    assert {"ZY1 1AA", "ZY5 2BB", "ZX3 4DD"} <= set(found)
    assert len(rows) > 300
    assert [row[0] for row in rows] == sorted(found)
    assert found["ZY1 1AA"][2] == "Oakendale"
    assert (found["ZY1 1AA"][5] == AREA_CODE, found["ZX3 4DD"][5] == AREA_CODE) == (True, False)


def test_postcodes_of_one_sector_share_ward_and_deprivation_and_lie_near_their_district() -> None:
    rows = list(postcodes(Chance(load_life_courses(), 1), [a_life()], DAY))
    by_sector: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        by_sector.setdefault(row[0][:-2], set()).add((row[3], row[6]))
        assert 1 <= int(row[6]) <= 10
    assert {len(each) for each in by_sector.values()} == {1}
    towns = {each.code: each for each in load_life_courses().places.district}
    for row in rows:
        town = towns[row[0].split(" ")[0]]
        assert abs(int(row[7]) - 460_000 - town.east * 1609) <= 1501
        assert abs(int(row[8]) - 360_000 - town.north * 1609) <= 1501


def test_some_postcodes_have_ended_and_none_that_is_lived_in() -> None:
    ended = [row[0] for row in postcodes(Chance(load_life_courses(), 1), [a_life()], DAY) if row[9]]
    assert ended
    assert not {"ZY1 1AA", "ZY5 2BB"} & set(ended)


@pytest.mark.parametrize(("on", "years"), [("2025-11-29", "2023-24"), ("2025-11-30", "2024-25")])
def test_a_year_is_compared_once_its_figures_are_published(on: str, years: str) -> None:
    assert max(row[3] for row in comparators(load_life_courses().published, dt.date.fromisoformat(on))) == years


def test_published_figures_name_their_source_and_stand_once_each() -> None:
    rows = list(comparators(load_life_courses().published, DAY))
    assert len({tuple(row[i] for i in (0, 2, 3)) for row in rows}) == len(rows) > 400
    assert {row[2] for row in rows} == {"England", "East Midlands", "Statistical neighbours"}
    assert all(row[6].startswith("Department for Education") and float(row[4]) >= 0 for row in rows)
    referrals = {(row[2], row[3]): row[4] for row in rows if row[0] == "CPP_Total_Rateper10,000"}
    assert float(referrals["England", "2024-25"]) == pytest.approx(519.4)
