"""Commands about findings: control charts and funnel plots of anybody's own file, and the scan of every measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.figures import AS_USER
from sherwood.cli.words import print_json, progress, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.anomalies import ChartOptions, Columns

CHARTS = ("xmr", "mr", "p", "pp", "u", "up", "c", "ip", "t", "g")
FILE = click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group()
def findings() -> None:
    """Tell change from chance: charts, funnels and the scan of every measure."""


@findings.command()
@FILE
@click.option("--chart", type=click.Choice(CHARTS), required=True, help="The kind of control chart.")
@click.option("--x", metavar="COL", default=None, help="Dates, numbers or words in order; the row's number by default.")
@click.option("--y", metavar="COL", default=None, help="The values drawn.")
@click.option("--numerator", metavar="COL", default=None, help="What was counted.")
@click.option("--denominator", metavar="COL", default=None, help="Among how many, or over how much.")
@click.option("--group", metavar="COL", default=None, help="One chart for each value of this column.")
@click.option(
    "--freeze",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    help="Limits from the first N points of each phase.",
)
@click.option("--split", "splits", metavar="X,…", multiple=True, help="The first x of a new phase; may be repeated.")
@click.option(
    "--exclude", metavar="N,…", multiple=True, help="Positions, from 1, of points left out of limits and runs."
)
@click.option("--better", type=click.Choice(["higher", "lower", "neither"]), default="neither", show_default=True)
@click.option("--target", metavar="V", type=float, default=None, help="The value to reach, for the assurance icon.")
@click.option(
    "--convention",
    type=click.Choice(["nhse", "anhoej"]),
    default="nhse",
    show_default=True,
    help="NHS England's four rules, or limits with Anhøj's runs.",
)
@click.option(
    "--screen/--no-screen",
    default=True,
    show_default=True,
    help="Leave ranges beyond their own limit out of the mean range.",
)
@click.option(
    "--two-in-three",
    type=click.Choice(["inside", "outside"]),
    default="outside",
    show_default=True,
    help="Whether points outside the limits count among the two.",
)
@JSON
def series(file: Path, as_json: bool, **asked: Any) -> None:
    """Draw control charts of any CSV file: limits, special causes and icons."""
    from sherwood.anomalies import charts_of, read_table

    columns, options = _columns(asked), _options(asked)
    named = {f"--{name}": column for name, column in columns.to_json().items()}
    answer = charts_of(read_table(file, named), columns, options)
    for note in answer["notes"]:
        say(note)
    if as_json:
        print_json(answer)
        return
    keys = ("group", "x", "y", "centre", "lower", "upper", "special_cause")
    say_in_columns([keys, *([_cell(point[key]) for key in keys] for point in answer["points"])])


@findings.command()
@FILE
@click.option(
    "--type",
    "kind",
    type=click.Choice(["pr", "rc", "sr"]),
    default="pr",
    show_default=True,
    help="A proportion, a ratio of counts, or observed against expected.",
)
@click.option("--numerator", metavar="COL", default="numerator", show_default=True)
@click.option("--denominator", metavar="COL", default="denominator", show_default=True)
@click.option("--group", metavar="COL", default="group", show_default=True, help="The unit.")
@click.option(
    "--method", type=click.Choice(["shmi", "cqc"]), default="shmi", show_default=True, help="Of standardised ratios."
)
@click.option(
    "--trim",
    metavar="F",
    type=click.FloatRange(0, 0.5, max_open=True),
    default=0.1,
    show_default=True,
    help="The share of units at each end drawn in or left out.",
)
@click.option(
    "--target",
    metavar="V",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    help="What units are compared with; all of them together by default.",
)
@JSON
def funnel(
    file: Path,
    kind: Any,
    numerator: str,
    denominator: str,
    group: str,
    method: Any,
    trim: float,
    target: float | None,
    as_json: bool,
) -> None:
    """Compare the units of any CSV file, allowing for chance and for how much units differ anyway."""
    from sherwood.anomalies import FunnelOptions, funnel_of, read_table

    if kind == "pr" and target is not None and target >= 1:
        raise click.UsageError("--target of a proportion lies between 0 and 1")
    table = read_table(file, {"--group": group, "--numerator": numerator, "--denominator": denominator})
    answer = funnel_of(table, group, numerator, denominator, FunnelOptions(kind, method, trim, target))
    for note in answer["notes"]:
        say(note)
    if as_json:
        print_json(answer)
        return
    keys = ("unit", "value", "lo95", "hi95", "lo998", "hi998", "outside", "od_outside")
    say_in_columns([keys, *([_cell(unit[key]) for key in keys] for unit in answer["units"])])
    say(f"target {answer['target']:.6g}, phi {answer['phi']:.6g}, tau2 {answer['tau2']:.6g}")


@findings.command()
@click.option("--as-at", type=DAY, default=None, help="Judge the last whole month before this day.")
@click.option("--measure", "only", multiple=True, metavar="ID", help="Look at this measure alone; may be repeated.")
@AS_USER
@JSON
@AUTHORITY
def scan(
    as_at: dt.datetime | None, only: tuple[str, ...], as_user: str | None, as_json: bool, authority: str | None
) -> None:
    """Look through every measure, team and district for what really changed, and keep what was found."""
    from sherwood.jobs.findings import in_words, scan_findings

    home = Home.existing()
    with progress() as announce:
        answer = scan_findings(
            home,
            authority_of(home, authority),
            as_user=as_user,
            as_at=as_at.date() if as_at else None,
            only=only,
            progress=announce,
        )
    _answer(answer, in_words, as_json)


@findings.command("list")
@AS_USER
@JSON
@AUTHORITY
def list_(as_user: str | None, as_json: bool, authority: str | None) -> None:
    """List what the latest scan found."""
    from sherwood.jobs.findings import in_words, list_findings

    home = Home.existing()
    _answer(list_findings(home, authority_of(home, authority), as_user=as_user), in_words, as_json)


def _answer(answer: dict[str, Any], words: Callable[[dict[str, Any]], Iterable[str]], as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    for line in words(answer):
        click.echo(line)


def _columns(asked: dict[str, Any]) -> Columns:
    """Which columns were asked for; those a kind of chart cannot do without must be there."""
    from sherwood.anomalies import OF_RATIOS, Columns

    chart, has_ratio = asked["chart"], asked["numerator"] and asked["denominator"]
    if chart in OF_RATIOS and not has_ratio:
        raise click.UsageError(f"--chart {chart} needs --numerator and --denominator")
    if asked["denominator"] and not asked["numerator"]:
        raise click.UsageError("--denominator needs --numerator beside it")
    if asked["y"] and asked["numerator"] and chart not in OF_RATIOS:
        raise click.UsageError("give --y, or --numerator and --denominator, not both")
    if not asked["y"] and not asked["numerator"]:
        raise click.UsageError(f"--chart {chart} needs --y")
    return Columns(**{name: asked[name] for name in ("x", "y", "numerator", "denominator", "group")})


def _options(asked: dict[str, Any]) -> ChartOptions:
    from sherwood.anomalies import ChartOptions

    return ChartOptions(
        chart=asked["chart"],
        freeze=asked["freeze"],
        splits=tuple(_listed(asked["splits"])),
        exclude=frozenset(_position(text) for text in _listed(asked["exclude"])),
        better=asked["better"],
        target=asked["target"],
        convention=asked["convention"],
        screen=asked["screen"],
        two_in_three=asked["two_in_three"],
    )


def _listed(given: tuple[str, ...]) -> list[str]:
    """The parts of options that may be repeated or hold several parts between commas."""
    return [part.strip() for each in given for part in each.split(",") if part.strip()]


def _position(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise click.UsageError(f"--exclude takes positions from 1, not '{text}'")
    return int(text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
