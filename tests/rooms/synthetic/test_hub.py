"""The safeguarding hub's log: contacts are decided after they come, red first, and what a day cannot do waits."""

import collections
import datetime as dt

import numpy as np
import pytest
from tests.support.small_everyone import small_everyone

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.hub import mash_log
from sherwood.synthetic.hub.arrivals import MINUTES_A_DAY, Arrival
from sherwood.synthetic.hub.deciding import decide
from sherwood.synthetic.partner_feed import REMOVED

NINE, FIVE = 9 * 60, 17 * 60


@pytest.fixture(scope="module")
def log():
    return mash_log(small_everyone(), np.random.default_rng(5), load_life_courses())


def draw():
    return Draw(np.random.default_rng(1), load_life_courses())


def arrival(day, minute, rating="green", work=30):
    return Arrival(day, day * MINUTES_A_DAY + minute, (1,), "2A", "nfa", rating, "neglect", (), work)


def decided(came, *, last, closed=()):
    return decide(draw(), came, lambda day: day not in closed, last)


def minute(date, clock):
    day = (date - dt.date(1970, 1, 1)).days
    return day * MINUTES_A_DAY + int(clock[:2]) * 60 + int(clock[3:])


def test_no_contact_is_decided_before_it_came(log):
    for row in log.tables["contacts"].to_pylist():
        if row["decided_date"]:
            came = minute(row["received_date"], row["received_time"])
            assert minute(row["decided_date"], row["decided_time"]) > came


def test_every_contact_of_the_lives_is_in_the_log_once(log):
    everyone = small_everyone()
    told = {
        (each.contact_date, each.source, everyone.people.family[person])
        for person in np.flatnonzero(everyone.people.life >= 0)
        for each in everyone.lives[everyone.people.life[person]].contacts
        if everyone.first_day <= (each.contact_date - dt.date(1970, 1, 1)).days <= everyone.last_day
    }
    standing = [row for row in log.tables["contacts"].to_pylist() if row[REMOVED] > everyone.last_day]
    assert len({row["contact_number"] for row in standing}) >= len(told)


def test_a_contact_that_comes_when_the_hub_is_full_waits_for_the_next_working_day():
    came = [arrival(100, NINE + minutes, work=60) for minutes in range(0, 400, 10)] + [arrival(101, NINE, work=60)]
    days = collections.Counter(each.minute // MINUTES_A_DAY for each in decided(came, last=110))
    assert set(days) == {100, 101}
    assert days[101] > 1


def test_red_contacts_are_taken_before_green_ones_that_came_earlier():
    came = [arrival(100, NINE + at, work=60) for at in range(20)] + [arrival(100, NINE + 30, rating="red", work=60)]
    found = decided(came, last=101)
    assert found[-1].minute < max(each.minute for each in found[:-1])


def test_what_comes_on_a_closed_day_is_decided_on_the_next_open_one():
    found = decided([arrival(100, NINE), arrival(102, NINE)], last=103, closed={100, 101})
    assert found[0].minute // MINUTES_A_DAY == 102


def test_a_red_contact_at_night_goes_to_the_emergency_duty_team_within_hours():
    (found,) = decided([arrival(100, 22 * 60, rating="red")], last=101)
    assert found.is_by_duty
    assert found.minute - (100 * MINUTES_A_DAY + 22 * 60) < 4 * 60


def test_a_contact_still_waiting_on_the_last_day_is_undecided():
    assert decided([arrival(100, FIVE + 60)], last=100) == [None]


def test_schools_write_in_school_hours_and_police_at_night_too(log):
    hours = collections.defaultdict(set)
    for row in log.tables["contacts"].to_pylist():
        hours[row["source"]].add(int(row["received_time"][:2]))
    assert hours["2A"] <= set(range(8, 17))
    assert hours["6"] & {1, 4, 22, 23}


def test_the_truth_tells_of_every_contact_when_it_came_and_what_work_it_was(log):
    facts = log.facts["hub_minutes"].to_pylist()
    assert {row["contact_number"] for row in facts} == set(log.tables["contacts"]["contact_number"].to_pylist())
    assert all(row["work_minutes"] > 0 for row in facts)
