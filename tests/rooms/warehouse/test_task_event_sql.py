from collections import Counter

import pytest
from tests.rooms.warehouse.landed import HIGH, council, day
from tests.rooms.warehouse.told import Told

DONE = ("cp_visits", "cp_reviews", "cin_visits", "initial_cp_conference")


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds, of which every table that shows something done was loaded."""
    return Told(tmp_path).loaded("ssd", *DONE).loaded("ssda903", "reviews")


def assessed(told, child, start, authorised=None, **cells):
    facts = {"cina_assessment_start_date": start, "cina_assessment_auth_date": authorised}
    return told.ssd("cin_assessments", child, **facts, **cells)


def enquired(told, child, start, **cells):
    return told.ssd("s47_enquiry", child, s47e_s47_start_date=start, **cells)


def tasks(told, kind):
    rows = [each for each in told.built().task if each.kind == kind]
    return [(each.clock_date, each.due_date, each.done_date, each.until_date) for each in rows]


def test_an_assessment_is_to_be_authorised_by_the_laws_clock(told):
    told.referred("1", "2026-01-05")
    assessed(told, "1", "2026-01-12", cina_referral_id="1/2026-01-05")
    assert tasks(told, "assessment") == [(day("2026-01-05"), day("2026-03-09"), HIGH, HIGH)]


def test_an_assessment_that_was_authorised_is_done(told):
    assessed(told, "1", "2026-01-12", "2026-02-02")
    ((_, _, done, until),) = tasks(told, "assessment")
    assert (done, until) == (day("2026-02-02"), day("2026-02-02"))


def test_an_enquiry_waits_for_its_conference_unless_none_is_required(told):
    enquired(told, "1", "2026-03-02")
    told.census("section_47", "2", start_date="2026-03-02", referral_date="2026-03-01", conference_not_required=True)
    assert tasks(told, "section_47_conference") == [(day("2026-03-02"), day("2026-03-23"), HIGH, HIGH)]


def test_nothing_is_asked_for_that_no_file_could_show_done(tmp_path):
    told = Told(tmp_path).planned("1", "2026-03-02").episode("2", "2026-03-02")
    told.ssd("cin_plans", "3", cinp_cin_plan_start_date="2026-03-02")
    assert enquired(told, "4", "2026-03-02").built().task == []


def test_visits_and_reviews_of_plans_and_of_looked_after_children_are_tasks(told):
    told.planned("1", "2026-03-02").episode("2", "2026-03-02")
    told.ssd("cin_plans", "3", cinp_cin_plan_start_date="2026-03-02")
    told.ssd("cla_visits", "2", clav_cla_visit_date="2026-03-02")
    kinds = Counter(each.kind for each in told.built().task)
    assert kinds == {
        "child_protection_visit": 1,
        "child_protection_review": 1,
        "child_in_need_visit": 1,
        "looked_after_visit": 2,
        "looked_after_review": 1,
    }


def test_a_review_of_a_child_placed_for_adoption_is_no_task(told):
    told.episode("1", "2026-01-05", place="A5").episode("2", "2026-01-05", ls="V4").episode("3", "2026-01-05")
    rows = [each for each in told.built().task if each.kind == "looked_after_review"]
    assert [each.source_row for each in rows] == ["episodes-2025-26:4"]


def test_a_pathway_plan_stays_to_be_reviewed(told):
    told.annex("care_leavers", "1", pathway_plan_date="2025-12-01")
    assert tasks(told, "pathway_plan") == [(day("2025-12-01"), day("2026-06-01"), HIGH, HIGH)]


def test_no_two_tasks_or_events_have_one_key(told):
    told.planned("1", "2026-03-02").planned("1", "2026-03-20").episode("1", "2026-03-02")
    told.ssd("cla_visits", "1", clav_cla_visit_date="2026-03-02").add("reviews", "1", review=day("2026-03-02"))
    built = told.built()
    for keys in ([each.task_key for each in built.task], [each.event_key for each in built.event]):
        assert len(keys) == len(set(keys)) > 0


def events(told, *kinds):
    rows = [each for each in told.built().event if not kinds or each.kind in kinds]
    return sorted((each.event_date, each.kind, each.detail, each.detail_codelist) for each in rows)


def test_a_looked_after_childs_events_stand_with_their_codes(told):
    told.episode("1", "2025-05-01", "2025-07-01", rec="X1").episode(
        "1", "2025-07-01", "2025-09-01", "B", rec="E4A", ls="V2"
    )
    assert events(told) == [
        (day("2025-05-01"), "legal_status", "C2", "legal_status"),
        (day("2025-05-01"), "looked_after_started", "N1", "category_of_need"),
        (day("2025-05-01"), "placement_started", "U6", "placement_type"),
        (day("2025-07-01"), "legal_status", "V2", "legal_status"),
        (day("2025-07-01"), "placement_started", "U6", "placement_type"),
        (day("2025-09-01"), "looked_after_ended", "E4A", "reason_ceased"),
    ]


def test_what_has_not_ended_has_no_end_among_the_events(told):
    told.planned("1", "2026-03-02").episode("2", "2026-03-02").add(
        "missing", "2", mis_start=day("2026-03-05"), missing="M"
    )
    found = {kind for _, kind, _, _ in events(told)}
    assert not {kind for kind in found if kind.endswith("ended")}
    assert {"child_protection_plan_started", "looked_after_started", "missing_started"} <= found


def test_the_return_of_a_missing_child_is_an_event(told):
    told.add("missing", "1", mis_start=day("2026-03-05"), mis_end=day("2026-03-06"), missing="M")
    assert events(told, "missing_ended") == [(day("2026-03-06"), "missing_ended", "M", "missing_type")]


def test_an_event_without_a_detail_names_no_code_list(told):
    told.add("missing", "1", mis_start=day("2026-03-05"))
    assert events(told) == [(day("2026-03-05"), "missing_started", None, None)]


def test_the_steps_of_a_case_are_events(told):
    told.referred(
        "1", "2026-01-05", cine_referral_source_code="1A", cine_close_date="2026-03-20", cine_close_reason="RC8"
    )
    assessed(told, "1", "2026-01-12", "2026-02-02", cina_referral_id="1/2026-01-05")
    enquired(told, "1", "2026-02-10", s47e_referral_id="1/2026-01-05")
    told.ssd("contacts", "1", cont_contact_date="2026-01-05")
    found = {(when, kind) for when, kind, _, _ in events(told)}
    assert found == {
        (day("2026-01-05"), "contact"),
        (day("2026-01-05"), "referral"),
        (day("2026-01-12"), "assessment_started"),
        (day("2026-02-02"), "assessment_authorised"),
        (day("2026-02-10"), "section_47"),
        (day("2026-02-10"), "strategy_discussion"),
        (day("2026-03-20"), "case_closed"),
    }


def test_a_change_of_team_alone_is_no_change_of_worker(told):
    told.council = council(
        workers=[
            {"id": "W1", "name": "Ada", "team": "T1", "end_date": day("2025-07-31")},
            {"id": "W1", "name": "Ada", "team": "T2", "start_date": day("2025-08-01")},
        ]
    )
    for worker, start in [("W1", "2025-05-01"), ("W2", "2025-10-01")]:
        told.add("social_worker_episodes", "1", sw_id=worker, sw_decom=day(start), sw_reason="MANAGE")
    assert events(told) == [
        (day("2025-05-01"), "worker_changed", "MANAGE", "reason_worker_changed"),
        (day("2025-10-01"), "worker_changed", "MANAGE", "reason_worker_changed"),
    ]


def heard(told, kind):
    return [each.first_received_date for each in told.built().event if each.kind == kind]


def test_an_event_was_first_heard_of_when_a_file_first_held_its_row(told):
    told.planned("1", "2026-01-05", first_received_date="2026-02-01")
    told.planned("2", "2026-01-05", "2026-03-10", first_received_date="2026-02-01")
    assert heard(told, "child_protection_plan_started") == [day("2026-02-01")] * 2
    assert heard(told, "child_protection_plan_ended") == [day("2026-03-10")]


def test_rows_of_two_sheets_on_one_line_are_not_taken_for_each_other(told):
    told.annex("contacts", "1", contact_date="2026-01-05", source_row="a:2", first_received_date="2026-02-01")
    told.annex(
        "early_help_assessments", "1", start_date="2026-01-05", source_row="a:2", first_received_date="2026-01-20"
    )
    assert heard(told, "contact") == [day("2026-02-01")]
    assert heard(told, "early_help_started") == [day("2026-01-20")]
