"""Papers and the register as pages: one form makes a paper, the list gives it back, and rights stand at each door."""

import datetime as dt
import io
import json
import re

import docx
import pytest
from tests.rooms.measures.small_warehouse import county_viewer
from tests.rooms.web import small_county

from sherwood.office.people import RoleHeld

QUARTER = "2023-24-Q4"


def made(client, audience="managers", quarter=QUARTER):
    answer = client.post("/papers", {"quarter": quarter, "audience": audience, "area": "care"}, follow=True)
    return answer.content.decode()


def test_a_paper_is_made_on_one_page_and_given_back(signed_in):
    client = signed_in("ana")
    page = made(client)
    assert "Made and kept: Quarterly performance" in page
    way = re.search(r'href="(/papers/[^"]+\.docx)"', page)[1]
    answer = client.get(way)
    assert answer["Content-Disposition"].startswith('attachment; filename="committee-2023-24-Q4-managers-')
    texts = [each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert any("Children looked after: " in text for text in texts)


def test_quarter_that_is_not_over_is_refused_in_words(signed_in):
    assert "choose 2023-24-Q4" in made(signed_in("ana"), quarter="2024-25-Q1")


def test_audience_and_form_that_are_not_offered_are_not_found(signed_in):
    client = signed_in("ana")
    assert client.post("/papers", {"quarter": QUARTER, "audience": "everyone"}).status_code == 404
    assert client.get("/papers/committee-none.docx").status_code == 404
    assert client.get("/papers/committee-none.exe").status_code == 404


def test_paper_for_managers_is_not_given_to_those_who_do_not_see_the_county(signed_in):
    way = re.search(r'href="(/papers/[^"]+\.docx)"', made(signed_in("ana")))[1]
    assert signed_in("mary").get(way).status_code == 403


def test_register_is_a_page_and_a_file_with_the_six_answers(signed_in):
    client = signed_in("mary")
    page = client.get("/register").content.decode()
    assert "Forecast of demand at the front door" in page
    assert "Which suppliers and agreements are there?" in page
    found = json.loads(client.get("/register/export.json").content)
    assert len(found["answers"]) == 6
    assert client.get("/register/export.pdf").content.startswith(b"%PDF")
    assert client.get("/register/export.exe").status_code == 404


def test_reports_page_leads_to_both(signed_in):
    page = signed_in("ana").get("/reports").content.decode()
    assert 'href="/papers"' in page
    assert 'href="/register"' in page


def added(username, *roles):
    """A further person who holds these roles; returns the account's id."""
    from sherwood.office import directory

    held = [RoleHeld(role, team, None, small_county.FROM) for role, team in roles]
    return directory.add_account(username, small_county.PASSWORD, username.title(), roles=held).id


def test_paper_for_managers_is_not_given_to_those_whose_purposes_do_not_include_what_it_tells(signed_in):
    way = re.search(r'href="(/papers/[^"]+\.docx)"', made(signed_in("ana")))[1]
    added("tess", ("troubled_families_coordinator", None))
    assert signed_in("tess").get(way).status_code == 403
    assert signed_in("dan").get(way).status_code == 200


def test_paper_for_managers_is_given_to_another_manager_of_the_same_team_and_to_no_other(signed_in):
    way = re.search(r'href="(/papers/[^"]+\.docx)"', made(signed_in("mary")))[1]
    added("nell", ("team_manager", "TA"))
    assert signed_in("nell").get(way).status_code == 200
    assert signed_in("ana").get(way).status_code == 200
    assert signed_in("bea").get(way).status_code == 403


def test_who_made_a_paper_for_managers_is_not_given_it_once_the_role_has_ended(signed_in):
    from sherwood.office import directory

    clara = added("clara", ("analyst", None), ("team_manager", "TB"))
    client = signed_in("clara")
    way = re.search(r'href="(/papers/[^"]+\.docx)"', made(client))[1]
    assert client.get(way).status_code == 200
    directory.end_role(clara, "analyst", dt.date(2024, 1, 1))
    assert client.get(way).status_code == 403


@pytest.mark.parametrize(
    ("theirs", "mine", "may"),
    [
        ({}, {}, True),
        ({"grants": ("k1",)}, {}, False),
        ({"grants": ("k1",)}, {"grants": ("k1", "k2")}, True),
        ({"grants": ("k1",)}, {"restricted_all": True}, True),
        ({"restricted_all": True}, {"grants": ("k1",)}, False),
        ({"restricted_all": True}, {"restricted_all": True}, True),
        ({"county": False, "team_ids": ("TA", "TB")}, {"county": False, "team_ids": ("TA",)}, False),
        ({"county": False, "worker_id": "SW1"}, {"county": False, "worker_id": "SW2"}, False),
        ({"county": False, "worker_id": "SW1"}, {}, False),
        ({"county": False, "worker_id": "SW1"}, {"restricted_all": True}, True),
        ({"county": False, "worker_id": "SW1"}, {"county": False, "covered_worker_ids": ("SW1",)}, True),
        ({"opened": ("k1",)}, {}, False),
        ({"opened": ("k1",)}, {"grants": ("k1",)}, True),
        ({"county": False, "service_ids": ("S1",)}, {"county": False, "service_ids": ("S1", "S2")}, True),
        ({"county": True}, {"county": False, "team_ids": ("TA",)}, False),
    ],
)
def test_a_paper_is_for_those_whose_own_figures_count_all_that_it_counts(theirs, mine, may):
    from sherwood.jobs import packs

    usual = {"restricted_all": False}
    paper = packs._sight(county_viewer(**usual | theirs))
    assert packs._answers_for(county_viewer(**usual | mine), paper) is may


def test_a_paper_of_before_it_was_noted_what_it_counts_is_for_the_county():
    from sherwood.jobs import packs

    assert packs._answers_for(county_viewer(), packs.WHOLE_COUNTY)
    assert not packs._answers_for(county_viewer(county=False, team_ids=("TA",)), packs.WHOLE_COUNTY)
