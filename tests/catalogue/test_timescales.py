from datetime import date, timedelta
from itertools import pairwise

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.vocabulary.intervals import add_days, add_months, add_weeks
from sherwood.warehouse.reference import working_calendar

CATALOGUE = load_catalogue()
CALENDAR = working_calendar(CATALOGUE.calendar("england_and_wales"))
EXAMPLES = [(timescale, example) for timescale in CATALOGUE.timescales.values() for example in timescale.example]


def last_day(limit, trigger):
    add = {"working_days": CALENDAR.add_working_days, "days": add_days, "weeks": add_weeks, "months": add_months}
    return add[limit.unit](trigger, limit.limit)


def in_force(timescale, step, day):
    (found,) = [
        limit
        for limit in timescale.in_force
        if limit.step == step and limit.from_date <= day <= (limit.to_date or date.max)
    ]
    return found


@pytest.mark.parametrize(
    ("timescale", "example"),
    EXAMPLES,
    ids=[f"{each.id}-{example.step}-{example.trigger}" for each, example in EXAMPLES],
)
def test_an_example_worked_by_hand_equals_the_rule(timescale, example):
    assert last_day(in_force(timescale, example.step, example.trigger), example.trigger) == example.due


@pytest.mark.parametrize("timescale", CATALOGUE.timescales.values(), ids=lambda each: each.id)
def test_every_step_has_an_example(timescale):
    assert {limit.step for limit in timescale.in_force} == {example.step for example in timescale.example}


@pytest.mark.parametrize("timescale", CATALOGUE.timescales.values(), ids=lambda each: each.id)
def test_versions_of_a_step_follow_one_another_without_a_gap(timescale):
    for step in {limit.step for limit in timescale.in_force}:
        versions = sorted((each for each in timescale.in_force if each.step == step), key=lambda each: each.from_date)
        assert versions[-1].to_date is None
        for before, after in pairwise(versions):
            assert before.to_date + timedelta(days=1) == after.from_date


@pytest.mark.parametrize("timescale", CATALOGUE.timescales.values(), ids=lambda each: each.id)
def test_every_limit_names_the_section_it_comes_from(timescale):
    assert all(limit.source.title and limit.source.section for limit in timescale.in_force)


@pytest.mark.parametrize(
    ("name", "step", "limit", "unit"),
    [
        ("cla_review", "first", 20, "working_days"),
        ("cla_review", "second", 3, "months"),
        ("cla_review", "later", 6, "months"),
        ("adoption_review", "first", 4, "weeks"),
        ("adoption_review", "second", 3, "months"),
        ("adoption_review", "later", 6, "months"),
        ("re_entry_12m", "only", 365, "days"),
        ("health_assessment", "initial", 20, "working_days"),
        ("adoption_scorecard", "placed", 426, "days"),
        ("adoption_scorecard", "matched", 121, "days"),
        ("assessment", "law", 45, "working_days"),
        ("assessment", "return", 45, "working_days"),
        ("strategy_to_conference", "only", 15, "working_days"),
        ("child_protection_review", "first", 3, "months"),
        ("child_protection_review", "later", 6, "months"),
        ("cla_visit", "first", 1, "weeks"),
        ("cla_visit", "first_year", 6, "weeks"),
        ("cla_visit", "later", 6, "weeks"),
        ("cla_visit", "long_term", 3, "months"),
        ("pathway_plan", "only", 6, "months"),
        ("re_referral", "only", 365, "days"),
        ("referral_decision", "only", 1, "working_days"),
        ("core_group", "first", 10, "working_days"),
        ("private_fostering", "first", 7, "working_days"),
        ("private_fostering", "first_year", 6, "weeks"),
        ("private_fostering", "later", 12, "weeks"),
    ],
)
def test_the_statutory_limits_are_these(name, step, limit, unit):
    found = in_force(CATALOGUE.timescale(name), step, date(2020, 1, 1))
    assert (found.limit, found.unit) == (limit, unit)


def test_removed_days_are_bank_holidays_by_rule_and_added_days_are_weekdays():
    calendar = CATALOGUE.calendar("england_and_wales")
    assert all(each.date.weekday() < 5 for each in (*calendar.added, *calendar.removed))
    assert all(CALENDAR.is_working_day(each.date) for each in calendar.removed)
    assert not any(CALENDAR.is_working_day(each.date) for each in calendar.added)
