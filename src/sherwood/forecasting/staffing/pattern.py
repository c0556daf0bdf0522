"""What the hub's log tells of its work: on which weekdays and minutes contacts come, how they are rated, how long they take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sherwood.definitions.shapes.hub import HubDesk
from sherwood.forecasting import fixed
from sherwood.forecasting.staffing.clock import Clock
from sherwood.forecasting.staffing.desk import Arrivals

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Whole = NDArray[np.int64]
WEEK = 7
# Standard deviations between the ends of a normal range of 80 %.
EIGHTY = 2.563


class Logged(NamedTuple):
    """One contact of the log about one or more children, named by nobody: nothing where a time or its minutes were not recorded."""

    day: dt.date
    minute: int | None
    rating: str | None
    work: float | None
    children: int


class Pattern(NamedTuple):
    """What new weeks are drawn from: contacts as they came, by weekday, and how unevenly days fall out."""

    weekday: Whole
    minute: Whole
    rank: Whole
    work: Vector
    share: Vector
    """Of a week's contacts, those of each weekday."""
    children: float
    """Children a contact."""
    uneven: float
    """Variance of a day's contacts over their mean; 1 where days differ by chance alone."""
    has_minutes: bool


class Quarter(NamedTuple):
    """Contacts of some weeks as they reach the hub, with the last minute in time and the post they fall to."""

    clock: Clock
    arrivals: Arrivals
    due: Vector
    post: Whole

    @property
    def can_be_in_time(self) -> NDArray[np.bool_]:
        """Tell which contacts take no longer in work alone than their limit: the others are late whoever is there."""
        can: NDArray[np.bool_] = self.arrivals.minute + self.arrivals.work <= self.due
        return can

    @property
    def minutes(self) -> float:
        """Minutes of workers that all contacts take, with what lies between them."""
        after = self.arrivals.after
        return float(self.arrivals.work.sum() + (0.0 if after is None else after.sum()))


def pattern_of(log: Sequence[Logged], desk: HubDesk) -> Pattern | None:
    """Read the pattern of the log's last weeks; nothing where it holds no contact."""
    told = _of_late(log)
    if not told:
        return None
    # Minutes of work not logged are those of its rating; a contact not rated waits with the least urgent.
    ranks = np.array([desk.rank(each.rating or "") for each in told])
    work, has_minutes = _work(told, ranks, desk)
    weekdays = np.array([each.day.weekday() for each in told])
    known = [each.minute for each in told if each.minute is not None] or [_noon(desk)]
    minutes = np.array(
        [known[place % len(known)] if each.minute is None else each.minute for place, each in enumerate(told)]
    )
    counts = _by_day(told)
    share = np.array([counts[np.arange(len(counts)) % WEEK == k].sum() for k in range(WEEK)], dtype=float)
    share = np.roll(share, told[0].day.weekday()) / len(told)
    children = sum(each.children for each in told) / len(told)
    return Pattern(weekdays, minutes, ranks, work, share, children, _uneven(counts), has_minutes)


def _noon(desk: HubDesk) -> int:
    return (desk.opens.hour + desk.closes.hour) * 30


