"""Commands about people who use Sherwood: `user add|list|disable`, `record restrict|grant`."""

from __future__ import annotations

import datetime as dt
from typing import IO, Any

import click

from sherwood.cli.passwords import PASSWORD_FILE, password_from
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home


@click.group()
def user() -> None:
    """Add, list and disable accounts."""


@user.command("add")
@click.argument("username")
@click.option("--name", required=True, help="The person's name as pages show it.")
@click.option("--role", required=True, help="One of the catalogue's roles, such as team_manager.")
@click.option("--worker", default=None, help="The worker id that the feeds use; for a role with a caseload.")
@click.option("--team", default=None, help="The team's id in teams.toml; for a team manager.")
@click.option("--service", default=None, help="The service's id in teams.toml; for a service manager.")
@PASSWORD_FILE
@click.option("--password", default=None, help="Asked for if left out, which keeps it out of the shell's history.")
def user_add(
    username: str,
    name: str,
    role: str,
    worker: str | None,
    team: str | None,
    service: str | None,
    password_file: IO[str] | None,
    password: str | None,
) -> None:
    """Add an account with one role."""
    from sherwood.jobs.accounts import add_account, check_account

    check_account(Home.existing(), role=role, worker=worker, team=team, service=service)
    password = password or password_from(password_file)
    add_account(
        Home.existing(),
        username=username,
        name=name,
        role=role,
        worker=worker,
        team=team,
        service=service,
        password=password,
    )
    say(f"{username} can sign in as {role}.")


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
