import pytest
from tests.rooms.warehouse.landed import HIGH, council, day
from tests.rooms.warehouse.told import Told

ALWAYS = day("1900-01-01")


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds, of a council whose settings list no team and no worker."""
    told = Told(tmp_path)
    told.council = told.council.model_copy(update={"organisation": type(told.council.organisation)()})
    return told


def professional(told, name, **cells):
    return told.ssd("professionals", None, prof_professional_id=name, **cells)


def department(told, team, **cells):
    return told.ssd("department", None, dept_team_id=team, **cells)


def involve(told, worker, team, start, end=None, **cells):
    facts = {"invo_involvement_start_date": start, "invo_involvement_end_date": end}
    return told.ssd("involvements", "1", invo_professional_id=worker, invo_professional_team=team, **facts, **cells)


def spells(built):
    return [(each.worker_id, each.team_id, each.start_date, each.end_date) for each in built.worker]


def test_teams_of_the_settings_are_the_whole_list(told):
    told.council = council()
    department(told, "D1", dept_team_name="Duty")
    assert [each.team_id for each in told.built().organisation] == ["T1", "T2"]


def test_without_settings_departments_are_teams_of_the_department_above_them(told):
    department(told, "D1", dept_team_name="Duty", dept_team_parent_id="D9", dept_team_parent_name="Assessment")
    department(told, "D2", dept_team_name="Court", dept_team_parent_id="D8")
    department(told, "D8", dept_team_name="Safeguarding")
    found = {each.team_id: (each.team_name, each.service_id, each.service_name) for each in told.built().organisation}
    assert found == {
        "D1": ("Duty", "D9", "Assessment"),
        "D2": ("Court", "D8", "Safeguarding"),
    }


@pytest.mark.parametrize("said", [None, "d8", " safe GUARDING "])
def test_a_department_above_others_is_a_team_only_where_somebody_works_in_it(told, said):
    department(told, "D2", dept_team_name="Court", dept_team_parent_id="D8")
    department(told, "D8", dept_team_name="Safeguarding")
    professional(told, "P1", prof_professional_department=said)
    teams = {each.team_id: each.service_id for each in told.built().organisation}
    assert teams == {"D2": "D8"} | ({"D8": "D8"} if said else {})


def test_an_involvement_in_a_department_above_others_makes_it_a_team(told):
    department(told, "D2", dept_team_parent_id="D8")
    department(told, "D8")
    involve(told, "P1", "D8", "2024-01-01")
    assert {each.team_id for each in told.built().organisation} == {"D2", "D8"}


def test_a_department_said_to_stand_under_itself_is_a_team(told):
    department(told, "D8", dept_team_parent_id="D8")
    assert [each.team_id for each in told.built().organisation] == ["D8"]


def names_in_annex_a(told):
    for child, worker, team in [
        ("1", "Ada Example", "Family Team South"),
        ("2", " ADA  EXAMPLE", "family team south "),
        ("3", "Ada Example", "Court"),
        ("4", "Bea", None),
        ("5", "Unallocated", "Nowhere"),
    ]:
        told.annex("children_in_need", child, worker=worker, team=team, start_date="2025-01-01")
    return told


def test_with_annex_a_alone_the_teams_it_names_are_the_teams(told):
    teams = names_in_annex_a(told).built().organisation
    assert {(each.team_id, each.team_name, each.service_id, each.service_name) for each in teams} == {
        ("family_team_south", "Family Team South", "annex_a", "From Annex A"),
        ("court", "Court", "annex_a", "From Annex A"),
    }


def test_with_annex_a_alone_its_workers_are_in_the_team_named_most(told):
    workers = names_in_annex_a(told).built().worker
    assert {(each.worker_id, each.team_id, each.start_date, each.end_date, each.is_manager) for each in workers} == {
        ("ada_example", "family_team_south", ALWAYS, HIGH, False),
        ("bea", None, ALWAYS, HIGH, False),
    }


def test_with_annex_a_alone_children_are_allocated_in_its_teams(told):
    found = names_in_annex_a(told).built().allocation
    assert sorted((each.worker_id, each.team_id, each.service_id) for each in found if each.team_id) == [
        ("ada_example", "court", "annex_a"),
        ("ada_example", "family_team_south", "annex_a"),
        ("ada_example", "family_team_south", "annex_a"),
    ]


def test_only_teams_of_a_childs_latest_lists_count(told):
    told.annex("children_in_need", "1", "2026-02-28", worker="Ada", team="Old", start_date="2025-01-01")
    told.annex("children_in_need", "1", "2026-03-31", worker="Ada", team="New", start_date="2025-01-01")
    assert [each.team_id for each in told.built().organisation] == ["new"]


def test_where_the_case_system_lists_teams_and_workers_annex_a_adds_none(told):
    department(told, "D1", dept_team_name="Court")
    professional(told, "P1")
    built = names_in_annex_a(told).built()
    assert [each.team_id for each in built.organisation] == ["D1"]
    assert [each.worker_id for each in built.worker] == ["P1"]


def test_a_department_without_a_name_goes_by_its_number(told):
    (team,) = department(told, "D1").built().organisation
    assert (team.team_name, team.service_name, team.start_date, team.end_date) == ("D1", "D1", ALWAYS, HIGH)


def test_a_worker_is_in_the_team_of_the_involvement_begun_last(told):
    professional(told, "P1", prof_professional_name="Ada Example")
    involve(told, "P1", "D1", "2024-01-10", "2024-03-31")
    involve(told, "P1", "D1", "2024-02-01")
    involve(told, "P1", "D2", "2024-06-01", "2024-12-31")
    involve(told, "P1", "D2", "2024-07-01", "2024-08-31")
    assert spells(told.built()) == [
        ("P1", "D1", day("2024-01-10"), day("2024-05-31")),
        ("P1", "D2", day("2024-06-01"), day("2024-12-31")),
    ]


def test_a_worker_who_comes_back_has_a_spell_for_each_stay(told):
    professional(told, "P1")
    for team, start in [("D1", "2024-01-01"), ("D2", "2024-02-01"), ("D1", "2024-03-01")]:
        involve(told, "P1", team, start)
    assert [(team, start) for _, team, start, _ in spells(told.built())] == [
        ("D1", day("2024-01-01")),
        ("D2", day("2024-02-01")),
        ("D1", day("2024-03-01")),
    ]


def test_of_two_teams_begun_on_one_day_the_one_that_lasts_stands(told):
    professional(told, "P1")
    involve(told, "P1", "D2", "2024-01-01", "2024-01-31")
    involve(told, "P1", "D1", "2024-01-01")
    assert spells(told.built()) == [("P1", "D1", day("2024-01-01"), HIGH)]


def test_without_an_involvement_the_department_stands_by_number_or_name(told):
    department(told, "D1", dept_team_name="Duty")
    professional(told, "P1", prof_professional_department="D1")
    professional(told, "P2", prof_professional_department="duty")
    professional(told, "P3", prof_professional_department="Elsewhere")
    found = {worker: team for worker, team, _, _ in spells(told.built())}
    assert found == {"P1": "D1", "P2": "D1", "P3": None}


def test_a_department_by_name_is_the_listed_team_of_that_id_or_name(told):
    told.council = council()
    department(told, "D1", dept_team_name="team  T1")
    professional(told, "P1", prof_professional_department="D1")
    professional(told, "P2", prof_professional_department="Team T2 ")
    professional(told, "P3", prof_professional_department="t2")
    professional(told, "P4")
    involve(told, "P4", "TEAM T1", "2024-01-01")
    found = {worker: team for worker, team, _, _ in spells(told.built())}
    assert found == {"P1": "T1", "P2": "T2", "P3": "T2", "P4": "T1"}


def test_involvements_told_by_id_and_by_name_are_one_spell(told):
    department(told, "D1", dept_team_name="Duty")
    professional(told, "P1")
    involve(told, "P1", "Duty", "2024-01-01", "2024-01-31")
    involve(told, "P1", "D1", "2024-02-01")
    assert spells(told.built()) == [("P1", "D1", day("2024-01-01"), HIGH)]


def test_a_name_that_two_teams_bear_means_neither(told):
    department(told, "D1", dept_team_name="Duty")
    department(told, "D2", dept_team_name="DUTY")
    professional(told, "P1", prof_professional_department="Duty")
    assert {each.said: each.team_id for each in told.built().team_alias} == {"d1": "D1", "d2": "D2"}
    assert [team for _, team, _, _ in spells(told.built())] == [None]


def test_a_job_title_tells_a_manager(told):
    professional(told, "P1", prof_professional_job_title="Team Manager")
    professional(told, "P2", prof_professional_job_title="Social worker")
    professional(told, "P3")
    assert {each.worker_id: each.is_manager for each in told.built().worker} == {"P1": True, "P2": False, "P3": False}


def test_workers_of_the_settings_stand_and_others_come_from_the_case_system(told):
    told.council = council(workers=[{"id": "P1", "name": "Ada", "team": "T1"}])
    professional(told, "P1", prof_professional_name="Somebody Else")
    professional(told, "P2", prof_professional_name="Bea")
    involve(told, "P1", "D2", "2024-01-01")
    assert {(each.worker_id, each.worker_name, each.team_id) for each in told.built().worker} == {
        ("P1", "Ada", "T1"),
        ("P2", "Bea", None),
    }


def aliases(told):
    return {each.said: each.worker_id for each in told.built().worker_alias}


def test_a_worker_is_known_by_numbers_and_name(told):
    professional(
        told,
        "P1",
        prof_social_worker_registration_no="SW100",
        prof_staff_id="77",
        prof_professional_name=" Ada Example ",
    )
    assert aliases(told) == {"p1": "P1", "sw100": "P1", "77": "P1", "ada example": "P1"}


def test_a_professional_listed_by_registration_number_is_that_worker(told):
    told.council = council(workers=[{"id": "SW100", "name": "Ada", "team": "T1"}])
    professional(told, "P1", prof_social_worker_registration_no="SW100", prof_professional_name="Ada Example")
    assert aliases(told) == {"sw100": "SW100", "p1": "SW100", "ada": "SW100", "ada example": "SW100"}
    assert [each.worker_id for each in told.built().worker] == ["SW100"]


def test_a_name_that_two_workers_bear_means_neither(told):
    professional(told, "P1", prof_professional_name="Ada Example")
    professional(told, "P2", prof_professional_name="ADA EXAMPLE")
    assert aliases(told) == {"p1": "P1", "p2": "P2"}


def test_a_number_counts_before_a_name(told):
    professional(told, "P1", prof_professional_name="P2")
    professional(told, "P2")
    assert aliases(told)["p2"] == "P2"


def test_todays_team_is_the_one_that_took_the_work_over_and_none_where_it_was_divided(told):
    last = day("2024-03-31")
    teams = [
        {"id": "a", "end_date": last, "became": ["c"]},
        {"id": "b", "end_date": last, "became": ["c", "d"]},
        {"id": "c"},
        {"id": "d"},
    ]
    named = {
        "service": [{"id": "S", "name": "S"}],
        "team": [{"name": each["id"], "service": "S", **each} for each in teams],
    }
    told.council = council().model_copy(update={"organisation": type(told.council.organisation).model_validate(named)})
    found = {each.team_id: (each.team_today_id, each.service_today_id) for each in told.built().organisation}
    assert found == {"a": ("c", "S"), "b": (None, None), "c": ("c", "S"), "d": ("d", "S")}
