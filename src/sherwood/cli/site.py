"""Commands of the site: demo, serve and work, which keep running, and upgrade."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, progress, say
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home

PORTS_TRIED = 20
PORT = click.IntRange(1, 65_535)


@click.command()
@click.option("--children", default=20_000, show_default=True, help="Children aged 0 to 17 in the county.")
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--no-serve", is_flag=True, help="Load and build, but don't serve.")
def demo(children: int, port: int, seed: int, no_serve: bool) -> None:
    """Make a county, load it through the same doors as a council's files, build, add accounts, serve."""
    from sherwood.jobs.demo import prepare_demo

    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    with progress() as announce:
        prepared = prepare_demo(children=children, date_to=yesterday, seed=seed, progress=announce)
    say("\nThe demo is ready: made-up children, made-up workers. User name, password, and who that is:")
    for account in prepared.accounts:
        click.echo(f"  {account.username:<18} {account.password:<24} {account.about}")
    if not no_serve:
        _serve(prepared.home, "127.0.0.1", _free_port(port), 2)


def _serve(home: Home, host: str, port: int, workers: int) -> None:
    """Hand over to the website in a fresh process, which prints its address as the last line once it listens.

    Fresh, because web workers must not inherit a warehouse this process has open.
    """
    command = [sys.executable, "-m", "sherwood.web", "--host", host, "--port", str(port), "--workers", str(workers)]
    environment = os.environ | {"SHERWOOD_HOME": str(home.root)}
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606 - our own interpreter, so that signals reach it
    raise SystemExit(subprocess.run(command, check=False, env=environment).returncode)


def _free_port(wanted: int) -> int:
    """Return the port wanted, or the next one that nothing listens on."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise Problem(f"ports {wanted} to {wanted + PORTS_TRIED - 1} are all taken: name a free one with --port")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the website until stopped."""
    _serve(Home.existing(), host, port, workers)


@click.command()
@AUTHORITY
def work(authority: str | None) -> None:
    """Run the scheduler until stopped: refresh at the times in council.toml."""
    from sherwood.jobs.schedule import run_scheduler

    home = Home.existing()
    run_scheduler(home, authority_of(home, authority), say)


@click.command()
@click.option("--yes", "is_backed_up", is_flag=True, help="There is a backup of the office's database server.")
def upgrade(is_backed_up: bool) -> None:
    """Bring the office up to date after a new version; an office in the home is copied to backups first."""
    from sherwood.jobs.upgrade import upgrade as upgrade_office

    for line in upgrade_office(Home.existing(), is_backed_up=is_backed_up):
        say(line)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def deliver(as_json: bool, authority: str | None) -> None:
    """Send by mail what people asked to be sent and is due today."""
    from sherwood.jobs.deliver import deliver as send

    home = Home.existing()
    found = send(home, authority_of(home, authority), dt.datetime.now(dt.UTC).date())
    if as_json:
        print_json({"sent": found.sent, "waiting": list(found.lines)})
        return
    for line in (f"{found.sent} letters sent.", *found.lines):
        say(line)
