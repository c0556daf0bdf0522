"""Commands about who is who: `identity export|review|decide`."""

from __future__ import annotations

import csv
import sys

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, say
from sherwood.definitions.home import Home

AS_USER = click.option("--as", "as_user", default=None, metavar="USER", help="The account whose rights apply.")


@click.group()
def identity() -> None:
    """Tell who is who across feeds, list the pairs that wait for a decision, and decide them."""


@identity.command("export")
@click.option(
    "--csv",
    is_flag=True,
    required=True,
    expose_value=False,
    help="One line a source record: feed, source_id, person_key.",
)
@AS_USER
@AUTHORITY
def export(as_user: str | None, authority: str | None) -> None:
    """Write the person of every source record of every feed."""
    from sherwood.identity.telling import EXPORTED
    from sherwood.jobs.identity import exported
    from sherwood.outputs.csv import safe

    home = Home.existing()
    records = exported(home, authority_of(home, authority), as_user)
    writer = csv.writer(sys.stdout)
    writer.writerow(EXPORTED)
    # A number that somebody sent must not become a formula in the analyst's spreadsheet.
    writer.writerows((feed, safe(number), key) for feed, number, key in records)


@identity.command("review")
@click.option("--json", "as_json", is_flag=True)
@AS_USER
@AUTHORITY
def review(as_json: bool, as_user: str | None, authority: str | None) -> None:
    """List the pairs that may be one person, with what each comparison adds to their weight."""
    from sherwood.jobs.identity import waiting

    home = Home.existing()
    found = waiting(home, authority_of(home, authority), as_user)
    if as_json:
        print_json({"review": found})
        return
    for pair in found:
        parts = {name.removeprefix("mw_"): value for name, value in pair.items() if name.startswith("mw_") and value}
        told = ", ".join(f"{name} {value:+.1f}" for name, value in parts.items())
        stopped = f"; stopped: {pair['stopped_by']}" if pair["stopped_by"] else ""
        say(f"{pair['record_key']} {pair['other_record_key']}  {pair['match_probability']:.3f}  ({told}{stopped})")
    say(f"{len(found):,} pairs wait for a decision.")


@identity.command("decide")
@click.argument("record_key")
@click.argument("other_record_key")
@click.option("--same/--apart", "is_same", required=True, help="One person, or two who are never to be joined.")
@click.option("--reason", required=True, help="Why, for the record. No name.")
@click.option("--as", "as_user", required=True, metavar="USER", help="Who decides.")
@AUTHORITY
def decide(
    record_key: str, other_record_key: str, is_same: bool, reason: str, as_user: str, authority: str | None
) -> None:
    """Decide whether two records are one person; it overrides the model from the next build on, for ever."""
    from sherwood.jobs.figures import viewer_at_keyboard
    from sherwood.jobs.people_decided import decide as keep

    home = Home.existing()
    viewer = viewer_at_keyboard(home, authority_of(home, authority), as_user)
    keep(home, viewer, record_key, other_record_key, is_same=is_same, reason=reason)
    say("Kept. It counts from the next build on.")
