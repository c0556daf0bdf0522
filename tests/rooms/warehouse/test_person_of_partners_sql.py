"""What is said of people whom only partners know."""

import pytest
from tests.rooms.warehouse.landed import day, the_catalogue
from tests.rooms.warehouse.partners import Partners

from sherwood.warehouse.choosing import models


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path)


def said(partners):
    return {(row.person_key, row.feed): row for row in partners.built().person_said}


def test_a_child_known_to_the_hub_alone_has_the_birth_date_its_log_holds(partners):
    partners.tells("mash_log", "contacts", "1", contact_number="C1", birth_date="2015-03-04", sex="F", forename="Lily")
    (row,) = said(partners).values()
    assert (row.birth_date, row.sex, row.forename) == (day("2015-03-04"), "F", "Lily")
    assert row.ethnicity is None


def test_the_latest_word_of_a_partner_stands(partners):
    for said_on, born in (("2026-03-31", "2015-03-05"), ("2026-02-28", "2015-03-04")):
        partners.tells("mash_log", "contacts", "1", said_on, contact_number=said_on, birth_date=born)
    assert [row.birth_date for row in said(partners).values()] == [day("2015-03-05")]


def test_of_several_partners_the_last_with_a_birth_date_is_heard_alone(partners):
    partners.tells(
        "mash_log", "contacts", "1", "2026-01-31", contact_number="C1", birth_date="2015-03-04", forename="Lily"
    )
    partners.tells("early_help", "cases", "1", "2026-02-28", case_number="E1", birth_date="2015-03-05", surname="Ash")
    partners.tells("youth_justice", "offences", "1", "2026-03-31", offence_number="O1", forename="Lil")
    (row,) = said(partners).values()
    assert (row.feed, row.birth_date, row.forename, row.surname) == ("early_help", day("2015-03-05"), None, "Ash")


def test_where_the_councils_own_feeds_say_who_a_child_is_no_partner_is_asked(partners):
    partners.tells("mash_log", "contacts", "1", contact_number="C1", birth_date="2015-03-04")
    partners.born("1", "2015-04-03")
    assert {feed for _, feed in said(partners)} == {"ssda903"}


def test_a_panels_list_tells_no_name(partners):
    partners.tells("adoption_panel", "items", "1", item_number="I1", birth_date="2020-03-04", forename="Lily")
    (row,) = said(partners).values()
    assert (row.birth_date, row.forename) == (day("2020-03-04"), None)


def test_every_partners_table_that_tells_a_birth_date_is_asked_and_every_such_feed_is_in_the_order():
    catalogue = the_catalogue()
    telling = {
        (feed.id, f"landing_{feed.id}_{name}")
        for feed in catalogue.feeds.values()
        if feed.people == "involved" and not feed.numbering
        for name, table in feed.latest_tables().items()
        if table.identifies and table.identifies.birth_date
    }
    assert {table for _, table in telling} <= set(models(catalogue)["person_said"].reads)
    assert {feed for feed, _ in telling} <= set(catalogue.table("person").order)
