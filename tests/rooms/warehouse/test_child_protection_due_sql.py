import pytest
from tests.rooms.warehouse.landed import council
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path).loaded("ssd", "cp_visits", "cp_reviews")


def reviewed(told, child, plan, *dates):
    for date in dates:
        told.ssd("cp_reviews", child, cppr_cp_review_date=date, cppr_cp_plan_id=plan and f"{child}/{plan}")
    return told


def visited(told, child, *dates, **cells):
    for date in dates:
        told.ssd("cp_visits", child, cppv_cp_visit_date=date, **cells)
    return told


def due(rows):
    return [(each.sequence, each.clock_date, each.due_date, each.held_date) for each in rows]


def test_the_first_review_is_due_three_months_after_the_conference_and_later_ones_six_apart(told):
    told.planned("1", "2025-05-02").ssd("initial_cp_conference", "1", icpc_icpc_date="2025-05-01")
    reviewed(told, "1", "2025-05-02", "2025-07-30", "2025-08-31")
    rows = told.built().child_protection_review_due
    assert due(rows) == [
        (1, day("2025-05-01"), day("2025-08-01"), day("2025-07-30")),
        (2, day("2025-07-30"), day("2026-01-30"), day("2025-08-31")),
        (3, day("2025-08-31"), day("2026-02-28"), HIGH),
    ]
    assert [each.rule for each in rows] == ["first", "later", "later"]
    assert {each.until_date for each in rows} == {HIGH}


def test_a_plan_without_a_conference_of_its_own_is_counted_from_its_first_day(told):
    told.planned("1", "2025-11-30")
    told.planned("2", "2025-05-29").ssd("initial_cp_conference", "2", icpc_icpc_date="2025-05-01")
    told.planned("3", "2025-05-30").ssd("initial_cp_conference", "3", icpc_icpc_date="2025-05-01")
    told.planned("4", "2025-05-01", "2025-05-10").planned("4", "2025-05-20")
    told.ssd("initial_cp_conference", "4", icpc_icpc_date="2025-05-01")
    clocks = {str(each.plan_key).split(":")[1]: each.clock_date for each in told.built().child_protection_review_due}
    assert clocks == {
        "2025-11-30": day("2025-11-30"),
        "2025-05-29": day("2025-05-01"),
        "2025-05-30": day("2025-05-30"),
        "2025-05-01": day("2025-05-01"),
        "2025-05-20": day("2025-05-20"),
    }


def test_three_months_from_the_end_of_november_end_with_february(told):
    told.planned("1", "2025-11-30")
    assert told.built().child_protection_review_due[0].due_date == day("2026-02-28")


def test_a_review_belongs_to_the_plan_its_feed_names(told):
    told.planned("1", "2025-01-01", "2025-05-01").planned("1", "2025-05-01")
    reviewed(told, "1", "2025-01-01", "2025-05-01")
    told.census("reviews", "1", plan_start_date="2025-05-01", review_date="2025-07-01")
    plans = {str(each.review_date): each.plan_key[-10:] for each in told.built().child_protection_review}
    assert plans == {"2025-05-01": "2025-01-01", "2025-07-01": "2025-05-01"}


def test_else_to_the_plan_that_had_begun_before_and_not_ended(told):
    told.planned("1", "2025-01-01", "2025-03-01").planned("1", "2025-05-01")
    reviewed(told, "1", None, "2025-01-01", "2025-01-02", "2025-03-01", "2025-03-02", "2025-05-01", "2025-05-02")
    plans = {
        str(each.review_date): each.plan_key and each.plan_key[-10:] for each in told.built().child_protection_review
    }
    assert plans == {
        "2025-01-01": None,
        "2025-01-02": "2025-01-01",
        "2025-03-01": "2025-01-01",
        "2025-03-02": None,
        "2025-05-01": None,
        "2025-05-02": "2025-05-01",
    }


def test_a_review_told_by_three_feeds_is_held_once(told):
    told.planned("1", "2025-05-01")
    reviewed(told, "1", "2025-05-01", "2025-07-01")
    told.annex("child_protection_plans", "1", start_date="2025-05-01", last_review_date="2025-07-01")
    told.census("reviews", "1", plan_start_date="2025-05-01", review_date="2025-07-01")
    built = told.built()
    assert [each.sources for each in built.child_protection_review] == ["ssd, annex_a, cin_census"]
    assert [each.sequence for each in built.child_protection_review_due] == [1, 2]


def test_visits_are_due_every_ten_working_days_and_one_more_after_the_last(told):
    told.planned("1", "2025-05-01", "2025-06-20")
    visited(told, "1", "2025-05-16", "2025-05-26")
    rows = told.built().child_protection_visit_due
    assert due(rows) == [
        (1, day("2025-05-01"), day("2025-05-16"), day("2025-05-16")),
        (2, day("2025-05-16"), day("2025-06-02"), day("2025-05-26")),
        (3, day("2025-05-26"), day("2025-06-09"), HIGH),
    ]
    assert {each.until_date for each in rows} == {day("2025-06-20")}


