"""Commands about people who use Sherwood: `user add|give|end|cover|email|reset-second-step|list|disable`, `record restrict|grant`."""

from __future__ import annotations

import datetime as dt
from typing import IO, Any

import click

from sherwood.cli.passwords import PASSWORD_FILE, password_from
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home


@click.group()
def user() -> None:
    """Add accounts, give and end their roles, arrange cover, set addresses, list and disable them."""


@user.command("add")
@click.argument("username")
@click.option("--name", required=True, help="The person's name as pages show it.")
@click.option("--role", required=True, help="One of the catalogue's roles, such as team_manager.")
@click.option("--worker", default=None, help="The worker id that the feeds use; for a role with a caseload.")
@click.option("--team", default=None, help="The team's id in teams.toml; for a team manager.")
@click.option("--service", default=None, help="The service's id in teams.toml; for a service manager.")
@click.option("--email", default="", help="Where to send that a notice waits; the message says nothing else.")
@click.option("--sign-in-service", is_flag=True, help="No password: signs in through the council's own service alone.")
@PASSWORD_FILE
@click.option("--password", default=None, help="Asked for if left out, which keeps it out of the shell's history.")
def user_add(
    username: str,
    name: str,
    role: str,
    worker: str | None,
    team: str | None,
    service: str | None,
    email: str,
    sign_in_service: bool,
    password_file: IO[str] | None,
    password: str | None,
) -> None:
    """Add an account with one role."""
    from sherwood.jobs.accounts import add_account, check_account

    check_account(Home.existing(), role=role, worker=worker, team=team, service=service)
    password = None if sign_in_service else password or password_from(password_file)
    add_account(
        Home.existing(),
        username=username,
        name=name,
        role=role,
        worker=worker,
        team=team,
        service=service,
        password=password,
        email=email,
    )
    say(f"{username} can sign in as {role}.")


DAY = click.DateTime(["%Y-%m-%d"])


@user.command("give")
@click.argument("username")
@click.option("--role", required=True, help="One of the catalogue's roles.")
@click.option("--team", default=None)
@click.option("--service", default=None)
@click.option("--from", "first", type=DAY, default=None, help="First day; today by default.")
@click.option("--to", "last", type=DAY, default=None, help="Last day, included; until further notice by default.")
def user_give(
    username: str, role: str, team: str | None, service: str | None, first: dt.datetime | None, last: dt.datetime | None
) -> None:
    """Give an account one more role, between two days if need be."""
    from sherwood.jobs.accounts import give_role

    give_role(Home.existing(), username, role, team=team, service=service, first=_day(first), last=_day(last))
    say(f"{username} holds the role {role}.")


@user.command("end")
@click.argument("username")
@click.option("--role", required=True)
@click.option("--to", "last", type=DAY, default=None, help="Last day, included; today by default.")
def user_end(username: str, role: str, last: dt.datetime | None) -> None:
    """End a role of an account."""
    from sherwood.jobs.accounts import end_role

    day = _day(last) or dt.datetime.now(dt.UTC).date()
    end_role(Home.existing(), username, role, last_day=day)
    say(f"{username} holds the role {role} to {day}.")


@user.command("cover")
@click.argument("username")
@click.option("--for", "colleague", required=True, help="The user name of the colleague whose work is covered.")
@click.option("--from", "first", type=DAY, required=True)
@click.option("--to", "last", type=DAY, required=True, help="Last day, included.")
def user_cover(username: str, colleague: str, first: dt.datetime, last: dt.datetime) -> None:
    """Let an account stand in for a colleague between two days."""
    from sherwood.jobs.accounts import cover

    roles = cover(Home.existing(), username, colleague, first=first.date(), last=last.date())
    say(f"{username} covers {colleague} as {', '.join(roles)} from {first.date()} to {last.date()}.")


@user.command("email")
@click.argument("username")
@click.argument("address")
def user_email(username: str, address: str) -> None:
    """Set where letters to an account are sent; an ADDRESS of "" for nowhere."""
    from sherwood.jobs.accounts import set_email

    set_email(Home.existing(), username, address)
    say(f"Letters to {username} go to {address.strip()}." if address.strip() else f"{username} gets no letters.")


@user.command("reset-second-step")
@click.argument("username")
def user_reset(username: str) -> None:
    """Take the second step at sign-in away from somebody who lost device and recovery codes."""
    from sherwood.jobs.accounts import reset_second_factor

    reset_second_factor(Home.existing(), username)
    say(f"{username} sets up another second step at the next sign-in.")


def _day(given: dt.datetime | None) -> dt.date | None:
    return given.date() if given else None


@user.command("list")
@click.option("--json", "as_json", is_flag=True)
def user_list(as_json: bool) -> None:
    """List accounts and the roles they hold today."""
    from sherwood.jobs.accounts import accounts

    found = accounts(Home.existing())
    if as_json:
        print_json({"users": found})
        return
    headings = ("User name", "Name", "Roles", "Team", "Service", "Worker", "")
    say_in_columns([headings, *map(_account_cells, found)])


def _account_cells(account: dict[str, Any]) -> tuple[str, ...]:
    lists = (", ".join(account[key]) for key in ("roles", "teams", "services"))
    return (account["username"], account["name"], *lists, account["worker"], "" if account["is_active"] else "disabled")


@user.command("disable")
@click.argument("username")
def user_disable(username: str) -> None:
    """Disable an account; its sessions end at their next request."""
    from sherwood.jobs.accounts import disable_account

    disable_account(Home.existing(), username)
    say(f"{username} can no longer sign in.")


@click.group()
def record() -> None:
    """Restrict a record, or grant it to a named person."""


@record.command("restrict")
@click.argument("record_key")
@click.option("--reason", required=True, help="One of the catalogue's restrictions, such as staff_family.")
def record_restrict(record_key: str, reason: str) -> None:
    """Restrict a record from today: only people with a named grant may open it."""
    from sherwood.jobs.accounts import restrict_record

    restrict_record(Home.existing(), record_key, reason)
    say(f"Record {record_key} is restricted: {reason}.")


@record.command("grant")
@click.argument("record_key")
@click.argument("username")
@click.option("--reason", required=True)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None)
def record_grant(record_key: str, username: str, reason: str, until: dt.datetime | None) -> None:
    """Let a named person open a restricted record."""
    from sherwood.jobs.accounts import grant_record

    grant_record(Home.existing(), record_key, username, reason=reason, until=until.date() if until else None)
    say(f"{username} may open record {record_key}.")
