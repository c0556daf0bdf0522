"""The `init` command: a real council's home from nothing."""

from __future__ import annotations

from typing import IO

import click

from sherwood.cli.words import say
from sherwood.definitions.home import Home


@click.command()
@click.option("--code", prompt="Short code of the council, such as ashfordshire", help="Names folders; small letters.")
@click.option("--name", prompt="Its name, as pages show it", help="As pages show it.")
@click.option("--administrator", "username", prompt="User name of the first administrator")
@click.option("--administrator-name", "person", prompt="The administrator's own name")
@click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    default=None,
    help="A file (or - for standard input) whose first line is the password; asked for if left out.",
)
def init(code: str, name: str, username: str, person: str, password_file: IO[str] | None) -> None:
    """Begin a council's home: settings to fill in, secrets, the office and its first administrator."""
    from sherwood.jobs.begin import FirstAdministrator, begin, refuse_unless_empty

    home = Home.at()
    refuse_unless_empty(home)
    password = _password(password_file)
    begun = begin(home, code=code, name=name, administrator=FirstAdministrator(username, person, password))
    say(f"\n{name} has a home in {home.root}:")
    for path in begun.made:
        say(f"  {path.relative_to(home.root)}")
    say(_next_steps(username))


def _password(given: IO[str] | None) -> str:
    """Return the password from the file or the keyboard, never from the command line, which other people can read."""
    if given is not None:
        return str(given.readline()).rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


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
