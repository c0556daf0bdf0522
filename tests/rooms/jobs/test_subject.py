"""What is held on one person: all of it, restricted too, each row marked, for the guardian alone; and who looked is in it."""

import datetime as dt
import io
import json

import openpyxl
import pytest
from tests.rooms.web.conftest import browser, home, signed_in, template_home
from tests.rooms.web.small_county import ADOPTED, AUTHORITY, PASSWORD, number

from sherwood.access import NotAllowed
from sherwood.definitions.errors import Problem

__all__ = ["browser", "home", "signed_in", "template_home"]
ASKED = dt.date(2026, 1, 31)


@pytest.fixture
def guardian(home):
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    directory.add_account("cora", PASSWORD, "Cora", roles=[RoleHeld("caldicott_guardian")])
    return "cora"


def answer(home, place, as_user="cora"):
    from sherwood.jobs.subject import subject

    return subject(home, AUTHORITY, f"ssda903:{number(place)}", as_user=as_user, asked_on=ASKED)


def test_everything_about_the_person_and_nothing_about_another(home, guardian):
    found = answer(home, 0)
    text = json.dumps(found, default=str)
    assert {"person", "episode", "allocation", "review"} <= {each["table"] for each in found["tables"]}
    assert number(0) in text
    assert not any(number(place) in text for place in range(1, 13))
    assert found["sources"] == [{"feed": "ssda903", "rows": sum(len(each["rows"]) for each in found["tables"])}]


def test_a_month_to_answer_ends_with_the_month_where_the_next_is_shorter(home, guardian):
    assert answer(home, 0)["answer_by"] == "2026-02-28"


def test_a_restricted_record_is_answered_too_and_its_adoption_marked(home, guardian):
    found = answer(home, ADOPTED)
    marked = {each["table"]: each["review"] for each in found["tables"]}
    assert marked["placement"] == "adoption"
    assert marked["legal_status"] == "court"
    assert found["to_review"] > 0


@pytest.mark.parametrize("username", ["dan", "ana", "wendy", "audrey", "adam"])
def test_nobody_but_the_guardian_asks(home, username):
    with pytest.raises(NotAllowed):
        answer(home, 0, username)


def test_asking_is_in_the_trail_and_who_looked_before_is_in_the_answer(home, guardian, signed_in):
    from sherwood.office import audit

    signed_in("mary").get("/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31")
    found = answer(home, 0)
    assert "Mary Manager" in {each["who"] for each in found["seen_by"]}
    assert audit.latest(action="subject's request answered")[0].record_keys == tuple(found["record_keys"])


def test_nobody_of_that_number_is_said_so_without_it(home, guardian):
    with pytest.raises(Problem) as refusal:
        answer(home, 99)
    assert number(99) not in str(refusal.value)


def test_the_workbook_has_a_sheet_a_table_with_why_to_look_and_room_to_decide(home, guardian):
    from sherwood.jobs.subject import workbook

    book = openpyxl.load_workbook(io.BytesIO(workbook(answer(home, ADOPTED))))
    (sheet,) = [each for each in book.worksheets if "Placements" in each.title]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Why to look", "Decided")
    assert rows[1][0].startswith("Adoption")
