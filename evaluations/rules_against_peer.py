"""Asks Sherwood and the sector's own validator the rules of the SSDA903 about the same messy return, and tells where they differ.

    python -m evaluations.rules_against_peer COUNTY [--seed S] [--share P] [--cache FOLDER] [--write FILE.md]

The newest complete year of a county (`sherwood county new`) and the year before are made messy: of each hundred cells some (`--share`) are
emptied, swapped with another row's, given a code of no list or a day up to 400 days off, and some rows are repeated. Agreement is by
rule and child: of the children in whom either finds fault, the share in whom both do.
"""

import argparse
import csv
import datetime as dt
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from evaluations.validators import AUTHORITY, VALIDATORS, environment, newest_years

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.quality import run_rules
from sherwood.sources import load

FEED = "ssda903"
INSIDE = Path(__file__).with_name("validating") / "looked_after_children.py"
FEW = 3


def main():
    """Make the mess, ask both, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("county", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=4.0, help="cells made wrong, in a hundred")
    options.add_argument(
        "--readable",
        action="store_true",
        help="empty no day and spoil none so that it can't be read: at such a day many of the peer's rules stop",
    )
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "sherwood-validators")
    options.add_argument("--write", type=Path, help="write the table to this file")
    options.add_argument("--children", help="show the children in whom only one of the two finds fault with this rule")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        year, folders = messy(chosen.county, Path(scratch), chosen.seed, chosen.share / 100, chosen.readable)
        peer = asked_of_peer(chosen.cache, year, folders)
        ours = asked_of_sherwood(Path(scratch) / "home", folders)
        rows = list(compared(ours, peer))
        if chosen.children:
            show(chosen.children, ours, peer, folders[0])
    print(told(rows, year, peer))
    if chosen.write:
        chosen.write.write_text(told(rows, year, peer) + "\n", encoding="utf-8")


def messy(county, scratch, seed, share, is_readable=False):
    """The newest complete year and the one before, made messy, as folders."""
    year, folders = newest_years(county, FEED)
    chance = random.Random(seed)
    made = []
    for folder, part in zip(folders, (share, share / 4), strict=False):
        into = scratch / folder.name
        into.mkdir()
        for path in sorted(folder.glob("*.csv")):
            headings, rows = plainly(path)
            with (into / path.name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([headings, *spoilt(headings, rows, chance, part, is_readable)])
        made.append(into)
    return year, made


def plainly(path):
    """The headings and rows of a file, both as the guide spells them: the peer knows neither other headings nor other forms of a date."""
    known = {
        name.upper(): column.header
        for year in load_catalogue().feed(FEED).years.values()
        for table in year.tables.values()
        for column in table.columns.values()
        for name in (column.header, *column.aliases)
    }
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    kept = [(at, known[name.strip().upper()]) for at, name in enumerate(headings) if name.strip().upper() in known]
    whole = [row for row in rows if len(row) == len(headings)]
    return [name for _, name in kept], [[dated(row[at].strip()) for at, _ in kept] for row in whole]


def dated(cell):
    """A day written 2026-03-31 as 31/03/2026, anything else as it stands."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell)
    return "/".join(reversed(found.groups())) if found else cell


def spoilt(headings, rows, chance, share, is_readable):
    """The rows with some cells made wrong and some rows repeated."""
    for row in rows:
        new = [
            cell if heading == "CHILD" or chance.random() > share else wrong(cell, at, rows, chance, is_readable)
            for at, (heading, cell) in enumerate(zip(headings, row, strict=True))
        ]
        yield new
        if chance.random() < share / 8:
            yield new


def wrong(cell, at, rows, chance, is_readable):
    """Another cell in its place."""
    kind = chance.choice(("empty", "another", "another", "code", "day", "day"))
    if kind == "another" and not is_readable:
        return chance.choice(rows)[at]
    if kind == "day" and cell.count("/") == len("//"):
        day = dt.datetime.strptime(cell, "%d/%m/%Y").replace(tzinfo=dt.UTC)
        return f"{day + dt.timedelta(days=chance.randint(-400, 400)):%d/%m/%Y}"
    is_day = cell.count("/") == len("//")
    if is_day and is_readable:
        return chance.choice([row[at] for row in rows if row[at]])
    return "" if kind != "code" else "31/02/2020" if is_day else "QQ"


def asked_of_peer(cache, year, folders):
    """What the sector's validator finds: by rule the children; it must be had."""
    python, words = environment(cache / FEED, VALIDATORS[FEED])
    if words:
        raise SystemExit(words)
    files = [[str(path) for path in sorted(folder.iterdir())] for folder in folders]
    question = json.dumps({"year": str(int(year[:4]) + 1), "authority": AUTHORITY, "files": files})
    with tempfile.TemporaryDirectory() as empty:
        said = subprocess.run([python, INSIDE], input=question, capture_output=True, text=True, check=False, cwd=empty)
    if said.returncode:
        raise SystemExit(said.stderr[-2000:])
    return json.loads(said.stdout.strip().splitlines()[-1])


def asked_of_sherwood(home, folders):
    """What Sherwood finds: by rule its state and the children."""
    home = Home.at(home)
    load(home, "local", folders)
    return {
        each.code: (each.state, {finding.source_id for finding in each.findings})
        for each in run_rules(home, "local", FEED)
    }


def compared(ours, peer):
    """Rule by rule: its state here, whether the peer has it, and how many children both, only we, only the peer found."""
    for code in sorted({*ours, *peer["rules"]}, key=lambda each: (not each.isdigit(), each.rjust(9))):
        state, mine = ours.get(code, ("not held", set()))
        theirs = set(peer["found"].get(code, ()))
        yield code, state, code in peer["rules"], len(mine & theirs), len(mine - theirs), len(theirs - mine)


def told(rows, year, peer):
    """The table of differences, and the sums above it."""
    both_ran = [row for row in rows if row[1] == "ran" and row[2]]
    fired = [row for row in both_ran if sum(row[3:])]
    agreeing = [row for row in fired if not row[4] and not row[5]]
    findings = sum(row[3] for row in fired), sum(sum(row[3:]) for row in fired)
    lines = [
        f"SSDA903 {year}: {len(both_ran)} rules both ran; of {len(fired)} that found something {len(agreeing)} found the same children. "
        f"Of {findings[1]:,} findings (a rule and a child) {findings[0]:,} are common: {100 * findings[0] / max(findings[1], 1):.1f} %.",
        f"The peer could not run {len(peer['failed'])}: {', '.join(peer['failed']) or 'none'}.",
        "",
        "| rule | here | both | only Sherwood | only the peer |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {code} | {state if is_peers else f'{state}, not in the peer'} | {both} | {mine} | {theirs} |"
        for code, state, is_peers, both, mine, theirs in rows
        if mine or theirs or not is_peers or state != "ran"
    ]
    return "\n".join(lines)


def show(code, ours, peer, folder):
    """Print every row of a few children in whom only one of the two finds fault."""
    mine, theirs = ours.get(code, ("", set()))[1], set(peer["found"].get(code, ()))
    for who, children in (("only Sherwood", sorted(mine - theirs)), ("only the peer", sorted(theirs - mine))):
        for child in children[:FEW]:
            print(f"-- {code}, {who}: child {child}")
            for path in sorted(folder.glob("*.csv")):
                with path.open(encoding="utf-8", newline="") as file:
                    headings, *rows = csv.reader(file)
                found = [row for row in rows if row[headings.index("CHILD")] == child]
                print("\n".join([",".join(headings), *map(",".join, found)]) if found else f"({path.stem}: none)")


if __name__ == "__main__":
    sys.exit(main())
