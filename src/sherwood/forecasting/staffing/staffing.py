"""Staffing of the hub for the weeks of a forecast: quarters drawn, people advised, what one more or fewer does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.definitions.shapes.hub import HubDesk
from sherwood.forecasting import fixed
from sherwood.forecasting.staffing.advice import Outcome, Staff, Trials, advised, changed
from sherwood.forecasting.staffing.clock import Clock, Post, clock_of
from sherwood.forecasting.staffing.pattern import WEEK, Pattern, Quarter, drawn
from sherwood.forecasting.staffing.told import ShiftAdvice

Matrix = NDArray[np.float64]
SEED = 20201123
QUEUE_LEVELS = (0.5, 0.9)


class Staffed(NamedTuple):
    """People advised, and what they and one more or fewer come to."""

    staff: Staff
    rota: Staff
    need: Mapping[float, Staff]
    outcome: Outcome
    fewer: Outcome
    more: Outcome
    fewer_here: Mapping[Post, Outcome]


def quarters(
    pattern: Pattern, weeks: Matrix, clock: Clock, first: dt.date, levels: tuple[float, ...], seed: int = SEED
) -> list[Quarter]:
    """Draw a quarter at each level of the forecast's range."""
    return [
        drawn(pattern, weeks, clock, first, each, np.random.default_rng((seed, k))) for k, each in enumerate(levels)
    ]


def even_levels(count: int) -> tuple[float, ...]:
    """Give so many levels that stand evenly for the whole range."""
    return tuple((k + 0.5) / count for k in range(count))


def staffed(
    pattern: Pattern,
    weeks: Matrix,
    first: dt.date,
    desk: HubDesk,
    is_working: Callable[[dt.date], bool],
    away: float = 0.0,
) -> Staffed:
    """Advise people for the weeks that begin on this day; `away` is the share absent beyond what is usual."""
    clock = clock_of(desk, first, len(weeks) * WEEK, is_working)
    drawn_quarters = quarters(pattern, weeks, clock, first, even_levels(fixed.DRAWN))
    trials = Trials(desk, drawn_quarters)
    staff = advised(trials, desk.target)
    absent = min(desk.absence + away, 0.9)
    rota = advised(Trials(desk, drawn_quarters[:: max(fixed.DRAWN // 3, 1)], absent), desk.target) if absent else staff
    need = {
        level: advised(Trials(desk, quarters(pattern, weeks, clock, first, (level, level))), desk.target)
        for level in fixed.NEED_LEVELS
    }
    return Staffed(
        staff,
        {post: max(rota[post], count) for post, count in staff.items()},
        need,
        trials.of(staff),
        trials.of(changed(staff, -1)),
        trials.of(changed(staff, 1)),
        {post: trials.of(changed(staff, -1, post)) for post in staff},
    )


def shifts_told(found: Staffed) -> tuple[ShiftAdvice, ...]:
    """Tell each shift's advice, in order of weekdays."""
    return tuple(_shift(post, found) for post in found.staff)


def _shift(post: Post, found: Staffed) -> ShiftAdvice:
    waiting = found.outcome.waiting[post.weekday]
    return ShiftAdvice(
        weekday=post.weekday,
        shift=post.shift,
        staff=found.staff[post],
        on_rota=found.rota[post],
        in_limit=round(found.outcome.by_post[post], 4),
        in_limit_one_fewer=round(found.fewer.by_post[post], 4),
        in_limit_one_more=round(found.more.by_post[post], 4),
        in_limit_one_fewer_here=round(found.fewer_here[post].worst, 4),
        queue_at_close={str(level): round(float(np.quantile(waiting, level)), 1) for level in QUEUE_LEVELS},
        need={str(level): staff[post] for level, staff in found.need.items()},
    )
