from dataclasses import replace
from datetime import date

import pytest

from sherwood.cohorts import PersonFact, assess
from sherwood.cohorts.assessing import CANNOT_TELL, ELIGIBLE, NOT_ELIGIBLE, Known, decided
from sherwood.cohorts.families import Spell
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme

DAY = date(2019, 6, 17)
HIGH = date(9999, 12, 31)
CATALOGUE = load_catalogue()
BOOK = load_programme("tf-2018", CATALOGUE)
FEEDS = sorted({feed for each in BOOK.indicators.values() for feed in each.feeds})
BORN = {"mum": date(1985, 3, 1), "dad": date(1983, 5, 9), "ann": date(2009, 4, 2)}
AT_SCHOOL = [
    PersonFact("sessions", day, day, 0.0, 120.0) for day in (date(2019, 4, 15), date(2018, 12, 31), date(2018, 7, 31))
]
IN_WORK = PersonFact("benefit", date(2019, 5, 31), date(2019, 5, 31), 0.0)
WORKLESS = IN_WORK._replace(amount=1.0)
IN_NEED = PersonFact("child_in_need", date(2019, 2, 1), HIGH, 1.0, feed="ssd", source_row="load:7")
CALLED = PersonFact("domestic_abuse_call", date(2018, 9, 1), date(2018, 9, 1), 1.0)
QUIET = {"mum": [IN_WORK], "ann": AT_SCHOOL}


def known(facts=None, people=("mum", "ann"), newest=None, **more):
    """A mother and a child in one home, of whom feeds tell this beside nothing amiss."""
    told = {key: [*QUIET.get(key, []), *(facts or {}).get(key, [])] for key in people}
    return Known(
        [Spell(each, "A", date(2015, 1, 1), HIGH) for each in people],
        BORN,
        {**told, **more},
        dict.fromkeys(FEEDS, DAY) if newest is None else newest,
    )


def only(found):
    (family,) = assess(BOOK, DAY, found).families
    return family


def met(family):
    return {each.id: each.met for each in family.criteria}


def test_a_family_of_which_nothing_is_amiss_is_not_eligible():
    family = only(known())
    assert family.result == NOT_ELIGIBLE
    assert met(family) == dict.fromkeys(("P1", "P2", "P3", "P4", "P5", "P6"), False)


def test_two_problems_of_different_members_make_a_family_eligible():
    family = only(known({"ann": [IN_NEED], "mum": [CALLED]}))
    assert family.result == ELIGIBLE
    assert [name for name, value in met(family).items() if value] == ["P3", "P5"]


def test_two_indicators_of_one_heading_count_once():
    plan = IN_NEED._replace(fact="protection_plan")
    family = only(known({"ann": [IN_NEED, plan]}))
    assert family.result == NOT_ELIGIBLE
    assert family.one_short


@pytest.mark.parametrize(
    ("born", "answer"),
    [(date(2004, 6, 17), None), (date(2004, 6, 18), False), (date(2002, 6, 18), None), (date(2002, 6, 17), False)],
)
def test_nobody_is_about_to_leave_school_in_a_family_without_a_child_of_15_or_16(born, answer, monkeypatch):
    """Where there is one, no feed tells it, and somebody who knows has to name it."""
    monkeypatch.setitem(BORN, "kim", born)
    family = only(known(people=("mum", "kim")))
    assert next(each.indicators["P4.3"] for each in family.criteria if each.id == "P4") is answer


def test_evidence_names_person_feed_row_and_day():
    family = only(known({"ann": [IN_NEED]}))
    (row,) = next(each.evidence for each in family.criteria if each.id == "P3")
    assert (row.indicator, row.person.person_key, row.fact.feed, row.fact.source_row) == (
        "P3.2",
        "ann",
        "ssd",
        "load:7",
    )


def test_an_adult_whom_no_match_answers_for_is_unknown_and_not_in_work():
    family = only(known({"ann": [IN_NEED]}, mum=[]))
    assert met(family)["P4"] is None
    assert family.result == CANNOT_TELL


def test_a_family_of_which_no_adult_is_known_may_have_one_without_work():
    family = only(known({"ann": [IN_NEED]}, people=("ann",)))
    assert met(family)["P4"] is None


def test_what_is_unknown_matters_only_where_it_could_make_a_family_eligible():
    assert only(known(mum=[])).result == NOT_ELIGIBLE
    assert only(known({"ann": [IN_NEED, CALLED]}, mum=[])).result == ELIGIBLE


def test_what_no_feed_tells_is_unknown_and_hangs_nobody_up():
    family = only(known())
    (crime,) = [each for each in family.criteria if each.id == "P1"]
    assert crime.indicators["P1.4"] is None
    assert crime.met is False


def test_an_answer_of_more_than_two_months_ago_is_none():
    old = WORKLESS._replace(start_date=date(2019, 4, 17))
    assert met(only(known(mum=[old])))["P4"] is None
    assert met(only(known(mum=[old._replace(start_date=date(2019, 4, 18))])))["P4"] is True


