"""How good forecasts of a folder's series are, beside the libraries' own models fitted the same way in the same run.

    python benchmarks/forecast.py FOLDER [--every] [--regimes FILE] [--only WORD]

FOLDER holds CSV files `weekly_*`, `monthly_*` and `daily_*` of unique_id, ds, y. Forecasts are made again at every origin of the protocol
from what was known by then, and scored at every step: MASE (by the seasonal error before March 2020), sWIS (range score in % of the last
year's mean before then), how often ranges of 80 and 95 % held, before, at the onset of, during and after the first lockdown and the next.
`--every` adds models of the library that take seconds a fit. The last lines name the best library model and Sherwood's ratio to it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from statsforecast import models
from threadpoolctl import threadpool_limits

from sherwood.forecasting import STEPS, Ahead, Regime, Series, Step, forecast, known
from sherwood.forecasting.libraries import fitted
from sherwood.forecasting.scores import Scores, scored, seasonal_scale
from sherwood.forecasting.series_files import read_regimes, read_series

SHOCK, LOCKDOWN, REOPENED = dt.date(2020, 3, 1), dt.date(2020, 3, 22), dt.date(2021, 4, 17)
PHASES = ("before", "onset", "during", "after")


@dataclass(frozen=True)
class Protocol:
    """Where origins lie and what is scored, for one kind of step."""

    letter: str
    first: dt.date
    every: int
    horizon: int
    lag: int
    year: int


PROTOCOLS = {
    "weekly": Protocol("W", dt.date(2019, 3, 3), 8, 13, 52, 52),
    "monthly": Protocol("M", dt.date(2019, 6, 1), 3, 3, 12, 12),
    "daily": Protocol("D", dt.date(2019, 3, 3), 98, 91, 7, 365),
}
Method = Callable[[Series, Step, int], np.ndarray | None]


@dataclass
class Tally:
    """What one method's forecasts came to, and the processor's seconds they took."""

    rows: list[tuple[str, str, Scores, float, float]] = field(default_factory=list)
    seconds: float = 0.0

    def mean(self, of: Callable[[Scores, float, float], float], series: str = "", phase: str = "") -> float:
        """Average inside each series first, then over series."""
        kept = [row for row in self.rows if series in ("", row[0]) and phase in ("", row[1])]
        by_series = {row[0]: [of(*each[2:]) for each in kept if each[0] == row[0]] for row in kept}
        return float(np.mean([np.mean(each) for each in by_series.values()])) if by_series else float("nan")

    def held(self, share: int, phase: str = "") -> float:
        """How often a range held, over all steps of all series."""
        kept = [row[2] for row in self.rows if phase in ("", row[1])]
        return (
            float(np.mean(np.concatenate([getattr(each, f"held_{share}") for each in kept]))) if kept else float("nan")
        )


def mase(scores: Scores, scale: float, _: float) -> float:
    """Give the mean error in the series' yardstick."""
    return float(scores.error.mean() / scale)


def swis(scores: Scores, _: float, mean: float) -> float:
    """Give the range score in per cent of the series' mean."""
    return float(100 * scores.interval.mean() / mean)


def ours(regimes: list[Regime], knowledge: str) -> Method:
    """Forecast as `sherwood forecast series` does."""

    def run(series: Series, step: Step, horizon: int) -> np.ndarray:
        ahead: Ahead = forecast(series, step, horizon, known(regimes, series.days[-1], knowledge))
        return ahead.quantiles

    return run


def library(make: Callable[[int], object]) -> Method:
    """Forecast by a model of the library alone, on the values as they are."""

    def run(series: Series, step: Step, horizon: int) -> np.ndarray | None:
        with threadpool_limits(limits=1):
            return fitted(make(step.season), series.values, horizon)

    return run


def methods(regimes: list[Regime], *, every: bool) -> dict[str, Method]:
    """List every method by the name it is printed under."""
    found: dict[str, Method] = {"Sherwood, none": ours(regimes, "none")}
    if regimes:
        found |= {f"Sherwood, {each}": ours(regimes, each) for each in ("announced", "planned")}
    found |= {
        "Naive": library(lambda _: models.Naive()),
        "SeasonalNaive": library(lambda season: models.SeasonalNaive(season_length=season)),
        "MSTL+ETS": library(
            lambda season: models.MSTL(season_length=season, trend_forecaster=models.AutoETS(model="ZZN"))
        ),
        "AutoETS (no season)": library(lambda _: models.AutoETS(model="ZZN")),
        "DynOptTheta": library(lambda season: models.DynamicOptimizedTheta(season_length=season)),
    }
    if every:
        found["AutoCES"] = library(lambda season: models.AutoCES(season_length=season))
        found["AutoARIMA"] = library(lambda season: models.AutoARIMA(season_length=min(season, 12)))
    return found


