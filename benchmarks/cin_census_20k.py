"""A census of 20,000 varied children: reading it against a bare parse of the same bytes, and file to `measure value` against 10 s.

Prints, for a warm and a cold file cache, the median of five fresh processes each: reading all tables beside `lxml.etree.iterparse` with
`clear()` of the same file (limit: 3 times that), and load + build + measure value (limit: 10 s), with the highest memory of any process.
The rows read and the figure are checked in the same run against counts made while writing the file. One run of each goes before and is not
counted: like any installation it writes the bytecode that every later process starts from.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from pathlib import Path

RUNS = 5
LIMIT_RATIO = 3.0
LIMIT_SECONDS = 10.0
LIMIT_GIGABYTES = 2.0
CHILDREN = 20_000
PERIOD = "2025-26"
YEAR_START, YEAR_END = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
MEASURE = "cpp_open"
FACTORS = (
    "1B",
    "2B",
    "3A",
    "3B",
    "4A",
    "4B",
    "5A",
    "7A",
    "10A",
    "11A",
    "14A",
    "15A",
    "16A",
    "17A",
    "18B",
    "19C",
    "24A",
)
BARE = """
import io, sys, time
from lxml import etree
content = open(sys.argv[1], "rb").read()
begun = time.perf_counter()
for _, element in etree.iterparse(io.BytesIO(content), tag="Child"):
    element.clear()
print(time.perf_counter() - begun)
"""
READ = """
import json, sys, time
from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.readers.xml_file import read_xml
year = load_catalogue().feed("cin_census").year("2025_26")
content = open(sys.argv[1], "rb").read()
begun = time.perf_counter()
tables = read_xml(content, year.xml, year.tables, 2_000_000)
print(time.perf_counter() - begun)
print(json.dumps({name: len(raw.lines) for name, raw in tables.items()}))
"""


def main() -> None:
    """Write the census once, then time the reading and the whole way of it in the same run."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / PERIOD / "cin_census.xml"
        counts, expected = write_census(file)
        rows, size = sum(counts.values()), file.stat().st_size / 1e6
        print(f"{CHILDREN:,} children, {rows:,} rows, {size:.0f} MB; {expected:,} plans open on {YEAR_END}")
        reading(file, counts, is_cold=False, runs=1)
        whole_way(file, Path(name), expected, is_cold=False, runs=1)
        for cache in ("warm", "cold"):
            is_cold = cache == "cold"
            bare, read = reading(file, counts, is_cold=is_cold)
            ratio = read / bare
            print(
                f"{cache} cache: reading {read:.2f} s, {ratio:.2f} times a bare parse ({bare:.2f} s), "
                f"{ratio / LIMIT_RATIO:.2f} of the limit"
            )
            seconds, gigabytes = whole_way(file, Path(name), expected, is_cold=is_cold)
            print(
                f"{cache} cache: file to figure {seconds:.2f} s ({seconds / LIMIT_SECONDS:.2f} of the {LIMIT_SECONDS:.0f} s limit); "
                f"highest memory {gigabytes:.2f} GB ({gigabytes / LIMIT_GIGABYTES:.2f} of the limit)"
            )


def reading(file: Path, counts: Counter[str], *, is_cold: bool, runs: int = RUNS) -> tuple[float, float]:
    """Return the median seconds of the bare parse and of the reader, taken by turns."""
    bare, read = [], []
    for _ in range(runs):
        if is_cold:
            forget(file.parent)
        bare.append(float(timed([sys.executable, "-c", BARE, str(file)])[2]))
        if is_cold:
            forget(file.parent)
        seconds, found = timed([sys.executable, "-c", READ, str(file)])[2].splitlines()
        if {name: rows for name, rows in json.loads(found).items() if rows} != dict(counts):
            raise SystemExit(f"wrong rows: {found}, not {dict(counts)}")
        read.append(float(seconds))
    return statistics.median(bare), statistics.median(read)


