"""The page of the hub's demand says next week in its title, and says plainly what is assumed and how good it was before."""

import datetime as dt

import numpy as np
import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.forecasting import Ahead
from sherwood.forecasting.regimes import Restricted
from sherwood.forecasting.told import WHOLE, HubForecast, Record, Track
from sherwood.reports.document import Chart, KeyFigures, Note, Table
from sherwood.reports.hub_forecast import headline, hub_document

CATALOGUE = load_catalogue()
ORIGIN = dt.date(2026, 3, 1)
AHEAD = tuple(ORIGIN + dt.timedelta(weeks=k) for k in range(1, 14))
SPREAD = np.array([0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2])


def ahead(middle, growth=0.0):
    return Ahead(AHEAD, np.outer(middle * (1 + growth * np.arange(13)), SPREAD))


def seen(value, weeks=60):
    return tuple((ORIGIN - dt.timedelta(weeks=k), float(value)) for k in range(weeks - 1, -1, -1))


def told(scenario="as_announced", growth=0.0, weeks=60):
    return HubForecast(
        origin=ORIGIN,
        scenario=CATALOGUE.scenario(scenario),
        letter="W",
        build_id="b",
        catalogue_hash="c",
        ahead={"total": ahead(660, growth), "source:Police": ahead(400), "source:Schools": ahead(260)},
        seen={"total": seen(600, weeks), "source:Police": seen(500, weeks), "source:Schools": seen(100, weeks)},
        notes=("A note of the forecast.",),
    )


TRACK = Track("total", "all", 26, 0.9, 20.0, 25.0, 21 / 26, 1.0)
NOTHING = Record(0, (), False)


def page(one=None, record=NOTHING):
    return hub_document(one or told(), record, {"as_announced": "As announced"}, data_line="d", scope_line="s")


def blocks(document, kind):
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def test_the_title_says_next_week_its_range_and_the_same_week_a_year_before():
    sentence = "Expect 594 to 726 contacts in the week to 8 March 2026, most likely 660: 10% more than in that week a year before."
    assert headline(told()) == sentence


def test_a_week_of_few_contacts_is_told_as_a_number_and_no_percentage():
    one = told()
    few = one._replace(seen=one.seen | {WHOLE: seen(3)})
    assert headline(few).endswith("most likely 660; in that week a year before 3 came.")


def test_without_a_year_of_weeks_nothing_is_compared():
    assert headline(told(weeks=40)).endswith("most likely 660.")


def test_a_scenario_is_never_taken_for_the_forecast():
    assert headline(told("growth")).startswith("Growth (a scenario): expect 594")


def test_a_scenario_that_says_so_itself_says_it_once():
    own = told("growth")
    named = own._replace(scenario=own.scenario.model_copy(update={"title": "Your own scenario"}))
    assert headline(named).startswith("Your own scenario: expect 594")


@pytest.mark.parametrize(("growth", "way"), [(0.0, "stay about level"), (0.05, "rise by"), (-0.02, "fall by")])
def test_the_pictures_title_says_which_way_it_goes(growth, way):
    (chart,) = blocks(page(told(growth=growth)), Chart)
    assert way in chart.title
    assert len(chart.table.rows) == 13


def test_the_picture_begins_with_the_year_that_was_and_ends_with_the_weeks_ahead():
    (chart,) = blocks(page(), Chart)
    points = chart.spec["data"]["values"]
    assert [("came" in point) for point in points] == [True] * 52 + [False] * 13
    assert points[52]["low80"] == pytest.approx(594)


def test_school_holidays_are_grey_behind_the_picture_within_its_days():
    long = (ORIGIN + dt.timedelta(weeks=10), ORIGIN + dt.timedelta(weeks=20))
    (chart,) = (each for each in blocks(page(told()._replace(holidays=(long,))), Chart) if each.id == "fan")
    (spell,) = chart.spec["layer"][0]["data"]["values"]
    assert spell == {"first": long[0].isoformat(), "last": AHEAD[-1].isoformat()}
    assert "School holidays are grey." in chart.sentence