def phase_of(origin: dt.date, last: dt.date) -> str:
    """Tell when a forecast was made, seen from the first lockdown."""
    if last < SHOCK:
        return "before"
    return "onset" if origin < LOCKDOWN else "during" if origin <= REOPENED else "after"


def origins(series: Series, protocol: Protocol) -> Iterator[int]:
    """Yield the place of each origin whose whole horizon is known."""
    first = next(place for place, day in enumerate(series.days) if day >= protocol.first)
    yield from range(first, len(series.days) - protocol.horizon, protocol.every)


def run(method: Method, every: dict[str, Series], protocol: Protocol) -> Tally:
    """Forecast every series at every origin and score it."""
    tally, step = Tally(), STEPS[protocol.letter]
    for name, series in every.items():
        calm = series.values[[day < SHOCK for day in series.days]]
        scale, mean = seasonal_scale(calm, protocol.lag), float(calm[-protocol.year :].mean())
        for place in origins(series, protocol):
            seen = Series(series.days[: place + 1], series.values[: place + 1])
            begun = time.process_time()
            said = method(seen, step, protocol.horizon)
            tally.seconds += time.process_time() - begun
            if said is None:
                continue
            last = place + protocol.horizon
            phase = phase_of(series.days[place], series.days[last])
            tally.rows.append(
                (name, phase, scored(np.maximum(said, 0), series.values[place + 1 : last + 1]), scale, mean)
            )
    return tally


def line(name: str, tally: Tally) -> str:
    """Give one method's line of the table."""
    phases = " / ".join(f"{tally.mean(swis, phase=phase):.1f}" for phase in PHASES)
    held = [f"{tally.held(share, phase):.2f}" for phase in ("", "during") for share in (80, 95)]
    cells = [
        name,
        f"{tally.mean(mase):.3f}",
        f"{tally.mean(swis):.2f}",
        *held,
        phases,
        f"{tally.seconds / max(len(tally.rows), 1):.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def report(name: str, every: dict[str, Series], protocol: Protocol, chosen: dict[str, Method]) -> None:
    """Run every method on one file's series and print its tables."""
    print(f"\n## {name}: {len(every)} series, {protocol.horizon} steps ahead\n")
    print(
        "| method | MASE | sWIS | 80 % | 95 % | 80 % during | 95 % during | sWIS before / onset / during / after | processor s a fit |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    tallies = {}
    for each, method in chosen.items():
        tallies[each] = run(method, every, protocol)
        print(line(each, tallies[each]), flush=True)
    print(f"\n| sWIS by series | {' | '.join(tallies)} |\n|---|{'---|' * len(tallies)}")
    for series in every:
        print(f"| {series} | {' | '.join(f'{tally.mean(swis, series):.2f}' for tally in tallies.values())} |")
    best = min((each for each in tallies if not each.startswith("Sherwood")), key=lambda each: tallies[each].mean(swis))
    for each in (one for one in tallies if one.startswith("Sherwood")):
        ratios = [tallies[each].mean(of) / tallies[best].mean(of) for of in (swis, mase)]
        print(f"\n{each}: {ratios[0]:.2f} times the sWIS and {ratios[1]:.2f} times the MASE of {best}", flush=True)


def main() -> None:
    """Run the protocol on each file of the folder."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--every", action="store_true")
    options.add_argument("--regimes", type=Path, default=None)
    options.add_argument("--only", default="")
    asked = options.parse_args()
    warnings.simplefilter("ignore")
    regimes = read_regimes(asked.regimes) if asked.regimes else []
    for path in sorted(asked.folder.glob("*.csv")):
        protocol = PROTOCOLS.get(path.stem.split("_")[0])
        if protocol is not None and asked.only in path.stem:
            report(path.stem, read_series(path, STEPS[protocol.letter]), protocol, methods(regimes, every=asked.every))


if __name__ == "__main__":
    main()
