"""How what happens in the community is drawn: by rate, by age, by the level of the day, and the same for every partner who asks."""

import datetime as dt

import numpy as np
import pytest
from tests.support.community import everyone

from sherwood.synthetic.community.crowd import Crowd, ages_on
from sherwood.synthetic.community.happening import events, levels
from sherwood.synthetic.community.offending import child_offences
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw


def test_calls_rose_in_the_summer_of_2020_and_fell_in_january_2021():
    draw = Draw(np.random.default_rng(1), load_life_courses())
    day = np.array([day_number(dt.date(*each)) for each in ((2019, 8, 15), (2020, 8, 15), (2021, 1, 20))], np.int32)
    usual, summer, january = levels(draw, "domestic_level", day)
    assert summer / usual == pytest.approx(1.28)
    assert january / usual == pytest.approx(0.9)


def test_events_come_at_their_rate():
    draw = Draw(np.random.default_rng(1), load_life_courses())
    owner, day = events(draw, np.array([0.0, 500.0]), np.array([0, 0]), np.array([3652, 3652]))
    assert set(owner) == {1}
    assert len(day) == pytest.approx(5000, rel=0.06)
    assert day.min() >= 0
    assert day.max() < 3652


def test_ages_change_on_the_birthday():
    born = np.array(
        [day_number(dt.date(2004, 2, 29)), day_number(dt.date(2010, 6, 1)), day_number(dt.date(2010, 6, 1))]
    )
    on = np.array([day_number(dt.date(2022, 2, 28)), day_number(dt.date(2020, 5, 31)), day_number(dt.date(2020, 6, 1))])
    assert ages_on(born, on).tolist() == [17, 9, 10]


def test_the_facts_of_one_county_are_the_same_for_every_partner_who_asks():
    first, second = (child_offences(Crowd(everyone()), load_life_courses()) for _ in range(2))
    assert (first.person == second.person).all()
    assert (first.outcome == second.outcome).all()
