"""People of families as they were kept on an earlier day: whose they are now decides who may see them, and nobody's are closed."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.access.families import closed_in, closed_to, names_of, people_now
from sherwood.definitions.programmes import PURPOSE

DAY = dt.date(2019, 6, 17)
CLOSED = [{"person_key": "first", "reason": "adoption", "from_date": dt.date(2018, 1, 1)}]


def record(key, person, **more):
    return {"feed": "ssd", "source_id": key, "record_key": key, "person_key": person, **more}


# `kit` was a person's own key until an earlier record, `first`, was found to be the same child's.
RECORDS = [record("first", "first"), record("kit", "first"), record("ann", "ann")]
OTHERS = [record("mum", "mum")]
NAMES = [
    {"person_key": "first", "feed": "ssd", "forename": "kit", "surname": "ash"},
    {"person_key": "mum", "feed": "dwp", "forename": "mona", "surname": "ash"},
]


def build(restriction=(), **more):
    rows = {"person_record": RECORDS, "matching_store": OTHERS, "restriction": restriction, "programme_person": NAMES}
    return warehouse(rows | more, DAY)


def viewer(**changes):
    whose = {"purposes": frozenset({PURPOSE}), "on_date": DAY, "restricted_all": False}
    return county_viewer(**whose | changes)


@pytest.mark.parametrize("key", ["kit", "first"])
def test_a_child_kept_by_a_key_of_an_earlier_day_is_closed_as_whom_it_is_now(key):
    asked = ("ann", "mum", key)
    assert closed_to(build(CLOSED), viewer(), asked) == {key}
    assert closed_to(build(), viewer(), asked) == frozenset()


@pytest.mark.parametrize("key", ["kit", "first"])
def test_a_record_closed_by_hand_closes_every_key_the_child_was_kept_by(key):
    by_hand = viewer(office_restrictions=((key, "adoption"),))
    assert closed_to(build(), by_hand, ("kit", "first", "ann")) == {"kit", "first"}
    granted = viewer(office_restrictions=((key, "adoption"),), grants=("first",))
    assert closed_to(build(), granted, ("kit", "first", "ann")) == frozenset()


def test_a_key_that_no_record_has_any_more_is_closed():
    assert closed_to(build(), viewer(restricted_all=True), ("ann", "gone")) == {"gone"}


@pytest.mark.parametrize("restriction", [(), CLOSED])
def test_a_whole_file_is_asked_about_as_a_few_people_are(restriction):
    people, whole = ("ann", "mum", "kit", "gone"), build(restriction)
    assert closed_in(whole, viewer(), "file", lambda: people) & set(people) == closed_to(whole, viewer(), people)


def test_only_the_authoritys_own_records_tell_whose_a_key_is():
    elsewhere = [record("far", "far", authority="elsewhere")]
    whole = build(person_record=[*RECORDS, *elsewhere])
    assert people_now(whole, viewer(), ("far", "kit")) == {"far": None, "kit": "first"}


def test_nobody_asks_whom_the_programme_does_not_employ():
    with pytest.raises(NotAllowed):
        closed_to(build(), viewer(purposes=frozenset({"direct_care"})), ("ann",))
    with pytest.raises(NotAllowed):
        closed_in(build(), viewer(purposes=frozenset({"direct_care"})), "file", lambda: ("ann",))


def test_names_are_told_by_the_keys_a_family_was_kept_by():
    assert names_of(build(), viewer(), ("kit", "mum", "ann")) == {"kit": "Kit Ash", "mum": "Mona Ash"}
    assert names_of(build(CLOSED), viewer(), ("kit", "mum")) == {"mum": "Mona Ash"}


@pytest.mark.parametrize(
    ("today", "told"), [(dt.date(2027, 3, 31), {"kit", "mum"}), (dt.date(2027, 4, 1), {"kit"})]
)  # fmt: skip
def test_names_of_an_agreement_that_has_run_out_are_not_told(today, told):
    assert set(names_of(build(), viewer(on_date=today), ("kit", "mum"))) == told
