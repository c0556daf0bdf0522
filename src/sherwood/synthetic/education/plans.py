"""Synthetic: the special needs case system: requests for an assessment, plans with need and placement, yearly reviews."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.columns import Columns, dates, taken
from sherwood.synthetic.education.moving import presence_of
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.education.versions import as_filled_in
from sherwood.synthetic.everyone import NEVER, Days, Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import FeedTables, Registered

FEED = "sen2"
_IDENTITY = ("upn", "nhs_number", "forename", "surname", "birth_date", "sex", "postcode")
_TWENTY_WEEKS, _SIX_WEEKS, _YEAR = 140, 42, 365
# Plans became slower from 2022 on (1 January).
_SLOWER_FROM = 18993
_LEAST_WEEKS = 90
_AT_19 = 6940


@dataclass(frozen=True)
class _Requests:
    """One row a request: of a pupil, when it came, when it was decided whether to assess, what came of it when."""

    pupil: NDArray[np.int64]
    day: Days
    decided: Days
    is_assessed: NDArray[np.bool_]
    ends: Days
    outcome: NDArray[np.object_]


def sen2(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Requests of the county's years, plans maintained in them and their reviews, filled in as they went."""
    draw, schooling = Draw(generator, courses), schooling_of(everyone, courses)
    ends = _plan_ends(everyone, draw, schooling)
    requests = _requests(everyone, draw, schooling, ends)
    plan_from = schooling.needs.plan_from
    planned = np.flatnonzero((plan_from <= everyone.last_day) & (ends > everyone.first_day) & (ends > plan_from))
    registered = _registered(everyone, schooling, requests, planned, generator)
    tables = {
        "requests": _request_rows(schooling, draw, registered, requests),
        "plans": _plan_rows(everyone, schooling, draw, registered, planned, ends),
        "reviews": _review_rows(everyone, schooling, draw, planned, ends),
    }
    return FeedTables(FEED, tables, (registered,))


def _plan_ends(everyone: Everyone, draw: Draw, schooling: Schooling) -> Days:
    """The day each plan would cease: with education, around 19, or when the family leaves the county."""
    pupils = schooling.pupils
    grown = pupils.born + _AT_19 + draw.generator.integers(-600, 900, len(pupils))
    found: Days = np.minimum(grown, presence_of(everyone, pupils).end).astype(np.int32)
    return found


def _requests(everyone: Everyone, draw: Draw, schooling: Schooling, ends: Days) -> _Requests:
    needs, first, last = schooling.needs, everyone.first_day, everyone.last_day
    issued = np.flatnonzero((needs.plan_from < NEVER) & (needs.plan_from >= first) & (needs.plan_from < ends))
    issued = issued[needs.plan_from[issued] < last + 2 * _YEAR]
    took = _took(draw, needs.plan_from[issued])
    refused = _refused(draw, schooling, everyone, round(len(issued) * draw.rate("requests_refused")))
    came = draw.generator.integers(first, last, len(refused)).astype(np.int32)
    is_assessed = draw.happens("refused_after_assessment", len(refused))
    pupil = np.concatenate([issued, refused])
    day = np.concatenate([needs.plan_from[issued] - took, came]).astype(np.int32)
    decided = day + np.minimum(draw.days("assessment_decided", len(day)), 120)
    assessed = np.concatenate([np.ones(len(issued), bool), is_assessed])
    end = np.concatenate([needs.plan_from[issued], came + np.where(is_assessed, 112, 40)])
    outcome = np.concatenate([np.full(len(issued), "plan"), np.where(is_assessed, "no_plan", "no_assessment")])
    order = np.argsort(day, kind="stable")
    order = order[day[order] <= last]
    end = np.maximum(end, decided)
    return _Requests(
        pupil[order], day[order], decided[order].astype(np.int32), assessed[order], end[order].astype(np.int32),
        outcome[order].astype(object),
    )  # fmt: skip


def _took(draw: Draw, issued: Days) -> Days:
    """Days from request to plan: about half within twenty weeks, the rest later and later."""
    count = len(issued)
    in_time = draw.generator.random(count) < np.where(
        issued < _SLOWER_FROM, draw.rate("plan_in_20_weeks"), draw.rate("plan_in_20_weeks_later")
    )
    early = _TWENTY_WEEKS - np.minimum(draw.days("plan_early_by", count) - 1, _TWENTY_WEEKS - _LEAST_WEEKS)
    found: Days = np.where(in_time, early, _TWENTY_WEEKS + draw.days("plan_late_by", count)).astype(np.int32)
    return found


def _refused(draw: Draw, schooling: Schooling, everyone: Everyone, number: int) -> NDArray[np.int64]:
    """Pupils asked for in vain, among those with support."""
    needs = schooling.needs
    supported = np.flatnonzero((needs.support_from < everyone.last_day) & (needs.plan_from >= NEVER))
    return draw.generator.choice(supported, min(number, len(supported)), replace=False) if len(supported) else supported


