import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def by_day(told):
    return {str(each.referral_date): each for each in told.built().referral}


def test_one_referral_told_by_three_feeds_is_one_row_with_its_sources(told):
    told.referred("1", "2025-05-01", cine_referral_team="T1")
    told.annex("referrals", "1", referral_date="2025-05-01", referral_source="3", referral_nfa=False, team="Team")
    told.census("cin_details", "1", referral_date="2025-05-01", referral_source="3A", primary_need="N1")
    (row,) = told.built().referral
    assert (row.sources, row.feed, row.source_row) == ("ssd, annex_a, cin_census", "ssd", "cin_episodes-2025-26:2")
    assert (row.referral_source, row.primary_need, row.team_id) == ("3A", "N1", "T1")
    assert row.is_no_further_action is False


def test_the_same_day_of_two_children_is_two_referrals(told):
    told.referred("1", "2025-05-01").referred("2", "2025-05-01")
    assert len(told.built().referral) == 2


def test_referrals_of_one_day_in_the_case_system_are_one_that_of_the_lowest_identifier(told):
    told.ssd(
        "cin_episodes", "1", cine_referral_id="B", cine_referral_date="2025-05-01", cine_cin_primary_need_code="N2"
    )
    told.ssd(
        "cin_episodes", "1", cine_referral_id="A", cine_referral_date="2025-05-01", cine_cin_primary_need_code="N1"
    )
    (row,) = told.built().referral
    assert row.primary_need == "N1"


def test_a_referral_that_only_the_census_holds_stays(told):
    told.referred("1", "2025-05-01").census("cin_details", "1", referral_date="2025-09-01")
    assert by_day(told)["2025-09-01"].sources == "cin_census"


def test_a_case_is_open_where_the_live_record_says_so_whatever_an_older_census_said(told):
    told.referred("1", "2025-05-01")
    told.census(
        "cin_details", "1", "2025-03-31", referral_date="2025-05-01", closure_date="2025-06-01", closure_reason="RC1"
    )
    row = by_day(told)["2025-05-01"]
    assert (row.close_date, row.close_reason) == (HIGH, None)


def test_a_later_census_closes_a_case_that_an_old_list_says_is_open(told):
    told.annex("referrals", "1", "2025-06-30", referral_date="2025-05-01", referral_nfa=False)
    told.annex("children_in_need", "1", "2025-06-30", start_date="2025-05-01")
    told.census("cin_details", "1", referral_date="2025-05-01", closure_date="2025-09-01", closure_reason="RC9")
    row = by_day(told)["2025-05-01"]
    assert (row.close_date, row.close_reason) == (day("2025-09-01"), "RC9")


