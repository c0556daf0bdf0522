"""How a refresh grows with the county: each size refreshed in five ways, each way against its limit, and the curve as a table.

For every size a home is filled with a county of ten years and every feed, all but its last night and hour. Then, each in a fresh
process: *everything* (landing, linking with the shipped model, building); *nothing new*; *one night* (the case system's changes, the
safeguarding hub, the police); *one hour* of contacts of the safeguarding hub, which must be on the daily board; and *a whole extract*
of the case system, as comes weekly. Printed are the seconds of the clock and of the processors, the highest memory, the ratio to each
limit, and where on a straight line through the two largest sizes each limit is reached. In the same run: the hour's contacts are
counted by the board's measure, and the tables of the last refresh are, row for row, those of a build from nothing. The limits are
those of 180,000 children on two cores, whatever the size.

    .venv/bin/python benchmarks/refresh_scaling.py --children 18000 60000 180000 --work /srv/bench

`--work` keeps counties and homes (a county there is not made again); without it they go when the run ends. `--curve FILE.md` adds the
table to a file.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from refresh import FIRST, GIGABYTES, LAST, SHERWOOD, check_against_a_build_from_nothing, manifest_of, run

SIZES = (18_000, 60_000, 180_000)
EVERYTHING, NOTHING, NIGHT, HOUR, EXTRACT = "everything", "nothing new", "one night", "one hour", "a whole extract"
LIMITS = {EVERYTHING: 240.0, NOTHING: 3.0, NIGHT: 40.0, HOUR: 60.0, EXTRACT: 240.0}
# What no partner's log of an hour holds more of.
HOURS_CONTACTS = 40
HUB, CONTACTS = "mash_log", "contacts_*.csv"
BOARD = "front_door/hub_contacts_received"


@dataclass(frozen=True)
class Took:
    """What one refresh of one county took."""

    children: int
    which: str
    seconds: float
    used: float
    gigabytes: float
    rows: int
    taken_over: int
    stages: dict[str, float]

    def in_words(self) -> str:
        """One line, with the ratio to the limit of 180,000 children on two cores."""
        limit = LIMITS[self.which]
        return (
            f"{self.children:>7,} children, {self.which:<15} {self.seconds:7.1f} s by the clock ({self.seconds / limit:.2f} of"
            f" {limit:.0f} s), {self.used:6.1f} s of the processors, {self.gigabytes:.2f} GB"
            f" ({self.gigabytes / GIGABYTES:.2f} of {GIGABYTES:.0f} GB), {self.taken_over} tables taken over"
        )


def main() -> None:
    """Refresh a county of each size in each way and print the curve."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--children", type=int, nargs="+", default=SIZES)
    asked.add_argument("--work", type=Path, help="a folder for counties and homes, kept")
    asked.add_argument("--curve", type=Path, help="a file to add the table to")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing)
        took = [each for children in options.children for each in one_size(work, children)]
    table = "\n".join([*curve(took), "", *outgrown(took)])
    print(table)
    if options.curve:
        with options.curve.open("a", encoding="utf-8") as file:
            file.write(f"\n{dt.date.today():%-d %B %Y}, {platform.machine()}\n\n{table}\n")


def one_size(work: Path, children: int) -> list[Took]:
    """Fill a home with a county of a size, all but its last night and hour, and refresh it in each way."""
    county, home = work / f"county-{children}", work / f"home-{children}"
    if not (county / "truth").exists():
        make_county(work, county, children)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(county / "council", home / "council")
    days = sorted(path for path in county.iterdir() if path.name[:1].isdigit())
    night = max(day for day in days if is_of_changes(day))
    extract = max(day for day in days if (day / "ssd" / "ssd_person.csv").exists())
    before_it = days[: days.index(night)]
    took = [refreshed(home, EVERYTHING, before_it, children), refreshed(home, NOTHING, [], children)]
    hour = an_hour_of(night, work / f"hour-{children}")
    took.append(refreshed(home, NIGHT, [night], children))
    before = on_the_board(home, night.name)
    took.append(refreshed(home, HOUR, [hour], children))
    if (new := on_the_board(home, night.name) - before) != contacts_in(hour):
        raise SystemExit(f"the board counts {new} more contacts, and {contacts_in(hour)} came")
    took.append(refreshed(home, EXTRACT, [extract], children))
    check_against_a_build_from_nothing(home)
    return took


def make_county(work: Path, county: Path, children: int) -> None:
    """Write the made-up county and say what it took."""
    work.mkdir(parents=True, exist_ok=True)
    words = ("--children", str(children), "--seed", "1", "--from", str(FIRST), "--to", str(LAST))
    seconds, used, gigabytes = run(work / "nobody", "county", "new", str(county), *words)
    print(
        f"{children:>7,} children, made in {seconds:.0f} s ({used:.0f} s of the processors, {gigabytes:.1f} GB)",
        flush=True,
    )