def test_restrictions_lie_behind_the_fan_within_the_year_shown_the_stricter_the_darker():
    strict = (
        Restricted(dt.date(2025, 1, 1), dt.date(2025, 4, 30), 1.0),
        Restricted(dt.date(2026, 3, 16), dt.date(2026, 5, 31), 0.4),
    )
    (chart,) = [each for each in blocks(page(told()._replace(restricted=strict)), Chart) if each.id == "fan"]
    behind = chart.spec["layer"][0]
    assert behind["data"]["values"] == [
        {"first": "2025-03-09", "last": "2025-04-30", "level": 1.0},
        {"first": "2026-03-16", "last": "2026-05-31", "level": 0.4},
    ]
    assert behind["encoding"]["opacity"]["field"] == "level"
    assert "Restrictions on meeting are orange" in chart.sentence


def test_without_restrictions_none_are_spoken_of():
    (chart,) = [each for each in blocks(page(), Chart) if each.id == "fan"]
    assert "Restrictions" not in chart.sentence


def test_sources_stand_in_order_of_what_is_expected_of_them():
    sources = next(each for each in blocks(page(), Table) if each.caption == "Contacts by source")
    assert [row[0].text for row in sources.rows] == ["Police", "Schools"]
    assert sources.rows[0][1].text == "2,000"


def test_key_figures_are_sums_of_weeks():
    (figures,) = blocks(page(), KeyFigures)
    assert [each.value for each in figures.figures] == ["2,400", "2,640", "8,580"]


def test_the_record_says_how_many_weeks_held_and_how_much_better_it_was():
    notes = [note.text for note in blocks(page(record=Record(3, (TRACK,), False)), Note)]
    assert "Of 26 weeks forecast, 21 fell in the range of 80%; better than the last week carried on by 20%." in notes


def test_a_record_worse_than_the_last_week_says_so():
    worse = TRACK._replace(wis=30.0)
    notes = [note.text for note in blocks(page(record=Record(3, (worse,), False)), Note)]
    assert any("no better than the last week carried on" in note for note in notes)


def test_without_an_issued_forecast_the_page_says_how_to_keep_one():
    assert any("sherwood forecast issue" in note.text for note in blocks(page(), Note))


def test_what_to_know_stands_once_each():
    points = blocks(page(), Note)[-1].points
    assert "A note of the forecast." in points
    assert len(points) == len(set(points))


def by_hour_and_need():
    one = told()
    named = {
        "need:Neglect": 100,
        "need:Other": 560,
        "hour:09:00 to 09:59": 500,
        "hour:17:00 to 17:59": 60,
        "hour:Other": 900,
    }
    return one._replace(
        ahead=one.ahead | {name: ahead(value) for name, value in named.items()},
        seen=one.seen | {name: seen(value) for name, value in named.items()},
    )


def test_needs_stand_the_largest_first_and_hours_in_the_order_of_the_day():
    tables = {each.caption: [row[0].text for row in each.rows] for each in blocks(page(by_hour_and_need()), Table)}
    assert tables["Contacts by presenting need"] == ["Other", "Neglect"]
    (hours,) = [each for each in blocks(page(by_hour_and_need()), Chart) if each.id == "hours"]
    assert [row[0].text for row in hours.table.rows] == ["09:00 to 09:59", "17:00 to 17:59", "Other hours"]


def test_the_busiest_hour_is_one_that_has_a_name():
    (hours,) = [each for each in blocks(page(by_hour_and_need()), Chart) if each.id == "hours"]
    assert hours.title == "Most contacts are expected from 09:00 to 09:59"


def test_hours_that_all_stand_together_are_no_picture():
    one = by_hour_and_need()
    thin = page(one._replace(ahead={name: each for name, each in one.ahead.items() if ":59" not in name}))
    assert "hours" not in [each.id for each in blocks(thin, Chart)]
    assert any("hours are not told apart" in each.text for each in blocks(thin, Note))


def test_a_forecast_told_by_neither_has_no_section_of_them():
    titles = [section.title for section in page().sections]
    assert not {"By presenting need", "By hour of arrival"} & set(titles)


def test_few_contacts_an_hour_are_told_with_a_decimal():
    one = by_hour_and_need()
    few = one._replace(ahead=one.ahead | {"hour:17:00 to 17:59": ahead(1.44), "hour:09:00 to 09:59": ahead(12.3)})
    (hours,) = [each for each in blocks(page(few), Chart) if each.id == "hours"]
    assert {"12", "1.4"} <= {each["words"] for each in hours.spec["data"]["values"]}
