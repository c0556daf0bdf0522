"""The facts by which a claim measures progress: offences of adults, breaches, treatment completed, young people in education or work."""

import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day, person


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path).nobodys("P1")


def facts(partners, who, kind):
    return [each for each in partners.built().programme_fact if each.person_key == person(who) and each.fact == kind]


@pytest.mark.parametrize(
    ("outcome", "role", "is_child", "times"),
    [
        ("charge", "suspect", False, 1),
        ("caution", "suspect", None, 1),
        ("penalty_notice", "suspect", False, 1),
        ("community_resolution", "suspect", False, 0),
        ("nfa", "suspect", False, 0),
        ("charge", "victim", False, 0),
        ("charge", "suspect", True, 0),
    ],
)
def test_an_adult_offends_who_is_charged_cautioned_or_fined(partners, outcome, role, is_child, times):
    """It counts from the day of the outcome, as a proven offence of a child does; a child's stand in its own feed."""
    partners.tells(
        "police_incidents",
        "incidents",
        "P1",
        incident_number="I1",
        role=role,
        is_child=is_child,
        incident_date="2026-01-05",
        outcome=outcome,
        outcome_date="2026-02-05",
    )
    assert [each.start_date for each in facts(partners, "P1", "adult_offence")] == [day("2026-02-05")] * times


def test_a_measure_that_was_breached_tells_the_day(partners):
    for number, breached in (("A1", "2026-03-01"), ("A2", None)):
        partners.tells(
            "police_incidents",
            "measures",
            "P1",
            measure_number=number,
            given_date="2026-01-05",
            breached_date=breached,
        )
    assert [each.start_date for each in facts(partners, "P1", "antisocial_breach")] == [day("2026-03-01")]


@pytest.mark.parametrize(
    ("ending", "times"),
    [("completed", 1), ("completed_occasional", 1), ("dropped_out", 0), ("transferred", 0), ("declined", 0), (None, 0)],
)
def test_treatment_is_completed_where_the_provider_says_so(partners, ending, times):
    partners.tells(
        "substance_misuse",
        "episodes",
        "P1",
        episode_number="E1",
        start_date="2025-01-01",
        end_date="2025-06-01",
        ending=ending,
    )
    assert [each.start_date for each in facts(partners, "P1", "treatment_completed")] == [day("2025-06-01")] * times
    assert len(facts(partners, "P1", "treatment")) == 1


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("210", "in_education_or_work"),
        ("310", "in_education_or_work"),
        ("340", "in_education_or_work"),
        ("619", "not_in_education"),
        ("710", None),
        ("810", None),
    ],
)
def test_a_young_person_is_in_education_or_work_or_is_not_or_nobody_tells(partners, activity, kind):
    """Custody is neither, and an activity that is not known is no answer."""
    partners.tells("neet", "clients", "P1", person_number="P1", activity=activity, start_date="2025-09-01")
    told = [each for name in ("in_education_or_work", "not_in_education") for each in facts(partners, "P1", name)]
    assert [(each.fact, each.start_date, each.until_date) for each in told] == (
        [(kind, day("2025-09-01"), HIGH)] if kind else []
    )
