"""Sherwood's assessment agrees with the slow one on every family of small made-up populations, for every version, on its boundaries."""

import random
from datetime import date, timedelta

import pytest
from tests.oracles import families as oracle
from tests.support.draws import seed_for

from sherwood.cohorts import PersonFact, assess
from sherwood.cohorts.assessing import Known
from sherwood.cohorts.families import Spell
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme

CATALOGUE = load_catalogue()
FAR = date(9999, 12, 31)
POPULATIONS, HOMES = 20, 12
GOES_ON = {"early_help", "child_in_need", "protection_plan", "treatment", "homeless", "temporary_accommodation"}
GOES_ON |= {"exploitation", "not_in_education", "looked_after"}
DAYS = (date(2014, 6, 16), date(2017, 1, 31), date(2019, 6, 17), date(2020, 2, 29), date(2021, 9, 1), date(2024, 4, 15))


def near(draw, day):
    """A day on or beside a boundary that some rule has."""
    marks = [day, oracle.months_before(day, 12), oracle.months_before(day, 2), *oracle.last_terms(day, 5, set())]
    return draw.choice(marks) + timedelta(days=draw.choice((-30, -1, 0, 1, 1, 2, 20)))


def population(draw, day):
    """A few homes of parents and children about the ages that matter, and facts about the days that matter."""
    people, stays, facts = [], [], []
    for number in range(HOMES * 4):
        years = draw.choice((3, 4, 5, 10, 11, 15, 16, 18, 19, 34, 41))
        born = date(day.year - years, day.month, min(day.day, 28)) + timedelta(days=draw.choice((-200, -1, 0, 1, 90)))
        people.append({"key": f"p{number}", "born": born})
        for _ in range(draw.choice((1, 1, 1, 2))):
            end = draw.choice((FAR, FAR, day, day + timedelta(days=1)))
            stays.append({"key": f"p{number}", "home": f"h{draw.randrange(HOMES)}", "from": born, "to": end})
    kinds = sorted({ask[2] for asks in oracle.ASKS.values() for ask in asks} | {"looked_after"})
    for _ in range(draw.choice((5, 40, 270))):
        kind, on = draw.choice(kinds), near(draw, day)
        amount = draw.choice((0.0, 1.0)) if kind == "benefit" else draw.choice((0.5, 2.5, 5.0, 7.9, 8.0, 10.0, 15.0))
        to = draw.choice((FAR, day, day + timedelta(days=1))) if kind in GOES_ON else on
        if kind == "section_47":
            to = max(on, draw.choice((FAR, *(oracle.months_before(day, 12) + timedelta(days=each) for each in (0, 1)))))
        key = f"p{draw.randrange(HOMES * 4)}"
        facts.append({"key": key, "kind": kind, "on": on, "to": to, "amount": amount, "possible": 100.0})
    for each in people:
        for end in oracle.last_terms(day, 4, set()):
            for kind in ("sessions", "sessions_unauthorised"):
                if draw.random() < 0.9:
                    amount = float(draw.choice((0, 0, 0, 9, 10, 11, 14, 15, 16, 30)))
                    fact = {"key": each["key"], "kind": kind, "on": end, "to": end, "amount": amount, "possible": 100.0}
                    facts.append(fact)
        if draw.random() < 0.9:
            fact = {"key": each["key"], "kind": "benefit", "on": day - timedelta(days=9), "to": day, "possible": None}
            facts.append(fact | {"amount": draw.choice((0.0, 0.0, 1.0))})
    return people, stays, facts


def by_sherwood(book, people, stays, facts, newest, day):
    told = {}
    for each in facts:
        fact = PersonFact(each["kind"], each["on"], each["to"], each["amount"], each["possible"])
        told.setdefault(each["key"], []).append(fact)
    spells = [Spell(each["key"], each["home"], each["from"], each["to"]) for each in stays]
    known = Known(spells, {each["key"]: each["born"] for each in people}, told, newest)
    return sorted(
        (
            sorted(each.person_key for each in found.family.children),
            sorted(each.person_key for each in found.family.adults),
            found.result,
            {
                name: met
                for criterion in found.criteria
                for name, met in criterion.indicators.items()
                if book.indicators[name].pattern != "not_told"
            },
        )
        for found in assess(book, day, known).families
    )


@pytest.mark.parametrize("version", sorted(oracle.RULE))
def test_the_slow_oracle_agrees_on_every_family(version):
    draw = random.Random(seed_for(f"families of {version}"))
    book = load_programme(version, CATALOGUE)
    results = set()
    for _ in range(POPULATIONS):
        day = draw.choice(DAYS)
        people, stays, facts = population(draw, day)
        feeds = sorted({feed for ask in oracle.ASKS[version] for feed in oracle.feeds_of(ask)})
        newest = {
            feed: day - timedelta(days=draw.choice((0, 0, 92, 93, 400, 401))) for feed in feeds if draw.random() < 0.95
        }
        slow = oracle.assessed(version, people, stays, facts, newest, day)
        assert by_sherwood(book, people, stays, facts, newest, day) == slow
        results |= {each[2] for each in slow}
    assert results == {"eligible", "not_eligible", "cannot_tell"}
