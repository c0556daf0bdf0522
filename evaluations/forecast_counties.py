"""Forecasts the autumn of 2020 for made-up counties from their contact logs alone, and tells how often ranges held what then came.

    python -m evaluations.forecast_counties [--seeds N] [--first SEED] [--a-day N]

Each county's contacts are written through three and a half years, with its own pandemic and contacts that were held back; the forecast is
made at the end of August 2020 from what was announced by then and the common school holidays, as a whole and by source, added up as for
the hub. Told for each seed: how many of 13 weeks the ranges of 80 and 95 % held, the range score against the last week carried on, the
mean width. Then all together, by blocks of weeks. The forecaster knows nothing of how the county was drawn.
"""

import argparse
import datetime as dt
import statistics

import numpy as np
from tests.rooms.synthetic.senders import rhythm, write

from sherwood.definitions.catalogue import load_catalogue
from sherwood.forecasting import STEPS, fixed, forecast, terms
from sherwood.forecasting.adding_up import added_up
from sherwood.forecasting.forecast import last_value
from sherwood.forecasting.hub import Count, demand_of, series_of
from sherwood.forecasting.scenarios import outlook_of
from sherwood.forecasting.scores import scored
from sherwood.jobs.forecasts import regimes_of

FIRST, ORIGIN, WEEKS = dt.date(2017, 4, 1), dt.date(2020, 8, 30), 13
LAST = ORIGIN + dt.timedelta(weeks=WEEKS)
BLOCKS = {"weeks 1-4": slice(0, 4), "weeks 5-8": slice(4, 8), "weeks 9-13": slice(8, 13)}
WEEK = STEPS["W"]
CATALOGUE = load_catalogue()
HOLIDAYS = terms.common(FIRST.year, LAST.year)


def counts(seed, a_day):
    """Contacts a day by group of sources, as the hub's log would hold them."""
    codes = CATALOGUE.codelist("contact_source").codes
    return [
        Count(day, codes[source].group if source in codes else "Unknown", number)
        for (day, source), number in write(rhythm(seed), FIRST, LAST, a_day).items()
        if FIRST <= day <= LAST
    ]


def expected(told):
    """Give the whole's quantiles of 13 weeks from the origin, and those of the last week carried on."""
    demand = demand_of([each for each in told if each.day <= ORIGIN], ORIGIN)
    outlook = outlook_of(CATALOGUE.scenario("as_announced"), regimes_of(CATALOGUE), ORIGIN)._replace(holidays=HOLIDAYS)
    whole = series_of(demand, demand.whole, WEEK)
    parts = {
        name: forecast(series_of(demand, values, WEEK), WEEK, WEEKS, outlook).quantiles
        for name, values in demand.parts.items()
    }
    ours = added_up(forecast(whole, WEEK, WEEKS, outlook).quantiles, [parts], fixed.HUB_RANGE).whole
    return ours, last_value(whole, WEEK, WEEKS).quantiles


def came(told):
    """Give what came in each of the 13 weeks."""
    weeks = np.zeros(WEEKS)
    for each in told:
        if each.day > ORIGIN:
            weeks[((each.day - ORIGIN).days - 1) // 7] += each.number
    return weeks


def main():
    """Make each county, forecast, compare, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=100)
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--a-day", type=int, default=20)
    chosen = options.parse_args()
    print("| seed | came a week | held 80 % | held 95 % | score against the last week's | width of 80 % |")
    print("|---|---|---|---|---|---|", flush=True)
    held, ratios, widths = [], [], []
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        told = counts(seed, chosen.a_day)
        truth, (ours, plain) = came(told), expected(told)
        mine, theirs = scored(ours, truth), scored(plain, truth)
        held.append((mine.held_80, mine.held_95))
        ratios.append(mine.interval.mean() / theirs.interval.mean())
        widths.append((ours[:, 5] - ours[:, 1]) / truth.mean())
        cells = [seed, f"{truth.mean():.0f}", f"{mine.held_80.sum():.0f}", f"{mine.held_95.sum():.0f}"]
        print(f"| {' | '.join(map(str, cells))} | {ratios[-1]:.2f} | {100 * widths[-1].mean():.0f} % |", flush=True)
    tell(np.array(held), ratios, np.array(widths))


def tell(held, ratios, widths):
    """Tell all seeds together."""
    print(
        f"\n{len(ratios)} counties of {WEEKS} weeks: the range of 80 % held {100 * held[:, 0].mean():.1f} %", end=", "
    )
    print(f"that of 95 % {100 * held[:, 1].mean():.1f} %; mean width of 80 % {100 * widths.mean():.0f} % of what came.")
    for name, weeks in BLOCKS.items():
        print(
            f"{name}: 80 % held {100 * held[:, 0, weeks].mean():.1f} %, 95 % held {100 * held[:, 1, weeks].mean():.1f} %, "
            f"width of 80 % {100 * widths[:, weeks].mean():.0f} %"
        )
    within = sum(ratio <= 0.9 for ratio in ratios)
    print(
        f"score against the last week carried on: median {statistics.median(ratios):.2f}, at most 0.9 in {within} of {len(ratios)}"
    )


if __name__ == "__main__":
    main()
