"""Synthetic: everybody who lives in the county, in columns, handed to the writers of partners' feeds.

Days are counted from 1 January 1970 as 32-bit numbers, ends are the day after the last and `NEVER` while something lasts; people,
families and homes are named by their position. Whole columns and not objects, for a county has half a million people and every feed is
about most of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.answers import Cells
from sherwood.synthetic.lives import Life
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.shapes_of_partners import IdentityMess
from sherwood.synthetic.staff import Post, Worker
from sherwood.vocabulary.calendar import WorkingCalendar

Days = NDArray[np.int32]
Positions = NDArray[np.int32]
Strengths = NDArray[np.float32]
# The day of an end that has not come; far beyond every county, near enough for sums of days to stay inside 32 bits.
NEVER = 1_000_000
NOBODY = -1


class Role(IntEnum):
    """What somebody is in the family they belong to; everybody belongs to one."""

    CHILD = 0
    MOTHER = 1
    FATHER = 2
    STEP_PARENT = 3
    GRANDPARENT = 4


@dataclass(frozen=True)
class People:
    """One row a person. `family` is the family somebody was born to, or heads; a step-parent's is the one they joined.

    `life` is the position among `Everyone.lives` of a child known to services, NOBODY for all others. `upn` and `ni_number` are empty for
    who has none. `need` is the family's own standing risk (mean 1, long tail) times the person's: what drives every feed alike.
    """

    family: Positions
    role: NDArray[np.int8]
    sex: NDArray[np.int8]
    born: Days
    died: Days
    forename: Positions
    surname: Positions
    birth_surname: Positions
    ethnicity: NDArray[np.int16]
    language: NDArray[np.int16]
    nhs_number: NDArray[np.int64]
    upn: pa.Array
    ni_number: pa.Array
    life: Positions
    need: Strengths

    def __len__(self) -> int:
        return len(self.family)


@dataclass(frozen=True)
class Homes:
    """One row a dwelling; `postcode` and `district` are positions in their lists, `decile` is 1 for the most deprived tenth of England."""

    uprn: NDArray[np.int64]
    house: Positions
    street: Positions
    postcode: Positions
    district: NDArray[np.int16]
    ward: NDArray[np.int16]
    decile: NDArray[np.int8]


@dataclass(frozen=True)
class Living:
    """Who lived where, one row a spell, sorted by person and start.

    A child of two homes has two spells at a time, one of them the main one.
    """

    person: Positions
    home: Positions
    start: Days
    end: Days
    is_main: NDArray[np.bool_]


@dataclass(frozen=True)
class Related:
    """One row a relation while it lasts, of an adult to a child or (kind `partner`) to another adult; `kind` is a position in `RELATIONS`.

    `has_responsibility` says that the adult has parental responsibility for the child.
    """

    adult: Positions
    other: Positions
    kind: NDArray[np.int8]
    has_responsibility: NDArray[np.bool_]
    start: Days
    end: Days


RELATIONS = ("mother", "father", "step_parent", "grandparent", "partner")


@dataclass(frozen=True)
class Everyone:
    """The county's people between two days, with the lists their positions point into.

    Children known to services are people too: `lives[people.life[p]]` is the record of person `p`, `person_of_number` finds them by the
    authority's own number, and `health` holds what the return of looked-after children says of each by number and year. The lists are
    Arrow arrays of text, so that a column is `forenames.take(people.forename)`; the first
    `districts_inside` districts are the county's own, children in care may live in those around it.
    `mess` says how often partners write somebody down wrongly; `pandemic` is the one the lives were lived through, if any.
    """

    first_day: int
    last_day: int
    people: People
    homes: Homes
    living: Living
    related: Related
    lives: list[Life]
    person_of_number: dict[str, int]
    forenames: pa.Array
    surnames: pa.Array
    ethnicities: pa.Array
    languages: pa.Array
    streets: pa.Array
    houses: pa.Array
    postcodes: pa.Array
    districts: pa.Array
    wards: pa.Array
    districts_inside: int
    health: Mapping[tuple[str, str], Cells] = field(default_factory=dict)
    workers: tuple[Worker, ...] = ()
    posts: tuple[Post, ...] = ()
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    mess: IdentityMess = field(default_factory=IdentityMess)
    pandemic: CountyPandemic | None = None
