"""A scenario changes what is expected by its stated sizes, from its stated week on, for the source it names, and by nothing else."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import series

from sherwood.definitions.catalogue import load_catalogue
from sherwood.forecasting import STEPS, Regime
from sherwood.forecasting.scenarios import held_back, laid_over, outlook_of

CATALOGUE = load_catalogue()
WEEK = STEPS["W"]
FLAT = np.full((13, 7), 100.0)
ORIGIN = dt.date(2025, 6, 1)
SHUT = Regime(dt.date(2025, 1, 6), dt.date(2025, 1, 1), 1.0, 0.9)
OPEN = Regime(dt.date(2025, 3, 3), dt.date(2025, 2, 20), 0.0, 0.0)
LATER = Regime(dt.date(2025, 7, 7), dt.date(2025, 5, 20), 0.2, 0.0)


def scenario(name):
    return CATALOGUE.scenario(name)


def test_as_announced_changes_nothing():
    assert np.array_equal(laid_over(scenario("as_announced"), "Police", FLAT, WEEK, 500), FLAT)


def test_a_new_practice_of_the_police_begins_in_its_week_and_touches_no_other_source():
    told = laid_over(scenario("police_policy"), "Police", FLAT, WEEK)
    assert told[:, 3] == pytest.approx([100.0] * 4 + [120.0] * 9)
    assert np.array_equal(laid_over(scenario("police_policy"), "Schools", FLAT, WEEK), FLAT)


def test_growth_is_five_per_cent_after_a_year():
    assert laid_over(scenario("growth"), "Police", np.full((52, 7), 100.0), WEEK)[-1, 3] == pytest.approx(105, abs=0.1)


def test_half_of_what_was_held_back_returns_to_schools_and_half_of_that_within_six_weeks():
    extra = laid_over(scenario("latent_return"), "Schools", np.full((200, 7), 100.0), WEEK, 400)[:, 3] - 100
    assert extra.sum() == pytest.approx(200, abs=0.1)
    assert extra[:6].sum() == pytest.approx(100)
    assert (np.diff(extra) < 0).all()


def test_what_was_held_back_is_the_same_weeks_of_the_year_before_less_what_came():
    values = np.full(130, 50.0)
    one = series("W", values)
    shut = [SHUT.starts <= day < OPEN.starts for day in one.days]
    values[shut] = 20
    told = held_back(series("W", values), [SHUT, OPEN], WEEK)
    assert sum(shut) == 8
    assert told == pytest.approx(8 * 30)


def test_nothing_is_held_back_where_no_restriction_was_announced_or_more_came():
    one = series("W", np.full(130, 50.0))
    assert held_back(one, [], WEEK) == 0
    assert held_back(one, [SHUT, OPEN], WEEK) == 0


def test_a_lockdown_is_laid_over_what_was_announced_from_its_own_week_on():
    told = outlook_of(scenario("lockdown"), [SHUT, OPEN, LATER], ORIGIN)
    assert told.fades_from is None
    assert [(each.starts - ORIGIN).days for each in told.regimes[-2:]] == [15, 71]
    assert told.regimes[:-2] == (SHUT, OPEN)


def test_without_assumptions_the_outlook_is_what_was_announced():
    told = outlook_of(scenario("growth"), [SHUT, OPEN, LATER], ORIGIN)
    assert told.regimes == (SHUT, OPEN, LATER)
    assert told.fades_from == LATER.starts


def test_every_scenario_says_what_it_assumes():
    assert {"as_announced", "lockdown", "schools_reopen", "latent_return", "police_policy", "growth"} <= set(
        CATALOGUE.forecasts
    )
    assert all(each.about for each in CATALOGUE.forecasts.values())


def test_regimes_of_england_are_in_order_and_none_begins_before_it_was_announced():
    rows = CATALOGUE.regimes["england"].row
    assert [row.starts for row in rows] == sorted(row.starts for row in rows)
    assert all(row.announced <= row.starts for row in rows)
    assert {row.announced for row in rows} >= {dt.date(2020, 7, 2), dt.date(2021, 2, 22), dt.date(2021, 1, 4)}
