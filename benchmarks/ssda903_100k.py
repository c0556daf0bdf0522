"""100,000 SSDA903 rows from file to `measure value`, as fresh processes: against the budget and DuckDB's own CSV read.

Prints, for a warm and a cold file cache, the median of five whole runs (load + build + measure value), the highest memory of any
process, their ratios to the limits (10 s, 2 GB) and to DuckDB reading the same files, and checks the figure against a count made here.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
LIMIT_SECONDS = 10.0
LIMIT_GIGABYTES = 2.0
CHILDREN = 12_500
YEAR_START, YEAR_END = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
DUCKDB_READ = "import duckdb, sys\nfor file in sys.argv[1:]: duckdb.read_csv(file, all_varchar=True).fetchall()"


def main() -> None:
    """Write the files once, then time Sherwood and the peer in the same run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "2025-26"
        rows, expected = write_return(folder)
        print(
            f"{rows:,} rows in {len(list(folder.glob('*.csv')))} files; {expected:,} children looked after on {YEAR_END}"
        )
        peer = statistics.median(
            timed([sys.executable, "-c", DUCKDB_READ, *map(str, folder.glob("*.csv"))])[0] for _ in range(RUNS)
        )
        print(f"DuckDB's own read of the same files: {peer:.2f} s")
        for cache in ("warm", "cold"):
            seconds, gigabytes = measure(folder, Path(name), expected, is_cold=cache == "cold")
            took = f"median {seconds:.2f} s ({seconds / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit"
            held = f"{gigabytes:.2f} GB ({gigabytes / LIMIT_GIGABYTES:.2f} of the limit)"
            print(f"{cache} cache: {took}, {seconds / peer:.1f} times DuckDB's read); highest memory {held}")


def measure(folder: Path, work: Path, expected: int, *, is_cold: bool) -> tuple[float, float]:
    """Return the median seconds and the highest memory in GB of five runs, each in an empty home."""
    totals, memory = [], 0.0
    for run in range(RUNS):
        home = work / f"home-{run}"
        seconds = 0.0
        asked = ["measure", "value", "cla_open", "--to", str(YEAR_END), "--grain", "year", "--json"]
        for arguments in (["load", str(folder)], ["build"], asked):
            if is_cold:
                forget(work)
            took, peak, answer = timed([sys.executable, "-m", "sherwood.cli.main", *arguments], SHERWOOD_HOME=str(home))
            seconds, memory = seconds + took, max(memory, peak)
        found = json.loads(answer)["rows"][-1]["value"]
        if found != expected:
            raise SystemExit(f"wrong answer: {found}, not {expected}")
        totals.append(seconds)
        shutil.rmtree(home)
    return statistics.median(totals), memory


def timed(command: list[str], **environment: str) -> tuple[float, float, str]:
    """Run a fresh process; return its wall seconds, peak memory in GB and what it printed."""
    begun = time.perf_counter()
    # Under this variable every process would compile every module again; an installation leaves it unset.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env=inherited | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    answer = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed: {process.stderr.read() if process.stderr else ''}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024**2, answer


def forget(folder: Path) -> None:
    """Ask the system to drop every file below the folder from its cache."""
    for file in filter(Path.is_file, folder.rglob("*")):
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def write_return(folder: Path) -> tuple[int, int]:
    """Write a return of 100,000 rows; return the rows written and the children open, under 18, on the last day."""
    folder.mkdir(parents=True)
    draw = random.Random(903)
    header, episodes, reviews, health = [], [], [], []
    open_children = 0
    for number in range(CHILDREN):
        born = dt.date(2009, 6, 1) + dt.timedelta(days=draw.randrange(5000))
        child = str(100_000 + number)
        header.append([child, draw.choice("MF"), uk(born), draw.choice(["WBRI", "MWBC", "BAFR"]), "UN3", "0", ""])
        begin = dt.date(2023, 1, 1) + dt.timedelta(days=draw.randrange(800))
        for place in range(4):
            is_last = place == 3
            end = begin + dt.timedelta(days=draw.randrange(30, 160))
            ended = not is_last or draw.random() < 0.3
            reason = ("X1" if not is_last else "E4A") if ended else ""
            episodes.append(
                [
                    child,
                    uk(begin),
                    "S" if place == 0 else "P",
                    "C2",
                    "N1",
                    "U6",
                    "PR1",
                    uk(end) if ended else "",
                    reason,
                    "",
                    "",
                    "",
                    "",
                ]
            )
            if begin <= YEAR_END and (not ended or end > YEAR_END):
                open_children += 1
            begin = end
        reviews += [[child, uk(born), uk(YEAR_START + dt.timedelta(days=draw.randrange(365))), "PN1"] for _ in range(2)]
        health.append([child, uk(born), str(draw.randrange(41)), "", "0", "1", "1", "1", "1", "0", "", ""])
    tables = {
        "header": ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", header),
        "episodes": (
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
            episodes,
        ),
        "reviews": ("CHILD,DOB,REVIEW,REVIEW_CODE", reviews),
        "oc2": (
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
            "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
            health,
        ),
    }
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns.split(","), *rows])
    return sum(len(rows) for _, rows in tables.values()), open_children


def uk(day: dt.date) -> str:
    """Write a day as the return does."""
    return f"{day:%d/%m/%Y}"


if __name__ == "__main__":
    main()
