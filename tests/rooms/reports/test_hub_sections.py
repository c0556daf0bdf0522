"""Parts of the page of the hub's demand: who drives the change, days as they came, scenarios side by side, what was noticed."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.reports.test_hub_forecast_page import AHEAD, ORIGIN, ahead, told

from sherwood.forecasting.noticing import Noticed
from sherwood.reports import hub_sections
from sherwood.reports.document import Chart, Note, Table


def texts(found):
    return [[cell.text for cell in row] for row in found.rows]


def test_each_source_is_held_against_the_same_weeks_a_year_before_the_whole_first():
    (found,) = hub_sections.drivers(told())
    assert isinstance(found, Table)
    assert texts(found)[0] == ["All contacts", "2,400", "2,400", "100%", "2,640", "2,400", "110%"]
    assert [row[0] for row in texts(found)] == ["All contacts", "Police", "Schools"]
    assert texts(found)[2][6] == "260%"


def test_without_a_year_of_weeks_nothing_is_compared():
    (note,) = hub_sections.drivers(told(weeks=40))
    assert isinstance(note, Note)


def days(*values, first=dt.date(2026, 2, 2)):
    return told()._replace(days=tuple((first + dt.timedelta(days=k), value) for k, value in enumerate(values)))


def test_days_are_squares_by_week_and_weekday_and_the_busiest_weekday_is_named():
    (chart,) = hub_sections.days_seen(days(*[30.0, 20, 20, 20, 20, 3, 1] * 3))
    assert chart.title == "Monday is the busiest day"
    points = chart.spec["data"]["values"]
    assert len(points) == 21
    assert (points[0]["week"], points[0]["weekday"], points[0]["came"]) == ("02 Feb", "Monday", 30.0)
    assert texts(chart.table)[0] == ["Monday", "30.0", "30"]


def test_a_day_that_is_not_known_is_left_white():
    (chart,) = hub_sections.days_seen(days(30.0, float("nan"), 20.0))
    assert [point["weekday"] for point in chart.spec["data"]["values"]] == ["Monday", "Wednesday"]
    assert hub_sections.days_seen(days(float("nan"))) == ()


def test_two_scenarios_stand_side_by_side_with_their_difference():
    (chart,) = hub_sections.side_by_side(told("growth", growth=0.01), told())
    assert isinstance(chart, Chart)
    assert texts(chart.table)[1] == ["15 March 2026", "667", "660", "+7"]
    assert "more contacts in 13 weeks" in chart.title
    assert {point["name"] for point in chart.spec["data"]["values"]} == {"Growth", "As announced"}


def test_a_scenario_is_not_compared_with_itself():
    (note,) = hub_sections.side_by_side(told(), told())
    assert "Choose another" in note.text


def test_the_arithmetic_of_what_is_assumed_is_shown():
    (note,) = hub_sections.worked_out(told("growth")._replace(arithmetic=("Growth: × 1.05.",)))
    assert note.points == ("Growth: × 1.05.",)
    assert "Nothing is assumed" in hub_sections.worked_out(told())[0].text


@pytest.mark.parametrize("is_above", [True, False])
def test_a_change_noticed_is_said_with_both_forecasts(is_above):
    changed = told()._replace(noticed=Noticed(ORIGIN, 3, is_above, ahead(330)))
    note, both = hub_sections.change_noticed(changed)
    assert ("above" in note.text) is is_above
    assert texts(both)[0][1:] == ["594 to 726, most likely 660", "297 to 363, most likely 330"]
    assert len(both.rows) == len(AHEAD)


def test_where_nothing_was_noticed_nothing_is_said():
    assert hub_sections.change_noticed(told()) == ()
    assert np.isfinite(told().ahead["total"].quantiles).all()
