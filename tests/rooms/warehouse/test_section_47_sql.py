import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def enquiry(told, child, start="2025-05-01", end=None, outcome=None, **cells):
    return told.ssd(
        "s47_enquiry",
        child,
        s47e_s47_enquiry_id=f"{child}/{start}",
        s47e_s47_start_date=start,
        s47e_s47_end_date=end,
        s47e_s47_outcome_json=outcome,
        **cells,
    )


def conference(told, child, date, enquiry_start=None, **cells):
    return told.ssd(
        "initial_cp_conference",
        child,
        icpc_icpc_date=date,
        icpc_s47_enquiry_id=enquiry_start and f"{child}/{enquiry_start}",
        **cells,
    )


def by_person(rows, built):
    """Rows by the child's own number."""
    numbers = {each.person_key: each.source_id for each in built.person_record}
    return {numbers[each.person_key]: each for each in rows}


def test_one_enquiry_told_by_three_feeds_is_one_row(told):
    enquiry(told, "1", s47e_s47_nfa=False)
    conference(told, "1", "2025-05-20", "2025-05-01", icpc_icpc_outcome_cp_flag=True)
    told.annex("section_47", "1", strategy_date="2025-05-01", conference_date="2025-05-20", led_to_plan=True)
    told.census("section_47", "1", referral_date="2025-04-30", start_date="2025-05-01", conference_date="2025-05-20")
    built = told.built()
    (row,) = built.section_47
    assert row.sources == "ssd, annex_a, cin_census"
    assert (row.conference_date, row.led_to_plan, row.referral_date) == (day("2025-05-20"), True, day("2025-04-30"))
    (held,) = built.initial_conference
    assert (held.sources, held.section_47_start_date) == ("ssd, annex_a, cin_census", day("2025-05-01"))


def test_fifteen_working_days_from_the_start_with_bank_holidays_left_out(told):
    enquiry(told, "1", "2025-04-14").annex("section_47", "2", strategy_date="2025-05-02", conference_date="2025-05-27")
    built = told.built()
    rows = by_person(built.section_47, built)
    assert rows["1"].conference_due_date == day("2025-05-08")
    assert rows["1"].conference_working_days is None
    assert (rows["2"].conference_due_date, rows["2"].conference_working_days) == (day("2025-05-27"), 15)


@pytest.mark.parametrize(
    ("date", "days"), [("2025-05-02", 0), ("2025-05-03", 0), ("2025-05-06", 1), ("2025-05-01", None)]
)
def test_working_days_to_the_conference(told, date, days):
    told.census("section_47", "1", referral_date="2025-05-01", start_date="2025-05-02", conference_date=date)
    built = told.built()
    assert built.section_47[0].conference_working_days == days
    assert built.initial_conference[0].working_days_from_section_47 == days


def test_of_several_conferences_of_an_enquiry_the_earliest_counts_and_each_was_held(told):
    enquiry(told, "1")
    conference(told, "1", "2025-05-20", "2025-05-01", icpc_icpc_outcome_cp_flag=True)
    conference(told, "1", "2025-05-12", "2025-05-01", icpc_icpc_outcome_cp_flag=False)
    built = told.built()
    assert (built.section_47[0].conference_date, built.section_47[0].led_to_plan) == (day("2025-05-12"), False)
    assert len(built.initial_conference) == 2


def test_a_conference_of_two_enquiries_is_one_and_counted_from_the_later(told):
    for start in ("2025-05-01", "2025-05-06", "2025-06-01"):
        told.census("section_47", "1", referral_date="2025-05-01", start_date=start, conference_date="2025-05-20")
    built = told.built()
    assert [each.section_47_start_date for each in built.initial_conference] == [day("2025-05-06")]
    assert len(built.section_47) == 3


