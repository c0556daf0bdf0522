"""Synthetic: everybody of the county put together, the known children with their families among all the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.answers import Cells
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Everyone, People, Positions, Role, Strengths
from sherwood.synthetic.lives import Life
from sherwood.synthetic.peopling.children import Children, children_of
from sherwood.synthetic.peopling.dwellings import Dwellings, spells_of_families
from sherwood.synthetic.peopling.living_where import living_of
from sherwood.synthetic.peopling.names import Names, Texts
from sherwood.synthetic.peopling.numbers import insurance_numbers, nhs_numbers, pupil_numbers
from sherwood.synthetic.peopling.parents import LONG_AGO, Adults, Families, adults_of, families_of
from sherwood.synthetic.peopling.relating import related_of
from sherwood.synthetic.shapes import IdentityMess
from sherwood.synthetic.staff import Worker
from sherwood.vocabulary.calendar import WorkingCalendar

_DAYS_A_YEAR = 365.25
_LETTER_NUMBER = 13
_YEARS_BEFORE_FOR_ARRIVALS = 10


@dataclass(frozen=True)
class Peopling:
    """What the county's people are made around: its known lives, its size, its years and its feeds' mess."""

    lives: list[Life]
    children: int
    first_day: int
    last_day: int
    workers: tuple[Worker, ...] = ()
    health: dict[tuple[str, str], Cells] | None = None
    calendar: WorkingCalendar | None = None
    preset: str = "standard_mess"


def people_the_county(generator: np.random.Generator, courses: LifeCourses, around: Peopling) -> Everyone:
    """Everybody who lives in the county between its first and last day, drawn around the children known to services."""
    return _County(Draw(generator, courses), around).everyone()


class _County:
    """The parts of one county while it is being peopled."""

    def __init__(self, draw: Draw, around: Peopling) -> None:
        self._draw, self._around = draw, around
        self._first, self._last = around.first_day, around.last_day
        self._forenames, self._surnames, self._languages = Texts(), Texts(), Texts()
        self._names = Names(draw.courses.origins, self._forenames, self._surnames)
        self._ethnicity = Texts()

    def everyone(self) -> Everyone:
        draw, around = self._draw, self._around
        children = children_of(draw, around.lives, around.children, self._first, self._last, self._present())
        families = families_of(draw, children, self._alone(children))
        adults = adults_of(draw, families, children.families_known)
        need = self._need(children)
        stays = self._stays(children, families)
        dwellings = Dwellings(draw, draw.courses.places.district, self._streets(), children.families)
        spells = spells_of_families(dwellings, draw, around.lives, _tellers(children), need, self._last)
        people = self._people(children, adults, need)
        living = living_of(draw, dwellings, spells, people, children, adults, families, stays, need)
        related = related_of(people, children, adults, families)
        places = dwellings.places
        return Everyone(
            first_day=self._first, last_day=self._last, people=people, homes=dwellings.homes(), living=living,
            related=related, lives=around.lives, person_of_number=_numbers(people, around.lives),
            forenames=self._forenames.arrow(), surnames=self._surnames.arrow(), ethnicities=self._ethnicity.arrow(),
            languages=self._languages.arrow(), streets=places.streets.arrow(), houses=places.houses.arrow(),
            postcodes=places.postcodes.arrow(), districts=pa.array([each.name for each in places.districts]),
            wards=places.ward_names, health=around.health or {}, workers=around.workers,
            calendar=around.calendar or WorkingCalendar(), mess=self._mess(),
        )  # fmt: skip

    @property
    def _coming_since(self) -> int:
        return max(self._first - round(_YEARS_BEFORE_FOR_ARRIVALS * _DAYS_A_YEAR), LONG_AGO)

    def _present(self) -> float:
        """The share of families outside services who live in the county in the middle of its years."""
        middle = (self._first + self._last) / 2
        passed = (middle - self._coming_since) / (self._last - self._coming_since)
        rates = self._draw.rate("arrives_from_outside"), self._draw.rate("leaves_county")
        return (1 - rates[0] * (1 - passed)) * (1 - rates[1] * passed)

    def _mess(self) -> IdentityMess:
        return self._draw.courses.identifying.preset[self._around.preset]

    def _streets(self) -> list[str]:
        names = self._draw.courses.names
        return [f"{street} {kind}" for street in names.streets for kind in names.street_kinds]

    def _alone(self, children: Children) -> NDArray[np.bool_]:
        """Families that are one unaccompanied child."""
        found = np.zeros(children.families, bool)
        for family, at in zip(children.family[: children.families_known], children.life, strict=False):
            found[family] |= self._around.lives[at].child.is_unaccompanied
        return found

    def _need(self, children: Children) -> Strengths:
        """Standing need of each family, 1 in the middle of families outside services."""
        drawn = np.exp(self._draw.rate("need_spread") * self._draw.generator.standard_normal(children.families))
        is_known = np.arange(children.families) < children.families_known
        found: Strengths = np.where(is_known, drawn * self._draw.rate("need_known"), drawn).astype(np.float32)
        return found

    def _stays(self, children: Children, families: Families) -> tuple[Days, Days]:
        """From when to when each family lives in the county: the known ones always, some others come or go."""
        count, known = children.families, np.arange(children.families) < children.families_known
        drawn = self._draw.generator.integers(self._coming_since, self._last, (2, count))
        comes = self._draw.happens("arrives_from_outside", count) & ~known
        goes = self._draw.happens("leaves_county", count) & ~known
        arrived = np.where(comes, drawn[0], LONG_AGO)
        left = np.where(goes & (drawn[1] > arrived), drawn[1], NEVER)
        return arrived.astype(np.int32), left.astype(np.int32)

    def _people(self, children: Children, adults: Adults, need: Strengths) -> People:
        generator = self._draw.generator
        family = np.concatenate([children.family, adults.family])
        sex = np.concatenate([children.sex, adults.sex])
        count, minors = len(family), len(children.family)
        ethnicity = self._ethnicities(children, adults)
        groups = self._names.groups(self._ethnicity.arrow(), ethnicity)
        own = self._names.surnames(generator, groups)
        surname, birth_surname = self._family_names(children, adults, own)
        in_person = np.exp(self._draw.rate("need_in_person") * generator.standard_normal(count))
        return People(
            family=family, sex=sex, role=np.concatenate([np.full(minors, Role.CHILD, np.int8), adults.role]),
            born=np.concatenate([children.born, adults.born]), died=self._deaths(children, adults),
            forename=self._forename(children, groups, sex), surname=surname, birth_surname=birth_surname,
            ethnicity=ethnicity, language=self._names.languages(generator, groups, self._languages),
            nhs_number=nhs_numbers(generator, count), upn=self._upns(children, count),
            ni_number=pa.concat_arrays([pa.nulls(minors, pa.string()), insurance_numbers(generator, count - minors)]),
            life=np.concatenate([children.life, np.full(count - minors, -1, np.int32)]),
            need=(need[family] * in_person).astype(np.float32),
        )  # fmt: skip

    def _ethnicities(self, children: Children, adults: Adults) -> NDArray[np.int16]:
        """One origin a family, as the lives tell it for the known; adults of the children's group, some couples of two."""
        draw = self._draw
        drawn = self._ethnicity.positions(draw.pick("background_ethnicity", children.families)).astype(np.int16)
        of_child = drawn[children.family]
        known = np.flatnonzero(children.life >= 0)
        of_child[known] = self._ethnicity.positions(
            self._around.lives[at].child.ethnicity for at in children.life[known]
        )
        drawn[children.family[known][::-1]] = of_child[known][::-1]
        of_adult = drawn[adults.family]
        other = self._ethnicity.positions(draw.pick("background_ethnicity", len(of_adult))).astype(np.int16)
        of_adult = np.where(draw.happens("mixed_couples", len(of_adult)), other, of_adult)
        found: NDArray[np.int16] = np.concatenate([of_child, of_adult])
        return found

    def _family_names(self, children: Children, adults: Adults, own: Positions) -> tuple[Positions, Positions]:
        """The children bear one surname, the father's or the mother's; a mother may have kept her own."""
        draw, minors = self._draw, len(children.family)
        of_family = np.zeros(children.families, np.int32)
        of_family[children.family] = own[:minors]
        known = np.flatnonzero(children.life >= 0)
        told = self._surnames.positions(self._around.lives[at].surname for at in children.life[known])
        of_family[children.family[known]] = told
        birth = own.copy()
        birth[:minors] = of_family[children.family]
        birth[known] = told
        keeps = draw.happens("mother_keeps_name", len(adults.family))
        bears = (adults.role == Role.FATHER) | ((adults.role == Role.MOTHER) & ~keeps)
        surname = birth.copy()
        surname[minors:] = np.where(bears, of_family[adults.family], own[minors:])
        birth[minors:] = np.where(adults.role == Role.FATHER, surname[minors:], own[minors:])
        doubled = np.flatnonzero(draw.happens("double_barrelled", minors) & (children.life < 0))
        texts = self._surnames.arrow()
        pairs = zip(
            texts.take(pa.array(surname[doubled])).to_pylist(),
            texts.take(pa.array(own[doubled])).to_pylist(),
            strict=True,
        )
        surname[doubled] = self._surnames.positions(f"{one}-{two}" for one, two in pairs)
        birth[doubled] = surname[doubled]
        return surname, birth

    def _forename(self, children: Children, groups: NDArray[np.int16], sex: NDArray[np.int8]) -> Positions:
        found = self._names.forenames(self._draw.generator, groups, sex)
        known = np.flatnonzero(children.life >= 0)
        found[known] = self._forenames.positions(self._around.lives[at].forename for at in children.life[known])
        return found

    def _deaths(self, children: Children, adults: Adults) -> Days:
        """Known deaths as told; adults die at the yearly rate."""
        rate = self._draw.rate("dies_a_year_adult")
        waits = self._draw.generator.exponential(_DAYS_A_YEAR / rate, len(adults.born))
        died = np.where(self._first + waits <= self._last, self._first + waits, NEVER)
        return np.concatenate([children.died, died.astype(np.int32)])

    def _upns(self, children: Children, count: int) -> pa.Array:
        """The pupil number the lives tell where it is one; a number of their own for all other children."""
        drawn = pupil_numbers(self._draw.generator, len(children.family)).to_pylist()
        for at in np.flatnonzero(children.life >= 0):
            told = self._around.lives[children.life[at]].child.upn
            if len(told) == _LETTER_NUMBER:
                drawn[at] = told
        return pa.concat_arrays([pa.array(drawn, pa.string()), pa.nulls(count - len(drawn), pa.string())])


def _tellers(children: Children) -> Positions:
    """For each known family the life that tells its addresses longest: its eldest child's."""
    known = np.flatnonzero(children.life >= 0)
    order = known[np.lexsort((children.born[known], children.family[known]))]
    _, first = np.unique(children.family[order], return_index=True)
    found: Positions = children.life[order[first]]
    return found


def _numbers(people: People, lives: list[Life]) -> dict[str, int]:
    known = np.flatnonzero(people.life >= 0)
    return {lives[people.life[person]].child.number: int(person) for person in known}
