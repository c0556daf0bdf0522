"""Posts, workers and caseloads at each month end, and who came and left."""

import pytest
from tests.rooms.warehouse.landed import council
from tests.rooms.warehouse.partners import Partners, day

LAST = "2026-03-31"


@pytest.fixture
def staff(tmp_path):
    partners = Partners(tmp_path)
    partners.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T1"}])
    return partners.tells(
        "workforce",
        "posts",
        post_number="P1",
        team="T1",
        role="social_worker",
        full_time_equivalent=1.0,
        caseload_limit=20,
    )


def holds(staff, worker="W1", start="2024-09-02", contract="permanent", **cells):
    return staff.tells(
        "workforce", "people", post_number="P1", worker_id=worker, start_date=start, contract=contract, **cells
    )


def at(rows, month_end=LAST):
    return [row for row in rows if row.month_end_date == day(month_end)]


def test_a_post_is_filled_on_the_last_day_of_the_worker_and_vacant_after_it(staff):
    rows = holds(staff, end_date="2026-01-31").built().post_month
    assert [(row.filled, row.vacant) for row in at(rows, "2026-01-31")] == [(1.0, 0.0)]
    assert [(row.filled, row.vacant) for row in at(rows, "2026-02-28")] == [(0.0, 1.0)]


def test_a_post_that_an_agency_worker_fills_is_vacant(staff):
    (row,) = at(holds(staff, contract="agency").built().post_month)
    assert (row.filled, row.agency, row.all_filled, row.vacant) == (0.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(("left", "in_year"), [("2025-03-31", 1.0), ("2025-03-30", 0.0)])
def test_who_left_counts_for_365_days(staff, left, in_year):
    (row,) = at(holds(staff, end_date=left).built().post_month)
    assert row.left_in_year == in_year


def test_sickness_takes_working_days_and_no_other_absence_does(staff):
    holds(staff, full_time_equivalent=0.5)
    staff.tells(
        "workforce", "absences", worker_id="W1", first_date="2026-03-06", last_date="2026-03-09", reason="sickness"
    )
    staff.tells(
        "workforce", "absences", worker_id="W1", first_date="2026-03-12", last_date="2026-03-12", reason="parental"
    )
    (row,) = at(staff.built().worker_month)
    # March 2026 has 22 working days; the 7th and 8th are a weekend.
    assert (row.days_available, row.days_lost) == (11.0, 1.0)
    assert row.hours_available == pytest.approx(74.0)


def test_a_month_that_is_not_over_is_not_there(staff):
    rows = holds(staff).built().worker_month
    assert all(row.month_end_date <= day(LAST) for row in rows)
    assert sorted(row.until_date for row in rows)[-1] == day("9999-12-31")


def test_a_worker_without_children_has_a_load_of_nought_and_room(staff):
    (row,) = at(holds(staff).built().caseload_month)
    assert (row.children, row.weighted, row.caseload_limit, row.is_over, row.posts_short) == (0, 0.0, 20.0, False, -1.0)


def allocated(staff, worker, start, end=None):
    """Somebody was allocated to child 1, for whom the case system records an end or none."""
    return staff.ssd(
        "involvements",
        "1",
        invo_professional_id=worker,
        invo_professional_role_id="Allocated Worker",
        invo_involvement_start_date=start,
        invo_involvement_end_date=end,
    )


def held_by(staff, month_end=LAST):
    """How many children each worker held at a month end, and what they weigh."""
    return {row.worker_id: (row.children, row.weighted) for row in at(staff.built().caseload_month, month_end)}


@pytest.mark.parametrize(
    ("taken", "first", "second"), [("2026-03-31", (0, 0.0), (1, 1.0)), ("2026-04-01", (1, 1.0), (0, 0.0))]
)
def test_a_child_whom_a_later_worker_took_over_is_held_by_that_worker_alone(staff, taken, first, second):
    holds(holds(staff), "W2")
    allocated(allocated(staff, "W1", "2026-01-01"), "W2", taken)
    assert held_by(staff) == {"W1": first, "W2": second}


def test_a_child_is_not_given_back_when_the_later_worker_goes(staff):
    holds(holds(staff), "W2")
    allocated(allocated(staff, "W1", "2026-01-01"), "W2", "2026-02-01", "2026-03-30")
    assert held_by(staff) == {"W1": (0, 0.0), "W2": (0, 0.0)}


def test_a_child_kept_by_a_worker_who_changes_team_is_one_child(staff):
    moved = [
        {"id": "W1", "name": "Ada", "team": "T1", "end_date": day("2026-02-28")},
        {"id": "W1", "name": "Ada", "team": "T2", "start_date": day("2026-03-01")},
    ]
    staff.council = council(workers=moved)
    assert held_by(allocated(holds(staff), "W1", "2026-01-01")) == {"W1": (1, 1.0)}


@pytest.mark.parametrize(("end", "held"), [("2026-03-31", (0, 0.0)), ("2026-04-01", (1, 1.0))])
def test_a_worker_whose_last_day_with_a_child_it_is_holds_the_child_no_longer(staff, end, held):
    assert held_by(allocated(holds(staff), "W1", "2026-01-01", end)) == {"W1": held}


def test_a_worker_comes_on_the_first_day_and_has_left_the_day_after_the_last(staff):
    rows = holds(staff, start="2024-09-02", end_date="2025-01-31").built().worker_change
    assert sorted((row.change_date, row.posts) for row in rows) == [(day("2024-09-02"), 1.0), (day("2025-02-01"), -1.0)]


def test_agency_workers_neither_come_nor_leave(staff):
    assert holds(staff, contract="agency").built().worker_change == []
