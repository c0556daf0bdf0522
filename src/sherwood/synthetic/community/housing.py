"""Synthetic: the districts' housing systems as they tell of tenancies, households, rent owed, steps, homelessness and stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.community.arrears import Owed, Steps, landlord_steps, rent_owed
from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.happening import numbered
from sherwood.synthetic.community.homeless import Applications, Stays, applications_of, stays_of
from sherwood.synthetic.community.rows import (
    IDENTITY,
    Column,
    Rows,
    blank,
    facts,
    no_day,
    only,
    registered_people,
    rows_of,
    table,
    until,
    with_slips,
)  # fmt: skip
from sherwood.synthetic.community.tenancies import Household, Tenancies, household_of, tenancies_of
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Everyone, Positions
from sherwood.synthetic.partner_feed import FeedTables

FEED = "housing"
_TOLD_WEEKS = 1.0
_PENNIES = 100


def housing(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Everything the housing systems hold of the county's years."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    held = tenancies_of(crowd, courses)
    household, owed = household_of(crowd, courses, held), rent_owed(crowd, courses, held)
    steps = landlord_steps(crowd, courses, held, owed)
    applied = applications_of(crowd, courses)
    stays = stays_of(crowd, courses, applied)
    numbers, cases = numbered("T", len(held)), numbered("HL", len(applied.person))
    members, applications = _members(draw, household, numbers), _applications(draw, crowd, applied, cases)
    registered = registered_people(everyone, FEED, generator, members, applications)
    tables = {
        "tenancies": table(_tenancies(draw, crowd, held, steps, numbers)),
        "members": table(members, registered, (*IDENTITY, "ni_number")),
        "arrears": table(_arrears(held, owed, numbers)),
        "steps": table(_steps(steps, numbers)),
        "applications": table(applications, registered, (*IDENTITY, "ni_number")),
        "temporary": table(_stays(crowd, stays, cases)),
    }
    return FeedTables(FEED, tables, (registered,), _facts(held, household, owed, steps, applied, stays))


def _tenancies(draw: Draw, crowd: Crowd, held: Tenancies, steps: Steps, numbers: Column) -> Rows:
    """One row a tenancy, with its end once it is entered."""
    count, homes = len(held), crowd.everyone.homes
    uprn = homes.uprn[held.home].astype(str).astype(object)
    evicted = np.zeros(count, bool)
    evicted[steps.tenancy[steps.step == "warrant"]] = True
    died = crowd.people.died[held.tenant] == held.end
    ending = np.where(died, "death", np.where(evicted, "eviction", draw.pick("tenancy_ending", count)))
    columns = {
        "tenancy_number": numbers, "landlord": _landlords(draw, crowd, held.home), "kind": draw.pick("tenancy_kind", count),
        **_address(crowd.everyone, held.home), "uprn": only(~draw.happens("tenancy_without_uprn", count), uprn), "weekly_rent": held.rent,
        "start_date": held.start, "end_date": held.end, "ending": only(held.end < NEVER, ending.astype(object)),
    }  # fmt: skip
    recorded = held.start + draw.days("tenancy_entered_after", count)
    rows = rows_of(np.full(count, NOBODY), np.minimum(recorded, np.maximum(held.end - 1, held.start)), columns)
    entered = held.end + draw.days("tenancy_entered_after", count)
    return until(rows, np.where(held.end < NEVER, entered, 0), {"end_date": no_day(count), "ending": blank(count)})


def _landlords(draw: Draw, crowd: Crowd, home: Positions) -> Column:
    """The district's own homes, or one of the associations that let there."""
    districts = np.array(crowd.everyone.districts.to_pylist(), object)[crowd.everyone.homes.district[home]]
    kind = draw.pick("landlord", len(home))
    return np.array([f"{district} {each}" for district, each in zip(districts, kind, strict=True)], object)


def _address(everyone: Everyone, home: Positions) -> dict[str, Column]:
    homes = everyone.homes
    lists = {
        "house": (everyone.houses, homes.house),
        "street": (everyone.streets, homes.street),
        "postcode": (everyone.postcodes, homes.postcode),
    }
    return {name: np.array(words.to_pylist(), object)[position[home]] for name, (words, position) in lists.items()}


def _members(draw: Draw, household: Household, numbers: Column) -> Rows:
    """One row a member: those who move in are entered when the landlord hears of it, those who left later still."""
    count = len(household.person)
    columns = {
        "tenancy_number": numbers[household.tenancy], "relation": household.relation, "joined_date": household.joined,
        "left_date": household.left,
    }  # fmt: skip
    heard = household.joined + draw.days("member_entered_after", count)
    left = household.left + draw.days("member_entered_after", count)
    rows = rows_of(
        household.person, np.minimum(heard, np.where(household.left < NEVER, household.left, heard)), columns
    )
    return until(rows, np.where(household.left < NEVER, left, 0), {"left_date": no_day(count)})


