"""Commands about figures: `measure list|show|value` and `report list|show|export`."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.definitions.shapes.base import Entry
    from sherwood.measures.series import Series


T = TypeVar("T", bound="Entry")
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
    from sherwood.cli.explained import measure_in_words
    from sherwood.definitions.catalogue import load_catalogue

    _show(load_catalogue(Home.at().council).measure(name), measure_in_words, as_json)


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
    home = Home.existing()
    authority = authority_of(home, asked.pop("authority"))
    series: Series = work_out(home, authority, name, where=dict(map(pair, filters)), **asked)
    answer = series.to_json() | {"notes": list(series.notes)}
    for note in answer["notes"]:
        say(note)
    if as_json:
        print_json(answer)
    elif answer["rows"]:
        _rows([_whole(row) for row in answer["rows"]], as_csv=as_csv)
    else:
        say("No figure answers for these periods.")


@measure.command("explain-change")
@click.argument("name")
@click.option("--period", required=True, help="The period of the figure, such as 2026-10 or 2025-26.")
@click.option("--known-at", type=DAY, required=True, help="The earlier day: what had arrived by its end.")
@click.option("--and", "and_at", type=DAY, required=True, help="The later day.")
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE")
@AS_USER
@JSON
@AUTHORITY
def measure_explain_change(
    name: str, period: str, filters: tuple[str, ...], as_json: bool, authority: str | None, **asked: Any
) -> None:
    """Say row by row why a figure known at one day is another at a later day."""
    from sherwood.jobs.history.change import explain_change

    home = Home.existing()
    days = {key: asked[key].date() for key in ("known_at", "and_at")}
    found = explain_change(
        home,
        authority_of(home, authority),
        name,
        period=period,
        where=dict(map(pair, filters)),
        as_user=asked["as_user"],
        **days,
    )
    if as_json:
        print_json(found.to_json())
        return
    for line in found.in_words():
        click.echo(line)


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose value is a whole number where it is a count."""
    is_count = row["denominator"] is None and row["value"] is not None
    return row | {"value": int(row["value"])} if is_count and row["value"] == int(row["value"]) else row


def pair(text: str) -> tuple[str, str]:
    """Read one `KEY=VALUE` of --filter."""
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
    from sherwood.cli.explained import report_in_words
    from sherwood.definitions.catalogue import load_catalogue

    _show(load_catalogue(Home.at().council).report(name), report_in_words, as_json)


@report.command("export")
@click.argument("name")
@click.option("--format", "kind", type=click.Choice(["xlsx", "docx", "pdf", "csv", "json", "pptx"]), required=True)
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
    home = Home.existing()
    content = export_report(
        home, authority_of(home, authority), name, kind=kind, where=dict(map(pair, filters)), as_user=as_user
    )
    out.write_bytes(content)
    say(f"{out}: {len(content):,} bytes")


def _list(name: str, entries: Iterable[object], keys: tuple[str, ...], as_json: bool) -> None:
    """Print entries of the catalogue: with these keys as JSON, or one a line for people."""
    found = [{key: getattr(each, key) for key in keys} for each in entries]
    if as_json:
        print_json({name: found})
        return
    say_in_columns([(each["id"], each["kind"], each["title"]) for each in found])


def _show(found: T, words: Callable[[T], Iterable[str]], as_json: bool) -> None:
    """Print one entry of the catalogue: its keys as JSON, or in words for people."""
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
        return
    for line in words(found):
        click.echo(line)


def _rows(rows: list[dict[str, Any]], *, as_csv: bool) -> None:
    """Print the rows as CSV, or as columns wide enough to read."""
    columns = list(rows[0])
    if as_csv:
        from sherwood.outputs.csv import safe

        writer = csv.DictWriter(sys.stdout, columns)
        writer.writeheader()
        # A worker's id comes from a file that somebody sent: it must not become a formula in a spreadsheet.
        writer.writerows(
            {key: safe(each) if isinstance(each, str) else each for key, each in row.items()} for row in rows
        )
        return
    say_in_columns([columns, *([_cell(row[column]) for column in columns] for row in rows)])


def _cell(value: object) -> str:
    return "" if value is None else str(value)
