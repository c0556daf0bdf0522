"""Synthetic: permanent exclusions with the move to a referral unit that follows, and suspensions, from the same standing risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.enrolling import Enrolments, school_years_of
from sherwood.synthetic.education.pupils import Pupils
from sherwood.synthetic.education.schools import PRIMARY, REFERRAL_UNIT, SECONDARY, SPECIAL, Schools
from sherwood.synthetic.education.terms import Stretch
from sherwood.synthetic.education.years import times
from sherwood.synthetic.everyone import Days, Positions

# Until governors have met, within 15 school days, the pupil stays on the roll.
_UNTIL_OFF_ROLL = 24
_LEAST_AT_UNIT, _LEAST_BACK = 5, 30
_RATES = {PRIMARY: "primary", SECONDARY: "secondary", SPECIAL: "special"}
# From reception to year 13; the middle of secondary school is when most happens.
_BY_YEAR = np.array([0.12, 0.35, 0.6, 0.85, 1.1, 1.4, 1.6, 0.7, 1.15, 1.4, 1.35, 0.95, 0.08, 0.04])


@dataclass(frozen=True)
class Excluded:
    """One row a suspension or exclusion: of an enrolment, from a day, for so many sessions, why; `is_permanent` has no sessions."""

    enrolment: Positions
    day: Days
    sessions: NDArray[np.int32]
    reason: NDArray[np.object_]
    second_reason: NDArray[np.object_]
    is_permanent: NDArray[np.bool_]


_NUMBERS, _WORDS = np.zeros(0, np.int32), np.zeros(0, object)
_NONE = Excluded(_NUMBERS, _NUMBERS, _NUMBERS, _WORDS, _WORDS, np.zeros(0, bool))


def together(parts: Sequence[Excluded]) -> Excluded:
    """All the rows of some stretches, in order."""
    whole = (_NONE, *parts)
    return Excluded(
        *(np.concatenate([getattr(each, name) for each in whole]) for name in Excluded.__dataclass_fields__)
    )


@dataclass(frozen=True)
class Permanent:
    """Permanent exclusions: the enrolment it ended, the day, and the day after the last of what schooling is left, to 16 at most."""

    enrolment: Positions
    day: Days
    until: Days


def risk_of(
    draw: Draw, pupils: Pupils, in_need: NDArray[np.bool_], has_needs: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Each pupil's standing risk of being excluded, with a very long tail."""
    logs = (
        draw.rate("exclusion_by_need") * pupils.log_need
        + draw.rate("exclusion_of_boys") * pupils.is_boy
        + draw.rate("exclusion_in_need") * in_need
        + draw.rate("exclusion_with_needs") * has_needs
        + draw.rate("exclusion_spread") * draw.generator.standard_normal(len(pupils))
    )
    found: NDArray[np.float64] = np.exp(np.minimum(logs, 9.0))
    return found


def weights_on(
    enrolments: Enrolments, pupils: Pupils, schools: Schools, risk: NDArray[np.float64], rows: NDArray[np.int64], school_year: int
) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]]:  # fmt: skip
    """By phase the enrolments among `rows` and how likely each is beside the others."""
    year = np.clip(pupils.curriculum_year(school_year)[enrolments.pupil[rows]], 0, 13)
    weight = risk[enrolments.pupil[rows]] * _BY_YEAR[year]
    phase = schools.phase[enrolments.school[rows]]
    return {each: (rows[phase == each], weight[phase == each]) for each in _RATES}


def permanent_exclusions(
    draw: Draw, enrolments: Enrolments, pupils: Pupils, schools: Schools, risk: NDArray[np.float64], stretches: tuple[Stretch, ...],
    ends_at_16: Days,
) -> Permanent:  # fmt: skip
    """Permanent exclusions of each stretch, at most one from an enrolment; `ends_at_16` is the end of each pupil's year 11."""
    found: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    days: list[Days] = [np.zeros(0, np.int32)]
    for stretch in stretches:
        rows = enrolments.overlapping(stretch.first, stretch.last)
        share = times(draw, "permanent_exclusions_times", stretch.year) * len(stretch.days) / 190
        for phase, (of_phase, weight) in weights_on(enrolments, pupils, schools, risk, rows, stretch.year).items():
            expected = draw.rate(f"permanent_exclusions_{_RATES[phase]}") * len(of_phase) * share
            picked = _picked(draw, of_phase, weight, expected)
            found.append(picked)
            days.append(draw.generator.choice(stretch.days, len(picked)).astype(np.int32))
    rows, day = np.concatenate(found), np.concatenate(days)
    until = np.minimum(enrolments.end[rows], ends_at_16[enrolments.pupil[rows]])
    held = (enrolments.start[rows] + _LEAST_AT_UNIT <= day) & (day + _UNTIL_OFF_ROLL + _LEAST_AT_UNIT < until)
    rows, day, until = rows[held], day[held], until[held]
    rows, first = np.unique(rows, return_index=True)
    return Permanent(rows.astype(np.int32), day[first], until[first])


