"""Commands about tomorrow: `forecast series` for anybody's own file, `forecast mash` for the hub's demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sherwood.cli.data import DAY
from sherwood.cli.words import print_json, say, say_in_columns

if TYPE_CHECKING:
    from sherwood.forecasting import Ahead
    from sherwood.forecasting.regimes import Knowledge

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
MOST_STEPS = 1000


@click.group()
def forecast() -> None:
    """Forecast demand: the hub's, or anybody's own series."""


@forecast.command("series")
@click.argument("file", type=FILE)
@click.option("--freq", type=click.Choice(["D", "W", "M"]), required=True, help="Days, weeks or months.")
@click.option("--horizon", type=click.IntRange(1, MOST_STEPS), required=True, help="How many steps ahead.")
@click.option("--origin", type=DAY, default=None, help="The last ds that is used; the file's last by default.")
@click.option("--regimes", type=FILE, default=None, help="A file of restrictions: from, announced, level, school.")
@click.option(
    "--knowledge",
    type=click.Choice(["none", "announced", "planned"]),
    default=None,
    help="Which restrictions are used: none, those announced by the origin (where a file is given), or all.",
)
@click.option("--json", "as_json", is_flag=True)
def series(
    file: Path,
    freq: str,
    horizon: int,
    origin: dt.datetime | None,
    regimes: Path | None,
    knowledge: Knowledge | None,
    as_json: bool,
) -> None:
    """Forecast every series of FILE, a CSV with the columns unique_id, ds and y."""
    from sherwood.forecasting.series_files import forecast_file

    if regimes is None and knowledge in {"announced", "planned"}:
        raise click.UsageError(f"--knowledge {knowledge} needs --regimes, the file of restrictions it speaks of")
    chosen: Knowledge = knowledge or ("announced" if regimes else "none")
    ahead = forecast_file(file, freq, horizon, origin.date() if origin else None, regimes, chosen)
    _print(ahead, as_json)


def _print(ahead: Mapping[str, Ahead], as_json: bool) -> None:
    """Print forecasts as JSON, or for people: the range of 80 % and its middle."""
    told = [each for name, one in ahead.items() for each in one.to_json(name)]
    if as_json:
        print_json({"forecasts": told})
        return
    say("Four values in five are expected between the second figure and the last.")
    rows = [
        [each["unique_id"], each["ds"], *(_figure(each, level) for level in ("0.1", "0.5", "0.9"))] for each in told
    ]
    say_in_columns([("unique_id", "ds", "low", "middle", "high"), *rows])


def _figure(told: Mapping[str, Any], level: str) -> str:
    return f"{told['quantiles'][level]:.1f}"
