import pytest
from tests.rooms.warehouse.landed import council
from tests.rooms.warehouse.partners import HIGH, Partners, day


@pytest.fixture
def staff(tmp_path):
    partners = Partners(tmp_path)
    partners.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T1"}])
    return partners


def post(staff, number="P1", team="T1", **cells):
    return staff.tells("workforce", "posts", post_number=number, team=team, role="social_worker", **cells)


def holds(staff, worker="W1", number="P1", start="2024-09-02", **cells):
    return staff.tells("workforce", "people", post_number=number, worker_id=worker, start_date=start, **cells)


def away(staff, first="2026-03-02", worker="W1", **cells):
    return staff.tells("workforce", "absences", worker_id=worker, first_date=first, **cells)


@pytest.mark.parametrize(("team", "known"), [("T1", "T1"), ("team t1", "T1"), ("T9", "T9")])
def test_a_team_is_told_by_id_or_name_and_one_on_no_list_keeps_its_word(staff, team, known):
    (row,) = post(staff, team=team).built().workforce_post
    assert (row.team_id, row.full_time_equivalent) == (known, 1.0)


@pytest.mark.parametrize(("worked", "of_post", "share"), [(0.6, 1.0, 0.6), (None, 0.8, 0.8), (None, None, 1.0)])
def test_a_share_of_full_time_nobody_says_is_that_of_the_post(staff, worked, of_post, share):
    holds(post(staff, full_time_equivalent=of_post), full_time_equivalent=worked)
    (row,) = staff.built().worker_post
    assert (row.full_time_equivalent, row.team_id, row.role, row.end_date) == (share, "T1", "social_worker", HIGH)


def test_a_worker_is_one_however_the_number_is_written(staff):
    (row,) = holds(post(staff), worker="w1 ").built().worker_post
    assert row.worker_id == "W1"


def test_a_post_that_no_list_holds_has_no_team(staff):
    (row,) = holds(staff, number="P9").built().worker_post
    assert (row.team_id, row.role, row.full_time_equivalent) == (None, None, 1.0)


def test_an_absence_is_of_the_posts_held_on_its_first_day(staff):
    holds(post(post(staff), "P2", "T2"), full_time_equivalent=0.5, end_date="2026-03-02")
    holds(staff, number="P2", start="2026-03-03", full_time_equivalent=0.4)
    away(away(staff, reason="sickness"), "2026-03-03", last_date="2026-03-04")
    first, second = staff.built().worker_absence
    assert (first.team_id, first.full_time_equivalent, first.end_date) == ("T1", 0.5, HIGH)
    assert (second.team_id, second.full_time_equivalent, second.end_date) == ("T2", 0.4, day("2026-03-04"))


def test_an_absence_without_a_post_stands_without_a_team(staff):
    (row,) = away(staff).built().worker_absence
    assert (row.team_id, row.full_time_equivalent) == (None, None)


def audit(staff, grade, moderated=None):
    facts = {"audit_number": "G1", "audit_date": "2026-03-02", "grade": grade, "moderated_grade": moderated}
    return staff.tells("quality", "audits", "1", team="Team T1", **facts)


@pytest.mark.parametrize(
    ("moderated", "stands", "changed"),
    [(None, "good", None), ("good", "good", False), ("inadequate", "inadequate", True)],
)
def test_the_moderated_grade_stands(staff, moderated, stands, changed):
    (row,) = audit(staff, "good", moderated).built().case_audit
    assert (row.grade, row.first_grade, row.is_changed, row.team_id) == (stands, "good", changed, "T1")


def test_the_grade_is_of_the_file_and_names_no_worker(staff):
    (row,) = audit(staff, "good").built().case_audit
    assert not hasattr(row, "worker_id")


def supervised(staff, on, worker="W1", child="1"):
    return staff.tells("quality", "supervision", child, worker_id=worker, supervision_date=on, has_actions=True)


def test_the_next_supervision_counts_whoever_the_worker_then_is(staff):
    supervised(supervised(staff, "2026-01-31"), "2026-03-02", "W2")
    supervised(staff, "2026-02-02", child="2")
    found = {
        (row.person_key[-1], row.supervision_date): (row.next_date, row.due_date) for row in staff.built().supervision
    }
    assert found == {
        ("1", day("2026-01-31")): (day("2026-03-02"), day("2026-03-02")),
        ("1", day("2026-03-02")): (HIGH, day("2026-04-01")),
        ("2", day("2026-02-02")): (HIGH, day("2026-03-04")),
    }


def test_two_workers_on_one_day_are_two_rows_and_neither_is_the_next(staff):
    supervised(supervised(staff, "2026-03-02"), "2026-03-02", "W2")
    assert [row.next_date for row in staff.built().supervision] == [HIGH, HIGH]


STAGES = {"1": "2025-06-16", "2": "2025-07-07", "3": "2025-07-14"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_complaint_is_answered_by_the_limit_of_its_stage(staff, stage):
    facts = {"complaint_number": "Q1", "stage": stage, "received_date": "2025-06-02", "team": "T1"}
    (row,) = staff.tells("quality", "complaints", **facts).built().complaint
    assert (row.due_date, row.answered_date) == (day(STAGES[stage]), HIGH)
