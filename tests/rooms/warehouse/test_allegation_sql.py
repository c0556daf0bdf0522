import pytest
from tests.rooms.warehouse.landed import the_catalogue
from tests.rooms.warehouse.partners import HIGH, Partners, day


@pytest.fixture
def register(tmp_path):
    return Partners(tmp_path)


def alleged(register, **cells):
    facts = {"allegation_number": "L1", "referral_date": "2026-03-09", "sector": "school", "kind": "physical"}
    return register.tells("lado", "allegations", **facts | cells)


def test_an_employer_who_knows_on_friday_reports_by_monday(register):
    (row,) = alleged(register, aware_date="2026-03-06").built().allegation
    assert row.report_due_date == day("2026-03-09")


def test_without_the_day_of_knowing_there_is_no_last_day(register):
    (row,) = alleged(register).built().allegation
    assert (row.report_due_date, row.meeting_date, row.closed_date, row.duration_days) == (None, HIGH, HIGH, None)


def test_days_run_from_the_referral_to_the_closing(register):
    (row,) = alleged(register, closed_date="2026-03-31", outcome="unfounded").built().allegation
    assert (row.duration_days, row.closed_date) == (22, day("2026-03-31"))


def test_the_area_is_closed_no_column_leads_to_a_child_an_adult_a_worker_a_carer_or_a_school():
    columns = set(the_catalogue().table("allegation").columns)
    leads = {
        "person_key",
        "record_key",
        "source_id",
        "worker_id",
        "team_id",
        "household_number",
        "urn",
        "postcode",
        "district",
    }
    assert not columns & leads
    assert the_catalogue().table("allegation").holds == "service"
