"""Cohorts: whether one measure of progress holds of a family that was attached, handed on as the reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sherwood.cohorts.asking import PersonFact
from sherwood.cohorts.attached import Claim, Facts
from sherwood.cohorts.terms import first_day_of, terms_before
from sherwood.definitions.shapes.programme import Programme, Progress
from sherwood.vocabulary.intervals import add_months

_HUNDRED = 100


class _Looked(NamedTuple):
    """What a measure looks at: the day before the first it must have held on, that before the baseline's first, facts by person."""

    since: dt.date
    before: dt.date
    of_each: Sequence[Sequence[PersonFact]]


def day_before(programme: Programme, measure: Progress, day: dt.date) -> dt.date:
    """The day before the first of those that a measure looks at, counted back from a day."""
    if measure.terms:
        return first_day_of(terms_before(day, measure.terms, programme.closed_terms)) - dt.timedelta(days=1)
    return add_months(day, -(measure.months or 0))


def asked_of(measure: Progress, claim: Claim, facts: Facts) -> tuple[str, ...]:
    """The keys of those whom a measure asks about.

    They are members of entry, and whoever joined since of whom the problem was found: nobody else who was born or moved in since. Where
    something must last they are those of whom it was found alone; who must be engaged is, too, whichever member began since.
    """
    members = [each.person_key for each in claim.of(measure.who)]
    if not measure.found_by:
        return tuple(
            dict.fromkeys((*members, *sorted(each.person for each in claim.found if each.heading == measure.heading)))
        )
    found = {each.person for each in claim.found if each.indicator in measure.found_by}
    began = {key for key in members if measure.kind == "engaged" and _began_since(measure, claim, facts.get(key, ()))}
    return tuple(sorted(found | began))


def _began_since(measure: Progress, claim: Claim, told: Sequence[PersonFact]) -> bool:
    return any(
        each.fact in measure.facts and each.until_date > claim.attached and each.start_date <= claim.claimed_on
        for each in told
    )


def told_of(measure: Progress, claim: Claim, facts: Facts) -> list[list[PersonFact]]:
    """What is told up to the claim of everybody whom a measure asks about."""
    return [
        [each for each in facts.get(key, ()) if each.fact in measure.kinds and each.start_date <= claim.claimed_on]
        for key in asked_of(measure, claim, facts)
    ]


def refused(programme: Programme, measure: Progress, claim: Claim, facts: Facts) -> str | None:
    """Why one measure of progress is not met, or nothing."""
    since = day_before(programme, measure, claim.claimed_on)
    if since < claim.attached:
        return f"{measure.span} have not passed since the family was attached"
    if silent := sorted(set(measure.feeds) & set(claim.silent)):
        return f"no file tells up to the claim of: {', '.join(each.replace('_', ' ') for each in silent)}"
    before = day_before(programme, measure, claim.attached)
    return _KINDS[measure.kind](measure, claim, _Looked(since, before, told_of(measure, claim, facts)))


def _days(looked: _Looked) -> list[list[dt.date]]:
    return [[each.start_date for each in told] for told in looked.of_each]


def _fall(measure: Progress, claim: Claim, looked: _Looked) -> str | None:
    """Against as long before the family was attached: a fall from nothing is nothing."""
    days = [day for own in _days(looked) for day in own]
    now = sum(day > looked.since for day in days)
    before = sum(looked.before < day <= claim.attached for day in days)
    if before == 0:
        return None if now == 0 else "it did not happen before the family was attached, and does now"
    is_less = _HUNDRED * (before - now) >= measure.per_cent * before
    return None if is_less else f"it fell by less than {measure.per_cent} %, from {before} to {now}"


def _none(_measure: Progress, _claim: Claim, looked: _Looked) -> str | None:
    return "it happened in the months without it" if _most(looked) else None


def _fewer(measure: Progress, _claim: Claim, looked: _Looked) -> str | None:
    most = _most(looked)
    return None if most < measure.fewer_than else f"it happened to a member {most} times"


def _most(looked: _Looked) -> int:
    return max((sum(day > looked.since for day in own) for own in _days(looked)), default=0)


def _over(_measure: Progress, _claim: Claim, looked: _Looked) -> str | None:
    is_over = all(each.until_date <= looked.since for told in looked.of_each for each in told)
    return None if is_over else "it went on, or began again, in the months it must have been over"


def _lasts(measure: Progress, claim: Claim, looked: _Looked) -> str | None:
    if not looked.of_each:
        return _OF_NOBODY
    lasted = [
        any(each.start_date <= looked.since and each.until_date > claim.claimed_on for each in told)
        for told in looked.of_each
    ]
    return None if all(lasted) else f"it has not gone on for {measure.span} of everybody of whom the problem was found"


def _engaged(measure: Progress, claim: Claim, looked: _Looked) -> str | None:
    """Of everybody: begun long enough ago without a break, and not ended but by its completion."""
    if not looked.of_each:
        return _OF_NOBODY
    for told in looked.of_each:
        stretches = _stretches([each for each in told if each.fact in measure.facts])
        if not stretches:
            return "nothing is told any more of what somebody was engaged in"
        begun, until = stretches[-1]
        if begun > looked.since:
            return f"it began, or began again, less than {measure.span} ago"
        completed = {each.start_date for each in told if each.fact == measure.completed_by}
        if until <= claim.claimed_on and until not in completed:
            return "it was broken off, or nobody tells that it was completed"
    return None


def _stretches(told: Sequence[PersonFact]) -> list[tuple[dt.date, dt.date]]:
    """First day and end of what goes on without a day between, the latest last."""
    found: list[tuple[dt.date, dt.date]] = []
    for each in sorted(told, key=lambda each: each.start_date):
        if found and each.start_date <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], each.until_date))
        else:
            found.append((each.start_date, each.until_date))
    return found


_OF_NOBODY = "it was found of nobody whom the measure asks about"
_KINDS: Mapping[str, Callable[[Progress, Claim, _Looked], str | None]] = {
    "fall": _fall,
    "none": _none,
    "fewer": _fewer,
    "over": _over,
    "lasts": _lasts,
    "engaged": _engaged,
}
