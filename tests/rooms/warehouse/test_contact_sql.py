import pytest
from tests.rooms.warehouse.told import HIGH, Told, day


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def contact(told, child, date, source="6", flags=None, **cells):
    return told.ssd(
        "contacts",
        child,
        cont_contact_date=date,
        cont_contact_source_code=source,
        cont_contact_outcome_json=flags,
        **cells,
    )


def by_day(told):
    return {str(each.contact_date): each for each in sorted(told.built().contact, key=lambda row: row.contact_date)}


def test_contacts_of_a_day_are_one_a_source_group_and_the_lowest_identifier_stands(told):
    contact(told, "1", "2025-05-01", "3B", cont_contact_id="2")
    contact(told, "1", "2025-05-01", "3A", cont_contact_id="1")
    contact(told, "1", "2025-05-01", "6")
    found = told.built().contact
    assert sorted(each.contact_source for each in found) == ["3A", "6"]
    assert len({each.contact_key for each in found}) == 2


def test_a_group_told_by_annex_a_is_the_contact_of_the_case_system(told):
    contact(told, "1", "2025-05-01", "3B", "|NFA_FLAG|")
    told.annex("contacts", "1", contact_date="2025-05-01", contact_source="3")
    (row,) = told.built().contact
    assert (row.contact_source, row.sources, row.outcome) == ("3B", "ssd, annex_a", "no_further_action")


def test_a_contact_from_nobody_named_is_one_of_the_unknown_group(told):
    told.annex("contacts", "1", contact_date="2025-05-01", contact_source=None)
    contact(told, "1", "2025-05-01", "10")
    (row,) = told.built().contact
    assert row.contact_source == "10"


def test_list_1_holds_no_outcome(told):
    told.annex("contacts", "1", contact_date="2025-05-01", contact_source="6")
    (row,) = told.built().contact
    assert (row.outcome, row.is_referral, row.is_no_further_action) == (None, None, None)


OUTCOMES = {
    "|NEW_REFERRAL_FLAG|": ("referral", True, False),
    "|EXISTING_REFERRAL_FLAG|": ("existing_case", False, False),
    "|CP_ENQUIRY_FLAG|": ("section_47", False, False),
    "|NFA_FLAG|": ("no_further_action", False, True),
    "|ADVICE_FLAG|": ("advice", False, True),
    "|PRIVATE_FOSTERING_FLAG|": ("other", False, False),
    "|OTHER_OUTCOMES_EXIST_FLAG|": ("other", False, False),
    "|CP_ENQUIRY_FLAG|NEW_REFERRAL_FLAG|": ("section_47", True, False),
    "|NFA_FLAG|NEW_REFERRAL_FLAG|": ("referral", True, False),
    "|ADVICE_FLAG|NFA_FLAG|": ("advice", False, True),
    None: (None, None, None),
}


def test_the_weightiest_flag_is_the_outcome(told):
    for number, flags in enumerate(OUTCOMES):
        contact(told, str(number), f"2025-05-{number + 1:02d}", flags=flags)
    rows = by_day(told).values()
    assert [(row.outcome, row.is_referral, row.is_no_further_action) for row in rows] == list(OUTCOMES.values())


def test_days_since_the_previous_contact_count_from_an_earlier_day_of_the_same_child(told):
    contact(told, "1", "2025-05-01")
    contact(told, "1", "2025-05-01", "1A")
    contact(told, "1", "2025-05-31")
    contact(told, "2", "2025-05-20")
    days = [(str(each.contact_date), each.days_since_previous) for each in told.built().contact]
    assert sorted(days, key=str) == [
        ("2025-05-01", None),
        ("2025-05-01", None),
        ("2025-05-20", None),
        ("2025-05-31", 30),
    ]


def test_contacts_in_the_year_are_those_of_365_days_with_this_one(told):
    for date in ("2024-05-01", "2024-05-02", "2025-04-30", "2025-05-01"):
        contact(told, "1", date)
    assert [row.contacts_in_year for row in by_day(told).values()] == [1, 2, 3, 3]


def test_the_referral_that_follows_may_be_of_the_same_day_and_is_no_record_on_an_open_case(told):
    contact(told, "1", "2025-05-01")
    contact(told, "1", "2025-05-02")
    contact(told, "1", "2025-09-01")
    told.referred("1", "2025-05-01", "2025-08-01")
    following = {name: row.next_referral_date for name, row in by_day(told).items()}
    assert following == {"2025-05-01": day("2025-05-01"), "2025-05-02": HIGH, "2025-09-01": HIGH}


def test_safeguarding_that_follows_is_an_enquiry_a_conference_or_care_of_a_later_day(told):
    for child in ("1", "2", "3", "4"):
        contact(told, child, "2025-05-01")
    told.ssd("s47_enquiry", "1", s47e_s47_start_date="2025-05-01").ssd(
        "s47_enquiry", "1", s47e_s47_start_date="2025-06-01"
    )
    told.census("cin_details", "2", referral_date="2025-05-01", conference_date="2025-05-20")
    told.episode("3", "2025-05-02", ls="V4").episode("4", "2025-05-03")
    following = [row.next_safeguarding_date for row in sorted(told.built().contact, key=lambda row: row.source_row)]
    assert following == [day("2025-06-01"), day("2025-05-20"), HIGH, day("2025-05-03")]


@pytest.mark.parametrize(
    ("begins", "flags", "outcome"),
    [
        ("2025-05-01", "|OTHER_OUTCOMES_EXIST_FLAG|", "early_help"),
        ("2025-05-29", "|OTHER_OUTCOMES_EXIST_FLAG|", "early_help"),
        ("2025-05-30", "|OTHER_OUTCOMES_EXIST_FLAG|", "other"),
        ("2025-04-30", "|OTHER_OUTCOMES_EXIST_FLAG|", "other"),
        ("2025-05-10", "|ADVICE_FLAG|", "advice"),
        ("2025-05-10", None, None),
    ],
)
def test_another_outcome_was_early_help_if_that_began_within_28_days(told, begins, flags, outcome):
    contact(told, "1", "2025-05-01", flags=flags)
    told.ssd("early_help_episodes", "1", earl_episode_start_date=begins)
    (row,) = told.built().contact
    assert row.outcome == outcome
