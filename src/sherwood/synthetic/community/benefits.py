"""Synthetic: the monthly answers about adults whom the authority listed: in which benefit group each was on the day of the match."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd
from sherwood.synthetic.community.domestic import domestic_incidents
from sherwood.synthetic.community.offending import child_offences
from sherwood.synthetic.community.rows import Rows, facts, only, registered_people, rows_of, table
from sherwood.synthetic.community.working import OUT, STATES, Working, working_lives
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Everyone, Positions
from sherwood.synthetic.partner_feed import FeedTables
from sherwood.vocabulary.intervals import add_months

FEED = "dwp"
_AFTER_TRIGGER = 20
_MATCHED = "matched"


def dwp(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Answers of the last months only, for older ones are destroyed; the spells of everybody stand in the facts."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    spells = working_lives(crowd, courses)
    person, day = _listed(draw, crowd, courses)
    rows = _rows(draw, spells, person, day)
    registered = registered_people(everyone, FEED, generator, rows)
    tables = {"answers": table(rows, registered, ("forename", "surname", "birth_date", "ni_number", "postcode"))}
    told = {
        "state": STATES[spells.state],
        "benefit": spells.benefit,
        "start_date": spells.start,
        "end_date": spells.end,
    }
    return FeedTables(FEED, tables, (registered,), {"working_spells": facts(spells.person, told)})


def _matches(draw: Draw, crowd: Crowd) -> Days:
    """The last days of the months in which a list was matched."""
    last = date_of(crowd.last)
    months = round(draw.rate("months_of_matches"))
    ends = [day_number(add_months(last.replace(day=1), -month)) - 1 for month in range(months)]
    return np.array(sorted(day for day in ends if day >= crowd.first), np.int32)


def _listed(draw: Draw, crowd: Crowd, courses: LifeCourses) -> tuple[Positions, Days]:
    """The adults listed at each match: of families who came to notice not too long before; one row an adult and match."""
    matches = _matches(draw, crowd)
    family, since = _noticed(draw, crowd, courses)
    first = np.searchsorted(matches, since + _AFTER_TRIGGER)
    past = np.searchsorted(matches, since + _AFTER_TRIGGER + round(draw.rate("days_on_the_list")))
    changes = np.zeros((crowd.families, len(matches) + 1), np.int32)
    np.add.at(changes, (family, first), 1)
    np.add.at(changes, (family, past), -1)
    named, at = np.nonzero(np.cumsum(changes, axis=1)[:, : len(matches)] > 0)
    owner, adult = crowd.adults.of(named.astype(np.int32))
    day = matches[at[owner]]
    fits = crowd.is_alive(adult, day) & (crowd.ages(adult, day) >= OF_AGE) & (crowd.homes(adult, day) != NOBODY)
    return adult[fits], day[fits]


def _noticed(draw: Draw, crowd: Crowd, courses: LifeCourses) -> tuple[Positions, Days]:
    """When families came to notice: by some contacts, call-outs and offences, the stronger the more often."""
    whom, when, _ = crowd.contacts
    domestic, offences = domestic_incidents(crowd, courses), child_offences(crowd, courses)
    family = np.concatenate([crowd.people.family[whom], domestic.family, crowd.people.family[offences.person]])
    day = np.concatenate([when, domestic.day, offences.day])
    noticed: NDArray[np.bool_] = draw.happens("noticed", len(day))
    return family[noticed], day[noticed]


def _rows(draw: Draw, spells: Working, person: Positions, day: Days) -> Rows:
    """An adult whom the department did not find has neither flag nor group."""
    count = len(person)
    spell = spells.spans().at(person, day)
    match = draw.pick("benefit_match", count)
    is_found = match == _MATCHED
    is_out = (spell != NOBODY) & (spells.state[spell] == OUT)
    benefit = np.where(spell != NOBODY, spells.benefit[spell], "none")
    columns = {
        "match_date": day, "match": match, "is_out_of_work": only(is_found, is_out.astype(object)), "benefit": only(is_found, benefit),
    }  # fmt: skip
    return rows_of(person, day + round(draw.rate("days_to_answer")), columns)
