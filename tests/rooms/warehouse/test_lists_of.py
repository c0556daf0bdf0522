"""What stands in the lists of Annex A of a day, and of the children of a census, made of the rows that the feeds tell."""

import pytest
from sqlglot import exp
from tests.rooms.warehouse.told import Told, day

from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import collection_year
from sherwood.warehouse.returns_of import RETURNS
from sherwood.warehouse.sql_files import sql_files


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def answered(told, file, asked):
    """The rows of a list or of a return's table, with every table that it reads built first."""
    built = told.built()
    own = {each.alias for each in file.select.find_all(exp.CTE)}
    for table in {each.name for each in file.select.find_all(exp.Table)} - own:
        built.need(table)
    return built.build.select(
        file.select, {key: value for key, value in asked.items() if f"${key}" in file.text}
    ).dicts()


def listed(told, name, as_at="2026-03-31", folder="annex_a"):
    """The rows of a list as it stood on a day."""
    asked = {"as_at": day(as_at), "since": add_months(day(as_at), -6), "year_ago": add_months(day(as_at), -12)}
    return answered(told, sql_files(RETURNS / folder)[name], asked)


def census(told, name, last_day):
    """The rows of a table of the children in need census of the year that ends on a day."""
    year = collection_year(day(last_day))
    asked = {"first_day": year.first_day, "last_day": year.last_day, "period": year.label}
    return answered(told, sql_files(RETURNS / "cin_census")[name], asked)


def missing(told, *days):
    for each in days:
        told.ssd(
            "missing", "1", miss_table_id=each, miss_missing_episode_start_date=day(each), miss_missing_episode_type="M"
        )
    return told


def test_times_missing_count_from_the_placement_and_not_from_home_before(told):
    missing(told.episode("1", "2026-01-05"), "2025-12-01", "2026-01-04", "2026-01-05", "2026-02-01")
    (row,) = listed(told, "children_in_care")
    assert (row["missing_12m"], row["absent_12m"]) == (2, 0)


@pytest.mark.parametrize(
    ("as_at", "born", "gender", "is_unborn"),
    [("2026-01-14", "2026-01-20", "U", True), ("2026-01-15", "2026-01-15", "F", False)],
)
def test_a_child_born_after_the_day_is_unborn_in_its_lists(told, as_at, born, gender, is_unborn):
    told.ssd("person", "1", pers_dob=day("2026-01-15"), pers_expected_dob=day("2026-01-20"), pers_sex="F")
    (row,) = listed(told, "children", as_at, "listed")
    assert (row["birth_date"], row["gender"], row["is_unborn"]) == (day(born), gender, is_unborn)


def test_where_no_expected_day_is_kept_the_day_of_birth_stands_for_it(told):
    told.ssd("person", "1", pers_dob=day("2026-01-15"), pers_sex="F")
    (row,) = listed(told, "children", "2026-01-14", "listed")
    assert (row["birth_date"], row["gender"], row["is_unborn"]) == (day("2026-01-15"), "U", True)


@pytest.mark.parametrize(
    ("last_day", "is_unborn", "sex"), [("2025-03-31", True, "U"), ("2024-03-31", True, "0"), ("2026-03-31", False, "F")]
)
def test_a_child_born_after_the_last_day_was_unborn_in_that_census(told, last_day, is_unborn, sex):
    facts = {"pers_dob": day("2025-04-01"), "pers_expected_dob": day("2025-04-09"), "pers_sex": "F"}
    told.ssd("person", "1", **facts).referred("1", "2024-02-01")
    told.ssd("send", "1", send_table_id="1", send_upn="A123456789012")
    (row,) = census(told, "children", last_day)
    expected = (None, day("2025-04-09"), "UN6", None) if is_unborn else (day("2025-04-01"), None, None, "A123456789012")
    assert (row["birth_date"], row["expected_birth_date"], row["upn_unknown"], row["upn"]) == expected
    assert row["sex"] == sex


@pytest.mark.parametrize(("died", "told_of"), [("2025-03-31", True), ("2025-04-01", False)])
def test_a_death_after_the_last_day_had_not_come(told, died, told_of):
    told.ssd("person", "1", pers_dob=day("2010-05-04"), pers_death_date=day(died)).referred("1", "2024-06-01")
    (row,) = census(told, "children", "2025-03-31")
    assert row["death_date"] == (day(died) if told_of else None)


def assessed(told, start, authorised=None, closed=None):
    told.ssd("person", "1", pers_dob=day("2010-05-04")).referred("1", "2024-06-01", cine_close_date=closed)
    return told.ssd(
        "cin_assessments",
        "1",
        cina_referral_id="1/2024-06-01",
        cina_assessment_start_date=start,
        cina_assessment_auth_date=authorised,
    )


@pytest.mark.parametrize(
    ("authorised", "closed", "rows"),
    [
        (None, None, [None]),
        (None, "2025-09-29", []),
        (None, "2025-09-30", [None]),
        ("2025-09-29", None, []),
        ("2025-09-30", "2025-08-01", ["2025-09-30"]),
    ],
)
def test_an_assessment_never_authorised_goes_on_no_longer_than_its_case(told, authorised, closed, rows):
    found = listed(assessed(told, "2024-06-03", authorised, closed), "assessments")
    assert [row["authorised_date"] for row in found] == [day(each) for each in rows]


def test_a_case_is_no_open_assessment_for_one_left_behind_in_a_case_that_closed(told):
    assessed(told, "2024-06-03", closed="2024-08-01").referred("1", "2026-03-02")
    (row,) = listed(told, "children_in_need")
    assert (row["start_date"], row["case_status"]) == (day("2026-03-02"), None)
    told.ssd("cin_assessments", "1", cina_referral_id="1/2026-03-02", cina_assessment_start_date="2026-03-03")
    (row,) = listed(told, "children_in_need")
    assert row["case_status"] == "open_assessment"


def test_where_the_placement_lay_is_told_of_each_time_in_care(told):
    told.row("population", "estimates", district="Nottingham")
    told.row("postcode_directory", "postcodes", postcode="NG1 1AA", district="Nottingham")
    told.row("postcode_directory", "postcodes", postcode="B1 1AA", district="Birmingham")
    told.episode("1", "2025-01-06", "2025-12-01", rec="E4A", pl_post="B1 1AA")
    told.episode("1", "2026-02-02", pl_post="NG1 1AA")
    found = {row["start_date"]: row["placement_location"] for row in listed(told, "children_in_care")}
    assert found == {day("2025-01-06"): "out", day("2026-02-02"): "in"}
