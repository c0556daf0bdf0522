"""The cohort under another threshold and without a feed: what is lost becomes unknown, never a no."""

import datetime as dt
import random

import pytest
from tests.rooms.cohorts.test_assess import BOOK, CALLED, CATALOGUE, DAY, FEEDS, HIGH, IN_NEED, IN_WORK, WORKLESS, known

from sherwood.cohorts import PersonFact, assess
from sherwood.cohorts.assessing import Known
from sherwood.cohorts.families import Spell
from sherwood.cohorts.what_if import compared, sensitivity, with_numbers, without_feeds
from sherwood.definitions.errors import Problem
from sherwood.definitions.programmes import load_programme, programme_names

FEED_OF = {
    "proven_offence": "youth_justice", "antisocial_measure": "police_incidents", "sessions": "school_census",
    "suspension": "exclusions", "permanent_exclusion": "exclusions", "early_help": "early_help", "child_in_need": "ssd",
    "section_47": "ssd", "protection_plan": "ssd", "benefit": "dwp", "domestic_abuse_call": "police_incidents",
    "treatment": "substance_misuse", "homeless": "housing", "possession_step": "housing", "missing": "ssd",
}  # fmt: skip
OPEN = {"early_help", "child_in_need", "protection_plan", "treatment", "homeless"}


def county(seed, families=60):
    """Homes of a parent and a child, each told of whatever chance has it, all feeds fresh."""
    chance = random.Random(seed)
    spells, born, facts = [], {}, {}
    for home in range(families):
        for who, year in (("mum", 1985), ("kid", chance.randint(2002, 2016))):
            key = f"{who}{home}"
            born[key] = dt.date(year, 3, 1)
            spells.append(Spell(key, f"home{home}", dt.date(2015, 1, 1), HIGH))
            facts[key] = [told(kind, chance) for kind in FEED_OF if chance.random() < 0.25]
    return Known(spells, born, facts, dict.fromkeys(sorted({*FEEDS, *FEED_OF.values()}), DAY))


def told(kind, chance):
    start = DAY - dt.timedelta(days=chance.randint(0, 500))
    if kind == "sessions":
        return PersonFact(
            kind, dt.date(2019, 4, 15), dt.date(2019, 4, 15), chance.randint(0, 30), 100.0, feed=FEED_OF[kind]
        )
    return PersonFact(kind, start, HIGH if kind in OPEN else start, 1.0, feed=FEED_OF[kind])


@pytest.mark.parametrize("programme", programme_names())
@pytest.mark.parametrize("feed", sorted(set(FEED_OF.values())))
def test_without_a_feed_no_more_are_eligible_no_fewer_unknown_and_nothing_turns_false(programme, feed):
    book, found = load_programme(programme, CATALOGUE), county(len(programme + feed))
    before, after = assess(book, DAY, found), assess(book, DAY, without_feeds(found, {feed}))
    assert after.counted().get("eligible", 0) <= before.counted().get("eligible", 0)
    assert after.counted().get("cannot_tell", 0) >= before.counted().get("cannot_tell", 0) or feed not in {
        each for one in book.indicators.values() for each in one.feeds
    }
    for was, now in zip(before.families, after.families, strict=True):
        for one, other in zip(was.criteria, now.criteria, strict=True):
            assert not (one.met is not False and other.met is False), (feed, one.id)


def test_a_child_in_care_is_in_no_family_whether_or_not_the_feed_that_tells_of_it_counts():
    placed = PersonFact("looked_after", dt.date(2018, 1, 1), HIGH, 1.0, feed="ssd")
    found = Known(
        [Spell(each, "A", dt.date(2015, 1, 1), HIGH) for each in ("carer", "ann")],
        {"carer": dt.date(1985, 3, 1), "ann": dt.date(2009, 4, 2)},
        {"ann": [placed]},
        dict.fromkeys(FEEDS, DAY),
    )
    assert assess(BOOK, DAY, found).families == ()
    assert assess(BOOK, DAY, without_feeds(found, {"ssd"})).families == ()


def test_another_threshold_moves_the_families_between_the_two():
    missed = [PersonFact("sessions", dt.date(2019, 4, 15), dt.date(2019, 4, 15), 12.0, 100.0)]
    found = Known(
        [Spell(each, "A", dt.date(2015, 1, 1), HIGH) for each in ("mum", "ann")],
        {"mum": dt.date(1985, 3, 1), "ann": dt.date(2009, 4, 2)},
        {"mum": [WORKLESS], "ann": missed},
        dict.fromkeys(FEEDS, DAY),
    )
    stricter = with_numbers(BOOK, {"P2.1.at_least": 15})
    told = compared("x", assess(BOOK, DAY, found), assess(stricter, DAY, found))
    assert told.moved == {("eligible", "not_eligible"): 1}
    assert BOOK.indicators["P2.1"].at_least == 10, "the version itself is left alone"


@pytest.mark.parametrize("name", ["P9.1.at_least", "P2.1.who", "P1.1.terms"])
def test_a_number_there_is_not_is_refused(name):
    with pytest.raises(Problem, match=r"no indicator|no number"):
        with_numbers(BOOK, {name: 2})


def test_each_feed_and_each_indicator_is_left_out_in_turn():
    called = {"ann": [IN_NEED._replace(feed="ssd")], "mum": [CALLED._replace(feed="police_incidents"), IN_WORK]}
    changes = {each.what: each for each in sensitivity(BOOK, DAY, known(called))}
    assert changes["without the feed ssd"].moved == {("eligible", "cannot_tell"): 1}
    assert changes["without the feed youth_justice"].moved == {}
    assert changes["without the indicator P3.2"].moved == {("eligible", "not_eligible"): 1}
    assert changes["without the indicator P1.1"].moved == {}
