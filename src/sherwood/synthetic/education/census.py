"""Synthetic: the school census of every term, and the truth of who was on which roll and missed how many sessions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education import marks
from sherwood.synthetic.education.census_tables import CensusTables
from sherwood.synthetic.education.columns import dates, same, taken, texts
from sherwood.synthetic.education.counted import Counted
from sherwood.synthetic.education.excluding import together
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.education.terms_told import censuses
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import FeedTables, Sent
from sherwood.vocabulary.periods import collection_year

FEED = "school_census"


def school_census(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every census of the county's years, file by file so that no two terms are held at a time.

    `facts` of sessions are whole once the files have been read to their end: they are counted from the same registers.
    """
    schooling = schooling_of(everyone, courses)
    facts = {"enrolments": _enrolments(schooling), "exclusions": _exclusions(schooling)}
    sent = _Sending(everyone, schooling, Draw(generator, courses), facts)
    return FeedTables(FEED, {}, (schooling.registered,), facts, files=sent.files())


class _Sending:
    """Goes through the school years once, counting each stretch's registers when the first census asks for them."""

    def __init__(self, everyone: Everyone, schooling: Schooling, draw: Draw, facts: dict[str, pa.Table]) -> None:
        self._everyone, self._schooling, self._draw, self._facts = everyone, schooling, draw, facts
        self._waiting: dict[tuple[int, int], Counted] = {}
        self._sessions: list[pa.Table] = []
        self._left = iter(schooling.years.stretches)

    def files(self) -> Iterator[Sent]:
        """Every file in order."""
        everyone, feed = self._everyone, load_catalogue().feed(FEED)
        for census in censuses(self._schooling.years, everyone.first_day, everyone.last_day):
            told = tuple(self._counted(each.year, each.part) for each in census.tells_of)
            tables = feed.year_for(collection_year(date_of(census.day)).label).tables
            telling = CensusTables(everyone, self._schooling, census, tables, self._draw, told)
            for name, rows in telling.all():
                of_term = name.removeprefix(f"{census.term}_")
                yield Sent(census.comes, f"{census.name}_{of_term}", name, rows)
        for _ in self._left_over():
            pass
        self._facts["school_sessions"] = pa.concat_tables([_SESSIONS.empty_table(), *self._sessions])

    def _counted(self, year: int, part: int) -> Counted:
        while (year, part) not in self._waiting:
            next(self._left_over())
        return self._waiting.pop((year, part))

    def _left_over(self) -> Iterator[None]:
        for stretch in self._left:
            counted = Counted.of(self._schooling.registers_of(stretch), len(self._schooling.enrolments))
            # No census looks further back than the summer before the last.
            self._waiting = {key: kept for key, kept in self._waiting.items() if key[0] >= stretch.year - 1}
            self._waiting[stretch.year, stretch.part] = counted
            self._sessions.append(_sessions(self._schooling, counted))
            yield


_SESSIONS = pa.schema(
    [
        ("person_id", pa.string()), ("urn", pa.string()), ("term", pa.dictionary(pa.int32(), pa.string())),
        ("possible", pa.int16()), ("missed_with_leave", pa.int16()), ("missed_without_leave", pa.int16()),
    ]
)  # fmt: skip


def _sessions(schooling: Schooling, counted: Counted) -> pa.Table:
    rows = counted.enrolment
    return pa.table(
        {
            "person_id": texts(schooling.persons[rows]),
            "urn": taken(schooling.schools.urn, schooling.enrolments.school[rows]),
            "term": same(counted.stretch.name, len(rows)).dictionary_encode(),
            "possible": pa.array(counted.possible),
            "missed_with_leave": pa.array(counted.missed(marks.AUTHORISED)),
            "missed_without_leave": pa.array(counted.missed(marks.UNAUTHORISED)),
        }
    )


def _enrolments(schooling: Schooling) -> pa.Table:
    enrolments = schooling.enrolments
    return pa.table(
        {
            "person_id": texts(schooling.persons),
            "urn": taken(schooling.schools.urn, enrolments.school),
            "start_date": dates(enrolments.start),
            "end_date": dates(enrolments.end),
        }
    )


def _exclusions(schooling: Schooling) -> pa.Table:
    found = together([schooling.excluded_in(stretch) for stretch in schooling.years.stretches])
    rows = found.enrolment
    return pa.table(
        {
            "person_id": texts(schooling.persons[rows]),
            "urn": taken(schooling.schools.urn, schooling.enrolments.school[rows]),
            "start_date": dates(found.day),
            "sessions": pa.array(found.sessions),
            "is_permanent": pa.array(found.is_permanent),
        }
    )
