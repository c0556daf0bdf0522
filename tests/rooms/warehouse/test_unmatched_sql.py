import pytest
from tests.rooms.warehouse.landed import the_catalogue, the_models
from tests.rooms.warehouse.partners import UNKNOWN, Partners


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path)


def counts(partners):
    return {
        (row.feed, row.table_name): (row.rows_landed, row.people_landed, row.rows_unmatched, row.people_unmatched)
        for row in partners.built().unmatched
    }


def test_rows_and_people_of_nobody_known_are_counted(partners):
    for child, month in (("1", "01"), ("1", "02"), (UNKNOWN, "01"), (UNKNOWN, "02"), (UNKNOWN, "03")):
        partners.tells("health_cla", "checks", child, kind="dental", check_date=f"2026-{month}-01")
    assert counts(partners) == {("health_cla", "checks"): (5, 2, 3, 1)}


def test_a_row_that_names_nobody_at_all_is_of_nobody(partners):
    partners.tells("sen2", "requests", None, request_number="R1", request_date="2026-03-02")
    assert counts(partners) == {("sen2", "requests"): (1, 0, 1, 0)}


def test_where_everybody_is_known_nothing_is_left_out(partners):
    partners.tells("neet", "clients", "1")
    assert counts(partners) == {("neet", "clients"): (1, 1, 0, 0)}


def test_it_tells_numbers_and_nobodys_number(partners):
    partners.tells("neet", "clients", UNKNOWN)
    (row,) = partners.built().unmatched
    assert UNKNOWN not in map(str, vars(row).values())


def test_no_table_of_a_feed_with_numbers_of_its_own_is_forgotten():
    feeds = [feed for feed in the_catalogue().feeds.values() if not feed.numbering]
    naming = {
        f"landing_{feed.id}_{name}"
        for feed in feeds
        for year in feed.years.values()
        for name, table in year.tables.items()
        if table.child
    }
    assert {each for each in the_models()["unmatched"].reads if each.startswith("landing_")} == naming
