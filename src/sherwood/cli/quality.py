"""Commands about quality: the rules of returns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, progress, say, say_in_columns
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.quality import RuleResult


@click.group()
def quality() -> None:
    """Ask the rules of returns."""


@quality.command()
@click.option(
    "--ruleset",
    metavar="SET[/YEAR]",
    default=None,
    help="One set of rules, such as ssda903 or ssda903/2025-26; every set's newest return by default.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every rule and every row that breaks it as JSON.")
@AUTHORITY
def run(ruleset: str | None, as_json: bool, authority: str | None) -> int:
    """Ask every rule of a return as it was submitted; exit 1 if a rule could not be asked for a fault of its own."""
    from sherwood.jobs.quality import run_rules

    home = Home.existing()
    with progress() as announce:
        results = run_rules(home, authority_of(home, authority), ruleset, progress=announce)
    if as_json:
        print_json({"rules": [each.to_json() for each in results]})
    else:
        _show(results)
    return int(any(each.state == "failed" for each in results))


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
