"""Whom the authority lists for the match of benefits, and at which address."""

import numpy as np
from tests.rooms.synthetic.test_community import days, fact, persons, whole
from tests.support.community import everyone, held
from tests.support.small_everyone import LAST

from sherwood.synthetic.community.crowd import Crowd, ages_on
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.everyone import Role


def test_only_adults_are_matched_and_answers_are_kept_three_years():
    held_, people = held("dwp"), everyone().people
    answers, registered = held_.tables["answers"], held_.registered[0]
    person_of = dict(zip(registered.columns["source_id"].to_pylist(), registered.person.tolist(), strict=True))
    person = np.array([person_of[number] for number in answers["person_number"].to_pylist()])
    assert (ages_on(people.born[person], days(answers, "match_date")) >= 18).all()
    assert days(answers, "match_date").min() >= day_number(LAST) - 36 * 31


def test_in_the_last_year_the_adults_of_every_family_called_to_abuse_are_listed_mostly_where_they_live():
    """Each is listed at the address of the month, but for the few of whom an earlier one is kept."""
    held_, crowd = held("dwp"), Crowd(everyone())
    answers, registered = held_.tables["answers"], held_.registered[0]
    person_of = dict(zip(registered.columns["source_id"].to_pylist(), registered.person.tolist(), strict=True))
    person = np.array([person_of[number] for number in answers["person_number"].to_pylist()], np.int32)
    on = days(answers, "match_date").astype(np.int32)
    last = on == on.max()
    police = fact("police_incidents")
    harmed = persons(police)[(whole(police, "role") == "victim") & whole(police, "is_domestic_abuse").astype(bool)
                             & (days(police, "incident_date") < on.max() - 20)].astype(np.int32)  # fmt: skip
    still = harmed[(crowd.homes(harmed, np.full(len(harmed), on.max(), np.int32)) >= 0) & ~crowd.is_child[harmed]]
    assert np.isin(still, person[last]).mean() > 0.95
    home = crowd.homes(person, on)
    lived = np.array(everyone().postcodes.to_pylist(), object)[everyone().homes.postcode[home]]
    told = np.array(answers["postcode"].to_pylist(), object)
    is_told = np.array([each is not None for each in told])
    assert 0.85 < (lived[is_told] == told[is_told]).mean() < 1.0


def test_grown_up_children_and_grandparents_are_listed_only_where_they_live_with_the_head_of_the_family():
    held_, crowd = held("dwp"), Crowd(everyone())
    answers, registered = held_.tables["answers"], held_.registered[0]
    person_of = dict(zip(registered.columns["source_id"].to_pylist(), registered.person.tolist(), strict=True))
    person = np.array([person_of[number] for number in answers["person_number"].to_pylist()], np.int32)
    on = days(answers, "match_date").astype(np.int32)
    others = (crowd.people.role[person] == Role.CHILD) | (crowd.people.role[person] >= Role.GRANDPARENT)
    head = crowd.heads[crowd.people.family[person[others]]]
    assert others.sum() > 20
    assert (head >= 0).all()
    assert (crowd.homes(head, on[others]) == crowd.homes(person[others], on[others])).all()
