"""A SELECT heeds the records of those feeds alone whose rows it looks up by feed and number; in doubt it heeds all."""

import pyarrow as pa
import pytest
import sqlglot
from tests.rooms.store.homes import Home

from sherwood.definitions.catalogue import load_catalogue
from sherwood.store import Build, building_path, memory, publish
from sherwood.store import Reader as StoreReader
from sherwood.warehouse import choosing
from sherwood.warehouse.heeding import RECORDS, Standing, asks_by_key, feeds_heeded

FEEDS = {"landing_hub_contacts": "hub", "landing_ssd_person": "ssd"}
ON = "r.feed = l.feed AND r.source_id = l.source_id"
BORN = "SELECT l.person_key, p.birth_date FROM referral AS l JOIN person AS p ON p.person_key = l.person_key"
HUB = f"SELECT r.person_key FROM landing_hub_contacts AS l JOIN person_record AS r ON {ON}"


def heeded(sql):
    return feeds_heeded(sqlglot.parse_one(sql, read="duckdb"), FEEDS.get, {"person"})


@pytest.mark.parametrize(
    ("sql", "feeds"),
    [
        (HUB, {"hub"}),
        (HUB.replace("JOIN", "LEFT JOIN"), {"hub"}),
        (f"{HUB} AND r.first_received <= l.received", {"hub"}),
        (f"{HUB} UNION ALL {HUB.replace('landing_hub_contacts', 'landing_ssd_person')}", {"hub", "ssd"}),
        (
            f"WITH x AS (SELECT feed, source_id FROM landing_hub_contacts) {HUB.replace('landing_hub_contacts', 'x')}",
            {"hub"},
        ),
        ("SELECT 1 FROM landing_hub_contacts", {"hub"}),
        (
            "WITH all_of AS (SELECT m.feed, m.source_id, m.person_key FROM person_record AS m UNION ALL"
            " SELECT m.feed, m.source_id, m.person_key FROM matching_store AS m) "
            + HUB.replace("person_record", "all_of"),
            {"hub"},
        ),
    ],
    ids=["joined", "left joined", "with more", "two feeds", "through a part", "no records", "records of both tables"],
)
def test_records_looked_up_by_feed_and_number_are_those_of_the_rows_read(sql, feeds):
    assert heeded(sql) == feeds


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT r.person_key FROM person_record AS r",
        "SELECT COUNT(*) FROM person_record",
        HUB.replace(" AND r.source_id = l.source_id", ""),
        HUB.replace("r.feed = l.feed AND ", ""),
        HUB.replace(ON, f"{ON} OR r.person_key = 'x'"),
        HUB.replace("JOIN", "RIGHT JOIN"),
        HUB.replace("JOIN", "FULL JOIN"),
        f"{HUB} JOIN person_record AS other ON other.person_key = r.person_key",
        HUB.replace("landing_hub_contacts", "person"),
        HUB.replace("landing_hub_contacts", "landing_former"),
        f"{HUB} WHERE r.person_key NOT IN (SELECT person_key FROM person_record)",
        f"WITH x AS (SELECT feed, source_id FROM person) {HUB.replace('landing_hub_contacts', 'x')}",
        "WITH all_of AS (SELECT DISTINCT m.feed, m.source_id FROM person_record AS m) SELECT COUNT(*) FROM all_of",
    ],
)
def test_whatever_else_is_asked_of_records_heeds_all_of_them(sql):
    assert heeded(sql) is None


@pytest.mark.parametrize(
    ("sql", "by_key"),
    [
        (BORN, True),
        (BORN.replace("JOIN", "LEFT JOIN"), True),
        ("SELECT 1 FROM referral", True),
        ("SELECT p.birth_date FROM person AS p", False),
        (BORN.replace("p.person_key = l.person_key", "p.birth_date = l.birth_date"), False),
        (f"{BORN} WHERE l.person_key NOT IN (SELECT person_key FROM person)", False),
        ("SELECT 1 FROM person AS p JOIN person AS q ON q.person_key = p.person_key", False),
    ],
)
def test_people_are_looked_up_by_their_key_or_all_of_them_matter(sql, by_key):
    assert asks_by_key(sqlglot.parse_one(sql, read="duckdb"), "person") is by_key


