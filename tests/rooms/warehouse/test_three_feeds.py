"""One row a thing, whichever feeds hold it: any mixture of their words, and the same words from one feed or from all."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.rooms.warehouse.told import Told

FEEDS = ("ssd", "annex_a", "cin_census")
DAYS = st.integers(0, 40).map(lambda days: (date(2025, 11, 3) + timedelta(days=days)).isoformat())
CHILDREN = st.sampled_from("abc")
HOLDERS = st.lists(st.sampled_from(FEEDS), min_size=1, max_size=3, unique=True)
# A build takes a third of a second: making a failing mixture smaller would take minutes.
SLOW = settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
TABLES = {
    "referral": "referral_date",
    "assessment": "start_date",
    "section_47": "start_date",
    "child_protection_plan": "start_date",
}


@pytest.fixture(scope="module")
def a_place(tmp_path_factory):
    """A new empty landing each time it is asked."""
    numbers = count()
    return lambda: Told(tmp_path_factory.mktemp(f"told-{next(numbers)}"))


def ssd(told, kind, child, day, end):
    words = {
        "referral": ("cin_episodes", {"cine_referral_date": day, "cine_close_date": end, "cine_referral_nfa": False}),
        "assessment": ("cin_assessments", {"cina_assessment_start_date": day, "cina_assessment_auth_date": end}),
        "section_47": ("s47_enquiry", {"s47e_s47_start_date": day}),
        "child_protection_plan": ("cp_plans", {"cppl_cp_plan_start_date": day, "cppl_cp_plan_end_date": end}),
    }
    table, cells = words[kind]
    told.ssd(table, child, **cells)


def annex_a(told, kind, child, day, end):
    if kind == "referral":
        told.annex("referrals", child, referral_date=day, referral_nfa=False)
        told.annex("children_in_need", child, start_date=day, closure_date=end)
    if kind == "assessment":
        told.annex("assessments", child, start_date=day, authorised_date=end)
    if kind == "section_47":
        told.annex("section_47", child, strategy_date=day)
    if kind == "child_protection_plan":
        told.annex("child_protection_plans", child, start_date=day, end_date=end)


def cin_census(told, kind, child, day, end):
    if kind == "referral":
        told.census("cin_details", child, referral_date=day, closure_date=end, referral_nfa=False)
    if kind == "assessment":
        told.census("assessments", child, start_date=day, authorised_date=end)
    if kind == "section_47":
        told.census("section_47", child, start_date=day)
    if kind == "child_protection_plan":
        told.census("child_protection_plans", child, start_date=day, end_date=end)


TELL = {"ssd": ssd, "annex_a": annex_a, "cin_census": cin_census}
WORDS = st.lists(st.tuples(st.sampled_from(sorted(TABLES)), CHILDREN, DAYS, st.none() | DAYS, HOLDERS), max_size=25)


@SLOW
@given(WORDS)
def test_any_mixture_of_words_is_one_row_a_thing_that_names_every_feed(a_place, words):
    told, holders = a_place(), {}
    for kind, child, day, end, feeds in words:
        for feed in feeds:
            TELL[feed](told, kind, child, day, end)
            holders.setdefault((kind, child, day), set()).add(feed)
    built = told.built()
    children = {each.person_key: each.source_id for each in built.person_record}
    found = {}
    for kind, column in TABLES.items():
        for row in getattr(built, kind):
            thing = kind, children[row.person_key], str(getattr(row, column))
            assert thing not in found
            found[thing] = row.sources
            assert row.feed == row.sources.split(", ")[0]
    assert found == {thing: ", ".join(feed for feed in FEEDS if feed in feeds) for thing, feeds in holders.items()}


THINGS = st.dictionaries(st.tuples(st.sampled_from(sorted(TABLES)), CHILDREN, DAYS), st.none() | DAYS, max_size=20)
OWN = {"feed", "source_row", "sources", "person_key"}


def answers(told):
    """Every fact of every row of things, in an order that does not depend on who said it."""
    built = told.built()
    children = {each.person_key: each.source_id for each in built.person_record}
    rows = []
    for kind in (
        *TABLES,
        "child_in_need",
        "strategy_discussion",
        "child_protection_visit_due",
        "child_protection_review_due",
    ):
        for row in getattr(built, kind):
            facts = {
                name: str(value).replace(row.person_key, "child")
                for name, value in vars(row).items()
                if name not in OWN and value is not None
            }
            rows.append((kind, children[row.person_key], sorted(facts.items())))
    return sorted(rows)


@settings(SLOW, max_examples=2)
@given(THINGS)
def test_one_feed_alone_answers_as_all_three_that_say_the_same(a_place, things):
    together = a_place()
    alone = {feed: a_place() for feed in FEEDS}
    for (kind, child, day), end in things.items():
        for feed, tell in TELL.items():
            tell(alone[feed], kind, child, day, end)
            tell(together, kind, child, day, end)
    whole = answers(together)
    known = [(kind, child, dict(facts)) for kind, child, facts in whole]
    for feed in FEEDS:
        told = [(kind, child, dict(facts)) for kind, child, facts in answers(alone[feed])]
        assert [each[:2] for each in told] == [each[:2] for each in known]
        for (_, _, one), (_, _, all_three) in zip(told, known, strict=True):
            assert one.items() <= all_three.items()
