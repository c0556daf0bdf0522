"""Opens every report as every role that may open it, on a home that is loaded and built, and says which show something.

    SHERWOOD_HOME=HOME python -m evaluations.crawl_reports [--reports 20] [--roles worker director] [--write docs/evidence/DATE-reports.md]

A report shows something if a key figure is not nought and a table has a row with a child or a number that is not nought. It counts for
a level only if it does so for a person of that level: a manager of one team, the manager of one service, a worker. Not every
team has children in care, so a report is opened as one after another of them, busiest first, until one sees something; whoever saw the
last report of the same area is asked first. Role by role, one line is printed a report, as it is opened. What shows nothing must say
why: each empty figure has a detail, each empty table a sentence of its own. Ends with exit code 1 if a report fails or says nothing.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sherwood.access import Viewer, viewers
from sherwood.access.scoping import NOT_KNOWN
from sherwood.access.viewers import feeds_for
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.report import Report
from sherwood.reports import Desk, assemble, desk_for
from sherwood.reports.document import Block, Cell, Chart, Document, KeyFigures, Note, Table
from sherwood.store import Reader

HELD = "sw_children_allocated"
COUNTY = "director"
LEVELS = {COUNTY: "county", "team_manager": "team", "worker": "worker", "service_manager": "service"}
WANTED = {"county": 190, "team": 100, "worker": 25}
WORDLESS = Table("", (), ()).empty


@dataclass(frozen=True)
class Seen:
    """What a document showed: a figure that is not nought, a row that says something, and what is empty without a word."""

    has_figure: bool
    has_rows: bool
    wordless: tuple[str, ...]
    lacks_feed: bool

    @property
    def shows_something(self) -> bool:
        """Whether a figure is not nought and a table has a row."""
        return self.has_figure and self.has_rows


@dataclass(frozen=True)
class Opened:
    """What the people of one role saw of one report: the first who saw something, or the last of all."""

    report: str
    role: str
    person: str
    asked: int
    seen: Seen
    seconds: float
    fault: str = ""


@dataclass
class People:
    """Everybody of one role who is asked, by name; whoever saw the last report of an area comes first."""

    viewers: dict[str, Viewer]
    lately: dict[str, str]

    def in_turn(self, area: str) -> Iterator[tuple[str, Viewer]]:
        """Yield them, the likeliest first."""
        first = self.lately.get(area, "")
        for name in sorted(self.viewers, key=lambda each: each != first):
            yield name, self.viewers[name]


def held(desk: Desk, unit: str) -> list[str]:
    """Workers, teams or services, those that hold most children first; teams and services that hold none come last."""
    rows = desk.series(desk.catalogue.measure(HELD), desk.day, desk.day, "day", [unit]).rows
    found = Counter(
        {str(row.dims[unit]): row.numerator or 0 for row in rows if row.dims[unit] not in (None, NOT_KNOWN)}
    )
    every = {"team": desk.council.teams, "service": desk.council.services}.get(unit, ())
    found.update({each.id: 0 for each in every})
    return [name for name, _ in found.most_common()]


def busiest_of_each_team(desk: Desk) -> list[str]:
    """The worker with most children of every team."""
    team_of = {each.id: each.team for each in desk.council.workers}
    first: dict[str, str] = {}
    for worker in held(desk, "worker"):
        first.setdefault(team_of.get(worker, worker), worker)
    return list(first.values())


def people(desk: Desk, role_name: str) -> People:
    """Everybody of a role who is asked, with its rights and scope."""
    role = desk.catalogue.role(role_name)
    purposes = frozenset(role.purposes)
    rights = {
        "county": role.scope == "county",
        "roles": (role.name,),
        "purposes": purposes,
        "permissions": frozenset(role.permissions),
        "feeds": feeds_for(desk.catalogue, purposes, desk.viewer.on_date),
        "restricted_all": False,
    }
    viewer = replace(desk.viewer, **rights)
    if role.scope == "caseload":
        return People({each: replace(viewer, worker_id=each) for each in busiest_of_each_team(desk)}, {})
    if role.scope in ("team", "service"):
        field = f"{role.scope}_ids"
        return People({each: replace(viewer, **{field: (each,)}) for each in held(desk, role.scope)}, {})
    return People({role.name: viewer}, {})


def blocks_of(document: Document) -> list[Block]:
    """Every block of a document."""
    return [block for section in document.sections for block in section.blocks]


def says_something(text: str) -> bool:
    """Whether a value is a figure other than nought."""
    return any(digit in "123456789" for digit in text)


def tells(row: tuple[Cell, ...]) -> bool:
    """Whether a row, after its heading, holds a number that is not nought."""
    return any(cell.number for cell in row[1:]) or any(says_something(cell.text) for cell in row[1:])


def seen(document: Document) -> Seen:
    """What a document shows."""
    blocks = blocks_of(document)
    figures = [figure for block in blocks if isinstance(block, KeyFigures) for figure in block.figures]
    tables = [
        block.table if isinstance(block, Chart) else block for block in blocks if isinstance(block, Chart | Table)
    ]
    texts = [block.text for block in blocks if isinstance(block, Note)] + [each.detail for each in figures]
    wordless = [each.label for each in figures if not says_something(each.value) and not each.detail]
    wordless += [each.caption for each in tables if not each.rows and each.empty == WORDLESS]
    return Seen(
        any(says_something(figure.value) for figure in figures),
        any(table.rows and (table.holds_children or any(map(tells, table.rows))) for table in tables),
        tuple(wordless),
        any("No loaded file holds" in text for text in texts),
    )


def opened(desk: Desk, report: Report, role: str, everybody: People, most: int | None) -> Opened:
    """Open a report as one person of a role after another, `most` at most, until one sees something."""
    began, asked = time.process_time(), 0
    name, found = "", Seen(False, False, (), False)
    for name, viewer in islice(everybody.in_turn(report.area), most):
        asked += 1
        own = desk_for(desk.reader, desk.catalogue, desk.council, viewer)
        try:
            found = seen(assemble(own, report))
        except Exception as fault:
            return Opened(report.id, role, name, asked, found, time.process_time() - began, repr(fault))
        if found.shows_something or found.wordless:
            everybody.lately[report.area] = name
            break
    return Opened(report.id, role, name, asked, found, time.process_time() - began)


def crawl(desk: Desk, reports: list[Report], role: str, empty: frozenset[str] = frozenset()) -> Iterator[Opened]:
    """Open each report that is for a role, one of management at its own level alone; one that is `empty` of the whole county once."""
    everybody = people(desk, role)
    for report in reports:
        if role in report.audience and LEVELS.get(role, "") in (*report.levels, ""):
            yield opened(desk, report, role, everybody, 1 if report.id in empty else None)


def line(one: Opened) -> str:
    """What a role saw of one report, in a line."""
    saw = one.fault or ("yes" if one.seen.shows_something else "NO")
    return f"{one.role} {one.report}: {saw}, {one.asked} asked, {one.seconds:.2f} s"


def why(one: Opened) -> str:
    """What an empty report lacks, and whether it says so."""
    said = "names the absent file" if one.seen.lacks_feed else "says that there is nothing to count"
    silent = f"; WITHOUT A WORD: {', '.join(one.seen.wordless)}" if one.seen.wordless else ""
    return (
        one.fault
        or f"figure {'yes' if one.seen.has_figure else 'no'}, rows {'yes' if one.seen.has_rows else 'no'}; {said}{silent}"
    )


def told(role: str, mine: list[Opened]) -> Iterator[str]:
    """The counts of a role, and every report that shows nothing there."""
    full = [one for one in mine if one.seen.shows_something and not one.fault]
    wanted = f" (at least {WANTED[LEVELS[role]]} wanted)" if LEVELS.get(role, "") in WANTED else ""
    openings, used = sum(one.asked for one in mine), sum(one.seconds for one in mine)
    shown = f"{len(full)} of {len(mine)} reports show a figure that is not nought and rows of their own{wanted}"
    yield f"* {role}: {shown}; {openings:,} openings, {used:.0f} s of processor"
    yield from (f"  * {one.report}: {why(one)}" for one in mine if one not in full)


def main() -> int:
    """Crawl, print as it goes, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=0, help="only about so many of them; all if nought")
    parser.add_argument("--roles", nargs="*", default=None)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    home = Home.existing()
    council, catalogue = load_council(home), load_catalogue(home.council)
    desk = desk_for(Reader.current(home, council.code), catalogue, council, viewers.owner(home))
    reports = sorted(catalogue.reports.values(), key=lambda each: each.id)
    audiences = {role for report in reports for role in report.audience}
    roles = asked.roles or [*LEVELS, *sorted(audiences - LEVELS.keys())]
    step = max(len(reports) // asked.reports, 1) if asked.reports else 1
    lines = [f"# Every report opened as every role\n\nData to {desk.day}; {len(reports[::step])} reports.\n"]
    found: list[Opened] = []
    for role in roles:
        # What the whole county does not hold, no part of it holds.
        empty = frozenset(one.report for one in found if one.role == COUNTY and not one.seen.shows_something)
        mine = []
        for one in crawl(desk, reports[::step], role, empty):
            print(line(one), flush=True)
            mine.append(one)
        lines += told(role, mine)
        print("\n".join(lines), flush=True)
        found += mine
    if asked.write:
        asked.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(any(one.fault or one.seen.wordless for one in found))


if __name__ == "__main__":
    sys.exit(main())