def _picked(draw: Draw, rows: NDArray[np.int64], weight: NDArray[np.float64], expected: float) -> NDArray[np.int64]:
    """As many of the rows as chance gives where so many are expected, each by its weight."""
    total = float(weight.sum())
    if not total:
        return rows[:0]
    number = draw.generator.poisson(expected)
    at = np.searchsorted(np.cumsum(weight), np.sort(draw.generator.random(number)) * total)
    return rows[np.minimum(at, len(rows) - 1)]


def with_referral_units(draw: Draw, enrolments: Enrolments, permanent: Permanent, schools: Schools) -> Enrolments:
    """The enrolments with a stay at a referral unit after each exclusion, then mostly another school of the same kind."""
    rows = permanent.enrolment
    leaves = permanent.day + _UNTIL_OFF_ROLL
    end = permanent.until
    back = leaves + draw.days("stay_at_referral_unit", len(rows))
    returns = (back + _LEAST_BACK < end) & draw.happens("back_from_referral_unit", len(rows))
    units = schools.of(REFERRAL_UNIT)
    unit = units[enrolments.pupil[rows] % len(units)]
    ends = enrolments.end.copy()
    ends[rows] = leaves
    other = _another_school(schools, enrolments.school[rows])
    pupil = np.concatenate([enrolments.pupil, enrolments.pupil[rows], enrolments.pupil[rows[returns]]])
    school = np.concatenate([enrolments.school, unit, other[returns]]).astype(np.int32)
    start = np.concatenate([enrolments.start, leaves, back[returns]]).astype(np.int32)
    until = np.concatenate([ends, np.where(returns, back, end), end[returns]]).astype(np.int32)
    return Enrolments(pupil, school, start, until)


def _another_school(schools: Schools, school: Positions) -> Positions:
    """The next school of the same phase in the list, which is mostly of the same district."""
    nexts = np.arange(len(schools))
    for phase in range(4):
        same = schools.of(phase)
        nexts[same] = np.roll(same, -1)
    return nexts[school].astype(np.int32)


def suspensions(
    draw: Draw, enrolments: Enrolments, pupils: Pupils, schools: Schools, risk: NDArray[np.float64], stretch: Stretch
) -> Excluded:  # fmt: skip
    """The suspensions of one stretch."""
    rows = enrolments.overlapping(stretch.first, stretch.last)
    ratio = times(draw, "suspensions_times", school_years_of(stretch.days[:1])[0]) * len(stretch.days) / 190
    weights = weights_on(enrolments, pupils, schools, risk, rows, stretch.year)
    picked = [
        _picked(draw, of_phase, weight, draw.rate(f"suspensions_{_RATES[phase]}") * len(of_phase) * ratio)
        for phase, (of_phase, weight) in weights.items()
    ]
    found = np.concatenate(picked)
    day = draw.generator.choice(stretch.days, len(found)).astype(np.int32)
    held = (enrolments.start[found] <= day) & (day < enrolments.end[found])
    found, day = found[held], day[held]
    count = len(found)
    sessions = draw.pick("suspension_sessions", count).astype(np.int32)
    second = np.where(draw.happens("exclusion_second_reason", count), draw.pick("exclusion_reason", count), "")
    reason = draw.pick("exclusion_reason", count)
    order = np.lexsort((day, found))
    return Excluded(
        found[order].astype(np.int32), day[order], sessions[order], reason[order],
        np.where(second == reason, "", second)[order], np.zeros(count, bool),
    )  # fmt: skip
