"""The latest months of a series against those before: calibrated under noise, awake to changes, silent where little is known."""

import numpy as np
import pytest
from tests.support.draws import seed_for

from sherwood.anomalies.latest import LEAST_BASE, surprises
from sherwood.anomalies.scales import scaled
from sherwood.anomalies.seasons import never_held, seasonal_index

MONTHS = 36


def of(numerator, denominator=None, scale="counts", *, differences=False):
    part = np.atleast_2d(np.asarray(numerator, float))
    whole = np.full(part.shape, np.nan) if denominator is None else np.atleast_2d(np.asarray(denominator, float))
    return surprises(scaled(part, whole, scale, np.ones(part.shape[1]), differences=differences))


def noise(kind, chance, many=8000):
    if kind == "counts":
        return of(chance.poisson(25, (many, MONTHS)))
    if kind == "shares":
        whole = chance.poisson(40, (many, MONTHS))
        return of(chance.binomial(whole, 0.7), whole, "shares")
    if kind == "lengths":
        return of(chance.normal(600, 60, (many, MONTHS)), np.full((many, MONTHS), 20), "amounts")
    return of(200 + np.cumsum(np.round(chance.normal(0, 4, (many, MONTHS))), axis=1), differences=True)


@pytest.mark.parametrize("kind", ["counts", "shares", "lengths", "what stands"])
def test_noise_is_as_surprising_as_it_says(kind):
    p = noise(kind, np.random.default_rng(11)).p
    assert np.isfinite(p).all()
    for level in (0.05, 0.01):
        assert (p < level).mean() <= 1.5 * level
    assert (p < 0.05).mean() >= 0.015


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize("months", [1, 3, 6])
def test_a_change_of_three_sigma_is_found_with_its_side(side, months):
    x = np.random.default_rng(4).poisson(50, (500, MONTHS)).astype(float)
    x[:, -months:] = np.maximum(0, x[:, -months:] + side * 3 * 50**0.5)
    found = of(x)
    told = found.p < 0.01
    assert told.mean() > (0.25 if months == 1 else 0.9)
    assert (found.side[told] == side).mean() > 0.99
    if months > 1:
        assert np.median(np.abs(found.sigmas[told])) == pytest.approx(3, abs=0.8)


def test_the_size_of_the_denominator_decides_whether_a_share_is_news():
    few, many = (of([0.8 * n] * 20 + [0.7 * n], [n] * 21, "shares").p[0] for n in (20, 2000))
    assert few > 0.2
    assert many < 1e-6


def test_what_carries_over_is_judged_by_its_change_and_not_by_its_level():
    climbing = [100 + 5 * month + (month % 3) for month in range(20)]
    assert of(climbing, differences=True).p[0] > 0.2
    assert of([*climbing, 150], differences=True).p[0] < 0.01


def test_a_series_that_drifts_is_not_news_every_month():
    chance = np.random.default_rng(seed_for("months that carry over"))
    away = chance.normal(0, 1, (4000, 80))
    for at in range(1, 80):
        away[:, at] += 0.4 * away[:, at - 1]
    assert (of(np.round(200 + 14 * away[:, -MONTHS:])).p < 0.01).mean() < 0.04


def test_too_little_before_or_nothing_now_says_nothing():
    assert np.isnan(of([5] * LEAST_BASE).p).all()
    assert np.isfinite(of([5, 6] * 7).p).all()
    assert np.isnan(of([20, 24] * 9 + [np.nan]).p[0])
    assert np.isnan(of([8, 9] * 9 + [0], [10] * 18 + [0], "shares").p[0])


def test_equal_counts_are_no_surprise():
    assert of([30] * 24).p[0] == pytest.approx(1, abs=1e-9)


def test_a_gap_is_left_out_of_the_baseline():
    with_gap = [20.0, 25] * 9
    with_gap[4] = np.nan
    assert of([*with_gap, 60]).p[0] < 1e-3


def test_what_years_agree_about_is_the_season_and_what_they_do_not_is_not():
    month = np.array([at % 12 + 1 for at in range(MONTHS)], float)
    chance = np.random.default_rng(2)
    flat = chance.poisson(400, MONTHS).astype(float)
    quiet_august = np.where(month == 8, flat * 0.5, flat)
    index = seasonal_index(quiet_august, month)
    assert index[month == 8] == pytest.approx(0.5, abs=0.1)
    assert index[month != 8] == pytest.approx(1.05, abs=0.15)
    assert np.abs(seasonal_index(flat, month) - 1).max() < 0.1


@pytest.mark.parametrize("count", [[100.0] * 20, [100.0] * 30 + [0.0] * 6, [0.0] + [100.0] * 35, [np.nan] + [9.0] * 35])
def test_there_is_no_season_without_two_whole_years_of_something(count):
    known = np.array(count)
    index = seasonal_index(known, np.array([at % 12 + 1 for at in range(known.size)], float))
    assert index == pytest.approx(np.ones(known.size), abs=1e-6)


def test_a_month_of_the_year_that_never_holds_any_is_no_season_and_hides_none():
    month = np.array([at % 12 + 1 for at in range(MONTHS)], float)
    count = np.random.default_rng(4).poisson(400, MONTHS) * np.where(month == 12, 0.5, 1.0)
    closed = np.where(month == 8, 0.0, count)
    assert month[never_held(closed, month)].tolist() == [8] * (MONTHS // 12)
    index = seasonal_index(closed, month)
    assert index[month == 12] == pytest.approx(0.52, abs=0.1)
    assert index[month == 8] == pytest.approx(1)


@pytest.mark.parametrize("where", ["one year alone", "another month once too", "some in one year"])
def test_an_empty_month_that_is_not_the_calendars_is_looked_at(where):
    month = np.array([at % 12 + 1 for at in range(MONTHS)], float)
    august = [at for at in range(MONTHS) if month[at] == 8]
    count = np.full(MONTHS, 50.0)
    count[august] = 0
    if where == "one year alone":
        count[august[1:]] = 50
    elif where == "another month once too":
        count[2] = 0
    else:
        count[august[0]] = 3
    assert not never_held(count, month).any()


def test_a_month_of_the_year_seen_once_says_nothing_of_the_calendar():
    month = np.array([at % 12 + 1 for at in range(24)], float)
    count = np.where(month == 11, 0.0, 50.0)
    assert not never_held(count, month).any()


def test_what_comes_in_a_month_that_never_held_any_is_counted():
    month = np.array([at % 12 + 1 for at in range(MONTHS)], float)
    count = np.where(month == month[-1], 0.0, 50.0)
    count[-1] = 20
    assert never_held(count, month)[month == month[-1]].tolist() == [True] * (MONTHS // 12 - 1) + [False]


def test_the_months_being_tested_do_not_make_their_own_season():
    month = np.array([at % 12 + 1 for at in range(MONTHS)], float)
    count = np.random.default_rng(9).poisson(100, MONTHS).astype(float)
    doubled = count.copy()
    doubled[-3:] *= 2
    assert seasonal_index(doubled, month).tolist() == seasonal_index(count, month).tolist()


def test_a_length_or_a_stock_that_hardly_ever_moved_tells_no_sigma():
    assert np.isnan(of([600] * 20 + [900], [20] * 21, "amounts").p[0])
    assert np.isnan(of([200] * 18 + [201, 260], differences=True).p[0])
    assert np.isfinite(of([600, 610] * 10 + [900], [20] * 21, "amounts").p[0])
