import pytest
from tests.rooms.warehouse.partners import HIGH, UNKNOWN, Partners, day, person


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path)


def incident(partners, child="1", number="I1", **cells):
    facts = {"incident_number": number, "role": "child_present", "incident_date": "2026-03-02"}
    return partners.tells("police_incidents", "incidents", child, **facts | cells)


def test_an_incident_is_a_row_for_everybody_known_who_was_in_it(partners):
    incident(incident(incident(partners), "2", role="victim"), UNKNOWN, role="suspect")
    found = {row.person_key: row.role for row in partners.built().police_incident}
    assert found == {person("1"): "child_present", person("2"): "victim"}


@pytest.mark.parametrize(("record", "stands"), [("recorded", True), (None, True), ("cancelled", False)])
def test_an_incident_recorded_in_error_never_happened(partners, record, stands):
    assert bool(incident(partners, record=record).built().police_incident) is stands


def test_an_incident_told_under_two_numbers_and_cancelled_since_is_gone(partners):
    incident(partners.same_person("1", "2"), "1", said="2026-03-05")
    incident(incident(partners, "2", record="cancelled"), "3", "I2")
    assert [row.incident_number for row in partners.built().police_incident] == ["I2"]


@pytest.mark.parametrize(("flag", "abuse"), [(True, True), (False, False), (None, False)])
def test_no_flag_of_domestic_abuse_is_no(partners, flag, abuse):
    (row,) = incident(partners, is_domestic_abuse=flag).built().police_incident
    assert row.is_domestic_abuse is abuse


def missing(partners, **cells):
    facts = {"episode_number": "Q1", "missing_date": "2026-03-02", "missing_time": "22:30"}
    return partners.tells("police_missing", "episodes", "1", **facts | cells)


@pytest.mark.parametrize(
    ("found", "at", "hours"),
    [("2026-03-02", "23:15", 0.75), ("2026-03-03", "22:30", 24.0), ("2026-03-03", None, None), (None, None, None)],
)
def test_hours_missing_run_over_midnight_and_are_empty_where_a_time_is_not_said(partners, found, at, hours):
    (row,) = missing(partners, found_date=found, found_time=at).built().missing_report
    assert (row.hours_missing, row.found_date) == (hours, day(found) or HIGH)


def concern(partners, **cells):
    facts = {"concern_number": "K1", "concern": "cce", "opened_date": "2025-11-30"}
    return partners.tells("exploitation", "concerns", "1", **facts | cells)


@pytest.mark.parametrize(
    ("last", "said", "due"),
    [
        (None, None, "2026-02-28"),
        ("2026-01-15", None, "2026-04-15"),
        ("2026-01-15", "2026-02-15", "2026-02-15"),
    ],
)
def test_the_next_review_is_the_lists_word_else_three_months_on(partners, last, said, due):
    (row,) = concern(partners, last_review_date=last, next_review_date=said).built().exploitation_concern
    assert row.next_review_date == day(due)


def offence(partners, number, outcome, date="2026-01-10", child="1"):
    facts = {"offence_number": number, "offence_date": "2026-01-01", "outcome": outcome, "outcome_date": date}
    return partners.tells("youth_justice", "offences", child, **facts)


@pytest.mark.parametrize(
    ("outcome", "date", "group", "proven"),
    [
        ("youth_caution", "2026-01-10", "Out of court", True),
        ("referral_order", "2026-01-10", "In court", True),
        ("community_resolution", "2026-01-10", "Informal", False),
        ("dismissed", "2026-01-10", "No outcome", False),
        ("pending", None, "No outcome", False),
        ("referral_order", None, "In court", False),
        (None, None, "No outcome", False),
    ],
)
def test_proven_is_a_formal_outcome_with_a_day(partners, outcome, date, group, proven):
    (row,) = offence(partners, "O1", outcome, date).built().youth_offence
    assert (row.outcome_group, row.is_proven) == (group, proven)


def test_the_first_formal_outcome_makes_a_first_time_entrant(partners):
    offence(partners, "O1", "community_resolution", "2025-01-10")
    offence(partners, "O2", "referral_order", "2026-01-10")
    offence(offence(partners, "O3", "youth_caution", "2025-06-10"), "O4", "youth_caution", "2025-06-10")
    offence(partners, "O5", "fine", "2026-02-10", child="2")
    assert {row.offence_number for row in partners.built().youth_offence if row.is_first} == {"O3", "O5"}


def test_custody_is_a_proven_detention(partners):
    offence(offence(partners, "O1", "detention"), "O2", "fine")
    assert {row.offence_number for row in partners.built().youth_offence if row.is_custody} == {"O1"}


def test_a_youth_justice_plan_is_due_in_fifteen_working_days(partners):
    facts = {"intervention_number": "Y1", "intervention": "prevention", "start_date": "2025-06-02"}
    (row,) = partners.tells("youth_justice", "interventions", "1", **facts).built().youth_intervention
    assert (row.plan_due_date, row.plan_date) == (day("2025-06-23"), HIGH)


def test_a_referral_that_led_to_no_treatment_is_open_on_no_day(partners):
    facts = {"episode_number": "T1", "referral_date": "2026-03-02", "end_date": "2026-03-20", "ending": "declined"}
    (row,) = partners.tells("substance_misuse", "episodes", "1", **facts).built().substance_treatment
    assert row.start_date == HIGH > row.end_date
