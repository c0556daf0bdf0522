"""Teams are reorganised: figures by the team of the time and by today's map, and the break is said."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate
from sherwood.measures.choices import UnknownChoice

LAST_DAY = dt.date(2024, 3, 31)
SERVICES = {"service_id": "S1", "service_name": "Safeguarding"}
TEAMS = [
    SERVICES | {"team_id": "north", "team_name": "North", "end_date": LAST_DAY},
    SERVICES | {"team_id": "west", "team_name": "West"},
    SERVICES | {"team_id": "south", "team_name": "South"},
]
BECAME = [{"team_id": "north", "became_id": "west"}]


def allocated(person, start, end, team, today):
    return {
        "person_key": person,
        "start_date": start,
        "through_date": end,
        "worker_id": f"W {team}",
        "team_id": team,
        "service_id": "S1",
        "team_today_id": today,
        "service_today_id": "S1" if today else None,
    }


def year_by(by, *, became=BECAME, first=dt.date(2024, 2, 1), last=dt.date(2024, 4, 30), **asked):
    """Contacts of one child before and one after the North team became the West team, and one of the South team's."""
    high = dt.date(9999, 12, 31)
    today = {"north": "west" if became else "north"}
    tables = {
        "organisation": TEAMS,
        "team_became": became,
        "contact": [
            {"person_key": "a", "contact_date": dt.date(2024, 3, 1)},
            {"person_key": "b", "contact_date": dt.date(2024, 4, 2)},
            {"person_key": "c", "contact_date": dt.date(2024, 4, 2)},
        ],
        "allocation": [
            allocated("a", dt.date(2024, 1, 1), high, "north", today["north"]),
            allocated("b", dt.date(2024, 4, 1), high, "west", "west"),
            allocated("c", dt.date(2024, 1, 1), high, "south", "south"),
        ],
    }
    reader = warehouse(tables, dt.date(2024, 4, 30))
    days = {"date_from": first, "date_to": last, "grain": "quarter"}
    return evaluate(reader, CATALOGUE, "contacts_received", county_viewer(), by=(by,), **(days | asked))


def numbers(series, by):
    found = {}
    for point in series.rows:
        label = series.label(by, point.dims[by])
        found[label] = found.get(label, 0) + point.numerator
    return found


def test_by_team_each_figure_is_that_of_the_team_of_the_time():
    assert numbers(year_by("team"), "team") == {"North": 1, "West": 1, "South": 1}


def test_by_todays_map_the_work_of_a_former_team_is_its_successors():
    assert numbers(year_by("team_today"), "team_today") == {"West": 2, "South": 1}


def test_both_maps_add_up_to_the_same_whole():
    assert sum(numbers(year_by("team"), "team").values()) == sum(numbers(year_by("team_today"), "team_today").values())


def test_the_break_is_said_beside_a_figure_by_team():
    [note] = [note for note in year_by("team").notes if "reorganised" in note]
    assert "North became West after 31 March 2024" in note
    assert "Team, as they are today" in note


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "team_today"},
        {"by": "team", "became": []},
        {"by": "team", "first": dt.date(2024, 4, 1)},
        {"by": "team", "last": LAST_DAY},
        {"by": "worker"},
    ],
    ids=["by today's map", "no team became another", "after the break", "before the break", "by worker"],
)
def test_nothing_is_said_where_no_break_can_be_seen(asked):
    assert not [note for note in year_by(**asked).notes if "reorganised" in note]


def test_a_figure_can_be_filtered_by_todays_team():
    series = year_by("worker", where={"team_today": "west"})
    assert sum(point.numerator for point in series.rows) == 2


def test_official_figures_are_given_by_the_team_of_the_time_alone():
    """With both maps a number withheld in one could be worked out from the other."""
    with pytest.raises(UnknownChoice, match="ask for 'team'"):
        year_by("team_today", figures="official")
