"""Every rule of the SSDA903 on a return of more than 100,000 rows with the year before beside it, as a fresh process, against the budget.

Prints the median of three runs of `sherwood quality run` (wall and processor seconds, highest memory), their ratio to the limit of 5 s, and
how much of it is reading the files again and how much asking the rules. Every table is there, so that only rules that need Ofsted's list of
providers are skipped; the run fails if any other rule is.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ssda903_100k import uk, write_return

RUNS = 3
LIMIT_SECONDS = 5.0
OF_EACH = 2_000
START = dt.date(2025, 4, 1)


def main() -> None:
    """Write two years, load them once, then time the rules."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        rows = 0
        for year in ("2024-25", "2025-26"):
            rows, _ = write_return(work / "files" / year)
            fill_out(work / "files" / year / "episodes.csv")
            rows += write_others(work / "files" / year)
        places = write_places(work / "files")
        environment = os.environ | {"SHERWOOD_HOME": str(work / "home")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        sherwood = [sys.executable, "-m", "sherwood.cli.main"]
        subprocess.run([*sherwood, "load", str(work / "files")], env=environment, check=True, capture_output=True)
        print(f"{rows:,} rows of 2025-26, as many of the year before, {places:,} postcodes")
        walls, processors = [], []
        for _ in range(RUNS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begun = time.perf_counter()
            asked = [*sherwood, "quality", "run", "--ruleset", "ssda903", "--json"]
            answer = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout
            walls.append(time.perf_counter() - begun)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        tell(json.loads(answer)["rules"], statistics.median(walls), statistics.median(processors), after.ru_maxrss)


def tell(rules: list[dict], wall: float, processor: float, kilobytes: int) -> None:
    """Print what was run and how long it took; leave with 1 if a rule failed or was skipped for another reason."""
    states = {state: [rule for rule in rules if rule["state"] == state] for state in ("ran", "skipped", "failed")}
    found = sum(len(rule["findings"]) for rule in rules)
    print(
        f"{len(states['ran'])} rules ran, {len(states['skipped'])} skipped, {len(states['failed'])} failed; {found:,} findings"
    )
    print(
        f"median {wall:.2f} s ({wall / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit), {processor:.2f} s of processor"
    )
    print(f"highest memory {kilobytes / 1024**2:.2f} GB")
    wrong = [rule for rule in states["skipped"] if "ofsted_providers" not in rule["why"]] + states["failed"]
    if wrong:
        raise SystemExit("\n".join(f"{rule['code']} {rule['state']}: {rule['why']}" for rule in wrong))


def fill_out(path: Path) -> None:
    """Give the episodes what `write_return` leaves empty, all but one in fifty: postcodes, numbers, reasons, placements that changed."""
    draw = random.Random(905)
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    for at, row in enumerate(rows):
        cells = dict(zip(headings, row, strict=True))
        cells |= {
            "HOME_POST": postcode(at // 4 % 500 + 1),
            "PL_POST": postcode(at % 499 + 501),
            "URN": f"SC{at % 900:04d}",
        }
        cells |= {"PLACE": ("U6", "U4")[at % 2], "REASON_PLACE_CHANGE": "CARPL" if cells["REC"] == "X1" else ""}
        if draw.random() < 0.02:
            cells[draw.choice(("HOME_POST", "PL_POST", "URN", "REASON_PLACE_CHANGE"))] = ""
        rows[at] = [cells[name] for name in headings]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def postcode(number: int) -> str:
    """Write one of a thousand made-up postcodes."""
    return f"NG{number // 100 + 1} {number // 10 % 10}{'ABDEFGHJLN'[number % 10]}A"


def write_places(folder: Path) -> int:
    """Write a postcode directory of one authority."""
    headings = "postcode,district_code,district,ward_code,ward,authority_code,deprivation_decile,east_metres,north_metres,ends_date"
    rows = [
        [
            f"NG{n // 100 + 1} {n // 10 % 10}{'ABDEFGHJLN'[n % 10]}A",
            "",
            "",
            "",
            "",
            "E10000024",
            "",
            450_000 + n,
            340_000,
            "",
        ]
        for n in range(1, 1_000)
    ]
    write(folder / "postcode_directory" / "postcode.csv", headings, rows)
    return len(rows)


def write_others(folder: Path) -> int:
    """Write the tables that `write_return` leaves out, of the first children each."""
    draw = random.Random(904)
    start = START if folder.name == "2025-26" else START.replace(year=2024)
    children = [(str(100_000 + number), "01/06/2010") for number in range(OF_EACH)]

    def day() -> str:
        return uk(start + dt.timedelta(days=draw.randrange(360)))

    tables = {
        "uasc": ("CHILD,SEX,DOB,DUC", [[c, "M", b, ""] for c, b in children]),
        "oc3": ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", [[c, b, "YES", "F1", "B1"] for c, b in children]),
        "ad1": (
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
            [[c, b, day(), day(), "0", "2", "MF", "L11"] for c, b in children],
        ),
        "placed_for_adoption": (
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            [[c, b, day(), "", ""] for c, b in children],
        ),
        "previous_permanence": ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", [[c, b, "Z1", "", ""] for c, b in children]),
        "missing": ("CHILD,DOB,MISSING,MIS_START,MIS_END", [[c, b, "M", day(), ""] for c, b in children]),
        "sw_episodes": (
            "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
            [[c, b, "SW1", day(), "", "FCONTA"] for c, b in children],
        ),
    }
    for name, (columns, rows) in tables.items():
        write(folder / f"{name}.csv", columns, rows)
    return sum(len(rows) for _, rows in tables.values())


def write(path: Path, columns: str, rows: list[list[object]]) -> None:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns.split(","), *rows])


if __name__ == "__main__":
    main()
