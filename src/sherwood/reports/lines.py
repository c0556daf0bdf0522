"""The two lines under every title: how fresh the data are, and whose children the viewer sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sherwood.reports.desk import Desk
from sherwood.reports.labels import organisation_label
from sherwood.reports.words import day, joined, plural

DAYS_UNTIL_STALE = 45


def data_line(manifest: Mapping[str, Any], today: dt.date) -> str:
    """Return the freshness line: `Data to Friday 20 November 2026, built 21 November 2026 at 06:10; 1 feed, 26 deliveries`."""
    last = dt.date.fromisoformat(manifest["data_date"])
    built = dt.datetime.fromisoformat(manifest["built_at"])
    feeds = {each["feed"] for each in manifest["deliveries"]}
    age = (today - last).days
    late = f" The data are {plural(age, 'day')} old." if age > DAYS_UNTIL_STALE else ""
    deliveries = plural(len(manifest["deliveries"]), "delivery", "deliveries")
    fresh = f"Data to {last:%A} {day(last)}"
    return f"{fresh}, built {day(built.date())} at {built:%H:%M} UTC; {plural(len(feeds), 'feed')}, {deliveries}.{late}"


def scope_line(desk: Desk) -> str:
    """Return whose children are counted, in words."""
    viewer = desk.viewer
    if desk.is_official:
        return f"Official figures: every child of {desk.council.name} is counted, small numbers are withheld."
    places = [organisation_label(desk, "team", each) for each in viewer.team_ids]
    places += [organisation_label(desk, "service", each) for each in viewer.service_ids]
    if viewer.county:
        return (
            f"You see: {desk.council.name}, every team"
            + ("" if viewer.restricted_all else ", without records restricted to named people")
            + "."
        )
    if viewer.caseloads:
        covered = " and to colleagues you cover" if viewer.covered_worker_ids else ""
        places.insert(0, f"the children allocated to you{covered}")
    return f"You see: {joined(places)}." if places else "You see no children."


def provenance(desk: Desk) -> dict[str, str]:
    """Return what a file must carry to be traced: build, catalogue, who made it and when."""
    made = dt.datetime.now(dt.UTC)
    return {
        "Made by": desk.viewer.display_name,
        "Made at": f"{made:%Y-%m-%d %H:%M} UTC",
        "Build": str(desk.reader.manifest["build_id"]),
        "Catalogue": desk.catalogue.content_hash,
    }
