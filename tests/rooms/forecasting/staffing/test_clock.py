"""The hub's clock runs in its open hours only: nights and weekends take no minute, and what comes then waits for the morning."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.forecasting.staffing.hubs import DESK, MONDAY, is_weekday

from sherwood.definitions.shapes.hub import HubShift
from sherwood.forecasting.staffing.clock import Post, clock_of

WEEK = clock_of(DESK, MONDAY, 14, is_weekday)
TWO_SHIFTS = DESK.model_copy(
    update={
        "shift": (
            HubShift(name="Early", days=("Monday",), starts=dt.time(9), ends=dt.time(14)),
            HubShift(name="Late", days=("Monday",), starts=dt.time(11, 30), ends=dt.time(17)),
        )
    }
)


def reached(day, hour, minute=0):
    ordinal = np.array([(MONDAY + dt.timedelta(days=day)).toordinal()])
    found, is_shut = WEEK.reaches(ordinal, np.array([hour * 60 + minute]))
    return found[0], bool(is_shut[0])


@pytest.mark.parametrize(
    ("day", "hour", "minute", "expected"),
    [
        (0, 9, 0, (0, False)),
        (0, 16, 59, (479, False)),
        (0, 17, 0, (480, True)),
        (0, 8, 59, (0, True)),
        (1, 10, 30, (570, False)),
        (4, 20, 0, (2400, True)),
        (5, 12, 0, (2400, True)),
        (7, 9, 1, (2401, False)),
    ],
)
def test_a_contact_reaches_the_hub_when_it_is_open(day, hour, minute, expected):
    assert reached(day, hour, minute) == expected


def test_a_bank_holiday_is_no_day_of_the_hub():
    without = clock_of(DESK, MONDAY, 7, lambda day: is_weekday(day) and day != MONDAY)
    assert without.days[0] == MONDAY + dt.timedelta(days=1)
    assert without.times(Post("Monday", "Day")) == 0
    assert len(without.days) == 4


def test_each_day_closes_after_its_own_hours():
    assert WEEK.closings()[:2].tolist() == [480, 960]


def test_people_are_there_in_the_slots_of_their_shift():
    clock = clock_of(TWO_SHIFTS, MONDAY, 7, is_weekday)
    assert clock.slot == 30
    there = clock.present({Post("Monday", "Early"): 2, Post("Monday", "Late"): 1})
    assert there == [2] * 5 + [3] * 5 + [1] * 6


def test_a_contact_falls_to_the_shift_that_began_last():
    clock = clock_of(TWO_SHIFTS, MONDAY, 7, is_weekday)
    names = [clock.posts[place].shift for place in clock.post_of(np.array([0.0, 149.0, 150.0, 479.0]))]
    assert names == ["Early", "Early", "Late", "Late"]


def test_people_may_differ_from_monday_to_monday():
    posts = dict.fromkeys(WEEK.posts, 1) | {Post("Monday", "Day"): [3, 2]}
    there = WEEK.present(posts)
    assert (there[0], there[1], there[5]) == (3, 1, 2)
