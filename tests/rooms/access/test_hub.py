"""What the hub received is its manager's and its workers' to count and open, and nobody else sees more for it."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from sqlglot import exp
from tests.rooms.access import made_up
from tests.rooms.measures.small_warehouse import HIGH_DATE, county_viewer, warehouse

from sherwood.access import Facts, aggregate, listing, person_for, teams_of_records
from sherwood.access.asking import column, table
from sherwood.vocabulary.intervals import add_months

HUB, SERVICE = "t1", "s1"
LAST = made_up.DATA_DATE
# Who works in the hub and when: one the whole time, one until lately, one never.
SPELLS = [("w1", dt.date(2016, 1, 1), HIGH_DATE), ("w2", dt.date(2016, 1, 1), dt.date(2018, 1, 31))]
SEEDS = 3
ADDRESSES = 4


def county(draw, hub=HUB):
    """A county whose contacts the hub received, but for those of children whom another team had; without a hub nobody's."""
    rows = made_up.county(draw, children=8).rows
    rows["contact"] = [contact(draw, rows, person, hub) for person in rows["person"] for _ in range(3)]
    rows["held_by_hub"] = [
        {**each, "team_id": hub, "start_date": each["contact_date"], "through_date": each["decided"]}
        for each in rows["contact"]
        if each["received_by"]
    ]
    rows["organisation"] = [
        {"team_id": team, "service_id": service, "start_date": dt.date(1900, 1, 1), "is_hub": team == hub}
        for team, service in made_up.SERVICE_OF.items()
    ]
    rows["worker"] = [
        {"worker_id": who, "team_id": HUB, "start_date": first, "end_date": last} for who, first, last in SPELLS
    ]
    office = tuple((each["record_key"], "refuge") for each in draw.sample(rows["person_record"], 2))
    return made_up.County(rows, office, warehouse(rows, LAST, made_up.AUTHORITIES))


def contact(draw, rows, person, hub):
    day = draw.choice((LAST, *(LAST - dt.timedelta(days=45 * step) for step in range(10))))
    mine = {"authority": person["authority"], "person_key": person["person_key"], "contact_date": day}
    feed = draw.choice(("ssda903", "ssda903", "police"))
    made = made_up.County(rows, (), None)
    had = made_up._held_on(made, mine, day)
    already = had is not None and had["team_id"] != HUB and made_up._held_on(made, mine, day - dt.timedelta(days=1))
    decided = draw.choice((day, day + dt.timedelta(days=40), HIGH_DATE))
    row = f"{draw.random()}"
    return {**mine, "feed": feed, "source_row": row, "received_by": None if already else hub, "decided": decided}


def facts():
    select = exp.select(
        exp.alias_(exp.Literal.string("all"), "period"),
        *(column(name, "counted") for name in ("authority", "feed", "person_key", "source_row", "received_by")),
        exp.alias_(column("contact_date", "counted"), "attributed_date"),
        exp.alias_(exp.convert(1), "numerator"),
        exp.alias_(exp.cast(exp.null(), "INTEGER"), "denominator"),
    ).from_(table("contact", "counted"))
    return Facts(select, is_received=True)


def owner(county, row):
    """Worker, team and service whose work a contact is; what the hub received is of its own workers or of nobody in it."""
    held = made_up._held_on(county, row, row["contact_date"])
    if row["received_by"]:
        own = held["worker_id"] if held and held["team_id"] == HUB else None
        return own, HUB, SERVICE
    return (held["worker_id"], held["team_id"], held["service_id"]) if held else (None, None, None)


def worked_in_hub(viewer, day):
    return any(who == viewer.worker_id and first <= day <= last for who, first, last in SPELLS)


def is_of_hub(viewer):
    """Whether the viewer answers for the hub, or worked in it at some time."""
    who = {who for who, _, _ in SPELLS}
    return HUB in viewer.team_ids or SERVICE in viewer.service_ids or viewer.worker_id in who


def may_count(county, viewer, row):
    worker, team, service = owner(county, row)
    is_own = (
        (worker is not None and worker == viewer.worker_id)
        or team in viewer.team_ids
        or service in viewer.service_ids
        or (row["received_by"] is not None and worked_in_hub(viewer, row["contact_date"]))
    )
    is_open = made_up._permitted(viewer, row) and not made_up._closed(county, viewer, row)
    return is_open and (viewer.county or is_own)


