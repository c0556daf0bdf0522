"""What holds for every table made of a partner's feed, whatever it is about."""

import pytest
from tests.rooms.warehouse.landed import child_columns, the_catalogue, the_models
from tests.rooms.warehouse.partners import HIGH, UNKNOWN, Partners, day, person

CENSUS = {"native_id": "S1-2026", "schoolcensustableid": "C1"}
# The fewest rows that make one row of a table: each a feed, its table, and the cells without which nothing could stand.
ROWS = {
    "mash_contact": [("mash_log", "contacts", {"contact_number": "M1", "received_date": "2026-03-02"})],
    "private_fostering": [
        ("private_fostering", "arrangements", {"arrangement_number": "A1", "notification_date": "2026-03-02"})
    ],
    "early_help_plan": [("early_help", "cases", {"case_number": "E1", "start_date": "2026-03-02"})],
    "health_assessment": [("health_cla", "assessments", {"kind": "initial", "due_date": "2026-03-02"})],
    "health_check": [("health_cla", "checks", {"kind": "dental", "check_date": "2026-03-02"})],
    "school_pupil": [
        ("school_census", "spring_pupilonroll", CENSUS),
        (
            "school_census",
            "schoolcensus",
            {**CENSUS, "reference_date": "2026-01-15", "term": "SPR", "year": 2026, "urn": "9"},
        ),
    ],
    "school_attendance": [
        ("school_census", "spring_pupilonroll", {**CENSUS, "termlysessionspossible": 100}),
        (
            "school_census",
            "schoolcensus",
            {**CENSUS, "reference_date": "2026-01-15", "term": "SPR", "year": 2026, "urn": "9"},
        ),
    ],
    "attendance_week": [("attendance_daily", "registers", {"urn": "9", "week_date": "2026-03-02", "marks": "/\\" * 5})],
    "absence_day": [("attendance_daily", "registers", {"urn": "9", "week_date": "2026-03-02", "marks": "I\\--------"})],
    "exclusion": [("exclusions", "notices", {"notice_number": "X1", "start_date": "2026-03-02", "category": "SUSP"})],
    "sen_request": [("sen2", "requests", {"request_number": "R1", "request_date": "2026-03-02"})],
    "ehc_plan": [("sen2", "plans", {"plan_number": "P1", "start_date": "2026-03-02"})],
    "participation": [("neet", "clients", {})],
    "personal_education_plan": [("pep_attainment", "peps", {"school_year": "2025-26", "term": "spring"})],
    "attainment": [("pep_attainment", "attainment", {"school_year": "2024-25", "subject": "maths"})],
    "police_incident": [
        ("police_incidents", "incidents", {"incident_number": "I1", "role": "victim", "incident_date": "2026-03-02"})
    ],
    "antisocial_measure": [
        ("police_incidents", "measures", {"measure_number": "B1", "measure": "injunction", "given_date": "2026-03-02"})
    ],
    "missing_report": [("police_missing", "episodes", {"episode_number": "Q1", "missing_date": "2026-03-02"})],
    "exploitation_concern": [
        ("exploitation", "concerns", {"concern_number": "K1", "concern": "cse", "opened_date": "2026-03-02"})
    ],
    "exploitation_review": [("exploitation", "reviews", {"concern_number": "K1", "review_date": "2026-03-02"})],
    "youth_offence": [("youth_justice", "offences", {"offence_number": "O1", "offence_date": "2026-03-02"})],
    "youth_intervention": [
        (
            "youth_justice",
            "interventions",
            {"intervention_number": "Y1", "intervention": "prevention", "start_date": "2026-03-02"},
        )
    ],
    "substance_treatment": [("substance_misuse", "episodes", {"episode_number": "T1", "referral_date": "2026-03-02"})],
    "benefit_match": [("dwp", "answers", {"match_date": "2026-03-02"})],
    "tenancy": [("housing", "members", {"tenancy_number": "N1"})],
    "homelessness": [("housing", "applications", {"application_number": "H1", "applied_date": "2026-03-02"})],
    "court_stage": [("court", "stages", {"case_number": "C1", "stage": "issue", "stage_date": "2026-03-02"})],
    "care_proceedings": [("court", "stages", {"case_number": "C1", "stage": "issue", "stage_date": "2026-03-02"})],
    "adoption_panel_item": [
        ("adoption_panel", "items", {"item_number": "Z1", "item": "plan", "panel_date": "2026-03-02"})
    ],
    "placement_cost": [
        (
            "placement_finance",
            "purchases",
            {"purchase_number": "U1", "supplier": "S", "start_date": "2026-03-02", "weekly_cost": 900.0},
        )
    ],
    "case_audit": [("quality", "audits", {"audit_number": "G1", "audit_date": "2026-03-02"})],
    "supervision": [("quality", "supervision", {"worker_id": "W1", "supervision_date": "2026-03-02"})],
}
# Rows that go with a row of another table, and so with its person.
GO_WITH = {
    "mash_rating": [
        *ROWS["mash_contact"],
        (
            "mash_log",
            "ratings",
            {"contact_number": "M1", "rated_date": "2026-03-02", "rated_time": "09:00", "rating": "red"},
        ),
    ],
    "mash_request": [
        *ROWS["mash_contact"],
        ("mash_log", "requests", {"contact_number": "M1", "partner": "police", "asked_date": "2026-03-02"}),
    ],
    "private_fostering_visit": [
        *ROWS["private_fostering"],
        ("private_fostering", "visits", {"arrangement_number": "A1", "visit_date": "2026-03-03"}),
    ],
    "ehc_review": [*ROWS["ehc_plan"], ("sen2", "reviews", {"plan_number": "P1", "review_date": "2026-03-03"})],
    "rent_arrears": [
        *ROWS["tenancy"],
        ("housing", "arrears", {"tenancy_number": "N1", "month_end_date": "2026-03-31", "balance": 90.0}),
    ],
    "tenancy_step": [
        *ROWS["tenancy"],
        ("housing", "steps", {"tenancy_number": "N1", "step": "possession_order", "step_date": "2026-03-03"}),
    ],
    "temporary_accommodation": [
        *ROWS["homelessness"],
        ("housing", "temporary", {"application_number": "H1", "start_date": "2026-03-03"}),
    ],
}
ALL = ROWS | GO_WITH
# Keyed by the partner's own number, which names one row of one person whoever that is.
NUMBERED = {
    "adoption_panel_item",
    "antisocial_measure",
    "case_audit",
    "ehc_plan",
    "exploitation_concern",
    "exploitation_review",
    "homelessness",
    "missing_report",
    "placement_cost",
    "private_fostering",
    "sen_request",
    "substance_treatment",
    "youth_intervention",
    "youth_offence",
}


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path)


