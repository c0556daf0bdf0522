"""Every measure answers its own worked example, whose rows stand on the boundary of its rule."""

from functools import lru_cache

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, text_table, typed, warehouse

from sherwood.measures import children, evaluate

NAMES = sorted(CATALOGUE.measures)


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    """Each measure in turn, all tests of one before those of the next, so that its example is laid out once."""
    return request.param


GRAIN_OF_MONTHS = {1: "month", 3: "quarter", 12: "year"}


@lru_cache(maxsize=4)
def reader_of(name: str):
    """The example's rows as a warehouse."""
    example = CATALOGUE.measures[name].example
    tables = {table: text_table(text) for table, text in example.given.items()}
    given = {table: [typed(CATALOGUE.table(table), row) for row in rows] for table, rows in tables.items()}
    return warehouse(given, example.data_date)


@pytest.fixture(scope="module", autouse=True)
def _let_the_warehouses_go():
    yield
    reader_of.cache_clear()


def days_of(name: str) -> dict:
    example = CATALOGUE.measures[name].example
    days = (example.date_to - example.date_from).days + 1
    grain = "day" if days == 1 else GRAIN_OF_MONTHS[round(days / 30.4)]
    return {"date_from": example.date_from, "date_to": example.date_to, "grain": grain}


@lru_cache(maxsize=4)
def answer_of(name: str):
    (point,) = evaluate(reader_of(name), CATALOGUE, name, county_viewer(), **days_of(name)).rows
    return point


def test_example_gives_the_expected_answer(name):
    point, wanted = answer_of(name), CATALOGUE.measures[name].example.expect
    assert (point.numerator, point.denominator) == (wanted.numerator, wanted.denominator)
    assert point.value == pytest.approx(wanted.numerator if wanted.denominator is None else wanted.value)


def counted_of(name: str, denominator: float | None) -> float | None:
    """The denominator where each row counted adds one to it; of a rate, a ratio, a load and what is weighed it is another sum."""
    measure = CATALOGUE.measures[name]
    return None if measure.kind in ("rate", "ratio", "load") or measure.weight else denominator


def parts_of(name: str, denominator: float | None) -> float | None:
    """The denominator where the parts of a breakdown add up to it; the children of the area below a rate do not."""
    return None if CATALOGUE.measures[name].kind == "rate" else denominator


def test_example_stands_on_a_boundary_and_not_at_nought_or_the_whole(name):
    point = answer_of(name)
    assert point.numerator > 0
    assert point.denominator is None or point.numerator != point.denominator


def is_of_people(name: str) -> bool:
    return CATALOGUE.table(CATALOGUE.measures[name].counts).holds == "people"


def test_example_is_supported_by_its_own_list_of_children_and_a_figure_of_the_service_itself_lists_nobody(name):
    point, measure = answer_of(name), CATALOGUE.measures[name]
    listed = children(reader_of(name), CATALOGUE, name, county_viewer(), **days_of(name))
    if not is_of_people(name):
        assert (listed.rows, listed.openable) == ([], 0)
        assert listed.counted >= (1 if measure.kind == "ratio" or measure.weight else point.numerator)
        return
    assert len(listed.rows) == listed.counted == listed.openable
    assert sum(row["numerator"] for row in listed.rows) == point.numerator
    assert counted_of(name, point.denominator) in (None, len(listed.rows))
    assert {*CATALOGUE.measures[name].details, "record_key", "worker_id"} <= set(listed.rows[0])


def test_breakdowns_of_an_example_add_up_to_its_whole(name):
    whole, breakdowns = answer_of(name), CATALOGUE.measures[name].breakdowns
    parts = evaluate(reader_of(name), CATALOGUE, name, county_viewer(), by=breakdowns, **days_of(name)).rows
    assert sum(point.numerator for point in parts) == whole.numerator
    assert parts_of(name, whole.denominator) in (None, sum(point.denominator or 0 for point in parts))
    assert all(set(point.dims) == set(breakdowns) for point in parts)
