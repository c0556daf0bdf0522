"""Commands about the audit trail: `audit verify|breach|unusual`."""

from __future__ import annotations

import datetime as dt

import click

from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home

MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"])
JSON = click.option("--json", "as_json", is_flag=True)


@click.group()
def audit() -> None:
    """Check the audit trail; tell whom a user was shown; find unusual access."""


@audit.command()
@click.option("--against", default="", help="NUMBER:SEAL of an entry, as this command printed it before.")
@JSON
def verify(against: str, as_json: bool) -> int:
    """Check that no entry of the trail was changed, removed, moved or cut off; exit code 1 names the first that was."""
    from sherwood.jobs import audit as job

    found = job.verify(Home.existing(), against)
    if as_json:
        print_json(found)
    elif found["first_bad"] is None:
        say(f"The trail is whole: {found['entries']:,} entries. Keep its head elsewhere: {found['head']}")
    else:
        say(f"The trail is broken: {found['first_bad']['what']}. The {found['entries']:,} entries before it are whole.")
    return 0 if found["first_bad"] is None else 1


@audit.command()
@click.argument("username")
@click.option("--from", "first", type=MOMENT, required=True, help="First moment (UTC), such as 2026-03-02T09:00.")
@click.option(
    "--to", "last", type=MOMENT, required=True, help="Last moment (UTC), included; a day alone means its end."
)
@JSON
def breach(username: str, first: dt.datetime, last: dt.datetime, as_json: bool) -> None:
    """Tell everybody whose record a user was shown between two moments, and every file that was taken."""
    from sherwood.jobs import audit as job

    found = job.breach(Home.existing(), username, _utc(first), _end(last))
    if as_json:
        print_json(found)
        return
    rows = [
        (each["person_key"], each["first_at"][:19], each["last_at"][:19], str(each["times"]), _taken(each["exported"]))
        for each in found["people"]
    ]
    say_in_columns([("Person", "First", "Last", "Times", "In a file"), *rows])
    say(f"{len(rows):,} people, {len(found['exports']):,} files, {found['entries']:,} entries of the trail.")


@audit.command()
@click.option("--from", "first", type=MOMENT, default=None, help="First moment (UTC); 30 days ago by default.")
@click.option("--to", "last", type=MOMENT, default=None, help="Last moment (UTC); now by default.")
@JSON
def unusual(first: dt.datetime | None, last: dt.datetime | None, as_json: bool) -> None:
    """List what an auditor should look at: reading beyond the team, very much, at night, by trying, in an emergency."""
    from sherwood.jobs import audit as job

    now = dt.datetime.now(dt.UTC)
    found = job.unusual(
        Home.existing(), _utc(first) if first else now - dt.timedelta(days=30), _end(last) if last else now
    )
    if as_json:
        fields = ("username", "kind", "at", "count", "why")
        print_json({"unusual": [{name: getattr(each, name) for name in fields} for each in found]})
        return
    rows = [(each.username, each.kind, f"{each.at:%Y-%m-%d %H:%M}", each.why) for each in found]
    say_in_columns([("User", "What", "First (UTC)", "Why"), *rows])


def _taken(exported: bool) -> str:
    return "yes" if exported else ""


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _end(moment: dt.datetime) -> dt.datetime:
    """The moment itself, or the end of its day where no time was given."""
    is_day = moment.tzinfo is None and moment.time() == dt.time()
    return _utc(moment + dt.timedelta(days=1, microseconds=-1) if is_day else moment)