def test_the_limit_for_visits_is_the_councils_own(told):
    told.council = council(limits={"child_protection_visit": {"only": 5}})
    (row,) = told.planned("1", "2025-06-02").built().child_protection_visit_due
    assert row.due_date == day("2025-06-09")


def test_a_visit_at_which_the_child_was_not_seen_meets_no_limit(told):
    told.planned("1", "2025-05-01")
    visited(told, "1", "2025-05-10", cppv_cp_visit_seen=False)
    visited(told, "1", "2025-05-12", cppv_cp_visit_seen=True, cppv_cp_visit_seen_alone=True)
    built = told.built()
    assert len(built.child_protection_visit) == 2
    first, second = built.child_protection_visit_due
    assert (first.held_date, first.is_seen_alone) == (day("2025-05-12"), True)
    assert (second.held_date, second.is_seen_alone) == (HIGH, None)


def test_of_visits_of_one_day_that_with_the_child_seen_alone_stands(told):
    told.planned("1", "2025-05-01")
    for seen, alone in ((False, False), (True, True), (True, False)):
        visited(told, "1", "2025-05-10", cppv_cp_visit_seen=seen, cppv_cp_visit_seen_alone=alone)
    (row,) = told.built().child_protection_visit
    assert (row.is_seen, row.is_seen_alone) == (True, True)


def test_the_latest_visit_of_list_7_is_a_visit(told):
    for child, alone in (("1", "yes"), ("2", "no"), ("3", "unknown")):
        told.annex(
            "child_protection_plans", child, start_date="2025-05-01", last_visit_date="2025-05-10", seen_alone=alone
        )
    found = [(each.is_seen, each.is_seen_alone) for each in told.built().child_protection_visit]
    assert found == [(True, True), (None, False), (None, None)]


def test_a_visit_belongs_to_the_plan_of_its_day_the_first_and_the_last_included(told):
    told.planned("1", "2025-05-01", "2025-06-01").planned("1", "2025-07-01", "2025-07-01")
    visited(told, "1", "2025-04-30", "2025-05-01", "2025-06-01", "2025-06-02", "2025-07-01", "2025-07-02")
    plans = {
        str(each.visit_date): each.plan_key and each.plan_key[-10:] for each in told.built().child_protection_visit
    }
    assert plans == {
        "2025-04-30": None,
        "2025-05-01": "2025-05-01",
        "2025-06-01": "2025-05-01",
        "2025-06-02": None,
        "2025-07-01": "2025-07-01",
        "2025-07-02": None,
    }


def test_where_no_file_holds_visits_or_reviews_none_is_due(tmp_path):
    told = Told(tmp_path).loaded("cin_census", "child_protection_plans")
    told.census("child_protection_plans", "1", start_date="2025-05-01")
    built = told.built()
    assert len(built.child_protection_plan) == 1
    assert (built.child_protection_visit_due, built.child_protection_review_due) == ([], [])


def test_a_census_that_holds_reviews_tells_what_is_due_of_them_and_nothing_of_visits(tmp_path):
    told = Told(tmp_path).loaded("cin_census", "child_protection_plans", "reviews")
    told.census("child_protection_plans", "1", start_date="2025-05-01")
    built = told.built()
    assert [each.held_date for each in built.child_protection_review_due] == [HIGH]
    assert built.child_protection_visit_due == []


@pytest.mark.parametrize(
    ("start", "latest"), [("2024-12-31", "2025-09-30"), ("2025-01-01", "2025-04-01"), ("2024-06-01", "2025-09-30")]
)
def test_a_review_due_before_the_first_census_may_have_been_held_then_and_the_next_was_due_six_months_on(
    tmp_path, start, latest
):
    told = Told(tmp_path).loaded("cin_census", "reviews", since="2025-04-01")
    (row,) = told.census("child_protection_plans", "1", start_date=start).built().child_protection_review_due
    assert row.latest_due_date == day(latest)


def test_annex_a_alone_tells_the_next_of_the_plans_it_lists_because_it_knows_the_latest_only(tmp_path):
    told = Told(tmp_path).loaded("annex_a", "child_protection_plans").planned("2", "2025-05-01")
    told.annex(
        "child_protection_plans",
        "1",
        start_date="2025-05-01",
        last_visit_date="2026-03-02",
        last_review_date="2026-01-05",
    )
    built = told.built()
    assert due(built.child_protection_visit_due) == [(2, day("2026-03-02"), day("2026-03-16"), HIGH)]
    assert due(built.child_protection_review_due) == [(2, day("2026-01-05"), day("2026-07-05"), HIGH)]
