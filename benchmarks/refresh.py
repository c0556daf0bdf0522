"""A made-up county refreshed: everything at once, nothing new, one day's files; each against its limit at 180,000 children.

Writes a county of ten years with every feed, lands all but its last days through the inbox and refreshes; refreshes again with nothing
new; then puts the files of one more day into the inbox and refreshes. Each refresh is a fresh process; printed are the seconds of the
processors and of the clock, the highest memory, the seconds of each stage and the tables taken over. In the same run: the tables of the
last refresh are, row for row, those of a build from nothing. `--children N` makes a county of another size, against the same limits;
run at 20,000, 60,000 and 180,000 for the curve.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHILDREN = 180_000
FIRST, LAST = dt.date(2016, 11, 22), dt.date(2026, 11, 20)
AUTHORITY = "local"
LIMITS = {"everything": 240.0, "nothing new": 3.0, "one day": 40.0, "one day with the case system": 40.0}
GIGABYTES = 8.0
# What changed since the build before: a build from nothing has none before it.
CHANGED_SINCE = "link_event"
SHERWOOD = (sys.executable, "-m", "sherwood.cli.main")


def main() -> None:
    """Make the county, refresh it in four ways, and check that nothing was taken over wrongly."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--children", type=int, default=CHILDREN)
    children = asked.parse_args().children
    with tempfile.TemporaryDirectory() as name:
        county, home = Path(name) / "county", Path(name) / "home"
        run(
            home,
            *("county", "new", str(county), "--children", str(children), "--seed", "1"),
            *("--from", str(FIRST), "--to", str(LAST)),
        )
        shutil.copytree(county / "council", home / "council")
        days = sorted(path for path in county.iterdir() if path.name[:1].isdigit())
        plain, with_cases = last_days(days)
        cut = days.index(min(plain, with_cases))
        timed(home, "everything", days[:cut], children)
        timed(home, "nothing new", [], children)
        for wanted, which in sorted([(plain, "one day"), (with_cases, "one day with the case system")]):
            timed(home, which, [wanted], children)
        check_against_a_build_from_nothing(home)


def last_days(days: list[Path]) -> tuple[Path, Path]:
    """Choose the last day before the county's own last that brings no case-system files, and the last that does."""
    before = days[:-1]
    plain = max(day for day in before if not (day / "ssd").exists())
    return plain, max(day for day in before if (day / "ssd").exists())


def timed(home: Path, which: str, drops: list[Path], children: int) -> None:
    """Put the drops into the inbox, refresh, and print what it took beside its limit."""
    inbox = home / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for drop in drops:
        shutil.copytree(drop, inbox / drop.name)
    seconds, used, gigabytes = run(home, "refresh")
    manifest = manifest_of(home)
    limit = LIMITS[which]
    print(f"{which}, {children:,} children: {seconds:.1f} s by the clock ({seconds / limit:.2f} of {limit:.0f} s),")
    print(f"  {used:.1f} s of the processors, {gigabytes:.2f} GB ({gigabytes / GIGABYTES:.2f} of {GIGABYTES:.0f} GB)")
    if drops:
        print(f"  {len(manifest['tables'])} tables, {manifest['tables_taken_over']} taken over; {manifest['seconds']}")


def run(home: Path, *words: str) -> tuple[float, float, float]:
    """Run a command in a home of its own; return clock seconds, processor seconds and the highest memory in GB."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"SHERWOOD_HOME": str(home)}
    process = subprocess.Popen(
        [*SHERWOOD, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    highest = 0.0
    while process.poll() is None:
        highest = max(highest, memory(process.pid))
        time.sleep(0.2)
    # A refused file makes a refresh end with 1; what was read is refreshed all the same.
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used, highest


def memory(process: int) -> float:
    """Gigabytes a process holds now."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024**2
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0.0


def manifest_of(home: Path) -> dict:
    """What the current build says of itself."""
    folder = home / "warehouse" / AUTHORITY
    current = json.loads((folder / "current.json").read_bytes())["build_id"]
    return json.loads((folder / f"warehouse-{current}.json").read_bytes())


def check_against_a_build_from_nothing(home: Path) -> None:
    """Build the same inputs with nothing taken over and compare every table's fingerprint."""
    upon = manifest_of(home)["tables"]
    shutil.rmtree(home / "warehouse")
    seconds, used, _ = run(home, "build")
    anew = manifest_of(home)["tables"]
    names = (upon.keys() | anew.keys()) - {CHANGED_SINCE}
    if other := sorted(name for name in names if upon.get(name) != anew.get(name)):
        raise SystemExit(f"wrong rows: these tables are not those of a build from nothing: {', '.join(other)}")
    print(f"every table is that of a build from nothing, which took {seconds:.1f} s ({used:.1f} s of the processors)")


if __name__ == "__main__":
    main()
