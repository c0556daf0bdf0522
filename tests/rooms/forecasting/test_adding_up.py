"""Parts add up to the whole to rounding, whatever was said of each alone; quantiles stay in order and not below nought."""

import numpy as np
import pytest

from sherwood.forecasting.adding_up import added_up, following

MIDDLE = 3


def spread(middle, width=0.3):
    return np.array(middle)[:, None] * (1 + width * np.linspace(-1, 1, 7))


SOURCES = {
    "Police": spread([30.0, 33.3, 10.0]),
    "Schools": spread([20.0, 0.0, 10.0]),
    "Health": spread([1 / 3, 1 / 7, 0.0]),
}
DISTRICTS = {"North": spread([10.0, 11.0, 12.0]), "South": spread([60.0, 61.0, 0.1])}


@pytest.mark.parametrize("whole", [[60.0, 40.0, 25.0], [0.0, 0.0, 0.0], [1e6, 1.0, 0.5]])
def test_sources_and_districts_add_up_to_the_whole(whole):
    told = added_up(spread(whole), [SOURCES, DISTRICTS])
    for family in told.families:
        together = sum(each[:, MIDDLE] for each in family.values())
        assert together == pytest.approx(told.whole[:, MIDDLE], abs=0.001)


def test_the_whole_is_drawn_a_quarter_of_the_way_to_its_sources_together():
    told = added_up(spread([60.0, 40.0, 25.0]), [SOURCES])
    together = np.array([50 + 1 / 3, 33.3 + 1 / 7, 20.0])
    assert told.whole[:, MIDDLE] == pytest.approx(np.array([60, 40, 25]) * 0.75 + together * 0.25, abs=0.001)


def test_a_thin_source_counts_with_what_is_expected_of_it_and_not_with_its_middle():
    thin = np.array([[0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 8.0]])
    # Nothing for 37.5% of what may come; then 1, 2, 4 and 8 for 25, 20, 11.25 and 6.25%.
    expected = 0.25 * 1 + 0.2 * 2 + 0.1125 * 4 + 0.0625 * 8
    told = added_up(spread([10.0]), [{"A": spread([9.0]), "B": thin}])
    assert told.whole[0, MIDDLE] == pytest.approx(0.75 * 10 + 0.25 * (9 + expected), abs=0.001)


def test_so_much_of_the_wholes_range_is_kept_about_its_middle():
    whole, kept = (added_up(spread([60.0]), [{}], share).whole[0] for share in (1.0, 0.8))
    assert kept[MIDDLE] == whole[MIDDLE]
    assert kept - kept[MIDDLE] == pytest.approx(0.8 * (whole - whole[MIDDLE]), abs=0.001)


def test_parts_that_follow_a_settled_whole_leave_it_as_it_is():
    told = following(spread([80.0, 50.0, 30.0]), [SOURCES, DISTRICTS])
    assert np.array_equal(told.whole, spread([80.0, 50.0, 30.0]).round(4))
    for family in told.families:
        assert sum(each[:, MIDDLE] for each in family.values()) == pytest.approx(told.whole[:, MIDDLE], abs=0.001)


def test_quantiles_stay_in_order_and_not_below_nought():
    told = added_up(spread([60.0, 40.0, 25.0], width=2.0), [SOURCES, DISTRICTS])
    for each in (told.whole, *(part for family in told.families for part in family.values())):
        assert (np.diff(each, axis=1) >= 0).all()
        assert (each >= 0).all()


def test_ranges_of_parts_together_are_wider_than_the_wholes():
    told = added_up(spread([50.0, 33.4, 20.0], width=0.1), [SOURCES])
    together = sum(each[:, 5] - each[:, 1] for each in told.families[0].values())
    assert (together > told.whole[:, 5] - told.whole[:, 1]).all()


def test_without_parts_the_whole_stands_as_it_is():
    assert np.array_equal(added_up(spread([60.0]), [{}]).whole, spread([60.0]).round(4))
