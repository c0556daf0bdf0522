"""Figures of the front door, of children in need and of protection: each counted from a few rows on the edge of its rule."""

import pytest
from tests.rooms.synthetic.delivered import Delivered, a_case, a_plan, an_assessment, an_enquiry, days_after


@pytest.fixture
def county(tmp_path):
    return Delivered(tmp_path / "county")


def test_referrals_of_the_year_alone_are_counted_against_children_under_18(county):
    county.population(10_000)
    county.census(a_case("2019-03-31"), a_case("2019-04-01"), a_case("2020-03-31"), a_case("2020-04-01"))
    assert county.figure("referrals_per_10000") == 2


def test_a_referral_within_twelve_months_of_another_of_the_child_is_a_repeat(county):
    days = [("1", "2018-06-01"), ("1", "2019-06-01"), ("2", "2018-05-31"), ("2", "2019-06-02"), ("3", "2019-06-01")]
    county.ssd("cin_episodes", "cine", *({"person_id": child, "referral_date": day} for child, day in days))
    assert county.figure("re_referrals_pct") == pytest.approx(100 / 3)


def test_sources_are_shares_of_the_years_referrals(county):
    county.census(*(a_case(ReferralSource=code) for code in ("6", "2A", "2B", "3F")))
    assert county.figure("referrals_from_police_pct") == 25
    assert county.figure("referrals_from_schools_pct") == 25
    assert county.figure("referrals_from_health_pct") == 25


def test_only_an_assessed_child_can_be_found_not_in_need(county):
    assessed = an_assessment("2019-06-04", "2019-07-01")
    county.census(
        a_case("2019-06-03", "2019-07-02", assessed, ReasonForClosure="RC8"),
        a_case("2019-06-03", "2019-07-02", ReasonForClosure="RC8"),
        a_case("2019-06-03", "2019-07-02", an_assessment("2019-06-04", "2019-07-01"), ReasonForClosure="RC7"),
        a_case("2019-06-03", ReferralNFA="true"),
    )
    assert county.figure("assessed_not_in_need_pct") == 25
    assert county.figure("referrals_nfa_pct") == 25


def test_an_assessment_of_45_working_days_is_in_time_and_one_of_46_is_late(county):
    # 6 May and 27 May 2019 were bank holidays: 45 working days from 1 May end on 5 July.
    county.census(*(a_case("2019-05-01", "", an_assessment("2019-05-01", end)) for end in ("2019-07-05", "2019-07-08")))
    assert county.figure("assessments_in_45_days_pct") == 50
    assert county.figure("assessment_median_days") == 45.5


def test_the_last_assessment_of_the_year_with_factors_speaks_for_the_case(county):
    early, late = an_assessment("2019-05-01", "2019-06-03", "3B"), an_assessment("2019-08-01", "2019-09-02", "16A")
    county.census(
        a_case("2019-05-01", "", early, late), a_case("2019-05-01", "", an_assessment("2019-05-01", "2019-06-03"))
    )
    assert county.figure("factor_neglect_pct") == 100
    assert county.figure("factor_domestic_abuse_parent_pct") == 0


def test_a_child_in_need_is_open_on_the_last_day_and_not_of_no_further_action(county):
    county.population(10_000)
    county.census(
        a_case("2020-03-31"),
        a_case("2019-12-01", "2020-03-31"),
        a_case("2020-03-30", ReferralNFA="1"),
        a_case("2018-03-31"),
        a_case("2018-04-02"),
    )
    assert county.figure("children_in_need_per_10000") == 3
    shares = [county.figure(f"in_need_{band}_pct") for band in ("under_3_months", "1_to_2_years", "2_years")]
    assert shares == pytest.approx([100 / 3] * 3)


def test_children_who_ceased_are_banded_by_how_long_they_were_in_need(county):
    county.census(
        a_case("2019-03-03", "2019-06-01"), a_case("2017-05-31", "2019-06-01"), a_case("2019-06-01", "2020-04-01")
    )
    assert county.figure("ceased_in_need_under_3_months_pct") == 50
    assert county.figure("ceased_in_need_2_years_pct") == 50


def test_a_conference_on_the_fifteenth_working_day_is_in_time(county):
    county.population(10_000)
    held = (an_enquiry("2019-09-02", end) for end in ("2019-09-23", "2019-09-24"))
    county.census(
        *(a_case("2019-09-02", "", each) for each in held),
        a_case("2019-03-01", "", an_enquiry("2019-03-20", "2019-04-02")),
    )
    assert county.figure("conferences_in_15_days_pct") == pytest.approx(200 / 3)
    assert county.figure("conferences_per_10000") == 3
    assert county.figure("section_47_per_10000") == 2


def test_plans_are_counted_started_ended_and_open(county):
    county.population(10_000)
    plans = [
        a_plan("2018-03-30"),
        a_plan("2019-12-31", before="1"),
        a_plan("2017-06-01", "2019-06-03"),
        a_plan("2020-03-31"),
    ]
    county.census(*(a_case("2017-05-01", "", plan) for plan in plans))
    assert county.figure("plans_per_10000") == 3
    assert county.figure("plans_started_per_10000") == 2
    assert county.figure("second_plans_pct") == 50
    assert county.figure("plans_ended_after_2_years_pct") == 100
    assert county.figure("plans_open_2_years_pct") == pytest.approx(100 / 3)
    assert county.figure("plans_open_up_to_3_months_pct") == pytest.approx(200 / 3)


