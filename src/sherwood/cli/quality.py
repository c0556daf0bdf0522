"""Commands about quality: the rules of returns and of records, and how what they found went over time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, progress, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.quality import RuleResult

RECORDS = "records"


@click.group()
def quality() -> None:
    """Ask the rules of returns and of records, and see how it went over time."""


@quality.command()
@click.option(
    "--ruleset",
    metavar="SET[/YEAR]",
    default=None,
    help="One set of rules: ssda903, ssda903/2025-26, or records; every set's newest return and records by default.",
)
@click.option(
    "--as", "as_user", metavar="USER", default=None, help="Whose children are listed, in a home with accounts."
)
@click.option("--json", "as_json", is_flag=True, help="Print every rule and every row that breaks it as JSON.")
@AUTHORITY
def run(ruleset: str | None, as_user: str | None, as_json: bool, authority: str | None) -> int:
    """Ask every rule of a return as it was submitted, and tell what the rules of records found in the build people read.

    What was found is kept, so that there is a trend. Exit 1 if a rule could not be asked for a fault of its own.
    """
    from sherwood.jobs.quality import run_rules
    from sherwood.jobs.quality_store import keep_run

    home = Home.existing()
    code = authority_of(home, authority)
    results = _of_records(home, code, ruleset, as_user)
    if ruleset != RECORDS:
        with progress() as announce:
            returned = run_rules(home, code, ruleset, must_have=not results, progress=announce)
        keep_run(home, code, returned)
        results = [*returned, *results]
    if as_json:
        print_json({"rules": [each.to_json() for each in results]})
    else:
        _show(results)
    return int(any(each.state == "failed" for each in results))


@quality.command()
@click.option("--as", "as_user", metavar="USER", default=None, help="Whose units are told, in a home with accounts.")
@click.option("--json", "as_json", is_flag=True, help="Print the months as JSON.")
@AUTHORITY
def history(as_user: str | None, as_json: bool, authority: str | None) -> int:
    """Tell how many open children's records were in order at the last build of each month, as it was told then."""
    from sherwood.jobs.quality_kept import course_at_keyboard

    home = Home.existing()
    course = course_at_keyboard(home, authority_of(home, authority), as_user)
    names = ("month", "children", "in_order", "found")
    if as_json:
        print_json({"months": [dict(zip(names, each, strict=True)) for each in course.months]})
    elif course.months:
        say_in_columns([names, *((month, *(f"{each:,}" for each in counts)) for month, *counts in course.months)])
    else:
        say("Nothing is kept yet: the first `sherwood refresh` that builds something keeps it.")
    return 0


def _of_records(home: Home, authority: str, ruleset: str | None, as_user: str | None) -> list[RuleResult]:
    """What the rules of records found; nothing, said aloud, where no build or no account says whose children may be listed."""
    if ruleset not in (None, RECORDS):
        return []
    # After the question is known: reading lists of children loads much that the rules of a return do without.
    from sherwood.access import NoWarehouse
    from sherwood.jobs.record_faults import record_results
    from sherwood.office.presence import has_accounts

    if ruleset is None and has_accounts(home) and not as_user:
        say("The rules of records are left out: name whose children to list with --as USER.")
        return []
    try:
        return record_results(home, authority, as_user)
    except NoWarehouse:
        if ruleset == RECORDS:
            raise
        return []


def _show(results: list[RuleResult]) -> None:
    """Print one line for each rule that found something or could not be asked, then how many there were of each."""
    lines = [
        (
            each.ruleset,
            each.code,
            f"{len(each.findings):,}" if each.state == "ran" else each.state,
            each.why or each.title,
        )
        for each in results
        if each.findings or each.state != "ran"
    ]
    if lines:
        say_in_columns([("set", "rule", "rows", "about"), *lines])
    states = Counter(each.state for each in results)
    broken = sum(bool(each.findings) for each in results)
    say(
        f"{len(results)} rules: {states['ran']} ran, {states['skipped']} skipped, {states['failed']} failed; "
        f"{broken} found something, in {sum(len(each.findings) for each in results):,} rows."
    )
