"""Commands that keep, tell and let go: backup, verify, restore, subject, erase."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sherwood.cli.data import AUTHORITY, authority_of
from sherwood.cli.words import print_json, progress, say
from sherwood.definitions.home import Home

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
KEY = click.option(
    "--key", "key_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the half of the key that reads backups.",
)  # fmt: skip


@click.command()
@click.option("--new-key", is_flag=True, help="Make a new pair of keys; the half that reads is printed once.")
def backup(new_key: bool) -> None:
    """Write one encrypted archive of what can't be derived: settings, secrets, office, landing, issued."""
    from sherwood.jobs import backup as job

    home = Home.existing()
    if new_key:
        click.echo(job.new_key(home))
        say("Keep this line in a safe place that is not on this machine: backups can be read with nothing else.")
        return
    say(f"Written: {job.back_up(home, dt.datetime.now(dt.UTC))}")


@click.command()
@FILE
@KEY
def verify(file: Path, key_file: Path) -> None:
    """Open a backup and check every file in it."""
    from sherwood.jobs import backup as job

    found = job.verify(file, key_file.read_text(encoding="utf-8"))
    say(f"Whole: {found.files:,} files, {found.size:,} bytes, made at {found.made_at} by version {found.version}.")


@click.command()
@FILE
@KEY
@click.option(
    "--erasures", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None,
    help="A later erasures.jsonl: people erased after the backup was made.",
)  # fmt: skip
def restore(file: Path, key_file: Path, erasures: Path | None) -> None:
    """Put a backup into an empty home and erase again everybody who was erased since."""
    from sherwood.jobs import backup as job

    with progress() as announce:
        lines = job.restore(Home.at(), file, key_file.read_text(encoding="utf-8"), progress=announce, erasures=erasures)
    for line in lines:
        say(line)


@click.command()
@click.argument("person")
@click.option("--ground", required=True, help="Why, for the record: the article, the request's number. No name.")
@click.option("--by", required=True, help="Who decided it.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@AUTHORITY
def erase(person: str, ground: str, by: str, yes: bool, authority: str | None) -> None:
    """Erase a person, given by record key or as feed:number, from everything that is held, now and later."""
    from sherwood.jobs import erase as job

    home = Home.existing()
    code = authority_of(home, authority)
    records = len(job.keys_of_person(home, code, person))
    if not yes:
        click.confirm(f"{records} records of one person will be erased for ever. Go on?", abort=True, err=True)
    with progress() as announce:
        gone = job.erase(home, code, person, by=by, ground=ground, progress=announce)
    say(f"Erased: {gone.records} records, {gone.rows:,} rows in {len(gone.files)} files, {gone.builds} former builds.")
    say(
        "Backups made before still hold them, encrypted, until they are removed by age; what is restored from one is erased again."
    )
    say(f"Copy {home.root / 'erasures.jsonl'} to where the backups are: it holds record keys alone.")


@click.command()
@click.argument("person")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="A workbook to write, for the officer's review.",
)
@click.option(
    "--asked-on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day the person asked; today by default."
)
@click.option("--as", "as_user", default=None, help="The Caldicott Guardian's user name, in a home with accounts.")
@click.option("--json", "as_json", is_flag=True)
@AUTHORITY
def subject(
    person: str,
    out: Path | None,
    asked_on: dt.datetime | None,
    as_user: str | None,
    as_json: bool,
    authority: str | None,
) -> None:
    """Tell everything held on a person, given by record key or as feed:number, each row marked with why it needs a second look."""
    from sherwood.jobs import subject as job

    if out is None and not as_json:
        raise click.UsageError("say where to write the workbook with --out FILE.xlsx, or ask for --json")
    home = Home.existing()
    day = asked_on.date() if asked_on else dt.datetime.now(dt.UTC).date()
    found = job.subject(home, authority_of(home, authority), person, as_user=as_user, asked_on=day)
    if as_json:
        print_json(found)
    if out is not None:
        out.touch(mode=0o600)
        out.write_bytes(job.workbook(found))
    rows = sum(len(each["rows"]) for each in found["tables"])
    say(
        f"{rows:,} rows of {len(found['tables'])} tables, {found['to_review']:,} to look at twice. Answer by {found['answer_by']}."
    )
