"""What each test of a definition means on its boundary, and that no value of a question becomes part of its text."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.access import aggregate, scope
from sherwood.definitions.shapes.measure_parts import Filter, Related
from sherwood.measures.asked import Asked, Days, cut_periods, days_asked
from sherwood.measures.kinds import facts_of
from sherwood.vocabulary.periods import period_of

DAY = dt.date(2018, 3, 31)
START = dt.date(2017, 8, 31)
OPEN = CATALOGUE.measure("cla_open")


def spell(key="a", start=START, until=HIGH_DATE, **more):
    return {"person_key": key, "start_date": start, "until_date": until, **more}


def counted(tables, day=DAY, as_at=None, data_date=dt.date(2018, 12, 31), **changes) -> int:
    """How many children a changed `cla_open` counts on a day."""
    measure = OPEN.model_copy(update={"where": (), **changes})
    asked = Asked((period_of(day, "day"),), as_at or day)
    rows = aggregate(warehouse(tables, data_date), facts_of(measure, CATALOGUE, asked), county_viewer())
    return sum(row["numerator"] for row in rows)


def filtered(row, **test) -> int:
    return counted({"episode": [row]}, where=(Filter.model_validate(test),))


@pytest.mark.parametrize(
    ("value", "test", "counts"),
    [
        ("C2", {"is": ["C1", "C2"]}, 1),
        ("V2", {"is": ["C1", "C2"]}, 0),
        (None, {"is": ["C1", "C2"]}, 0),
        ("C2", {"is_not": ["C2"]}, 0),
        ("V2", {"is_not": ["C2"]}, 1),
        (None, {"is_not": ["C2"]}, 1),
        ("V2", {"filled": True}, 1),
        (None, {"filled": True}, 0),
        (None, {"filled": False}, 1),
    ],
)
def test_codes_are_compared_and_an_unknown_one_is_not_left_out_by_is_not(value, test, counts):
    assert filtered(spell(legal_status=value), column="legal_status", **test) == counts


@pytest.mark.parametrize(
    ("end", "has_come"), [(DAY, True), (DAY + dt.timedelta(1), False), (HIGH_DATE, False), (None, False)]
)
def test_a_date_is_filled_once_it_has_come(end, has_come):
    assert filtered(spell(end_date=end), column="end_date", filled=True) == int(has_come)
    assert filtered(spell(end_date=end), column="end_date", filled=False) == int(not has_come)


@pytest.mark.parametrize(
    ("start", "day", "counts"),
    [
        (dt.date(2017, 8, 31), dt.date(2018, 2, 28), 1),
        (dt.date(2017, 8, 31), dt.date(2018, 2, 27), 0),
        (dt.date(2017, 9, 30), dt.date(2018, 3, 30), 1),
        (dt.date(2017, 9, 30), dt.date(2018, 3, 29), 0),
    ],
)
def test_calendar_months_end_with_a_short_month(start, day, counts):
    test = (Filter(column="start_date", months_before=6),)
    assert counted({"episode": [spell(start=start)]}, day=day, where=test) == counts


@pytest.mark.parametrize(
    ("start", "day", "counts"),
    [
        (dt.date(2017, 4, 1), dt.date(2018, 3, 31), 1),
        (dt.date(2017, 4, 2), dt.date(2018, 3, 31), 0),
        (dt.date(2023, 4, 1), dt.date(2024, 3, 31), 1),
        (dt.date(2023, 4, 2), dt.date(2024, 3, 31), 0),
    ],
)
def test_whole_months_count_their_first_and_their_last_day(start, day, counts):
    test = (Filter(column="start_date", whole_months=12),)
    assert counted({"episode": [spell(start=start)]}, day=day, where=test) == counts


@pytest.mark.parametrize(
    ("start", "counts"),
    [(dt.date(2018, 3, 1), 1), (dt.date(2018, 3, 2), 0), (dt.date(1999, 1, 1), 1)],
    ids=["20 days, Good Friday apart", "19 days", "before the calendar begins"],
)
def test_working_days_leave_out_bank_holidays(start, counts):
    assert filtered(spell(start=start), column="start_date", working_days_before=20) == counts


@pytest.mark.parametrize(
    ("born", "limits", "counts"),
    [
        (dt.date(2000, 3, 31), {"at_most": 17}, 0),
        (dt.date(2000, 4, 1), {"at_most": 17}, 1),
        (dt.date(2014, 3, 31), {"at_least": 4, "at_most": 16}, 1),
        (dt.date(2014, 4, 1), {"at_least": 4, "at_most": 16}, 0),
        (None, {"at_least": 4, "at_most": 16}, 1),
    ],
)
def test_age_is_by_birthday_and_an_unknown_one_leaves_nobody_out(born, limits, counts):
    tables = {"episode": [spell()], "person": [{"person_key": "a", "birth_date": born}]}
    assert counted(tables, where=(Filter(column="age", **limits),)) == counts


@pytest.mark.parametrize(
    ("window", "day", "counts"),
    [
        ("day", DAY, 1),
        ("day", DAY - dt.timedelta(1), 0),
        ("period", DAY, 1),
        ("year_to_date", dt.date(2017, 4, 1), 1),
        ("year_to_date", dt.date(2017, 3, 31), 0),
        ("year_to_date", DAY + dt.timedelta(1), 0),
    ],
)
def test_a_window_of_related_events_ends_with_the_day(window, day, counts):
    also = Related(table="review", window=window, date="review_date", at_least=1)
    assert counted({"episode": [spell()], "review": [{"person_key": "a", "review_date": day}]}, also=(also,)) == counts


@pytest.mark.parametrize(
    ("start", "until", "counts"),
    [
        (DAY, HIGH_DATE, 1),
        (DAY + dt.timedelta(1), HIGH_DATE, 0),
        (dt.date(2017, 1, 1), dt.date(2017, 4, 2), 1),
        (dt.date(2017, 1, 1), dt.date(2017, 4, 1), 0),
        (dt.date(2017, 4, 1), dt.date(2017, 4, 1), 1),
        (dt.date(2017, 3, 31), dt.date(2017, 3, 31), 0),
    ],
)
def test_a_related_spell_touches_the_year_if_it_begins_in_it_or_goes_on_after_its_first_day(start, until, counts):
    also = Related(table="missing", window="year_to_date", starts="start_date", stops="until_date", at_least=1)
    rows = {"episode": [spell()], "missing": [{"person_key": "a", "start_date": start, "until_date": until}]}
    assert counted(rows, also=(also,)) == counts


def test_a_related_spell_that_ends_on_the_day_is_not_open_on_it():
    also = Related(table="missing", window="day", starts="start_date", stops="until_date", at_least=1)
    rows = {"episode": [spell()], "missing": [{"person_key": "a", "start_date": DAY, "until_date": DAY}]}
    assert counted(rows, also=(also,)) == 0


@pytest.mark.parametrize(
    ("limits", "counts"), [({"at_least": 2}, 1), ({"at_least": 3}, 0), ({"at_most": 2}, 1), ({"at_most": 1}, 0)]
)
def test_different_values_are_counted_once(limits, counts):
    days = (DAY, DAY, DAY - dt.timedelta(1))
    rows = {"episode": [spell()], "review": [{"person_key": "a", "review_date": day} for day in days]}
    also = Related(table="review", window="year_to_date", date="review_date", distinct="review_date", **limits)
    assert counted(rows, also=(also,)) == counts


def test_related_rows_are_the_same_childs_and_of_the_same_key():
    also = Related(table="review", window="year_to_date", date="review_date", same="period_of_care_key", at_least=1)
    review = {"review_date": DAY, "period_of_care_key": "first"}
    assert counted({"episode": [spell()], "review": [{"person_key": "b", **review}]}, also=(also,)) == 0
    own = {"person_key": "a", **review}
    assert counted({"episode": [spell(period_of_care_key="second")], "review": [own]}, also=(also,)) == 0
    assert counted({"episode": [spell(period_of_care_key="first")], "review": [own]}, also=(also,)) == 1


@pytest.mark.parametrize(("days", "counts"), [(0, 1), (364, 1), (365, 0), (-1, 0)])
def test_a_year_of_days_holds_365_of_them_with_the_day_itself(days, counts):
    also = Related(table="review", window="last_365_days", date="review_date", at_least=1)
    review = {"person_key": "a", "review_date": DAY - dt.timedelta(days)}
    assert counted({"episode": [spell()], "review": [review]}, also=(also,)) == counts


@pytest.mark.parametrize(
    ("days", "test", "counts"),
    [
        (0, {"days_before": 1}, 0),
        (1, {"days_before": 1}, 1),
        (0, {"days_before": 0}, 1),
        (-1, {"days_before": 0}, 0),
        (0, {"ahead": True}, 0),
        (-1, {"ahead": True}, 1),
        (0, {"ahead": False}, 1),
        (-1, {"ahead": False}, 0),
    ],
)
def test_a_date_lies_ahead_from_the_day_after_the_attributed_one(days, test, counts):
    assert filtered(spell(end_date=DAY - dt.timedelta(days)), column="end_date", **test) == counts


def test_an_open_end_lies_ahead_and_an_empty_date_nowhere():
    assert filtered(spell(end_date=HIGH_DATE), column="end_date", ahead=True) == 1
    for ahead in (True, False):
        assert filtered(spell(end_date=None), column="end_date", ahead=ahead) == 0


@pytest.mark.parametrize(("days", "counts"), [(-1, 0), (0, 1), (90, 1), (91, 0)])
def test_days_since_another_date_are_counted_from_it(days, counts):
    row = spell(end_date=START + dt.timedelta(days))
    assert filtered(row, column="end_date", days_since="start_date", at_least=0, at_most=90) == counts


@pytest.mark.parametrize(("days", "counts"), [(0, 1), (1, 0), (-1, 1)])
def test_a_date_not_after_another_may_be_the_same_day(days, counts):
    assert filtered(spell(end_date=START + dt.timedelta(days)), column="end_date", not_after="start_date") == counts


@pytest.mark.parametrize(("days", "counts"), [(0, 1), (29, 1), (30, 0), (-1, 0)])
def test_a_stock_that_lasts_some_days_holds_those_that_end_with_the_day(days, counts):
    tables = {"episode": [spell(start=DAY - dt.timedelta(days))]}
    assert counted(tables, stops="", lasts_days=30) == counts


@pytest.mark.parametrize("name", sorted(CATALOGUE.measures))
def test_no_date_code_or_filter_is_written_into_the_text_of_a_question(name):
    measure = CATALOGUE.measures[name]
    asked = Asked((period_of(dt.date(2017, 5, 1), "month"),), DAY, measure.breakdowns)
    scoped = scope(warehouse({}, DAY), facts_of(measure, CATALOGUE, asked), county_viewer(authority="local"))
    text = scoped.select.sql(dialect="duckdb")
    assert "2017" not in text
    assert not [value for value in scoped.parameters.values() if isinstance(value, str) and f"'{value}'" in text]


def test_periods_are_cut_to_the_days_asked_for():
    days = Days(dt.date(2017, 5, 10), dt.date(2017, 7, 3), "month", DAY)
    found = [(period.label, period.first_day.day, period.last_day.day) for period in cut_periods(days)]
    assert found == [("2017-05", 10, 31), ("2017-06", 1, 30), ("2017-07", 1, 3)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((None, None, None, None), (dt.date(2018, 3, 1), DAY)),
        ((None, None, "year", None), (dt.date(2017, 4, 1), DAY)),
        ((None, dt.date(2030, 1, 1), None, None), (dt.date(2018, 3, 1), DAY)),
        ((dt.date(2017, 4, 1), DAY, None, dt.date(2017, 6, 5)), (dt.date(2017, 4, 1), dt.date(2017, 6, 5))),
    ],
)
def test_days_asked_never_reach_beyond_what_can_be_known(asked, expected):
    days = days_asked(OPEN, DAY, *asked)
    assert (days.date_from, days.date_to) == expected
