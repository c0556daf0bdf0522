"""Who sees what partners sent: by purpose, by agreement, and never whom a row of the service itself is about."""

import datetime as dt

import pytest
from sqlglot import exp
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import Facts, UnknownColumn, aggregate, listing, read, reference, viewers, whole_record
from sherwood.access.asking import column, table

DATA_DATE = dt.date(2026, 11, 28)
MINE = {"authority": "local", "person_key": "p1"}
CHILD = MINE | {"record_key": "k1", "source_id": "123"}
BENEFIT = MINE | {"feed": "dwp", "source_row": "x:2", "match_date": DATA_DATE, "is_out_of_work": True}
CONTACT = MINE | {"feed": "mash_log", "source_row": "x:3", "contact_number": "M1", "contact_date": DATA_DATE}
SERVICE = {"authority": "local", "source_row": "x:4"}
TABLES = {
    "person": [CHILD],
    "person_record": [CHILD | {"feed": "ssd"}],
    "benefit_match": [BENEFIT],
    "mash_contact": [CONTACT],
    "allegation": [SERVICE | {"feed": "lado", "referral_date": DATA_DATE}],
    "worker_absence": [SERVICE | {"feed": "workforce", "worker_id": "w1", "team_id": "t1", "start_date": DATA_DATE}],
}
OF_THE_SERVICE = sorted(name for name, each in CATALOGUE.tables.items() if each.holds == "service")


@pytest.fixture(scope="module")
def reader():
    return warehouse(TABLES, DATA_DATE)


def in_role(name, day=DATA_DATE, **changes):
    """Somebody in a role whose scope is taken to be the county, so that purposes alone decide."""
    purposes = CATALOGUE.role(name).purposes
    feeds = viewers.feeds_for(CATALOGUE, purposes, day)
    return county_viewer(purposes=frozenset(purposes), feeds=feeds, **changes)


def flows(name, date, *, of_people):
    """Every row of a table, dated by a column."""
    whose = column("person_key", "counted") if of_people else exp.cast(exp.null(), "VARCHAR")
    select = exp.select(
        exp.alias_(exp.Literal.string("all"), "period"),
        *(column(each, "counted") for each in ("authority", "feed", "source_row")),
        exp.alias_(whose, "person_key"),
        exp.alias_(column(date, "counted"), "attributed_date"),
        exp.alias_(exp.convert(1), "numerator"),
        exp.alias_(exp.cast(exp.null(), "INTEGER"), "denominator"),
    )
    return Facts(select.from_(table(name, "counted")))


def counted(reader, viewer, name, date, *, of_people=False):
    return sum(row["numerator"] for row in aggregate(reader, flows(name, date, of_people=of_people), viewer))


@pytest.mark.parametrize("role", sorted(CATALOGUE.roles))
def test_benefits_are_seen_for_the_families_programme_and_for_nothing_else(reader, role):
    viewer = in_role(role)
    may_see = "troubled_families" in CATALOGUE.role(role).purposes
    assert bool(read(reader, "benefit_match", viewer, ["is_out_of_work"])) is may_see
    assert counted(reader, viewer, "benefit_match", "match_date", of_people=True) == int(may_see)


def test_no_journey_of_a_child_reads_benefits(reader):
    record = whole_record(reader, in_role("director"), "k1", {"benefit_match": ("is_out_of_work",)}, reason="test")
    assert record == {"benefit_match": []}


@pytest.mark.parametrize("days", [0, 1])
def test_the_hubs_log_is_set_aside_the_day_after_its_agreement_ran_out(reader, days):
    last = CATALOGUE.feed("mash_log").agreement_expires
    viewer = in_role("mash_manager", last + dt.timedelta(days=days))
    assert len(read(reader, "mash_contact", viewer, ["contact_number"])) == 1 - days
    assert counted(reader, viewer, "mash_contact", "contact_date", of_people=True) == 1 - days


@pytest.mark.parametrize("name", OF_THE_SERVICE)
def test_rows_of_the_service_are_read_by_nobody_and_handed_out_by_no_other_door(reader, name):
    everything = county_viewer(feeds=frozenset(CATALOGUE.feeds))
    with pytest.raises(UnknownColumn, match="is not a table that holds people"):
        read(reader, name, everything, ["source_row"])
    with pytest.raises(UnknownColumn, match="is not a table that holds people"):
        whole_record(reader, everything, "k1", {name: ("source_row",)}, reason="test")
    with pytest.raises(UnknownColumn, match="tables that hold no people"):
        reference(reader, name, ("source_row",))


@pytest.mark.parametrize(("name", "date"), [("worker_absence", "start_date"), ("allegation", "referral_date")])
def test_rows_of_the_service_are_counted_for_the_whole_service_and_never_listed(reader, name, date):
    director = in_role("director")
    assert counted(reader, director, name, date) == 1
    listed = listing(reader, flows(name, date, of_people=False), director, reason="test")
    assert (listed.counted, listed.openable, listed.rows) == (1, 0, [])


@pytest.mark.parametrize(("name", "date"), [("worker_absence", "start_date"), ("allegation", "referral_date")])
def test_a_team_manager_counts_no_rows_of_the_whole_service(reader, name, date):
    manager = in_role("team_manager", county=False, team_ids=("t1",), restricted_all=False)
    assert counted(reader, manager, name, date) == 0


@pytest.mark.parametrize("role", ["worker", "reviewing_officer", "troubled_families_coordinator"])
def test_allegations_are_no_part_of_direct_care_or_of_a_programme(reader, role):
    assert counted(reader, in_role(role), "allegation", "referral_date") == 0


def test_no_measure_takes_rows_of_the_service_apart_by_worker_but_caseloads():
    """How many children each worker holds stands on the board of every team; who was ill or what was alleged does not."""
    for measure in CATALOGUE.measures.values():
        if measure.counts in OF_THE_SERVICE and measure.counts != "caseload_month":
            assert not {"worker", "worker_id"} & {*measure.details, *measure.breakdowns}, measure.id


def test_no_row_is_made_of_feeds_of_which_one_may_be_set_aside_and_the_other_stand():
    """Who a person is comes of one partner alone (see test_person_of_partners_sql.py), whatever the order lists."""
    for thing in (each for each in CATALOGUE.tables.values() if each.order and each.name != "person"):
        lent = [name for name in thing.order if CATALOGUE.feed(name).agreement_expires]
        assert lent == (["early_help"] if thing.name == "early_help" else []), thing.name
