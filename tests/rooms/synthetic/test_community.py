"""What partners in the community know agrees with the people of the county, with the lives of the known, and from feed to feed."""

from itertools import pairwise

import numpy as np
import pytest
from tests.support.community import everyone, held
from tests.support.small_everyone import FIRST

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.community import COMMUNITY
from sherwood.synthetic.community.crowd import Crowd, ages_on
from sherwood.synthetic.community.happening import draw_of, strengths
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.everyone import NEVER, Role
from sherwood.synthetic.partner_feed import RECORDED, REMOVED

# The feed that tells each fact, and the day that says when it happened to the person.
FACTS = {
    "police_incidents": ("police_incidents", "incident_date"),
    "antisocial_measures": ("police_incidents", "given_date"),
    "missing_episodes": ("police_missing", "missing_date"),
    "exploitation_concerns": ("exploitation", "opened_date"),
    "youth_offences": ("youth_justice", "offence_date"),
    "youth_interventions": ("youth_justice", "start_date"),
    "working_spells": ("dwp", "start_date"),
    "tenancies": ("housing", "start_date"),
    "households": ("housing", "joined_date"),
    "rent_owed": ("housing", "month_end_date"),
    "landlord_steps": ("housing", "step_date"),
    "homelessness": ("housing", "applied_date"),
    "temporary_stays": ("housing", "start_date"),
    "treatment_spells": ("substance_misuse", "referral_date"),
}


def fact(name):
    return held(FACTS[name][0]).facts[name]


def days(table, column):
    """A column of dates as days, NEVER where empty."""
    return np.array([NEVER if each is None else day_number(each) for each in table[column].to_pylist()])


def whole(table, column):
    return np.array(table[column].to_pylist(), object)


def persons(table):
    return table["person"].to_numpy()


def year_for(feed):
    return load_catalogue().feed(feed).year_for("2024-25")


def test_these_are_all_the_facts():
    assert {(name, feed) for feed in COMMUNITY for name in held(feed).facts} == {
        (name, feed) for name, (feed, _) in FACTS.items()
    }


@pytest.mark.parametrize("name", sorted(FACTS))
def test_nothing_happens_before_birth_or_after_death(name):
    table, people = fact(name), everyone().people
    person, day = persons(table), days(table, FACTS[name][1])
    assert len(person) > 0
    assert (day >= people.born[person]).all()
    assert (day < people.died[person]).all()


@pytest.mark.parametrize("feed", COMMUNITY)
def test_the_same_county_and_seed_give_the_same_rows(feed):
    again = held.__wrapped__(feed)
    assert {name: table.equals(again.tables[name]) for name, table in held(feed).tables.items()} == dict.fromkeys(
        held(feed).tables, True
    )


@pytest.mark.parametrize("feed", COMMUNITY)
def test_on_any_day_a_key_stands_in_one_row_of_one_of_the_partners_people(feed):
    for name, table in held(feed, "standard_mess").tables.items():
        keys = list(zip(*(table[column].to_pylist() for column in year_for(feed).tables[name].key), strict=True))
        recorded, removed = table[RECORDED].to_numpy(), table[REMOVED].to_numpy()
        assert (recorded < removed).all()
        order = sorted(range(len(keys)), key=lambda at: (keys[at], recorded[at]))
        assert all(
            keys[one] != keys[next_one] or removed[one] <= recorded[next_one] for one, next_one in pairwise(order)
        )


def test_a_few_people_stand_in_a_partners_system_twice():
    registered = held("police_incidents", "standard_mess").registered[0]
    share = 1 - len(np.unique(registered.person)) / len(registered.person)
    assert 0.005 < share < 0.04
    used = set(held("police_incidents", "standard_mess").tables["incidents"]["person_number"].to_pylist())
    twice = registered.person[np.unique(registered.person, return_index=True, return_counts=True)[1]]
    assert len(used) > len(np.unique(twice)) * 0.99


def test_nobody_is_suspected_under_ten_and_no_offence_of_youth_justice_is_an_adults():
    people = everyone().people
    police = fact("police_incidents")
    suspects = whole(police, "role") == "suspect"
    assert (ages_on(people.born[persons(police)], days(police, "incident_date"))[suspects] >= 10).all()
    youth = fact("youth_offences")
    ages = ages_on(people.born[persons(youth)], days(youth, "offence_date"))
    assert ages.min() >= 10
    assert ages.max() <= 17


def test_every_offence_of_youth_justice_is_an_incident_of_the_police_on_that_day():
    police, youth = fact("police_incidents"), fact("youth_offences")
    suspected = whole(police, "role") == "suspect"
    known = set(zip(persons(police)[suspected], days(police, "incident_date")[suspected], strict=True))
    assert set(zip(persons(youth), days(youth, "offence_date"), strict=True)) <= known


def test_children_present_at_domestic_abuse_live_where_it_happened():
    police, people = fact("police_incidents"), everyone().people
    present = (whole(police, "role") == "child_present") & (whole(police, "is_domestic_abuse") == True)  # noqa: E712
    person, day = persons(police)[present], days(police, "incident_date")[present]
    assert present.sum() > 100
    assert (Crowd(everyone()).homes(person, day) == police["home"].to_numpy()[present]).mean() > 0.98
    assert (people.role[person] == Role.CHILD).all()
    assert (ages_on(people.born[person], day) < 18).all()


