from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.warehouse.landed import HIGH, council, day
from tests.rooms.warehouse.told import Told


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds; the settings list the teams T1 and T2 and no worker."""
    return Told(tmp_path)


def involve(told, child, worker, start, end=None, team=None, role="ALLOCATED CASE WORKER", **cells):
    return told.ssd(
        "involvements",
        child,
        invo_professional_id=worker,
        invo_professional_team=team,
        invo_professional_role_id=role,
        invo_involvement_start_date=start,
        invo_involvement_end_date=end,
        **cells,
    )


def returned(told, child, worker, start, end=None):
    return told.add("social_worker_episodes", child, sw_id=worker, sw_decom=day(start), sw_dec=day(end))


def listed(told, table, child, worker, team, **cells):
    return told.annex(table, child, worker=worker, team=team, **cells)


def spells(told):
    return [(each.worker_id, each.team_id, each.start_date, each.through_date) for each in told.built().allocation]


@pytest.mark.parametrize(
    ("role", "is_allocated"),
    [
        ("ALLOCATED CASE WORKER", True),
        ("Allocated Social Worker", True),
        ("Key worker", True),
        ("Independent reviewing officer", False),
        ("Family support worker", False),
        (None, False),
    ],
)
def test_the_role_tells_who_is_responsible(told, role, is_allocated):
    (found,) = involve(told, "1", "P1", "2025-01-01", role=role).built().involvement
    assert (found.is_allocated, found.role, found.end_date) == (is_allocated, role, HIGH)


def test_a_worker_of_the_settings_is_known_by_registration_number(told):
    told.council = council(workers=[{"id": "SW100", "name": "Ada", "team": "T2"}])
    told.ssd("professionals", None, prof_professional_id="P1", prof_social_worker_registration_no="SW100")
    assert spells(involve(told, "1", "P1", "2025-01-01", team="T1")) == [("SW100", "T2", day("2025-01-01"), HIGH)]


def test_a_department_is_the_listed_team_of_its_name(told):
    told.ssd("department", None, dept_team_id="D1", dept_team_name="team t2")
    assert spells(involve(told, "1", "P1", "2025-01-01", team="D1"))[0][1] == "T2"


@pytest.mark.parametrize("said", ["t2", " TEAM  T2 ", "Team T2"])
def test_a_team_is_told_by_id_or_name_whatever_the_capitals_and_spaces(told, said):
    assert spells(involve(told, "1", "P1", "2025-01-01", team=said))[0][1] == "T2"
    assert spells(listed(told, "care_leavers", "2", "Ada", said))[-1][1] == "T2"


def test_a_list_that_says_unallocated_names_nobody(told):
    listed(told, "children_in_need", "1", "Ada", "Team T1", said="2026-02-28", start_date="2025-01-01")
    listed(told, "children_in_need", "1", "Unallocated", "Unallocated", start_date="2025-01-01")
    listed(told, "children_in_need", "2", "Bea", "UNALLOCATED", start_date="2025-01-01")
    assert spells(told) == [("bea", None, day("2025-01-01"), HIGH)]


def test_the_case_system_stands_for_a_child_it_holds_in_any_role(told):
    involve(told, "1", "P1", "2025-01-01", team="T1")
    returned(told, "1", "W1", "2024-01-01")
    involve(told, "2", "P1", "2025-01-01", role="Reviewing officer")
    returned(told, "2", "W1", "2024-01-01")
    returned(told, "3", "W1", "2024-01-01")
    assert spells(told) == [("W1", None, day("2024-01-01"), HIGH), ("P1", "T1", day("2025-01-01"), HIGH)]


def test_a_list_names_the_worker_only_where_no_other_feed_does(told):
    listed(told, "children_in_need", "1", "Ada Example", "Team T1", start_date="2025-01-01")
    listed(told, "children_in_need", "2", "Ada Example", "Team T1", start_date="2025-02-01")
    returned(told, "2", "W1", "2024-01-01")
    assert spells(told) == [
        ("W1", None, day("2024-01-01"), HIGH),
        ("ada_example", "T1", day("2025-01-01"), HIGH),
    ]


def test_a_worker_named_by_a_list_is_the_one_who_bears_the_name(told):
    told.council = council(workers=[{"id": "W1", "name": "Ada Example", "team": "T1"}])
    found = spells(listed(told, "children_in_need", "1", " ADA EXAMPLE", "Somewhere", start_date="2025-01-01"))
    assert found == [("W1", "T1", day("2025-01-01"), HIGH)]


def test_a_team_on_no_list_is_kept_as_it_was_named(told):
    (found,) = listed(told, "care_leavers", "1", "Ada", "Leaving care north").built().allocation
    assert (found.worker_id, found.team_id, found.service_id) == ("ada", "Leaving care north", None)


def test_a_listed_worker_is_responsible_from_the_first_entry_until_the_last_ended(told):
    listed(told, "children_in_need", "1", "Ada", "Team T1", start_date="2025-01-01", closure_date="2026-03-01")
    listed(told, "child_protection_plans", "1", "Ada", "Team T1", start_date="2025-06-01", end_date="2025-12-01")
    listed(told, "assessments", "1", "Bea", "Team T2", start_date="2024-12-01", authorised_date="2025-01-15")
    assert spells(told) == [("ada", "T1", day("2025-01-01"), day("2026-03-01"))]


def test_an_entry_still_open_stands_before_one_that_has_ended(told):
    listed(told, "children_in_care", "1", "Ada", "Team T1", start_date="2025-01-01", end_date="2025-12-01")
    listed(told, "children_in_need", "1", "Bea", "Team T2", start_date="2025-02-01")
    assert spells(told) == [("bea", "T2", day("2025-02-01"), HIGH)]


def test_the_latest_list_counts_and_a_list_without_a_worker_does_not(told):
    listed(told, "children_in_need", "1", "Ada", "Team T1", said="2026-02-28", start_date="2025-01-01")
    listed(told, "child_protection_plans", "1", "Bea", "Team T2", said="2026-03-31", start_date="2025-06-01")
    listed(told, "children_in_care", "1", None, "Team T1", said="2026-03-31", start_date="2025-06-01")
    assert spells(told) == [("bea", "T2", day("2025-06-01"), HIGH)]


def test_rows_of_two_lists_on_one_line_belong_each_to_their_child(told):
    listed(told, "children_in_need", "1", "Ada", "Team T1", start_date="2025-01-01", source_row="a:2")
    listed(told, "child_protection_plans", "2", "Bea", "Team T2", start_date="2025-01-01", source_row="a:2")
    assert sorted(spells(told)) == [("ada", "T1", day("2025-01-01"), HIGH), ("bea", "T2", day("2025-01-01"), HIGH)]


def test_the_team_the_case_system_names_stands_before_that_of_other_involvements(told):
    told.ssd("professionals", None, prof_professional_id="P1")
    involve(told, "1", "P1", "2025-01-01", team="T1")
    involve(told, "2", "P1", "2025-03-01", team="T2")
    involve(told, "3", "P1", "2025-04-01")
    teams = {each.source_row: each.team_id for each in told.built().allocation}
    assert sorted(teams.values()) == ["T1", "T2", "T2"]
    assert len(teams) == 3


def test_of_two_allocations_begun_on_one_day_a_later_line_stands(told):
    involve(told, "1", "P1", "2025-01-01", "2025-01-01")
    involve(told, "1", "P2", "2025-01-01")
    assert [each[0] for each in spells(told)] == ["P2"]


DAYS = st.integers(0, 40).map(lambda number: date(2025, 1, 1) + timedelta(days=number))
SPELLS = st.lists(
    st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.sampled_from([None, "T1", "T2"]), DAYS, st.none() | DAYS),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(involved=SPELLS, other=SPELLS)
def test_a_child_has_one_worker_at_most_on_any_day(tmp_path, involved, other):
    told = Told(tmp_path)
    told.council = council(workers=[{"id": "P2", "name": "Bea", "team": "T1", "end_date": date(2025, 1, 20)}])
    for worker, team, start, end in involved:
        involve(told, "1", worker, start, end, team)
    for worker, _, start, end in other:
        told.add("social_worker_episodes", "2", sw_id=worker, sw_decom=start, sw_dec=end)
    rows = told.built().allocation
    for child in {each.person_key for each in rows}:
        of_child = [each for each in rows if each.person_key == child]
        for number in range(60):
            on = date(2025, 1, 1) + timedelta(days=number)
            assert sum(each.start_date <= on <= each.through_date for each in of_child) <= 1
