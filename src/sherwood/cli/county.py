"""Commands about the synthetic county: `county new` and `county report`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sherwood.cli.data import DAY
from sherwood.cli.words import print_json, progress, say

YEARS = 4
PRESETS = ("standard_mess", "clean", "quiet", "england")
CHILDREN = 60_000
_ENGLAND = PRESETS[-1]


@click.group()
def county() -> None:
    """Make a synthetic county, or report on one."""


@county.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--children", type=int, default=None, help=f"Children from 0 to 17; {CHILDREN:,} unless given.")
@click.option("--from", "date_from", type=DAY, default=None)
@click.option("--to", "date_to", type=DAY, default=None)
@click.option("--seed", default=1, show_default=True)
@click.option("--preset", type=click.Choice(PRESETS), default=PRESETS[0], show_default=True)
@click.option("--authorities", type=int, default=None, help="With --preset england: make only so many authorities.")
def county_new(
    folder: Path,
    children: int | None,
    date_from: dt.datetime | None,
    date_to: dt.datetime | None,
    seed: int,
    preset: str,
    authorities: int | None,
) -> None:
    """Write a county's files as dated drops, with the truth kept aside.

    With --preset england every authority of a made-up England stands in a folder of its own below FOLDER.
    """
    last = date_to.date() if date_to else dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    first = date_from.date() if date_from else dt.date(last.year - YEARS, 4, 1)
    from sherwood.synthetic import NotMade

    if preset == _ENGLAND and children is not None:
        raise click.UsageError("the authorities of England have sizes of their own: leave --children out")
    if preset != _ENGLAND and authorities is not None:
        raise click.UsageError("--authorities goes with --preset england")
    try:
        if preset == _ENGLAND:
            _england(folder, first, last, seed, authorities)
        else:
            _one_county(folder, CHILDREN if children is None else children, first, last, seed, preset)
    except NotMade as reason:
        raise click.UsageError(str(reason)) from reason


def _one_county(folder: Path, children: int, first: dt.date, last: dt.date, seed: int, preset: str) -> None:
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.synthetic.county import make_county

    with progress() as announce:
        summary = make_county(
            folder,
            catalogue=load_catalogue(),
            children=children,
            date_from=first,
            date_to=last,
            seed=seed,
            preset=preset,
            progress=lambda words: announce("county", words, 0, 1),
        )
    for name, rows in sorted(summary.files.items()):
        click.echo(f"{rows:>9,}  {name}")
    say(f"{folder}: {sum(summary.files.values()):,} rows in {len(summary.files)} files")


def _england(folder: Path, first: dt.date, last: dt.date, seed: int, authorities: int | None) -> None:
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.synthetic.england import make_england

    rows, count = 0, 0
    with progress() as announce:
        made = make_england(
            folder,
            catalogue=load_catalogue(),
            date_from=first,
            date_to=last,
            seed=seed,
            authorities=authorities,
            progress=lambda words: announce("england", words, 0, 1),
        )
        for authority, summary in made:
            count += 1
            written = sum(summary.files.values())
            rows += written
            click.echo(f"{written:>12,}  {authority.code}  {authority.name}, {authority.children:,} children")
    say(f"{folder}: {rows:,} rows of {count} authorities")


@county.command("report")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True)
def county_report(folder: Path, as_json: bool) -> None:
    """Compare the county's figures with published ones."""
    from sherwood.synthetic import county_report as report_on

    found = report_on(folder)
    if as_json:
        print_json(found)
        return
    for each in (*found["figures"], *found["untouched"]):
        near = (
            "within" if each["within"] else "outside" if each["county"] is not None else f"no {each['needs'] or 'file'}"
        )
        click.echo(f"{each['year']}  {each['name']:<44}{each['published']:>10}{_shown(each['county']):>10}  {near}")
    for each in found["shapes"]:
        held = "holds" if each["within"] else "does not hold"
        click.echo(f"shape    {each['name']:<44}{each['at_least']:>10}{_shown(each['county']):>10}  {held}")
    within = sum(each["within"] for each in found["figures"])
    say(f"{folder}: {within} of {len(found['figures'])} figures of {found['year']} within tolerance")


def _shown(county: float | None) -> str:
    return "-" if county is None else f"{county:g}"
