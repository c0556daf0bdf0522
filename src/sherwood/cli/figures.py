"""Commands about figures: `measure list|show|value` and `report list|show|export`."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.words import print_json, say
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.measures.series import Series

AS_USER = click.option(
    "--as",
    "as_user",
    metavar="USER",
    default=None,
    help="The account whose scope applies; needed where there are accounts.",
)
JSON = click.option("--json", "as_json", is_flag=True)
CSV = click.option("--csv", "as_csv", is_flag=True)


@click.group()
def measure() -> None:
    """List, explain and work out measures."""


@measure.command("list")
@JSON
def measure_list(as_json: bool) -> None:
    """List every measure of the catalogue."""
    from sherwood.definitions.catalogue import load_catalogue

    keys = ("id", "title", "area", "kind", "question", "better", "unit")
    _list("measures", load_catalogue(Home.at().council).measures.values(), keys, as_json)


@measure.command("show")
@click.argument("name")
@JSON
def measure_show(name: str, as_json: bool) -> None:
    """Show one measure's definition."""
    from sherwood.definitions.catalogue import load_catalogue

    _show(load_catalogue(Home.at().council).measure(name).model_dump(mode="json", by_alias=True), as_json)


@measure.command("value")
@click.argument("name")
@click.option("--by", multiple=True, metavar="DIM", help="Break down by this dimension; may be repeated.")
@click.option("--from", "date_from", type=DAY, default=None, help="First day, inclusive.")
@click.option("--to", "date_to", type=DAY, default=None, help="Last day, inclusive.")
@click.option("--grain", type=click.Choice(["day", "week", "month", "quarter", "year"]), default=None)
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE")
@click.option("--as-at", type=DAY, default=None, help="What was true on that day.")
@click.option("--known-at", type=DAY, default=None, help="What had arrived by the end of that day.")
@click.option("--official", is_flag=True, help="Official figures: everybody counted, small numbers suppressed.")
@AS_USER
@JSON
@CSV
@AUTHORITY
def measure_value(name: str, filters: tuple[str, ...], as_json: bool, as_csv: bool, **asked: Any) -> None:
    """Work out a measure over periods, as a table, JSON or CSV."""
    from sherwood.jobs.figures import measure_value as work_out

    for key in ("date_from", "date_to", "as_at", "known_at"):
        asked[key] = asked[key].date() if isinstance(asked[key], dt.datetime) else None
    home = Home.at()
    authority = authority_of(home, asked.pop("authority"))
    series: Series = work_out(home, authority, name, where=dict(map(_pair, filters)), **asked)
    answer = series.to_json()
    if as_json:
        print_json(answer)
    else:
        _rows(answer["rows"], as_csv=as_csv)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--filter takes KEY=VALUE, not '{text}'")
    return key, value


@click.group()
def report() -> None:
    """List, explain and export reports."""


@report.command("list")
@JSON
def report_list(as_json: bool) -> None:
    """List every report of the catalogue."""
    from sherwood.definitions.catalogue import load_catalogue

    keys = ("id", "title", "area", "kind", "audience", "question")
    _list("reports", load_catalogue(Home.at().council).reports.values(), keys, as_json)


@report.command("show")
@click.argument("name")
@JSON
def report_show(name: str, as_json: bool) -> None:
    """Show one report's definition."""
    from sherwood.definitions.catalogue import load_catalogue

    _show(load_catalogue(Home.at().council).report(name).model_dump(mode="json"), as_json)


@report.command("export")
@click.argument("name")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE")
@AS_USER
@AUTHORITY
def report_export(
    name: str, kind: str, out: Path, filters: tuple[str, ...], as_user: str | None, authority: str | None
) -> None:
    """Write a report to a file, with the scope of the account named."""
    from sherwood.jobs.figures import export_report

    if not out.parent.is_dir():
        raise click.UsageError(f"--out names a folder that is not there: {out.parent}")
    home = Home.at()
    content = export_report(
        home, authority_of(home, authority), name, kind=kind, where=dict(map(_pair, filters)), as_user=as_user
    )
    out.write_bytes(content)
    say(f"{out}: {len(content):,} bytes")


def _list(name: str, entries: Iterable[object], keys: tuple[str, ...], as_json: bool) -> None:
    """Print entries of the catalogue: with these keys as JSON, or one a line for people."""
    found = [{key: getattr(each, key) for key in keys} for each in entries]
    if as_json:
        print_json({name: found})
        return
    width = max(len(each["id"]) for each in found) + 2
    for each in found:
        click.echo(f"{each['id']:<{width}}{each['kind']:<12}{each['title']}")


def _show(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for key, value in found.items():
        if value not in ("", None, [], {}):
            click.echo(f"{key:<14}{value}")


def _rows(rows: list[dict[str, Any]], *, as_csv: bool) -> None:
    """Print the rows as CSV, or as columns wide enough to read."""
    columns = list(rows[0]) if rows else ["period", "numerator", "denominator", "value"]
    if as_csv:
        from sherwood.outputs.csv import safe

        writer = csv.DictWriter(sys.stdout, columns)
        writer.writeheader()
        # A worker's id comes from a file that somebody sent: it must not become a formula in a spreadsheet.
        writer.writerows(
            {key: safe(each) if isinstance(each, str) else each for key, each in row.items()} for row in rows
        )
        return
    click.echo("".join(f"{column:<24}" for column in columns))
    for row in rows:
        click.echo("".join(f"{'' if row[column] is None else row[column]!s:<24}" for column in columns))
