"""A manager's own scenario is what was set and nothing else; its arithmetic comes to what is laid over the forecast."""

import datetime as dt
import re

import numpy as np
import pytest

from sherwood.definitions.errors import Problem
from sherwood.forecasting import STEPS, Regime
from sherwood.forecasting.own import Settings, arithmetic, scenario_of, settings_of, words
from sherwood.forecasting.scenarios import laid_over, outlook_of

ORIGIN = dt.date(2025, 6, 1)
WEEK = STEPS["W"]
FLAT = np.full((13, 7), 100.0)


def test_nothing_set_assumes_nothing():
    assert settings_of({"police_per_cent": "", "other": "5"}).is_plain
    plain = scenario_of(Settings(), ORIGIN)
    assert np.array_equal(laid_over(plain, "Police", FLAT, WEEK, 500), FLAT)
    assert outlook_of(plain, [], ORIGIN).regimes == ()


def test_what_is_set_is_read_back_as_it_was_written():
    told = {"lockdown_from": "2025-06-16", "lockdown_weeks": "6", "latent_per_cent": "40", "police_per_cent": "-10"}
    assert settings_of(told).to_text() == told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"lockdown_from": "16/06/2025"}, "Lockdown from: '16/06/2025' is not a date; write it as 2026-11-30"),
        ({"latent_per_cent": "half"}, "Latent per cent: 'half' is not a number"),
        ({"latent_per_cent": "101"}, "Latent per cent: 101 is not between 0 and 100"),
        ({"growth_per_cent": "nan"}, "Growth per cent: nan is not between"),
    ],
)
def test_what_cannot_be_is_named_with_its_remedy(told, said):
    with pytest.raises(Problem, match=re.escape(said)):
        settings_of(told)


def test_a_lockdown_begins_on_its_day_and_is_eased_after_its_weeks():
    told = outlook_of(scenario_of(Settings(lockdown_from=dt.date(2025, 6, 18), lockdown_weeks=4), ORIGIN), [], ORIGIN)
    assert [(each.starts, each.level) for each in told.regimes] == [
        (dt.date(2025, 6, 18), 1.0),
        (dt.date(2025, 7, 16), 0.4),
    ]


def test_schools_that_reopen_end_what_was_to_come_later():
    settings = Settings(lockdown_from=dt.date(2025, 6, 9), lockdown_weeks=8, reopen_from=dt.date(2025, 6, 30))
    told = outlook_of(scenario_of(settings, ORIGIN), [], ORIGIN)
    assert [(each.starts, each.school) for each in told.regimes] == [
        (dt.date(2025, 6, 9), 0.9),
        (dt.date(2025, 6, 30), 0.05),
    ]


def test_a_day_gone_by_is_taken_for_tomorrow():
    settings = Settings(reopen_from=dt.date(2025, 1, 1))
    assert outlook_of(scenario_of(settings, ORIGIN), [], ORIGIN).regimes[0].starts == ORIGIN + dt.timedelta(days=1)


def test_what_schools_held_back_begins_to_come_when_they_reopen():
    settings = Settings(reopen_from=dt.date(2025, 6, 16), latent_per_cent=50, latent_weeks=4)
    extra = laid_over(scenario_of(settings, ORIGIN), "Schools", FLAT, WEEK, 400)[:, 3] - 100
    assert extra[:2].tolist() == [0, 0]
    assert extra[2:6].sum() == pytest.approx(100)


def test_the_arithmetic_shown_is_the_arithmetic_done():
    alone = scenario_of(Settings(latent_per_cent=50, latent_weeks=6), ORIGIN)
    first = laid_over(alone, "Schools", FLAT, WEEK, 400)[0, 3] - 100
    settings = Settings(latent_per_cent=50, latent_weeks=6, police_per_cent=20, growth_per_cent=5)
    told = " ".join(arithmetic(scenario_of(settings, ORIGIN), 400))
    assert f"{first:,.0f} in the first" in told
    assert "400 contacts" in told
    assert "= 1.20 after week 0" in told
    assert "(1 + 5 ÷ 100)" in told


def test_it_is_said_in_words():
    settings = Settings(lockdown_from=dt.date(2025, 6, 16), police_per_cent=-10, police_from=dt.date(2025, 7, 1))
    assert words(settings) == [
        "A lockdown from 16 June 2025 for 8 weeks.",
        "The police notify 10% less from 1 July 2025.",
    ]


def test_a_lockdown_assumed_replaces_what_was_announced_for_later():
    later = Regime(dt.date(2025, 9, 1), dt.date(2025, 5, 1), 0.0, 0.0)
    told = outlook_of(scenario_of(Settings(lockdown_from=dt.date(2025, 7, 1)), ORIGIN), [later], ORIGIN)
    assert later not in told.regimes
