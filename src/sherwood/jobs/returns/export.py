"""Returns: write the files of a year, check them as any return is checked, and say where they differ from what was loaded."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood import sources
from sherwood.access import NotAllowed, Permission, Viewer, require
from sherwood.access.events import ROWS_EXPORTED, audited
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import FeedYear
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import Progress, quiet
from sherwood.jobs.quality import run_rules
from sherwood.jobs.returns.reconcile import Reconciled, reconcile
from sherwood.outputs.returns import census_message, csv_file
from sherwood.quality import RuleResult
from sherwood.store import Reader
from sherwood.vocabulary.periods import Period, collection_year
from sherwood.warehouse.returns_of import return_rows

FEEDS = {"ssda903": "ssda903", "cin": "cin_census"}
PURPOSE = "statutory_return"
# No authority has this number: it stands where council.toml gives none.
NO_NUMBER = "999"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Exported:
    """What was written, how each table compares with the return that was loaded, and what the rules say of both."""

    feed: str
    period: str
    last_day: dt.date
    files: tuple[tuple[Path, int], ...]
    reconciled: tuple[Reconciled, ...]
    rules: Mapping[str, int]
    broken: tuple[tuple[str, int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as `sherwood export --json` prints it; `broken` are rules with what they find of what was written and loaded."""
        return {
            "return": self.feed,
            "period": self.period,
            "as_at": self.last_day.isoformat(),
            "files": [{"path": str(path), "rows": rows} for path, rows in self.files],
            "reconciled": [each.to_json() for each in self.reconciled],
            "rules": dict(self.rules),
            "broken": [{"code": code, "written": new, "loaded": old} for code, new, old in self.broken],
        }


def export_return(
    home: Home,
    authority: str,
    name: str,
    *,
    as_at: dt.date,
    folder: Path,
    as_user: str | None = None,
    progress: Progress = quiet,
) -> Exported:
    """Write the return of the collection year that `as_at` lies in, as it stood on that day; that it was taken is written first.

    Everybody is in it, restricted records too, as the law asks: it takes the purpose of statutory returns and the right to take rows.
    Raises NotAllowed, Problem, AuditNotWritten.
    """
    viewer, feed = viewer_at_keyboard(home, authority, as_user), FEEDS[name]
    _require(viewer)
    catalogue, reader = load_catalogue(home.council), Reader.current(home, authority)
    year = collection_year(as_at)
    rows = _rows(reader, feed, year, as_at)
    audited(viewer, ROWS_EXPORTED, (), {"of": f"{feed}/{year.label}", "rows": sum(map(len, rows.values()))})
    written = tuple(_write(home, catalogue, feed, year, rows, folder))
    progress("check", feed, 0, 1)
    with tempfile.TemporaryDirectory(dir=home.cache.parent) as scratch:
        checked = _landed(Home.at(scratch), authority, year, as_at, folder)
        before = collection_year(year.first_day - dt.timedelta(days=1))
        _land_before(checked, authority, home, reader, catalogue, feed, before)
        results = run_rules(checked, authority, f"{feed}/{year.label}")
        reconciled = tuple(reconcile(home, checked, authority, feed, year.label))
    return Exported(
        feed,
        year.label,
        min(as_at, year.last_day),
        written,
        reconciled,
        _counted(results),
        tuple(_broken(results, _loaded_results(home, authority, feed, year))),
    )


def _require(viewer: Viewer) -> None:
    require(viewer, Permission.EXPORT_ROWS)
    if PURPOSE not in viewer.purposes:
        raise NotAllowed("A return holds every child: it is for those who look after statutory returns.")


def _rows(reader: Reader, feed: str, year: Period, last_day: dt.date) -> Rows:
    found = {name: table.to_pylist() for name, table in return_rows(reader, feed, year, last_day)}
    if not any(found.values()):
        raise Problem(f"the warehouse holds nothing for a return of {year.label}: choose another day for --as-at")
    return found


def _write(
    home: Home, catalogue: Catalogue, feed: str, year: Period, rows: Rows, folder: Path
) -> Iterator[tuple[Path, int]]:
    """Yield each file written with its rows; a table that the year does not ask for is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    declared = catalogue.feed(feed).year_for(year.label)
    for name, content, count in _files(home, declared, feed, year, rows):
        path = folder / name
        path.write_bytes(content)
        yield path, count


def _files(home: Home, declared: FeedYear, feed: str, year: Period, rows: Rows) -> Iterator[tuple[str, bytes, int]]:
    kept = {name: rows[name] for name in declared.tables if name in rows}
    if feed == "ssda903":
        for name, found in kept.items():
            table = declared.tables[name]
            yield f"{table.file_names[0]}.csv", csv_file(table, found), len(found)
        return
    number = load_council(home).number or NO_NUMBER
    content = census_message(declared, year, number, kept, dt.datetime.now(dt.UTC))
    yield f"cin_census_{year.label}.xml", content, len(kept["children"])


def _landed(scratch: Home, authority: str, year: Period, as_at: dt.date, folder: Path) -> Home:
    """Land what was written in a home of its own, so that its rules are asked as of any return."""
    received = max(as_at, year.last_day) + dt.timedelta(days=1)
    report = load_files(scratch, authority, [folder], received=received, period=year.label, progress=quiet)
    if report.exit_code:
        raise Problem(f"what was written cannot be read again: {'; '.join(report.lines())}")
    return scratch


def _land_before(
    scratch: Home, authority: str, home: Home, reader: Reader, catalogue: Catalogue, feed: str, before: Period
) -> None:
    """Land the year before, written from the warehouse too, for rules that compare; and the postcodes, for rules of place."""
    rows = {name: table.to_pylist() for name, table in return_rows(reader, feed, before, before.last_day)}
    if not any(rows.values()):
        return
    with tempfile.TemporaryDirectory(dir=scratch.root) as folder:
        for _ in _write(home, catalogue, feed, before, rows, Path(folder)):
            pass
        received = before.last_day + dt.timedelta(days=1)
        load_files(scratch, authority, [Path(folder)], received=received, period=before.label, progress=quiet)


def _counted(results: list[RuleResult]) -> dict[str, int]:
    states = [each.state for each in results]
    return {
        "ran": states.count("ran"),
        "skipped": states.count("skipped"),
        "failed": states.count("failed"),
        "findings": sum(len(each.findings) for each in results),
    }


def _loaded_results(home: Home, authority: str, feed: str, year: Period) -> list[RuleResult]:
    if year.label not in sources.submitted_periods(home, authority, feed):
        return []
    return run_rules(home, authority, f"{feed}/{year.label}")


def _broken(written: list[RuleResult], loaded: list[RuleResult]) -> Iterator[tuple[str, int, int]]:
    """Yield each rule with a finding, and how many there are of what was written and of what was loaded."""
    before = {each.code: len(each.findings) for each in loaded}
    for each in written:
        if each.findings or before.get(each.code):
            yield each.code, len(each.findings), before.get(each.code, 0)
