"""Synthetic: the private fostering register, children living by private arrangement with somebody who is no close relative."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone, Positions, Role
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.counting import children_on, yearly
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of

FEED = "private_fostering"
_DAYS_A_YEAR = 365.25
# Under 16, or under 18 if disabled, and not an infant: Children Act 1989, section 66.
_AGES = (1.0, 15.9)
_ARRANGEMENTS = {
    "arrangement_number": pa.string(),
    "person_number": pa.string(),
    "forename": pa.string(),
    "surname": pa.string(),
    "birth_date": pa.date32(),
    "sex": pa.string(),
    "postcode": pa.string(),
    "aware_date": pa.date32(),
    "notification_date": pa.date32(),
    "start_date": pa.date32(),
    "relation": pa.string(),
    "first_visit_date": pa.date32(),
    "end_date": pa.date32(),
}
_VISITS = {"arrangement_number": pa.string(), "visit_date": pa.date32(), "is_seen_alone": pa.bool_()}


def private_fostering(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Arrangements at the published rate, of children of the county drawn at random, with visits until they end."""
    draw = Draw(generator, courses)
    notified = yearly(
        draw,
        draw.rate("private_fostering_per_10000"),
        children_on(everyone, everyone.last_day),
        everyone.first_day,
        everyone.last_day,
    )
    persons = np.array([_child(everyone, draw, int(day)) for day in notified], np.int32)
    registered = register(everyone, FEED, persons, notified, generator)
    told = registered.columns.to_pylist()
    arrangements: list[Entry] = []
    visits: list[Entry] = []
    for position, day in enumerate(notified):
        arrangement, seen = _arrangement(everyone, draw, position + 1, told[position], int(day))
        known = {each: day_number(arrangement[each]) for each in ("first_visit_date", "end_date") if arrangement[each]}
        arrangements += as_it_grew(arrangement, int(day), known)
        visits += seen
    tables = {"arrangements": table_of(arrangements, _ARRANGEMENTS), "visits": table_of(visits, _VISITS)}
    return FeedTables(FEED, tables, (registered,))


def _child(everyone: Everyone, draw: Draw, day: int) -> int:
    """A child of the ages the law speaks of on the day, tried at random until one fits."""
    people = everyone.people
    youngest, oldest = (day - round(age * _DAYS_A_YEAR) for age in _AGES)
    fits: Positions = np.flatnonzero(
        (people.role == Role.CHILD) & (people.born <= youngest) & (people.born > oldest) & (people.died > day)
    ).astype(np.int32)
    return int(draw.generator.choice(fits))


def _arrangement(everyone: Everyone, draw: Draw, number: int, told: Entry, notified: int) -> tuple[Entry, list[Entry]]:
    start = notified - int(draw.generator.integers(-20, 90))
    ended = max(start, notified) + int(draw.days("private_fostering_lasts", 1)[0])
    is_prompt = draw.happens("private_fostering_visited_in_7_days", 1)[0]
    first = notified + int(draw.generator.integers(1, 10) if is_prompt else draw.generator.integers(10, 40))
    visits = list(_visits(draw, first, min(ended, everyone.last_day + 1)))
    name = f"PF{number:04d}"
    arrangement = {
        "arrangement_number": name,
        "person_number": told["source_id"],
        **{column: told[column] for column in ("forename", "surname", "birth_date", "sex", "postcode")},
        "aware_date": date_of(notified - int(draw.generator.integers(0, 8))),
        "notification_date": date_of(notified),
        "start_date": date_of(start),
        "relation": draw.pick("private_fostering_relation", 1)[0],
        "first_visit_date": date_of(visits[0]) if visits else None,
        "end_date": date_of(ended),
    }
    return arrangement, [_visit(draw, name, day) for day in visits]


def _visits(draw: Draw, first: int, until: int) -> Iterator[int]:
    day = first
    while day < until:
        yield day
        day += int(draw.days("private_fostering_visit_gap", 1)[0])


def _visit(draw: Draw, arrangement: str, day: int) -> Entry:
    return {
        "arrangement_number": arrangement,
        "visit_date": date_of(day),
        "is_seen_alone": bool(draw.happens("private_fostering_seen_alone", 1)[0]),
        RECORDED: day + int(draw.generator.integers(0, 12)),
        REMOVED: NEVER,
    }
