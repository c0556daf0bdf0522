"""Commands of retention: what is due to be let go, holding it back, approving it, and letting it go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, progress, say
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.jobs.retention import Act

AS_USER = click.option("--as", "as_user", default=None, metavar="USER", help="The Caldicott Guardian's user name.")
GROUND = click.option(
    "--ground", required=True, help="Why, for the record: the schedule, the inquiry's name. No child's."
)


@click.group()
def retention() -> None:
    """Tell which records have been kept long enough, and let them go once somebody has approved it."""


@retention.command("due")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="As it will be on that day; today by default."
)
@click.option("--json", "as_json", is_flag=True)
@AS_USER
@AUTHORITY
def due(on: dt.datetime | None, as_json: bool, as_user: str | None, authority: str | None) -> None:
    """List the records that nobody need keep any more, by rule, with those held back."""
    from sherwood.jobs import retention as job

    home = Home.existing()
    day = on.date() if on else dt.datetime.now(dt.UTC).date()
    found = job.due(home, authority_of(home, authority), day, as_user=as_user)
    if as_json:
        print_json({"due": [vars(each) | {"kept_until": each.kept_until.isoformat()} for each in found]})
        return
    for line in job.in_words(found):
        click.echo(line)


def _decided(name: str, act: Act, about: str) -> click.Command:
    """Make the command that writes down one act."""

    @click.argument("person")
    @GROUND
    @AS_USER
    @AUTHORITY
    def decide(person: str, ground: str, as_user: str | None, authority: str | None) -> None:
        from sherwood.jobs import retention as job

        home = Home.existing()
        made = job.decide(home, authority_of(home, authority), person, act, ground=ground, as_user=as_user)
        say(f"Written: {len(made.record_keys)} records {made.act} by {made.by}.")

    return click.command(name, help=about)(decide)


for _name, _act, _about in (
    ("hold", "held", "Hold a person's records back, as for an inquiry or a claim, whatever the rules say."),
    ("release", "released", "Let the rules speak again of a person's records that were held back."),
    ("approve", "approved", "Approve that a person's records go, once they are due."),
):
    retention.add_command(_decided(_name, cast("Act", _act), _about))


@retention.command("run")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@AS_USER
@AUTHORITY
def run(yes: bool, as_user: str | None, authority: str | None) -> None:
    """Erase every record that is due, approved and not held back."""
    from sherwood.jobs import retention as job

    home = Home.existing()
    if not yes:
        click.confirm("Every record that is due and approved will be erased for ever. Go on?", abort=True, err=True)
    with progress() as announce:
        gone = job.let_go(home, authority_of(home, authority), as_user=as_user, progress=announce)
    if gone is None:
        say("Nothing that is due has been approved.")
        return
    say(f"Erased: {gone.records} records, {gone.rows:,} rows in {len(gone.files)} files, {gone.builds} former builds.")
