"""A county of 180,000 children over ten years with every feed, against 5 minutes and 6 GB on two cores.

Makes the county in a fresh process while this one follows its memory (of the process and of those it begins, what they share counted
once), then prints the seconds of each step as it was announced, the rows and megabytes of each feed, and the ratio of time and memory
to their limits. In the same run: every file holds as many rows as the county's summary says, the children looked after in the truth
are those of the last return, and a small county has the same bytes under two settings of PYTHONHASHSEED. With `--known` the feeds of
partners are left out (limits then 2.5 minutes and 3.5 GB); `--children N` makes a county of another size, against the same limits.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

CHILDREN, SMALL = 180_000, 4_000
LAST = dt.date(2026, 11, 21)
FIRST, SMALL_FIRST = dt.date(2016, 11, 22), dt.date(2024, 4, 1)
LIMITS = {False: (300.0, 6.0), True: (150.0, 3.5)}
SHORT_BREAKS = {"V3", "V4"}
MAKE = """
import datetime as dt, json, sys, time
from pathlib import Path
from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic import make_county
folder, children, first, last, seed, known = json.loads(sys.argv[1])
begun = time.perf_counter()
tell = lambda words: print(json.dumps([time.perf_counter() - begun, words]), flush=True)
made = make_county(
    Path(folder), catalogue=load_catalogue(), children=children, date_from=dt.date.fromisoformat(first),
    date_to=dt.date.fromisoformat(last), seed=seed, progress=tell, with_partners=not known,
)
print(json.dumps([time.perf_counter() - begun, made.files]), flush=True)
"""


def main() -> None:
    """Make the county, tell what it took, and check what was made."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--children", type=int, default=CHILDREN)
    asked.add_argument("--known", action="store_true", help="without the feeds of partners")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "county"
        seconds, gigabytes, steps, files = made(folder, options.children, FIRST, known=options.known)
        for begun, words in steps:
            print(f"{begun:7.1f} s  {words}")
        told_by_feed(folder, files)
        check_rows(folder, files)
        check_looked_after(folder)
        limit_seconds, limit_gigabytes = LIMITS[options.known]
        print(f"{seconds:.1f} s ({seconds / limit_seconds:.2f} of the limit of {limit_seconds:.0f} s)")
        print(f"{gigabytes:.2f} GB ({gigabytes / limit_gigabytes:.2f} of the limit of {limit_gigabytes} GB)")
        check_bytes(Path(name), known=options.known)


def made(
    folder: Path, children: int, first: dt.date, *, known: bool, hash_seed: str = "random"
) -> tuple[float, float, list[tuple[float, str]], dict[str, int]]:
    """Make a county; return wall seconds, highest memory in GB, the steps announced and the rows of each file."""
    asked = json.dumps([str(folder), children, str(first), str(LAST), 1, known])
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        begun, used = time.perf_counter(), spent()
        process = subprocess.Popen([sys.executable, "-c", MAKE, asked], stdout=said, env=environment)
        highest = 0.0
        while process.poll() is None:
            highest = max(highest, memory(process.pid))
            time.sleep(0.5)
        seconds = time.perf_counter() - begun
        print(f"{spent() - used:.1f} s of the processors, {seconds:.1f} s by the clock, {children:,} children")
        if process.returncode:
            raise SystemExit("the county could not be made")
        said.seek(0)
        *steps, (_, files) = [json.loads(line) for line in said]
    return seconds, highest, [(begun, words) for begun, words in steps], files


def spent() -> float:
    """Seconds of the processors that processes begun and ended here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(process: int) -> float:
    """Gigabytes of a process and those it began, memory they share counted once."""
    total = 0.0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) / 1024**2
        for task in Path(f"/proc/{process}/task").iterdir():
            total += sum(memory(int(child)) for child in (task / "children").read_text().split())
    except (FileNotFoundError, ProcessLookupError):
        return total
    return total


def told_by_feed(folder: Path, files: dict[str, int]) -> None:
    """Print the files, rows and megabytes of each feed."""
    count, rows, size = Counter(), Counter(), Counter()
    for name, found in files.items():
        feed = name.split("/")[1]
        count[feed] += 1
        rows[feed] += found
        size[feed] += (folder / name).stat().st_size / 1e6
    for feed in sorted(rows):
        print(f"{feed:<20}{count[feed]:>5} files {rows[feed]:>12,} rows {size[feed]:>8,.0f} MB")
    print(f"{'all feeds':<20}{count.total():>5} files {rows.total():>12,} rows {sum(size.values()):>8,.0f} MB")


def check_rows(folder: Path, files: dict[str, int]) -> None:
    """Count the rows of every CSV file that are not blank."""
    for name, rows in files.items():
        if name.endswith(".csv"):
            with (folder / name).open(encoding="utf-8-sig", newline="") as file:
                found = sum(1 for line in csv.reader(file) if line) - 1
            if found != rows:
                raise SystemExit(f"wrong rows: {name} holds {found:,}, not {rows:,}")


def check_looked_after(folder: Path) -> None:
    """Count the open episodes of the last return against the truth."""
    facts = json.loads((folder / "truth" / "county.json").read_text(encoding="utf-8"))
    last = max(folder.glob("2*/ssda903/*/episodes.csv"))
    with last.open(encoding="utf-8-sig", newline="") as file:
        rows = [{key.upper(): cell for key, cell in row.items()} for row in csv.DictReader(file)]
    found = len({row["CHILD"] for row in rows if row["CHILD"] and not row["DEC"] and row["LS"] not in SHORT_BREAKS})
    expected = facts["looked_after_on_last_day"]
    if abs(found - expected) > 5:
        raise SystemExit(f"wrong children: {found:,} looked after in the last return, {expected:,} in the truth")
    print(
        f"{expected:,} children looked after on the last day, {found:,} of them with an untouched row in the last return"
    )


def check_bytes(work: Path, *, known: bool) -> None:
    """Make a small county under two settings of the hash seed and compare every byte."""
    digests = []
    for hash_seed in ("1", "2"):
        folder = work / f"small-{hash_seed}"
        made(folder, SMALL, SMALL_FIRST, known=known, hash_seed=hash_seed)
        digest = hashlib.sha256()
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
        digests.append(digest.hexdigest())
    if len(set(digests)) != 1:
        raise SystemExit("the same seed gave other bytes under another PYTHONHASHSEED")
    print(f"a county of {SMALL:,} children has the same bytes under two hash seeds: {digests[0][:12]}")


if __name__ == "__main__":
    main()
