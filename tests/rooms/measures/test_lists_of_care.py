"""Lists and shares of what partners do for children in care: who has left is on no list and is not counted as late."""

import datetime as dt

import pytest
from pydantic import ValidationError
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.definitions.shapes.measure_parts import Related
from sherwood.measures import evaluate

DAY = dt.date(2025, 6, 30)
LISTS = ("cla_initial_health_overdue", "cla_review_health_overdue", "cla_pep_due_worklist")
SHARES = ("cla_initial_health_20wd_pct", "cla_review_health_on_time_pct", "cla_pep_up_to_date_pct")


def days(number):
    return dt.timedelta(days=number)


def due_rows(due, **cells):
    """One assessment of each kind and one plan, none of them held."""
    one = {"person_key": "a", "due_date": due}
    return {
        "health_assessment": [one | {"kind": kind, "held_date": HIGH_DATE} for kind in ("initial", "review")],
        "personal_education_plan": [one | {"pep_date": HIGH_DATE, "until_date": HIGH_DATE} | cells],
    }


def care(*periods, **cells):
    """A child's periods of care in order, each told when the next began."""
    followed = zip(periods, [*periods[1:], (HIGH_DATE, None)], strict=True)
    return [
        {
            "person_key": "a",
            "start_date": start,
            "until_date": until,
            "next_start_date": following,
            "is_short_break": False,
        }
        | cells
        for (start, until), (following, _) in followed
    ]


def listed(name, periods, due, **cells):
    rows = due_rows(due, **cells) | {"period_of_care": periods}
    found = evaluate(
        warehouse(rows, DAY), CATALOGUE, name, county_viewer(), date_from=DAY, date_to=DAY, grain="day"
    ).rows
    return found[0].numerator


def late_of(name, periods, due=DAY):
    rows = due_rows(due) | {"period_of_care": periods}
    asked = {"date_from": dt.date(2025, 4, 1), "date_to": DAY, "grain": "quarter"}
    (point,) = evaluate(warehouse(rows, DAY), CATALOGUE, name, county_viewer(), **asked).rows
    return point.denominator - point.numerator


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("left", "is_listed"), [(DAY - days(1), 0), (DAY, 0), (DAY + days(1), 1), (HIGH_DATE, 1)])
def test_who_has_left_care_by_the_day_is_on_no_list(name, left, is_listed):
    assert listed(name, care((dt.date(2025, 5, 1), left)), DAY - days(1)) == is_listed


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("back", "is_listed"), [(DAY - days(10), 1), (DAY - days(9), 0)])
def test_what_fell_due_in_an_earlier_period_of_care_is_not_asked_of_the_next(name, back, is_listed):
    periods = care((dt.date(2025, 5, 1), DAY - days(20)), (back, HIGH_DATE))
    assert listed(name, periods, DAY - days(10)) == is_listed


@pytest.mark.parametrize("name", LISTS)
def test_short_breaks_alone_put_nobody_on_a_list(name):
    assert listed(name, care((dt.date(2025, 5, 1), HIGH_DATE), is_short_break=True), DAY - days(1)) == 0


@pytest.mark.parametrize(("next_term", "is_listed"), [(DAY, 0), (DAY + days(1), 1)])
def test_a_plan_missed_leaves_the_list_on_the_first_day_of_the_next_term(next_term, is_listed):
    periods = care((dt.date(2023, 9, 1), HIGH_DATE))
    assert listed("cla_pep_due_worklist", periods, DAY - days(1), until_date=next_term) == is_listed


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize(("left", "late"), [(dt.date(2025, 5, 12), 0), (DAY, 0), (DAY + days(1), 1)])
def test_who_has_left_care_by_the_day_it_was_due_is_not_late(name, left, late):
    assert late_of(name, care((dt.date(2025, 5, 1), left))) == late


@pytest.mark.parametrize("name", SHARES)
def test_who_came_back_by_the_day_or_is_known_by_the_list_alone_counts_as_the_list_says(name):
    assert late_of(name, care((dt.date(2025, 5, 1), dt.date(2025, 5, 12)), (DAY, HIGH_DATE))) == 1
    assert late_of(name, []) == 1


def test_a_spell_that_had_begun_by_a_day_of_the_row_names_the_day_it_begins():
    with pytest.raises(ValidationError, match="begun_by speaks of spells"):
        Related(table="review", window="day", date="review_date", begun_by="start_date", at_least=1)
