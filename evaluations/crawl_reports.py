"""Opens every report as every role that may open it, on a home that is loaded and built, and says which show something.

    SHERWOOD_HOME=HOME python -m evaluations.crawl_reports [--reports 20] [--write docs/evidence/DATE-reports.md]

A report shows something if one of its key figures is not nought and one of its tables has a row; a report counts for a level only if
it does so for a person of that level: the director (county), the manager of the largest service, the manager of the largest team,
the worker with most children. What shows nothing must say why. Ends with exit code 1 if a report fails or is empty without a word.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sherwood.access import Viewer, viewers
from sherwood.access.scoping import NOT_KNOWN
from sherwood.access.viewers import feeds_for
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.report import Report
from sherwood.reports import Desk, assemble, desk_for
from sherwood.reports.document import Chart, Document, KeyFigures, Note, Table
from sherwood.store import Reader

HELD = "sw_children_allocated"
LEVELS = {"county": "director", "service": "service_manager", "team": "team_manager", "worker": "worker"}


@dataclass(frozen=True)
class Opened:
    """What one person saw of one report."""

    report: str
    level: str
    has_figure: bool
    has_rows: bool
    says_why: bool
    seconds: float

    @property
    def shows_something(self) -> bool:
        """Whether a figure is not nought and a table has a row."""
        return self.has_figure and self.has_rows


def largest(desk: Desk, unit: str) -> str:
    """The worker, team or service that holds most children."""
    rows = desk.series(desk.catalogue.measure(HELD), desk.day, desk.day, "day", [unit]).rows
    held = Counter({str(row.dims[unit]): row.numerator or 0 for row in rows if row.dims[unit] not in (None, NOT_KNOWN)})
    return held.most_common(1)[0][0]


def people(desk: Desk) -> Iterator[tuple[str, Viewer]]:
    """A viewer of each level, with the rights of its role."""
    for level, name in LEVELS.items():
        role = desk.catalogue.role(name)
        purposes = frozenset(role.purposes)
        mine = {
            "worker": lambda: {"worker_id": largest(desk, "worker")},
            "team": lambda: {"team_ids": (largest(desk, "team"),)},
            "service": lambda: {"service_ids": (largest(desk, "service"),)},
            "county": dict,
        }[level]()
        rights = {
            "county": level == "county",
            "roles": (name,),
            "purposes": purposes,
            "permissions": frozenset(role.permissions),
            "feeds": feeds_for(desk.catalogue, purposes, desk.viewer.on_date),
            "restricted_all": False,
        }
        yield level, replace(desk.viewer, **rights, **mine)


def seen(document: Document) -> tuple[bool, bool, bool]:
    """Whether a key figure is not nought, whether a table has rows, and whether a note says why something is empty."""
    blocks = [block for section in document.sections for block in section.blocks]
    figures = [figure for block in blocks if isinstance(block, KeyFigures) for figure in block.figures]
    tables = [block for block in blocks if isinstance(block, Table)]
    tables += [block.table for block in blocks if isinstance(block, Chart)]
    has_figure = any(any(digit in "123456789" for digit in figure.value) for figure in figures)
    says = any(isinstance(block, Note) and block.text for block in blocks) or any(figure.detail for figure in figures)
    return has_figure, any(table.rows for table in tables), says


def crawl(desk: Desk, reports: list[Report]) -> Iterator[Opened]:
    """Open each report as each person of its levels who is in its audience."""
    for level, viewer in people(desk):
        at = replace(desk, viewer=viewer)
        for report in reports:
            if level in report.levels and LEVELS[level] in report.audience:
                began = time.perf_counter()
                found = seen(assemble(at, report))
                yield Opened(report.id, level, *found, time.perf_counter() - began)


def told(opened: list[Opened]) -> Iterator[str]:
    """The counts of each level, and every report that shows nothing there."""
    for level in LEVELS:
        mine = [each for each in opened if each.level == level]
        full = [each for each in mine if each.shows_something]
        slowest = max((each.seconds for each in mine), default=0.0)
        yield f"* {level}: {len(mine)} reports opened, {len(full)} show a figure that is not nought and rows; slowest {slowest:.2f} s"
        for each in mine:
            if not each.shows_something:
                yield f"  * {each.report}: figure {'yes' if each.has_figure else 'no'}, rows {'yes' if each.has_rows else 'no'}"


def main() -> int:
    """Crawl, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=0, help="every so many reports; all if nought")
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    home = Home.existing()
    council = load_council(home)
    catalogue = load_catalogue(home.council)
    desk = desk_for(Reader.current(home, council.code), catalogue, council, viewers.owner(home))
    reports = sorted(catalogue.reports.values(), key=lambda each: each.id)
    step = max(len(reports) // asked.reports, 1) if asked.reports else 1
    opened = list(crawl(desk, reports[::step]))
    lines = [f"# Every report opened at each level\n\nData to {desk.day}.\n", *told(opened)]
    print("\n".join(lines))
    if asked.write:
        asked.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(any(not each.shows_something and not each.says_why for each in opened))


if __name__ == "__main__":
    sys.exit(main())