def test_most_domestic_abuse_contacts_of_the_police_follow_a_call_out_to_the_family():
    crowd, police = Crowd(everyone()), fact("police_incidents")
    at_home = whole(police, "is_domestic_abuse") == True  # noqa: E712
    concern = whole(police, "incident_class") == "concern"
    family = crowd.people.family[persons(police)]
    called = {(int(of), int(day)) for of, day in zip(family, days(police, "incident_date"), strict=True)}
    person, day, source = crowd.contacts
    told = [
        any((int(crowd.people.family[who]), int(on) - before) in called for before in range(4))
        for who, on, by in zip(person, day, source, strict=True)
        if by == "6" and on >= crowd.first + 4
    ]
    assert np.mean(told) > 0.85
    assert at_home.sum() > concern.sum() > 50


def test_incidents_reach_families_no_service_knows_and_leave_out_many_it_knows():
    crowd, police = Crowd(everyone()), fact("police_incidents")
    known = np.zeros(crowd.families, bool)
    known[crowd.people.family[crowd.people.life >= 0]] = True
    touched = np.zeros(crowd.families, bool)
    touched[crowd.people.family[persons(police)]] = True
    assert (touched & ~known).sum() > 50
    assert (known & ~touched).sum() > 50
    assert touched[known].mean() > 1.5 * touched[~known].mean()


def test_need_drives_every_feed():
    crowd = Crowd(everyone())
    top = crowd.family_need > np.quantile(crowd.family_need, 0.75)
    low = crowd.family_need < np.quantile(crowd.family_need, 0.25)
    for name in ("police_incidents", "missing_episodes", "youth_interventions", "homelessness", "treatment_spells"):
        reached = np.bincount(crowd.people.family[persons(fact(name))], minlength=crowd.families) > 0
        assert reached[top].mean() > 1.4 * reached[low].mean(), name
    spells = fact("working_spells")
    out = whole(spells, "state") == "out_of_work"
    lasted = np.minimum(days(spells, "end_date"), crowd.last) - days(spells, "start_date")
    spent = np.bincount(crowd.people.family[persons(spells)[out]], weights=lasted[out], minlength=crowd.families)
    assert spent[top].mean() > 1.5 * spent[low].mean()


def test_brothers_and_sisters_and_parents_are_drawn_to_offend_alike():
    crowd, courses = Crowd(everyone()), load_life_courses()
    drawn = np.log(strengths(draw_of(crowd, courses, "offending"), crowd, "offending"))
    family, is_child = crowd.people.family, crowd.is_child
    of_child = np.full(crowd.families, np.nan)
    of_child[family[is_child]] = drawn[is_child]
    adults = np.flatnonzero(~is_child & ~np.isnan(of_child[family]))
    assert 0.2 < np.corrcoef(of_child[family[adults]], drawn[adults])[0, 1] < 0.8
    siblings = np.flatnonzero(is_child & (of_child[family] != drawn))
    assert 0.2 < np.corrcoef(of_child[family[siblings]], drawn[siblings])[0, 1] < 0.8


def test_a_suspects_outcome_is_told_when_it_came_and_not_before():
    table = held("police_incidents").tables["incidents"]
    outcome, day, recorded = whole(table, "outcome"), days(table, "outcome_date"), table[RECORDED].to_numpy()
    removed, suspect = table[REMOVED].to_numpy(), whole(table, "role") == "suspect"
    told = suspect & (day < NEVER)
    assert told.sum() > 100
    assert (recorded[told] >= day[told]).all()
    assert (outcome[suspect & ~told] == "investigating").all()
    assert (removed[suspect & ~told & (removed < NEVER)] > recorded[suspect & ~told & (removed < NEVER)]).all()
    assert (outcome[~suspect] == None).all()  # noqa: E711


def test_dates_and_classes_are_put_right_and_some_incidents_are_cancelled():
    table = held("police_incidents").tables["incidents"]
    number, until = whole(table, "incident_number"), table[REMOVED].to_numpy()
    last, before = until == NEVER, until < NEVER
    final = dict(zip(number[last], days(table, "incident_date")[last], strict=True))
    wrong = {
        one for one, day in zip(number[before], days(table, "incident_date")[before], strict=True) if final[one] != day
    }
    assert 0.003 < len(wrong) / len(final) < 0.03
    cancelled = {
        one for one, record in zip(number[last], whole(table, "record")[last], strict=True) if record == "cancelled"
    }
    assert 0.005 < len(cancelled) / len(final) < 0.025


def test_most_incidents_are_recorded_within_a_day_and_a_few_long_after():
    table = held("police_incidents").tables["incidents"]
    stands = table[REMOVED].to_numpy() == NEVER
    late = (days(table, "recorded_date") - days(table, "incident_date"))[stands]
    assert late.min() >= 0
    assert 0.75 < (late <= 1).mean() < 0.95
    assert 0.001 < (late > 60).mean() < 0.03


