"""Synthetic: treatment for drugs and alcohol, of parents and of young people, episode by episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd
from sherwood.synthetic.community.happening import (
    at_ages,
    draw_of,
    happenings,
    numbered,
    one_at_a_time,
    reviews,
    share,
    strengths,
)
from sherwood.synthetic.community.rows import (
    IDENTITY,
    Column,
    Rows,
    blank,
    facts,
    no_day,
    only,
    registered_people,
    reviewed,
    rows_of,
    table,
    until,
    with_slips,
)  # fmt: skip
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Everyone, Positions, Role
from sherwood.synthetic.partner_feed import FeedTables

FEED = "substance_misuse"
_YOUNGEST, _OLDEST = 12, 67
_DAYS_A_YEAR = 365.25
_DIED, _DECLINED = "died", "declined"


@dataclass(frozen=True)
class Treatment:
    """One episode each: who, referred when, treated from when (NEVER: did not come), until when (NEVER: still), for what, how it ended."""

    person: Positions
    referred: Days
    start: Days
    end: Days
    substance: NDArray[Any]
    ending: NDArray[Any]
    is_young: NDArray[np.bool_]


def substance_misuse(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every episode referred in the county's years."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    found = treatment_of(crowd, courses)
    numbers = numbered("E", len(found.person))
    rows = _rows(draw, crowd, found, numbers)
    registered = registered_people(everyone, FEED, generator, rows)
    told = {
        "substance": found.substance, "referral_date": found.referred, "start_date": found.start,
        "end_date": np.where(found.end > crowd.last, NEVER, found.end), "is_young_person": found.is_young,
    }  # fmt: skip
    tables = {"episodes": table(rows, registered, (*IDENTITY, "postcode", "nhs_number"))}
    return FeedTables(FEED, tables, (registered,), {"treatment_spells": facts(found.person, told)})


def treatment_of(crowd: Crowd, courses: LifeCourses) -> Treatment:
    """Episodes of parents and of children from twelve on; families share the inclination, and need drives it."""
    draw = draw_of(crowd, courses, "treatment")
    strength = strengths(draw, crowd, "treatment") * (crowd.people.role < Role.GRANDPARENT)
    born, died = crowd.people.born, crowd.people.died
    start = np.maximum(born + int(_YOUNGEST * _DAYS_A_YEAR), crowd.before_first)
    end = np.minimum(np.minimum(born + _OLDEST * 365, died), crowd.last + 1)
    person, day = happenings(draw, crowd, "treatment", strength, start, end)
    age = crowd.ages(person, day)
    happens = share(draw, at_ages(draw, "treatment_age", age)) & (crowd.homes(person, day) != NOBODY)
    happens &= ~crowd.is_child[person] | (age < OF_AGE)
    order = np.lexsort((day[happens], person[happens]))
    return _one_at_a_time(_episodes(draw, crowd, person[happens][order], day[happens][order]))


def _episodes(draw: Draw, crowd: Crowd, person: Positions, referred: Days) -> Treatment:
    count = len(person)
    is_young = crowd.is_minor(person, referred)
    comes = ~draw.happens("treatment_not_taken_up", count)
    start = np.where(comes, referred + draw.days("treatment_wait", count), NEVER)
    lasts = np.where(is_young, draw.days("treatment_of_young", count), draw.days("treatment", count))
    died = crowd.people.died[person]
    end = np.minimum(np.where(comes, start + lasts, referred + draw.days("treatment_closed_after", count)), died)
    ending = np.where(comes, draw.pick("treatment_ending", count), _DECLINED)
    substance = np.where(is_young, draw.pick("substance_of_young", count), draw.pick("substance_of_adults", count))
    started = np.where(start < end, start, NEVER).astype(np.int32)
    return Treatment(
        person,
        referred,
        started,
        end.astype(np.int32),
        substance,
        np.where(end == died, _DIED, ending).astype(object),
        is_young,
    )


def _one_at_a_time(found: Treatment) -> Treatment:
    """A referral while an episode is open adds nothing to it."""
    kept = one_at_a_time(found.person, found.referred, found.end)
    return Treatment(*(each[kept] for each in vars(found).values()))


def _rows(draw: Draw, crowd: Crowd, found: Treatment, numbers: Column) -> Rows:
    """One row an episode as it stood at referral, at the start, after each review and at the end."""
    count = len(numbers)
    status, children = _parental(draw, crowd, found)
    second = draw.pick("second_substance", count)
    columns = {
        "episode_number": numbers, "is_young_person": found.is_young, "referral_date": found.referred,
        "source": np.where(found.is_young, draw.pick("treatment_source_of_young", count), draw.pick("treatment_source", count)),
        "start_date": found.start, "last_review_date": no_day(count), "substance": found.substance,
        "second_substance": only((second != "") & (second != found.substance), second), "parental_status": status, "children": children,
        "end_date": found.end, "ending": found.ending,
    }  # fmt: skip
    rows = rows_of(found.person, found.referred + draw.generator.integers(0, 5, count), columns)
    owner, day = reviews(
        draw, np.minimum(found.start, found.end), np.minimum(found.end, crowd.last + 1), "treatment_review_days", 8
    )
    rows = reviewed(rows, owner, day + 3, {"last_review_date": day})
    rows = until(
        rows,
        np.where(rows.columns["start_date"] < NEVER, rows.columns["start_date"] + 1, 0),
        {"start_date": no_day(len(rows))},
    )
    late = draw.generator.integers(1, 12, len(rows))
    rows = until(rows, rows.columns["end_date"] + late, {"end_date": no_day(len(rows)), "ending": blank(len(rows))})
    return with_slips(rows, draw, "episode_number")


def _parental(draw: Draw, crowd: Crowd, found: Treatment) -> tuple[Column, NDArray[np.int32]]:
    """Which of the client's own children lived with them on the day of referral, as the client said it."""
    count = len(found.person)
    owner, child = crowd.children.of(crowd.people.family[found.person])
    on = found.referred[owner]
    is_child = crowd.is_minor(child, on) & crowd.is_alive(child, on) & ~found.is_young[owner]
    with_client = is_child & (crowd.homes(child, on) == crowd.homes(found.person[owner], on))
    own, there = (np.bincount(owner[each], minlength=count) for each in (is_child, with_client))
    status = np.where(
        own == 0, "not_parent", np.where(there == 0, "none", np.where(there == own, "all", "some"))
    ).astype(object)
    is_said = ~draw.happens("parental_status_unknown", count)
    return only(is_said, status), np.where(found.is_young, NOBODY, there).astype(np.int32)
