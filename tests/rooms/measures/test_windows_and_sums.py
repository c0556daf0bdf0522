"""Windows between two days of the row counted, weights, and filters that look from one day to another, at their edges."""

import datetime as dt

import pytest
from pydantic import ValidationError
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.definitions.shapes.measure import Mean, Ratio
from sherwood.definitions.shapes.measure_parts import Related
from sherwood.measures import evaluate

LAST = dt.date(2024, 3, 31)


def answer(name, rows, first=dt.date(2024, 1, 1), last=LAST, grain="quarter"):
    (point,) = evaluate(
        warehouse(rows, last), CATALOGUE, name, county_viewer(), date_from=first, date_to=last, grain=grain
    ).rows
    return point.numerator, point.denominator, point.value


@pytest.mark.parametrize(("days", "counted"), [(-1, 0), (0, 1), (28, 1), (29, 0)])
def test_a_window_begins_with_its_own_day_and_ends_with_its_last(days, counted):
    ended = dt.date(2024, 2, 1)
    rows = {
        "child_in_need": [{"person_key": "a", "start_date": dt.date(2023, 1, 1), "end_date": ended}],
        "early_help": [{"person_key": "a", "start_date": ended + dt.timedelta(days=days)}],
    }
    assert answer("step_down_cases", rows)[0] == counted


@pytest.mark.parametrize(
    ("decided", "is_in_time"),
    [
        (dt.date(2024, 3, 1), True),
        (dt.date(2024, 3, 2), True),
        (dt.date(2024, 3, 4), True),
        (dt.date(2024, 3, 5), False),
    ],
)
def test_a_weekend_belongs_to_the_working_day_before_it(decided, is_in_time):
    received = dt.date(2024, 3, 1)
    dates = {"contact_date": received, "decision_date": decided, "judged_date": decided}
    rows = {"mash_contact": [{"person_key": "a", **dates}]}
    assert answer("contact_decision_1wd_pct", rows)[:2] == (int(is_in_time), 1)


def test_a_weight_that_is_not_recorded_adds_nothing():
    spell = {"person_key": "a", "start_date": LAST, "until_date": dt.date(9999, 12, 31)}
    rows = {"placement_cost": [spell | {"weekly_cost": 900.5}, spell | {"weekly_cost": None}]}
    assert answer("placement_cost_total_week", rows, LAST, grain="day")[0] == 900.5


def test_a_ratio_of_nothing_to_nothing_has_no_value():
    assert answer("stock_flow_ratio", {"case_change": []}) == (0, 0, None)


def test_a_worker_with_two_children_is_one_holder():
    held = {"worker_id": "w1", "start_date": dt.date(2024, 1, 1)}
    rows = {"allocation": [held | {"person_key": key} for key in "ab"]}
    assert answer("sw_caseload_mean", rows, LAST, grain="day") == (2, 1, 2.0)


def test_weeks_are_told_of_days_added_up():
    rows = {
        "care_proceedings": [
            {"person_key": "a", "issue_date": dt.date(2024, 3, 17), "final_date": dt.date(2024, 3, 31)}
        ]
    }
    assert answer("care_proceedings_mean_weeks", rows) == (14, 1, pytest.approx(2.0))


@pytest.mark.parametrize(
    "window",
    [
        {"window": "between", "since": "start_date"},
        {"window": "between", "since": "start_date", "until": "end_date", "within_days": 3},
        {"window": "day", "since": "start_date", "within_days": 3},
        {"window": "between", "within_days": 3},
    ],
)
def test_a_window_between_two_days_names_both_and_no_other_does(window):
    with pytest.raises(ValidationError, match="'between' needs since"):
        Related(table="episode", date="start_date", at_least=1, **window)


@pytest.mark.parametrize("kind", [Mean, Ratio])
def test_a_mean_or_a_ratio_is_of_a_date_or_of_what_is_open(kind):
    whole = CATALOGUE.measure({Mean: "cla_attainment8", Ratio: "stock_flow_ratio"}[kind]).model_dump(by_alias=True)
    with pytest.raises(ValidationError, match="give one"):
        kind(**whole | {"starts": "start_date", "stops": "end_date"})
    with pytest.raises(ValidationError, match="give one"):
        kind(**whole | {"date": ""})


@pytest.mark.parametrize(
    ("due", "is_listed"), [(LAST - dt.timedelta(days=1), 1), (LAST, 0), (LAST + dt.timedelta(days=1), 0)]
)
def test_a_pathway_plan_due_on_the_day_of_the_list_is_not_overdue(due, is_listed):
    leaver = {"person_key": "a", "as_at_date": LAST, "until_date": dt.date(9999, 12, 31), "pathway_plan_due_date": due}
    assert answer("pathway_plan_overdue", {"care_leaver_now": [leaver]}, LAST, grain="day")[0] == is_listed


@pytest.mark.parametrize(("day", "in_time"), [(dt.date(2025, 3, 30), 1), (dt.date(2025, 3, 31), 0)])
def test_a_foster_carer_is_reviewed_again_within_twelve_months_and_not_366_days(day, in_time):
    reviewed = {"last_review_date": dt.date(2024, 3, 30), "review_due_date": dt.date(2025, 3, 30)}
    approved = {"approval_date": dt.date(2020, 1, 1), "end_date": dt.date(9999, 12, 31)}
    assert answer("foster_carer_review_on_time_pct", {"foster_household": [reviewed | approved]}, day, day, "day")[
        :2
    ] == (
        in_time,
        1,
    )


@pytest.mark.parametrize(("days", "counted"), [(None, 0), (1, 1), (365, 1), (366, 0)])
def test_early_help_again_counts_to_day_365(days, counted):
    rows = {"early_help": [{"person_key": "a", "start_date": LAST, "end_date": LAST, "days_since_previous": days}]}
    assert answer("early_help_repeat_12m_pct", rows)[:2] == (counted, 1)


@pytest.mark.parametrize("reported", [LAST - dt.timedelta(days=1), LAST])
def test_an_allegation_reported_on_the_last_day_counts_before_it_was_due(reported):
    rows = {"allegation": [{"aware_date": reported, "referral_date": reported, "report_due_date": dt.date(2024, 4, 2)}]}
    assert answer("allegations_lado_1wd_pct", rows)[:2] == (1, 1)
