"""Writes the returns of a made-up county from its warehouse, loads them again, and says whether everything is as it was.

    python -m evaluations.returns_again [--children 2000] [--seed 7] [--year 2025-26] [--cache FOLDER] [--write FILE.md]

The county is loaded with every feed and built; the SSDA903 and the CIN Census of the year and of the one before are written by what
`sherwood export` calls. Three questions: what do our own rules say of what was written beside what was sent; does a home that holds the
written files alone answer every measure as a home that holds the sent files alone; and what do the sector's validators say of both.
"""

import argparse
import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluations.validators import validate
from tests.support import counties

from sherwood.access import viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.jobs.returns import Exported, export_return
from sherwood.measures import evaluate
from sherwood.measures.needs import lacking
from sherwood.store import Reader
from sherwood.vocabulary.periods import parse

RETURNS = {"ssda903": "ssda903", "cin": "cin_census"}
FIRST, TO = "2022-04-01", "2026-09-30"
Figure = tuple[float | None, float | None]


def sent(county: Path, feed: str, year: str) -> Path:
    """The folder of the return as the county sent it last."""
    return max(county.glob(f"*-*-*/{feed}/{year}"))


def figures(home: Home, year: str) -> dict[str, tuple[Figure, ...]]:
    """Every measure the home can answer: numerator and denominator of the year and of each quarter, and at its last day."""
    reader, catalogue, viewer = Reader.current(home, counties.AUTHORITY), load_catalogue(), viewers.owner(home)
    period = parse(year, "year")
    found = {}
    for measure in catalogue.measures.values():
        if lacking(reader, viewer, measure):
            continue
        rows = [
            row
            for grain, first in (("year", period.first_day), ("quarter", period.first_day), ("day", period.last_day))
            for row in evaluate(
                reader, catalogue, measure.id, viewer, date_from=first, date_to=period.last_day, grain=grain
            ).rows
        ]
        found[measure.id] = tuple((row.numerator, row.denominator) for row in rows)
    return found


def home_of(folder: Path, files: Path, county: Path, year: str) -> Home:
    """A home that holds one return alone."""
    home = Home.at(folder)
    home.council.mkdir(parents=True)
    shutil.copyfile(county / "council" / "teams.toml", home.council / "teams.toml")
    received = parse(year, "year").last_day + dt.timedelta(days=60)
    load_files(home, counties.AUTHORITY, [files], received=received, period=year, progress=quiet)
    build(home, counties.AUTHORITY)
    return home


def rules_told(found: Exported) -> Iterator[str]:
    """What our own rules find, where what was written differs from what was sent."""
    written, loaded = (sum(each[place] for each in found.broken) for place in (1, 2))
    ran = f"{found.rules['ran']} rules ran, {found.rules['failed']} failed"
    yield f"* {ran}; they find {written} things in what was written, {loaded} in what was sent."
    for code, new, old in found.broken:
        if new != old:
            yield f"  * {code}: {new} written, {old} sent"
    for table in found.reconciled:
        causes = "; ".join(f"{number} {why}" for why, number in table.why.items()) or "equal in every cell"
        yield f"  * {table.table}: {table.written_rows} rows written, {table.loaded_rows} sent; {causes}"


def figures_told(again: dict[str, tuple[Figure, ...]], first: dict[str, tuple[Figure, ...]]) -> Iterator[str]:
    """How many measures answer alike, and each that does not."""
    both = sorted(again.keys() & first.keys())
    other = [name for name in both if again[name] != first[name]]
    alike = f"{len(both) - len(other)} alike in the year, every quarter and on its last day"
    yield f"* {len(both)} measures answered from each: {alike}, {len(other)} not."
    for which, alone in (("written", again.keys() - first.keys()), ("sent", first.keys() - again.keys())):
        if alone:
            yield f"  * answered from what was {which} alone: {', '.join(sorted(alone))}"
    for name in other:
        apart = [f"{new} for {old}" for new, old in zip(again[name], first[name], strict=True) if new != old]
        yield f"  * {name}: {len(apart)} of {len(again[name])} figures differ, such as {apart[0]}"


def validators_told(written: Path, county: Path, cache: Path) -> Iterator[str]:
    """What the sector's validators find in what was written and in what was sent, rule by rule where they differ."""
    ours, theirs = validate(written, cache), validate(county, cache)
    for feed, result in ours.items():
        if "cannot" in result or "cannot" in theirs[feed]:
            yield f"* {feed}: not validated: {result.get('cannot') or theirs[feed]['cannot']}"
            continue
        new, old = ({rule["rule"]: rule["count"] for rule in each["rules"]} for each in (result, theirs[feed]))
        apart = [
            f"{code} ({new.get(code, 0)} for {old.get(code, 0)})"
            for code in sorted(new.keys() | old.keys())
            if new.get(code) != old.get(code)
        ]
        ran = f"{feed} {result['year']}: {result['ran']} rules ran, {len(result['failed'])} failed"
        found = f"they find {sum(new.values())} children in what was written, {sum(old.values())} in what was sent"
        yield f"* {ran}; {found}; apart: {', '.join(apart) or 'none'}."


def before(year: str) -> str:
    """The collection year before."""
    return f"{int(year[:4]) - 1}-{year[2:4]}"


def asked_of(folder: Path, year: str, children: int, seed: int, cache: Path) -> Iterator[str]:
    """Make the county, write, load again, and tell as it goes."""
    county, home = counties.make(folder, children=children, first=FIRST, last=TO, seed=seed)
    written = folder / "written"
    (written / "truth").mkdir(parents=True)
    (written / "truth" / "expected_problems.csv").write_text("file\n", encoding="utf-8")
    same_years = folder / "sent"
    shutil.copytree(written, same_years)
    for name, feed in RETURNS.items():
        for each in (before(year), year):
            last = parse(each, "year").last_day
            there = written / (last + dt.timedelta(days=60)).isoformat() / feed / each
            found = export_return(home, counties.AUTHORITY, name, as_at=last, folder=there)
            shutil.copytree(sent(county, feed, each), same_years / there.relative_to(written))
        yield f"\n## {name} {year}\n"
        yield from rules_told(found)
        alone = [
            home_of(folder / f"{feed}-{place}", files, county, year)
            for place, files in (("again", there), ("sent", sent(county, feed, year)))
        ]
        yield from figures_told(*(figures(each, year) for each in alone))
    yield "\n## The sector's validators\n"
    yield from validators_told(written, same_years, cache)


def main() -> int:
    """Ask, print as it goes, write if asked to."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--children", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--year", default="2025-26")
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "sherwood-validators")
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    lines = [
        f"# Returns written, and loaded again\n\nA county of {chosen.children:,} children, seed {chosen.seed}, {FIRST} to {TO}, every feed."
    ]
    with tempfile.TemporaryDirectory() as folder:
        for line in asked_of(Path(folder), chosen.year, chosen.children, chosen.seed, chosen.cache):
            print(line, flush=True)
            lines.append(line)
    if chosen.write:
        chosen.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
