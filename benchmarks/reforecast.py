"""How long a whole re-forecast takes: 20 series of weeks, every model, with a backtest of 12 origins, against its limit of 3 minutes.

    python benchmarks/reforecast.py [--series N] [--years N]

Series are made up: a yearly pattern, a lockdown, chance. Each is forecast for 13 weeks today and at 12 origins four weeks apart, with
restrictions and school terms known, and scored. The last line gives seconds and their ratio to the limit, for the clock and the processor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time

import numpy as np

from sherwood.forecasting import STEPS, Regime, Series, forecast, known, terms
from sherwood.forecasting.scores import scored

LIMIT, ORIGINS, HORIZON, APART = 180.0, 12, 13, 4
LAST = dt.date(2021, 6, 27)
SHUT = Regime(dt.date(2020, 3, 23), dt.date(2020, 3, 18), 1.0, 0.9)
OPEN = Regime(dt.date(2020, 9, 1), dt.date(2020, 7, 2), 0.3, 0.1)
AGAIN = Regime(dt.date(2021, 1, 5), dt.date(2021, 1, 4), 1.0, 0.85)
BACK = Regime(dt.date(2021, 3, 8), dt.date(2021, 2, 22), 0.5, 0.1)
REGIMES = (SHUT, OPEN, AGAIN, BACK)
WEEK = STEPS["W"]


def made_up(seed: int, weeks: int) -> Series:
    """Contacts a week with a yearly pattern and two lockdowns."""
    draw = np.random.default_rng(seed)
    days = tuple(LAST - dt.timedelta(weeks=weeks - 1 - k) for k in range(weeks))
    year = np.array([1 + 0.15 * np.sin(2 * np.pi * day.timetuple().tm_yday / 365) for day in days])
    shut = np.array(
        [0.7 if SHUT.starts <= day < OPEN.starts or AGAIN.starts <= day < BACK.starts else 1.0 for day in days]
    )
    return Series(days, draw.poisson(draw.uniform(5, 200) * year * shut).astype(float))


def reforecast(series: Series) -> list[float]:
    """Forecast today and at every origin, and give the share of weeks that the range of 80 % held."""
    held = []
    for back in range(ORIGINS + 1):
        place = len(series.days) - (HORIZON + (back - 1) * APART if back else 0)
        seen = Series(series.days[:place], series.values[:place])
        outlook = known(REGIMES, seen.days[-1], "announced")
        outlook = outlook._replace(holidays=terms.common(series.days[0].year - 1, LAST.year + 1))
        ahead = forecast(seen, WEEK, HORIZON, outlook)
        if back:
            held.append(float(scored(ahead.quantiles, series.values[place : place + HORIZON]).held_80.mean()))
    return held


def main() -> None:
    """Re-forecast every series and tell how long it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--series", type=int, default=20)
    options.add_argument("--years", type=int, default=5)
    asked = options.parse_args()
    begun, worked = time.perf_counter(), time.process_time()
    held = [share for seed in range(asked.series) for share in reforecast(made_up(seed, 52 * asked.years))]
    took, used = time.perf_counter() - begun, time.process_time() - worked
    print(f"{asked.series} series, {ORIGINS} origins: the range of 80 % held {100 * np.mean(held):.0f} % of weeks")
    print(
        f"{took:.0f} s, {used:.0f} s of processor: {took / LIMIT:.2f} and {used / LIMIT:.2f} of the limit of {LIMIT:.0f} s"
    )


if __name__ == "__main__":
    main()
