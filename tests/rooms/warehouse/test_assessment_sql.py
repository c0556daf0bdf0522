import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def assessed(told, child, start, authorised=None, referral=None, **cells):
    return told.ssd(
        "cin_assessments",
        child,
        cina_assessment_id=f"{child}/{start}",
        cina_referral_id=referral and f"{child}/{referral}",
        cina_assessment_start_date=start,
        cina_assessment_auth_date=authorised,
        **cells,
    )


def by_start(told):
    return {str(each.start_date): each for each in told.built().assessment}


def test_the_law_counts_from_the_referral_for_its_first_assessment_and_from_the_start_for_later_ones(told):
    told.referred("1", "2025-05-01")
    assessed(told, "1", "2025-05-06", "2025-06-01", "2025-05-01")
    assessed(told, "1", "2025-08-01", None, "2025-05-01")
    first, second = by_start(told).values()
    assert (first.law_clock_date, first.law_due_date) == (day("2025-05-01"), day("2025-07-07"))
    assert first.return_due_date == day("2025-07-09")
    assert second.law_clock_date == day("2025-08-01")
    assert second.law_due_date == second.return_due_date == day("2025-10-06")


def test_each_referral_has_a_first_assessment_of_its_own(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-01")).referred("1", "2025-09-01")
    assessed(told, "1", "2025-05-06", None, "2025-05-01")
    assessed(told, "1", "2025-09-05", None, "2025-09-01")
    assert [row.law_clock_date for row in by_start(told).values()] == [day("2025-05-01"), day("2025-09-01")]


def test_working_days_leave_out_the_first_day_weekends_and_bank_holidays(told):
    ends = {"2025-05-01": 0, "2025-05-02": 1, "2025-05-05": 1, "2025-05-06": 2, "2025-07-04": 44, "2025-07-07": 45}
    for child, end in enumerate(ends):
        assessed(told, str(child), "2025-05-01", end)
    found = {str(each.authorised_date): each.working_days for each in told.built().assessment}
    assert found == ends


def test_an_assessment_authorised_before_it_started_has_no_working_days(told):
    assessed(told, "1", "2025-05-06", "2025-05-01")
    (row,) = told.built().assessment
    assert (row.authorised_date, row.working_days) == (day("2025-05-01"), None)


def test_an_open_assessment_has_no_working_days_and_no_outcome(told):
    assessed(told, "1", "2025-05-06", None, cina_assessment_outcome_nfa=True)
    (row,) = told.built().assessment
    assert (row.authorised_date, row.until_date) == (HIGH, HIGH)
    assert (row.working_days, row.is_no_further_action) == (None, None)


def test_the_closing_of_the_case_ends_an_assessment_that_nobody_authorised(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-01"))
    assessed(told, "1", "2025-05-06", None, "2025-05-01")
    assessed(told, "1", "2025-05-20", "2025-05-28", "2025-05-01")
    open_one, authorised = by_start(told).values()
    assert (open_one.authorised_date, open_one.until_date) == (HIGH, day("2025-06-01"))
    assert authorised.until_date == day("2025-05-28")


def test_an_assessment_without_a_referral_belongs_to_the_latest_one_still_open(told):
    told.annex("referrals", "1", referral_date="2025-05-01", referral_nfa=False)
    told.annex("children_in_need", "1", start_date="2025-05-01", closure_date="2025-06-01")
    for start in ("2025-04-30", "2025-05-01", "2025-06-01", "2025-06-02"):
        told.annex("assessments", "1", start_date=start)
    referrals = {name: row.referral_date for name, row in by_start(told).items()}
    assert referrals == {
        "2025-04-30": None,
        "2025-05-01": day("2025-05-01"),
        "2025-06-01": day("2025-05-01"),
        "2025-06-02": None,
    }


def test_without_a_referral_the_law_counts_from_the_start(told):
    told.annex("assessments", "1", start_date="2025-05-06")
    (row,) = told.built().assessment
    assert row.law_clock_date == day("2025-05-06")


def test_one_assessment_told_by_three_feeds_takes_each_field_from_who_says_it(told):
    told.referred("1", "2025-05-01")
    assessed(told, "1", "2025-05-06", "2025-06-01", "2025-05-01", cina_assessment_team="T1")
    told.annex(
        "assessments", "1", start_date="2025-05-06", authorised_date="2025-06-01", child_seen="unknown", worker="Ada"
    )
    told.census("assessments", "1", referral_date="2025-05-01", start_date="2025-05-06", authorised_date="2025-06-01")
    (row,) = told.built().assessment
    assert row.sources == "ssd, annex_a, cin_census"
    assert (row.child_seen, row.team_id, row.worker_id, row.working_days) == ("unknown", "T1", "ada", 17)


def test_annex_a_tells_no_further_action_by_the_support_that_is_not_required(told):
    for child, requires in (("1", True), ("2", False), ("3", None)):
        told.annex(
            "assessments", child, start_date="2025-05-06", authorised_date="2025-06-01", requires_support=requires
        )
    ended = {row.source_row: row.is_no_further_action for row in told.built().assessment}
    assert list(ended.values()) == [False, True, None]


def test_a_name_that_the_council_knows_is_the_worker(told):
    told.tell("ssd", "professionals", None, prof_professional_id="W1", prof_professional_name="Ada Obi")
    told.annex("assessments", "1", start_date="2025-05-06", worker=" ada OBI ")
    assert told.built().assessment[0].worker_id == "W1"


def test_whether_the_child_was_seen_is_yes_no_or_not_told(told):
    for child, seen in (("1", True), ("2", False), ("3", None)):
        assessed(told, child, f"2025-05-0{child}", cina_assessment_child_seen=seen)
    assert [row.child_seen for row in by_start(told).values()] == ["yes", "no", None]


def test_an_assessment_is_made_again_after_one_of_another_referral_was_authorised(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-07-01")).referred("1", "2026-05-01")
    assessed(told, "1", "2025-05-01", "2025-06-01", "2025-05-01")
    assessed(told, "1", "2025-06-05", None, "2025-05-01")
    assessed(told, "1", "2026-06-01", None, "2026-05-01")
    assert [row.days_since_previous for row in by_start(told).values()] == [None, None, 365]


def factors(told, child, start, *codes):
    return told.ssd(
        "assessment_factors",
        None,
        cinf_assessment_id=f"{child}/{start}",
        cinf_assessment_factors_json=f"|{'|'.join(codes)}|",
    )


def delivered(told, feed):
    told.deliveries.append(told.came | {"feed": feed, "table_name": "assessment_factors", "sequence": 9, "load": "x"})


def test_nothing_is_said_of_factors_where_no_feed_could_hold_them(told):
    told.annex("assessments", "1", start_date="2025-05-06")
    (row,) = told.built().assessment
    assert {row.has_factors, row.has_domestic_abuse, row.has_neglect, row.is_trio} == {None}


def test_an_assessment_without_factors_says_so_where_they_were_loaded(told):
    delivered(told, "ssd")
    assessed(told, "1", "2025-05-06", "2025-06-01")
    (row,) = told.built().assessment
    assert {row.has_factors, row.has_domestic_abuse, row.has_neglect, row.is_trio} == {False}


def test_factors_of_a_cell_and_of_census_rows_are_one_a_factor(told):
    delivered(told, "ssd")
    assessed(told, "1", "2025-05-06", "2025-06-01")
    factors(told, "1", "2025-05-06", "3B", "16A")
    told.census("assessments", "1", referral_date="2025-05-01", start_date="2025-05-06")
    for factor in ("3B", "10A"):
        told.census("assessment_factors", "1", referral_date="2025-05-01", start_date="2025-05-06", factor=factor)
    built = told.built()
    assert sorted((row.factor, row.feed) for row in built.assessment_factor) == [
        ("10A", "cin_census"),
        ("16A", "ssd"),
        ("3B", "ssd"),
    ]
    (row,) = built.assessment
    assert (row.has_factors, row.has_domestic_abuse, row.has_neglect, row.has_mental_health) == (
        True,
        True,
        True,
        False,
    )


def test_a_code_is_not_found_in_a_longer_one(told):
    delivered(told, "ssd")
    assessed(told, "1", "2025-05-06")
    factors(told, "1", "2025-05-06", "21A", "12A")
    assert [row.factor for row in told.built().assessment_factor] == ["12A"]


@pytest.mark.parametrize(
    ("codes", "is_trio"),
    [
        (("3B", "4B", "1B"), True),
        (("3B", "4B", "2B"), True),
        (("3B", "4B"), False),
        (("3A", "4B", "1B"), False),
        (("3B", "4C", "1B"), False),
        (("3B", "4B", "1A"), False),
    ],
)
def test_the_three_together_are_those_of_a_parent(told, codes, is_trio):
    delivered(told, "ssd")
    assessed(told, "1", "2025-05-06")
    factors(told, "1", "2025-05-06", *codes)
    assert told.built().assessment[0].is_trio is is_trio


def test_a_factor_of_no_assessment_is_left_out(told):
    told.census("assessment_factors", "1", referral_date="2025-05-01", start_date="2025-05-06", factor="3B")
    assert told.built().assessment_factor == []
