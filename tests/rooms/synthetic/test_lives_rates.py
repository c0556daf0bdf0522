"""Rates of the lives outside care: what is recorded lies near what is declared and was published for England in 2019-20."""

import datetime as dt
from collections import Counter

import pytest
from tests.rooms.synthetic.known import LAST, Known, calendar, known

FROM, TO = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
CHILDREN = 40_000


@pytest.fixture(scope="module")
def made() -> Known:
    """Big enough for rates to lie near their figures, small enough to be quick."""
    return known(5, CHILDREN)


def in_year(day: dt.date | None) -> bool:
    return day is not None and FROM <= day <= TO


def per_10000(count: int) -> float:
    return count / CHILDREN * 10_000


def test_contacts_are_three_or_four_for_each_referral(made: Known) -> None:
    contacts = [each for life in made.lives for each in life.contacts if in_year(each.contact_date)]
    referrals = [case for _, case in made.referrals() if in_year(case.referral_date)]
    assert per_10000(len(contacts)) == pytest.approx(1_750, rel=0.2)
    assert len(contacts) / len(referrals) == pytest.approx(3.5, abs=0.8)


def test_most_contacts_come_to_no_case(made: Known) -> None:
    outcomes = Counter(each.outcome for life in made.lives for each in life.contacts)
    assert (outcomes["advice"] + outcomes["no_further_action"]) / outcomes.total() > 0.5
    assert 0.03 < outcomes["early_help"] / outcomes.total() < 0.12


def test_referrals_come_at_the_published_rate(made: Known) -> None:
    referrals = [case for _, case in made.referrals() if in_year(case.referral_date)]
    assert per_10000(len(referrals)) == pytest.approx(545, rel=0.15)
    assert sum(case.is_no_further_action for case in referrals) / len(referrals) == pytest.approx(0.065, abs=0.025)


def test_one_referral_in_four_or_five_follows_another_within_a_year(made: Known) -> None:
    referrals = [(life, case) for life, case in made.referrals() if in_year(case.referral_date)]
    again = sum(
        any(1 <= (case.referral_date - other.referral_date).days <= 365 for other in life.referrals)
        for life, case in referrals
    )
    assert again / len(referrals) == pytest.approx(0.226, abs=0.05)


@pytest.mark.parametrize(("source", "share"), [("6", 0.287), ("2A", 0.182), ("3", 0.15)])
def test_referrals_come_from_the_police_schools_and_health_as_published(made: Known, source: str, share: float) -> None:
    sources = [case.source for _, case in made.referrals() if case.referral_date >= FROM]
    assert sum(each.startswith(source) for each in sources) / len(sources) == pytest.approx(share, abs=0.05)


def test_five_assessments_in_six_are_authorised_within_45_working_days(made: Known) -> None:
    done = [each for *_, each in made.assessments() if each.authorised_date and in_year(each.authorised_date)]
    in_time = sum(calendar().working_days_between(each.start_date, each.authorised_date or LAST) <= 45 for each in done)
    assert per_10000(len(done)) == pytest.approx(532, rel=0.15)
    assert in_time / len(done) == pytest.approx(0.838, abs=0.04)


def test_some_assessments_are_open_and_some_of_them_overdue(made: Known) -> None:
    waiting = [
        calendar().working_days_between(each.start_date, LAST)
        for *_, each in made.assessments()
        if not each.authorised_date
    ]
    assert 0 < sum(days > 45 for days in waiting) < 0.3 * len(waiting)


@pytest.mark.parametrize(("factor", "share"), [("3B", 0.325), ("4B", 0.299), ("16A", 0.174), ("17A", 0.211)])
def test_factors_are_found_as_often_as_published(made: Known, factor: str, share: float) -> None:
    found = [each.factors for *_, each in made.assessments() if each.factors]
    assert sum(factor in factors for factors in found) / len(found) == pytest.approx(share, abs=0.03)


