"""Commands about papers: `pack committee` makes one and keeps it, `pack list` and `pack again` give what was issued."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.figures import AS_USER
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.reports.paper.paper import Audience

OPEN_DATA = "zip"
FORM = click.option(
    "--format", "form", type=click.Choice(["docx", "pdf", "xlsx", "csv", "json", "pptx", "zip"]), required=True
)
OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)


@click.group()
def pack() -> None:
    """Make papers for committees, and give again what was issued."""


@pack.command()
@click.option("--quarter", required=True, metavar="2025-26-Q4", help="A quarter that is over.")
@click.option("--area", "areas", multiple=True, help="A theme of the pack, such as child_protection; may be repeated.")
@click.option("--audience", type=click.Choice(["members", "managers", "public"]), default="members", show_default=True)
@click.option("--known-at", type=DAY, default=None, help="What had arrived by the end of that day.")
@FORM
@OUT
@AS_USER
@AUTHORITY
def committee(
    quarter: str,
    areas: tuple[str, ...],
    audience: Audience,
    known_at: dt.datetime | None,
    form: str,
    out: Path,
    as_user: str | None,
    authority: str | None,
) -> None:
    """Write a quarter's paper for the committee, and keep it as it was issued."""
    from sherwood.jobs.figures import viewer_at_keyboard
    from sherwood.jobs.packs import file_of, issue_pack
    from sherwood.reports.paper import PackRequest

    _require_folder(out)
    if form == OPEN_DATA and audience == "managers":
        raise click.UsageError("--format zip is open data, of official figures alone: choose --audience public")
    home = Home.existing()
    asked = PackRequest(quarter, audience, areas)
    day = known_at.date() if known_at else None
    viewer = viewer_at_keyboard(home, authority_of(home, authority), as_user)
    identifier, paper = issue_pack(home, viewer, "committee", asked, known_at=day)
    content = file_of(viewer, paper, form)
    out.write_bytes(content)
    say(f"{out}: {len(content):,} bytes, kept as {identifier}")


@pack.command("list")
@click.option("--json", "as_json", is_flag=True)
@AS_USER
@AUTHORITY
def pack_list(as_json: bool, as_user: str | None, authority: str | None) -> None:
    """List what was issued, with its build and the day it was known at."""
    from sherwood.jobs.figures import viewer_at_keyboard
    from sherwood.jobs.packs import packs_issued

    home = Home.existing()
    found = packs_issued(home, viewer_at_keyboard(home, authority_of(home, authority), as_user))
    if as_json:
        print_json({"packs": found})
    elif found:
        say_in_columns([(each["id"], each["issued_at"][:16], each["title"]) for each in found])
    else:
        say("No pack has been issued yet.")


@pack.command()
@click.argument("identifier")
@FORM
@OUT
@AS_USER
@AUTHORITY
def again(identifier: str, form: str, out: Path, as_user: str | None, authority: str | None) -> None:
    """Write a paper as it was issued, to the letter, in any form."""
    from sherwood.jobs.figures import viewer_at_keyboard
    from sherwood.jobs.packs import file_of, pack_again

    _require_folder(out)
    home = Home.existing()
    viewer = viewer_at_keyboard(home, authority_of(home, authority), as_user)
    content = file_of(viewer, pack_again(home, viewer, identifier), form)
    out.write_bytes(content)
    say(f"{out}: {len(content):,} bytes")


def _require_folder(out: Path) -> None:
    if not out.parent.is_dir():
        raise click.UsageError(f"--out names a folder that is not there: {out.parent}")
