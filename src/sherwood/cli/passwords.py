"""Where a command takes a new password from: a file or the keyboard, so that it stands in no shell's history."""

from __future__ import annotations

import sys
from typing import IO

import click

PASSWORD_FILE = click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    default=None,
    help="A file (or - for standard input) whose first line is the password; asked for if left out.",
)


def password_from(given: IO[str] | None) -> str:
    """Return the password from the file or the keyboard; raises UsageError where there is neither."""
    if given is not None:
        return str(given.readline()).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError(
            "there is no keyboard to ask for a password at: give --password-file (- reads standard input)"
        )
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
