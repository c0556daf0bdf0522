"""Synthetic: the monthly answers about adults whom the authority listed: in which benefit group each was on the day of the match."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.listed import listed
from sherwood.synthetic.community.rows import Rows, facts, only, registered_people, rows_of, table
from sherwood.synthetic.community.working import OUT, STATES, Working, working_lives
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Everyone, Positions
from sherwood.synthetic.partner_feed import FeedTables

FEED = "dwp"
_MATCHED = "matched"


def dwp(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Answers of the last months only, for older ones are destroyed; the spells of everybody stand in the facts."""
    draw, crowd = Draw(generator, courses), Crowd(everyone)
    spells = working_lives(crowd, courses)
    person, day = listed(draw, crowd, courses)
    rows = _rows(draw, spells, person, day)
    registered = registered_people(everyone, FEED, generator, rows)
    answers = table(rows, registered, ("forename", "surname", "birth_date", "ni_number", "house", "postcode"))
    tables = {"answers": _at_the_address_of_the_day(draw, crowd, answers, person, day)}
    told = {
        "state": STATES[spells.state],
        "benefit": spells.benefit,
        "start_date": spells.start,
        "end_date": spells.end,
    }
    return FeedTables(FEED, tables, (registered,), {"working_spells": facts(spells.person, told)})


def _at_the_address_of_the_day(
    draw: Draw, crowd: Crowd, answers: pa.Table, person: Positions, day: Days
) -> pa.Table:  # fmt: skip
    """The answers with the address the authority had when it drew up each list; of some adults it goes on listing an earlier one."""
    everyone, home = crowd.everyone, crowd.homes(person, day)
    is_earlier = pa.array(draw.happens("listed_at_an_earlier_address", len(crowd.people))[person])
    homes = everyone.homes
    of_day = {
        "house": everyone.houses.take(pa.array(homes.house[home])),
        "postcode": everyone.postcodes.take(pa.array(homes.postcode[home])),
    }
    for name, words in of_day.items():
        known = pc.or_(is_earlier, pc.is_null(answers[name]))
        told = pc.if_else(known, answers[name], words)
        answers = answers.set_column(answers.column_names.index(name), name, told)
    return answers


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
