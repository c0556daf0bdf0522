"""The `init` command: a real council's home from nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

import click

from sherwood.cli.passwords import PASSWORD_FILE, password_from
from sherwood.cli.words import say
from sherwood.definitions.home import Home


def _checked_by(name: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return a check of one answer by the job's own rule, made before the next question is asked."""

    def check(context: click.Context, parameter: click.Parameter, value: str) -> str:  # noqa: ARG001 - click's own contract
        from sherwood.jobs import begin

        rule: Callable[[str], str] = getattr(begin, name)
        return rule(value)

    return check


@click.command()
@click.option(
    "--code",
    callback=_checked_by("checked_code"),
    prompt="Short code of the council, such as ashfordshire",
    help="Names folders; small letters.",
)
@click.option(
    "--name", callback=_checked_by("checked_name"), prompt="Its name, as pages show it", help="As pages show it."
)
@click.option(
    "--administrator",
    "username",
    callback=_checked_by("checked_username"),
    prompt="User name of the first administrator",
)
@click.option("--administrator-name", "person", prompt="The administrator's own name")
@PASSWORD_FILE
def init(code: str, name: str, username: str, person: str, password_file: IO[str] | None) -> None:
    """Begin a council's home: settings to fill in, secrets, the office and its first administrator."""
    from sherwood.jobs.begin import FirstAdministrator, begin, refuse_unless_new

    home = Home.at()
    refuse_unless_new(home)
    password = password_from(password_file)
    begun = begin(home, code=code, name=name, administrator=FirstAdministrator(username, person, password))
    say(f"\n{name} has a home in {home.root}:")
    for path in begun.made:
        say(f"  {path.relative_to(home.root)}")
    for other in begun.loaded_before:
        say(f"\nWhat was loaded before stands under the code '{other}', not '{code}': load those files again.")
    say(_next_steps(username))


def _next_steps(username: str) -> str:
    return (
        "\nNext:\n"
        "  sherwood load PATH          the extracts you already make: Annex A, SSDA903, CIN Census, Standard Safeguarding Dataset\n"
        "  sherwood rejected           what could not be read, and what to do about it\n"
        "  sherwood build              the warehouse\n"
        "  sherwood user add USERNAME  everybody else, each with a role\n"
        "  sherwood serve              the website\n"
        f"{username} can sign in and sees no child: an administrator's role has none."
    )
