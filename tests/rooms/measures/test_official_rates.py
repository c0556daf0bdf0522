"""What a rate counts is withheld as any count is, although who lives in the area stands below it."""

import datetime as dt

from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer
from tests.rooms.measures.test_evaluate import episodes, spell
from tests.rooms.measures.test_rates import estimate

from sherwood.measures import evaluate

SERVICE = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}
DAY = dt.date(2018, 1, 15)


def by(unit, counts, measure="cla_rate_per_10000"):
    """The numbers shown, of so many children looked after by each team."""
    keys = {f"{team}{each}": team for team, many in counts.items() for each in range(many)}
    allocated = [
        {"person_key": key, "start_date": DAY, "through_date": HIGH_DATE, "team_id": team, "service_id": SERVICE[team]}
        for key, team in keys.items()
    ]
    teams = [
        {"team_id": team, "team_name": team, "service_id": SERVICE[team], "service_name": SERVICE[team]}
        for team in SERVICE
    ]
    people = [{"person_key": key, "birth_date": dt.date(2010, 1, 1)} for key in keys]
    spells = [spell(key, DAY) for key in keys]
    reader = episodes(*spells, period_of_care=spells, allocation=allocated, organisation=teams, person=people)
    series = evaluate(reader, CATALOGUE, measure, county_viewer(), by=(unit,), figures="official")
    return {point.dims[unit]: point.numerator for point in series.rows}


def test_a_rates_team_is_not_its_services_number_less_the_other_teams():
    """A1 and B1, of 3 and 4, cover each other in the total, and each would be its service less the other team."""
    counts = {"A1": 3, "A2": 40, "B1": 4, "B2": 30}
    assert by("service", counts) == {"A": 43, "B": 34}
    assert by("team", counts) == dict.fromkeys(counts)


def test_a_rate_by_team_withholds_what_the_count_withholds():
    counts = {"A1": 3, "A2": 40, "B1": 24, "B2": 30}
    for unit in ("team", "service"):
        assert by(unit, counts) == by(unit, counts, "cla_open")


def test_a_rate_by_age_goes_on_withholding_by_what_it_counts_and_not_by_who_lives_in_the_area():
    """One child came up at the age of 1 to 4, and is hidden among two ages that grew by one and three."""
    born = {"1 to 4": 2015, "5 to 9": 2010, "10 to 15": 2004, "16 and 17": 2001}
    counts = {"1 to 4": (0, 1), "5 to 9": (7, 7), "10 to 15": (8, 9), "16 and 17": (12, 15)}
    began = {
        f"{band}{each}": (dt.date(2018, 1, 15) if each < then else dt.date(2018, 2, 15), born[band])
        for band, (then, now) in counts.items()
        for each in range(now)
    }
    spells = [spell(key, day) for key, (day, _) in began.items()]
    people = [{"person_key": key, "birth_date": dt.date(year, 1, 1)} for key, (_, year) in began.items()]
    area = [estimate(1000, age, year=2017) for age in range(18)]
    reader = episodes(*spells, period_of_care=spells, person=people, population=area)
    for measure in ("cla_open", "cla_rate_per_10000"):
        series = evaluate(
            reader, CATALOGUE, measure, county_viewer(), by=("age_band",), figures="official",
            date_from=dt.date(2018, 2, 1), date_to=dt.date(2018, 2, 28), grain="month",
        )  # fmt: skip
        assert {point.dims["age_band"] for point in series.rows if point.suppressed} == set(counts)