def test_a_conference_without_an_enquiry_has_no_limit(told):
    conference(told, "1", "2025-05-20", icpc_icpc_transfer_in=True)
    told.census("cin_details", "2", referral_date="2025-05-01", conference_date="2025-05-20")
    built = told.built()
    rows = by_person(built.initial_conference, built)
    assert {(each.section_47_start_date, each.due_date) for each in rows.values()} == {(None, None)}
    assert (rows["1"].is_transfer_in, rows["2"].is_transfer_in) == (True, None)
    assert built.section_47 == []


def test_an_outcome_without_a_conference_says_that_none_is_required(told):
    enquiry(told, "1", outcome="|PROV_OF_SERVICES_FLAG|")
    enquiry(told, "2", outcome="|CP_CONFERENCE_FLAG|")
    enquiry(told, "3")
    enquiry(told, "4", s47e_s47_nfa=True)
    enquiry(told, "5", outcome="|PROV_OF_SERVICES_FLAG|")
    conference(told, "5", "2025-05-20", "2025-05-01")
    built = told.built()
    found = {child: row.is_conference_not_required for child, row in by_person(built.section_47, built).items()}
    assert found == {"1": True, "2": False, "3": None, "4": True, "5": False}


def test_no_further_action_is_what_the_outcome_says_else_the_flag_beside_it(told):
    enquiry(told, "1", s47e_s47_nfa=False, outcome="|NFA_FLAG|")
    enquiry(told, "2", s47e_s47_nfa=True, outcome="|CP_CONFERENCE_FLAG|")
    enquiry(told, "3")
    enquiry(told, "4", s47e_s47_nfa=True)
    built = told.built()
    found = {child: row.is_no_further_action for child, row in by_person(built.section_47, built).items()}
    assert found == {"1": True, "2": False, "3": None, "4": True}


def test_until_when_an_enquiry_waits_for_a_conference(told):
    enquiry(told, "waits")
    enquiry(told, "ended with one to be held", end="2025-05-10", outcome="|CP_CONFERENCE_FLAG|")
    enquiry(told, "ended without", end="2025-05-10", outcome="|PROV_OF_SERVICES_FLAG|")
    enquiry(told, "ended, nobody says", end="2025-05-10")
    enquiry(told, "held", end="2025-05-10").ssd(
        "initial_cp_conference", "held", icpc_icpc_date="2025-05-15", icpc_s47_enquiry_id="held/2025-05-01"
    )
    told.annex("section_47", "not required", strategy_date="2025-05-01", conference_not_needed=True)
    told.annex("section_47", "held before", strategy_date="2025-05-01", conference_date="2025-04-28")
    told.referred("closed", "2025-04-01", cine_close_date=day("2025-05-12"))
    enquiry(told, "closed")
    built = told.built()
    assert {child: row.until_date for child, row in by_person(built.section_47, built).items()} == {
        "waits": HIGH,
        "ended with one to be held": HIGH,
        "ended without": day("2025-05-10"),
        "ended, nobody says": day("2025-05-10"),
        "held": day("2025-05-15"),
        "not required": day("2025-05-01"),
        "held before": day("2025-05-01"),
        "closed": day("2025-05-12"),
    }


def test_a_case_that_closed_before_the_enquiry_does_not_end_it(told):
    told.referred("1", "2025-04-01", cine_close_date=day("2025-04-20"))
    enquiry(told, "1", s47e_referral_id="1/2025-04-01")
    (row,) = told.built().section_47
    assert (row.referral_date, row.until_date) == (day("2025-04-01"), HIGH)


def test_every_enquiry_began_with_a_strategy_discussion(told):
    enquiry(told, "1").annex("section_47", "2", strategy_date="2025-06-01")
    found = [
        (str(each.discussion_date), each.section_47_start_date, each.sources)
        for each in told.built().strategy_discussion
    ]
    assert sorted(found) == [("2025-05-01", day("2025-05-01"), "ssd"), ("2025-06-01", day("2025-06-01"), "annex_a")]


def test_days_since_the_previous_enquiry(told):
    enquiry(told, "1", "2025-05-01")
    enquiry(told, "1", "2026-05-01")
    assert [each.days_since_previous for each in told.built().section_47] == [None, 365]
