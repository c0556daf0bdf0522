"""The command that writes a statutory return from the warehouse and says how it compares with what was loaded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.figures import AS_USER
from sherwood.cli.words import print_json, progress, say, say_in_columns
from sherwood.definitions.home import Home


@click.command()
@click.argument("name", type=click.Choice(["ssda903", "cin", "annex-a"]))
@click.option(
    "--as-at",
    type=DAY,
    required=True,
    help="The return of the year this day lies in, or the lists of Annex A, as they stood on it.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option("--json", "as_json", is_flag=True)
@AS_USER
@AUTHORITY
def export(name: str, as_at: dt.datetime, out: Path, as_json: bool, as_user: str | None, authority: str | None) -> None:
    """Write a statutory return of a year, checked and reconciled with the one loaded; or Annex A, read again and held against itself."""
    from sherwood.jobs.returns import export_return

    home = Home.existing()
    if name == "annex-a":
        _lists(home, authority_of(home, authority), as_at.date(), out, as_user, as_json=as_json)
        return
    with progress() as announce:
        found = export_return(
            home,
            authority_of(home, authority),
            name,
            as_at=as_at.date(),
            folder=out,
            as_user=as_user,
            progress=announce,
        )
    if as_json:
        print_json(found.to_json())
        return
    for path, rows in found.files:
        say(f"{path}: {rows:,} rows")
    for line in found.to_json()["reconciled"]:
        told = "; ".join(f"{number:,}: {why}" for why, number in line["why"].items())
        click.echo(
            f"{line['table']}: {line['state']}, {line['equal_rows']:,} of {line['loaded']['rows']:,} rows. {told}"
        )
    say_in_columns([("rule", "written", "loaded"), *((code, str(new), str(old)) for code, new, old in found.broken)])


def _lists(home: Home, authority: str, as_at: dt.date, out: Path, as_user: str | None, *, as_json: bool) -> None:
    """Write the lists of Annex A and say what became of them."""
    from sherwood.jobs.returns import export_lists

    with progress() as announce:
        found = export_lists(home, authority, as_at=as_at, folder=out, as_user=as_user, progress=announce)
    if as_json:
        print_json(found.to_json())
        return
    for path in found.files:
        say(str(path))
    rows = [(name, title, str(rows), str(same)) for name, title, rows, same in found.lists]
    say_in_columns([("list", "of", "rows", "read again alike"), *rows])
    say(f"{len(found.problems):,} things to put right")