def _arrears(held: Tenancies, owed: Owed, numbers: Column) -> Rows:
    """What each tenancy owed at the end of a month, where it was a week's rent or more."""
    tenancy, month = np.nonzero(owed.weeks >= _TOLD_WEEKS)
    rent = held.rent[tenancy]
    balance = np.round(owed.weeks[tenancy, month].astype(np.float64) * rent * _PENNIES) / _PENNIES
    day = owed.months[month]
    columns = {"tenancy_number": numbers[tenancy], "month_end_date": day, "weekly_rent": rent, "balance": balance}
    return rows_of(np.full(len(tenancy), NOBODY), day, columns)


def _steps(steps: Steps, numbers: Column) -> Rows:
    columns = {
        "tenancy_number": numbers[steps.tenancy], "step": steps.step, "ground": steps.ground, "step_date": steps.day,
        "possession_date": steps.possession(),
    }  # fmt: skip
    return rows_of(np.full(len(steps.step), NOBODY), steps.day, columns)


def _applications(draw: Draw, crowd: Crowd, applied: Applications, cases: Column) -> Rows:
    """One row an application, with decision and end once they were made."""
    count = len(applied.person)
    postcodes = np.array(crowd.everyone.postcodes.to_pylist(), object)[crowd.everyone.homes.postcode[applied.home]]
    columns = {
        "application_number": cases, "postcode": postcodes, "children": applied.children, "applied_date": applied.applied,
        "reason": applied.reason, "decision": applied.decision, "decision_date": applied.decided, "ended_date": applied.ended,
        "ending": only(applied.ended < NEVER, applied.ending),
    }  # fmt: skip
    rows = rows_of(applied.person, applied.applied + draw.generator.integers(0, 3, count), columns)
    rows = until(
        rows,
        applied.decided + draw.generator.integers(0, 6, count),
        {"decision": blank(count), "decision_date": no_day(count)},
    )
    ended = rows.columns["ended_date"]
    not_yet = {"ended_date": no_day(len(rows)), "ending": blank(len(rows))}
    return with_slips(until(rows, np.where(ended < NEVER, ended + 3, 0), not_yet), draw, "application_number")


def _stays(crowd: Crowd, stays: Stays, cases: Column) -> Rows:
    postcodes = np.array(crowd.everyone.postcodes.to_pylist(), object)[stays.postcode]
    columns = {
        "application_number": cases[stays.application], "kind": stays.kind, "postcode": postcodes, "start_date": stays.start,
        "end_date": stays.end,
    }  # fmt: skip
    rows = rows_of(np.full(len(stays.kind), NOBODY), stays.start, columns)
    return until(rows, stays.end + 2, {"end_date": no_day(len(rows))})


def _facts(
    held: Tenancies, household: Household, owed: Owed, steps: Steps, applied: Applications, stays: Stays
) -> dict[str, pa.Table]:  # fmt: skip
    tenancy, month = np.nonzero(owed.weeks > 0)
    spell: dict[str, Column] = {
        "tenancy": np.arange(len(held), dtype=np.int32),
        "home": held.home,
        "start_date": held.start,
        "end_date": held.end,
        "weekly_rent": held.rent,
    }
    weeks: NDArray[Any] = owed.weeks[tenancy, month].astype(np.float64)
    case = {
        "home": applied.home, "children": applied.children, "applied_date": applied.applied, "reason": applied.reason,
        "decision": applied.decision, "decision_date": applied.decided, "ended_date": applied.ended,
    }  # fmt: skip
    stay = {"kind": stays.kind, "start_date": stays.start, "end_date": stays.end}
    return {
        "tenancies": facts(held.tenant, spell),
        "households": facts(
            household.person,
            {"tenancy": household.tenancy, "joined_date": household.joined, "left_date": household.left},
        ),
        "rent_owed": facts(
            held.tenant[tenancy],
            {"tenancy": tenancy.astype(np.int32), "month_end_date": owed.months[month], "weeks": weeks},
        ),
        "landlord_steps": facts(
            held.tenant[steps.tenancy],
            {"tenancy": steps.tenancy, "step": steps.step, "ground": steps.ground, "step_date": steps.day},
        ),
        "homelessness": facts(applied.person, case),
        "temporary_stays": facts(applied.person[stays.application], stay),
    }