def _of_late(log: Sequence[Logged]) -> list[Logged]:
    """Keep the last whole weeks, in order of days."""
    told = sorted(log, key=lambda each: each.day)
    if not told:
        return []
    first = max(told[0].day, told[-1].day - dt.timedelta(weeks=fixed.PATTERN_WEEKS) + dt.timedelta(days=1))
    weeks = max(((told[-1].day - first).days + 1) // WEEK, 1)
    return [each for each in told if each.day > told[-1].day - dt.timedelta(weeks=weeks)]


def _work(told: Sequence[Logged], ranks: Whole, desk: HubDesk) -> tuple[Vector, bool]:
    """Give each contact its minutes of work: its own, those of another of its rating, or the desk's example."""
    work = np.array([np.nan if each.work is None else each.work for each in told], dtype=float)
    enough = True
    for rank, rating in enumerate(desk.rating):
        of_rank = np.flatnonzero(ranks == rank)
        held = work[of_rank][~np.isnan(work[of_rank])]
        missing = of_rank[np.isnan(work[of_rank])]
        if len(missing) and len(held) < fixed.FEWEST_MINUTES:
            enough, held = False, _spread(rating.demo_minutes)
        work[missing] = np.resize(held, len(missing)) if len(missing) else 0.0
    return np.maximum(work, 1.0), enough


def _spread(mean: float) -> Vector:
    """Spread minutes about an example's mean as minutes of work are spread: many short, few long."""
    places = (np.arange(20) + 0.5) / 20
    spread = -np.log(1 - places)
    scaled: Vector = mean * (0.4 + 0.6 * spread / spread.mean())
    return scaled


def _by_day(told: Sequence[Logged]) -> Whole:
    first = told[0].day
    counts = np.zeros((told[-1].day - first).days + 1, dtype=np.int64)
    for each in told:
        counts[(each.day - first).days] += 1
    return counts


def _uneven(counts: Whole) -> float:
    """Tell how much more than by chance days of one weekday differ, counted within four weeks of each other."""
    found = []
    for weekday in range(WEEK):
        values = counts[weekday::WEEK].astype(float)
        for start in range(0, len(values) - 3, 4):
            block = values[start : start + 4]
            if block.mean() >= 1:
                found.append(block.var(ddof=1) / block.mean())
    return max(float(np.mean(found)), 1.0) if found else 1.0


def drawn(
    pattern: Pattern, weeks: Matrix, clock: Clock, first: dt.date, level: float, draw: np.random.Generator
) -> Quarter:
    """Draw the contacts of some weeks at one level of the forecast.

    `weeks` are the forecast's quantiles of children a week; `level` is the probability about which every week is read, for a quarter
    that begins high mostly stays high: in part the level is the quarter's, in part each week's own. What weeks differ by chance is
    drawn day by day, and is taken out of the range before.
    """
    expected = _levels(weeks / pattern.children, pattern.uneven, _of_each_week(level, len(weeks), draw))
    days, minutes, chosen = [], [], []
    for place in range(len(weeks) * WEEK):
        day = first + dt.timedelta(days=place)
        pool = np.flatnonzero(pattern.weekday == day.weekday())
        count = _count(expected[place // WEEK] * pattern.share[day.weekday()], pattern.uneven, draw)
        if count and len(pool):
            taken = draw.choice(pool, count)
            chosen.append(taken)
            minutes.append(pattern.minute[taken])
            days.append(np.full(count, day.toordinal()))
    if not chosen:
        none = np.zeros(0, dtype=np.int64)
        return quarter_of(clock, none, none, none, np.zeros(0))
    taken = np.concatenate(chosen)
    return quarter_of(clock, np.concatenate(days), np.concatenate(minutes), pattern.rank[taken], pattern.work[taken])


def _of_each_week(level: float, weeks: int, draw: np.random.Generator) -> Vector:
    """Draw the level of each week about the quarter's, so that over all quarters every week spans the whole range."""
    own = draw.standard_normal(weeks)
    kept = fixed.LEVEL_KEPT
    levels: Vector = special.ndtr(np.sqrt(kept) * special.ndtri(level) + np.sqrt(1 - kept) * own)
    return levels


def _levels(weeks: Matrix, uneven: float, level: Vector) -> Vector:
    """Read each week at its level of its range, without what single weeks differ by chance: that would be counted twice."""
    middle = weeks[:, fixed.MEDIAN]
    spread = np.maximum((weeks[:, 5] - weeks[:, 1]) / EIGHTY, 1e-9)
    lasting = np.sqrt(np.maximum(1 - uneven * middle / spread**2, 0.0))
    read = np.array([np.interp(each, fixed.QUANTILES, row) for each, row in zip(level, weeks, strict=True)])
    levels: Vector = np.maximum(middle + lasting * (read - middle), 0.0)
    return levels


def _count(mean: float, uneven: float, draw: np.random.Generator) -> int:
    """Draw a day's contacts: Poisson, or as much more uneven as days of the log are."""
    if mean <= 0:
        return 0
    if uneven <= 1.001:
        return int(draw.poisson(mean))
    return int(draw.negative_binomial(mean / (uneven - 1), 1 / uneven))


def quarter_of(clock: Clock, day: Whole, minute: Whole, rank: Whole, work: Vector) -> Quarter:
    """Bring contacts to the hub's clock: what came at night waits for the morning, unless it cannot and the duty team decides."""
    reached, is_shut = clock.reaches(day, minute)
    by_duty = np.array([each.day_and_night for each in clock.desk.rating])[rank] & is_shut
    kept = np.flatnonzero(~by_duty & (reached < clock.minutes))
    kept = kept[np.argsort(reached[kept], kind="stable")]
    reached, rank = reached[kept], rank[kept]
    limits = np.array([each.limit_minutes for each in clock.desk.rating], dtype=float)[rank]
    # Of a shift so much is work on contacts; the rest is taken between them, for nobody leaves an urgent one for a meeting.
    between = work[kept] * (1 / clock.desk.productive - 1)
    arrivals = Arrivals(reached, rank, work[kept], between)
    return Quarter(clock, arrivals, reached + limits, clock.post_of(reached))
