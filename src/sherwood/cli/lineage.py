"""Commands about lineage: `lineage number` and `lineage file`."""

from __future__ import annotations

import datetime as dt

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.figures import AS_USER, JSON, pair
from sherwood.cli.words import print_json
from sherwood.definitions.home import Home


@click.group()
def lineage() -> None:
    """Follow a figure to its files and lines, or a file to its figures."""


@lineage.command("number")
@click.argument("name")
@click.option("--period", required=True, help="The period of the figure, such as 2026-10 or 2025-26.")
@click.option("--filter", "filters", multiple=True, metavar="KEY=VALUE")
@click.option("--known-at", type=DAY, default=None, help="What had arrived by the end of that day.")
@AS_USER
@JSON
@AUTHORITY
def number(
    name: str,
    period: str,
    filters: tuple[str, ...],
    known_at: dt.datetime | None,
    as_user: str | None,
    as_json: bool,
    authority: str | None,
) -> None:
    """List the rows a measure's figure adds up, each with its file and line."""
    from sherwood.jobs.history.lineage import lineage_of_number

    home = Home.existing()
    found = lineage_of_number(
        home,
        authority_of(home, authority),
        name,
        period=period,
        where=dict(map(pair, filters)),
        known_at=known_at.date() if known_at else None,
        as_user=as_user,
    )
    if as_json:
        print_json(found.to_json())
        return
    for line in found.in_words():
        click.echo(line)


@lineage.command("file")
@click.argument("file")
@click.option("--period", default=None, help="The period of the figures; each measure's latest by default.")
@AS_USER
@JSON
@AUTHORITY
def file_(file: str, period: str | None, as_user: str | None, as_json: bool, authority: str | None) -> None:
    """List the tables and figures that a file's rows stand in; the file is a path, a name or the beginning of its sha256."""
    from sherwood.jobs.history.touched import figures_touched

    home = Home.existing()
    found = figures_touched(home, authority_of(home, authority), file, period=period, as_user=as_user)
    if as_json:
        print_json({"files": [each.to_json() for each in found]})
        return
    for each in found:
        for line in each.in_words():
            click.echo(line)
