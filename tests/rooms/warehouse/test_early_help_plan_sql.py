import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day


@pytest.fixture
def families(tmp_path):
    return Partners(tmp_path)


def helped(families, child="1", case="E1", start="2025-05-01", **cells):
    return families.tells("early_help", "cases", child, case_number=case, start_date=start, **cells)


def test_an_assessment_is_due_thirty_working_days_after_the_start(families):
    (row,) = helped(families).built().early_help_plan
    assert (row.assessment_due_date, row.assessment_date) == (day("2025-06-16"), HIGH)


@pytest.mark.parametrize(("last", "due"), [(None, "2025-06-12"), ("2025-06-01", "2025-07-13")])
def test_a_plan_is_reviewed_six_weeks_after_the_last_review_or_the_start(families, last, due):
    (row,) = helped(families, last_review_date=last).built().early_help_plan
    assert row.review_due_date == day(due)


def test_children_of_one_family_share_the_case(families):
    helped(helped(families, family_number="EF1"), "2", family_number="EF1")
    assert {(row.case_number, row.family_number) for row in families.built().early_help_plan} == {("E1", "EF1")}


def test_the_early_help_system_tells_of_a_case_that_no_other_feed_holds(families):
    helped(families, end_date="2025-07-01", organisation="Oak School", end_reason="Needs met")
    (row,) = families.built().early_help
    told = (row.feed, row.sources, row.end_date, row.organisation, row.is_needs_met)
    assert told == ("early_help", "early_help", day("2025-07-01"), "Oak School", True)


def test_nothing_of_the_early_help_system_stands_in_a_row_of_another_feed(families):
    helped(families, organisation="Oak School", end_reason="Needs met")
    families.ssd("early_help_episodes", "1", earl_episode_start_date="2025-05-01")
    (row,) = families.built().early_help
    assert (row.feed, row.sources, row.organisation, row.end_reason) == ("ssd", "ssd", None, None)
