"""Synthetic: how likely each pupil is to miss a session, by standing traits, need, age and standing with services."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.enrolling import Enrolments
from sherwood.synthetic.education.meals import is_eligible
from sherwood.synthetic.education.needs import Needs
from sherwood.synthetic.education.pupils import Pupils
from sherwood.synthetic.education.schools import Schools
from sherwood.synthetic.education.standing import Standing
from sherwood.synthetic.education.terms import Stretch
from sherwood.synthetic.education.years import times
from sherwood.synthetic.everyone import Days

_PHASES = ("primary", "secondary", "special", "referral_unit")
# From reception to year 13: the youngest are ill oftener, the older stay away oftener.
_ILLNESS_BY_YEAR = np.array([1.3, 1.05, 1.0, 0.97, 0.95, 0.95, 0.98, 0.85, 0.98, 1.05, 1.1, 1.15, 1.1, 1.1])
_TRUANCY_BY_YEAR = np.array([1.1, 1.0, 0.97, 0.95, 0.95, 0.97, 1.0, 0.55, 0.85, 1.1, 1.25, 1.35, 1.0, 1.0])
_MOST = 0.93
_LONGEST_TAIL = 6.5


@dataclass(frozen=True)
class Leanings:
    """Each pupil's standing leaning to miss school with leave (mostly ill) and without, as logarithms."""

    with_leave: NDArray[np.float64]
    without_leave: NDArray[np.float64]


@dataclass(frozen=True)
class Absences:
    """For each row the expected share of sessions missed with leave and without."""

    with_leave: NDArray[np.float64]
    without_leave: NDArray[np.float64]


def leanings_of(draw: Draw, pupils: Pupils) -> Leanings:
    """Drawn once for a pupil's whole schooling."""
    shared = draw.generator.standard_normal(len(pupils))
    refuses = draw.happens("refuses_school", len(pupils))
    own = draw.generator.standard_normal((2, len(pupils)))
    return Leanings(
        with_leave=draw.rate("leave_by_need") * pupils.log_need
        + draw.rate("leave_of_refusing") * refuses
        + draw.rate("leave_spread") * (0.5 * shared + 0.866 * own[0]),
        without_leave=draw.rate("truancy_by_need") * pupils.log_need
        + draw.rate("truancy_of_refusing") * refuses
        + draw.rate("truancy_spread") * (0.5 * shared + 0.866 * own[1]),
    )


@dataclass(frozen=True)
class Absence:
    """What absence in a stretch is worked out from."""

    draw: Draw
    pupils: Pupils
    needs: Needs
    meals: tuple[Days, Days]
    standing: Standing
    schools: Schools
    leanings: Leanings

    def expected(self, enrolments: Enrolments, rows: NDArray[np.int64], stretch: Stretch) -> Absences:
        """Shares of sessions for these enrolments, which in each phase come to the declared level of the school year."""
        pupil = enrolments.pupil[rows]
        leave, truancy = self._effects(pupil, stretch)
        phase = self.schools.phase[enrolments.school[rows]]
        found = []
        for name, effect in (("with_leave", leave), ("without_leave", truancy)):
            ratio = times(self.draw, f"absence_{name}_times", stretch.year)
            levels = np.array([self.draw.rate(f"absence_{name}_{each}") * ratio for each in _PHASES])
            found.append(np.minimum(effect / _means(effect, phase) * levels[phase], _MOST))
        both = np.minimum(found[0] + found[1], _MOST)
        # Spells overlap; so many more are needed for so large a share.
        more = -np.log1p(-both) / np.maximum(both, 1e-9)
        return Absences(found[0] * more, found[1] * more)

    def _effects(self, pupil: NDArray[np.int32], stretch: Stretch) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        day, draw, people = int(stretch.days[len(stretch.days) // 2]), self.draw, len(self.standing.is_disabled)
        person = self.pupils.person[pupil]
        year = np.clip(self.pupils.curriculum_year(stretch.year)[pupil], 0, 13)
        in_care = self.standing.looked_after.holds_on(day, people)[person]
        in_need = self.standing.in_need.holds_on(day, people)[person] & ~in_care
        on_plan = self.standing.on_plan.holds_on(day, people)[person] & ~in_care
        meals = is_eligible(self.meals, day)[pupil]
        has_plan = self.needs.plan_from[pupil] <= day

        def effect(kind: str, leaning: NDArray[np.float64], by_year: NDArray[np.float64]) -> NDArray[np.float64]:
            logs = (
                leaning[pupil]
                + draw.rate(f"{kind}_in_need") * in_need
                + draw.rate(f"{kind}_on_plan") * on_plan
                + draw.rate(f"{kind}_in_care") * in_care
                + draw.rate(f"{kind}_with_meals") * meals
                + draw.rate(f"{kind}_with_plan") * has_plan
            )
            found: NDArray[np.float64] = np.exp(np.minimum(logs, _LONGEST_TAIL)) * by_year[year]
            return found

        return (
            effect("leave", self.leanings.with_leave, _ILLNESS_BY_YEAR),
            effect("truancy", self.leanings.without_leave, _TRUANCY_BY_YEAR),
        )


def _means(effect: NDArray[np.float64], phase: NDArray[np.int8]) -> NDArray[np.float64]:
    total = np.bincount(phase, weights=effect, minlength=len(_PHASES))
    found: NDArray[np.float64] = (total / np.maximum(np.bincount(phase, minlength=len(_PHASES)), 1))[phase]
    return found
