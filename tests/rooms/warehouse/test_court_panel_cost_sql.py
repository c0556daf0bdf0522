import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day, person


@pytest.fixture
def tracker(tmp_path):
    return Partners(tmp_path)


def reached(tracker, stage, on, child="1", case="C1", **cells):
    return tracker.tells("court", "stages", child, case_number=case, stage=stage, stage_date=on, **cells)


def test_final_orders_are_due_twenty_six_weeks_after_the_issue(tracker):
    reached(reached(tracker, "issue", "2025-09-01"), "final", "2026-03-02", order="care_order")
    (row,) = tracker.built().care_proceedings
    assert (row.due_date, row.duration_days, row.order_made) == (day("2026-03-02"), 182, "care_order")


def test_pre_proceedings_end_on_their_day_or_with_the_application(tracker):
    reached(tracker, "pre_proceedings", "2025-06-02", "1")
    reached(reached(tracker, "pre_proceedings", "2025-06-02", "2"), "issue", "2025-09-01", "2")
    reached(reached(tracker, "pre_proceedings", "2025-06-02", "3"), "pre_proceedings_ended", "2025-08-01", "3")
    found = {row.person_key: (row.pre_proceedings_end_date, row.issue_date) for row in tracker.built().care_proceedings}
    assert found == {
        person("1"): (HIGH, HIGH),
        person("2"): (day("2025-09-01"), day("2025-09-01")),
        person("3"): (day("2025-08-01"), HIGH),
    }


def test_children_of_one_case_have_a_row_each_and_a_child_a_row_for_each_case(tracker):
    reached(reached(tracker, "issue", "2025-09-01", "1"), "issue", "2025-09-01", "2")
    reached(tracker, "issue", "2023-09-01", "1", "C0")
    assert len(tracker.built().care_proceedings) == 3


def test_a_hearing_keeps_the_day_it_was_first_listed_for(tracker):
    (row,) = reached(tracker, "final", "2026-03-02", listed_date="2026-02-02").built().court_stage
    assert (row.listed_date, row.stage_date) == (day("2026-02-02"), day("2026-03-02"))


def item(panel, number, kind, child=None, **cells):
    return panel.tells(
        "adoption_panel", "items", child, item_number=number, item=kind, panel_date="2024-12-18", **cells
    )


def test_the_decision_is_due_seven_working_days_after_the_panel(tracker):
    (row,) = item(tracker, "Z1", "plan", "1").built().adoption_panel_item
    assert (row.decision_due_date, row.decision_date) == (day("2024-12-31"), HIGH)


def test_children_and_adopters_stand_in_tables_that_nothing_joins(tracker):
    item(item(tracker, "Z1", "match", "1", adopters_number="AD4"), "Z2", "approval", adopters_number="AD4")
    built = tracker.built()
    (child,), (adopters,) = built.adoption_panel_item, built.adopter_panel_item
    assert (child.item_number, adopters.item_number) == ("Z1", "Z2")
    assert "AD4" not in {*vars(child).values(), *vars(adopters).values()}
    assert not hasattr(adopters, "person_key")


@pytest.mark.parametrize(
    ("kind", "decision", "restricts"),
    [
        ("plan", "agreed", True),
        ("match", "agreed", True),
        ("plan", "not_agreed", False),
        ("plan", None, False),
        ("reversal", "agreed", False),
    ],
)
def test_a_plan_for_adoption_that_is_agreed_restricts_the_record_from_that_day(tracker, kind, decision, restricts):
    item(tracker, "Z1", kind, "1", decision=decision, decision_date="2024-12-20" if decision else None)
    found = [(row.person_key, row.reason, row.from_date) for row in tracker.built().restriction]
    assert found == ([(person("1"), "adoption", day("2024-12-20"))] if restricts else [])


def paid(tracker, number, start, end=None, cost=4000.0):
    facts = {"purchase_number": number, "supplier": "S", "start_date": start, "end_date": end, "weekly_cost": cost}
    return tracker.tells("placement_finance", "purchases", "1", **facts)


def test_a_price_is_paid_to_its_last_day_included(tracker):
    paid(paid(tracker, "U1", "2025-04-01", "2025-06-30"), "U2", "2025-07-01", cost=4100.0)
    first, second = tracker.built().placement_cost
    assert (first.until_date, second.until_date) == (day("2025-07-01"), HIGH)
    assert first.until_date == second.start_date


def household(tracker, number="F1", **cells):
    facts = {"household_number": number, "approval_date": "2024-02-29", "approved_for": "mainstream", "places": 2}
    return tracker.tells("fostering", "households", **facts | cells)


@pytest.mark.parametrize(("last", "due"), [(None, "2025-02-28"), ("2025-02-20", "2026-02-20")])
def test_a_review_is_due_twelve_months_after_the_last_one_or_the_approval(tracker, last, due):
    (row,) = household(tracker, last_review_date=last).built().foster_household
    assert (row.review_due_date, row.end_date) == (day(due), HIGH)


def test_places_nobody_counted_are_nought(tracker):
    facts = {"household_number": "F1", "month_end_date": "2026-02-28"}
    (row,) = household(tracker).tells("fostering", "places", filled=1, **facts).built().foster_places
    assert (row.filled, row.vacant, row.unavailable) == (1, 0, 0)