def may_name(county, viewer, row):
    """Whether the child is or lately was with the viewer, by an allocation or by a contact that the hub received."""
    answers = HUB in viewer.team_ids or SERVICE in viewer.service_ids or worked_in_hub(viewer, LAST)
    earliest = add_months(LAST, -viewer.names_open_months)
    by_hub = any(
        made_up._same(each, row)
        and each["feed"] in viewer.feeds
        and each["start_date"] <= LAST
        and each["through_date"] >= earliest
        for each in county.rows["held_by_hub"]
    )
    return made_up._lately_held(county, viewer, row) or (answers and by_hub)


def questions(seed):
    draw = random.Random(seed)
    made = county(draw)
    for number in range(12):
        found = made_up.viewer(draw, made, account_id=str(draw.random()))
        # One in four is of the hub for certain.
        yield made, replace(found, team_ids=(HUB,), county=False) if number % 4 == 0 else found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_viewers_count_and_open_what_the_rules_say_and_nothing_else(seed):
    for made, viewer in questions(seed):
        counted = [row for row in made.rows["contact"] if may_count(made, viewer, row)]
        named = [row for row in counted if may_name(made, viewer, row)]
        listed = listing(made.reader, facts(), viewer, reason="test", limit=1000)
        assert sum(row["numerator"] for row in aggregate(made.reader, facts(), viewer)) == len(counted), viewer
        assert (listed.counted, listed.openable, len(listed.rows)) == (len(counted), len(named), len(named)), viewer
        for record in random.Random(viewer.account_id).sample(made.rows["person_record"], ADDRESSES):
            is_open = made_up._permitted(viewer, record) and not made_up._closed(made, viewer, record)
            found = person_for(made.reader, record["record_key"], viewer) is not None
            assert found == (is_open and may_name(made, viewer, record)), (viewer, record)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_who_is_not_of_the_hub_sees_nothing_that_was_not_seen_before(seed):
    draw = random.Random(seed)
    with_hub = county(draw)
    rows = {**with_hub.rows, "held_by_hub": []}
    rows["contact"] = [{**row, "received_by": None} for row in rows["contact"]]
    rows["organisation"] = [{**row, "is_hub": False} for row in rows["organisation"]]
    before = warehouse(rows, LAST, made_up.AUTHORITIES)
    for _ in range(12):
        viewer = made_up.viewer(draw, with_hub, account_id=str(draw.random()))
        if is_of_hub(viewer):
            continue
        now, then = (
            {each["source_row"]: each["record_key"] for each in rows_of(reader, viewer)}
            for reader in (with_hub.reader, before)
        )
        assert now.items() <= then.items(), viewer


def rows_of(reader, viewer):
    told = facts()
    told = Facts(told.select, detail_columns=("source_row",), is_received=True)
    return listing(reader, told, viewer, reason="test", limit=1000).rows


@pytest.mark.parametrize("unit", ["team", "service", "worker"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_teams_nobody_and_not_known_add_up_and_the_hubs_part_is_what_its_manager_counts(seed, unit):
    made = county(random.Random(seed))
    sees_all = county_viewer(authority="north", feeds=frozenset(made_up.FEEDS))
    (whole,) = aggregate(made.reader, facts(), sees_all)
    parts = {row[unit]: row["numerator"] for row in aggregate(made.reader, facts(), sees_all, (unit,))}
    assert sum(parts.values()) == whole["numerator"] > 0
    if unit != "worker":
        held = {"team_ids": (HUB,)} if unit == "team" else {"service_ids": (SERVICE,)}
        mine = aggregate(
            made.reader, facts(), county_viewer(authority="north", county=False, feeds=frozenset(made_up.FEEDS), **held)
        )
        assert parts[HUB if unit == "team" else SERVICE] == sum(row["numerator"] for row in mine)


def test_official_totals_are_the_same_with_a_hub_and_without():
    totals = []
    for hub in (HUB, None):
        made = county(random.Random(1), hub)
        viewer = county_viewer(authority="north", feeds=frozenset(made_up.FEEDS))
        totals.append([row["numerator"] for row in aggregate(made.reader, facts(), viewer, figures="official")])
    assert totals[0] == totals[1]


def test_an_auditor_is_told_that_a_child_whose_contact_the_hub_received_was_with_the_hub():
    made = county(random.Random(2))
    earliest = add_months(LAST, -6)
    wanted = {
        f"north-{each['person_key']}"
        for each in made.rows["held_by_hub"]
        if each["authority"] == "north" and each["start_date"] <= LAST and each["through_date"] >= earliest
    }
    told = teams_of_records(made.reader, "north", 6).of_record
    assert wanted
    assert all(HUB in told[key] for key in wanted)
