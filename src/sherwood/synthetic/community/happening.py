"""Synthetic: when things happen to people: at rates of their own, in runs, more in some years and on some days than on others."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import Crowd, Share, spread_out
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Days, Positions
from sherwood.synthetic.pandemic import CountyPandemic

_DAYS_A_YEAR = 365.25
_CLOCK = np.array([f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in range(60)], object)
_MOST_IN_A_RUN = 8
_LEAST_NEED = 1e-3
_OLDEST = 120
_GENERATION = 4 * 365


def draw_of(crowd: Crowd, courses: LifeCourses, purpose: str) -> Draw:
    """A source of chance for facts that several partners know of: the same in every feed of one county, apart for every purpose."""
    seed = [zlib.crc32(np.ascontiguousarray(each).tobytes()) for each in (crowd.people.need, crowd.people.born)]
    return Draw(np.random.default_rng([*seed, zlib.crc32(purpose.encode())]), courses)


def strengths(draw: Draw, crowd: Crowd, name: str) -> Share:
    """How much stronger than their own generation each person is drawn to something, mean 1: by need, in part shared by the family.

    `<name>_need` is the power to which need counts, `<name>_family` and `<name>_own` the spread of the shared part and of the rest.
    """
    shared = draw.rate(f"{name}_family") * draw.generator.standard_normal(crowd.families)[crowd.people.family]
    own = draw.rate(f"{name}_own") * draw.generator.standard_normal(len(crowd.people))
    pull = np.power(np.maximum(crowd.people.need.astype(np.float64), _LEAST_NEED), draw.rate(f"{name}_need"))
    return of_generation(pull * np.exp(shared + own), crowd.people.born)


def family_strengths(draw: Draw, crowd: Crowd, name: str) -> Share:
    """The same of each family as a whole, among families whose first child was born in the same years."""
    shared = draw.rate(f"{name}_family") * draw.generator.standard_normal(crowd.families)
    pull = np.power(np.maximum(crowd.family_need, _LEAST_NEED), draw.rate(f"{name}_need"))
    return of_generation(pull * np.exp(shared), crowd.first_birth)


def of_generation(found: Share, born: Days) -> Share:
    """Each value as a multiple of the mean of its generation, so that rates stay what they are as generations follow one another."""
    generation = (born - born.min(initial=0)) // _GENERATION
    count = np.bincount(generation)
    mean = np.bincount(generation, weights=found) / np.maximum(count, 1)
    relative: Share = found / np.maximum(mean[generation], _LEAST_NEED)
    return relative


@dataclass(frozen=True)
class Levels:
    """How much more than usual happens from each of some days on: `level` begins with what holds before the first of them."""

    since: NDArray[np.int64]
    level: Share

    @property
    def most(self) -> float:
        """The highest level."""
        return float(self.level.max())

    def on(self, day: Days) -> Share:
        """The level of each day as a share of the highest."""
        found: Share = self.level[np.searchsorted(self.since, day, side="right")] / self.most
        return found


def levels(draw: Draw, choice: str) -> Levels:
    """The levels of a choice, which names the days from which each holds; before the first the usual."""
    options = draw.courses.choices[choice].options
    since = np.array([day_number(dt.date.fromisoformat(option.code)) for option in options])
    return Levels(since, np.array([1.0, *(option.weight for option in options)]))


def levels_of_pandemic(pandemic: CountyPandemic | None, source: str) -> Levels:
    """What a source of contacts saw of its usual on every day of the county's own pandemic; the usual all along without one."""
    if pandemic is None:
        return Levels(np.zeros(0, np.int64), np.ones(1))
    first, last = day_number(pandemic.first), day_number(pandemic.last)
    since = np.arange(first, last + 2)
    return Levels(since, np.array([1.0, *(pandemic.ratio(source, date_of(day)) for day in since.tolist())]))


def at_ages(draw: Draw, choice: str, age: NDArray[Any]) -> Share:
    """How usual something is at each age, as a share of the age at which it is most usual; nought at ages the choice leaves out."""
    options = draw.courses.choices[choice].options
    level = np.zeros(_OLDEST)
    for option in options:
        level[option.ages[0] : option.ages[1] + 1] = option.weight
    found: Share = level[np.clip(age, 0, _OLDEST - 1)] / level.max()
    return found


