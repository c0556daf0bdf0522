"""The hub's work is read whole and of nobody, by those alone who may read forecasts, from feeds they may use."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.access.hub_work import HubContact, hub_work

DAY = dt.date(2026, 3, 2)


def contact(number, person, day=DAY, **more):
    return {"contact_number": number, "person_key": person, "contact_date": day, "feed": "mash_log", **more}


ROWS = [
    contact("M1", "a", received_minute=600, rating="red", handling_minutes=80, heard_date=DAY),
    contact("M1", "b", received_minute=600, rating="red", handling_minutes=80, heard_date=DAY),
    contact("M2", "a", DAY - dt.timedelta(days=1)),
    contact("M3", "c", DAY + dt.timedelta(days=1)),
]


def viewer(**changes):
    whole = {"feeds": frozenset({"mash_log"}), "restricted_all": False}
    return county_viewer(**whole | changes)


def asked(who=None, rows=ROWS, **tables):
    return hub_work(warehouse({"mash_contact": rows, **tables}, DAY), who or viewer(), DAY - dt.timedelta(days=1), DAY)


def test_a_contact_about_several_children_is_told_once_with_their_number():
    earlier, told = asked()
    assert told == HubContact(DAY, 600, "red", 80, None, DAY, 2)
    assert (earlier.day, earlier.minute, earlier.children) == (DAY - dt.timedelta(days=1), None, 1)


def test_nobody_asks_without_the_permission():
    with pytest.raises(NotAllowed, match="forecast:read"):
        asked(viewer(permissions=viewer().permissions - {"forecast:read"}))


def test_a_feed_that_may_not_be_used_tells_nothing():
    assert asked(viewer(feeds=frozenset())) == []


def test_who_answers_for_a_service_alone_is_told_of_the_whole_hub():
    assert len(asked(viewer(county=False, service_ids=("S1",)))) == 2


def test_a_closed_record_is_counted_for_its_work_is_done_and_nobody_is_named():
    assert sum(each.children for each in asked(restriction=[{"person_key": "a", "reason": "staff_family"}])) == 3
