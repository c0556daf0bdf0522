"""The days that rules name are those of the return's year and of the one before, and stand in their SQL as dates."""

import datetime as dt

import sqlglot
from tests.rooms.quality.worked import days_in

from sherwood.quality.days import day_named, with_days


def test_a_year_begins_on_1_april_and_ends_on_31_march():
    days = days_in("2025-26")
    assert (days["year_start"], days["year_end"]) == (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    assert (days["last_year_start"], days["last_year_end"]) == (dt.date(2024, 4, 1), dt.date(2025, 3, 31))


def test_the_turn_of_the_century_is_a_year_like_any_other():
    assert days_in("2099-00")["year_end"] == dt.date(2100, 3, 31)


def test_a_day_is_named_or_spelt_and_anything_else_is_a_column():
    days = days_in("2025-26")
    assert day_named("year_end", days).sql("duckdb") == "CAST('2026-03-31' AS DATE)"
    assert day_named("2005-12-01", days).sql("duckdb") == "CAST('2005-12-01' AS DATE)"
    assert day_named("decom", days) is None
    assert day_named("header.dob", days) is None


def test_days_take_the_place_of_their_names_in_sql_and_nothing_else_does():
    given = sqlglot.parse_one("SELECT a FROM t WHERE b > $year_start AND c = 'year_end'", read="duckdb")
    said = with_days(given, days_in("2025-26")).sql("duckdb")
    assert said == "SELECT a FROM t WHERE b > CAST('2025-04-01' AS DATE) AND c = 'year_end'"