def land(partners, table, child, said="2026-03-31", **more):
    for feed, name, cells in ALL[table]:
        names_somebody = (feed, name) in child_columns()
        partners.tells(feed, name, child if names_somebody else None, said, **cells | more)
    return partners


def rows(partners, table):
    return getattr(partners.built(), table)


# Tables that several sorts of feeds make together have tests of their own.
# The programme has tables of its own, of everybody (see test_programme_sql.py).
PROGRAMME = {"programme_address", "programme_fact", "programme_person"}
SHARED = {"early_help_said", "exclusion_said", "person_said", "restriction", "school_attendance_said"} | PROGRAMME


def test_every_table_of_people_made_of_partners_feeds_is_tried_here():
    catalogue = the_catalogue()
    partners = tuple(f"landing_{feed.id}_" for feed in catalogue.feeds.values() if not feed.numbering)
    made = {name for name, model in the_models().items() if any(each.startswith(partners) for each in model.reads)}
    of_people = {name for name in made if catalogue.table(name).holds == "people"}
    assert of_people - SHARED <= set(ALL)
    assert {name for name in ALL if catalogue.table(name).holds == "people"} == set(ALL)


@pytest.mark.parametrize("table", ALL)
def test_a_declaration_names_the_feeds_the_table_is_read_from(table):
    about = the_catalogue().table(table).about
    assert all(feed in about for feed in {feed for feed, _, _ in ALL[table]})


@pytest.mark.parametrize("table", ALL)
def test_a_row_of_somebody_known_stands_under_that_person(partners, table):
    # What is still due has no row of its own in a file.
    told = rows(land(partners, table, "1"), table)
    (row,) = [each for each in told if getattr(each, "visit_date", None) != HIGH]
    assert (row.authority, row.person_key, row.feed) == ("local", person("1"), ALL[table][0][0])
    assert row.source_row.endswith(":2")


@pytest.mark.parametrize("table", ALL)
def test_a_row_of_nobody_known_stands_in_no_table_of_people(partners, table):
    assert rows(land(partners, table, UNKNOWN), table) == []


@pytest.mark.parametrize("table", sorted(set(ROWS) - NUMBERED))
def test_one_person_told_under_two_numbers_is_one_row_and_the_later_word_stands(partners, table):
    land(partners.same_person("1", "2"), table, "1", said="2026-02-28")
    land(partners, table, "2", said="2026-03-31")
    (row,) = rows(partners, table)
    assert row.person_key == person("1")
    assert row.source_row.split(":")[1] in ("2", "3")


@pytest.mark.parametrize("table", ALL)
def test_nothing_landed_makes_an_empty_table(partners, table):
    assert rows(partners, table) == []


OPEN_ENDS = {
    "mash_contact": ("decision_date", "referrer_told_date"),
    "mash_request": ("replied_date",),
    "private_fostering": ("end_date", "first_visit_date"),
    "early_help_plan": ("end_date", "assessment_date"),
    "health_assessment": ("held_date",),
    "sen_request": ("decision_date", "outcome_date"),
    "ehc_plan": ("end_date",),
    "ehc_review": ("decided_date",),
    "personal_education_plan": ("pep_date",),
    "police_incident": ("outcome_date",),
    "antisocial_measure": ("end_date", "breached_date"),
    "missing_report": ("found_date",),
    "exploitation_concern": ("closed_date",),
    "youth_offence": ("outcome_date",),
    "youth_intervention": ("end_date", "plan_date"),
    "substance_treatment": ("start_date", "end_date"),
    "tenancy": ("end_date",),
    "homelessness": ("decision_date", "end_date"),
    "temporary_accommodation": ("end_date",),
    "care_proceedings": ("final_date",),
    "adoption_panel_item": ("decision_date",),
    "placement_cost": ("end_date", "until_date"),
    "supervision": ("next_date",),
}


@pytest.mark.parametrize("table", OPEN_ENDS)
def test_what_has_no_end_yet_ends_on_the_high_date_and_never_on_nothing(partners, table):
    (row,) = rows(land(partners, table, "1"), table)
    assert {getattr(row, name) for name in OPEN_ENDS[table]} == {HIGH}


def test_a_correction_in_a_later_file_stands(partners):
    partners.tells("health_cla", "checks", "1", "2026-02-28", kind="sdq", check_date="2026-02-01", score=12)
    partners.tells("health_cla", "checks", "1", "2026-03-31", kind="sdq", check_date="2026-02-01", score=21)
    (row,) = rows(partners, "health_check")
    assert (row.score, row.check_date) == (21, day("2026-02-01"))
