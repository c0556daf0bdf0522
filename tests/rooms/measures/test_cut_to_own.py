"""A team's question looks first at people who were ever the team's: it is answered as before, only sooner."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.access.scoping import scope
from sherwood.measures import evaluate
from sherwood.measures.asked import Asked
from sherwood.measures.kinds import facts_of
from sherwood.vocabulary.periods import period_of

DAY = dt.date(2024, 3, 31)
DAYS = {"date_from": DAY, "date_to": DAY, "grain": "day"}
SINCE = {"start_date": dt.date(2024, 1, 1), "end_date": HIGH_DATE, "through_date": HIGH_DATE}
# One worker has moved and kept a child of each team.
HELD = [
    {"person_key": person, "worker_id": worker, "team_id": team, **SINCE}
    for person, worker, team in (("a", "W1", "t1"), ("b", "W1", "t2"), ("c", "W2", "t2"))
]
LOOKED_AFTER = [
    {"person_key": each["person_key"], "start_date": dt.date(2024, 1, 1), "until_date": HIGH_DATE} for each in HELD
]
# One request about a brother and a sister, who are with two teams.
REQUESTS = [
    {"person_key": person, "request_key": "r1", "reply_due_date": DAY, "replied_date": DAY, "asked_date": DAY}
    for person in ("a", "b")
]


@pytest.fixture(scope="module")
def reader():
    return warehouse({"allocation": HELD, "episode": LOOKED_AFTER, "mash_request": REQUESTS}, DAY)


def manager(team):
    return county_viewer(county=False, team_ids=(team,))


@pytest.mark.parametrize(
    ("measure", "below"), [("workforce_caseload/cla_per_social_worker", 2), ("mash_partner_response_pct", 1)]
)
def test_what_counts_once_among_the_rows_of_several_people_counts_once_for_their_teams_together(reader, measure, below):
    def denominator(viewer):
        return sum(row.denominator or 0 for row in evaluate(reader, CATALOGUE, measure, viewer, **DAYS).rows)

    assert denominator(county_viewer()) == below
    assert denominator(manager("t1")) + denominator(manager("t2")) == below


def question(reader, measure, viewer):
    facts = facts_of(CATALOGUE.measure(measure), CATALOGUE, Asked((period_of(DAY, "month"),), DAY))
    return scope(reader, facts, viewer).select.sql()


def test_a_team_looks_only_at_people_who_were_ever_its_own_and_the_county_at_everybody(reader):
    assert "SEMI JOIN" in question(reader, "cla_open", manager("t1"))
    assert "SEMI JOIN" not in question(reader, "cla_open", county_viewer())


def test_a_child_who_was_with_a_team_once_counts_for_it_on_the_days_of_then_alone(reader):
    def open_to(viewer):
        return evaluate(reader, CATALOGUE, "cla_open", viewer, **DAYS).rows[0].numerator

    assert [open_to(manager(team)) for team in ("t1", "t2", "t3")] == [1, 2, 0]
