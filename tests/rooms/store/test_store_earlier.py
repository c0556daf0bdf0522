"""A build that begins from an earlier one: what is written anew takes the place of what was there, the rest stays and is told apart."""

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.rooms.store.homes import AUTHORITY, build_and_publish

from sherwood.store import Build, Reader, StoreError, building_path, keep, memory, publish

EPISODES = "SELECT child, 'b1' AS build_id FROM range(3) AS numbers(child)"


@pytest.fixture
def begun(home):
    """A build begun from a published one that holds the table `episode`."""
    build_and_publish(home, "b1")
    earlier = Reader.current(home, AUTHORITY).as_earlier
    with Build(building_path(home, AUTHORITY, "b2"), earlier=earlier) as opened:
        yield opened


def test_a_table_of_the_earlier_build_is_there_and_told_as_taken_over(begun):
    assert begun.takes_over("episode")
    assert begun.count("episode") == 3
    assert not begun.takes_over("review")


def test_a_table_made_anew_takes_the_place_of_the_earlier_one(begun):
    begun.create_table_as("episode", "SELECT 7 AS child, 'b2' AS build_id")
    assert not begun.takes_over("episode")
    assert begun.select(exp.select("*").from_("episode")).rows == [(7, "b2")]
    begun.insert_arrow("episode", pa.table({"child": [8], "build_id": ["b2"]}))
    assert begun.count("episode") == 2


@pytest.mark.parametrize("again", ["declared", "arrived"])
def test_whatever_makes_a_table_begins_it_empty(begun, again):
    if again == "declared":
        begun.create_table("episode", {"child": "BIGINT"})
    else:
        begun.insert_arrow("episode", pa.table({"child": pa.array([], pa.int64())}))
    assert (begun.count("episode"), list(begun.columns("episode"))) == (0, ["child"])


def test_a_table_made_anew_with_the_same_rows_is_as_before(begun):
    begun.create_table_as("episode", EPISODES)
    assert not begun.takes_over("episode")
    assert begun.is_as_before("episode")


def test_a_table_with_another_row_is_not_as_before(begun):
    begun.change("episode")
    begun.execute(exp.insert("SELECT 9, 'b2'", "episode"))
    assert not begun.takes_over("episode")
    assert not begun.is_as_before("episode")
    assert begun.table_hash("episode").startswith("4-")


def test_a_table_that_was_not_there_is_not_as_before():
    with memory() as building:
        building.create_table_as("episode", EPISODES)
        assert not building.is_as_before("episode")


def test_a_fingerprint_follows_the_rows_however_often_it_was_asked(begun):
    hashes = [begun.table_hash("episode")]
    begun.create_table_as("review", "SELECT 1 AS child")
    for more in (2, 3):
        hashes.append(begun.table_hashes()["review"])
        begun.execute(exp.insert(f"SELECT {more}", "review"))
    begun.insert_arrow("review", pa.table({"child": [4]}))
    hashes.append(begun.table_hash("review"))
    assert [each.partition("-")[0] for each in hashes] == ["3", "1", "2", "4"]


def test_the_earlier_build_is_never_written_to(home, begun):
    before = Reader.of(home, AUTHORITY, "b1").table_hash("episode")
    begun.create_table_as("episode", "SELECT 7 AS child")
    begun.close()
    assert Reader.of(home, AUTHORITY, "b1").table_hash("episode") == before


@pytest.mark.parametrize("put", [publish, keep])
def test_a_build_whose_rows_are_not_those_expected_is_refused(home, begun, put):
    begun.close()
    with pytest.raises(StoreError, match="does not hold the rows it was given in episode"):
        put(home, AUTHORITY, "b2", begun.path, {}, expected={"episode": "2-ff"})
    assert Reader.current(home, AUTHORITY).build_id == "b1"


def test_a_build_whose_rows_are_those_expected_is_put_in_place(home, begun):
    expected = begun.table_hashes()
    begun.close()
    publish(home, AUTHORITY, "b2", begun.path, {}, expected=expected)
    assert Reader.current(home, AUTHORITY).build_id == "b2"
