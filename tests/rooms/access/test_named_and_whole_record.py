"""The children of one's own day and a child's whole record: the same rights as any list, one entry in the trail for each look."""

import random

import pytest
from tests.rooms.access import made_up
from tests.rooms.access.test_lists_and_records import manager, small, without
from tests.rooms.measures.small_warehouse import KeptTrail, county_viewer

from sherwood.access import AuditNotWritten, NotAllowed, Permission, UnknownColumn, name_of, named, whole_record
from sherwood.access.kept import Kept
from sherwood.store import MemoryReader

WANTED = {"person": ("source_id",), "episode": ("source_row", "feed")}


def ask(reader, viewer, most=1000):
    return named(reader, viewer, "episodes", made_up.facts, reason="test", most=most)


@pytest.mark.parametrize("seed", range(4))
def test_random_viewers_are_named_the_children_whom_a_list_would_name(seed):
    draw = random.Random(seed)
    county = made_up.county(draw, children=8)
    for _ in range(12):
        viewer = made_up.viewer(draw, county, account_id=str(draw.random()))
        expected = made_up.nameable(county, viewer, made_up.countable(county, viewer))
        keys = sorted(f"{row['authority']}-{row['person_key']}" for row in expected)
        assert sorted(row["record_key"] for row in ask(county.reader, viewer)) == keys


@pytest.mark.parametrize("seed", range(4))
def test_a_record_opens_for_exactly_those_the_rules_name_and_holds_the_feeds_they_may_use(seed):
    draw = random.Random(seed)
    county = made_up.county(draw, children=8)
    for _ in range(12):
        viewer = made_up.viewer(draw, county, account_id=str(draw.random()))
        record = draw.choice(county.rows["person_record"])
        found = whole_record(county.reader, viewer, record["record_key"], WANTED, reason="test")
        assert (found is not None) == made_up.may_open(county, viewer, record)
        if found is not None:
            mine = [row for row in county.rows["episode"] if _of(row, record) and row["feed"] in viewer.feeds]
            assert sorted(row["source_row"] for row in found["episode"]) == sorted(row["source_row"] for row in mine)


def _of(row, record):
    return (row["authority"], row["person_key"]) == (record["authority"], record["person_key"])


def test_a_record_is_opened_with_one_entry_in_the_trail_however_many_tables_are_read():
    viewer = manager(trail=KeptTrail())
    found = whole_record(small(), viewer, "k1", WANTED, reason="journey")
    assert [row["source_id"] for row in found["person"]] == ["123"]
    (entry,) = viewer.trail.entries
    assert (entry.action, entry.record_keys, entry.detail["of"]) == ("child opened", ("k1",), "journey")


def test_a_child_not_open_to_the_viewer_is_answered_as_no_child_and_leaves_no_entry():
    viewer = manager(team_ids=("t9",), trail=KeptTrail())
    assert whole_record(small(), viewer, "k1", WANTED, reason="journey") is None
    assert whole_record(small(), viewer, "k9", WANTED, reason="journey") is None
    assert name_of(small(), viewer, "k1") is None
    assert viewer.trail.entries == []


def test_a_name_is_an_act_of_its_own_and_its_entry_never_holds_the_name():
    child = {"authority": "north", "person_key": "p1", "record_key": "k1", "source_id": "123"}
    reader = small(person=[{**child, "forename": "Robin", "surname": "Hood"}])
    viewer = manager(trail=KeptTrail())
    assert name_of(reader, viewer, "k1") == "Robin Hood"
    (entry,) = viewer.trail.entries
    assert (entry.action, entry.record_keys) == ("child name shown", ("k1",))
    assert "Robin" not in str(entry)


def test_a_child_whose_name_no_feed_holds_has_an_empty_one():
    assert name_of(small(), manager(trail=KeptTrail()), "k1") == ""


@pytest.mark.parametrize("wanted", [{"episode": ("nothing",)}, {"calendar_day": ("day",)}, {"nothing": ("a",)}])
def test_what_is_not_declared_of_people_is_not_read(wanted):
    with pytest.raises(UnknownColumn):
        whole_record(small(), manager(), "k1", wanted, reason="test")


def test_without_the_permission_nobody_is_named_and_no_record_opens():
    with pytest.raises(NotAllowed):
        ask(small(), without(Permission.CHILDREN_LIST))
    with pytest.raises(NotAllowed):
        whole_record(small(), without(Permission.CHILD_OPEN), "k1", WANTED, reason="test")
    with pytest.raises(NotAllowed):
        name_of(small(), without(Permission.CHILD_OPEN), "k1")


class FullTrail:
    def append(self, entry):
        raise AuditNotWritten("no room")


def test_without_room_in_the_trail_nothing_is_shown():
    viewer = manager(trail=FullTrail())
    for look in (
        lambda: ask(small(), viewer),
        lambda: whole_record(small(), viewer, "k1", WANTED, reason="test"),
        lambda: name_of(small(), viewer, "k1"),
    ):
        with pytest.raises(AuditNotWritten):
            look()


def test_no_more_rows_are_named_or_written_than_are_asked_for():
    county = made_up.county(random.Random(1), children=8)
    viewer = county_viewer(authority="north", feeds=frozenset(made_up.FEEDS))
    assert len(ask(county.reader, viewer)) > 3
    assert len(ask(county.reader, viewer, most=3)) == 3


def built(name, tables=None):
    """A build that is never asked anything, of this name and with these tables."""
    reader = MemoryReader(None, {"store": {"tables": tables or {"person": "1"}}})
    reader.build_id = name
    return reader


def test_an_answer_is_kept_for_its_build_its_rights_and_its_question_alone():
    kept, asked = Kept(most=8), []

    def answer(reader, viewer, question):
        return kept.of_viewer(reader, viewer, question, lambda: asked.append(1) or len(asked))

    first = answer(built("one"), manager(), "q")
    assert answer(built("one"), manager(display_name="Somebody else"), "q") == first
    others = [
        answer(built("two"), manager(), "q"),
        answer(built("one", {"person": "2"}), manager(), "q"),
        answer(built("one"), manager(team_ids=("t2",)), "q"),
        answer(built("one"), manager(grants=("k1",)), "q"),
        answer(built("one"), manager(names_open_months=0), "q"),
        answer(built("one"), manager(), "r"),
    ]
    assert len({first, *others}) == 7


def test_a_build_in_memory_keeps_nothing_and_old_answers_make_room():
    kept, asked = Kept(most=2), []

    def answer(name, question):
        return kept.of_viewer(built(name), manager(), question, lambda: asked.append(1) or len(asked))

    assert answer("memory", "q") != answer("memory", "q")
    first = answer("one", "a")
    answer("one", "b")
    assert answer("one", "a") == first
    answer("one", "c")
    assert answer("one", "a") == first
    assert answer("one", "b") > first + 2
