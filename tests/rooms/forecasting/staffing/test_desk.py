"""The desk run event by event waits as Erlang C says where that is exact, takes the urgent first, and keeps to its roster."""

import numpy as np
import pytest
from tests.oracles.erlang import chance_of_waiting, mean_wait

from sherwood.forecasting.staffing.desk import Arrivals, Crew, run

EVERYBODY = frozenset(range(4))


def came(minutes, work, ranks=None):
    minutes = np.array(minutes, dtype=float)
    return Arrivals(
        minutes, np.array(ranks or [0] * len(minutes)), np.broadcast_to(np.array(work, float), minutes.shape)
    )


@pytest.mark.parametrize(("a_day", "workers"), [(20, 3), (20, 4), (30, 5), (45, 8)])
def test_waits_agree_with_erlang_c(a_day, workers):
    draw = np.random.default_rng(a_day + workers)
    count, rate = 25_000, a_day / 480
    minutes = np.cumsum(draw.exponential(1 / rate, count))
    contacts = Arrivals(minutes, np.zeros(count, int), draw.exponential(60, count))
    waits = run(contacts, [Crew(EVERYBODY, [workers])], minutes[-1] + 10_000).begun - minutes
    assert np.mean(waits > 1e-9) == pytest.approx(chance_of_waiting(rate, 60, workers), abs=0.04)
    assert waits.mean() == pytest.approx(mean_wait(rate, 60, workers), rel=0.2)


def test_the_oracle_knows_the_worked_values_of_one_hour_screening():
    assert chance_of_waiting(20 / 480, 60, 3) == pytest.approx(0.70, abs=0.005)
    assert mean_wait(30 / 480, 60, 5) == pytest.approx(22, abs=0.5)
    assert chance_of_waiting(45 / 480, 60, 8) == pytest.approx(0.28, abs=0.005)


def test_the_urgent_are_taken_before_those_who_came_earlier():
    waited = run(came([0, 1, 2], 10, [2, 2, 0]), [Crew(EVERYBODY, [1])], 100)
    assert waited.begun.tolist() == [0, 20, 10]


def test_work_begun_is_never_broken_off():
    waited = run(came([0, 1], 10, [3, 0]), [Crew(EVERYBODY, [1])], 100)
    assert waited.decided.tolist() == [10, 20]


def test_contacts_of_one_rating_are_taken_as_they_came():
    waited = run(came([0, 1, 2, 3], 10), [Crew(EVERYBODY, [2])], 100)
    assert waited.begun.tolist() == [0, 1, 10, 11]


def test_a_worker_is_not_free_for_another_before_what_comes_after():
    contacts = came([0, 0], 10)._replace(after=np.array([5.0, 5.0]))
    waited = run(contacts, [Crew(EVERYBODY, [1])], 100)
    assert waited.begun.tolist() == [0, 15]
    assert waited.decided.tolist() == [10, 25]


def test_nobody_works_in_a_shift_without_staff_and_work_waits_for_the_next():
    waited = run(came([0, 50], 10), [Crew(EVERYBODY, [0, 1])], 100)
    assert waited.begun.tolist() == [100, 110]


def test_a_shift_with_fewer_people_takes_fewer_at_once():
    waited = run(came([0, 0, 100, 100], 10), [Crew(EVERYBODY, [2, 1])], 100)
    assert waited.begun.tolist() == [0, 0, 100, 110]


def test_a_worker_who_went_home_comes_back():
    waited = run(came([100, 100, 200, 200], 10), [Crew(EVERYBODY, [2, 1, 2])], 100)
    assert waited.begun.tolist() == [100, 110, 200, 200]


def test_who_may_not_take_a_rating_leaves_it_to_those_who_may():
    advisers = Crew(frozenset({2, 3}), [3])
    waited = run(came([0, 0, 0], 10, [0, 0, 3]), [Crew(EVERYBODY, [1]), advisers], 100)
    assert waited.begun.tolist() == [0, 10, 0]


def test_what_nobody_may_take_is_never_begun():
    waited = run(came([0], 10, [1]), [Crew(frozenset({0}), [1])], 100)
    assert np.isnan(waited.begun).all()


def test_what_is_not_done_when_the_last_shift_ends_is_not_decided():
    waited = run(came([95], 10), [Crew(EVERYBODY, [1])], 100)
    assert waited.begun.tolist() == [95]
    assert np.isnan(waited.decided[0])
