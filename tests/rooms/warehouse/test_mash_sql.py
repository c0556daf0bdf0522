import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day, person


@pytest.fixture
def hub(tmp_path):
    return Partners(tmp_path)


def contact(hub, child="1", number="M1", received="2026-03-06", **cells):
    facts = {"contact_number": number, "received_date": received, "source": "6"}
    return hub.tells("mash_log", "contacts", child, **facts | cells)


def rated(hub, number, date, time, rating):
    return hub.tells("mash_log", "ratings", contact_number=number, rated_date=date, rated_time=time, rating=rating)


def asked(hub, partner, on, number="M1", **cells):
    return hub.tells("mash_log", "requests", contact_number=number, partner=partner, asked_date=on, **cells)


def test_hours_run_from_the_minute_it_came_to_the_minute_it_was_decided(hub):
    contact(hub, received_time="16:45", decided_date="2026-03-07", decided_time="09:15", decision="referral")
    (row,) = hub.built().mash_contact
    assert (row.received_minute, row.decision_hours) == (1005, 16.5)


@pytest.mark.parametrize("time", [None, "", "half past nine"])
def test_without_a_time_there_are_no_hours_and_the_contact_stands(hub, time):
    contact(hub, received_time=time, decided_date="2026-03-07", decided_time="09:15", decision="nfa")
    (row,) = hub.built().mash_contact
    assert (row.received_minute, row.decision_hours, row.decision_date) == (None, None, day("2026-03-07"))


def test_a_contact_on_friday_is_to_be_decided_by_the_end_of_monday(hub):
    contact(hub, received="2026-03-06")
    (row,) = hub.built().mash_contact
    assert (row.decision_due_date, row.decision_date) == (day("2026-03-09"), HIGH)


@pytest.mark.parametrize(
    ("decided", "told"),
    [(None, "2026-03-10"), ("2026-03-09", "2026-03-09"), ("2026-03-10", "2026-03-10"), ("2026-03-16", "2026-03-10")],
)
def test_a_contact_not_decided_is_late_from_the_day_after_it_was_due_and_on_no_day_before(hub, decided, told):
    contact(hub, received="2026-03-06", decided_date=decided)
    (row,) = hub.built().mash_contact
    assert row.judged_date == day(told)


DECISIONS = {
    "nfa": ("no_further_action", False, True),
    "advice": ("advice", False, True),
    "early_help": ("early_help", False, False),
    "referral": ("referral", True, False),
    "strategy": ("section_47", True, False),
    "open_case": ("existing_case", False, False),
    None: (None, None, None),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_told_in_the_words_of_the_table_of_contacts(hub, decision):
    contact(hub, decision=decision)
    (row,) = hub.built().mash_contact
    assert (row.outcome, row.is_referral, row.is_no_further_action) == DECISIONS[decision]


def test_a_contact_about_two_children_is_a_row_for_each_with_one_number(hub):
    contact(contact(hub, "1"), "2")
    found = hub.built().mash_contact
    assert [(row.contact_number, row.person_key) for row in found] == [("M1", person("1")), ("M1", person("2"))]


def test_the_last_rating_stands_and_changes_are_counted(hub):
    contact(hub, rating="green")
    rated(hub, "M1", "2026-03-06", "09:00", "green")
    rated(hub, "M1", "2026-03-06", "11:00", "red")
    rated(hub, "M1", "2026-03-07", "08:00", "red")
    built = hub.built()
    (row,) = built.mash_contact
    assert (row.rating, row.latest_rating, row.rating_changes) == ("green", "red", 1)
    assert [each.rating_before for each in built.mash_rating] == [None, "green", "red"]


def test_without_later_ratings_that_of_the_screening_stands(hub):
    contact(hub, rating="amber")
    (row,) = hub.built().mash_contact
    assert (row.latest_rating, row.rating_changes, row.requests, row.replies) == ("amber", 0, 0, 0)


LIMITS = {"red": "2026-03-06", "amber": "2026-03-09", "green": "2026-03-11", "blue": None}


@pytest.mark.parametrize("rating", LIMITS)
def test_a_partner_has_the_day_one_or_three_working_days_by_the_rating(hub, rating):
    contact(hub, rating=rating)
    asked(hub, "police", "2026-03-06", asked_time="10:00", replied_date="2026-03-06", replied_time="13:30")
    (row,) = hub.built().mash_request
    assert (row.reply_due_date, row.reply_hours, row.rating) == (day(LIMITS[rating]), 3.5, rating)


def test_requests_and_replies_are_counted_on_the_contact(hub):
    contact(hub, rating="amber")
    asked(asked(hub, "police", "2026-03-06", replied_date="2026-03-07"), "health", "2026-03-06")
    built = hub.built()
    (row,) = built.mash_contact
    assert (row.requests, row.replies) == (2, 1)
    assert {each.partner: each.replied_date for each in built.mash_request} == {
        "police": day("2026-03-07"),
        "health": HIGH,
    }


def test_who_made_the_contact_is_grouped_and_unknown_where_nobody_is_named(hub):
    contact(contact(hub), "2", "M2", source=None)
    groups = {row.contact_number: row.source_group for row in hub.built().mash_contact}
    assert groups == {"M1": "Police", "M2": "Unknown"}
