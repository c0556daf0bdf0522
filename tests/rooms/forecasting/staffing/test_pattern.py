"""The pattern is the log's own: weekdays, minutes, ratings, work; what is drawn from it comes as often and as unevenly."""

import datetime as dt

import numpy as np
import pytest
from scipy import special
from tests.rooms.forecasting.staffing.hubs import DESK, MONDAY, is_weekday, log, weeks

from sherwood.forecasting.staffing.clock import clock_of
from sherwood.forecasting.staffing.pattern import Logged, _of_each_week, drawn, pattern_of, quarter_of

CLOCK = clock_of(DESK, MONDAY, 91, is_weekday)


@pytest.fixture(scope="module")
def pattern():
    return pattern_of(log(20), DESK)


def test_without_a_contact_there_is_no_pattern():
    assert pattern_of([], DESK) is None


def test_mondays_share_is_what_mondays_brought(pattern):
    assert pattern.share.sum() == pytest.approx(1)
    assert pattern.share[0] == pytest.approx(1.3 / 5.7, abs=0.02)
    assert pattern.share[6] == pytest.approx(0.2 / 5.7, abs=0.01)


def test_days_that_differ_by_chance_alone_are_even(pattern):
    assert pattern.uneven == pytest.approx(1.0, abs=0.25)


def test_days_that_come_in_batches_are_uneven():
    batches = [each for each in log(20, seed=2) for _ in range(4) if each.day.toordinal() // 7 % 2]
    assert pattern_of(batches, DESK).uneven > 3


def test_only_the_last_half_year_is_read():
    old = [each._replace(day=each.day - dt.timedelta(weeks=60), work=500.0) for each in log(20)]
    assert pattern_of([*old, *log(20)], DESK).work.mean() == pattern_of(log(20), DESK).work.mean()


def test_work_not_logged_is_that_of_others_of_its_rating():
    told = [*[Logged(MONDAY, 600, "red", 90.0, 1)] * 30, Logged(MONDAY, 600, "red", None, 1)]
    found = pattern_of(told, DESK)
    assert found.work.tolist() == [90.0] * 31
    assert found.has_minutes


def test_a_log_without_minutes_is_read_with_the_examples_and_says_so():
    found = pattern_of([each._replace(work=None) for each in log(20)], DESK)
    assert not found.has_minutes
    assert found.work[found.rank == 0].mean() == pytest.approx(90, rel=0.1)


def test_a_contact_not_rated_waits_with_the_least_urgent_and_one_without_a_time_comes_in_the_day():
    found = pattern_of([Logged(MONDAY, None, None, 30.0, 1)], DESK)
    assert (found.rank[0], found.minute[0]) == (3, 13 * 60)


def test_children_of_one_contact_are_one_piece_of_work(pattern):
    twice = pattern_of([each._replace(children=2) for each in log(20)], DESK)
    counts = [
        len(drawn(each, weeks(20), CLOCK, MONDAY, 0.5, np.random.default_rng(1)).due) for each in (pattern, twice)
    ]
    assert counts[1] == pytest.approx(counts[0] / 2, rel=0.1)


def test_what_is_drawn_comes_as_often_as_forecast(pattern):
    counts = [len(drawn(pattern, weeks(20), CLOCK, MONDAY, 0.5, np.random.default_rng(k)).due) for k in range(5)]
    # A few red contacts come at night and are the duty team's; some come after the last closing.
    assert np.mean(counts) == pytest.approx(13 * 20 * 5.7, rel=0.06)


def test_a_high_level_of_the_forecast_brings_more(pattern):
    low, high = (
        len(drawn(pattern, weeks(20, spread=0.2), CLOCK, MONDAY, level, np.random.default_rng(1)).due)
        for level in (0.1, 0.9)
    )
    assert high > 1.3 * low


def test_half_of_how_a_quarter_lies_is_its_own_and_half_each_weeks():
    """Read in standard normal steps: weeks of one quarter spread about its own level, and all together span the whole range."""
    draw = np.random.default_rng(3)
    high = special.ndtri(_of_each_week(0.9, 4000, draw))
    assert high.mean() == pytest.approx(np.sqrt(0.5) * 1.2816, abs=0.05)
    assert high.std() == pytest.approx(np.sqrt(0.5), abs=0.03)
    every = np.concatenate([_of_each_week(level, 200, draw) for level in (np.arange(200) + 0.5) / 200])
    assert np.quantile(every, (0.1, 0.5, 0.9)) == pytest.approx((0.1, 0.5, 0.9), abs=0.02)


def test_a_range_that_is_chance_alone_has_one_level():
    week = 114.0
    narrow = np.array([[week + z * week**0.5 for z in (-1.96, -1.28, -0.67, 0, 0.67, 1.28, 1.96)]])
    even = pattern_of(log(20), DESK)._replace(uneven=1.0, children=1.0)
    counts = [
        np.mean([len(drawn(even, narrow, CLOCK, MONDAY, level, np.random.default_rng(k)).due) for k in range(40)])
        for level in (0.1, 0.9)
    ]
    assert counts[1] == pytest.approx(counts[0], rel=0.05)


def test_nothing_forecast_draws_nothing(pattern):
    assert len(drawn(pattern, np.zeros((13, 7)), CLOCK, MONDAY, 0.5, np.random.default_rng(1)).due) == 0


def quarter(*contacts):
    day, minute, rank = (np.array(each) for each in zip(*contacts, strict=True))
    ordinals = np.array([(MONDAY + dt.timedelta(days=int(each))).toordinal() for each in day])
    return quarter_of(CLOCK, ordinals, minute, rank, np.full(len(day), 35.0))


def test_red_at_night_is_the_duty_teams_and_green_waits_for_the_morning():
    found = quarter((0, 22 * 60, 0), (0, 22 * 60, 2))
    assert found.arrivals.rank.tolist() == [2]
    assert found.arrivals.minute.tolist() == [480]


def test_limits_run_from_when_the_contact_reaches_the_hub():
    found = quarter((0, 16 * 60, 0), (0, 16 * 60, 1), (0, 20 * 60, 2))
    assert (found.due - found.arrivals.minute).tolist() == [240, 480, 1440]


def test_what_is_no_work_on_contacts_lies_between_them():
    found = quarter((0, 600, 1))
    assert found.arrivals.work[0] == 35
    assert found.arrivals.work[0] + found.arrivals.after[0] == pytest.approx(35 / DESK.productive)
    assert found.minutes == pytest.approx(35 / DESK.productive)


def test_a_contact_whose_work_is_longer_than_its_limit_is_late_whoever_is_there():
    found = quarter_of(
        CLOCK, *(np.array([each] * 2) for each in (MONDAY.toordinal(), 600, 0)), np.array([240.0, 241.0])
    )
    assert found.can_be_in_time.tolist() == [True, False]


def test_what_came_last_reaches_the_desk_last_whatever_the_order_told():
    found = quarter((1, 600, 1), (0, 600, 2), (0, 590, 3))
    assert found.arrivals.rank.tolist() == [3, 2, 1]
