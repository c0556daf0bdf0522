"""Commands about several authorities together: lay their counts side by side, add them up."""

from __future__ import annotations

import click

from sherwood.cli.words import print_json, progress, say, say_in_columns
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home

MONTH = click.DateTime(["%Y-%m"])


@click.group()
def pool() -> None:
    """Counts of several authorities, for a region or the country."""


@pool.command("build")
def build_pool() -> None:
    """Make the pool anew from the current warehouse of every authority in council/pool.toml."""
    from sherwood.jobs.pool import pool as make

    with progress() as announce:
        made = make(Home.existing(), announce)
    rows = ", ".join(f"{number:,} rows of {name}" for name, number in made.rows.items())
    say(f"Pooled {len(made.builds)} authorities: {rows}.")
    for code in made.missing:
        say(f"'{code}' has no warehouse yet and is left out: load its files with --authority {code}, then build.")


@pool.command("value")
@click.argument("kind")
@click.option("--by", type=click.Choice(["england", "region", "authority"]), default="england", show_default=True)
@click.option("--from", "date_from", type=MONTH, default="1900-01", help="First month, as 2026-03.")
@click.option("--to", "date_to", type=MONTH, default="9999-12", help="Last month.")
@click.option("--as", "as_user", default=None, metavar="USER", help="The account whose rights apply.")
@click.option("--json", "as_json", is_flag=True)
def value(kind: str, by: str, date_from: object, date_to: object, as_user: str | None, as_json: bool) -> None:
    """Count one kind of event, or children in need, on a plan or looked after, by month. Small numbers are withheld."""
    from sherwood.access import Permission, require
    from sherwood.jobs.figures import viewer_at_keyboard
    from sherwood.jobs.pool import pooled_figures

    home = Home.existing()
    require(viewer_at_keyboard(home, load_council(home).code, as_user), Permission.FIGURES_OFFICIAL)
    rows = pooled_figures(home, kind, by, f"{date_from:%Y-%m}", f"{date_to:%Y-%m}")
    if as_json:
        print_json({"kind": kind, "by": by, "rows": rows})
    elif rows:
        shown = [[row["period"], row[by], "withheld" if row["withheld"] else f"{row['number']:,}"] for row in rows]
        say_in_columns([["month", by, "number"], *shown])
    else:
        say("The pool holds nothing of these months.")
