"""Synthetic: the youth justice service's case system: offences with an outcome, and the work that follows them or comes before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd
from sherwood.synthetic.community.happening import at_ages, draw_of, happenings, numbered, reviews, share, strengths
from sherwood.synthetic.community.offending import NO_ACTION, Offences, child_offences, is_in_court
from sherwood.synthetic.community.rows import (
    HOME,
    IDENTITY,
    Column,
    Rows,
    facts,
    no_day,
    registered_people,
    reviewed,
    rows_of,
    table,
    until,
    with_slips,
)
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Everyone, Positions
from sherwood.synthetic.partner_feed import FeedTables

FEED = "youth_justice"
_YOUNGEST = 8
_LEAVES_SCHOOL = 16
_DAYS_A_YEAR = 365.25
# What work follows which outcome, and the stage it belongs to.
_WORK = {
    "community_resolution": ("community_resolution", "out_of_court"), "outcome_22": ("community_resolution", "out_of_court"),
    "youth_caution": ("youth_caution", "out_of_court"), "conditional_caution": ("conditional_caution", "out_of_court"),
    "referral_order": ("referral_order", "court"), "rehabilitation_order": ("rehabilitation_order", "court"),
    "detention": ("detention", "court"),
}  # fmt: skip
_PREVENTION, _CUSTODY, _LICENCE = "prevention", "detention", "licence"
_RISKS = ("reoffending_risk", "harm_risk", "safety_risk")


@dataclass(frozen=True)
class Work:
    """One intervention each: with whom, of what kind and stage, from when until when it is to last."""

    person: Positions
    kind: NDArray[Any]
    stage: NDArray[Any]
    start: Days
    end: Days

    def of(self, chosen: NDArray[Any]) -> Work:
        """The interventions that are marked, or those at these positions."""
        return Work(*(each[chosen] for each in (self.person, self.kind, self.stage, self.start, self.end)))


def youth_justice(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every offence of a child that came to more than nothing, and every intervention."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    found = child_offences(crowd, courses)
    found = found.of(found.outcome != NO_ACTION)
    found = found.of(np.argsort(found.outcome_day, kind="stable"))
    work = _work(crowd, courses, found)
    numbers, work_numbers = numbered("O", len(found)), numbered("I", len(work.person))
    offences = _offence_rows(draw, found, numbers)
    interventions = _work_rows(draw, crowd, work, work_numbers)
    registered = registered_people(everyone, FEED, generator, offences, interventions)
    tables = {
        "offences": table(offences, registered, IDENTITY),
        "interventions": table(interventions, registered, (*IDENTITY, *HOME)),
    }
    return FeedTables(FEED, tables, (registered,), _facts(crowd, found, numbers, work))


def _offence_rows(draw: Draw, found: Offences, numbers: Column) -> Rows:
    """An offence is entered when it is charged or resolved; a court's outcome comes later, and some dates are put right."""
    count = len(found)
    in_court = is_in_court(found.outcome)
    charged = found.day + np.floor((found.outcome_day - found.day) * draw.rate("youth_charged_after"))
    entered = np.where(in_court, charged, found.outcome_day) + draw.days("youth_entered_after", count)
    columns = {
        "offence_number": numbers, "offence": found.kind, "seriousness": draw.pick("youth_seriousness", count).astype(np.int32),
        "offence_date": found.day, "outcome": found.outcome, "outcome_date": found.outcome_day,
    }  # fmt: skip
    rows = rows_of(found.person, entered.astype(np.int32), columns)
    pending = {"outcome": np.full(count, "pending", object), "outcome_date": no_day(count)}
    rows = until(rows, np.where(in_court, found.outcome_day + draw.days("youth_entered_after", count), 0), pending)
    wrong = rows.columns["offence_date"] + draw.generator.integers(1, 6, len(rows))
    wrong = np.minimum(wrong, np.minimum(rows.recorded, rows.columns["outcome_date"])).astype(np.int32)
    is_wrong = draw.happens("youth_put_right", len(rows))
    day = np.where(is_wrong, rows.recorded + draw.days("youth_put_right", len(rows)), 0)
    return with_slips(until(rows, day, {"offence_date": wrong}), draw, "offence_number")


