"""What the checks say of rows that partners sent with something wrong."""

import pytest
from tests.rooms.warehouse.landed import the_catalogue, the_models
from tests.rooms.warehouse.partners import UNKNOWN, Partners
from tests.rooms.warehouse.test_partner_tables import ALL

from sherwood.warehouse.build import run_checks
from sherwood.warehouse.checks import from_file, run
from sherwood.warehouse.sql_files import CHECKS, sql_files

WARNED_OF = {
    "attendance_beyond_the_possible": 1,
    "feeds_of_nobody_known": 1,
    "foster_places_beyond_approval": 1,
    "partner_dates_out_of_order": 5,
    "partner_rows_of_nothing": 2,
    "partner_rows_without_a_date": 3,
    "terms_that_overlap": 1,
}


def faults(partners):
    """Rows of partners with something wrong; the last of each sort is right, and stands on the boundary."""
    partners.born("1", "2010-01-01").episode("1", "2025-05-01")
    for number, found in (("Q1", "2026-03-01"), ("Q2", "2026-03-02")):
        facts = {"episode_number": number, "missing_date": "2026-03-02", "found_date": found}
        partners.tells("police_missing", "episodes", "1", **facts)
    lado = {"referral_date": "2026-03-02", "sector": "school", "kind": "physical"}
    partners.tells("lado", "allegations", allegation_number="L1", closed_date="2026-03-01", **lado)
    sent = {"request_date": "2026-03-02", "decision_date": "2026-03-01", "outcome_date": "2026-03-01"}
    partners.tells("sen2", "requests", "1", request_number="R1", **sent)
    partners.tells("sen2", "requests", "1", request_number="R2")
    treated = {"referral_date": "2026-03-02", "end_date": "2026-03-20"}
    partners.tells("substance_misuse", "episodes", "1", episode_number="T1", **treated)
    partners.tells("substance_misuse", "episodes", "1", episode_number="T2", start_date="2026-03-21", **treated)
    partners.tells("sen2", "plans", "1", plan_number="P1")
    partners.tells("sen2", "reviews", plan_number="P9", review_date="2026-03-02")
    partners.tells(
        "mash_log", "ratings", contact_number="M9", rated_date="2026-03-02", rated_time="09:00", rating="red"
    )
    for number in ("1", "2"):
        facts = {"school_year": "2025-26", "half_term": int(number), "term": "autumn"}
        first, last = {"1": ("2025-09-03", "2025-10-24"), "2": ("2025-10-27", "2025-12-19")}[number]
        partners.tells("school_calendar", "terms", first_date=first, last_date=last, **facts)
    spring = {"school_year": "2025-26", "half_term": 3, "term": "spring"}
    partners.tells("school_calendar", "terms", first_date="2026-01-05", last_date=None, **spring)
    partners.tells("fostering", "households", household_number="F1", approval_date="2024-01-01", places=2)
    for month, filled in (("2026-01-31", 2), ("2026-02-28", 3)):
        partners.tells("fostering", "places", household_number="F1", month_end_date=month, filled=filled)
    for urn, missed in (("1", 3), ("2", 4)):
        facts = {"native_id": urn, "schoolcensustableid": "1"}
        held = {"reference_date": "2026-01-15", "term": "SPR", "year": 2026}
        partners.tells("school_census", "schoolcensus", urn=urn, **facts | held)
        partners.tells("school_census", "spring_pupilonroll", "1", termlysessionspossible=3, **facts)
        details = {"native_id": urn, "attendancereason": "I", "sessions": missed}
        partners.tells("school_census", "termlysessiondetailsonroll", "1", **details)
    partners.tells("neet", "clients", UNKNOWN)
    return partners


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return faults(Partners(tmp_path_factory.mktemp("faults"))).built_whole()


@pytest.mark.parametrize("name", WARNED_OF)
def test_each_warning_finds_the_rows_to_correct_and_no_others(built, name):
    check = from_file(sql_files(CHECKS)[name])
    result = run(built.build, check)
    assert (result.found, result.consequence) == (WARNED_OF[name], "warn")


def test_nothing_else_is_warned_of_and_nothing_stops_the_build(built):
    of_partners = {each.name for each in run_checks(built.build, the_catalogue()) if not each.has_passed}
    assert of_partners - set(WARNED_OF) == {"open_without_a_worker"} & of_partners


def test_a_feed_of_nobody_is_told_by_its_name(built):
    result = run(built.build, from_file(sql_files(CHECKS)["feeds_of_nobody_known"]))
    assert "They are: 'neet' (1)." in result.message


def test_half_terms_that_share_a_week_are_told_by_their_number(built):
    result = run(built.build, from_file(sql_files(CHECKS)["terms_that_overlap"]))
    assert "'2025-26 half term 1'" in result.message


def test_every_table_of_people_made_of_partners_feeds_is_held_against_the_people():
    assert set(ALL) | {"person"} == sql_files(CHECKS)["partner_rows_of_nobody"].reads
    assert set(ALL) <= set(the_models())
