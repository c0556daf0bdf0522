"""Lives outside care: everything recorded of a child agrees with everything else, in three small counties."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from tests.rooms.synthetic.known import FIRST, LAST, SEEDS, Known, calendar, events, known, make_known, under

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.name_lists import BOY, GIRL, NameLists

FOR_EVER = dt.date.max
BEFORE_BIRTH = {"contact", "referral", "assessment", "enquiry", "conference", "protection plan", "need plan", "worker"}
BEFORE_BIRTH |= {"protection visit", "need visit", "review"}


@pytest.fixture(params=SEEDS)
def made(request: pytest.FixtureRequest) -> Known:
    return known(request.param)


def test_lives_come_in_order_of_their_numbers_and_no_number_twice(made: Known) -> None:
    numbers = [int(life.child.number) for life in made.lives]
    assert numbers == sorted(set(numbers))


def test_every_child_of_the_return_has_a_life_and_is_the_same_child(made: Known) -> None:
    by_number = {life.child.number: life.child for life in made.lives}
    assert made.county.children
    assert all(by_number[child.number] is child for child in made.county.children)


def test_nothing_ends_before_it_starts(made: Known) -> None:
    for life in made.lives:
        for what, start, end in events(life):
            assert start is None or end is None or start <= end, (what, start, end)


def test_nothing_lies_after_the_last_day(made: Known) -> None:
    for life in made.lives:
        for what, start, end in events(life):
            assert start is None or start <= LAST, what
            assert end is None or end <= LAST, what


def test_nothing_comes_before_birth_but_what_is_done_for_an_unborn_child(made: Known) -> None:
    for life in made.lives:
        for what, start, _ in events(life):
            if start and start < life.child.birth_date:
                assert what in BEFORE_BIRTH, what
                assert life.expected_birth_date
                assert start >= life.child.birth_date - dt.timedelta(days=280)


def test_a_child_is_unborn_if_born_after_the_last_day_and_then_has_an_expected_birth_date(made: Known) -> None:
    for life in made.lives:
        assert life.is_unborn == (life.child.birth_date > LAST)
        assert life.expected_birth_date or not life.is_unborn


def test_an_unborn_child_has_no_address_yet(made: Known) -> None:
    assert not any(life.addresses for life in made.lives if life.is_unborn)


def test_nothing_happens_after_a_death_and_its_case_closes_with_it(made: Known) -> None:
    for life in made.lives:
        closed = [case.close_date for case in life.referrals if case.close_reason == "RC2"]
        assert closed == ([life.death_date] if life.death_date else [])
        for _, start, end in events(life):
            assert not life.death_date or max(start or FIRST, end or FIRST) <= life.death_date


def test_cases_of_a_child_follow_one_another(made: Known) -> None:
    for life in made.lives:
        for case, following in pairwise(life.referrals):
            assert case.close_date
            assert case.close_date <= following.referral_date


def test_a_closed_case_has_a_reason_and_an_open_one_has_none(made: Known) -> None:
    for _, case in made.referrals():
        assert bool(case.close_date) == bool(case.close_reason)


def test_what_is_under_a_case_lies_within_it(made: Known) -> None:
    for _, case in made.referrals():
        for what, start, end in under(case):
            assert start is None or case.referral_date <= start <= (case.close_date or FOR_EVER), what
            assert end is None or end <= (case.close_date or FOR_EVER), what


def test_a_closed_case_leaves_nothing_open_under_it(made: Known) -> None:
    for _, case in made.referrals():
        if case.close_date:
            open_still = [what for what, start, end in under(case) if start and not end]
            assert not open_still, open_still


def test_a_referral_with_no_further_action_has_nothing_under_it_and_no_need(made: Known) -> None:
    for _, case in made.referrals():
        if case.is_no_further_action:
            assert not list(under(case))
            assert not case.primary_need
            assert not case.close_date or calendar().working_days_between(case.referral_date, case.close_date) <= 2
        else:
            assert case.primary_need


def test_cases_closed_after_assessment_hold_no_enquiry_and_no_plan(made: Known) -> None:
    closed = [case for _, case in made.referrals() if case.close_reason in {"RC8", "RC9"}]
    assert closed
    for case in closed:
        assert case.assessments
        assert [case.enquiries, case.protection_plans, case.need_plans] == [[], [], []]


def test_every_other_case_is_assessed_from_the_working_day_after_the_referral_at_the_latest(made: Known) -> None:
    for _, case in made.referrals():
        if case.close_date and calendar().working_days_between(case.referral_date, case.close_date) == 0:
            continue  # over before the first working day on which anybody could begin
        if not case.is_no_further_action and case.referral_date < LAST - dt.timedelta(days=5):
            assert case.assessments
            assert calendar().working_days_between(case.referral_date, case.assessments[0].start_date) <= 1


def test_an_assessment_says_what_it_found_once_it_is_authorised(made: Known) -> None:
    for _, _, each in made.assessments():
        assert bool(each.factors) == bool(each.authorised_date)
        assert len(set(each.factors)) == len(each.factors)
        assert "21" not in each.factors or (len(each.factors) == 1 and each.is_no_further_action)


def test_a_conference_follows_its_enquiry_and_a_plan_starts_on_the_day_of_its_conference(made: Known) -> None:
    for _, _, enquiry in made.enquiries():
        assert not enquiry.led_to_plan or enquiry.conference_date
        assert not enquiry.is_no_further_action or not enquiry.conference_date
        if enquiry.conference_date:
            assert enquiry.conference_target_date
            assert enquiry.start_date < enquiry.conference_date
    for _, case, plan in made.protection_plans():
        assert plan.start_date == plan.conference_date
        assert plan.start_date in {each.conference_date for each in case.enquiries if each.led_to_plan}


def test_every_conference_that_led_to_a_plan_has_its_plan(made: Known) -> None:
    for _, case, enquiry in made.enquiries():
        if enquiry.led_to_plan:
            assert enquiry.conference_date in {plan.start_date for plan in case.protection_plans}


def test_the_conference_is_due_15_working_days_after_the_enquiry_begins(made: Known) -> None:
    for _, _, each in made.enquiries():
        if each.conference_target_date:
            assert calendar().working_days_between(each.start_date, each.conference_target_date) == 15


def test_reviews_and_visits_lie_inside_their_plan_in_order(made: Known) -> None:
    for _, _, plan in made.protection_plans():
        for days in (plan.review_dates, tuple(visit.visit_date for visit in plan.visits)):
            assert list(days) == sorted(set(days))
            assert all(plan.start_date < day <= (plan.end_date or LAST) for day in days)


def test_visits_of_a_need_plan_lie_inside_it_on_working_days(made: Known) -> None:
    for _, _, plan in made.need_plans():
        for visit in plan.visits:
            assert plan.start_date < visit.visit_date <= (plan.end_date or LAST)
            assert calendar().is_working_day(visit.visit_date)


def test_nobody_is_seen_alone_who_was_not_seen(made: Known) -> None:
    visits = [visit for *_, plan in made.protection_plans() for visit in plan.visits]
    assert any(visit.is_seen_alone for visit in visits)
    assert not any(visit.is_seen_alone and not visit.is_seen for visit in visits)


def test_a_plan_counts_the_childs_earlier_plans(made: Known) -> None:
    for life in made.lives:
        plans = [plan for case in life.referrals for plan in case.protection_plans]
        assert [plan.previous_plans for plan in plans] == list(range(len(plans)))
        assert all(one.end_date and one.end_date <= other.start_date for one, other in pairwise(plans))


def test_a_child_is_not_on_two_need_plans_at_once(made: Known) -> None:
    for _, case in made.referrals():
        for one, other in pairwise(sorted(case.need_plans, key=lambda plan: plan.start_date)):
            assert one.end_date
            assert one.end_date <= other.start_date


def test_a_need_plan_and_a_protection_plan_do_not_overlap(made: Known) -> None:
    for _, case in made.referrals():
        for plan in case.protection_plans:
            for need in case.need_plans:
                assert (need.end_date or FOR_EVER) <= plan.start_date or need.start_date >= (plan.end_date or FOR_EVER)


def test_brothers_and_sisters_share_surname_and_addresses(made: Known) -> None:
    families: dict[int, list[tuple[str, set[tuple[str, str]]]]] = {}
    for life in made.lives:
        homes = {(each.house, each.postcode) for each in life.addresses}
        families.setdefault(life.child.family, []).append((life.surname, homes))
    assert any(len(each) > 1 for each in families.values())
    for members in families.values():
        assert len({surname for surname, _ in members}) == 1
        homes = [homes for _, homes in members if homes]
        assert not homes or set.intersection(*homes) or len(homes) == 1


def test_many_referrals_are_shared_by_brothers_and_sisters(made: Known) -> None:
    days: dict[tuple[int, dt.date], int] = {}
    for life, case in made.referrals():
        key = (life.child.family, case.referral_date)
        days[key] = days.get(key, 0) + 1
    assert sum(count > 1 for count in days.values()) > 0.25 * len(days)


def test_addresses_follow_one_another_from_birth_without_a_gap(made: Known) -> None:
    for life in made.lives:
        assert all(one.end_date == other.start_date for one, other in pairwise(life.addresses))
        assert all(each.postcode.startswith(f"{each.district} ") for each in life.addresses)
        assert life.is_unborn or life.death_date or life.addresses[-1].end_date is None


def test_some_families_move(made: Known) -> None:
    assert sum(len(life.addresses) > 1 for life in made.lives) > 0.1 * len(made.lives)


def test_a_referral_follows_a_contact_that_became_one_within_five_working_days(made: Known) -> None:
    for life in made.lives:
        referred = [each.contact_date for each in life.contacts if each.outcome == "referral"]
        for case in life.referrals:
            days = [
                calendar().working_days_between(day, case.referral_date)
                for day in referred
                if day <= case.referral_date
            ]
            assert min(days) <= 5


def test_a_contact_on_an_open_case_is_passed_to_its_worker(made: Known) -> None:
    for life in made.lives:
        for contact in life.contacts:
            if contact.outcome == "existing_case":
                assert any(
                    case.referral_date <= contact.contact_date <= (case.close_date or FOR_EVER)
                    for case in life.referrals
                )


def test_early_help_stepped_up_is_followed_by_a_referral(made: Known) -> None:
    stepped_up = 0
    for life in made.lives:
        for each in life.early_help:
            is_old_enough_to_tell = each.end_date and each.end_date < LAST - dt.timedelta(days=10)
            if each.end_reason == "Stepped up to social care" and is_old_enough_to_tell:
                days = [(case.referral_date - each.end_date).days for case in life.referrals if each.end_date]
                stepped_up += any(0 <= length <= 10 for length in days)
    assert stepped_up


def test_early_help_open_has_no_reason_of_ending(made: Known) -> None:
    for each in (each for life in made.lives for each in life.early_help):
        assert bool(each.end_date) == bool(each.end_reason)
        completed = each.assessment_completed_date
        assert completed is None or each.start_date <= completed <= (each.end_date or LAST)


def test_only_children_of_the_return_have_a_case_past_18(made: Known) -> None:
    for life, case in made.referrals():
        if not life.child.periods:
            assert case.referral_date < life.child.eighteenth_birthday
            assert (case.close_date or LAST) <= life.child.eighteenth_birthday


@pytest.mark.parametrize(
    ("codelist", "pick"),
    [
        (
            "contact_source",
            lambda life: {each.source for each in life.contacts} | {each.source for each in life.referrals},
        ),
        ("contact_outcome", lambda life: {each.outcome for each in life.contacts}),
        ("primary_need", lambda life: {each.primary_need for each in life.referrals} - {""}),
        ("reason_for_closure", lambda life: {each.close_reason for each in life.referrals} - {""}),
        ("disability", lambda life: set(life.disabilities)),
        ("reason_worker_changed", lambda life: {each.reason for each in life.worker_spells}),
        (
            "category_of_abuse",
            lambda life: {
                code
                for case in life.referrals
                for plan in case.protection_plans
                for code in (plan.initial_category, plan.latest_category)
            },
        ),
        (
            "assessment_factor",
            lambda life: {code for case in life.referrals for each in case.assessments for code in each.factors},
        ),
    ],
)
def test_every_code_is_one_of_its_code_list(codelist: str, pick) -> None:
    used = {code for life in known(1).lives for code in pick(life)}
    assert used
    assert used <= set(load_catalogue().codelist(codelist).codes)


def test_names_fit_the_origin_and_the_sex_of_the_child(made: Known) -> None:
    lists = NameLists(load_life_courses().origins)
    groups, times = range(len(lists.groups)), range(len(lists.born_until()))
    given = {
        (group, sex): {name for time in times for name in lists.forenames(group, sex, time)}
        for group in groups
        for sex in (BOY, GIRL)
    }
    for life in made.lives:
        assert life.forename in given[lists.group_of(life.child.ethnicity), BOY if life.child.sex == "M" else GIRL]
        assert life.surname in lists.surnames(lists.group_of(life.child.ethnicity))


def test_brothers_and_sisters_bear_different_forenames(made: Known) -> None:
    of_family = Counter((life.child.family, life.forename) for life in made.lives)
    assert sum(count - 1 for count in of_family.values()) <= len(made.lives) / 1000


def test_the_same_seed_gives_the_same_lives() -> None:
    one, other = make_known(7, 2_500), make_known(7, 2_500)
    assert one.lives == other.lives
    assert one.made.workers == other.made.workers


def test_another_seed_gives_other_lives() -> None:
    assert known(1).lives != known(2).lives
