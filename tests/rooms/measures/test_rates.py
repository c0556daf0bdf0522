"""What stands below a rate: the children of the area where estimates know them, and nothing where they do not."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import children, evaluate, value_of
from sherwood.measures.population import Population, ages_of, population_of

DATA_DATE = dt.date(2024, 3, 31)
RATE = "contact_rate_per_10000"


def estimate(number, age=5, *, year=2023, sex="All", group="All", district="Whole area"):
    return {"year": year, "age": age, "sex": sex, "ethnicity_group": group, "district": district, "number": number}


def county(*estimates, contacts=(("a", DATA_DATE),), **tables):
    rows = [{"person_key": key, "contact_date": day} for key, day in contacts]
    return warehouse({"contact": rows, "population": list(estimates)} | tables, DATA_DATE)


def rate(reader, viewer=None, measure=RATE, **asked):
    days = {"date_from": DATA_DATE, "date_to": DATA_DATE, "grain": "day"} | asked
    return evaluate(reader, CATALOGUE, measure, viewer or county_viewer(), **days)


def below(reader, **asked):
    return {next(iter(point.dims.values()), None): point.denominator for point in rate(reader, **asked).rows}


PEOPLE = [
    {"person_key": "a", "sex": "F", "ethnicity": "WBRI", "birth_date": dt.date(2010, 1, 1)},
    {"person_key": "b", "sex": "M", "ethnicity": "REFU", "birth_date": dt.date(2024, 5, 1)},
    {"person_key": "c", "sex": None, "ethnicity": "AIND", "birth_date": dt.date(2006, 3, 31)},
]
BOTH = tuple((row["person_key"], DATA_DATE) for row in PEOPLE)


def test_children_are_those_under_18():
    (point,) = rate(county(estimate(100, 0), estimate(200, 17), estimate(400, 18))).rows
    assert (point.numerator, point.denominator, point.value) == (1, 300, pytest.approx(10_000 / 300))


@pytest.mark.parametrize(
    ("day", "number"),
    [(dt.date(2023, 6, 29), 10), (dt.date(2023, 6, 30), 20), (dt.date(2024, 3, 31), 20), (dt.date(2022, 6, 29), None)],
)
def test_the_estimate_in_force_is_that_of_the_30_june_before(day, number):
    reader = county(estimate(10, year=2022), estimate(20, year=2023))
    assert rate(reader, date_from=day, date_to=day).rows[0].denominator == number


def test_without_an_estimate_there_is_a_number_no_rate_and_a_reason():
    series = rate(county())
    assert (series.rows[0].numerator, series.rows[0].denominator, series.rows[0].value) == (1, None, None)
    assert any("No population estimate" in note for note in series.notes)


def test_a_file_that_holds_wholes_beside_parts_is_not_counted_twice():
    whole, parts = estimate(300), [estimate(100, sex="F"), estimate(200, sex="M")]
    reader = county(whole, *parts, contacts=BOTH, person=PEOPLE)
    assert rate(reader).rows[0].denominator == 300
    assert below(reader, by=("sex",)) == {"F": 100, "M": 200, None: None}


def test_parts_alone_are_added_up_to_the_whole():
    reader = county(
        estimate(100, sex="F", district="North"), estimate(200, sex="M", district="South"), contacts=BOTH, person=PEOPLE
    )
    assert rate(reader).rows[0].denominator == 300
    assert below(reader, by=("sex",)) == {"F": 100, "M": 200, None: None}


def test_a_part_that_no_estimate_knows_has_no_rate():
    reader = county(estimate(100), contacts=BOTH, person=PEOPLE)
    assert set(below(reader, by=("sex",)).values()) == {None}
    assert any("No population estimate" in note for note in rate(reader, by=("sex",)).notes)


def test_ethnic_groups_have_children_and_those_not_recorded_have_none():
    rows = [estimate(100, group="White"), estimate(50, group="Asian")]
    reader = county(*rows, contacts=BOTH, person=PEOPLE)
    assert below(reader, by=("ethnicity_group",)) == {"White": 100, "Asian": 50, "Unknown": None}


def test_children_not_born_and_adults_stand_outside_age_bands():
    reader = county(estimate(70, 14), estimate(30, 17), contacts=BOTH, person=PEOPLE)
    assert below(reader, by=("age_band",)) == {"10 to 15": 70, "Unborn": None, "18 and over": None}
    assert rate(reader).rows[0].numerator == 3


def test_districts_are_those_of_the_address_on_the_day():
    lived = {"person_key": "a", "start_date": dt.date(2024, 1, 1)}
    addresses = [
        lived | {"until_date": DATA_DATE, "district": "North"},
        lived | {"start_date": DATA_DATE, "district": "South"},
    ]
    rows = [estimate(100, district="North"), estimate(40, district="South")]
    assert below(county(*rows, address=addresses), by=("district",)) == {"South": 40}
    assert below(county(*rows), by=("district",)) == {None: None}


def test_a_filter_cuts_the_children_too():
    reader = county(estimate(100, sex="F"), estimate(200, sex="M"), contacts=BOTH, person=PEOPLE)
    (point,) = rate(reader, where={"sex": "F"}).rows
    assert (point.numerator, point.denominator) == (1, 100)
    assert rate(reader, where={"sex": ["F", "M"]}).rows[0].denominator == 300
    assert rate(reader, where={"sex": ""}).rows[0].denominator is None


@pytest.mark.parametrize("asked", [{"by": ("team",)}, {"where": {"team": "t1"}}, {"by": ("worker",)}])
def test_no_children_belong_to_a_team_and_the_series_says_so(asked):
    held = [{"person_key": "a", "team_id": "t1", "worker_id": "w1", "start_date": dt.date(2020, 1, 1)}]
    series = rate(county(estimate(100), allocation=held), **asked)
    assert [(point.numerator, point.denominator, point.value) for point in series.rows] == [(1, None, None)]
    assert any("for a team" in note for note in series.notes)


def test_whoever_sees_one_team_has_no_rate_of_the_area():
    held = [{"person_key": "a", "team_id": "t1", "worker_id": "w1", "start_date": dt.date(2020, 1, 1)}]
    series = rate(county(estimate(100), allocation=held), county_viewer(county=False, team_ids=("t1",)))
    assert (series.rows[0].numerator, series.rows[0].denominator) == (1, None)
    assert any("for a team" in note for note in series.notes)


def test_a_list_behind_a_rolling_year_holds_all_its_events():
    reader = county(estimate(100), contacts=(("a", dt.date(2023, 4, 1)), ("a", DATA_DATE), ("a", dt.date(2023, 3, 31))))
    listed = children(reader, CATALOGUE, RATE, county_viewer(), date_from=DATA_DATE, grain="day")
    assert [row["contact_date"] for row in listed.rows] == [dt.date(2023, 4, 1), DATA_DATE]


def test_small_numbers_are_withheld_by_what_is_counted_and_not_by_who_lives_there():
    people = [{"person_key": f"p{n}", "sex": "F" if n < 2 else "M"} for n in range(20)]
    contacts = [(row["person_key"], DATA_DATE) for row in people]
    rows = [estimate(9000, sex="F"), estimate(8000, sex="M")]
    reader = county(*rows, contacts=contacts, person=people)
    series = rate(reader, by=("sex",), figures="official", grain="year", date_from=None, date_to=None)
    assert [point.suppressed for point in series.rows] == [True, True]
    whole = rate(reader, figures="official", grain="year", date_from=None, date_to=None)
    assert (whole.rows[0].numerator, whole.rows[0].denominator) == (20, 17000)


@pytest.mark.parametrize(("for_every", "value"), [(1000, 50.0), (10_000, 500.0), (100_000, 5000.0)])
def test_a_rate_is_for_every_so_many_children(for_every, value):
    measure = CATALOGUE.measure(RATE).model_copy(update={"for_every": for_every})
    assert value_of(measure, 5, 100) == value
    assert value_of(measure, 5, None) is None
    assert value_of(measure, 0, 100) == 0


def test_a_median_is_not_worked_out_from_sums():
    assert value_of(CATALOGUE.measure("early_help_duration_days"), 330, 3) is None


def test_no_estimates_are_no_population():
    assert population_of(county()) == Population({})
    assert Population({}).children(DATA_DATE, {}, range(18)) is None


def test_ages_of_a_band_stay_within_childhood():
    ages = {
        band.label: list(ages_of(CATALOGUE.dimension("age_band"), band.label))
        for band in CATALOGUE.dimension("age_band").bands
    }
    assert ages["Unborn"] == ages["18 and over"] == []
    assert sorted(age for found in ages.values() for age in found) == list(range(18))
    assert list(ages_of(CATALOGUE.dimension("age_band"), None)) == []
