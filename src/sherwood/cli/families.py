"""Commands about families: `families assess|what-if`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from sherwood.cli.data import AUTHORITY, DAY, authority_of
from sherwood.cli.identity import AS_USER
from sherwood.cli.words import print_json, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.definitions.shapes.programme import Programme


@click.group()
def families() -> None:
    """Find the families a programme is for. Sherwood proposes; people decide."""


@families.command()
@click.option("--programme", required=True, metavar="P", help="The version of the programme, such as tf-2015.")
@click.option("--as-at", type=DAY, required=True, help="The day families are assessed on; later events never count.")
@click.option(
    "--known-at", type=DAY, default=None, help="Only what had arrived by the end of this day; now by default."
)
@click.option("--json", "as_json", is_flag=True, help="Print every family with its criteria and evidence.")
@AS_USER
@AUTHORITY
def assess(
    programme: str,
    as_at: dt.datetime,
    known_at: dt.datetime | None,
    as_json: bool,
    as_user: str | None,
    authority: str | None,
) -> None:
    """Assess every family on a day: eligible, not eligible, or nobody can tell."""
    from sherwood.jobs.families import assess_families

    home = Home.existing()
    assessed = assess_families(
        home,
        authority_of(home, authority),
        programme,
        as_at=as_at.date(),
        known_at=known_at.date() if known_at else None,
        as_user=as_user,
    )
    if as_json:
        print_json(assessed.to_json())
        return
    found = assessed.found
    _say_if_out_of_force(assessed.book.of, as_at.date())
    say_in_columns([("result", "families"), *((name, f"{count:,}") for name, count in sorted(found.counted().items()))])
    say(f"{sum(each.one_short for each in found.families):,} are one short.")
    for feed, why in sorted(found.missing_feeds.items()):
        say(f"Feed '{feed}' is {why}: what it would tell is unknown, not false.")
    if assessed.book.of.status == "draft":
        say("These rules are a draft: confirm them against the authority's own copy of the guidance.")


@families.command("what-if")
@click.option("--programme", required=True, metavar="P", help="The version of the programme, such as tf-2015.")
@click.option("--as-at", type=DAY, required=True, help="The day families are assessed on.")
@click.option("--set", "numbers", multiple=True, metavar="NAME=N", help="Another number, such as P2.1.at_least=15.")
@click.option("--without", "feeds", multiple=True, metavar="FEED", help="As if this feed had never come.")
@click.option("--each", is_flag=True, help="Each feed and each indicator left out in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@AS_USER
@AUTHORITY
def what_if(
    programme: str,
    as_at: dt.datetime,
    numbers: tuple[str, ...],
    feeds: tuple[str, ...],
    each: bool,
    as_json: bool,
    as_user: str | None,
    authority: str | None,
) -> None:
    """Tell the cohort before and after a change; nothing is kept or decided by it."""
    from sherwood.jobs.families import question_of, tried

    home = Home.existing()
    asked = question_of(home, authority_of(home, authority), programme, as_at=as_at.date(), as_user=as_user)
    changes = tried(asked, _numbers(numbers), feeds, each=each)
    if as_json:
        print_json({"changes": [found.to_json() for found in changes]})
        return
    _say_if_out_of_force(asked.book.of, as_at.date())
    results = ("eligible", "cannot_tell", "not_eligible")
    rows = [
        (found.what, *(f"{found.before.get(name, 0):,} → {found.after.get(name, 0):,}" for name in results))
        for found in changes
    ]
    say_in_columns([("change", *results), *rows])


def _say_if_out_of_force(programme: Programme, day: dt.date) -> None:
    if outside := programme.out_of_force(day):
        say(outside)


def _numbers(said: tuple[str, ...]) -> dict[str, float]:
    """Numbers by name; raises UsageError for what is none."""
    found = {}
    for each in said:
        name, _, value = each.partition("=")
        try:
            found[name] = float(value)
        except ValueError as fault:
            raise click.UsageError(f"'{each}' is not NAME=N, such as P2.1.at_least=15.") from fault
    return found
