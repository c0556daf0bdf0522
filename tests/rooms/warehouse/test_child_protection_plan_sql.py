import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def plans(told):
    return {str(each.start_date): each for each in told.built().child_protection_plan}


def test_one_plan_told_by_three_feeds_takes_each_field_from_who_says_it(told):
    told.referred("1", "2025-04-01").planned(
        "1", "2025-05-01", cppl_referral_id="1/2025-04-01", cppl_cp_plan_initial_category="NEG"
    )
    told.annex("child_protection_plans", "1", start_date="2025-05-01", initial_category="MUL", previous_plans=1)
    told.census("child_protection_plans", "1", referral_date="2025-04-01", start_date="2025-05-01", previous_plans=2)
    (row,) = told.built().child_protection_plan
    assert row.sources == "ssd, annex_a, cin_census"
    assert (row.initial_category, row.previous_plans, row.referral_date) == ("NEG", 1, day("2025-04-01"))
    assert (row.end_date, row.duration_days, row.next_plan_start_date) == (HIGH, None, HIGH)


def test_the_category_last_said_is_the_latest(told):
    told.annex("child_protection_plans", "1", "2025-06-30", start_date="2025-05-01", latest_category="NEG")
    told.census("child_protection_plans", "1", start_date="2025-05-01", latest_category="EMO")
    assert plans(told)["2025-05-01"].latest_category == "EMO"


def test_of_two_said_on_one_day_the_usual_order_decides(told):
    told.census("child_protection_plans", "1", start_date="2025-05-01", latest_category="EMO", end_date="2025-06-01")
    told.planned("1", "2025-05-01", "2025-06-02", cppl_cp_plan_latest_category="NEG")
    row = plans(told)["2025-05-01"]
    assert (row.latest_category, row.end_date) == ("NEG", day("2025-06-02"))


def test_the_length_counts_the_day_of_ending_so_that_two_years_are_more_than_729_days(told):
    told.planned("1", "2023-05-01", "2025-04-28").planned("2", "2023-05-01", "2025-04-29").planned(
        "3", "2025-05-01", "2025-05-01"
    )
    assert sorted(each.duration_days for each in told.built().child_protection_plan) == [1, 729, 730]


@pytest.mark.parametrize(
    ("start", "end", "is_within"),
    [
        ("2024-07-01", "2024-10-01", True),
        ("2024-07-01", "2024-10-02", False),
        ("2024-11-30", "2025-02-28", True),
        ("2024-11-30", "2025-03-01", False),
        ("2024-11-30", None, False),
    ],
)
def test_three_months_are_those_of_the_calendar(told, start, end, is_within):
    (row,) = told.planned("1", start, end).built().child_protection_plan
    assert row.is_within_three_months is is_within


def test_earlier_plans_are_the_number_told_or_those_held_if_more(told):
    told.planned("1", "2020-01-01", "2020-06-01").planned("1", "2021-01-01", "2021-06-01").planned("1", "2025-05-01")
    told.census("child_protection_plans", "1", start_date="2025-05-01", previous_plans=1)
    told.census("child_protection_plans", "2", start_date="2025-06-01", previous_plans=3)
    found = {name: row.previous_plans for name, row in plans(told).items()}
    assert found == {"2020-01-01": 0, "2021-01-01": 1, "2025-05-01": 2, "2025-06-01": 3}


def test_days_since_the_plan_before_count_from_its_end(told):
    told.planned("1", "2025-01-01", "2025-03-01").planned("1", "2025-03-31", "2025-06-01").planned("1", "2025-05-01")
    rows = plans(told)
    assert [row.days_since_previous for row in rows.values()] == [None, 30, None]
    assert rows["2025-01-01"].next_plan_start_date == day("2025-03-31")


def test_a_plan_of_another_authority_is_none_of_ours(told):
    told.planned("1", "2025-05-01", cppl_cp_plan_ola=True).planned("2", "2025-06-01", cppl_cp_plan_ola=False)
    assert list(plans(told)) == ["2025-06-01"]


def test_a_plan_without_a_referral_belongs_to_the_open_case(told):
    told.referred("1", "2025-04-01").annex("child_protection_plans", "1", start_date="2025-05-01")
    assert plans(told)["2025-05-01"].referral_date == day("2025-04-01")
