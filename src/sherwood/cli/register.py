"""Command `register`: which analytics, prediction and AI the council uses, as a list, as JSON, or as an answer to a request."""

from __future__ import annotations

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, say_in_columns
from sherwood.definitions.home import Home


@click.command()
@click.option("--foi", is_flag=True, help="The six questions of a freedom-of-information request, with their answers.")
@click.option("--json", "as_json", is_flag=True, help="Everything, with records in the shape of the national standard.")
@AUTHORITY
def register(foi: bool, as_json: bool, authority: str | None) -> None:
    """List every analytic and predictive use of data, from the catalogue and the home as they are."""
    from sherwood.jobs.register import analytics_register

    home = Home.existing()
    found = analytics_register(home, authority_of(home, authority))
    if as_json:
        print_json({"answers": found["answers"]} if foi else found)
    elif foi:
        for place, each in enumerate(found["answers"], start=1):
            click.echo(f"{place}. {each['question']}\n{each['answer']}\n")
    else:
        say_in_columns([(each["id"], each["technique"], each["state"], each["title"]) for each in found["analytics"]])