@pytest.mark.parametrize(
    ("days", "expected"),
    [((92, 276), 100), ((93, 276), 0), ((92, 277), 0), ((92,), 0)],
    ids=["in time", "first late", "second late", "second missing"],
)
def test_a_plan_is_on_time_when_no_review_due_in_the_year_came_late(county, days, expected):
    start = "2019-04-02"
    plan = {"cp_plan_id": "P", "cp_plan_start_date": start, "cp_plan_end_date": ""}
    county.ssd("cp_plans", "cppl", plan, plan | {"cp_plan_id": "Q", "cp_plan_start_date": "2020-02-01"})
    county.ssd("cp_reviews", "cppr", *({"cp_plan_id": "P", "cp_review_date": days_after(start, day)} for day in days))
    assert county.figure("plan_reviews_on_time_pct") == expected


def test_an_application_stands_for_all_children_of_the_family(county):
    county.population(10_000)
    orders = [("1", "C1"), ("2", "C1"), ("3", "C2"), ("4", "C1")]
    county.ssd(
        "legal_status",
        "lega",
        *(
            {"person_id": child, "legal_status": code, "legal_status_start_date": "2019-07-01"}
            for child, code in orders
        ),
    )
    county.ssd("family", "fami", *({"person_id": child, "family_id": f"F{int(child) // 4}"} for child, _ in orders))
    assert county.figure("care_applications_per_10000") == 2


def test_contacts_are_set_against_referrals(county):
    county.census(a_case(), a_case())
    county.ssd("contacts", "cont", *({"contact_date": day} for day in ("2019-04-01", "2020-03-31", "2020-04-01", "")))
    assert county.figure("contacts_per_referral") == 1


def test_workers_without_cases_and_those_who_are_no_social_workers_do_not_count(county):
    jobs = [
        ("A", "Social Worker", "1.0"),
        ("B", "Social Worker", "0.5"),
        ("C", "Social Worker", "1.0"),
        ("D", "Team Manager", "1.0"),
    ]
    names = ("professional_id", "professional_job_title", "full_time_equivalency")
    county.ssd("professionals", "prof", *(dict(zip(names, job, strict=True)) for job in jobs))
    held = [("A", "1"), ("A", "2"), ("B", "3"), ("D", "4")]
    spell = {"involvement_start_date": "2019-09-30", "involvement_end_date": ""}
    rows = [spell | {"professional_id": worker, "person_id": child} for worker, child in held]
    county.ssd("involvements", "invo", *rows, rows[0] | {"person_id": "9", "involvement_start_date": "2019-10-01"})
    assert county.figure("cases_per_worker") == 2


def test_weeks_of_the_pandemic_are_set_against_the_usual_weeks_the_county_covers(county):
    for year, drop in (("2018-19", "2019-07-31"), ("2019-20", "2020-07-31"), ("2020-21", "2021-07-31")):
        county.census(year=year, drop=drop)
    days = [
        "2020-05-18",
        "2020-05-24",
        "2020-05-25",
        "2019-05-20",
        "2019-05-21",
        "2018-05-21",
        "2018-05-22",
        "2017-05-22",
    ]
    rows = [{"referral_date": day, "referral_source_code": "6" if at else "2A"} for at, day in enumerate(days)]
    county.ssd("cin_episodes", "cine", *rows)
    assert county.figure("referrals_late_may_2020_pct") == 100
    assert county.figure("school_referrals_late_may_2020_pct") is None
    assert county.figure("referrals_2020_21_pct") == 150


def test_posts_people_and_absences_are_counted_at_30_september(county):
    posts = [{"Post": f"P{at}", "Role": "social_worker", "FTE": "1.0"} for at in range(4)]
    county.write("workforce/posts_2020-03-31.csv", [*posts, {"Post": "P9", "Role": "family_worker", "FTE": "1.0"}])
    names = ("Post", "Worker", "Contract", "FTE", "Start", "End")
    people = [
        ("P0", "A", "permanent", "1.0", "2015-01-01", ""),
        ("P1", "B", "permanent", "1.0", "2015-01-01", "2019-09-29"),
        ("P1", "C", "agency", "1.0", "2019-09-30", ""),
        ("P2", "D", "fixed", "0.5", "2019-01-01", ""),
        ("P3", "D", "permanent", "0.5", "2018-01-01", "2018-12-31"),
        ("P9", "E", "permanent", "1.0", "2018-01-01", "2019-01-31"),
    ]
    county.write("workforce/people_2020-03-31.csv", [dict(zip(names, row, strict=True)) for row in people])
    away = [
        ("A", "2018-09-24", "2018-10-05", "sickness"),
        ("A", "2019-05-06", "2019-05-10", "parental"),
        ("E", "2019-06-03", "2019-06-07", "sickness"),
    ]
    names = ("Worker", "First day", "Last day", "Reason")
    county.write("workforce/absences_2020-03-31.csv", [dict(zip(names, row, strict=True)) for row in away])
    assert county.figure("vacancy_pct") == 62.5
    assert county.figure("agency_pct") == 40
    assert county.figure("turnover_pct") == pytest.approx(100 / 1.5)
    assert county.figure("sickness_absence_pct") == pytest.approx(100 * 5 / (253 * 1.5))
