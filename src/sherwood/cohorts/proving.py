"""Cohorts: what a claim rests on: each problem's baseline and result, each child's attendance, handed on as plain values to be frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sherwood.cohorts.asking import BENEFIT, PersonFact
from sherwood.cohorts.attached import Claim, Facts
from sherwood.cohorts.claims import TERMS, headings_asked, owed_terms
from sherwood.cohorts.progress import asked_of, day_before, told_of
from sherwood.cohorts.terms import terms_before
from sherwood.definitions.shapes.programme import Programme, Progress

KINDS = {
    "fall": "happens less often than before the family was attached, by {per_cent} %",
    "none": "does not happen",
    "fewer": "happens to no member {fewer_than} times",
    "over": "is over and does not begin again",
    "lasts": "goes on all the time",
    "engaged": "goes on, or was completed",
}


# Help or protection that an auditor asks about, whatever the version measures.
SUPPORT = frozenset({"child_in_need", "protection_plan", "early_help", "looked_after"})


def proof(programme: Programme, claim: Claim, facts: Facts) -> dict[str, Any]:
    """Everything an auditor checks of one claim, as it was known when it was made."""
    asked = headings_asked(programme, claim)
    return {
        "attached": claim.attached.isoformat(),
        "address": claim.address,
        "claimed_on": claim.claimed_on.isoformat(),
        "conditions": {name: day.isoformat() for name, day in sorted(claim.conditions.items())},
        "headings": {each: programme.headings.get(each, each) for each in sorted(claim.headings | asked)},
        "progress": [
            _measured(programme, each, claim, facts)
            for each in programme.results.progress
            if each.heading in asked and each.kind in KINDS and asked_of(each, claim, facts)
        ],
        "outcomes": {name: day.isoformat() for name, day in sorted(claim.outcomes.items())},
        "missed": attendance.fact if (attendance := programme.results.attendance) else "",
        "attendance": _attendance(programme, claim, facts),
        "support_at_claim": _support(claim, facts),
        "benefits": _benefits(claim, facts),
    }


def _measured(programme: Programme, measure: Progress, claim: Claim, facts: Facts) -> dict[str, Any]:
    """One measure: how often in as long before attachment, and since when it has held."""
    since = day_before(programme, measure, claim.claimed_on)
    before = day_before(programme, measure, claim.attached)
    told = [each for own in told_of(measure, claim, facts) for each in own if each.fact in measure.facts]
    return {
        "heading": measure.heading,
        "what": ", ".join(each.replace("_", " ") for each in measure.facts),
        "must": KINDS[measure.kind].format(per_cent=measure.per_cent, fewer_than=measure.fewer_than),
        "months": measure.months,
        "terms": measure.terms,
        "from": since.isoformat(),
        "to": claim.claimed_on.isoformat(),
        "baseline_from": before.isoformat(),
        "baseline": sum(before < each.start_date <= claim.attached or _goes_on(each, claim.attached) for each in told),
        "result": sum(each.start_date > since or _goes_on(each, claim.claimed_on) for each in told),
        "rows": sorted({f"{each.feed} {each.source_row}" for each in told}),
    }


def _goes_on(fact: PersonFact, day: dt.date) -> bool:
    return fact.start_date <= day < fact.until_date


def _attendance(programme: Programme, claim: Claim, facts: Facts) -> list[dict[str, Any]]:
    """Sessions attended by every child in those of three terms in which it was of school age."""
    if (asked := programme.results.attendance) is None:
        return []
    ends = terms_before(claim.claimed_on, TERMS, programme.closed_terms)
    found = []
    for child in claim.of("child"):
        owed = owed_terms(child.birth_date, ends)
        for each in facts.get(child.person_key, ()):
            if each.fact == asked.fact and each.start_date in owed and each.possible:
                missed = each.amount
                found.append(
                    {
                        "person": child.person_key,
                        "term_end": each.start_date.isoformat(),
                        "possible": each.possible,
                        "attended": each.possible - missed,
                        "per_cent": round(100 * (each.possible - missed) / each.possible, 1),
                        "row": each.source_row,
                    }
                )
    return sorted(found, key=lambda each: (each["person"], each["term_end"]))


def _support(claim: Claim, facts: Facts) -> list[str]:
    """Which help or protection goes on for a member on the day of the claim."""
    told = {
        each.fact.replace("_", " ")
        for person in claim.members
        for each in facts.get(person.person_key, ())
        if each.fact in SUPPORT and _goes_on(each, claim.claimed_on)
    }
    return sorted(told)


def _benefits(claim: Claim, facts: Facts) -> list[dict[str, Any]]:
    """For each adult the answers since attachment and the last one before it: day and yes or no alone, as the department allows."""
    return [
        {"person": person.person_key, "answers": _answers(claim, facts.get(person.person_key, ()))}
        for person in claim.of("adult")
    ]


def _answers(claim: Claim, told: Sequence[PersonFact]) -> list[dict[str, Any]]:
    answers = sorted(
        (each.start_date, bool(each.amount))
        for each in told
        if each.fact == BENEFIT and each.start_date <= claim.claimed_on
    )
    first = max((day for day, _ in answers if day <= claim.attached), default=claim.attached)
    return [{"day": day.isoformat(), "out_of_work": is_out} for day, is_out in answers if day >= first]
