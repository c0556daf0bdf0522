"""People advised from a hub's past are held against the minutes of the quarter that came: a sample of `evaluations.staffing_truth`."""

import datetime as dt

import pytest
from evaluations.staffing_truth import judged
from tests.support.minute_logs import between, minute_log, week, weekly

from sherwood.definitions.catalogue import load_catalogue

TARGET = load_catalogue().hubs["hub"].target
START = dt.date(2018, 10, 1)


@pytest.fixture(scope="module")
def found():
    return judged(3, 12, START, weeks=6)


@pytest.mark.parametrize("level", ["forecast", "known"])
def test_the_target_is_met_within_one_worker(found, level):
    assert len(found[level]) == 5
    assert all(each.more >= TARGET for each in found[level])


def test_where_the_level_is_known_one_worker_fewer_misses_it(found):
    assert all(each.fewer < TARGET for each in found["known"])


@pytest.mark.parametrize("level", ["forecast", "known"])
def test_a_shift_is_no_better_by_every_rating_than_by_its_own_contacts(found, level):
    assert all(each.advised_by_rating <= each.advised and each.fewer_by_rating <= each.fewer for each in found[level])


def test_a_log_is_of_its_days_and_its_weeks_add_up():
    log = minute_log(3, 4, START, START + week(2))
    assert all(START <= each.day <= START + week(2) for each in log)
    assert weekly(log, START, 2).sum() == len(between(log, START, START + week(2) - dt.timedelta(days=1)))
