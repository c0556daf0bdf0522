"""Job: what every rule found, kept for good with its build, so that there is a trend; counts alone, and nobody by name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sherwood.access import Permission, Viewer, aggregate, data_date, reference, require, viewers
from sherwood.access.trail import NoTrail
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.rules import rule_sets
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.progress import Progress, quiet
from sherwood.jobs.quality import run_rules
from sherwood.jobs.quality_store import (
    COUNTS,
    RECORDS,
    RULE,
    UNIT,
    Row,
    about_last,
    asked_of,
    keep_results,
    keep_rows,
    kept,
)
from sherwood.office.presence import has_accounts
from sherwood.reports.questions import faults, records_in_order
from sherwood.reports.record_words import Course
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months

UNITS = ("team", "worker")


def keep_quality(home: Home, authority: str, progress: Progress = quiet) -> list[Row]:
    """Keep what the rules of records found in the build people read, and the rules of returns in what newly came; return the rows kept.

    Nothing is asked where nothing is new: a build that was kept is not kept again, and a return is asked again only when another delivery
    of its feed stands, or by another version of Sherwood.
    """
    reader = Reader.current(home, authority)
    rows = _keep_records(home, authority, reader)
    for name in rule_sets():
        follows_from = asked_of(home, authority, name)
        if follows_from and follows_from != about_last(home, authority, name).get("asked_of"):
            rows += keep_results(home, authority, name, run_rules(home, authority, name, progress=progress))
    return rows


def course_for(home: Home, viewer: Viewer, reader: Reader) -> Course:
    """How the viewer's own units stood at the last build of each month; of the county also the faults by rule a month ago."""
    months: dict[str, tuple[int, int, int]] = {}
    before: dict[str, int] = {}
    month_ago = add_months(data_date(reader, viewer.authority), -1)
    is_own = _owned(viewer, reader)
    for rows in kept(home, viewer.authority):
        own = [row for row in rows if row["sort"] == UNIT and is_own(row)]
        months[f"{rows[0]['data_date']:%Y-%m}"] = (_sum(own, "children"), _sum(own, "in_order"), _sum(own, "found"))
        if viewer.county and rows[0]["data_date"] <= month_ago:
            before = {row["rule"]: row["found"] for row in rows if row["sort"] == RULE}
    return Course(tuple((month, *counts) for month, counts in sorted(months.items())), before)


def course_at_keyboard(home: Home, authority: str, as_user: str | None) -> Course:
    """The same for the person at the command line. Raises Problem where the home has accounts and none is named."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.MEASURE_READ)
    return course_for(home, viewer, Reader.current(home, authority))


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] or 0 for row in rows)


def _owned(viewer: Viewer, reader: Reader) -> Any:
    """Whether a kept row is of a unit that the viewer answers for."""
    if viewer.county:
        return lambda row: True
    listed = reference(reader, "organisation", ("team_id", "service_id"))
    teams = set(viewer.team_ids) | {each["team_id"] for each in listed if each["service_id"] in viewer.service_ids}
    return lambda row: row["team"] in teams or row["worker"] in viewer.caseloads


def _keep_records(home: Home, authority: str, reader: Reader) -> list[Row]:
    """Keep the rules of records and the units of the present build, unless they are kept already."""
    last = about_last(home, authority, RECORDS)
    if last.get("build") == reader.build_id:
        return []
    catalogue = load_catalogue(home.council)
    viewer = _everybodys(home, authority, catalogue)
    day = data_date(reader, authority)
    found = aggregate(reader, faults(day, viewer.feeds), viewer, by=("rule",))
    counts = {row["rule"]: row["numerator"] for row in found}
    columns = ("rule", "title", "severity", "state", "why")
    rules = [
        {"sort": RULE, "ruleset": RECORDS, **row, "found": counts.get(row["rule"], 0)}
        for row in reference(reader, "record_rule", columns)
    ]
    return keep_rows(home, authority, reader, RECORDS, [*rules, *_units(reader, viewer, day)], {})


def _units(reader: Reader, viewer: Viewer, day: dt.date) -> list[Row]:
    """How each team and worker stands: open children, those in order, and faults."""
    units: dict[tuple[str | None, str | None], dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for row in aggregate(reader, records_in_order(day, viewer.feeds), viewer, by=UNITS):
        units[row["team"], row["worker"]] |= {"children": row["denominator"], "in_order": row["numerator"]}
    for row in aggregate(reader, faults(day, viewer.feeds), viewer, by=UNITS):
        units[row["team"], row["worker"]]["found"] = row["numerator"]
    return [
        {"sort": UNIT, "ruleset": RECORDS, "team": team, "worker": worker, **counts}
        for (team, worker), counts in sorted(units.items(), key=str)
    ]


def _everybodys(home: Home, authority: str, catalogue: Catalogue) -> Viewer:
    """Who counts for the record: the whole county, without anybody whose record is restricted, so that no difference tells of one."""
    today = dt.date.today()
    every_purpose = frozenset(each for feed in catalogue.feeds.values() for each in feed.purposes)
    return Viewer(
        account_id="system",
        display_name="Sherwood",
        authority=authority,
        county=True,
        purposes=every_purpose,
        permissions=frozenset({str(Permission.MEASURE_READ)}),
        feeds=viewers.feeds_for(catalogue, every_purpose, today),
        office_restrictions=_restricted_by_hand(home, today),
        on_date=today,
        catalogue=catalogue,
        trail=NoTrail(),
    )


def _restricted_by_hand(home: Home, today: dt.date) -> tuple[tuple[str, str], ...]:
    if not has_accounts(home):
        return ()
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import directory

    return directory.restricted_records(today)
