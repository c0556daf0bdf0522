"""How many people each shift needs so that decisions are made in their limits, and what one more or one fewer does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.definitions.shapes.hub import HubDesk
from sherwood.forecasting.staffing.clock import Clock, Post
from sherwood.forecasting.staffing.desk import Crew, Waited, run
from sherwood.forecasting.staffing.pattern import Quarter

Vector = NDArray[np.float64]
Staff = Mapping[Post, int]
MOST = 200


class Outcome(NamedTuple):
    """What a staffing comes to over some quarters: shares of decisions in time, and contacts that wait at closing."""

    by_post: Mapping[Post, float]
    by_rating: Mapping[str, float]
    waiting: Mapping[str, Vector]
    """Contacts not begun at closing, by weekday: one number for each day drawn."""

    @property
    def worst(self) -> float:
        """The share of the post or the rating that does worst: neither Monday nor the urgent few may pay for the rest."""
        return min([*self.by_post.values(), *self.by_rating.values()], default=1.0)


class Trials:
    """Runs staffings of one desk against the same quarters, each staffing once."""

    def __init__(self, desk: HubDesk, quarters: Sequence[Quarter], away: float = 0.0, seed: int = 1) -> None:
        self._desk, self._quarters, self._away, self._seed = desk, quarters, away, seed
        self._known: dict[tuple[int, ...], Outcome] = {}

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts that are worked in these weeks."""
        clock = self._quarters[0].clock
        return tuple(post for post in clock.posts if clock.times(post))

    @property
    def load(self) -> float:
        """Workers who would be busy all the time."""
        work = sum(each.minutes for each in self._quarters)
        hours = sum(each.clock.hours(post) * each.clock.times(post) for each in self._quarters for post in self.posts)
        return work / max(60 * hours, 1.0)

    def of(self, staff: Staff) -> Outcome:
        """Tell what a staffing comes to."""
        key = tuple(staff[post] for post in self.posts)
        if key not in self._known:
            self._known[key] = _outcome(self._desk, [(each, self._run(each, staff)) for each in self._quarters])
        return self._known[key]

    def _run(self, quarter: Quarter, staff: Staff) -> Waited:
        draw = np.random.default_rng(self._seed)
        there = {post: self._there(quarter.clock, post, staff.get(post, 0), draw) for post in quarter.clock.posts}
        first, *others = self._desk.skill
        crews = [Crew(_ranks(self._desk, first.takes), quarter.clock.present(there))]
        for skill in others:
            fixed = dict.fromkeys(quarter.clock.posts, skill.on_shift)
            crews.append(Crew(_ranks(self._desk, skill.takes), quarter.clock.present(fixed)))
        return run(quarter.arrivals, crews, quarter.clock.slot)

    def _there(self, clock: Clock, post: Post, staff: int, draw: np.random.Generator) -> list[int]:
        """Take away by chance, day by day, who is ill; the same draw for every staffing."""
        ill = draw.random((clock.times(post), MOST)) < self._away
        return [int(staff - each[:staff].sum()) for each in ill]


def _ranks(desk: HubDesk, codes: Sequence[str]) -> frozenset[int]:
    return frozenset(desk.rank(code) for code in codes)


def _outcome(desk: HubDesk, runs: Sequence[tuple[Quarter, Waited]]) -> Outcome:
    """Add up quarters; what is neither decided nor due when the last day closes says nothing, nor what nobody could decide in time."""
    told, in_time, posts, ranks = [], [], [], []
    waiting: dict[str, list[float]] = {}
    for quarter, waited in runs:
        decided = np.where(np.isnan(waited.decided), np.inf, waited.decided)
        told.append((~np.isinf(decided) | (quarter.due <= quarter.clock.minutes)) & quarter.can_be_in_time)
        in_time.append(decided <= quarter.due)
        posts.append(quarter.post)
        ranks.append(quarter.arrivals.rank)
        for day, count in zip(quarter.clock.days, _waiting(quarter, waited), strict=True):
            waiting.setdefault(f"{day:%A}", []).append(count)
    kept, right = np.concatenate(told), np.concatenate(in_time)
    post, rank = np.concatenate(posts), np.concatenate(ranks)
    clock = runs[0][0].clock
    by_post = {each: _share(right, kept & (post == k)) for k, each in enumerate(clock.posts) if clock.times(each)}
    by_rating = {each.code: _share(right, kept & (rank == k)) for k, each in enumerate(desk.rating)}
    return Outcome(by_post, by_rating, {day: np.array(each) for day, each in waiting.items()})


def _share(right: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return float(right[of].mean()) if of.any() else 1.0


def _waiting(quarter: Quarter, waited: Waited) -> Vector:
    """Count what has come and is not begun at each closing."""
    begun = np.sort(np.where(np.isnan(waited.begun), np.inf, waited.begun))
    closings = quarter.clock.closings()
    came = np.searchsorted(quarter.arrivals.minute, closings, side="left")
    counted: Vector = (came - np.searchsorted(begun, closings, side="left")).astype(float)
    return counted


def advised(trials: Trials, target: float) -> Staff:
    """Find the fewest people with whom every post meets the target: first as many on each, then one fewer wherever that still does."""
    staff = {post: _alike(trials, target) for post in trials.posts}
    for post in sorted(trials.posts, key=lambda each: -trials.of(staff).by_post[each]):
        fewer = changed(staff, -1, post)
        if fewer[post] and trials.of(fewer).worst >= target:
            staff = dict(fewer)
    return staff


def _alike(trials: Trials, target: float) -> int:
    """Find the smallest number that, there on every post, meets the target."""
    number = max(round(trials.load), 1)
    if _meets(trials, number, target):
        while number > 1 and _meets(trials, number - 1, target):
            number -= 1
        return number
    while number < MOST and not _meets(trials, number, target):
        number += 1
    return number


def _meets(trials: Trials, number: int, target: float) -> bool:
    return trials.of(dict.fromkeys(trials.posts, number)).worst >= target


def changed(staff: Staff, by: int, post: Post | None = None) -> Staff:
    """Put one more or one fewer on a post, or on every one."""
    return {each: max(count + by, 0) if post in (None, each) else count for each, count in staff.items()}
