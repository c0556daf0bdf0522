import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DAY = dt.date(2021, 3, 19)
BEFORE, AFTER = dt.date(2021, 3, 18), dt.date(2021, 3, 20)
days = st.dates(dt.date(2020, 1, 1), dt.date(2022, 12, 31))

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def person(directory):
    return directory.add_account("sam", "four-plain-words-here", "Sam Able")


def test_grant_counts_on_its_first_and_last_day_and_not_beside(directory, person):
    directory.give_grant(person.id, "key-a", "family court", from_date=DAY, to_date=DAY)
    assert directory.grants(person.id, DAY) == ("key-a",)
    assert directory.grants(person.id, BEFORE) == ()
    assert directory.grants(person.id, AFTER) == ()


def test_grant_without_an_end_counts_until_further_notice(directory, person):
    directory.give_grant(person.id, "key-a", "duty", from_date=DAY)
    assert directory.grants(person.id, dt.date(2099, 1, 1)) == ("key-a",)


def test_grant_is_for_one_account_alone(directory, person):
    other = directory.add_account("zoe", "four-plain-words-here", "Zoe")
    directory.give_grant(person.id, "key-a", "duty", from_date=DAY, given_by=other.id)
    assert directory.grants(other.id, DAY) == ()


def test_two_grants_to_one_record_are_one(directory, person):
    directory.give_grant(person.id, "key-a", "duty", from_date=DAY)
    directory.give_grant(person.id, "key-a", "cover", from_date=BEFORE)
    assert directory.grants(person.id, DAY) == ("key-a",)


def test_restriction_counts_between_its_days_with_its_reason(directory):
    directory.restrict("key-b", "staff_family", from_date=DAY, to_date=DAY, note="asked by the director")
    directory.restrict("key-a", "adoption", from_date=AFTER)
    assert directory.restricted_records(BEFORE) == ()
    assert directory.restricted_records(DAY) == (("key-b", "staff_family"),)
    assert directory.restricted_records(AFTER) == (("key-a", "adoption"),)


def test_record_restricted_for_two_reasons_is_listed_for_both(directory):
    directory.restrict("key-a", "staff_family", from_date=DAY)
    directory.restrict("key-a", "adoption", from_date=DAY)
    assert directory.restricted_records(DAY) == (("key-a", "adoption"), ("key-a", "staff_family"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spells=st.lists(st.tuples(days, days | st.none()), max_size=4), asked=days)
def test_grants_of_any_dates_are_those_whose_days_hold_the_day(directory, person, spells, asked):
    from sherwood.office.models import Grant

    Grant.objects.all().delete()
    for place, (first, last) in enumerate(spells):
        directory.give_grant(person.id, f"key-{place}", "any", from_date=first, to_date=last)
    expected = [f"key-{i}" for i, (a, b) in enumerate(spells) if a <= asked and (b is None or asked <= b)]
    assert list(directory.grants(person.id, asked)) == expected
