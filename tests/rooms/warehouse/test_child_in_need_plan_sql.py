import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path).loaded("ssd", "cin_visits")


def planned(told, child, start="2025-05-01", end=None, **cells):
    return told.ssd("cin_plans", child, cinp_cin_plan_start_date=start, cinp_cin_plan_end_date=end, **cells)


def test_one_plan_told_by_two_feeds_is_one_row(told):
    told.referred("1", "2025-04-01")
    planned(told, "1", cinp_referral_id="1/2025-04-01")
    told.census("cin_plans", "1", referral_date="2025-04-01", start_date="2025-05-01")
    (row,) = told.built().child_in_need_plan
    assert (row.sources, row.end_date, row.referral_date) == ("ssd, cin_census", HIGH, day("2025-04-01"))


def test_a_plan_without_a_referral_belongs_to_the_open_case_if_there_is_one(told):
    told.referred("1", "2025-04-01")
    planned(told, "1")
    planned(told, "2")
    assert sorted(str(each.referral_date) for each in told.built().child_in_need_plan) == ["2025-04-01", "None"]


def test_visits_are_due_every_twenty_working_days(told):
    planned(told, "1", end="2025-07-01")
    told.ssd("cin_visits", "1", cinv_cin_visit_date="2025-06-02", cinv_cin_visit_seen=True)
    rows = told.built().child_in_need_visit_due
    assert [(each.sequence, each.clock_date, each.due_date, each.held_date) for each in rows] == [
        (1, day("2025-05-01"), day("2025-06-02"), day("2025-06-02")),
        (2, day("2025-06-02"), day("2025-06-30"), HIGH),
    ]
    assert {each.until_date for each in rows} == {day("2025-07-01")}


def test_the_day_last_seen_of_list_6_is_a_visit_where_the_case_stands_as_a_plan(told):
    for child, status in (("1", "child_in_need_plan"), ("2", "child_protection_plan")):
        told.annex("children_in_need", child, start_date="2025-04-01", last_seen_date="2025-05-10", case_status=status)
    planned(told, "1")
    (row,) = told.built().child_in_need_visit
    assert (row.visit_date, row.is_seen, row.is_seen_alone, row.sources) == (day("2025-05-10"), True, None, "annex_a")
    assert row.plan_key.endswith("2025-05-01")


def test_a_visit_outside_every_plan_is_kept(told):
    planned(told, "1", end="2025-06-01").ssd("cin_visits", "1", cinv_cin_visit_date="2025-06-02")
    assert [each.plan_key for each in told.built().child_in_need_visit] == [None]


def test_where_the_case_system_gives_no_visits_none_is_due(tmp_path):
    told = Told(tmp_path).loaded("cin_census", "cin_plans").loaded("annex_a", "children_in_need")
    told.census("cin_plans", "1", referral_date="2025-04-01", start_date="2025-05-01")
    built = told.built()
    assert len(built.child_in_need_plan) == 1
    assert built.child_in_need_visit_due == []
