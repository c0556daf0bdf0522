import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day


@pytest.fixture
def virtual_school(tmp_path):
    return Partners(tmp_path)


@pytest.mark.parametrize(
    ("activity", "group", "is_neet", "is_not_known"),
    [
        ("210", "Education or training", False, False),
        ("340", "Employment without training", False, False),
        ("619", "Not in education, employment or training", True, False),
        ("710", "Other", False, False),
        ("810", "Not known", False, True),
        (None, "Not known", False, True),
    ],
)
def test_what_a_young_person_does_falls_in_the_group_of_its_activity(
    virtual_school, activity, group, is_neet, is_not_known
):
    virtual_school.tells("neet", "clients", "1", activity=activity, academic_age=16)
    (row,) = virtual_school.built().participation
    assert (row.activity_group, row.is_neet, row.is_not_known) == (group, is_neet, is_not_known)


def test_the_client_file_speaks_of_its_own_day(virtual_school):
    virtual_school.tells("neet", "clients", "1", "2026-02-28", activity="210")
    (row,) = virtual_school.built().participation
    assert row.as_at_date == day("2026-02-28")


def test_what_the_client_file_says_stands_until_another_comes(virtual_school):
    """Else the share would be of the file's own month, which is over only after the next file has come."""
    virtual_school.tells("neet", "clients", "1", "2026-02-28", activity="210")
    (row,) = virtual_school.built().participation
    assert row.until_date == day("9999-12-31")


def pep(virtual_school, term, **cells):
    return virtual_school.tells("pep_attainment", "peps", "1", school_year="2025-26", term=term, **cells)


def test_a_term_without_a_meeting_has_its_last_day_and_no_plan(virtual_school):
    pep(pep(virtual_school, "autumn", due_date="2025-12-19", pep_date="2025-12-19"), "spring", due_date="2026-04-01")
    found = {row.term: (row.due_date, row.pep_date) for row in virtual_school.built().personal_education_plan}
    assert found == {"autumn": (day("2025-12-19"),) * 2, "spring": (day("2026-04-01"), HIGH)}


def half_term(virtual_school, number, term, first, last):
    facts = {"school_year": "2025-26", "half_term": number, "term": term}
    return virtual_school.tells("school_calendar", "terms", first_date=first, last_date=last, **facts)


def test_a_plan_is_asked_for_until_the_first_day_of_the_next_term_where_the_calendar_has_it(virtual_school):
    half_term(virtual_school, 1, "autumn", "2025-09-03", "2025-10-24")
    half_term(virtual_school, 2, "autumn", "2025-11-03", "2025-12-19")
    half_term(virtual_school, 3, "spring", "2026-01-05", "2026-02-13")
    half_term(virtual_school, 4, "spring", "2026-02-23", "2026-04-01")
    pep(pep(virtual_school, "autumn", due_date="2025-12-19"), "spring", due_date="2026-04-01")
    found = {row.term: row.until_date for row in virtual_school.built().personal_education_plan}
    assert found == {"autumn": day("2026-01-05"), "spring": HIGH}


@pytest.mark.parametrize(("result", "points"), [("104", 104.0), ("46.5", 46.5), ("U", None), ("", None), (None, None)])
def test_a_result_has_points_where_it_is_a_number(virtual_school, result, points):
    facts = {"school_year": "2024-25", "subject": "maths", "key_stage": "ks2"}
    virtual_school.tells("pep_attainment", "attainment", "1", result=result, **facts)
    (row,) = virtual_school.built().attainment
    assert (row.result, row.points) == (result, points)


def test_schools_terms_and_training_days_are_told_by_the_authoritys_list(virtual_school):
    virtual_school.tells("school_calendar", "schools", urn="900001", school="Larch Hill", phase="PS")
    facts = {"school_year": "2025-26", "half_term": 1, "term": "autumn"}
    virtual_school.tells("school_calendar", "terms", first_date="2025-09-03", last_date="2025-10-24", **facts)
    virtual_school.tells(
        "school_calendar", "terms", first_date=None, last_date="2025-12-19", **facts | {"half_term": 2}
    )
    virtual_school.tells("school_calendar", "training_days", urn="900001", training_date="2025-09-02")
    built = virtual_school.built()
    assert [(row.urn, row.school) for row in built.school] == [("900001", "Larch Hill")]
    assert [(row.half_term, row.first_date) for row in built.school_term] == [(1, day("2025-09-03"))]
    assert [row.training_date for row in built.school_training_day] == [day("2025-09-02")]


def assessed(virtual_school, kind="initial", due="2026-03-02", **cells):
    return virtual_school.tells("health_cla", "assessments", "1", kind=kind, due_date=due, **cells)


def test_an_assessment_that_was_not_held_stands_with_its_last_day_alone(virtual_school):
    assessed(assessed(virtual_school), "review", "2025-09-02", held_date="2025-09-02")
    found = {row.kind: row.held_date for row in virtual_school.built().health_assessment}
    assert found == {"initial": HIGH, "review": day("2025-09-02")}


@pytest.mark.parametrize(("kind", "score"), [("sdq", 17), ("dental", None)])
def test_a_score_belongs_to_the_questionnaire_alone(virtual_school, kind, score):
    virtual_school.tells("health_cla", "checks", "1", kind=kind, check_date="2026-03-02", score=17)
    (row,) = virtual_school.built().health_check
    assert row.score == score
