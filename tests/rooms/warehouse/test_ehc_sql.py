import pytest
from tests.rooms.warehouse.partners import HIGH, UNKNOWN, Partners, day


@pytest.fixture
def send(tmp_path):
    return Partners(tmp_path)


def requested(send, child="1", number="R1", on="2025-09-01", **cells):
    return send.tells("sen2", "requests", child, request_number=number, request_date=on, **cells)


def planned(send, child="1", number="P1", start="2025-03-31", **cells):
    return send.tells("sen2", "plans", child, plan_number=number, start_date=start, **cells)


def reviewed(send, on, number="P1", **cells):
    return send.tells("sen2", "reviews", plan_number=number, review_date=on, **cells)


def test_six_sixteen_and_twenty_weeks_run_from_the_request(send):
    (row,) = requested(send).built().sen_request
    due = (row.decision_due_date, row.refusal_due_date, row.plan_due_date)
    assert due == (day("2025-10-13"), day("2025-12-22"), day("2026-01-19"))
    assert (row.is_open, row.decision_date, row.outcome_date) == (True, HIGH, HIGH)


def test_a_request_that_came_to_something_is_open_no_more(send):
    (row,) = requested(send, outcome="no_plan", outcome_date="2025-12-22").built().sen_request
    assert (row.is_open, row.outcome_date) == (False, row.refusal_due_date)


def test_a_request_without_a_day_or_a_person_stands_in_no_table(send):
    requested(requested(send, on=None), None, "R2")
    assert send.built().sen_request == []


def test_a_plan_is_reviewed_within_twelve_months_of_its_issue(send):
    (row,) = planned(send).built().ehc_plan
    assert (row.last_review_date, row.review_due_date, row.end_date) == (None, day("2026-03-31"), HIGH)


def test_the_next_review_follows_from_the_last_one(send):
    reviewed(reviewed(planned(send), "2025-10-01"), "2025-06-01")
    (row,) = send.built().ehc_plan
    assert (row.last_review_date, row.review_due_date) == (day("2025-10-01"), day("2026-10-01"))


def test_a_plan_without_a_first_day_stands_in_no_table(send):
    built = reviewed(planned(send, start=None), "2025-10-01").built()
    assert (built.ehc_plan, built.ehc_review) == ([], [])


def test_notice_is_due_four_weeks_after_the_meeting(send):
    reviewed(reviewed(planned(send), "2026-02-03", decided_date="2026-03-03", decision="maintain"), "2026-03-10")
    told, open_ = sorted(send.built().ehc_review, key=lambda row: row.review_date)
    assert (told.decision_due_date, told.decided_date, told.decision) == (
        day("2026-03-03"),
        day("2026-03-03"),
        "maintain",
    )
    assert (open_.decision_due_date, open_.decided_date) == (day("2026-04-07"), HIGH)


def test_a_review_of_nobodys_plan_goes_with_the_plan(send):
    assert reviewed(planned(send, UNKNOWN), "2026-02-03").built().ehc_review == []
