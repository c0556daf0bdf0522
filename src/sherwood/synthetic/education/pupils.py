"""Synthetic: the children of school age, when each begins school, and what they and their families bring along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Days, Everyone, Positions, Role, Strengths

_YEARS_IN_VIEW = 14
_BEGINS_AT, _SEPTEMBER = 4, 9
_NOT_PRIVATE = 100
_YEAR_7 = 7


@dataclass(frozen=True)
class Pupils:
    """One row a child: `reception` is the year in whose September they would begin, at four and never before.

    `near` places a family among the schools of its district, so that brothers and sisters share one; `private_from` and `private_to`
    are the curriculum years between which a child is at an independent school or one of another county.
    """

    person: Positions
    reception: NDArray[np.int64]
    born: Days
    is_boy: NDArray[np.bool_]
    log_need: NDArray[np.float64]
    family: Positions
    near: NDArray[np.float64]
    is_poor: NDArray[np.float64]
    private_from: NDArray[np.int64]
    private_to: NDArray[np.int64]
    at_home_from: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.person)

    def curriculum_year(self, school_year: NDArray[np.int64] | int) -> NDArray[np.int64]:
        """0 for reception to 13; the number before or beyond for who is too young or too old."""
        found: NDArray[np.int64] = school_year - self.reception
        return found


def pupils_of(everyone: Everyone, draw: Draw, in_need: NDArray[np.bool_], first_year: int, last_year: int) -> Pupils:
    """Every child who is of school age in one of the school years; `in_need` says which people ever were, for means follow that too."""
    people = everyone.people
    begins = reception_years(people.born)
    in_view = (begins + _YEARS_IN_VIEW > first_year) & (begins <= last_year)
    person = np.flatnonzero((people.role == Role.CHILD) & in_view).astype(np.int32)
    count, families = len(person), int(people.family.max(initial=0)) + 1
    family = people.family[person]
    standing_need = np.log(np.maximum(_of_families(people.family, people.need, families), 0.05))[family]
    decile = _deciles(everyone, person)
    poor = draw.rate("meals_by_need") * standing_need + draw.rate("meals_by_decile") * (5.5 - decile)
    poor = (
        poor
        + draw.rate("meals_in_need") * (np.bincount(people.family, weights=in_need, minlength=families) > 0)[family]
    )
    poor = poor + draw.rate("meals_spread") * draw.generator.standard_normal(families)[family]
    private_from, private_to = _private(draw, poor, begins[person], family)
    return Pupils(
        person=person, reception=begins[person], born=people.born[person], is_boy=people.sex[person] == 0,
        log_need=np.log(np.maximum(people.need[person], 0.05)).astype(np.float64), family=family,
        near=draw.generator.random(families)[family], is_poor=poor, private_from=private_from, private_to=private_to,
        at_home_from=_at_home(draw, count),
    )  # fmt: skip


def reception_years(born: Days) -> NDArray[np.int64]:
    """The year in whose September a child has turned four by 31 August."""
    months = born.astype("datetime64[D]").astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    found: NDArray[np.int64] = years.astype(np.int64) + 1970 + _BEGINS_AT + (month >= _SEPTEMBER)
    return found


def quantile_shares(scores: NDArray[np.float64], cohort: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each score the share of those of its own cohort that are higher: near 0 for the highest."""
    order = np.lexsort((-scores, cohort))
    first = np.searchsorted(cohort[order], cohort[order], side="left")
    size = np.searchsorted(cohort[order], cohort[order], side="right") - first
    found = np.empty(len(scores))
    found[order] = (np.arange(len(scores)) - first + 0.5) / np.maximum(size, 1)
    return found


def _of_families(family: Positions, need: Strengths, families: int) -> NDArray[np.float64]:
    total = np.bincount(family, weights=need, minlength=families)
    found: NDArray[np.float64] = total / np.maximum(np.bincount(family, minlength=families), 1)
    return found


def _deciles(everyone: Everyone, person: Positions) -> NDArray[np.float64]:
    """The decile of each one's first home; the middle for who has none."""
    living = everyone.living
    at = np.searchsorted(living.person, person, side="left")
    there = (at < len(living.person)) & (living.person[np.minimum(at, len(living.person) - 1)] == person)
    homes = living.home[np.minimum(at, len(living.home) - 1)]
    found: NDArray[np.float64] = np.where(there, everyone.homes.decile[homes], 5.5)
    return found


def _private(
    draw: Draw, poor: NDArray[np.float64], cohort: NDArray[np.int64], family: Positions
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Between which curriculum years a child is elsewhere: the better-off more often, brothers and sisters alike."""
    noise = draw.generator.standard_normal(int(family.max(initial=0)) + 1)[family]
    wants = quantile_shares(poor, cohort) + draw.rate("private_spread") * noise
    is_private = quantile_shares(wants, cohort) < draw.rate("pupils_elsewhere")
    from_year_7 = draw.happens("private_from_year_7", len(poor))
    to_year_6 = draw.happens("private_to_year_6", len(poor)) & ~from_year_7
    start = np.where(is_private, np.where(from_year_7, _YEAR_7, 0), _NOT_PRIVATE)
    end = np.where(to_year_6, _YEAR_7, _NOT_PRIVATE)
    return start, end


def _at_home(draw: Draw, count: int) -> NDArray[np.int64]:
    """The curriculum year in which a child's parents begin to educate it at home; beyond all years for nearly everyone."""
    begins = draw.generator.integers(0, 12, count)
    found: NDArray[np.int64] = np.where(draw.happens("ever_educated_at_home", count), begins, _NOT_PRIVATE)
    return found