def _work(crowd: Crowd, courses: LifeCourses, found: Offences) -> Work:
    """Work after outcomes, one for all that were dealt with on a day; licence after custody; prevention with other children."""
    draw = draw_of(crowd, courses, "youth_work")
    leads = np.isin(found.outcome, list(_WORK)) & ~(
        np.isin(found.outcome, ("community_resolution", "outcome_22", "youth_caution"))
        & ~draw.happens("youth_work_informal", len(found))
    )
    person, outcome, start = found.person[leads], found.outcome[leads], found.outcome_day[leads]
    _, first = np.unique(person.astype(np.int64) << 32 | start, return_index=True)
    person, outcome, start = person[first], outcome[first], start[first]
    kind = np.array([_WORK[each][0] for each in outcome], object)
    after = Work(person, kind, np.array([_WORK[each][1] for each in outcome], object), start, _until(draw, kind, start))
    custody = after.of(after.kind == _CUSTODY)
    freed = Work(
        custody.person,
        np.full(len(custody.person), _LICENCE, object),
        custody.stage,
        custody.end,
        custody.end * 2 - custody.start,
    )
    parts = [after, freed, _prevention(draw, crowd)]
    whole = Work(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))
    return whole.of(np.argsort(whole.start, kind="stable"))


def _until(draw: Draw, kind: NDArray[Any], start: Days) -> Days:
    """When each intervention is to end: programmes by their usual length, orders by the term the court gave."""
    lasts = np.zeros(len(kind), np.int32)
    for each in np.unique(kind.astype(str)):
        chosen = kind == each
        lasts[chosen] = draw.days(f"youth_{each}_work", int(chosen.sum()))
    return start + lasts


def _prevention(draw: Draw, crowd: Crowd) -> Work:
    born = crowd.people.born
    start = np.maximum(born + int(_YOUNGEST * _DAYS_A_YEAR), crowd.before_first)
    end = np.minimum(np.minimum(born + int(OF_AGE * _DAYS_A_YEAR), crowd.people.died), crowd.last + 1)
    person, day = happenings(
        draw, crowd, "prevention", strengths(draw, crowd, "prevention") * crowd.is_child, start, end
    )
    happens = share(draw, at_ages(draw, "prevention_age", crowd.ages(person, day))) & (
        crowd.homes(person, day) != NOBODY
    )
    person, day = person[happens], day[happens]
    kind = np.full(len(person), _PREVENTION, object)
    return Work(person, kind, kind, day, _until(draw, kind, day))


def _work_rows(draw: Draw, crowd: Crowd, work: Work, numbers: Column) -> Rows:
    """One row an intervention, with the plan once it is agreed and the review last held."""
    count = len(numbers)
    is_older = crowd.ages(work.person, work.start) >= _LEAVES_SCHOOL
    education = np.where(is_older, draw.pick("youth_education_after_16", count), draw.pick("youth_education", count))
    plan = np.minimum(work.start + draw.generator.integers(3, 30, count), work.end).astype(np.int32)
    risks = {
        name: np.where(work.stage == "court", draw.pick("youth_risk_court", count), draw.pick("youth_risk", count))
        for name in _RISKS
    }
    columns = {
        "intervention_number": numbers, "stage": work.stage, "intervention": work.kind, "start_date": work.start, "end_date": work.end,
        "plan_date": plan, "review_date": no_day(count), **risks, "education": education,
    }  # fmt: skip
    rows = rows_of(work.person, work.start + draw.generator.integers(0, 8, count), columns)
    owner, day = reviews(draw, work.start, np.minimum(work.end, crowd.last + 1), "youth_review_days", 10)
    rows = reviewed(rows, owner, day + 2, {"review_date": day})
    return until(rows, rows.columns["plan_date"] + 1, {"plan_date": no_day(len(rows))})


def _facts(crowd: Crowd, found: Offences, numbers: Column, work: Work) -> dict[str, Any]:
    known = found.outcome_day <= crowd.last
    offences = {
        "offence_number": numbers, "offence": found.kind, "offence_date": found.day,
        "outcome": np.where(known, found.outcome, "pending").astype(object), "outcome_date": np.where(known, found.outcome_day, NEVER),
    }  # fmt: skip
    interventions = {"intervention": work.kind, "stage": work.stage, "start_date": work.start, "end_date": work.end}
    return {"youth_offences": facts(found.person, offences), "youth_interventions": facts(work.person, interventions)}
