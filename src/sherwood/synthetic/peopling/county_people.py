"""Synthetic: everybody of the county put together, the known children with their families among all the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.answers import Cells
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Everyone, People, Positions, Role, Strengths
from sherwood.synthetic.lives import Life
from sherwood.synthetic.name_lists import NameLists
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.peopling.bearing import forenames_of, surnames_of
from sherwood.synthetic.peopling.children import Children, children_of
from sherwood.synthetic.peopling.dwellings import Dwellings, spells_of_families
from sherwood.synthetic.peopling.in_care import adoptions_of, arrivals_of, elsewhere_of
from sherwood.synthetic.peopling.living_where import Kin, Stays, grown_up, living_of
from sherwood.synthetic.peopling.names import Names
from sherwood.synthetic.peopling.needing import needs_of
from sherwood.synthetic.peopling.numbers import insurance_numbers, nhs_numbers, pupil_numbers
from sherwood.synthetic.peopling.origins import ethnicities_of, languages_of
from sherwood.synthetic.peopling.parents import LONG_AGO, Adults, Families, adults_of, families_of
from sherwood.synthetic.peopling.relating import related_of
from sherwood.synthetic.peopling.texts import Texts
from sherwood.synthetic.presets import STANDARD
from sherwood.synthetic.shapes_of_partners import IdentityMess
from sherwood.synthetic.staff import Post, Worker
from sherwood.vocabulary.calendar import WorkingCalendar

_DAYS_A_YEAR = 365.25
_LETTER_NUMBER = 13
_YEARS_BEFORE_FOR_ARRIVALS = 10
_ENGLISH = "ENG"
_OF_AGE = 18


@dataclass(frozen=True)
class Peopling:
    """What the county's people are made around: its known lives, its size, its years and its feeds' mess."""

    lives: list[Life]
    children: int
    first_day: int
    last_day: int
    workers: tuple[Worker, ...] = ()
    posts: tuple[Post, ...] = ()
    health: dict[tuple[str, str], Cells] | None = None
    calendar: WorkingCalendar | None = None
    preset: str = STANDARD
    pandemic: CountyPandemic | None = None


def people_the_county(generator: np.random.Generator, courses: LifeCourses, around: Peopling) -> Everyone:
    """Everybody who lives in the county between its first and last day, drawn around the children known to services."""
    return _County(Draw(generator, courses), around).everyone()


class _County:
    """The parts of one county while it is being peopled."""

    def __init__(self, draw: Draw, around: Peopling) -> None:
        self._draw, self._around = draw, around
        self._first, self._last = around.first_day, around.last_day
        self._forenames, self._surnames = Texts(), Texts()
        self._names = Names(NameLists(draw.courses.origins), self._forenames, self._surnames)
        self._ethnicity, self._languages = Texts(), Texts()

    def everyone(self) -> Everyone:
        draw, around, lives = self._draw, self._around, self._around.lives
        every = children_of(draw, lives, around.children, self._first, self._last, self._present)
        children, stays = self._here(every, self._stays(every, arrivals_of(lives, every)))
        arrivals = arrivals_of(lives, children)
        is_alone = np.isin(np.arange(children.families), list(arrivals))
        families = families_of(draw, children, is_alone, self._first)
        adults = adults_of(draw, families, self._first)
        need = needs_of(draw, children, lives)
        dwellings = Dwellings(draw, draw.courses.places.district, self._streets(), children.families)
        spells = spells_of_families(dwellings, draw, lives, _tellers(children, is_alone), need, self._last)
        people = self._people(children, adults, need, families)
        kin = Kin(children, adults, families, stays, need, grown_up(draw, children))
        elsewhere = elsewhere_of(draw, dwellings, lives, children, kin.grown)
        living = living_of(draw, dwellings, kin, people, spells, elsewhere, self._last)
        places = dwellings.places
        return Everyone(
            first_day=self._first, last_day=self._last, people=people, homes=dwellings.homes(), living=living,
            related=related_of(people, children, adults, families, adoptions_of(lives, children)), lives=lives,
            person_of_number=_numbers(people, lives), forenames=self._forenames.arrow(), surnames=self._surnames.arrow(),
            ethnicities=self._ethnicity.arrow(), languages=self._languages.arrow(), streets=places.streets.arrow(),
            houses=places.houses.arrow(), postcodes=places.postcodes.arrow(),
            districts=pa.array([each.name for each in places.districts]), wards=places.ward_names,
            districts_inside=len(places.inside), health=around.health or {}, workers=around.workers, posts=around.posts,
            calendar=around.calendar or WorkingCalendar(), mess=self._mess(), pandemic=around.pandemic,
        )  # fmt: skip

    @property
    def _coming_since(self) -> int:
        return max(self._first - round(_YEARS_BEFORE_FOR_ARRIVALS * _DAYS_A_YEAR), LONG_AGO)

    def _present(self, born: Days) -> NDArray[np.float64]:
        """The share of families outside services who live in the county in the middle of a childhood, as far as it is told."""
        grown = born + _OF_AGE * _DAYS_A_YEAR
        middle = (np.maximum(born, self._first) + np.clip(grown, self._first, self._last)) / 2
        passed = (middle - self._coming_since) / (self._last - self._coming_since)
        comes, leaves = self._draw.rate("arrives_from_outside"), self._draw.rate("leaves_county")
        always_there = (1 - comes) * (1 - leaves * passed)
        # Who came at random before the middle has had only the days since then to leave again.
        found: NDArray[np.float64] = always_there + comes * passed * (1 - leaves * passed / 2)
        return found

    def _mess(self) -> IdentityMess:
        presets = self._draw.courses.identifying.preset
        return presets.get(self._around.preset, presets[STANDARD])

    def _streets(self) -> list[str]:
        names = self._draw.courses.names
        return [f"{street} {kind}" for street in names.streets for kind in names.street_kinds]

    def _stays(self, children: Children, arrivals: dict[int, int]) -> Stays:
        """The known families are always there, children alone from their arrival; some others come or go."""
        count, known = children.families, np.arange(children.families) < children.families_known
        drawn = self._draw.generator.integers(self._coming_since, self._last, (2, count))
        comes = self._draw.happens("arrives_from_outside", count) & ~known
        goes = self._draw.happens("leaves_county", count) & ~known
        arrived = np.where(comes, drawn[0], LONG_AGO)
        arrived[list(arrivals)] = list(arrivals.values())
        left = np.where(goes & (drawn[1] > arrived), drawn[1], NEVER)
        return Stays(arrived.astype(np.int32), left.astype(np.int32))

    def _here(self, children: Children, stays: Stays) -> tuple[Children, Stays]:
        """Without the children of whom the county never sees anything: born after their family went, grown up before it came."""
        of_age = children.born + round(_OF_AGE * _DAYS_A_YEAR)
        is_here = (children.born < stays.departed[children.family]) & (of_age > stays.arrived[children.family])
        kept = is_here | (children.life != NOBODY)
        families = np.unique(children.family[kept])
        return children.only(kept), Stays(stays.arrived[families], stays.departed[families])

    def _people(self, children: Children, adults: Adults, need: Strengths, families: Families) -> People:
        draw, lives, generator = self._draw, self._around.lives, self._draw.generator
        family, sex = np.concatenate([children.family, adults.family]), np.concatenate([children.sex, adults.sex])
        count, minors = len(family), len(children.family)
        born = np.concatenate([children.born, adults.born])
        ethnicity = ethnicities_of(draw, children, adults, lives, self._ethnicity)
        groups = self._names.groups(self._ethnicity.arrow(), ethnicity)
        own = self._names.surnames(generator, groups)
        surname, birth_surname = surnames_of(draw, children, adults, families, lives, own, self._surnames)
        spoken = self._names.languages(generator, groups, self._languages)
        english = self._languages.position(_ENGLISH)
        in_person = np.exp(draw.rate("need_in_person") * generator.standard_normal(count))
        return People(
            family=family, sex=sex, role=np.concatenate([np.full(minors, Role.CHILD, np.int8), adults.role]),
            born=born, died=np.concatenate([children.died, adults.died]), surname=surname, birth_surname=birth_surname,
            forename=forenames_of(
                draw, self._names, groups, sex, born, children, adults, lives, self._forenames
            ),
            ethnicity=ethnicity, language=languages_of(family, spoken, groups, minors, english),
            nhs_number=nhs_numbers(generator, count), upn=self._upns(children, count),
            ni_number=pa.concat_arrays([pa.nulls(minors, pa.string()), insurance_numbers(generator, count - minors)]),
            life=np.concatenate([children.life, np.full(count - minors, NOBODY, np.int32)]),
            need=(need[family] * in_person).astype(np.float32),
        )  # fmt: skip

    def _upns(self, children: Children, count: int) -> pa.Array:
        """The pupil number the lives tell where it is one; a number of their own for all other children."""
        drawn = pupil_numbers(self._draw.generator, len(children.family)).to_pylist()
        for at in np.flatnonzero(children.life != NOBODY):
            told = self._around.lives[children.life[at]].child.upn
            if len(told) == _LETTER_NUMBER:
                drawn[at] = told
        return pa.concat_arrays([pa.array(drawn, pa.string()), pa.nulls(count - len(drawn), pa.string())])


def _tellers(children: Children, is_alone: NDArray[np.bool_]) -> Positions:
    """For each known family the life that tells its addresses longest, its eldest child's; NOBODY where a child is alone."""
    known = np.flatnonzero(children.life != NOBODY)
    order = known[np.lexsort((children.born[known], children.family[known]))]
    _, first = np.unique(children.family[order], return_index=True)
    found: Positions = np.where(is_alone[: len(first)], NOBODY, children.life[order[first]])
    return found


def _numbers(people: People, lives: list[Life]) -> dict[str, int]:
    known = np.flatnonzero(people.life != NOBODY)
    return {lives[people.life[person]].child.number: int(person) for person in known}