def is_of_changes(day: Path) -> bool:
    """Whether a day brings what changed in the case system, and the hub's log, as an ordinary night does."""
    return (day / HUB).exists() and any((day / "ssd").glob("*_changes.csv"))


def an_hour_of(night: Path, folder: Path) -> Path:
    """Write an hour's log of the hub: contacts like the night's, about children under numbers that nobody has seen."""
    shutil.rmtree(folder, ignore_errors=True)
    day = folder / night.name
    (day / HUB).mkdir(parents=True)
    [source] = (night / HUB).glob(CONTACTS)
    with source.open(encoding="utf-8-sig", newline="") as file:
        columns, *rows = list(csv.reader(file))
    for at, row in enumerate(rows[:HOURS_CONTACTS]):
        for number in map(columns.index, ("Contact no", "Person no")):
            row[number] = f"{row[number]}H{at}"
        # A night's log tells of days before too; an hour's contacts came today.
        row[columns.index("Received")] = night.name
    with (day / HUB / "contacts_hour.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows[:HOURS_CONTACTS]])
    return day


def contacts_in(hour: Path) -> int:
    """How many contacts an hour's file tells of."""
    return len((hour / HUB / "contacts_hour.csv").read_text(encoding="utf-8").splitlines()) - 1


def on_the_board(home: Path, day: str) -> int:
    """How many contacts of the hub the daily board counts on a day."""
    command = [*SHERWOOD, "measure", "value", BOARD, "--from", day, "--to", day, "--grain", "day", "--json"]
    environment = os.environ | {"SHERWOOD_HOME": str(home)}
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return sum(row["numerator"] for row in json.loads(told)["rows"])


def refreshed(home: Path, which: str, drops: list[Path], children: int) -> Took:
    """Put the drops into the inbox, refresh in a fresh process, and print what it took."""
    inbox = home / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for drop in drops:
        shutil.copytree(drop, inbox / drop.name)
    seconds, used, gigabytes = run(home, "refresh")
    shutil.rmtree(inbox / "done", ignore_errors=True)
    manifest = manifest_of(home)
    rows = sum(each["rows"] for each in manifest["tables"].values())
    taken_over, stages = (
        (manifest["tables_taken_over"], manifest["seconds"]) if drops else (len(manifest["tables"]), {})
    )
    took = Took(children, which, seconds, used, gigabytes, rows, taken_over, stages)
    print(took.in_words(), flush=True)
    if stages:
        print("          " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in stages.items()), flush=True)
    return took


def curve(took: list[Took]) -> list[str]:
    """The seconds of the clock and, after a stroke, of the processors, a row for each size and a column for each way."""
    sizes = dict.fromkeys(each.children for each in took)
    lines = [f"| children | rows | {' | '.join(LIMITS)} | highest memory |", f"|{'---|' * (len(LIMITS) + 3)}"]
    for size in sizes:
        mine = {each.which: each for each in took if each.children == size}
        cells = [f"{mine[which].seconds:.1f} / {mine[which].used:.1f} s" for which in LIMITS]
        highest, rows = max(each.gigabytes for each in mine.values()), max(each.rows for each in mine.values())
        lines.append(f"| {size:,} | {rows / 1e6:.1f} million | {' | '.join(cells)} | {highest:.2f} GB |")
    limits = [f"{limit:.0f} s" for limit in LIMITS.values()]
    return [*lines, f"| *limit at 180,000* | | {' | '.join(limits)} | {GIGABYTES:.0f} GB |"]


def outgrown(took: list[Took]) -> list[str]:
    """At how many children each way, and the memory, reaches its limit, on a straight line through the two largest sizes."""
    *_, before, largest = [0, *sorted({each.children for each in took})]
    found = {(each.children, each.which): each for each in took}
    if not before:
        return []
    lines = ["Where one machine no longer serves, on a straight line through the two largest sizes:", ""]
    for which, limit in LIMITS.items():
        less, more = found[before, which], found[largest, which]
        lines.append(f"* {which}: {reached(largest, before, more.seconds, less.seconds, limit)} reach {limit:.0f} s")
    less, more = (max(each.gigabytes for each in took if each.children == size) for size in (before, largest))
    return [*lines, f"* memory: {reached(largest, before, more, less, GIGABYTES)} reach {GIGABYTES:.0f} GB"]


def reached(largest: int, before: int, more: float, less: float, limit: float) -> str:
    """The children with whom something that grows evenly reaches its limit."""
    if more <= less:
        return "no number of children that two sizes can tell of would"
    return f"about {round(largest + (limit - more) * (largest - before) / (more - less), -3):,.0f} children"


if __name__ == "__main__":
    main()
