"""A group against all others: the worked example, chance, and silence where there are too few."""

import pytest

from sherwood.anomalies.relative import FEWEST_CASES, relative


def test_the_worked_example_comes_out():
    found = relative(30, 2000, 90, 12000)
    assert (found.ratio, found.low, found.high) == pytest.approx((2.0, 1.33, 3.02), abs=0.006)
    assert found.chance == pytest.approx(0.0016, abs=5e-5)


def test_turned_round_it_is_the_inverse():
    one, other = relative(30, 2000, 90, 12000), relative(90, 12000, 30, 2000)
    assert other.ratio == pytest.approx(1 / one.ratio)
    assert other.low == pytest.approx(1 / one.high)
    assert other.chance == pytest.approx(one.chance)


def test_alike_groups_are_one_time_as_often():
    found = relative(50, 100, 500, 1000)
    assert found.ratio == pytest.approx(1)
    assert found.low < 1 < found.high
    assert found.chance == pytest.approx(1)


@pytest.mark.parametrize("given", [(FEWEST_CASES - 1, 100, 50, 100), (50, 100, FEWEST_CASES - 1, 100), (0, 0, 50, 100)])
def test_too_few_are_not_compared(given):
    assert relative(*given) is None


def test_all_of_both_groups_leaves_no_range():
    found = relative(20, 20, 30, 30)
    assert (found.ratio, found.low, found.high) == pytest.approx((1, 1, 1))
