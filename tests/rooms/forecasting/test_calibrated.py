"""Days with their seasons taken out of logarithms: multiples are kept, ranges are as wide as its own errors were, nothing runs away."""

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import STEPS, calibrated, fixed, forecast

DAYS = STEPS["D"]
LOWER, MEDIAN, UPPER = 1, 3, 5


def half_year(seed=1, **more):
    return demand("D", 182, seed=seed, **more)


def width(quantiles):
    return np.log(quantiles[:, UPPER] + 0.5) - np.log(quantiles[:, LOWER] + 0.5)


@pytest.mark.parametrize("count", [0, 7])
def test_too_little_to_learn_from_gives_nothing(count):
    assert calibrated.quantiles(np.arange(count, dtype=float), 7, DAYS) is None


def test_what_never_changes_gives_nothing():
    assert calibrated.quantiles(np.full(100, 4.0), 7, DAYS) is None


def test_quantiles_are_numbers_in_order_for_every_day():
    told = calibrated.quantiles(half_year(), 28, DAYS)
    assert told.shape == (28, len(fixed.QUANTILES))
    assert (np.diff(told, axis=1) >= 0).all()


def test_a_weekend_is_the_same_multiple_of_a_weekday_at_a_new_level():
    """Half as much of late: a weekend falls to half as well, and not by as many as a weekday does."""
    values = half_year(mean=400)
    values[-56:] *= 0.5
    middle = calibrated.quantiles(values, 14, DAYS)[:, MEDIAN]
    lowest, highest = np.sort(middle)[:4].mean(), np.sort(middle)[-10:].mean()
    assert 0.1 < lowest / highest < 0.35
    assert lowest > 10


def test_a_range_is_widened_after_errors_larger_than_it_allowed_for():
    calm = half_year(mean=400)
    broken = calm.copy()
    broken[-50:] *= 0.2
    assert calibrated._too_narrow(np.log(broken + 0.5), 28, DAYS) > calibrated._too_narrow(np.log(calm + 0.5), 28, DAYS)


def test_a_range_is_never_made_narrower_nor_wider_than_declared(monkeypatch):
    values = half_year()
    logs = np.log(values + 0.5)
    assert 1.0 <= calibrated._too_narrow(logs, 28, DAYS) <= fixed.WIDEST
    monkeypatch.setattr(fixed, "WIDEST", 1.0)
    assert calibrated._too_narrow(logs, 28, DAYS) == 1.0


def test_with_no_earlier_origin_the_model_is_taken_at_its_word():
    assert calibrated._too_narrow(np.log(half_year()[:30] + 0.5), 7, DAYS) == 1.0


@pytest.mark.parametrize(("count", "seasons"), [(10, []), (11, [7]), (547, [7]), (548, [7, 365])])
def test_a_season_is_taken_out_once_it_was_seen_one_and_a_half_times(count, seasons):
    assert calibrated._seasons(count, DAYS) == seasons


def test_a_trend_fades_and_does_not_run_away():
    growing = half_year(mean=50) * np.exp(np.linspace(0, 1.5, 182))
    middle = calibrated.quantiles(growing, 91, DAYS)[:, MEDIAN]
    assert middle.max() < 3 * growing[-28:].max()


def test_days_are_forecast_the_same_whatever_comes_after_the_origin():
    """The whole series is forecast in between, so that nothing learnt of it is left."""
    values = demand("D", 200)
    cut, whole = series("D", values[:150]), series("D", values)
    before = forecast(cut, DAYS, 28).quantiles
    forecast(whole, DAYS, 28)
    assert forecast(cut, DAYS, 28).quantiles.tobytes() == before.tobytes()
