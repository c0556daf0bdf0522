"""Synthetic: the police's export of incidents, as the force recorded them, put them right and cancelled some."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from sherwood.synthetic.community import incidents as recorded
from sherwood.synthetic.community.antisocial import Measures, antisocial_behaviour, antisocial_measures
from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.domestic import domestic_incidents, police_contacts
from sherwood.synthetic.community.incidents import Incidents, Parts
from sherwood.synthetic.community.offending import adult_offences, child_offences
from sherwood.synthetic.community.rows import (
    HOME,
    IDENTITY,
    Column,
    Rows,
    facts,
    only,
    registered_people,
    rows_of,
    table,
    until,
)
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Everyone, Positions
from sherwood.synthetic.partner_feed import FeedTables

FEED = "police_incidents"
_MOST_DAYS_WRONG = 10
# Which incident a row is of, while its versions are made.
_INCIDENT = "incident"


def police_incidents(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every incident of the county's years the force would share, one row a person, and measures against anti-social behaviour."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    behaviour = antisocial_behaviour(crowd, courses)
    measures = antisocial_measures(crowd, courses, behaviour)
    found, parts = recorded.joined(
        [
            recorded.of_domestic_abuse(crowd, draw, domestic_incidents(crowd, courses)),
            recorded.of_children(draw, child_offences(crowd, courses)),
            recorded.of_adults(draw, adult_offences(crowd, courses)),
            recorded.of_antisocial_behaviour(crowd, draw, behaviour),
            recorded.of_harm(crowd, courses, draw),
            recorded.of_concern(crowd, draw, police_contacts(crowd, courses)),
        ]
    )
    on = (found.day + draw.pick("police_delay", len(found)).astype(np.int32)).astype(np.int32)
    # Nobody is charged with what is not recorded yet.
    np.minimum.at(on, parts.incident, parts.outcome_day)
    numbers = _numbers(on)
    rows = _rows(everyone, draw, crowd, found, parts, on, numbers)
    against = _measure_rows(draw, measures)
    registered = registered_people(everyone, FEED, generator, rows, against)
    tables = {
        "incidents": table(rows, registered, (*IDENTITY, *HOME)),
        "measures": table(against, registered, (*IDENTITY, "postcode")),
    }
    return FeedTables(FEED, tables, (registered,), _facts(found, parts, numbers, measures))


def _numbers(on: Days) -> Column:
    """The force's numbers: two figures of the year, and one after another as they were recorded."""
    order = np.argsort(on, kind="stable")
    year = on[order].astype("datetime64[D]").astype("datetime64[Y]").astype(int) % 100 + 70
    found = np.empty(len(on), object)
    found[order] = [f"{of_year % 100:02d}/{number:07d}" for number, of_year in enumerate(year.tolist(), start=1)]
    return found


def _rows(
    everyone: Everyone, draw: Draw, crowd: Crowd, found: Incidents, parts: Parts, on: Days, numbers: Column
) -> Rows:  # fmt: skip
    """One row a part, in the versions the force's system held one after another."""
    at, count = parts.incident, len(parts.incident)
    day = found.day[at]
    cancelled = draw.happens("police_cancelled", len(found))
    columns = {
        _INCIDENT: at, "incident_number": numbers[at], "is_child": crowd.is_minor(parts.person, day), "role": parts.role,
        "incident_date": day, "incident_time": found.time[at], "recorded_date": on[at], "incident_class": found.kind[at],
        "is_domestic_abuse": found.is_domestic[at], "risk": found.risk[at], "antisocial_class": found.antisocial[at],
        "outcome": parts.outcome, "outcome_date": parts.outcome_day, "rating": found.rating[at], **_addresses(everyone, found.home[at]),
        "record": np.where(cancelled[at], "cancelled", "recorded").astype(object),
    }  # fmt: skip
    rows = rows_of(parts.person, on[at], columns)
    is_suspect = parts.outcome_day < NEVER
    rows = until(
        rows,
        np.where(is_suspect, parts.outcome_day, 0),
        {
            "outcome": only(is_suspect, np.full(count, "investigating", object)),
            "outcome_date": np.full(count, NEVER, np.int32),
        },
    )
    rows = _cancelled_later(draw, rows, len(found))
    rows = _put_right(draw, crowd, rows, len(found))
    return replace(rows, columns={name: column for name, column in rows.columns.items() if name != _INCIDENT})


