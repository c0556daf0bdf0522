"""Cohorts: one indicator asked of one person, handed on as true, false or unknown with the facts that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sherwood.cohorts.terms import first_day_of, terms_before
from sherwood.definitions.shapes.programme import Indicator
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.intervals import add_months

ADULT_AT = 18
# The fact that tells the answers of the benefit match.
BENEFIT = "benefit"
_HUNDRED = 100


class PersonFact(NamedTuple):
    """What a feed tells of a person that an indicator may ask for, and where it was read."""

    fact: str
    start_date: dt.date
    until_date: dt.date
    amount: float
    possible: float | None = None
    detail: str | None = None
    feed: str = ""
    source_row: str = ""


class Person(NamedTuple):
    """Somebody of a family: the key and the birth date."""

    person_key: str
    birth_date: dt.date


class Answer(NamedTuple):
    """Whether an indicator is true of somebody, None where it can't be told, and the facts that make it true."""

    met: bool | None
    evidence: tuple[PersonFact, ...] = ()


class Asked(NamedTuple):
    """The day asked about, and the last days of terms in which schools were closed."""

    as_at: dt.date
    closed_terms: tuple[dt.date, ...] = ()


def is_asked_of(indicator: Indicator, birth_date: dt.date, as_at: dt.date) -> bool:
    """Whether the indicator asks about somebody of this age on the day."""
    if birth_date > as_at:
        return False
    age = age_on(birth_date, as_at)
    if indicator.who != "anyone" and (age >= ADULT_AT) != (indicator.who == "adult"):
        return False
    return (indicator.min_age is None or age >= indicator.min_age) and (
        indicator.below_age is None or age < indicator.below_age
    )


def answer(indicator: Indicator, birth_date: dt.date, facts: Sequence[PersonFact], asked: Asked) -> Answer:
    """Ask an indicator of one person's facts; nobody outside those it asks about makes it true.

    Facts after the day are not known on it. Where `silence` is unknown and nothing is told of the person in the window, so is the answer.
    """
    if not is_asked_of(indicator, birth_date, asked.as_at):
        return Answer(False)
    if indicator.pattern == "not_told":
        return Answer(None)
    told = [each for each in facts if each.fact == indicator.fact and each.start_date <= asked.as_at]
    found = _in_window(indicator, told, asked)
    if not found:
        return Answer(None if _is_owed(indicator, birth_date, asked) else False)
    is_met, evidence = _PATTERNS[indicator.pattern](indicator, found)
    return Answer(is_met, tuple(evidence) if is_met else ())


def _is_owed(indicator: Indicator, birth_date: dt.date, asked: Asked) -> bool:
    """Whether a feed owed a word of this person, so that silence is not a no.

    Of a child who was too young when the latest term of the window began no school owes any.
    """
    if indicator.silence != "unknown":
        return False
    if indicator.terms is None or indicator.min_age is None:
        return True
    latest = terms_before(asked.as_at, 1, asked.closed_terms)
    return age_on(birth_date, first_day_of(latest)) >= indicator.min_age


def first_day_asked(indicator: Indicator, asked: Asked) -> dt.date:
    """The first day on which a fact may have begun that the indicator counts; what goes on may have begun before it."""
    if indicator.pattern == "ever":
        return dt.date.min
    if indicator.months:
        return add_months(asked.as_at, -indicator.months) + dt.timedelta(days=1)
    if indicator.terms:
        return first_day_of(terms_before(asked.as_at, indicator.terms, asked.closed_terms))
    return asked.as_at


def _in_window(indicator: Indicator, told: Sequence[PersonFact], asked: Asked) -> list[PersonFact]:
    if indicator.pattern == "open":
        return [each for each in told if each.until_date > asked.as_at]
    if indicator.pattern == "share" and indicator.terms:
        ends = terms_before(asked.as_at, indicator.terms, asked.closed_terms)
        return [each for each in told if each.start_date in ends]
    first = first_day_asked(indicator, asked)
    if indicator.pattern == "events":
        # What lasted longer than a day, as an enquiry does, counts while it goes on and from its end.
        return [each for each in told if max(each.start_date, each.until_date) >= first]
    return [each for each in told if each.start_date >= first]


_Judged = tuple[bool, Sequence[PersonFact]]


def _count(indicator: Indicator, found: Sequence[PersonFact]) -> _Judged:
    return len(found) >= indicator.at_least, found


def _sum(indicator: Indicator, found: Sequence[PersonFact]) -> _Judged:
    return sum(each.amount for each in found) >= indicator.at_least, found


def _share(indicator: Indicator, found: Sequence[PersonFact]) -> _Judged:
    """Compare as whole sessions, so that no rounding moves a child over the threshold."""
    possible = sum(each.possible or 0 for each in found)
    return _HUNDRED * sum(each.amount for each in found) >= indicator.at_least * possible, found


def _latest(indicator: Indicator, found: Sequence[PersonFact]) -> _Judged:
    last = max(found, key=lambda each: (each.start_date, each.amount))
    return last.amount >= indicator.at_least, (last,)


_PATTERNS: Mapping[str, Callable[[Indicator, Sequence[PersonFact]], _Judged]] = {
    "events": _count,
    "ever": _count,
    "open": _count,
    "sum": _sum,
    "share": _share,
    "latest": _latest,
}
