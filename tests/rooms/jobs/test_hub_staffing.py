"""The hub's staffing from a warehouse: people by weekday, chances by rating, what follows downstream, and the assumptions beside them."""

import datetime as dt
import json

import numpy as np
import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.definitions.errors import Problem
from sherwood.jobs.forecasts import forecast_for
from sherwood.jobs.hub_staffing import staffing_of

FIRST, LAST = dt.date(2025, 4, 7), dt.date(2025, 10, 26)
RATINGS = ("red", "amber", "green", "blue")


def contacts():
    draw = np.random.default_rng(5)
    days = [FIRST + dt.timedelta(days=k) for k in range((LAST - FIRST).days + 1)]
    return [
        {
            "person_key": f"p{draw.integers(40)}",
            "contact_number": f"M{day:%j}{k}",
            "contact_date": day,
            "contact_source": "6",
            "received_minute": int(draw.integers(540, 1000)),
            "rating": RATINGS[draw.choice(4, p=[0.1, 0.3, 0.4, 0.2])],
            "handling_minutes": int(draw.integers(20, 90)),
        }
        for day in days
        if day.weekday() < 5
        for k in range(draw.poisson(9))
    ]


@pytest.fixture(scope="module")
def reader():
    return warehouse({"mash_contact": contacts()}, LAST)


@pytest.fixture(scope="module")
def forecast(reader):
    return forecast_for(reader, CATALOGUE, county_viewer(), horizon=3)


def staffing(reader, forecast, who=None, **more):
    return staffing_of(reader, CATALOGUE, who or county_viewer(), forecast, **more)


@pytest.fixture(scope="module")
def told(reader, forecast):
    return staffing(reader, forecast).to_json()


def test_each_weekday_has_its_people_and_they_meet_the_target(told):
    assert [each["weekday"] for each in told["shifts"]] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert all(each["staff"] > 0 and each["in_limit"] >= told["target"] for each in told["shifts"])
    assert (told["from"], told["weeks"]) == ("2025-10-27", 3)


def test_every_rating_meets_the_target_and_one_fewer_is_worse(told):
    for chances in told["by_rating"].values():
        assert chances["advised"] >= told["target"]
    assert min(each["one_fewer"] for each in told["by_rating"].values()) < told["target"]


def test_the_assumptions_stand_beside_the_advice(told):
    assumed = told["assumptions"]
    assert assumed["minutes_from"] == "log"
    assert assumed["minutes_of_work"]["red"] == pytest.approx(54.5, abs=4)
    assert assumed["limits_minutes"]["red"] == 240
    assert assumed["owner"]


def test_without_referrals_counted_nothing_is_said_to_follow(told):
    assert told["downstream"] == []


def test_posts_cover_leave_and_illness(told):
    assert (
        told["posts"] > max(each["on_rota"] for each in told["shifts"]) >= max(each["staff"] for each in told["shifts"])
    )


def test_it_can_be_said_as_json(told):
    assert json.loads(json.dumps(told)) == told


def test_a_third_of_staff_isolating_takes_more_on_the_rota(reader, forecast, told):
    isolating = staffing(reader, forecast, away=0.33)
    before = sum(each["on_rota"] for each in told["shifts"])
    assert sum(each.on_rota for each in isolating.shifts) > before
    assert sum(each.staff for each in isolating.shifts) == sum(each["staff"] for each in told["shifts"])


def test_without_minutes_the_examples_stand_in_and_it_is_said(forecast):
    rows = [{key: value for key, value in each.items() if key != "handling_minutes"} for each in contacts()]
    found = staffing(warehouse({"mash_contact": rows}, LAST), forecast)
    assert found.assumptions["minutes_from"] == "examples"
    assert any("examples of the catalogue" in note for note in found.notes)


def test_who_may_not_read_forecasts_is_not_told(reader, forecast):
    who = county_viewer(permissions=county_viewer().permissions - {"forecast:read"})
    with pytest.raises(NotAllowed):
        staffing(reader, forecast, who)


def test_a_manager_of_the_hubs_service_is_told_of_the_whole_hub(reader, told):
    who = county_viewer(county=False, service_ids=("none",))
    assert forecast_for(reader, CATALOGUE, who, horizon=3).ahead["total"].quantiles[0, 3] > 20


def test_without_the_hubs_log_the_reason_is_said(forecast):
    with pytest.raises(Problem, match="no contact"):
        staffing(warehouse({}, LAST), forecast)