def test_the_tables_of_one_partner_heed_that_partner_alone():
    catalogue = load_catalogue()
    standing = Standing.of(None, catalogue, None)
    models = choosing.models(catalogue)

    def of(name):
        return feeds_heeded(models[name].select, standing.feeds.get, standing.numbered)

    assert (of("attendance_week"), of("mash_contact")) == ({"attendance_daily"}, {"mash_log"})
    assert of("person") is None
    unsure = {name for name, model in models.items() if model.reads & RECORDS and of(name) is None}
    assert unsure == {"disability", "person", "person_said", "programme_person"}


RECORDS_BEFORE = {"feed": ["hub", "ssd"], "source_id": ["1", "7"], "person_key": ["a", "a"]}


@pytest.fixture
def upon(tmp_path):
    """A build begun from one that holds two records of one person, in which those of the hub are made anew with one more."""
    home = Home(tmp_path)
    with Build(building_path(home, "local", "b1")) as first:
        first.insert_arrow("person_record", pa.table(RECORDS_BEFORE))
        first.create_table_as("matching_store", "SELECT 'police' AS feed, '5' AS source_id, 'm' AS person_key")
        first.create_table_as("person", "SELECT 'a' AS person_key, DATE '2010-01-01' AS birth_date")
        first.create_table_as("referral", "SELECT 'a' AS person_key")
        first.create_table_as("landing_hub_contacts", "SELECT 'hub' AS feed, '1' AS source_id")
        first.create_table_as("landing_ssd_person", "SELECT 'ssd' AS feed, '7' AS source_id")
        path = first.path
    publish(home, "local", "b1", path, {})
    earlier = StoreReader.current(home, "local")
    with Build(building_path(home, "local", "b2"), earlier=earlier.as_earlier) as second:
        more = {"feed": ["hub"], "source_id": ["2"], "person_key": ["b"]}
        second.insert_arrow("person_record", pa.concat_tables([pa.table(RECORDS_BEFORE), pa.table(more)]))
        moved = {"person_record": frozenset({"hub"})}
        yield Standing(second, earlier, moved, FEEDS, frozenset(), frozenset({"person"}))


def people_are(upon, *rows):
    upon.build.create_table_as(
        "person", " UNION ALL ".join(f"SELECT '{key}' AS person_key, DATE '{born}' AS birth_date" for key, born in rows)
    )


def is_left(upon, sql, *reads):
    return upon.answers_as_before(sqlglot.parse_one(sql, read="duckdb"), reads)


def test_which_feeds_records_moved_is_told_by_their_rows(upon):
    moved = Standing.of(upon.build, load_catalogue(), upon.before).moved
    assert moved == {"person_record": {"hub"}}
    assert Standing.of(upon.build, load_catalogue(), None).moved == {}


def test_a_table_that_looks_people_up_stands_while_people_are_only_added(upon):
    people_are(upon, ("a", "2010-01-01"), ("b", "2012-01-01"))
    assert is_left(upon, BORN, "referral", "person")
    assert not is_left(upon, "SELECT COUNT(*) FROM person", "person")


@pytest.mark.parametrize(
    "rows",
    [[("a", "2011-01-01"), ("b", "2012-01-01")], [("b", "2012-01-01")], [("a", "2010-01-01"), ("m", "2012-01-01")]],
    ids=["a date is another", "somebody is gone", "somebody came whom other tables knew"],
)
def test_it_does_not_stand_when_more_than_new_people_are_other(upon, rows):
    people_are(upon, *rows)
    assert not is_left(upon, BORN, "referral", "person")


@pytest.mark.parametrize(("table", "stands"), [("landing_hub_contacts", False), ("landing_ssd_person", True)])
def test_a_table_stands_unless_records_of_its_own_feed_moved(upon, table, stands):
    assert is_left(upon, HUB.replace("landing_hub_contacts", table), table, "person_record") is stands


def test_a_table_does_not_stand_whose_rows_changed_whoever_they_are_of(upon):
    upon.build.create_table_as("landing_ssd_person", "SELECT 'ssd' AS feed, '8' AS source_id")
    asked = HUB.replace("landing_hub_contacts", "landing_ssd_person")
    assert not is_left(upon, asked, "landing_ssd_person", "person_record")


def test_the_parts_of_a_table_are_fingerprinted_as_the_whole_is():
    with memory() as build:
        build.create_table_as(
            "record", "SELECT 'hub' AS feed, 1 AS n UNION ALL SELECT 'ssd', 2 UNION ALL SELECT 'ssd', 3"
        )
        parts = build.part_hashes("record", "feed")
        build.create_table_as("hub", "SELECT * FROM record WHERE feed = 'hub'")
        assert parts["hub"] == build.table_hash("hub")
        assert parts["ssd"].startswith("2-")
