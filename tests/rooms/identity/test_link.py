from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sherwood.definitions.home import Home
from sherwood.identity import link, secret_fingerprint
from sherwood.store import memory
from sherwood.vocabulary.identifiers import record_key

COLUMNS = {"feed": "VARCHAR", "source_id": "VARCHAR", "first_received_date": "DATE"}
FIRST, SECOND = date(2018, 6, 1), date(2019, 6, 1)


def landing(**tables):
    """A build with landing tables of (feed, source_id, received) rows."""
    build = memory()
    for name, rows in tables.items():
        build.create_table(f"landing_{name}", COLUMNS)
        for feed, source_id, received in rows:
            build.execute(
                f"INSERT INTO landing_{name} VALUES ($feed, $id, $received)",
                {"feed": feed, "id": source_id, "received": received},
            )
    return build


def people(build):
    return build.select("SELECT * FROM person_record ORDER BY feed, source_id").dicts()


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


def test_a_record_key_is_that_of_the_vocabulary_under_the_homes_secret(home):
    build = landing(ssda903_header=[("ssda903", "1", FIRST)])
    link(build, home, "local")
    (person,) = people(build)
    assert person["record_key"] == record_key(home.secret("record-keys"), "local", "ssda903", "1")
    assert person["person_key"] == person["record_key"]
    assert (person["authority"], person["feed"], person["source_id"]) == ("local", "ssda903", "1")


def test_a_child_in_several_tables_and_years_is_one_record_first_received_earliest(home):
    build = landing(
        ssda903_header=[("ssda903", "1", SECOND), ("ssda903", "1", FIRST)], ssda903_oc3=[("ssda903", "1", SECOND)]
    )
    link(build, home, "local")
    assert [person["first_received"] for person in people(build)] == [FIRST]


def test_a_child_in_any_one_table_is_a_record(home):
    build = landing(ssda903_header=[("ssda903", "1", FIRST)], ssda903_missing=[("ssda903", "2", SECOND)])
    link(build, home, "local")
    assert [person["source_id"] for person in people(build)] == ["1", "2"]


def test_the_same_number_in_two_feeds_is_two_records(home):
    build = landing(ssda903_header=[("ssda903", "1", FIRST)], annex_a_list_1=[("annex_a", "1", FIRST)])
    link(build, home, "local")
    assert len({person["record_key"] for person in people(build)}) == 2


def test_landing_tables_that_name_no_child_are_passed_over(home):
    build = landing(ssda903_header=[("ssda903", "1", FIRST)])
    build.create_table("landing_delivery", {"feed": "VARCHAR", "first_received_date": "DATE"})
    link(build, home, "local")
    assert len(people(build)) == 1


def test_a_row_without_a_number_is_no_record(home):
    build = landing(ssda903_header=[("ssda903", None, FIRST)])
    link(build, home, "local")
    assert people(build) == []


def test_nothing_landed_makes_an_empty_table_with_its_columns(home):
    build = memory()
    link(build, home, "local")
    assert build.columns("person_record") == {
        "authority": "VARCHAR",
        "feed": "VARCHAR",
        "source_id": "VARCHAR",
        "record_key": "VARCHAR",
        "person_key": "VARCHAR",
        "first_received": "DATE",
    }


def test_progress_counts_the_tables(home):
    told = []
    build = landing(ssda903_header=[("ssda903", "1", FIRST)], ssda903_oc2=[])
    link(build, home, "local", lambda stage, item, done, total: told.append((stage, item, done, total)))
    assert told == [
        ("link", "records", 0, 2),
        ("link", "person_record", 1, 1),
    ]


def test_another_secret_or_authority_gives_other_keys(tmp_path):
    one, two = Home.at(tmp_path / "one"), Home.at(tmp_path / "two")
    keys = set()
    for home, authority in ((one, "local"), (two, "local"), (one, "other")):
        build = landing(ssda903_header=[("ssda903", "1", FIRST)])
        link(build, home, authority)
        keys.add(people(build)[0]["record_key"])
    assert len(keys) == 3


def test_a_secrets_fingerprint_tells_homes_apart_and_gives_nothing_away(tmp_path):
    one, two = Home.at(tmp_path / "one"), Home.at(tmp_path / "two")
    assert secret_fingerprint(one) == secret_fingerprint(one)
    assert secret_fingerprint(one) != secret_fingerprint(two)
    assert secret_fingerprint(one) not in one.secret("record-keys").hex()


@settings(max_examples=15, deadline=None)
@given(numbers=st.lists(st.text("0123456789ABC ", min_size=1, max_size=8), min_size=1, max_size=8, unique=True))
def test_different_numbers_never_share_a_key(tmp_path_factory, numbers):
    build = landing(ssda903_header=[("ssda903", number, FIRST) for number in numbers])
    link(build, Home.at(tmp_path_factory.getbasetemp() / "shared"), "local")
    found = people(build)
    assert len({person["record_key"] for person in found}) == len(numbers)
    assert sorted(person["source_id"] for person in found) == sorted(numbers)


def test_a_feed_with_numbers_of_its_own_makes_people_of_its_own_until_they_are_matched(home):
    build = landing(
        ssda903_header=[("ssda903", "1", FIRST)],
        private_fostering_arrangements=[("private_fostering", "1", FIRST)],
        court_stages=[("court", "1", FIRST)],
        former=[("court", "2", FIRST)],
    )
    link(build, home, "local")
    found = [(person["feed"], person["source_id"]) for person in people(build)]
    assert found == [("court", "1"), ("private_fostering", "1"), ("ssda903", "1")]
    assert len({person["person_key"] for person in people(build)}) == 3


def test_every_table_of_linking_is_there_even_where_nothing_was_landed(home):
    build = memory()
    link(build, home, "local")
    written = {
        "person_record",
        "matching_store",
        "link_explained",
        "link_review",
        "link_event",
        "link_node",
        "link_pair",
    }
    assert written <= set(build.tables())
    assert all(build.count(table) == 0 for table in written)


def test_records_of_one_number_are_explained_by_it(home):
    build = landing(ssd_person=[("ssd", "1", FIRST)], annex_a_contacts=[("annex_a", "1", SECOND)])
    link(build, home, "local")
    (told,) = build.select("SELECT * FROM link_explained").dicts()
    ssd, annex_a = (record_key(home.secret("record-keys"), "local", feed, "1") for feed in ("ssd", "annex_a"))
    assert (told["record_key"], told["other_record_key"], told["why"]) == (annex_a, ssd, "same number")
