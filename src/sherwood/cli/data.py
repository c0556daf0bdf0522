"""Commands about data: load, rejected, build, refresh, status, check."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sherwood.cli.words import print_json, progress, say
from sherwood.definitions.council import SETTINGS_FILE, checked_code, load_council
from sherwood.definitions.home import Home

if TYPE_CHECKING:
    from sherwood.sources import FileEntry
    from sherwood.sources import Problem as RowProblem

PROBLEM_COLUMNS = ("file", "sheet", "row", "column", "value", "reason", "remedy", "severity", "feed", "table")
DAY = click.DateTime(["%Y-%m-%d"])
AUTHORITY = click.option(
    "--authority", metavar="CODE", default=None, help="The authority; the council's own by default."
)


def authority_of(home: Home, given: str | None) -> str:
    """Return the authority asked for, else the council's own code."""
    return checked_code(given) if given else load_council(home).code


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--received", type=DAY, default=None, help="The day the files came; today, or a folder's date, by default."
)
@click.option(
    "--period", default=None, help="The collection year of the files, such as 2019-20, where nothing else says it."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@AUTHORITY
def load(
    paths: tuple[Path, ...], received: dt.datetime | None, period: str | None, as_json: bool, authority: str | None
) -> int:
    """Land files or folders; a bad file never stops a good one."""
    from sherwood.jobs.load import load_files

    home = Home.at()
    if not (home.council / SETTINGS_FILE).exists():
        say("this home has no settings yet: `sherwood init` writes them, with the council's code")
    day = received.date() if received else None
    with progress() as announce:
        report = load_files(home, authority_of(home, authority), paths, received=day, period=period, progress=announce)
    if as_json:
        print_json(report.to_json())
    else:
        for line in (*map(_entry_line, report.files), *report.lines()):
            say(line)
    return int(report.exit_code)


def _entry_line(entry: FileEntry) -> str:
    """Return one file's end summary: what it is, and how its rows and cells fared."""
    counts = entry.counts
    if entry.status == "refused":
        return f"{entry.path}: refused"
    state = "already loaded" if entry.status == "already_loaded" else "loaded"
    return (
        f"{entry.path}: {entry.format} {entry.table} {entry.period}, {state}: "
        f"{counts.rows_read:,} rows read, {counts.rows_accepted:,} accepted, "
        f"{counts.rows_rejected:,} rejected, {counts.cell_problems:,} cells emptied"
    )


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--csv", "as_csv", is_flag=True)
@AUTHORITY
def rejected(as_json: bool, as_csv: bool, authority: str | None) -> None:
    """List every rejected row and every emptied cell: file, row, column, value, reason, remedy."""
    from sherwood.jobs.load import rejected_rows
    from sherwood.outputs.csv import safe

    home = Home.existing()
    found = [_problem_row(problem) for problem in rejected_rows(home, authority_of(home, authority))]
    if as_json:
        print_json({"rejected": found})
    elif as_csv or found:
        writer = csv.DictWriter(sys.stdout, PROBLEM_COLUMNS)
        writer.writeheader()
        # A cell of a file that somebody sent must not become a formula in the analyst's spreadsheet.
        writer.writerows(each | {"value": safe(str(each["value"]))} for each in found)
    else:
        say("Nothing was rejected and no cell was emptied.")


def _problem_row(problem: RowProblem) -> dict[str, str | int]:
    """Return a problem as `rejected` prints it."""
    values = (
        problem.file,
        problem.sheet,
        problem.line,
        problem.column_name,
        problem.value,
        problem.reason,
        problem.remedy,
        problem.severity,
        problem.feed,
        problem.table_name,
    )
    return dict(zip(PROBLEM_COLUMNS, values, strict=True))


@click.command()
@click.option("--full", is_flag=True, help="Build even if nothing changed.")
@click.option(
    "--known-at",
    type=DAY,
    default=None,
    help="Build from what had arrived by the end of that day, beside the current one.",
)
@AUTHORITY
def build(full: bool, known_at: dt.datetime | None, authority: str | None) -> None:
    """Build the warehouse beside the current one, check it, then swap."""
    from sherwood.jobs.build import build as run

    home = Home.existing()
    with progress() as announce:
        result = run(
            home,
            authority_of(home, authority),
            full=full,
            known_at=known_at.date() if known_at else None,
            progress=announce,
        )
    for line in result.in_words():
        say(line)


@click.command()
@AUTHORITY
def refresh(authority: str | None) -> int:
    """Load what lies in the inbox, then build."""
    from sherwood.jobs.refresh import refresh as run

    home = Home.existing()
    with progress() as announce:
        outcome = run(home, authority_of(home, authority), progress=announce)
    for line in outcome.lines:
        say(line)
    return outcome.exit_code


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--tables", "with_tables", is_flag=True, help="List the tables of the warehouse with their rows.")
@AUTHORITY
def status(as_json: bool, with_tables: bool, authority: str | None) -> None:
    """Show what is loaded, how fresh it is, and the last runs."""
    from sherwood.jobs.status import status as find

    home = Home.existing()
    found = find(home, authority_of(home, authority))
    if as_json:
        print_json(found.to_json())
    else:
        for line in found.in_words(with_tables=with_tables):
            click.echo(line)


@click.command()
def check() -> None:
    """Check every catalogue entry, a council's own too, and the council's settings; change nothing."""
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.definitions.limits import require_sound_settings
    from sherwood.definitions.programmes import load_programme, programme_names
    from sherwood.definitions.record_rules import load_record_rules
    from sherwood.definitions.rules import load_rules, rule_sets

    home = Home.at()
    council = load_council(home)
    catalogue = load_catalogue(home.council)
    require_sound_settings(catalogue, council)
    rules = sum(len(load_rules(name, catalogue).rules) for name in rule_sets())
    of_records = load_record_rules(catalogue, home.council).rules
    programmes = [load_programme(name, catalogue) for name in programme_names()]
    counts = (
        f"{len(catalogue.measures)} measures, {len(catalogue.reports)} reports, {len(catalogue.tables)} tables, "
        f"{rules} rules of returns, {len(of_records)} rules of records, {len(programmes)} programmes"
    )
    say(f"{counts}: all sound ({catalogue.content_hash}).")
