"""Synthetic: days on which schools were closed to pupils: training days of each school, and the pandemic."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.registers import Marking
from sherwood.synthetic.education.terms import AUTUMN, SPRING, SUMMER_2, SchoolYears, Stretch
from sherwood.synthetic.everyone import Days

_CLOSED = ("first lockdown", "third lockdown")
_SOME_YEARS = "some years back at school"
_BACK_IN_JUNE = (0, 1, 6, 10, 12)
_PANDEMIC_YEAR = 2020
_FORTNIGHT = 10
_LAST_YEARS = (11, 13)
_TRAINING_DAYS = 5


def training_days(draw: Draw, years: SchoolYears, schools: int) -> tuple[NDArray[np.int64], Days]:
    """School and day of five training days a year: the first day of the year, mostly the first of the spring, the rest anywhere."""
    school: list[NDArray[np.int64]] = []
    days: list[Days] = []
    for year in sorted({each.year for each in years.stretches}):
        of_year = [each for each in years.stretches if each.year == year]
        anywhere = np.concatenate([each.days for each in of_year])
        firsts = [each.first for each in of_year if each.part in (AUTUMN, SPRING)]
        drawn = draw.generator.choice(anywhere, (schools, _TRAINING_DAYS - len(firsts)))
        chosen = np.concatenate([np.tile(np.array(firsts, np.int32), (schools, 1)), drawn], axis=1)
        school.append(np.repeat(np.arange(schools), chosen.shape[1]))
        days.append(chosen.ravel().astype(np.int32))
    if not days:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    pairs = np.unique(np.stack([np.concatenate(school), np.concatenate(days)], axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1].astype(np.int32)


def training_on(training: tuple[NDArray[np.int64], Days], schools: int, stretch: Stretch) -> NDArray[np.bool_]:
    """For each school and day of the stretch whether its staff are in training."""
    school, day = training
    here = (day >= stretch.first) & (day <= stretch.last)
    found = np.zeros((schools, len(stretch.days)), bool)
    found[school[here], np.searchsorted(stretch.days, day[here])] = True
    return found


def pandemic(
    draw: Draw, marking: Marking, year: NDArray[np.int64], school: NDArray[np.int32], attends: NDArray[np.bool_]
) -> None:
    """Close schools to all but those who were still to come (`attends`), then to whole years sent home for a fortnight."""
    days = marking.stretch.days
    for stretch in draw.courses.pandemic.stretch:
        within = (days >= day_number(stretch.first)) & (days <= day_number(stretch.last))
        if stretch.name in _CLOSED:
            marking.not_required(~attends, within & (days >= day_number(_really_closed(stretch.first))))
        elif stretch.name == _SOME_YEARS:
            marking.not_required(~attends & ~np.isin(year, _BACK_IN_JUNE), within)
    if marking.stretch.year == _PANDEMIC_YEAR and marking.stretch.part != SPRING:
        _sent_home(draw, marking, year, school)


def _really_closed(first: dt.date) -> dt.date:
    """Schools closed after the Friday on which contacts fell."""
    return first + dt.timedelta(days=1)


def _sent_home(draw: Draw, marking: Marking, year: NDArray[np.int64], school: NDArray[np.int32]) -> None:
    """Groups of a school's year, isolating for two weeks after a case among them."""
    key = school.astype(np.int64) * 16 + year
    groups = np.unique(key)
    number = draw.generator.poisson(draw.rate("groups_sent_home") * len(marking.stretch.days) / 60 * len(groups))
    order = np.argsort(key, kind="stable")
    for group in draw.generator.choice(groups, number) if len(groups) else ():
        begin = int(draw.generator.integers(0, len(marking.stretch.days)))
        first, last = np.searchsorted(key[order], [group, group + 1])
        marking.send_home(order[first:last], begin, _FORTNIGHT)


def lessons_over(marking: Marking, year: NDArray[np.int64], is_mainstream: NDArray[np.bool_]) -> None:
    """After Whitsun years 11 and 13 sit examinations and have no lessons."""
    if marking.stretch.part == SUMMER_2:
        marking.not_required(np.isin(year, _LAST_YEARS) & is_mainstream, np.ones(len(marking.stretch.days), bool))
