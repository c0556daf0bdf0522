"""Synthetic: the police's export of missing episodes."""

from __future__ import annotations

import numpy as np

from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.going_missing import MINUTES_A_DAY, Missing, missing_episodes
from sherwood.synthetic.community.happening import clock, numbered, share
from sherwood.synthetic.community.rows import (
    HOME,
    IDENTITY,
    Rows,
    blank,
    facts,
    no_day,
    registered_people,
    rows_of,
    table,
    until,
)  # fmt: skip
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import FeedTables

FEED = "police_missing"
_IN_CARE = ("foster", "childrens_home")


def police_missing(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every episode of the county's years; the return is told when it came."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    found = missing_episodes(crowd, courses)
    found = found.of(np.argsort(found.gone, kind="stable"))
    numbers = numbered("MP", len(found.person))
    rows = _rows(draw, crowd, found, numbers)
    registered = registered_people(everyone, FEED, generator, rows)
    told = facts(
        found.person,
        {
            "episode_number": numbers, "missing_date": found.day, "missing_from": found.place, "is_absent": found.is_absent,
            "found_date": np.where(found.back_day > crowd.last, NEVER, found.back_day),
        },
    )  # fmt: skip
    return FeedTables(
        FEED, {"episodes": table(rows, registered, (*IDENTITY, *HOME))}, (registered,), {"missing_episodes": told}
    )


def _rows(draw: Draw, crowd: Crowd, found: Missing, numbers: np.ndarray) -> Rows:
    count = len(numbers)
    in_care = np.isin(found.place, _IN_CARE)
    reported = np.minimum(
        found.day + (draw.generator.random(count) < draw.rate("missing_reported_later")), found.back_day
    )
    offered = share(draw, np.where(in_care, draw.rate("missing_interview_care"), draw.rate("missing_interview_home")))
    columns = {
        "episode_number": numbers, "missing_date": found.day, "missing_time": clock(found.gone % MINUTES_A_DAY), "reported_date": reported,
        "missing_from": found.place, "is_looked_after": in_care ^ draw.happens("missing_care_unknown", count),
        "category": np.where(found.is_absent, "absent", "missing").astype(object),
        "risk": np.where(found.is_absent, "none", draw.pick("missing_risk", count)).astype(object),
        "found_date": found.back_day, "found_time": clock(found.back % MINUTES_A_DAY), "returned": draw.pick("missing_return", count),
        "is_interview_offered": offered.astype(object),
    }  # fmt: skip
    rows = rows_of(found.person, reported, columns)
    late = draw.days("missing_told_late", count) * draw.happens("missing_told_late", count)
    not_yet = {
        "found_date": no_day(count),
        "found_time": blank(count),
        "returned": blank(count),
        "is_interview_offered": blank(count),
    }
    rows = until(rows, found.back_day + late, not_yet)
    wrong = np.maximum(rows.columns["missing_date"] - 1, crowd.people.born[rows.person])
    is_wrong = draw.happens("missing_put_right", len(rows)) & (rows.columns["found_date"] < NEVER)
    return until(
        rows, np.where(is_wrong, rows.recorded + draw.days("missing_put_right", len(rows)), 0), {"missing_date": wrong}
    )
