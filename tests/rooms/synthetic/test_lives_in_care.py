"""Lives in and around care: every child in care has a case, visits and, one at a time, workers who are in post."""

import datetime as dt
from itertools import pairwise

import pytest
from tests.rooms.synthetic.known import LAST, SEEDS, Known, known

FOR_EVER = dt.date.max


@pytest.fixture(params=SEEDS)
def made(request: pytest.FixtureRequest) -> Known:
    return known(request.param)


def test_every_looked_after_child_has_an_assessed_case_that_is_open_throughout_care(made: Known) -> None:
    for life in made.lives:
        for period in life.child.periods:
            if period.start_date > LAST:
                continue
            end = min(period.end_date, LAST)
            case = next(
                each
                for each in life.referrals
                if each.referral_date <= period.start_date and (each.close_date or FOR_EVER) >= end
            )
            if end - period.start_date > dt.timedelta(days=5):
                assert case.assessments


def test_most_children_who_enter_care_had_an_enquiry_and_many_a_plan(made: Known) -> None:
    cases = [
        life.referrals[0]
        for life in made.lives
        if life.child.periods and not life.child.is_unaccompanied and life.referrals
    ]
    assert sum(bool(case.enquiries) for case in cases) > 0.6 * len(cases)
    assert sum(bool(case.protection_plans) for case in cases) > 0.25 * len(cases)


def test_visits_in_care_lie_in_care(made: Known) -> None:
    for life in made.lives:
        assert life.child.periods or not life.care_visits
        for visit in life.care_visits:
            assert any(period.start_date <= visit.visit_date <= period.end_date for period in life.child.periods)


def test_one_worker_at_a_time_is_responsible(made: Known) -> None:
    for life in made.lives:
        for one, other in pairwise(life.worker_spells):
            assert one.end_date
            assert one.start_date < one.end_date <= other.start_date


def test_every_responsible_worker_is_in_post_in_that_team(made: Known) -> None:
    workers = {worker.id: worker for worker in made.made.workers}
    assert len(workers) == len(made.made.workers)
    for life in made.lives:
        for spell in life.worker_spells:
            worker = workers[spell.worker]
            assert worker.team == spell.team
            assert worker.start_date <= spell.start_date
            assert (spell.end_date or LAST) <= (worker.end_date or LAST)


def test_a_change_of_team_without_a_day_between_is_a_transfer(made: Known) -> None:
    for life in made.lives:
        for one, other in pairwise(life.worker_spells):
            if one.team != other.team and one.end_date == other.start_date:
                assert other.reason == "TSPROC"


def test_responsibility_lasts_no_longer_than_case_or_care(made: Known) -> None:
    for life in made.lives:
        for spell in life.worker_spells:
            assert any(
                case.referral_date <= spell.start_date and (spell.end_date or LAST) <= (case.close_date or LAST)
                for case in life.referrals
            )


def test_every_worker_named_in_a_record_works_in_its_team(made: Known) -> None:
    teams = {worker.id: worker.team for worker in made.made.workers}
    named = [(each.worker, each.team) for *_, each in made.assessments()]
    named += [(each.worker, each.team) for *_, each in made.enquiries()]
    named += [(case.worker, case.team) for _, case in made.referrals()]
    assert any(worker for worker, _ in named)
    assert all(teams[worker] == team for worker, team in named if worker)
