"""Whose record is closed to whom: by what the data say or by hand, for those with a caseload and those with none."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access.asking import Bound, column
from sherwood.measures import evaluate

DAY = dt.date(2018, 3, 31)
EPISODE = {"person_key": "a", "start_date": dt.date(2018, 1, 1)}
RECORD = {"person_key": "a", "record_key": "k"}
HELD = {"person_key": "a", "worker_id": "w1", "start_date": dt.date(2018, 1, 1)}
BY_DATA = {"person_key": "a", "reason": "adoption", "from_date": dt.date(2018, 1, 1)}
CLOSED = {"restricted_all": False, "worker_may_open": frozenset({"refuge"})}
NOBODYS, OWN, ANOTHERS = {}, {"worker_id": "w1"}, {"worker_id": "w2"}


def counted(restrictions=(), **viewer):
    tables = {"episode": [EPISODE], "person_record": [RECORD], "allocation": [HELD], "restriction": restrictions}
    reader = warehouse(tables, DAY)
    return evaluate(reader, CATALOGUE, "cla_open", county_viewer(**CLOSED, **viewer), grain="day").rows[-1].numerator


@pytest.mark.parametrize("caseload", [NOBODYS, OWN, ANOTHERS])
def test_an_open_record_is_counted(caseload):
    assert counted(**caseload) == 1


@pytest.mark.parametrize(
    ("caseload", "reason", "expected"),
    [
        (NOBODYS, "refuge", 0),
        (NOBODYS, "adoption", 0),
        (OWN, "refuge", 1),
        (OWN, "adoption", 0),
        (ANOTHERS, "refuge", 0),
        (ANOTHERS, "adoption", 0),
    ],
)
def test_a_record_closed_by_hand_or_by_the_data_is_open_to_the_allocated_worker_where_the_reason_allows(
    caseload, reason, expected
):
    assert counted(office_restrictions=(("k", reason),), **caseload) == expected
    assert counted([{**BY_DATA, "reason": reason}], **caseload) == expected


@pytest.mark.parametrize("caseload", [NOBODYS, OWN, ANOTHERS])
def test_a_restriction_of_no_reason_is_closed_to_everybody(caseload):
    assert counted([{**BY_DATA, "reason": None}], **caseload) == 0


@pytest.mark.parametrize("caseload", [NOBODYS, OWN, ANOTHERS])
def test_a_restriction_from_a_later_day_closes_nothing_yet(caseload):
    assert counted([{**BY_DATA, "from_date": dt.date(2018, 4, 1)}], **caseload) == 1


@pytest.mark.parametrize("caseload", [NOBODYS, OWN, ANOTHERS])
def test_a_grant_opens_what_is_closed(caseload):
    assert counted([BY_DATA], grants=("k",), **caseload) == 1
    assert counted(office_restrictions=(("k", "adoption"),), grants=("k",), **caseload) == 1


def test_rows_of_the_service_itself_are_of_nobody_whose_record_is_closed():
    """A complaint is of no person here: closing somebody's record by hand takes none of them away."""
    complaint = {"received_date": DAY, "stage": "1"}
    reader = warehouse({"complaint": [complaint], "person_record": [RECORD]}, DAY)
    viewer = county_viewer(**CLOSED, office_restrictions=(("k", "adoption"),))
    asked = evaluate(reader, CATALOGUE, "complaints_received", viewer, grain="month", date_from=DAY.replace(day=1))
    assert asked.rows[-1].numerator == 1


def test_records_closed_by_hand_are_bound_as_one_list_however_many_they_are():
    bound = Bound("a")
    asked = bound.listed(column("person_key", "row"), [f"key-{number}" for number in range(300)])
    assert list(bound.values) == ["a0"]
    assert len(bound.values["a0"]) == 300
    assert bound.listed(column("person_key", "row"), []).sql() == "FALSE"
    assert asked.sql(dialect="duckdb") == '"row"."person_key" IN (SELECT UNNEST($a0))'
