"""Any series a person may bring has a forecast: ordered, never below nought, and the same whatever came after the origin."""

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import STEPS, forecast

AWKWARD = {
    "one value": [7.0],
    "two values": [7.0, 9.0],
    "eight values": [3, 5, 4, 6, 2, 5, 7, 4],
    "all noughts": [0.0] * 30,
    "never changing": [12.0] * 60,
    "small counts": [0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 0, 3, 0, 1] * 5,
    "one great outlier": [10.0] * 20 + [10_000.0] + [10.0] * 20,
    "very large": [4e9 + 1e7 * k for k in range(40)],
    "shares": [0.2, 0.25, 0.22, 0.3, 0.28, 0.21] * 6,
    "begins with noughts": [0.0] * 20 + [30.0] * 20,
    "falls to nought": [50.0] * 30 + [0.0] * 10,
    "gaps": [10, np.nan, 12, 11, np.nan, np.nan, 13, 12, 10, np.nan] * 4,
    "a gap at the end": [10.0, 12, 11, 13, 12, 10, 11, 12, 13, np.nan, np.nan],
}


@pytest.mark.parametrize("letter", ["D", "W", "M"])
@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_series_has_ordered_quantiles_that_are_numbers_and_not_below_nought(name, letter):
    ahead = forecast(series(letter, AWKWARD[name]), STEPS[letter], 13)
    assert ahead.quantiles.shape == (13, 7)
    assert np.isfinite(ahead.quantiles).all()
    assert (np.diff(ahead.quantiles, axis=1) >= 0).all()
    assert (ahead.quantiles >= 0).all()


@pytest.mark.parametrize("letter", ["D", "W", "M"])
def test_steps_ahead_follow_the_last_day(letter):
    one = series(letter, demand(letter, 20))
    ahead = forecast(one, STEPS[letter], 3)
    assert [STEPS[letter].between(one.days[-1], day) for day in ahead.days] == [1, 2, 3]


@pytest.mark.parametrize("letter", ["W", "M"])
def test_a_level_that_never_changed_is_expected_to_stay(letter):
    ahead = forecast(series(letter, [40.0] * 60), STEPS[letter], 4)
    assert ahead.quantiles[:, 3] == pytest.approx([40.0] * 4, rel=0.03)


def test_a_world_that_changes_widens_what_is_expected():
    calm = demand("W", 150)
    shocked = calm.copy()
    shocked[-6:] *= 0.45
    width = [
        np.ptp(np.log(forecast(series("W", each), STEPS["W"], 8).quantiles[:, [1, 5]])) for each in (calm, shocked)
    ]
    assert width[1] > 1.3 * width[0]


def test_after_a_shock_the_forecast_begins_near_the_new_level_and_moves_back_towards_usual():
    values = demand("W", 150)
    values[-6:] *= 0.45
    middle = forecast(series("W", values), STEPS["W"], 26).quantiles[:, 3]
    assert middle[0] < 0.75 * values[:144].mean()
    assert middle[-1] > 1.15 * middle[0]


def test_days_keep_the_weeks_pattern():
    one = series("D", demand("D", 200))
    ahead = forecast(one, STEPS["D"], 14)
    weekend = [middle for day, middle in zip(ahead.days, ahead.quantiles[:, 3], strict=True) if day.weekday() > 4]
    working = [middle for day, middle in zip(ahead.days, ahead.quantiles[:, 3], strict=True) if day.weekday() <= 4]
    assert max(weekend) < 0.5 * min(working)


def test_a_yearly_pattern_comes_again():
    values = demand("W", 170, mean=400)
    ahead = forecast(series("W", values), STEPS["W"], 40).quantiles[:, 3]
    a_year_before = values[len(values) - 52 :][:40]
    assert np.corrcoef(ahead, a_year_before)[0, 1] > 0.8