def whole_way(file: Path, work: Path, expected: int, *, is_cold: bool, runs: int = RUNS) -> tuple[float, float]:
    """Return the median seconds and the highest memory in GB of load, build and measure value, each run in an empty home."""
    totals, memory = [], 0.0
    asked = ["measure", "value", MEASURE, "--to", str(YEAR_END), "--grain", "year", "--json"]
    for run in range(runs):
        home = work / f"home-{run}"
        seconds = 0.0
        for arguments in (["load", str(file.parent)], ["build"], asked):
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
        raise SystemExit(f"{' '.join(command[:4])} failed: {process.stderr.read() if process.stderr else ''}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024**2, answer


def forget(folder: Path) -> None:
    """Ask the system to drop every file below the folder from its cache."""
    for file in filter(Path.is_file, folder.rglob("*")):
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def write_census(file: Path) -> tuple[Counter[str], int]:
    """Write a census of varied children; return the rows of each table and the plans open on the last day."""
    file.parent.mkdir(parents=True)
    writer = Writer(random.Random(83))
    year = inside(
        "CollectionDetails", tag("Collection", "CIN"), tag("Year", YEAR_END.year), tag("ReferenceDate", YEAR_END)
    )
    header = inside("Header", year)
    with file.open("w", encoding="utf-8") as handle:
        handle.write(f"<Message>\n{header}<Children>\n")
        handle.writelines(writer.child(number) for number in range(CHILDREN))
        handle.write("</Children>\n</Message>\n")
    return writer.counts, writer.plans_open


class Writer:
    """Writes one child after another and counts what it writes."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.counts: Counter[str] = Counter()
        self.plans_open = 0

    def child(self, number: int) -> str:
        """Return a child with one to three referrals and whatever followed from them."""
        self.counts["children"] += 1
        born = YEAR_END - dt.timedelta(days=self.draw.randrange(30, 17 * 365))
        upn = tag("UPN", f"A{number:012d}") if self.draw.random() < 0.8 else tag("UPNunknown", "UN4")
        sex = tag("Sex", self.draw.choice("MFU"))
        identifiers = inside("ChildIdentifiers", tag("LAchildID", f"C{number}"), upn, tag("PersonBirthDate", born), sex)
        listed = self.draw.sample(("MOB", "HAND", "LD", "AUT", "BEH"), self.draw.choice((0, 0, 0, 1, 2)))
        self.counts["disabilities"] += len(listed)
        disabilities = inside("Disabilities", *(tag("Disability", each) for each in listed)) if listed else ""
        ethnicity = tag("Ethnicity", self.draw.choice(("WBRI", "MWBC", "BAFR", "APKN", "NOBT")))
        days = sorted(self.draw.sample(range(340), self.draw.choice((1, 1, 1, 2, 3))))
        has_plan = self.draw.random() < 0.25
        cases = [
            self.case(YEAR_START + dt.timedelta(days=day), is_last=at == len(days) - 1, has_plan=has_plan)
            for at, day in enumerate(days)
        ]
        return inside("Child", identifiers, inside("ChildCharacteristics", ethnicity, disabilities), *cases)

    def case(self, day: dt.date, *, is_last: bool, has_plan: bool) -> str:
        """Return a referral with its assessments, plans and enquiry; all but the last of a child are closed within a day."""
        self.counts["cin_details"] += 1
        told = [
            tag("CINreferralDate", day),
            tag("ReferralSource", self.draw.choice(("1A", "2A", "3B", "5A", "6", "10"))),
        ]
        if not is_last:
            return inside("CINdetails", *told, tag("ReferralNFA", self.draw.choice(("1", "true"))))
        told.append(tag("PrimaryNeedCode", self.draw.choice(("N1", "N2", "N4", "N5"))))
        told += [self.assessment(day + dt.timedelta(days=gap)) for gap in range(1, self.draw.choice((2, 2, 3)))]
        if self.draw.random() < 0.5:
            self.counts["cin_plans"] += 1
            told.append(inside("CINPlanDates", tag("CINPlanStartDate", day + dt.timedelta(days=30))))
        if has_plan or self.draw.random() < 0.2:
            told.append(self.enquiry(day + dt.timedelta(days=3)))
        told.append(tag("ReferralNFA", self.draw.choice(("0", "false"))))
        if has_plan:
            told.append(self.plan(day + dt.timedelta(days=18)))
        return inside("CINdetails", *told)

    def assessment(self, day: dt.date) -> str:
        """Return an assessment with up to four factors."""
        self.counts["assessments"] += 1
        factors = self.draw.sample(FACTORS, self.draw.randrange(1, 5))
        self.counts["assessment_factors"] += len(factors)
        return inside(
            "Assessments",
            tag("AssessmentActualStartDate", day),
            tag("AssessmentInternalReviewDate", day + dt.timedelta(days=10)),
            tag("AssessmentAuthorisationDate", day + dt.timedelta(days=self.draw.randrange(20, 80))),
            inside("FactorsIdentifiedAtAssessment", *(tag("AssessmentFactors", each) for each in factors)),
        )

    def enquiry(self, day: dt.date) -> str:
        """Return a section 47 enquiry and its conference."""
        self.counts["section_47"] += 1
        later = day + dt.timedelta(days=15)
        days = (tag("S47ActualStartDate", day), tag("InitialCPCtarget", later), tag("DateOfInitialCPC", later))
        return inside("Section47", *days, tag("ICPCnotRequired", "false"))

    def plan(self, day: dt.date) -> str:
        """Return a child protection plan with its reviews."""
        self.counts["child_protection_plans"] += 1
        end = day + dt.timedelta(days=self.draw.randrange(60, 300))
        has_ended = end <= YEAR_END and self.draw.random() < 0.5
        self.plans_open += not has_ended and day <= YEAR_END
        reviews = [day + dt.timedelta(days=gap) for gap in range(80, self.draw.choice((81, 260)), 90)]
        self.counts["reviews"] += len(reviews)
        category = self.draw.choice(("NEG", "EMO", "PHY", "SAB", "MUL"))
        return inside(
            "ChildProtectionPlans",
            tag("CPPstartDate", day),
            tag("CPPendDate", end) if has_ended else "",
            tag("InitialCategoryOfAbuse", category),
            tag("LatestCategoryOfAbuse", category),
            tag("NumberOfPreviousCPP", self.draw.randrange(3)),
            inside("Reviews", *(tag("CPPreviewDate", each) for each in reviews)),
        )


def tag(name: str, value: object) -> str:
    """Return an element with a text, on a line of its own."""
    return f"<{name}>{value}</{name}>\n"


def inside(name: str, *elements: str) -> str:
    """Return an element with others inside, indented as the exports of case systems write them."""
    return f"<{name}>\n{textwrap.indent(''.join(elements), '    ')}</{name}>\n"


if __name__ == "__main__":
    main()
