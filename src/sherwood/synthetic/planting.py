"""Synthetic: draws what is planted in a county by its seed, from the kinds declared in the catalogue."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.plantings import Planted, Plantings
from sherwood.synthetic.school_terms import SchoolTerms
from sherwood.synthetic.shapes_of_time import PlantedKind
from sherwood.vocabulary.intervals import add_months

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_MOSTLY_OPEN = 0.75
_TOO_SMALL = 0.15


def plant(chance: Chance, first: dt.date, last: dt.date) -> Plantings:
    """Draw what is planted in a county of these days: in its last months, early enough that its effect can be known by the last day.

    Each kind draws from a source of its own, so that one more kind in the catalogue leaves the others where they were.
    """
    declared = chance.courses.planted
    since = max(first, add_months(last, -declared.last_months))
    settled = last - declared.settle_days * _ONE_DAY
    terms = SchoolTerms(chance.courses.terms)
    found: list[Planted] = []
    for is_decoy, kinds in ((False, declared.cause), (True, declared.decoy)):
        for name, kind in kinds.items():
            own = chance.apart(name)
            days = _days_to_begin(kind, terms, since, settled)
            if own.share(kind.chance) and days:
                found.append(_drawn(own, name, kind, own.random.choice(days), is_decoy=is_decoy))
    return Plantings(sorted(found, key=lambda each: (each.first_day, each.kind)))


def _days_to_begin(kind: PlantedKind, terms: SchoolTerms, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days on which it may begin: in its months, and where it is about schools, while they teach."""
    days = (first + offset * _ONE_DAY for offset in range((last - first).days + 1))
    in_months = [day for day in days if not kind.months or day.month in kind.months]
    if not kind.in_term:
        return in_months
    return [day for day in in_months if terms.is_open(day) and _is_mostly_open(terms, day, kind.days[-1])]


def _is_mostly_open(terms: SchoolTerms, first: dt.date, count: int) -> bool:
    days = [first + offset * _ONE_DAY for offset in range(count)]
    weekdays = [day for day in days if day.weekday() < _SATURDAY]
    return sum(terms.is_open(day) for day in weekdays) >= _MOSTLY_OPEN * len(weekdays)


def _drawn(chance: Chance, name: str, kind: PlantedKind, begins: dt.date, *, is_decoy: bool) -> Planted:
    ends = begins + (chance.random.randint(*kind.days) - 1) * _ONE_DAY if kind.days else None
    low, high = kind.size
    size = chance.random.uniform(low, high)
    if low < 1 < high and abs(size - 1) < _TOO_SMALL:
        # A change too small to be one: as far as the bound on its side.
        size = low if size < 1 else high
    unit = _unit(chance, kind)
    return Planted(name, unit, begins, ends, round(size, 3), is_decoy, is_yearly=kind.is_yearly)


def _unit(chance: Chance, kind: PlantedKind) -> str:
    if kind.unit == "team":
        return chance.random.choice([team.id for team in chance.courses.organisation.team if team.work])
    if kind.unit == "district":
        return chance.random.choice([each.code for each in chance.courses.places.district if each.share])
    if kind.unit == "source":
        return chance.random.choice(kind.units)
    return ""
