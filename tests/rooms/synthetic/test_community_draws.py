"""How what happens in the community is drawn: by rate, by age, by the level of the day, and the same for every partner who asks."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from tests.rooms.synthetic.senders import drawn_pandemic
from tests.support.community import everyone

from sherwood.synthetic.community.crowd import Crowd, ages_on
from sherwood.synthetic.community.domestic import domestic_incidents, police_contacts
from sherwood.synthetic.community.happening import events, levels_of_pandemic
from sherwood.synthetic.community.offending import child_offences
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw


@pytest.mark.parametrize("seed", range(6))
def test_call_outs_rise_and_fall_with_the_countys_own_pandemic(seed):
    pandemic = drawn_pandemic(seed)
    found = levels_of_pandemic(pandemic, "6")
    dates = [
        dt.date(2019, 8, 15),
        pandemic.first,
        dt.date(2020, 8, 15),
        dt.date(2021, 1, 20),
        pandemic.last,
        dt.date(2023, 1, 1),
    ]
    told = found.on(np.array([day_number(each) for each in dates], np.int32)) * found.most
    assert told.tolist() == pytest.approx([pandemic.ratio("6", each) for each in dates])
    assert told[0] == told[-1] == 1


def test_without_a_pandemic_every_day_is_as_usual():
    found = levels_of_pandemic(None, "6")
    assert (found.most, found.on(np.array([0, 18_400, 20_000])).tolist()) == (1.0, [1.0, 1.0, 1.0])


class Silenced:
    """A pandemic in which nobody is called out to until a day."""

    first, last = dt.date(2000, 1, 1), dt.date(2023, 3, 31)

    def ratio(self, _source, day):
        return 0.0 if day <= self.last else 1.0


def test_nobody_is_called_out_on_days_on_which_the_pandemic_kept_the_police_from_everybody():
    silent = Crowd(replace(everyone(), pandemic=Silenced()))
    told = {(family, day) for family, day in zip(*told_by_police(silent), strict=True)}
    found = domestic_incidents(silent, load_life_courses())
    end = day_number(Silenced.last)
    assert (found.day > end).any()
    assert {pair for pair in zip(found.family.tolist(), found.day.tolist(), strict=True) if pair[1] <= end} <= told


def told_by_police(crowd):
    contacts = police_contacts(crowd, load_life_courses())
    return crowd.people.family[contacts.person].tolist(), contacts.day.tolist()


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