def weights(draw: Draw, choice: str, value: NDArray[Any]) -> Share:
    """The weight a choice gives each of several whole numbers that are its codes; nought for those it leaves out."""
    known = {int(option.code): option.weight for option in draw.courses.choices[choice].options}
    found: Share = np.array([known.get(each, 0.0) for each in range(max(known) + 1)])[np.clip(value, 0, max(known))]
    return found


def events(draw: Draw, yearly: Share, start: NDArray[Any], end: NDArray[Any]) -> tuple[Positions, Days]:
    """Events at a yearly rate of each case between two days of its own: the case, and the day."""
    years = np.maximum(end - start, 0) / _DAYS_A_YEAR
    count = draw.generator.poisson(yearly * years)
    owner = np.repeat(np.arange(len(count)), count).astype(np.int32)
    at = draw.generator.random(len(owner))
    day = np.asarray(start)[owner] + np.floor(at * (np.asarray(end) - start)[owner])
    return owner, day.astype(np.int32)


def in_runs(draw: Draw, name: str, owner: Positions, day: Days) -> tuple[Positions, Days]:
    """The same events, some followed by another soon after: with the chance `<name>_again`, after the time `<name>_until`."""
    owners, days = [owner], [day]
    for _ in range(_MOST_IN_A_RUN):
        again = draw.happens(f"{name}_again", len(owners[-1]))
        owners.append(owners[-1][again])
        days.append((days[-1][again] + draw.days(f"{name}_until", int(again.sum()))).astype(np.int32))
    return np.concatenate(owners), np.concatenate(days)


def happenings(
    draw: Draw,
    crowd: Crowd,
    name: str,
    strength: Share,
    start: NDArray[Any],
    end: NDArray[Any],
    by: Levels | None = None,
) -> tuple[Positions, Days]:
    """What happens to each case between two days of its own, in runs, by the levels of the years: the case and the day.

    `<name>_yearly` is how often a run begins in a year of level 1, `<name>_level` the levels if none are given; see `in_runs` for the rest.
    """
    by = by or levels(draw, f"{name}_level")
    owner, day = in_runs(draw, name, *events(draw, draw.rate(f"{name}_yearly") * by.most * strength, start, end))
    happens = (day >= crowd.first) & (day < np.asarray(end)[owner]) & share(draw, by.on(day))
    return owner[happens], day[happens]


def share(draw: Draw, chance: Share) -> NDArray[np.bool_]:
    """Whether something happens that has a chance of its own in each case."""
    found: NDArray[np.bool_] = draw.generator.random(len(chance)) < chance
    return found


def one_at_a_time(person: Positions, start: NDArray[Any], end: NDArray[Any]) -> NDArray[np.bool_]:
    """Which spells are kept, sorted by person and start, so that none begins before the one kept before it has ended."""
    kept = np.ones(len(person), bool)
    while True:
        at = np.flatnonzero(kept)
        overlaps = np.append(False, (person[at][1:] == person[at][:-1]) & (start[at][1:] <= end[at][:-1]))[: len(at)]
        # One that follows another about to go may yet stand: it is looked at again.
        goes = overlaps & ~np.append(False, overlaps[:-1])[: len(at)]
        if not goes.any():
            return kept
        kept[at[goes]] = False


def reviews(draw: Draw, start: Days, end: Days, every: str, about: int) -> tuple[Positions, Days]:
    """The reviews of each case between two days, so many days apart give or take a few: the case, and the day, in order."""
    apart = draw.rate(every)
    owner, at = spread_out(np.ones(len(start), int), np.maximum((end - start) / apart - 0.2, 0).astype(int))
    return owner, (start[owner] + at * apart + draw.generator.integers(-about, about + 1, len(owner))).astype(np.int32)


def times(draw: Draw, choice: str, count: int) -> NDArray[Any]:
    """Hour and minute of events whose hours are declared."""
    minute = draw.pick(choice, count).astype(int) * 60 + draw.generator.integers(0, 60, count)
    return _CLOCK[minute]


def clock(minute: NDArray[Any]) -> NDArray[Any]:
    """A minute of the day as a 24-hour clock tells it."""
    found: NDArray[Any] = _CLOCK[np.asarray(minute, int) % len(_CLOCK)]
    return found


def numbered(prefix: str, count: int) -> NDArray[Any]:
    """A partner's own numbers, one after another."""
    return np.array([f"{prefix}{number:06d}" for number in range(1, count + 1)], object)