def _cancelled_later(draw: Draw, rows: Rows, incidents: int) -> Rows:
    """What was cancelled stood as recorded until then; the parts of one incident are cancelled on one day."""
    day = rows.filed + draw.days("police_cancelled", incidents)[rows.columns[_INCIDENT]]
    is_cancelled = rows.columns["record"] == "cancelled"
    return until(rows, np.where(is_cancelled, day, 0), {"record": np.full(len(rows), "recorded", object)})


def _put_right(draw: Draw, crowd: Crowd, rows: Rows, incidents: int) -> Rows:
    """Some incidents stood with another day, some with another class, until somebody noticed."""
    at = rows.columns[_INCIDENT]
    is_wrong = draw.happens("police_put_right", incidents)[at]
    is_day = draw.generator.integers(0, 2, incidents)[at] == 0
    right, kind = rows.columns["incident_date"], rows.columns["incident_class"]
    earlier = right - draw.generator.integers(1, _MOST_DAYS_WRONG, incidents)[at]
    wrong = np.maximum(earlier, crowd.people.born[rows.person])
    told = {
        "incident_date": np.where(is_day, wrong, right).astype(np.int32),
        "incident_class": np.where(is_day, kind, "other"),
    }
    day = rows.filed + draw.days("police_put_right", incidents)[at]
    return until(rows, np.where(is_wrong, day, 0), told)


def _addresses(everyone: Everyone, home: Positions) -> dict[str, Column]:
    """Where incidents happened, as far as it was a home."""
    homes, at = everyone.homes, np.maximum(home, 0)
    lists = {
        "house": (everyone.houses, homes.house),
        "street": (everyone.streets, homes.street),
        "postcode": (everyone.postcodes, homes.postcode),
    }
    texts = {name: np.array(words.to_pylist(), object)[positions[at]] for name, (words, positions) in lists.items()}
    return {f"incident_{name}": only(home != NOBODY, text) for name, text in texts.items()}


def _measure_rows(draw: Draw, measures: Measures) -> Rows:
    """One row a measure, told some days after it was given; a breach is told when it came."""
    count = len(measures.person)
    order = np.argsort(measures.given, kind="stable")
    numbers = np.empty(count, object)
    numbers[order] = [f"ASB{number:05d}" for number in range(1, count + 1)]
    columns = {
        "measure_number": numbers,
        "measure": measures.kind,
        "given_date": measures.given,
        "end_date": measures.end,
        "breached_date": measures.breached,
    }
    on = measures.given + draw.pick("police_delay", count).astype(np.int32)
    rows = rows_of(measures.person, on, columns)
    return until(
        rows,
        np.where(measures.breached < NEVER, measures.breached, 0),
        {"breached_date": np.full(count, NEVER, np.int32)},
    )


def _facts(found: Incidents, parts: Parts, numbers: Column, measures: Measures) -> dict[str, pa.Table]:
    at = parts.incident
    incidents = {
        "incident_number": numbers[at], "role": parts.role, "incident_date": found.day[at], "incident_class": found.kind[at],
        "is_domestic_abuse": found.is_domestic[at], "home": found.home[at], "outcome": parts.outcome, "outcome_date": parts.outcome_day,
    }  # fmt: skip
    against = {
        "measure": measures.kind,
        "given_date": measures.given,
        "end_date": measures.end,
        "breached_date": measures.breached,
    }
    return {"police_incidents": facts(parts.person, incidents), "antisocial_measures": facts(measures.person, against)}
