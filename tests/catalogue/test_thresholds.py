"""A limit moved by one is noticed by the measure's own example; each commit draws a few measures, the evaluation asks all."""

import random

import pytest
from evaluations.thresholds import CATALOGUE, shifts_of, unnoticed
from tests.support.draws import seed_for, so_many

# Their examples do not stand on every one of their limits yet: `python -m evaluations.thresholds` tells which.
NOT_ON_THE_BOUNDARY = frozenset(
    {
        "attendance_exclusion/reduced_timetable",
        "child_in_need/cin_plan_in_place_pct",
        "early_help/families_in_arrears",
        "education_of_cla/cla_no_school_place",
        "front_door/contact_nfa_then_s47_90d_worklist",
        "front_door/three_plus_contacts_no_referral",
        "looked_after/cla_missing_cohort_pct",
        "missing_exploitation/cla_away_without_authorisation_pct",
        "permanence_adoption/adoption_disruptions",
        "workforce_caseload/sw_leavers_fte",
    }
)  # fmt: skip
DRAWN = random.Random(seed_for("limits shifted")).sample(
    sorted(CATALOGUE.measures), so_many(len(CATALOGUE.measures), 20)
)


@pytest.mark.parametrize("name", DRAWN)
def test_an_example_notices_every_limit_that_is_moved_by_one(name):
    found = [shift.what for shift in unnoticed([name])]
    assert bool(found) == (name in NOT_ON_THE_BOUNDARY), found


def test_limits_are_found_in_conditions_windows_and_timescales():
    whats = [shift.what for name in ("cpp_second_within_24m_pct", "assessments_due_soon") for shift in _of(name)]
    assert "meets.0.at_most: 730 made 731" in whats
    assert "window_working_days: 10 made 9" in whats
    assert "law_due_date +1 day" in whats
    assert "timescale re_entry_12m +1 day" in [shift.what for shift in _of("cla_re_entry_12m_pct")]


def _of(name):
    return shifts_of(CATALOGUE.measure(name).id)
