import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.sources.years import date_named, day_named, latest_complete_year, year_named, year_of_dates

RECEIVED = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2019-20", "2019-20"),
        ("2019_20", "2019-20"),
        ("2019/20", "2019-20"),
        ("201920", "2019-20"),
        ("2019-2020", "2019-20"),
        ("SSDA903 2019 20 final", "2019-20"),
        ("episodes_2019-20_v2", "2019-20"),
        ("1999-2000 and 2000-01", "2000-01"),
        ("2099-00", "2099-00"),
        ("2019-21", None),
        ("2026-11-20", None),
        ("2011-12-05", None),
        ("20111205", None),
        ("2011-12", "2011-12"),
        ("12019-20", None),
        ("2019-203", None),
        ("return", None),
        ("", None),
    ],
)
def test_a_collection_year_is_told_from_a_name_but_never_from_a_full_date(name, year):
    assert year_named([name]) == year


def test_the_nearest_name_is_believed():
    assert year_named(["episodes", "2020-21", "2019-20"]) == "2020-21"


@pytest.mark.parametrize(
    ("names", "day"),
    [
        (["x", "2026-11-20", "2026-01-01"], dt.date(2026, 11, 20)),
        (["2026-11-31", "2026-01-01"], dt.date(2026, 1, 1)),
        (["drop 2026-11-20"], None),
        (["2019-20"], None),
        (["20261120"], dt.date(2026, 11, 20)),
        (["20-11-2026"], dt.date(2026, 11, 20)),
    ],
)
def test_a_folder_that_is_a_date_says_when_its_files_were_received(names, day):
    assert date_named(names) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("ssd_contacts_20261120", dt.date(2026, 11, 20)),
        ("Annex_A_2026_11_20_final", dt.date(2026, 11, 20)),
        ("Annex A 20.11.2026", dt.date(2026, 11, 20)),
        ("20112026", dt.date(2026, 11, 20)),
        ("Annex A 2 November 2026", dt.date(2026, 11, 2)),
        ("list 29-02-2024", dt.date(2024, 2, 29)),
        ("list 29-02-2025", None),
        ("2019-20", None),
        ("2019-2020", None),
        ("202611", None),
        ("20261120093000", None),
        ("120261120", None),
        ("2026-1120", None),
        ("1999-11-20", None),
        ("20 Nor 2026", None),
        ("contacts", None),
        ("", None),
    ],
)
def test_a_day_is_told_from_a_name_in_the_ways_people_write_it(name, day):
    assert day_named([name]) == day


def test_the_nearest_name_that_holds_a_day_is_believed():
    assert day_named(["contacts", "list 2026-11-20", "2026-11-01"]) == dt.date(2026, 11, 20)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d_%m_%Y", "%d%m%Y"])
)
def test_any_day_of_the_century_is_read_back_from_a_name(day, form):
    assert day_named([f"ssd {day.strftime(form)} v2"]) == day


@given(st.text(alphabet="0123456789-_/ .aN", max_size=20))
def test_no_name_whatever_breaks_the_reading_of_its_day(name):
    found = day_named([name])
    assert found is None or 2000 <= found.year < 2100


def test_the_latest_year_with_one_row_in_two_hundred_is_the_years():
    rows = ["01/05/2016"] * 199 + ["01/05/2017"]
    assert year_of_dates(rows, RECEIVED) == "2017-18"
    assert year_of_dates(["01/05/2016", *rows], RECEIVED) == "2016-17"


def test_the_year_turns_on_the_first_of_april():
    assert year_of_dates(["31/03/2018"], RECEIVED) == "2017-18"
    assert year_of_dates(["01/04/2018"], RECEIVED) == "2018-19"


def test_dates_after_receipt_and_texts_that_are_no_dates_say_nothing():
    assert year_of_dates(["01/05/2071", "soon", "", "01/05/2017"], RECEIVED) == "2017-18"
    assert year_of_dates(["01/05/2071", "soon"], RECEIVED) is None
    assert year_of_dates([], RECEIVED) is None


@pytest.mark.parametrize(
    ("received", "year"),
    [
        (dt.date(2018, 3, 31), "2016-17"),
        (dt.date(2018, 4, 1), "2017-18"),
        (dt.date(2018, 12, 31), "2017-18"),
    ],
)
def test_the_last_complete_year_is_the_one_that_ended_before_receipt(received, year):
    assert latest_complete_year(received) == year


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024_autumn_pupilonroll", "2024-10-03"),
        ("2025-Spring-senneeds", "2025-01-16"),
        ("summer 2024", None),
        ("2024_summers", None),
        ("2024_autumn_2024-11-07", "2024-11-07"),
    ],
)
def test_a_term_in_a_name_is_the_day_of_its_school_census_unless_a_day_stands_there(name, day):
    assert day_named([name]) == (dt.date.fromisoformat(day) if day else None)
