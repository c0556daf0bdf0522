"""Commands about tomorrow: `forecast series` for anybody's own file, `forecast mash` for the hub's demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.figures import AS_USER
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home

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


@forecast.command("mash")
@click.option(
    "--horizon", type=click.IntRange(1, MOST_STEPS), default=13, show_default=True, help="How many steps ahead."
)
@click.option("--freq", type=click.Choice(["D", "W"]), default="W", show_default=True, help="Days or weeks.")
@click.option("--scenario", default="as_announced", show_default=True, help="A scenario of the catalogue.")
@click.option(
    "--by",
    type=click.Choice(["source", "district", "need", "hour"]),
    multiple=True,
    help="Parts that add up to the total, and may be given more than once: by source and by district by default.",
)
@click.option("--as-at", type=DAY, default=None, help="As seen at the end of that day.")
@AS_USER
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def mash(
    horizon: int,
    freq: str,
    scenario: str,
    by: tuple[str, ...],
    as_at: dt.datetime | None,
    as_user: str | None,
    as_json: bool,
    authority: str | None,
) -> None:
    """Forecast contacts with the hub: the whole, and its parts by source, district, presenting need or hour, which add up."""
    from sherwood.jobs.forecasts import USUAL_BY, ForecastAsked
    from sherwood.jobs.issued_forecasts import current_forecast

    home = Home.existing()
    day = as_at.date() if as_at else None
    asked = ForecastAsked(horizon, freq, scenario, day, by or USUAL_BY)
    told = current_forecast(home, authority_of(home, authority), asked, as_user=as_user)
    for note in (*([told.noticed.words()] if told.noticed else ()), *told.arithmetic, *told.notes):
        say(note)
    if as_json:
        print_json(told.to_json())
    else:
        _print(told.ahead, as_json=False)


@forecast.command("staffing")
@click.option("--weeks", type=click.IntRange(1, 26), default=13, show_default=True, help="For how many weeks ahead.")
@click.option("--scenario", default="as_announced", show_default=True, help="A scenario of the catalogue.")
@click.option("--away", type=click.FloatRange(0, 80), default=0.0, help="Per cent of staff absent beyond the usual.")
@click.option("--as-at", type=DAY, default=None, help="As seen at the end of that day.")
@AS_USER
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def staffing(
    weeks: int,
    scenario: str,
    away: float,
    as_at: dt.datetime | None,
    as_user: str | None,
    as_json: bool,
    authority: str | None,
) -> None:
    """Advise how many people each shift of the hub needs, and what its contacts bring with them."""
    from sherwood.jobs.hub_staffing import hub_staffing

    home = Home.existing()
    day = as_at.date() if as_at else None
    told = hub_staffing(
        home, authority_of(home, authority), weeks=weeks, scenario=scenario, as_at=day, away=away / 100, as_user=as_user
    )
    for note in told.notes:
        say(note)
    if as_json:
        print_json(told.to_json())
        return
    heading = ["day", "shift", "staff", "on the rota", "in limit", "one fewer", "one more", "waiting at closing"]
    rows = [
        [each.weekday, each.shift, str(each.staff), str(each.on_rota)]
        + [f"{100 * share:.0f} %" for share in (each.in_limit, each.in_limit_one_fewer, each.in_limit_one_more)]
        + [" to ".join(f"{count:.0f}" for count in each.queue_at_close.values())]
        for each in told.shifts
    ]
    say_in_columns([heading, *rows])


@forecast.command("issue")
@click.option("--as-at", type=DAY, default=None, help="As seen at the end of that day.")
@AS_USER
@AUTHORITY
def issue(as_at: dt.datetime | None, as_user: str | None, authority: str | None) -> None:
    """Keep today's forecast of 13 weeks for ever, to be scored as weeks come."""
    from sherwood.jobs.issued_forecasts import issue_forecast

    home = Home.existing()
    path = issue_forecast(home, authority_of(home, authority), as_at=as_at.date() if as_at else None, as_user=as_user)
    say(f"issued: {path}")


@forecast.command("record")
@AS_USER
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def record(as_user: str | None, as_json: bool, authority: str | None) -> None:
    """Tell how good issued forecasts turned out, beside the last value carried on."""
    from sherwood.jobs.issued_forecasts import track_record

    home = Home.existing()
    told = track_record(home, authority_of(home, authority), as_user=as_user)
    if as_json:
        print_json(told.to_json())
        return
    say(
        f"{told.issued} weekly forecasts issued." + (" Withdrawn: worse than the last value." if told.withdrawn else "")
    )
    if told.tracks:
        heading = ["what", "weeks ahead", "scored", "range score", "last value's", "80 % held", "95 % held"]
        rows = [
            [each.name, each.ahead, str(each.weeks), f"{each.wis:.1f}", f"{each.wis_of_last_value:.1f}"]
            + [f"{100 * held:.0f} %" for held in (each.held_80, each.held_95)]
            for each in told.tracks
        ]
        say_in_columns([heading, *rows])


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
