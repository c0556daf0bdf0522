"""A change is noticed where the last weeks, in a row and on one side, left the range expected of them before they came."""

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import NOTHING_KNOWN, STEPS
from sherwood.forecasting.noticing import adapting, noticed

WEEK = STEPS["W"]


def look(values):
    return noticed(series("W", values), WEEK, 13, lambda origin: NOTHING_KNOWN)


def changed(by, weeks=4, length=120):
    values = demand("W", length)
    values[-weeks:] *= by
    return values


@pytest.mark.parametrize(("by", "side"), [(0.4, "below"), (2.2, "above")])
def test_weeks_far_outside_their_range_are_noticed_with_the_side_they_lie_on(by, side):
    found = look(changed(by))
    assert found.weeks == 4
    assert found.since == series("W", changed(by)).days[-4]
    assert side in found.words()


def test_ordinary_weeks_are_not_noticed():
    assert look(demand("W", 120)) is None


def test_one_week_alone_is_no_change():
    assert look(changed(0.4, weeks=1)) is None


def test_a_change_that_is_over_is_not_noticed():
    values = demand("W", 120)
    values[-5:-2] *= 0.3
    assert look(values) is None


def test_a_gap_ends_the_row():
    values = changed(0.4)
    values[-2] = np.nan
    assert look(values) is None


def test_too_short_a_log_says_nothing():
    assert look(demand("W", 12)) is None


def test_what_adapts_expects_what_came_last():
    one = series("W", changed(0.4))
    told = adapting(one, WEEK, 13).quantiles
    assert told[0, 3] == pytest.approx(one.values[-4:].mean(), rel=0.25)
    assert (np.diff(told, axis=1) >= 0).all()


def test_what_adapts_to_one_value_carries_it_on():
    assert adapting(series("W", [7.0]), WEEK, 2).quantiles.tolist() == [[7.0] * 7] * 2