def test_children_missing_from_care_are_those_the_authority_records_as_away():
    crowd, missing = Crowd(everyone()), fact("missing_episodes")
    from_care = np.isin(whole(missing, "missing_from"), ("foster", "childrens_home"))
    assert from_care.sum() > 5
    for person, day in zip(persons(missing)[from_care], days(missing, "missing_date")[from_care], strict=True):
        life = crowd.everyone.lives[crowd.people.life[person]]
        assert day in {day_number(spell.start_date) for spell in life.child.away}
    assert (~from_care).sum() > 20


def test_a_review_of_exploitation_lies_between_opening_and_closing():
    tables = held("exploitation").tables
    opened = dict(
        zip(tables["concerns"]["concern_number"].to_pylist(), days(tables["concerns"], "opened_date"), strict=True)
    )
    closed = {
        number: day
        for number, day, until in zip(
            tables["concerns"]["concern_number"].to_pylist(), days(tables["concerns"], "closed_date"),
            tables["concerns"][REMOVED].to_numpy(), strict=True,
        )
        if until == NEVER
    }  # fmt: skip
    reviews = list(
        zip(tables["reviews"]["concern_number"].to_pylist(), days(tables["reviews"], "review_date"), strict=True)
    )
    assert reviews
    assert all(opened[number] < day < closed[number] for number, day in reviews)


def test_an_answer_about_benefits_is_what_the_spells_say_on_that_day():
    held_ = held("dwp")
    answers, registered, spells = held_.tables["answers"], held_.registered[0], held_.facts["working_spells"]
    person_of = dict(zip(registered.columns["source_id"].to_pylist(), registered.person.tolist(), strict=True))
    by_person = {}
    for person, state, start, end in zip(
        persons(spells).tolist(),
        whole(spells, "state"),
        days(spells, "start_date"),
        days(spells, "end_date"),
        strict=True,
    ):
        by_person.setdefault(person, []).append((start, end, state))
    found = zip(
        answers["person_number"].to_pylist(), days(answers, "match_date"), answers["match"].to_pylist(),
        answers["is_out_of_work"].to_pylist(), strict=True,
    )  # fmt: skip
    for number, day, match, is_out in list(found)[::7]:
        states = [state for start, end, state in by_person.get(person_of[number], []) if start <= day < end]
        assert is_out == (None if match != "matched" else states == ["out_of_work"])


def test_working_spells_of_an_adult_follow_one_another_and_their_lengths_spread_around_half_a_year():
    spells = fact("working_spells")
    person, start, end = persons(spells), days(spells, "start_date"), days(spells, "end_date")
    same = person[1:] == person[:-1]
    assert (end[:-1][same] == start[1:][same]).all()
    weeks = ((end - start) / 7)[(whole(spells, "state") == "work") & (end < NEVER)]
    for boundary in (13, 26):
        near = [((weeks >= boundary + off) & (weeks < boundary + off + 1)).sum() for off in (-2, -1, 0, 1)]
        assert min(near) > 5
        assert max(near) < 4 * min(near)


def test_rent_is_owed_and_steps_are_taken_while_a_tenancy_lasts():
    tenancies = fact("tenancies")
    start, end = days(tenancies, "start_date"), days(tenancies, "end_date")
    for name in ("rent_owed", "landlord_steps"):
        table = fact(name)
        at, day = table["tenancy"].to_numpy(), days(table, FACTS[name][1])
        assert ((start[at] <= day) & (day < end[at])).all()
    weeks = fact("rent_owed")["weeks"].to_numpy()
    counts = np.bincount(weeks.astype(np.int64), minlength=9)[1:8]
    assert (counts[:-1] > counts[1:] * 0.8).all()
    assert counts[-1] > 20


def test_members_of_a_household_live_in_its_home():
    crowd, households, tenancies = Crowd(everyone()), fact("households"), fact("tenancies")
    at, joined, left = households["tenancy"].to_numpy(), days(households, "joined_date"), days(households, "left_date")
    home = tenancies["home"].to_numpy()[at]
    assert (crowd.homes(persons(households), joined) == home).all()
    start, end = days(tenancies, "start_date")[at], days(tenancies, "end_date")[at]
    assert ((joined >= start) & ((left <= end) | (end == NEVER))).all()
    tenants = persons(tenancies)
    assert {(tenancy, int(tenants[tenancy])) for tenancy in range(len(tenants))} <= set(
        zip(at.tolist(), persons(households).tolist(), strict=True)
    )


def test_one_is_treated_for_one_episode_at_a_time():
    spells = fact("treatment_spells")
    person, referred, end = persons(spells), days(spells, "referral_date"), days(spells, "end_date")
    order = np.lexsort((referred, person))
    same = person[order][1:] == person[order][:-1]
    assert (referred[order][1:][same] > end[order][:-1][same]).all()


def test_nothing_is_told_before_the_countys_years_began():
    assert days(fact("police_incidents"), "incident_date").min() >= day_number(FIRST)
    assert days(fact("homelessness"), "applied_date").min() >= day_number(FIRST)
