"""Scores against sums done by hand."""

import numpy as np
import pytest

from sherwood.forecasting.scores import scored, seasonal_scale

ROW = np.array([[10.0, 20, 30, 40, 50, 60, 70]])


def test_the_error_is_the_middles_and_the_score_twice_the_mean_pinball_loss():
    told = scored(ROW, np.array([45.0]))
    by_hand = 2 * (0.025 * 35 + 0.1 * 25 + 0.25 * 15 + 0.5 * 5 + 0.25 * 5 + 0.1 * 15 + 0.025 * 25) / 7
    assert told.error.tolist() == [5]
    assert told.interval[0] == pytest.approx(by_hand)


@pytest.mark.parametrize(("came", "held"), [(20, (1, 1)), (19.9, (0, 1)), (70, (0, 1)), (70.1, (0, 0)), (40, (1, 1))])
def test_a_range_holds_its_own_ends(came, held):
    told = scored(ROW, np.array([came]))
    assert (told.held_80[0], told.held_95[0]) == held


def test_what_has_not_come_is_not_scored():
    told = scored(ROW, np.array([np.nan]))
    assert all(np.isnan(each[0]) for each in told)


def test_a_sharp_forecast_that_holds_scores_better_than_a_wide_one():
    wide = 40 + 3 * (ROW - 40)
    assert scored(ROW, np.array([41.0])).interval < scored(wide, np.array([41.0])).interval


def test_the_yardstick_is_the_mean_change_from_one_season_to_the_next():
    assert seasonal_scale(np.array([1.0, 2, 4, 7, np.nan]), 2) == pytest.approx((3 + 5) / 2)
