"""Lists, rows and addresses: what they need, what they show, and that nothing is shown unless it is written down first."""

import datetime as dt

import pytest
from tests.rooms.access import made_up
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import (
    AuditNotWritten,
    NotAllowed,
    Permission,
    UnknownColumn,
    aggregate,
    data_date,
    listing,
    may,
    person_for,
    read,
    reference,
    scope,
    search,
)
from sherwood.access.asking import REFERENCE_TABLES
from sherwood.access.events import EVENTS, audited
from sherwood.access.trail import NoTrail, OfficeTrail, OwnerTrail

DATA_DATE = dt.date(2018, 3, 31)
NORTH = {"authority": "north"}


def small(**tables):
    child = {**NORTH, "person_key": "p1", "record_key": "k1", "source_id": "123"}
    rows = {
        "person": [child],
        "person_record": [{**child, "feed": "ssda903"}],
        "episode": [{**NORTH, "person_key": "p1", "start_date": dt.date(2018, 1, 1), "legal_status": "C2"}],
        "allocation": [
            {**NORTH, "person_key": "p1", "worker_id": "w1", "team_id": "t1", "start_date": dt.date(2017, 1, 1)}
        ],
    }
    return warehouse(rows | tables, DATA_DATE, ("north",))


def manager(**changes):
    return county_viewer(
        **({"authority": "north", "county": False, "team_ids": ("t1",), "restricted_all": False} | changes)
    )


def without(*permissions):
    return manager(permissions=frozenset(Permission) - set(permissions))


def ask(reader, viewer, **asked):
    return listing(reader, made_up.facts(), viewer, reason="measure looked_after/cla_open", **asked)


def test_a_list_names_record_keys_and_writes_them_down_with_what_was_listed():
    viewer = manager()
    listed = ask(small(), viewer)
    assert [row["record_key"] for row in listed.rows] == ["k1"]
    (entry,) = viewer.trail.entries
    assert (entry.action, entry.record_keys, entry.account_id) == ("child list seen", ("k1",), "u1")
    assert entry.detail == {"of": "measure looked_after/cla_open", "rows": 1}
    assert entry.purpose == "direct_care"


def test_an_export_is_written_down_as_one_and_needs_its_permission():
    viewer = manager()
    ask(small(), viewer, for_export=True)
    assert viewer.trail.entries[0].action == "rows exported"
    with pytest.raises(NotAllowed, match="export:rows"):
        ask(small(), without(Permission.EXPORT_ROWS), for_export=True)


def test_a_list_shows_only_columns_it_declares():
    assert set(ask(small(), manager(), columns=["birth_date"]).rows[0]) == {"record_key", "birth_date"}
    with pytest.raises(UnknownColumn, match="'upn' is not a column of this list"):
        ask(small(), manager(), columns=["upn"])


@pytest.mark.parametrize(
    ("wanted", "permission"),
    [
        (ask, Permission.CHILDREN_LIST),
        (lambda reader, viewer: read(reader, "episode", viewer, ["legal_status"]), Permission.CHILDREN_LIST),
        (lambda reader, viewer: read(reader, "episode", viewer, ["legal_status"], person="k1"), Permission.CHILD_OPEN),
        (lambda reader, viewer: aggregate(reader, made_up.facts(), viewer), Permission.MEASURE_READ),
        (lambda reader, viewer: scope(reader, made_up.facts(), viewer, "official"), Permission.FIGURES_OFFICIAL),
    ],
)
def test_each_question_needs_its_permission(wanted, permission):
    with pytest.raises(NotAllowed, match=permission):
        wanted(small(), without(permission))


@pytest.mark.parametrize(
    "wanted",
    [
        ask,
        lambda reader, viewer: read(reader, "episode", viewer, ["legal_status"]),
        lambda reader, viewer: read(reader, "episode", viewer, ["legal_status"], person="k1"),
        lambda reader, viewer: search(reader, viewer, "123"),
    ],
)
def test_nothing_is_shown_if_it_cannot_be_written_down(wanted, tmp_path):
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    for trail in (NoTrail(), OwnerTrail(tmp_path / "logs")):
        with pytest.raises(AuditNotWritten):
            wanted(small(), manager(trail=trail))


def test_a_broken_office_shows_no_child(office_home):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE office_auditchild")
    with pytest.raises(AuditNotWritten, match="audit trail cannot be written"):
        ask(small(), manager(trail=OfficeTrail()))


def test_what_an_account_sees_is_written_to_the_office(office_home):
    from sherwood.office import audit

    ask(small(), manager(trail=OfficeTrail()))
    (entry,) = audit.who_looked_at(["k1"])
    assert (entry.action, entry.authority, entry.record_keys) == ("child list seen", "north", ("k1",))


def test_opening_a_child_reads_its_rows_alone_and_is_written_down():
    viewer = manager()
    other = {**NORTH, "person_key": "p2", "start_date": dt.date(2018, 1, 1)}
    own = {**NORTH, "person_key": "p1", "start_date": dt.date(2018, 1, 1), "legal_status": "C2"}
    assert read(small(episode=[own, other]), "episode", viewer, ["legal_status"], person="k1") == [
        {"record_key": "k1", "legal_status": "C2"}
    ]
    assert [(entry.action, entry.record_keys) for entry in viewer.trail.entries] == [("child opened", ("k1",))]


