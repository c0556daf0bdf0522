"""A table that is wholly the viewer's is read as it is; one row that is not theirs, and every row of it is tested again."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate
from sherwood.measures.points import ANSWERS

DAY = dt.date(2018, 3, 31)
THEIRS = {"person_key": "a", "start_date": dt.date(2018, 1, 1)}


@pytest.fixture
def build():
    """A build under a name, as one that is served has: the rows of one in memory may still change."""
    made = []

    def named(*others):
        built = warehouse({"episode": [THEIRS, *others]}, DAY, ("local", "elsewhere"))
        built.build_id = f"b{len(made)}"
        built.manifest = {"store": {"tables": {"episode": f"{len(made)}-{others!r}"}}}
        made.append(built)
        return built

    ANSWERS.clear()
    yield named
    ANSWERS.clear()


def counted(reader, **viewer):
    return evaluate(reader, CATALOGUE, "cla_open", county_viewer(**viewer), grain="day").rows[-1].numerator


def texts(reader, **viewer):
    """Every question put to the build for the figure."""
    asked, ask = [], reader._ask
    reader._ask = lambda text, *more: asked.append(text) or ask(text, *more)
    counted(reader, **viewer)
    return [text for text in asked if '"episode"' in text and "SUM(" in text]


def test_a_row_of_every_feed_that_may_be_used_is_counted(build):
    assert counted(build({**THEIRS, "person_key": "b"})) == 2


@pytest.mark.parametrize("other", [{"feed": "police_missing"}, {"authority": "elsewhere"}, {"feed": None}])
def test_one_row_that_is_not_theirs_is_not_counted(build, other):
    feeds = frozenset({"ssda903"})
    assert counted(build({**THEIRS, "person_key": "b", **other}), feeds=feeds) == 1


def test_who_may_use_fewer_feeds_counts_fewer_rows_of_the_same_build(build):
    reader = build({**THEIRS, "person_key": "b", "feed": "ssd"})
    assert counted(reader, feeds=frozenset({"ssda903", "ssd"})) == 2
    assert counted(reader, feeds=frozenset({"ssda903"})) == 1


def test_a_table_wholly_theirs_is_not_tested_row_by_row(build):
    assert all('"episode"."feed"' not in text for text in texts(build()))
    assert all('"episode"."feed"' in text for text in texts(build({**THEIRS, "person_key": "b", "feed": None})))


def test_a_build_in_memory_is_tested_row_by_row(build):
    reader = build()
    reader.build_id = "memory"
    assert all('"episode"."feed"' in text for text in texts(reader))
