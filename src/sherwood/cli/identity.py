"""Commands about who is who: `identity export`, `identity review`."""

from __future__ import annotations

import csv
import sys

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, say
from sherwood.definitions.home import Home


@click.group()
def identity() -> None:
    """Tell who is who across feeds, and which pairs wait for a decision."""


@identity.command("export")
@click.option(
    "--csv",
    is_flag=True,
    required=True,
    expose_value=False,
    help="One line a source record: feed, source_id, person_key.",
)
@AUTHORITY
def export(authority: str | None) -> None:
    """Write the person of every source record of every feed."""
    from sherwood.identity.telling import EXPORTED, everybody
    from sherwood.jobs.identity import current
    from sherwood.outputs.csv import safe

    home = Home.existing()
    writer = csv.writer(sys.stdout)
    writer.writerow(EXPORTED)
    # A number that somebody sent must not become a formula in the analyst's spreadsheet.
    writer.writerows(
        (feed, safe(number), key) for feed, number, key in everybody(current(home, authority_of(home, authority)))
    )


@identity.command("review")
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def review(as_json: bool, authority: str | None) -> None:
    """List the pairs that may be one person, with what each comparison adds to their weight."""
    from sherwood.identity.telling import queue
    from sherwood.jobs.identity import current

    home = Home.existing()
    waiting = queue(current(home, authority_of(home, authority)))
    if as_json:
        print_json({"review": waiting})
        return
    for pair in waiting:
        parts = {name.removeprefix("mw_"): value for name, value in pair.items() if name.startswith("mw_") and value}
        told = ", ".join(f"{name} {value:+.1f}" for name, value in parts.items())
        stopped = f"; stopped: {pair['stopped_by']}" if pair["stopped_by"] else ""
        say(f"{pair['record_key']} {pair['other_record_key']}  {pair['match_probability']:.3f}  ({told}{stopped})")
    say(f"{len(waiting):,} pairs wait for a decision.")
