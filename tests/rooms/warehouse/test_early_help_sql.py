import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def helped(told, child, start="2025-05-01", end=None, why=None, **cells):
    return told.ssd(
        "early_help_episodes",
        child,
        earl_episode_start_date=start,
        earl_episode_end_date=end,
        earl_episode_end_reason=why,
        **cells,
    )


def test_a_case_told_twice_is_one_and_the_case_system_knows_its_end(told):
    helped(told, "1", earl_episode_worker_id="W1")
    told.annex(
        "early_help_assessments", "1", start_date="2025-05-01", completion_date="2025-06-01", organisation="School"
    )
    (row,) = told.built().early_help
    assert (row.end_date, row.organisation, row.worker_id, row.sources) == (HIGH, "School", "W1", "ssd, annex_a")
    assert (row.is_stepped_up, row.is_needs_met, row.duration_days) == (None, None, None)


def test_annex_a_alone_knows_the_completed_assessment(told):
    told.annex(
        "early_help_assessments", "1", start_date="2025-05-01", completion_date="2025-06-01", organisation="School"
    )
    (row,) = told.built().early_help
    assert (row.end_date, row.duration_days) == (day("2025-06-01"), 31)


def test_a_referral_within_28_days_of_an_end_without_a_reason_is_a_step_up(told):
    ends = {"2025-05-31": False, "2025-06-01": True, "2025-06-29": True, "2025-06-30": False}
    for child, date in enumerate(ends):
        helped(told, str(child), end="2025-06-01").referred(str(child), date)
    rows = sorted(told.built().early_help, key=lambda row: row.next_referral_date)
    assert [row.is_stepped_up for row in rows] == list(ends.values())


def test_a_record_on_an_open_case_is_no_step_up(told):
    helped(told, "1", end="2025-06-01").referred("1", "2025-01-01", "2025-06-10")
    (row,) = told.built().early_help
    assert (row.is_stepped_up, row.next_referral_date) == (False, HIGH)


def test_the_reason_of_the_end_tells_a_step_up_and_needs_met(told):
    told_reasons = {"Stepped up to social care": (True, False), "All needs met": (False, True), None: (False, None)}
    for child, why in enumerate(told_reasons):
        helped(told, str(child), end="2025-06-01", why=why)
    rows = {row.end_reason: (row.is_stepped_up, row.is_needs_met) for row in told.built().early_help}
    assert rows == told_reasons


def test_a_reason_that_is_recorded_stands_before_a_referral_that_followed(told):
    helped(told, "1", end="2025-06-01", why="Needs met").referred("1", "2025-06-10")
    (row,) = told.built().early_help
    assert (row.is_stepped_up, row.is_needs_met) == (False, True)


def test_the_next_referral_is_of_a_day_after_the_start(told):
    helped(told, "1").referred("1", "2025-05-01", cine_referral_nfa=True).referred("1", "2025-07-01")
    (row,) = told.built().early_help
    assert row.next_referral_date == day("2025-07-01")


@pytest.mark.parametrize(
    ("end", "begins", "days"),
    [("2024-07-01", "2025-07-01", 365), ("2024-07-01", "2024-07-02", 1), ("2024-07-01", "2024-07-01", None)],
)
def test_days_since_previous_run_from_the_last_end_before_the_start(told, end, begins, days):
    helped(told, "1", "2024-01-01", "2024-02-01")
    helped(told, "1", "2024-03-01", end)
    helped(told, "1", begins)
    rows = {row.start_date: row.days_since_previous for row in told.built().early_help}
    assert (rows[day("2024-01-01")], rows[day("2024-03-01")]) == (None, 29)
    assert rows[day(begins)] == (days or 151)


def test_a_case_is_not_its_own_previous_one(told):
    helped(told, "1", "2025-05-05", "2025-05-05")
    helped(told, "2", "2025-05-05", "2025-05-04")
    assert [row.days_since_previous for row in told.built().early_help] == [None, None]
