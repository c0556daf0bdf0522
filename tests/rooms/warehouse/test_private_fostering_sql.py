import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day


@pytest.fixture
def register(tmp_path):
    return Partners(tmp_path)


def arranged(register, child="1", number="A1", notified="2025-03-06", **cells):
    facts = {"arrangement_number": number, "notification_date": notified}
    return register.tells("private_fostering", "arrangements", child, **facts | cells)


def visited(register, *days, number="A1"):
    for each in days:
        register.tells("private_fostering", "visits", arrangement_number=number, visit_date=each)
    return register


def test_the_first_visit_is_due_seven_working_days_after_the_notification(register):
    (row,) = arranged(register).built().private_fostering
    assert (row.first_visit_due_date, row.first_visit_date, row.next_visit_due_date) == (
        day("2025-03-17"),
        HIGH,
        day("2025-03-17"),
    )


def test_visits_are_due_every_six_weeks_until_a_year_has_passed_and_every_twelve_after(register):
    arranged(register, aware_date="2025-03-01")
    visited(register, "2025-03-10", "2026-02-28", "2026-03-01")
    due = {row.visit_date: row.due_date for row in register.built().private_fostering_visit}
    assert due == {
        day("2025-03-10"): day("2025-03-17"),
        day("2026-02-28"): day("2025-04-21"),
        day("2026-03-01"): day("2026-04-11"),
        HIGH: day("2026-05-24"),
    }


def test_no_visit_is_due_any_more_once_the_arrangement_has_ended(register):
    arranged(register, end_date="2025-03-17")
    assert register.built().private_fostering_visit == []


@pytest.mark.parametrize(("last", "next_due"), [("2026-02-28", "2026-04-11"), ("2026-03-01", "2026-05-24")])
def test_the_next_visit_follows_from_the_last_one(register, last, next_due):
    arranged(register, aware_date="2025-03-01")
    (row,) = visited(register, "2025-03-10", last).built().private_fostering
    assert (row.last_visit_date, row.next_visit_due_date) == (day(last), day(next_due))


def test_the_year_runs_from_the_notification_where_nobody_knew_before(register):
    (row,) = arranged(register).built().private_fostering
    assert row.aware_date == row.notification_date


@pytest.mark.parametrize(
    ("said", "listed", "first"),
    [
        ("2025-03-10", "2025-03-12", "2025-03-10"),
        ("2025-03-12", "2025-03-10", "2025-03-10"),
        (None, "2025-03-12", "2025-03-12"),
        ("2025-03-12", None, "2025-03-12"),
    ],
)
def test_the_first_visit_is_the_earlier_of_the_registers_word_and_its_list(register, said, listed, first):
    arranged(register, first_visit_date=said)
    (row,) = visited(register, *([listed] if listed else [])).built().private_fostering
    assert row.first_visit_date == day(first)


def test_an_arrangement_ends_on_its_last_day(register):
    (row,) = arranged(register, end_date="2025-09-01").built().private_fostering
    assert row.end_date == day("2025-09-01")
