"""What was worked out is given again, and never another question's answer."""

import datetime as dt
import json

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import NOTHING_KNOWN, STEPS, Regime, forecast, known
from sherwood.forecasting.regimes import Outlook
from sherwood.forecasting.remembered import Remembered

WEEK = STEPS["W"]


def test_an_answer_is_worked_out_once_and_the_longest_unused_is_forgotten():
    asked = []
    kept = Remembered(2, written=str, read=str)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.of(key, lambda key=key: asked.append(key) or key.upper()) == key.upper()
    assert asked == ["a", "b", "c", "b"]


def test_a_scenario_after_another_forecasts_as_if_it_were_the_first():
    one = series("W", demand("W", 80, seed=9))
    origin = one.days[-1]
    shut = Outlook((Regime(origin + dt.timedelta(days=8), origin, 1.0, 0.9),))
    alone = forecast(one, WEEK, 4, shut).quantiles
    forecast(one, WEEK, 4, NOTHING_KNOWN)
    assert np.array_equal(forecast(one, WEEK, 4, shut).quantiles, alone)


def test_series_that_differ_in_one_value_are_two_questions():
    one, other = (series("W", demand("W", 60, seed=3)) for _ in range(2))
    other.values[30] += 40
    told = [forecast(each, WEEK, 2, known([], each.days[-1], "none")).quantiles for each in (one, other)]
    assert not np.array_equal(*told)


def test_answers_written_down_are_recalled_and_not_worked_out_again():
    first, second = (Remembered(4, written=list, read=tuple) for _ in range(2))
    first.of("a", lambda: (1, 2))
    second.recall(json.loads(json.dumps(first.told(most=4))))
    assert second.of("a", lambda: pytest.fail("it was known")) == (1, 2)
    assert (first.worked_out, second.worked_out) == (1, 0)


def test_of_many_answers_the_latest_used_are_written_down():
    kept = Remembered(4, written=str, read=str)
    for key in ("a", "b", "c", "a"):
        kept.of(key, lambda key=key: key)
    assert list(kept.told(most=2)) == ["c", "a"]