def test_the_latest_answer_stands():
    before = WORKLESS._replace(start_date=date(2019, 4, 30))
    assert met(only(known(mum=[before, IN_WORK])))["P4"] is False


def test_a_fact_of_the_day_after_is_not_known_yet():
    later = IN_NEED._replace(start_date=date(2019, 6, 18))
    assert met(only(known({"ann": [later]})))["P3"] is False


def test_what_a_partner_who_left_did_stays_with_the_partner():
    spells = [Spell("dad", "A", date(2015, 1, 1), date(2019, 3, 1))]
    whole = known({"ann": [IN_NEED]}, dad=[CALLED])
    found = only(replace(whole, spells=[*whole.spells, *spells]))
    assert met(found)["P5"] is False
    whole = known({"ann": [IN_NEED, CALLED._replace(detail="child_present")]}, dad=[CALLED])
    assert only(replace(whole, spells=[*whole.spells, *spells])).result == ELIGIBLE


@pytest.mark.parametrize("feed", FEEDS)
def test_without_a_feed_nothing_turns_false_and_no_family_becomes_eligible(feed):
    facts = {"ann": [IN_NEED], "mum": [CALLED, WORKLESS]}
    with_it = only(known(facts))
    newest = {each: DAY for each in FEEDS if each != feed}
    asked = {each.fact for each in BOOK.indicators.values() if feed in each.feeds}
    left = {key: [each for each in told if each.fact not in asked] for key, told in known(facts).facts.items()}
    without = only(replace(known(facts, newest=newest), facts=left))
    for before, after in zip(with_it.criteria, without.criteria, strict=True):
        assert all(
            after.indicators[name] is not False for name in before.indicators if feed in BOOK.indicators[name].feeds
        )
    assert assess(BOOK, DAY, known(facts, newest=newest)).missing_feeds == {feed: "absent"}


def test_a_stale_feed_is_as_good_as_none():
    newest = dict.fromkeys(FEEDS, DAY) | {"dwp": date(2019, 3, 16)}
    assert assess(BOOK, DAY, known(newest=newest)).missing_feeds == {"dwp": "stale"}
    newest["dwp"] = date(2019, 3, 17)
    assert assess(BOOK, DAY, known(newest=newest)).missing_feeds == {}


@pytest.mark.parametrize(
    ("criteria", "result"),
    [
        ([True, True, None], ELIGIBLE),
        ([True, False, False], NOT_ELIGIBLE),
        ([True, None, False], CANNOT_TELL),
        ([None, None, False], CANNOT_TELL),
        ([None, False, False], NOT_ELIGIBLE),
        ([], NOT_ELIGIBLE),
    ],
)
def test_a_result_is_certain_only_where_the_unknown_could_not_change_it(criteria, result):
    assert decided(criteria, 2) == result


def test_needs_are_counted_one_by_one_and_not_by_heading():
    book = load_programme("sf-2022", CATALOGUE)
    plan = IN_NEED._replace(fact="protection_plan")
    missing = CALLED._replace(fact="missing")
    exploited = IN_NEED._replace(fact="exploitation")
    feeds = {feed for each in book.indicators.values() for feed in each.feeds}
    facts = known({"ann": [plan, missing, exploited]}, newest=dict.fromkeys(feeds, DAY))
    (family,) = assess(book, DAY, facts).families
    assert family.result == ELIGIBLE
    assert [each.id for each in family.criteria if each.met] == ["6.1", "6.2", "6.3"]


def test_the_shape_handed_on_holds_families_criteria_evidence_and_members():
    told = assess(BOOK, DAY, known({"ann": [IN_NEED]})).to_json(lambda kind, key: f"{kind}-{key}")
    (family,) = told["families"]
    assert family["family_key"] == "family-ann"
    assert family["result"] == NOT_ELIGIBLE
    assert family["members"] == [
        {"person_key": "person-ann", "role": "child"},
        {"person_key": "person-mum", "role": "adult"},
    ]
    third = family["criteria"][2]
    assert (third["id"], third["met"], third["evidence"][0]["date"]) == ("P3", True, "2019-02-01")
    assert third["evidence"][0]["age_days"] == (DAY - date(2019, 2, 1)).days


@pytest.mark.parametrize(("born", "answer"), [(date(2014, 1, 1), None), (date(2014, 1, 2), False)])
def test_no_school_owes_the_sessions_of_a_child_too_young_when_the_last_term_began(born, answer):
    """The last term over by 17 June 2019 began on 1 January."""
    spells = [Spell(each, "A", date(2015, 1, 1), HIGH) for each in ("mum", "tot")]
    births = {**BORN, "tot": born}
    family = only(Known(spells, births, {"mum": [IN_WORK]}, dict.fromkeys(FEEDS, DAY)))
    assert met(family)["P2"] is answer
