"""Synthetic: the children of the county, those known to services among all the others, in families."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Positions
from sherwood.synthetic.lives import Life
from sherwood.synthetic.peopling.mortality import deaths_of_children

_DAYS_A_YEAR = 365.25
_OF_AGE = 18
# Young people stay in view until 25, as care leavers and those sought by the participation list do.
_IN_VIEW = 25
_GAPS = (330, 1300)
_TRIED_FAMILIES, _STEPS = 20_000, 40
Present = Callable[[Days], NDArray[np.float64]]


@dataclass(frozen=True)
class Children:
    """One row a child: the family's position, sex, birth, death, and the position of the life of one known to services."""

    family: Positions
    sex: NDArray[np.int8]
    born: Days
    died: Days
    life: Positions
    families_known: int
    families: int

    def only(self, kept: NDArray[np.bool_]) -> Children:
        """Some of the children, all known ones among them; families are counted anew."""
        family = _renumbered(self.family[kept])
        return Children(
            family, self.sex[kept], self.born[kept], self.died[kept], self.life[kept],
            self.families_known, int(family.max(initial=-1)) + 1,
        )  # fmt: skip


def children_of(draw: Draw, lives: list[Life], children: int, first: int, last: int, present: Present) -> Children:
    """All children born by the last day: the known ones, and as many others as bring each year's births to the population.

    `present` tells the share of other families who live in the county while a child born on a day grows up.
    """
    known = _known(lives, last)
    others = _others(draw, known.born, children, first, last, present)
    return Children(
        family=np.concatenate([known.family, others.family + known.families_known]),
        sex=np.concatenate([known.sex, others.sex]),
        born=np.concatenate([known.born, others.born]),
        died=np.concatenate([known.died, others.died]),
        life=np.concatenate([known.life, others.life]),
        families_known=known.families_known,
        families=known.families_known + others.families,
    )


def _known(lives: list[Life], last: int) -> Children:
    """The children of the lives that are born; families in the order in which they are first met."""
    born_lives = [(at, life) for at, life in enumerate(lives) if day_number(life.child.birth_date) <= last]
    positions: dict[int, int] = {}
    families = [positions.setdefault(life.child.family, len(positions)) for _, life in born_lives]
    return Children(
        family=np.array(families, np.int32),
        sex=np.array([life.child.sex == "F" for _, life in born_lives], np.int8),
        born=np.array([day_number(life.child.birth_date) for _, life in born_lives], np.int32),
        died=np.array([day_number(each.death_date) if each.death_date else NEVER for _, each in born_lives], np.int32),
        life=np.array([at for at, _ in born_lives], np.int32),
        families_known=len(positions),
        families=len(positions),
    )


def _others(draw: Draw, known_born: Days, children: int, first: int, last: int, present: Present) -> Children:
    years = _birth_years(first, last)
    wanted = np.maximum(children / _OF_AGE - _by_year(known_born, years), 0) / present(years)
    eldest = _eldest(draw, _families_by_year(draw, wanted), years)
    sizes = draw.pick("background_children", len(eldest)).astype(int)
    family = np.repeat(np.arange(len(eldest), dtype=np.int32), sizes)
    rank = np.arange(len(family)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    gaps = np.where(rank == 0, 0, draw.generator.integers(*_GAPS, len(family)))
    # A maternity in so many is of two; only a child after the first can be the second of them.
    later = max(float((rank > 0).mean()), 0.1) if len(rank) else 1.0
    gaps = np.where((rank > 0) & (draw.generator.random(len(family)) < draw.rate("twins") / later), 0, gaps)
    summed = np.cumsum(gaps)
    born = np.repeat(eldest, sizes) + summed - np.repeat(summed[np.cumsum(sizes) - sizes], sizes)
    kept = (born <= last) & (born > first - round(_IN_VIEW * _DAYS_A_YEAR))
    family, born = _renumbered(family[kept]), born[kept].astype(np.int32)
    return Children(
        family=family,
        sex=(~draw.happens("boys_share", len(born))).astype(np.int8),
        born=born,
        died=deaths_of_children(draw, born),
        life=np.full(len(born), NOBODY, np.int32),
        families_known=0,
        families=int(family.max(initial=-1)) + 1,
    )


def _renumbered(family: Positions) -> Positions:
    """Positions without gaps, where families none of whose children are in view were left out."""
    _, positions = np.unique(family, return_inverse=True)
    return positions.astype(np.int32)


def _birth_years(first: int, last: int) -> NDArray[np.int32]:
    """The first days of the years of birth that matter, from the oldest in view to the last."""
    oldest = first - round(_IN_VIEW * _DAYS_A_YEAR)
    return np.arange(oldest, last + 1, 365, dtype=np.int32)


def _by_year(born: Days, years: NDArray[np.int32]) -> NDArray[np.float64]:
    counts = np.bincount(np.clip((born - years[0]) // 365, 0, len(years) - 1), minlength=len(years))
    found: NDArray[np.float64] = counts.astype(np.float64)
    return found


def _families_by_year(draw: Draw, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many families have their first child in each year, so that all their children make up each year's births.

    Found by correcting again and again (Richardson and Lucy's method), since younger children come years after the eldest.
    """
    kernel = _children_after(draw)
    whole = np.concatenate([np.full(len(kernel) - 1, wanted[0]), wanted])
    found: NDArray[np.float64] = np.maximum(whole, 1.0) / kernel.sum()
    in_view = np.convolve(np.ones(len(whole)), kernel)[: len(whole)][::-1]
    for _ in range(_STEPS):
        told = np.convolve(found, kernel)[: len(whole)]
        ratio = whole / np.maximum(told, 1e-9)
        found *= np.convolve(ratio[::-1], kernel)[: len(whole)][::-1] / in_view
    return found


def _children_after(draw: Draw) -> NDArray[np.float64]:
    """Children a family has so many years after its first, in the middle."""
    sizes = draw.pick("background_children", _TRIED_FAMILIES).astype(int)
    found = np.zeros(16)
    ages = np.zeros(_TRIED_FAMILIES)
    for rank in range(int(sizes.max())):
        ages = ages + (draw.generator.integers(*_GAPS, _TRIED_FAMILIES) if rank else 0)
        found += np.bincount((ages[sizes > rank] // 365).astype(int), minlength=16)[:16]
    return found / _TRIED_FAMILIES


def _eldest(draw: Draw, families: NDArray[np.float64], years: NDArray[np.int32]) -> NDArray[np.int64]:
    """The birth day of the eldest child of each family, at random within its year."""
    before = len(families) - len(years)
    starts = np.concatenate([years[0] - 365 * np.arange(before, 0, -1), years])
    counts = np.floor(families + draw.generator.random(len(families))).astype(int)
    found: NDArray[np.int64] = np.repeat(starts, counts) + draw.generator.integers(0, 365, int(counts.sum()))
    return found
