"""Every rule of the Children in need census on a census of 13,000 children, as a fresh process, against the budget.

Prints the median of three runs of `sherwood quality run` (wall and processor seconds, highest memory) and their ratio to the limit of 10 s
and to a bare parse of the same bytes. The run fails if a rule fails or is skipped, or if four rules find other
children than a plain reading of the file does.
"""

from __future__ import annotations

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
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from cin_census_20k import BARE, PERIOD, YEAR_END, YEAR_START, Writer, inside, tag

RUNS = 3
LIMIT_SECONDS = 10.0
CHILDREN = 13_000
SATURDAY = 5


def main() -> None:
    """Write a census, load it once, then time the rules and check what they found."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "files" / PERIOD / "cin_census.xml"
        rows = write_census(file)
        environment = os.environ | {"SHERWOOD_HOME": str(Path(name) / "home")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        sherwood = [sys.executable, "-m", "sherwood.cli.main"]
        subprocess.run([*sherwood, "load", str(file.parent)], env=environment, check=True, capture_output=True)
        print(f"{CHILDREN:,} children, {rows:,} rows, {file.stat().st_size / 1e6:.0f} MB")
        walls, processors = [], []
        for _ in range(RUNS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begun = time.perf_counter()
            asked = [*sherwood, "quality", "run", "--ruleset", "cin_census", "--json"]
            answer = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout
            walls.append(time.perf_counter() - begun)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        bare = float(subprocess.check_output([sys.executable, "-c", BARE, str(file)], text=True))
        rules = json.loads(answer)["rules"]
        tell(rules, statistics.median(walls), statistics.median(processors), after.ru_maxrss, bare)
        check(rules, file)


def tell(rules: list[dict], wall: float, processor: float, kilobytes: int, bare: float) -> None:
    """Print what was run and how long it took."""
    states = {state: [rule for rule in rules if rule["state"] == state] for state in ("ran", "skipped", "failed")}
    found = sum(len(rule["findings"]) for rule in rules)
    print(
        f"{len(states['ran'])} rules ran, {len(states['skipped'])} skipped, {len(states['failed'])} failed; {found:,} findings"
    )
    print(
        f"median {wall:.2f} s ({wall / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit, {wall / bare:.1f} times a bare parse of "
        f"{bare:.2f} s), {processor:.2f} s of processor"
    )
    print(f"highest memory {kilobytes / 1024**2:.2f} GB")
    wrong = states["skipped"] + states["failed"]
    if wrong:
        raise SystemExit("\n".join(f"{rule['code']} {rule['state']}: {rule['why']}" for rule in wrong))


def check(rules: list[dict], file: Path) -> None:
    """Leave with 1 if four rules found other children than a plain reading of the file."""
    found = {rule["code"]: {each["source_id"] for each in rule["findings"]} for rule in rules}
    for code, expected in plainly_read(file).items():
        print(f"rule {code}: {len(found[code]):,} children, {len(expected):,} expected")
        if found[code] != expected:
            raise SystemExit(f"rule {code} found other children: {sorted(found[code] ^ expected)[:5]}")


def plainly_read(file: Path) -> dict[str, set[str]]:
    """By rule the children that a reading of the file without any of Sherwood's code finds."""
    found: dict[str, set[str]] = {"8540": set(), "8670Q": set(), "8696": set(), "8870Q": set()}
    for child in ElementTree.parse(file).iter("Child"):
        number = child.findtext("ChildIdentifiers/LAchildID") or ""
        goes_on = any(each.text in ("0", "false") for each in child.iter("ReferralNFA"))
        if goes_on and child.find("ChildCharacteristics/Disabilities/Disability") is None:
            found["8540"].add(number)
        if any(day.weekday() >= SATURDAY for day in days(child, "InitialCPCtarget")):
            found["8870Q"].add(number)
        if any(not YEAR_START <= day <= YEAR_END for day in days(child, "AssessmentAuthorisationDate")):
            found["8696"].add(number)
        for each in child.iter("Assessments"):
            # 2026: the 45th working day before Tuesday 31 March.
            if each.find("AssessmentAuthorisationDate") is None and next(
                days(each, "AssessmentActualStartDate")
            ) < dt.date(2026, 1, 27):
                found["8670Q"].add(number)
    return found


def days(element: ElementTree.Element, name: str) -> Iterator[dt.date]:
    """Yield the days under this name."""
    return (dt.date.fromisoformat(each.text or "") for each in element.iter(name))


def write_census(file: Path) -> int:
    """Write a census of varied children, every tenth assessment without its end; return the rows."""
    file.parent.mkdir(parents=True)
    draw = random.Random(84)
    writer = Writer(draw)
    year = inside(
        "CollectionDetails", tag("Collection", "CIN"), tag("Year", YEAR_END.year), tag("ReferenceDate", YEAR_END)
    )
    with file.open("w", encoding="utf-8") as handle:
        handle.write(f"<Message>\n{inside('Header', year)}<Children>\n")
        for number in range(CHILDREN):
            lines = writer.child(number).splitlines(keepends=True)
            handle.writelines(
                line for line in lines if "AssessmentAuthorisationDate" not in line or draw.random() >= 0.1
            )
        handle.write("</Children>\n</Message>\n")
    return sum(writer.counts.values())


if __name__ == "__main__":
    main()
