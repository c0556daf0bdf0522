"""Cohorts: whether a result may be claimed for a family, handed on as the reasons why not and the evidence why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sherwood.cohorts.attached import Claim, Facts
from sherwood.cohorts.employment import LONGEST_GAP_DAYS, refusal_of_adult
from sherwood.cohorts.progress import refused
from sherwood.cohorts.terms import first_day_of, terms_before
from sherwood.definitions.shapes.programme import Programme, Progress
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.intervals import add_months

# Of compulsory school age is who was 5 as the term began, until the end of the school year in which the 16th birthday falls
# (Education Act 1996, section 8); the census asks the sessions of pupils who were 15 on the 31 August before it.
_SCHOOL_FROM, _SCHOOL_UNTIL = 5, 16
_AUGUST_31 = (8, 31)
TERMS = 3
_HUNDRED = 100


def silent_feeds(
    measures: Iterable[Progress], newest: Mapping[str, dt.date], late_after: Mapping[str, int], day: dt.date
) -> frozenset[str]:
    """The feeds of these measures that never came, or are late by their own measure on the day.

    What no feed tells did not fail to happen: no progress is proven by silence.
    """
    return frozenset(
        feed
        for each in measures
        for feed in each.feeds
        if feed not in newest or (day - newest[feed]).days > late_after.get(feed, LONGEST_GAP_DAYS)
    )


def owed_terms(birth_date: dt.date, ends: Sequence[dt.date]) -> tuple[dt.date, ...]:
    """Of these terms, given by their last days, those in which a child was of school age from the first day on."""
    return tuple(end for end in ends if _is_of_school_age(birth_date, end))


def _is_of_school_age(birth_date: dt.date, term_end: dt.date) -> bool:
    august = dt.date(term_end.year - ((term_end.month, term_end.day) < _AUGUST_31), *_AUGUST_31)
    is_five = age_on(birth_date, first_day_of((term_end,))) >= _SCHOOL_FROM
    return is_five and age_on(birth_date, august) < _SCHOOL_UNTIL


def progress_refusals(programme: Programme, claim: Claim, facts: Facts) -> tuple[str, ...]:
    """Why significant and sustained progress can't be claimed; with no reason left it may be."""
    return (
        *_guards(programme, claim),
        *_of_headings(programme, claim, facts),
        *_attendance(programme, claim, facts),
    )


def employment_refusals(programme: Programme, claim: Claim, facts: Facts) -> tuple[str, ...]:
    """Why continuous employment can't be claimed of any adult; with no reason left it may be."""
    return (*_guards(programme, claim), *_out_of_work(programme, claim, facts))


def _guards(programme: Programme, claim: Claim) -> Iterator[str]:
    keys = {each.person_key for each in claim.members}
    if keys & set(claim.claimed):
        yield "a result was claimed of a member before"
    if keys & set(claim.first_phase):
        yield "a result was claimed of a member in the first phase"
    if claim.is_address_claimed:
        yield "a result was claimed at the family's address before: find out whether it was this family, and if not record why"
    if claim.lost:
        yield "a member is told of no more: where no feed that may be used knows somebody, nothing they did is known"
    if programme.results.evidenced_at_entry and len(claim.at_entry) < programme.at_least:
        yield f"fewer than {programme.at_least} {programme.counts} were found when the family was attached"
    for name in programme.results.ways_of_working:
        if name not in claim.conditions:
            yield f"there is no {name}"
        elif claim.conditions[name] > claim.claimed_on:
            yield f"the {name} is of a day after the claim"


def headings_asked(programme: Programme, claim: Claim) -> frozenset[str]:
    """The headings on which progress is asked: those of problems found, or of all measures."""
    if programme.results.every_problem:
        return claim.headings
    return frozenset(each.heading for each in programme.results.progress)


def _of_headings(programme: Programme, claim: Claim, facts: Facts) -> Iterator[str]:
    if not claim.headings:
        yield "no problem was found when the family was attached or since"
    for heading in sorted(headings_asked(programme, claim)):
        measures = [each for each in programme.results.progress if each.heading == heading]
        whys = _of_heading(programme, measures, claim, facts) if measures else _untold(programme, heading, claim)
        for why in whys:
            yield f"{heading}: {why}"


def _untold(programme: Programme, heading: str, claim: Claim) -> Iterator[str]:
    """Why a problem that no measure is told of has not progressed: people record its outcome, where a version lets them."""
    outcomes, reached = programme.results.outcomes, claim.outcomes.get(heading)
    if outcomes is None:
        yield "the plan says nothing of progress"
    elif reached is None or reached < claim.attached:
        yield "nobody has recorded since the family was attached that its outcome was reached"
    elif reached > add_months(claim.claimed_on, -outcomes.months):
        yield f"its outcome has not held for {outcomes.months} months"


def _of_heading(programme: Programme, measures: Sequence[Progress], claim: Claim, facts: Facts) -> Iterator[str]:
    """Why there is no progress on one heading; work, where a plan takes it instead, stands for all other measures."""
    whys = [why for each in measures if each.kind != "employment" if (why := refused(programme, each, claim, facts))]
    if not any(each.kind == "employment" for each in measures):
        yield from whys
    elif whys and (out_of_work := _out_of_work(programme, claim, facts)):
        yield f"{'; '.join(whys)}; nor has an adult been in continuous employment: {'; '.join(out_of_work)}"


def _out_of_work(programme: Programme, claim: Claim, facts: Facts) -> tuple[str, ...]:
    """Why no adult is in continuous employment; nothing where one is."""
    rules = programme.results.employment
    if not rules:
        return ("the version has no result of work",)
    tried = [refusal_of_adult(rules, claim, facts.get(each.person_key, ())) for each in claim.of("adult")]
    if None in tried:
        return ()
    return tuple(dict.fromkeys(each for each in tried if each)) or ("no adult is a member",)


def _attendance(programme: Programme, claim: Claim, facts: Facts) -> Iterator[str]:
    """Every child, in those of three terms in which it was of school age, whatever brought the family in."""
    asked = programme.results.attendance
    if asked is None:
        return
    ends = terms_before(claim.claimed_on, TERMS, programme.closed_terms)
    children = [(each, owed) for each in claim.of("child") if (owed := owed_terms(each.birth_date, ends))]
    if children and first_day_of(ends) <= claim.attached:
        yield "three terms have not passed since the family was attached"
        return
    for child, owed in children:
        told = [each for each in facts.get(child.person_key, ()) if each.fact == asked.fact and each.start_date in owed]
        if {each.start_date for each in told} != set(owed):
            yield "attendance of a child is not told for every one of three terms"
            continue
        possible, missed = sum(each.possible or 0 for each in told), sum(each.amount for each in told)
        if asked.at_least is not None and _HUNDRED * (possible - missed) < asked.at_least * possible:
            yield f"a child attended less than {asked.at_least} % of three terms"
        if asked.missed_below is not None and _HUNDRED * missed >= asked.missed_below * possible:
            yield f"a child missed {asked.missed_below} % of three terms without leave, or more"
