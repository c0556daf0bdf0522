"""Small numbers are withheld, and so is whatever they could be worked out from."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.draws import seed_for
from tests.support.releases import of_units, some_units

from sherwood.measures.disclosure import SMALLEST_SHOWN, any_withheld, suppress, suppress_units
from sherwood.measures.series import Point
from sherwood.measures.suppression import CannotBeProtected, unsafe

counts = st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=6)


def count(number: int, period: str = "2018-03", code: str = "a") -> Point:
    return Point(period, {"team": code}, number, None, float(number))


def percentage(top: int, bottom: int) -> Point:
    return Point("2018-03", {}, top, bottom, 100 * top / bottom if bottom else None)


def shown(points) -> list[int | None]:
    return [point.numerator for point in suppress(points)]


@pytest.mark.parametrize(("number", "is_shown"), [(0, True), (1, False), (5, False), (6, True), (60, True)])
def test_counts_of_1_to_5_are_withheld_alone(number, is_shown):
    assert shown([count(number)]) == [number if is_shown else None]


def test_a_withheld_point_holds_neither_number_nor_value():
    (point,) = suppress([count(3)])
    assert (point.numerator, point.denominator, point.value, point.suppressed) == (None, None, None, True)
    assert any_withheld([point])
    assert not any_withheld([count(3)])


def test_one_small_cell_takes_the_next_smallest_with_it():
    assert shown([count(3), count(50), count(9)]) == [None, 50, None]


def test_two_small_cells_hide_each_other():
    assert shown([count(3), count(4), count(9)]) == [None, None, 9]


def test_two_cells_of_1_can_be_worked_out_so_a_third_goes_too():
    assert shown([count(1), count(1), count(9), count(12)]) == [None, None, None, 12]


def test_two_cells_of_5_can_be_worked_out_so_a_third_goes_too():
    assert shown([count(5), count(5), count(9), count(12)]) == [None, None, None, 12]


def test_nought_is_withheld_only_when_nothing_else_is_left():
    assert shown([count(3), count(0), count(9)]) == [None, 0, None]
    assert shown([count(3), count(0)]) == [None, None]


def test_each_period_is_looked_at_on_its_own():
    points = [count(3, "2018-02"), count(9, "2018-02"), count(7, "2018-03"), count(8, "2018-03")]
    assert shown(points) == [None, None, 7, 8]


@pytest.mark.parametrize(
    ("top", "bottom", "is_shown"),
    [
        (6, 12, True),
        (5, 100, False),
        (2, 5, False),
        (95, 100, False),
        (94, 100, True),
        (0, 100, True),
        (100, 100, True),
        (0, 0, True),
    ],
)
def test_a_percentage_is_withheld_if_its_part_whole_or_rest_is_small(top, bottom, is_shown):
    (point,) = suppress([percentage(top, bottom)])
    assert point.suppressed is not is_shown


def test_nothing_to_show_stays_nothing():
    assert suppress([]) == ()


@given(counts)
def test_no_small_number_is_ever_shown(numbers):
    assert all(
        number is None or number == 0 or number >= SMALLEST_SHOWN for number in shown([count(each) for each in numbers])
    )


@given(counts)
def test_what_is_shown_is_true(numbers):
    for number, seen in zip(numbers, shown([count(each) for each in numbers]), strict=True):
        assert seen in (None, number)


@settings(max_examples=60)
@given(st.lists(st.integers(min_value=0, max_value=9), min_size=2, max_size=4), st.integers(min_value=20, max_value=60))
def test_someone_who_knows_the_total_cannot_work_out_a_withheld_count(numbers, large):
    whole = [*numbers, large]
    seen = shown([count(each) for each in whole])
    hidden = [place for place, number in enumerate(seen) if number is None]
    rest = sum(whole) - sum(number for number in seen if number is not None)
    if rest < SMALLEST_SHOWN:  # the total of what is hidden is small: then the cells are, too, and at least two of them
        assert len(hidden) != 1
        return
    tries = product(range(1, rest + 1), repeat=len(hidden) - 1)
    solutions = [(*each, rest - sum(each)) for each in tries if rest - sum(each) >= 0]
    for place in range(len(hidden)):
        small = {solution[place] for solution in solutions}
        assert len(small) > 1


def unit(kind, code, number, period="2018-03"):
    return Point(period, {kind: code}, number, None, float(number))


def by_unit(teams, services, service_of):
    below, above = suppress_units(
        [unit("team", code, number) for code, number in teams.items()],
        [unit("service", code, number) for code, number in services.items()],
        service_of,
    )
    return [point.numerator for point in below], [point.numerator for point in above]


def test_a_team_alone_in_its_service_is_not_given_away_by_the_service():
    """Teams 3, 20 and 30: hiding the next smallest team leaves its service, less the third team, to tell the first."""
    teams, services = {"A": 3, "B": 20, "C": 30, "D": 40}, {"S1": 23, "S2": 70}
    below, above = by_unit(teams, services, {"A": "S1", "B": "S1", "C": "S2", "D": "S2"})
    assert below == [None, None, 30, 40]
    assert above == [23, 70]


def test_a_team_that_is_a_service_of_its_own_takes_the_service_with_it():
    teams, services = {"A": 3, "B": 20, "C": 30}, {"S1": 3, "S2": 50}
    below, above = by_unit(teams, services, {"A": "S1", "B": "S2", "C": "S2"})
    assert below[0] is None
    assert above == [None, None]
    assert None in below[1:]


def test_a_service_withheld_takes_the_smallest_team_of_another_with_it():
    """Were B told, its service would be, and the total less that is the first one."""
    teams, services = {"A": 3, "B": 20, "C": 30}, {"S1": 3, "S2": 50}
    below, _ = by_unit(teams, services, {"A": "S1", "B": "S2", "C": "S2"})
    assert below == [None, None, 30]


def test_a_small_rest_is_covered_by_a_team_that_has_a_rest():
    """Ten with a rest of 3 are a service; the smallest team of the other that could be withheld has none."""
    assert unsafe(*of_units([[(7, 3)], [(20, 15), (20, 8), (18, 0), (6, 15)]])) == []


@pytest.mark.parametrize("parts", [1, 2])
def test_no_team_is_worked_out_of_its_service_and_the_total(parts):
    draw = random.Random(seed_for("units"))
    for teams in some_units(draw, 12, parts):
        try:
            assert unsafe(*of_units(teams)) == [], teams
        except CannotBeProtected:
            continue


def test_units_that_do_not_add_up_are_withheld_as_if_they_did():
    below, above = by_unit({"A": 3, "B": 20}, {"S1": 11, "S2": 12}, {"A": "S1", "B": "S2"})
    assert below == [None, None]
    assert above == [11, 12]


def test_a_mean_over_few_is_withheld_and_its_sum_breaks_nothing():
    points = [
        Point("2018-03", {"team": code}, total, many, total / many)
        for code, total, many in (("a", 90, 3), ("b", 400, 20), ("c", 900, 30))
    ]
    assert [point.suppressed for point in suppress(points)] == [True, True, False]
