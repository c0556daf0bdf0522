"""A child's family: exactly those of the same number whom the viewer may open, and no word of anybody else."""

import datetime as dt
import random

import pytest
from tests.rooms.access import made_up
from tests.rooms.access.test_lists_and_records import NORTH, manager, small, without
from tests.rooms.measures.small_warehouse import KeptTrail, warehouse

from sherwood.access import NotAllowed, Permission, family_of

TEAM = {"team_id": "t1", "start_date": dt.date(2017, 1, 1)}


def child(key, **more):
    return {**NORTH, "person_key": key, "record_key": f"k{key}", "source_id": key, **more}


def family(*keys, feed="ssda903", number="F1"):
    return [{**NORTH, "person_key": key, "feed": feed, "family_number": number} for key in keys]


def three(**tables):
    """Three children of one family: the first two held by the team, the third by another."""
    people = [child(key, birth_date=dt.date(2010 + place, 1, 1)) for place, key in enumerate("321")]
    held = [{**NORTH, "person_key": key, "worker_id": f"w{key}", **TEAM} for key in "12"]
    others = {**NORTH, "person_key": "3", "worker_id": "w9", "team_id": "t9", "start_date": dt.date(2017, 1, 1)}
    rows = {
        "person": people,
        "person_record": [{**each, "feed": "ssda903"} for each in people],
        "allocation": [*held, others],
        "family": family("1", "2", "3"),
    }
    return small(**(rows | tables))


def keys_of(reader, viewer, key="k1"):
    return [row["record_key"] for row in family_of(reader, viewer, key)]


@pytest.mark.parametrize("seed", range(4))
def test_random_viewers_are_told_the_brothers_and_sisters_they_may_open(seed):
    draw = random.Random(seed)
    county = made_up.county(draw, children=8)
    people = county.rows["person"]
    told = [
        {"authority": row["authority"], "person_key": row["person_key"], "feed": draw.choice(made_up.FEEDS), "family_number": number}
        for row in people
        for number in draw.sample(("F1", "F2", "F3"), draw.choice((0, 1, 1, 2)))
    ]  # fmt: skip
    reader = warehouse(county.rows | {"family": told}, made_up.DATA_DATE, made_up.AUTHORITIES)
    first_record = {(row["authority"], row["person_key"]): row["record_key"] for row in people}
    for _ in range(25):
        viewer = made_up.viewer(draw, county, account_id=str(draw.random()))
        asked = draw.choice(county.rows["person_record"])
        wanted = set()
        if made_up.may_open(county, viewer, asked):
            groups = {(f["feed"], f["family_number"]) for f in told if _same(f, asked) and f["feed"] in viewer.feeds}
            for row in told:
                if (
                    (row["feed"], row["family_number"]) in groups
                    and row["authority"] == "north"
                    and not _same(row, asked)
                ):
                    other = next(each for each in county.rows["person_record"] if _same(each, row))
                    if made_up.may_open(county, viewer, other):
                        wanted.add(first_record[row["authority"], row["person_key"]])
        found = keys_of(reader, viewer, asked["record_key"])
        assert len(found) == len(set(found))
        assert set(found) == wanted


def _same(one, other):
    return (one["authority"], one["person_key"]) == (other["authority"], other["person_key"])


def test_the_list_is_eldest_first_says_who_holds_the_case_and_is_written_down():
    viewer = manager(team_ids=("t1", "t9"), trail=KeptTrail())
    rows = family_of(three(), viewer, "k1")
    assert [(row["record_key"], row["worker_id"]) for row in rows] == [("k3", "w9"), ("k2", "w2")]
    (entry,) = viewer.trail.entries
    assert (entry.action, entry.record_keys, entry.detail["of"]) == ("child list seen", ("k3", "k2"), "family")


def test_another_teams_child_is_not_told_and_neither_is_a_family_beyond_ones_scope():
    assert keys_of(three(), manager()) == ["k2"]
    assert keys_of(three(), manager(), "k3") == []


def test_a_restricted_brother_is_told_to_those_with_the_grant_alone():
    closed = [{**NORTH, "person_key": "2", "reason": "refuge", "from_date": dt.date(2017, 1, 1)}]
    assert keys_of(three(restriction=closed), manager()) == []
    assert keys_of(three(restriction=closed), manager(grants=("k2",))) == ["k2"]


def test_the_same_number_in_another_feed_is_another_family():
    rows = family("1") + family("2", feed="police")
    assert keys_of(three(family=rows), manager(feeds=frozenset({"ssda903", "police"}))) == []


def test_a_family_told_by_a_feed_the_viewer_may_not_use_is_not_told():
    rows = family("1", "2", feed="police")
    assert keys_of(three(family=rows), manager(feeds=frozenset({"ssda903"}))) == []
    assert keys_of(three(family=rows), manager(feeds=frozenset({"ssda903", "police"}))) == ["k2"]


def test_whoever_may_open_no_child_may_ask_for_no_family():
    with pytest.raises(NotAllowed):
        family_of(three(), without(Permission.CHILD_OPEN), "k1")


def test_nobody_is_written_down_where_nobody_is_shown():
    viewer = manager(trail=KeptTrail())
    assert family_of(three(family=[]), viewer, "k1") == []
    assert viewer.trail.entries == []
