"""The advice is the fewest people with whom every shift and every rating meets the target; one fewer anywhere does not."""

import numpy as np
import pytest
from tests.rooms.forecasting.staffing.hubs import DESK, MONDAY, is_weekday, log, weeks

from sherwood.definitions.shapes.hub import Skill
from sherwood.forecasting.staffing.advice import Trials, advised, changed
from sherwood.forecasting.staffing.clock import Post, clock_of
from sherwood.forecasting.staffing.pattern import pattern_of
from sherwood.forecasting.staffing.staffing import even_levels, quarters, shifts_told, staffed

CLOCK = clock_of(DESK, MONDAY, 28, is_weekday)
PATTERN = pattern_of(log(20), DESK)
TARGET = DESK.target


def trials(desk=DESK, away=0.0, a_day=20, spread=0.05):
    told = weeks(a_day, count=4, spread=spread)
    return Trials(desk, quarters(PATTERN, told, CLOCK, MONDAY, even_levels(4)), away)


@pytest.fixture(scope="module")
def plain():
    return trials()


@pytest.fixture(scope="module")
def staff(plain):
    return advised(plain, TARGET)


def test_every_shift_and_rating_meets_the_target(plain, staff):
    outcome = plain.of(staff)
    assert min(outcome.by_post.values()) >= TARGET
    assert min(outcome.by_rating.values()) >= TARGET


@pytest.mark.parametrize("post", CLOCK.posts, ids=lambda post: post.weekday)
def test_one_fewer_on_any_shift_does_not(plain, staff, post):
    assert plain.of(changed(staff, -1, post)).worst < TARGET


def test_one_fewer_throughout_is_worse_and_one_more_better(plain, staff):
    shares = [plain.of(changed(staff, by)).worst for by in (-1, 0, 1)]
    assert shares == sorted(shares)


def test_people_have_something_to_do_and_are_not_busy_all_the_time(plain, staff):
    assert plain.load < np.mean(list(staff.values())) < 1.5 * plain.load + 1


def test_twice_the_demand_takes_about_twice_the_people(staff):
    twice = advised(trials(a_day=40), TARGET)
    assert sum(twice.values()) == pytest.approx(2 * sum(staff.values()), rel=0.2)


def test_illness_takes_more_on_the_rota(staff):
    assert sum(advised(trials(away=0.3), TARGET).values()) > sum(staff.values())


def test_advisers_take_work_from_screeners(staff):
    first, second = DESK.skill
    helped = DESK.model_copy(update={"skill": (first, Skill(name="a", title="A", takes=second.takes, on_shift=2))})
    fewer = advised(trials(helped), TARGET)
    assert sum(staff.values()) - 10 <= sum(fewer.values()) < sum(staff.values())


def test_nobody_waits_longer_for_more_people(plain, staff):
    mean = [np.mean(np.concatenate(list(plain.of(changed(staff, by)).waiting.values()))) for by in (-1, 0, 1)]
    assert mean == sorted(mean, reverse=True)


def test_nobody_is_below_nought():
    assert changed({Post("Monday", "Day"): 0}, -1) == {Post("Monday", "Day"): 0}


@pytest.fixture(scope="module")
def told():
    return shifts_told(staffed(PATTERN, weeks(6, count=4, spread=0.15), MONDAY, DESK, is_weekday))


def test_a_shift_is_told_with_its_chances_and_its_queue(told):
    assert [each.weekday for each in told] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    for each in told:
        assert each.in_limit >= TARGET
        assert each.in_limit_one_fewer_here < TARGET
        assert each.queue_at_close["0.5"] <= each.queue_at_close["0.9"]
        assert each.on_rota >= each.staff


def test_need_grows_with_the_level_of_demand(told):
    totals = [sum(each.need[level] for each in told) for level in ("0.5", "0.8", "0.95")]
    assert totals == sorted(totals)


def test_a_week_of_bank_holidays_needs_nobody_on_them():
    found = staffed(PATTERN, weeks(6, count=1), MONDAY, DESK, lambda day: is_weekday(day) and day != MONDAY)
    assert [post.weekday for post in found.staff] == ["Tuesday", "Wednesday", "Thursday", "Friday"]


def test_the_same_forecast_gives_the_same_advice(told):
    again = shifts_told(staffed(PATTERN, weeks(6, count=4, spread=0.15), MONDAY, DESK, is_weekday))
    assert again == told
