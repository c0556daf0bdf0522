"""Figures of schools and partners: each counted from a few rows on the edge of its rule."""

import pytest
from tests.rooms.synthetic.delivered import Delivered

MARKS = "/\\" * 5


@pytest.fixture
def county(tmp_path):
    return Delivered(tmp_path / "county")


def registers(county, *rows):
    names = ("Pupil no", "Week beginning", "Marks")
    county.write("attendance_daily/registers_2020-07-31.csv", [dict(zip(names, row, strict=True)) for row in rows])


def known(county, **numbers):
    county.ssd(
        "linked_identifiers", "link", *({"person_id": child, "identifier_value": upn} for child, upn in numbers.items())
    )


def test_sessions_missed_are_of_those_possible_in_the_school_year_alone(county):
    registers(
        county,
        ("a", "2019-09-02", "II" + MARKS[2:]),
        ("a", "2019-08-31", "OOOOOOOOOO"),
        ("b", "2020-07-13", "I--XXYZ#LB"),
        ("c", "2020-07-13", "XXXXXXXXXX"),
    )
    assert county.figure("absence_pct") == pytest.approx(100 * 3 / 13)


def test_a_tenth_of_sessions_missed_is_persistent_and_half_is_severe(county):
    registers(
        county,
        ("a", "2019-09-02", "I" + MARKS[1:]),
        ("b", "2019-09-02", MARKS),
        ("b", "2019-09-09", "I" + MARKS[1:]),
        ("c", "2019-09-02", "OOOOO" + MARKS[5:]),
        ("d", "2019-09-02", MARKS),
    )
    assert county.figure("persistent_absence_pct") == 50
    assert county.figure("severe_absence_pct") == 25


def test_the_authoritys_children_are_found_in_registers_by_their_pupil_number(county):
    registers(
        county, ("a", "2019-09-02", "I" + MARKS[1:]), ("b", "2019-09-02", MARKS), ("c", "2019-09-02", "OO" + MARKS[2:])
    )
    pupils = [{"Pupil no": number, "UPN": f"U{number}"} for number in "abc"]
    county.write("attendance_daily/pupils_2020-07-31.csv", pupils)
    known(county, **{"1": "Ua", "2": "Ub", "3": "Uc"})
    county.returned("oc2", {"CHILD": "1"}, {"CHILD": "2"})
    assert county.figure("persistent_absence_looked_after_pct") == 50


def test_special_needs_are_shares_of_the_spring_roll(county):
    provision = ["K", "E", "N", "N"]
    roll = [{"upn": f"U{at}", "senprovision": code} for at, code in enumerate(provision)]
    county.write("school_census/spring_pupilonroll.csv", roll, drop="2020-03-31")
    county.write("school_census/spring_pupilonroll.csv", [{"upn": "U9", "senprovision": "E"}], drop="2019-03-31")
    notices = [("1", "SUSP", "2019-09-01"), ("2", "FIXD", "2020-08-31"), ("2", "FIXD", "2020-08-31")]
    notices += [("3", "PERM", "2020-01-06"), ("4", "SUSP", "2019-08-31"), ("5", "LNCH", "2020-01-06")]
    names = ("Notice", "Type", "From")
    county.write(
        "exclusions/notices_2020-07-31.csv", [dict(zip(names, row, strict=True)) | {"UPN": "U0"} for row in notices]
    )
    assert county.figure("sen_support_pct") == 25
    assert county.figure("ehc_plan_pct") == 25
    assert county.figure("suspensions_per_100") == 50
    assert county.figure("permanent_exclusions_per_100") == 25


def test_a_plan_of_the_140th_day_is_issued_in_time(county):
    days = [("2019-06-03", "2019-10-21"), ("2019-06-03", "2019-10-22"), ("2018-06-03", "2019-03-31")]
    rows = [{"Received": asked, "Outcome": "plan", "Outcome date": issued} for asked, issued in days]
    county.write("sen2/requests_2020-03-31.csv", rows)
    assert county.figure("ehc_plan_in_20_weeks_pct") == 50


def test_not_taking_part_and_not_known_are_of_academic_age_16_and_17(county):
    rows = [("16", "210"), ("17", "619"), ("17", "810"), ("16", "340"), ("18", "619")]
    county.write("neet/clients_2020-03-31.csv", [{"Academic age": age, "Activity": code} for age, code in rows])
    assert county.figure("neet_or_not_known_pct") == 50


def test_an_entrant_is_new_in_the_year_and_of_10_to_17(county):
    people = [{"year": "2019", "area_code": "E1", "age": age, "number": "500"} for age in ("9", "10", "17", "18")]
    county.write("population/population.csv", people)
    names = ("YJ Person ID", "YJ Outcome", "YJ Outcome date", "Birth date")
    rows = [
        ("a", "youth_caution", "2019-04-01", "2005-01-01"),
        ("b", "fine", "2019-06-03", "2005-01-01"),
        ("b", "youth_caution", "2019-03-31", "2005-01-01"),
        ("c", "community_resolution", "2019-06-03", "2005-01-01"),
        ("d", "fine", "2019-06-03", "2001-06-03"),
    ]
    county.write("youth_justice/offences_2020-03-31.csv", [dict(zip(names, row, strict=True)) for row in rows])
    assert county.figure("first_time_entrants_per_100000") == 100
