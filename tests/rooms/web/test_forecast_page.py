"""The hub's demand is shown to those who may read forecasts; a scenario is set by its address and kept by a form."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.rooms.reports.test_hub_forecast_page import NOTHING, told
from tests.rooms.reports.test_hub_staffing_page import told as staffing_told

from sherwood.forecasting.own import OwnScenario, scenario_of
from sherwood.jobs.hub_scenarios import ForecastPage

ORIGIN = dt.date(2026, 3, 1)


def test_an_analyst_of_a_council_without_the_hubs_log_is_told_what_to_load(signed_in):
    answer = signed_in("ana").get("/forecast")
    assert answer.status_code < 500
    assert "hub" in answer.content.decode()


@pytest.mark.parametrize("person", ["mary", "nora"])
@pytest.mark.parametrize("page", ["/forecast", "/forecast/staffing", "/forecast/demand.csv"])
def test_others_are_refused_and_have_no_way_there(signed_in, person, page):
    client = signed_in(person)
    assert client.get(page).status_code in (403, 404)
    assert "/forecast" not in client.get("/account").content.decode()


@pytest.fixture
def asked(monkeypatch):
    """The forecasts a page asked for: made-up ones stand in, for the council of these tests has no hub's log."""
    names = []

    def made_up(home, reader, catalogue, viewer, choices, scenario, compared):
        chosen = [choices.of(each) for each in (scenario, compared)]
        names.append(tuple(chosen))
        first, other = (_told(each) for each in chosen)
        return ForecastPage(first, NOTHING, other)

    monkeypatch.setattr("sherwood.web.views.forecast.forecast_page", made_up)
    monkeypatch.setattr("sherwood.web.views.forecast.staffing_for", lambda *given, **more: staffing_told())
    return names


def _told(chosen):
    if isinstance(chosen, OwnScenario):
        return told()._replace(scenario=scenario_of(chosen.settings, ORIGIN, chosen.title))
    return told(chosen)


def test_without_a_choice_the_forecast_as_announced_is_shown(signed_in, asked):
    page = signed_in("ana").get("/forecast")
    assert page.status_code == 200
    assert "Expect 594 to 726 contacts" in page.content.decode()
    assert asked == [("as_announced", "as_announced")]


def test_what_is_set_in_the_address_is_the_scenario_shown_beside_the_forecast(signed_in, asked):
    page = signed_in("ana").get("/forecast?scenario=own&police_per_cent=20").content.decode()
    ((own, beside),) = asked
    assert own.settings.police_per_cent == 20
    assert beside == "as_announced"
    assert "Your own scenario: expect" in page
    assert "Keep this scenario" in page


def test_what_cannot_be_read_is_said_beside_the_form_and_nothing_is_assumed(signed_in, asked):
    answer = signed_in("ana").get("/forecast?scenario=own&police_per_cent=many")
    assert answer.status_code == 400
    assert "&#x27;many&#x27; is not a number" in answer.content.decode()


def test_a_scenario_kept_stands_in_the_list_with_its_author(signed_in, asked):
    client = signed_in("ana")
    answer = client.post("/forecast/keep", {"title": "Police tell more", "police_per_cent": "20"})
    (name,) = parse_qs(urlsplit(answer["Location"]).query)["scenario"]
    page = client.get(answer["Location"]).content.decode()
    assert f'<option value="{name}" selected' in page
    assert "Police tell more (" in page
    assert asked[-1][0].settings.police_per_cent == 20


def test_a_scenario_without_a_name_is_not_kept_and_what_was_set_stays(signed_in, asked):
    client = signed_in("ana")
    answer = client.post("/forecast/keep", {"title": "", "growth_per_cent": "5"}, follow=True)
    assert "at most 60 letters" in answer.content.decode()
    assert asked[-1][0].settings.growth_per_cent == 5


def test_staffing_has_a_page_and_files_of_its_own(signed_in, asked):
    client = signed_in("ana")
    assert "The hub needs 4 to 5 people" in client.get("/forecast/staffing").content.decode()
    assert "Monday, day" in client.get("/forecast/staffing.csv").content.decode()


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_the_forecast_can_be_taken_away(signed_in, asked, form, begins):
    answer = signed_in("ana").get(f"/forecast/demand.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


def test_there_is_no_file_of_another_page(signed_in, asked):
    assert signed_in("ana").get("/forecast/other.csv").status_code == 404
