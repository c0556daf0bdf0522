"""Whose work a contact is: the hub's that received it, unless another team already had the child the day before."""

import pytest
from tests.rooms.warehouse.landed import HIGH, council, day
from tests.rooms.warehouse.partners import Partners

WORKERS = [{"id": "W1", "name": "Ada", "team": "T1"}, {"id": "W2", "name": "Bo", "team": "T2"}]
THE_DAY = "2026-03-10"


@pytest.fixture
def told(tmp_path):
    """Rows of any feed; of the settings' two teams T1 is the hub."""
    told = Partners(tmp_path)
    told.council = council(workers=WORKERS)
    return named(told, "T1")


def named(told, *hubs):
    organisation = told.council.organisation.model_copy(update={"hubs": hubs})
    told.council = told.council.model_copy(update={"organisation": organisation})
    return told


def involve(told, worker, start, end=None, team=None):
    return told.ssd(
        "involvements",
        "1",
        invo_professional_id=worker,
        invo_professional_team=team,
        invo_professional_role_id="ALLOCATED CASE WORKER",
        invo_involvement_start_date=start,
        invo_involvement_end_date=end,
    )


def contact(told, date=THE_DAY, **cells):
    return told.ssd("contacts", "1", cont_contact_date=date, cont_contact_source_code="6", **cells)


def logged(told, **cells):
    facts = {"contact_number": "M1", "received_date": THE_DAY, "source": "6"}
    return told.tells("mash_log", "contacts", "1", **facts | cells)


def referred(told, **cells):
    return told.referred("1", THE_DAY, **cells)


SPELLS = {
    "nobody": ([], "T1"),
    "nobody any more": ([("W2", "2026-01-01", "2026-03-09")], "T1"),
    "already another team": ([("W2", "2026-03-09", None)], None),
    "another team since that day": ([("W2", THE_DAY, None)], "T1"),
    "another team from the next day": ([("W2", "2026-03-11", None)], "T1"),
    "handed from team to team that day": ([("W2", "2026-01-01", "2026-03-09"), ("W2", THE_DAY, None)], None),
    "the hub's own worker": ([("W1", "2026-01-01", None)], "T1"),
    "a worker of no team, already": ([("W9", "2026-01-01", None)], None),
}


@pytest.mark.parametrize("spells", SPELLS)
@pytest.mark.parametrize("tell", [contact, logged], ids=["contact", "mash_contact"])
def test_the_hub_has_what_it_received_unless_another_team_already_had_the_child(told, tell, spells):
    given, received_by = SPELLS[spells]
    for worker, start, end in given:
        involve(told, worker, start, end)
    tell(told)
    built = told.built()
    (row,) = built.contact if tell is contact else built.mash_contact
    assert row.received_by == received_by


def test_without_a_hub_a_contact_is_nobodys(told):
    named(told)
    contact(told)
    assert [each.received_by for each in told.built().contact] == [None]


def test_a_hub_receives_from_its_first_day_to_its_last(told):
    team = told.council.organisation.teams[0].model_copy(update={"start_date": day(THE_DAY), "end_date": day(THE_DAY)})
    organisation = told.council.organisation.model_copy(update={"teams": (team, told.council.organisation.teams[1])})
    told.council = told.council.model_copy(update={"organisation": organisation})
    for each in ("2026-03-09", THE_DAY, "2026-03-11"):
        contact(told, each)
    found = {str(each.contact_date): each.received_by for each in told.built().contact}
    assert found == {"2026-03-09": None, THE_DAY: "T1", "2026-03-11": None}


def test_a_department_of_the_case_system_may_be_the_hub(told):
    told.council = told.council.model_copy(update={"organisation": type(told.council.organisation)(hubs=("D1",))})
    told.ssd("department", None, dept_team_id="D1", dept_team_name="Front door", dept_team_parent_id="D9")
    told.ssd("department", None, dept_team_id="D2", dept_team_name="Court", dept_team_parent_id="D9")
    contact(told)
    built = told.built()
    assert {each.team_id: (each.service_id, each.is_hub) for each in built.organisation} == {
        "D1": ("D9", True),
        "D2": ("D9", False),
    }
    assert [each.received_by for each in built.contact] == ["D1"]


def test_ratings_and_requests_are_the_work_of_who_received_the_contact(told):
    logged(told)
    told.tells("mash_log", "ratings", contact_number="M1", rated_date=THE_DAY, rated_time="10:00", rating="red")
    told.tells("mash_log", "requests", contact_number="M1", partner="police", asked_date=THE_DAY)
    built = told.built()
    assert [each.received_by for each in (*built.mash_rating, *built.mash_request)] == ["T1", "T1"]


@pytest.mark.parametrize(
    ("nfa", "spell", "received_by"),
    [(True, None, "T1"), (False, None, None), (True, "2026-03-10", None), (True, "2026-03-11", "T1")],
    ids=["closed at once", "taken on", "somebody allocated", "allocated later"],
)
def test_a_referral_closed_at_once_with_nobody_allocated_was_the_hubs(told, nfa, spell, received_by):
    if spell:
        involve(told, "W2", spell)
    referred(told, cine_referral_nfa=nfa)
    assert [each.received_by for each in told.built().referral] == [received_by]


def held(told):
    return [(each.team_id, str(each.start_date), each.through_date) for each in told.built().held_by_hub]


def test_the_hub_holds_a_child_from_the_contact_to_the_decision(told):
    logged(told, decided_date="2026-03-12", decision="nfa")
    assert held(told) == [("T1", THE_DAY, day("2026-03-12"))]


def test_the_hub_holds_a_child_while_nothing_is_decided(told):
    logged(told)
    logged(told, contact_number="M2", decided_date="2026-03-11", decision="nfa")
    assert held(told) == [("T1", THE_DAY, HIGH)]


def test_of_a_contact_without_a_day_of_decision_the_hub_holds_the_child_that_day(told):
    contact(told)
    assert held(told) == [("T1", THE_DAY, day(THE_DAY))]


def test_the_hub_holds_a_child_whose_referral_it_closed_at_once(told):
    referred(told, cine_referral_nfa=True)
    assert held(told) == [("T1", THE_DAY, day(THE_DAY))]


def test_the_hub_holds_no_child_whom_another_team_already_had(told):
    involve(told, "W2", "2026-01-01")
    contact(told)
    logged(told)
    assert held(told) == []


@pytest.mark.parametrize(
    ("spells", "since"),
    [
        ([("W1", "2026-01-01", "2026-01-31"), ("W2", "2026-02-01", None)], ["2026-01-01", "2026-01-01"]),
        ([("W1", "2026-01-01", "2026-01-31"), ("W2", "2026-02-02", None)], ["2026-01-01", "2026-02-02"]),
        ([("W1", "2026-01-01", None), ("W2", "2026-02-01", None)], ["2026-01-01", "2026-01-01"]),
    ],
    ids=["without a gap", "a day of nobody", "one ends the other"],
)
def test_a_child_is_with_somebody_since_the_first_day_without_a_gap(told, spells, since):
    for spell in spells:
        involve(told, *spell)
    found = sorted(told.built().allocation, key=lambda row: row.start_date)
    assert [str(each.held_since) for each in found] == since