@pytest.mark.parametrize("viewer", [manager(team_ids=("t2",)), manager(team_ids=()), manager(feeds=frozenset())])
def test_another_teams_child_answers_as_no_child_at_all(viewer):
    reader = small()
    assert person_for(reader, "k1", viewer) is person_for(reader, "no such key", viewer) is None
    answers = [read(reader, "episode", viewer, ["legal_status"], person=key) for key in ("k1", "no such key")]
    assert answers == [[], []]
    first, second = viewer.trail.entries
    assert first == second


def test_an_address_leads_to_todays_person():
    assert person_for(small(), "k1", manager()) == "p1"


def test_a_child_can_be_found_by_its_number_which_is_written_nowhere():
    viewer = manager()
    assert search(small(), viewer, "123", ["sex"]) == [{"record_key": "k1", "sex": None}]
    assert viewer.trail.entries[0].action == "search"
    assert "123" not in str(viewer.trail.entries)
    assert search(small(), manager(team_ids=("t2",)), "123") == []


@pytest.mark.parametrize(("through", "months", "opens"), [(30, 6, True), (29, 6, False), (30, 5, False)])
def test_a_child_who_left_can_be_opened_for_so_many_months(through, months, opens):
    left = {
        **NORTH,
        "person_key": "p1",
        "team_id": "t1",
        "start_date": dt.date(2017, 1, 1),
        "through_date": dt.date(2017, 9, through),
    }
    assert (person_for(small(allocation=[left]), "k1", manager(names_open_months=months)) is not None) is opens


def test_a_child_who_left_is_still_counted_for_the_day_it_was_here():
    left = {
        **NORTH,
        "person_key": "p1",
        "team_id": "t1",
        "start_date": dt.date(2017, 1, 1),
        "through_date": dt.date(2018, 1, 1),
    }
    listed = ask(small(allocation=[left]), manager(names_open_months=0))
    assert (listed.counted, listed.openable, listed.rows) == (1, 0, [])


@pytest.mark.parametrize(
    ("name", "wanted", "message"),
    [
        ("episode", "nothing", "'episode' has no column 'nothing'; it has authority"),
        ("worker", "worker_name", "not a table that holds people"),
        ("duckdb_settings", "name", "not a table that holds people"),
    ],
)
def test_only_declared_columns_of_tables_of_people_are_read(name, wanted, message):
    with pytest.raises(UnknownColumn, match=message):
        read(small(), name, manager(), [wanted])


def test_only_tables_without_people_are_read_without_a_viewer():
    teams = [{"team_id": "t1", "team_name": "Ash", "service_id": "s1", "service_name": "Care"}]
    assert reference(small(organisation=teams), "organisation", ("team_id", "team_name")) == [
        {"team_id": "t1", "team_name": "Ash"}
    ]
    with pytest.raises(UnknownColumn, match="tables that hold no people"):
        reference(small(), "person", ("record_key",))


def test_the_tables_without_people_are_those_the_catalogue_says_and_the_list_of_deliveries():
    declared = {name for name, table in CATALOGUE.tables.items() if table.holds == "reference"}
    assert declared | {"landing_delivery"} == REFERENCE_TABLES


def test_an_unknown_breakdown_names_those_there_are():
    with pytest.raises(
        UnknownColumn, match="no breakdown 'colour' here; there are service, service_today, team, team_today, worker"
    ):
        aggregate(small(), made_up.facts(), manager(), by=("colour",))


def test_an_authority_without_data_is_said_so():
    with pytest.raises(UnknownColumn, match="nothing is loaded for the authority 'west'"):
        data_date(small(), "west")


def test_an_unknown_permission_is_a_slip_in_the_program():
    with pytest.raises(ValueError, match="fly"):
        may(manager(), "fly")


@pytest.mark.parametrize("event", [each for each in EVENTS.values() if each.facts], ids=lambda event: event.action)
def test_each_event_must_carry_its_facts(event):
    with pytest.raises(ValueError, match=f"must say: {min(event.facts)}"):
        audited(manager(), event, (), {})


def test_teams_and_names_are_read_once_a_build_and_nobody_spoils_them_for_others():
    reader = small(organisation=[{**NORTH, "team_id": "t7", "team_name": "Ash"}])
    reader.build_id, reader.manifest = "names-1", {"store": {"tables": {"organisation": "1-a"}}}
    first = reference(reader, "organisation", ("team_id", "team_name"))
    first[0]["team_name"] = "spoilt"
    reader.select = None
    again = reference(reader, "organisation", ("team_id", "team_name"))
    assert {"team_id": "t7", "team_name": "Ash"} in again

    other = small(organisation=[{**NORTH, "team_id": "t7", "team_name": "Elm"}])
    other.build_id, other.manifest = "names-2", {"store": {"tables": {"organisation": "1-b"}}}
    assert {"team_id": "t7", "team_name": "Elm"} in reference(other, "organisation", ("team_id", "team_name"))
