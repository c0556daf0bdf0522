"""Advises the staffing of made-up hubs from their past and holds it against the minutes of the quarter that came.

    python -m evaluations.staffing_truth [--seeds N] [--first SEED] [--a-day N ...] [--weeks N]

Each county's contacts are written to the minute, with ratings and minutes of work. Staffing is advised on a Sunday for the next weeks: from
the log's last half year and, for its level, once from the forecast of its weeks and once from what truly came. Then the true contacts are
run through the desk with the people advised, with one worker fewer on every shift, and with one fewer on one shift alone. A shift is right
if the target is met with the people advised and missed with one fewer: told once by the shift's own contacts, and once by its own and those
of every rating, as the advice asks. Absence is none, for the county knows of none.
"""

import argparse
import datetime as dt
import time
from typing import NamedTuple

import numpy as np
from tests.support.minute_logs import between, minute_log, week, weekly

from sherwood.definitions.catalogue import load_catalogue
from sherwood.forecasting import STEPS, Series, fixed, forecast, terms
from sherwood.forecasting.regimes import Outlook
from sherwood.forecasting.staffing.advice import Trials, advised, changed
from sherwood.forecasting.staffing.clock import clock_of
from sherwood.forecasting.staffing.pattern import pattern_of, quarter_of
from sherwood.forecasting.staffing.staffing import even_levels, quarters
from sherwood.vocabulary.calendar import WorkingCalendar

YEARS_BEFORE = 2
DESK = load_catalogue().hubs["hub"]
# Mondays in calm years, so that what is judged is the staffing and not a pandemic's forecast.
STARTS = (dt.date(2018, 6, 4), dt.date(2018, 10, 1), dt.date(2019, 1, 7), dt.date(2019, 6, 3))


def forecast_of(log, start, weeks):
    """Forecast the weeks from a Monday by those before it."""
    first = start - week(52 * YEARS_BEFORE)
    counts = weekly(log, first, 52 * YEARS_BEFORE)
    days = tuple(first + week(k) + dt.timedelta(days=6) for k in range(len(counts)))
    outlook = Outlook(holidays=terms.common(first.year, start.year))
    return forecast(Series(days, counts), STEPS["W"], weeks, outlook).quantiles


def truth_of(log, clock, start, weeks):
    """Give the quarter as it truly came."""
    came = between(log, start, start + week(weeks) - dt.timedelta(days=1))
    told = [np.array([DESK.rank(each.rating) for each in came]), np.array([each.work for each in came])]
    return quarter_of(
        clock, np.array([each.day.toordinal() for each in came]), np.array([each.minute for each in came]), *told
    )


def _share(outcome, post):
    """Tell what a shift comes to: its own share in time, or that of the rating that does worst, as the target asks of both."""
    return min(outcome.by_post[post], *outcome.by_rating.values())


class Judged(NamedTuple):
    """One post in the quarter that came: people advised, and shares in time with them, one fewer, one more, one fewer there alone."""

    staff: int
    advised: float
    fewer: float
    more: float
    fewer_here: float
    advised_by_rating: float
    fewer_by_rating: float


def judged(seed, a_day, start, weeks):
    """Tell what each post comes to in truth, by how the level was known."""
    log = minute_log(seed, a_day, start - week(52 * YEARS_BEFORE), start + week(weeks))
    pattern = pattern_of([each for each in log if each.day < start], DESK)
    clock = clock_of(DESK, start, 7 * weeks, WorkingCalendar().is_working_day)
    truth = Trials(DESK, [truth_of(log, clock, start, weeks)])
    known = np.repeat(weekly(log, start, weeks)[:, None], len(fixed.QUANTILES), axis=1)
    found = {}
    for name, levels in (("forecast", forecast_of(log, start, weeks)), ("known", known)):
        drawn = quarters(pattern, levels, clock, start, even_levels(fixed.DRAWN))
        staff = advised(Trials(DESK, drawn), DESK.target)
        with_them, fewer, more = (truth.of(changed(staff, by)) for by in (0, -1, 1))
        found[name] = [
            Judged(
                staff[post],
                with_them.by_post[post],
                fewer.by_post[post],
                more.by_post[post],
                truth.of(changed(staff, -1, post)).worst,
                _share(with_them, post),
                _share(fewer, post),
            )
            for post in staff
        ]
    return found


def main():
    """Judge every seed, size and quarter; tell each and all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--a-day", type=int, nargs="+", default=[6, 20, 60])
    options.add_argument("--weeks", type=int, default=13)
    chosen = options.parse_args()
    begun, target = time.process_time(), DESK.target
    print(
        "| contacts a day | level | shifts | met | one fewer missed | both | met with one more | one fewer there missed | both by rating |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for a_day in chosen.a_day:
        rows = {"forecast": [], "known": []}
        for seed in range(chosen.first, chosen.first + chosen.seeds):
            for name, found in judged(seed, a_day, STARTS[seed % len(STARTS)], chosen.weeks).items():
                rows[name] += found
        for name, found in rows.items():
            met, missed = [each.advised >= target for each in found], [each.fewer < target for each in found]
            shares = [np.mean(met), np.mean(missed), np.mean(np.array(met) & np.array(missed))]
            shares += [
                np.mean([each.more >= target for each in found]),
                np.mean([each.fewer_here < target for each in found]),
            ]
            shares.append(np.mean([each.advised_by_rating >= target > each.fewer_by_rating for each in found]))
            print(
                f"| {a_day} | {name} | {len(found)} | {' | '.join(f'{100 * each:.0f} %' for each in shares)} |",
                flush=True,
            )
    print(f"\n{time.process_time() - begun:.0f} s of processor")


if __name__ == "__main__":
    main()