def test_the_case_system_tells_apart_what_annex_a_does_not(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-01"), cine_close_reason="RC9")
    told.annex("referrals", "1", referral_date="2025-05-01", referral_nfa=False)
    told.annex("children_in_need", "1", start_date="2025-05-01", closure_date="2025-06-01", closure_reason="RC8")
    assert by_day(told)["2025-05-01"].close_reason == "RC9"


def test_list_6_closes_the_case_of_list_3_and_does_not_make_referrals_of_its_own(told):
    told.annex("referrals", "1", referral_date="2025-05-01", referral_nfa=False)
    told.annex("children_in_need", "1", start_date="2025-05-01", closure_date="2025-08-01")
    told.annex("children_in_need", "1", start_date="2024-02-01")
    rows = by_day(told)
    assert {name: row.close_date for name, row in rows.items()} == {"2025-05-01": day("2025-08-01")}


def test_a_referral_on_a_case_that_is_open_is_marked_and_stays(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-09-01")).referred("1", "2025-08-31", "2025-09-02")
    marks = {name: row.is_on_open_case for name, row in by_day(told).items()}
    assert marks == {"2025-05-01": False, "2025-08-31": True, "2025-09-02": True}


@pytest.mark.parametrize(("closed", "is_marked"), [("2025-08-31", False), ("2025-09-01", False), ("2025-09-02", True)])
def test_a_referral_on_the_day_the_last_case_closed_is_one_and_on_the_day_before_it_is_not(told, closed, is_marked):
    told.referred("1", "2025-05-01", cine_close_date=day(closed)).referred("1", "2025-09-01")
    row = by_day(told)["2025-09-01"]
    assert (row.is_on_open_case, row.days_since_previous) == (is_marked, 123)


def test_the_case_after_one_that_was_closed_that_day_is_counted_from(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-09-01"))
    told.referred("1", "2025-09-01", cine_close_date=day("2025-09-10")).referred("1", "2025-10-01")
    assert by_day(told)["2025-10-01"].days_since_previous == 30


def test_a_case_of_another_child_marks_nothing(told):
    told.referred("1", "2025-05-01").referred("2", "2025-08-31")
    assert not by_day(told)["2025-08-31"].is_on_open_case


def test_a_referral_closed_at_once_with_no_further_action_leaves_no_case_open(told):
    told.census("cin_details", "1", referral_date="2025-05-01", referral_nfa=True)
    told.census("cin_details", "1", referral_date="2025-05-10", referral_nfa=False)
    first, second = by_day(told).values()
    assert (first.close_date, second.is_on_open_case) == (day("2025-05-01"), False)


def test_a_case_whose_end_no_feed_tells_marks_no_later_referral(told):
    told.annex("referrals", "1", referral_date="2025-05-01", referral_nfa=False)
    told.annex("referrals", "1", referral_date="2025-07-01", referral_nfa=False)
    first, second = by_day(told).values()
    assert (first.close_date, second.is_on_open_case) == (HIGH, False)


def test_days_since_the_previous_referral_count_from_an_earlier_day_and_pass_over_those_on_open_cases(told):
    told.referred("1", "2025-01-01", cine_close_date=day("2025-06-01"))
    told.referred("1", "2025-03-01", cine_close_date=day("2025-06-01")).referred("1", "2026-01-01")
    days = {name: row.days_since_previous for name, row in by_day(told).items()}
    assert days == {"2025-01-01": None, "2025-03-01": 59, "2026-01-01": 365}


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"cine_referral_nfa": True}, "no_further_action"),
        ({"cine_close_date": day("2025-06-01"), "cine_close_reason": "RC8"}, "after_assessment"),
        ({"cine_close_date": day("2025-06-01"), "cine_close_reason": "RC9"}, "after_assessment"),
        ({"cine_close_date": day("2025-06-01"), "cine_close_reason": "RC7"}, "later"),
        ({"cine_close_date": day("2025-06-01")}, "later"),
        ({"cine_close_date": day("2025-10-01"), "cine_close_reason": "RC8"}, "open"),
        ({}, "open"),
    ],
)
def test_how_the_previous_referral_ended(told, cells, outcome):
    told.referred("1", "2025-05-01", **cells).referred("1", "2025-09-01")
    assert by_day(told)["2025-09-01"].previous_outcome == outcome


def test_a_previous_referral_whose_assessment_ended_in_no_further_action_ended_so_too(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-01"), cine_close_reason="RC7").referred(
        "1", "2025-09-01"
    )
    told.ssd(
        "cin_assessments",
        "1",
        cina_assessment_start_date="2025-05-02",
        cina_assessment_auth_date="2025-05-20",
        cina_assessment_outcome_nfa=True,
    )
    assert by_day(told)["2025-09-01"].previous_outcome == "after_assessment"


def test_the_first_referral_has_no_previous_outcome(told):
    assert by_day(told.referred("1", "2025-05-01"))["2025-05-01"].previous_outcome is None


def test_the_first_assessment_is_that_of_the_referral_it_names_else_of_the_latest_before_it(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-01")).referred("1", "2025-09-01")
    told.ssd("cin_assessments", "1", cina_referral_id="1/2025-05-01", cina_assessment_start_date="2025-05-20")
    told.ssd("cin_assessments", "1", cina_referral_id="1/2025-05-01", cina_assessment_start_date="2025-05-10")
    told.annex("assessments", "1", start_date="2025-09-01")
    first = {name: row.first_assessment_start_date for name, row in by_day(told).items()}
    assert first == {"2025-05-01": day("2025-05-10"), "2025-09-01": day("2025-09-01")}


def first_assessments(told):
    rows = by_day(told.referred("1", "2025-03-31", "2025-04-01"))
    return [row.first_assessment_start_date for row in rows.values()]


def test_a_referral_without_an_assessment_says_the_high_date_where_a_file_would_hold_one(told):
    assert first_assessments(told.loaded("ssd", "cin_assessments")) == [HIGH, HIGH]


def test_of_a_referral_of_years_before_a_census_nobody_knows_whether_it_was_assessed(told):
    assert first_assessments(told.loaded("cin_census", "assessments", since="2025-04-01")) == [None, HIGH]


def test_without_any_file_of_assessments_nothing_is_said_of_them(told):
    assert first_assessments(told) == [None, None]


def test_a_row_without_a_date_is_in_no_table(told):
    told.ssd("cin_episodes", "1", cine_referral_date=None).referred("1", "2025-05-01")
    assert list(by_day(told)) == ["2025-05-01"]
