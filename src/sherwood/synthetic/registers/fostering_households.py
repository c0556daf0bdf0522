"""Synthetic: households approved to foster, how they come and go, and their places at each month's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.counting import children_on
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of
from sherwood.vocabulary.intervals import add_months

FEED = "fostering"
_DAYS_A_YEAR = 365.25
_ENQUIRY_TO_APPLICATION = (20, 90)
_REVIEW_AFTER, _REVIEW_LATE = 360, 45
_HOUSEHOLDS = {
    "household_number": pa.string(),
    "enquiry_date": pa.date32(),
    "application_date": pa.date32(),
    "approval_date": pa.date32(),
    "approved_for": pa.string(),
    "places": pa.int32(),
    "district": pa.string(),
    "last_review_date": pa.date32(),
    "leaving_date": pa.date32(),
    "leaving_reason": pa.string(),
}
_PLACES = {
    "household_number": pa.string(),
    "month_end_date": pa.date32(),
    "filled": pa.int32(),
    "vacant": pa.int32(),
    "unavailable": pa.int32(),
    "unavailable_reason": pa.string(),
}


def fostering(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """As many households as the county's children call for, a share leaving every year and others approved in their place."""
    draw = Draw(generator, courses)
    households = list(_households(everyone, draw))
    versions = (version for entry in households for version in _as_told(draw, entry, everyone.last_day))
    return FeedTables(
        FEED,
        {
            "households": table_of(versions, _HOUSEHOLDS),
            "places": table_of(_places(draw, households, everyone), _PLACES),
        },
    )


def _households(everyone: Everyone, draw: Draw) -> Iterator[Entry]:
    """A post is one household after another: who leaves is followed by somebody approved within the year."""
    first, last = everyone.first_day, everyone.last_day
    number = 0
    for _ in range(round(children_on(everyone, last) * draw.rate("foster_households_per_10000") / 10_000)):
        approved = first - int(draw.generator.exponential(_DAYS_A_YEAR / draw.rate("foster_household_leaves")))
        while approved <= last:
            number += 1
            left = approved + int(draw.generator.exponential(_DAYS_A_YEAR / draw.rate("foster_household_leaves"))) + 1
            if left >= first:
                yield _household(everyone, draw, number, approved, left)
            approved = max(left, first) + int(draw.generator.integers(1, 365))


def _household(everyone: Everyone, draw: Draw, number: int, approved: int, left: int) -> Entry:
    applied = approved - int(draw.days("foster_assessment", 1)[0])
    place = int(draw.generator.integers(everyone.districts_inside))
    return {
        "household_number": f"F{number:05d}",
        "enquiry_date": date_of(applied - int(draw.generator.integers(*_ENQUIRY_TO_APPLICATION))),
        "application_date": date_of(applied),
        "approval_date": date_of(approved),
        "approved_for": draw.pick("fostering_approval", 1)[0],
        "places": int(draw.pick("foster_places", 1)[0]),
        "district": everyone.districts[place].as_py(),
        "last_review_date": None,
        "leaving_date": date_of(left),
        "leaving_reason": draw.pick("fostering_leaving", 1)[0],
    }


def _as_told(draw: Draw, entry: Entry, last: int) -> Iterator[Entry]:
    """A household's row: a version for every review held, and one for its leaving."""
    approved, left = day_number(entry["approval_date"]), day_number(entry["leaving_date"])
    reviews = _reviews(draw, approved, min(left, last))
    days = [approved, *reviews, min(left, NEVER)]
    for position, (since, until) in enumerate(pairwise(days)):
        reviewed = date_of(reviews[position - 1]) if position else None
        version = {**entry, "last_review_date": reviewed, "leaving_date": None, "leaving_reason": None}
        yield {**version, RECORDED: since, REMOVED: until}
    final = {**entry, "last_review_date": date_of(reviews[-1]) if reviews else None}
    yield from as_it_grew(final, left, {})


def _reviews(draw: Draw, approved: int, until: int) -> list[int]:
    """Reviews about a year apart, some late: regulation 28 of the Fostering Services (England) Regulations 2011."""
    found: list[int] = []
    day = approved
    while True:
        late = int(draw.generator.integers(1, _REVIEW_LATE)) if draw.happens("foster_review_late", 1)[0] else 0
        day += _REVIEW_AFTER - int(draw.generator.integers(0, 20)) + late
        if day >= until:
            return found
        found.append(day)


def _places(draw: Draw, households: list[Entry], everyone: Everyone) -> Iterator[Entry]:
    for month_end in _month_ends(date_of(everyone.first_day), date_of(everyone.last_day)):
        for entry in households:
            if entry["approval_date"] <= month_end < entry["leaving_date"]:
                yield _counted(draw, entry, month_end)


def _counted(draw: Draw, entry: Entry, month_end: dt.date) -> Entry:
    filled = int(draw.generator.binomial(entry["places"], draw.rate("foster_places_filled")))
    free = entry["places"] - filled
    share = draw.rate("foster_places_vacant") / (1 - draw.rate("foster_places_filled"))
    vacant = int(draw.generator.binomial(free, share))
    return {
        "household_number": entry["household_number"],
        "month_end_date": month_end,
        "filled": filled,
        "vacant": vacant,
        "unavailable": free - vacant,
        "unavailable_reason": draw.pick("fostering_unavailable", 1)[0] if free > vacant else None,
        RECORDED: day_number(month_end),
        REMOVED: NEVER,
    }


def _month_ends(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while (month_end := add_months(month, 1) - dt.timedelta(days=1)) <= last:
        yield month_end
        month = add_months(month, 1)