def test_enquiries_conferences_and_plans_come_at_the_published_rates(made: Known) -> None:
    enquiries = [each for *_, each in made.enquiries()]
    assert per_10000(sum(in_year(each.start_date) for each in enquiries)) == pytest.approx(170.5, rel=0.2)
    held = [each for each in enquiries if in_year(each.conference_date)]
    assert per_10000(len(held)) == pytest.approx(65.7, rel=0.25)
    every = [each for each in enquiries if each.conference_date]
    assert sum(each.led_to_plan for each in every) / len(every) == pytest.approx(0.858, abs=0.04)
    in_time = sum(calendar().working_days_between(each.start_date, each.conference_date or LAST) <= 15 for each in held)
    assert in_time / len(held) == pytest.approx(0.81, abs=0.1)


def test_plans_open_at_the_end_of_the_year_come_near_the_published_rate(made: Known) -> None:
    plans = [plan for *_, plan in made.protection_plans()]
    stock = [plan for plan in plans if plan.start_date <= TO and (plan.end_date is None or plan.end_date > TO)]
    assert per_10000(len(stock)) == pytest.approx(43.7, rel=0.25)
    assert any((TO - plan.start_date).days > 729 for plan in stock)


def test_one_plan_in_four_is_a_second_or_later_one(made: Known) -> None:
    started = [plan for *_, plan in made.protection_plans() if plan.start_date >= dt.date(2023, 4, 1)]
    assert sum(plan.previous_plans > 0 for plan in started) / len(started) == pytest.approx(0.219, abs=0.07)


def test_neglect_is_about_half_of_the_plans(made: Known) -> None:
    categories = Counter(plan.initial_category for *_, plan in made.protection_plans())
    assert categories["NEG"] / categories.total() == pytest.approx(0.49, abs=0.07)


def test_children_in_need_open_at_the_end_of_the_year_come_near_the_published_rate(made: Known) -> None:
    stock = [
        case
        for _, case in made.referrals()
        if not case.is_no_further_action and case.referral_date <= TO and (not case.close_date or case.close_date > TO)
    ]
    assert per_10000(len(stock)) == pytest.approx(330, rel=0.15)


def test_some_open_cases_have_nobody_allocated_and_most_have_somebody(made: Known) -> None:
    now = [life for life in made.lives if any(not case.close_date for case in life.referrals)]
    held = [life for life in now if life.worker_spells and life.worker_spells[-1].end_date is None]
    assert 0.002 < 1 - len(held) / len(now) < 0.06


def test_some_workers_hold_more_than_the_guide(made: Known) -> None:
    loads = Counter(
        (spell.team, spell.worker) for life in made.lives for spell in life.worker_spells if spell.end_date is None
    )
    assert any(load > 20 for load in loads.values())
    struggling = [load for (team, _), load in loads.items() if team == "family_south"]
    others = [load for (team, _), load in loads.items() if team in {"safeguarding_north", "safeguarding_central"}]
    assert sum(struggling) / len(struggling) > sum(others) / len(others)


def test_the_struggling_team_is_late_more_often_with_assessments(made: Known) -> None:
    late: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for *_, each in made.assessments():
        if each.authorised_date:
            done[each.team] += 1
            late[each.team] += calendar().working_days_between(each.start_date, each.authorised_date) > 45
    others = ("assessment_north", "assessment_central")
    usual = sum(late[team] for team in others) / sum(done[team] for team in others)
    assert late["family_south"] / done["family_south"] > 1.4 * usual


def test_there_are_unborn_and_disabled_children_and_a_few_who_died(made: Known) -> None:
    assert any(life.is_unborn for life in made.lives)
    assert 0 < sum(bool(life.death_date) for life in made.lives) < 0.003 * len(made.lives)
    in_need = [life for life, case in made.referrals() if not case.close_date and case.need_plans]
    assert 0.08 < sum(bool(life.disabilities) for life in in_need) / len(in_need) < 0.35
