import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def cases(told):
    return {(each.source_row.split("-")[0], str(each.start_date)): each for each in told.built().child_in_need}


def test_a_referral_closed_with_no_further_action_is_no_child_in_need(told):
    told.referred("1", "2025-05-01", cine_referral_nfa=True).referred("2", "2025-05-01", cine_referral_nfa=False)
    told.census("cin_details", "3", referral_date="2025-05-01", referral_nfa=True)
    told.census("cin_details", "4", referral_date="2025-05-01", referral_nfa=None)
    assert sorted(cases(told)) == [("cin_details", "2025-05-01"), ("cin_episodes", "2025-05-01")]


def test_the_flag_of_the_outcome_says_so_where_the_column_of_its_own_is_empty(told):
    told.referred("1", "2025-05-01", cine_referral_outcome_json="|NFA_FLAG|")
    assert cases(told) == {}


def test_children_over_18_and_unborn_children_stay(told):
    told.born("1", "2000-01-01").referred("1", "2025-05-01").referred("2", "2025-05-01")
    assert len(told.built().child_in_need) == 2


def test_list_6_tells_of_a_case_whose_referral_is_older_than_list_3(told):
    told.annex("children_in_need", "1", start_date="2024-02-01", primary_need="N1")
    told.annex("referrals", "2", referral_date="2025-05-01", referral_nfa=False)
    built = told.built()
    assert [(str(row.start_date), row.end_date) for row in built.child_in_need] == [("2024-02-01", HIGH)]
    assert [str(row.referral_date) for row in built.referral] == ["2025-05-01"]


def test_one_case_told_by_three_feeds_is_one_row(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-30"), cine_close_reason="RC8")
    told.annex("children_in_need", "1", start_date="2025-05-01", closure_date="2025-06-30", closure_reason="RC8")
    told.census("cin_details", "1", referral_date="2025-05-01", closure_date="2025-06-30", closure_reason="RC8")
    (row,) = told.built().child_in_need
    assert row.sources == "ssd, annex_a, cin_census"
    assert (row.duration_days, row.is_closed_after_assessment) == (60, True)


@pytest.mark.parametrize(("reason", "is_after"), [("RC7", False), ("RC8", True), ("RC9", True), (None, False)])
def test_closed_after_assessment_is_rc8_or_rc9(told, reason, is_after):
    told.census("cin_details", "1", referral_date="2025-05-01", closure_date="2025-06-30", closure_reason=reason)
    assert told.built().child_in_need[0].is_closed_after_assessment is is_after


def test_an_open_case_has_no_length_and_no_referral_after_it(told):
    told.referred("1", "2025-05-01", "2025-09-01")
    first = cases(told)["cin_episodes", "2025-05-01"]
    assert (first.end_date, first.duration_days, first.next_referral_date) == (HIGH, None, HIGH)
    assert first.is_closed_after_assessment is False


def test_the_next_referral_is_of_a_day_after_the_case_closed(told):
    told.referred("1", "2025-05-01", cine_close_date=day("2025-06-30")).referred("1", "2025-07-01")
    told.referred("2", "2025-05-01", cine_close_date=day("2025-06-30")).referred("2", "2025-06-30")
    following = [each.next_referral_date for each in told.built().child_in_need if each.end_date < HIGH]
    assert sorted(following) == [day("2025-07-01"), HIGH]