def _registered(
    everyone: Everyone, schooling: Schooling, requests: _Requests, planned: NDArray[np.int64], generator: np.random.Generator
) -> Registered:  # fmt: skip
    """Everybody asked for or with a plan, from the first request on."""
    pupil = np.concatenate([requests.pupil, planned])
    day = np.concatenate([requests.day, schooling.needs.plan_from[planned]])
    order = np.argsort(day, kind="stable")
    known, first = np.unique(pupil[order], return_index=True)
    return register(everyone, FEED, schooling.pupils.person[known], day[order][first].astype(np.int32), generator)


def _who(schooling: Schooling, registered: Registered, pupil: NDArray[np.int64], day: Days) -> Columns:
    record = registered.record_of(schooling.pupils.person[pupil], day)
    told = {name: taken(registered.columns[name], record) for name in _IDENTITY}
    return {"person_number": taken(registered.columns["source_id"], record), **told}


def _request_rows(schooling: Schooling, draw: Draw, registered: Registered, requests: _Requests) -> pa.Table:
    count = len(requests.pupil)
    columns = {
        "request_number": _numbered("R", count),
        **_who(schooling, registered, requests.pupil, requests.day),
        "source": pa.array(draw.pick("sen_request_source", count), pa.string()),
        "request_date": dates(requests.day),
        "decision_date": dates(requests.decided),
        "is_assessed": pa.array(requests.is_assessed),
        "outcome": pa.array(requests.outcome, pa.string()),
        "outcome_date": dates(requests.ends),
    }
    steps = [(requests.decided, ("decision_date", "is_assessed")), (requests.ends, ("outcome", "outcome_date"))]
    return as_filled_in(columns, requests.day, steps)


def _plan_rows(
    everyone: Everyone, schooling: Schooling, draw: Draw, registered: Registered, planned: NDArray[np.int64], ends: Days
) -> pa.Table:  # fmt: skip
    needs, count = schooling.needs, len(planned)
    start, end = needs.plan_from[planned], ends[planned]
    left = end == presence_of(everyone, schooling.pupils).end[planned]
    reason = np.where(left, "moved", draw.pick("sen_cease_reason", count))
    placement, urn = _placements(everyone, schooling, draw, planned)
    columns = {
        "plan_number": taken(_numbered("P", len(schooling.pupils)), planned),
        **_who(schooling, registered, planned, start),
        "start_date": dates(start),
        "need": pa.array(needs.need[planned], pa.string()),
        "second_need": pa.array(needs.second_need[planned], pa.string(), mask=needs.second_need[planned] == ""),
        "placement": pa.array(placement, pa.string()),
        "urn": urn,
        "end_date": dates(end),
        "end_reason": pa.array(reason, pa.string()),
    }
    return as_filled_in(columns, start, [(end, ("end_date", "end_reason"))])


def _placements(
    everyone: Everyone, schooling: Schooling, draw: Draw, planned: NDArray[np.int64]
) -> tuple[NDArray[np.object_], pa.Array]:
    """What kind of placement the plan names and, in the county's own schools, which one: the last that is known."""
    enrolments = schooling.enrolments
    last = np.full(len(schooling.pupils), -1, np.int64)
    begun = np.flatnonzero(enrolments.start <= everyone.last_day)
    order = begun[np.argsort(enrolments.start[begun], kind="stable")]
    last[enrolments.pupil[order]] = order
    row = last[planned]
    is_special = schooling.needs.special_from[planned] < NEVER
    kind = np.where(is_special, "special", draw.pick("sen_placement", len(planned))).astype(object)
    urn = taken(schooling.schools.urn, enrolments.school[np.maximum(row, 0)])
    own = (row >= 0) & np.isin(kind, ("special", "mainstream", "unit"))
    return kind, pa.compute.if_else(pa.array(own), urn, pa.scalar(None, pa.string()))


def _review_rows(
    everyone: Everyone, schooling: Schooling, draw: Draw, planned: NDArray[np.int64], ends: Days
) -> pa.Table:
    """A review about every twelve months from the plan on, while it lasts."""
    start = schooling.needs.plan_from[planned].astype(np.int64)
    until = np.minimum(ends[planned], everyone.last_day)
    number = np.maximum((until - start) // _YEAR, 0)
    at = np.repeat(np.arange(len(planned)), number)
    which = np.arange(len(at)) - np.repeat(np.cumsum(number) - number, number) + 1
    count = len(at)
    held = start[at] + _YEAR * which + draw.generator.normal(0, 18, count).astype(np.int64)
    decided = held + np.minimum(draw.days("sen_review_decided", count), 200)
    kept = (held >= everyone.first_day) & (held < until[at])
    columns = {
        "plan_number": taken(_numbered("P", len(schooling.pupils)), planned[at[kept]]),
        "review_date": dates(held[kept]),
        "decided_date": dates(decided[kept]),
        "decision": pa.array(draw.pick("sen_review_decision", int(kept.sum())), pa.string()),
    }
    return as_filled_in(columns, held[kept] + 10, [(decided[kept], ("decided_date", "decision"))])


def _numbered(prefix: str, count: int) -> pa.Array:
    return pa.array([f"{prefix}{number:06d}" for number in range(1, count + 1)], pa.string())
